"""Long forms in a browser: an ended session says so, and what was typed is there after signing in."""

from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from grants.agreements.payment_requests import request_payment
from grants.models import CeilingChange, Report
from grants.reports.writing import begin
from participation.activities.writing import begin as begin_report
from participation.activities.writing import send as send_report
from participation.models import ActivityReport, Plan, PlanAmendment, PlanLine
from participation.years.amending import start
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, press_and_wait
from tests.grants.steps import Office, set_amount
from tests.participation.reports import fill_in
from tests.people.phones import Clock, with_factor

pytestmark = pytest.mark.django_db(transaction=True)

SOMETHING_KEPT = "() => Object.keys(localStorage).some((name) => name.startsWith('kept:'))"
OWNERS_OF_KEPT_ARE = """(owners) => JSON.stringify(owners) === JSON.stringify(
    Object.keys(localStorage).filter((name) => name.startsWith('kept:')).map((name) => name.split(':')[1]))"""
NOTHING_KEPT = f"() => !({SOMETHING_KEPT})()"


def sign_in_over_the_page(page: Page, person: User) -> None:
    dialog = page.get_by_role("dialog", name="เข้าสู่ระบบ")
    expect(dialog).to_contain_text("หมดเวลาการเข้าใช้")
    sign_in_here(dialog, person)
    expect(dialog).to_have_count(0)


def sign_in_here(dialog: Locator, person: User) -> None:
    dialog.locator("[name=username]").fill(person.username)
    dialog.locator("[name=password]").fill("a sample password")
    dialog.locator("[name=password]").press("Enter")


@pytest.fixture
def report_page(page: Page, sign_in: SignIn, office: Office) -> tuple[Page, User]:
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    part = office.pay(office.active(allocation, "47500.00", "47500.00"), 1)
    coordinator = office.coordinator_of(part.agreement)
    report = begin(part, by=coordinator)
    sign_in(page, coordinator)
    page.goto(f"/reports/{report.pk}/")
    return page, coordinator


def test_who_has_a_second_factor_signs_in_over_the_page_with_both(
    report_page: tuple[Page, User], browser_faults: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page, person = report_page
    clock = Clock()
    monkeypatch.setattr("people.factors.yield_hotp_counters_from_time", clock.steps)
    phone, _codes = with_factor(person, clock)
    page.locator("form.report-form textarea").first.fill("ประชุมสามครั้ง")
    page.context.clear_cookies(name="sessionid")
    page.locator("form.report-form button[value=save]").last.click()
    sign_in_here(page.get_by_role("dialog", name="เข้าสู่ระบบ"), person)
    dialog = page.get_by_role("dialog", name="การยืนยันชั้นที่สองของท่าน")
    expect(dialog.locator("[name=code]")).to_be_focused()
    for code in ("000000", phone.next_code()):
        dialog.locator("[name=code]").fill(code)
        dialog.locator("[name=code]").press("Enter")
        if code == "000000":
            expect(dialog).to_contain_text("รหัสไม่ถูกต้อง")
    expect(dialog).to_have_count(0)
    expect(page.locator(".messages")).to_be_visible()
    assert Report.objects.get().done == "ประชุมสามครั้ง"
    browser_faults.clear()  # the ended session


def test_a_report_is_saved_after_signing_in_over_it(
    report_page: tuple[Page, User], browser_faults: list[str]
) -> None:
    page, person = report_page
    page.locator("form.report-form textarea").first.fill("ประชุมสามครั้ง")
    page.context.clear_cookies(name="sessionid")
    page.locator("form.report-form button[value=save]").last.click()
    sign_in_over_the_page(page, person)
    expect(page.locator(".messages")).to_be_visible()
    page.goto(page.url)
    browser_faults.clear()  # the ended session


def test_another_person_who_signs_in_over_a_page_is_told_whose_it_is_and_saves_nothing_of_it(
    report_page: tuple[Page, User], officer_6: User, browser_faults: list[str], axe: SeenByAxe
) -> None:
    page, person = report_page
    box = page.locator("form.report-form textarea").first
    box.fill("ประชุมสามครั้ง")
    page.context.clear_cookies(name="sessionid")
    page.locator("form.report-form button[value=save]").last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"หน้านี้เปิดไว้โดย {person}")
    expect(dialog.locator("[name=username]")).to_have_value(person.username)
    sign_in_here(dialog, officer_6)
    expect(dialog).to_contain_text(f"เข้าสู่ระบบเป็น {person}")
    expect(dialog).to_contain_text(str(officer_6))
    axe(page)
    assert not Report.objects.exclude(done="").exists()
    dialog.get_by_role("button", name=f"เข้าสู่ระบบเป็น {person}").click()
    sign_in_here(dialog, person)
    expect(page.locator(".messages")).to_be_visible()
    report = Report.objects.get()
    assert (report.done, report.history.first().history_user) == ("ประชุมสามครั้ง", person)
    browser_faults.clear()  # the ended session


