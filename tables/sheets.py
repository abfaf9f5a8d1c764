"""What a reader hands on: the sheets of an office's file, cell by cell, before anything is understood.

Rows and columns are counted from 1 as a spreadsheet program shows them; for a CSV file a row is a
record, blank ones counted too. Only filled cells are kept, so a sheet of 33,000 empty bordered cells
costs nothing.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from tables.faults import Fault


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"  # a formula that the file holds no result of


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell.

    `text` is the value in plain characters: a text as typed (untouched), a number as the shortest
    decimal of at most 15 significant digits without exponent or grouping ("95000", "0.3", "-12.5"),
    a date as ISO ("2024-02-29", with " 13:30:00" when it has a time), "TRUE"/"FALSE", an error's own
    name ("#REF!"), or a formula's source for a formula without a stored result.
    `number_format` is the file's format code ("" for General and for CSV).
    `computed` is true where the value is a formula's stored result.
    """

    kind: CellKind
    text: str
    number_format: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block; both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)  # row → column → cell, ascending
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    linked: set[tuple[int, int]] = field(default_factory=set)  # (row, column) of values from another file
    struck: set[tuple[int, int]] = field(
        default_factory=set
    )  # (row, column) of texts that are struck through

    def cell(self, row: int, column: int) -> Cell | None:
        return self.rows.get(row, {}).get(column)


@dataclass(slots=True)
class Book:
    """A whole file. `format` is "xlsx", "xls", "ods", "csv", "html" or "pasted".

    `faults` are those that show while reading, with sheet, row and column: a text too long, a CSV
    record with more fields than the header.
    """

    format: str
    sheets: list[Sheet] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@lru_cache(1024)
def column_letter(column: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
