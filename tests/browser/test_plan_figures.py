"""Catalogues, coverage, progress and two regions side by side, as their readers have them on their screens."""

import pytest
from playwright.sync_api import Page, expect

from participation.activities.deciding import accept
from participation.activities.writing import begin, send
from participation.models import FormOfParticipation, Plan, StandardActivity
from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait
from tests.participation.reports import fill_in

WIDTHS = pytest.mark.parametrize("width", [390, 1024, 1280])


def a_plan(region: int = 6) -> Plan:
    first = StandardActivity.objects.get(form__number=1, number=1)
    return make.plan_line(make.plan(region), 1, activities=f"1.{first.name} 2.ประชุมเขต {region}").plan


@WIDTHS
def test_a_gap_is_followed_from_the_coverage_of_all_regions_to_the_plan_where_it_is_filled(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, head_office: User
) -> None:
    a_plan(6), a_plan(11)
    second = StandardActivity.objects.get(form__number=2, number=1)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, head_office)
    page.goto("/plans/2567/")
    axe(page)
    press_and_wait(page.get_by_role("link", name="ความครอบคลุม"))
    axe(page)
    assert fits_the_screen(page)
    expect(page.get_by_label("แถว", exact=True)).to_have_value("form")
    page.get_by_label("เขต", exact=True).select_option("6")
    page.get_by_role("button", name="แสดง", exact=True).click()
    expect(page.get_by_role("heading", name="รูปแบบการมีส่วนร่วม × เครือข่ายกลุ่มเป้าหมาย")).to_be_visible()
    axe(page)
    assert fits_the_screen(page)
    page.goto("/plans/2567/coverage/?rows=activity")
    press_and_wait(page.get_by_role("link", name=f"ช่องว่าง: {second}, {make.region(6)}", exact=True))
    expect(page).to_have_url("/plans/2567/6/#form-2")
    expect(page.get_by_role("button", name="เพิ่มแผนงานของรูปแบบนี้").first).to_be_in_viewport()


@WIDTHS
def test_head_office_finds_a_catalogue_in_the_menu_and_where_an_entry_is_used(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, head_office: User
) -> None:
    a_plan()
    form = FormOfParticipation.objects.get(number=1)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, head_office)
    press_and_wait(page.get_by_role("navigation", name="เมนูหลัก").get_by_role("link", name="บัญชีรายการ"))
    for kind in ("กิจกรรมมาตรฐาน", "เครือข่ายกลุ่มเป้าหมาย", "ที่มาของค่าตัวชี้วัด", "รูปแบบการมีส่วนร่วม"):
        press_and_wait(page.get_by_role("link", name=kind, exact=True))
        axe(page)
        assert fits_the_screen(page)
    press_and_wait(page.get_by_role("link", name=form.name, exact=True))
    axe(page)
    assert fits_the_screen(page)
    press_and_wait(page.get_by_role("link", name="แก้คำหรือเลิกใช้"))
    page.get_by_label("ชื่อย่อ").fill("การรับรู้")
    press_and_wait(page.get_by_role("button", name="บันทึก", exact=True))
    expect(page.get_by_role("heading", name=form.name)).to_be_visible()
    expect(page.get_by_text("การรับรู้", exact=True)).to_be_visible()


@WIDTHS
def test_a_committee_member_sees_what_became_of_the_plan_at_home_and_on_its_page(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User, member_6: User
) -> None:
    plan = a_plan()
    item = plan.lines.get().activities[0]
    report = fill_in(begin(item, None, by=officer_6))
    send(report, by=officer_6)
    accept(report, by=make.user("second", Role.REGIONAL_STAFF, 6), seen=report.shown)
    plan.submit(by=officer_6, seen=plan.shown)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, member_6)
    expect(page.get_by_role("cell", name="1 จาก 2").first).to_be_visible()
    axe(page)
    assert fits_the_screen(page)
    press_and_wait(page.get_by_role("link", name=str(plan), exact=True))
    page.get_by_role("link", name="จัดแล้ว 1 จาก 2 ครั้ง").click()
    expect(page.get_by_role("heading", name="สิ่งที่กำหนดไว้กับสิ่งที่ทำแล้ว")).to_be_in_viewport()
    axe(page)
    assert fits_the_screen(page)


@WIDTHS
def test_head_office_lays_two_regions_beside_each_other(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, head_office: User
) -> None:
    a_plan(6), a_plan(11)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, head_office)
    page.goto("/plans/2567/")
    page.get_by_label("เทียบกับเขต").select_option("11")
    page.get_by_role("button", name="เปรียบเทียบ").click()
    expect(page.get_by_text("ประชุมเขต 11")).to_be_visible()
    axe(page)
    assert fits_the_screen(page)
