"""Every page of ours on a phone: nothing overflows, whatever word stands in it, and the tabs show where one is."""

from collections.abc import Callable, Iterator

from django.test import Client
from playwright.sync_api import BrowserContext, Page

from grants.models import Agreement
from people.models import User
from people.roles import Role
from tests import make
from tests.browser.conftest import PHONE
from tests.browser.screen import OUT_OF_REACH, SignIn, fits_the_screen
from tests.html import browser_of
from tests.walls.addresses import addresses, leaves
from tests.walls.world import World

# Of each list of ways: which of them say where one is, and which of these lie in the screen.
TABS = """() => [...document.querySelectorAll("nav.sub")].map(nav => {
    const here = [...nav.querySelectorAll("a[aria-current]")];
    return [here.length, here.filter(link => {
        const {left, right} = link.getBoundingClientRect();
        return link.checkVisibility() && left >= 0 && right <= document.documentElement.clientWidth;
    }).length];
})"""

# Words of ours that stand in a column too narrow for them, and the labels of cells that do.
SQUEEZED = """() => {
    const isNarrow = element => {
        const text = element.textContent.trim(), words = document.createRange();
        if (text.length < 2 || text.length > 14 || !element.checkVisibility()) return false;
        for (let box = element; box; box = box.parentElement) {
            if (getComputedStyle(box).clipPath !== "none") return false;
        }
        words.selectNodeContents(element);
        const lines = new Set([...words.getClientRects()].map(({top}) => Math.round(top)));
        return lines.size > 2 && element.getBoundingClientRect().width < 40;
    };
    const hidesLabel = cell => {
        const {display, gridTemplateColumns} = getComputedStyle(cell);
        const isShown = display === "grid" && cell.dataset.label && cell.checkVisibility();
        return isShown && parseFloat(gridTemplateColumns) < 40;
    };
    const all = selector => [...document.querySelectorAll(selector)];
    return [
        ...all("main :is(a, button, label, dt, th)").filter(isNarrow).map(each => each.textContent.trim()),
        ...all("main [data-label]").filter(hidesLabel).map(cell => cell.dataset.label),
    ];
}"""


def pages(world: World, reader: Client, seen: set[str]) -> Iterator[str]:
    """Of each route outside the admin the first address that opens to this reader as a page."""
    for leaf in leaves():
        if leaf.route in seen or leaf.route.startswith("admin/"):
            continue
        for address in addresses(leaf, (world, world)):
            answer = reader.get(address)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                seen.add(leaf.route)
                yield address
                break


def test_no_page_overflows_a_phone_and_its_tabs_show_where_one_is(
    new_context: Callable[..., BrowserContext], sign_in: SignIn, head_office: User, long_words: World
) -> None:
    wrong, tabs, seen = [], 0, set[str]()
    people, tied = long_words.objects[User], make.user("tied_6", Role.COORDINATOR, 6)
    make.tie(tied, long_words.objects[Agreement][1].organisation, Role.COORDINATOR)
    for person in (people[0], tied, head_office, people[2], people[3]):
        addresses = list(pages(long_words, browser_of(person), seen))
        page: Page = new_context(**PHONE).new_page()
        sign_in(page, person)
        for address in addresses:
            page.goto(address)
            if not fits_the_screen(page):
                wrong.append((address, "wider than the screen"))
            if out := page.evaluate(OUT_OF_REACH):
                wrong.append((address, out))
            if squeezed := page.evaluate(SQUEEZED):
                wrong.append((address, f"too narrow: {sorted(set(squeezed))}"))
            for here, shown in page.evaluate(TABS):
                tabs += 1
                if not (here == shown == 1):
                    wrong.append((address, f"{here} current tabs, of which {shown} are shown"))
    assert wrong == []
    assert tabs > 15
