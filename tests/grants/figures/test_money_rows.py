"""Every figure of all regions together leads to the grants that make it up, to the satang."""

import csv
import io
import json
import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from centres.models import Organisation, OrganisationAlias, TargetNetwork
from grants.models import Programme
from people.models import User
from regions.models import Province
from tests import make
from tests.grants.steps import Office, close_year
from tests.html import browser_of, links_of, text_at
from thai.money_words import format_baht

PAGE = "/budget/2567/money/"
OF_A_REGION = "/budget/2567/6/money/"
ROWS = f"{PAGE}rows/"
STEPS = ("allocated", "agreed", "paid", "spent", "returned")


def granted(programme: Programme, name: str, amount: str, province: str | None, network: str | None) -> None:
    allocation = make.allocation(programme, name, amount)
    Organisation.objects.filter(pk=allocation.organisation_id).update(
        province=province, focus=TargetNetwork.objects.get(slug=network) if network else None
    )


@pytest.fixture
def everywhere(office: Office) -> tuple[Programme, Programme]:
    """Grants of two regions: with and without a province or a network, agreed, paid, accounted for."""
    six, eleven = office.open_programme(), make.programme(11)
    granted(six, "สมาคมเพื่อนสุขภาพชลบุรี", "95000.00", "20", "women")
    granted(six, "สมาคมเพื่อนสุขภาพระยอง", "40000.50", "21", None)
    granted(six, "ชมรมคนรักสุขภาพ", "20000.00", None, "women")
    granted(eleven, "สมาคมเพื่อนสุขภาพสุราษฎร์ธานี", "70000.25", "84", "women")
    agreement = office.active(six.allocations.get(order=1), "47500.00", "47500.00")
    office.accept(office.report(office.pay(agreement, 1), "40000.00"))
    office.give_back(agreement, "7500.00")
    return six, eleven


def linked(browser: Client, address: str, key: str) -> dict[str, str]:
    """The rows of a table of a page that lead anywhere: their words and where they lead."""
    section = text_at(browser, address).split(f'id="{key}"')[1].split("</table>")[0]
    return {
        label.strip(): unescape(address)
        for address, label in re.findall(r'<th[^>]*scope="row">\s*<a href="([^"]+)">([^<]+)</a>', section)
    }


@pytest.mark.parametrize(
    ("address", "table", "count", "grants"),
    [
        (PAGE, "provinces", 4, 5),
        (PAGE, "networks", 2, 5),
        (OF_A_REGION, "provinces", 3, 4),
        (OF_A_REGION, "networks", 2, 4),
    ],
)
def test_a_figure_of_a_province_or_a_network_leads_to_the_grants_that_add_up_to_it(
    address: str,
    table: str,
    count: int,
    grants: int,
    everywhere: tuple[Programme, Programme],
    head_office: User,
) -> None:
    granted(everywhere[0], "ชมรมจากเขตอื่น", "1000.00", "84", None)  # a province of the other region
    browser = browser_of(head_office)
    page = browser.get(address).context["page"]
    (told,) = (each for each in page.tables if each.key == table)
    ways = linked(browser, address, table)
    assert len(told.reached) == count
    assert ways.keys() == {*(row.label for row in told.reached), "รวมทั้งสิ้น"}
    for row in told.reached:
        there = browser.get(ways[row.label]).context["told"]
        for step in (*STEPS, "organisations"):
            assert getattr(there.sum, step) == getattr(row.flow, step), (row.label, step)
        for step in STEPS:
            assert sum(getattr(each.flow, step) for each in there.rows) == getattr(row.flow, step)
    whole = browser.get(ways["รวมทั้งสิ้น"]).context["told"]
    assert [getattr(whole.sum, step) for step in STEPS] == [getattr(page.flow, step) for step in STEPS]
    assert len(whole.rows) == grants


@pytest.mark.parametrize("address", [PAGE, OF_A_REGION])
def test_each_step_leads_to_where_its_own_figure_stands_and_each_row_to_its_own_grant(
    address: str, everywhere: tuple[Programme, Programme], head_office: User
) -> None:
    browser = browser_of(head_office)
    ceiling, *steps = browser.get(address).context["page"].steps
    assert len({step.amount for step in (ceiling, *steps)}) == 6  # none stands there for another
    assert format_baht(ceiling.amount) in text_at(browser, ceiling.page)
    for step in steps:
        (total,) = re.findall(r"<tfoot.*?</tfoot>", text_at(browser, step.page), re.S)
        assert f">{format_baht(step.amount)}</td>" in total, step.name
    granted(everywhere[0], "สมาคมเพื่อนสุขภาพชลบุรีและเพื่อน", "1000.00", "20", None)  # a longer name beside it
    for row in browser.get(steps[0].page).context["told"].rows:
        own = browser.get(row.page)
        assert f"{row.name}</" in own.text
        assert own.context["allocation"].amount == row.flow.allocated


