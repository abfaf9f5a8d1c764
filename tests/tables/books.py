"""Books of cells: made from plain lists, as a reader would hand them on, and those that a reader hands on."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from grants.budget.workbooks import BUDGET
from participation.workbooks import PLAN
from tables.destination import Destination
from tables.finder.by_hand import column_number
from tables.finding import find_table
from tables.kinds import Table
from tables.readers.tally import Tally
from tables.reading import assemble
from tables.sheets import Book, Cell, CellKind, Merge, Sheet

KINDS = {"budget": BUDGET, "plan": PLAN}


def cell(value: Any, number_format: str = "") -> Cell:
    """A cell as a reader gives it: a text, a number, a date or a truth value."""
    if isinstance(value, Cell):
        return value
    if isinstance(value, bool):
        return Cell(CellKind.BOOLEAN, str(value).upper())
    if isinstance(value, int | float | Decimal):
        return Cell(CellKind.NUMBER, f"{Decimal(str(value)):f}", number_format)
    if isinstance(value, datetime | date):
        return Cell(CellKind.DATE, value.isoformat(" ") if isinstance(value, datetime) else value.isoformat())
    return Cell(CellKind.TEXT, value)


def error(name: str = "#REF!") -> Cell:
    return Cell(CellKind.ERROR, name)


def formula(source: str) -> Cell:
    """A formula without a stored result."""
    return Cell(CellKind.FORMULA, source)


def computed(value: Any) -> Cell:
    """A formula's stored result."""
    made = cell(value)
    return Cell(made.kind, made.text, made.number_format, computed=True)


def merge(block: str) -> Merge:
    """Return the block that "A1:C2" names."""
    (first_row, first_column), (last_row, last_column) = map(place, block.split(":"))
    return Merge(first_row, first_column, last_row, last_column)


def place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]), column_number(letters) or 0


def sheet(
    rows: Sequence[Sequence[Any]],
    *,
    title: str = "งบประมาณ",
    merges: Iterable[str] = (),
    first: str = "A1",
    hidden: bool = False,
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
) -> Sheet:
    """A sheet whose `rows` begin at the cell `first`; None is an empty cell."""
    first_row, first_column = place(first)
    cells: dict[int, dict[int, Cell]] = {}
    for number, row in enumerate(rows, start=first_row):
        filled = {
            column: cell(value) for column, value in enumerate(row, start=first_column) if value is not None
        }
        if filled:
            cells[number] = filled
    return Sheet(
        title, cells, [merge(block) for block in merges], hidden, set(hidden_rows), set(hidden_columns)
    )


def book(*sheets: Sheet | Sequence[Sequence[Any]], format: str = "xlsx", **more: Any) -> Book:
    """A book of these sheets, or of one sheet of these rows."""
    return Book(format, [made if isinstance(made, Sheet) else sheet(made, **more) for made in sheets])


def find(made: Book, kind: str = "budget", **asked: Any) -> Table:
    """The table of a kind, for fiscal year 2567 unless another is asked for."""
    asked.setdefault("destination", Destination(asked.pop("fiscal_year", 2567)))
    others = tuple(other for name, other in KINDS.items() if name != kind)
    return find_table(made, KINDS[kind], other_kinds=others, **asked)


def places(table: Table) -> list[str]:
    """Where the faults are: "C7", or "-" for one of the whole file."""
    return [f"{fault.column}{fault.row}" if fault.row else "-" for fault in table.faults]


def codes(table: Table) -> list[str]:
    return [fault.code for fault in table.faults]


def warned(table: Table) -> list[str]:
    return [warning.code for warning in table.warnings]


def entries(table: Table) -> list[tuple[str, str]]:
    """Names and amounts of a budget."""
    return [(row.values["name"], f"{row.values['amount']:.2f}") for row in table.rows]


def read_here(read: Callable[[bytes, Tally], None], content: bytes) -> Book:
    """What the child would read, without the process around it."""
    messages: list[list] = []
    read(content, Tally(messages.append))
    return assemble(json.loads(json.dumps(messages)))


def grid(book: Book, sheet: int = 0) -> list[list[str]]:
    """A sheet's texts from A1 on, "" for empty cells."""
    rows = book.sheets[sheet].rows
    width = max((column for row in rows.values() for column in row), default=0)
    return [
        [rows[row][column].text if column in rows.get(row, {}) else "" for column in range(1, width + 1)]
        for row in range(1, max(rows, default=0) + 1)
    ]
