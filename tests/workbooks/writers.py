"""Write one sheet's worth of cells as each kind of file that offices send."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.teletype import addTextToElement
from odf.text import P
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

FORMAT_OF_DATE = "DD/MM/YYYY"


@dataclass(kw_only=True)
class SheetOfFile:
    """What stands on a sheet. `first` is the cell where the first row begins; `formats` by address."""

    rows: Sequence[Sequence[Any]]
    name: str = "งบประมาณ"
    first: str = "A1"
    merges: Sequence[str] = ()
    formats: dict[str, str] = field(default_factory=dict)
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    state: str = "visible"

    def placed(self) -> list[tuple[int, int, Any]]:
        """Row and column, both from 1, and value of each filled cell."""
        top, left = position(self.first)
        return [
            (top + down, left + right, value)
            for down, row in enumerate(self.rows)
            for right, value in enumerate(row)
            if value is not None
        ]


def position(address: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
    return int(digits), column_index_from_string(letters)


def xlsx(*sheets: SheetOfFile) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row, column, value in sheet.placed():
            cell = page.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                # Text stays text, also when it begins like a formula.
                cell.data_type = "s"
        for address, number_format in sheet.formats.items():
            page[address].number_format = number_format
        for merged in sheet.merges:
            page.merge_cells(merged)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
        for letter in sheet.hidden_columns:
            page.column_dimensions[letter].hidden = True
        page.sheet_state = sheet.state
    book.active = next((n for n, sheet in enumerate(sheets) if sheet.state == "visible"), 0)
    return saved(book)


def saved(book: Any) -> bytes:
    """What a library's workbook is as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls_book(*sheets: SheetOfFile) -> xlwt.Workbook:
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        styles = {address: xlwt.easyxf(num_format_str=text) for address, text in sheet.formats.items()}
        dated = xlwt.easyxf(num_format_str=FORMAT_OF_DATE)
        corners = {}
        for merged in sheet.merges:
            left, top, right, bottom = range_boundaries(merged)
            corners[top, left] = (top - 1, bottom - 1, left - 1, right - 1)
        for row, column, value in sheet.placed():
            style = styles.get(f"{get_column_letter(column)}{row}")
            style = style or (dated if isinstance(value, date | datetime) else xlwt.Style.default_style)
            if (row, column) in corners:
                page.write_merge(*corners.pop((row, column)), value, style)
            else:
                page.write(row - 1, column - 1, value, style)
        for corner in corners.values():
            page.merge(*corner)
        for row in sheet.hidden_rows:
            page.row(row - 1).hidden = True
        for letter in sheet.hidden_columns:
            page.col(column_index_from_string(letter) - 1).hidden = True
        page.visibility = {"visible": 0, "hidden": 1, "veryHidden": 2}[sheet.state]
    book.active_sheet = next((n for n, sheet in enumerate(sheets) if sheet.state == "visible"), 0)
    return book


def xls(*sheets: SheetOfFile) -> bytes:
    return saved(xls_book(*sheets))


def ods(*sheets: SheetOfFile) -> bytes:
    document = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(unseen)
    for sheet in sheets:
        named = {} if sheet.state == "visible" else {"stylename": unseen}
        table = Table(name=sheet.name, **named)
        cells = {(row, column): value for row, column, value in sheet.placed()}
        corners, covered = {}, set()
        for merged in sheet.merges:
            left, top, right, bottom = range_boundaries(merged)
            corners[top, left] = (bottom - top + 1, right - left + 1)
            covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        covered -= set(corners)
        every = list(cells) + list(corners) + list(covered)
        height, width = (max(which, default=0) for which in zip(*every, strict=True)) if every else (0, 0)
        for row in range(1, height + 1):
            hidden = {"visibility": "collapse"} if row in sheet.hidden_rows else {}
            line = TableRow(**hidden)
            for column in range(1, width + 1):
                if (row, column) in covered:
                    line.addElement(CoveredTableCell())
                    continue
                percent = "%" in sheet.formats.get(f"{get_column_letter(column)}{row}", "")
                line.addElement(_ods_cell(cells.get((row, column)), corners.get((row, column)), percent))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def _ods_cell(value: Any, span: tuple[int, int] | None, percent: bool) -> TableCell:
    spans = {"numberrowsspanned": str(span[0]), "numbercolumnsspanned": str(span[1])} if span else {}
    if value is None:
        return TableCell(**spans)
    if isinstance(value, bool):
        cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower(), **spans)
        shown = str(value).upper()
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="percentage" if percent else "float", value=repr(value), **spans)
        shown = f"{value:%}" if percent else f"{value:,}"
    elif isinstance(value, date | datetime):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **spans)
        shown = value.strftime("%d/%m/%Y")
    else:
        cell, shown = TableCell(valuetype="string", **spans), value
    for text in shown.split("\n"):
        paragraph = P()
        addTextToElement(paragraph, text)
        cell.addElement(paragraph)
    return cell


def csv(
    rows: Sequence[Sequence[Any]],
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    newline: str = "\r\n",
    quote_all: bool = False,
) -> bytes:
    def field(value: Any) -> str:
        text = "" if value is None else str(value)
        # The library's writer leaves a line break bare where lines end otherwise.
        if quote_all or any(sign in text for sign in (delimiter, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    text = "".join(delimiter.join(field(value) for value in row) + newline for row in rows)
    return text.encode(encoding)


WRITERS = {
    "xlsx": lambda rows: xlsx(SheetOfFile(rows=rows)),
    "xls": lambda rows: xls(SheetOfFile(rows=rows)),
    "ods": lambda rows: ods(SheetOfFile(rows=rows)),
    "csv": lambda rows: csv(rows),
    "874.csv": lambda rows: csv(rows, encoding="cp874"),
}


def write(kind_of_file: str, rows: Sequence[Sequence[Any]]) -> bytes:
    """`rows` from A1 as the file that its ending names."""
    return WRITERS[kind_of_file](rows)
