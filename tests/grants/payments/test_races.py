"""Two people and one payment: by hand and from the list, the list twice, taken back twice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.test import Client
from django.utils.translation import override

from grants.guard.audit import violations
from grants.models import Agreement, Correction, Entry, Instalment
from grants.payments.paying import pay
from people.models import User
from spreadsheets import batches
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from tests import make
from tests.grants.doors import door_of, pressed
from tests.grants.steps import Office
from tests.html import browser_of
from tests.races import PATIENCE_OF_CONTROLS, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

WRITES = 'INSERT INTO "grants_entry"'
DAY = date(2023, 11, 10)


@pytest.fixture
def agreement(office: Office) -> Agreement:
    """In force over 95,000 baht in one instalment, approved to be paid."""
    allocation = make.allocation(office.open_programme("200000.00"), "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    made = office.active(allocation, "95000.00")
    office.approve(made, 1)
    return made


def part_of(agreement: Agreement) -> Instalment:
    return agreement.instalments.with_everything().get()


def said_to(client: Client) -> list[str]:
    return [str(message) for message in client.get("/payments/").context["messages"]]


def listed(office: Office, agreement: Agreement, document: str) -> ImportBatch:
    table = (
        "เลขที่นิติกรรมสัญญา,งวดที่,ชื่อหน่วยงาน,จำนวนเงิน,วันที่จ่าย,เลขที่เอกสาร\n"
        f"{agreement.number},1,{agreement.organisation.name},95000.00,10/11/2566,{document}\n"
    )
    scope = batches.scope_for(office.pays, make.region(6), 2567)
    return batches.preview(table.encode(), "list.csv", "payments", scope, Options())


def posting(client: Client, address: str, said: dict[str, Any] | None = None) -> Callable[[], int]:
    return lambda: client.post(address, said or {}).status_code


def test_a_payment_by_hand_and_from_the_list_is_recorded_once(office: Office, agreement: Agreement) -> None:
    batch = listed(office, agreement, "บค 1")
    by_hand, from_list = browser_of(office.asks), browser_of(office.pays)
    said = {"on": "10 พ.ย. 2566", "document_number": "บค 2", "seen": part_of(agreement).shown}
    outcomes = at_once(
        posting(by_hand, f"/payments/{part_of(agreement).pk}/", said),
        posting(from_list, f"/imports/{batch.pk}/confirm/", {"seen": batch.shown}),
        before=WRITES,
    )
    assert [outcome.value for outcome in outcomes] == [302, 302]
    entry = Entry.objects.get(kind="payment")
    batch.refresh_from_db()
    assert (entry.document_number, batch.state) in (("บค 1", "applied"), ("บค 2", "rejected"))
    assert violations() == []


def test_one_list_confirmed_twice_at_once_is_paid_once(office: Office, agreement: Agreement) -> None:
    batch = listed(office, agreement, "บค 1")
    clients = [browser_of(office.pays), browser_of(office.asks)]
    outcomes = at_once(
        *(posting(client, f"/imports/{batch.pk}/confirm/", {"seen": batch.shown}) for client in clients),
        before=WRITES,
    )
    assert [outcome.value for outcome in outcomes] == [302, 302]
    assert Entry.objects.filter(kind="payment").count() == 1
    assert violations() == []


def test_a_payment_is_taken_back_once_by_two_who_approve_it_at_once(
    office: Office, agreement: Agreement
) -> None:
    part = part_of(agreement)
    pay(part, by=office.pays, on=DAY, document_number="บค 1")
    asked = Correction.propose(
        part.standing_payment, by=office.pays, reason="โอนไม่ผ่าน", document_number="ธ 1"
    )
    clients = [browser_of(office.approves), browser_of(office.head)]
    outcomes = at_once(
        *(posting(client, door_of(asked), pressed(asked)) for client in clients), before=WRITES
    )
    assert sorted(outcome.value for outcome in outcomes) == [302, 409]
    assert Entry.objects.filter(adjusts="payment").count() == 1
    (done,) = [sentence for client in clients for sentence in said_to(client)]  # the other was told at once
    assert "อนุมัติแล้ว" in done
    assert violations() == []


def payers(office: Office, agreement: Agreement) -> list[Callable[[], Any]]:
    def payer(person: User, document: str) -> Callable[[], Any]:
        def record() -> Any:
            with override("th"):
                return pay(part_of(agreement), by=person, on=DAY, document_number=document)

        return record

    return [payer(office.pays, "บค 1"), payer(office.asks, "บค 2")]


def test_of_two_who_record_one_payment_one_does_and_the_other_is_told(
    office: Office, agreement: Agreement
) -> None:
    outcomes = at_once(*payers(office, agreement), before=WRITES)
    (refused,) = [outcome.error for outcome in outcomes if outcome.error]
    assert isinstance(refused, ValidationError)
    assert "จ่ายแล้ว" in refused.messages[0]
    assert Entry.objects.filter(kind="payment").count() == 1


def test_without_the_locks_the_second_would_meet_an_error_of_the_database(
    office: Office, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the race is real, and the meeting makes it happen."""
    with without_locks(monkeypatch):
        outcomes = at_once(*payers(office, agreement), before=WRITES, patience=PATIENCE_OF_CONTROLS)
    (refused,) = [outcome.error for outcome in outcomes if outcome.error]
    assert isinstance(refused, DatabaseError)
    assert Entry.objects.filter(kind="payment").count() == 1  # the rule in the database still stands
