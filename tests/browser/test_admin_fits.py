"""The admin on the screens of an office and on a phone: no column is cut off, and no page is wider than its screen.

Every model has rows, each text of them with a word that cannot be broken; the pages to add a record are looked at too.
"""

from collections.abc import Iterator

from django.contrib import admin
from playwright.sync_api import Page

from people.models import User
from tests.browser.screen import OUT_OF_REACH, SignIn, fits_the_screen
from tests.walls.world import World

# What of a table lies beyond the part of the page in which it is shown.
CUT_OFF = """() => [...document.querySelectorAll("#content table")].flatMap(table => {
    let box = table.parentElement;
    while (box !== document.body && getComputedStyle(box).overflowX === "visible") box = box.parentElement;
    const beyond = table.getBoundingClientRect().right - box.getBoundingClientRect().right;
    return table.checkVisibility() && beyond > 1 ? [[table.id || table.className, Math.round(beyond)]] : [];
})"""

# On a desk the words are as long as words are, 14 letters; on a phone and a tablet any word may come.
ORDINARY_WORDS = """() => {
    const texts = document.createTreeWalker(document.querySelector("#content"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        texts.currentNode.data = texts.currentNode.data.replace(/([A-Za-z0-9_]{14})[A-Za-z0-9_]+/g, "$1");
    }
}"""


def pages(world: World) -> Iterator[str]:
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield from (address, f"{address}add/")
        held = world.pks(model) or model._base_manager.values_list("pk", flat=True)[:1]
        yield from (f"{address}{pk}/change/" for pk in held[:1])


def test_no_page_of_the_admin_cuts_a_column_off_or_is_wider_than_its_screen(
    page: Page, sign_in: SignIn, head_office: User, long_words: World
) -> None:
    sign_in(page, head_office)
    wrong, opened = [], []
    for address in pages(long_words):
        answer = page.goto(address)
        if answer is None or answer.status != 200 or not page.url.endswith(address):
            continue  # what nobody adds by hand, or keeps in the admin
        opened.append(address)
        for width in (390, 1024, 1280, 1366):
            page.set_viewport_size({"width": width, "height": 800})
            if width == 1280:
                page.evaluate(ORDINARY_WORDS)
            if not fits_the_screen(page):
                wrong.append((address, width, "wider than the screen"))
            if width > 1024 and (cut := page.evaluate(CUT_OFF)):
                wrong.append((address, width, cut))
            if out := page.evaluate(OUT_OF_REACH):
                wrong.append((address, width, out))
    assert wrong == []
    for ending, least in (("/change/", len(admin.site._registry) - 5), ("/add/", 20)):
        assert sum(address.endswith(ending) for address in opened) >= least, ending
