"""What is asked of every file that the portal hands out: a Thai name, one language, and sheets to print as they are."""

import io
import re
import zipfile
from collections.abc import Iterator
from math import ceil
from typing import Any
from urllib.parse import unquote

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.papers import pdf_text
from tests.walls.languages import foreign_in

LEAST_POINTS = 18  # of one line
UPRIGHT = 95  # characters across an upright page
NO_ROOM = re.compile("[ัิ-ฺ็-๎]")
# What its sender named, as it came in: the office's own words, looks and name.
SENT = re.compile(r"/(imports/\d+/file|plans/activities/photos/\d+)/$")
# What follows a standard that machines of other countries read, and codes that look like years.
OF_A_STANDARD = re.compile(r"360giving\.json$|-allocations\.csv$|\.ics$|/admin/regions/district/")
# Moments as standards write them, and names of files, which are Thai for every reader.
FOR_MACHINES = re.compile(r'"\d{4}-\d\d-\d\dT[^"]*"|"(?:name|path)": ?"[^"]*"')
# In whatever language it is read: a table that comes back in is headed as offices head it, and a paper is Thai.
OF_OFFICES = re.compile(
    r"/(imports|committees)/|/payments/batch\.|/plan\.\w+$|/organisations\.\w+$|\.(docx|pdf|pptx)|/(file|scan|slip)/$"
)


def file_faults(response: Any, content: bytes, address: str, language: str) -> frozenset[str]:
    """What is wrong with a file that is handed out for saving, in words; nothing of what is none."""
    saved_as = unquote(response.headers.get("Content-Disposition", ""))
    if response.status_code != 200 or not saved_as.startswith("attachment") or SENT.search(address):
        return frozenset()
    found = set() if language == "en" or re.search("[ก-๎]", saved_as) else {f"no Thai name: {saved_as}"}
    strict = not OF_A_STANDARD.search(address) and (language == "th" or not OF_OFFICES.search(address))
    for name, part in _parts(saved_as, content):
        is_read = strict and not OF_A_STANDARD.search(name)
        if name.endswith(".xlsx"):
            for place, sheet in enumerate(load_workbook(io.BytesIO(part))):
                is_copy = "/notes.xlsx" in address and place > 0  # of the office's table, headed where it is
                found |= {f"{name}, {sheet.title}: {fault}" for fault in _printed(sheet, is_copy=is_copy)}
        if is_read:
            found |= {f"{name}: {word}" for word in foreign_in(_text_of(name, part), language)}
    return frozenset(found)


def _parts(saved_as: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The file itself, or the files in it where it is an archive."""
    name = saved_as.rpartition("'")[2].strip('"')
    if not name.endswith(".zip"):
        yield name, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from ((each, archive.read(each)) for each in archive.namelist())


def _text_of(name: str, content: bytes) -> str:
    if name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(content))
        texts = [value for sheet in book for row in sheet.values for value in row if isinstance(value, str)]
        return "\n".join([*texts, *(f"{sheet.title}\n{sheet.oddFooter.left.text}" for sheet in book)])
    if name.endswith(".pdf"):
        return pdf_text(content) if content.endswith(b"%%EOF") else ""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [each for each in archive.namelist() if re.match(r"word/document|ppt/slides/s", each)]
            said = " ".join(archive.read(each).decode() for each in parts)
        return re.sub("<[^>]*>", "", re.sub("</[wa]:p>", "\n", said))
    text = content.decode("utf-8", "replace")
    return FOR_MACHINES.sub("", text) if name.endswith(".json") else text


def _printed(sheet: Worksheet, *, is_copy: bool) -> Iterator[str]:
    """What is wrong with a sheet as it comes out of a printer."""
    setup, widths = sheet.page_setup, {key: each.width for key, each in sheet.column_dimensions.items()}
    if (str(setup.paperSize), setup.fitToWidth, setup.fitToHeight) != ("9", 1, 0):
        yield "not as wide as a page of A4"
    if (setup.orientation == "landscape") != (sum(widths.values()) > UPRIGHT):
        yield f"{setup.orientation} with {sum(widths.values())} characters across"
    if not re.search(r"\d\d:\d\d", sheet.oddFooter.left.text or ""):
        yield "no moment of its figures"
    if sheet.oddFooter.right.text != "&P / &N":
        yield "no page numbers"
    if not is_copy and not re.fullmatch(r"\$\d+:\$\d+", sheet.print_title_rows or ""):
        yield "no heading on the second page"
    merged = {cell for area in sheet.merged_cells for row in area.rows for cell in row}
    for row in sheet.iter_rows():
        for cell in row:
            if (
                not (isinstance(cell.value, str) and cell.alignment.wrap_text)
                or (cell.row, cell.column) in merged
            ):
                continue
            room = widths[cell.column_letter]
            lines = sum(max(1, ceil(len(each) / room)) for each in NO_ROOM.sub("", cell.value).split("\n"))
            if (sheet.row_dimensions[cell.row].height or 0) < lines * LEAST_POINTS:
                yield f"{cell.coordinate} needs {lines} lines"
