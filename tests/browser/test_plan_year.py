"""A year of a plan in the hands of those who make it: copied, handed in, decided on, amended, compared, put back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from participation.models import Plan
from people.models import User
from people.roles import Role
from tests import make
from tests.browser.conftest import PHONE
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait

LEAST = 10  # clicks and page loads: "2568 by copying 2567 with three changes", until it is submitted


class Counted:
    """A page whose clicks and loads are counted."""

    def __init__(self, page: Page):
        self.page, self.clicks, self.loads = page, 0, 0
        page.on("load", lambda _page: setattr(self, "loads", self.loads + 1))

    def click(self, role: str, name: str, *, exact: bool = False) -> None:
        what = self.page.get_by_role(role, name=name, exact=exact).first  # type: ignore[arg-type]
        press_and_wait(what) if role == "button" else what.click()
        self.clicks += 1

    def retype(self, words: str, text: str) -> None:
        box = self.page.locator("textarea").filter(has_text=words).first
        box.click()
        self.clicks += 1
        box.fill(text)


@pytest.fixture
def last_year(transactional_db: None) -> Plan:
    plan = make.plan(6, 2567)
    for form in (1, 3, 4):
        make.plan_line(
            plan, form, activities=f"1.อบรมสร้างความรู้รุ่นที่ {form} 2.สื่อสารเรื่องสิทธิประโยชน์ 3.ประชุมเครือข่าย {form}"
        )
    return plan


@pytest.mark.parametrize("width", [1280, 390])
def test_2568_is_made_from_2567_with_three_changes_and_lives_its_year(
    width: int,
    page: Page,
    new_context: Callable[..., BrowserContext],
    sign_in: SignIn,
    axe: SeenByAxe,
    last_year: Plan,
    officer_6: User,
) -> None:
    if width == 390:
        page = new_context(**PHONE).new_page()
    sign_in(page, officer_6)
    counted = Counted(page)
    press_and_wait(page.get_by_role("link", name="แผน", exact=True).first)
    counted.clicks += 1
    counted.click("link", "เขต 6")
    counted.click("link", "เริ่มแผนปี 2568")
    axe(page)
    assert fits_the_screen(page)
    counted.retype("รุ่นที่ 1", "อบรมสร้างความเข้าใจรุ่นที่ 1")
    counted.retype("รุ่นที่ 3", "อบรมสร้างความรู้ ไตรมาส 2")
    counted.retype("ประชุมเครือข่าย 4", "")
    counted.click("button", "สร้างแผนปี 2568")
    counted.click("link", "เสนอคณะกรรมการ")
    axe(page)
    counted.click("button", "เสนอคณะกรรมการ")
    expect(page.get_by_text("เสนอแล้ว").first).to_be_visible()
    print(
        f"2568 from 2567 with three changes at {width}: {counted.clicks} clicks, {counted.loads} page loads"
    )
    assert counted.clicks <= LEAST
    assert counted.loads <= LEAST
    plan = Plan.objects.get(fiscal_year=2568)
    assert plan.state == "submitted"
    assert sum(line.items.count() for line in plan.lines.all()) + 1 == sum(
        line.items.count() for line in last_year.lines.all()
    )

    press_and_wait(page.get_by_role("link", name="เปรียบเทียบ"))
    expect(page.locator("ins").filter(has_text="ความเข้าใจ")).to_be_visible()
    expect(page.locator("del").filter(has_text="ประชุม")).to_be_visible()
    assert fits_the_screen(page)
    axe(page)

    other = new_context(**(PHONE if width == 390 else {})).new_page()
    sign_in(other, make.user("colleague", Role.REGIONAL_STAFF, 6))
    other.goto("/plans/2568/6/")
    press_and_wait(other.get_by_role("link", name="บันทึกมติ"))
    axe(other)
    other.get_by_label("ผู้ลงนาม").fill("ผู้อำนวยการสำนักงานเขต")
    other.get_by_label("เลขที่คำสั่ง").fill("คำสั่งที่ 4/2566")
    other.get_by_label("วันที่ของคำสั่ง").fill("22 ธ.ค. 2566")
    other.get_by_label("เห็นชอบ", exact=True).check()
    press_and_wait(other.get_by_role("button", name="บันทึกมติ"))
    expect(other.get_by_text("ฉบับที่ 1 (คำสั่งที่ 4/2566)")).to_be_visible()
    axe(other)

    page.goto("/plans/2568/6/")
    press_and_wait(page.get_by_role("button", name="เสนอแก้ไขแผน"))
    page.get_by_label("เหตุผลที่ขอแก้ไขแผน").fill("ขยายกลุ่มเป้าหมาย")
    press_and_wait(page.get_by_role("button", name="บันทึกเหตุผล"))
    cell = page.locator(".item").filter(has_text="อบรมสร้างความเข้าใจรุ่นที่ 1").first
    cell.locator("summary").click()
    cell.locator("textarea").fill("อบรมสร้างความเข้าใจทุกจังหวัด")
    press_and_wait(cell.get_by_role("button", name="บันทึกการแก้ไข"))
    expect(page.locator("ins").filter(has_text="จังหวัด")).to_be_visible()
    assert fits_the_screen(page)
    axe(page)
    press_and_wait(page.get_by_role("link", name="เสนอการแก้ไข"))
    press_and_wait(page.get_by_role("button", name="เสนอการแก้ไข"))
    amendment = page.url

    other.goto(amendment)
    press_and_wait(other.get_by_role("link", name="บันทึกมติ"))
    other.get_by_label("ผู้ลงนาม").fill("ผู้อำนวยการสำนักงานเขต")
    other.get_by_label("เลขที่คำสั่ง").fill("คำสั่งที่ 1/2567")
    other.get_by_label("วันที่ของคำสั่ง").fill("22 ก.พ. 2567")
    other.get_by_label("เห็นชอบ", exact=True).check()
    press_and_wait(other.get_by_role("button", name="บันทึกมติ"))
    other.goto("/plans/2568/6/")
    expect(other.get_by_text("อบรมสร้างความเข้าใจทุกจังหวัด")).to_be_visible()
    press_and_wait(other.get_by_role("link", name="ฉบับที่ 1 (คำสั่งที่ 4/2566)"))
    expect(other.get_by_text("อบรมสร้างความเข้าใจรุ่นที่ 1")).to_be_visible()
    axe(other)

    page.goto("/plans/2567/6/history/")
    axe(page)
    item = last_year.lines.get(order=1).activities[0]
    item.text = "คำที่พิมพ์ผิด"
    item.store(by=officer_6, fields=["text"])
    page.reload()
    press_and_wait(page.get_by_role("button", name="นำคำนี้กลับมา").first)
    expect(page.get_by_text("นำคำกลับมาในแผนแล้ว")).to_be_visible()
    item.refresh_from_db()
    assert item.text == "อบรมสร้างความรู้รุ่นที่ 1"
    page.goto("/plans/2567/6/messages/")
    axe(page)
    assert fits_the_screen(page)
