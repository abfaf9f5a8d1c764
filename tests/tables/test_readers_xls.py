"""Workbooks of Excel 97 to 2003, as xlwt writes them."""

import struct
from datetime import date

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from tables.readers import xls
from tables.refused import Refused
from tables.sheets import Book, Cell, CellKind, Merge
from tests.tables.books import read_here
from tests.workbooks.writers import saved, write

TEXT, NUMBER, DATE = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE


def read(made: xlwt.Workbook | bytes) -> Book:
    return read_here(xls.read, made if isinstance(made, bytes) else saved(made))


def formatted(code: str) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.num_format_str = code
    return style


@pytest.mark.parametrize(
    ("value", "code", "read_as"),
    [
        ("กอ\nขอ", "", Cell(TEXT, "กอ\nขอ")),
        (95000.5, "#,##0.00", Cell(NUMBER, "95000.5", "#,##0.00")),
        (0.1 + 0.2, "", Cell(NUMBER, "0.3")),
        (1e15, "", Cell(NUMBER, "1000000000000000")),
        (0.5, "0%", Cell(NUMBER, "0.5", "0%")),
        (True, "", Cell(CellKind.BOOLEAN, "TRUE")),
        (45282, "[$-D07041E]d mmmm yyyy", Cell(DATE, "2023-12-22", "[$-D07041E]d mmmm yyyy")),
        (45282.5625, "d/m/yyyy h:mm", Cell(DATE, "2023-12-22 13:30:00", "d/m/yyyy h:mm")),
        (243609, "d/m/yyyy", Cell(DATE, "2566-12-22", "d/m/yyyy")),
        (3e6, "d/m/yyyy", Cell(CellKind.ERROR, "########", "d/m/yyyy")),
        ("  ", "", None),
    ],
)
def test_a_stored_cell_reads_as_what_the_program_shows(value, code, read_as):
    made = xlwt.Workbook()
    sheet = made.add_sheet("งบ")
    sheet.write(0, 0, value, formatted(code or "General"))
    sheet.write(1, 0, "end")
    assert read(made).sheets[0].cell(1, 1) == read_as


def test_error_cells_are_named():
    made = xlwt.Workbook()
    made.add_sheet("งบ").row(0).set_cell_error(0, 0x17)
    assert read(made).sheets[0].cell(1, 1) == Cell(CellKind.ERROR, "#REF!")


def test_a_workbook_of_the_old_macintosh_counts_days_from_1904():
    made = xlwt.Workbook()
    made.dates_1904 = True
    made.add_sheet("งบ").write(0, 0, 43820, formatted("d/m/yyyy"))
    assert read(made).sheets[0].cell(1, 1) == Cell(DATE, "2023-12-22", "d/m/yyyy")


def test_merges_and_what_is_hidden_are_told():
    made = xlwt.Workbook()
    sheet = made.add_sheet("งบ")
    sheet.write_merge(0, 1, 0, 2, "หัว")
    sheet.write(2, 1, 1)
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    other = made.add_sheet("ซ่อน")
    other.write(0, 0, 1)
    other.visibility = 2
    book = read(made)
    assert [(sheet.title, sheet.hidden) for sheet in book.sheets] == [("งบ", False), ("ซ่อน", True)]
    assert book.sheets[0].merges == [Merge(1, 1, 2, 3)]
    assert (book.sheets[0].hidden_rows, book.sheets[0].hidden_columns) == ({3}, {2})


def test_thousands_of_bordered_cells_and_a_space_in_the_last_cell_are_no_content():
    made = xlwt.Workbook()
    sheet = made.add_sheet("งบ")
    bordered = xlwt.easyxf("borders: left thin")
    for row in range(3300):
        for column in range(10):
            sheet.write(row, column, None, bordered)
    sheet.write(65535, 255, " ")
    sheet.write(5, 10, "ก", bordered)
    assert read(made).sheets[0].rows == {6: {11: Cell(TEXT, "ก")}}


def with_record(record: int, data: bytes) -> bytes:
    """A workbook with one more record before its first sheet is named."""
    made = xlwt.Workbook()
    made.add_sheet("งบ").write(0, 0, "ก" * 5000)  # long enough for a stream of its own
    content = saved(made)
    # xlwt pads the stream at its end; the new record takes the place of WINDOW1, which no reader needs.
    window = content.index(struct.pack("<HH", 0x3D, 18))
    assert len(data) <= 18
    return content[:window] + struct.pack("<HH", record, 18) + data.ljust(18, b"\0") + content[window + 22 :]


@pytest.mark.parametrize(
    ("record", "data", "code"),
    [
        (0x2F, struct.pack("<HHH", 1, 1, 1), "password"),
        (0x85, struct.pack("<IBBBB", 0, 0, 1, 6, 0) + b"Macro1", "macros"),
        (0x85, struct.pack("<IBBBB", 0, 0, 6, 7, 0) + b"Module1", "macros"),
    ],
    ids=["password", "macro sheet", "Visual Basic"],
)
def test_records_that_stand_for_trouble_are_refused(record, data, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        read(with_record(record, data))


@pytest.mark.parametrize("data", [struct.pack("<H", 1) + b"\x01\x04", struct.pack("<H", 1) + b"\x01\x3a"])
def test_links_to_itself_and_to_functions_are_no_links_to_another_workbook(data):
    assert read(with_record(0x1AE, data)).sheets[0].cell(1, 1)


def test_a_workbook_cut_off_is_refused_as_damaged():
    content = with_record(0x3D, b"")
    with pytest.raises(Refused, match="damaged"):
        read(content[: len(content) // 2])


typed_values = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=2).map(float),
    st.text("กขคงเแำ้่ิ<&'\"abc\n", min_size=1, max_size=30),
    st.dates(date(1901, 1, 1), date(2600, 12, 31)),
)


@settings(deadline=None)
@given(st.lists(st.lists(typed_values, min_size=1, max_size=6), min_size=1, max_size=6))
def test_what_xlwt_writes_is_read_back_equal(table):
    read_back = read(write("xls", [*table, ["end"]])).sheets[0]
    for row, values in enumerate(table, 1):
        for column, value in enumerate(values, 1):
            shown = "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
            found = read_back.cell(row, column)
            assert (found.text if found else "") == (shown if shown.strip() else "")
