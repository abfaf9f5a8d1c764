"""Copies of good files with bytes changed: each is read or refused, and no reader breaks."""

import random

import pytest
import xlwt

from tables.readers import delimited, ods, xls, xlsx
from tables.refused import Refused
from tests.tables.books import read_here
from tests.workbooks.raw import cell_styles, open_document, unzipped, workbook, zipped
from tests.workbooks.writers import SheetOfFile
from tests.workbooks.writers import xls as xls_file

COPIES = 500
RUBBISH = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999999999", b"-1", b"<c/>", b'"', b"</", b"&#0;", b"\r")


def old_workbook() -> bytes:
    rows = [(row, f"มูลนิธิ {row}", 95000.25 + row, xlwt.Formula("1+1")) for row in range(30)]
    return xls_file(SheetOfFile(rows=rows, first="A2", merges=["A1:C1"]))


TEXTS = "".join(f"<si><t>มูลนิธิ {number}</t></si>" for number in range(9))
ROWS = "".join(
    f"<row r='{number}'><c r='A{number}' t='s'><v>{number - 1}</v></c>"
    f"<c r='B{number}' s='1'><v>{95000 + number}</v></c>"
    f"<c r='C{number}' t='inlineStr'><is><t>ก</t></is></c><c r='D{number}'><f>1+1</f><v>2</v></c></row>"
    for number in range(1, 10)
)
TABLE_ROW = (
    '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="95000"/>'
    '<table:table-cell office:value-type="string" table:number-columns-spanned="2">'
    '<text:p>ก<text:s text:c="3"/>ข</text:p>'
    "</table:table-cell><table:covered-table-cell/></table:table-row>"
)
GOOD = {
    "xlsx": (
        xlsx,
        workbook(
            ROWS, "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>", texts=TEXTS, styles=cell_styles("14")
        ),
    ),
    "ods": (ods, open_document(TABLE_ROW * 5)),
    "xls": (xls, old_workbook()),
    "csv": (delimited, 'ที่,ชื่อ,งบ\r\n1,"มูลนิธิ ""ก""","95,000"\r\n2,ชมรม,45000\r\n'.encode("cp874")),
}


def broken(content: bytes, chance: random.Random) -> bytes:
    copy = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(copy) + 1)
        match chance.randrange(5):
            case 0:
                copy[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del copy[at : at + chance.randrange(1, 40)]
            case 2:
                copy[at:at] = copy[max(0, at - chance.randrange(1, 60)) : at]
            case 3:
                copy[at:at] = chance.choice(RUBBISH)
            case 4:
                copy[at : at + 4] = chance.choice(RUBBISH)
    return bytes(copy)


def broken_inside(content: bytes, chance: random.Random) -> bytes:
    """One part of the package broken, under a good checksum."""
    parts = unzipped(content)
    name = chance.choice(list(parts))
    return zipped(parts | {name: broken(parts[name], chance)})


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("form", GOOD)
def test_a_broken_copy_is_read_or_refused(form):
    reader, content = GOOD[form]
    answers = set()
    for number in range(COPIES):
        chance = random.Random(number)
        inside = form in ("xlsx", "ods") and number % 4
        copy = (broken_inside if inside else broken)(content, chance)
        try:
            read_here(reader.read, copy)
            answers.add("read")
        except Refused as refused:
            answers.add(refused.code)
    assert {"read", "damaged" if form != "csv" else "text_after_quote"} <= answers
