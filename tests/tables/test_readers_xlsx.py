"""Excel workbooks as programs really write them, and as nobody should."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tables.readers import xlsx
from tables.readers.values import BLANKS
from tables.refused import Refused
from tables.sheets import Book, Cell, CellKind, Merge
from tests.tables.books import grid, read_here
from tests.workbooks.raw import cell_styles, sheet_xml, workbook
from tests.workbooks.writers import write


def read(content: bytes) -> Book:
    return read_here(xlsx.read, content)


def first_cell(cell: str, **parts: str) -> Cell | None:
    return read(workbook(f"<row>{cell}<c t='str'><v>.</v></c></row>", **parts)).sheets[0].cell(1, 1)


TEXT, NUMBER, DATE = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE
BOOLEAN, ERROR, FORMULA = CellKind.BOOLEAN, CellKind.ERROR, CellKind.FORMULA


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("<c><v>95000</v></c>", Cell(NUMBER, "95000")),
        ("<c><v>95000.50</v></c>", Cell(NUMBER, "95000.5")),
        ("<c><v>0.30000000000000004</v></c>", Cell(NUMBER, "0.3")),
        ("<c><v>9.5E4</v></c>", Cell(NUMBER, "95000")),
        ("<c><v>1E+20</v></c>", Cell(NUMBER, "100000000000000000000")),
        ("<c><v>1E-7</v></c>", Cell(NUMBER, "0.0000001")),
        ("<c><v>1234567890123456</v></c>", Cell(NUMBER, "1234567890123460")),
        ("<c><v>-0</v></c>", Cell(NUMBER, "0")),
        ("<c><v>-12.5</v></c>", Cell(NUMBER, "-12.5")),
        ("<c><v>NaN</v></c>", Cell(ERROR, "NaN")),
        ("<c><v>1e999</v></c>", Cell(ERROR, "1e999")),
        ("<c><v>1_000</v></c>", Cell(ERROR, "1_000")),
        ("<c><v>๙๕</v></c>", Cell(ERROR, "๙๕")),
        ("<c t='b'><v>1</v></c>", Cell(BOOLEAN, "TRUE")),
        ("<c t='b'><v>0</v></c>", Cell(BOOLEAN, "FALSE")),
        ("<c t='e'><v>#REF!</v></c>", Cell(ERROR, "#REF!")),
        ("<c t='e'><f>1/0</f><v>#DIV/0!</v></c>", Cell(ERROR, "#DIV/0!", computed=True)),
        ("<c t='d'><v>2024-02-29T00:00:00</v></c>", Cell(DATE, "2024-02-29")),
        ("<c t='d'><v>2024-02-29T13:30:00.000Z</v></c>", Cell(DATE, "2024-02-29 13:30:00")),
        ("<c t='inlineStr'><is><t>กอ</t></is></c>", Cell(TEXT, "กอ")),
        ("<c t='inlineStr'><is><r><t>ก</t></r><r><t>อ</t></r></is></c>", Cell(TEXT, "กอ")),
        ("<c t='str'><f>A2&amp;B2</f><v>กอ</v></c>", Cell(TEXT, "กอ", computed=True)),
        ("<c><f>SUM(A2:A9)</f><v>95000</v></c>", Cell(NUMBER, "95000", computed=True)),
        ("<c><f t='shared' si='0'/><v>7</v></c>", Cell(NUMBER, "7", computed=True)),
        ("<c><f t='array' ref='A1:A2'>B1:B2*2</f><v>7</v></c>", Cell(NUMBER, "7", computed=True)),
        ("<c><f>SUM(A2:A9)</f></c>", Cell(FORMULA, "=SUM(A2:A9)")),
        ("<c><f>SUM(A2:A9)</f><v></v></c>", Cell(FORMULA, "=SUM(A2:A9)")),
        ("<c t='str'><f>A2</f></c>", Cell(FORMULA, "=A2")),
        ("<c t='str'><v>a_x000D_b_x005F_x000D_</v></c>", Cell(TEXT, "a\rb_x000D_")),
        ("<c t='str'><v>_xD83D__xDE00_</v></c>", Cell(TEXT, "😀")),
        ("<c t='str'><v xml:space='preserve'>  ก  </v></c>", Cell(TEXT, "  ก  ")),
        ("<c t='str'><v>&#3585;&lt;b&gt;</v></c>", Cell(TEXT, "ก<b>")),
        ("<c/>", None),
        ("<c><v></v></c>", None),
        ("<c t='s'><v></v></c>", None),
        ("<c t='str'><v> \u00a0\u200b </v></c>", None),
        ("<c t='str'><f>IF(B1,1,\"\")</f><v></v></c>", None),
    ],
)
def test_a_stored_cell_reads_as_what_the_program_shows(cell, read_as):
    assert first_cell(cell) == read_as


@pytest.mark.parametrize(
    ("serial", "code", "read_as"),
    [
        ("45351", "14", Cell(DATE, "2024-02-29", "mm-dd-yy")),
        ("45351.5625", "22", Cell(DATE, "2024-02-29 13:30:00", "m/d/yy h:mm")),
        ("45351.99999999", "14", Cell(DATE, "2024-03-01", "mm-dd-yy")),
        ("0.5625", "20", Cell(DATE, "13:30:00", "h:mm")),
        ("1", "14", Cell(DATE, "1900-01-01", "mm-dd-yy")),
        ("59", "14", Cell(DATE, "1900-02-28", "mm-dd-yy")),
        ("60", "14", Cell(DATE, "1900-02-29", "mm-dd-yy")),
        ("61", "14", Cell(DATE, "1900-03-01", "mm-dd-yy")),
        ("2958465", "14", Cell(DATE, "9999-12-31", "mm-dd-yy")),
        ("2958466", "14", Cell(ERROR, "########", "mm-dd-yy")),
        ("-1", "14", Cell(ERROR, "########", "mm-dd-yy")),
        ("243609", "14", Cell(DATE, "2566-12-22", "mm-dd-yy")),  # typed as พ.ศ.: left as it is
        ("45282", "[$-D07041E]d mmmm yyyy", Cell(DATE, "2023-12-22", "[$-D07041E]d mmmm yyyy")),
        ("45282", "d/m/bbbb", Cell(DATE, "2023-12-22", "d/m/bbbb")),
        ("45282", "71", Cell(DATE, "2023-12-22", "d/m/yyyy")),
        ("45282", "81", Cell(DATE, "2023-12-22", "d/m/bb")),
        ("45282", "ว/ดด/ปปปป", Cell(DATE, "2023-12-22", "ว/ดด/ปปปป")),
        ("1.5", "[h]:mm", Cell(DATE, "1900-01-01 12:00:00", "[h]:mm")),
        ("95000", "61", Cell(NUMBER, "95000", "t#,##0")),
        ("95000", "#,##0.00 &quot;baht day&quot;", Cell(NUMBER, "95000", '#,##0.00 "baht day"')),
        ("95000", "#,##0 \\d\\a\\y", Cell(NUMBER, "95000", "#,##0 \\d\\a\\y")),
        ("95000", "[Red]#,##0", Cell(NUMBER, "95000", "[Red]#,##0")),
        ("95000", "[$฿-41E]#,##0.00", Cell(NUMBER, "95000", "[$฿-41E]#,##0.00")),
        ("95000", "0.00E+00", Cell(NUMBER, "95000", "0.00E+00")),
        ("95000", "General", Cell(NUMBER, "95000", "")),
        ("0.5", "9", Cell(NUMBER, "0.5", "0%")),
        ("95000", "@", Cell(NUMBER, "95000", "@")),
    ],
)
def test_the_number_format_tells_a_date_from_a_number(serial, code, read_as):
    assert first_cell(f"<c s='1'><v>{serial}</v></c>", styles=cell_styles(code)) == read_as


def test_a_workbook_of_the_old_macintosh_counts_days_from_1904():
    cell = first_cell(
        "<c s='1'><v>43820</v></c>", styles=cell_styles("14"), properties="<workbookPr date1904='1'/>"
    )
    assert cell == Cell(DATE, "2023-12-22", "mm-dd-yy")


def test_shared_texts_join_their_runs_and_leave_out_pronunciation():
    texts = (
        "<si><t>ก</t></si>"
        "<si><r><rPr/><t>ข</t></r><r><t xml:space='preserve'> ค</t></r><rPh><t>XX</t></rPh><phoneticPr/></si>"
        "<si/>"
    )
    row = "<row>" + "".join(f"<c t='s'><v>{index}</v></c>" for index in (1, 0, 2, 1)) + "</row>"
    assert grid(read(workbook(row, texts=texts))) == [["ข ค", "ก", "", "ข ค"]]


def test_rows_and_cells_without_a_reference_take_the_next_place():
    rows = (
        "<row r='3'><c r='B3'><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        "<row><c r='D9'><v>4</v></c></row><row><c><v>5</v></c></row>"
    )
    sheet = read(workbook(rows)).sheets[0]
    assert {
        (row, column): cell.text for row, cells in sheet.rows.items() for column, cell in cells.items()
    } == {
        (3, 2): "1",
        (3, 3): "2",
        (4, 1): "3",
        (9, 4): "4",
        (10, 1): "5",
    }


def test_rows_and_cells_out_of_order_are_put_in_order():
    rows = (
        "<row r='2'><c r='B2'><v>4</v></c><c r='A2'><v>3</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>"
    )
    sheet = read(workbook(rows)).sheets[0]
    assert [(number, list(row)) for number, row in sheet.rows.items()] == [(1, [1]), (2, [1, 2])]


def test_the_stated_size_of_a_sheet_is_not_believed():
    rows = "<row r='1'><c r='A1'><v>1</v></c></row><row r='50'><c r='C50'><v>2</v></c></row>"
    sheet = read(workbook(rows, before="<dimension ref='A1'/>")).sheets[0]
    assert list(sheet.rows) == [1, 50]


def test_merges_and_hidden_rows_and_columns_are_told():
    sheet = read(
        workbook(
            "<row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row>"
            "<row r='2' hidden='1'><c r='A2'><v>3</v></c></row><row r='3' ht='0'><c r='A3'><v>4</v></c></row>"
            "<row r='4' hidden='1'/>",
            "<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='C9:C7'/><mergeCell ref='D1:D1'/></mergeCells>",
            before="<cols><col min='3' max='16384' hidden='1'/></cols>",
        )
    ).sheets[0]
    assert sheet.merges == [Merge(1, 1, 1, 2), Merge(7, 3, 9, 3)]
    assert sheet.hidden_rows == {2, 3}
    assert sheet.hidden_columns == {3}


def test_what_lies_under_a_merged_block_is_not_read():
    rows = "<row r='1'><c><v>1</v></c><c><v>2</v></c></row><row r='2'><c><v>3</v></c></row>"
    book = read(workbook(rows, "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>"))
    assert grid(book) == [["1"]]


def test_sheets_come_in_the_order_of_their_tabs_with_what_is_hidden():
    book = read(
        workbook(
            "<row><c><v>1</v></c></row>",
            listed="<sheet name='ข' r:id='s2'/><sheet name='ก' state='hidden' r:id='rId1'/>"
            "<sheet name='ค' state='veryHidden' r:id='s3'/><sheet name='chart' r:id='s4'/>",
            relationships="<Relationship Id='s2' Type='{office}/worksheet' Target='/xl/two.xml'/>"
            "<Relationship Id='s3' Type='{office}/worksheet' Target='../three.xml'/>"
            "<Relationship Id='s4' Type='{office}/chartsheet' Target='chartsheets/sheet1.xml'/>",
            changes={"xl/two.xml": sheet_xml("<row><c><v>2</v></c></row>"), "three.xml": sheet_xml("")},
        )
    )
    assert [(sheet.title, sheet.hidden) for sheet in book.sheets] == [("ข", False), ("ก", True), ("ค", True)]
    assert grid(book, 0) == [["2"]]


def utf16(content: str) -> bytes:
    return content.encode("utf-16")


def prefixed(content: str) -> str:
    for tag in ("worksheet", "sheetData", "row", "c", "v"):
        content = content.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    return content.replace("xmlns=", "xmlns:x=")


PLAIN_SHEET = sheet_xml('<row r="1"><c r="A1"><v>95000</v></c></row>')


@pytest.mark.parametrize(
    "sheet",
    [
        PLAIN_SHEET,
        b"\xef\xbb\xbf" + PLAIN_SHEET.encode(),
        utf16(PLAIN_SHEET.replace("UTF-8", "UTF-16")),
        prefixed(PLAIN_SHEET),
        PLAIN_SHEET.replace("<sheetData>", "<!-- note --><?go on?><sheetData>\n\t"),
        PLAIN_SHEET.replace(
            "<v>95000</v>", "<v><![CDATA[95]]>000</v><extLst><ext><y xmlns='z'>7</y></ext></extLst>"
        ),
    ],
    ids=["plain", "byte order mark", "UTF-16", "prefixed names", "comments", "CDATA"],
)
def test_unusual_but_valid_markup_reads_the_same(sheet):
    assert grid(read(workbook(changes={"xl/worksheets/sheet1.xml": sheet}))) == [["95000"]]


def test_strict_open_xml_reads_as_the_usual_kind():
    book = read(workbook("<row><c t='s'><v>0</v></c></row>", texts="<si><t>ก</t></si>", strict=True))
    assert grid(book) == [["ก"]]


def test_a_sheet_in_an_unknown_language_is_never_read_as_empty():
    with pytest.raises(Refused, match="damaged"):
        read(
            workbook(
                changes={"xl/worksheets/sheet1.xml": '<worksheet xmlns="urn:other"><sheetData/></worksheet>'}
            )
        )


@pytest.mark.parametrize(
    "row",
    [
        "<row r='0'><c><v>1</v></c></row>",
        "<row r='-1'><c><v>1</v></c></row>",
        "<row r='1048577'><c><v>1</v></c></row>",
        "<row r='๑'><c><v>1</v></c></row>",
        "<row r='1'><c r='A0'><v>1</v></c></row>",
        "<row r='1'><c r='B2'><v>1</v></c></row>",
        "<row r='1'><c r='XFE1'><v>1</v></c></row>",
        "<row r='1'><c r='1'><v>1</v></c></row>",
        "<row r='1'><c r='A'><v>1</v></c></row>",
        f"<row r='1'><c r='{'A' * 1_000_000}1'><v>1</v></c></row>",
        f"<row r='{'9' * 1_000_000}'><c><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='A1'><v>2</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>7</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>-1</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>0.0</v></c></row>",
        "<row r='1'><c r='A1' t='what'><v>1</v></c></row>",
        "<row r='1'><c r='A1' s='7'><v>1</v></c></row>",
        "<row r='1'><c r='A1' s='-1'><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A1:ZZZZ9'/></mergeCells>"
        "<sheetData>",
        "<c r='A1'><v>1</v></c>",
        "<row><row><c><v>1</v></c></row></row>",
        "<row><c><v>1</v><c><v>2</v></c></c></row>",
        "<row><c><v>1</v></row>",
        "<row><c><v>1</v><v>2</v></c></row>",
        "<row><c><f>1</f><f>2</f><v>2</v></c></row>",
        f"<row>{'<c/>' * 16_385}</row>",
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused_as_damaged(row):
    with pytest.raises(Refused, match="damaged"):
        read(workbook(row, styles=cell_styles("14"), texts="<si><t>ก</t></si>"))


@pytest.mark.parametrize(
    "missing", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"]
)
def test_a_workbook_without_a_part_that_it_needs_is_refused_as_damaged(missing):
    with pytest.raises(Refused, match="damaged"):
        read(workbook("<row><c><v>1</v></c></row>", changes={missing: None}))


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"]
)
def test_a_document_type_is_refused_in_every_part(part):
    laughs = '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
    with pytest.raises(Refused, match="document_type"):
        read(workbook("<row><c><v>1</v></c></row>", texts="<si><t>ก</t></si>", changes={part: laughs}))


@pytest.mark.parametrize("encoding", ["UTF-9", "rot13", "unicode_escape", "idna", "x" * 1000])
def test_an_encoding_that_no_program_writes_is_refused(encoding):
    sheet = f'<?xml version="1.0" encoding="{encoding}"?>{PLAIN_SHEET}'
    with pytest.raises(Refused, match="damaged"):
        read(workbook(changes={"xl/worksheets/sheet1.xml": sheet}))


def test_a_link_to_a_web_page_is_no_link_to_another_workbook():
    link = (
        "<Relationship Id='h' Type='{office}/hyperlink' Target='https://nhso.go.th' TargetMode='External'/>"
    )
    assert grid(read(workbook("<row><c><v>1</v></c></row>", relationships=link))) == [["1"]]


SECOND = "<Relationship Id='s2' Type='{office}/worksheet' Target='two.xml'/>"


@pytest.mark.parametrize(
    "sheets",
    [
        "<sheet name='a' r:id='rId1'/><sheet name='b' r:id='rId1'/>",
        "<sheet name='a' r:id='rId1'/><sheet name='a' r:id='s2'/>",
        "<sheet name='a' r:id='rId1'/><sheet name='b' r:id='s3'/>",
        "<sheet name='a'/>",
    ],
    ids=["one sheet twice", "one name twice", "no such sheet", "no sheet named"],
)
def test_tabs_that_cannot_be_told_apart_are_refused(sheets):
    with pytest.raises(Refused, match="damaged"):
        read(workbook(listed=sheets, relationships=SECOND, changes={"xl/two.xml": sheet_xml("")}))


def test_a_workbook_of_charts_alone_has_no_sheet():
    chart = "<Relationship Id='c' Type='{office}/chartsheet' Target='chart.xml'/>"
    with pytest.raises(Refused, match="no_sheets"):
        read(workbook(listed="<sheet name='a' r:id='c'/>", relationships=chart))


class Pipe(io.BytesIO):
    """An output that cannot go back, so that sizes are written behind the parts."""

    def seekable(self) -> bool:
        return False

    def seek(self, *where: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def test_a_part_written_as_a_stream_without_its_size_in_front_is_read():
    output = Pipe()
    with (
        zipfile.ZipFile(io.BytesIO(workbook("<row><c><v>1</v></c></row>"))) as source,
        zipfile.ZipFile(output, "w") as streamed,
    ):
        for name in source.namelist():
            streamed.writestr(name, source.read(name))
    assert b"PK\x07\x08" in output.getvalue()
    assert grid(read(output.getvalue())) == [["1"]]


typed_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=2).map(float),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30),
    st.text("กขคงเแำ้่ิ ", min_size=1, max_size=30),
    st.dates(date(1900, 3, 1), date(2600, 12, 31)),
    st.datetimes(datetime(1901, 1, 1), datetime(2600, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
)


def shown(value: object) -> str:
    if value is None or (isinstance(value, str) and not value.strip(BLANKS)):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
    return f"{value:.15g}" if isinstance(value, float) else str(value)


@settings(deadline=None)
@given(st.lists(st.lists(typed_values, min_size=1, max_size=6), min_size=1, max_size=8))
def test_what_openpyxl_writes_is_read_back_equal(table):
    book = read(write("xlsx", [*table, ["end"]]))
    sheet = book.sheets[0]
    for row, values in enumerate(table, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            assert (cell.text if cell else "") == shown(value)
