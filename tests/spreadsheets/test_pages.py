"""A page gives what it shows: nothing hidden, no footnote's mark as a figure, and the lines around its table."""

import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
import xlwt
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf import opendocument, style, table, text
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from people.models import User
from tables.reading import read_pasted
from tests import make
from tests.spreadsheets.test_questions import names
from tests.tables.books import entries, find
from tests.uploads import faults, upload

HEAD = "<tr><th>ลำดับ<th>ชื่อหน่วยงานภาคประชาชน<th>งบประมาณ</tr>"
LAST = "<tr><td>2<td>สมาคมแม่บ้าน<td>45,000</tr>"


def page(
    amount: str, *, before: str = "", after: str = "", head: str = "", name: str = "ชมรมคนบ้านสวน"
) -> bytes:
    body = f"{before}<table>{HEAD}<tr><td>1<td>{name}<td>{amount}</tr>{LAST}</table>{after}"
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def amounts(client: Client, content: bytes, filename: str = "b.xls") -> list[Decimal]:
    batch = upload(client, filename, "budget", content)
    assert faults(batch) == []
    return [Decimal(row["baht"]) for row in batch.preview["rows"]]


NOT_SHOWN = [
    "19000<span style='display:none'>0</span>",
    "19000<span style='DISPLAY : NONE'>0</span>",
    "19000<i hidden>0</i>",
    "19000<b hidden=until-found>0</b>",
    "19000<span style='visibility:hidden'>0</span>",
    "19000<span style='mso-hide:all'>0</span>",
    "19000<span style='font-size:0'>0</span>",
    "19000<span style='color:transparent'>0</span>",
    "19000<span style='opacity:0'>0</span>",
    "19000<span style='position:absolute;left:-9999px'>0</span>",
    "19000<p style='display:none'>0",
    "<div style='display:none'><b>1</b><p>2</div>19000",
    "19000<ruby><rt>0</ruby>",
    "19000<datalist><option>0</datalist>",
    "19000<template>0</template>",
    "19000<span style='display:none'>0<span>0</span>0</span>",
    "<span style='display:none'>9</i></b></span>19000",
]


@pytest.mark.django_db
@pytest.mark.parametrize("cell", NOT_SHOWN)
def test_what_a_page_hides_is_no_part_of_an_amount(client: Client, officer_6: User, cell: str) -> None:
    make.programme()
    client.force_login(officer_6)
    assert amounts(client, page(cell)) == [19000, 45000]


SHOWN = [
    "font-size:1em",
    "font-size:1rem",
    "font-size:1.5em",
    "font-size:100%",
    "line-height:1;width:9em;overflow:hidden",
]


@pytest.mark.django_db
@pytest.mark.parametrize("style", SHOWN)
def test_letters_of_ordinary_size_are_read(client: Client, officer_6: User, style: str) -> None:
    make.programme()
    client.force_login(officer_6)
    head = f"<style>table{{{style}}}</style>"
    content = page(f"<span style='{style}'>19000</span>", head=head)
    assert amounts(client, content) == [19000, 45000]
    titled = content.replace(b"<table", f"<h2 style='{style}'>ปีงบประมาณ 2566</h2><table".encode(), 1)
    assert "title_year" in {code for *_place, code in faults(upload(client, "b.xls", "budget", titled))}


