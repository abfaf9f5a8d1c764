"""A coordinator brings in the budget she has; a committee member reads it on her phone."""

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from grants.models import Allocation
from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait
from tests.office_tables.office_data import REGION_6

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def bring_in(page: Page, kind: str, file: Path) -> None:
    page.goto("/")
    page.locator("header a[href='/imports/']").click()
    page.locator("main a[href^='/imports/new/']").first.click()
    page.locator(f"input[name=kind][value={kind}]").check()
    page.locator("[name=fiscal_year]").fill("2567")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button.main").click()
    page.wait_for_url("**/imports/*/")


def test_the_budget_goes_from_the_coordinators_workbook_to_the_committees_phone(
    page: Page,
    phone: Page,
    sign_in: SignIn,
    axe: SeenByAxe,
    coordinator_6: User,
    officer_6: User,
    member_6: User,
) -> None:
    make.programme()
    for name, _amount in REGION_6:
        make.tie(coordinator_6, make.organisation(name), Role.COORDINATOR)
    sign_in(page, coordinator_6)
    axe(page)
    bring_in(page, "budget", SAMPLES / "region6-2567-budget.xlsx")
    expect(page.locator("main")).to_contain_text("1,175,000.00")
    axe(page)
    page.locator("form[action$='/ask/'] button").click()
    expect(page.locator("form[action$='/withdraw/']")).to_be_attached()
    axe(page)
    assert not Allocation.objects.exists()

    page.context.clear_cookies()
    sign_in(page, officer_6)
    page.goto("/reports/queue/")
    press_and_wait(page.locator(".queue-rows a.button"))
    axe(page)
    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator("form[action$='/undo/']")).to_be_attached()
    assert Allocation.objects.total() == Decimal("1175000.00")
    axe(page)

    sign_in(phone, member_6)
    phone.goto("/")
    axe(phone)
    assert fits_the_screen(phone)
    phone.goto("/budget/2567/6/")
    expect(phone.locator("main")).to_contain_text("1,175,000.00")
    expect(phone.locator("main")).to_contain_text("หนึ่งล้านหนึ่งแสนเจ็ดหมื่นห้าพันบาทถ้วน")
    expect(phone.locator("main")).to_contain_text("ตราด")
    assert fits_the_screen(phone)
    axe(phone)
    phone.goto("/budget/2567/")
    assert fits_the_screen(phone)
    axe(phone)


def test_the_plan_goes_in_and_is_read_in_the_layout_of_the_paper(
    page: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User
) -> None:
    sign_in(page, officer_6)
    bring_in(page, "plan", SAMPLES / "region6-2567-plan.xlsx")
    expect(page.locator("main")).to_contain_text("สสจ.")
    axe(page)
    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator("form[action$='/undo/']")).to_be_attached()
    page.goto("/budget/2567/6/")
    press_and_wait(page.get_by_role("link", name="อ่านแผน"))
    expect(page.locator("main")).to_contain_text("ศูนย์ดำรงชีวิตอิสระของคนพิการ")
    axe(page)


def test_a_file_that_is_chosen_first_says_what_it_is_and_leaves_alone_what_she_said(
    page: Page, sign_in: SignIn, officer_6: User
) -> None:
    sign_in(page, officer_6)
    page.goto("/imports/new/")
    page.locator("[name=fiscal_year]").fill("2568")
    page.locator("input[type=file]").set_input_files(SAMPLES / "region6-2567-plan.xlsx")
    expect(page.locator("[data-proposed]")).to_contain_text("2567")
    expect(page.locator("input[name=kind][value=plan]")).to_be_checked()
    expect(page.locator("[name=fiscal_year]")).to_have_value("2568")


