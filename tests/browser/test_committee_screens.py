"""What the committee's room writes on and is printed from: no barrier at three widths, and whole on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from committees.models import FollowUp, ItemDecision, Meeting
from committees.papers.drawing import Wish, draw
from committees.papers.issuing import issue
from people.models import User
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen
from tests.browser.test_committees import meeting, with_budget  # noqa: F401 the fixtures of a meeting
from tests.papers import pdf_facts, pdf_text, pdf_words, squeezed

A4 = (595, 842)  # points
# Without what only readers that speak are told.
PRINTED = """() => {
  document.querySelectorAll(".visually-hidden").forEach((each) => each.remove());
  return document.querySelector("main").innerText;
}"""


def test_what_the_office_writes_on_has_no_barrier(
    page: Page,
    sign_in: SignIn,
    axe: SeenByAxe,
    with_budget: Meeting,  # noqa: F811 the fixture
    officer_6: User,
) -> None:
    item = with_budget.items.get()
    ItemDecision.objects.create(item=item, kind="noted", text="ที่ประชุมรับทราบ", recorded_by=officer_6)
    task = FollowUp.objects.create(item=item, what="สรุปผล", owner="กลุ่มงาน", due_on=make.day(30))
    next_one = make.meeting(with_budget.committee, 5)
    sign_in(page, officer_6)

    def looked_at(*addresses: str) -> None:
        for address in addresses:
            page.goto(address)
            expect(page.locator("main form[method=post]").first).to_be_visible()
            axe(page)
            page.set_viewport_size({"width": 390, "height": 844})
            assert fits_the_screen(page), address
            page.set_viewport_size({"width": 1280, "height": 844})

    looked_at(
        f"/committees/{with_budget.committee_id}/meetings/new/",
        f"/committees/meetings/{next_one.pk}/change/",
        f"/committees/meetings/{next_one.pk}/items/new/",
        f"/committees/items/{next_one.items.get().pk}/change/",
        f"/committees/tasks/{task.pk}/",
    )
    Meeting.objects.filter(pk=with_budget.pk).update(state="closed")
    looked_at(f"/committees/items/{item.pk}/correct/", f"/committees/items/{item.pk}/correct-record/")


@pytest.fixture
def printed(page: Page) -> Callable[[str], bytes]:
    """Print a page as its reader does; ends the test where a word of it is missing, cut off, or of the menus."""

    def on_paper(address: str) -> bytes:
        page.goto(address)
        expect(page.locator("main h1")).to_be_visible()
        menus = {squeezed(each) for each in page.locator("header nav a, .crumbs").all_inner_texts()} - {""}
        page.emulate_media(media="print")
        shown = {squeezed(line) for line in page.evaluate(PRINTED).splitlines()} - {""}
        content = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="screen")
        size = re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", pdf_facts(content))[0]
        assert tuple(round(float(side)) for side in size) == A4
        text = squeezed(pdf_text(content)).replace("\u0e4d\u0e32", "\u0e33")
        assert not [line for line in shown if line not in text], address
        assert not [menu for menu in menus if menu in text and menu not in "".join(shown)], address
        margin = 30
        assert all(margin < word.left and word.right < A4[0] - margin for word in pdf_words(content))
        return content

    return on_paper


def test_a_members_home_her_meeting_and_its_paper_are_printed_whole_and_without_menus(
    page: Page,
    printed: Callable[[str], bytes],
    sign_in: SignIn,
    with_budget: Meeting,  # noqa: F811 the fixture
    officer_6: User,
    member_6: User,
) -> None:
    item = with_budget.items.get()
    drawn = draw(item, officer_6, Wish())
    assert drawn is not None
    paper = issue(item, Wish(), by=officer_6, seen=drawn.sha256)
    make.sits(member_6, with_budget.committee)
    sign_in(page, member_6)
    printed("/")
    assert squeezed(item.title) in squeezed(pdf_text(printed(with_budget.get_absolute_url())))
    whole = squeezed(pdf_text(printed(paper.get_absolute_url())))
    assert all(said in whole for said in ("215,000.00", "45,000.00", paper.sha256, squeezed(paper.as_of)))
