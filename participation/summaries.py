"""What a plan holds and what it lacks, counted once for its page, the table of all regions and the budget page."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from centres.models import TargetNetwork
from participation.models import (
    FormOfParticipation,
    Plan,
    PlanActivity,
    PlanLine,
    PlanTarget,
    StandardActivity,
)
from people.models import Visitor
from regions.models import Region


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many plan lines a form of participation has; none is a gap."""

    form: FormOfParticipation
    lines: int


@dataclass(frozen=True, slots=True)
class Covered:
    """So many of all."""

    count: int
    all: int

    @property
    def is_whole(self) -> bool:
        return self.count == self.all


@dataclass(frozen=True, slots=True)
class Touch:
    """Who changed a plan or one of its lines last, and when."""

    at: datetime
    by: str


@dataclass(slots=True)
class PlanSummary:
    """A region's plan of a year; without one the summary is empty but complete."""

    region: Region
    fiscal_year: int
    plan: Plan | None = None
    lines: list[PlanLine] = field(default_factory=list)
    forms: list[FormCount] = field(default_factory=list)
    activities: Covered = Covered(0, 0)
    networks: Covered = Covered(0, 0)
    touched: Touch | None = None

    @property
    def line_count(self) -> int:
        return sum(count.lines for count in self.forms)

    @property
    def forms_without_line(self) -> list[FormOfParticipation]:
        return [count.form for count in self.forms if not count.lines]

    @property
    def forms_covered(self) -> Covered:
        return Covered(len(self.forms) - len(self.forms_without_line), len(self.forms))


def plan_summary(region: Region, fiscal_year: int) -> PlanSummary:
    """Return a region's plan with its lines, each line's items ready to be shown."""
    (summary,) = _summaries([region], fiscal_year)
    if summary.plan is not None:
        lines = PlanLine.objects.filter(plan=summary.plan).select_related("form")
        summary.lines = list(lines.prefetch_related("targets__network", "activities__standard", "outcomes"))
    return summary


def plans_summary(user: Visitor, fiscal_year: int) -> list[PlanSummary]:
    """Return the plans of the regions whose plan a person may read, counted, without their lines."""
    return _summaries(list(Region.objects.budget_read_by(user)), fiscal_year)


def _summaries(regions: list[Region], fiscal_year: int) -> list[PlanSummary]:
    plans = {plan.region_id: plan for plan in _with_last_changes(regions, fiscal_year)}
    forms = list(FormOfParticipation.objects.for_year(fiscal_year))
    lines = Counter(PlanLine.objects.filter(plan__in=plans.values()).values_list("plan", "form").order_by())
    used = _distinct(PlanActivity, plans, "standard", standard__form__in=forms)
    reached = _distinct(PlanTarget, plans, "network", network__kind=TargetNetwork.Kind.SECTION_13_4)
    activities = StandardActivity.objects.filter(form__in=forms).count()
    networks = TargetNetwork.objects.filter(kind=TargetNetwork.Kind.SECTION_13_4).count()
    touches = _touches(list(plans.values()))
    found = []
    for region in regions:
        plan = plans.get(region.pk)
        pk = plan.pk if plan else 0
        found.append(
            PlanSummary(
                region,
                fiscal_year,
                plan,
                forms=[FormCount(form, lines[pk, form.pk]) for form in forms],
                activities=Covered(used[pk], activities),
                networks=Covered(reached[pk], networks),
                touched=touches.get(pk),
            )
        )
    return found


def _distinct(model: Any, plans: dict[int, Plan], name: str, **which: object) -> "Counter[int]":
    """How many different ones of what items are linked to stand in each plan."""
    rows = model.objects.filter(line__plan__in=plans.values(), **which).order_by()
    return Counter(plan for plan, _linked in rows.values_list("line__plan", name).distinct())


def _with_last_changes(regions: list[Region], fiscal_year: int) -> list[Any]:
    """The plans, each with the keys of the newest entries in its own history and in that of its lines."""

    def newest(model: Any, key: str) -> Subquery:
        entries = model.history.filter(**{key: OuterRef("pk")}).order_by("-history_date", "-history_id")
        return Subquery(entries.values("history_id")[:1])

    plans = Plan.objects.filter(region__in=regions, fiscal_year=fiscal_year).select_related("region")
    return list(plans.annotate(own_entry=newest(Plan, "id"), line_entry=newest(PlanLine, "plan_id")))


def _touches(plans: list[Any]) -> dict[int, Touch]:
    own = _entries(Plan, [plan.own_entry for plan in plans])
    of_lines = _entries(PlanLine, [plan.line_entry for plan in plans])
    touches: dict[int, Touch] = {}
    for plan in plans:
        entries = [own.get(plan.own_entry), of_lines.get(plan.line_entry)]
        if newest := max(
            (entry for entry in entries if entry), key=lambda entry: entry.history_date, default=None
        ):
            touches[plan.pk] = Touch(newest.history_date, str(newest.history_user or ""))
    return touches


def _entries(model: Any, keys: list[int | None]) -> dict[int | None, Any]:
    return model.history.select_related("history_user").in_bulk([key for key in keys if key is not None])
