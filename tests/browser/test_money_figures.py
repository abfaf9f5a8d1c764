"""Where the money is, the grants behind a figure and regions side by side, as their readers have them on screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait
from tests.grants.steps import Office

WIDTHS = pytest.mark.parametrize("width", [390, 1024, 1280])


@WIDTHS
def test_head_office_follows_a_figure_from_regions_side_by_side_to_the_grants_that_make_it(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, head_office: User
) -> None:
    office = Office()
    six = office.open_programme()
    allocation = make.allocation(six, "สมาคมเพื่อนสุขภาพชลบุรี", "95000.00")
    office.pay(office.active(allocation, "47500.00", "47500.00"), 1)
    make.allocation(make.programme(11), "สมาคมเพื่อนสุขภาพสุราษฎร์ธานี", "70000.25")
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, head_office)
    page.goto("/budget/2567/")
    axe(page)
    assert fits_the_screen(page)
    expect(page.get_by_role("heading", name="จัดสรรแล้ว เทียบต่อหน่วยงานและต่อจังหวัด")).to_be_visible()
    press_and_wait(page.get_by_role("link", name="เงินอยู่ที่ไหน", exact=True))
    axe(page)
    assert fits_the_screen(page)
    press_and_wait(page.locator("#provinces").get_by_role("link", name="ไม่ระบุจังหวัด"))
    axe(page)
    assert fits_the_screen(page)
    expect(page.get_by_role("rowheader", name="รวมทั้งสิ้น").locator("xpath=..")).to_contain_text("165,000.25")
    press_and_wait(page.get_by_role("link", name="สมาคมเพื่อนสุขภาพชลบุรี"))
    expect(page).to_have_url(re.compile(rf"/programmes/{six.pk}/organisations/{allocation.pk}/$"))


@WIDTHS
def test_a_committee_member_reads_where_her_regions_money_is(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, member_6: User
) -> None:
    make.allocation(Office().open_programme(), "สมาคมเพื่อนสุขภาพชลบุรี", "95000.00")
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, member_6)
    page.goto("/budget/2567/6/money/")
    expect(page.get_by_role("heading", name="เงินอยู่ที่ไหน")).to_be_visible()
    axe(page)
    assert fits_the_screen(page)
