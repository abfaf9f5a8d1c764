"""The reports on activities to which the report of an instalment points, with what it took over from each.

What was done, where, when and with how many is told once, in the report on the activity (participation). While the
report of the instalment is open it takes that over anew at each save; from its sending on it holds what it took.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from centres.models import TargetNetwork
from editing.shown import digest_of
from grants.reports.report import Report
from participation.models import ActivityReport
from people.models import User
from thai.dates import format_date
from thai.years import fiscal_year_bounds

POINTED_TO = (ActivityReport.State.SENT, ActivityReport.State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """One report on an activity as it was taken over; `content` stands for all that it said."""

    report: int
    activity: str
    held_on: date
    held_until: date | None
    place: str
    province: str
    people: int
    content: str

    @property
    def days(self) -> str:
        days = format_date(self.held_on)
        return f"{days} – {format_date(self.held_until)}" if self.held_until else days


def told_in(report: Report) -> list[TakenOver]:
    """What a report took over, in the order of the days."""
    return [
        TakenOver(**{**kept, **{name: _day(kept[name]) for name in ("held_on", "held_until")}})
        for kept in report.activities
    ]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def taken_from(activity: ActivityReport) -> TakenOver:
    """What is taken over from a report on an activity that was sent."""
    if activity.held_on is None:
        raise ValueError("a report that is sent says when it was")
    groups = [(group.name, group.people) for group in activity.groups.all()]
    results = [(result.what, result.value, result.unit) for result in activity.results.all()]
    said = (activity.done, activity.output, activity.outcome, activity.summary, groups, results)
    return TakenOver(
        activity.pk,
        activity.item.text,
        activity.held_on,
        activity.held_until,
        activity.place,
        str(activity.province.name_th) if activity.province else "",
        sum(people for _name, people in groups),
        digest_of(activity.held_on, activity.held_until, activity.place, activity.province_id, *said),
    )


def offered_to(report: Report, user: User) -> list[ActivityReport]:
    """Those that a report can point to, of all that a person sees: sent, of activities that its organisation answers
    for, by the organisation itself or by the office, held within the agreement's days, and told in no other report of
    the agreement.
    """
    agreement, organisation = report.agreement, report.organisation
    begins, ends = fiscal_year_bounds(agreement.programme.fiscal_year)
    elsewhere = [
        kept["report"]
        for told in Report.objects.filter(instalment__agreement=agreement).exclude(pk=report.pk)
        for kept in told.activities
    ]
    rows = ActivityReport.objects.visible_to(user).filter(
        Q(organisation=organisation) | Q(organisation=None),
        state__in=POINTED_TO,
        item__detail__organisations=organisation,
        item__line__plan__region=agreement.programme.region_id,
        held_on__range=(agreement.starts_on or begins, agreement.ends_on or ends),
    )
    found = rows.exclude(pk__in=elsewhere).select_related("item", "province")
    return list(found.prefetch_related("groups__network", "results").order_by("held_on", "pk"))


def take(report: Report, keys: Iterable[int], user: User) -> list[dict[str, Any]]:
    """What the report holds of the chosen ones: as they are now, or as it took them where they are offered no more.

    Raises ValidationError for one that was never offered.
    """
    offered = {activity.pk: taken_from(activity) for activity in offered_to(report, user)}
    known = {told.report: told for told in told_in(report)} | offered
    if unknown := set(keys) - set(known):
        raise ValidationError(
            gettext("%(count)s of the chosen reports on activities cannot be chosen here.")
            % {"count": len(unknown)},
            code="not_offered",
        )
    chosen = sorted((known[key] for key in set(keys)), key=lambda told: (told.held_on, told.report))
    return [_plain(told) for told in chosen]


def _plain(told: TakenOver) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(told).items()
    }


def take_anew(report: Report) -> list[str]:
    """Bring what a report took over up to date as it is sent; returns the activities whose report is open again."""
    rows = ActivityReport.objects.select_related("item", "province").prefetch_related("groups", "results")
    now = {each.pk: each for each in rows.filter(pk__in=[told.report for told in told_in(report)])}
    gone, taken = [], []
    for told in told_in(report):
        activity = now.get(told.report)
        if activity is None or activity.state not in POINTED_TO:
            gone.append(told.activity)
        else:
            taken.append(_plain(taken_from(activity)))
    if not gone:
        report.activities = taken
    return gone


def people_of(report: Report, keys: Iterable[int], user: User) -> dict[TargetNetwork | None, int]:
    """How many of which network took part in the chosen ones; without a network, all others."""
    counted: dict[TargetNetwork | None, int] = {}
    for activity in offered_to(report, user):
        if activity.pk in set(keys):
            for group in activity.groups.all():
                counted[group.network] = counted.get(group.network, 0) + group.people
    return counted


@dataclass(frozen=True, slots=True)
class ToldActivity:
    """A report on an activity as a reader sees it: what was taken over, and what became of it since."""

    told: TakenOver
    may_open: bool
    state: str
    is_open_again: bool
    has_changed: bool


def told_to(report: Report, user: User) -> list[ToldActivity]:
    """Those to which a report points, with a link for whoever may open them."""
    kept = told_in(report)
    rows = ActivityReport.objects.filter(pk__in=[told.report for told in kept])
    now = {
        each.pk: each
        for each in rows.select_related("item", "province").prefetch_related("groups", "results")
    }
    seen = set(ActivityReport.objects.visible_to(user).filter(pk__in=now).values_list("pk", flat=True))
    found = []
    for told in kept:
        activity = now.get(told.report)
        is_open_again = activity is None or activity.is_open
        found.append(
            ToldActivity(
                told,
                told.report in seen,
                str(activity.get_state_display()) if activity else "",
                is_open_again,
                not is_open_again and activity is not None and taken_from(activity).content != told.content,
            )
        )
    return found
