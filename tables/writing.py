"""Tables that go out: real .xlsx with typed cells, and CSV that Excel opens in Thai. Neither can run a formula."""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from thai.amounts import NO_BAHT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FONT = "Sarabun"
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")  # of a sheet
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of a table that goes out; `money` columns hold Decimal baht, and summed columns have a total."""

    header: str
    width: int = 16
    money: bool = False
    summed: bool = False


@dataclass(frozen=True, slots=True)
class ExportTable:
    """One table: its sheet's name, the lines above it, columns, rows, and whether a totals row closes it."""

    title: str
    lines: tuple[str, ...]
    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    total_label: str = ""

    def total_row(self) -> tuple[object, ...] | None:
        """The sums of the summed columns, labelled in the column before the first of them."""
        if not self.total_label:
            return None
        first = next(index for index, column in enumerate(self.columns) if column.summed)
        return tuple(
            sum((row[index] for row in self.rows), NO_BAHT if column.money else 0)
            if column.summed
            else (self.total_label if index == first - 1 else None)
            for index, column in enumerate(self.columns)
        )


def safe_for_csv(value: object) -> object:
    """Return a cell that no spreadsheet program takes for a formula: a leading apostrophe makes it text."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def to_csv(table: ExportTable) -> bytes:
    """UTF-8 with a BOM, so that Excel reads Thai; the header first, no lines above it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_for_csv(column.header) for column in table.columns])
    total = table.total_row()
    for row in (*table.rows, *([total] if total else [])):
        writer.writerow(
            [f"{value:.2f}" if isinstance(value, Decimal) else safe_for_csv(value) for value in row]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def to_xlsx(*tables: ExportTable) -> bytes:
    """One sheet a table: Sarabun, header frozen, numbers as numbers and texts as strings."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _write_sheet(book, table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(book: Workbook, table: ExportTable) -> None:
    sheet = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", table.title)[:31])
    for index, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    header_row = len(table.lines) + (2 if table.lines else 1)
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    line = Border(bottom=Side(style="thin", color="D9E2DF"))
    for number, text in enumerate(table.lines, start=1):
        _write_cell(sheet, number, 1, text, bold=number == 1)
    fill = PatternFill("solid", fgColor="E3F1ED")
    for index, column in enumerate(table.columns, start=1):
        cell = _write_cell(sheet, header_row, index, column.header, bold=True, right=column.money, wrap=True)
        cell.fill = fill
    total = table.total_row()
    body = [*((row, False) for row in table.rows), *([(total, True)] if total else [])]
    for row_number, (values, bold) in enumerate(body, start=header_row + 1):
        for index, (column, value) in enumerate(zip(table.columns, values, strict=True), start=1):
            cell = _write_cell(
                sheet, row_number, index, value, bold=bold, right=column.money, wrap=not column.money
            )
            cell.border = line


def _write_cell(
    sheet: Any,
    row: int,
    column: int,
    value: object,
    *,
    bold: bool = False,
    right: bool = False,
    wrap: bool = False,
) -> Any:
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value) if isinstance(value, str) else value
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    elif isinstance(value, str):
        cell.data_type = "s"  # openpyxl would take a text that begins with = for a formula
    cell.font = Font(name=FONT, size=12, bold=bold)
    cell.alignment = Alignment(horizontal="right" if right else None, vertical="top", wrap_text=wrap)
    return cell
