"""Take the pictures of docs/screenshots from a running demonstration (make run).

    .venv/bin/python scripts/screenshots.py http://127.0.0.1:8000

Signs in as the demo people with the passwords in var/demo-passwords. The picture of an import preview
needs a table that would change something, so one waiting import is left behind in the demonstration; that of a
comparison needs a second plan, so one of 2568 is.
"""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "screenshots"
PASSWORDS = ROOT / "var" / "demo-passwords"
BUDGET, NEXT_PLAN = "/budget/2567/6/", "/plans/2568/6/"
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 1400}},
    "phone": {
        "viewport": {"width": 390, "height": 1400},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
}
# Who opens which page: the address, and the links that she follows from there.
OPENED = (
    ("officer_6", "plan", ["/plans/2567/6/"]),
    ("officer_6", "year-wheel", ["/plans/2567/6/months/"]),
    ("officer_6", "province-grid", ["/plans/2567/6/provinces/"]),
    ("coordinator_6", "activity", ["/plans/activities/", "main th a"]),
    ("coordinator_6", "activity-report", ["/plans/activities/", "main td a:has(+ .chip.warn)"]),
    ("member_6", "money", ["/budget/2567/6/money/"]),
    ("officer_6", "worksheet", ["/programmes/", "main a[href^='/programmes/']"]),
    ("officer_6", "agreement", ["/agreements/", "main a[href^='/agreements/']"]),
    ("approver_6", "queue", ["/reports/queue/"]),
    ("coordinator_6", "owed", ["/reports/"]),
    ("coordinator_6", "report", ["/reports/", "main a.button[href^='/reports/']"]),
    ("finance_6", "payments", ["/payments/"]),
)
# Ten thousand baht move from one organisation to another; the total stays.
MOVED = {"มูลนิธิสายรุ้ง เพื่อคนพิการ": 205_000, "สภาชุมชนข้าวหม้อแกงหม้อ": 105_000}


def main(address: str) -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is not installed (Debian: sudo apt install chromium)", file=sys.stderr)
        return 1
    if not PASSWORDS.exists():
        print("There are no demo people yet: start the demonstration with make run", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-first-run"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for screen in SCREENS:
            take(browser, address, screen, "officer_6", "home", home)
            take(browser, address, screen, "officer_6", "import-preview", import_preview)
            take(browser, address, screen, "member_6", "budget", budget)
            take(browser, address, screen, "officer_6", "compare", compare)
        take(
            browser, address, "desktop", "officer_6", "conflict", conflict
        )  # on a phone a card holds one line
        for screen in SCREENS:
            for person, name, steps in OPENED:
                take(browser, address, screen, person, name, opened(steps))
        browser.close()
    return 0


def take(
    browser: Browser, address: str, screen: str, person: str, name: str, picture: Callable[[Page, Path], None]
) -> None:
    """Sign in as a person on a screen, and take one picture."""
    page = signed_in(browser, address, screen, person)
    path = PICTURES / f"{name}-{screen}.png"
    picture(page, path)
    page.context.close()
    print(path.relative_to(ROOT))


def signed_in(browser: Browser, address: str, screen: str, person: str) -> Page:
    context = browser.new_context(
        base_url=address,
        locale="th-TH",
        timezone_id="Asia/Bangkok",
        color_scheme="light",
        reduced_motion="reduce",
        **SCREENS[screen],
    )
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("[name=username]").fill(person)
    page.locator("[name=password]").fill(json.loads(PASSWORDS.read_text())[person])
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    return page


def home(page: Page, path: Path) -> None:
    if page.viewport_size:
        page.set_viewport_size({**page.viewport_size, "height": 720})
    page.goto("/")
    page.screenshot(path=path, full_page=True)


def budget(page: Page, path: Path) -> None:
    page.goto(BUDGET)
    page.screenshot(path=path)


def compare(page: Page, path: Path) -> None:
    """A plan of the next year with an item reworded, one left out, beside the plan that it was copied from."""
    page.goto(NEXT_PLAN)
    if page.locator("main a.button.main[href$='/new/']").count():
        page.goto(f"{NEXT_PLAN}new/")
        items = page.locator("textarea[name^=item-]")
        items.nth(0).fill(f"{items.nth(0).input_value()} ทุกจังหวัด")
        items.nth(1).fill("")
        page.locator("[name=how][value=copy]").first.click()
        page.wait_for_url(f"**{NEXT_PLAN}")
    page.goto(f"{NEXT_PLAN}compare/")
    page.screenshot(path=path, full_page=True)


def conflict(page: Page, path: Path) -> None:
    """Two people reword one item of the draft of next year; the words that stood there are put back afterwards."""
    page.route(
        "**/here/*", lambda route: route.abort()
    )  # or the other's words are here before she has typed hers
    page.goto(NEXT_PLAN)
    item = ".is-writing li.item textarea.words-box"
    page.locator(item).first.wait_for()
    other = signed_in(page.context.browser, page.url, "desktop", "approver_6")
    other.goto(NEXT_PLAN)
    other.locator(item).first.wait_for()
    before = other.locator(item).first.input_value()
    for each, words in ((other, "และเครือข่ายในพื้นที่"), (page, "ทุกจังหวัด")):
        with each.expect_response("**/write/"):
            each.locator(item).first.fill(f"{before} {words}")
            each.locator(item).nth(1).focus()
    page.locator(".conflict").wait_for()
    page.screenshot(path=path)
    with page.expect_response("**/write/"):
        page.locator(".conflict [data-answer=third]").click()
        page.locator(".conflict .third textarea").fill(before)
        page.locator(".conflict [data-answer=save]").click()
    other.context.close()


def opened(steps: list[str]) -> Callable[[Page, Path], None]:
    """Go to an address, follow the links, and take the whole page."""

    def picture(page: Page, path: Path) -> None:
        page.goto(steps[0])
        for link in steps[1:]:
            page.locator(link).first.click()
            page.wait_for_load_state()
        page.screenshot(path=path, full_page=True)

    return picture


def import_preview(page: Page, path: Path) -> None:
    page.goto("/imports/new/?kind=budget&year=2567&region=6")
    page.locator("[name=file]").set_input_files(
        {
            "name": "region6-2567-budget-แก้ไข.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": changed_budget(),
        }
    )
    page.locator("main form .button.main").click()
    page.wait_for_url("**/imports/*/")
    page.screenshot(path=path)


def changed_budget() -> bytes:
    """The sample budget with two amounts changed."""
    workbook = load_workbook(ROOT / "samples" / "region6-2567-budget.xlsx")
    for name, amount, *_rest in workbook.active.iter_rows(min_col=2):
        if name.value in MOVED:
            amount.value = MOVED[name.value]
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
