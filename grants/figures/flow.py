"""The way of the money of some programmes, step by step, and the same by year, region, province or network.

Each figure is one sum in the database, so that the number of queries grows neither with rows nor with groups.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Aggregate, Count, Model, Q, QuerySet, Sum

from grants.agreements.agreement import AGREED, Agreement
from grants.agreements.ledger import Entry
from grants.budget.allocation import COUNTED, Allocation
from grants.budget.programme import Programme
from grants.reports.money import SPENT
from grants.reports.report import Report
from thai.amounts import NO_BAHT

# What rows are taken together by: where it stands, seen from a grant.
GROUPS = {
    "year": "programme__fiscal_year",
    "region": "programme__region",
    "province": "organisation__province",
    "network": "organisation__focus__slug",
    "grant": "pk",
}
OF_A_PROGRAMME = ("year", "region")  # those that have a ceiling of their own


@dataclass(frozen=True, slots=True)
class Flow:
    """Where the money of some grants is, in baht. A province and a network have no ceiling of their own: None.

    Each step holds what the one before it holds, less what has not come so far.
    """

    ceiling: Decimal | None = None
    allocated: Decimal = NO_BAHT  # what grants take of the ceiling, as Allocation.counted
    agreed: Decimal = NO_BAHT  # by agreements that are signed; a draft agrees nothing
    paid: Decimal = NO_BAHT  # by the ledger, corrections included
    spent: Decimal = NO_BAHT  # by accepted reports, interest that was spent included
    returned: Decimal = NO_BAHT  # unspent money by the ledger; without interest
    organisations: int = 0

    def __add__(self, other: "Flow") -> "Flow":
        ceilings = [each.ceiling for each in (self, other) if each.ceiling is not None]
        sums = {
            field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(Flow)[1:]
        }
        return Flow(sum(ceilings, NO_BAHT) if ceilings else None, **sums)

    @property
    def not_accounted_for(self) -> Decimal:
        """What was paid and is neither in an accepted report nor back; below zero, interest was spent too."""
        return self.paid - self.spent - self.returned


def flows(
    programmes: QuerySet[Programme], group: str, grants: QuerySet[Allocation] | None = None
) -> dict[Any, Flow]:
    """Return the way of the money by a key of GROUPS; what has no province or network stands under None.

    With `grants` it is the way of these alone, and no ceiling stands beside it: that is of a whole programme.
    """

    def within(way: str) -> Q:
        of_programmes = Q(**{f"{way}programme__in": programmes})
        return of_programmes if grants is None else of_programmes & Q(**{f"{way}pk__in": grants.order_by()})

    path = GROUPS[group]
    sums: dict[Hashable, dict[str, Any]] = defaultdict(dict)
    if group in OF_A_PROGRAMME and grants is None:
        of_programme = path.removeprefix("programme__")
        for key, ceiling in _sums(programmes, of_programme, ceiling=Sum("ceiling")):
            sums[key]["ceiling"] = ceiling
    counted = {"allocated": Sum(COUNTED), "organisations": Count("organisation", distinct=True)}
    for key, allocated, organisations in _sums(Allocation.objects.filter(within("")), path, **counted):
        sums[key] |= {"allocated": allocated, "organisations": organisations}
    for key, measures in _moved(within, path).items():
        sums[key] |= measures
    return {key: Flow(**measures) for key, measures in sums.items()}


def flow_after(programmes: QuerySet[Programme], ceiling: Decimal, allocated: Decimal) -> Flow:
    """The way of the money of programmes of one year whose ceiling and grants are known already."""
    moved = _moved(lambda way: Q(**{f"{way}programme__in": programmes}), GROUPS["year"])
    return Flow(ceiling, allocated, **next(iter(moved.values()), {}))


def _moved(within: Callable[[str], Q], path: str) -> dict[Hashable, dict[str, Any]]:
    """What agreements, the ledger and accepted reports say, by the key that `path` leads to from a grant."""
    sums: dict[Hashable, dict[str, Any]] = defaultdict(dict)
    agreements = Agreement.objects.filter(within("allocation__"))
    for key, agreed in _sums(agreements, f"allocation__{path}", agreed=Sum(AGREED)):
        sums[key]["agreed"] = agreed
    entries = Entry.objects.filter(within("agreement__allocation__"))
    moved = {kind: Sum("amount", filter=Q(kind=kind) | Q(adjusts=kind)) for kind in ("payment", "return")}
    named = {"paid": moved["payment"], "back": moved["return"]}
    for key, paid, back in _sums(entries, f"agreement__allocation__{path}", **named):
        sums[key] |= {"paid": paid or NO_BAHT, "returned": back or NO_BAHT}
    reports = Report.objects.accepted().filter(within("instalment__agreement__allocation__"))
    for key, spent in _sums(reports, f"instalment__agreement__allocation__{path}", told=Sum(SPENT)):
        sums[key]["spent"] = spent
    return sums


def _sums(rows: QuerySet[Model], path: str, **sums: Aggregate) -> Iterable[tuple[Any, ...]]:
    return rows.order_by().values_list(path).annotate(**sums)


def total(some: Iterable[Flow]) -> Flow:
    return reduce(add, some, Flow())
