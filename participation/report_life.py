"""The states of a report on an activity, and what may be done to it by whom."""

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.acts import Act, Life
from people.roles import REPORTING_ROLES, STAFF_ROLES, Role


class ActivityReportState(TextChoices):
    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
    RETURNED = "returned", _("returned for correction")
    ACCEPTED = "accepted", _("accepted by the region")


OPEN = (ActivityReportState.DRAFT, ActivityReportState.RETURNED)


def _those_of(report: Any) -> Iterable[str]:
    """The office reports for itself where it names no organisation."""
    return [role for role in Role if role != Role.COORDINATOR or report.organisation is not None]


ACTIVITY_REPORT_LIFE = Life(
    Act(
        name="write",
        sources=OPEN,
        roles=REPORTING_ROLES,
        refused=_("This report is %(state)s and cannot be written in."),
    ),
    Act(
        name="send",
        sources=OPEN,
        target=ActivityReportState.SENT,
        roles=REPORTING_ROLES,
        refused=_("This report is %(state)s and cannot be written in."),
    ),
    Act(
        name="take_back",
        sources=(ActivityReportState.SENT,),
        target=ActivityReportState.DRAFT,
        only="sent_by",
        refused=_("Only a report that nobody has reviewed yet is taken back."),
    ),
    Act(
        name="accept",
        sources=(ActivityReportState.SENT,),
        target=ActivityReportState.ACCEPTED,
        roles=STAFF_ROLES,
        another_than=("sent_by",),
        nor="writers",
        decides=True,
        proved=True,
        refused=_("This report is %(state)s."),
    ),
    Act(
        name="send_back",
        sources=(ActivityReportState.SENT,),
        target=ActivityReportState.RETURNED,
        roles=STAFF_ROLES,
        another_than=("sent_by",),
        decides=True,
        refused=_("This report does not wait for anybody."),
    ),
    region=lambda report: report.item.line.plan.region_id,
    organisation=lambda report: report.organisation,
    among=_those_of,
)
