"""Figures of one agreement or many, each defined once: sums of ledger entries and of accepted reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from operator import add

from django.core.exceptions import ValidationError
from django.db.models import ExpressionWrapper, F, Model, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from editing.baht import BahtField
from editing.statements import read_of
from grants.agreements.agreement import Agreement
from grants.agreements.ledger import Entry
from grants.reports.report import SPENDING, Report
from thai.amounts import NO_BAHT
from thai.money_words import format_baht

SPENT = ExpressionWrapper(reduce(add, map(F, SPENDING)), output_field=BahtField())  # of the rows of a query


@dataclass(frozen=True, slots=True)
class Money:
    """What happened under an agreement, in baht. All but spent and earned are sums of ledger entries."""

    committed: Decimal = NO_BAHT
    paid: Decimal = NO_BAHT
    returned: Decimal = NO_BAHT
    interest_returned: Decimal = NO_BAHT
    spent: Decimal = NO_BAHT  # accepted reports
    earned: Decimal = NO_BAHT  # interest in accepted reports

    @property
    def unpaid(self) -> Decimal:
        return self.committed - self.paid

    @property
    def interest(self) -> Decimal:
        """What the bank paid: interest that came back without having stood in a report was earned all the same."""
        return max(self.earned, self.interest_returned)

    @property
    def left(self) -> Decimal:
        """What the organisation still holds, as far as accepted reports tell: money and interest not returned."""
        return self.paid + self.interest - self.spent - self.returned - self.interest_returned

    def with_return(self, unspent: Decimal, interest: Decimal) -> "Money":
        """What it comes to when this much comes back."""
        return replace(
            self, returned=self.returned + unspent, interest_returned=self.interest_returned + interest
        )

    def with_payment(self, amount: Decimal) -> "Money":
        """What it comes to when this much more is paid, or less."""
        return replace(self, paid=self.paid + amount)

    def with_report(self, report: Report) -> "Money":
        """What it comes to when this report is accepted."""
        return replace(self, spent=self.spent + report.spending, earned=self.earned + report.interest)

    def check_left(self) -> None:
        """Refuse to leave an organisation with less than nothing, or with more interest than the money it is on."""
        if self.interest > self.paid:
            said = _(
                "Interest of %(interest)s baht is more than the %(paid)s baht it is on. Check the amount."
            )
            figures = {"interest": format_baht(self.interest), "paid": format_baht(self.paid)}
            raise ValidationError(said % figures, code="interest")
        if self.left < 0:
            raise ValidationError(
                _(
                    "The organisation would be left with %(left)s baht: more spent and returned than was paid "
                    "to it."
                )
                % {"left": format_baht(self.left)},
                code="left",
            )

    def __add__(self, other: "Money") -> "Money":
        return Money(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def money_by_agreement(agreements: Iterable[Agreement]) -> dict[int, Money]:
    """Return the figures of many agreements by key, in two queries whatever their number."""
    return money_by_key(agreement.pk for agreement in agreements)


def money_by_key(agreement_keys: Iterable[int]) -> dict[int, Money]:
    """The same where only the keys of the agreements are at hand."""
    keys = list(agreement_keys)
    sums: dict[int, dict[str, Decimal]] = {key: {} for key in keys}
    names = {
        "commitment": "committed",
        "payment": "paid",
        "return": "returned",
        "interest": "interest_returned",
    }
    for agreement, kind, adjusts, total in read_of(("entries",), keys, _entries_of):
        name, measures = names[adjusts or kind], sums[agreement]
        measures[name] = measures.get(name, NO_BAHT) + total
    for agreement, earned, spent in read_of(("reported",), keys, _reported_of):
        sums[agreement] |= {"spent": spent, "earned": earned}
    return {key: Money(**measures) for key, measures in sums.items()}


def left_of_rows() -> ExpressionWrapper:
    """As Money.left, for a query of agreements: `paid` and `returned` are counted in their rows."""
    entries = Entry.objects.of_measure(Entry.Kind.INTEREST).filter(agreement=OuterRef("pk"))
    reports = Report.objects.accepted().filter(instalment__agreement=OuterRef("pk"))
    interest = sum_of_rows(entries, "agreement", F("amount"))
    spent = sum_of_rows(reports, "instalment__agreement", SPENT)
    earned = sum_of_rows(reports, "instalment__agreement", F("interest"))
    left = F("paid") + Greatest(earned, interest) - spent - F("returned") - interest
    return ExpressionWrapper(left, output_field=BahtField())


def sum_of_rows(rows: "QuerySet[Model]", per: str, amount: Combinable) -> Coalesce:
    """The sum of an amount over the rows of one agreement, or no baht; `rows` are narrowed to the outer row."""
    total = rows.order_by().values(per).annotate(total=Sum(amount, output_field=BahtField())).values("total")
    return Coalesce(Subquery(total), Value(NO_BAHT, BahtField()), output_field=BahtField())


def _entries_of(keys: Sequence[int]) -> "QuerySet[Model, tuple[int, str, str, Decimal]]":
    rows = Entry.objects.filter(agreement__in=keys).order_by()
    return rows.values_list("agreement", "kind", "adjusts").annotate(total=Sum("amount"))


def _reported_of(keys: Sequence[int]) -> "QuerySet[Model, tuple[int, Decimal, Decimal]]":
    rows = Report.objects.accepted().filter(instalment__agreement__in=keys).order_by()
    return rows.values_list("instalment__agreement").annotate(earned=Sum("interest"), spent=Sum(SPENT))


def money_of(agreement: Agreement) -> Money:
    """The figures of one agreement, as they are now or as `read_money` has read them for a list."""
    read: Money | None = agreement.__dict__.get("money_read")
    return money_by_agreement([agreement])[agreement.pk] if read is None else read


def read_money(agreements: Iterable[Agreement]) -> None:
    """Read at once what `money_of` tells of each agreement of a list that is shown."""
    shown = list(agreements)
    money = money_by_agreement(shown)
    for agreement in shown:
        agreement.__dict__["money_read"] = money[agreement.pk]
