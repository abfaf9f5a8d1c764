"""Where a table's header is, told by its words; and headers that cannot be read in one way.

A heading counts whatever its spaces, line breaks, invisible characters, unit ("(บาท)") and year
("งบประมาณ ปี 2567"). A unit that is not baht, two columns of one meaning and headings on two levels are
kept apart here, so that the finder can refuse them by name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tables.cells import FOOTNOTE_FIGURES, without_mark
from tables.finder.units import BARE_UNIT, BRACKETED_UNIT, TRAILING_UNIT, says_unit
from tables.kinds import Column, TableKind
from tables.sheets import Cell, CellKind, Sheet, column_letter
from thai.digits import arabic
from thai.text import clean, match_key
from thai.years import YearRefused, read_year

LONGEST_HEADING = 120
_LONGEST_LOOK = 4 * LONGEST_HEADING  # with what stands above it and its notes; more is no heading

_YEAR = re.compile(
    r"[\s(]*+(?:ประจำ)?(?:ปี\s*(?:งบ(?:ประมาณ|ฯ|\.)?\s*)?)?(?:พ\s?\.?\s?ศ\.?|ค\s?\.?\s?ศ\.?)?\s*(?P<year>[0-9]{4})[\s)]*$"
    r"|[\s(]*+(?:ประจำ)?ปี\s*(?:งบ(?:ประมาณ|ฯ|\.)?\s*)?(?:พ\s?\.?\s?ศ\.?\s*)?['’]?(?P<short>[0-9]{2})[\s)]*$"
    r"|[\s(/]*+(?:พ\s?\.?\s?ศ\.?\s*)?['’]?(?P<bare>[5-9][0-9])[\s)]*$"
)
_BETWEEN_WORDS = re.compile(r"[\n/|(),\[\]]|\s[-–—]\s")
# Thus many letters tell most cells from headings.
_TELLING = 6
_NO_LETTER = re.compile(r"[^0-9A-Za-zก-๙#]+")
_FOOTNOTE_MARKS = re.compile(rf"[*†‡:\s{FOOTNOTE_FIGURES}]+$")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of one heading: what to look them up by, and what they say of unit and year."""

    whole: str
    key: str
    parts: tuple[str, ...] = ()
    scaled: bool = False
    year: str = ""


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading:
    """Take a heading apart: "งบประมาณ ปี 2567 (พันบาท)" is งบประมาณ, of 2567, not in baht."""
    text = text[:_LONGEST_LOOK]
    words = arabic(without_mark(clean(text)))
    whole = match_key(words)
    scaled = False
    for unit in (BRACKETED_UNIT, TRAILING_UNIT):
        found = unit.search(words)
        if found is not None:
            scaled = scaled or any(found.groupdict().values())
            words = words[: found.start()] + " " + words[found.end() :]
    words = _FOOTNOTE_MARKS.sub("", words)
    year = _YEAR.search(words)
    written_year = ""
    if year is not None:
        written_year = year["year"] or year["short"] or year["bare"]
        words = words[: year.start()] or words  # a heading may be nothing but its year
    return Heading(whole, match_key(words), _parts(text), scaled, written_year)


def _parts(text: str) -> tuple[str, ...]:
    """The words of a heading that says one thing in several ways, without its unit and year."""
    pieces = (piece.strip() for piece in _BETWEEN_WORDS.split(arabic(clean(text, multiline=True))))
    told = (piece for piece in pieces if not BARE_UNIT.fullmatch(piece) and not _YEAR.match(piece))
    return tuple(filter(None, map(match_key, told)))


def is_year(text: str) -> bool:
    """Whether a text is nothing but a year, as a heading writes it: "ปี 2567", "67"."""
    return len(text) <= LONGEST_HEADING and bool(_YEAR.fullmatch(arabic(text)))


def year_of(heading: Heading) -> int | None:
    """The year (พ.ศ.) that a heading names."""
    try:
        return read_year(heading.year) if heading.year else None
    except YearRefused:
        return None


@dataclass(slots=True)
class Words:
    """The headings that a kind of table knows, by what they are compared by."""

    kind: TableKind
    keys: dict[str, str] = field(init=False)
    _beginnings: frozenset[str] = field(init=False)
    _shortest: int = field(init=False)
    _best: dict[int, "Header | None"] = field(init=False)

    def __post_init__(self) -> None:
        self.keys, self._best = {}, {}
        for column in self.kind.columns:
            for heading in (column.header, *column.synonyms):
                self.keys.setdefault(match_key(heading), column.key)
        letters = [_NO_LETTER.sub("", key) for key in self.keys]
        self._beginnings = frozenset(key[:_TELLING] for key in letters)
        self._shortest = min(map(len, letters))

    def column_of(self, heading: Heading) -> str | None:
        """The column that a heading means; one of several words ("ชื่อหน่วยงาน / Organisation") if all mean it."""
        key = self.keys.get(heading.whole) or self.keys.get(heading.key)
        if key is None and len(heading.parts) > 1:
            meant = {self.keys.get(part) for part in heading.parts}
            key = meant.pop() if len(meant) == 1 else None
        return key

    def may_begin(self, text: str) -> bool:
        """Whether a cell begins like a heading; quick, for sheets of many thousand cells."""
        start = _NO_LETTER.sub("", text[:40]).casefold().replace("ํา", "ำ")[:_TELLING]
        return any(start[:length] in self._beginnings for length in range(len(start), self._shortest - 1, -1))

    def best_header(self, sheet: Sheet) -> "Header | None":
        """The first complete header of a sheet, else the one with most of the headings."""
        if id(sheet) not in self._best:
            self._best[id(sheet)] = _best_header(sheet, self)
        return self._best[id(sheet)]


