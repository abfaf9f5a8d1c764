"""The plan as a committee member opens it: from the menu, whole on a laptop and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from people.roles import Role
from tests import make
from tests.browser.screen import SeenByAxe, SignIn, fits_the_screen, press_and_wait


@pytest.mark.parametrize("width", [390, 1024, 1280])
def test_the_plan_is_read_from_the_menu_and_fits_every_screen(
    width: int, page: Page, sign_in: SignIn, axe: SeenByAxe, member_6: User
) -> None:
    plan = make.plan()
    make.plan_line(plan, 1)
    make.plan_line(plan, 3, outcomes="1. มีกลไกคุ้มครองสิทธิระดับจังหวัด 2. มีความรู้เรื่องการเจรจาไกล่เกลี่ย")
    plan.submit(by=make.user("submits", Role.REGIONAL_STAFF, 6), seen=plan.shown)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, member_6)
    press_and_wait(page.get_by_role("link", name="แผน", exact=True))
    axe(page)
    press_and_wait(page.get_by_role("link", name="2. เพิ่มการเข้าถึงบริการ"))
    expect(page.get_by_text("รูปแบบที่ 2", exact=False)).to_be_in_viewport()
    expect(page.get_by_text("มีความรู้เรื่องการเจรจาไกล่เกลี่ย")).to_be_visible()
    assert fits_the_screen(page)
    axe(page)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("person", ["member_6", "officer_6"])
def test_what_takes_the_plan_out_lies_on_the_screen(
    person: str,
    width: int,
    page: Page,
    sign_in: SignIn,
    transactional_db: None,
    request: pytest.FixtureRequest,
) -> None:
    plan = make.plan_line(make.plan()).plan
    plan.submit(by=make.user("submits", Role.REGIONAL_STAFF, 6), seen=plan.shown)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, request.getfixturevalue(person))
    page.goto(page.url.rstrip("/") + plan.get_absolute_url())
    page.get_by_text("นำออก", exact=True).click()
    link = page.get_by_role("link", name="PDF เลขไทย")
    expect(link).to_be_in_viewport(ratio=1)
    with page.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename == "แผน-2567-เขต6.pdf"
