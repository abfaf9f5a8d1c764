"""What a plan holds and what it lacks, counted once for its page, the table of all regions and the budget page."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, FilteredRelation, Model, OuterRef, Q, QuerySet, Subquery

from centres.models import TargetNetwork
from editing.held import Held
from editing.statements import read
from participation.covered import NONE, Covered
from participation.models import (
    ActivityDetail,
    FormOfParticipation,
    ItemKind,
    Plan,
    PlanItem,
    PlanLine,
    StandardActivity,
)
from participation.models.detail import plans_read_by
from participation.outcomes.lines import PlanProgress, load_lines, progress_of_plans
from people.models import User, Visitor
from people.rights import rights_of
from people.roles import DRAFT_ROLES, Role
from regions.models import Region


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many plan lines of a form of participation say something, none is a gap; and how many wait to be filled."""

    form: FormOfParticipation
    lines: int
    empty: int


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
    activities: Covered = NONE
    networks: Covered = NONE
    touched: Touch | None = None
    progress: PlanProgress | None = None
    reads_drafts: bool = False  # who does not, is not told that there is no plan where there may be a draft

    @property
    def shows_progress(self) -> bool:
        """Of a draft nothing is promised yet."""
        return self.progress is not None and bool(self.lines) and not self.progress.plan.is_open

    @property
    def line_count(self) -> int:
        return sum(count.lines for count in self.forms)

    @property
    def forms_without_line(self) -> list[FormOfParticipation]:
        """Forms for which the table has not even an empty line."""
        return [count.form for count in self.forms if not count.lines and not count.empty]

    @property
    def forms_left_out(self) -> list[FormOfParticipation]:
        """Forms of which no line says anything."""
        return [count.form for count in self.forms if not count.lines]

    @property
    def forms_covered(self) -> Covered:
        return Covered(len(self.forms) - len(self.forms_left_out), len(self.forms))


def plan_summary(
    region: Region, fiscal_year: int, reader: Visitor, *, with_progress: bool = False
) -> PlanSummary:
    """Return a region's plan with its lines, each line's items ready to be shown."""
    (summary,) = _with_touches(counted_plans([region], fiscal_year, reader))
    if summary.plan is not None:
        load_lines([summary.plan])
        summary.lines = list(summary.plan.lines.all())
        if with_progress:
            (summary.progress,) = progress_of_plans([summary.plan])
    return summary


def plans_summary(user: Visitor, fiscal_year: int) -> list[PlanSummary]:
    """Return the plans of the regions whose plan a person may read, counted, without their lines."""
    return _with_touches(counted_plans(list(Region.objects.budget_read_by(user)), fiscal_year, user))


def progress_for_committee(member: User) -> list[PlanProgress]:
    """What became of the newest plan of each region on whose committee a person sits; drafts are not shown."""
    plans = Plan.objects.filter(pk__in=plans_read_by(member).values("pk")).exclude(state=Plan.State.DRAFT)
    plans = plans.filter(region__in=member.region_numbers(Role.COMMITTEE_MEMBER))
    newest = plans.filter(region=OuterRef("region")).order_by("-fiscal_year").values("fiscal_year")[:1]
    found = plans.filter(fiscal_year=Subquery(newest)).select_related("region").order_by("region")
    kept = list(found)
    load_lines(kept)
    return progress_of_plans(kept)


def regions_of_drafts(numbers: Iterable[int], reader: Visitor) -> set[int]:
    """Of some regions those whose plans a person reads before they are submitted."""
    if not isinstance(reader, User):
        return set()
    return (
        set(numbers) if reader.sees_every_region else set(numbers) & set(reader.region_numbers(*DRAFT_ROLES))
    )


