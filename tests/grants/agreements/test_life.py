"""An agreement from draft to the year's close, through the models' methods; the audit agrees after every step."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from grants.agreements.payment_requests import request_payment
from grants.models import Agreement, Allocation, Amendment, Instalment, Programme, Settlement
from grants.reports.ending import end
from grants.reports.money import money_of
from grants.year.closing import reopen
from tests.grants.steps import Office, approve, cancel_allocation, close_year, put_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_two_instalments_are_paid_one_after_the_report_of_the_other(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.active(allocation, "47500.00", "47500.00")
    assert agreement.number == "ปชส-06-2567-001"
    office.pay(agreement, 1)
    second = agreement.instalments.get(number=2)
    with pytest.raises(ValidationError) as refused:
        request_payment(second, by=office.asks)
    assert refused.value.code == "report"
    report = office.report(agreement.instalments.get(number=1), spent="40000.00", interest="12.50")
    office.accept(report)
    office.pay(agreement, 2)
    last = office.report(agreement.instalments.get(number=2), spent="50000.00")
    assert last.carried == Decimal("7512.50")
    office.accept(last)
    end(agreement, by=office.approves)
    money = money_of(agreement)
    assert (money.paid, money.spent, money.left) == (
        Decimal("95000.00"),
        Decimal("90000.00"),
        Decimal("5012.50"),
    )


def test_who_records_the_signing_does_not_put_it_in_force(office: Office, allocation: Allocation) -> None:
    agreement = office.sign(office.draft(allocation, "95000.00"))
    with pytest.raises(ValidationError) as refused:
        put_in_force(agreement, by=office.asks)
    assert refused.value.code == "own"
    agreement.refresh_from_db()
    assert agreement.state == Agreement.State.SIGNED


def test_a_cancelled_agreement_frees_exactly_what_was_not_paid(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.active(allocation, "40000.00", "55000.00")
    office.pay(agreement, 1)
    asked = Amendment.propose_cancellation(agreement, by=office.asks, reason="ศูนย์ยุติการดำเนินงาน")
    approve(asked, by=office.approves)
    agreement.refresh_from_db()
    allocation.refresh_from_db()
    assert (agreement.state, agreement.committed, allocation.agreed) == (
        "cancelled",
        Decimal("40000.00"),
        Decimal("40000.00"),
    )
    assert [part.state for part in agreement.instalments.order_by("number")] == ["paid", "cancelled"]
    cancel_allocation(allocation, by=office.asks, reason="ศูนย์ยุติการดำเนินงาน")
    programme = Programme.objects.get()
    assert (programme.allocated, programme.remaining) == (Decimal("40000.00"), Decimal("1135000.00"))


def test_an_amendment_above_the_threshold_needs_head_office(office: Office, allocation: Allocation) -> None:
    agreement = office.active(allocation, "40000.00", "40000.00")
    parts = [Instalment(amount=Decimal("40000.00")), Instalment(amount=Decimal("20000.00"))]
    asked = Amendment.propose(
        agreement, by=office.asks, reason="ลดกิจกรรม", amount=Decimal("60000.00"), parts=parts
    )
    assert asked.needs_head_office
    with pytest.raises(ValidationError) as refused:
        approve(asked, by=office.approves)
    assert refused.value.code == "role"
    approve(asked, by=office.head)
    agreement.refresh_from_db()
    assert (agreement.amount, agreement.committed, agreement.unsplit_id) == (
        Decimal("60000.00"),
        Decimal("60000.00"),
        0,
    )


def test_an_amendment_may_add_or_drop_an_instalment_and_change_the_last_day(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.active(allocation, "40000.00", "40000.00")
    for amounts in (("40000.00", "30000.00", "20000.00"), ("90000.00",)):
        parts = [Instalment(amount=Decimal(amount)) for amount in amounts]
        asked = Amendment.propose(
            agreement,
            by=office.asks,
            reason="ปรับงวด",
            amount=Decimal("90000.00"),
            parts=parts,
            ends_on=date(2024, 8, 31),
        )
        approve(asked, by=office.approves)
    agreement.refresh_from_db()
    assert [part.amount for part in agreement.instalments.all()] == [Decimal("90000.00")]
    assert agreement.ends_on == date(2024, 8, 31)


def test_a_year_closes_when_every_baht_is_accounted_for(
    office: Office, programme: Programme, allocation: Allocation
) -> None:
    agreement = office.active(allocation, "95000.00")
    office.accept(office.report(office.pay(agreement, 1), spent="90000.00", interest="10.00"))
    end(agreement, by=office.approves)
    with pytest.raises(ValidationError) as refused:
        close_year(programme, by=office.approves)
    assert len(refused.value.messages) == 2
    office.give_back(agreement, "4000.00", interest="10.00")
    carried = Settlement.propose(
        programme,
        by=office.asks,
        agreement=agreement,
        how="carried",
        amount=Decimal("1000.00"),
        reason="จัดอบรมรุ่นสุดท้าย",
    )
    office.settle(
        programme,
        "1080000.00",
        how="given_back",
        reason="ไม่ได้จัดสรร",
        document_number="คืน 1/2567",
    )
    with pytest.raises(ValidationError):
        close_year(programme, by=office.approves)
    approve(carried, by=office.approves)
    close_year(programme, by=office.approves)
    with pytest.raises(ValidationError):
        reopen(programme, by=office.asks, reason="พบรายการตกหล่น")
    reopen(programme, by=office.head, reason="พบรายการตกหล่น")
    assert programme.state == "open"


def test_a_payment_that_did_not_happen_is_taken_back_by_another_entry(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.active(allocation, "95000.00")
    part = office.pay(agreement, 1)
    office.take_payment_back(part)
    part.refresh_from_db()
    agreement.refresh_from_db()
    assert (part.state, agreement.paid, agreement.entries.count()) == ("approved", Decimal(0), 3)
