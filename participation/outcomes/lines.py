"""Progress of a plan by line: what was promised beside what was done; said once, for page, home and export.

An activity is promised as often as its details say, once where they say nothing, and held as often as accepted reports
tell. Of an indicator whose target can be reached it is said whether it is (outcomes/progress.py).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, prefetch_related_objects

from participation.covered import Covered, at_each, together
from participation.models import ActivityDetail, ActivityReport, Indicator, ItemKind, Plan, PlanItem, PlanLine
from participation.outcomes.measures import Measured, measured
from participation.outcomes.progress import IndicatorProgress, progress_of

# What stands folded under an activity or an outcome.
DETAIL = (
    "items__indicators__values",
    "items__detail__organisations__aliases",
    "items__detail__networks",
    "items__detail__tags",
    "items__detail__province",
    "items__detail__district",
)
PERIODS = {ActivityDetail.Per.QUARTER: 4, ActivityDetail.Per.MONTH: 12}

# (province, organisation, state) of the reports on one activity.
_Reports = Counter[tuple[object, object, str]]


@dataclass(frozen=True, slots=True)
class LineProgress:
    """Of a line: activities held of those promised, reports accepted and sent, indicators reached."""

    held: Covered
    accepted: int
    sent: int
    reached: Covered
    line: PlanLine | None = None


@dataclass(slots=True)
class PlanProgress:
    """Of a plan, line by line, and of each of its indicators by key."""

    plan: Plan
    lines: list[LineProgress] = field(default_factory=list)
    indicators: dict[int, IndicatorProgress] = field(default_factory=dict)

    @property
    def total(self) -> LineProgress:
        return LineProgress(
            together(line.held for line in self.lines),
            sum(line.accepted for line in self.lines),
            sum(line.sent for line in self.lines),
            together(line.reached for line in self.lines),
        )


def load_lines(plans: Sequence[Plan]) -> None:
    """Have the lines of plans at hand, in order, with everything that stands folded in them."""
    lines = PlanLine.objects.select_related("form").prefetch_related(
        "items__network", "items__standard", *DETAIL
    )
    prefetch_related_objects(list(plans), Prefetch("lines", lines))


def progress_of_plans(plans: Sequence[Plan]) -> list[PlanProgress]:
    """The progress of each plan, whose lines are loaded."""
    prefetch_related_objects(list(plans), "region__provinces")
    reports = _reports_on(plans)
    return [_of_plan(plan, reports) for plan in plans]


def _reports_on(plans: Sequence[Plan]) -> dict[int, _Reports]:
    """By activity, the reports that are sent or accepted; what is still written is its writer's own."""
    told = (ActivityReport.State.SENT, ActivityReport.State.ACCEPTED)
    rows = ActivityReport.objects.filter(item__line__plan__in=plans, state__in=told).order_by()
    found: dict[int, _Reports] = {}
    counted = rows.values_list("item", "province", "organisation", "state").annotate(Count("pk"))
    for item, province, organisation, state, count in counted:
        found.setdefault(item, Counter())[province, organisation, state] += count
    return found


def _of_plan(plan: Plan, reports: dict[int, _Reports]) -> PlanProgress:
    progress = PlanProgress(plan)
    kept: dict[str, Measured | None] = {}
    for line in plan.lines.all():
        for item in line.cell(ItemKind.OUTCOME):
            for indicator in item.indicators.all():
                code = indicator.measure
                if code and code not in kept:
                    kept[code] = measured(code, plan)
                progress.indicators[indicator.pk] = progress_of(indicator, counted=kept.get(code))
        progress.lines.append(_of_line(line, plan, reports, progress.indicators))
    return progress


def _of_line(
    line: PlanLine, plan: Plan, reports: dict[int, _Reports], indicators: dict[int, IndicatorProgress]
) -> LineProgress:
    activities = line.cell(ItemKind.ACTIVITY)
    states: Counter[str] = Counter()
    for item in activities:
        for (_province, _organisation, state), count in reports.get(item.pk, Counter()).items():
            states[state] += count
    told = [indicators[each.pk] for item in line.cell(ItemKind.OUTCOME) for each in item.indicators.all()]
    judged = [each for each in told if _can_be_reached(each.indicator)]
    return LineProgress(
        together(held_of(item, plan, reports.get(item.pk, Counter())) for item in activities),
        states[ActivityReport.State.ACCEPTED],
        states[ActivityReport.State.SENT],
        Covered(sum(each.is_reached is True for each in judged), len(judged)),
        line,
    )


def _can_be_reached(indicator: Indicator) -> bool:
    return indicator.target is not None and indicator.sign != Indicator.Sign.ABOUT


def held_of(item: PlanItem, plan: Plan, reports: _Reports) -> Covered:
    """How often an activity was held, by accepted reports, of the times that are promised."""
    detail: ActivityDetail | None = getattr(item, "detail", None)
    accepted = {
        (province, organisation): count
        for (province, organisation, state), count in reports.items()
        if state == ActivityReport.State.ACCEPTED
    }
    times, per = (detail.times or 1, detail.per) if detail else (1, "")

    def at(place: int, key: object) -> int:
        return sum(count for keys, count in accepted.items() if keys[place] == key)

    if detail and per == ActivityDetail.Per.PROVINCE:
        return at_each((at(0, each.pk) for each in plan.region.provinces.all()), times)
    if detail and per == ActivityDetail.Per.ORGANISATION and detail.organisations.all():
        return at_each((at(1, each.pk) for each in detail.organisations.all()), times)
    return at_each(
        [sum(accepted.values())], times * PERIODS.get(ActivityDetail.Per(per), 1) if per else times
    )
