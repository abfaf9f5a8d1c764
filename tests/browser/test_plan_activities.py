"""What becomes of the plan's activities, as staff and readers have it on their screens."""

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait
from tests.pictures import photograph


@pytest.mark.parametrize("width", [390, 1024, 1280])
def test_an_activity_gets_its_time_and_stands_in_the_year(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User
) -> None:
    line = make.plan_line(make.plan(), 3, activities="1.ประชุมระดับจังหวัด 2.อบรมทักษะเจรจาไกล่เกลี่ย")
    make.detail(line.activities[1], "รอกำหนดการ จาก สปสช. ส่วนกลาง")
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, officer_6)
    page.goto("/plans/2567/6/months/")
    press_and_wait(page.get_by_role("link", name="ประชุมระดับจังหวัด"))
    axe(page)
    press_and_wait(page.get_by_role("link", name="กรอกข้อมูล"))
    page.get_by_role("textbox", name="เมื่อไร").fill("เร็ว ๆ นี้")
    press_and_wait(page.get_by_role("button", name="บันทึก", exact=True))
    expect(page.get_by_role("textbox", name="เมื่อไร")).to_have_attribute("aria-invalid", "true")
    axe(page)
    assert fits_the_screen(page)
    page.get_by_role("textbox", name="เมื่อไร").fill("ไตรมาส 2")
    press_and_wait(page.get_by_role("button", name="บันทึก", exact=True))
    expect(page.get_by_role("link", name="แก้ไข").first).to_be_visible()
    axe(page)
    assert fits_the_screen(page)
    page.goto("/plans/2567/6/months/")
    expect(page.get_by_text("ไตรมาส 2")).to_be_visible()
    expect(page.get_by_text("รอกำหนดการ จาก สปสช. ส่วนกลาง")).to_be_visible()
    axe(page)
    assert fits_the_screen(page)


def test_a_coordinator_reports_an_activity_with_a_photograph_on_her_phone(
    phone: Page, page: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User, coordinator_6: User
) -> None:
    (activity,) = make.plan_line(make.plan(), 3, activities="ประชุมระดับจังหวัด").activities
    centre = make.organisation("ศูนย์ประสานงาน จังหวัดระยอง")
    make.tie(coordinator_6, centre, Role.COORDINATOR)
    make.detail(activity, organisations=[centre])
    sign_in(phone, coordinator_6)
    phone.goto(f"/plans/activities/{activity.pk}/")
    press_and_wait(phone.get_by_role("link", name="เขียนรายงาน"))
    axe(phone)
    assert fits_the_screen(phone)
    phone.get_by_label("วันที่จัด").fill("12 พ.ค. 2567")
    phone.get_by_role("textbox", name="กิจกรรมที่ปฏิบัติ").fill("แลกเปลี่ยนข้อมูลของศูนย์")
    groups = phone.get_by_role("group", name="ผู้เข้าร่วม", exact=True)
    for number, (name, people) in enumerate((("แกนนำ", "3"), ("อสม.", "๑๕"), ("ประชาชน", "22")), start=1):
        if number > 2:
            phone.get_by_role("button", name="เพิ่มกลุ่ม").click()
        row = groups.get_by_role("group", name=f"ผู้เข้าร่วม {number}")
        row.get_by_label("กลุ่ม").fill(name)
        row.get_by_label("จำนวน (คน)").fill(people)
    expect(phone.locator("[data-sum]")).to_have_text("40")
    photo = photograph()
    phone.get_by_label("ถ่ายหรือเลือกภาพ").set_input_files(
        {"name": str(photo.name), "mimeType": "image/png", "buffer": photo.read()}
    )
    expect(phone.get_by_label("ในภาพมีอะไร")).to_be_focused()  # asked as it is put in
    axe(phone)
    phone.get_by_label("ในภาพมีอะไร").fill("ผู้เข้าร่วมแบ่งกลุ่มย่อย")
    press_and_wait(phone.get_by_role("button", name="ส่งรายงาน"))
    expect(phone.get_by_text("บันทึกร่างแล้ว แต่ยังส่งไม่ได้")).to_be_visible()
    axe(phone)
    expect(phone.get_by_label("ในภาพมีอะไร")).to_have_value("ผู้เข้าร่วมแบ่งกลุ่มย่อย")
    phone.get_by_label("ความยินยอม").select_option("given")
    press_and_wait(phone.get_by_role("button", name="ส่งรายงาน"))
    expect(phone.get_by_text("3 + 15 + 22 = 40")).to_be_visible()
    picture = phone.get_by_role("img", name="ผู้เข้าร่วมแบ่งกลุ่มย่อย")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 64)
    axe(phone)
    assert fits_the_screen(phone)

    sign_in(page, officer_6)
    page.goto(f"/plans/activities/{activity.pk}/")
    press_and_wait(page.get_by_role("link", name="12 พ.ค. 2567"))
    axe(page)
    press_and_wait(page.get_by_role("button", name="รับรองในนามเขต"))
    expect(page.get_by_text("รับรองรายงานแล้ว")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1024, 1280])
def test_what_was_promised_is_read_beside_what_was_done(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User
) -> None:
    """ครบถ้วนทุกแห่ง is counted from the agreements: of 15 none yet; and จังหวัดละ 2 ครั้ง is a grid."""
    programme = make.programme()
    for number in range(15):
        make.allocation(programme, f"ศูนย์ประสานงานแห่งที่ {number + 1}", "1000.00")
    line = make.plan_line(make.plan(), 1, activities="ประชุมระดับจังหวัด", outcomes="ครบถ้วนทุกแห่ง")
    make.detail(line.activities[0], times=2, per="province")
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, officer_6)
    page.goto(f"/plans/outcomes/{line.outcomes[0].pk}/")
    press_and_wait(page.get_by_role("link", name="เพิ่มตัวชี้วัด"))
    axe(page)
    page.locator("[name=what]").fill("ผลการดำเนินงานตามสัญญาครบถ้วน")
    page.locator("[name=kind]").select_option("of")
    page.locator("[name=sign]").select_option("at_least")
    page.locator("[name=target]").fill("15")
    page.locator("[name=target_of]").fill("15")
    page.locator("[name=measure]").select_option("agreements_accounted_for")
    assert fits_the_screen(page)
    press_and_wait(page.get_by_role("button", name="บันทึก", exact=True))
    expect(page.get_by_text("0 จาก 15 แห่ง")).to_be_visible()
    page.get_by_text("ยังขาด 15 รายการ").click()
    expect(page.get_by_text("ศูนย์ประสานงานแห่งที่ 15")).to_be_visible()
    axe(page)
    assert fits_the_screen(page)
    page.goto("/plans/2567/6/")
    expect(page.get_by_text("0 จาก 15 แห่ง")).to_be_visible()
    axe(page)
    page.goto("/plans/2567/6/provinces/")
    expect(page.get_by_text("0/16")).to_be_visible()
    axe(page)
    assert fits_the_screen(page)