def test_the_rows_of_a_region_are_said_to_be_its_own(everywhere: object, head_office: User) -> None:
    browser = browser_of(head_office)
    for wish in ("", "&province=20", "&years=all"):
        shown = text_at(browser, f"{ROWS}?region=6{wish}")
        assert "ทุกเขตที่ท่านดูได้" not in shown
        assert 'href="/budget/2567/6/money/"' in shown
        assert "<strong>เขต 6" in shown
    assert "ทุกเขตที่ท่านดูได้" in text_at(browser, ROWS)


def test_a_region_reads_its_own_rows_and_no_others(everywhere: object, member_6: User) -> None:
    shown = text_at(browser_of(member_6), ROWS)
    assert "สมาคมเพื่อนสุขภาพชลบุรี" in shown
    assert "สุราษฎร์ธานี" not in shown
    assert "สุราษฎร์ธานี" not in text_at(browser_of(member_6), f"{ROWS}?province=84")


def test_a_province_that_is_not_read_is_not_named(office: Office, member_6: User) -> None:
    granted(office.open_programme(), "ชมรมคนรักสุขภาพ", "1000.00", "84", None)
    shown = text_at(browser_of(member_6), ROWS)
    assert "จังหวัดไม่ระบุ" in shown or "ไม่ระบุจังหวัด" in shown
    assert "สุราษฎร์ธานี" not in shown


@pytest.mark.parametrize("person", ["head_office", "member_6"])
def test_every_total_leads_to_the_rows_that_it_is_the_sum_of(
    person: str, everywhere: tuple[Programme, Programme], request: pytest.FixtureRequest
) -> None:
    make.allocation(make.programme(6, fiscal_year=2566), "ชมรมจักรยาน", "7000.00")
    browser = browser_of(request.getfixturevalue(person))
    for address in ("/budget/2567/", PAGE, "/budget/2567/6/money/"):
        page = browser.get(address)
        totals = re.findall(r"<tfoot.*?</tfoot>", page.text, re.S)
        assert len(totals) == page.text.count("<table") - ("money-steps" in page.text), address
        for foot in totals:
            (way,) = set(re.findall(r'<a href="([^"]+)"', foot))
            rows = browser.get(unescape(way))
            context = rows.context
            there = context["told"].sum.allocated if "told" in context else context["shown"].amount
            assert f">{format_baht(there)}</td>" in foot, (address, way)
    narrowed = browser.get("/budget/2567/6/?province=20").text
    for table in ("provinces", "networks"):
        (way,) = re.findall(r'<tfoot>.*?href="([^"#]+)', narrowed.split(f'id="{table}"')[1], re.S)[:1]
        assert browser.get(f"/budget/2567/6/{unescape(way)}").context["rows_total"] == Decimal("155000.50")


def test_the_files_of_the_grants_hold_every_page_of_them_as_it_is_narrowed_down(
    everywhere: tuple[Programme, Programme], head_office: User
) -> None:
    for number in range(51):
        granted(everywhere[1], f"ชมรมคนรักสุขภาพ {number}", f"{number + 1}.25", "84", None)
    make.allocation(make.programme(6, fiscal_year=2566), "ชมรมจักรยาน", "7000.00")
    browser = browser_of(head_office)
    for wish, count in (("", 55), ("province=84", 52), ("network=women", 3), ("years=all&region=6", 4)):
        page = browser.get(f"{ROWS}?{wish}")
        told = page.context["told"]
        ways = {
            each.split("?")[0].rpartition(".")[2]: each for each in links_of(page.text) if "/rows." in each
        }
        rows = list(csv.DictReader(io.StringIO(browser.get(ways["csv"]).content.decode("utf-8-sig"))))
        as_json = json.loads(browser.get(ways["json"]).content)["rows"]
        sheet = load_workbook(io.BytesIO(browser.get(ways["xlsx"]).content)).active
        assert len(rows) == len(as_json) == count, wish
        assert [row["ชื่อหน่วยงานภาคประชาชน"] for row in rows] == [row["ชื่อหน่วยงานภาคประชาชน"] for row in as_json]
        assert [row["ชื่อหน่วยงานภาคประชาชน"] for row in rows][:50] == [row.name for row in told.rows]
        for place, step in enumerate(STEPS):
            for records in (rows, as_json):
                sums = [Decimal(str(list(row.values())[5 + place])) for row in records]
                assert sum(sums) == getattr(told.sum, step), (wish, step)
            assert Decimal(str(sheet.cell(sheet.max_row, 6 + place).value)) == getattr(told.sum, step)