PERHAPS = {
    "a class of its own style sheet": ("<style>.x{display:none}</style>", "19000<span class=x>0</span>"),
    "an id": ("<style>td #y , b {color:red;visibility:hidden}</style>", "19000<span id=y>0</span>"),
    "a class by its name": ("", "19000<span class='text d-none'>0</span>"),
    "for readers of screens": ("", "19000<span class=sr-only>0</span>"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("head", "cell"), PERHAPS.values(), ids=PERHAPS)
def test_what_a_style_sheet_may_hide_is_refused(
    client: Client, officer_6: User, head: str, cell: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(upload(client, "b.xls", "budget", page(cell, head=head))) == [("C", 2, "perhaps_hidden")]


@pytest.mark.django_db
def test_a_style_sheet_that_hides_on_paper_hides_nothing(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    head = "<style>@media print { .x{display:none} b{color:red} } td{color:#000}</style>"
    assert amounts(client, page("19000<span class=x>0</span>", head=head)) == [190000, 45000]


RAISED = [
    "19000<sup>1</sup>", "19000<sup>1)</sup>", "19000 <sup>๑</sup>", "<sup>2</sup>19000", "19000<sub>1</sub>",
    "19000<span style='vertical-align:super'>1</span>", "19000<span style='mso-text-raise:3.0pt'>1</span>",
    "19000<sup><a href='#1'>1</a></sup>", "19000.<sup>50</sup>", "19000<sup>.50</sup>", "19,000<sup>000</sup>",
    "19000¹",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("cell", RAISED)
def test_a_raised_figure_in_an_amount_is_asked_about(client: Client, officer_6: User, cell: str) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(upload(client, "b.xls", "budget", page(cell))) == [("C", 2, "amount_raised")]


@pytest.mark.django_db
def test_a_footnote_s_mark_is_no_part_of_a_name_a_heading_or_a_total(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    content = page("19000", name="ชมรมคนบ้านสวน<sup>1)</sup>").decode()
    content = content.replace("<th>งบประมาณ", "<th>งบประมาณ<sup>2</sup>")
    content = content.replace("</table>", "<tr><td><td>รวม<sup>3</sup><td>64000</tr></table>")
    batch = upload(client, "b.xls", "budget", content.encode())
    assert (faults(batch), names(batch)) == ([], ["ชมรมคนบ้านสวน", "สมาคมแม่บ้าน"])
    assert "name_proper" in {warning["code"] for warning in batch.preview["warnings"]}


def rich_xlsx(place: str) -> bytes:
    book = openpyxl.Workbook()
    mark = TextBlock(InlineFont(vertAlign=place), "1")
    for row in (
        ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"],
        [1, "ชมรมคนบ้านสวน", CellRichText("19000", mark)],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rich_xls(place: str) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("1")
    font = xlwt.easyxf(f"font: escapement {place}").font
    for column, value in enumerate(("ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ")):
        sheet.write(0, column, value)
    sheet.write(1, 0, 1)
    sheet.write(1, 1, "ชมรมคนบ้านสวน")
    sheet.write_rich_text(1, 2, ["19000", ("1", font)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rich_ods(**properties: str) -> bytes:
    document = opendocument.OpenDocumentSpreadsheet()
    mark = style.Style(name="mark", family="text")
    mark.addElement(style.TextProperties(**properties))
    document.automaticstyles.addElement(mark)
    sheet = table.Table(name="1")
    for row in (["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"], ["1", "ชมรมคนบ้านสวน", "19000"]):
        line = table.TableRow()
        for value in row:
            cell = table.TableCell(valuetype="string")
            paragraph = text.P(text=value)
            if value == "19000":
                paragraph.addElement(text.Span(stylename=mark, text="1"))
            cell.addElement(paragraph)
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


RICH: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an xlsx, raised": ("b.xlsx", lambda: rich_xlsx("superscript")),
    "an xlsx, lowered": ("b.xlsx", lambda: rich_xlsx("subscript")),
    "an xls, raised": ("b.xls", lambda: rich_xls("superscript")),
    "an ods, raised": ("b.ods", lambda: rich_ods(textposition="super 58%")),
    "an ods, raised by percent": ("b.ods", lambda: rich_ods(textposition="33% 58%")),
    "an ods, lowered": ("b.ods", lambda: rich_ods(textposition="sub 58%")),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("filename", "build"), RICH.values(), ids=RICH)
def test_a_raised_figure_of_a_workbook_is_asked_about(
    client: Client, officer_6: User, filename: str, build: Callable[[], bytes]
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(upload(client, filename, "budget", build())) == [("C", 2, "amount_raised")]


@pytest.mark.django_db
def test_hidden_text_of_an_ods_is_no_part_of_an_amount(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    assert amounts(client, rich_ods(display="none"), "b.ods") == [19000]


# What stands around the table, and what it is asked about.
AROUND = {
    "a paragraph above": ("<p>หน่วย : พันบาท</p>", "", "other_unit"),
    "a heading above": ("<h3>ตารางงบประมาณ (ล้านบาท)</h3>", "", "other_unit"),
    "a bare text above": ("หน่วย : พันบาท", "", "other_unit"),
    "a line of several": ("<div>สปสช.<br>หน่วย : พันบาท<br>ปี 2567</div>", "", "other_unit"),
    "a paragraph below": ("", "<p>หมายเหตุ : หน่วย : พันบาท</p>", "other_unit"),
    "text below": ("", "<div>ตัวเลขเป็นหลักพันบาท</div>", "other_unit"),
    "a table of one line": ("<table><tr><td>หน่วย : พันบาท</td></tr></table>", "", "other_unit"),
    "another year": ("<h2>งบประมาณ ปีงบประมาณ 2566</h2>", "", "title_year"),
    "another region": ("<p>สปสช. เขต 5 ราชบุรี</p>", "", "title_region"),
    "a draft": ("<h1>(ร่าง) ตารางงบประมาณ</h1>", "", "title_state"),
    "called off": ("", "<p>หมายเหตุ: ยกเลิกทั้งหมด</p>", "note_state"),
    "another sum": ("<p>วงเงินรวมทั้งสิ้น 100,000 บาท</p>", "", "title_total_differs"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after", "code"), AROUND.values(), ids=AROUND)
def test_the_lines_around_the_table_of_a_page_are_read(
    client: Client, officer_6: User, before: str, after: str, code: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "b.xls", "budget", page("19000", before=before, after=after))
    assert [code for _column, _row, code in faults(batch)] == [code]


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["<caption>{}</caption>", "{}"])
def test_a_caption_is_a_line_above_its_table(client: Client, officer_6: User, place: str) -> None:
    make.programme()
    client.force_login(officer_6)
    content = page("19000").decode().replace("<table>", "<table>" + place.format("หน่วย : พันบาท"))
    assert faults(upload(client, "b.xls", "budget", content.encode())) == [("A", 1, "other_unit")]


@pytest.mark.django_db
def test_words_around_a_table_that_say_nothing_of_it_ask_nothing(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    before = "<nav><a>หน้าแรก</a> <a>ออกจากระบบ</a></nav><h1>งบประมาณ ปี 2567 จำนวน 64,000 บาท</h1>"
    before += "<p style='display:none'>พันบาท"
    after = "<p>ข้อมูล ณ วันที่ 1 ต.ค. 2566</p><footer>สำนักงานหลักประกันสุขภาพแห่งชาติ<br>โทร 02 141 4000</footer>"
    assert amounts(client, page("19000", before=before, after=after)) == [19000, 45000]


@pytest.mark.django_db
def test_a_table_that_a_page_hides_is_a_hidden_sheet(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    content = page("19000").decode().replace("<table>", "<div style='display:none'><table>")
    assert [code for *_place, code in faults(upload(client, "b.xls", "budget", content.encode()))] == [
        "sheet_hidden"
    ]


def test_rows_and_columns_that_a_page_hides_are_told() -> None:
    html = (
        page("19000")
        .decode()
        .replace("<table>", "<table><col><col hidden>")
        .replace(LAST, f"<tbody hidden>{LAST}</tbody>")
    )
    warned = {warning.code for warning in find(read_pasted("", html)).warnings}
    assert {"hidden_rows", "hidden_columns"} <= warned


PIECES = st.tuples(
    st.sampled_from(["19", "000", "5", ""]), st.sampled_from(["b", "i", "span", "u"]), st.booleans()
)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=6))
def test_an_amount_is_exactly_the_figures_that_are_shown(pieces: list[tuple[str, str, bool]]) -> None:
    shown = "7" + "".join(figures for figures, _tag, hidden in pieces if not hidden)
    cell = "7" + "".join(
        f"<{tag}{' hidden' if hidden else ''}>{figures}</{tag}>" for figures, tag, hidden in pieces
    )
    table = find(read_pasted("", page(cell).decode()))
    if not table.faults:
        assert entries(table)[0][1] == f"{Decimal(shown):.2f}"
