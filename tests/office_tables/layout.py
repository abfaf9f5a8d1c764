"""Sheets as programs write them: sizes and limits, stray cells, dialects of the format, bombs."""

import functools
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import xlwt
from openpyxl.styles import Border, Side

from tests.office_tables.case import Case, granted
from tests.office_tables.office_data import FIVE, HEADER, budget_rows
from tests.workbooks import raw
from tests.workbooks.writers import SheetOfFile, csv, ods, saved, write, xls, xls_book, xlsx

ROWS = budget_rows(FIVE)


def right(
    name: str, build: Callable[[], bytes], *, ending: str = "xlsx", klass: str = "layout", **more: Any
) -> Case:
    more = {"expect": "accept", "detail": granted(FIVE)} | more
    return Case(name=f"{ending}: {name}", klass=klass, filename=f"งบ.{ending}", build=build, **more)


def wrong(
    name: str, build: Callable[[], bytes], *, ending: str = "xlsx", klass: str = "limits", **more: Any
) -> Case:
    more = {"expect": "reject"} | more
    return Case(name=f"{ending}: {name}", klass=klass, filename=f"งบ.{ending}", build=build, **more)


def _stray(address: str, value: str = " ", writer: Callable[..., bytes] = xlsx) -> Callable[[], bytes]:
    """The table and one far cell."""
    if writer is xlsx:
        return lambda: raw.changed(
            raw.workbook(ROWS),
            {
                raw.SHEET_1: raw.replacing(
                    "</sheetData>",
                    f'<row r="{_digits(address)}"><c r="{address}" t="inlineStr"><is>'
                    f'<t xml:space="preserve">{value}</t></is></c></row></sheetData>',
                )
            },
        )

    def build() -> bytes:
        book = xls_book(SheetOfFile(rows=ROWS))
        book.get_sheet(0).write(65535, 255, value)
        return saved(book)

    return build


