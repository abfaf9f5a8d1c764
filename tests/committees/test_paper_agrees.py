"""Page, picture, files and the paper tell the same baht of each organisation, whatever they are."""

import csv
import io
import json
import random
import re
from decimal import Decimal

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from centres.models import Organisation
from committees.models import AgendaItem
from grants.models import Programme
from participation.models import Plan
from tests import make
from tests.committees.papers import issued
from tests.html import text_at
from tests.papers import pdf_text, squeezed

pytestmark = pytest.mark.django_db

Told = list[tuple[str, str]]  # each organisation and its baht, in the order of the table
NAMES = ("ศูนย์ประสานงาน", "ชมรม อสม.", "สมาคมคนพิการ (ประเด็นผู้สูงอายุ)", "มูลนิธิน้ำใจ 100%", "กลุ่ม <ครูข้างถนน>")


def granted_at_random(programme: Programme, chance: random.Random) -> Told:
    told = []
    for number in range(1, chance.randint(2, 24)):
        name = f"{chance.choice(NAMES)} {number}"
        amount = Decimal(chance.randint(1, 99_999_999)) / 100
        made = make.allocation(programme, name, str(amount))
        province = chance.choice(["20", "21", None])
        Organisation.objects.filter(pk=made.organisation_id).update(province=province)
        told.append((name, f"{amount:,.2f}"))
    return told


@pytest.mark.parametrize("seed", range(3))
def test_the_paper_and_every_file_tell_what_the_page_tells(
    seed: int, desk: Client, plan: Plan, item: AgendaItem
) -> None:
    programme = make.programme(6, ceiling=Decimal("99000000"))
    told = granted_at_random(programme, random.Random(seed))
    total = f"{sum(Decimal(amount.replace(',', '')) for _name, amount in told):,.2f}"
    summary = desk.get("/budget/2567/6/").context["summary"]
    assert [(row.name, f"{row.amount:,.2f}") for row in summary.rows] == told

    def file(address: str) -> bytes:
        return desk.get(address).content

    lists = "/budget/2567/6/organisations"
    records = list(csv.DictReader(io.StringIO(file(f"{lists}.csv").decode("utf-8-sig"))))
    assert [tuple(row.values())[1:3] for row in records] == [(name, a.replace(",", "")) for name, a in told]
    rows = [list(row.values()) for row in json.loads(file(f"{lists}.json"))["rows"]]
    assert [(name, f"{amount:,.2f}") for _place, name, amount, *_where in rows] == told
    sheet = load_workbook(io.BytesIO(file(f"{lists}.xlsx"))).active
    cells = [row[1:3] for row in sheet.iter_rows(values_only=True) if isinstance(row[2], int | float)]
    assert [(name, f"{amount:,.2f}") for name, amount in cells] == [*told, ("รวมทั้งสิ้น", total)]
    picture = desk.get("/budget/2567/6/money/")
    assert f"{picture.context['page'].flow.allocated:,.2f}" == total
    drawn = [Decimal(width) for width in re.findall(r'class="f\d" width="([\d.]+)"', picture.text)]
    assert drawn[1] == (summary.total * 100 / 99_000_000).quantize(Decimal("0.01"))

    paper = issued(desk, item)
    address = paper.get_absolute_url()
    assert [(name, f"{Decimal(amount):,.2f}") for _key, name, amount in paper.content["budget"]] == told
    closed = [*told, ("รวม", total)]
    table = Document(io.BytesIO(file(f"{address}paper.docx"))).tables[-1]
    assert [(row.cells[1].text, row.cells[2].text) for row in table.rows[1:]] == closed
    slides = Presentation(io.BytesIO(file(f"{address}paper.pptx"))).slides
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    three = [each for each in tables if len(each.columns) == 3]
    on_slides = [(row.cells[1].text, row.cells[2].text) for each in three for row in list(each.rows)[1:]]
    assert on_slides == closed
    pdf = squeezed(pdf_text(file(f"{address}paper.pdf")))
    shown = squeezed(text_at(desk, address))
    for number, (name, amount) in enumerate(told, start=1):
        assert squeezed(f"{number}{name}{amount}") in pdf
        assert squeezed(amount) in shown
    for where in (pdf, shown):
        assert squeezed(f"รวมเป็นเงิน {total} บาท ({summary.total_in_words})") in where
