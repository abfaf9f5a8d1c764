"""The sign-in page as a person meets it, and proof that the browser's complaints are heard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import fits_the_screen, press_and_wait

NEW = "ดอกไม้บานที่ระยอง 67"


def test_a_person_signs_in_and_is_at_home(
    page: Page, sign_in: Callable[[Page, User], None], axe: Callable[[Page], None], member_6: User
) -> None:
    page.goto("/sign-in/")
    axe(page)
    sign_in(page, member_6)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)


def test_a_script_inside_a_page_is_stopped_by_the_content_policy_and_heard(
    page: Page, browser_faults: list[str]
) -> None:
    page.goto("/sign-in/")
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert len(browser_faults) == 1
    assert "Content Security Policy" in browser_faults.pop()


def test_an_error_of_a_script_and_a_missing_file_are_heard(page: Page, browser_faults: list[str]) -> None:
    page.goto("/sign-in/")
    with page.expect_event("requestfinished", lambda request: "nowhere.svg" in request.url):
        page.evaluate("document.body.append(Object.assign(new Image(), {src: '/static/nowhere.svg'}))")
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")
    assert sorted("broken" in fault for fault in browser_faults) == [False, True]
    browser_faults.clear()


def test_who_is_invited_makes_her_account_by_the_link_and_is_at_home(
    page: Page,
    phone: Page,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    officer_6: User,
) -> None:
    sign_in(page, officer_6)
    page.goto("/people/invitations/")
    axe(page)
    page.locator("[name=for_whom]").fill("คุณสมใจ")
    page.locator("[name=role]").select_option("committee_member")
    press_and_wait(page.locator("button[value=invite]"))
    axe(page)
    phone.goto(page.locator("#link").input_value())
    axe(phone)
    assert fits_the_screen(phone)
    typed = {
        "username": "somjai",
        "first_name": "สมใจ",
        "last_name": "ใจดี",
        "password1": NEW,
        "password2": NEW,
    }
    for name, text in typed.items():
        phone.locator(f"[name={name}]").fill(text)
    press_and_wait(phone.locator(".card form button.main"))
    phone.locator("[name=username]").fill("somjai")
    phone.locator("[name=password]").fill(NEW)
    press_and_wait(phone.locator(".card form button.main"))
    assert "/sign-in/" not in phone.url
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_staff_close_the_account_of_who_leaves_with_the_keyboard_alone(
    page: Page,
    phone: Page,
    sign_in: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    officer_6: User,
    coordinator_6: User,
) -> None:
    make.tie(
        coordinator_6, make.organisation("ศูนย์ประสานงานหลักประกันสุขภาพประชาชน จังหวัดระยอง"), Role.COORDINATOR
    )
    heir = make.user("heir", Role.COORDINATOR, 6)
    sign_in(phone, coordinator_6)
    sign_in(page, officer_6)
    page.goto(f"/people/{coordinator_6.pk}/roles/")
    press_and_wait(page.locator("a[href$='/leaving/'].button"))
    axe(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert fits_the_screen(page)
    page.locator("select").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("select")).to_have_value(str(heir.pk))
    page.keyboard.press("Tab")
    expect(page.locator("[name=reason]")).to_be_focused()
    page.keyboard.type("เกษียณ")
    page.keyboard.press("Tab")
    button = page.locator("button.danger")
    expect(button).to_be_focused()
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    expect(page.locator("select")).to_have_count(0)
    axe(page)
    phone.goto("/")
    expect(phone.locator("[name=password]")).to_be_visible()
