"""What is said of unspent money: whole, of its year, and by two persons."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from grants.models import Agreement, Allocation, Programme, Settlement
from tests import make
from tests.grants.proofs import refused
from tests.grants.steps import Office, approve, refuse
from thai.money_words import format_baht

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_what_is_said_of_unspent_money_is_whole_and_of_this_year(
    office: Office, programme: Programme, closed: Agreement
) -> None:
    said = {"by": office.asks, "how": "carried", "amount": Decimal("1.00"), "reason": "ยกไปปีหน้า"}

    def propose(**more: Any) -> Settlement:
        return Settlement.propose(programme, **said | more)

    refused(lambda: propose(agreement=closed), "programme", field="agreement")
    refused(lambda: propose(amount=Decimal("0.00")), None, field="__all__")
    refused(lambda: propose(reason=""), "blank", field="reason")
    refused(lambda: propose(how="given_back"), None, field="__all__")
    carried = propose()
    refused(lambda: approve(carried, by=office.asks), "own")
    approve(carried, by=office.approves)
    refused(lambda: approve(carried, by=office.head), "state")
    refused(lambda: carried.withdraw(by=office.asks), "state")


def test_what_is_said_of_unspent_money_counts_once_another_person_approves_it(
    office: Office, programme: Programme
) -> None:
    paper = {"amount": Decimal("7.00"), "reason": "ใช้ไม่หมด", "document_number": "รย 1"}
    for count, how in enumerate(Settlement.How.values, 1):
        asked = Settlement.propose(programme, by=office.asks, how=how, **paper)
        assert (asked.requested_by, asked.decided_by, asked.state) == (office.asks, None, "waiting")
        assert asked not in Settlement.objects.standing()
        before = timezone.now()
        approve(asked, by=office.approves)
        assert (asked.decided_by, asked.state) == (office.approves, "approved")
        assert asked.decided_at >= before
        assert Settlement.objects.standing().total() == Decimal("7.00") * count
    refused_one = Settlement.propose(programme, by=office.asks, how="carried", **paper)
    refuse(refused_one, by=office.approves, answer="ยกไปไม่ได้")
    taken_back = Settlement.propose(programme, by=office.asks, how="carried", **paper)
    taken_back.withdraw(by=office.asks)
    assert Settlement.objects.standing().total() == Decimal("21.00")
    assert Settlement.objects.count() == 5  # nothing of it disappears


def test_no_more_is_set_aside_than_is_left(office: Office, granted: Allocation) -> None:
    programme = granted.programme
    agreement = office.active(granted, "100.00")
    office.accept(office.report(office.pay(agreement, 1), spent="90.00", interest="2.50"))
    for place, left in ((None, programme.ceiling - 100), (agreement, Decimal("12.50"))):

        def asked(amount: Decimal, place: Agreement | None = place) -> Settlement:
            said = {"by": office.asks, "how": "explained", "reason": "ใช้ไม่หมด"}
            return Settlement.propose(programme, agreement=place, amount=amount, **said)

        more = left + Decimal("0.01")
        refused(lambda more=more, asked=asked: asked(more), "left", format_baht(left), field="amount")
        first = asked(left - 5)
        refused(lambda asked=asked: asked(Decimal("5.01")), "left", "5.00", field="amount")
        second = asked(Decimal("5.00"))
        approve(first, by=office.approves)
        approve(second, by=office.approves)
        # Once both are accounted for there is nothing to say at all.
        field = "amount" if place is None else ""
        refused(lambda asked=asked: asked(Decimal("0.01")), "left", field=field)


def test_what_is_no_longer_left_is_not_approved(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "100.00")
    office.pay(agreement, 1)
    said = {"by": office.asks, "how": "carried", "reason": "ยกไปปีหน้า"}
    asked = Settlement.propose(granted.programme, agreement=agreement, amount=Decimal("60.00"), **said)
    office.give_back(agreement, "40.01")
    refused(lambda: approve(asked, by=office.approves), "left", "59.99", field="amount")
    refuse(asked, by=office.approves, answer="คืนแล้ว")


def test_what_is_approved_is_undone_by_two_persons_and_both_stay(
    office: Office, programme: Programme
) -> None:
    counts = office.settle(programme, "7.00", how="carried")
    refused(lambda: counts.withdraw(by=office.asks), "state")
    waiting = Settlement.propose(programme, by=office.asks, how="carried", amount=Decimal(1), reason="ยก")
    refused(lambda: waiting.ask_to_undo(by=office.asks, reason="ผิด"), "state")
    refused(lambda: counts.ask_to_undo(by=office.asks, reason=" "), "blank", field="reason")
    asked = counts.ask_to_undo(by=office.asks, reason="ยอดผิด")
    refused(lambda: counts.ask_to_undo(by=office.head, reason="ยอดผิด"), "undone")
    refused(lambda: approve(asked, by=office.asks), "own")
    assert Settlement.objects.standing().total() == Decimal("7.00")
    approve(asked, by=office.approves)
    assert not Settlement.objects.standing().exists()
    refused(lambda: counts.ask_to_undo(by=office.asks, reason="อีกครั้ง"), "undone")
    refused(lambda: asked.ask_to_undo(by=office.asks, reason="อีกครั้ง"), "state")
    assert {counts, asked, waiting} == set(Settlement.objects.all())


def test_what_an_agreement_in_force_binds_is_not_set_aside(office: Office) -> None:
    programme = office.open_programme("1175000.00", year=2565)
    office.active(make.allocation(programme, "ศูนย์ประสานงาน", "500000.00"), "500000.00")

    def propose(amount: str) -> None:
        said = {"how": "explained", "reason": "ยังไม่ได้ทำสัญญา", "amount": Decimal(amount)}
        Settlement.propose(programme, by=office.asks, **said)

    for amount in ("972500.00", "675000.01"):
        refused(lambda amount=amount: propose(amount), "left", "675,000.00", field="amount")
    propose("600000.00")
    refused(lambda: propose("75000.01"), "left", "75,000.00", field="amount")
