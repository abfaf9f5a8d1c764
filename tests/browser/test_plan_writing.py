"""The plan's page as its own editor, in a browser: alone, two at once, without a session, without a connection."""

from collections.abc import Callable

import pytest
from django.db.models import F
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from participation.models import ItemKind, Plan, PlanItem, PlanLine, StandardActivity
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, comes_to, fits_the_screen
from tests.participation.writer import cell, items_of

NewContext = Callable[..., BrowserContext]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    plan = make.plan()
    make.plan_line(plan, 1, activities="1. อบรม\n2. ประชุม", outcomes="ผลหนึ่ง", targets="เครือข่ายสตรี")
    make.plan_line(plan, 3, activities="1. ค้นหา", outcomes="ผลสอง", targets="สจจ. ในพื้นที่")
    for line in plan.lines.all():
        PlanLine.objects.filter(pk=line.pk).update(number=f"{line.order}.")
    return plan


@pytest.fixture
def first(plan: Plan) -> PlanLine:
    return plan.lines.get(order=1)


@pytest.fixture
def open_plan(sign_in: SignIn, plan: Plan) -> Callable[[Page, User], Page]:
    def opened(page: Page, person: User) -> Page:
        sign_in(page, person)
        page.goto("/plans/2567/6/")
        expect(box(page, "อบรม")).to_be_visible()
        return page

    return opened


@pytest.fixture
def colleague(db: None) -> User:
    return make.user("approver_6", Role.REGIONAL_STAFF, 6, last_name="ผู้อนุมัติ")


def box(page: Page, text: str) -> Locator:
    """The box in which an item of these words stands."""
    return page.locator(f"words={text}")


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("บันทึกแล้ว", timeout=20_000)


