"""The newest budget in a few figures, for a page that only leads to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from editing.fields import newest_year
from editing.statements import read
from grants.budget.programme import Programme
from people.models import User
from people.rights import rights_of
from regions.models import Region
from thai.amounts import NO_BAHT


@dataclass(frozen=True, slots=True)
class BudgetInBrief:
    """The programmes of the newest year that a person reads, and of how many regions she reads them."""

    fiscal_year: int
    programmes: Sequence[Programme]
    regions: int

    @property
    def only_region(self) -> Region | None:
        return self.programmes[0].region if self.regions == 1 else None

    @property
    def allocated(self) -> Decimal:
        return sum((programme.allocated for programme in self.programmes), NO_BAHT)

    @property
    def ceiling(self) -> Decimal:
        return sum((programme.ceiling for programme in self.programmes), NO_BAHT)

    @property
    def organisations(self) -> int:
        return sum(programme.organisations for programme in self.programmes)  # type: ignore[attr-defined]


def newest_budget(user: User) -> BudgetInBrief | None:
    """Return the newest year's budget in the regions whose budget a person reads; None where there is none."""
    under = ("budget in brief", rights_of(user))
    newest = newest_year(
        read((*under, "years"), lambda: _read_by(user).values_list("fiscal_year", flat=True).distinct())
    )
    programmes = read((*under, newest), lambda: _counted(_read_by(user), newest))
    if not programmes:
        return None
    regions = len(read((*under, "regions"), lambda: Region.objects.budget_read_by(user)))
    return BudgetInBrief(programmes[0].fiscal_year, programmes, regions)


def _read_by(user: User) -> "QuerySet[Programme]":
    seen = Programme.objects.order_by()
    return seen if user.sees_every_region else seen.filter(region__in=user.budget_region_numbers())


def _counted(programmes: "QuerySet[Programme]", fiscal_year: int) -> "QuerySet[Programme]":
    rows = programmes.filter(fiscal_year=fiscal_year).select_related("region")
    return rows.annotate(organisations=Count("allocations__organisation", distinct=True))
