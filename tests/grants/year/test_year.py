"""A year is opened, closed and opened again; while it is planned or closed, its money stands still."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from grants.agreements.drafting import change, draw_up, split
from grants.agreements.force import take_back
from grants.agreements.payment_requests import request_payment
from grants.budget.allocation import allocate
from grants.models import Agreement, Amendment, CeilingChange, Programme, Settlement
from grants.payments.paying import pay
from grants.reports.ending import end
from grants.reports.writing import send
from grants.year.closing import reopen
from tests import make
from tests.grants.proofs import left, refused
from tests.grants.steps import (
    NUMBER,
    ON,
    Office,
    accept_as_mentor,
    accept_as_region,
    approve_payment,
    cancel,
    cancel_allocation,
    close_year,
    put_in_force,
    send_back,
    send_payment_back,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_a_year_is_opened_once_closed_from_open_and_reopened_from_closed(office: Office) -> None:
    programme = make.programme(6, 2567, "100.00")
    refused(lambda: close_year(programme, by=office.approves), "state")
    refused(lambda: reopen(programme, by=office.head, reason="ตกหล่น"), "state")
    programme.open(by=office.asks)
    refused(lambda: programme.open(by=office.asks), "state")
    refused(lambda: reopen(programme, by=office.head, reason="ตกหล่น"), "state")
    refused(lambda: close_year(programme, by=office.approves), None, "100.00")
    office.settle(programme, "100.00")
    close_year(programme, by=office.approves)
    refused(lambda: programme.open(by=office.asks), "state")
    refused(lambda: close_year(programme, by=office.approves), "state")
    refused(lambda: reopen(programme, by=office.head, reason="  "), "required", field="reason")
    reopen(programme, by=office.head, reason=" ตกหล่น ")
    assert programme.state == Programme.objects.get().state == "open"


def test_in_a_planned_year_money_does_not_move(office: Office) -> None:
    programme = make.programme(6, 2567, "100.00")
    draft = office.draft(make.allocation(programme, "ศูนย์", "100.00"), "100.00")
    refused(lambda: office.sign(draft), "year", "2567", str(Programme.State.PLANNED.label))
    refused(
        lambda: Settlement.propose(
            programme, by=office.asks, how="explained", amount=Decimal("1"), reason="-"
        ),
        "year",
    )


def test_in_a_closed_year_nothing_changes(office: Office, closed: Agreement) -> None:
    programme, allocation = closed.programme, closed.allocation
    part, report = closed.instalments.get(), closed.instalments.get().report
    by = {"by": office.asks}
    for step in (
        lambda: allocate(programme, make.organisation("ใหม่"), Decimal("0.00"), **by),
        lambda: cancel_allocation(allocation, **by, reason="ยุติ"),
        lambda: allocation.set_amount(Decimal("100.00"), **by, seen=allocation.shown),
        lambda: draw_up(allocation, Decimal("1.00"), **by),
        lambda: change(closed, **by, version=closed.version),
        lambda: split(closed, [], **by),
        lambda: take_back(closed, **by),
        lambda: put_in_force(closed, **by),
        lambda: end(closed, **by),
        lambda: cancel(closed, **by, reason="ยุติ"),
        lambda: Amendment.propose_cancellation(closed, **by, reason="ยุติ"),
        lambda: request_payment(part, **by),
        lambda: approve_payment(part, **by),
        lambda: send_payment_back(part, **by, comment="แก้"),
        lambda: pay(part, **by, on=ON, document_number=NUMBER),
        lambda: send(report, **by),
        lambda: send_back(report, {"": "แก้"}, **by),
        lambda: accept_as_mentor(report, **by),
        lambda: accept_as_region(report, **by),
        lambda: Settlement.propose(programme, **by, how="explained", amount=Decimal("1"), reason="-"),
        lambda: office.give_back(closed, "1.00"),
        lambda: office.correct(closed.entries.get(kind="payment")),
    ):
        refused(step, "year", "2566")


def test_the_ceiling_of_a_closed_year_stays(office: Office, closed: Agreement) -> None:
    asked = {"by": office.asks, "after": Decimal("100.01"), "reason": "ได้รับงบเพิ่ม"}
    refused(lambda: CeilingChange.propose(closed.programme, **asked), "year", "2566")


def test_each_obstacle_to_the_close_is_named(office: Office) -> None:
    programme = office.open_programme("1000.00")
    agreement = office.active(make.allocation(programme, "ศูนย์ประสานงาน", "100.00"), "60.00")
    office.accept(office.report(office.pay(agreement, 1), spent="50.00"))
    number = re.escape(agreement.number)
    with pytest.raises(ValidationError) as refusal:
        close_year(programme, by=office.approves)
    live, left, never = refusal.value.messages
    assert re.search(f"{number}.*{Agreement.State.ACTIVE.label}", live)
    assert re.search(f"{number}.*10.00", left)
    assert "940.00" in never


def test_the_year_remembers_who_moved_it_and_why(office: Office) -> None:
    programme = make.programme(6, 2567, "100.00")
    programme.open(by=office.asks)
    left(programme, office.asks, state="open", version=2)
    office.settle(programme, "100.00")
    close_year(programme, by=office.approves)
    left(programme, office.approves, state="closed", version=3)
    reopen(programme, by=office.head, reason=" ตกหล่น ")
    left(programme, office.head, state="open", version=4, why="ตกหล่น")