def test_the_files_of_the_regions_hold_what_their_page_shows(everywhere: object, head_office: User) -> None:
    make.programme(9)
    browser = browser_of(head_office)
    page = browser.get("/budget/2567/")
    summary = page.context["summary"]
    for name, told in (
        ("regions", [(str(row.region), row.allocated) for row in summary.rows]),
        ("compared", [(str(row.region), row.allocated) for row in summary.rows if row.has_programme]),
    ):
        ways = {each.rpartition(".")[2]: each for each in links_of(page.text) if f"/{name}." in each}
        rows = list(csv.reader(io.StringIO(browser.get(ways["csv"]).content.decode("utf-8-sig"))))[1:]
        assert [(row[0], Decimal(row[1]) if row[1] else None) for row in rows] == told
        as_json = [list(row.values()) for row in json.loads(browser.get(ways["json"]).content)["rows"]]
        plain = [["" if each is None else each for each in row] for row in as_json]
        assert [
            [Decimal(str(each)) if str(each)[:1].isdigit() else each for each in row] for row in plain
        ] == [[Decimal(each) if each[:1].isdigit() else each for each in row] for row in rows]
        sheet = load_workbook(io.BytesIO(browser.get(ways["xlsx"]).content)).active
        assert Decimal(str(sheet.cell(sheet.max_row, 2).value)) == summary.allocated


def test_a_long_list_is_parted_and_its_sum_is_of_all_its_pages(office: Office, head_office: User) -> None:
    programme = office.open_programme()
    for number in range(51):
        make.allocation(programme, f"ชมรมคนรักสุขภาพ {number}", "1000.00")
    for page, rows in ((1, 50), (2, 1)):
        told = browser_of(head_office).get(f"{ROWS}?province=none&page={page}").context["told"]
        assert (len(told.rows), told.sum.allocated) == (rows, Decimal(51_000))
    assert "province=none&amp;page=2" in text_at(browser_of(head_office), f"{ROWS}?province=none")


def test_a_closed_year_names_who_was_granted_as_on_the_day_of_its_close(
    office: Office, head_office: User
) -> None:
    programme = office.open_programme("95000.00")
    granted(programme, "สมาคมเพื่อนสุขภาพชลบุรี", "95000.00", "20", None)
    office.finish(office.active(programme.allocations.get(), "95000.00"))
    close_year(programme, by=office.approves)
    organisation = Organisation.objects.get(name="สมาคมเพื่อนสุขภาพชลบุรี")
    former = OrganisationAlias(organisation=organisation, name=organisation.name, until=make.day())
    former.full_clean()
    former.save()
    organisation.name = "มูลนิธิเพื่อนสุขภาพชลบุรี"
    organisation.save()
    shown = text_at(browser_of(head_office), ROWS)
    assert "สมาคมเพื่อนสุขภาพชลบุรี" in shown
    assert "มูลนิธิเพื่อนสุขภาพชลบุรี" not in shown


@pytest.mark.parametrize("address", [PAGE, ROWS, "/budget/2567/", "/budget/2567/6/money/"])
def test_a_page_asks_as_often_for_twenty_grants_in_ten_regions_as_for_two_in_one(
    address: str, head_office: User
) -> None:
    def asked() -> int:
        browser = browser_of(head_office)
        browser.get(address)  # what is kept of statements is kept
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    for number in range(2):
        make.allocation(Programme.objects.first() or make.programme(6), f"ชมรมคนรักสุขภาพ {number}", "1000.00")
    few = asked()
    for region in (1, 2, 3, 4, 5, 7, 8, 9, 10):
        programme = make.programme(region)
        for number, province in enumerate(Province.objects.filter(region=region)[:2]):
            granted(programme, f"สมาคมเขต {region} {number}", "1000.00", province.pk, "women")
    for number in range(18):
        make.allocation(Programme.objects.get(region=6), f"สมาคมเพื่อนสุขภาพ {number}", "1000.00")
    assert asked() == few > 5


def test_regions_are_compared_by_organisation_and_by_province_in_the_order_of_their_numbers(
    head_office: User,
) -> None:
    six, eleven = make.programme(6), make.programme(11)
    make.programme(9)
    for name, amount in (("ก", "100.00"), ("ข", "50.01"), ("ค", "50.00")):
        make.allocation(six, f"ชมรมคนรักสุขภาพ {name}", amount)
    make.allocation(eleven, "สมาคมเพื่อนสุขภาพสุราษฎร์ธานี", "700.00")
    page = browser_of(head_office).get("/budget/2567/")
    summary = page.context["summary"]
    told = [row for row in summary.rows if row.has_programme]
    assert [(row.region.pk, row.per_organisation, row.per_province) for row in told] == [
        (6, Decimal("66.67"), Decimal("25.00")),  # 8 provinces, also those to which nothing goes
        (9, None, Decimal("0.00")),
        (11, Decimal("700.00"), Decimal("100.00")),
    ]
    assert (summary.per_organisation, summary.provinces) == (Decimal("225.00"), 19)
    shown = page.text.split('id="per"')[1]
    for amount in ("66.67", "25.00", "700.00", "100.00", "225.00", "47.37"):
        assert f">{amount}</td>" in shown, amount
    assert "เขต 1 " not in shown  # it has no programme to compare


def test_the_page_says_that_no_money_is_told_by_form(office: Office, head_office: User) -> None:
    office.open_programme()
    for address in (PAGE, "/budget/2567/6/money/"):
        assert "ไม่ได้แยกเงินตามรูปแบบการมีส่วนร่วม" in text_at(browser_of(head_office), address)
