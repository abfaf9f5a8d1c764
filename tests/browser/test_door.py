"""The sign-in page as a person meets it, and proof that the browser's complaints are heard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from people.models import User


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
