"""The line of steps on an agreement's page: where it stands, who holds it, and since when."""

from datetime import date
from decimal import Decimal

import pytest

from deciding.stages import Stages
from grants.agreements.payment_requests import request_payment
from grants.models import Agreement, Allocation, ReturnNotice
from grants.payments.paying import pay
from grants.reports.ending import end
from tests import make
from tests.grants.steps import (
    Office,
    accept_as_mentor,
    accept_as_region,
    approve,
    approve_payment,
    cancel,
    put_in_force,
)
from tests.html import browser_of, text_at
from thai.dates import format_date

pytestmark = pytest.mark.django_db


def stages(office: Office, agreement: Agreement) -> Stages:
    found: Stages = browser_of(office.asks).get(f"/agreements/{agreement.pk}/").context["stages"]
    return found


def held(office: Office, agreement: Agreement) -> tuple[str, str, date | None]:
    found = stages(office, agreement)
    assert found.now is not None
    return found.now.label, found.now.to_do, found.since


def test_an_agreement_goes_from_hand_to_hand_and_its_page_says_whose_turn_it_is(
    office: Office, allocation: Allocation
) -> None:
    today = make.day()
    agreement = office.draft(allocation, "47500.00")
    at = [held(office, agreement)]
    office.sign(agreement)
    at.append(held(office, agreement))
    put_in_force(agreement, by=office.approves)
    at.append(held(office, agreement))
    part = agreement.instalments.get()
    request_payment(part, by=office.asks)
    at.append(held(office, agreement))
    approve_payment(part, by=office.approves)
    at.append(held(office, agreement))
    pay(part, by=office.pays, on=make.day(-3), document_number="บค 1")
    at.append(held(office, agreement))
    report = office.report(part, spent="47000.00")
    at.append(held(office, agreement))
    accept_as_mentor(report, by=office.mentors)
    at.append(held(office, agreement))
    accept_as_region(report, by=office.approves)
    at.append(held(office, agreement))
    assert at == [
        ("ลงนามแล้ว", "สำนักงานเขตให้ทั้งสองฝ่ายลงนามและบันทึกการลงนาม", today),
        ("มีผลใช้บังคับ", "เจ้าหน้าที่อีกคนหนึ่งของสำนักงานเขตทำให้มีผลใช้บังคับ", today),
        ("จ่ายงวด 1", "สำนักงานเขตขอเบิก", today),
        ("จ่ายงวด 1", "เจ้าหน้าที่อีกคนหนึ่งอนุมัติการจ่าย", today),
        ("จ่ายงวด 1", "การเงินโอนเงินและบันทึกการจ่าย", today),
        ("รับรายงานงวด 1", "ผู้ประสานงานเริ่มทำรายงาน", make.day(-3)),
        ("รับรายงานงวด 1", "พี่เลี้ยงตรวจรายงาน", today),
        ("รับรายงานงวด 1", "สำนักงานเขตพิจารณารายงาน", today),
        ("สิ้นสุดแล้ว", "สำนักงานเขตปิดนิติกรรมสัญญา", today),
    ]


def test_the_second_instalment_waits_for_the_report_of_the_first(
    office: Office, agreement: Agreement
) -> None:
    office.pay(agreement, 1)
    labels = [(stage.label, stage.is_done) for stage in stages(office, agreement).all]
    assert labels[-4:] == [
        ("รับรายงานงวด 1", False),
        ("จ่ายงวด 2", False),
        ("รับรายงานงวด 2", False),
        ("สิ้นสุดแล้ว", False),
    ]
    assert held(office, agreement)[0] == "รับรายงานงวด 1"


def test_what_is_left_is_a_step_until_it_has_come_back(office: Office, allocation: Allocation) -> None:
    agreement = office.active(allocation, "47500.00")
    office.accept(office.report(office.pay(agreement, 1), spent="47000.00"))
    end(agreement, by=office.approves)
    assert held(office, agreement)[:2] == ("เงินเหลือคืนครบ", "องค์กรส่งเงินคืนและแจ้งการโอน")
    notice = ReturnNotice.report(
        agreement,
        by=office.asks,
        unspent=Decimal("500.00"),
        interest=Decimal(0),
        on=make.day(-1),
        document_number="โอน 1",
    )
    assert held(office, agreement)[1:] == ("เจ้าหน้าที่อีกคนหนึ่งยืนยันว่าเงินเข้าบัญชีแล้ว", make.day())
    approve(notice, by=office.approves)
    found = stages(office, agreement)
    assert (found.now, found.all[-1].is_done) == (None, True)


def test_a_cancelled_agreement_stands_nowhere_and_is_held_by_nobody(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.draft(allocation, "100.00")
    cancel(agreement, by=office.asks, reason="ยกเลิก")
    assert stages(office, agreement).now is None
    assert 'aria-current="step"' not in text_at(browser_of(office.asks), f"/agreements/{agreement.pk}/")


def test_a_grant_without_an_agreement_says_whose_turn_it_is_until_it_has_one(
    office: Office, allocation: Allocation
) -> None:
    address = f"/programmes/{allocation.programme_id}/organisations/{allocation.pk}/"
    page = text_at(browser_of(office.mentors), address)
    assert 'aria-current="step"' in page
    assert "สำนักงานเขตจัดทำนิติกรรมสัญญา" in page
    assert format_date(make.day()) in page
    agreement = office.draft(allocation, "100.00")
    assert 'aria-current="step"' not in text_at(browser_of(office.mentors), address)
    cancel(agreement, by=office.asks, reason="พิมพ์ผิด")
    assert 'aria-current="step"' in text_at(browser_of(office.mentors), address)
