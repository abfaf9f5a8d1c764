"""Money that comes back, corrections of it, and the sums of the ledger."""

from decimal import Decimal

import pytest

from grants.models import Agreement, Allocation, Entry, Programme, Settlement
from grants.reports.money import Money, money_by_agreement, money_of
from tests import make
from tests.grants.proofs import refused
from tests.grants.steps import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_no_satang_more_comes_back_than_was_paid(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.pay(agreement, 1)
    for unspent, interest in (("0.00", "0.00"), ("-1.00", "2.00"), ("2.00", "-1.00")):
        refused(lambda u=unspent, i=interest: office.give_back(agreement, u, i), None, field="__all__")
    refused(lambda: office.give_back(agreement, "60.01"), "returned", "60.00", field="unspent")
    assert len(office.give_back(agreement, "20.00", "0.50")) == 2
    assert agreement.returned == Decimal("20.00")
    refused(lambda: office.give_back(agreement, "40.01"), "returned", "40.00", field="unspent")
    assert [entry.kind for entry in office.give_back(agreement, "0.00", "0.01")] == ["interest"]
    office.give_back(agreement, "40.00")


def test_a_return_is_corrected_to_what_it_was(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.pay(agreement, 1)
    back, interest = office.give_back(agreement, "20.00", "1.00")
    commitment = agreement.entries.get(kind="commitment")
    refused(lambda: office.correct(commitment, "1.00"), "kind")
    refused(lambda: office.correct(back, "60.01"), "sum", "60.01", field="right_amount")
    refused(lambda: office.correct(back, "20.00"), "same", field="right_amount")
    refused(lambda: office.correct(back, "-0.01"), None, field="__all__")
    refused(lambda: office.correct(back, "1.00", reason="  "), "blank", field="reason")
    refused(lambda: office.correct(back, "1.00", by=office.approves), "own")
    assert [str(office.correct(back, amount).amount) for amount in ("0.00", "60.00")] == ["-20.00", "60.00"]
    refused(lambda: office.correct(back, "60.00"), "same", field="right_amount")
    agreement.refresh_from_db()
    assert agreement.returned == Decimal("60.00")
    refused(lambda: office.correct(interest, "60.01"), "interest", "60.00")
    adjusting = office.correct(interest, "51.00")
    assert (adjusting.kind, adjusting.adjusts, adjusting.amount) == (
        "adjustment",
        "interest",
        Decimal("50.00"),
    )
    assert (adjusting.requested_by, adjusting.approved_by) == (office.asks, office.approves)
    refused(lambda: office.correct(adjusting, "1.00"), "kind")
    office.correct(interest, "0.00")
    assert money_of(agreement).interest_returned == 0


def test_nothing_comes_back_under_an_agreement_that_was_never_in_force(
    office: Office, granted: Allocation
) -> None:
    draft = office.draft(granted, "100.00")
    for agreement in (draft, office.sign(draft)):
        refused(lambda agreement=agreement: office.give_back(agreement, "0.00", interest="0.01"), "state")


def test_an_agreements_money_is_the_sum_of_what_happened(office: Office, programme: Programme) -> None:
    first = office.active(make.allocation(programme, "ก", "100.00"), "60.00", "40.00")
    office.accept(office.report(office.pay(first, 1), spent="50.00", interest="2.00"))
    office.report(office.pay(first, 2), spent="7.00")  # sent and not accepted: not counted yet
    for entry, right in zip(office.give_back(first, "5.00", "1.00"), ("4.00", "1.50"), strict=True):
        office.correct(entry, right)
    second = office.active(make.allocation(programme, "ข", "10.00"), "10.00")
    found = money_by_agreement([first, second])
    assert found[first.pk] == Money(
        committed=Decimal("100.00"),
        paid=Decimal("100.00"),
        returned=Decimal("4.00"),
        interest_returned=Decimal("1.50"),
        spent=Decimal("50.00"),
        earned=Decimal("2.00"),
    )
    assert found[second.pk] == money_of(second) == Money(committed=Decimal("10.00"))
    both = found[first.pk] + found[second.pk]
    assert (both.unpaid, both.left) == (Decimal("10.00"), Decimal("46.50"))
    assert Entry.objects.of_measure("return").total() == Decimal("4.00")


def test_of_nothing_the_sum_is_nothing(office: Office, granted: Allocation) -> None:
    nothing = Decimal("0.00")
    assert Entry.objects.none().total() == nothing
    assert Settlement.objects.none().total() == nothing
    assert Allocation.objects.none().total() == nothing
    assert Allocation.objects.none().counted() == nothing
    assert Agreement.objects.none().counted_in_allocation() == nothing
