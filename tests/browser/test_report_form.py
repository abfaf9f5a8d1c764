"""The report's form in a browser: sums that follow what is typed, as the server reads it; without barriers."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from playwright.sync_api import Browser, Page, expect

from grants.models import Instalment, Report, Settlement
from grants.reports.forms import AmountField
from grants.reports.writing import begin
from people.models import User
from tests import make
from tests.browser.screen import press_and_wait
from tests.grants.steps import Office
from thai.money_words import format_baht

pytestmark = pytest.mark.django_db(transaction=True)

AMOUNTS = [
    "",
    "0",
    "95000",
    "95,000",
    "95,000.5",
    "95,000.50",
    "95,000.-",
    "95,000 บาท",
    "฿95,000",
    "๙๕,๐๐๐.๒๕",
    "1,00",
    "95.000",
    "95,000.505",
    "-5",
    "007",
    "สี่หมื่น",
    "1e5",
    "95 000",
    "12345678901234",
]


@pytest.fixture
def part(office: Office) -> Instalment:
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    return office.pay(office.active(allocation, "47500.00", "47500.00"), 1)


@pytest.fixture
def report(office: Office, part: Instalment) -> Report:
    return begin(part, by=office.coordinator_of(part.agreement))


def read_by_server(text: str) -> Decimal | None:
    try:
        return Decimal(AmountField("").clean(text))
    except ValidationError:
        return None


def test_the_running_check_reads_amounts_as_the_server_does(
    page: Page, sign_in: Callable[[Page, User], None], office: Office, report: Report
) -> None:
    sign_in(page, office.coordinator_of(report.agreement))
    page.goto(f"/reports/{report.pk}/")
    check = page.locator("#money-check")
    for text in AMOUNTS:
        page.locator("[name=bank]").fill(text)
        amount = read_by_server(text)
        expect(check.locator("[data-counted]")).to_have_text(format_baht(amount or 0))
        expect(check.locator("[data-unread]")).to_be_visible(visible=amount is None)
    page.locator("[name=services]").fill("๔๐,๐๐๐")
    page.locator("[name=bank]").fill("7,500.00")
    expect(check.locator("[data-good]")).to_be_visible()
    page.locator("[name=bank]").fill("7,000")
    expect(check.locator("[data-less]")).to_be_visible()
    expect(check.locator("[data-difference]")).to_have_text("500.00")
    page.locator("[name=participants]").fill("๖๐")
    page.locator("[name^=people-]").first.fill("40")
    expect(page.locator("#people-check [data-difference]")).to_have_text("20")


def test_a_coordinator_sends_her_report_with_a_file_on_a_phone(
    phone: Page,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    office: Office,
    part: Instalment,
) -> None:
    sign_in(phone, office.coordinator_of(part.agreement))
    phone.goto("/reports/")
    axe(phone)
    press_and_wait(phone.get_by_role("link", name="เขียนรายงานงวดที่ 1"))
    phone.locator("[name=done]").fill("อบรมแกนนำ 2 รุ่น")
    phone.locator("[name=services]").fill("สี่หมื่น")
    phone.locator("[name=files]").set_input_files(
        {"name": "ใบเสร็จ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a receipt"}
    )
    press_and_wait(phone.get_by_role("button", name="ส่งรายงาน"))
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.locator("[name=services]")).to_have_value("สี่หมื่น")
    axe(phone)
    phone.locator("[name=services]").fill("47,500")
    phone.locator("[name=output]").fill("แกนนำ 60 คน")
    phone.locator("[name=outcome]").fill("ประชาชนรู้สิทธิของตน")
    phone.locator("[name=unshown]").fill("เป็นงวดเตรียมงาน ยังไม่มีผู้เข้าร่วม")
    press_and_wait(phone.get_by_role("button", name="ส่งรายงาน"))
    expect(phone.locator("form.report-form")).to_have_count(0)
    expect(phone.get_by_text("ใบเสร็จ.pdf")).to_be_visible()
    axe(phone)
    assert Report.objects.get().state == "sent"


def test_the_queue_is_decided_with_the_keyboard(
    page: Page,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    office: Office,
    part: Instalment,
) -> None:
    office.report(part)
    Settlement.propose(
        part.agreement.programme, by=office.asks, how="carried", amount=Decimal("5.00"), reason="รุ่นสุดท้าย"
    )
    sign_in(page, office.approves)
    page.goto("/reports/queue/")
    axe(page)
    page.locator("#all").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-ticked]")).to_contain_text("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("อนุมัติแล้ว 2 รายการ")).to_be_visible()
    assert Report.objects.get().state == "mentored"
    page.goto("/reports/due/")
    axe(page)


def test_what_she_owes_and_the_form_work_without_scripts(
    browser: Browser, base_url: str, sign_in: Callable[[Page, User], None], office: Office, report: Report
) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False, locale="th-TH")
    page = context.new_page()
    sign_in(page, office.coordinator_of(report.agreement))
    page.goto(f"/reports/{report.pk}/")
    page.locator("[name=services]").fill("40,000")
    page.locator("[name=services]").press("Enter")
    expect(page.locator("#money-check [data-at-hand]")).to_have_text("7,500.00")
    expect(page.locator("#money-check [data-less]")).to_be_visible()
    context.close()
