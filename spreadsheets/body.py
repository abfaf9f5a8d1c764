"""The rows below a header: which are entries, and which are totals, headings, notes or signatures."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from thai.digits import arabic
from thai.money_words import format_baht

from .blocks import Blocks, goes_across
from .cells import quoted, read_amount
from .entries import EntryReader
from .headers import LONGEST_HEADING, Header, Words, filled, header_at, heading_of, says_other_unit, says_unit
from .report import Report, listed
from .rows import (
    is_group_heading,
    is_note,
    is_running_number,
    is_signature,
    looks_like_organisation,
    money_in_words,
    running_number,
    says_amount,
)
from .sheets import Cell, CellKind, Merge, Sheet, column_letter
from .tables import Row
from .titles import Titles, read_title_line
from .totals import Sums, TotalLabel, placed_total, total_label

_FIGURES = re.compile("[0-9๐-๙]")
# The two parts of "95,000" where a text file's comma was not quoted.
_THOUSANDS = re.compile(r"[0-9]{1,3}")
_HUNDREDS = re.compile(r"[0-9]{3}(?:\.[0-9]{1,2}|\.-)?(?:\s*บาท)?")


@dataclass(slots=True)
class Body:
    """What was read below a header. `orders` are the plain running numbers in order, 0 where a group ends."""

    rows: list[Row] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)
    below: Titles = field(default_factory=Titles)
    orders: list[int] = field(default_factory=list)


@dataclass
class BodyReader:
    """Goes through the rows of one table from the top, once."""

    sheet: Sheet
    header: Header
    words: Words
    other_words: tuple[Words, ...]
    report: Report
    fill_down: bool = False
    # A table from a text file: nothing tells a comma inside an amount from a comma between columns.
    is_text: bool = False
    # Rows that the reader of the file already refused, such as a CSV record with too many fields.
    broken_rows: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.kind = self.words.kind
        self.columns = self.header.columns
        self.positions = frozenset(self.columns.values())
        self.blocks = Blocks(self.sheet, self.positions, self.header.row)
        self.entries = EntryReader(
            self.sheet, self.header, self.kind, self.blocks, self.report, self.fill_down, self.is_text
        )
        self.amount_column = self.columns.get(self.kind.amount or "")
        self.order_column = self.columns.get(self.kind.order or "")
        self.subject_column = self.columns.get(self.kind.subject)
        self.body = Body()
        # What the table seems to have come to: "", "total", "note" or "signature".
        self.ending = ""
        self.after_gap = False
        self.left_out: list[tuple[int, str]] = []
        self.foreign: set[int] = set()
        self.words_of_money: list[tuple[int, int, str]] = []

    def read(self) -> Body:
        numbers = [number for number in sorted(self.sheet.rows) if number > self.header.last_row]
        self.last_entry = self._last_entry(numbers)
        self.numbered = self._is_numbered(numbers)
        previous = self.header.last_row
        for number in numbers:
            cells = self._seen(number)
            if not cells:
                continue
            self.after_gap = number - previous > 1
            previous = number
            if not self._take(number, cells):
                break
        self._check_words_of_money()
        self._say_what_was_left_out()
        return self.body

    # ── looking at a row ────────────────────────────────────────────────────────────────────────────────────

    def _seen(self, number: int) -> dict[int, Cell]:
        """The cells of a row that a person sees something in, from left to right."""
        row = self.sheet.rows[number]
        return {
            column: row[column]
            for column in sorted(row)
            if filled(row[column]) and not self.blocks.covers(number, column)
        }

    def _last_entry(self, numbers: list[int]) -> int:
        """The last row that holds an amount, or in a table without amounts more than two columns."""
        for number in reversed(numbers):
            cells = self._seen(number)
            if self.amount_column is None:
                if sum(column in self.positions for column in cells) > 2:
                    return number
            elif self._has_money(cells):
                return number
        return self.header.last_row

    def _is_numbered(self, numbers: list[int]) -> bool:
        """Whether most entries have a running number, so that a row without one says something."""
        named = [number for number in numbers[:200] if self.subject_column in self.sheet.rows[number]]
        return sum(self._has_number(self.sheet.rows[number]) for number in named) * 2 > len(named)

    def _has_number(self, cells: dict[int, Cell]) -> bool:
        cell = cells.get(self.order_column) if self.order_column is not None else None
        return cell is not None and (cell.kind is CellKind.FORMULA or is_running_number(cell.text))

    def _amount_of(self, cells: dict[int, Cell]) -> Cell | None:
        return cells.get(self.amount_column) if self.amount_column is not None else None

    def _has_money(self, cells: dict[int, Cell]) -> bool:
        cell = self._amount_of(cells)
        return cell is not None and (cell.kind is CellKind.NUMBER or not read_amount(cell).faults)

    def _has_figures(self, cells: dict[int, Cell]) -> bool:
        cell = self._amount_of(cells)
        return cell is not None and (cell.kind is not CellKind.TEXT or bool(_FIGURES.search(cell.text)))

    # ── what kind of row ────────────────────────────────────────────────────────────────────────────────────

    def _take(self, number: int, cells: dict[int, Cell]) -> bool:
        """Read one row; False where another table begins."""
        if self.positions.isdisjoint(cells):
            self._take_unmapped(number, cells)
            return True
        label_column, label = self._total_label(cells)
        if label is not None:
            self._take_total(number, cells, label_column, label)
        elif (
            self.body.rows
            and self._has_number(cells)
            and self._amount_of(cells)
            and self.subject_column in cells
        ):
            self._take_entry(number, cells)
        elif self._is_header(cells):
            return self._take_header(number, cells)
        elif self._says_nothing(number, cells):
            pass
        elif self._is_entry(number, cells):
            self._take_entry(number, cells)
        else:
            self._take_loose(number, cells)
        return True

    def _take_unmapped(self, number: int, cells: dict[int, Cell]) -> None:
        texts = [cell.text for cell in cells.values()]
        if all(is_note(text) or is_signature(text) for text in texts):
            self.ending = "signature" if number > self.last_entry else self.ending
        elif number > self.last_entry:
            if self.ending != "signature":
                self.left_out.append((number, texts[0]))
        else:
            self.foreign.update(cells)

    def _total_label(self, cells: dict[int, Cell]) -> tuple[int, TotalLabel | None]:
        """The total that a row states, if it is one. Beside a name, a total's word is only a remark."""
        for column, cell in cells.items():
            named = self.subject_column in cells and column != self.subject_column
            if cell.kind is not CellKind.TEXT or named or (column == self.amount_column and len(cells) > 1):
                continue
            label = total_label(cell.text)
            if label is not None:
                return column, label
            is_sum = self.numbered and not self._has_number(cells) and self._has_figures(cells)
            if is_sum and (placed_total(cell.text) or is_group_heading(cell.text)):
                return column, TotalLabel(grand=False)
        return 0, None

    def _is_header(self, cells: dict[int, Cell]) -> bool:
        """Whether the column of numbers or of names holds a heading again."""
        for column in (self.order_column, self.subject_column):
            cell = cells.get(column) if column is not None else None
            if cell is None or cell.kind is not CellKind.TEXT or len(cell.text) > LONGEST_HEADING:
                continue
            if column == self.subject_column and (self._has_figures(cells) or self._has_number(cells)):
                continue
            heading = heading_of(cell.text)
            if any(words.column_of(heading) for words in (self.words, *self.other_words)):
                return True
        return False

    def _take_header(self, number: int, cells: dict[int, Cell]) -> bool:
        """A header repeated on a new page is passed over; that of another table ends this one."""
        again = header_at(self.sheet, number, self.words)
        required = {column.key for column in self.kind.required}
        if again is not None and all(
            again.columns.get(key) == position for key, position in self.columns.items() if key in required
        ):
            self.ending = ""
            return True
        message = _(
            "Row %(row)d looks like the header of another table. Put each table on a sheet of its own."
        )
        self.report.fault("second_table", message % {"row": number}, number, next(iter(cells)))
        return False

    def _says_nothing(self, number: int, cells: dict[int, Cell]) -> bool:
        """Whether the row only explains or closes the table."""
        return (
            self._is_column_numbers(cells)
            or self._is_unit_line(number, cells)
            or self._is_aside(number, cells)
        )

    def _is_column_numbers(self, cells: dict[int, Cell]) -> bool:
        """Whether the row below the header only numbers the columns: (1) (2) (3)."""
        if self.body.rows or len(cells) < 2 or self.subject_column not in cells:
            return False
        numbers = [running_number(cell.text) for cell in cells.values()]
        return numbers == list(range(1, len(cells) + 1))

    def _is_unit_line(self, number: int, cells: dict[int, Cell]) -> bool:
        """Whether the row directly below the header only says "(บาท)" under it."""
        if number != self.header.last_row + 1:
            return False
        return all(
            cell.kind is CellKind.TEXT and says_unit(cell.text) and not says_other_unit(cell.text)
            for cell in cells.values()
        )

    def _is_aside(self, number: int, cells: dict[int, Cell]) -> bool:
        """Whether the row is a note, a line for signatures or the total in words."""
        texts = [cell.text for cell in cells.values() if cell.kind is CellKind.TEXT]
        if not texts or self._has_money(cells):
            return False
        column, first = next(iter(cells.items()))
        if len(cells) == 1 and (said := money_in_words(first.text)):
            self.words_of_money.append((number, column, said))
            return True
        if first.kind is CellKind.TEXT and is_note(first.text):
            self.ending = "note"
            read_title_line(number, cells, self.body.below)
            return True
        if len(texts) == len(cells) and all(is_signature(text) or is_note(text) for text in texts):
            self.ending = "signature" if number > self.last_entry else self.ending
            return True
        signing = self.ending == "signature" and number > self.last_entry
        return signing and not any(looks_like_organisation(text) for text in texts)

    def _is_entry(self, number: int, cells: dict[int, Cell]) -> bool:
        subject = cells.get(self.subject_column) if self.subject_column is not None else None
        if number > self.last_entry and not self._has_figures(cells):
            if subject is not None and looks_like_organisation(subject.text):
                return True
            if self.ending in ("note", "signature"):
                return False
            if self._has_number(cells) and len(cells) == 1:
                # Numbers prepared for rows that nobody filled.
                return False
        if self._amount_of(cells) is not None or self._has_number(cells):
            return True
        # A value that belongs to several rows counts for each of them.
        held = sum(
            1
            for position in self.positions
            if position in cells
            or ((merge := self.blocks.at(number, position)) is not None and not goes_across(merge))
        )
        return held > 1

    # ── taking it ───────────────────────────────────────────────────────────────────────────────────────────

    def _take_entry(self, number: int, cells: dict[int, Cell]) -> None:
        self.ending = ""
        for column, cell in cells.items():
            if column not in self.positions:
                self.foreign.add(column)
                self._look_for_unit(number, column, cell)
        row = self.entries.read(number, cells)
        self.body.rows.append(row)
        if self.order_column in cells:
            order = running_number(row.written.get(self.kind.order or "", ""))
            self.body.orders += [order] if order else []
        if self.amount_column is not None:
            amount = row.values.get(self.kind.amount or "")
            self.body.sums.amounts.append(None if self._is_broken(number, cells) else amount)

    def _look_for_unit(self, number: int, column: int, cell: Cell) -> None:
        """A column of units beside the amounts may say that they are in thousands; once is enough."""
        units = self.body.below.other_units
        if self.amount_column is None or cell.kind is not CellKind.TEXT or len(cell.text) > 20:
            return
        if says_other_unit(cell.text) and not any(said[1] == column for said in units):
            units.append((number, column, cell.text))

    def _is_broken(self, number: int, cells: dict[int, Cell]) -> bool:
        """Whether an amount may be only the first part of one whose comma was not quoted."""
        if not self.is_text or self.amount_column is None:
            return False
        beyond = [column for column in cells if column > max(self.header.written)]
        cell, following = cells.get(self.amount_column), cells.get(self.amount_column + 1)
        split = (
            cell is not None
            and following is not None
            and _THOUSANDS.fullmatch(arabic(cell.text.strip()))
            and _HUNDREDS.fullmatch(arabic(following.text.strip()))
        )
        if number in self.broken_rows:
            return True
        if split or beyond:
            message = _(
                "The row has more columns than the header, or an amount cut in two. If an amount such as 95,000 was "
                'cut at its comma, put it in quotation marks ("95,000") or type it without the comma.'
            )
            self.report.fault("amount_cut", message, number, self.amount_column if split else beyond[0])
        return bool(split or beyond)

    def _take_total(self, number: int, cells: dict[int, Cell], label_column: int, label: TotalLabel) -> None:
        self.ending = "total"
        self._end_group()
        if self.amount_column is None:
            return
        written = quoted(cells[label_column].text)
        if label.amount is not None:
            self.body.sums.state(number, label_column, label.amount, grand=label.grand, label=written)
            return
        cell = cells.get(self.amount_column)
        if cell is None:
            return
        reading = read_amount(cell)
        for remark in reading.faults:
            self.report.fault(remark.code, remark.message, number, self.amount_column)
        if not reading.faults and not self._is_broken(number, cells):
            self.body.sums.state(number, self.amount_column, reading.value, grand=label.grand, label=written)

    def _take_loose(self, number: int, cells: dict[int, Cell]) -> None:
        """A row of text without amount or number: a heading, a line below the table, or an entry half lost."""
        column, cell = next((column, cell) for column, cell in cells.items() if column in self.positions)
        merge = self.blocks.at(number, column)
        below = number > self.last_entry
        if cell.kind is CellKind.TEXT and looks_like_organisation(cell.text):
            self._take_entry(number, cells)
        elif is_group_heading(cell.text) and not below:
            self._end_group()
        elif below and (self.ending or self.after_gap or self._has_number(cells)):
            self.left_out.append((number, cell.text))
            read_title_line(number, cells, self.body.below)
        elif (merge is not None and self._spans_table(merge)) or column == self.order_column:
            self.left_out.append((number, cell.text))
            self._end_group()
        else:
            self._take_entry(number, cells)

    def _spans_table(self, merge: Merge) -> bool:
        return merge.first_column <= min(self.positions) and merge.last_column >= max(self.positions)

    def _end_group(self) -> None:
        self.entries.start_group()
        self.body.orders.append(0)

    # ── what to say at the end ──────────────────────────────────────────────────────────────────────────────

    def _check_words_of_money(self) -> None:
        amounts = self.body.sums.amounts
        if self.amount_column is None or not amounts or None in amounts:
            return
        total = sum((amount for amount in amounts if amount is not None), Decimal(0))
        for row, column, words in self.words_of_money:
            if not any(
                says_amount(words, amount) for amount in (total, *(s.amount for s in self.body.sums.stated))
            ):
                message = _("The amount in words, %(words)s, is not the sum of the rows, %(sum)s baht.")
                values = {"words": quoted(words), "sum": format_baht(total)}
                self.report.fault("total_in_words", message % values, row, column)

    def _say_what_was_left_out(self) -> None:
        if self.foreign:
            headings = self.header.written
            names = [
                f"“{headings[column]}” ({column_letter(column)})"
                if column in headings
                else column_letter(column)
                for column in sorted(self.foreign)
            ]
            message = _("These columns are not part of the table and are left out: %(columns)s.")
            self.report.warn("unknown_columns", message % {"columns": listed(names, 20)})
        if self.left_out:
            lines = [f"{number} {quoted(text)}" for number, text in self.left_out]
            message = _("These rows are read as headings or remarks and are left out: %(rows)s.")
            self.report.warn("rows_left_out", message % {"rows": listed(lines)}, self.left_out[0][0])
        if self.entries.tidied:
            message = _("Invisible characters, doubled spaces or broken vowels were put right in: %(cells)s.")
            self.report.warn("tidied", message % {"cells": listed(self.entries.tidied)})
