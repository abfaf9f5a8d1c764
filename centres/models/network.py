"""Target networks: the nine kinds of section 13(4) of the Act, others that offices name, and partners."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.of_years import OfYears, of_year
from editing.texts import LineField, NameField
from spreadsheets.models import history


class TargetNetworkQuerySet(models.QuerySet["TargetNetwork"]):
    def for_year(self, fiscal_year: int) -> "TargetNetworkQuerySet":
        return self.filter(of_year(fiscal_year))


class TargetNetwork(OfYears, Held):
    """A network that a plan addresses or an organisation works for. Editable; shipped from target_networks.csv."""

    class Kind(models.TextChoices):
        SECTION_13_4 = "section_13_4", _("of section 13(4)")
        OTHER = "other", _("other network")
        PARTNER = "partner", _("partner, not a network")

    code = LineField(_("code"), max_length=4, unique=True)
    slug = models.SlugField(_("short name"), unique=True)
    name_th = NameField(_("Thai name"), max_length=120)
    name_en = LineField(_("English name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    basis = LineField(_("legal basis or source"), max_length=80, blank=True)
    keywords = LineField(
        _("words that name it"),
        max_length=300,
        blank=True,
        help_text=_("Separated by |. A text that holds one of these words is taken to mean this network."),
    )
    weak_keywords = LineField(
        _("words that only hint at it"),
        max_length=300,
        blank=True,
        help_text=_("Separated by |. Offered as a suggestion, never taken by themselves."),
    )

    objects = TargetNetworkQuerySet.as_manager()
    history = history()

    class Meta(OfYears.Meta):
        abstract = False
        verbose_name = _("target network")
        verbose_name_plural = _("target networks")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_th

    def clean(self) -> None:
        super().clean()
        for field in ("keywords", "weak_keywords"):
            if re.search(r"\|\||^\||\|$", getattr(self, field)):
                raise ValidationError(
                    {field: gettext("An empty word between | would match everything.")}, code="empty"
                )


class NetworkFinder:
    """Finds the networks that texts name by their words; takes the words of the catalogue apart once."""

    def __init__(self, networks: "Iterable[TargetNetwork]"):
        self._words = [
            (word, network) for network in networks for word in network.keywords.split("|") if word
        ]

    def named_in(self, text: str) -> "list[TargetNetwork]":
        """Return the networks whose words stand in a text; more than one means that nobody may choose silently."""
        return list(dict.fromkeys(network for word, network in self._words if word in text))
