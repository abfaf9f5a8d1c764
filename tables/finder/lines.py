"""One row below a header as a person sees it: its number, its name, its amount, its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import cached_property  # without the lock of functools

from tables.cells import read_amount
from tables.finder.blocks import Blocks
from tables.finder.headers import Header, Words, filled
from tables.finder.rows import is_running_number
from tables.sheets import Cell, CellKind, Sheet
from thai.digits import arabic

_FIGURES = re.compile("[0-9๐-๙]")
# The two parts of "95,000" where a text file's comma was not quoted.
_THOUSANDS = re.compile(r"[0-9]{1,3}")
_HUNDREDS = re.compile(r"[0-9]{3}(?:\.[0-9]{1,2}|\.-)?(?:\s*บาท)?")


@dataclass(frozen=True, slots=True)
class Positions:
    """Which column is which; None for what the table does not have."""

    all: frozenset[int]
    order: int | None
    subject: int | None
    amount: int | None

    @classmethod
    def of(cls, header: Header, words: Words) -> "Positions":
        columns, kind = header.columns, words.kind
        return cls(
            frozenset(columns.values()),
            columns.get(kind.order or ""),
            columns.get(kind.subject),
            columns.get(kind.amount or ""),
        )


@dataclass
class SheetLine:
    """The cells of a row that hold something to see, from left to right, by column."""

    row: int
    cells: dict[int, Cell]
    positions: Positions

    def _at(self, position: int | None) -> Cell | None:
        return None if position is None else self.cells.get(position)

    @cached_property
    def order(self) -> Cell | None:
        return self._at(self.positions.order)

    @cached_property
    def subject(self) -> Cell | None:
        return self._at(self.positions.subject)

    @cached_property
    def amount(self) -> Cell | None:
        return self._at(self.positions.amount)

    @cached_property
    def has_number(self) -> bool:
        """Whether the row has a running number."""
        order = self.order
        return order is not None and (order.kind is CellKind.FORMULA or is_running_number(order.text))

    @cached_property
    def has_money(self) -> bool:
        """Whether the row holds an amount that can be read."""
        amount = self.amount
        return amount is not None and (amount.kind is CellKind.NUMBER or not read_amount(amount).faults)

    @cached_property
    def has_figures(self) -> bool:
        """Whether what stands in the column of amounts may be meant as an amount."""
        amount = self.amount
        return amount is not None and (amount.kind is not CellKind.TEXT or bool(_FIGURES.search(amount.text)))

    @property
    def is_outside(self) -> bool:
        """Whether nothing stands in the table's own columns."""
        return self.positions.all.isdisjoint(self.cells)

    @cached_property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells.values() if cell.kind is CellKind.TEXT]

    @property
    def first(self) -> tuple[int, Cell]:
        """The first cell in one of the table's columns, else the first at all."""
        inside = ((column, cell) for column, cell in self.cells.items() if column in self.positions.all)
        return next(inside, None) or next(iter(self.cells.items()))

    @property
    def whole_text(self) -> str:
        return " ".join(cell.text for cell in self.cells.values())

    @property
    def amount_is_cut(self) -> bool:
        """Whether the amount may be only the first part of one whose comma was taken for a new column."""
        if self.amount is None or self.positions.amount is None:
            return False
        following = self.cells.get(self.positions.amount + 1)
        return (
            following is not None
            and bool(_THOUSANDS.fullmatch(arabic(self.amount.text.strip())))
            and bool(_HUNDREDS.fullmatch(arabic(following.text.strip())))
        )


def lines_of(sheet: Sheet, positions: Positions, blocks: Blocks, after: int) -> Iterator[SheetLine]:
    """The rows below `after` that hold something to see."""
    for row in sorted(sheet.rows):
        if row <= after:
            continue
        cells = sheet.rows[row]
        seen = {
            column: cells[column]
            for column in sorted(cells)
            if filled(cells[column]) and not blocks.covers(row, column)
        }
        if seen:
            yield SheetLine(row, seen, positions)
