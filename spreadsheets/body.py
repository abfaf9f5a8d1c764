"""The rows below a header: which are entries, which are totals, headings, notes; and what each entry says."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from thai.money_words import format_baht

from .blocks import Blocks, goes_across
from .cells import Reading, quoted, read_amount
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
from .tables import Column, Row, TableKind
from .titles import Titles, read_title_line
from .totals import Sums, TotalLabel, placed_total, total_label

_FIGURES = re.compile("[0-9๐-๙]")


@dataclass(slots=True)
class Body:
    """What was read below a header."""

    rows: list[Row] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)
    below: Titles = field(default_factory=Titles)


@dataclass
class BodyReader:
    """Goes through the rows of one table from the top, once."""

    sheet: Sheet
    header: Header
    words: Words
    other_words: tuple[Words, ...]
    report: Report
    fill_down: bool = False
    # Rows that the reader of the file already refused, such as a CSV record with too many fields.
    broken_rows: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.kind: TableKind = self.words.kind
        self.columns = self.header.columns
        self.blocks = Blocks(self.sheet, self.columns.values(), self.header.row)
        self.amount_column = self.columns.get(self.kind.amount or "")
        self.order_column = self.columns.get(self.kind.order or "")
        self.subject_column = self.columns.get(self.kind.subject)
        self.first_column, self.last_column = min(self.columns.values()), max(self.columns.values())
        self.body = Body()
        self.above: dict[str, Reading] = {}
        self.refused_blocks: set[Merge] = set()
        self.tidied: list[str] = []
        self.unlisted: list[tuple[int, str]] = []
        self.foreign: set[int] = set()
        self.orders: list[tuple[int, int | None]] = []
        self.ending = ""
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

    # ── what kind of row ────────────────────────────────────────────────────────────────────────────────────

    def _seen(self, number: int) -> dict[int, Cell]:
        """The cells of a row that a person sees something in."""
        return {
            column: cell
            for column, cell in sorted(self.sheet.rows[number].items())
            if filled(cell) and not self.blocks.covers(number, column)
        }

    def _mapped(self, cells: dict[int, Cell]) -> dict[str, Cell]:
        return {key: cells[column] for key, column in self.columns.items() if column in cells}

    def _last_entry(self, numbers: list[int]) -> int:
        """The last row that holds an amount, or in a table without amounts more than one filled column."""
        for number in reversed(numbers):
            cells = self._seen(number)
            if self.amount_column is not None:
                cell = cells.get(self.amount_column)
                if cell is not None and not read_amount(cell).faults:
                    return number
            elif sum(1 for column in self.columns.values() if column in cells) > 2:
                return number
        return numbers[-1] if numbers else 0

    def _is_numbered(self, numbers: list[int]) -> bool:
        """Whether most entries have a running number, so that a row without one says something."""
        if self.order_column is None:
            return False
        entries = counted = 0
        for number in numbers[:200]:
            row = self.sheet.rows[number]
            if self.subject_column in row and filled(row[self.subject_column]):
                entries += 1
                counted += self._has_number(row)
        return counted * 2 > entries

    def _has_number(self, cells: dict[int, Cell]) -> bool:
        cell = cells.get(self.order_column) if self.order_column is not None else None
        return cell is not None and (cell.kind is CellKind.FORMULA or is_running_number(cell.text))

    def _take(self, number: int, cells: dict[int, Cell]) -> bool:
        """Read one row; False when another table begins there."""
        mapped = self._mapped(cells)
        if not mapped:
            self._take_unmapped(number, cells)
            return True
        if self._is_header(number, mapped):
            return self._take_header(number, cells)
        label_column, label = self._total_label(cells, mapped)
        if label is not None:
            self._take_total(number, cells, label_column, label)
        elif self._says_nothing(number, cells):
            pass
        elif self._is_entry(number, cells, mapped):
            self._take_entry(number, cells)
        else:
            self._take_loose(number, cells)
        return True

    def _take_unmapped(self, number: int, cells: dict[int, Cell]) -> None:
        texts = [cell.text for cell in cells.values()]
        if number > self.last_entry and not all(is_note(text) or is_signature(text) for text in texts):
            self.unlisted.append((number, texts[0]))

    def _is_header(self, number: int, mapped: dict[str, Cell]) -> bool:
        """Whether the row holds a heading in the column of names or numbers, or of all columns of another kind."""
        for key in (self.kind.order, self.kind.subject):
            cell = mapped.get(key or "")
            if cell is None or cell.kind is not CellKind.TEXT or len(cell.text) > LONGEST_HEADING:
                continue
            heading = heading_of(cell.text)
            if any(words.column_of(heading) for words in (self.words, *self.other_words)):
                return key == self.kind.order or not self._has_amount(mapped)
        return False

    def _has_amount(self, mapped: dict[str, Cell]) -> bool:
        cell = mapped.get(self.kind.amount or "")
        return cell is not None and (cell.kind is CellKind.NUMBER or bool(_FIGURES.search(cell.text)))

    def _take_header(self, number: int, cells: dict[int, Cell]) -> bool:
        again = header_at(self.sheet, number, self.words)
        if again is not None and all(
            again.columns.get(column.key) == self.columns[column.key]
            for column in self.kind.required
            if column.key in self.columns
        ):
            self.ending = ""
            return True
        message = _(
            "Row %(row)d looks like the header of another table. Put each table on a sheet or in a file of its own."
        )
        self.report.fault("second_table", message % {"row": number}, number, next(iter(cells)))
        return False

    def _total_label(self, cells: dict[int, Cell], mapped: dict[str, Cell]) -> tuple[int, TotalLabel | None]:
        subject = mapped.get(self.kind.subject)
        for column, cell in cells.items():
            if column == self.amount_column and len(cells) > 1:
                continue
            if cell.kind is not CellKind.TEXT:
                continue
            if subject is not None and cell is not subject:
                # Beside a name, a total's word is a remark; the name itself decides.
                continue
            label = total_label(cell.text)
            if label is not None:
                return column, label
            if not self._has_number(cells) and placed_total(cell.text) and self._amount_of(cells) is not None:
                return column, TotalLabel(grand=False)
        return 0, None

    def _amount_of(self, cells: dict[int, Cell]) -> Cell | None:
        return cells.get(self.amount_column) if self.amount_column is not None else None

    def _says_nothing(self, number: int, cells: dict[int, Cell]) -> bool:
        """Whether the row only explains or closes the table."""
        return (
            self._is_column_numbers(cells)
            or self._is_unit_line(number, cells)
            or self._is_aside(number, cells)
        )

    def _is_column_numbers(self, cells: dict[int, Cell]) -> bool:
        """Whether the row below the header only numbers the columns: (1) (2) (3)."""
        if self.body.rows or len(cells) < 2:
            return False
        numbers = [running_number(cell.text) for cell in cells.values()]
        return numbers == list(range(1, len(cells) + 1)) and self.subject_column in cells

    def _is_unit_line(self, number: int, cells: dict[int, Cell]) -> bool:
        if number != self.header.last_row + 1 or len(cells) != 1:
            return False
        cell = next(iter(cells.values()))
        return cell.kind is CellKind.TEXT and says_unit(cell.text) and not says_other_unit(cell.text)

    def _is_aside(self, number: int, cells: dict[int, Cell]) -> bool:
        """Whether the row is a note, a line for signatures or the total in words."""
        first = next(iter(cells.values()))
        texts = [cell.text for cell in cells.values() if cell.kind is CellKind.TEXT]
        if len(cells) == 1 and texts and (said := money_in_words(texts[0])):
            self.words_of_money.append((number, next(iter(cells)), said))
            return True
        if first.kind is CellKind.TEXT and is_note(first.text) and not self._holds_money(cells):
            self.ending = "note"
            read_title_line(number, cells, self.body.below)
            return True
        if len(texts) == len(cells) and all(is_signature(text) or is_note(text) for text in texts):
            if all(not text.strip(" .…_-–") for text in texts) and number <= self.last_entry:
                return False
            self.ending = "signature"
            return True
        signing = self.ending == "signature" and number > self.last_entry and not self._holds_money(cells)
        return signing and not any(looks_like_organisation(text) for text in texts)

    def _holds_money(self, cells: dict[int, Cell]) -> bool:
        cell = self._amount_of(cells)
        return cell is not None and (cell.kind is not CellKind.TEXT or not read_amount(cell).faults)

    def _is_entry(self, number: int, cells: dict[int, Cell], mapped: dict[str, Cell]) -> bool:
        if self.ending and number > self.last_entry and not self._holds_money(cells):
            first = next(iter(mapped.values()))
            return looks_like_organisation(first.text) or (
                self.subject_column in cells and looks_like_organisation(cells[self.subject_column].text)
            )
        if self._amount_of(cells) is not None or self._has_number(cells):
            return True
        covered = sum(
            1 for column in self.columns.values() if self.blocks.at(number, column) and column not in cells
        )
        return len(mapped) + covered > 1

    # ── rows that are no entries ────────────────────────────────────────────────────────────────────────────

    def _take_total(self, number: int, cells: dict[int, Cell], label_column: int, label: TotalLabel) -> None:
        self.ending = "total"
        self.above.clear()
        self.orders.append((number, None))
        written = cells[label_column].text
        if self.amount_column is None:
            return
        if label.amount is not None:
            self.body.sums.state(number, label_column, label.amount, grand=label.grand, label=written.strip())
            return
        cell = cells.get(self.amount_column)
        if cell is None:
            return
        reading = read_amount(cell)
        for remark in reading.faults:
            self.report.fault(remark.code, remark.message, number, self.amount_column)
        if not reading.faults:
            self.body.sums.state(
                number, self.amount_column, reading.value, grand=label.grand, label=written.strip()
            )

    def _take_loose(self, number: int, cells: dict[int, Cell]) -> None:
        """A row of text without amount or number: a heading, a line below the table, or a lost entry."""
        column, cell = next(iter(cells.items()))
        merge = self.blocks.at(number, column)
        across = merge is not None and goes_across(merge)
        below = number > self.last_entry and (self.ending or self.after_gap)
        if looks_like_organisation(cell.text) and cell.kind is CellKind.TEXT:
            self._take_entry(number, cells)
        elif is_group_heading(cell.text) and (across or not below or self.ending):
            self.orders.append((number, None))
            self.above.clear()
        elif (
            below
            or (across and merge is not None and self._spans_table(merge))
            or column == self.order_column
        ):
            self.unlisted.append((number, cell.text))
            if not below:
                self.orders.append((number, None))
                self.above.clear()
            else:
                read_title_line(number, cells, self.body.below)
        else:
            self._take_entry(number, cells)

    def _spans_table(self, merge: Merge) -> bool:
        return merge.first_column <= self.first_column and merge.last_column >= self.last_column

    # ── entries ─────────────────────────────────────────────────────────────────────────────────────────────

    def _take_entry(self, number: int, cells: dict[int, Cell]) -> None:
        row = Row(number)
        self.ending = ""
        self.foreign.update(column for column in cells if column not in self.columns.values())
        amount: Decimal | None = None
        for column in self.kind.columns:
            position = self.columns.get(column.key)
            if position is None:
                continue
            reading = self._read_cell(number, position, column, cells)
            if reading is None:
                continue
            row.values[column.key] = reading.value
            row.written[column.key] = reading.written
            row.cells[column.key] = column_letter(position)
            if column.key == self.kind.amount:
                amount = reading.value
        if number in self.broken_rows:
            amount = None
        if self.order_column is not None:
            self.orders.append((number, running_number(row.written.get(self.kind.order or "", ""))))
        self.body.rows.append(row)
        if self.amount_column is not None:
            self.body.sums.amounts.append(amount)

    def _read_cell(
        self, number: int, position: int, column: Column, cells: dict[int, Cell]
    ) -> Reading | None:
        merge = self.blocks.at(number, position)
        cell = cells.get(position)
        if merge is not None:
            if goes_across(merge) or not (column.group or not column.required):
                self._refuse_block(merge, column)
                return None
            cell = self.sheet.cell(merge.first_row, merge.first_column)
            if cell is not None and not filled(cell):
                cell = None
        if cell is None:
            return self._blank(number, position, column)
        if (
            merge is not None
            and (number, position) != (merge.first_row, merge.first_column)
            and column.key in self.above
        ):
            reading = self.above[column.key]
            return reading if not reading.faults else None
        reading = column.reader(cell)
        for remark in reading.faults:
            self.report.fault(remark.code, remark.message, number, position, suggestion=remark.suggestion)
        for remark in reading.warnings:
            self.report.warn(remark.code, remark.message, number, position, suggestion=remark.suggestion)
        if reading.tidied:
            self.tidied.append(f"{column_letter(position)}{number}")
        if column.group:
            self.above[column.key] = reading
        return reading if not reading.faults else None

    def _blank(self, number: int, position: int, column: Column) -> Reading | None:
        if not column.required:
            return None
        if column.group:
            above = self.above.get(column.key)
            if self.fill_down and above is not None:
                return above if not above.faults else None
            if above is not None:
                message = _(
                    "“%(header)s” is blank. Type the value; or, if the value of the row above is meant, merge the "
                    "cells or choose “fill blanks from above” (--fill-down)."
                )
            else:
                message = _("“%(header)s” is blank and no row above has a value for it. Type the value.")
            self.report.fault("blank_in_group", message % {"header": column.header}, number, position)
        elif column.key == self.kind.amount:
            message = _("The amount is blank. Type the amount in baht; if nothing is granted, type 0.")
            self.report.fault("amount_blank", message, number, position)
        else:
            message = _("“%(header)s” is blank. Type it, or delete the row if it is not meant.")
            self.report.fault("blank", message % {"header": column.header}, number, position)
        return None

    def _refuse_block(self, merge: Merge, column: Column) -> None:
        if merge in self.refused_blocks:
            return
        self.refused_blocks.add(merge)
        place = {
            "cells": f"{column_letter(merge.first_column)}{merge.first_row}:"
            f"{column_letter(merge.last_column)}{merge.last_row}"
        }
        if goes_across(merge):
            code = "merged_across"
            message = _(
                "The cells %(cells)s are merged across columns. Unmerge them and type each column's value."
            )
        else:
            code = "merged_down"
            message = _(
                "The cells %(cells)s are merged, so it is not clear which row the value belongs to. Unmerge them "
                "and type a value in each row."
            )
        self.report.fault(code, message % place, merge.first_row, merge.first_column)

    # ── what to say at the end ──────────────────────────────────────────────────────────────────────────────

    def _check_words_of_money(self) -> None:
        amounts = self.body.sums.amounts
        if self.amount_column is None or not amounts or None in amounts:
            return
        total = sum((amount for amount in amounts if amount is not None), Decimal(0))
        stated = [total, *(said.amount for said in self.body.sums.stated)]
        for row, column, words in self.words_of_money:
            if not any(says_amount(words, amount) for amount in stated):
                message = _("The amount in words, %(words)s, is not the sum of the rows, %(sum)s baht.")
                self.report.fault(
                    "total_in_words",
                    message % {"words": quoted(words), "sum": format_baht(total)},
                    row,
                    column,
                )

    def _say_what_was_left_out(self) -> None:
        if self.foreign:
            names = [
                f"“{self.header.written[column]}” ({column_letter(column)})"
                if column in self.header.written
                else column_letter(column)
                for column in sorted(self.foreign)
            ]
            message = _("These columns are not part of the table and are left out: %(columns)s.")
            self.report.warn("unknown_columns", message % {"columns": listed(names, 20)})
        if self.unlisted:
            lines = [f"{number} {quoted(text)}" for number, text in self.unlisted]
            message = _("These rows are read as headings or remarks and are left out: %(rows)s.")
            self.report.warn("rows_left_out", message % {"rows": listed(lines)}, self.unlisted[0][0])
        if self.tidied:
            message = _("Invisible characters, doubled spaces or broken vowels were put right in: %(cells)s.")
            self.report.warn("tidied", message % {"cells": listed(self.tidied)})
