"""Files, pictures, legal bases and papers of other bodies on the page of an item, in a browser and on a phone."""

import io

from PIL import Image
from playwright.sync_api import Page, expect

from committees.models import Meeting
from committees.papers.drawing import Wish, draw
from committees.papers.issuing import issue
from people.models import User
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait
from tests.browser.test_committees import meeting, with_budget  # noqa: F401 the fixtures of a meeting

CAPTION = "เครือข่ายองค์กรภาคประชาชนประชุมเตรียมแผน"


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(made, "PNG")
    return made.getvalue()


def attach(
    page: Page, name: str, content: bytes, kind: str, *, caption: str = "", personal: str = "no"
) -> None:
    page.locator("#id_file").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.locator(f"input[name='is_personal'][value='{personal}']").check()
    page.locator("#id_caption").fill(caption)
    press_and_wait(page.get_by_role("button", name="แนบไฟล์", exact=True))


def test_what_an_item_is_about_is_prepared_in_a_browser_and_read_on_a_phone(
    page: Page,
    phone: Page,
    sign_in: SignIn,
    axe: SeenByAxe,
    with_budget: Meeting,  # noqa: F811 the fixture
    officer_6: User,
    member_6: User,
) -> None:
    item = with_budget.items.get()
    sign_in(page, officer_6)
    home = page.url.rstrip("/")
    page.goto(home + item.get_absolute_url())
    attach(page, "รายงานคณะทำงาน.pdf", b"%PDF-1.7 report", "application/pdf")
    attach(page, "รายชื่อผู้ป่วย.pdf", b"%PDF-1.7 names", "application/pdf", personal="yes")
    attach(page, "ประชุมเตรียมแผน.png", picture(), "image/png", caption=CAPTION)
    expect(page.get_by_role("link", name="รายชื่อผู้ป่วย.pdf")).to_be_visible()
    axe(page)
    press_and_wait(page.get_by_role("link", name="จัดทำเอกสารวาระ"))
    expect(page.get_by_role("img", name=CAPTION)).to_be_visible()
    press_and_wait(page.get_by_role("link", name="แผนลำดับใดอยู่บนฐานกฎหมายใด"))
    axe(page)
    page.get_by_role("checkbox").first.check()
    press_and_wait(page.get_by_role("button", name="บันทึก"))
    expect(page.get_by_text("แผนที่อยู่บนฐานนี้: ลำดับ 1")).to_be_visible()

    drawn = draw(item, officer_6, Wish())
    assert drawn is not None
    paper = issue(item, Wish(), by=officer_6, seen=drawn.sha256)
    second = make.meeting(
        make.committee(6, "อคม.", name="คณะกรรมการควบคุมคุณภาพ เขต 6"), 5, state="called"
    ).items.get()
    page.goto(home + second.get_absolute_url())
    press_and_wait(page.get_by_role("button", name="เสนอที่ประชุมนี้"))
    expect(page.get_by_role("link", name=str(paper))).to_be_visible()
    axe(page)

    make.sits(member_6, second.meeting.committee)
    sign_in(phone, member_6)
    phone.goto(phone.url.rstrip("/") + second.get_absolute_url())
    press_and_wait(phone.get_by_role("link", name=str(paper)))
    expect(phone.get_by_role("img", name=CAPTION)).to_be_visible()
    assert fits_the_screen(phone)
    axe(phone)
