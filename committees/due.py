"""What committees add to everyone's list of what is due: terms that end, meetings, their tasks, yearly reports."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from committees.life import OPEN
from committees.models import Committee, FollowUp, Meeting, Seat, YearlyReport
from deciding.due import DueSource, DueThing
from editing.of_days import DaysAfter
from people.models import User
from people.roles import STAFF_ROLES
from thai.years import fiscal_year_bounds, fiscal_year_of

AHEAD = (30, 90, 180)  # days before its end at which a term is pointed out, each more pressing


def seats_that_end(user: User) -> "QuerySet[Model]":
    """One seat for all of a committee that end on one day, from 180 days ahead until somebody sits there after it."""
    standing = Seat.objects.filter(left_on=None)
    earlier = standing.filter(committee=OuterRef("committee"), until=OuterRef("until"), pk__lt=OuterRef("pk"))
    later = Seat.objects.filter(
        Q(until=None) | Q(until__gt=OuterRef("until")), committee=OuterRef("committee")
    )
    ending = standing.visible_to(user).filter(
        Q(committee__ended_on=None) | Q(committee__ended_on__gt=F("until")),
        until__lte=timezone.localdate() + timedelta(days=AHEAD[-1]),
    )
    named = ending.filter(~Exists(earlier), ~Exists(later.filter(since__gt=OuterRef("until"))))
    return named.annotate(day=F("until"), of=F("committee__name")).order_by()


def _told(keys: Sequence[int]) -> Mapping[int, DueThing]:
    today = timezone.localdate()
    same = Q(committee__seats__until=F("until"), committee__seats__left_on=None)
    seats = Seat.objects.filter(pk__in=keys).select_related("committee__region", "committee__kind")
    told = {}
    for seat in seats.annotate(count=Count("committee__seats", filter=same)):
        left = (seat.until - today).days if seat.until else 0
        within = next((days for days in AHEAD if left <= days), AHEAD[-1])
        ended = gettext("ended, and nobody has been seated since")
        why = gettext("ends within %(days)s days") % {"days": within} if left >= 0 else ended
        counted = ngettext("%(count)s seat", "%(count)s seats", seat.count) % {"count": seat.count}
        told[seat.pk] = DueThing(
            source=SEATS_THAT_END.name,
            label=_("end of a term"),
            title=seat.committee.name,
            under=f"{seat.committee.kind} · {seat.committee.region}",
            why=f"{counted}: {why}",
            to_do=gettext("Have new members named, and enter them."),
            url=seat.committee.get_absolute_url(),
            on=seat.until,
        )
    return told


SEATS_THAT_END = DueSource(
    name="seats",
    label=_("end of a term"),
    region="committee__region",
    rows=seats_that_end,
    tell=_told,
)


def meetings_over(user: User) -> "QuerySet[Model]":
    """Meetings that were held and are not closed, for who writes down what came of them."""
    staffed = Q() if user.sees_every_region else Q(committee__region__in=user.region_numbers(*STAFF_ROLES))
    over = Meeting.objects.filter(staffed, state__in=OPEN, held_on__lt=timezone.localdate())
    return over.annotate(day=F("held_on"), of=F("committee__name")).order_by()


def _meeting_told(keys: Sequence[int]) -> Mapping[int, DueThing]:
    return {
        meeting.pk: DueThing(
            source=MEETINGS_OVER.name,
            label=_("meeting to close"),
            title=meeting.committee.name,
            under=str(meeting),
            why=gettext("it was held and is not closed"),
            to_do=gettext(
                "Write down who came and what was decided, and close the meeting; or enter its new day."
            ),
            url=meeting.get_absolute_url(),
            on=meeting.held_on,
        )
        for meeting in Meeting.objects.filter(pk__in=keys).with_everything()
    }


MEETINGS_OVER = DueSource(
    name="meetings",
    label=_("meetings to close"),
    region="committee__region",
    rows=meetings_over,
    tell=_meeting_told,
)


def tasks_due(user: User) -> "QuerySet[Model]":
    """The tasks of meetings that nobody has said are done."""
    found = FollowUp.objects.visible_to(user).open()
    return found.annotate(day=F("due_on"), of=F("item__meeting__committee__name")).order_by()


def _task_told(keys: Sequence[int]) -> Mapping[int, DueThing]:
    tasks = FollowUp.objects.filter(pk__in=keys).select_related("item__meeting__committee")
    return {
        task.pk: DueThing(
            source=TASKS.name,
            label=_("task from a meeting"),
            title=task.item.meeting.committee.name,
            under=f"{task.item.meeting} {task.item}",
            why=gettext("%(owner)s does it") % {"owner": task.owner},
            to_do=task.what,
            url=reverse("task", args=[task.pk]),
            on=task.due_on,
        )
        for task in tasks
    }


TASKS = DueSource(
    name="tasks",
    label=_("tasks from meetings"),
    region="item__meeting__committee__region",
    rows=tasks_due,
    tell=_task_told,
)


def _year_to_report() -> int:
    """The fiscal year that ended last."""
    return fiscal_year_of(timezone.localdate()) - 1


def reports_due(user: User) -> "QuerySet[Model]":
    """The committees that owe a report on the year that ended last: those on which somebody sat at its end."""
    year = _year_to_report()
    _first, last = fiscal_year_bounds(year)
    found = Committee.objects.visible_to(user).filter(
        Q(ended_on=None) | Q(ended_on__gte=last),
        ~Q(kind__reports_to=""),
        Exists(Seat.objects.on(last).filter(committee=OuterRef("pk"))),
        ~Exists(YearlyReport.objects.filter(committee=OuterRef("pk"), fiscal_year=year)),
    )
    return found.annotate(day=DaysAfter(last, "kind__report_days"), of=F("name")).order_by()


def _report_told(keys: Sequence[int]) -> Mapping[int, DueThing]:
    year = _year_to_report()
    _first, last = fiscal_year_bounds(year)
    committees = Committee.objects.filter(pk__in=keys).select_related("kind", "region")
    return {
        each.pk: DueThing(
            source=YEARLY_REPORTS.name,
            label=_("yearly report of a committee"),
            title=each.name,
            under=f"{each.kind} · {each.region}",
            why=gettext("it reports on fiscal year %(year)s") % {"year": year},
            to_do=gettext("Send the report to %(body)s, and enter when.") % {"body": each.kind.reports_to},
            url=each.get_absolute_url(),
            on=last + timedelta(days=each.kind.report_days),
        )
        for each in committees
    }


YEARLY_REPORTS = DueSource(
    name="yearly-reports",
    label=_("yearly reports of committees"),
    region="region",
    rows=reports_due,
    tell=_report_told,
)
