"""The payment of an instalment: asked for, approved, paid, taken back, each in its order and remembered."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from grants.agreements.payment_requests import request_payment
from grants.models import Agreement, Allocation, Amendment, Instalment, Programme, Report
from grants.payments.paying import pay
from grants.reports.writing import send
from tests import make
from tests.grants.proofs import left, refused
from tests.grants.steps import (
    NUMBER,
    ON,
    SIGNED,
    Office,
    approve,
    approve_payment,
    send_back,
    send_payment_back,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_a_payment_moves_in_its_order(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = agreement.instalments.get(number=1)
    paper = {"on": ON, "document_number": NUMBER}
    refused(lambda: approve_payment(part, by=office.approves), "state")
    refused(lambda: send_payment_back(part, by=office.asks, comment="แก้"), "state")
    refused(lambda: pay(part, by=office.pays, **paper), "state", "1", str(Instalment.State.PLANNED.label))
    request_payment(part, by=office.asks)
    refused(lambda: request_payment(part, by=office.asks), "state")
    refused(lambda: approve_payment(part, by=office.asks), "own")
    refused(lambda: pay(part, by=office.pays, **paper), "state", str(Instalment.State.REQUESTED.label))
    refused(lambda: send_payment_back(part, by=office.asks, comment=" "), "required", field="comment")
    approve_payment(part, by=office.approves)
    refused(lambda: approve_payment(part, by=office.head), "state")
    refused(
        lambda: pay(part, by=office.pays, **paper | {"document_number": "  "}), None, field="document_number"
    )
    pay(part, by=office.pays, **paper)
    refused(lambda: pay(part, by=office.pays, **paper), "state", str(Instalment.State.PAID.label))
    refused(lambda: send_payment_back(part, by=office.asks, comment="แก้"), "state")
    second = agreement.instalments.get(number=2)
    refused(lambda: request_payment(second, by=office.asks), "report", "2", "1")


def test_a_payment_is_of_a_day_that_has_come_and_after_the_signing(
    office: Office, granted: Allocation
) -> None:
    part = office.approve(office.active(granted, "60.00"), 1)
    today = timezone.localdate()
    days = [
        (date(1981, 9, 30), "impossible"),
        (today + timezone.timedelta(days=1), "future"),
        (SIGNED - timezone.timedelta(days=1), "before_signing"),
    ]
    for day, code in days:
        refused(lambda day=day: pay(part, by=office.pays, on=day, document_number=NUMBER), code, field="on")
    with transaction.atomic():
        pay(part, by=office.pays, on=today, document_number=NUMBER)
        transaction.set_rollback(True)
    pay(part, by=office.pays, on=SIGNED, document_number=NUMBER)


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
    send_back(report, {"": "ยอดไม่ตรง"}, by=office.mentors)
    part = Instalment.objects.get(pk=part.pk)
    office.take_payment_back(part)
    part.refresh_from_db()
    report.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        send(Report.objects.get(pk=report.pk), by=office.asks)
    assert refused.value.code == "state"
    pay(part, by=office.pays, on=timezone.localdate(), document_number="บค 10")
    send(Report.objects.get(pk=report.pk), by=office.coordinator_of(part.agreement))


def test_only_an_agreement_in_force_is_paid(office: Office, granted: Allocation) -> None:
    agreement = office.sign(office.draft(granted, "60.00"))
    part = agreement.instalments.get()
    request_payment(part, by=office.asks)  # it may be asked for with the signing
    signed = str(Agreement.State.SIGNED.label)
    refused(lambda: approve_payment(part, by=office.approves), "agreement", signed)


def test_a_payment_remembers_its_steps(office: Office, granted: Allocation) -> None:
    part = office.active(granted, "60.00", "40.00").instalments.get(number=1)
    before = timezone.now()
    request_payment(part, by=office.asks)
    left(part, office.asks, state="requested", version=2)
    assert part.requested_by == office.asks
    assert part.requested_at >= before
    send_payment_back(part, by=office.pays, comment=" ขาดเอกสาร ")
    left(part, office.pays, state="planned", version=3, why="ขาดเอกสาร")
    assert (part.comment, part.requested_by, part.requested_at) == ("ขาดเอกสาร", None, None)
    request_payment(part, by=office.asks)
    assert part.comment == ""
    assert (part.approved_by, part.approved_at) == (None, None)
    approve_payment(part, by=office.approves)
    left(part, office.approves, state="approved", version=5)
    assert part.approved_by == office.approves
    assert part.approved_at >= part.requested_at
    send_payment_back(part, by=office.approves, comment="แก้")
    assert (part.approved_by, part.approved_at, part.requested_by) == (None, None, None)
    request_payment(part, by=office.asks)
    approve_payment(part, by=office.approves)
    entry = pay(part, by=office.pays, on=ON, document_number=" บค 7 ")
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
    request_payment(first, by=office.asks)
    assert (list(parts.payable()), list(parts.to_approve()), list(parts.to_pay())) == ([], [first], [])
    approve_payment(first, by=office.approves)
    assert (list(parts.payable()), list(parts.to_approve()), list(parts.to_pay())) == ([], [], [first])
    assert list(parts.unpaid().order_by("number")) == [first, second]
    pay(first, by=office.pays, on=ON, document_number=NUMBER)
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
