"""What the plans of a year cover, and what is missing: one figure on page, file and the pages of plans."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from centres.models import TargetNetwork
from participation.models import FormOfParticipation, Plan, PlanLine, StandardActivity
from participation.summaries import plan_summary
from people.models import User
from regions.models import Province
from tests import make
from tests.html import browser_of, flat, links_of, text_at

pytestmark = pytest.mark.django_db

PAGE = "/plans/2567/coverage/"
DISABLED = "คนพิการหรือผู้ป่วยจิตเวช"  # the network that เครือข่ายคนพิการ names
FARMERS = "เกษตรกร"


def standard(form: int, number: int) -> str:
    return StandardActivity.objects.get(form__number=form, number=number).name


def table_at(client: Client, **asked: Any) -> dict[str, dict[str, str]]:
    """The grid as the file has it: row → column → figure. Of the activities, unless others are asked for."""
    asked = {"rows": "activity", **asked}
    content = client.get("/plans/2567/coverage.csv", asked).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(content))
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


@pytest.fixture
def line(db: None) -> PlanLine:
    """Region 6, form 1, for the disabled and farmers: one standard activity in each province, one in ระยอง."""
    activities = f"1.{standard(1, 1)} 2.{standard(1, 2)}"
    line = make.plan_line(make.plan(), 1, activities=activities)
    everywhere, in_one = line.activities
    make.detail(everywhere, times=2, per="province")
    make.detail(in_one, province=Province.objects.get(name_th="ระยอง"))
    return line


def test_head_office_sees_each_region_and_a_region_its_own_plan(
    line: PlanLine, head_office: User, officer_6: User, officer_11: User
) -> None:
    first = f"1.1 {standard(1, 1)}"
    regions = table_at(browser_of(head_office))[first]
    assert regions[str(make.region(6))] == "1"
    assert regions[str(make.region(11))] == "0"
    assert (regions["ครอบคลุม"], regions["จากทั้งหมด"]) == ("1", "13")
    networks = table_at(browser_of(officer_6))[first]
    assert (networks[DISABLED], networks[FARMERS], networks["สตรี"]) == ("1", "1", "0")
    assert set(table_at(browser_of(officer_11))[first].values()) <= {"0", "13"}


def test_a_draft_is_not_counted_for_the_committee(line: PlanLine, member_6: User, officer_6: User) -> None:
    first = f"1.1 {standard(1, 1)}"
    client = browser_of(member_6)
    assert table_at(client)[first][DISABLED] == "0"
    line.plan.submit(by=officer_6, seen=line.plan.shown)
    assert table_at(client)[first][DISABLED] == "1"


def test_an_activity_is_held_in_the_province_that_it_names_or_in_each_that_it_promises(
    line: PlanLine, officer_6: User
) -> None:
    client = browser_of(officer_6)
    provinces = [str(each) for each in Province.objects.filter(region=6)]
    rows = table_at(client, columns="province")
    assert [rows[f"1.1 {standard(1, 1)}"][name] for name in provinces] == ["1"] * len(provinces)
    in_one = rows[f"1.2 {standard(1, 2)}"]
    assert {name for name in provinces if in_one[name] == "1"} == {"ระยอง"}
    # A province that is asked for is asked of that very activity, too.
    rayong, trat = (Province.objects.get(name_th=name).pk for name in ("ระยอง", "ตราด"))
    assert table_at(client, province=rayong)[f"1.2 {standard(1, 2)}"][DISABLED] == "1"
    assert table_at(client, province=trat)[f"1.2 {standard(1, 2)}"][DISABLED] == "0"


def test_a_line_counts_once_however_often_it_says_a_thing(officer_6: User) -> None:
    twice = f"1.{standard(1, 1)} 2.{standard(1, 1)}"
    make.plan_line(make.plan(), 1, activities=twice, targets="เครือข่ายคนพิการ เครือข่ายผู้พิการ เครือข่ายเกษตรกร")
    assert table_at(browser_of(officer_6))[f"1.1 {standard(1, 1)}"][DISABLED] == "1"
    form = str(FormOfParticipation.objects.get(number=1))
    assert table_at(browser_of(officer_6), rows="form")[form][FARMERS] == "1"


def test_what_was_taken_out_is_not_counted(line: PlanLine, officer_6: User) -> None:
    target = next(item for item in line.targets if str(item.network) == FARMERS)
    target.order = None
    target.place(by=None, why="taken out")
    row = table_at(browser_of(officer_6))[f"1.1 {standard(1, 1)}"]
    assert (row[DISABLED], row[FARMERS]) == ("1", "0")


def test_the_figures_are_those_of_the_plans_page(line: PlanLine, head_office: User) -> None:
    make.plan_line(line.plan, 3, activities=standard(3, 1), targets="เครือข่ายผู้สูงอายุ")
    client = browser_of(head_office)
    summary = plan_summary(make.region(6), 2567, head_office)
    six = str(make.region(6))

    def covered(rows: str) -> list[str]:
        return [row for row, figures in table_at(client, rows=rows).items() if figures[six] != "0"]

    assert len(covered("form")) == summary.forms_covered.count == 2
    assert len(covered("activity")) == summary.activities.count == 3
    of_law = TargetNetwork.objects.filter(kind="section_13_4")
    assert len({*covered("network")} & {each.name_th for each in of_law}) == summary.networks.count == 3


def test_it_opens_on_the_forms_which_every_plan_names(line: PlanLine, officer_6: User) -> None:
    """The words of an office's own table are seldom those of a standard activity: of those alone all would be gaps."""
    grid = browser_of(officer_6).get(PAGE).context["grid"]
    assert (grid.rows_of, grid.columns_of) == ("form", "network")
    assert {row.covered.count for row in grid.rows} == {0, 2}


