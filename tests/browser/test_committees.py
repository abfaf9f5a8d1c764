"""A committee's meeting in a browser: written down by the office, read by a member on her phone."""

import hashlib
import zipfile
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from committees.models import AgendaThing, Meeting
from committees.models.paper import FILES
from committees.papers.drawing import Wish, draw
from committees.papers.issuing import issue
from grants.models import Programme
from participation.models import Plan
from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait
from tests.browser.test_import_journey import SAMPLES, bring_in


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    """Of a committee of three; nobody has written down yet who came."""
    committee = make.committee(6)
    for name in ("นายกอ ดี", "นางขอ ดี", "นายคอ ดี"):
        make.seat(committee, name, organisation="เครือข่ายองค์กรภาคประชาชน")
    made = make.meeting(committee, state="called")
    made.attendance.all().delete()
    return made


def test_a_table_becomes_a_plan_a_paper_a_decision_and_a_revision_and_the_meeting_is_closed(
    page: Page, sign_in: SignIn, axe: SeenByAxe, meeting: Meeting, officer_6: User
) -> None:
    colleague, item = make.user("decides", Role.REGIONAL_STAFF, 6), meeting.items.get()

    def goes_on(person: User) -> None:
        page.context.clear_cookies()
        sign_in(page, person)

    sign_in(page, officer_6)
    bring_in(page, "plan", SAMPLES / "region6-2567-plan.xlsx")
    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator("form[action$='/undo/']")).to_be_attached()
    page.goto("/plans/2567/6/step/submit/")
    press_and_wait(page.get_by_role("button", name="เสนอ"))
    plan = Plan.objects.get()
    make_budget()
    page.goto(f"/committees/items/{item.pk}/change/")
    page.locator(f"input[value='plan-{plan.pk}']").check()
    press_and_wait(page.get_by_role("button", name="บันทึก"))
    press_and_wait(page.get_by_role("link", name=item.title))
    press_and_wait(page.get_by_role("link", name="จัดทำเอกสารวาระ"))
    press_and_wait(page.get_by_role("button", name="ออกเอกสารฉบับที่ 1"))

    goes_on(colleague)
    press_and_wait(page.get_by_role("link", name="คณะกรรมการ", exact=True).first)
    axe(page)
    press_and_wait(page.get_by_role("link", name=meeting.committee.name))
    axe(page)
    press_and_wait(page.get_by_role("link", name="ครั้งที่ 4/2566"))
    press_and_wait(page.get_by_role("link", name="บันทึกผู้มาประชุม"))
    for box in page.get_by_label("การมาประชุม").all():
        box.select_option("came")
    axe(page)
    press_and_wait(page.get_by_role("button", name="บันทึก"))
    press_and_wait(page.get_by_role("link", name="มติ 3.3"))
    page.get_by_label("รับทราบ", exact=True).check()
    axe(page)
    press_and_wait(page.get_by_role("button", name="บันทึกมติ"))
    axe(page)
    press_and_wait(page.get_by_role("link", name="แผนปี 2567"))
    decided = page.locator("p.decision").filter(has_text="รับทราบ")
    expect(decided).to_contain_text("ครั้งที่ 4/2566 วาระ 3.3")

    goes_on(officer_6)
    page.goto("/plans/2567/6/")
    press_and_wait(page.get_by_role("button", name="เสนอแก้ไขแผน"))
    page.get_by_label("เหตุผลที่ขอแก้ไขแผน").fill("ขยายกลุ่มเป้าหมาย")
    press_and_wait(page.get_by_role("button", name="บันทึกเหตุผล"))
    words = page.locator(f"#item-{plan.lines.order_by('order')[0].activities[0].pk}")
    words.locator("summary").click()
    words.locator("textarea").fill("อบรมสร้างความเข้าใจ")
    press_and_wait(words.get_by_role("button", name="บันทึกการแก้ไข"))
    press_and_wait(page.get_by_role("link", name="เสนอการแก้ไข"))
    press_and_wait(page.get_by_role("button", name="เสนอการแก้ไข"))
    amendment = page.url

    goes_on(colleague)
    page.goto(amendment)
    press_and_wait(page.get_by_role("link", name="บันทึกมติ"))
    axe(page)
    page.locator("[name=order_number]").fill("คำสั่งที่ 12/2567")
    page.locator("[name=decided_on]").fill("5 ม.ค. 2567")
    page.locator("[name=signed_by]").fill("ผู้อำนวยการ สปสช. เขต 6 ระยอง")
    page.locator("input[name=kind][value=approved]").check()
    press_and_wait(page.locator("form[data-keep] button.main"))
    assert plan.versions.count() == 2

    page.goto(f"/committees/items/{item.pk}/paper/")
    expect(page.get_by_text("อบรมสร้างความเข้าใจ").first).to_be_visible()
    press_and_wait(page.get_by_role("button", name="ออกเอกสารฉบับที่ 2"))
    page.goto(meeting.get_absolute_url())
    press_and_wait(page.get_by_role("button", name="ปิดบันทึกการประชุม"))
    expect(page.get_by_text("ปิดบันทึกแล้ว").first).to_be_visible()
    expect(page.get_by_role("link", name="เอกสารวาระ ฉบับที่ 2")).to_be_visible()
    page.goto(f"{meeting.get_absolute_url()}correct/")
    axe(page)

    page.goto(meeting.committee.get_absolute_url())
    with page.expect_download() as taken:
        page.get_by_role("link", name="เอกสารทั้งหมดของปี 2566").click()
    with zipfile.ZipFile(taken.value.path()) as dossier:
        kept = {name: dossier.read(name) for name in dossier.namelist()}
    assert kept["SHA256SUMS"].decode() == "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in kept.items()
        if name != "SHA256SUMS"
    )
    assert {"มติ.xlsx", "สารบัญ.docx"} <= kept.keys()
    papers = {bytes(getattr(paper, ending)) for paper in item.papers.all() for ending in FILES}
    assert len(papers) == 6
    assert papers <= set(kept.values())