def _digits(address: str) -> str:
    return address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _bordered(count: int) -> bytes:
    """The table, and `count` empty cells with borders below it: a form drawn down to the end."""
    book = openpyxl.Workbook()
    page = book.active
    for row in ROWS:
        page.append(row)
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for number in range(count):
        page.cell(8 + number // 11, 1 + number % 11).border = border
    return saved(book)


def _bordered_xls() -> bytes:
    book = xls_book(SheetOfFile(rows=ROWS))
    style = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
    for row in range(10, 3010):
        for column in range(11):
            book.get_sheet(0).write(row, column, None, style)
    return saved(book)


ODS_EDGE = (
    '<table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row></table:table>"
)


def _ods_with(old: str, new: str) -> Callable[[], bytes]:
    return lambda: raw.changed(ods(SheetOfFile(rows=ROWS)), {"content.xml": raw.replacing(old, new)})


def _strays() -> list[Case]:
    here: dict[str, Any] = {"klass": "stray cells"}
    filled_row = '<table:table-row table:number-rows-repeated="1000000">'
    last_cell = '<table:table-row table:number-rows-repeated="1048568"><table:table-cell/></table:table-row>'
    last_cell += '<table:table-row><table:table-cell table:number-columns-repeated="1023"/><table:table-cell '
    last_cell += (
        'office:value-type="string"><text:p> </text:p></table:table-cell></table:table-row></table:table>'
    )
    return [
        right("a space in the sheet's last cell, XFD1048576", _stray("XFD1048576"), **here),
        right("a zero-width space in the sheet's last cell", _stray("XFD1048576", "\u200b"), **here),
        right("a space in A1048576", _stray("A1048576"), **here),
        right("a space in XFD8", _stray("XFD8"), **here),
        right(
            "a space in the sheet's last cell, IV65536", _stray("IV65536", writer=xls), ending="xls", **here
        ),
        right(
            "a space in the sheet's last cell", _ods_with("</table:table>", last_cell), ending="ods", **here
        ),
        right(
            "empty rows repeated to the end of the sheet",
            _ods_with("</table:table>", ODS_EDGE),
            ending="ods",
            **here,
        ),
        right("33,000 empty bordered cells", lambda: _bordered(33_000), **here),
        right("33,000 empty bordered cells", _bordered_xls, ending="xls", **here),
        right(
            "20,000 empty records after the table",
            lambda: csv([*ROWS, *[[None] * 3] * 20_000]),
            ending="csv",
            sure=False,
            **here,
        ),
        right(
            "whole columns have a style",
            lambda: raw.workbook(ROWS, before='<cols><col min="1" max="16384" width="12" style="0"/></cols>'),
            **here,
        ),
        right(
            "a note far right of the table",
            lambda: write("xlsx", [[*HEADER, *[None] * 30, "ตรวจแล้ว"], *ROWS[1:]]),
            sure=False,
            **here,
        ),
        wrong(
            "a filled row repeated a million times",
            lambda: _repeat_last_row(filled_row),
            ending="ods",
            exact=False,
            klass="bombs",
        ),
        wrong(
            "a text in the sheet's last cell",
            _stray("XFD1048576", "จบ"),
            klass="stray cells",
            sure=False,
            detail=granted(FIVE),
        ),
    ]


def _repeat_last_row(row: str) -> bytes:
    def change(content: bytes) -> bytes:
        before, after = content.rsplit(b"<table:table-row>", 1)
        return before + row.encode() + after

    return raw.changed(ods(SheetOfFile(rows=ROWS)), {"content.xml": change})


def many(count: int) -> list[tuple[str, Any]]:
    return [(f"ชมรมที่ {number}", 100) for number in range(1, count + 1)]


@functools.cache
def _many_rows(count: int) -> list[list[Any]]:
    return budget_rows(many(count))


def wide(columns: int, rows: int) -> list[list[Any]]:
    """A table of so many columns, all filled."""
    header = [*HEADER, *[f"ข้อมูล {number}" for number in range(4, columns + 1)]]
    return [header, *[[n, f"ชมรมที่ {n}", 100, *["x"] * (columns - 3)] for n in range(1, rows + 1)]]


def _limits() -> list[Case]:
    two_hundred = granted(many(5))
    return [
        right(
            "20,000 rows with the header",
            lambda: write("xlsx", _many_rows(19_999)),
            klass="limits",
            detail=granted(many(19_999)),
        ),
        right(
            "20,000 records with the header",
            lambda: csv(_many_rows(19_999)),
            ending="csv",
            klass="limits",
            detail=granted(many(19_999)),
        ),
        right(
            "20,000 rows with the header",
            lambda: write("xls", _many_rows(19_999)),
            ending="xls",
            klass="limits",
            detail=granted(many(19_999)),
        ),
        right(
            "10,000 rows",
            lambda: write("xlsx", _many_rows(10_000)),
            klass="limits",
            detail=granted(many(10_000)),
        ),
        right(
            "5,000 rows",
            lambda: write("ods", _many_rows(5_000)),
            ending="ods",
            klass="limits",
            detail=granted(many(5_000)),
        ),
        # Whether the header counts may be argued: 20,002 rows are above the limit in both ways.
        wrong(
            "20,001 organisations below the header",
            lambda: write("xlsx", _many_rows(20_001)),
            says=("20,000",),
        ),
        wrong(
            "20,001 organisations below the header",
            lambda: csv(_many_rows(20_001)),
            ending="csv",
            says=("20,000",),
        ),
        wrong(
            "20,001 organisations below the header",
            lambda: write("xls", _many_rows(20_001)),
            ending="xls",
            says=("20,000",),
        ),
        wrong("60,000 records", lambda: csv(_many_rows(60_000)), ending="csv", says=("20,000",)),
        right(
            "200 columns", lambda: write("xlsx", wide(200, 5)), klass="limits", warns=True, detail=two_hundred
        ),
        right(
            "200 columns",
            lambda: csv(wide(200, 5)),
            ending="csv",
            klass="limits",
            warns=True,
            detail=two_hundred,
        ),
        wrong("201 columns", lambda: write("xlsx", wide(201, 5)), says=("200",)),
        wrong("201 columns", lambda: csv(wide(201, 5)), ending="csv", says=("200",)),
        wrong("201 columns", lambda: write("xls", wide(201, 5)), ending="xls", says=("200",)),
        wrong("201 columns", lambda: write("ods", wide(201, 5)), ending="ods", says=("200",)),
        right(
            "just under 400,000 filled cells",
            lambda: csv(wide(199, 2000)),
            ending="csv",
            klass="limits",
            warns=True,
            detail=granted(many(2000)),
        ),
        wrong("402,000 filled cells", lambda: csv(wide(200, 2009)), ending="csv", says=("400,000",)),
        wrong("402,000 filled cells", lambda: raw.workbook(wide(200, 2009)), says=("400,000",)),
        wrong("a file of 21 MB", lambda: csv(ROWS) + b"\r\n" * (21 * 2**19), ending="csv", says=("20",)),
        wrong(
            "a file of 21 MB, with a picture",
            lambda: _padded({"xl/media/image1.png": 21 * 2**20}),
            says=("20",),
        ),
        wrong("70 MB unpacked", lambda: _padded({"xl/media/image1.bmp": 70 * 2**20}, packed=True)),
        wrong("2,001 parts", lambda: _parts(2001), says=("2,000",)),
        right("a workbook of 500 parts", lambda: _parts(500), klass="limits"),
        wrong(
            "100 faults of one kind are grouped",
            lambda: write("xlsx", budget_rows([(f"ชมรมที่ {n}", "ไม่มี") for n in range(100)])),
            sure=True,
            klass="every fault at once",
            exact=False,
        ),
        wrong(
            "5,000 wrong amounts",
            lambda: csv(budget_rows([(f"ชมรมที่ {n}", "-") for n in range(5000)])),
            ending="csv",
            klass="every fault at once",
        ),
    ]


def _padded(media: dict[str, int], *, packed: bool = False) -> bytes:
    """A workbook with parts of so many bytes; packed they are zeros."""
    files = raw.parts(raw.sheet_xml(ROWS))
    noise = bytes(range(256)) * 4096
    stream = io.BytesIO(raw.zipped(files))
    with zipfile.ZipFile(stream, "a") as archive:
        for path, size in media.items():
            content = bytes(size) if packed else (noise * (size // len(noise) + 1))[:size]
            archive.writestr(path, content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return stream.getvalue()


def _parts(count: int) -> bytes:
    files = raw.parts(raw.sheet_xml(ROWS))
    for number in range(count - len(files)):
        files[f"xl/media/image{number}.png"] = b"\x89PNG"
    return raw.zipped(files)


CASES = [*_strays(), *_limits()]
