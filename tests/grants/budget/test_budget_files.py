"""The files of a budget hold what its page shows, in the order of the page, whatever it is narrowed to."""

import csv
import io
import json
import random
import re
import zipfile
from decimal import Decimal
from html import unescape
from itertools import product

import pytest
from django.test import Client
from openpyxl import load_workbook

from centres.models import Organisation, TargetNetwork
from people.models import User
from regions.models import Province
from tests import make
from tests.html import browser_of, links_of

pytestmark = pytest.mark.django_db

PAGE = "/budget/2567/6/"


@pytest.fixture
def granted() -> list[str]:
    """Twenty organisations of region 6, with and without a province and a network; the networks are returned."""
    chance, programme = random.Random(7), make.programme(6)
    networks = list(TargetNetwork.objects.order_by("slug")[:3])
    provinces = list(Province.objects.filter(region=6)[:3])
    for number in range(20):
        row = make.allocation(
            programme, f"ชมรมคนรักสุขภาพ {chance.random()}", f"{chance.randint(2, 9)}000.{number:02}"
        )
        Organisation.objects.filter(pk=row.organisation_id).update(
            province=chance.choice([*provinces, None]), focus=chance.choice([*networks, None])
        )
    return [each.slug for each in networks]


def shown(page: str) -> list[tuple[str, str, str]]:
    """Order, name and amount of each organisation, as somebody reads them on the page."""
    body = page.split('id="organisations"')[1].split("<tbody")[1].split("</tbody>")[0]
    rows = re.findall(
        r'<td role="cell">(\d+)</td>.*?<span lang="th">([^<]+)</span>.*?num money">([^<]+)<', body, re.S
    )
    return [(order, unescape(name), amount.replace(",", "")) for order, name, amount in rows]


def files(client: Client, page: str) -> dict[str, bytes]:
    """The files of the table of organisations that the page leads to, by their endings."""
    ways = [each for each in links_of(page) if "/organisations." in each]
    return {way.split("?")[0].rpartition(".")[2]: client.get(way).content for way in ways}


def told(content: dict[str, bytes]) -> dict[str, list[tuple[str, str, str]]]:
    """The same of each file: a workbook closes with the sum of its rows, the others hold rows alone."""
    sheet = load_workbook(io.BytesIO(content["xlsx"])).active
    cells = [row[:3] for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(cells) if row[0] == "ลำดับ")
    book = [(str(order), str(name), f"{amount:.2f}") for order, name, amount in cells[head + 1 :] if order]
    assert f"{cells[-1][2]:.2f}" == f"{sum(Decimal(amount) for *_row, amount in book):.2f}"
    with zipfile.ZipFile(io.BytesIO(content["zip"])) as package:
        first, second = (package.read(name) for name in package.namelist() if name.endswith(".csv"))
    rows = csv.DictReader(io.StringIO(content["csv"].decode("utf-8-sig")))
    assert first == content["csv"]
    opened = csv.DictReader(io.StringIO(second.decode("utf-8-sig")))
    assert sorted(row["amountAwarded"] for row in opened) == sorted(amount for *_row, amount in book)
    return {
        "xlsx": book,
        "csv": [tuple(list(row.values())[:3]) for row in rows],
        "json": [
            (str(order), name, f"{amount:.2f}")
            for order, name, amount, *_place in (row.values() for row in json.loads(content["json"])["rows"])
        ],
    }


def test_each_file_holds_the_rows_of_the_page_in_its_order(granted: list[str], member_6: User) -> None:
    client, several = browser_of(member_6), 0
    codes = [*Province.objects.filter(region=6).values_list("code", flat=True)[:4], "none", "99", ""]
    every = list(product(codes, [*granted, "none", "no-such", ""], ["amount", "name", "order", ""]))
    for province, focus, sort in [
        *random.Random(11).sample(every, 16),
        ("", "", ""),
        (codes[0], "", "amount"),
    ]:
        page = client.get(PAGE, {"province": province, "focus": focus, "sort": sort}).text
        rows = shown(page)
        several += 1 < len(rows) < 20
        assert told(files(client, page)) == dict.fromkeys(("xlsx", "csv", "json"), rows), (
            province,
            focus,
            sort,
        )
    assert several > 4  # else nothing was narrowed down


def test_a_file_of_some_rows_says_which_in_its_name_and_above_its_rows(
    granted: list[str], member_6: User
) -> None:
    client = browser_of(member_6)
    province = Province.objects.filter(region=6).first()
    assert province is not None
    page = client.get(PAGE, {"province": province.code}).text
    (way,) = (each for each in links_of(page) if "/organisations.xlsx" in each)
    answer = client.get(way)
    sheet = load_workbook(io.BytesIO(answer.content)).active
    said = [str(row[0].value) for row in sheet.iter_rows(max_row=3)]
    assert any(str(province) in line and "จาก 20" in line for line in said), said
    assert sheet.cell(sheet.max_row, 2).value == "รวมเฉพาะที่แสดง"
