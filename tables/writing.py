"""Tables that go out: real .xlsx with typed cells, and CSV that Excel opens in Thai. Neither can run a formula."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from thai.amounts import NO_BAHT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FONT = "TH Sarabun New"  # the typeface of Thai offices; where it is not installed another takes its place
POINTS, LINE_POINTS = 14, 24  # a line is high enough for the typeface that takes its place, too
FILLED = 0.82  # of a line, on average
PORTRAIT_WIDTH = 95  # characters of all columns together that an upright page still shows in a size to read
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")  # of a sheet
_TAKES_NO_ROOM = re.compile("[ัิ-ฺ็-๎]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of a table that goes out; `money` columns hold Decimal baht, and summed columns have a total.

    `meaning` says what stands in it, for who reads the file without the page; every open one has it.
    """

    header: str
    width: int = 16
    money: bool = False
    summed: bool = False
    meaning: str = ""
    total: int | None = None  # where it is no sum: what one row counts another may count too


@dataclass(frozen=True, slots=True)
class ExportTable:
    """One table: its sheet's name, the lines above it, columns, rows, and whether a totals row closes it.

    `as_above` says of cells (row, column; from 0) that they say what the cell above says: a workbook merges the two.
    `name` is what a data package calls it, where its place among the others does not.
    """

    title: str
    lines: tuple[str, ...]
    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    total_label: str = ""
    as_above: frozenset[tuple[int, int]] = frozenset()
    name: str = ""

    def total_row(self) -> tuple[object, ...] | None:
        """The sums of the summed columns, labelled in the column before the first of them."""
        if not self.total_label:
            return None
        first = next(index for index, column in enumerate(self.columns) if column.summed)
        return tuple(
            sum((row[index] or 0 for row in self.rows), NO_BAHT if column.money else 0)
            if column.summed
            else (self.total_label if index == first - 1 else column.total)
            for index, column in enumerate(self.columns)
        )


def safe_for_csv(value: object) -> object:
    """Return a cell that no spreadsheet program takes for a formula: a leading apostrophe makes it text."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def to_csv(table: ExportTable) -> bytes:
    """UTF-8 with a BOM, so that Excel reads Thai; the header first, no lines above it.

    Records alone: whoever adds a column up gets its sum, and not twice that.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_for_csv(column.header) for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [f"{value:.2f}" if isinstance(value, Decimal) else safe_for_csv(value) for value in row]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def to_xlsx(*tables: ExportTable, as_of: str = "") -> bytes:
    """One sheet a table, to be read and printed as it is: header frozen and on every page, rows as high as their text.

    Numbers are numbers and texts are strings. `as_of` says at the foot of each page of when its figures are.
    """
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _lay_out(_write_sheet(book, table), table, as_of)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(book: Workbook, table: ExportTable) -> Worksheet:
    sheet = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", table.title)[:31])
    header_row = _header_row(table)
    thin = Side(style="thin", color="D9E2DF")
    line = Border(left=thin, right=thin, bottom=thin)
    for number, text in enumerate(table.lines, start=1):
        _write_cell(sheet, number, 1, text, bold=number == 1)
        sheet.row_dimensions[number].height = LINE_POINTS
    fill = PatternFill("solid", fgColor="E3F1ED")
    for index, column in enumerate(table.columns, start=1):
        cell = _write_cell(sheet, header_row, index, column.header, bold=True, right=column.money, wrap=True)
        cell.fill, cell.border = fill, line
    widths, total = [column.width for column in table.columns], table.total_row()
    body = [*((row, False) for row in table.rows), *([(total, True)] if total else [])]
    for row_number, (values, bold) in enumerate(body, start=header_row + 1):
        for index, (column, value) in enumerate(zip(table.columns, values, strict=True), start=1):
            cell = _write_cell(
                sheet, row_number, index, value, bold=bold, right=column.money, wrap=not column.money
            )
            cell.border = line
        # Not every program sets a row's height by its text when it opens a file.
        sheet.row_dimensions[row_number].height = LINE_POINTS * lines_of(widths, values)
    heads = [column.header for column in table.columns]
    sheet.row_dimensions[header_row].height = LINE_POINTS * lines_of(widths, heads)
    for row, place in table.as_above:
        if (row - 1, place) in table.as_above:
            continue  # a part of the block that begins above
        last = row
        while (last + 1, place) in table.as_above:
            last += 1
        sheet.merge_cells(None, header_row + row, place + 1, header_row + 1 + last, place + 1)
    return sheet


def _header_row(table: ExportTable) -> int:
    return len(table.lines) + (2 if table.lines else 1)


def _lay_out(sheet: Worksheet, table: ExportTable, as_of: str) -> None:
    header_row = _header_row(table)
    for index, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    set_page(sheet, sum(column.width for column in table.columns), as_of)


def set_page(sheet: Worksheet, characters: float, as_of: str) -> None:
    """A4 of the width of all columns together, on its side where they need it, each page numbered."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if characters > PORTRAIT_WIDTH else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.3)
    sheet.oddFooter.left.text = as_of
    sheet.oddFooter.right.text = "&P / &N"


def lines_of(widths: Sequence[float], values: Sequence[object]) -> int:
    """How many lines the fullest cell of a row takes, in columns of so many characters.

    Marks above and below a letter take no room; words that do not fit go down whole, which costs part of a line.
    """
    fullest = 1
    for width, value in zip(widths, values, strict=True):
        if isinstance(value, str):
            room = width * FILLED
            paragraphs = _TAKES_NO_ROOM.sub("", value).split("\n")
            fullest = max(fullest, sum(max(1, ceil(len(each) / room)) for each in paragraphs))
    return fullest


def _write_cell(
    sheet: Worksheet,
    row: int,
    column: int,
    value: object,
    *,
    bold: bool = False,
    right: bool = False,
    wrap: bool = False,
) -> Cell:
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value) if isinstance(value, str) else value
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    elif isinstance(value, str):
        cell.data_type = "s"  # openpyxl would take a text that begins with = for a formula
    cell.font = Font(name=FONT, size=POINTS, bold=bold)
    cell.alignment = Alignment(
        horizontal="right" if right else "center" if isinstance(value, int) else None,
        vertical="top",
        wrap_text=wrap,
    )
    return cell
