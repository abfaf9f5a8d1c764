"""What the rows of a file say themselves of their region, year and state, held against where the table goes.

A heading between rows, a column that is not imported, a name, a struck-through cell: where one of them says
otherwise, a person is asked about those rows; they are neither taken nor left out in silence.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tables.cells import quoted, quoted_cell, read_amount
from tables.destination import Destination
from tables.finder.beside import TAKE
from tables.finder.blocks import Blocks
from tables.finder.doubtful_names import question_of
from tables.finder.findings import Findings, by_words, listed
from tables.finder.headers import Header
from tables.finder.headings_said import (
    Aspect,
    aspect_of,
    holds_postcodes,
    holds_years,
    names_persons,
    numbers_regions,
    tells_other_years,
)
from tables.finder.lines import SheetLine
from tables.finder.places_said import Places
from tables.finder.remarks_said import (
    is_for_details,
    is_for_remarks,
    turned_down,
    turned_down_apart,
    turned_down_below,
)
from tables.finder.states_said import (
    STATE,
    called_off,
    called_off_apart,
    is_yes,
    says_nothing,
    tells_decision,
)
from tables.finder.staying import what_stays
from tables.finder.years_said import BARE_YEAR, other_year_in_name, unclear_years, year_of_cell, years_named
from tables.kinds import TableKind
from tables.names import name_proper, names_organisation, names_several
from tables.sheets import Cell, CellKind, column_letter
from thai.digits import arabic
from thai.sentences import gettext as _
from thai.sentences import joined
from thai.text import clean
from thai.years import read_year

LEAVE = "leave"
_UNREAD = (CellKind.ERROR, CellKind.FORMULA)  # "#N/A" says nothing, nor does a formula without its result
_BLANK, _UNKNOWN = "blank", "unknown"
_MOST_VALUES = 5  # a column that says more things than these is asked about as a whole
_AN_AMOUNT = 1_000  # baht; a number under "อนุมัติ" from here on is what was approved

_FIGURE = re.compile("[0-9]")
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_COUNTS = re.compile(
    r"จำนวน|คน|ราย|แห่ง|ครั้ง|บาท|งบ|เงิน|เลข|รหัส|โทร|ลำดับ|ยอด|ราคา|หมู่|amount|baht|no\b|id\b|code|phone",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that the file says against its destination: `value` groups questions, `said` is the cell that says so.

    `column` is one that is not imported; with `whole` it is asked about as one, whatever its cells say. `bare` is a
    number that may be a year.
    """

    aspect: Aspect
    value: str
    said: Cell
    column: int | None = None
    whole: bool = False
    bare: bool = False


