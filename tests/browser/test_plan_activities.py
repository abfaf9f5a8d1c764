"""What becomes of the plan's activities, as staff and readers have it on their screens."""

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen


@pytest.mark.parametrize("width", [390, 1024, 1280])
def test_an_activity_gets_its_time_and_stands_in_the_year(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User
) -> None:
    line = make.plan_line(make.plan(), 3, activities="1.ประชุมระดับจังหวัด 2.อบรมทักษะเจรจาไกล่เกลี่ย")
    make.detail(line.activities[1], "รอกำหนดการ จาก สปสช. ส่วนกลาง")
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, officer_6)
    page.goto("/plans/2567/6/months/")
    page.get_by_role("link", name="ประชุมระดับจังหวัด").click()
    axe(page)
    page.get_by_role("link", name="กรอกข้อมูล").click()
    page.get_by_role("textbox", name="เมื่อไร").fill("เร็ว ๆ นี้")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    axe(page)
    assert fits_the_screen(page)
    page.get_by_role("textbox", name="เมื่อไร").fill("ไตรมาส 2")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    axe(page)
    assert fits_the_screen(page)
    page.goto("/plans/2567/6/months/")
    expect(page.get_by_text("ไตรมาส 2")).to_be_visible()
    expect(page.get_by_text("รอกำหนดการ จาก สปสช. ส่วนกลาง")).to_be_visible()
    axe(page)
    assert fits_the_screen(page)
