"""The plan as its readers open it: the paper's five columns, what it covers and lacks, and all regions side by side."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from centres.models import TargetNetwork
from participation.models import FormOfParticipation, Plan, StandardActivity
from people.models import Membership, User
from people.roles import Role
from tests import make
from tests.html import browser_of, flat, text_at

pytestmark = pytest.mark.django_db

PAGE = "/plans/2567/6/"


@pytest.fixture
def plan(db: None) -> Plan:
    plan = make.plan()
    standard = StandardActivity.objects.get(form__number=1, number=1)
    make.plan_line(plan, 1, targets="1. เครือข่ายคนพิการ 2. สจจ.", activities=standard.name, outcomes="ผลหนึ่ง")
    make.plan_line(plan, 3, targets="ผู้สูงอายุ", activities="1. ประชุม 2. อบรม", outcomes="ผลสอง")
    return plan


def columns(page: str) -> list[str]:
    return re.findall(r'<th role="columnheader"[^>]*>([^<]+)</th>', page)


def test_the_plan_stands_in_the_five_columns_of_the_paper(plan: Plan, mentor_6: User) -> None:
    page = text_at(browser_of(mentor_6), PAGE)
    assert columns(page) == ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
    for text in (
        "เครือข่ายคนพิการ",
        "สจจ.",
        "ผลหนึ่ง",
        '<span class="mark">1. </span><span class="words">ประชุม',
        '<span class="mark">2. </span><span class="words">อบรม',
        "ผลสอง",
    ):
        assert text in page


def test_it_says_what_it_covers_and_where_a_form_has_no_line(plan: Plan, mentor_6: User) -> None:
    read = text_at(browser_of(mentor_6), PAGE)
    assert "2 จาก 5 รูปแบบ" in read
    assert f"กิจกรรมมาตรฐาน 1 จาก {StandardActivity.objects.count()}" in read
    networks = TargetNetwork.objects.filter(kind="section_13_4").count()
    assert re.search(rf"เครือข่าย \d จาก {networks} ด้านตามมาตรา 13\(4\)", read)
    missing = FormOfParticipation.objects.get(number=2)
    assert f"รูปแบบที่ 2 {missing.name} ยังไม่มีแผนงาน" in read
    assert "/admin/" not in read.partition("<main")[2].partition("</main>")[0]


def test_steps_of_the_plan_are_on_its_page_as_far_as_they_may_be_taken(plan: Plan, officer_6: User) -> None:
    desk = browser_of(officer_6)
    submit, back = (f"{PAGE}step/{act}/" for act in ("submit", "return_to_draft"))
    page = text_at(desk, PAGE)
    assert (submit in page, back in page) == (True, False)
    plan.submit(by=officer_6, seen=plan.shown)
    page = text_at(desk, PAGE)
    assert (submit in page, back in page) == (False, True)
    assert "แก้ไขล่าสุดโดย officer_6" in page


def test_the_plan_goes_out_as_a_table_that_comes_back(plan: Plan, mentor_6: User) -> None:
    answer = browser_of(mentor_6).get(f"{PAGE}plan.csv")
    assert answer.status_code == 200
    assert "1. ประชุม 2. อบรม" in answer.content.decode("utf-8-sig")
    assert browser_of(mentor_6).get("/plans/2566/6/plan.csv").status_code == 404


def test_all_regions_of_a_year_stand_side_by_side(plan: Plan, head_office: User, officer_6: User) -> None:
    make.plan(11)
    page = text_at(browser_of(head_office), "/plans/2567/")
    assert page.count(_("No plan yet")) == 11
    row = page.partition(f'<a href="{PAGE}">')[2].partition("</tr>")[0]
    assert "2/5" in row
    assert FormOfParticipation.objects.get(number=2).short_name in row
    own = text_at(browser_of(officer_6), "/plans/2567/")
    assert "/plans/2567/6/" in own
    assert "/plans/2567/11/" not in own


def test_a_year_without_a_plan_says_so_and_offers_the_way_in_to_who_may_go_it(
    officer_6: User, mentor_6: User
) -> None:
    way = "/imports/new/?kind=plan&amp;year=2567&amp;region=6"
    for person, offered in ((officer_6, True), (mentor_6, False)):
        page = text_at(browser_of(person), PAGE)
        assert "ยังไม่มีแผนการมีส่วนร่วมของปี 2567" in page
        assert (way in page) == offered


def test_who_reads_no_drafts_is_told_the_same_with_a_draft_as_without_and_that_none_is_submitted(
    member_6: User, mentor_6: User
) -> None:
    told = {
        PAGE: "ยังไม่มีแผนการมีส่วนร่วมของปี 2567 ที่เสนอแล้ว",
        "/plans/2567/": "ยังไม่มีแผนที่เสนอแล้ว",
        "/budget/2567/6/": "ยังไม่มีแผนที่เสนอแล้ว เปิดหน้าแผน",
        "/plans/2567/coverage/?rows=form&columns=region": "ไม่มีแผนที่เสนอแล้ว",
    }

    def read(user: User) -> dict[str, str]:
        return {page: flat(text_at(browser_of(user), page)).partition("<main")[2] for page in told}

    Membership.objects.create(user=member_6, role=Role.COMMITTEE_MEMBER, region_id=11, since=make.day(-30))
    without = read(member_6)
    make.plan_line(make.plan(), 1, activities="อบรม")
    assert read(member_6) == without
    for page, sentence in told.items():
        assert sentence in without[page], page
        assert sentence not in read(mentor_6)[page], page


def test_the_menu_leads_to_the_newest_plan(plan: Plan, mentor_6: User, client: Client) -> None:
    make.plan(fiscal_year=2568)
    assert 'href="/plans/"' in text_at(browser_of(mentor_6), "/")
    assert browser_of(mentor_6).get("/plans/").url == "/plans/2568/"


def test_a_line_that_says_nothing_covers_no_form_and_is_named_where_it_stands(
    plan: Plan, officer_6: User
) -> None:
    """Its form is left out in every count, and the table still shows the line rather than a second gap."""
    desk = browser_of(officer_6)
    line = make.plan_line(plan, 2, targets="", activities="", outcomes="")
    read, all_regions = text_at(desk, PAGE), text_at(desk, "/plans/2567/")
    assert "2 จาก 5 รูปแบบ" in read
    assert f'id="line-{line.pk}"' in read
    assert f"รูปแบบที่ 2 {line.form.name} ยังไม่มีแผนงาน" not in read
    assert f'<a href="{PAGE}#form-2">' in all_regions
    assert '<td role="cell" class="num" data-label="แผนงาน">2</td>' in all_regions
    step = text_at(desk, f"{PAGE}step/submit/")
    assert f'<a href="{PAGE}#line-{line.pk}">แผนงานที่ 3 ของรูปแบบที่ 2 ว่างทั้งแผนงาน โปรดกรอกหรือนำออก</a>' in step
    assert step.count(f"#line-{line.pk}") == 1
    assert f"{PAGE}#form-2" not in step


def test_a_plan_of_empty_lines_alone_is_not_submitted(officer_6: User) -> None:
    plan = make.plan()
    make.plan_line(plan, 1, targets="", activities="", outcomes="")
    desk = browser_of(officer_6)
    assert "แผนที่ทุกแผนงานยังว่างอยู่เสนอไม่ได้" in text_at(desk, f"{PAGE}step/submit/")
    desk.post(f"{PAGE}step/submit/", {"seen": plan.shown})
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT
