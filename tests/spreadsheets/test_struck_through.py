"""A cell that an office has crossed out is asked about, whatever program crossed it out."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlwt
from django.test import Client
from odf import opendocument, style, table, text
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from people.models import User
from spreadsheets.models import ImportBatch
from tests import make
from tests.uploads import faults, upload
from thai.sentences import told

ROWS: list[list[Any]] = [
    ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"],
    [1, "ชมรมคนบ้านสวน", 95000],
    [2, "สมาคมแม่บ้าน", 45000],
    [3, "มูลนิธิเพื่อน", 25000],
]
CROSSED_OUT = (3, 2)  # สมาคมแม่บ้าน


def xlsx(whole: bool, strike: bool = True) -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    cell = book.active.cell(*CROSSED_OUT)
    if whole:
        cell.font = Font(strike=strike)
    else:
        cell.value = CellRichText(TextBlock(InlineFont(strike=strike), "สมาคม"), "แม่บ้าน")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(whole: bool) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("1")
    struck = xlwt.easyxf("font: struck_out on")
    for number, row in enumerate(ROWS, 1):
        for column, value in enumerate(row, 1):
            if (number, column) != CROSSED_OUT:
                sheet.write(number - 1, column - 1, value)
            elif whole:
                sheet.write(number - 1, column - 1, value, struck)
            else:
                sheet.write_rich_text(number - 1, column - 1, [("สมาคม", struck.font), "แม่บ้าน"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(whole: bool) -> bytes:
    document = opendocument.OpenDocumentSpreadsheet()
    struck = style.Style(name="crossed", family="table-cell" if whole else "text")
    struck.addElement(style.TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(struck)
    sheet = table.Table(name="1")
    for number, row in enumerate(ROWS, 1):
        line = table.TableRow()
        for column, value in enumerate(row, 1):
            here = (number, column) == CROSSED_OUT
            more: dict[str, Any] = {"stylename": struck} if here and whole else {}
            is_number = isinstance(value, int)
            kind: dict[str, Any] = (
                {"valuetype": "float", "value": value} if is_number else {"valuetype": "string"}
            )
            cell = table.TableCell(**kind, **more)
            paragraph = text.P(text="" if here and not whole else str(value))
            if here and not whole:
                paragraph.addElement(text.Span(stylename=struck, text=str(value)))
            cell.addElement(paragraph)
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page(before: str, after: str, attributes: str = "") -> bytes:
    lines = []
    for number, row in enumerate(ROWS, 1):
        cells = [
            f"<td{attributes}>{before}{value}{after}</td>"
            if (number, column) == CROSSED_OUT
            else f"<td>{value}</td>"
            for column, value in enumerate(row, 1)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><meta charset=utf-8><table>{''.join(lines)}</table></html>".encode()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an xlsx, the whole cell": ("b.xlsx", lambda: xlsx(whole=True)),
    "an xlsx, a part of its text": ("b.xlsx", lambda: xlsx(whole=False)),
    "an xls, the whole cell": ("b.xls", lambda: xls(whole=True)),
    "an xls, a part of its text": ("b.xls", lambda: xls(whole=False)),
    "an ods, the whole cell": ("b.ods", lambda: ods(whole=True)),
    "an ods, its text": ("b.ods", lambda: ods(whole=False)),
    "a page with <s>": ("b.xls", lambda: page("<s>", "</s>")),
    "a page with <del>": ("b.xls", lambda: page("<del>", "</del>")),
    "a page with a style": ("b.xls", lambda: page("", "", " style='color:red;text-decoration:line-through'")),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "build"), FILES.values(), ids=FILES)
def test_a_row_that_is_crossed_out_is_asked_about(
    client: Client, officer_6: User, name: str, build: Callable[[], bytes]
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, name, "budget", build())
    assert faults(batch) == [(None, 3, "other_state")]
    (fault,) = batch.preview["faults"]
    assert "ขีดฆ่า" in told(fault["message"])
    answer = {"answer_code": fault["code"], "answer_written": fault["written"], "answer": "leave"}
    client.post(f"/imports/{batch.pk}/again/", answer)
    batch.refresh_from_db()
    assert [row["title"] for row in batch.preview["rows"]] == ["ชมรมคนบ้านสวน", "มูลนิธิเพื่อน"]


@pytest.mark.django_db
def test_a_font_that_says_it_does_not_strike_through_is_not_asked_about(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    for whole in (True, False):
        batch = upload(client, "b.xlsx", "budget", xlsx(whole, strike=False))
        assert (batch.state, faults(batch)) == (ImportBatch.State.PREVIEWED, [])
