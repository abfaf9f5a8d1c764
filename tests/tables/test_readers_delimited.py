"""Tables as text: every way that an office's programs write them, and the ways they break."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tables import limits
from tables.readers import delimited
from tables.readers.values import BLANKS
from tables.refused import Refused
from tables.sheets import Book, CellKind
from tests.tables.books import grid, read_here

TABLE = "ที่,ชื่อหน่วยงาน,งบประมาณ\r\n1,มูลนิธิสายรุ้ง,95000\r\n2,ชมรมอินเทอร์เนต กรุงเอเธนส์ เธอ เนย,45000\r\n"
READ_AS = [
    ["ที่", "ชื่อหน่วยงาน", "งบประมาณ"],
    ["1", "มูลนิธิสายรุ้ง", "95000"],
    ["2", "ชมรมอินเทอร์เนต กรุงเอเธนส์ เธอ เนย", "45000"],
]


def read(text: str | bytes) -> Book:
    return read_here(delimited.read, text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
        TABLE.encode("cp874"),
        TABLE.replace("\r\n", "\n").encode(),
        TABLE.replace("\r\n", "\r").encode("cp874"),
        TABLE.rstrip().encode(),
        TABLE.replace(",", ";").encode("cp874"),
        TABLE.replace(",", "\t").encode("utf-16"),
        ("sep=,\r\n" + TABLE).encode("utf-8-sig"),
        ("\ufeffsep=,\r\n" + TABLE).encode("utf-8-sig"),
        ("SEP=;\n" + TABLE.replace(",", ";")).encode("cp874"),
        ('"sep=|"\r' + TABLE.replace(",", "|")).encode(),
        "".join(
            f'"{line.replace(",", chr(34) + "," + chr(34))}"\r\n' for line in TABLE.split("\r\n")[:-1]
        ).encode(),
    ],
    ids=[
        "UTF-8",
        "UTF-8 with its mark",
        "UTF-16 little",
        "UTF-16 big",
        "Windows-874",
        "LF",
        "CR",
        "no last line end",
        "semicolons",
        "tabs",
        "sep=,",
        "a mark twice",
        "SEP=;",
        "quoted sep=|",
        "all quoted",
    ],
)
def test_the_same_table_is_read_from_every_encoding_and_delimiter(content):
    book = read(content)
    assert grid(book) == READ_AS
    assert not book.faults


@pytest.mark.parametrize(
    "character",
    ["–", "—", "“", "”", "‘", "’", "…", "•", "€"],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_windows_874_has_characters_that_tis_620_lacks(character):
    assert grid(read(f"ก {character} ข,1".encode("cp874"))) == [[f"ก {character} ข", "1"]]


LINES = TABLE.encode().split(b"\r\n")


def as_874(line: bytes) -> bytes:
    return line.decode().encode("cp874")


def garbled_as_874(text: str) -> str:
    """UTF-8 bytes shown as Windows-874 by a program that keeps what it has no letter for."""
    return "".join(
        chr(byte)
        if 0x80 < byte < 0xA0 and byte not in b"\x85\x91\x92\x93\x94\x95\x96\x97"
        else bytes([byte]).decode("cp874")
        for byte in text.encode()
    )


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"\n".join([LINES[0], as_874(LINES[1]), LINES[2]]), "mixed_encodings", 2),
        (b"\r".join([as_874(LINES[0]), as_874(LINES[1]), LINES[2]]), "mixed_encodings", 3),
        (b"\xef\xbb\xbf" + LINES[0] + b"\n" + as_874(LINES[1]), "mixed_encodings", 2),
        (as_874(LINES[0]) + b"\r\n" + "1,– x,3".encode(), "mixed_encodings", 2),
        (LINES[0] + b"\n" + LINES[1][:10], "mixed_encodings", 2),
        (as_874(LINES[0]) + b"\nx," + as_874(LINES[1])[2:] + LINES[1][2:11], "mixed_encodings", 2),
        (TABLE.encode().decode("latin-1").encode(), "mojibake", 1),
        (TABLE.encode().decode("cp1252", "ignore").encode(), "mojibake", 1),
        (garbled_as_874(TABLE).encode(), "mojibake", 1),
        (b"a,b\n" + TABLE.encode("cp874").decode("latin-1").encode(), "mojibake", 2),
        (b"a,b\n1," + garbled_as_874("ศูนย์").encode(), "mojibake", 2),
        ("ชื่อ,จำนวน\nชมรม,".encode("cp874") + "…\n".encode(), "mixed_encodings", 2),
        ("ชื่อ,จำนวน\nชมรม,".encode("cp874") + "‐\n".encode(), "mixed_encodings", 2),
        (b"a,b\n1," + garbled_as_874("นนทบุรี").encode("utf-16")[2:] + b"\n", "text_with_nul", None),
        ("ก,ข\n1,\ufffd\n".encode(), "text_with_replacements", 2),
        ("ก,\ufffd\n".encode("utf-16"), "text_with_replacements", 1),
        (b"a,b\0c", "text_with_nul", None),
        ("a,b\0".encode("utf-16"), "text_with_nul", None),
        (TABLE.encode("utf-16-le"), "text_with_nul", None),
        (TABLE.encode("utf-16")[:-1], "unknown_encoding", None),
        (TABLE.encode("cp874") + b"\xff\n", "unknown_encoding_at", 4),
        ("预算,机构名称\n".encode("gbk"), "unknown_encoding", None),
        ("Café,5\n".encode("cp1252"), "unknown_encoding", None),
    ],
)
def test_letters_that_cannot_be_told_for_sure_are_refused_with_their_line(content, code, line):
    with pytest.raises(Refused, match=f"^{code}$") as refused:
        read(content)
    assert refused.value.figures.get("line") == line


@settings(deadline=None)
@given(st.text("กขคงจฉชญดตถทธนบปผพฟมยรลวศษสหอเแโใไะาำิีึืุู็่้๊๋์ๆฯ ", min_size=1, max_size=200))
def test_no_thai_text_in_utf_8_is_refused_or_changed(text):
    book = read(f"{text},1\n")
    assert book.sheets[0].cell(1, 1) is None or book.sheets[0].cell(1, 1).text == text


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("ก\t95,000\nข\t45,000\nค\t1,175,000\n", [["ก", "95,000"], ["ข", "45,000"], ["ค", "1,175,000"]]),
        ("1;ก, ข;95,000\n2;ค;45,000\n", [["1", "ก, ข", "95,000"], ["2", "ค", "45,000"]]),
        (
            "งบ, ปี 2567, เขต 6\n\nที่;ชื่อ\n1;ก\n2;ข\n",
            [["งบ, ปี 2567, เขต 6", ""], ["", ""], ["ที่", "ชื่อ"], ["1", "ก"], ["2", "ข"]],
        ),
        ('1,"95,000"\n2,"45,000"\n', [["1", "95,000"], ["2", "45,000"]]),
        ('1,"บรรทัดหนึ่ง\r\nสอง ""x"""\r\n2,ก\r\n', [["1", 'บรรทัดหนึ่ง\r\nสอง "x"'], ["2", "ก"]]),
        ('1,ชมรม "ก" ข\n', [["1", 'ชมรม "ก" ข']]),
        ("ก\n", [["ก"]]),
        (",,\n\n  ,\u00a0\nก,,\n", [[""], [""], [""], ["ก"]]),
        ("sep=\t\nก\tข\n", [["ก", "ข"]]),
    ],
)
def test_delimiters_and_quotes_are_told_from_the_whole_table(text, read_as):
    assert grid(read(text)) == read_as


