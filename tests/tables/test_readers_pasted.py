"""Tables pasted into the text box, as the clipboards of Excel, Word and PowerPoint hold them."""

import json

import pytest

from tables.readers import pasted
from tables.refused import Refused
from tables.sheets import Book, CellKind, Merge
from tests.tables.books import grid, read_here


def read(text: str = "", html: str = "") -> Book:
    return read_here(pasted.read, json.dumps({"text": text, "html": html}).encode())


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("ที่\tชื่อ\r\n1\tก\r\n", [["ที่", "ชื่อ"], ["1", "ก"]]),
        ("ที่\tชื่อ\n\n1\tก", [["ที่", "ชื่อ"], ["", ""], ["1", "ก"]]),
        ('1\t"บรรทัด\nสอง ""x"""\t95,000\r\n2\tก\t1', [["1", 'บรรทัด\nสอง "x"', "95,000"], ["2", "ก", "1"]]),
        ('1\t"ชมรม" ก\t"ชมรม"', [["1", '"ชมรม" ก', '"ชมรม"']]),
        ('"เปิดค้าง\tก\nข\tค', [['"เปิดค้าง', "ก"], ["ข", "ค"]]),
        ("1\rข", [["1"], ["ข"]]),
        ("<b>ก</b>\t&amp;", [["<b>ก</b>", "&amp;"]]),
    ],
)
def test_text_with_tabs_is_a_table(text, read_as):
    assert grid(read(text)) == read_as


def table(*rows: str) -> str:
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><head><style>td {{x}}</style></head><body><table>{lines}</table>"


@pytest.mark.parametrize(
    ("html", "read_as"),
    [
        (table("<th>ที่<th>ชื่อ", "<td>1</td>\n<td> ก \n ข </td>"), [["ที่", "ชื่อ"], ["1", "ก ข"]]),
        (table("<td>ก<br>ข</td><td><p>ค</p><p>ง<o:p></o:p></p></td>"), [["ก\nข", "ค\nง"]]),
        (table("<td><ol><li>ก</li><li>ข</li></ol></td>"), [["ก\nข"]]),
        (table("<td>&lt;b&gt; &amp; &#3585;</td>"), [["<b> & ก"]]),
        (table("<td><![if !supportLists]>1.<![endif]><!--x--> ก</td>"), [["1. ก"]]),
        (table("<td>ก<table><tr><td>ข</td><td>ค</td></tr></table></td><td>ง</td>"), [["ก\nข ค", "ง"]]),
        (table("<td></td><td>ก</td>"), [["", "ก"]]),
        (table("<td>ก<script>alert(1)</script></td>"), [["ก"]]),
        ("<table><td>ก<td>ข<tr><td>ค", [["ก", "ข"], ["ค", ""]]),
    ],
)
def test_the_html_of_a_clipboard_is_preferred_to_its_text(html, read_as):
    assert grid(read("something\telse", html)) == read_as


def test_html_without_a_table_leaves_the_text():
    assert grid(read("1\tก", "<p>1 ก</p>")) == [["1", "ก"]]


def test_spanning_cells_are_merges_and_push_the_others_aside():
    book = read(
        html=table(
            "<td rowspan=2>ก</td><td colspan='2'>ข</td>",
            "<td>1</td><td>2</td>",
            "<td rowspan=9>ค</td><td>3</td>",
        )
    )
    assert grid(book) == [["ก", "ข", ""], ["", "1", "2"], ["ค", "3", ""]]
    assert book.sheets[0].merges == [Merge(1, 1, 2, 1), Merge(1, 2, 1, 3)]


def test_text_that_only_flows_over_its_neighbours_is_no_merge():
    book = read(html=table("<td colspan=3 style='mso-ignore:colspan'>ตารางงบประมาณ</td>"))
    assert book.sheets[0].merges == []


def test_rows_that_excel_does_not_show_are_hidden():
    book = read(
        html="<table><tr><td>1</td></tr><tr style='mso-hide:all;display:none'><td>2</td></tr></table>"
    )
    assert book.sheets[0].hidden_rows == {2}


def test_each_pasted_table_is_a_sheet():
    book = read(html=table("<td>ก</td>") + table("<td></td>") + table("<td>ข</td>"))
    assert [grid(book, index) for index in range(2)] == [[["ก"]], [["ข"]]]


def test_error_names_are_errors():
    assert read("ก\t#REF!").sheets[0].cell(1, 2).kind == CellKind.ERROR


@pytest.mark.parametrize(
    ("text", "html", "code"),
    [
        ("", "", "nothing_pasted"),
        (" \n\t\n", "<table><tr><td> </td></tr></table>", "nothing_pasted"),
        ("ก\ufffd", "", "text_with_replacements"),
        ("ก\0", "", "text_with_nul"),
        ("à¸\u0081", "", "mojibake"),
        ("", "<table><tr><td>à¸\u0081", "mojibake"),
        ("", "<table><![what[<tr><td>1", "pasted_unreadable"),
        ("", "<table><tr>" + "<td colspan=1000>1</td>" * 17, "damaged"),
    ],
)
def test_what_cannot_be_a_table_is_refused(text, html, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        read(text, html)
