"""The ceiling of a year: one person asks for another one with a reason, and another decides on what was shown."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from editing.refusals import sentence_for
from grants.models import CeilingChange, Programme
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.doors import door_of
from tests.grants.proofs import refused
from tests.grants.steps import Office, close_year, seen
from tests.html import browser_of, read, text_at
from tests.imports import press
from tests.uploads import budget_as_csv, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
MORE = Decimal("99000000.00")


def page_of(programme: Programme) -> str:
    return f"/programmes/{programme.pk}/ceiling/"


def ask(by: User, programme: Programme, after: str = "99,000,000") -> str:
    answer = browser_of(by).post(page_of(programme), {"after": after, "reason": "ได้รับงบเพิ่มเติม"}, follow=True)
    return str(answer.text)


def ceiling_of(programme: Programme) -> Decimal:
    return Programme.objects.get(pk=programme.pk).ceiling


def test_one_person_asks_and_another_who_reads_both_amounts_and_the_difference_in_words_approves(
    office: Office, programme: Programme
) -> None:
    make.allocation(programme, "ชมรม", "95000.00")
    assert page_of(programme) in read(browser_of(office.asks).get(f"/programmes/{programme.pk}/").text).links
    assert "วงเงินจะเปลี่ยนเมื่ออีกคนหนึ่งอนุมัติ" in ask(office.asks, programme)
    assert ceiling_of(programme) == Decimal("1175000.00")
    asked = CeilingChange.objects.get()
    hers = browser_of(office.approves)
    assert "วงเงิน 1,175,000.00 → 99,000,000.00" in text_at(hers, f"/programmes/{programme.pk}/")
    for address in (page_of(programme), "/reports/queue/"):
        shown = text_at(hers, address)
        for figure in ("1,175,000.00", "99,000,000.00", "97,825,000.00", "เก้าสิบเจ็ดล้านแปดแสนสองหมื่นห้าพันบาทถ้วน"):
            assert figure in shown, (address, figure)
    hers.post(door_of(asked), {"act": "approve", "seen": asked.shown})
    programme.refresh_from_db()
    assert programme.ceiling == MORE
    last = programme.history.latest()
    assert last.history_user == office.approves
    assert last.history_change_reason == f"เปลี่ยนวงเงินตามคำขอของ {office.asks}: ได้รับงบเพิ่มเติม"


def test_who_asked_does_not_approve_and_takes_it_back(office: Office, programme: Programme) -> None:
    ask(office.asks, programme)
    asked = CeilingChange.objects.get()
    refused(lambda: asked.approve(by=office.asks, seen=seen(asked)), "own")
    browser_of(office.asks).post(door_of(asked), {"act": "withdraw"})
    asked.refresh_from_db()
    assert (asked.state, ceiling_of(programme)) == ("withdrawn", Decimal("1175000.00"))


def test_a_decision_on_figures_that_are_not_true_any_more_is_not_taken(
    office: Office, programme: Programme
) -> None:
    ask(office.asks, programme)
    asked = CeilingChange.objects.get()
    shown = asked.shown
    make.allocation(programme, "ชมรม", "95000.00")
    answer = browser_of(office.approves).post(
        door_of(asked), {"act": "refuse", "seen": shown, "answer": "ไม่มีหนังสือแจ้ง"}
    )
    assert answer.status_code == 409
    assert "ไม่มีหนังสือแจ้ง" in answer.text
    assert ceiling_of(programme) == Decimal("1175000.00")


def test_no_ceiling_goes_below_what_is_allocated_neither_when_asked_nor_when_approved(
    office: Office, programme: Programme
) -> None:
    make.allocation(programme, "ชมรม", "95000.00")
    said = ask(office.asks, programme, "94,999.99")
    assert "95,000.00" in said
    assert "94,999.99" in said
    assert 'value="94,999.99"' in said
    assert not CeilingChange.objects.exists()
    ask(office.asks, programme, "95,000")
    make.allocation(programme, "อีกแห่ง", "0.01")
    asked = CeilingChange.objects.get()
    approving = lambda: asked.approve(by=office.approves, seen=seen(asked))  # noqa: E731
    refused(approving, "ceiling", "95,000.01", "95,000.00", field="after")


def test_one_change_waits_at_a_time_and_each_changes_something(office: Office, programme: Programme) -> None:
    assert "วงเงินเป็นจำนวนนี้อยู่แล้ว" in ask(office.asks, programme, "1,175,000.00")
    ask(office.asks, programme)
    ask(office.approves, programme, "2,000,000")
    assert [each.after for each in CeilingChange.objects.all()] == [MORE]


def test_a_planned_year_takes_a_change_and_a_closed_one_none(office: Office) -> None:
    programme = make.programme(6, 2567, "100.00")
    office.set_ceiling(programme, "200.00")
    assert ceiling_of(programme) == 200
    programme.open(by=office.asks)
    office.settle(programme, "200.00")
    waiting = CeilingChange.propose(programme, by=office.asks, after=MORE, reason="ได้รับงบเพิ่ม")
    refused(lambda: close_year(programme, by=office.approves), None, "วงเงิน 200.00")
    waiting.withdraw(by=office.asks)
    close_year(programme, by=office.approves)
    assert "ปิดแล้ว" in ask(office.asks, programme)
    assert CeilingChange.objects.waiting().count() == 0


def test_an_import_that_made_a_year_is_not_undone_once_another_ceiling_was_asked_for(office: Office) -> None:
    hers = browser_of(office.asks)
    batch = upload(hers, "budget.csv", "budget", budget_as_csv('1,ชมรม ก,"95,000"'), ceiling="100000")
    press(hers, batch, "confirm")
    programme = Programme.objects.get()
    ask(office.asks, programme, "200,000")
    page = press(hers, batch, "undo", follow=True)
    assert page.status_code in (200, 409)
    assert "ยกเลิกไม่ได้" in page.text
    assert ceiling_of(programme) == Decimal("100000.00")
    assert programme.allocations.count() == 1


def test_past_the_pages_the_database_takes_no_other_ceiling_than_the_last_approved(
    office: Office, programme: Programme
) -> None:
    make.allocation(programme, "ชมรม", "95000.00")
    ask(office.asks, programme)

    def write(amount: Decimal) -> None:
        with transaction.atomic():
            Programme.objects.filter(pk=programme.pk).update(ceiling=amount)

    for amount in (MORE, Decimal("1175000.01")):  # one that only waits, and one that nobody asked for
        with pytest.raises(IntegrityError) as refusal:
            write(amount)
        assert "คนหนึ่งขอ อีกคนหนึ่งอนุมัติ" in sentence_for(refusal.value)
    asked = CeilingChange.objects.get()
    asked.approve(by=office.approves, seen=seen(asked))
    office.set_ceiling(programme, "1175000.00")
    with pytest.raises(IntegrityError):
        write(MORE)  # approved once, and used
    assert ceiling_of(programme) == Decimal("1175000.00")


def test_a_change_is_not_there_for_who_does_not_read_the_budget(office: Office, programme: Programme) -> None:
    ask(office.asks, programme)
    door = door_of(CeilingChange.objects.get())
    assert browser_of(make.user("complaints", Role.COMPLAINT_OFFICER, 6)).get(door).status_code == 404
    assert browser_of(office.approves).get(door).status_code == 302
