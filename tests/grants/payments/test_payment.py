"""The payment of an instalment: asked for, approved, paid, taken back, each in its order and remembered."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from grants.models import Agreement, Allocation, Amendment, Instalment, Programme, Report
from tests import make
from tests.grants.proofs import left, refused
from tests.grants.steps import NUMBER, ON, SIGNED, Office, approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_a_payment_moves_in_its_order(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = agreement.instalments.get(number=1)
    pay = {"on": ON, "document_number": NUMBER}
    refused(lambda: part.approve_payment(by=office.approves), "state")
    refused(lambda: part.return_request(by=office.asks, comment="แก้"), "state")
    refused(lambda: part.pay(by=office.pays, **pay), "state", "1", str(Instalment.State.PLANNED.label))
    part.request_payment(by=office.asks)
    refused(lambda: part.request_payment(by=office.asks), "state")
    refused(lambda: part.approve_payment(by=office.asks), "own")
    refused(lambda: part.pay(by=office.pays, **pay), "state", str(Instalment.State.REQUESTED.label))
    refused(lambda: part.return_request(by=office.asks, comment=" "), "required", field="comment")
    part.approve_payment(by=office.approves)
    refused(lambda: part.approve_payment(by=office.head), "state")
    refused(
        lambda: part.pay(by=office.pays, **pay | {"document_number": "  "}), None, field="document_number"
    )
    part.pay(by=office.pays, **pay)
    refused(lambda: part.pay(by=office.pays, **pay), "state", str(Instalment.State.PAID.label))
    refused(lambda: part.return_request(by=office.asks, comment="แก้"), "state")
    second = agreement.instalments.get(number=2)
    refused(lambda: second.request_payment(by=office.asks), "report", "2", "1")


def test_a_payment_is_of_a_day_that_has_come_and_after_the_signing(
    office: Office, granted: Allocation
) -> None:
    part = office.approve(office.active(granted, "60.00"), 1)
    today = timezone.localdate()
    days = [
        (today + timezone.timedelta(days=1), "future"),
        (SIGNED - timezone.timedelta(days=1), "before_signing"),
    ]
    for day, code in days:
        refused(lambda day=day: part.pay(by=office.pays, on=day, document_number=NUMBER), code, field="on")
    with transaction.atomic():
        part.pay(by=office.pays, on=today, document_number=NUMBER)
        transaction.set_rollback(True)
    part.pay(by=office.pays, on=SIGNED, document_number=NUMBER)


def test_a_payment_that_is_reported_is_not_taken_back(office: Office, granted: Allocation) -> None:
    part = office.pay(office.active(granted, "60.00"), 1)
    refused(lambda: office.take_payment_back(part, reason=""), "blank", field="reason")
    refused(lambda: office.take_payment_back(part, by=office.approves), "own")
    refused(lambda: office.take_payment_back(part, right_amount="0.01"), "whole")
    office.report(part)
    refused(lambda: office.take_payment_back(part), "report")


def test_a_payment_whose_money_came_back_is_not_taken_back(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = office.pay(agreement, 1)
    office.give_back(agreement, "0.01")
    with pytest.raises(ValidationError) as refused:
        office.take_payment_back(part)
    assert refused.value.code == "returned"
    assert "0.01" in refused.value.messages[0]


def test_a_payment_is_taken_back_while_its_report_is_returned_and_the_report_waits_for_it(
    office: Office, granted: Allocation
) -> None:
    part = office.pay(office.active(granted, "60.00", "40.00"), 1)
    report = office.report(part)
    report.send_back({"": "ยอดไม่ตรง"}, by=office.mentors)
    part = Instalment.objects.get(pk=part.pk)
    office.take_payment_back(part)
    part.refresh_from_db()
    report.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        Report.objects.get(pk=report.pk).send(by=office.asks)
    assert refused.value.code == "state"
    part.pay(by=office.pays, on=timezone.localdate(), document_number="บค 10")
    Report.objects.get(pk=report.pk).send(by=office.coordinator_of(part.agreement))


def test_only_an_agreement_in_force_is_paid(office: Office, granted: Allocation) -> None:
    agreement = office.sign(office.draft(granted, "60.00"))
    part = agreement.instalments.get()
    refused(lambda: part.request_payment(by=office.asks), "agreement", str(Agreement.State.SIGNED.label))


def test_a_payment_remembers_its_steps(office: Office, granted: Allocation) -> None:
    part = office.active(granted, "60.00", "40.00").instalments.get(number=1)
    before = timezone.now()
    part.request_payment(by=office.asks)
    left(part, office.asks, state="requested", version=2)
    assert part.requested_by == office.asks
    assert part.requested_at >= before
    part.return_request(by=office.pays, comment=" ขาดเอกสาร ")
    left(part, office.pays, state="planned", version=3, why="ขาดเอกสาร")
    assert (part.comment, part.requested_by, part.requested_at) == ("ขาดเอกสาร", None, None)
    part.request_payment(by=office.asks)
    assert part.comment == ""
    assert (part.approved_by, part.approved_at) == (None, None)
    part.approve_payment(by=office.approves)
    left(part, office.approves, state="approved", version=5)
    assert part.approved_by == office.approves
    assert part.approved_at >= part.requested_at
    part.return_request(by=office.approves, comment="แก้")
    assert (part.approved_by, part.approved_at, part.requested_by) == (None, None, None)
    part.request_payment(by=office.asks)
    part.approve_payment(by=office.approves)
    entry = part.pay(by=office.pays, on=ON, document_number=" บค 7 ")
    left(part, office.pays, state="paid")
    assert part.paid == Decimal("60.00")
    assert (entry.kind, entry.adjusts, entry.amount, entry.instalment) == (
        "payment",
        "",
        Decimal("60.00"),
        part,
    )
    assert (entry.on, entry.document_number) == (ON, "บค 7")
    assert (entry.requested_by, entry.approved_by, entry.recorded_by) == (
        office.asks,
        office.approves,
        office.pays,
    )
    back = office.take_payment_back(part, document_number="บค 8")
    part.refresh_from_db()
    left(part, office.pays, state="approved", why="โอนไม่สำเร็จ")
    assert part.paid == Decimal("0.00")
    assert (back.kind, back.adjusts, back.amount, back.reason) == (
        "adjustment",
        "payment",
        Decimal("-60.00"),
        "โอนไม่สำเร็จ",
    )
    assert (back.document_number, back.on, back.measure) == ("บค 8", timezone.localdate(), "payment")
    assert (back.requested_by, back.approved_by) == (office.pays, office.approves)


def test_which_instalments_wait_for_whom(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    first, second = agreement.instalments.order_by("number")
    parts = Instalment.objects
    assert (list(parts.payable()), list(parts.to_approve()), list(parts.to_pay())) == ([first], [], [])
    assert list(parts.unpaid().order_by("number")) == [first, second]
    first.request_payment(by=office.asks)
    assert (list(parts.payable()), list(parts.to_approve()), list(parts.to_pay())) == ([], [first], [])
    first.approve_payment(by=office.approves)
    assert (list(parts.payable()), list(parts.to_approve()), list(parts.to_pay())) == ([], [], [first])
    assert list(parts.unpaid().order_by("number")) == [first, second]
    first.pay(by=office.pays, on=ON, document_number=NUMBER)
    assert (list(parts.payable()), list(parts.unpaid())) == ([], [second])
    office.accept(office.report(first))
    assert list(parts.payable()) == [second]
    assert second.previous == first
    assert first.previous is None
    assert Instalment.objects.get(pk=first.pk).has_accepted_report
    assert not second.has_accepted_report


def test_what_is_cancelled_or_closed_waits_for_nobody(office: Office, programme: Programme) -> None:
    cancelled = office.active(make.allocation(programme, "ก", "100.00"), "60.00", "40.00")
    approve(Amendment.propose_cancellation(cancelled, by=office.asks, reason="ยุติ"), by=office.approves)
    reported = office.active(make.allocation(programme, "ข", "100.00"), "60.00", "30.00", "10.00")
    office.accept(office.report(office.pay(reported, 1)))
    other = office.active(make.allocation(programme, "ค", "100.00"), "50.00", "25.00", "25.00")
    first, second, _third = other.instalments.order_by("number")
    assert list(Instalment.objects.payable().order_by("pk")) == [reported.instalments.get(number=2), first]
    signed = office.sign(office.draft(make.allocation(programme, "ง", "10.00"), "10.00"))
    waiting = Instalment.objects.unpaid()
    assert not waiting.filter(agreement__in=[cancelled, signed]).exists()
    assert not Instalment.objects.payable().filter(agreement__in=[cancelled, signed]).exists()
    assert second in waiting


def test_what_is_late(office: Office, granted: Allocation) -> None:
    part = office.active(granted, "60.00").instalments.get()
    today = timezone.localdate()
    assert not part.is_late
    for day, late in ((today - timezone.timedelta(days=1), True), (today, False)):
        part.due_on = day
        assert part.is_late is late
    part.due_on = today - timezone.timedelta(days=1)
    for state in ("paid", "cancelled"):
        part.state = state
        assert not part.is_late
