"""A programme as one worksheet: what each organisation is granted, agreed, paid, returned and left with.

Computed once for page, download and split, in a number of queries that does not grow with the organisations.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.models import TargetNetwork
from editing.groups import NOT_STATED
from grants.agreements.agreement import Agreement, agreed_by
from grants.agreements.instalment import Instalment
from grants.budget.allocation import CONTRACTED, Allocation
from grants.budget.life import AllocationStage
from grants.budget.programme import Programme
from grants.budget.summaries import names_at_close
from grants.reports.money import Money, money_by_key
from participation.models import OtherSource
from regions.models import Province
from thai.amounts import NO_BAHT
from thai.collation import sort_key
from thai.text import clean, match_key


@dataclass(frozen=True, slots=True)
class NextDue:
    """The instalment of an agreement in force that is to be paid next."""

    number: int
    amount: Decimal
    due_on: date | None
    state: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in the row of its organisation."""

    pk: int
    number: str
    state: str
    amount: Decimal
    paid: Decimal

    @property
    def agreed(self) -> Decimal:
        return agreed_by(self.state, self.amount, self.paid)


@dataclass(slots=True)
class WorksheetRow:
    """One organisation. Amounts are Decimal baht; `left` is money in its hands as far as accepted reports tell."""

    pk: int
    version: int
    order: int
    state: str
    amount: Decimal
    taken: Decimal
    tier: str
    name: str
    organisation_pk: int
    province_code: str
    province: str
    network_slug: str
    network: str
    money: Money = field(default_factory=Money)
    next_due: NextDue | None = None
    agreements: list[AgreementLine] = field(default_factory=list)
    sources: list[OtherSource] = field(default_factory=list)

    @property
    def is_cancelled(self) -> bool:
        return self.state == Allocation.State.CANCELLED

    @property
    def stage(self) -> AllocationStage:
        """As Allocation.stage, from what is already read."""
        if self.is_cancelled:
            return AllocationStage.CANCELLED
        is_contracted = any(line.state in CONTRACTED for line in self.agreements)
        return AllocationStage.CONTRACTED if is_contracted else AllocationStage.PLANNED

    @property
    def counted(self) -> Decimal:
        """What it takes of the ceiling: a cancelled allocation only what was paid."""
        return self.taken if self.is_cancelled else self.amount

    @property
    def agreed(self) -> Decimal:
        return sum((line.agreed for line in self.agreements), NO_BAHT)

    @property
    def paid(self) -> Decimal:
        return self.money.paid

    @property
    def returned(self) -> Decimal:
        """Unspent money that came back; interest is no part of what was paid and stands on the row's own page."""
        return self.money.returned

    @property
    def left(self) -> Decimal:
        return self.money.left

    @property
    def is_late(self) -> bool:
        return self.next_due is not None and self.next_due.is_late


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of some rows. The amount is what they take of the ceiling."""

    count: int
    amount: Decimal
    agreed: Decimal
    paid: Decimal
    returned: Decimal
    left: Decimal
    late: int

    @classmethod
    def of(cls, rows: Iterable[WorksheetRow]) -> "Totals":
        rows = list(rows)
        return cls(
            len(rows),
            sum((row.counted for row in rows), NO_BAHT),
            sum((row.agreed for row in rows), NO_BAHT),
            sum((row.paid for row in rows), NO_BAHT),
            sum((row.returned for row in rows), NO_BAHT),
            sum((row.left for row in rows), NO_BAHT),
            sum(row.is_late for row in rows),
        )


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The rows of a programme in the office's order, and their totals."""

    programme: Programme
    rows: list[WorksheetRow]
    totals: Totals

    @property
    def provinces(self) -> list[tuple[str, str]]:
        return self._choices("province_code", "province", _("Province not stated"))

    @property
    def networks(self) -> list[tuple[str, str]]:
        return self._choices("network_slug", "network", _("Network not stated"))

    @property
    def tiers(self) -> list[tuple[str, str]]:
        return [
            (tier or NOT_STATED, tier or _("No tier")) for tier in sorted({row.tier for row in self.rows})
        ]

    @property
    def stages(self) -> list[tuple[str, str]]:
        used = {row.stage for row in self.rows}
        return [(str(stage), str(stage.label)) for stage in AllocationStage if stage in used]

    def _choices(self, key: str, label: str, not_stated: str) -> list[tuple[str, str]]:
        found = {getattr(row, key): getattr(row, label) or not_stated for row in self.rows}
        return sorted(found.items(), key=lambda pair: (pair[0] == NOT_STATED, sort_key(pair[1])))


def worksheet_of(programme: Programme) -> Worksheet:
    rows = _allocated(programme)
    by_pk = {row.pk: row for row in rows}
    owners = {}
    agreements = Agreement.objects.filter(allocation__programme=programme).order_by("pk")
    for pk, allocation_pk, number, state, amount, paid in agreements.values_list(
        "pk", "allocation_id", "number", "state", "amount", "paid"
    ):
        owners[pk] = row = by_pk[allocation_pk]
        row.agreements.append(AgreementLine(pk, number, state, amount, paid))
    for pk, money in money_by_key(owners).items():
        owners[pk].money += money
    _add_next_due(programme, owners)
    _add_sources(programme, rows)
    return Worksheet(programme, rows, Totals.of(rows))


