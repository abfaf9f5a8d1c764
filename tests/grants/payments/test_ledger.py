"""Money that comes back, corrections of it, and the sums of the ledger."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from grants.models import Agreement, Allocation, Entry, Programme, Settlement
from grants.reports.money import Money, money_by_agreement, money_of
from tests import make
from tests.grants.proofs import refused
from tests.grants.steps import NUMBER, ON, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_no_satang_more_comes_back_than_was_paid(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.pay(agreement, 1)
    for unspent, interest in (("0.00", "0.00"), ("-1.00", "2.00"), ("2.00", "-1.00")):
        refused(lambda u=unspent, i=interest: office.give_back(agreement, u, i), "required")
    refused(lambda: office.give_back(agreement, "60.01"), "returned", "60.00")
    assert len(office.give_back(agreement, "20.00", "0.50")) == 2
    assert agreement.returned == Decimal("20.00")
    refused(lambda: office.give_back(agreement, "40.01"), "returned", "40.00")
    assert [entry.kind for entry in office.give_back(agreement, "0.00", "0.01")] == ["interest"]
    office.give_back(agreement, "40.00")


def test_a_return_is_corrected_within_its_sum(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.pay(agreement, 1)
    office.give_back(agreement, "20.00", "1.00")
    for measure in ("payment", "commitment", "adjustment"):
        refused(lambda measure=measure: office.adjust(agreement, "1.00", measure), "measure")
    refused(lambda: office.adjust(agreement, "-20.01", "return"), "sum", "0.01")
    refused(lambda: office.adjust(agreement, "40.01", "return"), "sum", "60.01")
    refused(lambda: office.adjust(agreement, "-1.01", "interest"), "sum")
    refused(lambda: office.adjust(agreement, "1.00", reason="  "), None, field="__all__")
    refused(lambda: office.adjust(agreement, "1.00", requested_by=office.approves), "own")
    office.adjust(agreement, "-20.00", "return")
    assert agreement.returned == Decimal("0.00")
    office.adjust(agreement, "60.00", "return")
    office.adjust(agreement, "100.00", "interest")
    office.adjust(agreement, "-101.00", "interest")


def test_nothing_comes_back_under_an_agreement_that_was_never_in_force(
    office: Office, granted: Allocation
) -> None:
    draft = office.draft(granted, "100.00")
    with pytest.raises(ValidationError) as refused:
        office.give_back(draft, "0.00", interest="0.01")
    assert refused.value.code == "agreement"
    with pytest.raises(ValidationError) as refused:
        Entry.adjust(
            office.sign(draft),
            "interest",
            Decimal("0.01"),
            reason="ดอกเบี้ย",
            on=date(2024, 2, 1),
            document_number="รค 1",
            requested_by=office.asks,
            approved_by=office.approves,
        )
    assert refused.value.code == "agreement"


def test_an_agreements_money_is_the_sum_of_what_happened(office: Office, programme: Programme) -> None:
    first = office.active(make.allocation(programme, "ก", "100.00"), "60.00", "40.00")
    office.accept(office.report(office.pay(first, 1), spent="50.00", interest="2.00"))
    office.report(office.pay(first, 2), spent="7.00")  # sent and not accepted: not counted yet
    said = {"on": ON, "document_number": NUMBER, "requested_by": office.asks, "approved_by": office.approves}
    Entry.take_return(first, unspent=Decimal("5.00"), interest=Decimal("1.00"), **said)
    for measure, amount in (("return", "-1.00"), ("interest", "0.50")):
        Entry.adjust(first, measure, Decimal(amount), reason="บันทึกผิด", **said)
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
