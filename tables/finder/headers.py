"""Where a table's header is, told by its words; and headers that cannot be read in one way.

A heading counts whatever its spaces, line breaks, invisible characters, unit ("(บาท)") and year
("งบประมาณ ปี 2567"). A unit that is not baht, two columns of one meaning and headings on two levels are
kept apart here, so that the finder can refuse them by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tables.kinds import Column, TableKind
from tables.sheets import Cell, CellKind, Sheet
from thai.digits import arabic
from thai.text import clean, match_key

LONGEST_HEADING = 120

# Units of money, as headings, lines above a table and columns of units write them.
_BAHT = r"(?:บาท|baht|thb|฿)"
_MULTIPLE = r"(?:(?:สิบ|ร้อย|พัน)?ล้าน|ร้อย|พัน|หมื่น|แสน|thousands?|millions?|1,?000,?000|1,?000|'000|000s?|k|m)"
_UNIT_WORD = r"(?:(?:หน่วย(?:นับ)?(?:เป็น)?|\bunit)\s*[:=]?\s*)"
_BRACKETED_UNIT = re.compile(
    rf"[(\[]\s*{_UNIT_WORD}?(?:{_BAHT}|(?P<scale>{_MULTIPLE})\s*{_BAHT}?|{_BAHT}\s*(?P<more>{_MULTIPLE}))\s*[)\]]",
    re.IGNORECASE,
)
_TRAILING_UNIT = re.compile(
    rf"[\s:/,-]*{_UNIT_WORD}?(?P<scale>{_MULTIPLE})?\s*{_BAHT}\s*$|[\s:/,-]+{_UNIT_WORD}(?P<more>{_MULTIPLE})\s*$",
    re.IGNORECASE,
)
_UNIT_NOTE = re.compile(
    rf"[(\[]?\s*{_UNIT_WORD}(?:{_MULTIPLE}\s*)?{_BAHT}?\s*[)\]]?|[(\[]?\s*(?:{_MULTIPLE}\s*)?{_BAHT}\s*[)\]]?",
    re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    rf"(?:หน่วย(?:นับ)?(?:เป็น)?|\bunit)\s*[:=]\s*[(\[]?\s*{_MULTIPLE}(?![ก-๙a-z])|{_UNIT_WORD}{_MULTIPLE}\s*{_BAHT}"
    rf"|[(\[]\s*(?!1){_MULTIPLE}\s*{_BAHT}\s*[)\]]|^\s*(?!1){_MULTIPLE}\s*{_BAHT}\s*$",
    re.IGNORECASE,
)
# The same in other words: "หลักพันบาท", "หน่วย-พันบาท", "ตัวเลขเป็นพันบาท"; and a bare "พันบาท", which may mean it.
_SCALE = r"(?:(?:สิบ|ร้อย|พัน)?ล้าน|แสน|หมื่น|พัน)"
_SCALE_SAID = re.compile(
    rf"หลัก\s*{_SCALE}|หน่วย[^0-9]{{0,25}}?{_SCALE}\s*บาท|หน่วย(?:นับ|เงิน)?[\s:=.\-–—]*(?:เป็น)?\s*{_SCALE}(?![ก-๙])"
    rf"|เป็น\s*{_SCALE}\s*บาท"
)
_SCALE_BARE = re.compile(
    r"(?<![0-9.,])(?<![0-9.,]\s)(?<!หนึ่ง)(?<!สอง)(?<!สาม)(?<!สี่)(?<!ห้า)(?<!หก)(?<!เจ็ด)(?<!แปด)(?<!เก้า)(?<!เอ็ด)(?<!สิบ)(?<!ร้อย)"
    rf"(?<!พัน)(?<!หมื่น)(?<!แสน){_SCALE}\s*บาท"
)
_YEAR = re.compile(
    r"[\s(]*(?:ประจำ)?(?:ปี\s*(?:งบประมาณ\s*)?)?(?:พ\s?\.?\s?ศ\.?|ค\s?\.?\s?ศ\.?)?\s*(?P<year>[0-9]{4})[\s)]*$"
    r"|[\s(]*(?:ประจำ)?ปี\s*(?:งบประมาณ\s*)?(?P<short>[0-9]{2})[\s)]*$"
)
_BETWEEN_WORDS = re.compile(r"[\n/|(),\[\]]|\s[-–—]\s")
_BARE_UNIT = re.compile(rf"{_UNIT_WORD}?(?:{_MULTIPLE}\s*)?{_BAHT}?", re.IGNORECASE)
# Thus many letters tell most cells from headings.
_TELLING = 6
_NO_LETTER = re.compile(r"[^0-9A-Za-zก-๙#]+")
_FOOTNOTE_MARKS = re.compile(r"[*†‡:\s]+$")


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
    words = arabic(clean(text))
    whole = match_key(words)
    scaled = False
    for unit in (_BRACKETED_UNIT, _TRAILING_UNIT):
        found = unit.search(words)
        if found is not None:
            scaled = scaled or any(found.groupdict().values())
            words = words[: found.start()] + " " + words[found.end() :]
    words = _FOOTNOTE_MARKS.sub("", words)
    year = _YEAR.search(words)
    written_year = ""
    if year is not None and year.start():
        written_year = year["year"] or year["short"]
        words = words[: year.start()]
    return Heading(whole, match_key(words), _parts(text), scaled, written_year)


def _parts(text: str) -> tuple[str, ...]:
    """The words of a heading that says one thing in several ways, without its unit and year."""
    pieces = (piece.strip() for piece in _BETWEEN_WORDS.split(arabic(clean(text, multiline=True))))
    told = (piece for piece in pieces if not _BARE_UNIT.fullmatch(piece) and not _YEAR.match(piece))
    return tuple(filter(None, map(match_key, told)))


def says_unit(text: str) -> bool:
    """Whether a whole cell names a unit of money: "(บาท)", "หน่วย : พันบาท"."""
    return bool(_UNIT_NOTE.fullmatch(arabic(clean(text))))


def says_other_unit(text: str) -> bool:
    """Whether a text says that amounts are in thousands or millions: "หน่วย : พันบาท", "(ล้านบาท)", "หลักพันบาท"."""
    words = arabic(clean(text))
    return bool(_OTHER_UNIT.search(words) or _SCALE_SAID.search(words))


def may_say_other_unit(text: str) -> bool:
    """Whether a text names thousands or millions of baht beside no figure: it may be the unit, or a name."""
    return bool(_SCALE_BARE.search(arabic(clean(text))))


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
    every heading of the row as the office wrote it, by column.
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

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def score(self) -> tuple[int, int]:
        """How much of the kind's header is here: its required columns, then all."""
        return (-len(self.missing), len(self.columns))


