"""An amendment asked for by one and decided by another: what it is refused for, and what it carries out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from grants.agreements.payment_requests import request_payment
from grants.models import Agreement, Allocation, Amendment, Instalment, Programme
from tests import make
from tests.grants.proofs import left, refused
from tests.grants.steps import ENDS, STARTS, Office, approve, refuse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def amended(agreement: Agreement, by: Any, *amounts: str, **more: Any) -> Amendment:
    parts = [Instalment(amount=Decimal(amount)) for amount in amounts]
    total = sum((part.amount for part in parts), Decimal(0))
    return Amendment.propose(
        agreement, **{"by": by, "reason": "ปรับงวด", "amount": total, "parts": parts} | more
    )


def test_an_amendment_says_what_and_why_and_adds_up(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "40.00", "40.00")
    refused(lambda: amended(agreement, office.asks, "40.00", "40.00"), "same")
    refused(lambda: Amendment.propose(agreement, by=office.asks, reason="ปรับ"), "same")
    refused(lambda: amended(agreement, office.asks, "50.00", reason="  "), "blank", field="reason")
    refused(
        lambda: amended(agreement, office.asks, "40.00", "41.00", amount=Decimal("80.99")),
        "instalments",
        "81.00",
        "80.99",
    )
    refused(
        lambda: Amendment.propose(agreement, by=office.asks, reason="ปรับ", amount=Decimal("90")),
        "instalments",
    )
    refused(lambda: amended(agreement, office.asks, "100.01"), "allocation", "100.00", field="amount")
    early = date(2023, 10, 31)
    refused(
        lambda: Amendment.propose(agreement, by=office.asks, reason="ปรับ", ends_on=early),
        "days",
        field="ends_on",
    )
    asked = Amendment.propose(agreement, by=office.asks, reason="ปรับ", ends_on=STARTS)
    refused(lambda: amended(agreement, office.asks, "50.00"), "waits")
    refused(lambda: refuse(asked, by=office.approves, answer=" "), "required", field="answer")
    refuse(asked, by=office.approves, answer="ไม่จำเป็น")
    for decide in (
        lambda: refuse(asked, by=office.approves, answer="-"),
        lambda: approve(asked, by=office.head),
    ):
        refused(decide, "state")


@pytest.mark.parametrize(
    ("amount", "head_office"), [("60.00", False), ("59.99", True), ("90.00", False), ("90.01", True)]
)
def test_above_a_fifth_of_the_first_amount_head_office_decides(
    office: Office, programme: Programme, amount: str, head_office: bool
) -> None:
    agreement = office.active(make.allocation(programme, "ศูนย์", "200.00"), "75.00")
    asked = amended(agreement, office.asks, amount)
    assert asked.needs_head_office is head_office
    if head_office:
        refused(lambda: approve(asked, by=office.approves), "role")
    approve(asked, by=office.head)
    again = amended(Agreement.objects.get(pk=agreement.pk), office.asks, "75.00")  # back to the first amount
    assert not again.needs_head_office


def test_what_is_paid_or_asked_for_stays_in_an_amendment(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "30.00", "30.00", "40.00")
    office.pay(agreement, 1)
    for amounts in (("29.99", "70.01"), ("100.00",), ("30.01", "30.00", "39.99")):
        refused(lambda amounts=amounts: amended(agreement, office.asks, *amounts), "instalments", "1")
    kept = agreement.instalments.get(number=1)
    rest = [kept, Instalment(amount=Decimal("70.00"))]
    asked = Amendment.propose(agreement, by=office.asks, reason="รวมงวด", parts=rest)
    approve(asked, by=office.approves)
    assert [str(part.amount) for part in agreement.instalments.order_by("number")] == ["30.00", "70.00"]


def test_an_amendment_of_what_has_changed_is_asked_for_anew(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00")
    asked = amended(agreement, office.asks, "50.00")
    held = Agreement.objects.get(pk=agreement.pk)
    held.ends_on = date(2024, 12, 31)
    held.save(update_fields=["ends_on"])
    refused(lambda: approve(asked, by=office.approves), "moved")


def test_an_amendment_does_not_change_what_was_asked_for_after_it(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    parts = [Instalment(amount=Decimal("50.00")), Instalment(amount=Decimal("40.00"))]
    asked = Amendment.propose(
        agreement, by=office.asks, reason="ลดงวดแรก", amount=Decimal("90.00"), parts=parts
    )
    request_payment(agreement.instalments.get(number=1), by=office.asks)
    with pytest.raises(ValidationError) as refused:
        approve(asked, by=office.approves)
    assert refused.value.code == "instalments"
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_nobody_approves_their_own_amendment_even_if_it_moves_no_money(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00")
    asked = Amendment.propose(agreement, by=office.asks, reason="ขยาย", ends_on=date(2024, 12, 31))
    refused(lambda: approve(asked, by=office.asks), "own")


def test_an_amendment_of_an_agreement_that_has_ended_is_not_carried_out(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00")
    asked = Amendment.propose(agreement, by=office.asks, reason="ขยาย", ends_on=date(2024, 12, 31))
    office.finish(agreement)
    refused(lambda: approve(asked, by=office.approves), "state")
    refuse(asked, by=office.approves, answer="สิ้นสุดแล้ว")


def test_an_amendment_is_carried_out_with_its_reason(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "40.00", "40.00")
    due = date(2024, 5, 1)
    parts = [
        Instalment(amount=Decimal("40.00")),
        Instalment(amount=Decimal("30.00"), due_on=due, waits_for="รายงาน"),
        Instalment(amount=Decimal("20.00")),
    ]
    asked = Amendment.propose(
        agreement,
        by=office.asks,
        reason=" เพิ่มกิจกรรม ",
        amount=Decimal("90.00"),
        ends_on=date(2024, 12, 31),
        parts=parts,
    )
    assert (asked.state, asked.kind, asked.reason, asked.requested_by) == (
        "waiting",
        "change",
        "เพิ่มกิจกรรม",
        office.asks,
    )
    assert asked.before == {
        "amount": "80.00",
        "ends_on": "2024-09-30",
        "instalments": [
            {"number": 1, "amount": "40.00", "due_on": "", "waits_for": ""},
            {"number": 2, "amount": "40.00", "due_on": "", "waits_for": ""},
        ],
    }
    assert asked.after["instalments"][1:] == [
        {"number": 2, "amount": "30.00", "due_on": "2024-05-01", "waits_for": "รายงาน"},
        {"number": 3, "amount": "20.00", "due_on": "", "waits_for": ""},
    ]
    assert list(Amendment.objects.waiting()) == [asked]
    before = timezone.now()
    approve(asked, by=office.approves)
    assert (asked.state, asked.decided_by, asked.answer) == ("approved", office.approves, "")
    assert asked.decided_at >= before
    agreement.refresh_from_db()
    left(agreement, office.approves, state="active", why="เพิ่มกิจกรรม")
    assert (agreement.amount, agreement.ends_on) == (Decimal("90.00"), date(2024, 12, 31))
    first, second, third = agreement.instalments.order_by("number")
    assert first.history.count() == 1  # it stays as it was
    left(second, office.approves, why="เพิ่มกิจกรรม")
    left(third, office.approves, why="เพิ่มกิจกรรม")
    assert (second.amount, second.due_on, second.waits_for) == (Decimal("30.00"), due, "รายงาน")
    entry = agreement.entries.latest("pk")
    assert (entry.kind, entry.adjusts, entry.amount, entry.reason) == (
        "adjustment",
        "commitment",
        Decimal("10.00"),
        "เพิ่มกิจกรรม",
    )
    assert (entry.requested_by, entry.approved_by) == (office.asks, office.approves)
    assert (entry.document_number, entry.on) == (agreement.number, timezone.localdate())
    refused = Amendment.propose(agreement, by=office.asks, reason="ลด", ends_on=ENDS)
    refuse(refused, by=office.approves, answer=" ไม่จำเป็น ")
    assert (refused.state, refused.decided_by, refused.answer) == ("refused", office.approves, "ไม่จำเป็น")
    assert agreement.entries.count() == 2  # only what was approved moved the ledger


def test_fewer_instalments_leave_with_the_reason(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "40.00", "30.00", "30.00")
    number = agreement.instalments.get(number=3).pk
    parts = [Instalment(amount=Decimal("40.00")), Instalment(amount=Decimal("60.00"))]
    asked = Amendment.propose(agreement, by=office.asks, reason="รวมงวด", parts=parts)
    approve(asked, by=office.approves)
    last = Instalment.history.filter(id=number).latest()
    assert (last.history_type, last.history_user, last.history_change_reason) == (
        "-",
        office.approves,
        "รวมงวด",
    )
    assert agreement.entries.count() == 1  # the amount is the same


def test_a_cancellation_asked_for_is_told_and_carried_out(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.pay(agreement, 1)
    asked = Amendment.propose_cancellation(agreement, by=office.asks, reason=" ยุติ ")
    assert (asked.kind, asked.reason, asked.after) == ("cancellation", "ยุติ", {})
    assert asked.before["amount"] == "100.00"
    assert len(asked.before["instalments"]) == 2
    approve(asked, by=office.approves)
    agreement.refresh_from_db()
    left(agreement, office.approves, state="cancelled", why="ยุติ")
    entry = agreement.entries.latest("pk")
    assert (entry.adjusts, entry.amount) == ("commitment", Decimal("-40.00"))