def _allocated(programme: Programme) -> list[WorksheetRow]:
    provinces = {
        province.pk: str(province) for province in Province.objects.filter(region=programme.region_id)
    }
    networks = {network.pk: network for network in TargetNetwork.objects.all()}
    names = names_at_close(programme)
    rows = []
    fields = ("pk", "version", "order", "state", "amount", "agreed", "tier", "focus_id")
    of_organisation = (
        "organisation__name",
        "organisation_id",
        "organisation__province_id",
        "organisation__focus_id",
    )
    allocations = Allocation.objects.filter(programme=programme).values_list(*fields, *of_organisation)
    for (
        pk,
        version,
        order,
        state,
        amount,
        taken,
        tier,
        focus,
        name,
        organisation,
        code,
        works_for,
    ) in allocations:
        network = networks.get(focus or works_for)
        rows.append(
            WorksheetRow(
                pk=pk,
                version=version,
                order=order,
                state=state,
                amount=amount,
                taken=taken,
                tier=tier,
                name=names.get(organisation, name),
                organisation_pk=organisation,
                province_code=code or NOT_STATED,
                province=provinces.get(code, ""),
                network_slug=network.slug if network else NOT_STATED,
                network=str(network) if network else "",
            )
        )
    return rows


def _add_next_due(programme: Programme, owners: dict[int, WorksheetRow]) -> None:
    """The earliest unpaid instalment of each row; without a day it comes after those that have one."""
    today = timezone.localdate()
    unpaid = (
        Instalment.objects.unpaid()
        .filter(agreement__allocation__programme=programme)
        .order_by(F("due_on").asc(nulls_last=True), "agreement", "number")
    )
    for agreement, number, amount, due_on, state in unpaid.values_list(
        "agreement_id", "number", "amount", "due_on", "state"
    ):
        row = owners[agreement]
        if row.next_due is None:
            is_late = due_on is not None and due_on < today
            row.next_due = NextDue(number, amount, due_on, state, is_late)


def _add_sources(programme: Programme, rows: list[WorksheetRow]) -> None:
    """What others give to the same organisations in the year: beside ours, in no sum of ours."""
    given: dict[int, list[OtherSource]] = defaultdict(list)
    for source in OtherSource.objects.filter(
        region=programme.region_id, fiscal_year=programme.fiscal_year, organisation__isnull=False
    ):
        given[source.organisation_id or 0].append(source)
    for row in rows:
        row.sources = given.get(row.organisation_pk, [])


SORTS: dict[str, Callable[[WorksheetRow], Any]] = {
    "order": lambda row: row.order,
    "name": lambda row: sort_key(row.name),
    "tier": lambda row: (not row.tier, row.tier, row.order),
    "state": lambda row: (AllocationStage.values.index(row.stage), row.order),
    "amount": lambda row: -row.amount,
    "agreed": lambda row: -row.agreed,
    "paid": lambda row: -row.paid,
    "returned": lambda row: -row.returned,
    "left": lambda row: -row.left,
    "due": lambda row: (
        row.next_due is None,
        row.next_due is not None and row.next_due.due_on is None,
        row.next_due.due_on if row.next_due and row.next_due.due_on else date.max,
    ),
}


def _key_of(row: WorksheetRow) -> str:
    return match_key(f"{row.name} {row.province} {row.network}")


FILTERS = ("province", "tier", "state", "network", "late", "q")


@dataclass(frozen=True, slots=True)
class WorksheetWishes:
    """Which rows a reader asks for and in what order, as the address of the page says it."""

    province: str = ""
    tier: str = ""
    state: str = ""
    network: str = ""
    late: str = ""
    q: str = ""
    sort: str = "order"

    @classmethod
    def read(cls, address: QueryDict) -> "WorksheetWishes":
        """Take the wishes from the address; an order that is not known is the office's."""
        sort = address.get("sort", "order")
        wanted = {name: address.get(name, "").strip() for name in FILTERS}
        return cls(**wanted, sort=sort if sort in SORTS else "order")

    @property
    def is_filtered(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    @property
    def as_query(self) -> dict[str, str]:
        """What the address has to say to ask for the same again."""
        wishes = {name: getattr(self, name) for name in FILTERS if getattr(self, name)}
        return wishes | ({"sort": self.sort} if self.sort != "order" else {})

    def chosen(self, rows: list[WorksheetRow]) -> list[WorksheetRow]:
        """The rows asked for, in the order asked for. Names match whatever spaces, digits or dashes they have."""
        words = [key for key in map(match_key, clean(self.q).split()) if key]
        tier = "" if self.tier == NOT_STATED else self.tier
        kept = [
            row
            for row in rows
            if (not self.province or row.province_code == self.province)
            and (not self.tier or row.tier == tier)
            and (not self.state or row.stage == self.state)
            and (not self.network or row.network_slug == self.network)
            and (not self.late or row.is_late)
            and (not words or all(word in _key_of(row) for word in words))
        ]
        return kept if self.sort == "order" else sorted(kept, key=SORTS[self.sort])
