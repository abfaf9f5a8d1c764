"""A region's committee, by the name it is addressed by, and who keeps its papers."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committees.models.kind import CommitteeKind, CompositionRule
from deciding.models import OfCommittees
from editing.days import can_be, has_come
from editing.fields import FiscalYearField
from editing.held import Held
from editing.reasons import History
from editing.texts import LineField, NameField
from people.models import Visitor
from regions.models import Region


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

    objects = OfCommittees.as_manager()
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


class UnderCommittee(models.QuerySet[Any]):
    def visible_to(self, user: Visitor) -> "UnderCommittee":
        return self.filter(committee__in=Committee.objects.visible_to(user))


class YearlyReport(Held):
    """That a committee has reported on a fiscal year to the body that its kind names."""

    committee = models.ForeignKey(
        Committee, models.CASCADE, related_name="yearly_reports", verbose_name=_("committee")
    )
    fiscal_year = FiscalYearField(_("fiscal year"))
    sent_on = models.DateField(_("sent on"), validators=[has_come])
    document = LineField(
        _("document"), max_length=200, blank=True, help_text=_("The letter that goes with it.")
    )

    objects = UnderCommittee.as_manager()
    history = History()

    class Meta:
        verbose_name = _("yearly report of a committee")
        verbose_name_plural = _("yearly reports of committees")
        ordering = ["committee", "-fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "fiscal_year"],
                name="yearlyreport_once_a_year",
                violation_error_message=_("The report on that year is written down already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.fiscal_year}"


class Secretary(Held):
    """An office that keeps a committee's papers, alone or jointly: rows, because regions differ."""

    committee = models.ForeignKey(
        Committee, models.CASCADE, related_name="secretariat", verbose_name=_("committee")
    )
    name = LineField(_("office"), max_length=160, help_text=_("Such as สช. or สปสช."))
    is_joint = models.BooleanField(_("joint secretary"), default=False)

    objects = UnderCommittee.as_manager()
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
