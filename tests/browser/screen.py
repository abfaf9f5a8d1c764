"""What the tests in a browser say of a page, and the types of the fixtures of conftest."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from people.models import User

SignIn = Callable[[Page, User], None]
SeenByAxe = Callable[[Page], None]


def fits_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def press_and_wait(button: Locator) -> None:
    """Press what sends a form, and wait for the page that answers: a form that keeps its text is sent a moment late."""
    button.wait_for()
    button.page.wait_for_load_state()  # or the answer would be the page itself, still being read
    with button.page.expect_event("load"):
        button.click()
