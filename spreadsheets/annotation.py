"""The sender's own table with our notes in it: the wrong cells coloured, each with its message."""

import io
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter

from spreadsheets.batches import options_of, read
from spreadsheets.faults import Fault, FileRefused
from spreadsheets.models import ImportBatch
from spreadsheets.sheets import Book, Cell, CellKind

_BAD = PatternFill("solid", fgColor="FBE7E6")
_WARN = PatternFill("solid", fgColor="FDF0DC")


def annotated_workbook(batch: ImportBatch) -> bytes:
    """Return an .xlsx with the sheets as they were read, notes in the cells and a list of all notes first.

    Values and merges are the sender's; a file that cannot be read yields the list alone.
    """
    faults = [Fault(**raw) for raw in batch.preview.get("faults", [])]
    warnings = [Fault(**raw) for raw in batch.preview.get("warnings", [])]
    with batch.file.open("rb") as file:
        content = file.read()
    try:
        book = read(content, batch.filename, options_of(batch))
    except FileRefused:
        book = Book(format="")  # the refusal itself is on the list of notes
    workbook = Workbook()
    workbook.remove(workbook.active)
    _write_notes(workbook.create_sheet(_("Notes")), faults, warnings)
    for sheet in book.sheets:
        target = workbook.create_sheet(sheet.title[:31] or _("Sheet"))
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                _write_cell(target.cell(row, column), cell)
        for merge in sheet.merges:
            target.merge_cells(
                start_row=merge.first_row,
                start_column=merge.first_column,
                end_row=merge.last_row,
                end_column=merge.last_column,
            )
        _note_cells(
            target,
            [(fault, _BAD) for fault in faults] + [(warning, _WARN) for warning in warnings],
            sheet.title,
        )
        for column in range(1, min(target.max_column, 30) + 1):
            target.column_dimensions[get_column_letter(column)].width = 24
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write_cell(target: Any, cell: Cell) -> None:
    if cell.kind == CellKind.NUMBER:
        target.value = float(cell.text)
        if cell.number_format:
            target.number_format = cell.number_format
    else:
        target.value = cell.text
        target.data_type = "s"  # a text that begins with = stays a text


def _note_cells(target: Any, notes: list[tuple[Fault, PatternFill]], title: str) -> None:
    by_cell: dict[tuple[int, int], list[tuple[Fault, PatternFill]]] = defaultdict(list)
    for fault, fill in notes:
        if fault.row is not None and fault.column is not None and fault.sheet in (None, title):
            by_cell[fault.row, column_index_from_string(fault.column)].append((fault, fill))
    for (row, column), of_cell in by_cell.items():
        cell = target.cell(row, column)
        if not hasattr(cell, "comment") or cell.__class__.__name__ == "MergedCell":
            continue  # inside a merge only its first cell can carry a note, and the list names the place
        cell.fill = of_cell[0][1]
        cell.comment = Comment(
            "\n".join(fault.message for fault, _fill in of_cell), _("Participation portal"), 220, 320
        )


def _write_notes(target: Any, faults: list[Fault], warnings: list[Fault]) -> None:
    target.append([_("Kind"), _("Sheet"), _("Row"), _("Column"), _("Heading"), _("What to do")])
    for kind, fill, notes in ((_("to correct"), _BAD, faults), (_("to look at"), _WARN, warnings)):
        for fault in notes:
            target.append([kind, fault.sheet, fault.row, fault.column, fault.header, fault.message])
            for cell in target[target.max_row]:
                cell.fill = fill
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    for cell in target[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEF", (12, 20, 8, 10, 24, 80), strict=True):
        target.column_dimensions[letter].width = width
    target.freeze_panes = "A2"
