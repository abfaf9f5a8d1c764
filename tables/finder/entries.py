"""One entry of a table, cell by cell: what is merged, what is blank, what each cell says."""

from dataclasses import dataclass, field

from tables.cells import Reading, says_nothing_yet
from tables.finder.blocks import Blocks, goes_across
from tables.finder.findings import Findings
from tables.finder.headers import Header, filled
from tables.kinds import Column, Row, TableKind
from tables.sheets import Cell, CellKind, Merge, Sheet, column_letter
from thai.sentences import gettext as _

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def _without_apostrophe(cell: Cell) -> Cell:
    """An apostrophe before "=1+1" only says that it is text: our CSV exports write it, and programs keep it."""
    if cell.text.startswith("'") and cell.text[1:].startswith(_FORMULA_SIGNS) and cell.kind is CellKind.TEXT:
        return Cell(CellKind.TEXT, cell.text[1:])
    return cell


@dataclass
class EntryReader:
    """Reads the entries of one table from the top; remembers what a merged or blank group cell stands for."""

    sheet: Sheet
    header: Header
    kind: TableKind
    blocks: Blocks
    findings: Findings
    fill_down: bool = False
    # Cells whose text was put right, such as "B7".
    tidied: list[str] = field(default_factory=list)
    _above: dict[str, Reading] = field(default_factory=dict)
    _blocks_read: dict[tuple[Merge, str], Reading | None] = field(default_factory=dict)
    _blocks_refused: set[Merge] = field(default_factory=set)

    def read(self, number: int, cells: dict[int, Cell]) -> Row:
        """One row, with the values of those of its cells that could be read."""
        row = Row(number)
        for column in self.kind.columns:
            position = self.header.columns.get(column.key)
            if position is None:
                continue
            merge = self.blocks.at(number, position)
            if merge is None:
                reading = self._read_cell(number, position, column, cells.get(position))
            else:
                reading = self._read_block(number, position, column, merge)
            if reading is None or reading.faults:
                continue
            row.values[column.key] = reading.value
            row.written[column.key] = reading.written
            row.cells[column.key] = column_letter(position)
            if (merge is None and position not in cells) or (merge is not None and merge.first_row < number):
                row.from_above.add(column.key)
        return row

    def start_group(self) -> None:
        """After a total or a heading no blank means the value of the row above it."""
        self._above.clear()

    def _read_block(self, number: int, position: int, column: Column, merge: Merge) -> Reading | None:
        if goes_across(merge) or (column.required and not (column.group or column.shared)):
            self._refuse(merge)
            return None
        if (merge, column.key) not in self._blocks_read:
            cell = self.sheet.cell(merge.first_row, merge.first_column)
            cell = cell if cell is not None and filled(cell) else None
            reading = self._read_cell(max(merge.first_row, number), position, column, cell)
            self._blocks_read[merge, column.key] = reading
        return self._blocks_read[merge, column.key]

    def _read_cell(self, number: int, position: int, column: Column, cell: Cell | None) -> Reading | None:
        if cell is None:
            return self._blank(number, position, column)
        cell = _without_apostrophe(cell)
        is_empty = column.may_be_dash and says_nothing_yet(cell)
        reading = Reading(written=cell.text) if is_empty else column.reader(cell)
        for remark in reading.faults:
            self.findings.fault(remark.code, remark.message, number, position, suggestion=remark.suggestion)
        for remark in reading.warnings:
            self.findings.warn(remark.code, remark.message, number, position, suggestion=remark.suggestion)
        if reading.tidied:
            self.tidied.append(f"{column_letter(position)}{number}")
        if column.group:
            self._above[column.key] = reading
        return reading

    def _blank(self, number: int, position: int, column: Column) -> Reading | None:
        if not column.required or column.may_be_blank:
            return None
        if not column.group:
            message = _("“%(header)s” is blank. Fill it in, or delete the row if it is not meant.")
            if column.may_be_dash:
                message = _("“%(header)s” is blank. Fill it in, or write “–” where nothing stands there yet.")
            if column.key == self.kind.subject and self.kind.amount is not None:
                message = _("“%(header)s” is blank. Fill it in; if this row is the total, write “รวม” here.")
            if column.key == self.kind.amount:
                message = _("“%(header)s” is blank. Type the amount in baht; if there is none, type 0.")
            self.findings.fault("blank", message % {"header": column.header}, number, position)
            return None
        above = self._above.get(column.key)
        if above is None:
            message = _("“%(header)s” is blank and there is no value above it. Fill it in.")
            if column.may_be_dash:
                message = _("“%(header)s” is blank. Fill it in, or write “–” where nothing stands there yet.")
            self.findings.fault("blank", message % {"header": column.header}, number, position)
            return None
        if self.fill_down:
            return above
        message = _(
            "“%(header)s” is blank. Fill it in; or, if the value above is meant, choose “fill blanks from above”."
        )
        if column.may_be_dash:
            message = _(
                "“%(header)s” is blank. If the value above is meant, choose “fill blanks from above”; if nothing "
                "stands there yet, write “–”."
            )
        self.findings.fault("blank_in_group", message % {"header": column.header}, number, position)
        return None

    def _refuse(self, merge: Merge) -> None:
        if merge in self._blocks_refused:
            return
        self._blocks_refused.add(merge)
        first = f"{column_letter(merge.first_column)}{merge.first_row}"
        values = {"cells": f"{first}:{column_letter(merge.last_column)}{merge.last_row}"}
        if goes_across(merge):
            code = "merged_across"
            message = _(
                "The cells %(cells)s are merged across columns. Unmerge them and fill in each column."
            )
        else:
            code = "merged_down"
            message = _(
                "The cells %(cells)s are merged, so it is not clear which row the value belongs to. Unmerge them and "
                "fill in each row."
            )
        self.findings.fault(code, message % values, merge.first_row, merge.first_column)
