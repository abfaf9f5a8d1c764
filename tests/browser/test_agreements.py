"""The pages of an agreement in a browser: sums while typing, who decides an amendment, a phone that shows it all."""

import pytest
from playwright.sync_api import Page, expect

from grants.models import Agreement, ReturnNotice
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait
from tests.grants.steps import Office, put_in_force


@pytest.fixture
def draft(office: Office) -> Agreement:
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงาน จังหวัดระยอง", "95000.00")
    return office.draft(allocation, "95000.00")


def test_the_rows_are_summed_against_the_amount_while_typing(
    page: Page, sign_in: SignIn, axe: SeenByAxe, office: Office, draft: Agreement
) -> None:
    sign_in(page, office.asks)
    page.goto(f"/agreements/{draft.pk}/draft/")
    amounts = page.locator("input.share")
    fits, less, more = (page.locator(f"[data-{name}]") for name in ("fits", "less", "more"))
    expect(fits).to_be_visible()
    amounts.nth(0).fill("๔๐%")
    expect(less.locator("[data-rest]")).to_have_text("57,000.00")
    amounts.nth(1).fill("60,000")
    expect(more.locator("[data-rest]")).to_have_text("3,000.00")
    amounts.nth(1).fill("ร้อยละ 60")
    expect(fits.locator("[data-total]")).to_have_text("95,000.00")
    axe(page)
    press_and_wait(page.get_by_role("button", name="บันทึกร่าง").last)
    expect(page.get_by_role("status")).to_contain_text("บันทึกร่างแล้ว")
    assert [str(part.amount) for part in draft.instalments.order_by("number")] == ["38000.00", "57000.00"]


def test_who_decides_an_amendment_is_said_before_it_is_sent(
    page: Page, sign_in: SignIn, axe: SeenByAxe, office: Office, draft: Agreement
) -> None:
    put_in_force(office.sign(draft), by=office.approves)
    sign_in(page, office.asks)
    page.goto(f"/agreements/{draft.pk}/amend/")
    region, head = page.locator("[data-region]"), page.locator("[data-head]")
    expect(region).to_be_visible()
    page.locator("input[name=amount]").fill("75,999.99")
    expect(head).to_be_visible()
    expect(region).to_be_hidden()
    page.locator("input[name=amount]").fill("๗๖,๐๐๐")
    expect(region).to_be_visible()
    axe(page)


def test_a_phone_shows_the_whole_agreement(
    page: Page, sign_in: SignIn, axe: SeenByAxe, office: Office, draft: Agreement
) -> None:
    put_in_force(office.sign(draft), by=office.approves)
    office.pay(draft, 1)
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, office.coordinator_of(draft))
    page.goto(f"/agreements/{draft.pk}/")
    assert fits_the_screen(page)
    page.get_by_text("แจ้งคืนเงิน").first.click()
    axe(page)
    page.get_by_label("เงินเหลือจ่าย (บาท)").fill("๑,๐๐๐")
    page.get_by_label("วันที่คืนเงิน").fill("20 พ.ย. 2567")
    page.get_by_label("เลขที่ใบโอนหรือใบเสร็จ").fill("รด 1")
    press_and_wait(page.get_by_role("button", name="แจ้งคืนเงิน"))
    expect(page.get_by_role("status")).to_contain_text("แจ้งคืนเงินแล้ว")
    assert ReturnNotice.objects.get().requested_by == office.coordinator_of(draft)