@dataclass(slots=True)
class Header:
    """A header row of one kind of table.

    `row` to `last_row` are its rows (headings merged downwards span several). `columns` has each heading
    that was recognised, by column key; `doubled` the further columns of the same meaning. `written` is
    every heading of the row as the office wrote it, by column. `parted`: words of headings
    go on in the second row.
    """

    sheet: Sheet
    row: int
    last_row: int
    columns: dict[str, int]
    doubled: dict[str, list[int]]
    missing: list[Column]
    written: dict[int, str]
    headings: dict[int, Heading]
    by_hand: bool = False
    parted: bool = False
    # The columns that a person chose among others, now or for the file before.
    named: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def score(self) -> tuple[int, int]:
        """How much of the kind's header is here: its required columns, then all."""
        return (-len(self.missing), len(self.columns))

    def name_of(self, column: int) -> str:
        """A column by its heading; by its letter where it has none."""
        return self.written.get(column) or column_letter(column)

    def beside_subjects(self, cells: Iterable[tuple[int, str]], subject: str) -> list[str]:
        """Texts of rows, each beside what its row is about: told without a place, in an order of its own."""
        names = ((self.sheet.cell(row, self.columns.get(subject, 0)), text) for row, text in cells)
        return sorted(f"{clean(name.text) if name else ''}\t{text}" for name, text in names)


def filled(cell: Cell) -> bool:
    """Whether a cell holds something that a person can see."""
    return cell.kind is not CellKind.TEXT or bool(_VISIBLE.search(cell.text))


# Spaces of every kind and characters of no width are nothing.
_VISIBLE = re.compile("[^\\s\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\u00a0\u2800\u3164]")


def _headers_in(sheet: Sheet, words: Words) -> Iterator[Header]:
    """Every row of a sheet that could head a table of this kind, from the top."""
    for number in sorted(sheet.rows):
        found = (header_at(sheet, number, words), _parted_at(sheet, number, words))
        header = max(filter(None, found), key=lambda header: header.score, default=None)
        if header is not None:
            yield header


def header_at(sheet: Sheet, number: int, words: Words) -> Header | None:
    """The row as a header, if at least two of its cells are headings or all that is required is there."""
    return _header_of(sheet, number, sheet.rows[number], words)


def _parted_at(sheet: Sheet, number: int, words: Words) -> Header | None:
    """The row and the next as one header: every text of the lower ends a heading that begins above it, or is a unit."""
    row, lower = sheet.rows[number], sheet.rows.get(number + 1, {})
    joined: dict[int, Cell] = {}
    known = False
    for column, cell in lower.items():
        if not filled(cell):
            continue
        above = row.get(column)
        if above is None or above.kind is not CellKind.TEXT or cell.kind is not CellKind.TEXT:
            return None
        text = above.text.rstrip() + cell.text.lstrip()
        if not says_unit(cell.text):
            if len(text) > LONGEST_HEADING or not words.may_begin(text) or not filled(above):
                return None
            if words.column_of(heading_of(text)) is None:
                return None
            known = True
        joined[column] = replace(above, text=text)
    if not known or _merged_into(sheet, number + 1, joined):
        return None
    header = _header_of(sheet, number, {**row, **joined}, words)
    return replace(header, last_row=number + 1, parted=True) if header is not None else None


def _merged_into(sheet: Sheet, number: int, columns: Iterable[int]) -> bool:
    """Whether cells of a row are parts of merged ones."""
    merges = [merge for merge in sheet.merges if merge.first_row <= number <= merge.last_row]
    return any(merge.first_column <= column <= merge.last_column for merge in merges for column in columns)


def _header_of(sheet: Sheet, number: int, row: Mapping[int, Cell], words: Words) -> Header | None:
    columns: dict[str, int] = {}
    doubled: dict[str, list[int]] = {}
    headings: dict[int, Heading] = {}
    for column, cell in sorted(row.items()):
        if cell.kind is not CellKind.TEXT or len(cell.text) > LONGEST_HEADING or not filled(cell):
            continue
        if not words.may_begin(cell.text):
            continue
        heading = heading_of(cell.text)
        key = words.column_of(heading)
        if key is None:
            continue
        headings[column] = heading
        if key in columns:
            doubled.setdefault(key, []).append(column)
        else:
            columns[key] = column
    missing = [column for column in words.kind.required if column.key not in columns]
    if not columns or (missing and len(columns) < 2 and len(missing) == len(words.kind.required)):
        return None
    if missing and len(columns) < 2 and sum(map(filled, row.values())) < 2:
        return None
    written = {column: clean(cell.text) for column, cell in row.items() if filled(cell)}
    return Header(sheet, number, number, columns, doubled, missing, written, headings)


def _best_header(sheet: Sheet, words: Words) -> Header | None:
    best: Header | None = None
    for header in _headers_in(sheet, words):
        if header.complete:
            return header
        if best is None or header.score > best.score:
            best = header
    return best
