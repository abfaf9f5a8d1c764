"""A committee's meeting in a browser: written down by the office, read by a member on her phone."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from committees.models import AgendaThing, Meeting
from committees.papers.drawing import draw
from committees.papers.issuing import issue
from grants.models import Programme
from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    """Of a committee of three, about a submitted plan; nobody has written down yet who came."""
    committee = make.committee(6)
    for name in ("นายกอ ดี", "นางขอ ดี", "นายคอ ดี"):
        make.seat(committee, name, organisation="เครือข่ายองค์กรภาคประชาชน")
    made = make.meeting(committee, state="called")
    made.attendance.all().delete()
    plan = make.plan_line(make.plan()).plan
    plan.submit(by=make.user("submits", Role.REGIONAL_STAFF, 6), seen=plan.shown)
    AgendaThing.objects.create(item=made.items.get(), plan=plan)
    return made


def test_a_meeting_is_written_down_and_closed_and_the_plan_is_decided(
    page: Page, sign_in: SignIn, axe: SeenByAxe, meeting: Meeting, officer_6: User
) -> None:
    sign_in(page, officer_6)
    page.get_by_role("link", name="คณะกรรมการ", exact=True).first.click()
    axe(page)
    page.get_by_role("link", name=meeting.committee.name).click()
    axe(page)
    page.get_by_role("link", name="ครั้งที่ 4/2566").click()
    page.get_by_role("link", name="บันทึกผู้มาประชุม").click()
    for box in page.get_by_label("การมาประชุม").all():
        box.select_option("came")
    axe(page)
    press_and_wait(page.get_by_role("button", name="บันทึก"))
    page.get_by_role("link", name="มติ 3.3").click()
    page.get_by_label("รับทราบ", exact=True).check()
    axe(page)
    press_and_wait(page.get_by_role("button", name="บันทึกมติ"))
    axe(page)
    press_and_wait(page.get_by_role("button", name="ปิดบันทึกการประชุม"))
    expect(page.get_by_text("ปิดบันทึกแล้ว").first).to_be_visible()
    page.get_by_role("link", name="แผนปี 2567").click()
    expect(page.get_by_text("ครั้งที่ 4/2566").first).to_be_visible()


def test_a_member_finds_the_next_meeting_on_her_phone(
    phone: Page, sign_in: SignIn, axe: SeenByAxe, member_6: User, transactional_db: None
) -> None:
    committee = make.committee(6)
    make.seat(committee, since=make.day(-100))
    meeting = make.meeting(committee, held_on=make.day(0), state="called", place="ห้องประชุม สปสช. เขต 6 ระยอง")
    sign_in(phone, member_6)
    axe(phone)
    assert fits_the_screen(phone)
    phone.get_by_role("link", name=str(meeting)).click()
    expect(phone.get_by_text("ห้องประชุม สปสช. เขต 6 ระยอง")).to_be_visible()
    assert fits_the_screen(phone)
    axe(phone)


@pytest.fixture
def with_budget(meeting: Meeting) -> Meeting:
    programme = make.programme(6, stated_total=Decimal("260000"))
    make.allocation(programme, "มูลนิธิสายรุ้ง เพื่อคนพิการ", "215000")
    make.allocation(programme, "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน อำเภอสอยดาว จังหวัดจันทบุรี (เกษตรกร)", "45000")
    return meeting


def test_a_paper_is_issued_and_its_next_revision_offered(
    page: Page, sign_in: SignIn, axe: SeenByAxe, with_budget: Meeting, officer_6: User
) -> None:
    sign_in(page, officer_6)
    page.goto(page.url.rstrip("/") + with_budget.items.get().get_absolute_url())
    page.get_by_role("link", name="จัดทำเอกสารวาระ").click()
    axe(page)
    assert fits_the_screen(page)
    press_and_wait(page.get_by_role("button", name="ออกเอกสารฉบับที่ 1"))
    expect(page.get_by_role("heading", name="วาระที่ 3.3 ฉบับที่ 1")).to_be_visible()
    axe(page)
    programme = Programme.objects.get()
    make.allocation(programme, "ชมรมใหม่", "20000")
    Programme.objects.update(stated_total=Decimal("280000"))
    page.get_by_role("link", name="วาระที่ 3.3").first.click()
    page.get_by_role("link", name="จัดทำเอกสารวาระ").click()
    expect(page.get_by_role("cell", name="+20,000.00").first).to_be_visible()
    axe(page)


def test_a_member_reads_a_paper_on_her_phone(
    phone: Page, sign_in: SignIn, axe: SeenByAxe, with_budget: Meeting, officer_6: User, member_6: User
) -> None:
    item = with_budget.items.get()
    drawn = draw(item, officer_6)
    assert drawn is not None
    paper = issue(item, by=officer_6, seen=drawn.sha256)
    sign_in(phone, member_6)
    phone.goto(phone.url.rstrip("/") + paper.get_absolute_url())
    expect(phone.get_by_text("215,000.00").first).to_be_visible()
    assert fits_the_screen(phone)
    axe(phone)
