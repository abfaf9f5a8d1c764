"""The registers in a browser: read, worked on with the keyboard's own boxes, on a phone too, without a barrier."""

from datetime import date

from playwright.sync_api import Page

from centres.registers import stepping
from centres.registers.models import ReadinessFile
from people.models import User
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait


def test_the_checklist_of_an_organisation_is_worked_on_and_its_request_submitted(
    page: Page, phone: Page, sign_in: SignIn, axe: SeenByAxe, transactional_db: None, officer_6: User
) -> None:
    centre = make.organisation("ศูนย์ IL")
    make.network_group("กลุ่มสตรี", members=1250)
    make.trained("นางสมมติ หนึ่ง", centre)
    readiness = stepping.begin(centre, by=officer_6, on=date(2023, 11, 1))
    stepping.prepare(readiness, by=officer_6, on=date(2023, 11, 2))
    sign_in(page, officer_6)
    page.goto("/registers/2567/6/")
    assert "1,250" in page.inner_text("#networks")
    axe(page)
    press_and_wait(page.get_by_role("link", name="ศูนย์ IL"))
    paper = {"name": "หลักฐาน.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 paper"}
    for number, item in enumerate(page.locator(".checklist > li").all()):
        item.locator("input[type=checkbox]").check()
        if not number:
            item.locator("summary").click()
            item.locator("input[type=file]").set_input_files(paper)
    axe(page)
    press_and_wait(page.get_by_role("button", name="บันทึกรายการตรวจสอบ").last)
    page.wait_for_selector(".messages .ok")
    assert ReadinessFile.objects.get().name == "หลักฐาน.pdf"
    press_and_wait(page.get_by_role("link", name="ยื่นคำขอขึ้นทะเบียน"))
    axe(page)
    press_and_wait(page.get_by_role("button", name="ยื่นคำขอขึ้นทะเบียน"))
    page.wait_for_selector("text=ยื่นคำขอแล้ว")
    sign_in(phone, officer_6)
    for address in (
        "/registers/2567/",
        "/registers/2567/6/",
        f"/registers/readiness/{readiness.pk}/",
        f"/registers/organisations/{centre.pk}/trained/",
    ):
        phone.goto(address)
        assert fits_the_screen(phone), address