@pytest.mark.parametrize(("press", "left"), [("ทิ้งสิ่งที่", False), ("ดำเนินการต่อในชื่อนี้", True)])
def test_another_person_sees_nothing_of_what_was_typed_and_may_throw_it_away(
    report_page: tuple[Page, User], head_office: User, browser_faults: list[str], press: str, left: bool
) -> None:
    page, person = report_page
    page.locator("form.report-form textarea").first.fill("ประชุมสามครั้ง")
    page.context.clear_cookies(name="sessionid")
    page.locator("form.report-form button[value=save]").last.click()
    dialog = page.get_by_role("dialog")
    sign_in_here(dialog, head_office)
    dialog.get_by_role("button", name=press).click()
    page.wait_for_load_state()
    expect(dialog).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("ประชุมสามครั้ง")
    for box in page.locator("textarea").all():
        expect(box).not_to_have_value("ประชุมสามครั้ง")
    page.wait_for_function(OWNERS_OF_KEPT_ARE, arg=[str(person.pk)] if left else [])
    browser_faults.clear()  # the ended session


def test_what_was_typed_and_not_sent_is_there_when_the_page_is_opened_again(
    report_page: tuple[Page, User],
) -> None:
    page, _person = report_page
    address = page.url
    page.locator("form.report-form textarea").first.fill("ประชุมสามครั้ง")
    page.wait_for_function(SOMETHING_KEPT)
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(address)
    expect(again.locator("form.report-form textarea").first).to_have_value("ประชุมสามครั้ง")
    again.get_by_role("button", name="แสดงที่ระบบบันทึกไว้").click()
    expect(again.locator("form.report-form textarea").first).to_have_value("")


