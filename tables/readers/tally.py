"""Counts what a reader finds against the limits and passes it on, sheet by sheet and row by row.

What passes on are plain lists, so that they travel from the child process as lines of JSON:
    ["format", code]                                  numbered from 1 in order of appearance; 0 is ""
    ["sheet", title, hidden]
    ["row", number, [column, kind, text, format, computed, column, kind, …]]
    ["fault", code, row, column, figures]             of the sheet begun last
    ["linked", row, column]                           a cell whose value comes from another file
    ["struck", row, column]                           a cell that is struck through, or a part of it
    ["shape", merges, hidden rows, hidden columns]    closes the sheet
    ["end"]
"""

from collections.abc import Callable, Iterable

from tables import limits
from tables.readers.values import BLANKS, TEXT
from tables.refused import Refused

StoredCell = tuple[int, str, str, str, bool]  # column, kind, text, number format, computed


class Tally:
    def __init__(self, send: Callable[[list], object]):
        self.send = send
        self.formats: dict[str, int] = {"": 0}
        self.cells = 0
        self.characters = 0
        self.faults = 0
        self.titles: set[str] = set()
        self.nothing_filled = "nothing_filled"  # the refusal of a file without a single filled cell
        self.title = ""
        self.rows: set[int] = set()
        self.columns: set[int] = set()

    def sheet(self, title: str, hidden: bool = False) -> None:
        if len(self.titles) == limits.SHEETS:
            raise Refused("too_many_sheets", limit=limits.SHEETS)
        self.title = title[: limits.TITLE_CHARACTERS]
        if self.title in self.titles:
            raise Refused("damaged")  # which of the two would be asked for?
        self.titles.add(self.title)
        self.rows = set()
        self.columns = set()
        self.send(["sheet", self.title, hidden])

    def row(self, number: int, cells: Iterable[StoredCell]) -> None:
        """Take one row's cells; blank ones are dropped before anything is counted."""
        filled: list[int | str | bool] = []
        for column, kind, text, code, computed in cells:
            if kind == TEXT:
                if not text.strip(BLANKS):
                    continue
                if len(text) > limits.TEXT_CHARACTERS:
                    self.fault("text_too_long", number, column, limit=limits.TEXT_CHARACTERS)
                    text = text[: limits.TEXT_CHARACTERS]
            if code not in self.formats:
                self.formats[code] = len(self.formats)
                self.send(["format", code])
            filled += (column, kind, text, self.formats[code], computed)
            self.characters += len(text)
            self.columns.add(column)
        if not filled:
            return
        self.rows.add(number)
        self.cells += len(filled) // 5
        if len(self.rows) > limits.LINES:
            raise Refused("too_many_rows", sheet=self.title, limit=limits.ROWS)
        if len(self.columns) > limits.COLUMNS:
            raise Refused("too_many_columns", sheet=self.title, limit=limits.COLUMNS)
        if self.cells > limits.FILLED_CELLS:
            raise Refused("too_many_cells", limit=limits.FILLED_CELLS)
        if self.characters > limits.ALL_TEXT_CHARACTERS:
            raise Refused("too_much_text", limit=limits.ALL_TEXT_CHARACTERS)
        self.send(["row", number, filled])

    def fault(self, code: str, row: int | None, column: int | None = None, **figures: str | int) -> None:
        self.faults += 1
        if self.faults <= limits.FAULTS:
            self.send(["fault", code, row, column, figures])

    def linked(self, row: int, column: int) -> None:
        """A formula takes the cell's value from another file; whoever uses the cell has to know."""
        self.send(["linked", row, column])

    def struck(self, row: int, column: int) -> None:
        """The office has crossed the cell's text out; whoever uses the cell has to ask."""
        self.send(["struck", row, column])

    def columns_in(self, ranges: Iterable[tuple[int, int]]) -> list[int]:
        """Those of the sheet's columns that hold something and lie in a range of (first, last)."""
        ranges = list(ranges)
        return [column for column in self.columns if any(first <= column <= last for first, last in ranges)]

    def close(
        self,
        merges: Iterable[tuple[int, int, int, int]] = (),
        hidden_rows: Iterable[int] = (),
        hidden_columns: Iterable[int] = (),
    ) -> None:
        """End the sheet. Only hidden rows and columns that hold something are of interest."""
        blocks = [list(merge) for merge in merges]
        if len(blocks) > limits.MERGES:
            raise Refused("too_many_merges", sheet=self.title, limit=limits.MERGES)
        self.send(
            [
                "shape",
                blocks,
                sorted(self.rows.intersection(hidden_rows)),
                sorted(self.columns.intersection(hidden_columns)),
            ]
        )

    def finish(self) -> None:
        if not self.titles:
            raise Refused("no_sheets")
        if not self.cells:
            raise Refused(self.nothing_filled)
        self.send(["end"])