def test_a_member_finds_the_next_meeting_on_her_phone(
    phone: Page, sign_in: SignIn, axe: SeenByAxe, member_6: User, transactional_db: None
) -> None:
    committee = make.committee(6)
    make.sits(member_6, committee, since=make.day(-100))
    meeting = make.meeting(committee, held_on=make.day(0), state="called", place="ห้องประชุม สปสช. เขต 6 ระยอง")
    sign_in(phone, member_6)
    axe(phone)
    assert fits_the_screen(phone)
    press_and_wait(phone.get_by_role("link", name=str(meeting)))
    expect(phone.get_by_text("ห้องประชุม สปสช. เขต 6 ระยอง")).to_be_visible()
    assert fits_the_screen(phone)
    axe(phone)


def make_budget() -> None:
    programme = make.programme(6, stated_total=Decimal("260000"))
    make.allocation(programme, "มูลนิธิสายรุ้ง เพื่อคนพิการ", "215000")
    make.allocation(programme, "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน อำเภอสอยดาว จังหวัดจันทบุรี (เกษตรกร)", "45000")


@pytest.fixture
def with_budget(meeting: Meeting) -> Meeting:
    plan = make.plan_line(make.plan()).plan
    plan.submit(by=make.user("submits", Role.REGIONAL_STAFF, 6), seen=plan.shown)
    AgendaThing.objects.create(item=meeting.items.get(), plan=plan)
    make_budget()
    return meeting


def test_a_paper_is_issued_and_its_next_revision_offered(
    page: Page, sign_in: SignIn, axe: SeenByAxe, with_budget: Meeting, officer_6: User
) -> None:
    sign_in(page, officer_6)
    page.goto(page.url.rstrip("/") + with_budget.items.get().get_absolute_url())
    press_and_wait(page.get_by_role("link", name="จัดทำเอกสารวาระ"))
    axe(page)
    assert fits_the_screen(page)
    press_and_wait(page.get_by_role("button", name="ออกเอกสารฉบับที่ 1"))
    expect(page.get_by_role("heading", name="วาระที่ 3.3 ฉบับที่ 1")).to_be_visible()
    axe(page)
    programme = Programme.objects.get()
    make.allocation(programme, "ชมรมใหม่", "20000")
    Programme.objects.update(stated_total=Decimal("280000"))
    press_and_wait(page.get_by_role("link", name="วาระที่ 3.3").first)
    press_and_wait(page.get_by_role("link", name="จัดทำเอกสารวาระ"))
    expect(page.get_by_role("cell", name="+20,000.00").first).to_be_visible()
    axe(page)


def test_a_member_reads_a_paper_on_her_phone(
    phone: Page, sign_in: SignIn, axe: SeenByAxe, with_budget: Meeting, officer_6: User, member_6: User
) -> None:
    item = with_budget.items.get()
    drawn = draw(item, officer_6, Wish())
    assert drawn is not None
    paper = issue(item, Wish(), by=officer_6, seen=drawn.sha256)
    make.sits(member_6, item.meeting.committee)
    sign_in(phone, member_6)
    phone.goto(phone.url.rstrip("/") + paper.get_absolute_url())
    expect(phone.get_by_text("215,000.00").first).to_be_visible()
    assert fits_the_screen(phone)
    axe(phone)
