"""What the registers add up to: one definition of each figure, for the pages here and for the outcomes of a plan."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from centres.models import Organisation, OrganisationRole, TargetNetwork
from centres.registers.life import UNDER_WAY, ReadinessState
from centres.registers.models import NetworkGroup, Readiness, TrainedPerson, TrainingCourse
from centres.registers.models.group import NetworkGroupQuerySet
from regions.models import Region
from thai.years import fiscal_year_bounds

MEDIATION = TrainingCourse.Topic.MEDIATION
# Two of one name in two organisations are two people.
ONE_PERSON = Concat(Cast("organisation", models.CharField()), models.Value("/"), "name_key")
ON_THE_WAY = (*UNDER_WAY, ReadinessState.REGISTERED)


def day_of_year(fiscal_year: int) -> date:
    """The day on which a year's figures are taken: its last one, or today while it lasts."""
    return min(fiscal_year_bounds(fiscal_year)[1], timezone.localdate())


@dataclass(frozen=True, slots=True)
class GroupsReached:
    """The groups that a region reached first in a year, how many they are, and how many have a LINE group."""

    rows: NetworkGroupQuerySet
    count: int
    on_line: int

    @property
    def without_line(self) -> NetworkGroupQuerySet:
        return self.rows.filter(line_link="")

    def leaves_out(self, networks: Iterable[TargetNetwork]) -> list[TargetNetwork]:
        """Of the networks that a plan is for, those of which the year has reached no new group."""
        found = set(self.rows.order_by().values_list("network", flat=True).distinct())
        return [network for network in networks if network.pk not in found]


def groups_reached(region_number: int, fiscal_year: int) -> GroupsReached:
    rows = NetworkGroup.objects.filter(region=region_number).first_reached_in(fiscal_year)
    counted = rows.aggregate(all=Count("pk"), on_line=Count("pk", ~Q(line_link="")))
    rows = rows.select_related("region", "network", "province", "organisation__region")
    return GroupsReached(rows, counted["all"], counted["on_line"])


@dataclass(frozen=True, slots=True)
class CourseCount:
    """How many people of one organisation took one course in a year: a count, without their names."""

    course: str
    organisation: str
    people: int


@dataclass(frozen=True, slots=True)
class Trained:
    """Who was trained in a region in a year, as counts alone, and the centres `without` a mediator."""

    in_mediation: int
    counts: list[CourseCount]
    without: list[Organisation]


def trained(region_number: int, fiscal_year: int) -> Trained:
    people = TrainedPerson.objects.filter(organisation__region=region_number).of_fiscal_year(fiscal_year)
    in_mediation = people.on_topic(MEDIATION)
    counted = people.order_by("course__name", "organisation__name")
    rows = counted.values_list("course__name", "organisation__name").annotate(
        people=Count("name_key", distinct=True)
    )
    centres = OrganisationRole.objects.current(day_of_year(fiscal_year)).filter(
        organisation__region=region_number, kind=OrganisationRole.Kind.COORDINATION_CENTRE
    )
    without = Organisation.objects.filter(pk__in=centres.order_by().values("organisation"))
    without = without.exclude(pk__in=in_mediation.order_by().values("organisation")).in_thai_order()
    return Trained(in_mediation.count_people(), [CourseCount(*row) for row in rows], list(without))


@dataclass(frozen=True, slots=True)
class StandsAt:
    """One organisation on its way to section 3, with the step at which it stood and since when."""

    readiness: Readiness
    step: ReadinessState
    since: date


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """The organisations of a region on their way to section 3 at the end of a year; those that stopped are left out."""

    all: list[StandsAt]
    by_step: dict[ReadinessState, int] = field(default_factory=dict)

    @property
    def registered(self) -> int:
        return self.by_step.get(ReadinessState.REGISTERED, 0)

    @property
    def steps(self) -> list[tuple[str, int]]:
        """How many stand at each step, in words, the registered last."""
        return [(str(step.label), count) for step, count in self.by_step.items()]

    @property
    def not_registered(self) -> list[StandsAt]:
        return [each for each in self.all if each.step != ReadinessState.REGISTERED]


def on_the_way(region_number: int, fiscal_year: int) -> OnTheWay:
    rows = Readiness.objects.filter(organisation__region=region_number).as_on(
        day_of_year(fiscal_year), *ON_THE_WAY
    )
    standing = [
        StandsAt(row, ReadinessState(row.step_then), row.since_then)
        for row in rows.select_related("organisation")
    ]
    counted = Counter(each.step for each in standing)
    return OnTheWay(standing, {step: counted[step] for step in ON_THE_WAY})


@dataclass(frozen=True, slots=True)
class YearOfRegisters:
    """What a region's registers say of one fiscal year."""

    region: Region
    fiscal_year: int
    groups: GroupsReached
    trained: Trained
    on_the_way: OnTheWay


def year_of_registers(region: Region, fiscal_year: int) -> YearOfRegisters:
    return YearOfRegisters(
        region,
        fiscal_year,
        groups_reached(region.pk, fiscal_year),
        trained(region.pk, fiscal_year),
        on_the_way(region.pk, fiscal_year),
    )


@dataclass(frozen=True, slots=True)
class RegionAtAGlance:
    """One region's figures of a year in the list of all regions."""

    region: Region
    groups: int
    on_line: int
    in_mediation: int
    on_the_way: int
    registered: int


def regions_side_by_side(regions: Iterable[Region], fiscal_year: int) -> list[RegionAtAGlance]:
    """The same figures as `year_of_registers` counts, for many regions in three queries."""
    groups = NetworkGroup.objects.first_reached_in(fiscal_year).order_by().values("region")
    counted = groups.annotate(all=Count("pk"), on_line=Count("pk", ~Q(line_link="")))
    by_region = {row["region"]: (row["all"], row["on_line"]) for row in counted}
    people = TrainedPerson.objects.of_fiscal_year(fiscal_year).on_topic(MEDIATION).order_by()
    mediators = dict(
        people.values("organisation__region")
        .annotate(people=Count(ONE_PERSON, distinct=True))
        .values_list("organisation__region", "people")
    )
    rows = Readiness.objects.as_on(day_of_year(fiscal_year), *ON_THE_WAY).order_by()
    steps = Counter(rows.values_list("organisation__region", "step_then"))
    return [
        RegionAtAGlance(
            region,
            by_region.get(region.pk, (0, 0))[0],
            by_region.get(region.pk, (0, 0))[1],
            mediators.get(region.pk, 0),
            sum(steps[region.pk, step] for step in ON_THE_WAY),
            steps[region.pk, ReadinessState.REGISTERED],
        )
        for region in regions
    ]
