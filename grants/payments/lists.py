"""What finance has before her for one region's year: to pay, to ask for, under way, paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q

from editing.wishes import Wishes
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.budget.programme import Programme
from grants.payments.corrections import Correction
from thai.amounts import NO_BAHT
from thai.collation import sort_key

LATEST = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """Instalments of one state with their sum in baht."""

    rows: list[Instalment]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def total(self) -> Decimal:
        return sum((part.amount for part in self.rows), NO_BAHT)


def _fitting(wishes: Wishes, path: str) -> Q:
    """The condition on rows that reach their agreement by `path`: of the organisation or province asked for."""
    ways = {"organisation": f"{path}allocation__organisation"}
    ways["province"] = f"{ways['organisation']}__province"
    return Q(**{ways[name]: wish for name, wish in wishes.items()})


class PaymentLists:
    """The lists of one programme, in as many queries whatever the number of rows."""

    def __init__(self, programme: Programme, wishes: Wishes):
        parts = (
            Instalment.objects.filter(agreement__allocation__programme=programme)
            .filter(_fitting(wishes, "agreement__"))
            .with_everything()
            .select_related("agreement__allocation__organisation__province", "requested_by", "approved_by")
            .order_by(F("due_on").asc(nulls_last=True), "agreement__number", "number")
        )
        self.to_pay = Listed(list(parts.to_pay()))
        self.payable = Listed(list(parts.payable()))
        self.to_approve = Listed(list(parts.to_approve()))
        entries = Entry.objects.filter(agreement__allocation__programme=programme).filter(
            _fitting(wishes, "agreement__")
        )
        payments = entries.of_measure(Entry.Kind.PAYMENT)
        self.paid: Decimal = payments.total()
        self.latest = list(
            payments.select_related(
                "instalment", "agreement__allocation__organisation", "recorded_by", "batch"
            ).order_by("-pk")[:LATEST]
        )
        self.corrections = list(Correction.objects.waiting().filter(entry__in=payments).with_everything())


def choices_of(programme: Programme) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The organisations with an agreement in the year and their provinces, each as key and name."""
    rows = programme.allocations.filter(agreements__isnull=False).select_related("organisation__province")
    organisations = {str(row.organisation_id): row.organisation.name for row in rows}
    provinces = {
        str(row.organisation.province_id): str(row.organisation.province)
        for row in rows
        if row.organisation.province
    }
    return _sorted(organisations.items()), _sorted(provinces.items())


def _sorted(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: sort_key(pair[1]))