def test_the_admins_forms_keep_it_too_but_no_password_and_nothing_after_signing_out(
    page: Page, sign_in: SignIn, officer_6: User, browser_faults: list[str]
) -> None:
    organisation = make.organisation("ศูนย์ประสานงาน ชลบุรี")
    sign_in(page, officer_6)
    address = f"/admin/centres/organisation/{organisation.pk}/change/"
    page.goto(address)
    page.locator("[name=name]").fill("ศูนย์ประสานงาน จังหวัดชลบุรี")
    page.context.clear_cookies(name="sessionid")
    page.locator("[name=_continue]").click()
    sign_in_over_the_page(page, officer_6)
    expect(page.locator(".messagelist")).to_be_visible()
    organisation.refresh_from_db()
    assert organisation.name == "ศูนย์ประสานงาน จังหวัดชลบุรี"
    page.locator("[name=name]").fill("อื่น")
    page.wait_for_function(SOMETHING_KEPT)
    page.locator(".account summary").click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/sign-in/**")
    page.wait_for_function(NOTHING_KEPT)
    browser_faults.clear()  # the ended session


def plan_with_an_amendment(officer: User) -> tuple[PlanLine, PlanAmendment]:
    line = make.plan_line(make.plan(6, 2567))
    line.plan.submit(by=officer, seen=Plan.objects.get().shown)
    decide(
        line.plan, make.minutes(), by=make.user("decides", Role.HEAD_OFFICE), seen=Plan.objects.get().shown
    )
    return line, start(Plan.objects.get(), by=officer, reason="")


@pytest.mark.parametrize(
    "where", ["new year", "details", "amendment", "an item of an amendment", "indicator"]
)
def test_what_is_typed_about_a_plan_is_there_when_the_page_is_opened_again(
    where: str, page: Page, sign_in: SignIn, officer_6: User
) -> None:
    line, amendment = plan_with_an_amendment(officer_6)
    item, of = line.activities[0], amendment.get_absolute_url()
    address, box = {
        "new year": ("/plans/2568/6/new/", f"[name=item-{item.pk}]"),
        "details": (f"/plans/activities/{item.pk}/details/", "[name=when_written]"),
        "amendment": (of, "#why"),
        "an item of an amendment": (of, f"#change-of-{item.pk} textarea"),
        "indicator": (f"/plans/outcomes/{line.outcomes[0].pk}/indicators/", "[name=what]"),
    }[where]
    sign_in(page, officer_6)
    page.goto(address)
    if where == "an item of an amendment":
        page.locator(f"#item-{item.pk} summary").click()
    page.locator(box).fill("พิมพ์ไว้ก่อนปิดหน้า")
    page.wait_for_function(SOMETHING_KEPT)
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(address)
    expect(again.locator(box)).to_have_value("พิมพ์ไว้ก่อนปิดหน้า")
    expect(again.locator(box)).to_be_visible()


def test_a_remark_that_went_with_a_returned_report_does_not_come_back_as_unsaved(
    page: Page, sign_in: SignIn, officer_6: User, coordinator_6: User
) -> None:
    """The form that was sent stands no more on the page that answers, and there again when the report is sent anew."""
    (activity,) = make.plan_line(make.plan(), 3, activities="ประชุมระดับจังหวัด").activities
    centre = make.organisation("ศูนย์ประสานงาน จังหวัดระยอง")
    make.tie(coordinator_6, centre, Role.COORDINATOR)
    make.detail(activity, organisations=[centre])
    told = fill_in(begin_report(activity, centre, by=coordinator_6))
    send_report(told, by=coordinator_6)
    sign_in(page, officer_6)
    address = f"/plans/activities/reports/{told.pk}/"
    page.goto(address)
    page.locator("[name='remark-']").fill("ขอชื่อสถานี")
    press_and_wait(page.get_by_role("button", name="ส่งกลับพร้อมความเห็น"))
    expect(page.locator(".messages")).to_be_visible()
    send_report(ActivityReport.objects.get(), by=coordinator_6)
    page.goto(address)
    expect(page.locator("[name='remark-']")).to_have_value("")
    press_and_wait(page.get_by_role("button", name="รับรองในนามเขต"))
    expect(page.get_by_text("รับรองรายงานแล้ว")).to_be_visible()


@pytest.mark.parametrize("where", ["a draft", "a refusal", "the queue", "a group"])
def test_what_was_typed_while_the_session_ended_is_there_and_is_saved_after_signing_in_over_it(
    where: str, page: Page, sign_in: SignIn, office: Office, browser_faults: list[str]
) -> None:
    programme = office.open_programme()
    allocation = make.allocation(programme, "ศูนย์ประสานงาน ชลบุรี", "195000.00")
    request_payment(office.active(allocation, "95000.00").instalments.get(), by=office.asks)
    CeilingChange.propose(programme, by=office.asks, after=Decimal("1200000"), reason="ได้รับงบเพิ่ม")
    group = make.network_group("กลุ่มสตรี", members=1250)
    address, opener, box, press = {
        "a draft": (f"/agreements/draw-up/{allocation.pk}/", "", "[name=office_signatory]", "[value=save]"),
        "a refusal": (
            f"/programmes/{programme.pk}/ceiling/",
            ".doors summary",
            "[name=answer]",
            "[value=refuse]",
        ),
        "the queue": (
            "/reports/queue/",
            ".queue-back summary",
            ".queue-back[open] textarea",
            ".queue-back[open] button",
        ),
        "a group": (f"/registers/groups/{group.pk}/", "", "[name=members]", "form[data-keep] .main"),
    }[where]
    sign_in(page, office.approves)
    page.goto(address)
    if opener:
        page.locator(opener).first.click()
    typed = "1260" if where == "a group" else "นางสาวสมใจ ดี"
    page.locator(box).fill(typed)
    page.wait_for_function(SOMETHING_KEPT)
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(address)
    expect(again.locator(box)).to_have_value(typed)
    expect(again.locator(box)).to_be_visible()
    again.context.clear_cookies(name="sessionid")
    again.locator(press).last.click()
    sign_in_over_the_page(again, office.approves)
    expect(again.locator(".messages .ok")).to_be_visible()
    again.wait_for_function(NOTHING_KEPT)  # the page shows its answer a moment before its script has read it
    browser_faults.clear()  # the ended session


def test_what_was_typed_about_a_page_that_was_overtaken_is_there_and_is_taken_when_it_is_sent_again(
    page: Page, sign_in: SignIn, office: Office
) -> None:
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    sign_in(page, office.asks)
    page.goto(f"/programmes/{allocation.programme_id}/organisations/{allocation.pk}/")
    form = page.locator("form[action$='/cancel/']")
    form.locator("[name=reason]").fill("องค์กรขอถอนตัว")
    set_amount(allocation, Decimal("90000"), by=office.approves)
    press_and_wait(form.locator("button"))
    expect(page.locator(".note.bad").first).to_be_visible()
    expect(form.locator("[name=reason]")).to_have_value("องค์กรขอถอนตัว")
    press_and_wait(form.locator("button"))
    expect(page.locator(".messages .ok")).to_be_visible()


def test_a_pattern_lays_the_rows_out_again_over_what_was_typed(
    page: Page, sign_in: SignIn, office: Office
) -> None:
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    sign_in(page, office.asks)
    page.goto(f"/agreements/draw-up/{allocation.pk}/")
    page.locator("input.share").first.fill("1")
    press_and_wait(page.locator("[name=pattern]").first)
    expect(page.locator("input.share").first).not_to_have_value("1")
