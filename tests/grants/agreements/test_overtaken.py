"""Whose page is overtaken by another person finds there what she typed; her own second press is no loss."""

from decimal import Decimal

import pytest
from django.test import Client

from grants.budget.allocation import Allocation
from grants.models import Agreement, Amendment
from tests.grants.steps import Office
from tests.html import browser_of, own_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
TO_COPY = "สิ่งที่ท่านพิมพ์"
TYPED = {
    "amount": "87,500",
    "reason": "น้ำท่วมพื้นที่",
    "parts-0-amount": "40,000",
    "parts-0-waits_for": "เงื่อนไขใหม่",
}


def opened(client: Client, address: str) -> dict[str, object]:
    return {**own_form(client.get(address).text).data}


def test_of_two_who_ask_for_an_amendment_the_second_keeps_what_she_typed(
    office: Office, active: Agreement
) -> None:
    address = f"/agreements/{active.pk}/amend/"
    first, second = browser_of(office.asks), browser_of(office.approves)
    data, again = opened(first, address) | TYPED, opened(second, address) | TYPED
    assert first.post(address, data).status_code == 302
    page = second.post(address, again | {"reason": "ขยายพื้นที่"})
    assert page.status_code == 409
    for typed in (TO_COPY, "ยังมีเรื่องแบบเดียวกัน", "87,500", "ขยายพื้นที่", "งวดที่ 2 ", "40,000", "เงื่อนไขใหม่"):
        assert typed in page.text, typed
    assert first.post(address, data).status_code == 302  # her own second press lost nothing
    assert Amendment.objects.get().reason == TYPED["reason"]


def test_who_asks_for_a_cancellation_second_keeps_the_reason(office: Office, active: Agreement) -> None:
    Amendment.propose_cancellation(active, by=office.asks, reason="ถอนตัว")
    page = browser_of(office.approves).post(
        f"/agreements/{active.pk}/ask-cancellation/", {"reason": "เลิกกิจการแล้ว"}
    )
    assert page.status_code == 422
    assert TO_COPY in page.text
    assert "<dd>เลิกกิจการแล้ว</dd>" in page.text


def test_who_draws_up_second_keeps_what_she_typed(office: Office, allocation: Allocation) -> None:
    address = f"/agreements/draw-up/{allocation.pk}/"
    first, second = browser_of(office.asks), browser_of(office.approves)
    typed = {"number_as_typed": "สปสช.06/12", "parts-0-amount": "100%", "parts-0-waits_for": "ลงนามแล้ว"}
    data, again = opened(first, address) | typed, opened(second, address) | typed
    assert first.post(address, data).status_code == 302
    page = second.post(address, again | {"number_as_typed": "สปสช.06/13"})
    assert page.status_code == 409
    for kept in (TO_COPY, "สปสช.06/13", "100%", "ลงนามแล้ว"):
        assert kept in page.text, kept
    assert Agreement.objects.get().amount == Decimal("95000.00")
    assert first.post(address, data).url == f"/agreements/{Agreement.objects.get().pk}/"


def test_who_changes_a_draft_that_is_signed_meanwhile_keeps_what_she_typed(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.draft(allocation, "95000")
    address = f"/agreements/{agreement.pk}/draft/"
    hers = browser_of(office.asks)
    data = opened(hers, address) | {"office_signatory": "นางสาวสมใจ ตั้งมั่น"}
    office.sign(agreement)
    page = hers.post(address, data)
    assert page.status_code == 409
    assert TO_COPY in page.text
    assert "นางสาวสมใจ ตั้งมั่น" in page.text
