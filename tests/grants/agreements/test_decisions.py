"""Whoever decides on an agreement or a payment decides on what her page showed; a page offers what will be done."""

from decimal import Decimal
from typing import Any

from django.test import Client

from grants.agreements.drafting import change, split
from grants.agreements.force import take_back
from grants.models import Agreement, Amendment, Instalment
from tests.grants.steps import Office, cancel, seen
from tests.html import Form, browser_of, read


def form(client: Client, agreement: Agreement, ending: str) -> Form:
    """The form of the agreement's page that goes to an address with this ending."""
    forms = read(client.get(f"/agreements/{agreement.pk}/").text).forms
    return next(each for each in forms if each.action.endswith(ending))


def send(client: Client, sent: Form, **typed: str) -> Any:
    return client.post(sent.action, sent.data | typed, follow=True)


CHANGED = "เปลี่ยนไปหลังจากท่านเปิดหน้านี้"


def test_an_agreement_signed_anew_over_another_sum_is_not_put_in_force_from_the_page_before(
    office: Office, allocation: Any
) -> None:
    agreement = office.sign(office.draft(allocation, "30000.00"))
    approver = browser_of(office.approves)
    open_page = form(approver, agreement, "/activate/")
    take_back(agreement, by=office.asks)
    change(agreement, by=office.asks, version=agreement.version, amount=Decimal("45000.00"))
    split(agreement, [Instalment(amount=Decimal("45000.00"))], by=office.asks)
    office.sign(agreement)
    answer = send(approver, open_page, document_number="ผก 7")
    assert CHANGED in answer.text
    assert 'value="ผก 7"' in answer.text  # what was typed is still there
    agreement.refresh_from_db()
    assert (agreement.state, agreement.committed) == ("signed", Decimal("0.00"))
    assert send(approver, form(approver, agreement, "/activate/")).status_code == 200
    agreement.refresh_from_db()
    assert (agreement.state, agreement.committed) == ("active", Decimal("45000.00"))


def test_a_draft_that_has_changed_is_not_cancelled_from_the_page_before(
    office: Office, allocation: Any
) -> None:
    agreement = office.draft(allocation, "30000.00")
    client = browser_of(office.approves)
    open_page = form(client, agreement, "/cancel/")
    change(agreement, by=office.asks, version=agreement.version, amount=Decimal("45000.00"))
    assert CHANGED in send(client, open_page, reason="ซ้ำกับฉบับอื่น").text
    agreement.refresh_from_db()
    assert agreement.state == "draft"


def test_a_payment_is_not_approved_over_a_sum_that_the_page_did_not_show(
    office: Office, allocation: Any
) -> None:
    agreement = office.active(allocation, "30000.00", "30000.00")
    asks, approves = browser_of(office.asks), browser_of(office.approves)
    part = agreement.instalments.get(number=1)
    asks.post(f"/agreements/instalments/{part.pk}/request/", {"seen": seen(part)})
    open_page = form(approves, agreement, f"/{part.pk}/approve/")
    send(asks, form(asks, agreement, f"/{part.pk}/return/"), reason="แก้จำนวน")
    parts = [Instalment(amount=Decimal(amount)) for amount in ("40000.00", "20000.00")]
    amendment = Amendment.propose(agreement, by=office.asks, reason="ปรับงวด", parts=parts)
    amendment.approve(by=office.approves, seen=amendment.shown)
    asks.post(f"/agreements/instalments/{part.pk}/request/", {"seen": seen(part)})
    assert CHANGED in send(approves, open_page).text
    part.refresh_from_db()
    assert (part.state, part.amount) == ("requested", Decimal("40000.00"))
    send(approves, form(approves, agreement, f"/{part.pk}/approve/"))
    part.refresh_from_db()
    assert part.state == "approved"


def test_a_decision_without_what_was_shown_is_refused(office: Office, allocation: Any) -> None:
    agreement = office.sign(office.draft(allocation, "30000.00"))
    days = {"on": "20 ต.ค. 2566", "document_number": "ผก 1"}
    address = f"/agreements/{agreement.pk}/activate/"
    assert browser_of(office.approves).post(address, days).status_code == 422
    assert browser_of(office.approves).post(address, days | {"seen": seen(agreement)}).status_code == 302


def test_the_end_of_an_agreement_is_offered_once_its_last_report_is_accepted(
    office: Office, allocation: Any
) -> None:
    agreement = office.active(allocation, "95000.00")
    report = office.report(office.pay(agreement, 1))
    client = browser_of(office.asks)
    page = client.get(f"/agreements/{agreement.pk}/")
    assert page.status_code == 200
    assert f"/agreements/{agreement.pk}/end/" not in page.text
    office.accept(report)
    send(client, form(client, agreement, "/end/"))
    agreement.refresh_from_db()
    assert agreement.state == "ended"


def test_a_cancelled_draft_offers_nothing_that_moves_it(office: Office, allocation: Any) -> None:
    agreement = office.draft(allocation, "95000.00")
    cancel(agreement, by=office.asks, reason="ยุติ")
    text = browser_of(office.asks).get(f"/agreements/{agreement.pk}/").text
    assert agreement.number in text
    assert not [each for each in read(text).forms if "/agreements/" in each.action and each.method == "post"]


def test_a_payment_approved_since_is_not_sent_back_from_the_page_before(
    office: Office, allocation: Any
) -> None:
    agreement = office.active(allocation, "30000.00", "30000.00")
    pays, approves = browser_of(office.pays), browser_of(office.approves)
    part = agreement.instalments.get(number=1)
    pays.post(f"/agreements/instalments/{part.pk}/request/", {"seen": seen(part)})
    open_page = form(pays, agreement, f"/{part.pk}/return/")
    send(approves, form(approves, agreement, f"/{part.pk}/approve/"))
    answer = send(pays, open_page, reason="แนบใบสำคัญ\nอีกหนึ่งฉบับ")
    assert CHANGED in answer.text
    assert "แนบใบสำคัญ<br>อีกหนึ่งฉบับ" in answer.text  # to be copied
    part.refresh_from_db()
    assert (part.state, part.approved_by) == ("approved", office.approves)
    send(pays, form(pays, agreement, f"/{part.pk}/return/"), reason="แนบใบสำคัญ")
    part.refresh_from_db()
    assert (part.state, part.comment) == ("planned", "แนบใบสำคัญ")


def test_what_the_page_says_of_a_waiting_cancellation_is_what_it_offers(
    office: Office, allocation: Any
) -> None:
    agreement = office.active(allocation, "30000.00", "30000.00")
    Amendment.propose_cancellation(agreement, by=office.asks, reason="ถอนตัว")
    asks = browser_of(office.asks)
    page = asks.get(f"/agreements/{agreement.pk}/").text
    assert "ขอแก้ไขหรือขอยกเลิกสัญญาเพิ่มอีกไม่ได้ ส่วนการเบิกจ่ายยังดำเนินการได้ตามสัญญาเดิม" in page
    actions = [each.action.rpartition(f"/{agreement.pk}/")[2] for each in read(page).forms]
    assert "ask-cancellation/" not in actions
    assert f"/agreements/{agreement.pk}/amend/" not in read(page).links
    send(asks, form(asks, agreement, "/request/"))
    assert agreement.instalments.get(number=1).state == "requested"