def test_a_file_with_faults_names_the_cells_and_offers_the_file_with_notes(
    page: Page, phone: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User, tmp_path: Path
) -> None:
    make.programme()
    table = tmp_path / "งบประมาณ.csv"
    table.write_text(
        'ลำดับ,ชื่อหน่วยงาน,งบประมาณ\r\n1,ชมรม ก,"95,000"\r\n2,ชมรม ข,95.000\r\n3,,"45,000"\r\n',
        encoding="utf-8-sig",
    )
    sign_in(phone, officer_6)
    bring_in(phone, "budget", table)
    main = phone.locator("main")
    expect(main).to_contain_text("95.000")
    expect(phone.locator("form[action$='/confirm/']")).to_have_count(0)
    expect(phone.locator("a[href$='/notes.xlsx']").first).to_be_visible()
    assert fits_the_screen(phone)
    axe(phone)
    assert not Allocation.objects.exists()


def test_a_table_copied_from_a_word_document_keeps_its_cells(
    page: Page, sign_in: SignIn, officer_6: User
) -> None:
    make.programme()
    sign_in(page, officer_6)
    page.goto("/imports/new/")
    page.locator("main details summary").click()
    page.locator("input[name=kind][value=budget]").check()
    page.locator("[name=fiscal_year]").fill("2567")
    page.locator("[name=pasted]").evaluate(
        """(area) => {
            const clipboard = new DataTransfer();
            clipboard.setData("text/html",
                "<table><tr><th>ชื่อหน่วยงาน<th>งบประมาณ<tr><td>ชมรม<br>ผู้สูงอายุ<td>95,000</table>");
            clipboard.setData("text/plain", "ชื่อหน่วยงาน\\tงบประมาณ\\nชมรม\\nผู้สูงอายุ\\t95,000");
            area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true}));
            area.value = clipboard.getData("text/plain");
        }"""
    )
    page.locator("main form button.main").click()
    page.wait_for_url("**/imports/*/")
    expect(page.locator("main")).to_contain_text("95,000.00")


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/grants/programme/",
        "/admin/grants/programme/add/",
        "/admin/centres/organisation/",
        "/admin/centres/organisation/add/",
        "/admin/participation/plan/",
        "/admin/complaints/receivingunit/",
        "/admin/complaints/receivingunit/add/",
        "/admin/participation/formofparticipation/",
        "/admin/people/user/",
    ],
)
def test_the_admin_has_no_barrier_and_breaks_no_policy(
    page: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User, address: str
) -> None:
    programme = make.programme()
    make.allocation(programme, "ชมรมผู้สูงอายุ จังหวัดชลบุรี", "95000.00")
    make.plan_line(make.plan())
    make.receiving_unit(make.organisation("หน่วยรับเรื่อง"))
    sign_in(page, officer_6)
    page.goto(address)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    axe(page)


def test_the_change_and_history_pages_of_a_programme_have_no_barrier(
    page: Page, sign_in: SignIn, axe: SeenByAxe, officer_6: User
) -> None:
    programme = make.programme()
    make.allocation(programme, "ชมรมผู้สูงอายุ จังหวัดชลบุรี", "95000.00")
    sign_in(page, officer_6)
    for address in ("change/", "history/", "delete/"):
        page.goto(f"/admin/grants/programme/{programme.pk}/{address}")
        axe(page)


def test_a_person_without_the_right_meets_a_page_that_says_so(
    page: Page, sign_in: SignIn, axe: SeenByAxe, coordinator_6: User
) -> None:
    make.programme()
    sign_in(page, coordinator_6)
    response = page.goto("/budget/2567/6/")
    assert response is not None
    assert response.status == 403
    axe(page)
    page.goto("/nowhere/")
    axe(page)


def test_work_that_takes_longer_than_a_second_says_so(page: Page, sign_in: SignIn, officer_6: User) -> None:
    sign_in(page, officer_6)
    page.goto("/imports/new/")
    busy = page.locator("main form .busy")
    expect(busy).to_be_hidden()
    page.locator("input[name=kind][value=budget]").check()
    # The form is held back, as a slow server would hold it.
    page.evaluate("document.querySelector('main form').addEventListener('submit', (e) => e.preventDefault())")
    page.locator("main form button.main").evaluate("(button) => button.form.requestSubmit()")
    expect(busy).to_be_visible()
