"""Where the money is: page, picture, files and the worksheet tell the same, whatever happened to the money."""

import csv
import io
import json
import random
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from centres.models import Organisation
from grants.models import Allocation, Amendment, Programme
from people.models import User
from regions.models import Province
from tests import make
from tests.grants.steps import Office, approve, cancel_allocation, put_in_force
from tests.html import browser_of, text_at
from thai.money_words import format_baht

PAGE = "/budget/2567/6/money/"
STEPS = ["วงเงิน", "จัดสรรแล้ว", "ทำสัญญาแล้ว", "จ่ายแล้ว", "ใช้จ่ายแล้ว", "ส่งคืนแล้ว"]

OF_360GIVING = {
    *("id", "title", "description", "currency", "amountAwarded", "awardDate"),
    *("recipientOrganization", "fundingOrganization"),
}


def records(client: Client, table: str) -> list[dict[str, str]]:
    answer = client.get(f"{PAGE}{table}.csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def told(client: Client) -> list[Decimal]:
    return [Decimal(row["จำนวนเงิน (บาท)"]) for row in records(client, "steps")]


def test_each_step_of_a_grant_is_counted_where_it_is(office: Office, member_6: User) -> None:
    programme = office.open_programme()
    client = browser_of(member_6)
    assert told(client) == [1_175_000, 0, 0, 0, 0, 0]
    allocation = make.allocation(programme, "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    draft = office.draft(allocation, "47500.00", "47500.00")
    assert told(client) == [1_175_000, 95_000, 0, 0, 0, 0]  # a draft agrees nothing
    put_in_force(office.sign(draft), by=office.approves)
    part = office.pay(draft, 1)
    assert told(client) == [1_175_000, 95_000, 95_000, 47_500, 0, 0]
    report = office.report(part, "40000.00")
    assert told(client)[4] == 0  # sent, and not accepted yet
    office.accept(report)
    office.give_back(draft, "7500.00")
    assert told(client) == [1_175_000, 95_000, 95_000, 47_500, 40_000, 7_500]
    approve(Amendment.propose_cancellation(draft, by=office.asks, reason="ยุติ"), by=office.approves)
    cancel_allocation(allocation, by=office.asks, reason="ยุติ")
    assert told(client) == [1_175_000, 47_500, 47_500, 47_500, 40_000, 7_500]


def test_a_step_says_what_it_counts_and_leads_to_its_rows(
    office: Office, programme: object, agreement: object, member_6: User
) -> None:
    client = browser_of(member_6)
    page = client.get(PAGE)
    assert [step.name for step in page.context["page"].steps] == STEPS
    for step in page.context["page"].steps:
        assert f"{format_baht(step.amount)}</td>" in page.text
        assert client.get(step.page).status_code == 200
    for address in set(re.findall(r'href="(/programmes/[^"]+|/budget/2[^"]+)"', page.text)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


@pytest.mark.parametrize("seed", range(4))
def test_page_files_and_worksheet_tell_the_same_of_any_money(
    seed: int, office: Office, member_6: User
) -> None:
    chance = random.Random(seed)
    programme = office.open_programme()
    for number in range(5):
        province = chance.choice(["21", "20", None])
        allocation = make.allocation(programme, f"ศูนย์ประสานงาน {number}", f"{chance.randint(2, 90_000)}.00")
        type(allocation.organisation).objects.filter(pk=allocation.organisation_id).update(province=province)
        if chance.random() < 0.8:
            half = (allocation.amount / 2).quantize(Decimal("0.01"))
            agreement = office.active(allocation, str(half), str(allocation.amount - half))
            if chance.random() < 0.7:
                part = office.pay(agreement, 1)
                if chance.random() < 0.7:
                    spent = (part.amount * chance.randint(0, 100) / 100).quantize(Decimal("0.01"))
                    office.accept(office.report(part, str(spent)))
    client = browser_of(member_6)
    totals = client.get(f"/programmes/{programme.pk}/").context["summary"].totals
    flow = client.get(PAGE).context["page"].flow
    assert (flow.allocated, flow.agreed, flow.paid, flow.returned, flow.organisations) == (
        *(totals.amount, totals.agreed, totals.paid, totals.returned, totals.count),
    )
    assert flow.not_accounted_for == totals.left
    assert flow.allocated == client.get("/budget/2567/6/").context["summary"].total
    steps = [programme.ceiling, flow.allocated, flow.agreed, flow.paid, flow.spent, flow.returned]
    assert told(client) == steps
    text = text_at(client, PAGE)
    assert all(f"{format_baht(step)}</td>" in text for step in steps)
    shown = client.get(PAGE).context["page"].steps
    bars = [Decimal(width) for width in re.findall(r'<rect class="f\d" width="([\d.]+)"', text)]
    assert bars == [step.share for step in shown]  # none is more than the whole here
    assert all(
        abs(bar - step * 100 / programme.ceiling) <= Decimal("0.005")
        for bar, step in zip(bars, steps, strict=True)
    )
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}money.xlsx").content))
    for table in ("provinces", "networks", "years"):
        rows = records(client, table)
        for column, step in zip(("จัดสรร", "ทำสัญญา", "จ่าย"), steps[1:4], strict=True):
            header = f"{column} (บาท)" if f"{column} (บาท)" in rows[0] else f"{column}แล้ว (บาท)"
            assert sum(Decimal(row[header]) for row in rows) == step, table  # no total among the records
        as_json = json.loads(client.get(f"{PAGE}{table}.json").content)["rows"]
        assert [list(map(str, row)) for row in as_json] == [list(row) for row in rows]
        assert len(as_json) == len(rows)
    assert len(book.sheetnames) == 4


def test_the_map_shows_where_the_money_goes_and_has_every_province(
    office: Office, programme: Programme, member_6: User, head_office: User
) -> None:
    for name, amount in (("ชลบุรี", "100000.00"), ("ระยอง", "25000.00"), ("ตราด", "25000.01")):
        allocation = make.allocation(programme, f"ศูนย์ประสานงาน {name}", amount)
        Organisation.objects.filter(pk=allocation.organisation_id).update(
            province=Province.objects.get(name_th=name)
        )
    page = text_at(browser_of(member_6), PAGE)
    shades = dict(re.findall(r'#p(\d\d)" class="shade-(\d)"', page))
    assert (shades.pop("20"), shades.pop("21"), shades.pop("23")) == ("4", "1", "2")
    assert set(shades.values()) == {"0"}
    shapes = Path(finders.find("img/provinces.svg")).read_text()
    everywhere = text_at(browser_of(head_office), "/budget/2567/money/")
    drawn = re.findall(r'#p(\d\d)" class', everywhere)
    assert sorted(drawn) == sorted(re.findall(r'id="p(\d\d)"', shapes))
    assert len(drawn) == 77
    assert "ไม่มีเงินของปีนี้ 74 จาก 77 รายการ" in everywhere
    for shown in (page, everywhere):
        assert 0 < shown.index('id="provinces"') < shown.index('id="map"') < shown.index("<use ")
        assert "@svg-maps/thailand 2.0.0" in shown
        assert 'href="https://creativecommons.org/licenses/by/4.0/"' in shown


def test_region_13_and_the_smallest_provinces_are_reached_from_the_lists(head_office: User) -> None:
    small = {"กรุงเทพมหานคร": 13, "ภูเก็ต": 11, "สมุทรสงคราม": 5, "นนทบุรี": 4}
    for name, region in small.items():
        programme = Programme.objects.filter(region=region).first() or make.programme(region)
        allocation = make.allocation(programme, f"ศูนย์ประสานงาน {name}", "25000.00")
        Organisation.objects.filter(pk=allocation.organisation_id).update(
            province=Province.objects.get(name_th=name)
        )
    client = browser_of(head_office)
    regions, provinces = client.get("/budget/2567/money/").context["page"].tables[:2]
    shown = text_at(client, "/budget/2567/money/")
    assert {row.page for row in regions.reached} >= {f"/budget/2567/{each}/money/" for each in small.values()}
    rows = {row.label: row.page for row in provinces.reached}
    for name in small:
        (there,) = (page for label, page in rows.items() if name in label)
        assert f'<a href="{there}">'.replace("&", "&amp;") in shown
        assert f"ศูนย์ประสานงาน {name}" in text_at(client, there)
    assert "ศูนย์ประสานงาน กรุงเทพมหานคร" in text_at(client, "/budget/2567/13/")


def test_the_package_describes_every_column_of_its_files(
    office: Office, agreement: object, member_6: User
) -> None:
    make.allocation(agreement.programme, "มูลนิธิสายรุ้ง", "105000.00")  # type: ignore[attr-defined]
    everywhere = "/budget/2567/money/"
    for address, count in (
        *((f"{PAGE}money.zip", 5), (f"{everywhere}money.zip", 6), (f"{everywhere}rows.zip", 2)),
        ("/budget/2567/6/organisations.zip", 2),
    ):
        with zipfile.ZipFile(io.BytesIO(browser_of(member_6).get(address).content)) as package:
            resources = json.loads(package.read("datapackage.json"))["resources"]
            assert len({each["name"] for each in resources}) == len(resources) == count, address
            for resource in resources:
                head, *rows = csv.reader(io.StringIO(package.read(resource["path"]).decode("utf-8-sig")))
                fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
                assert list(fields) == head
                assert all(field["description"] for field in resource["schema"]["fields"])
                assert set(fields.values()) <= {"string", "number", "integer", "date"}
            assert resource["name"] == "allocations"  # the last one, in the fields of 360Giving
            assert {name.split("/")[0] for name in fields} == OF_360GIVING
            assert (fields["amountAwarded"], fields["awardDate"]) == ("number", "date")
            told = [dict(zip(head, row, strict=True)) for row in rows]
            assert [(row["amountAwarded"], row["awardDate"]) for row in told] == [
                ("95000.00", "2023-10-20"),
                ("105000.00", ""),
            ]


def test_grants_go_out_in_the_fields_of_360giving(office: Office, agreement: object, member_6: User) -> None:
    make.allocation(agreement.programme, "มูลนิธิสายรุ้ง", "105000.00")  # type: ignore[attr-defined]
    client = browser_of(member_6)
    signed, unsigned = json.loads(client.get(f"{PAGE}360giving.json").content)["grants"]
    everywhere = client.get("/budget/2567/money/360giving.json").content
    assert json.loads(everywhere)["grants"] == [signed, unsigned]
    assert (signed["amountAwarded"], signed["currency"], signed["awardDate"]) == (95000, "THB", "2023-10-20")
    assert "awardDate" not in unsigned  # nothing was signed: no day stands for one
    for grant in (signed, unsigned):
        assert set(grant) >= OF_360GIVING - {"awardDate"}


def test_an_organisation_of_two_years_is_one_in_the_total_of_all_years(
    office: Office, programme: Programme, member_6: User
) -> None:
    granted = make.allocation(programme, "มูลนิธิสายรุ้ง", "105000.00").organisation
    year_before = make.programme(6, fiscal_year=2566)
    Allocation.objects.create(programme=year_before, organisation=granted, order=1, amount=Decimal(45000))
    client = browser_of(member_6)
    years = client.get(PAGE).context["page"].years
    assert [row.flow.organisations for row in years.rows] == [1, 1]
    assert (years.total.organisations, years.total.allocated) == (1, Decimal(150000))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}years.xlsx").content)).active
    *_, total = sheet.iter_rows(values_only=True)
    assert total[-1] == 1


def test_a_sum_of_the_budget_file_is_the_budget(office: Office, programme: object, member_6: User) -> None:
    make.allocation(programme, "มูลนิธิสายรุ้ง", "105000.00")  # type: ignore[arg-type]
    content = browser_of(member_6).get("/budget/2567/6/organisations.csv").content.decode("utf-8-sig")
    assert sum(Decimal(row["งบประมาณ"]) for row in csv.DictReader(io.StringIO(content))) == 105_000


def test_head_office_sees_every_region_and_a_region_nobody_elses(
    office: Office, agreement: object, head_office: User, officer_11: User
) -> None:
    page = browser_of(head_office).get("/budget/2567/money/")
    assert len(page.context["page"].tables[0].rows) == 13
    assert page.context["page"].flow.agreed == 95_000
    theirs = browser_of(officer_11)
    assert theirs.get(PAGE).status_code == 404
    assert theirs.get("/budget/2567/money/").context["page"].flow.agreed == 0


def test_a_year_without_a_programme_says_so(member_6: User) -> None:
    assert "ยังไม่มีงบประมาณของปี 2570" in text_at(browser_of(member_6), "/budget/2570/6/money/")


@pytest.mark.parametrize("name", ["member_6", "head_office", "officer_6"])
def test_home_shows_a_member_where_the_money_is_and_leads_everybody_there(
    name: str, office: Office, request: pytest.FixtureRequest
) -> None:
    agreement = office.active(
        make.allocation(office.open_programme(), "ชมรมคนรักสุขภาพ", "95000.00"), "95000.00"
    )
    office.accept(office.report(office.pay(agreement, 1), "40000.00"))
    office.give_back(agreement, "7500.25")
    client = browser_of(request.getfixturevalue(name))
    home = client.get("/")
    there = "/budget/2567/money/" if name == "head_office" else PAGE
    assert f'href="{there}"' in home.text
    steps = [(step.name, step.amount, step.page) for step in client.get(there).context["page"].steps]
    told = re.findall(
        r'<a href="([^"]+)">([^<]+)</a>.*?num money">([^<]+)</td>', home.text.split("money-steps")[-1], re.S
    )
    if name == "member_6":
        assert told == [(page, step, format_baht(amount)) for step, amount, page in steps]
        assert [amount for _step, amount, _page in steps][-1] == Decimal("7500.25")
    else:
        assert "money-steps" not in home.text
