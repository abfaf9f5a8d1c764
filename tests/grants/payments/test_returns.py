"""Money that comes back: one person says so, another finds it in the account, and only then the ledger takes it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.models import Agreement, Entry, ReturnNotice
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.proofs import refused
from tests.grants.steps import Office, approve, refuse
from tests.html import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited", "paid")]
ON = date(2024, 10, 15)


def notice(agreement: Agreement, by: User, unspent: str = "5000.00", interest: str = "12.50") -> ReturnNotice:
    return ReturnNotice.report(
        agreement,
        by=by,
        unspent=Decimal(unspent),
        interest=Decimal(interest),
        on=ON,
        document_number="รด 8/2567",
    )


def test_a_return_reaches_the_ledger_when_another_person_confirms_it(
    office: Office, agreement: Agreement
) -> None:
    said = notice(agreement, office.coordinator_of(agreement))
    assert not agreement.entries.filter(kind=Entry.Kind.RETURN).exists()
    approve(said, by=office.pays)
    entry = agreement.entries.get(kind=Entry.Kind.RETURN)
    assert (entry.amount, entry.requested_by, entry.approved_by, entry.document_number) == (
        Decimal("5000.00"),
        office.coordinator_of(agreement),
        office.pays,
        "รด 8/2567",
    )
    assert agreement.entries.get(kind=Entry.Kind.INTEREST).amount == Decimal("12.50")
    agreement.refresh_from_db()
    assert agreement.returned == Decimal("5000.00")


def test_nobody_confirms_the_return_that_they_reported_themselves(
    office: Office, agreement: Agreement
) -> None:
    said = notice(agreement, office.pays)
    with pytest.raises(ValidationError) as refusal:
        approve(said, by=office.pays)
    assert refusal.value.code == "own"
    with pytest.raises(IntegrityError), transaction.atomic():
        ReturnNotice.objects.filter(pk=said.pk).update(
            state="approved", decided_by=office.pays, decided_at=timezone.now()
        )
    assert not agreement.entries.filter(kind=Entry.Kind.RETURN).exists()


@pytest.mark.parametrize("who", ["coordinator", "mentors", "stranger"])
def test_only_staff_and_finance_of_the_region_confirm(office: Office, agreement: Agreement, who: str) -> None:
    said = notice(agreement, office.asks)
    people = {
        "coordinator": office.coordinator_of(agreement),
        "mentors": office.mentors,
        "stranger": make.user("officer_of_11", Role.REGIONAL_STAFF, 11),
    }
    with pytest.raises(ValidationError) as refusal:
        approve(said, by=people[who])
    assert refusal.value.code == "role"


@pytest.mark.parametrize(
    ("unspent", "interest"),
    [("47500.01", "0"), ("0", "0"), ("-1", "2")],
    ids=["more than was paid", "nothing", "below zero"],
)
def test_a_return_that_cannot_be_true_is_refused(
    office: Office, agreement: Agreement, unspent: str, interest: str
) -> None:
    with pytest.raises(ValidationError):
        notice(agreement, office.asks, unspent, interest)
    assert not ReturnNotice.objects.exists()


@pytest.mark.parametrize(
    ("unspent", "interest", "is_taken"),
    [
        ("5000.00", "12.50", True),
        ("5000.01", "12.50", False),
        ("5012.50", "0", True),
        ("5012.50", "12.50", False),
    ],
)
def test_money_and_interest_together_are_no_more_than_the_reports_leave(
    office: Office, agreement: Agreement, unspent: str, interest: str, is_taken: bool
) -> None:
    office.accept(office.report(agreement.instalments.get(number=1), spent="42500.00", interest="12.50"))
    address = f"/agreements/{agreement.pk}/returns/"
    said = {"unspent": unspent, "interest": interest, "on": "15 ต.ค. 2567", "document_number": "รด 8/2567"}
    answer = browser_of(office.asks).post(address, said)
    assert (answer.status_code == 302) == is_taken
    assert ReturnNotice.objects.exists() == is_taken


def test_a_day_still_to_come_is_refused(office: Office, agreement: Agreement) -> None:
    with pytest.raises(ValidationError) as refusal:
        ReturnNotice.report(
            agreement,
            by=office.asks,
            unspent=Decimal(1),
            interest=Decimal(0),
            on=timezone.localdate() + timedelta(days=1),
            document_number="รด 1",
        )
    assert "on" in refusal.value.message_dict


def test_one_return_waits_at_a_time_and_a_refused_one_makes_room(
    office: Office, agreement: Agreement
) -> None:
    first = notice(agreement, office.asks)
    with pytest.raises(ValidationError):
        notice(agreement, office.asks)
    with pytest.raises(ValidationError):
        refuse(first, by=office.pays, answer="  ")
    refuse(first, by=office.pays, answer="ไม่พบยอดในบัญชี")
    second = notice(agreement, office.asks, "4000.00")
    with pytest.raises(ValidationError):
        approve(first, by=office.pays)
    approve(second, by=office.pays)
    assert agreement.entries.get(kind=Entry.Kind.RETURN).amount == Decimal("4000.00")


def test_money_that_has_come_back_already_is_not_confirmed_again(
    office: Office, agreement: Agreement
) -> None:
    office.give_back(agreement, "100.00")
    entry = agreement.entries.get(kind="return")
    office.correct(entry, "0.00")
    said = notice(agreement, office.asks, "47500.00", "0")
    office.correct(entry, "100.00")
    refused(lambda: approve(said, by=office.pays), "returned", "47,400.00", field="unspent")
    said.refresh_from_db()
    assert said.state == ReturnNotice.State.WAITING


def test_a_return_has_a_day_that_can_be_and_interest_within_the_money_it_is_on(
    office: Office, agreement: Agreement
) -> None:
    hers, address = browser_of(office.coordinator_of(agreement)), f"/agreements/{agreement.pk}/returns/"
    typed = {"unspent": "300", "interest": "1", "on": "15 ต.ค. 2567", "document_number": "รด 8"}
    for wrong in ({"on": "15/10/1924"}, {"on": "1 ต.ค. 2566"}, {"interest": "9,999,999,999"}):
        assert hers.post(address, typed | wrong).status_code == 422, wrong
        assert not ReturnNotice.objects.exists()
    assert hers.post(address, typed).status_code == 302
