"""Progress of a plan by line: promised beside done, the same on the plan's page, on a member's home and in the file."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.activities.deciding import accept
from participation.activities.provinces import grid_of
from participation.activities.writing import begin, send
from participation.models import Plan, PlanItem
from participation.outcomes.lines import load_lines, progress_of_plans
from people.models import User
from people.roles import Role
from regions.models import Province
from tests import make
from tests.html import browser_of, flat, text_at
from tests.participation.reports import fill_in

pytestmark = pytest.mark.django_db

PAGE = "/plans/2567/6/"
Hold = Callable[..., None]


@pytest.fixture
def hold(officer_6: User) -> Hold:
    """Report that an activity was held, in a province, and have another person accept it."""
    second = make.user("second", Role.REGIONAL_STAFF, 6)

    def held(item: PlanItem, *, is_accepted: bool = True, **fields: object) -> None:
        report = fill_in(begin(item, None, by=officer_6), **fields)
        send(report, by=officer_6)
        if is_accepted:
            accept(report, by=second, seen=report.shown)

    return held


def submitted(plan: Plan, by: User) -> None:
    plan.submit(by=by, seen=plan.shown)


def rows_of(page: str) -> list[list[str]]:
    """The rows of the table of progress, as read."""
    (table,) = re.findall(r'<table class="progress-lines.*?</table>', flat(page))
    rows = re.findall(r"<tr.*?</tr>", table)[1:]
    return [
        [
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row)
        ]
        for row in rows
    ]


@pytest.fixture
def plan(officer_6: User, hold: Hold) -> Plan:
    """Two lines, submitted: the first promises a meeting in each province and one more, the second one activity."""
    plan = make.plan()
    first = make.plan_line(plan, 1, activities="1.ประชุมจังหวัด 2.ประชุมเขต", outcomes="1.ได้คู่มือ 2.ได้เครือข่าย")
    second = make.plan_line(plan, 3, activities="อบรม", outcomes="ได้ความรู้")
    in_each, once = first.activities
    make.detail(in_each, times=2, per="province")
    reached = make.indicator(first.outcomes[0], "คู่มือ", sign="at_least", target=2)
    make.measured(reached, "2")
    behind = make.indicator(first.outcomes[1], "เครือข่าย", sign="at_least", target=5)
    make.measured(behind, "4")
    about = make.indicator(second.outcomes[0], "ผู้ผ่านอบรม", sign="about", target=40)
    make.measured(about, "40")
    here, there = Province.objects.filter(region=6)[:2]
    for _time in range(3):  # one more than promised makes up for no other province
        hold(in_each, province=here)
    hold(in_each, province=there)
    hold(in_each, province=there, is_accepted=False)
    hold(once)
    hold(once)  # held twice, promised once
    submitted(plan, officer_6)
    return plan


PROVINCES = 8  # of region 6
READ = [
    [f"4 จาก {2 * PROVINCES + 1}", "6 รอพิจารณา 1", "1 จาก 2"],
    ["0 จาก 1", "0", "–"],
    [f"4 จาก {2 * PROVINCES + 2}", "6 รอพิจารณา 1", "1 จาก 2"],
]


def test_the_plan_the_members_home_and_the_file_say_the_same(
    plan: Plan, member_6: User, officer_6: User, head_office: User
) -> None:
    for person in (member_6, officer_6, head_office):
        assert [row[1:] for row in rows_of(text_at(browser_of(person), PAGE))] == READ
    assert [row[1:] for row in rows_of(text_at(browser_of(member_6), "/"))] == READ
    content = browser_of(member_6).get(f"{PAGE}progress.csv").content.decode("utf-8-sig")
    _head, *rows = csv.reader(io.StringIO(content))
    assert [row[2:] for row in rows] == [
        ["4", "17", "6", "1", "1", "2"],
        ["0", "1", "0", "0", "0", "0"],
        ["4", "18", "6", "1", "1", "2"],
    ]


def test_what_is_held_in_each_province_is_the_figure_of_the_grid_of_provinces(plan: Plan) -> None:
    load_lines([plan])
    (progress,) = progress_of_plans([plan])
    (row,) = grid_of(plan).rows
    once = 1
    assert progress.lines[0].held.count == row.counted + once
    assert progress.lines[0].held.all == row.promised + once


def test_an_activity_of_organisations_is_promised_by_each_of_them(officer_6: User) -> None:
    (activity,) = make.plan_line(make.plan(), 3, activities="จัดเวที").activities
    ours, theirs = make.organisation("ศูนย์ ก"), make.organisation("ศูนย์ ข")
    make.detail(activity, times=2, per="organisation", organisations=[ours, theirs])
    second = make.user("second", Role.REGIONAL_STAFF, 6)
    for _time in range(3):
        report = fill_in(begin(activity, ours, by=officer_6))
        send(report, by=officer_6)
        accept(report, by=second, seen=report.shown)
    submitted(activity.line.plan, officer_6)
    assert rows_of(text_at(browser_of(officer_6), PAGE))[0][1:3] == ["2 จาก 4", "3"]


@pytest.mark.parametrize(("per", "promised"), [("all", 3), ("quarter", 12), ("month", 36)])
def test_an_activity_is_promised_as_often_as_its_details_say(
    per: str, promised: int, officer_6: User
) -> None:
    (activity,) = make.plan_line(make.plan(), 3, activities="จัดเวที").activities
    make.detail(activity, times=3, per=per)
    submitted(activity.line.plan, officer_6)
    assert rows_of(text_at(browser_of(officer_6), PAGE))[0][1] == f"0 จาก {promised}"


def test_nothing_is_told_of_a_draft(officer_6: User, member_6: User) -> None:
    plan = make.plan_line(make.plan()).plan
    assert "progress-lines" not in text_at(browser_of(officer_6), PAGE)
    assert browser_of(officer_6).get(f"{PAGE}progress.xlsx").status_code == 404
    assert "progress-lines" not in text_at(browser_of(member_6), "/")
    submitted(plan, officer_6)
    assert browser_of(officer_6).get(f"{PAGE}progress.xlsx").status_code == 200
    assert "progress-lines" in text_at(browser_of(member_6), "/")


def test_a_members_home_tells_of_the_newest_plan_of_her_region_only(
    officer_6: User, officer_11: User, member_6: User
) -> None:
    client = browser_of(member_6)
    for year in (2565, 2566, 2567):
        submitted(make.plan_line(make.plan(6, year)).plan, officer_6)
    submitted(make.plan_line(make.plan(11, 2567)).plan, officer_11)
    make.plan_line(make.plan(6, 2568))  # a draft
    plans = [told.plan for told in client.get("/").context["progress"]]
    assert plans == [Plan.objects.get(region=6, fiscal_year=2567)]
    assert "progress-lines" not in text_at(browser_of(officer_6), "/")


def test_page_and_home_ask_as_often_for_many_lines_as_for_few(
    plan: Plan, member_6: User, officer_6: User, hold: Hold
) -> None:
    client = browser_of(member_6)

    def queries(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    measured = {"kind": "of", "unit": "ครั้ง", "measure": "held_in_every_province"}

    def grow() -> None:
        plan.return_to_draft(by=officer_6, reason="เพิ่มแผนงาน")
        plan.refresh_from_db()
        line = make.plan_line(plan, 4, activities="1.ก 2.ข 3.ค", outcomes="1.ง 2.จ")
        for item in line.activities:
            make.detail(item, times=1, per="province")
            hold(item, province=Province.objects.filter(region=6).first())
        for item in line.outcomes:
            make.indicator(item, "ครบทุกจังหวัด", **measured)
            each = make.indicator(item, "ต่อจังหวัด", per="province", sign="at_least", target=1)
            make.measured(each, "1", province=Province.objects.filter(region=6).first())
        submitted(plan, officer_6)
        plan.refresh_from_db()

    grow()
    for address in ("/", PAGE):
        client.get(address)
    few = [queries(client, address) for address in ("/", PAGE)]
    for _line in range(3):
        grow()
    assert [queries(client, address) for address in ("/", PAGE)] == few
