"""What a plan holds and what it lacks, counted once for its page, the table of all regions and the budget page."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from centres.models import TargetNetwork
from participation.models import FormOfParticipation, ItemKind, Plan, PlanItem, PlanLine, StandardActivity
from people.models import Visitor
from regions.models import Region

# What stands folded under an activity or an outcome.
DETAIL = (
    "items__indicators__values",
    "items__detail__organisations",
    "items__detail__networks",
    "items__detail__tags",
    "items__detail__province",
    "items__detail__district",
)


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


def plan_summary(region: Region, fiscal_year: int, reader: Visitor) -> PlanSummary:
    """Return a region's plan with its lines, each line's items ready to be shown."""
    (summary,) = _with_touches(counted_plans([region], fiscal_year, reader))
    if summary.plan is not None:
        lines = PlanLine.objects.filter(plan=summary.plan).select_related("form")
        summary.lines = list(lines.prefetch_related("items__network", "items__standard", *DETAIL))
    return summary


def plans_summary(user: Visitor, fiscal_year: int) -> list[PlanSummary]:
    """Return the plans of the regions whose plan a person may read, counted, without their lines."""
    return _with_touches(counted_plans(list(Region.objects.budget_read_by(user)), fiscal_year, user))


def counted_plans(regions: list[Region], fiscal_year: int, reader: Visitor) -> list[PlanSummary]:
    """Return what the plans of a year that a person may read cover, without their lines and who changed them last."""
    held = (
        Plan.objects.visible_to(reader)
        .filter(region__in=regions, fiscal_year=fiscal_year)
        .select_related("region")
    )
    plans = {plan.region_id: plan for plan in held}
    forms = list(FormOfParticipation.objects.for_year(fiscal_year))
    lines = Counter(PlanLine.objects.filter(plan__in=plans.values()).values_list("plan", "form").order_by())
    used = _distinct(plans, ItemKind.ACTIVITY, "standard", standard__form__in=forms)
    reached = _distinct(plans, ItemKind.TARGET, "network", network__kind=TargetNetwork.Kind.SECTION_13_4)
    activities = StandardActivity.objects.for_year(fiscal_year).count()
    networks = (
        TargetNetwork.objects.for_year(fiscal_year).filter(kind=TargetNetwork.Kind.SECTION_13_4).count()
    )
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
            )
        )
    return found


def _distinct(plans: dict[int, Plan], kind: ItemKind, name: str, **which: object) -> "Counter[int]":
    """How many different ones of what items are linked to stand in each plan."""
    rows = PlanItem.objects.filter(line__plan__in=plans.values(), kind=kind, **which).order_by()
    return Counter(plan for plan, _linked in rows.values_list("line__plan", name).distinct())


def _with_touches(summaries: list[PlanSummary]) -> list[PlanSummary]:
    """Say of each plan who changed it, a line or an item last, by the newest entry of the three histories."""
    of_plan: dict[Any, str] = {Plan: "id", PlanLine: "plan_id", PlanItem: "line__plan_id"}

    def newest(model: Any) -> Subquery:
        entries = model.history.filter(**{of_plan[model]: OuterRef("pk")}).order_by(
            "-history_date", "-history_id"
        )
        return Subquery(entries.values("history_id")[:1])

    plans = Plan.objects.filter(pk__in=[each.plan.pk for each in summaries if each.plan]).order_by()
    keys = {pk: found for pk, *found in plans.values_list("pk", *map(newest, of_plan))}
    entries = [
        model.history.select_related("history_user").in_bulk(
            [found[place] for found in keys.values() if found[place]]
        )
        for place, model in enumerate(of_plan)
    ]
    for summary in summaries:
        found = keys.get(summary.plan.pk, []) if summary.plan else []
        told = [of_model[key] for of_model, key in zip(entries, found, strict=False) if key]
        if told:
            last = max(told, key=lambda entry: entry.history_date)
            summary.touched = Touch(last.history_date, str(last.history_user or ""))
    return summaries