def look(page: Page) -> None:
    """The page asks what is new, as it does every ten seconds."""
    with page.expect_response("**/here/"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_typing_saves_itself_and_the_keys_do_what_a_list_does(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    box(page, "อบรม").press("ControlOrMeta+End")
    page.keyboard.type("แกนนำ")
    page.keyboard.press("Enter")
    page.keyboard.type("ติดตาม")
    page.keyboard.press("Tab")
    saved(page)
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .mark")).to_have_text(["1. ", "2. ", "3. "])
    comes_to(lambda: cell(first), "1. อบรมแกนนำ\n2. ติดตาม\n3. ประชุม")
    box(page, "ติดตาม").press("Alt+ArrowDown")
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(
        ["อบรมแกนนำ", "ประชุม", "ติดตาม"]
    )
    box(page, "ติดตาม").press("Home")
    page.keyboard.press("Backspace")
    expect(box(page, "ประชุมติดตาม")).to_be_focused()
    saved(page)
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(
        ["อบรมแกนนำ", "ประชุมติดตาม"]
    )
    for _time in range(2):
        page.keyboard.press("ControlOrMeta+z")
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(
        ["อบรมแกนนำ", "ติดตาม", "ประชุม"]
    )
    page.get_by_role("button", name="ทำซ้ำ").click()
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(
        ["อบรมแกนนำ", "ประชุม", "ติดตาม"]
    )


def test_enter_inside_an_item_parts_it_and_an_item_moves_into_the_next_line(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, plan: Plan, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    box(page, "ประชุม").press("End")
    for _letter in ("ชุ", "ม"):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.type("การ")
    page.keyboard.press("Tab")
    saved(page)
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(
        ["อบรม", "ประ", "การชุม"]
    )
    box(page, "การชุม").press("Alt+ArrowDown")
    second = plan.lines.get(order=2)
    expect(page.locator(f"#line-{second.pk} [data-kind=activity] .words")).to_have_text(["การชุม", "ค้นหา"])
    expect(box(page, "การชุม")).to_be_focused()
    comes_to(lambda: cell(second), "1. การชุม\n2. ค้นหา")


def test_undo_and_redo_by_the_keys_go_on_when_the_item_under_them_comes_and_goes(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    words = page.locator(f"#line-{first.pk} [data-kind=activity] .words")
    box(page, "ประชุม").press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("ติดตาม")
    expect(words).to_have_text(["อบรม", "ประชุม", "ติดตาม"])  # saved after a pause, and she still stands in it
    page.keyboard.press("ControlOrMeta+z")
    expect(words).to_have_text(["อบรม", "ประชุม"])
    expect(box(page, "ประชุม")).to_be_focused()
    for again in ("ControlOrMeta+Shift+z", "ControlOrMeta+y"):
        page.keyboard.press(again)
        expect(words).to_have_text(["อบรม", "ประชุม", "ติดตาม"])
        page.keyboard.press("ControlOrMeta+z")
        expect(words).to_have_text(["อบรม", "ประชุม"])


def test_a_click_reaches_what_it_is_aimed_at_while_an_item_higher_up_is_left(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, plan: Plan
) -> None:
    open_plan(page, officer_6)
    second = plan.lines.get(order=2)
    box(page, "อบรม").focus()
    adds = page.locator(f"#line-{second.pk} [data-kind=outcome] + .add-item")
    adds.hover()
    at = adds.bounding_box()
    page.mouse.down()
    assert adds.bounding_box() == at
    page.mouse.up()
    expect(page.locator(f"#line-{second.pk} [data-kind=outcome] .words-box")).to_have_count(2)


def test_dragging_does_what_the_keys_do(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, plan: Plan, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    train, meet = items_of(first)
    page.locator(f"#item-{meet.pk} .grip").hover()
    page.mouse.down()
    target = page.locator(f"#item-{train.pk}").bounding_box()
    assert target
    page.mouse.move(target["x"] + 30, target["y"] + target["height"] / 2, steps=10)
    page.mouse.move(target["x"] + 30, target["y"] + 2, steps=5)
    page.mouse.up()
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(["ประชุม", "อบรม"])
    saved(page)
    comes_to(lambda: cell(first), "1. ประชุม\n2. อบรม")


def test_a_line_is_dragged_by_its_grip_over_the_lines_of_another_form(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, plan: Plan, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    second = plan.lines.get(order=2)
    page.locator(f"#line-{second.pk}").hover()
    page.locator(f"#line-{second.pk} .line-grip").hover()
    page.mouse.down()
    target = page.locator(f"#line-{first.pk} .order").bounding_box()
    assert target
    page.mouse.move(target["x"] + 5, target["y"] + target["height"] / 2, steps=10)
    page.mouse.move(target["x"] + 5, target["y"] + 2, steps=5)
    page.mouse.up()
    expect(page.locator("tr[data-line] [data-number]")).to_have_text(["1.", "2."])
    expect(page.locator("tr[data-line]").first).to_have_id(f"line-{second.pk}")
    saved(page)
    comes_to(lambda: list(plan.lines.order_by("order")), [second, first])
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.locator("tr[data-line]").first).to_have_id(f"line-{first.pk}")


def test_of_two_joined_items_the_one_stays_on_which_something_hangs(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, first: PlanLine
) -> None:
    train, meet = items_of(first)
    make.detail(meet, "ไตรมาส 2", place="ศาลากลางจังหวัด")
    open_plan(page, officer_6)
    box(page, "ประชุม").press("Home")
    page.keyboard.press("Backspace")
    expect(box(page, "อบรมประชุม")).to_be_focused()
    saved(page)
    expect(page.locator(f"#item-{meet.pk}")).to_contain_text("ศาลากลางจังหวัด")
    page.keyboard.type("ร่วม")
    page.keyboard.press("Tab")
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(["อบรมร่วมประชุม"])
    comes_to(lambda: [item.pk for item in items_of(first)], [meet.pk])
    for _time in range(2):
        page.get_by_role("button", name="เลิกทำ").click()
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(["อบรม", "ประชุม"])
    comes_to(lambda: [item.pk for item in items_of(first)], [train.pk, meet.pk])


def test_the_words_of_the_plan_are_said_to_be_a_standard_activity_and_the_head_counts_it(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    covered = page.locator("[data-covers=activities]")
    expect(covered).to_contain_text("0 จาก")
    standard = StandardActivity.objects.get(form=first.form, number=2)
    box(page, "อบรม").focus()
    page.get_by_role("combobox", name="กิจกรรมมาตรฐาน").select_option(f"{standard.pk}")
    saved(page)
    expect(covered).to_contain_text("1 จาก")
    comes_to(lambda: items_of(first)[0].standard, standard)
    page.get_by_role("button", name="เลิกทำ").click()
    expect(covered).to_contain_text("0 จาก")


def test_a_pasted_list_is_split_and_a_hint_is_taken(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, plan: Plan, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    page.get_by_role("button", name="ใช้ สสจ.").click()
    expect(page.get_by_text("น่าจะเป็น")).to_have_count(0)
    box(page, "ผลหนึ่ง").press("End")
    page.keyboard.press("Enter")
    page.evaluate(
        """() => {
          const box = document.activeElement, data = new DataTransfer();
          data.setData("text", "1. รู้\\n2. เข้าใจ");
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
          document.execCommand("insertText", false, "1. รู้\\n2. เข้าใจ");
        }"""
    )
    expect(page.locator(f"#line-{first.pk} [data-kind=outcome] .words")).to_have_text(["ผลหนึ่ง", "รู้", "เข้าใจ"])
    expect(page.locator("[data-status]")).to_have_text("แยกเป็น 2 ข้อแล้ว")
    expect(box(page, "เข้าใจ")).to_be_focused()
    comes_to(lambda: cell(plan.lines.get(order=2), ItemKind.TARGET), "สสจ. ในพื้นที่")


def test_a_form_gets_its_line_and_a_standard_activity_by_search(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, plan: Plan
) -> None:
    open_plan(page, officer_6)
    page.locator("#form-2").get_by_role("button", name="เพิ่มแผนงานของรูปแบบนี้").click()
    expect(page.locator("tr[data-line]")).to_have_count(3)
    line = page.locator("tr[data-line]").nth(1)
    expect(line.locator("[data-number]")).to_have_text("2.")
    standard = StandardActivity.objects.get(form__number=2, number=1)
    line.get_by_role("button", name="+ กิจกรรม").click()
    page.keyboard.type("2.1")
    line.get_by_role("button", name=standard.name).click()
    expect(line.locator("[data-kind=activity] .words")).to_have_text([standard.name])
    expect(page.locator("tr[data-line] [data-number]")).to_have_text(["1.", "2.", "3."])
    comes_to(lambda: PlanItem.objects.get(text=standard.name).standard, standard)


def test_different_items_by_two_people_never_conflict_and_each_sees_the_others(
    page: Page,
    new_context: NewContext,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    colleague: User,
    first: PlanLine,
    axe: SeenByAxe,
) -> None:
    open_plan(page, officer_6)
    other = open_plan(new_context().new_page(), colleague)
    look(other)
    look(page)
    here = page.locator("[data-people]").get_by_role("img", name="approver_6")
    expect(here).to_be_visible()  # on the page, and in no line of it yet
    axe(page)
    box(other, "ประชุม").fill("ประชุมของเธอ")
    box(page, "อบรม").fill("อบรมของฉัน")
    other.keyboard.press("Tab")
    page.keyboard.press("Tab")
    saved(page)
    saved(other)
    look(other)
    look(page)
    for each in (page, other):
        expect(each.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(
            ["อบรมของฉัน", "ประชุมของเธอ"]
        )
        expect(each.locator(".conflict")).to_have_count(0)
    expect(page.locator(f"#line-{first.pk}").get_by_role("img", name="approver_6")).to_be_visible()


def test_the_same_item_by_two_people_is_chosen_by_the_second(
    page: Page,
    new_context: NewContext,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    colleague: User,
    first: PlanLine,
    axe: SeenByAxe,
    browser_faults: list[str],
) -> None:
    open_plan(page, officer_6)
    other = open_plan(new_context().new_page(), colleague)
    box(page, "ประชุม").fill("ประชุมระดับจังหวัด")
    box(other, "ประชุม").fill("ประชุมระดับอำเภอ")
    other.keyboard.press("Tab")
    saved(other)
    page.keyboard.press("Tab")
    asked = page.get_by_role("region", name="ข้อนี้มีสองคนแก้")
    expect(asked.locator("ins")).to_contain_text(
        ["จังหวัด", "อำเภอ"], timeout=30_000
    )  # the dictionary is read at first use
    expect(asked.locator(".by-word").first).to_have_css("display", "inline")
    axe(page)
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุมระดับอำเภอ")
    expect(page.locator("[data-status]")).to_contain_text("ยังไม่ได้บันทึก")
    asked.get_by_role("button", name="เขียนใหม่จากทั้งสอง").click()
    expect(asked.get_by_label("ข้อความที่เขียนใหม่")).to_have_value("ประชุมระดับจังหวัด\nประชุมระดับอำเภอ")
    expect(asked.get_by_label("ข้อความที่เขียนใหม่")).to_be_in_viewport(ratio=1)
    asked.get_by_label("ข้อความที่เขียนใหม่").fill("ประชุมระดับจังหวัดและอำเภอ")
    asked.get_by_role("button", name="บันทึก").click()
    expect(asked).to_have_count(0)
    saved(page)
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุมระดับจังหวัดและอำเภอ")
    browser_faults.clear()  # the answer that asked


def test_what_is_typed_when_a_colleague_submits_stays_in_a_box(
    page: Page,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    colleague: User,
    plan: Plan,
    first: PlanLine,
    browser_faults: list[str],
) -> None:
    open_plan(page, officer_6)
    plan.submit(by=colleague, seen=plan.shown)
    box(page, "ประชุม").fill("ประชุมที่ยังไม่ได้ส่ง")
    page.keyboard.press("Tab")
    unsaved = page.get_by_role("region", name="ยังไม่ได้บันทึก")
    expect(unsaved).to_contain_text("ประชุมที่ยังไม่ได้ส่ง")
    # What is saved stands in the table, and the page is one to read.
    expect(page.locator(".plan-head .chips")).to_contain_text("เสนอแล้ว")
    expect(page.locator("table.plan")).to_contain_text("ประชุม")
    expect(page.locator(".words-box, .add-item, .writing-bar")).to_have_count(0)
    expect(page.get_by_text("จึงแก้ไขในหน้านี้ไม่ได้แล้ว")).to_have_count(1)
    expect(unsaved).to_be_focused()  # her text is not where she typed it, and she is led to it
    expect(unsaved).to_be_in_viewport()
    page.reload()
    expect(unsaved).to_contain_text("ประชุมที่ยังไม่ได้ส่ง")
    unsaved.get_by_role("button", name="ทิ้งข้อความนี้").click()
    expect(unsaved).to_be_hidden()
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุม")
    browser_faults.clear()  # the answer that refused


def test_what_came_too_late_for_the_plan_is_proposed_as_an_amendment(
    page: Page,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    colleague: User,
    plan: Plan,
    browser_faults: list[str],
) -> None:
    open_plan(page, officer_6)
    plan.submit(by=officer_6, seen=plan.shown)
    decide(plan, make.minutes(), by=colleague, seen=plan.shown)
    box(page, "ประชุม").fill("ประชุมที่มาช้า")
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="ยังไม่ได้บันทึก")).to_contain_text("ประชุมที่มาช้า")
    page.reload()
    page.get_by_role("button", name="เสนอเป็นการแก้ไข").click()
    page.wait_for_url("**/amendments/**")
    expect(page.locator("main")).to_contain_text("ประชุมที่มาช้า")
    browser_faults.clear()  # the answer that refused


def test_an_ended_session_is_begun_again_over_the_page_and_goes_on(
    page: Page,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    first: PlanLine,
    axe: SeenByAxe,
    browser_faults: list[str],
) -> None:
    open_plan(page, officer_6)
    page.context.clear_cookies(name="sessionid")
    box(page, "ประชุม").fill("ประชุมหลังหมดเวลา")
    page.keyboard.press("Tab")
    dialog = page.get_by_role("dialog", name="เข้าสู่ระบบ")
    expect(dialog).to_contain_text("หมดเวลาการเข้าใช้")
    axe(page)
    dialog.locator("[name=username]").fill(officer_6.username)
    dialog.locator("[name=password]").fill("a sample password")
    dialog.locator("[name=password]").press("Enter")
    expect(dialog).to_have_count(0)
    saved(page)
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุมหลังหมดเวลา")
    browser_faults.clear()  # the ended session


def test_what_is_typed_without_a_connection_is_sent_when_it_is_back_or_the_page_is_opened_again(
    page: Page,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    first: PlanLine,
    browser_faults: list[str],
) -> None:
    open_plan(page, officer_6)
    page.context.set_offline(True)
    box(page, "ประชุม").fill("ประชุมบนรถไฟ")
    page.keyboard.press("Tab")
    expect(page.locator("[data-status]")).to_contain_text("ไม่มีสัญญาณเครือข่าย")
    page.context.set_offline(False)
    saved(page)
    comes_to(lambda: "ประชุมบนรถไฟ" in cell(first), True)
    page.context.set_offline(True)
    box(page, "อบรม").fill("อบรมบนรถไฟ")
    page.keyboard.press("Enter")
    page.keyboard.type("ข้อใหม่บนรถไฟ")
    page.keyboard.press("Tab")
    expect(page.locator("[data-status]")).to_contain_text("ไม่มีสัญญาณเครือข่าย")
    page.close()  # the train arrives
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto("/plans/2567/6/")
    saved(again)
    expect(again.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(
        ["อบรมบนรถไฟ", "ข้อใหม่บนรถไฟ", "ประชุมบนรถไฟ"]
    )
    comes_to(lambda: cell(first), "1. อบรมบนรถไฟ\n2. ข้อใหม่บนรถไฟ\n3. ประชุมบนรถไฟ")
    browser_faults.clear()  # the lost connection


def test_on_a_phone_the_plan_is_read_and_a_line_opens_as_a_card(
    phone: Page, sign_in: SignIn, officer_6: User, plan: Plan, first: PlanLine, axe: SeenByAxe
) -> None:
    sign_in(phone, officer_6)
    phone.goto("/plans/2567/6/")
    phone.locator("table.plan").get_by_text("ประชุม", exact=True).click()
    card = phone.get_by_role("dialog")
    meet = items_of(first)[1]
    expect(card.locator(f"#text-{meet.pk}")).to_be_focused()
    axe(phone)
    card.locator(f"#text-{meet.pk}").fill("ประชุมจากมือถือ")
    card.get_by_role("button", name="บันทึก", exact=True).last.click()
    expect(card.locator(f"#text-{meet.pk}")).to_have_value("ประชุมจากมือถือ")
    card.get_by_role("button", name="ปิด").click()
    expect(phone.locator("table.plan").get_by_text("ประชุมจากมือถือ")).to_be_visible()
    assert fits_the_screen(phone)
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุมจากมือถือ")


def test_a_card_that_is_closed_at_once_is_sent_all_the_same_and_comes_back_when_it_is_refused(
    phone: Page, sign_in: SignIn, officer_6: User, plan: Plan, first: PlanLine
) -> None:
    sign_in(phone, officer_6)
    phone.goto("/plans/2567/6/")
    meet = items_of(first)[1]
    words = phone.get_by_role("dialog").locator(f"#text-{meet.pk}")

    def write_and_close(text: str) -> None:
        words.fill(text)
        held: list[Route] = []
        phone.route("**/session/", lambda route: held.append(route), times=1)
        with phone.expect_request("**/session/"):
            phone.get_by_role("dialog").get_by_role("button", name="บันทึก", exact=True).last.click()
        phone.get_by_role("dialog").get_by_role("button", name="ปิด").click()
        expect(phone.get_by_role("dialog")).to_be_hidden()
        held[0].continue_()

    phone.locator("table.plan").get_by_text("ประชุม", exact=True).click()
    write_and_close("ประชุมที่ปิดเร็ว")
    expect(phone.locator("table.plan").get_by_text("ประชุมที่ปิดเร็ว")).to_be_visible()
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุมที่ปิดเร็ว")
    phone.locator("table.plan").get_by_text("ประชุมที่ปิดเร็ว").click()
    expect(words).to_be_focused()
    PlanItem.objects.filter(pk=meet.pk).update(text="ของเพื่อนร่วมงาน", version=F("version") + 1)
    write_and_close("ของฉัน")
    expect(words).to_be_visible()
    expect(words).to_have_value("ของฉัน")


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_open_page_has_no_barriers(
    width: int, page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, axe: SeenByAxe
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_plan(page, officer_6)
    axe(page)
    box(page, "ประชุม").focus()
    page.locator("[data-kind=activity] + .add-item").first.focus()
    page.keyboard.press("Enter")
    axe(page)
    assert fits_the_screen(page)


def test_what_was_done_without_a_connection_is_done_when_the_page_is_opened_again(
    page: Page,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    plan: Plan,
    first: PlanLine,
    browser_faults: list[str],
) -> None:
    """A move, a new line with words in two of its cells, an item parted in two, and one taken out."""
    second = plan.lines.get(order=2)
    open_plan(page, officer_6)
    page.context.set_offline(True)
    box(page, "ประชุม").press("Alt+ArrowUp")
    box(page, "สจจ. ในพื้นที่").focus()
    page.locator(f"#line-{second.pk} .item-tools").get_by_role("button", name="นำออก").click()
    box(page, "ผลสอง").press("Home")
    for _letter in "ผล":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("ข้อ")
    page.locator("#form-2").get_by_role("button", name="เพิ่มแผนงานของรูปแบบนี้").click()
    page.keyboard.type("ผู้สูงอายุบนรถไฟ")
    opened = page.locator("tr[data-draft]")
    opened.locator("[data-kind=outcome] + .add-item").click()
    page.keyboard.type("เข้าถึงบริการ")
    page.keyboard.press("Tab")
    expect(opened.locator(".words-box")).to_have_count(2)
    expect(page.locator("[data-status]")).to_contain_text("รอส่งอยู่ในเบราว์เซอร์นี้")
    page.close()  # the train arrives
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto("/plans/2567/6/")
    saved(again)
    expect(again.locator("tr[data-line]:not([data-draft])")).to_have_count(3)
    expect(box(again, "เข้าถึงบริการ")).to_be_visible()
    saved(again)
    expect(again.locator("tr[data-draft]")).to_have_count(0)
    again.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('kept:'))")
    comes_to(lambda: cell(first), "1. ประชุม\n2. อบรม")
    new = plan.lines.get(form__number=2)
    comes_to(
        lambda: (cell(new, ItemKind.TARGET), cell(new, ItemKind.OUTCOME)), ("ผู้สูงอายุบนรถไฟ", "เข้าถึงบริการ")
    )
    comes_to(lambda: cell(second, ItemKind.TARGET), "")
    comes_to(lambda: [item.text for item in items_of(second, ItemKind.OUTCOME)], ["ผล", "ข้อสอง"])
    browser_faults.clear()  # the lost connection


def test_a_new_line_is_written_in_before_the_connection_is_back(
    page: Page,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    plan: Plan,
    browser_faults: list[str],
) -> None:
    open_plan(page, officer_6)
    page.context.set_offline(True)
    page.locator("#form-2").get_by_role("button", name="เพิ่มแผนงานของรูปแบบนี้").click()
    page.keyboard.type("ผู้สูงอายุ")
    page.keyboard.press("Enter")
    page.keyboard.type("คนพิการ")
    page.context.set_offline(False)
    expect(page.locator("tr[data-draft]")).to_have_count(0)
    saved(page)
    expect(box(page, "คนพิการ")).to_be_focused()
    new = plan.lines.get(form__number=2)
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('kept:'))")
    comes_to(lambda: [item.text for item in items_of(new, ItemKind.TARGET)], ["ผู้สูงอายุ", "คนพิการ"])
    expect(page.locator("tr[data-line] [data-number]")).to_have_text(["1.", "2.", "3."])
    expect(page.locator("#form-2 .form-name")).to_have_text(new.form_words)
    browser_faults.clear()  # the lost connection


def test_moves_and_lines_that_wait_are_named_when_a_colleague_submits_meanwhile(
    page: Page,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    colleague: User,
    plan: Plan,
    browser_faults: list[str],
) -> None:
    open_plan(page, officer_6)
    page.context.set_offline(True)
    box(page, "ประชุม").press("Alt+ArrowUp")
    page.locator("#form-2").get_by_role("button", name="เพิ่มแผนงานของรูปแบบนี้").click()
    page.keyboard.type("ผู้สูงอายุ")
    plan.submit(by=colleague, seen=Plan.objects.get().shown)
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("ที่ยังไม่ได้ทำ: 2 รายการ")
    expect(page.locator("[data-unsaved] li p")).to_have_text(["ผู้สูงอายุ"])
    page.reload()
    expect(page.locator("[data-unsaved] li p")).to_have_text(["ผู้สูงอายุ"])
    browser_faults.clear()  # the lost connection, and the refusal


def test_a_browser_that_keeps_nothing_says_so(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, browser_faults: list[str]
) -> None:
    open_plan(page, officer_6)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full'); }; }")
    page.context.set_offline(True)
    box(page, "ประชุม").press("End")
    page.keyboard.type("ใหญ่")
    page.keyboard.press("Tab")
    expect(page.locator("[data-status]")).to_contain_text("โปรดเปิดหน้านี้ไว้จนกว่าสัญญาณจะกลับมา")
    page.context.set_offline(False)
    saved(page)
    browser_faults.clear()  # the lost connection


def test_the_keyboard_goes_on_beside_what_was_taken_out(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, plan: Plan, first: PlanLine
) -> None:
    """With the keyboard alone: an item, the last of its cell, a line, the last line; all undone to the end."""
    open_plan(page, officer_6)

    def takes_out(text: str) -> None:
        box(page, text).focus()
        page.locator(".item-tools").get_by_role("button", name="นำออก").focus()
        page.keyboard.press("Enter")

    takes_out("อบรม")
    expect(box(page, "ประชุม")).to_be_focused()
    takes_out("ประชุม")
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] + .add-item")).to_be_focused()
    saved(page)
    page.locator(f"#line-{first.pk}").get_by_role("button", name="เอาแผนงานออก").focus()
    page.keyboard.press("Enter")
    second = page.locator(f"#line-{plan.lines.get(form__number=3).pk}")
    expect(second.locator(".line-link")).to_be_focused()
    second.get_by_role("button", name="เอาแผนงานออก").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("+ แผนงาน")).to_be_focused()
    undo = page.get_by_role("button", name="เลิกทำ")
    undo.focus()
    for left in (1, 2, 2, 2):
        page.keyboard.press("Enter")
        expect(page.locator("tr[data-line]")).to_have_count(left)
        expect(page.locator("[data-status]")).to_have_text("เลิกทำแล้ว")
        expect(undo).to_be_focused()
    expect(undo).to_have_attribute("aria-disabled", "true")
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุม")


def test_the_keyboard_stays_on_the_button_that_moves_an_item_or_a_line(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, plan: Plan, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    box(page, "ประชุม").focus()
    up = page.locator(".item-tools").get_by_role("button", name="เลื่อนขึ้น")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(["ประชุม", "อบรม"])
    expect(up).to_be_focused()
    down = page.locator(f"#line-{first.pk}").get_by_role("button", name="เลื่อนแผนงานลง")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-line]").last).to_have_attribute("data-line", str(first.pk))
    expect(down).to_be_focused()


def test_what_is_typed_while_two_items_are_joined_or_one_is_parted_stays(
    page: Page,
    open_plan: Callable[[Page, User], Page],
    officer_6: User,
    colleague: User,
    plan: Plan,
    first: PlanLine,
    browser_faults: list[str],
) -> None:
    """The portal refuses the joining, because a colleague has reworded the lower item; she has typed on meanwhile."""
    open_plan(page, officer_6)
    page.context.set_offline(True)
    box(page, "ประชุม").press("Home")
    page.keyboard.press("Backspace")
    page.keyboard.type("ทีมงาน")
    lower = items_of(first)[1]
    lower.text = "ประชุมใหญ่"
    lower.store(by=colleague, why="reworded", fields=["text"])
    page.context.set_offline(False)
    expect(page.locator(".conflict")).to_be_visible(timeout=20_000)  # it tries again every few seconds
    expect(box(page, "อบรมทีมงานประชุม")).to_be_visible()
    page.wait_for_function("() => !document.querySelector('[data-status]').textContent.includes('กำลังบันทึก')")
    page.locator(".conflict").get_by_role("button", name="ใช้ของ", exact=False).first.click()
    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator(f"#line-{first.pk} [data-kind=activity] .words")).to_have_text(
        ["อบรมทีมงานประชุม", "ประชุมใหญ่"]
    )
    browser_faults.clear()  # the lost connection, and the refusal


def test_a_card_saves_a_new_item_once_and_keeps_it_without_a_connection(
    phone: Page,
    sign_in: SignIn,
    officer_6: User,
    plan: Plan,
    first: PlanLine,
    browser_faults: list[str],
) -> None:
    sign_in(phone, officer_6)
    phone.goto("/plans/2567/6/")
    phone.locator("table.plan").get_by_text("ประชุม", exact=True).click()
    card, new = phone.get_by_role("dialog"), "#new-activity"
    card.locator(new).fill("ติดตาม")
    card.get_by_role("button", name="บันทึก", exact=True).last.click()
    expect(card.locator(".messages")).to_contain_text("บันทึกแล้ว")
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุม\n3. ติดตาม")
    phone.context.set_offline(True)
    card.locator(new).fill("สรุปผล")
    card.get_by_role("button", name="บันทึก", exact=True).last.click()
    expect(card.get_by_role("alert")).to_contain_text("ยังอยู่ในเบราว์เซอร์นี้")
    phone.context.set_offline(False)
    phone.goto("/plans/2567/")
    phone.goto("/plans/2567/6/")
    phone.locator("table.plan").get_by_text("ประชุม", exact=True).click()
    expect(card.locator(new)).to_have_value("สรุปผล")
    card.get_by_role("button", name="บันทึก", exact=True).last.click()
    expect(card.locator(new)).to_have_value("")
    comes_to(lambda: cell(first), "1. อบรม\n2. ประชุม\n3. ติดตาม\n4. สรุปผล")
    train, meet = items_of(first)[:2]
    card.locator(f"#item-{train.pk}").get_by_role("button", name="นำออก").click()
    expect(card.locator(f"#text-{meet.pk}")).to_be_focused()
    comes_to(lambda: cell(first), "1. ประชุม\n2. ติดตาม\n3. สรุปผล")
    browser_faults.clear()  # the lost connection


def test_a_cell_opens_where_it_is_clicked(
    page: Page, open_plan: Callable[[Page, User], Page], officer_6: User, first: PlanLine
) -> None:
    open_plan(page, officer_6)
    foot = page.locator(f"#line-{first.pk} td[data-label]").first
    size = foot.bounding_box()
    assert size is not None
    foot.click(position={"x": size["width"] - 4, "y": size["height"] - 3})
    expect(box(page, "เครือข่ายสตรี")).to_be_focused()