def counted_plans(regions: list[Region], fiscal_year: int, reader: Visitor) -> list[PlanSummary]:
    """Return what the plans of a year that a person may read cover, without their lines and who changed them last."""
    numbers = [region.pk for region in regions]

    def held() -> "QuerySet[Plan]":
        seen = Plan.objects.visible_to(reader).filter(region__in=numbers, fiscal_year=fiscal_year)
        return seen.select_related("region")

    def empty_lines() -> "QuerySet[Model, tuple[int, int]]":
        of_plans = PlanLine.objects.filter(plan__in=held().order_by().values("pk")).order_by()
        return of_plans.empty().values_list("form", "plan__region")

    def covering(rows: str) -> "Counter[tuple[object, object]]":
        return _counter(read((*under, rows), lambda: _lines_by(held(), rows, "region")))

    under = ("counted plans", rights_of(reader), *numbers, fiscal_year)
    plans = {plan.region_id: plan for plan in read((*under, "plans"), held)}
    forms = read(("forms", fiscal_year), lambda: FormOfParticipation.objects.for_year(fiscal_year))
    activities = set(read(("activities", fiscal_year), lambda: _activities_of(fiscal_year)))
    networks = set(read(("networks of the law", fiscal_year), lambda: _networks_of_law(fiscal_year)))
    lines = covering("form")
    used = Counter(pk for activity, pk in covering("activity") if activity in activities)
    reached = Counter(pk for network, pk in covering("network") if network in networks)
    empty = Counter(read((*under, "empty"), empty_lines))
    found, of_drafts = [], regions_of_drafts(numbers, reader)
    for region in regions:
        plan = plans.get(region.pk)
        found.append(
            PlanSummary(
                region,
                fiscal_year,
                plan,
                forms=[
                    FormCount(form, lines[form.pk, region.pk], empty[form.pk, region.pk]) for form in forms
                ],
                activities=Covered(used[region.pk], len(activities)),
                networks=Covered(reached[region.pk], len(networks)),
                reads_drafts=region.pk in of_drafts,
            )
        )
    return found


def _activities_of(fiscal_year: int) -> "QuerySet[StandardActivity, int]":
    return StandardActivity.objects.for_year(fiscal_year).values_list("pk", flat=True)


def _networks_of_law(fiscal_year: int) -> "QuerySet[TargetNetwork, int]":
    of_law = TargetNetwork.objects.for_year(fiscal_year).filter(kind=TargetNetwork.Kind.SECTION_13_4)
    return of_law.values_list("pk", flat=True)


# What a line covers, and the way to its key. A line covers the form that it is of; a standard activity or a network
# that an activity or a target of it is linked to; and a province where one of its activities is held.
COVERED_BY = {
    "form": "form",
    "activity": "activities_of_line__standard",
    "network": "targets_of_line__network",
    "province": "plan__region__provinces",
    "region": "plan__region",
}


def lines_by(
    plans: "QuerySet[Plan]", rows: str, columns: str, **only: object
) -> "Counter[tuple[object, object]]":
    """How many lines of the plans cover both of two things, by their keys; counted in the database.

    `rows` and `columns` are of COVERED_BY, and so are the names of `only`, which keep to the lines that cover a
    third thing, too. Where a province is asked for, it is the very activity that is held there, in one place or,
    promised for each province, in every province of the region.
    """
    return _counter(_lines_by(plans, rows, columns, **only))


def _counter(counted: "Iterable[tuple[object, object, int]]") -> "Counter[tuple[object, object]]":
    return Counter({(row, column): n for row, column, n in counted})


def _lines_by(
    plans: "QuerySet[Plan]", rows: str, columns: str, **only: object
) -> "QuerySet[Model, tuple[object, object, int]]":
    named = {rows, columns, *only}
    lines = PlanLine.objects.filter(plan__in=plans.order_by().values("pk")).that_say_something().order_by()
    if named & {"activity", "province"}:
        lines = lines.annotate(activities_of_line=_items(ItemKind.ACTIVITY))
    if "network" in named:
        lines = lines.annotate(targets_of_line=_items(ItemKind.TARGET))
    keys = (COVERED_BY[rows], COVERED_BY[columns])
    # In one call of filter, so that all of it is asked of one and the same activity, target and province.
    asked = Q(**{f"{key}__isnull": False for key in keys})
    asked &= Q(**{COVERED_BY[name]: key for name, key in only.items()})
    if "province" in named:
        detail = "activities_of_line__detail__"
        held_there = Q(**{f"{detail}province": F("plan__region__provinces")})
        asked &= held_there | Q(**{f"{detail}per": ActivityDetail.Per.PROVINCE})
    counted = lines.filter(asked).values_list(*keys)
    return counted.annotate(Count("pk", distinct=True))


def _items(kind: ItemKind) -> FilteredRelation:
    return FilteredRelation("items", condition=Q(items__kind=kind, items__order__isnull=False))


def _with_touches(summaries: list[PlanSummary]) -> list[PlanSummary]:
    """Say of each plan who changed it, a line or an item last, by the newest entry of the three histories."""
    of_plan: dict[type[Held], str] = {Plan: "id", PlanLine: "plan_id", PlanItem: "line__plan_id"}

    def newest(model: type[Held]) -> Subquery:
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