@dataclass
class OwnWord:
    """Listens to what the rows of one table say, from the top, and asks about it at the end."""

    header: Header
    kind: TableKind
    destination: Destination
    places: Places
    signs: dict[Sign, list[int]] = field(default_factory=lambda: defaultdict(list))
    _under: dict[Aspect, Sign] = field(default_factory=dict)  # what the last heading said
    _above: dict[int, Cell] = field(default_factory=dict)  # the last cell of a column of regions or years
    _not_years: set[int] = field(default_factory=set)  # columns in which a number is no year
    _agreed: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # the cells that say yes
    # The rows in which a column says nothing.
    _blank: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        own = set(self.header.columns.values())
        foreign = {column: text for column, text in self.header.written.items() if column not in own}
        self.columns = {
            column: aspect
            for column, text in foreign.items()
            if (aspect := aspect_of(text)) is not None
            and not (aspect is Aspect.REGION and _holds_amounts(self.header, column))
        }
        self._other_years = {column for column, text in foreign.items() if tells_other_years(text)}
        self.decisions = {column for column, text in foreign.items() if tells_decision(text)}
        self.remarks = {column for column, text in foreign.items() if is_for_remarks(text)}
        self._details = {column for column, text in foreign.items() if is_for_details(text)}
        self._postcodes = {column for column, text in foreign.items() if holds_postcodes(text)}
        self.called_off = {column for column, text in foreign.items() if STATE.search(text)} - self.decisions
        self._own = own
        self._own_in_order = sorted(own)
        self._foreign = foreign
        self._blocks = Blocks(self.header.sheet, foreign, self.header.row)

    def holds_no_amounts(self, column: int) -> bool:
        """Whether a column that is not imported is one of regions, postcodes, years or decisions."""
        return (
            column in self.columns or column in self._postcodes or holds_years(self._foreign.get(column, ""))
        )

    # ── the lines of the table ──────────────────────────────────────────────────────────────────────────────

    def hear_heading(self, line: SheetLine) -> None:
        """A heading tells something of the rows below it, until another one tells it anew."""
        self._above.clear()
        text = clean(line.whole_text)
        said = Cell(CellKind.TEXT, text)
        regions, years = self.places.of_text(text), years_named(text)
        if regions:
            self._set(Aspect.REGION, next(self._of_places(regions, said), None))
        wanted = self.destination.fiscal_year
        unclear = unclear_years(text, wanted) if wanted is not None else []
        if unclear:
            self._set(Aspect.YEAR, Sign(Aspect.YEAR, unclear[0], said))
        elif years:
            other = wanted not in (None, *years)
            self._set(Aspect.YEAR, Sign(Aspect.YEAR, str(min(years)), said) if other else None)
        state = called_off(text) or (text if turned_down_below(text) else None)
        self._set(Aspect.STATE, Sign(Aspect.STATE, state, said) if state else None)

    def _set(self, aspect: Aspect, sign: Sign | None) -> None:
        self._under.pop(aspect, None)
        if sign is not None:
            self._under[aspect] = sign

    def hear_entry(self, line: SheetLine) -> None:
        """Of a remark that only repeats what the row says elsewhere nothing more is asked."""
        told: set[tuple[Aspect, str]] = set()
        signs = dict.fromkeys((*self._under.values(), *self._of_columns(line), *self._of_cells(line)))
        for sign in sorted(signs, key=lambda sign: sign.whole):
            if not sign.whole or (sign.aspect, sign.value) not in told:
                self.signs[sign].append(line.row)
            told.add((sign.aspect, sign.value))

    def _of_columns(self, line: SheetLine) -> Iterator[Sign]:
        """What the columns that are not imported say of a row; regions and years also by the last cell above."""
        for column in sorted(self._foreign.keys() | line.cells.keys() - self._own):
            cell = self._cell(line, column)
            aspect = self.columns.get(column)
            if aspect is not None:
                cell = self._above[column] = cell or self._above.get(column) or Cell(CellKind.TEXT, "")
            if cell is None or cell.kind in _UNREAD or not clean(cell.text).strip("-–—. "):
                self._blank[column].append(line.row)
                continue
            yield from self._of_foreign(column, aspect, cell)

    def _cell(self, line: SheetLine, column: int) -> Cell | None:
        merge = self._blocks.at(line.row, column)
        if merge is not None:
            return self.header.sheet.cell(merge.first_row, merge.first_column)
        return line.cells.get(column)

    def _of_foreign(self, column: int, aspect: Aspect | None, cell: Cell) -> Iterator[Sign]:
        text = clean(cell.text)
        if aspect is Aspect.REGION:
            regions = self.places.of_cell(text, numbered=numbers_regions(self._foreign[column]))
            yield from self._of_places(regions, cell, column)
            if self.destination.region is not None and not regions and not self.places.is_anywhere(text):
                yield Sign(Aspect.REGION, _UNKNOWN, cell, column)
        elif aspect is Aspect.YEAR:
            yield from self._of_year_cell(column, cell)
        elif column in self._postcodes:
            yield from self._of_places(self.places.of_postcode(text), cell, column)
        else:
            yield from self._of_remark(column, cell)
        state = called_off(text)
        if column in self.called_off and not says_nothing(text):
            yield Sign(Aspect.STATE, self._foreign[column], cell, column)
        elif state is not None:
            yield Sign(Aspect.STATE, state, cell, column)
        elif (self._is_remark(column) and turned_down(text)) or (
            column in self._details and turned_down_below(text)
        ):
            yield Sign(Aspect.STATE, text, cell, column)
        elif column in self.decisions and not _is_amount(cell):
            if is_yes(text, self._foreign[column]):
                self._agreed[column] += 1
            else:
                yield Sign(Aspect.STATE, text, cell, column)

    def _is_remark(self, column: int) -> bool:
        """A note that somebody typed beside the table, in a column without a heading, is a remark too."""
        return column in self.remarks or column not in self._foreign

    def _of_year_cell(self, column: int, cell: Cell) -> Iterator[Sign]:
        wanted = self.destination.fiscal_year
        if wanted is None:
            return
        year, is_clear = year_of_cell(cell, wanted)
        if not is_clear:
            yield Sign(Aspect.YEAR, clean(cell.text), cell, column)
        elif year not in (None, wanted):
            yield Sign(Aspect.YEAR, str(year), cell, column)

    def _of_remark(self, column: int, cell: Cell) -> Iterator[Sign]:
        """A place or a year in any other column may be where and when something took place: one question a column."""
        text = clean(cell.text)
        if cell.kind is CellKind.TEXT:
            heading = self._foreign.get(column, "")
            regions = self.places.of_text(text, of_persons=names_persons(heading), heading=heading)
            yield from self._of_places(regions, cell, column, whole=True)
        wanted = self.destination.fiscal_year
        if wanted is None or column in self._other_years or cell.kind is CellKind.DATE:
            return
        plain = arabic(text)
        if not _FIGURE.search(plain):
            return
        bare = _NUMBER.fullmatch(plain) is not None
        if bare and not BARE_YEAR.fullmatch(plain):
            self._not_years.add(column)
            return
        if bare and _COUNTS.search(self._foreign.get(column, "")):
            return
        years = {read_year(plain)} if bare else years_named(text, self._foreign.get(column, ""))
        if unclear_years(text, wanted) or (years and wanted not in years):
            yield Sign(Aspect.YEAR, str(min(years, default=text)), cell, column, whole=True, bare=bare)

    def _of_cells(self, line: SheetLine) -> Iterator[Sign]:
        """What the cells that are imported say of themselves."""
        for column in self._own_in_order:
            cell = line.cells.get(column)
            if cell is None:
                continue
            if (line.row, column) in self.header.sheet.struck:
                yield Sign(Aspect.STATE, "", cell)
            if column == self.header.columns.get(self.kind.amount or "") or cell.kind is not CellKind.TEXT:
                continue  # words in place of an amount are a fault of their own
            state = called_off_apart(cell.text)
            if state is not None:
                yield Sign(Aspect.STATE, state, cell)
            elif cell is line.subject and self.kind.of_organisations and turned_down_apart(cell.text):
                yield Sign(Aspect.STATE, clean(cell.text), cell)
        if self.kind.of_organisations and line.subject is not None and line.subject.kind is CellKind.TEXT:
            yield from self._of_name(line.subject, line.amount is not None or self.kind.amount is None)

    def _of_name(self, cell: Cell, has_money: bool) -> Iterator[Sign]:
        name = name_proper(clean(cell.text))
        yield from self._of_places(self.places.of_name(name), cell)
        knows = self.destination.knows
        if knows is None or not has_money or not any(map(str.isalpha, name)) or knows(name):
            return
        yield from self._of_years_in_name(name, cell)
        if names_several(cell.text):
            yield Sign(Aspect.NAME, cell.text, cell)
        elif not names_organisation(name):
            yield Sign(Aspect.NAME, name, cell)

    def _of_years_in_name(self, name: str, cell: Cell) -> Iterator[Sign]:
        wanted = self.destination.fiscal_year
        other = other_year_in_name(name, wanted) if wanted is not None else None
        if other is not None:
            yield Sign(Aspect.YEAR, other, cell)

    def _of_places(
        self, regions: set[int], said: Cell, column: int | None = None, *, whole: bool = False
    ) -> Iterator[Sign]:
        if regions and self.destination.region not in (None, *regions):
            yield Sign(Aspect.REGION, ", ".join(map(str, sorted(regions))), said, column, whole)

    # ── asking ──────────────────────────────────────────────────────────────────────────────────────────────

    def ask_about_rows(self, findings: Findings) -> tuple[set[int], set[int]]:
        """Ask about the rows that the file puts elsewhere, once for each place.

        Return those to be left out, and those of which that is not answered yet.
        """
        left: set[int] = set()
        unanswered: set[int] = set()
        for (aspect, value, column), signs in self._grouped().items():
            rows = sorted({row for sign in signs for row in self.signs[sign]})
            message = self._question(aspect, value, column) % {
                "rows": listed(rows, 20),
                "said": self._said(signs),
                "there": value,
                "year": self.destination.fiscal_year,
                "region": self.destination.region,
            }
            message = joined(" ", [message, *what_stays(self.header, self.kind, rows, self.destination)])
            choices = ((LEAVE, _("Leave these rows out")), (TAKE, _("Take these rows")))
            what = value if column is None else self.header.name_of(column)
            cells = [(row, sign.said.text) for sign in signs for row in self.signs[sign]]
            about = by_words(what, self.header.beside_subjects(cells, self.kind.subject))
            answer = findings.ask(f"other_{aspect}", message, about, choices, rows[0])
            if answer != TAKE:
                (unanswered if answer is None else left).update(rows)
        return left, unanswered

    def _grouped(self) -> dict[tuple[Aspect, str, int | None], list[Sign]]:
        """The signs of each question: those that say the same, or all of a column that says too many things."""
        for column, rows in sorted(self._blank.items()):
            if column in self.decisions and self._agreed[column] > len(rows):
                self.signs[Sign(Aspect.STATE, _BLANK, Cell(CellKind.TEXT, ""), column)] = rows
        values: dict[tuple[Aspect, int | None], set[str]] = defaultdict(set)
        for sign in self.signs:
            values[sign.aspect, sign.column].add(sign.value)
        grouped: dict[tuple[Aspect, str, int | None], list[Sign]] = defaultdict(list)
        for sign in self.signs:
            if sign.bare and sign.column in self._not_years:
                continue
            several = sign.aspect is not Aspect.REGION and sign.column is not None and sign.value != _BLANK
            as_one = sign.whole or (several and len(values[sign.aspect, sign.column]) > _MOST_VALUES)
            key = (sign.aspect, "", sign.column) if as_one else (sign.aspect, sign.value, None)
            grouped[key].append(sign)
        return grouped

    def _said(self, signs: list[Sign]) -> str:
        """What the signs say and in which columns: “2566”, “2565” (D “ปีที่จัดสรร”)."""
        by_column: dict[int | None, dict[str, None]] = defaultdict(dict)
        for sign in signs:
            by_column[sign.column][quoted_cell(sign.said) if sign.said.text else ""] = None
        pieces = []
        for column, said in by_column.items():
            told = joined(", ", [*filter(None, list(said)[:3]), *(["…"] if len(said) > 3 else [])])
            where = self._place(column) if column is not None else ""
            pieces.append(joined(" ", filter(None, (told, f"({where})" if told and where else where))))
        return joined(", ", pieces)

    def _place(self, column: int) -> str:
        heading = self._foreign.get(column)
        return f"{column_letter(column)} {quoted(heading)}" if heading else column_letter(column)

    @staticmethod
    def _question(aspect: Aspect, value: str, column: int | None) -> str:
        if aspect is Aspect.REGION and value == _UNKNOWN:
            return _(
                "Rows %(rows)s: the file says %(said)s, which is no region, province or district that the "
                "portal knows; the table goes to region %(region)s. Do these rows belong to it?"
            )
        if aspect is Aspect.REGION and column is not None:
            return _(
                "Rows %(rows)s: the file says %(said)s, a place of another region; the table goes to region "
                "%(region)s. If the rows belong to another region, leave them out; if it only says where something "
                "took place, take them."
            )
        if aspect is Aspect.REGION:
            return _(
                "Rows %(rows)s: the file says %(said)s, which is region %(there)s; the table goes to region "
                "%(region)s. Do these rows belong to it?"
            )
        if aspect is Aspect.YEAR:
            return _(
                "Rows %(rows)s: the file says %(said)s; the table goes to fiscal year %(year)s. Do these rows "
                "belong to it?"
            )
        if aspect is Aspect.NAME:
            return question_of(value)
        if value == _BLANK:
            return _(
                "Rows %(rows)s: %(said)s is blank, though most rows say there that they were agreed to. Are these rows "
                "meant?"
            )
        if not value and column is None:
            return _("Rows %(rows)s: %(said)s is struck through. Are these rows meant?")
        return _("Rows %(rows)s: the file says %(said)s. Are these rows meant?")


def _holds_amounts(header: Header, column: int) -> bool:
    """Whether a column headed by a region, such as “สปสช.” beside “ท้องถิ่น”, holds what each of them pays."""
    cells = [
        row[column] for number, row in header.sheet.rows.items() if number > header.last_row and column in row
    ]
    said = [cell for cell in cells if cell.kind not in _UNREAD and clean(cell.text).strip("-–—. 0๐")]
    return 2 * sum(map(_is_amount, said)) > len(said)


def _is_amount(cell: Cell) -> bool:
    reading = read_amount(cell)
    return not reading.faults and reading.value >= _AN_AMOUNT
