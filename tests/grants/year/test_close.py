"""The close of a year on its page: what stands in the way, what is said about unspent money, and opening again."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from editing.refusals import sentence_for
from grants.agreements.drafting import draw_up
from grants.guard.audit import violations
from grants.models import Agreement, Programme, ReturnNotice, Settlement
from grants.reports.ending import end
from people.roles import Role
from tests import make
from tests.grants.doors import decide
from tests.grants.steps import NUMBER, ON, Office, approve, seen
from tests.html import browser_of, links_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(office: Office) -> Programme:
    """200,000 baht: 95,000 are paid and 1,000 of them are left; 5,000 are granted and not agreed on."""
    programme = office.open_programme("200000.00")
    agreement = office.active(make.allocation(programme, "ศูนย์ประสานงาน จังหวัดระยอง", "95000.00"), "95000.00")
    office.accept(office.report(office.pay(agreement, 1), spent="94000.00"))
    agreement.refresh_from_db()
    end(agreement, by=office.approves)
    make.allocation(programme, "ชมรมผู้สูงอายุ", "5000.00")
    return programme


@pytest.fixture
def agreement(programme: Programme) -> Agreement:
    return Agreement.objects.get()


def address(programme: Programme, tail: str = "") -> str:
    return f"/programmes/{programme.pk}/close/{tail}"


def said(
    agreement: Agreement | None, amount: str, how: str = "explained", number: str = ""
) -> dict[str, Any]:
    return {
        "agreement": agreement.pk if agreement else "",
        "how": how,
        "amount": amount,
        "reason": "ไม่มีองค์กรขอรับเพิ่ม",
        "document_number": number,
    }


def test_no_amount_is_filled_in_that_a_running_agreement_binds(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    def filled_in(query: str = "") -> Any:
        return browser_of(office.asks).get(address(programme) + query).context["form"].initial["amount"]

    assert filled_in() == Decimal("105000.00")
    assert filled_in(f"?agreement={agreement.pk}") == Decimal("1000.00")
    draft = office.draft(programme.allocations.get(amount=5000), "5000.00")
    assert filled_in() == Decimal("100000.00")
    running = office.active(make.allocation(programme, "ยังดำเนินงาน", "50000.00"), "50000.00")
    office.accept(office.report(office.pay(running, 1), spent="10000.00"))
    assert filled_in() == Decimal("50000.00")
    for each in (draft, running):
        assert filled_in(f"?agreement={each.pk}") is None
    make.allocation(programme, "เต็มวงเงิน", "50000.00")
    office.draft(programme.allocations.get(amount=50000, agreements=None), "50000.00")
    assert filled_in() is None


def settle_all(office: Office, programme: Programme, agreement: Agreement) -> None:
    client = browser_of(office.asks)
    client.post(address(programme, "settle/"), said(agreement, "1,000"))
    client.post(address(programme, "settle/"), said(None, "105,000", "given_back", "รย 0312/55"))
    for settlement in Settlement.objects.all():
        decide(browser_of(office.approves), settlement)


def close(client: Client, programme: Programme) -> Any:
    """Press the button of the page as it stands."""
    seen = client.get(address(programme)).context["account"].shown
    return client.post(address(programme, "confirm/"), {"seen": seen}, follow=True)


def test_the_page_names_each_amount_that_nobody_accounted_for(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    page = browser_of(office.asks).get(address(programme))
    assert [obstacle.agreement for obstacle in page.context["obstacles"]] == [agreement, None]
    assert f"/agreements/{agreement.pk}/" in links_of(page.text)
    assert "1,000.00" in page.text
    assert "105,000.00" in page.text
    assert "/settle/" in page.text
    assert "/confirm/" not in page.text  # no button to close


def test_an_agreement_that_runs_stands_in_the_way(office: Office, programme: Programme) -> None:
    draft = office.draft(programme.allocations.get(order=2), "5000.00")
    page = browser_of(office.asks).get(address(programme))
    assert page.context["obstacles"][0].agreement == draft
    answer = browser_of(office.asks).post(address(programme, "confirm/"), follow=True)
    assert draft.number in answer.text
    programme.refresh_from_db()
    assert programme.state == "open"


def test_the_form_starts_with_what_is_open(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    client = browser_of(office.asks)
    assert 'value="105,000.00"' in client.get(address(programme)).text
    assert 'value="1,000.00"' in client.get(address(programme) + f"?agreement={agreement.pk}").text


def test_a_year_closes_once_all_is_accounted_for(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    settle_all(office, programme, agreement)
    client = browser_of(office.approves)
    settled = client.get(address(programme))
    assert settled.context["obstacles"] == []
    assert "/confirm/" in settled.text
    assert "/undo/" in settled.text
    close(client, programme)
    programme.refresh_from_db()
    assert programme.state == "closed"
    closed = client.get(address(programme))
    assert [(move.state, move.history_user) for move in closed.context["moves"]] == [
        ("closed", office.approves),
        ("open", office.asks),
    ]
    assert str(office.approves) in closed.text
    assert "/settle/" not in closed.text
    assert "/undo/" not in closed.text
    assert violations() == []
    answer = client.post(address(programme, "settle/"), said(None, "1"))
    assert answer.status_code == 422
    assert Settlement.objects.count() == 2


@pytest.mark.parametrize("how", ["carried", "explained", "given_back"])
def test_what_is_said_counts_once_another_person_approves_what_she_sees(
    office: Office, programme: Programme, agreement: Agreement, how: str
) -> None:
    asks, approves = browser_of(office.asks), browser_of(office.approves)
    asks.post(address(programme, "settle/"), said(agreement, "1,000", how, "รย 1"))
    asked = Settlement.objects.get()
    waiting, unexplained, never_paid = asks.get(address(programme)).context["obstacles"]
    assert (waiting.page, unexplained.agreement, never_paid.agreement) == (
        address(programme),
        agreement,
        None,
    )
    assert 'value="approve"' not in text_at(asks, address(programme))
    assert 'value="approve"' in text_at(approves, address(programme))
    decide(asks, asked)
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert 'value="approve"' in approves.get(address(programme)).text
    decide(approves, asked)
    assert asks.get(address(programme)).context["account"].agreements[0].open == 0


def test_what_was_said_is_taken_back_by_who_said_it_and_stays_to_be_read(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    client = browser_of(office.asks)
    client.post(address(programme, "settle/"), said(agreement, "1,000"))
    decide(client, Settlement.objects.get(), "withdraw")
    assert Settlement.objects.get().state == "withdrawn"
    page = client.get(address(programme))
    assert page.context["account"].agreements[0].open == Decimal("1000.00")
    assert "ไม่มีองค์กรขอรับเพิ่ม" in page.text


def test_what_is_approved_is_not_withdrawn_but_undone_and_leaves_its_trace(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    settle_all(office, programme, agreement)
    asks, settlement = browser_of(office.asks), Settlement.objects.get(agreement=agreement)
    for person in (office.asks, office.head):
        answer = decide(browser_of(person), settlement, "withdraw")
        assert answer.status_code == (409 if person == office.asks else 403)
    asks.post(address(programme, f"{settlement.pk}/undo/"), {"reason": "พบใบเสร็จอีกใบ"})
    undoing = Settlement.objects.get(undoes=settlement)
    assert undoing.state == "waiting"
    page = close(browser_of(office.approves), programme)
    assert "รอพิจารณา" in page.text  # it stands in the way
    decide(browser_of(office.approves), undoing)
    page = asks.get(address(programme))
    assert page.context["account"].agreements[0].open == Decimal("1000.00")
    assert page.text.count("พบใบเสร็จอีกใบ") >= 1
    assert set(Settlement.objects.values_list("state", flat=True)) == {"approved"}


def test_a_reason_for_undoing_that_is_not_taken_stays_typed(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    settle_all(office, programme, agreement)
    settlement = Settlement.objects.get(agreement=agreement)
    client = browser_of(office.asks)
    client.post(address(programme, f"{settlement.pk}/undo/"), {"reason": "พบใบเสร็จ"})
    answer = client.post(address(programme, f"{settlement.pk}/undo/"), {"reason": "อีกเหตุผลหนึ่ง"})
    assert answer.status_code == 422
    assert Settlement.objects.count() == 3


def test_more_than_is_left_is_refused_when_it_is_typed(office: Office, programme: Programme) -> None:
    client = browser_of(office.asks)
    assert client.post(address(programme, "settle/"), said(None, "60,000")).status_code == 302
    answer = client.post(address(programme, "settle/"), said(None, "50,000"))
    assert answer.status_code == 422
    assert "45,000.00" in answer.text  # 105,000 were never paid
    assert "50,000" in answer.text
    assert Settlement.objects.count() == 1


def test_nobody_closes_a_year_over_what_she_did_not_see(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    """While her page is open, an amount is undone and another story is approved for it."""
    settle_all(office, programme, agreement)
    hers = browser_of(office.approves)
    seen = hers.get(address(programme)).context["account"].shown
    settlement = Settlement.objects.get(agreement=agreement)
    approve(settlement.ask_to_undo(by=office.asks, reason="ผิด"), by=office.head)
    office.settle(programme, "1000.00", agreement=agreement, reason="เงินสูญหาย")
    answer = hers.post(address(programme, "confirm/"), {"seen": seen})
    programme.refresh_from_db()
    assert (answer.status_code, programme.state) == (409, "open")
    assert "เงินสูญหาย" in answer.text  # the page as it is now
    close(hers, programme)
    programme.refresh_from_db()
    assert programme.state == "closed"


def test_no_year_closes_while_a_request_waits(office: Office, programme: Programme) -> None:
    """A return that waits in a closed year could be neither confirmed nor refused."""
    agreement = Agreement.objects.get()
    settle_all(office, programme, agreement)
    settled = Settlement.objects.get(agreement=agreement)
    approve(settled.ask_to_undo(by=office.asks, reason="เงินคืนมาแล้ว"), by=office.approves)
    notice = ReturnNotice.report(
        agreement,
        by=office.asks,
        unspent=Decimal("1000.00"),
        interest=Decimal(0),
        on=ON,
        document_number=NUMBER,
    )
    office.settle(programme, "1000.00", agreement=agreement)
    client = browser_of(office.head)
    page = close(client, programme)
    programme.refresh_from_db()
    assert programme.state == "open"
    (obstacle,) = page.context["obstacles"]
    assert (str(notice) in obstacle.text, obstacle.page) == (True, f"/agreements/{agreement.pk}/")
    assert obstacle.page in links_of(page.text)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(state="closed")
    assert "รอพิจารณา" in sentence_for(refused.value)
    notice.withdraw(by=office.asks)
    close(client, programme)
    programme.refresh_from_db()
    assert programme.state == "closed"


def test_interest_that_stood_in_no_report_does_not_keep_a_year_open(office: Office) -> None:
    programme = office.open_programme("100.00", year=2566)
    agreement = office.active(make.allocation(programme, "ศูนย์ที่คืนดอกเบี้ย", "100.00"), "100.00")
    office.accept(office.report(office.pay(agreement, 1)))
    office.give_back(agreement, "0.00", interest="3.75")
    end(agreement, by=office.approves)
    client = browser_of(office.approves)
    page = client.get(address(programme))
    assert (page.context["obstacles"], "/confirm/" in page.text) == ([], True)
    close(client, programme)
    programme.refresh_from_db()
    assert programme.state == "closed"
    assert violations() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "0"},
        {"amount": "-5"},
        {"amount": "เยอะ"},
        {"reason": "  "},
        {"how": "given_back"},  # without a document
        {"how": "eaten"},
        {"agreement": "999999"},
    ],
)
def test_what_is_not_complete_is_refused_and_stays_typed(
    office: Office, programme: Programme, agreement: Agreement, wrong: dict[str, str]
) -> None:
    answer = browser_of(office.asks).post(address(programme, "settle/"), said(agreement, "1,000") | wrong)
    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert not Settlement.objects.exists()


def test_an_agreement_of_another_programme_is_no_choice(office: Office, programme: Programme) -> None:
    other = make.programme(6, 2566)
    strange = draw_up(make.allocation(other, "ศูนย์ของปีก่อน", "10.00"), Decimal(10), by=office.asks)
    answer = browser_of(office.asks).post(address(programme, "settle/"), said(strange, "10"))
    assert "errorlist" in answer.text
    assert not Settlement.objects.exists()


def test_only_head_office_opens_a_closed_year_again_and_says_why(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    staff, head = browser_of(office.asks), browser_of(office.head)
    settle_all(office, programme, agreement)
    close(browser_of(office.approves), programme)
    assert "/reopen/" not in text_at(staff, address(programme))
    assert "/reopen/" in text_at(head, address(programme))
    staff.post(address(programme, "reopen/"), {"reason": "ลืมรายการ", "seen": seen(programme)})
    programme.refresh_from_db()
    assert programme.state == "closed"
    assert (
        head.post(address(programme, "reopen/"), {"reason": " ", "seen": seen(programme)}).status_code == 422
    )
    head.post(address(programme, "reopen/"), {"reason": "พบใบเสร็จที่ยังไม่บันทึก", "seen": seen(programme)})
    programme.refresh_from_db()
    assert programme.state == "open"
    assert "พบใบเสร็จที่ยังไม่บันทึก" in staff.get(address(programme)).text
    second = head.post(address(programme, "reopen/"), {"reason": "ผู้ตรวจสอบขอให้แก้ไข", "seen": seen(programme)})
    assert second.status_code == 409
    assert "<dd>ผู้ตรวจสอบขอให้แก้ไข</dd>" in second.text  # to be copied: there is no field for it any more


@pytest.mark.parametrize("role", [Role.FINANCE, Role.MENTOR, Role.COMMITTEE_MEMBER])
def test_other_readers_of_the_budget_only_read(
    office: Office, programme: Programme, agreement: Agreement, role: Role
) -> None:
    browser_of(office.asks).post(address(programme, "settle/"), said(agreement, "1,000"))
    client = browser_of(make.user("reads", role, 6))
    page = client.get(address(programme))
    assert "1,000.00" in page.text
    assert "/settle/" not in page.text
    assert decide(client, Settlement.objects.get()).status_code == 403
    tails = ("settle/", "confirm/", "reopen/", f"{Settlement.objects.get().pk}/undo/")
    assert {client.post(address(programme, tail), said(agreement, "1")).status_code for tail in tails} == {
        403
    }


def test_a_settlement_is_reached_through_its_own_programme_only(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    client = browser_of(office.asks)
    client.post(address(programme, "settle/"), said(agreement, "1,000"))
    other = make.programme(6, 2566)
    undone = client.post(address(other, f"{Settlement.objects.get().pk}/undo/"))
    assert undone.status_code == 404
