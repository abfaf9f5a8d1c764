"""A region's committee, by the name it is addressed by, and who keeps its papers."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committees.models.kind import CommitteeKind, CompositionRule
from editing.days import can_be
from editing.held import Held
from editing.reasons import History
from editing.texts import LineField, NameField
from people.models import User, Visitor
from people.roles import SITTING_ROLES
from regions.models import Region


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, user: Visitor) -> "CommitteeQuerySet":
        """The committees of the regions that a person staffs, or on whose committees she sits."""
        if not isinstance(user, User):
            return self.none()
        if user.sees_every_region:
            return self
        return self.filter(region__in=user.region_numbers(*SITTING_ROLES))


class Committee(Held):
    """One body of one region. Papers address it by its name, word for word."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="committees", verbose_name=_("region"))
    kind = models.ForeignKey(
        CommitteeKind, models.PROTECT, related_name="committees", verbose_name=_("kind of committee")
    )
    name = NameField(
        _("name"),
        max_length=255,
        help_text=_("As papers address it, in full: คณะกรรมการ… or คณะอนุกรรมการ… is part of it."),
    )
    ended_on = models.DateField(
        _("dissolved on"), null=True, blank=True, validators=[can_be], help_text=_("Its last day.")
    )

    objects = CommitteeQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        ordering = ["region", "kind__order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                name="committee_name_once_per_region",
                violation_error_message=_("The region already has a committee of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("committee", args=[self.pk])

    def rule_on(self, day: date | None = None) -> CompositionRule | None:
        """How it is to be made up on a day; None where no rule says so."""
        return CompositionRule.objects.of(self.kind, self.region_id, day or timezone.localdate())


class SecretaryQuerySet(models.QuerySet["Secretary"]):
    def visible_to(self, user: Visitor) -> "SecretaryQuerySet":
        return self.filter(committee__in=Committee.objects.visible_to(user))


class Secretary(Held):
    """An office that keeps a committee's papers, alone or jointly: rows, because regions differ."""

    committee = models.ForeignKey(
        Committee, models.CASCADE, related_name="secretariat", verbose_name=_("committee")
    )
    name = LineField(_("office"), max_length=160, help_text=_("Such as สช. or สปสช."))
    is_joint = models.BooleanField(_("joint secretary"), default=False)

    objects = SecretaryQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("secretary of a committee")
        verbose_name_plural = _("secretariat")
        ordering = ["committee", "is_joint", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="secretary_once_per_committee",
                violation_error_message=_("This office stands in the secretariat already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