def test_the_rows_with_most_gaps_come_first_and_the_filters_stay_in_the_address(
    line: PlanLine, officer_6: User
) -> None:
    client = browser_of(officer_6)
    grid = client.get(PAGE, {"rows": "form", "columns": "network"}).context["grid"]
    covered = [row.covered.count for row in grid.rows]
    assert covered == sorted(covered)
    assert covered[-1] == 2
    asked = {"rows": "network", "columns": "form", "form": line.form_id, "gaps": "1"}
    page = client.get(PAGE, asked)
    assert {row.part.words for row in page.context["grid"].rows}.isdisjoint({DISABLED, FARMERS})
    taken = "rows=network&amp;columns=form&amp;gaps=1&amp;form="
    (download,) = re.findall(r'href="(/plans/2567/coverage\.xlsx\?[^"]*)"', page.text)
    assert taken in download
    # What nobody can ask for is left aside.
    page = client.get(
        PAGE, {"rows": "x", "columns": "region", "region": "11", "form": "-1", "province": "10"}
    )
    assert page.context["grid"].wishes == {}


def test_the_file_holds_exactly_what_the_page_shows(line: PlanLine, head_office: User) -> None:
    client = browser_of(head_office)
    for asked in (
        {},
        {"region": "6", "columns": "province", "gaps": "1"},
        {"rows": "province"},
        {"rows": "network", "columns": "form", "network": str(line.targets[0].network_id)},
    ):
        grid = client.get(PAGE, asked).context["grid"]
        book = load_workbook(io.BytesIO(client.get("/plans/2567/coverage.xlsx", asked).content))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        start = next(number for number, row in enumerate(rows) if row[1] == "ครอบคลุม")
        assert list(rows[start][3:]) == [column.words for column in grid.columns]
        assert [list(row) for row in rows[start + 1 :]] == [
            [row.part.words, row.covered.count, row.covered.all, *(cell.count for cell in row.cells)]
            for row in grid.rows
        ]


def test_a_gap_leads_to_the_plan_at_its_form_and_of_many_regions_to_the_regions(
    line: PlanLine, head_office: User, officer_6: User
) -> None:
    def gap(client: Client, row: str, column: str, **asked: Any) -> str:
        asked = {"rows": "activity", **asked}
        page = flat(text_at(client, f"{PAGE}?{'&'.join(f'{k}={v}' for k, v in asked.items())}"))
        (address,) = re.findall(
            rf'<a href="([^"]*)"\s+aria-label="ช่องว่าง: {re.escape(row)}, {re.escape(column)}"', page
        )
        return address.replace("&amp;", "&")

    of_form = f"2.1 {standard(2, 1)}"
    assert gap(browser_of(officer_6), of_form, "สตรี") == "/plans/2567/6/#form-2"
    head = browser_of(head_office)
    assert gap(head, of_form, str(make.region(11))) == "/plans/2567/11/#form-2"
    form = FormOfParticipation.objects.get(number=4)
    narrowed = gap(head, "สตรี", str(form), rows="network", columns="form")
    grid = head.get(f"{PAGE}{narrowed}").context["grid"]
    assert (grid.rows_of, grid.columns_of, grid.only) == ("network", "region", {"form": form.pk})
    in_province = gap(head, "ระยอง", str(form), rows="province", columns="form")
    assert in_province == "/plans/2567/6/#form-4"
    page = text_at(browser_of(officer_6), "/plans/2567/6/")
    assert 'id="form-2"' in page
    assert f'name="form" value="{FormOfParticipation.objects.get(number=2).pk}"' in page


def test_a_retired_entry_is_no_gap_of_a_later_year(line: PlanLine, officer_6: User) -> None:
    TargetNetwork.objects.filter(name_th="สตรี").update(valid_until=2567)
    client = browser_of(officer_6)
    for year, is_there in ((2567, True), (2568, False)):
        grid = client.get(f"/plans/{year}/coverage/").context["grid"]
        assert ("สตรี" in {column.words for column in grid.columns}) == is_there


def test_the_page_asks_as_often_for_many_plans_as_for_few(line: PlanLine, head_office: User) -> None:
    client = browser_of(head_office)

    def queries() -> list[int]:
        counts = []
        for asked in ("", "?rows=form&region=6&columns=province", "?rows=network&columns=form"):
            with CaptureQueriesContext(connection) as counted:
                assert client.get(f"{PAGE}{asked}").status_code == 200
            counts.append(len(counted))
        return counts

    queries()
    few = queries()
    for region in (1, 2, 3, 4):
        plan = make.plan(region)
        for form in (1, 2, 3, 4, 5):
            make.plan_line(plan, form, activities=standard(form, 1))
    for form in (2, 3, 4, 5):
        make.plan_line(Plan.objects.get(region=6), form)
    assert queries() == few


def test_the_pages_of_plans_lead_to_it(line: PlanLine, officer_6: User) -> None:
    client = browser_of(officer_6)
    assert PAGE in links_of(text_at(client, "/plans/2567/"))
    assert f"{PAGE}?region=6" in links_of(text_at(client, "/plans/2567/6/"))
