"""The process that writes notes into a sender's own .xlsx and then ends. It knows no Django and no network.

Started by annotation.py. Standard input: one line of JSON ({"notes": [[sheet, row, column, colour, text]],
"list": {"title", "widths", "as_of", "rows": [[colour, *cells]]}, "author"}), then the file. Standard output: the
workbook with its notes. It ends with another exit code than 0 when it cannot.
"""

import io
import json
import resource
import sys
from os.path import abspath, dirname

sys.path.append(dirname(dirname(abspath(__file__))))

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from tables import limits
from tables.writing import FONT, LINE_POINTS, POINTS, lines_of, set_page

TEMPORARY_BYTES = 100 * 1024 * 1024  # openpyxl writes each sheet to a file first


def main() -> None:
    for kind, amount in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, TEMPORARY_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, most = resource.getrlimit(kind)
        amount = amount if most == resource.RLIM_INFINITY else min(amount, most)
        resource.setrlimit(kind, (amount, amount))
    job = json.loads(sys.stdin.buffer.readline())
    book = load_workbook(io.BytesIO(sys.stdin.buffer.read()), keep_links=False)
    for sheet, row, column, colour, text in job["notes"]:
        cell = book[sheet].cell(row, column)
        if isinstance(cell, MergedCell):
            continue  # inside a merge only its first cell can carry a note; the list names the place
        cell.fill = PatternFill("solid", fgColor=colour)
        cell.comment = Comment(text, job["author"], 220, 320)
    write_list(book.create_sheet(job["list"]["title"], 0), job["list"])
    book.active = 0
    out = io.BytesIO()
    book.save(out)
    sys.stdout.buffer.write(out.getvalue())


def write_list(sheet, listing) -> None:
    """The list of all notes: a heading row, then a row a note in its colour."""
    for colour, *cells in listing["rows"]:
        sheet.append(cells)
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = stays a text
            if colour:
                cell.fill = PatternFill("solid", fgColor=colour)
            cell.font = Font(name=FONT, size=POINTS, bold=not colour)
        # Not every program sets a row's height by its text when it opens a file.
        sheet.row_dimensions[sheet.max_row].height = LINE_POINTS * lines_of(listing["widths"], cells)
        place = f"#'{str(cells[1]).replace(chr(39), chr(39) * 2)}'!{cells[3]}{cells[2]}"
        if colour and cells[1] in sheet.parent.sheetnames and cells[2] and cells[3]:
            sheet.cell(sheet.max_row, 3).hyperlink = place  # from its row number to the cell itself
    for letter, width in zip("ABCDEF", listing["widths"], strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    set_page(sheet, sum(listing["widths"]), listing["as_of"])


if __name__ == "__main__":
    main()
