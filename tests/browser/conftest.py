"""A browser that behaves like a person's, and ends a test at the first thing a person would find broken.

Tests here get a page of pytest-playwright at the live server's address: page.goto("/budget/2567/6/").
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, WebError, expect

from people.models import User
from tests.browser.screen import BOX_OF_WORDS, PATIENCE
from tests.browser.seen import SEEN_BY_AXE
from tests.conftest import IN_CI
from tests.grants.steps import Office
from tests.walls.world import COMMON_WORD, World, build

HERE = Path(__file__).parent
PASSWORD = "a sample password"  # of everyone whom tests/make.py makes
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# Without its own copies of the style sheets, which the content policy would stop and the browser report.
AXE_WIDTHS = (390, 1024, 1280)
SHORT = {"n", "of", "unit"}  # what has no room for more in its field
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
expect.set_options(timeout=PATIENCE * 1000)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def chromium() -> Iterator[str]:
    """Debian's Chromium. Where it is missing the browser tests are skipped, but never in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "Chromium is not installed (Debian: sudo apt install chromium libatomic1)"
        pytest.fail(reason) if IN_CI else pytest.skip(reason)
    with pytest.MonkeyPatch.context() as environment:
        # Playwright keeps an event loop in the thread of the tests, which Django takes for asynchronous code.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield path


@pytest.fixture(scope="session", autouse=True)
def boxes_by_their_words(playwright: Playwright) -> None:
    playwright.selectors.register("words", BOX_OF_WORDS)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    quiet = [
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*quiet, *as_root]}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "th-TH",
        "timezone_id": "Asia/Bangkok",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def browser_faults() -> Iterator[list[str]]:
    """What the browser complained of: a broken content policy, a script's error, a file not found.

    Empty it in a test that means to provoke one.
    """
    faults: list[str] = []
    yield faults
    assert not faults, "\n".join(["The browser complained:", *faults])


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], browser_faults: list[str]
) -> Callable[..., BrowserContext]:
    """Open a browser of its own for one person; every one is listened to."""

    def heard(message: ConsoleMessage) -> None:
        page_itself = message.page is not None and message.location["url"] == message.page.url
        if message.type == "error" and not page_itself:  # a page may well answer 403 or 404
            browser_faults.append(f"{message.location['url']}: {message.text}")

    def failed(error: WebError) -> None:
        browser_faults.append(f"{error.page.url if error.page else ''}: {error.error}")

    def opened(**arguments: Any) -> BrowserContext:
        context = new_context(**arguments)
        context.on("console", heard)
        context.on("weberror", failed)
        return context

    return opened


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a phone-sized screen, with a sign-in of its own."""
    return new_context(**PHONE).new_page()


@pytest.fixture
def sign_in(base_url: str) -> Callable[[Page, User], None]:
    """Sign in as a person does, through the form."""

    def as_person(page: Page, person: User) -> None:
        page.goto("/sign-in/")
        page.locator("[name=username]").fill(person.username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)

    return as_person


@pytest.fixture
def axe(pytestconfig: pytest.Config) -> Callable[[Page], None]:
    """Assert that axe finds no barrier on the page as it stands: at each width, and in dark colours at its own."""

    def look(page: Page, how: str) -> None:
        violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
        assert not violations, f"{page.url}, {how}:\n" + "\n".join(map(in_words, violations))

    def finds_nothing(page: Page) -> None:
        own = page.viewport_size
        assert own is not None
        page.emulate_media(color_scheme="dark")
        look(page, "dark colours")
        page.emulate_media(color_scheme="light")
        for width in AXE_WIDTHS:
            page.set_viewport_size({"width": width, "height": own["height"]})
            look(page, f"{width} pixels wide")
        page.set_viewport_size(own)
        page.emulate_media(color_scheme=None)
        pytestconfig.stash.setdefault(SEEN_BY_AXE, set()).add(urlsplit(page.url).path)

    return finds_nothing


def in_words(violation: dict[str, Any]) -> str:
    places = "".join(f"\n    {node['html']}\n      {node['failureSummary']}" for node in violation["nodes"])
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}{places}"


@pytest.fixture
def office(transactional_db: None) -> Office:
    return Office()


@pytest.fixture
def long_words(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """A region's data of every kind, with a Latin word of 39 letters in each text that people wrote."""

    def mark_for(world: World, what: str) -> str:
        word = f"{world.mark}{what.upper()}"
        return word if what in SHORT else f"{COMMON_WORD} {word:X<39}"

    monkeypatch.setattr(World, "mark_for", mark_for)
    return build(6)
