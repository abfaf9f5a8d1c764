"""Workbooks of Excel 5 to 2003 (.xls), through xlrd.

xlrd does not tell a formula from a typed value, so no cell here is marked as computed.
"""

import struct
from collections.abc import Iterable

import xlrd
from xlrd.compdoc import CompDocError

from tables.readers.tally import StoredCell, Tally
from tables.readers.values import (
    BOOLEAN,
    BUILTIN_FORMATS,
    DATE,
    ERROR,
    NUMBER,
    TEXT,
    UNSHOWABLE_DATE,
    is_date_format,
    plain_number,
    raised,
    serial_date,
)
from tables.readers.xls_links import Place, XlsLinks, linked_cells, links_of, records
from tables.refused import Refused

_EXCEL_97 = 80  # BIFF8
_SHEET = 0x0085
_LOWERED = 2  # a font whose text stands below the line; 1 is above it
_MACRO_SHEET, _VISUAL_BASIC_SHEET = 1, 6
# What xlrd meets in a file that is not as it should be.
_DAMAGE = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class _NoLog:
    """xlrd prints what surprises it; nobody reads that here."""

    def write(self, text: str) -> None:
        pass

    def flush(self) -> None:
        pass


def read(content: bytes, tally: Tally) -> None:
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, on_demand=True, logfile=_NoLog()
        )
        links = _links_of(book)
        for index in range(book.nsheets):
            linked = linked_cells(book, links, index)
            _read_sheet(book, book.sheet_by_index(index), linked, tally)
            book.unload_sheet(index)
    except _DAMAGE as error:
        if "encrypted" in str(error):
            raise Refused("password") from error
        raise Refused("damaged") from error
    tally.finish()


def _links_of(book: xlrd.Book) -> XlsLinks:
    """Refuse macros; an Excel before 97 tells of neither."""
    if book.biff_version < _EXCEL_97:
        return XlsLinks()
    for record, data in records(book, book.base):
        if record == _SHEET and data[5:6] in (bytes([_MACRO_SHEET]), bytes([_VISUAL_BASIC_SHEET])):
            raise Refused("macros")
    return links_of(book)


def _read_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet, linked: Iterable[Place], tally: Tally) -> None:
    tally.sheet(sheet.name, sheet.visibility != 0)
    for row, column in linked:
        tally.linked(row + 1, column + 1)
    formats: dict[int, tuple[str, bool]] = {}
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        cells: list[StoredCell] = []
        for column, kind in enumerate(kinds):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            style = sheet.cell_xf_index(row, column)
            if style not in formats:
                formats[style] = _format(book, style)
            code, shows_date = formats[style]
            value = sheet.cell_value(row, column)
            runs = sheet.rich_text_runlist_map.get((row, column))
            if kind == xlrd.XL_CELL_TEXT and runs:
                value = _with_marks(book, value, runs)
            kind_and_text = _stored(kind, value, shows_date, book.datemode == 1)
            cells.append((column + 1, *kind_and_text, code, False))
            if _is_struck(book, sheet, row, column, style):
                tally.struck(row + 1, column + 1)
        if cells:
            tally.row(row + 1, cells)
    tally.close(
        [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        [row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden],
        [column + 1 for column, info in sheet.colinfo_map.items() if info.hidden],
    )


def _is_struck(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int, style: int) -> bool:
    """Whether a cell, or a part of its text, is in a font that strikes through."""
    fonts = [book.xf_list[style].font_index]
    fonts += [font for _start, font in sheet.rich_text_runlist_map.get((row, column), ())]
    return any(book.font_list[font].struck_out for font in fonts if font < len(book.font_list))


def _with_marks(book: xlrd.Book, text: str, runs: list[tuple[int, int]]) -> str:
    """A text whose runs in a raised or lowered font stay so."""
    ends = [start for start, _font in runs[1:]] + [len(text)]
    pieces = [text[: runs[0][0]]]
    for (start, font), end in zip(runs, ends, strict=True):
        place = book.font_list[font].escapement if font < len(book.font_list) else 0
        pieces.append(raised(text[start:end], lowered=place == _LOWERED) if place else text[start:end])
    return "".join(pieces)


def _format(book: xlrd.Book, style: int) -> tuple[str, bool]:
    number = book.xf_list[style].format_key
    stated = book.format_map.get(number)
    code = (stated.format_str if stated else None) or BUILTIN_FORMATS.get(number, "")
    code = "" if code.lower() == "general" else code[:255]
    return code, is_date_format(code)


def _stored(kind: int, value: str | float, shows_date: bool, from_1904: bool) -> tuple[str, str]:
    if kind == xlrd.XL_CELL_TEXT:
        return TEXT, str(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return BOOLEAN, "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return ERROR, xlrd.error_text_from_code.get(value, "#VALUE!")
    number = float(value)
    if number - number != 0:  # infinity or not a number: no program shows it as one
        return ERROR, "#NUM!"
    if not shows_date:
        return NUMBER, plain_number(number)
    day = serial_date(number, from_1904)
    return (DATE, day) if day else (ERROR, UNSHOWABLE_DATE)
