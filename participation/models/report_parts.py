"""The rows of a report on an activity: its timetable, who took part, what can be counted, and remarks to correct."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from centres.models import TargetNetwork
from editing.texts import LineField, ProseField
from participation.models.activity_report import ActivityReport
from people.models import Visitor
from thai.digits import format_figure


class TimetableRow(models.Model):
    """One entry of the day's timetable; a report of several days counts them from 1."""

    report = models.ForeignKey(ActivityReport, models.CASCADE, related_name="timetable")
    order = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField(_("day"), default=1)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"), null=True, blank=True)
    topic = LineField(_("topic"), max_length=300)
    speaker = LineField(_("speaker"), max_length=200, blank=True)
    notes = ProseField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("row of a timetable")
        verbose_name_plural = _("rows of timetables")
        ordering = ["report", "day", "starts", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=F("starts")),
                name="timetablerow_ends_after_it_starts",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class ParticipantGroup(models.Model):
    """So many people of a group, named as the organisation names it; perhaps a network of the catalogue."""

    report = models.ForeignKey(ActivityReport, models.CASCADE, related_name="groups")
    order = models.PositiveSmallIntegerField()
    name = LineField(_("group"), max_length=160)
    network = models.ForeignKey(
        TargetNetwork, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("network")
    )
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("group of participants")
        verbose_name_plural = _("groups of participants")
        ordering = ["report", "order"]

    def __str__(self) -> str:
        return f"{self.name}: {format_figure(self.people)}"


class ReportedResult(models.Model):
    """What can be counted of what came of it: what, how much of which unit, and what shows it."""

    report = models.ForeignKey(ActivityReport, models.CASCADE, related_name="results")
    order = models.PositiveSmallIntegerField()
    what = LineField(_("result"), max_length=300)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2)
    unit = LineField(_("unit"), max_length=40)
    evidence = LineField(_("what shows it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("result of an activity")
        verbose_name_plural = _("results of activities")
        ordering = ["report", "order"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit=""),
                name="reportedresult_has_unit",
                violation_error_message=_("A figure has a unit, such as คน."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {format_figure(self.value)} {self.unit}"


class ActivityRemarkQuerySet(models.QuerySet["ActivityRemark"]):
    def visible_to(self, user: Visitor) -> "ActivityRemarkQuerySet":
        return self.filter(report__in=ActivityReport.objects.visible_to(user))

    def open(self) -> "ActivityRemarkQuerySet":
        return self.filter(settled_at=None)


class ActivityRemark(models.Model):
    """What is to be corrected at one field of a report that was returned; field "" means the whole."""

    report = models.ForeignKey(ActivityReport, models.CASCADE, related_name="remarks")
    field = models.CharField(_("field"), max_length=20, blank=True)
    text = ProseField(_("remark"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark on a report")
        verbose_name_plural = _("remarks on reports")
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return self.text


PARTS: dict[str, type[models.Model]] = {
    "timetable": TimetableRow,
    "groups": ParticipantGroup,
    "results": ReportedResult,
}
