"""A workbook with a link to another one goes in, unless a cell that is read takes its value from there."""

import struct
from typing import Any

import pytest
import xlwt
from django.test import Client

from people.models import User
from tests import make
from tests.spreadsheets.asked import HEADER, ONE, TWO, names
from tests.uploads import faults, upload
from tests.workbooks.raw import open_document
from tests.workbooks.writers import saved

pytestmark = pytest.mark.django_db


class OtherBook:
    """What xlwt writes of the workbook's own sheets, told of another workbook's instead."""

    def __init__(self, sheets: int):
        path, title = b"\x01book.xls", "Sheet1"
        texts = struct.pack("<HB", len(path), 0) + path
        texts += (struct.pack("<HB", len(title), 0) + title.encode()) * sheets
        self.data = struct.pack("<H", sheets) + texts

    def get(self) -> bytes:
        return struct.pack("<HH", 0x01AE, len(self.data)) + self.data


LINK = xlwt.Formula("Other!A1+1")


def as_xls(*rows: list[Any]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("งบ")
    book.add_sheet("Other").write(0, 0, 5)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    return saved(book)


@pytest.fixture
def another_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwt.BIFFRecords, "InternalReferenceSupBookRecord", OtherBook)


# The cells of a table with one more column, and the places that are told.
USES: list[tuple[str, list[list[Any]], list[tuple[str, int, str]]]] = [
    ("no cell", [[*ONE, "ก"], [*TWO, "ข"]], []),
    ("a column that is left out", [[*ONE, LINK], [*TWO, "ข"]], []),
    ("an amount", [[*ONE, "ก"], [*TWO[:2], LINK, "ข"]], [("C", 3, "linked")]),
    ("a name", [[ONE[0], LINK, ONE[2], "ก"], [*TWO, "ข"]], [("B", 2, "linked")]),
    (
        "beside text",
        [[*ONE, "ก"], [*TWO[:2], xlwt.Formula('IF(Other!A1>1;Other!A1;"ก")'), ""]],
        [("C", 3, "linked")],
    ),
    ("a total", [[*ONE, "ก"], [*TWO, "ข"], [None, "รวม", xlwt.Formula("Other!A1")]], []),
]


@pytest.mark.usefixtures("another_workbook")
@pytest.mark.parametrize(("rows", "told"), [use[1:] for use in USES], ids=[use[0] for use in USES])
def test_an_xls_with_a_link_goes_in_unless_a_cell_that_is_read_rests_on_it(
    client: Client, officer_6: User, rows: list[list[Any]], told: list[tuple[str, int, str]]
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "b.xls", "budget", as_xls([*HEADER, "อ้างอิง"], *rows))
    assert [fault for fault in faults(batch) if fault[2] == "linked"] == told
    if not told and rows[-1][1] != "รวม":
        assert faults(batch) == []
        assert names(batch) == [ONE[1], TWO[1]]


def as_ods(*rows: list[Any]) -> bytes:
    """A table as LibreOffice writes it, with what it keeps of the other workbook; LINK is a value from there."""

    def cell(value: Any) -> str:
        if value is LINK:
            kept = "'file:///home/x/b.ods'#$งบ"
            linked = f'table:formula="of:=[{kept}.A1]" office:value-type="float" office:value="7"'
            return f"<table:table-cell {linked}><text:p>7</text:p></table:table-cell>"
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    def table(rows: Any) -> str:
        return "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)

    source = '<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="b.ods"/>'
    kept = f"<table:table table:name=\"'file:///home/x/b.ods'#$งบ\">{source}{table([[5]])}</table:table>"
    return open_document(table(rows), before=kept)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([[*ONE, LINK], [*TWO, "ข"]], []),
        ([[*ONE, "ก"], [*TWO[:2], LINK, "ข"]], [("C", 3, "linked")]),
    ],
    ids=["a column that is left out", "an amount"],
)
def test_an_ods_with_a_link_goes_in_unless_a_cell_that_is_read_rests_on_it(
    client: Client, officer_6: User, rows: list[list[Any]], told: list[tuple[str, int, str]]
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "b.ods", "budget", as_ods([*HEADER, "อ้างอิง"], *rows))
    assert faults(batch) == told
    assert told or names(batch) == [ONE[1], TWO[1]]


def test_a_formula_of_the_workbooks_own_sheets_is_no_link(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "b.xls", "budget", as_xls(HEADER, ONE, [*TWO[:2], LINK]))
    assert [fault for fault in faults(batch) if fault[2] == "linked"] == []
