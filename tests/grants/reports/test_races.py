"""Two people at one report or one payment, at the same moment, on the pages: one is through, the other is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy

from grants.agreements.payment_requests import request_payment
from grants.guard.audit import violations
from grants.models import Instalment, Report
from grants.reports.writing import begin
from people.models import User
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of, forms_of
from tests.races import PATIENCE_OF_CONTROLS, Outcome, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

QUEUE = "/reports/queue/"
FIRST_WRITE = 'DELETE FROM "grants_participantcount"'  # of a save
SAVED_MEANWHILE = gettext_lazy("Someone has saved this report since you opened it.")


@pytest.fixture
def part(office: Office) -> Instalment:
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    return office.active(allocation, "47500.00", "47500.00").instalments.get(number=1)


def saver(report: Report, user: User, output: str, action: str = "save") -> Callable[[], Any]:
    """A person who has the report open and is about to press a button."""
    client, address = browser_of(user), f"/reports/{report.pk}/"
    form = next(form for form in forms_of(client.get(address).text) if form.action == address)
    data = {**form.data, "output": output, "action": action}
    return lambda: client.post(address, data)


def statuses(outcomes: list[Outcome]) -> list[int]:
    assert [outcome.error for outcome in outcomes] == [None] * len(outcomes)
    return sorted(outcome.value.status_code for outcome in outcomes)


def pages(outcomes: list[Outcome]) -> list[str]:
    """What those were shown whose save was refused."""
    return [outcome.value.content.decode() for outcome in outcomes if outcome.value.status_code == 409]


@pytest.fixture
def savers(office: Office, part: Instalment) -> list[Callable[[], Any]]:
    paid = office.pay(part.agreement, 1)
    coordinator = office.coordinator_of(paid.agreement)
    report = begin(paid, by=coordinator)
    return [saver(report, coordinator, "แกนนำ 58 คน"), saver(report, office.asks, "แกนนำ 55 คน")]


def test_of_two_who_save_a_report_at_once_the_second_sees_both_values(
    savers: list[Callable[[], Any]],
) -> None:
    outcomes = at_once(*savers, before=FIRST_WRITE)
    assert statuses(outcomes) == [302, 409]
    (told,) = pages(outcomes)
    assert str(SAVED_MEANWHILE) in told
    assert "แกนนำ 58 คน" in told
    assert "แกนนำ 55 คน" in told


def test_without_the_locks_one_of_two_saves_would_be_lost_unseen(
    savers: list[Callable[[], Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the race is real, and the meeting makes it happen."""
    with without_locks(monkeypatch):
        outcomes = at_once(*savers, before=FIRST_WRITE, patience=PATIENCE_OF_CONTROLS)
    # Both are saved, the first for nothing; or SQLite itself breaks one off, and nobody can say what came between.
    assert not any(str(SAVED_MEANWHILE) in page for page in pages(outcomes))


def test_of_two_who_approve_one_payment_at_once_one_is_through_and_the_other_is_told(
    office: Office, part: Instalment
) -> None:
    request_payment(part, by=office.asks)
    approvers = [browser_of(office.approves), browser_of(office.head)]
    (row,) = approvers[0].get(QUEUE).context["rows"]

    def approver(client: Client) -> Callable[[], Any]:
        return lambda: client.post(QUEUE, {"approve": row.key})

    outcomes = at_once(*map(approver, approvers), before='UPDATE "grants_instalment"')
    assert statuses(outcomes) == [302, 302]
    said = [str(message) for client in approvers for message in client.get(QUEUE).context["messages"]]
    assert sum("อนุมัติแล้ว 1 รายการ" in sentence for sentence in said) == 1
    assert len(said) == 2
    part.refresh_from_db()
    assert (part.state, part.history.filter(state="approved").count()) == ("approved", 1)
    assert violations() == []