def test_a_row_is_a_record_and_blank_ones_count():
    book = read('sep=,\n\nก,"สอง\nบรรทัด"\n\nข,1\n')
    assert list(book.sheets[0].rows) == [2, 4]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('ก,1\nข,"2\nค,3\n', "quote_not_closed", 2),
        ('ก,1\nข,"สอง\nบรรทัด"\n"ค" ง,3\n', "text_after_quote", 4),
        ("sep=x\nกxข\n", "unknown_delimiter", None),
    ],
)
def test_a_faulty_quote_is_refused_with_its_line(text, code, line):
    with pytest.raises(Refused, match=f"^{code}$") as refused:
        read(text)
    assert refused.value.figures.get("line") == line


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("ที่,ชื่อ,งบ\n1,มูลนิธิ,95,000\n2,ชมรม,45000\n3,สมาคม,1,175,000\n", [(2, "D"), (4, "D")]),
        ("ตารางงบ, ปี พ.ศ. นี้\nที่,ชื่อ,งบ\n1,มูลนิธิ,95,000\n", [(3, "D")]),
        ("ที่,ชื่อ,งบ,หมายเหตุ\n1,มูลนิธิ,95,000,\n", [(2, "E")]),
        ("ที่,งบ,ชื่อ\n1,95,000,มูลนิธิ\n", [(2, "D")]),
        ("ที่,ชื่อ,งบ\n๑,มูลนิธิ,๙๕,๐๐๐\n", [(2, "D")]),
        ("ที่,ชื่อ,งบ\n1,มูลนิธิ,95000,โทรแล้ว\n", [(2, "D")]),
        ('ที่,ชื่อ,งบ\n1,มูลนิธิ,"95,000"\n', []),
        ("ที่,ชื่อ,งบ\n1,มูลนิธิ,95000,,,\n", []),
        ("ที่,ชื่อ,งบ\n1,มูลนิธิ\n", []),
        ("ตาราง,,\nที่,ชื่อ,งบ\n1,มูลนิธิ,95000\nรวม,,95000\n\nลงชื่อ\n", []),
        ("ที่;ชื่อ;งบ\n1;มูลนิธิ;95,000\n", []),
        ("ที่\tชื่อ\tงบ\n1\tมูลนิธิ\t95,000\n", []),
    ],
)
def test_a_record_with_more_fields_than_the_header_is_a_fault_of_its_row(text, rows):
    assert [(fault.row, fault.column) for fault in read(text).faults] == rows


