"""The worksheet in a browser: the ceiling while typing, keys as in a spreadsheet, and a phone that reads it."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from grants.models import Programme
from participation.models import OtherSource
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait
from tests.dated import SAID
from tests.grants.steps import Office
from tests.papers import pdf_facts, pdf_pages, pdf_text


@pytest.fixture
def programme(office: Office) -> Programme:
    programme = office.open_programme("200000.00")
    for name, amount in (("ศูนย์ประสานงาน จังหวัดระยอง", "95000.00"), ("ชมรมผู้สูงอายุ", "60000.00")):
        make.allocation(programme, name, amount)
    office.pay(office.active(programme.allocations.get(order=1), "47500.00", "47500.00"), 1)
    organisation = programme.allocations.get(order=1).organisation
    given = {"source": "local_fund", "form": "money", "amount": Decimal(20000)}
    OtherSource.objects.create(region_id=6, fiscal_year=2567, organisation=organisation, **given)
    return programme


def test_the_ceiling_is_counted_while_typing_and_enter_goes_down_the_column(
    page: Page, sign_in: SignIn, axe: SeenByAxe, office: Office, programme: Programme
) -> None:
    first, second = programme.allocations.order_by("order")
    sign_in(page, office.asks)
    page.goto(f"/programmes/{programme.pk}/")
    axe(page)
    remaining = page.locator("#remaining")
    expect(remaining).to_have_text("45,000.00")
    amount, below = (page.locator(f"input[name=amount-{row.pk}]") for row in (first, second))
    amount.fill("๑๐๐,๐๐๐.๕๐")
    expect(remaining).to_have_text("39,999.50")
    amount.press("Enter")
    expect(below).to_be_focused()
    expect(amount).to_have_value("100,000.50")
    below.fill("100000")
    expect(remaining).to_contain_text("-0.50")
    expect(remaining).to_contain_text("เกินวงเงิน")
    below.press("ArrowUp")
    expect(amount).to_be_focused()
    page.keyboard.type("100000")
    expect(remaining).to_have_text("0.00")
    press_and_wait(page.get_by_role("button", name="บันทึกจำนวนเงิน"))
    expect(page.locator(".messages")).to_contain_text("บันทึกแล้ว 2 รายการ")
    assert [row.amount for row in programme.allocations.order_by("order")] == [Decimal(100000)] * 2


def test_only_what_was_changed_is_sent_and_a_refusal_is_read_first(
    page: Page, sign_in: SignIn, axe: SeenByAxe, office: Office, programme: Programme
) -> None:
    first, second = programme.allocations.order_by("order")
    sign_in(page, office.asks)
    page.goto(f"/programmes/{programme.pk}/")
    page.locator(f"input[name=amount-{first.pk}]").fill("1,00")
    page.locator(f"input[name=amount-{first.pk}]").press("Tab")
    expect(page.locator(f"input[name=amount-{first.pk}]")).to_have_value("1,00")  # which nobody can read
    page.locator(f"input[name=amount-{first.pk}]").fill("10")
    with page.expect_request("**/save/") as sent:
        page.get_by_role("button", name="บันทึกจำนวนเงิน").click()
    assert f"amount-{first.pk}=" in (sent.value.post_data or "")
    assert f"-{second.pk}=" not in (sent.value.post_data or "")
    expect(page.locator("[data-refused]")).to_be_focused()
    expect(page.locator(f"input[name=amount-{first.pk}]")).to_have_value("10.00")
    axe(page)


def test_the_pages_of_a_programme_have_no_barrier_and_fit_a_phone(
    phone: Page, sign_in: SignIn, axe: SeenByAxe, office: Office, programme: Programme
) -> None:
    first = programme.allocations.get(order=1)
    sign_in(phone, office.asks)
    for tail in (
        "",
        f"{programme.pk}/",
        f"{programme.pk}/?q=ไม่มี",
        f"{programme.pk}/organisations/{first.pk}/",
        f"{programme.pk}/split/?total=100000&step=1000&equal=on&weight-0=1",
        f"{programme.pk}/close/",
        f"{programme.pk}/ceiling/",
    ):
        phone.goto(f"/programmes/{tail}")
        assert fits_the_screen(phone), tail
        axe(phone)


def test_on_a_phone_each_organisation_takes_its_name_and_one_line_for_its_place_and_its_amount(
    phone: Page, sign_in: SignIn, office: Office, programme: Programme
) -> None:
    sign_in(phone, office.asks)
    phone.goto(f"/programmes/{programme.pk}/")
    below_the_names = phone.evaluate(
        """() => [...document.querySelectorAll("table.worksheet tbody tr:not(:has(.others))")].map(row => {
            const name = row.querySelector(".name > a").getBoundingClientRect();
            const amount = row.querySelector("input.baht").getBoundingClientRect();
            return [row.getBoundingClientRect().bottom - name.bottom, amount.height];
        })"""
    )
    assert below_the_names  # of those that nobody else supports, which takes a line more
    assert all(44 <= amount <= line <= amount + 16 for line, amount in below_the_names), below_the_names


def test_a_committee_member_reads_it_on_her_phone(
    phone: Page, sign_in: SignIn, axe: SeenByAxe, programme: Programme
) -> None:
    sign_in(phone, make.user("reads", Role.COMMITTEE_MEMBER, 6))
    phone.goto(f"/programmes/{programme.pk}/")
    expect(phone.locator("main")).to_contain_text("47,500.00")
    assert phone.locator("main input[name^=amount]").count() == 0
    phone.locator("details.others summary").click()
    expect(phone.locator("details.others")).to_contain_text("20,000.00")
    assert fits_the_screen(phone)
    axe(phone)


def test_the_bar_that_stays_covers_no_field_that_the_keyboard_reaches(
    page: Page, sign_in: SignIn, office: Office, programme: Programme
) -> None:
    for number in range(30):
        make.allocation(programme, f"ชมรมที่ {number}", "1000.00")
    sign_in(page, office.asks)
    page.set_viewport_size({"width": 1024, "height": 600})
    page.goto(f"/programmes/{programme.pk}/")
    reached = 0
    for key in ("Tab", "Shift+Tab"):
        for _press in range(120):
            page.keyboard.press(key)
            seen = page.evaluate(
                """() => {
                    const field = document.activeElement, box = field.getBoundingClientRect();
                    if (!field.closest("table.worksheet")) return null;
                    const under = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                    return [field.name || field.textContent, field.contains(under) || !!under?.contains(field)];
                }"""
            )
            if seen is None:
                continue
            assert seen[1], (key, seen[0])
            reached += 1
    assert reached > 60


def test_it_is_printed_on_few_pages_lying_on_their_side(
    page: Page, sign_in: SignIn, office: Office, programme: Programme
) -> None:
    for number in range(30):
        make.allocation(programme, f"ชมรมที่ {number}", "1000.00")
    sign_in(page, office.asks)
    page.goto(f"/programmes/{programme.pk}/")
    printed = page.pdf(prefer_css_page_size=True)
    width, height = map(float, re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", pdf_facts(printed))[0])
    assert (round(width), round(height)) == (842, 595)  # A4 on its side
    assert len(pdf_pages(printed)) <= 3
    assert "ชมรมที่ 29" in pdf_text(printed)
    assert SAID.search(pdf_text(printed))
