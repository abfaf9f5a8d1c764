"""What the tests in a browser say of a page, and the types of the fixtures of conftest."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Locator, Page

from people.models import User

SignIn = Callable[[Page, User], None]
SeenByAxe = Callable[[Page], None]
Read = TypeVar("Read")

PATIENCE = 20  # seconds: a machine that does much besides is slow, not wrong

# The box in which an item stands, asked for anew at each look: `words=อบรม`. Its label counts places, which move.
BOX_OF_WORDS = """{
    query: (root, text) => [...root.querySelectorAll(".words-box")].find(box => box.value === text) ?? null,
    queryAll: (root, text) => [...root.querySelectorAll(".words-box")].filter(box => box.value === text),
}"""

# Ways and fields that no finger comes to: beyond the side of a screen that does not scroll there.
OUT_OF_REACH = """() => {
    const wide = document.documentElement.clientWidth;
    const isOut = control => {
        const {left, right} = control.getBoundingClientRect();
        if (!control.checkVisibility({visibilityProperty: true}) || (left >= -1 && right <= wide + 1)) return false;
        for (let box = control.parentElement; box; box = box.parentElement) {
            const {overflowX, clipPath} = getComputedStyle(box);
            if (["auto", "scroll"].includes(overflowX) || clipPath !== "none") return false;
        }
        return getComputedStyle(control).clipPath === "none";
    };
    const controls = document.querySelectorAll("main :is(a, button, input, select, textarea, summary)");
    return [...controls].filter(isOut).map(control => control.name || control.textContent.trim().slice(0, 40));
}"""


def fits_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def comes_to(read: Callable[[], Read], wanted: Read) -> None:
    """What the portal keeps is so, at the latest after PATIENCE: a page may show what is still on its way there."""
    until = time.monotonic() + PATIENCE
    while (found := read()) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    assert found == wanted


def press_and_wait(button: Locator) -> None:
    """Press what sends a form, and wait for the page that answers: a form that keeps its text is sent a moment late."""
    button.wait_for()
    button.page.wait_for_load_state()  # or the answer would be the page itself, still being read
    with button.page.expect_event("load"):
        button.click()
