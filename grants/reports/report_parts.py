"""What stands in the fields of a report beside its own columns: people by network, comments, figures as typed."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models import TargetNetwork
from editing.texts import ProseField
from grants.reports.report import Report
from people.fields import PersonField
from people.models import User


class ParticipantCount(models.Model):
    """How many people of one network took part; without a network, all others."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="participant_counts")
    network = models.ForeignKey(
        TargetNetwork, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("network")
    )
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("participants of a network")
        verbose_name_plural = _("participants by network")
        ordering = ["report", models.F("network").asc(nulls_last=True)]
        constraints = [
            # Two, because SQLite takes one network that is missing for another than the next.
            models.UniqueConstraint(
                fields=["report", "network"],
                name="participants_once_a_network",
                violation_error_message=_("This network is counted already."),
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=models.Q(network=None),
                name="participants_of_others_once",
                violation_error_message=_("People of no network are counted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network or gettext('others')}: {self.people}"


class ReportCommentQuerySet(models.QuerySet["ReportComment"]):
    def visible_to(self, user: User) -> "ReportCommentQuerySet":
        return self.filter(report__in=Report.objects.visible_to(user))

    def open(self) -> "ReportCommentQuerySet":
        return self.filter(settled_at=None)


class ReportComment(models.Model):
    """What has to be corrected in one field of a returned report (field "" means the whole)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments")
    field = models.CharField(_("field"), max_length=20, blank=True)
    text = ProseField(_("comment"))
    by = PersonField()
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ReportCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a report")
        verbose_name_plural = _("comments on reports")
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return self.text


class UnreadFigure(models.Model):
    """A figure of a draft as it was typed, because nobody can say what amount or number it is.

    `field` names a field of the report, or "people-<network's key>" ("people-others" for people of no network).
    The field itself counts as nothing meanwhile. A report with such figures is not sent.
    """

    LONGEST = 200

    report = models.ForeignKey(Report, models.CASCADE, related_name="unread_figures")
    field = models.CharField(max_length=30)
    text = models.CharField(max_length=LONGEST)

    class Meta:
        verbose_name = _("figure that cannot be read")
        verbose_name_plural = _("figures that cannot be read")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "field"], name="unread_figure_once_a_field"),
        ]

    def __str__(self) -> str:
        return self.text