def test_error_names_in_a_text_file_are_errors_still():
    cell = read("ก,#REF!\n").sheets[0].cell(1, 2)
    assert (cell.kind, cell.text) == (CellKind.ERROR, "#REF!")


def test_a_text_beyond_the_limit_is_a_fault_of_its_cell():
    book = read("ก," + "ข" * (limits.TEXT_CHARACTERS + 1) + "\n")
    assert [(fault.code, fault.row, fault.column) for fault in book.faults] == [("text_too_long", 1, "B")]
    assert len(book.sheets[0].cell(1, 2).text) == limits.TEXT_CHARACTERS


def test_a_file_of_blanks_holds_nothing():
    with pytest.raises(Refused, match="nothing_filled"):
        read(" ,\u200b\n\n,,\n")


fields = st.text("กข1,;\t\"\n\r '=-", max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(fields, min_size=2, max_size=5), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_program_writes_is_read_back_equal(table, delimiter):
    output = io.StringIO(newline="")
    csv.writer(output, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([*table, ["end", "end"]])
    sheet = read(f"sep={delimiter}\r\n{output.getvalue()}").sheets[0]
    for row, values in enumerate(table, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            assert (cell.text if cell else "") == (value if value.strip(BLANKS) else "")


EXCELS_ERRORS = [
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
]


@pytest.mark.parametrize("name", EXCELS_ERRORS)
def test_what_excel_writes_for_a_formula_that_failed_is_an_error_and_no_text(name: str) -> None:
    (sheet,) = read(f"ชื่อ,งบ\nชมรม,{name}\n").sheets
    assert sheet.cell(2, 2).kind is CellKind.ERROR
