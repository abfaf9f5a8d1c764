"""The admin on the screens of an office and on a phone: no column is cut off, and no page is wider than its screen."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db.models import Model
from playwright.sync_api import Page

from grants.models import Programme
from people.models import User
from tests import make
from tests.browser.screen import SignIn, fits_the_screen
from tests.grants.steps import Office

NAME = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน จังหวัดพระนครศรีอยุธยา (ประเด็นผู้สูงอายุและผู้พิการ)"

# What of a table lies beyond the part of the page in which it is shown.
CUT_OFF = """() => [...document.querySelectorAll("#content table")].flatMap(table => {
    let box = table.parentElement;
    while (box !== document.body && getComputedStyle(box).overflowX === "visible") box = box.parentElement;
    const beyond = table.getBoundingClientRect().right - box.getBoundingClientRect().right;
    return table.checkVisibility() && beyond > 1 ? [[table.id || table.className, Math.round(beyond)]] : [];
})"""


@pytest.fixture
def programme(office: Office) -> Programme:
    programme = office.open_programme("500000.00")
    granted = make.allocation(programme, NAME, "95000.00")
    office.pay(office.active(granted, "47500.00", "47500.00"), 1)
    make.seat(make.committee(6), "นายกรรมการ ตัวอย่างนามสกุลยาวมากพอสมควร")
    make.plan_line(make.plan(), 1, targets=NAME)
    return programme


def pages() -> Iterator[str]:
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield address
        first: Model | None = model._base_manager.first()
        if first is not None:
            yield f"{address}{first.pk}/change/"


def test_no_page_of_the_admin_cuts_a_column_off_or_is_wider_than_its_screen(
    page: Page, sign_in: SignIn, head_office: User, programme: Programme
) -> None:
    sign_in(page, head_office)
    wrong = []
    for address in pages():
        page.goto(address)
        for width in (1366, 1280, 1024, 390):
            page.set_viewport_size({"width": width, "height": 800})
            if not fits_the_screen(page):
                wrong.append((address, width, "wider than the screen"))
            if width > 1024 and (cut := page.evaluate(CUT_OFF)):
                wrong.append((address, width, cut))
    assert wrong == []
