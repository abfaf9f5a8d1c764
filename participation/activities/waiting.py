"""Reports on activities that were handed in: read and decided on, by another person, on their own pages."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deciding.waiting import Waiting, WaitingKind
from editing.written import read_writers
from participation.models import ActivityReport
from participation.report_life import ACTIVITY_REPORT_LIFE
from people.models import User
from thai.dates import tell_date
from thai.digits import format_figure


def _told(report: Any) -> Waiting:
    """What a sent report says, which has its day and its time of sending."""
    facts = [
        (gettext("By"), str(report.organisation or report.plan.region)),
        (gettext("Held on"), str(tell_date(report.held_on))),
        (gettext("People"), format_figure(report.people)),
    ]
    return Waiting(
        report,
        str(report.item),
        None,
        None,
        report.sent_at,
        report.sent_by,
        report.get_absolute_url(),
        facts,
        report.done,
    )


def _rows(user: User) -> "QuerySet[ActivityReport]":
    return ActivityReport.objects.visible_to(user).with_everything().prefetch_related("groups")


REPORTS = WaitingKind(
    name="activity_report",
    label=_("Reports on activities to decide on"),
    tag=_("report on an activity"),
    life=ACTIVITY_REPORT_LIFE,
    act="accept",
    back="send_back",
    rows=_rows,
    told=_told,
    under="item__line__plan",
    wrote=lambda people: Q(pk__in=ActivityReport.objects.written_in_by(people).order_by().values("pk")),
    prepare=read_writers,
    # Who coordinates the organisation that held it is not the one who accepts it.
    narrow=lambda user: ~Q(pk__in=ActivityReport.objects.of_coordinator(user).order_by().values("pk")),
)
