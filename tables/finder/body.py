"""Going through the rows below a header: reading the entries, checking the sums, saying what is left out."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from tables.cells import quoted, read_amount
from tables.finder.beside import Beside
from tables.finder.blocks import Blocks
from tables.finder.entries import EntryReader
from tables.finder.findings import Findings, listed
from tables.finder.headers import Header, Words, header_at
from tables.finder.left_out import LeftOut
from tables.finder.lines import Positions, SheetLine, lines_of
from tables.finder.own_word import OwnWord
from tables.finder.perhaps_sums import ENTRY, SUM, ask_about_sum, perhaps_sums
from tables.finder.row_nature import Judge, Judgement, RowKind
from tables.finder.rows import group_of_number, is_note, money_in_words, running_number, says_amount
from tables.finder.title_lines import Titles, read_title_line, sums_in
from tables.finder.totals import (
    Reach,
    SumDifference,
    Sums,
    TotalLabel,
    begins_like_total,
    is_leftover,
    total_label,
)
from tables.finder.units import says_other_unit_under
from tables.kinds import Row
from tables.sheets import Cell, CellKind, Sheet
from thai.digits import arabic
from thai.money_words import format_baht
from thai.sentences import gettext as _


@dataclass(slots=True)
class Body:
    """What was read below a header. `orders` are the plain running numbers in order, 0 where a group ends."""

    rows: list[Row] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)  # out, because a person said so
    sums: Sums = field(default_factory=Sums)
    below: Titles = field(default_factory=Titles)
    orders: list[int] = field(default_factory=list)
    # The sums without the rows that a person leaves out, and without those that she is still asked about.
    kept: Sums = field(default_factory=Sums)
    sure: Sums = field(default_factory=Sums)

    @property
    def totals(self) -> set[Decimal]:
        """What the file may state as its total: it counts the rows that are left out, or does not."""
        return {self.sums.total, self.sure.total}

    def differences(self) -> list[SumDifference]:
        """The stated sums that fit neither all rows nor those that are kept."""
        return self.sums.differences() and self.sure.differences()


@dataclass
class BodyReader:
    """Goes through the rows of one table from the top, once."""

    sheet: Sheet
    header: Header
    words: Words
    other_words: tuple[Words, ...]
    findings: Findings
    own_word: OwnWord
    beside: Beside
    fill_down: bool = False
    # A table from a text file: nothing tells a comma inside an amount from a comma between columns.
    is_text: bool = False
    # Rows that the reader of the file already refused, such as a CSV record with too many fields.
    broken_rows: frozenset[int] = frozenset()
    # The years and the sums that the title names.
    years: frozenset[int] = frozenset()
    title_sums: frozenset[Decimal] = frozenset()

    def __post_init__(self) -> None:
        self.kind = self.words.kind
        self.at = Positions.of(self.header, self.words)
        self.blocks = Blocks(self.sheet, self.at.all, self.header.row)
        self.entries = EntryReader(
            self.sheet, self.header, self.kind, self.blocks, self.findings, self.fill_down
        )
        lines = lines_of(self.sheet, self.at, self.blocks, self.header.last_row)
        self.judge = Judge(self.header, self.words, self.other_words, self.at, self.blocks, list(lines))
        self.body = Body()
        self.perhaps_sums = perhaps_sums(self.judge, self.title_sums) if self.at.amount is not None else {}
        self.left_out = LeftOut(self.header, self.findings)
        self.words_of_money: list[tuple[int, int, str]] = []

    def read(self) -> Body:
        judge, above = self.judge, self.header.last_row
        for line, following in zip_longest(judge.lines, judge.lines[1:]):
            judge.after_gap = line.row - above > 1
            judge.begun = bool(self.body.rows)
            above = line.row
            if not self._take(line, following, judge.of(line)):
                break
        self._leave_out_elsewhere()
        self._check_words_of_money()
        self.left_out.say()
        self._say_what_was_tidied()
        return self.body

    def _take(self, line: SheetLine, following: SheetLine | None, judged: Judgement) -> bool:
        """Read one row; False where another table begins."""
        match judged.kind:
            case RowKind.ENTRY:
                self._take_entry(line, following)
            case RowKind.TOTAL if judged.label is not None:
                self._take_total(line, judged.column, judged.label)
            case RowKind.HEADER:
                return self._take_header(line)
            case RowKind.GROUP:
                self._end_group(line)
            case RowKind.OUTSIDE:
                self._take_outside(line)
            case RowKind.UNTOLD:
                self._take_untold(line)
            case RowKind.WORDS_OF_MONEY:
                column, cell = line.first
                self.words_of_money.append((line.row, column, money_in_words(cell.text) or ""))
            case RowKind.NOTE:
                self.judge.ending = "note"
                self._hear_note(line)
                read_title_line(line.row, line.cells, self.body.below)
            case RowKind.SIGNATURE if line.row > self.judge.last_entry:
                self.judge.ending = "signature"
                self._hear_signature(line)
        return True

    def _take_outside(self, line: SheetLine) -> None:
        below = line.row > self.judge.last_entry
        read_title_line(line.row, line.cells, self.body.below)
        closes = all(self.judge.closes(text, below=below) for text in line.texts)
        is_loose = not closes and self.judge.ending != "signature"
        is_noted = is_loose or any(is_note(text, below=True) for text in line.texts)
        (self._hear_note if is_noted else self._hear_signature)(line)
        if not below:
            self.left_out.columns.update(() if closes else line.cells)
        elif closes:
            self.judge.ending = "signature"
        elif is_loose:
            self.left_out.lines.append(line)

    def _hear_note(self, line: SheetLine) -> None:
        self.beside.hear_note(line.row, line.whole_text, below=line.row > self.judge.last_entry)

    def _hear_signature(self, line: SheetLine) -> None:
        self.beside.hear_signature(line.row, line.whole_text, below=line.row > self.judge.last_entry)

    def _take_header(self, line: SheetLine) -> bool:
        """A header repeated on a new page is passed over; that of another table ends this one."""
        again = header_at(self.sheet, line.row, self.words)
        required = {column.key for column in self.kind.required}
        same = again is not None and all(
            again.columns.get(key) == position
            for key, position in self.header.columns.items()
            if key in required
        )
        if same and all(year.value in self.years for year in self.body.below.years):
            self.judge.ending = ""
            return True
        for other in self.other_words:
            theirs = header_at(self.sheet, line.row, other)
            if theirs is not None and theirs.complete:
                message = _("From row %(row)d on there is a %(kind)s. It is not imported.")
                values = {"row": line.row, "kind": other.kind.label}
                self.findings.warn("other_table_below", message % values, line.row)
                return False
        message = _(
            "Row %(row)d looks like the header of another table. Put each table on a sheet of its own."
        )
        self.findings.fault("second_table", message % {"row": line.row}, line.row, line.first[0])
        return False

    # ── entries ─────────────────────────────────────────────────────────────────────────────────────────────

    def _take_entry(self, line: SheetLine, following: SheetLine | None) -> None:
        if self._is_no_entry(line, following):
            return
        self.judge.ending = ""
        for column, cell in line.cells.items():
            if column not in self.at.all:
                self.left_out.columns.add(column)
                self._look_for_unit(line.row, column, cell)
        self.own_word.hear_entry(line)
        row = self.entries.read(line.row, line.cells)
        self.body.rows.append(row)
        if line.order is not None:
            order = running_number(row.written.get(self.kind.order or "", ""))
            self.body.orders += [order] if order else []
        if (
            self.judge.numbered
            and line.has_money
            and not line.has_number
            and not self.judge.shares_number(line)
        ):
            self.left_out.unnumbered.append(line.row)
        if self.at.amount is not None:
            amount = row.values.get(self.kind.amount or "")
            self.body.sums.add(None if self._is_cut(line) else amount)

    def _is_no_entry(self, line: SheetLine, following: SheetLine | None) -> bool:
        """Headings with a number of their own, and rows of which nobody can say what they are."""
        subject = line.subject
        if self.at.amount is None or subject is None:
            return False
        if line.has_money and not line.has_number and not self.judge.shares_number(line):
            if is_leftover(subject.text):
                message = _("%(text)s is not an entry of the table. Move the row out of the table.")
                values = {"text": quoted(subject.text)}
                self.findings.fault("not_an_entry", message % values, line.row, self.at.subject)
                return True
            doubtful = self._is_doubtful_total(line, subject)
            if doubtful is not None:
                return doubtful
        if line.row in self.perhaps_sums:
            return self._is_sum(line, subject)
        if line.order is not None and total_label(line.order.text) is not None:
            message = _(
                "“%(word)s” beside a name: is this row a total? Write the word in place of the name, or delete it."
            )
            self.findings.fault(
                "total_or_entry", message % {"word": line.order.text.strip()}, line.row, self.at.order
            )
            return True
        number = running_number(line.order.text) if line.order is not None else None
        if number is None or following is None or following.order is None:
            return False
        if group_of_number(following.order.text) != number:
            return False
        if self.judge.is_group(subject.text):
            if line.amount is not None:
                self._state(line, self.at.amount, Reach.BELOW, subject.text)
            self._end_group(line)
            return True
        message = _(
            "The row is divided into rows numbered %(number)s and on. Leave one row for each entry, with one amount."
        )
        values = {"number": quoted(following.order.text)}
        self.findings.fault("divided_entry", message % values, line.row, self.at.order)
        return False

    def _is_doubtful_total(self, line: SheetLine, subject: Cell) -> bool | None:
        """Whether a row without a number that may be a total is one or may still be; None where nothing hints at it.

        In a table with numbers, a total's word and the right amount make it one; only one of them, or a name that
        is none among names of organisations, and nobody can say. A table without numbers has only the words and
        the amount together to go by; `perhaps_sums` tells what else is asked about.
        """
        reading = read_amount(line.cells[self.at.amount or 0])
        read = not reading.faults and reading.value > 0
        adds_up = read and self.body.sums.is_sum_so_far(reading.value)
        begins = begins_like_total(subject.text)
        doubtful = adds_up or begins or self.judge.is_strange_name(subject.text)
        doubtful = doubtful or (read and self.body.sums.is_nearly_sum_so_far(reading.value))
        if not doubtful or not (self.judge.numbered or (adds_up and begins)):
            return None
        if self.judge.numbered and adds_up and begins:
            self._take_total(line, self.at.subject or 0, TotalLabel(Reach.ABOVE))
            self.left_out.lines.append(line)
            return True
        return self._is_sum(line, subject)

    def _is_sum(self, line: SheetLine, subject: Cell) -> bool:
        """Whether a row is, or may be, a sum by a person's word; until she has said it, it counts for nothing."""
        column = self.at.subject or 0
        answer = ask_about_sum(line, column, subject.text, self.findings, self.left_out.lines.append)
        if answer == SUM and self.at.amount is not None:
            reach = self.perhaps_sums.get(line.row, Reach.ABOVE)
            self._end_group(line if reach is Reach.BELOW else None)
            self._state(line, self.at.amount, reach, subject.text)
        return answer != ENTRY

    def _look_for_unit(self, row: int, column: int, cell: Cell) -> None:
        """A cell beside the amounts may say that they are in thousands; once for each column is enough."""
        below = self.body.below
        known = {place for _row, place, _text in (*below.other_units, *below.perhaps_units)}
        if (
            self.at.amount is None
            or cell.kind is not CellKind.TEXT
            or len(cell.text) > 100
            or column in known
        ):
            return
        sure = says_other_unit_under(self.header.written.get(column, ""), cell.text)
        if sure is not None:
            (below.other_units if sure else below.perhaps_units).append((row, column, cell.text))

    def _is_cut(self, line: SheetLine) -> bool:
        """Report an amount whose comma was taken for a new column, and cells beyond the header of a text file."""
        if line.row in self.broken_rows:
            return True
        if not self.is_text or line.amount is None:
            return False
        beyond = [
            column for column in line.cells if column > max(self.header.written, default=max(self.at.all))
        ]
        if not line.amount_is_cut and not beyond:
            return False
        message = _(
            "The row has more columns than the header, or an amount cut in two. If an amount such as 95,000 was "
            'cut at its comma, put it in quotation marks ("95,000") or type it without the comma.'
        )
        self.findings.fault(
            "amount_cut", message, line.row, self.at.amount if line.amount_is_cut else beyond[0]
        )
        return True

    # ── rows that are no entries ────────────────────────────────────────────────────────────────────────────

    def _take_total(self, line: SheetLine, column: int, label: TotalLabel) -> None:
        self.judge.ending = "total"
        for place, cell in line.cells.items():
            if place != self.at.amount:
                self._look_for_unit(line.row, place, cell)
        self._end_group(line if label.reach is Reach.BELOW else None)
        if self.at.amount is None:
            return
        if label.amount is not None:
            self.body.sums.state(line.row, column, label.amount, label.reach, line.cells[column].text.strip())
        elif line.amount is not None:
            self._state(line, self.at.amount, label.reach, line.cells[column].text)

    def _state(self, line: SheetLine, position: int, reach: Reach, label: str) -> None:
        reading = read_amount(line.cells[position])
        for remark in reading.faults:
            self.findings.fault(remark.code, remark.message, line.row, position)
        if not reading.faults and not self._is_cut(line):
            self.body.sums.state(line.row, position, reading.value, reach, label.strip())

    def _take_untold(self, line: SheetLine) -> None:
        """A line that is left out with a warning: a heading in words of its own, or a text below the table."""
        self.left_out.lines.append(line)
        if line.row > self.judge.last_entry:
            read_title_line(line.row, line.cells, self.body.below)
            self._hear_note(line)
            return
        column, cell = line.first
        for amount, _start, _end in sums_in(arabic(cell.text))[:1]:
            self.body.sums.state(line.row, column, amount, Reach.BELOW, cell.text)
        self._end_group(line)

    def _end_group(self, heading: SheetLine | None = None) -> None:
        if heading is not None:
            self.own_word.hear_heading(heading)
        self.entries.start_group()
        self.body.orders.append(0)

    # ── what to say at the end ──────────────────────────────────────────────────────────────────────────────

    def _leave_out_elsewhere(self) -> None:
        body, rows = self.body, self.body.rows
        left, unanswered = self.own_word.ask_about_rows(self.findings)
        out, doubtful = (
            {place for place, row in enumerate(rows) if row.number in numbers}
            for numbers in (left, left | unanswered)
        )
        body.kept, body.sure = body.sums.without(out), body.sums.without(doubtful)
        body.left = [row for row in rows if row.number in left]
        body.rows = [row for row in rows if row.number not in left]

    def _check_words_of_money(self) -> None:
        sums = self.body.sums
        if self.at.amount is None or not sums.amounts or None in sums.amounts:
            return
        for row, column, words in self.words_of_money:
            if not any(
                says_amount(words, amount) for amount in (*self.body.totals, *(s.amount for s in sums.stated))
            ):
                message = _("The amount in words, %(words)s, is not the sum of the rows, %(sum)s baht.")
                values = {"words": quoted(words), "sum": format_baht(sums.total)}
                self.findings.fault("total_in_words", message % values, row, column)

    def _say_what_was_tidied(self) -> None:
        if self.entries.tidied:
            message = _(
                "Invisible characters, doubled spaces, broken vowels or codes of web pages were put right in: "
                "%(cells)s."
            )
            self.findings.warn("tidied", message % {"cells": listed(self.entries.tidied)})
