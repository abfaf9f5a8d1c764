"""The sender's own table with our notes in it: the wrong cells coloured, each with its message."""

import io
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as WrittenCell
from openpyxl.styles import Alignment
from openpyxl.utils import column_index_from_string, get_column_letter

from editing.moment import as_of
from spreadsheets.batches import read
from spreadsheets.models import ImportBatch
from spreadsheets.notes_child import write_list
from spreadsheets.options import options_of
from tables import limits
from tables.faults import Fault, FileRefused
from tables.sheets import Book, Cell, CellKind
from tables.writing import LINE_POINTS, lines_of, set_page

Job = dict[str, Any]  # what notes_child.py is told to write
_CHILD = Path(__file__).with_name("notes_child.py")
_BAD, _WARN = "FBE7E6", "FDF0DC"
_WIDTHS = (12, 20, 8, 10, 24, 80)
_COLUMN = 24  # characters, of a column that is laid out anew


def annotated_workbook(batch: ImportBatch) -> bytes:
    """Return an .xlsx with the notes in their cells and a list of all notes as its first sheet.

    An .xlsx keeps its own look. Of another kind of file, or where the workbook cannot be written again within
    the limits of a child process, the values and merges are laid out anew; a file that cannot be read
    yields the list of notes alone.
    """
    faults = [Fault.from_json(raw) for raw in batch.preview.get("faults", [])]
    warnings = [Fault.from_json(raw) for raw in batch.preview.get("warnings", [])]
    with batch.file.open("rb") as file:
        content = file.read()
    try:
        book = read(content, batch.filename, options_of(batch))
    except FileRefused:
        book = Book(format="")  # the refusal itself is on the list of notes
    job: Job = {
        "notes": _notes(book, faults, warnings),
        "list": {
            "title": _free_title(book),
            "widths": _WIDTHS,
            "as_of": as_of(),
            "rows": _list(faults, warnings),
        },
        "author": _("Participation portal"),
    }
    if book.format == "xlsx" and (kept := _with_its_own_look(job, content)) is not None:
        return kept
    return _with_its_own_look(job, _laid_out(book)) or _list_alone(job["list"])


def _list_alone(listing: Job) -> bytes:
    """The list of notes without the table, for a table too large to write again."""
    workbook = Workbook()
    write_list(workbook.active, listing)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _with_its_own_look(job: Job, workbook: bytes) -> bytes | None:
    """Write the notes into a workbook in a process with limits; None when it does not come back with one."""
    folder = Path(settings.MEDIA_ROOT) / "temporary"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(  # noqa: S603 - our own program; nothing of the file is in its arguments
            [sys.executable, "-I", "-B", str(_CHILD)],
            input=json.dumps(job).encode() + b"\n" + workbook,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"TMPDIR": str(folder)},
            timeout=limits.WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None


def _laid_out(book: Book) -> bytes:
    workbook = Workbook()
    for sheet in book.sheets:
        target = workbook.create_sheet(sheet.title[:31] or None)
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
        widths = [_COLUMN] * min(target.max_column, 30)
        for column, width in enumerate(widths, start=1):
            target.column_dimensions[get_column_letter(column)].width = width
        for row, cells in sheet.rows.items():
            texts = [cells[column].text if column in cells else None for column in range(1, len(widths) + 1)]
            target.row_dimensions[row].height = LINE_POINTS * lines_of(widths, texts)
        set_page(target, sum(widths), as_of())
    if book.sheets:
        workbook.remove(workbook.worksheets[0])  # the blank one that every new workbook has
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write_cell(target: WrittenCell, cell: Cell) -> None:
    target.alignment = Alignment(wrap_text=True, vertical="top")
    if cell.kind == CellKind.NUMBER:
        target.value = float(cell.text)
        if cell.number_format:
            target.number_format = cell.number_format
    else:
        target.value = cell.text
        target.data_type = "s"  # a text that begins with = stays a text


def _notes(book: Book, faults: list[Fault], warnings: list[Fault]) -> list[list[object]]:
    """One note a cell: [sheet, row, column, colour, text]; a fault's colour wins over a warning's."""
    by_cell: dict[tuple[str, int, int], list[tuple[str, str]]] = defaultdict(list)
    titles = [sheet.title for sheet in book.sheets]
    for colour, notes in ((_BAD, faults), (_WARN, warnings)):
        for fault in notes:
            title = fault.sheet if fault.sheet in titles else (titles[0] if len(titles) == 1 else None)
            if title is not None and fault.row is not None and fault.column is not None:
                place = (title[:31], fault.row, column_index_from_string(fault.column))
                by_cell[place].append((colour, fault.message))
    return [
        [*place, of_cell[0][0], "\n".join(text for _colour, text in of_cell)]
        for place, of_cell in by_cell.items()
    ]


def _list(faults: list[Fault], warnings: list[Fault]) -> list[list[object]]:
    rows: list[list[object]] = [
        ["", _("Kind"), _("Sheet"), _("Row"), _("Column"), _("Heading"), _("What to do")]
    ]
    for kind, colour, notes in ((_("to correct"), _BAD, faults), (_("to look at"), _WARN, warnings)):
        rows += [[colour, kind, f.sheet, f.row, f.column, f.header, f.message] for f in notes]
    return rows


def _free_title(book: Book) -> str:
    title, taken = _("Notes"), {sheet.title for sheet in book.sheets}
    number = 2
    while title in taken:
        title = f"{_('Notes')} {number}"
        number += 1
    return title
