"""The clauses and plans on which papers of committees rest, each with its words, as offices cite them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.held import Held
from editing.of_years import OfYears, of_year
from editing.reasons import History
from editing.texts import LineField, ProseField


class CitationQuerySet(models.QuerySet["Citation"]):
    def for_year(self, fiscal_year: int) -> "CitationQuerySet":
        return self.filter(of_year(fiscal_year))

    def still_without_words(self) -> "CitationQuerySet":
        return self.filter(awaits_words=True, text="")


class Citation(OfYears, Held):
    """One clause or plan. Both ends of its years are written down: ระยะสี่ปี (พ.ศ. 2563–2567) spans five."""

    order = models.PositiveSmallIntegerField(_("place"), default=1)
    name = LineField(_("name"), max_length=160, unique=True, help_text=_("Such as มาตรา 18 (9)"))
    text = ProseField(_("words"), blank=True)
    awaits_words = models.BooleanField(
        _("its words are still to be entered"),
        default=False,
        help_text=_("It stands on no paper before it has words."),
    )

    objects = CitationQuerySet.as_manager()
    history = History()

    class Meta(OfYears.Meta):
        abstract = False
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name
