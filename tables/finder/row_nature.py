"""What a row below a header is: an entry, a total, a heading, a note, a signature, or none of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tables.finder.blocks import Blocks, goes_across
from tables.finder.headers import LONGEST_HEADING, Header, Words, heading_of
from tables.finder.lines import Positions, SheetLine
from tables.finder.rows import (
    is_group_heading,
    is_label_of_note,
    is_note,
    is_signature,
    money_in_words,
    running_number,
)
from tables.finder.totals import Reach, TotalLabel, is_count, placed_total, total_label
from tables.finder.units import says_other_unit, says_unit
from tables.names import begins_as_organisation, is_surely_organisation, looks_like_organisation
from tables.sheets import Cell, CellKind, Merge
from thai.text import clean

_LETTER = re.compile(r"[^\W\d_]")


class RowKind(StrEnum):
    ENTRY = "entry"
    TOTAL = "total"
    HEADER = "header"  # a heading again: a new page, or another table
    GROUP = "group"  # a heading of the rows below it
    NOTE = "note"
    SIGNATURE = "signature"
    WORDS_OF_MONEY = "words_of_money"  # the total once more, in words
    NOTHING = "nothing"  # numbers or units of the columns
    OUTSIDE = "outside"  # nothing in the table's own columns
    UNTOLD = "untold"  # text that is no entry, though nothing says what it is


_SIGNS_BEFORE = re.compile(r"^[\W\d_]+")  # "+66 ชมรม", "“ชมรม”": a name is told by its first letters


@dataclass(frozen=True, slots=True)
class Judgement:
    kind: RowKind
    # Of a total: where its label stands and what it says.
    column: int = 0
    label: TotalLabel | None = None


@dataclass
class Judge:
    """Tells the rows of one table apart, from the top; `ending`, `after_gap` and `begun` say how far it is."""

    header: Header
    words: Words
    other_words: tuple[Words, ...]
    at: Positions
    blocks: Blocks
    lines: Sequence[SheetLine]
    # What the table seems to have come to: "", "total", "note" or "signature".
    ending: str = ""
    after_gap: bool = False
    begun: bool = False

    def __post_init__(self) -> None:
        self.last_entry = self._last_entry()
        self.last_numbered = max(
            (line.row for line in self.lines if line.has_number and len(line.cells) > 1), default=0
        )
        self.numbered = self._is_numbered()
        names = [line.subject.text for line in self.lines if line.subject is not None and line.has_money]
        self.names_organisations = sum(map(looks_like_organisation, names)) * 2 > len(names)

    def _last_entry(self) -> int:
        """The last row that holds an amount, or in a table without amounts more than two columns."""
        for line in reversed(self.lines):
            if self.at.amount is None:
                if len(self.at.all.intersection(line.cells)) > 2:
                    return line.row
            elif line.has_money:
                return line.row
        return self.header.last_row

    def _is_numbered(self) -> bool:
        """Whether most entries have a running number, so that a row without one says something."""
        named = [line for line in self.lines[:200] if line.subject is not None and line.has_figures]
        numbered = sum(line.has_number for line in named)
        return numbered > 1 and numbered > sum(
            not (line.has_number or any(map(self._may_be_sum, line.texts))) for line in named
        )

    def _may_be_sum(self, text: str) -> bool:
        return total_label(text) is not None or placed_total(text) or self.is_group(text)

    def of(self, line: SheetLine) -> Judgement:
        """What a row is."""
        if line.is_outside:
            return Judgement(RowKind.OUTSIDE)
        total = self._total(line)
        if total is not None:
            return total
        if self.begun and line.has_number and line.has_figures and line.subject is not None:
            return Judgement(RowKind.ENTRY)
        if self._is_header(line):
            return Judgement(RowKind.HEADER)
        if self._is_column_numbers(line) or self._is_unit_line(line):
            return Judgement(RowKind.NOTHING)
        return Judgement(self._aside(line) or (RowKind.ENTRY if self._is_entry(line) else self._loose(line)))

    def closes(self, text: str, *, below: bool) -> bool:
        """Whether a cell is a note or belongs to a signature."""
        return is_signature(text, below=below) or is_note(text, below=below)

    def is_strange_name(self, text: str) -> bool:
        """Whether a text is no organisation's name by its beginning, in a table where most others are."""
        return self.names_organisations and not begins_as_organisation(_SIGNS_BEFORE.sub("", text, count=1))

    def is_group(self, text: str) -> bool:
        """Whether a cell heads a group of rows, by its form alone."""
        told = self.words.kind.is_group
        return is_group_heading(text) or (told is not None and told(clean(text)))

    def shares_number(self, line: SheetLine) -> bool:
        """Whether the row's running number is merged over several rows."""
        return self.at.order is not None and self.blocks.at(line.row, self.at.order) is not None

    def total_of(self, line: SheetLine) -> TotalLabel | None:
        """The label of a row that is a total by its words."""
        total = None if line.is_outside else self._total(line)
        return total.label if total is not None else None

    def _total(self, line: SheetLine) -> Judgement | None:
        """The total that a row states, if it is one.

        Beside a name, a total's word is only a remark, unless the name is no more than "15 แห่ง".
        """
        named = line.subject is not None and not is_count(line.subject.text)
        for column, cell in line.cells.items():
            if cell.kind is not CellKind.TEXT or (named and cell is not line.subject):
                continue
            if cell is line.amount and len(line.cells) > 1:
                continue
            label = total_label(cell.text)
            if label is None and self.numbered and line.has_figures and not line.has_number:
                if placed_total(cell.text):
                    label = TotalLabel(Reach.ABOVE)
                elif self.is_group(cell.text):
                    label = TotalLabel(Reach.BELOW)
            if label is not None and self._may_be_total(line, cell):
                return Judgement(RowKind.TOTAL, column, label)
        return None

    def _may_be_total(self, line: SheetLine, label: Cell) -> bool:
        """In a table without amounts, a total has no words beside its label and shares no value."""
        if self.at.amount is not None:
            return True
        others = (cell.text for cell in line.cells.values() if cell is not label)
        return not self._is_shared(line) and all(
            is_count(text) or not _LETTER.search(text) for text in others
        )

    def _is_header(self, line: SheetLine) -> bool:
        """Whether the column of numbers or of names holds a heading again."""
        for cell in (line.order, line.subject):
            if cell is None or cell.kind is not CellKind.TEXT or len(cell.text) > LONGEST_HEADING:
                continue
            if cell is line.subject and (line.has_figures or line.has_number):
                continue
            heading = heading_of(cell.text)
            if any(words.column_of(heading) for words in (self.words, *self.other_words)):
                return True
        return False

    def _is_column_numbers(self, line: SheetLine) -> bool:
        """Whether the row below the header only numbers the columns: (1) (2) (3)."""
        if self.begun or len(line.cells) < 2 or line.subject is None:
            return False
        numbers = [running_number(cell.text) for cell in line.cells.values()]
        return numbers == list(range(1, len(numbers) + 1))

    def _is_unit_line(self, line: SheetLine) -> bool:
        """Whether the row directly below the header only says "(บาท)" under it."""
        if line.row != self.header.last_row + 1 or len(line.texts) < len(line.cells):
            return False
        return all(says_unit(text) and not says_other_unit(text) for text in line.texts)

    def _aside(self, line: SheetLine) -> RowKind | None:
        """What a row is that explains or closes the table: a note, a line for signatures, the total in words."""
        if not line.texts or line.has_money or line.has_number or self._is_shared(line):
            return None
        column, first = next(iter(line.cells.items()))
        if all(map(says_other_unit, line.texts)):
            return RowKind.NOTE
        if len(line.cells) == 1 and money_in_words(first.text):
            return RowKind.WORDS_OF_MONEY
        # In a table of texts a note beside other texts may be one of them, and a lone text right below the
        # table one more of them.
        has_amounts = self.at.amount is not None
        apart = has_amounts or bool(self.ending) or self.after_gap or column <= min(self.at.all)
        below = line.row > self.last_entry and apart
        alone = has_amounts or len(line.cells) == 1 or is_label_of_note(first.text)
        if first.kind is CellKind.TEXT and alone and is_note(first.text, below=below):
            return RowKind.NOTE
        if len(line.texts) == len(line.cells) and all(self.closes(text, below=below) for text in line.texts):
            return RowKind.SIGNATURE
        signing = below and self.ending == "signature"
        return RowKind.SIGNATURE if signing and not any(map(looks_like_organisation, line.texts)) else None

    def _is_shared(self, line: SheetLine) -> bool:
        """Whether a value merged over several rows counts for this one too, so that it is an entry."""
        blocks = (self.blocks.at(line.row, position) for position in self.at.all)
        return any(merge is not None and not goes_across(merge) for merge in blocks)

    def _is_entry(self, line: SheetLine) -> bool:
        if line.has_number and len(line.cells) == 1 and line.row > self.last_numbered:
            return False  # numbers prepared for rows that nobody filled
        if line.row > self.last_entry and not line.has_figures:
            if line.subject is not None and looks_like_organisation(line.subject.text):
                return True
            if self.ending in ("note", "signature"):
                return False
        return line.amount is not None or line.has_number or self._values_of(line) > 1

    def _values_of(self, line: SheetLine) -> int:
        """How many of the table's columns hold a value for the row, its own or one of several rows."""
        shared = (self.blocks.at(line.row, position) for position in self.at.all - line.cells.keys())
        own = len(self.at.all & line.cells.keys())
        return own + sum(merge is not None and not goes_across(merge) for merge in shared)

    def _loose(self, line: SheetLine) -> RowKind:
        """What a text without amount or number is: a heading, a line below the table, or half an entry."""
        column, cell = line.first
        below = line.row > self.last_entry
        spans = self._spans_table(self.blocks.at(line.row, column))
        named = (
            is_surely_organisation(cell.text) if spans and not below else looks_like_organisation(cell.text)
        )
        if cell.kind is CellKind.TEXT and named:
            return RowKind.ENTRY
        if below and (self.ending or self.after_gap or line.has_number):
            return RowKind.UNTOLD
        if not below and self.is_group(cell.text):
            return RowKind.GROUP
        return RowKind.UNTOLD if not below and (spans or column == self.at.order) else RowKind.ENTRY

    def _spans_table(self, merge: Merge | None) -> bool:
        return (
            merge is not None
            and merge.first_column <= min(self.at.all)
            and merge.last_column >= max(self.at.all)
        )
