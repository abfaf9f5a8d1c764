"""The close of a year on its page: what stands in the way, what is said about unspent money, and opening again."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from grants.guard.audit import violations
from grants.models import Agreement, Programme, Settlement
from people.roles import Role
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of, links_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(office: Office) -> Programme:
    """200,000 baht: 95,000 are paid and 1,000 of them are left; 5,000 are granted and not agreed on."""
    programme = office.open_programme("200000.00")
    agreement = office.active(make.allocation(programme, "ศูนย์ประสานงาน จังหวัดระยอง", "95000.00"), "95000.00")
    office.accept(office.report(office.pay(agreement, 1), spent="94000.00"))
    agreement.refresh_from_db()
    agreement.end(by=office.approves)
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


def settle_all(client: Client, programme: Programme, agreement: Agreement) -> None:
    client.post(address(programme, "settle/"), said(agreement, "1,000"))
    client.post(address(programme, "settle/"), said(None, "105,000", "given_back", "รย 0312/55"))


def test_the_page_names_each_amount_that_nobody_accounted_for(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    page = browser_of(office.asks).get(address(programme))
    assert [obstacle.agreement for obstacle in page.context["obstacles"]] == [agreement, None]
    assert f"/agreements/{agreement.pk}/" in links_of(page.text)
    assert "1,000.00" in page.text
    assert "105,000.00" in page.text
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
    client = browser_of(office.asks)
    settle_all(client, programme, agreement)
    page = client.get(address(programme))
    assert page.context["obstacles"] == []
    alone = client.post(address(programme, "confirm/"), follow=True)
    assert "ผู้ขออนุมัติเรื่องของตนเองไม่ได้" in alone.text
    client = browser_of(office.approves)
    client.post(address(programme, "confirm/"))
    programme.refresh_from_db()
    assert programme.state == "closed"
    closed = client.get(address(programme))
    assert [(move.state, move.history_user) for move in closed.context["moves"]] == [
        ("closed", office.approves),
        ("open", office.asks),
    ]
    assert str(office.approves) in closed.text
    assert "/settle/" not in closed.text
    assert "/withdraw/" not in closed.text
    assert violations() == []
    answer = client.post(address(programme, "settle/"), said(None, "1"), follow=True)
    assert answer.status_code == 200
    assert Settlement.objects.count() == 2


def test_what_is_carried_counts_once_another_person_approves(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    asks, approves = browser_of(office.asks), browser_of(office.approves)
    asks.post(address(programme, "settle/"), said(agreement, "1,000", "carried"))
    carried = Settlement.objects.get()
    account = asks.get(address(programme)).context["account"]
    assert account.agreements[0].open == Decimal("1000.00")
    assert f"/{carried.pk}/approve/" not in asks.get(address(programme)).text
    asks.post(address(programme, f"{carried.pk}/approve/"))
    carried.refresh_from_db()
    assert carried.approved_by is None
    assert f"/{carried.pk}/approve/" in approves.get(address(programme)).text
    approves.post(address(programme, f"{carried.pk}/approve/"))
    assert asks.get(address(programme)).context["account"].agreements[0].open == 0


def test_what_was_said_is_taken_back(office: Office, programme: Programme, agreement: Agreement) -> None:
    client = browser_of(office.asks)
    client.post(address(programme, "settle/"), said(agreement, "1,000"))
    client.post(address(programme, f"{Settlement.objects.get().pk}/withdraw/"))
    assert not Settlement.objects.exists()
    assert client.get(address(programme)).context["account"].agreements[0].open == Decimal("1000.00")


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
    assert answer.status_code == 200
    assert "errorlist" in answer.text
    assert not Settlement.objects.exists()


def test_more_than_is_left_stands_in_the_way_too(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    client = browser_of(office.asks)
    settle_all(client, programme, agreement)
    client.post(address(programme, "settle/"), said(agreement, "300"))
    (obstacle,) = client.get(address(programme)).context["obstacles"]
    assert obstacle.agreement == agreement
    assert "300.00" in obstacle.text
    client.post(address(programme, "confirm/"))
    programme.refresh_from_db()
    assert programme.state == "open"


def test_an_agreement_of_another_programme_is_no_choice(office: Office, programme: Programme) -> None:
    other = make.programme(6, 2566)
    strange = Agreement.draw_up(make.allocation(other, "ศูนย์ของปีก่อน", "10.00"), Decimal(10), by=office.asks)
    answer = browser_of(office.asks).post(address(programme, "settle/"), said(strange, "10"))
    assert "errorlist" in answer.text
    assert not Settlement.objects.exists()


def test_only_head_office_opens_a_closed_year_again_and_says_why(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    staff, head = browser_of(office.asks), browser_of(office.head)
    settle_all(staff, programme, agreement)
    browser_of(office.approves).post(address(programme, "confirm/"))
    assert "/reopen/" not in staff.get(address(programme)).text
    staff.post(address(programme, "reopen/"), {"reason": "ลืมรายการ"})
    programme.refresh_from_db()
    assert programme.state == "closed"
    assert head.post(address(programme, "reopen/"), {"reason": " "}).status_code == 200
    head.post(address(programme, "reopen/"), {"reason": "พบใบเสร็จที่ยังไม่บันทึก"})
    programme.refresh_from_db()
    assert programme.state == "open"
    assert "พบใบเสร็จที่ยังไม่บันทึก" in staff.get(address(programme)).text


@pytest.mark.parametrize("role", [Role.FINANCE, Role.MENTOR, Role.COMMITTEE_MEMBER])
def test_other_readers_of_the_budget_only_read(
    office: Office, programme: Programme, agreement: Agreement, role: Role
) -> None:
    browser_of(office.asks).post(address(programme, "settle/"), said(agreement, "1,000"))
    client = browser_of(make.user("reads", role, 6))
    page = client.get(address(programme))
    assert "1,000.00" in page.text
    assert "/settle/" not in page.text
    tails = ("settle/", "confirm/", "reopen/", f"{Settlement.objects.get().pk}/withdraw/")
    assert {client.post(address(programme, tail), said(agreement, "1")).status_code for tail in tails} == {
        403
    }


def test_a_settlement_is_reached_through_its_own_programme_only(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    client = browser_of(office.asks)
    client.post(address(programme, "settle/"), said(agreement, "1,000"))
    other = make.programme(6, 2566)
    withdrawn = client.post(address(other, f"{Settlement.objects.get().pk}/withdraw/"))
    assert withdrawn.status_code == 404
