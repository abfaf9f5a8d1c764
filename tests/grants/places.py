"""A year for two people who want the same money at once, and what each is told."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from editing.acting import refusals_of
from grants.models import Agreement, Allocation, Programme
from grants.reports.ending import end
from tests import make
from tests.grants.steps import Office

WRITES = ("INSERT", "UPDATE", "DELETE")
TRY_AGAIN = "กำลังแก้ไข"  # of the sentence for a lock that was not to be had

Pair = tuple[Callable[[], Any], Callable[[], Any]]


@dataclass
class Place:
    """A year of its own for each race, so that no race stands in another's way."""

    office: Office
    programme: Programme

    def allocation(self, amount: str = "100.00") -> Allocation:
        return make.allocation(self.programme, f"องค์กร {Allocation.objects.count()}", amount)

    def active(self, *parts: str) -> Agreement:
        return self.office.active(self.allocation(str(sum(map(Decimal, parts)))), *parts)

    def ended(self, left: str = "10.00") -> Agreement:
        """Ended, with this much unspent and explained: the year is ready to be closed."""
        agreement = self.active("100.00")
        part = self.office.pay(agreement, 1)
        self.office.accept(self.office.report(part, spent=str(Decimal("100.00") - Decimal(left))))
        end(agreement, by=self.office.approves)
        self.office.settle(self.programme, left, agreement=agreement)
        self.office.settle(self.programme, self.programme.ceiling - Decimal("100.00"))
        return agreement

    def give_back(self, agreement: Agreement, amount: str) -> Callable[[], Any]:
        return lambda: self.office.give_back(agreement, amount)


def place_for(office: Office, year: int, ceiling: str = "100000.00") -> Place:
    return Place(office, office.open_programme(ceiling, year=year))


def persons(place: Place) -> dict[str, int]:
    return {"asks": place.office.asks.pk, "approves": place.office.approves.pk}


def told(action: Callable[[], Any]) -> Callable[[], list[str]]:
    """What a person is told on a page who does it."""

    def act() -> list[str]:
        with override("th"):
            return refusals_of(action)

    return act
