"""Columns that a person named by hand, where the words of the header are not enough."""

from tables.cells import quoted, read_amount
from tables.finder.findings import Findings
from tables.finder.headers import Header, Words, filled, heading_of
from tables.sheets import CellKind, Sheet
from thai.sentences import gettext as _
from thai.text import clean

HEADER_ROW = "header_row"


def header_by_hand(
    sheets: list[Sheet], words: Words, findings: Findings, mapping: dict[str, object]
) -> Header | None:
    """The header that a person means: column letters by key and, if she says so, the row of headings.

    Without a row the best row of headings counts, else the row above the first one that could be an entry.
    Columns that she did not name are found by their headings.
    """
    columns: dict[str, int] = {}
    for column in words.kind.columns:
        letters = str(mapping.get(column.key) or "").strip()
        if not letters:
            continue
        number = column_number(letters)
        if number is None or number in columns.values():
            message = _("%(letters)s cannot be the column of “%(header)s”. Name another column.")
            findings.fault("bad_mapping", message % {"letters": quoted(letters), "header": column.header})
            return None
        columns[column.key] = number
    typed = str(mapping.get(HEADER_ROW) or "").strip()
    if typed and not typed.isdecimal():
        findings.fault("bad_mapping", _("%(row)s is not a row number.") % {"row": quoted(typed)})
        return None
    headers = [_header(sheet, words, columns, int(typed) if typed else None) for sheet in sheets]
    return max(headers, key=_held_by, default=None)


def _held_by(header: Header) -> int:
    """How many cells of a sheet stand in the columns named, below the header."""
    positions = set(header.columns.values())
    return sum(
        len(positions.intersection(row)) for number, row in header.sheet.rows.items() if number > header.row
    )


def _header(sheet: Sheet, words: Words, columns: dict[str, int], row: int | None) -> Header:
    found = words.best_header(sheet)
    if row is None:
        row = found.row if found is not None else _row_above_entries(sheet, words, columns)
    cells = sheet.rows.get(row, {})
    taken = dict(columns)
    if found is not None and found.row == row:
        for key, position in found.columns.items():
            if key not in taken and position not in taken.values():
                taken[key] = position
    return Header(
        sheet=sheet,
        row=row,
        last_row=row,
        columns=taken,
        doubled={},
        missing=[column for column in words.kind.required if column.key not in taken],
        written={position: clean(cell.text) for position, cell in cells.items() if filled(cell)},
        headings={
            position: heading_of(cells[position].text) for position in taken.values() if position in cells
        },
        by_hand=True,
        named=frozenset(columns),
    )


def _row_above_entries(sheet: Sheet, words: Words, columns: dict[str, int]) -> int:
    subject, amount = columns.get(words.kind.subject), columns.get(words.kind.amount or "")
    for number in sorted(sheet.rows):
        row = sheet.rows[number]
        named = subject in row and row[subject].kind is CellKind.TEXT and filled(row[subject])
        if named and (amount is None or (amount in row and not read_amount(row[amount]).faults)):
            return number - 1
    return 0


def column_number(letters: str) -> int | None:
    """Return 3 for "C", 27 for "aa"; None for what is no column."""
    letters = letters.strip().upper()
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return None
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
