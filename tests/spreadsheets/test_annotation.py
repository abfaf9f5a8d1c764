"""The file with notes: the sender's own workbook, the wrong cells coloured and each with its message."""

import io

import openpyxl
import pytest
from django.test import Client
from openpyxl.styles import Font

from people.models import User
from tests import make
from tests.uploads import budget_as_csv, upload
from tests.workbooks.writers import saved

WRONG = ['1,ชมรม ก,"95,000"', "2,ชมรม ข,95.000", '3,,"45,000"']


def notes_of(client: Client, pk: int) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(client.get(f"/imports/{pk}/notes.xlsx").content))


@pytest.fixture
def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "งบประมาณ"
    sheet.append(["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ"])
    sheet.append([1, "ชมรม ก", "95.000"])
    sheet["B2"].font = Font(name="TH Sarabun New", size=16)
    sheet.column_dimensions["B"].width = 61
    return saved(book)


def test_a_workbook_comes_back_with_its_own_look_and_our_notes(
    client: Client, officer_6: User, workbook: bytes
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "งบ.xlsx", "budget", workbook)
    book = notes_of(client, batch.pk)
    assert book.sheetnames[1:] == ["งบประมาณ"]
    sheet = book["งบประมาณ"]
    assert sheet.column_dimensions["B"].width == 61
    assert sheet["B2"].font.name == "TH Sarabun New"
    assert sheet["C2"].value == "95.000"
    assert "95.000" in sheet["C2"].comment.text
    assert sheet["C2"].fill.fgColor.rgb.endswith("FBE7E6")
    assert sheet["B2"].comment is None


def test_a_csv_comes_back_as_a_workbook_with_every_note_on_the_list(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "งบ.csv", "budget", budget_as_csv(*WRONG))
    book = notes_of(client, batch.pk)
    listed = [(row[2], row[3]) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert listed == [(3, "C"), (4, "B")]
    assert {cell.coordinate for row in book.worksheets[1] for cell in row if cell.comment} == {"C3", "B4"}


def test_a_file_that_cannot_be_read_yields_the_list_alone(client: Client, officer_6: User) -> None:
    client.force_login(officer_6)
    batch = upload(client, "งบ.xlsx", "budget", b"%PDF-1.7 not a workbook")
    book = notes_of(client, batch.pk)
    assert "PDF" in next(row[5] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True))


def test_a_name_that_looks_like_a_formula_stays_a_text(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "งบ.csv", "budget", budget_as_csv("1,=SUM(ก1),95.000"))
    cells = [cell for sheet in notes_of(client, batch.pk) for row in sheet for cell in row]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=SUM")] == ["s"]