def filled(cell: Cell) -> bool:
    """Whether a cell holds something that a person can see."""
    return cell.kind is not CellKind.TEXT or bool(_VISIBLE.search(cell.text))


# Spaces of every kind and characters of no width are nothing.
_VISIBLE = re.compile("[^\\s\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\u00a0\u2800\u3164]")


def _headers_in(sheet: Sheet, words: Words) -> Iterator[Header]:
    """Every row of a sheet that could head a table of this kind, from the top."""
    for number in sorted(sheet.rows):
        header = header_at(sheet, number, words)
        if header is not None:
            yield header


def header_at(sheet: Sheet, number: int, words: Words) -> Header | None:
    """The row as a header, if at least two of its cells are headings or all that is required is there."""
    columns: dict[str, int] = {}
    doubled: dict[str, list[int]] = {}
    headings: dict[int, Heading] = {}
    for column, cell in sorted(sheet.rows[number].items()):
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
    if missing and len(columns) < 2 and sum(filled(cell) for cell in sheet.rows[number].values()) < 2:
        return None
    written = {column: clean(cell.text) for column, cell in sheet.rows[number].items() if filled(cell)}
    return Header(sheet, number, number, columns, doubled, missing, written, headings)


def _best_header(sheet: Sheet, words: Words) -> Header | None:
    best: Header | None = None
    for header in _headers_in(sheet, words):
        if header.complete:
            return header
        if best is None or header.score > best.score:
            best = header
    return best
