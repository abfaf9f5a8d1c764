"""A list of the admin taken out as a file, in a browser: filtered, chosen, downloaded, on a phone too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from people.models import User
from tests import make
from tests.browser.screen import fits_the_screen, press_and_wait

SignIn = Callable[[Page, User], None]
SeenByAxe = Callable[[Page], None]


@pytest.fixture
def organisations(transactional_db: None) -> None:
    make.organisation("มูลนิธิหนึ่ง", legal_form="foundation")
    make.organisation("สมาคมสอง", legal_form="association")


def test_a_filtered_list_is_downloaded_as_a_workbook(
    page: Page, phone: Page, sign_in: SignIn, axe: SeenByAxe, organisations: None, officer_6: User
) -> None:
    sign_in(page, officer_6)
    page.goto("/admin/centres/organisation/?legal_form__exact=association")
    press_and_wait(page.get_by_role("link", name="ส่งออก"))
    page.wait_for_url("**/export/?legal_form__exact=association")
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลด").click()
    assert download.value.suggested_filename == "องค์กร.xlsx"
    sign_in(phone, officer_6)
    phone.goto("/admin/centres/organisation/")
    phone.locator("#action-toggle").check()
    phone.locator("[name=action]").select_option("export_admin_action")
    phone.locator("[name=index]").click()
    phone.wait_for_selector("form.export")
    assert fits_the_screen(phone)
    with phone.expect_download() as download:
        phone.get_by_role("button", name="ดาวน์โหลด").click()
    assert download.value.suggested_filename == "องค์กร.xlsx"
