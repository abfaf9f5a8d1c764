"""OpenDocument spreadsheets, of LibreOffice and of others."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tables import limits
from tables.readers import ods
from tables.refused import Refused
from tables.sheets import Book, Cell, CellKind, Merge
from tests.tables.books import grid, read_here
from tests.workbooks.raw import open_document
from tests.workbooks.writers import write

TEXT, NUMBER, DATE = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE
BOOLEAN, ERROR, FORMULA = CellKind.BOOLEAN, CellKind.ERROR, CellKind.FORMULA


def read(content: bytes) -> Book:
    return read_here(ods.read, content)


def cell(value: str = "", inside: str = "", kind: str = "float", more: str = "") -> str:
    attributes = f'office:value-type="{kind}" ' if kind else ""
    if value:
        attributes += (
            f'office:{"value" if kind in ("float", "currency", "percentage") else kind + "-value"}="{value}"'
        )
    return f"<table:table-cell {attributes} {more}>{inside}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


END = row(cell("9"))


@pytest.mark.parametrize(
    ("markup", "read_as"),
    [
        (cell("95000.50", "<text:p>95,000.50</text:p>"), Cell(NUMBER, "95000.5")),
        (cell("0.30000000000000004"), Cell(NUMBER, "0.3")),
        (cell("95000", kind="currency"), Cell(NUMBER, "95000")),
        (cell("0.5", kind="percentage"), Cell(NUMBER, "0.5", "0%")),
        (cell("NaN", "<text:p>NaN</text:p>"), Cell(ERROR, "NaN")),
        (cell("2024-02-29", kind="date"), Cell(DATE, "2024-02-29", "yyyy-mm-dd")),
        (cell("2566-12-22T13:30:00.00", kind="date"), Cell(DATE, "2566-12-22 13:30:00", "yyyy-mm-dd")),
        (cell("soon", kind="date"), Cell(ERROR, "########")),
        (cell("PT49H05M09S", kind="time"), Cell(DATE, "49:05:09", "hh:mm:ss")),
        (cell("true", kind="boolean"), Cell(BOOLEAN, "TRUE")),
        (cell(kind="string", inside="<text:p>ก</text:p><text:p>ข</text:p>"), Cell(TEXT, "ก\nข")),
        (cell(kind="string", inside="<text:h>ก</text:h>"), Cell(TEXT, "ก")),
        (cell("ก", kind="string"), Cell(TEXT, "ก")),
        (cell(kind="", inside="<text:p>ก</text:p>"), Cell(TEXT, "ก")),
        (
            cell(
                kind="string",
                inside="<text:p>\n  ก\n <text:s text:c='3'/><text:span>ข </text:span> ค  </text:p>",
            ),
            Cell(TEXT, "ก    ข  ค"),
        ),
        (
            cell(kind="string", inside="<text:p>ก<text:tab/>ข<text:line-break/><text:a>ค</text:a></text:p>"),
            Cell(TEXT, "ก\tข\nค"),
        ),
        (
            cell(
                kind="string",
                inside="<office:annotation><text:p>note</text:p></office:annotation><draw:frame><text:p>shape"
                "</text:p></draw:frame><text:p>ก<text:ruby><text:ruby-base>ข</text:ruby-base>"
                "<text:ruby-text>x</text:ruby-text></text:ruby></text:p>",
            ),
            Cell(TEXT, "กข"),
        ),
        (cell("7", more='table:formula="of:=[.B1]*7"'), Cell(NUMBER, "7", computed=True)),
        (cell(kind="", more='table:formula="of:=[.B1]*7"'), Cell(FORMULA, "=[.B1]*7")),
        (
            cell(kind="string", more='table:formula="of:=[.B1]"', inside="<text:p>ก</text:p>"),
            Cell(TEXT, "ก", computed=True),
        ),
        (
            cell(kind="string", inside="<text:p>ก   ข</text:p>"),
            Cell(TEXT, "ก   ข"),
        ),  # as LibreOffice writes it
        (
            cell("1", "<text:p>จริง</text:p>", more='table:formula="of:=TRUE()"'),
            Cell(BOOLEAN, "TRUE", computed=True),
        ),
        (cell(kind="", inside="<text:p/>", more='table:formula="of:=IF([.B1];&quot;&quot;;1)"'), None),
        (cell(kind="string", more='table:formula="of:=&quot;&quot;"'), None),
        (
            cell(
                kind="string",
                more='table:formula="of:=1/0" calcext:value-type="error"',
                inside="<text:p>#DIV/0!</text:p>",
            ),
            Cell(ERROR, "#DIV/0!", computed=True),
        ),
        (
            cell(kind="string", more='table:formula="of:=x"', inside="<text:p>Err:508</text:p>"),
            Cell(ERROR, "Err:508", computed=True),
        ),
        (cell(kind=""), None),
        (cell(kind="string", inside="<text:p> \u00a0<text:s/></text:p>"), None),
    ],
)
def test_a_stored_cell_reads_as_what_the_program_shows(markup, read_as):
    assert read(open_document(row(markup) + END)).sheets[0].cell(1, 1) == read_as


def test_repeated_cells_and_rows_are_written_out_and_empty_ones_pass():
    table = (
        row(
            cell(kind="", more='table:number-columns-repeated="3"'),
            cell("1", more='table:number-columns-repeated="2"'),
        )
        + row(
            cell(kind="", more='table:number-columns-repeated="16384"'), more='table:number-rows-repeated="2"'
        )
        + row(cell("2"), more='table:number-rows-repeated="2"')
        + row(
            cell(kind="", more='table:number-columns-repeated="16384"'),
            more='table:number-rows-repeated="1048571"',
        )
    )
    assert grid(read(open_document(table))) == [
        ["", "", "", "1", "1"],
        ["", "", "", "", ""],
        ["", "", "", "", ""],
        ["2", "", "", "", ""],
        ["2", "", "", "", ""],
    ]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (row(cell("1"), more='table:number-rows-repeated="1000000"'), "too_many_rows"),
        (row(cell("1", more='table:number-columns-repeated="16384"')), "too_many_columns"),
        (
            row(
                cell("1", more='table:number-columns-repeated="200"'),
                more='table:number-rows-repeated="20000"',
            ),
            "too_many_cells",
        ),
        (
            row(
                cell("1", more='table:number-columns-spanned="2"'),
                more='table:number-rows-repeated="999999999"',
            ),
            "too_many_rows",
        ),
        (row(cell("1"), more='table:number-rows-repeated="-5"'), "damaged"),
        (row(cell("1", more=f'table:number-columns-repeated="{"9" * 1000}"')), "damaged"),
        (row(cell(kind="string", inside="<table:table/>")), "damaged"),
        ("<table:table/>", "damaged"),
        (row(cell("1")) + cell("2"), "damaged"),
        (row(cell("1", kind="what")), "damaged"),
    ],
)
def test_what_repeats_beyond_reason_is_refused(table, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        read(open_document(table))


def test_a_space_repeated_a_thousand_million_times_is_a_text_too_long():
    many = cell(kind="string", inside='<text:p>ก<text:s text:c="999999999"/></text:p>')
    book = read(open_document(row(many)))
    assert [fault.code for fault in book.faults] == ["text_too_long"]
    assert len(book.sheets[0].cell(1, 1).text) == limits.TEXT_CHARACTERS


def test_merges_and_hidden_rows_and_columns_are_told():
    table = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        + row(
            cell("1", more='table:number-columns-spanned="2" table:number-rows-spanned="2"'),
            '<table:covered-table-cell office:value-type="float" office:value="8"/>',
            cell("2"),
        )
        + row("<table:covered-table-cell/><table:covered-table-cell/>")
        + "<table:table-row-group><table:table-header-rows>"
        + row(cell("3"), more='table:visibility="collapse"')
        + "</table:table-header-rows>"
        + row(cell("4"), more='table:visibility="filter"')
        + "</table:table-row-group>"
    )
    sheet = read(open_document(table)).sheets[0]
    assert sheet.merges == [Merge(1, 1, 2, 2)]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3, 4}, {3})
    assert {row: list(cells) for row, cells in sheet.rows.items()} == {1: [1, 3], 3: [1], 4: [1]}


def test_a_sheet_whose_style_does_not_show_it_is_hidden():
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("ta1", "true"), ("ta2", "false"))
    )
    before = f'<table:table table:name="ซ่อน" table:style-name="ta2">{END}</table:table>'
    book = read(open_document(END, before=before, styles=styles))
    assert [(sheet.title, sheet.hidden) for sheet in book.sheets] == [("ซ่อน", True), ("งบ", False)]


def test_what_was_deleted_or_drawn_is_not_part_of_the_table():
    before = (
        "<table:tracked-changes><table:deletion><table:table-cell><text:p>old</text:p></table:table-cell>"
        "</table:deletion></table:tracked-changes>"
    )
    shapes = (
        "<table:shapes><draw:frame><table:table><table:table-row/></table:table></draw:frame></table:shapes>"
    )
    assert grid(read(open_document(shapes + END, before=before))) == [["9"]]


SOURCE = '<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="budget.ods"/>'
BLOCK = '<table:cell-range-source table:last-column-spanned="2" table:last-row-spanned="2"/>'


def test_of_a_sheet_that_is_a_copy_of_another_workbooks_every_filled_cell_is_marked():
    rows = row(cell("1") + cell("2")) + row(cell("3"))
    assert read(open_document(SOURCE + rows)).sheets[0].linked == {(1, 1), (1, 2), (2, 1)}


def test_of_a_block_that_is_a_copy_every_filled_cell_is_marked_and_no_other():
    first = cell(inside=f"{BLOCK}<text:p>ก</text:p>", kind="string")
    rows = row(first + cell("2") + cell("3")) + row(cell("4")) + row(cell("5"))
    assert read(open_document(rows)).sheets[0].linked == {(1, 1), (1, 2), (2, 1)}


def test_what_a_program_keeps_of_another_workbook_is_no_sheet_and_links_nothing_by_itself():
    kept = (
        "<table:table table:name=\"'file:///home/x/budget.ods'#$Sheet1\">"
        f"{SOURCE}{row(cell('5'))}</table:table>"
    )
    made = read(open_document(END, before=kept))
    assert [sheet.title for sheet in made.sheets] == ["งบ"]
    assert made.sheets[0].linked == set()


FORMULAS = [
    ("of:=['file:///home/x/budget.ods'#$Sheet1.A1]", True),
    ("of:=1+['file:///home/x/it''s.ods'#$Sheet1.A1]", True),
    ("msoxl:=[1]Sheet1!A1", True),
    ("of:=DDE(&quot;soffice&quot;;&quot;b.ods&quot;;&quot;A1&quot;)", True),
    ("of:=วงเงิน*2", True),  # a name that stands for a cell of another workbook
    ("of:=รวม*2", True),  # a name that rests on such a name
    ("of:=[.A1]+1", False),
    ("of:=['งบ 67'.A1]", False),
    ("of:=เพดาน*2", False),
]
NAMES = (
    "<table:named-expressions><table:named-range table:name='วงเงิน'"
    " table:cell-range-address=\"'file:///home/x/budget.ods'#$Sheet1.$A$1\"/>"
    "<table:named-expression table:name='รวม' table:expression='วงเงิน+1'/>"
    "<table:named-range table:name='เพดาน' table:cell-range-address='$งบ.$A$9'/></table:named-expressions>"
)


@pytest.mark.parametrize(("formula", "is_linked"), FORMULAS)
def test_a_cell_whose_value_comes_from_another_workbook_is_marked(formula: str, is_linked: bool):
    linked = cell("1", more=f'table:formula="{formula}"')
    made = read(open_document(row(linked + cell("2")), before=NAMES))
    assert made.sheets[0].linked == ({(1, 1)} if is_linked else set())


def test_a_password_is_named():
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    with pytest.raises(Refused, match="password"):
        read(open_document(END, changes={"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x01"}))


@pytest.mark.parametrize("part", ["content.xml", "styles.xml", "META-INF/manifest.xml"])
def test_a_document_type_is_refused_in_every_part(part):
    with pytest.raises(Refused, match="document_type"):
        read(open_document(END, changes={part: '<!DOCTYPE a [<!ENTITY a "haha">]><a>&a;</a>'}))


def test_a_document_without_a_table_has_no_sheet():
    with pytest.raises(Refused, match="no_sheets"):
        read(open_document(changes={"content.xml": "<a/>"}))


typed_values = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=2).map(float),
    st.text("กขคงเแำ้่ิ<&'\"abc", min_size=1, max_size=30),
    st.dates(date(1900, 1, 1), date(2600, 12, 31)),
)


@settings(deadline=None)
@given(st.lists(st.lists(typed_values, min_size=1, max_size=6), min_size=1, max_size=6))
def test_what_odfpy_writes_is_read_back_equal(table):
    read_back = read(write("ods", [*table, ["end"]])).sheets[0]
    for number, values in enumerate(table, 1):
        for column, value in enumerate(values, 1):
            shown = "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
            found = read_back.cell(number, column)
            assert (found.text if found else "") == shown.replace("-0", "0", shown == "-0")
