"""What a file says itself of its region, its year and its state, held against where it goes.

A line above the table, a heading between rows, a column that is not imported, a name, a struck-through cell: where
one of them says otherwise, a person is asked about those rows; they are neither taken nor left out in silence.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tables.cells import quoted
from tables.destination import Destination
from tables.finder.blocks import Blocks
from tables.finder.findings import Findings, listed
from tables.finder.headers import Header
from tables.finder.lines import SheetLine
from tables.finder.rows import names_organisation
from tables.finder.title_lines import fiscal_years_in
from tables.kinds import TableKind
from tables.sheets import Cell, CellKind
from thai.digits import arabic
from thai.sentences import gettext as _
from thai.text import clean, match_key
from thai.years import YearRefused, read_year

LAST_REGION = 13
LEAVE, TAKE = "leave", "take"

_REGION = re.compile(
    r"เขต(?:ที่|สุขภาพที่|สุขภาพ|พื้นที่)?\s*(?P<number>[0-9]{1,2})(?![0-9])|\bregion\s*(?P<english>[0-9]{1,2})(?![0-9])",
    re.IGNORECASE,
)
_REGION_IN_NAME = re.compile(r"สปสช\.?\s*เขต\s*(?P<number>[0-9]{1,2})(?![0-9])")
_LEADING_NUMBER = re.compile(r"[0-9]{1,2}(?![0-9])")
_CAPITAL = re.compile(r"^(?:กทม\.?|กรุงเทพฯ?|กรุงเทพมหานครฯ?)$")
_LAST_PARENTHESES = re.compile(r"\([^()]*\)\s*$")
_TELLING_PROVINCE = 6  # letters; a shorter name at the end of another word states nothing
_YEAR = re.compile(r"(?<![0-9])(?:[0-9]{4}|[0-9]{2})(?![0-9])")
_YEAR_OF_TITLE = re.compile(
    r"(?:ปี\s*(?:งบประมาณ|งบ\.?)?|พ\s?\.\s?ศ\s?\.?)\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*(?P<year>[0-9]{4,6})(?![0-9])(?!\s*(?:แห่ง|คน|บาท|ครั้ง))"
)
_WHOLE_YEAR = re.compile(r"\W*(?:ปี)?(?:งบประมาณ)?\s*(?:พ\.?ศ\.?)?\s*(?P<year>25[0-9]{2})\W*")

_CALLED_OFF = (
    r"(?:(?<!ไม่)(?<!ไม่ได้)(?<!มิได้)(?<!ไม่ถูก)(?:ขอ)?ยกเลิก|ไม่(?:ได้)?(?:รับ)?(?:การ)?(?:อนุมัติ|เห็นชอบ|ผ่าน|สนับสนุน|จัดสรร|พิจารณา)"
    r"|(?:รอ|ยังไม่|อยู่ระหว่าง)(?:ได้รับ)?(?:การ)?(?:อนุมัติ|พิจารณา|เห็นชอบ)|ถอนตัว|สละสิทธิ์|ไม่ประสงค์|ระงับ(?:การ|โครงการ|$)|ชะลอ|ตัดออก|ขอคืนเงิน"
    r"|\bcancel(?:l?ed)?\b|\breject(?:ed)?\b|\bnot approved\b|\bwithdrawn\b)"
)
_STATE = re.compile(_CALLED_OFF, re.IGNORECASE)
# In a cell of the table itself the words count where they stand apart from its text.
_STATE_APART = re.compile(
    rf"^\W*(?P<first>{_CALLED_OFF})(?![ก-๙])|[(\[]\s*(?P<inside>{_CALLED_OFF})[^()]{{0,40}}[)\]]|[\s:*–-](?P<last>{_CALLED_OFF})\W*$",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"^\W*ร่าง(?![ก-๙])|\(\s*ร่าง\s*\)|\bdraft\b", re.IGNORECASE)
_DECISION = re.compile(r"อนุมัติ|เห็นชอบ|พิจารณา|มติ|สถานะ|ผ่าน|approved|status", re.IGNORECASE)
_NO = re.compile(r"\W*(?:ไม่|no|n|x|✗|✘|✕|☒|❌)\W*", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—.\s]*|ไม่|ไม่มี|no|n|false|0", re.IGNORECASE)


class Aspect(StrEnum):
    REGION = "region"
    YEAR = "year"
    STATE = "state"
    NAME = "name"


_HEADINGS = {
    Aspect.YEAR: "ปี ปีงบประมาณ ปีงบ ปีงบประมาณพ.ศ. พ.ศ. ประจำปี ประจำปีงบประมาณ fiscalyear year fy",
    Aspect.REGION: "เขต เขตที่ สปสช.เขต เขตสปสช. เขตสุขภาพ เขตสุขภาพที่ เขตพื้นที่ สปสช.เขตพื้นที่ region"
    " จังหวัด ชื่อจังหวัด จ. จว. province",
}
_ASPECT_OF = {match_key(word): aspect for aspect, words in _HEADINGS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that the file says against its destination: `value` groups questions, `said` is how it says so."""

    aspect: Aspect
    value: str
    said: str


class Places:
    """Reads which regions a text names, by number or by their provinces."""

    def __init__(self, destination: Destination) -> None:
        self._provinces = destination.provinces
        names = "|".join(re.escape(name) for name in sorted(self._provinces, key=len, reverse=True)) or "(?!)"
        self._stated = re.compile(rf"(?:จังหวัด|จ\.|จว\.|สปสช\.?)\s*(?P<name>{names})")
        self._whole = re.compile(rf"(?:จังหวัด|จ\.|จว\.)?\s*(?P<name>{names})")
        self._last = tuple(name for name in self._provinces if len(name) >= _TELLING_PROVINCE)

    def of_line(self, text: str) -> set[int]:
        """Of a title or a heading."""
        plain = arabic(text)
        numbers = {int(found["number"] or found["english"]) for found in _REGION.finditer(plain)}
        whole = self._whole.fullmatch(plain.strip())
        return (
            self._known(numbers)
            | self._stated_in(plain)
            | ({self._provinces[whole["name"]]} if whole else set())
        )

    def of_name(self, text: str) -> set[int]:
        """Of an organisation's name: "จังหวัดชลบุรี", or a name that ends in its province."""
        plain = arabic(text)
        found = self._known({int(number["number"]) for number in _REGION_IN_NAME.finditer(plain)})
        found |= self._stated_in(plain)
        proper = _LAST_PARENTHESES.sub("", plain).strip()
        if found or not proper.endswith(self._last):
            return found
        return {self._provinces[name] for name in self._last if proper.endswith(name)}

    def of_cell(self, text: str) -> set[int]:
        """Of a cell in a column of regions or provinces."""
        plain = arabic(text).strip()
        if _CAPITAL.match(plain):
            plain = "กรุงเทพมหานคร"
        number = _LEADING_NUMBER.match(plain)
        return self.of_line(plain) or self._known({int(number[0])} if number else set())

    def _stated_in(self, text: str) -> set[int]:
        return {self._provinces[found["name"]] for found in self._stated.finditer(text)}

    @staticmethod
    def _known(numbers: set[int]) -> set[int]:
        return {number for number in numbers if 0 < number <= LAST_REGION}


@dataclass
class OwnWord:
    """Listens to what the rows of one table say, from the top, and asks about it at the end."""

    header: Header
    kind: TableKind
    destination: Destination
    signs: dict[Sign, list[int]] = field(default_factory=lambda: defaultdict(list))
    _under: dict[Aspect, Sign] = field(default_factory=dict)  # what the last heading said
    _above: dict[int, Cell] = field(default_factory=dict)  # the last cell of a column of regions or years

    def __post_init__(self) -> None:
        self.places = Places(self.destination)
        own = set(self.header.columns.values())
        foreign = {column: text for column, text in self.header.written.items() if column not in own}
        self.columns = {
            column: aspect
            for column, text in foreign.items()
            if (aspect := _ASPECT_OF.get(match_key(text))) is not None
        }
        self.decisions = {column for column, text in foreign.items() if _DECISION.search(text)}
        self.called_off = {column for column, text in foreign.items() if _STATE.search(text)}
        self._own = own
        self._own_in_order = sorted(own)
        self._foreign = foreign
        self._blocks = Blocks(self.header.sheet, foreign, self.header.row)

    # ── the lines of the table ──────────────────────────────────────────────────────────────────────────────

    def hear_heading(self, line: SheetLine) -> None:
        """A heading tells something of the rows below it, until another one tells it anew."""
        self._above.clear()
        text = clean(line.whole_text)
        regions, years = self.places.of_line(text), _years_of_heading(text)
        if regions:
            self._set(Aspect.REGION, self._region(regions, text))
        if years:
            self._set(Aspect.YEAR, self._year(years, text))
        state = _STATE.search(text)
        self._set(Aspect.STATE, Sign(Aspect.STATE, state[0], quoted(text)) if state else None)

    def _set(self, aspect: Aspect, sign: Sign | None) -> None:
        self._under.pop(aspect, None)
        if sign is not None:
            self._under[aspect] = sign

    def hear_entry(self, line: SheetLine) -> None:
        for sign in dict.fromkeys((*self._under.values(), *self._of_columns(line), *self._of_cells(line))):
            self.signs[sign].append(line.row)

    def _of_columns(self, line: SheetLine) -> Iterator[Sign]:
        """What the columns that are not imported say of a row; regions and years also by the last cell above."""
        for column in sorted(self._foreign.keys() | line.cells.keys() - self._own):
            cell = self._cell(line, column)
            aspect = self.columns.get(column)
            if aspect is not None:
                cell = self._above[column] = cell or self._above.get(column) or Cell(CellKind.TEXT, "")
            sign = None if cell is None else self._of_foreign(column, aspect, clean(cell.text))
            if sign is not None:
                yield sign

    def _cell(self, line: SheetLine, column: int) -> Cell | None:
        merge = self._blocks.at(line.row, column)
        if merge is not None:
            return self.header.sheet.cell(merge.first_row, merge.first_column)
        return line.cells.get(column)

    def _of_foreign(self, column: int, aspect: Aspect | None, text: str) -> Sign | None:
        if aspect is Aspect.REGION:
            return self._region(self.places.of_cell(text), text)
        if aspect is Aspect.YEAR:
            return self._year(_years_of_cell(text), text)
        if column in self.called_off and not _NOTHING.fullmatch(text):
            return Sign(
                Aspect.STATE, self._foreign[column], f"{quoted(self._foreign[column])}: {quoted(text)}"
            )
        state = _STATE.search(text)
        if state is not None:
            return Sign(Aspect.STATE, state[0], quoted(text))
        if column in self.decisions and _NO.fullmatch(text):
            return Sign(Aspect.STATE, text, f"{quoted(self._foreign[column])}: {quoted(text)}")
        return None

    def _of_cells(self, line: SheetLine) -> Iterator[Sign]:
        """What the cells that are imported say of themselves."""
        for column in self._own_in_order:
            cell = line.cells.get(column)
            if cell is None:
                continue
            if (line.row, column) in self.header.sheet.struck:
                yield Sign(Aspect.STATE, "", quoted(cell.text))
            if column == self.header.columns.get(self.kind.amount or "") or cell.kind is not CellKind.TEXT:
                continue  # words in place of an amount are a fault of their own
            state = _STATE_APART.search(clean(cell.text))
            if state is not None:
                yield Sign(Aspect.STATE, next(filter(None, state.groups())), quoted(cell.text))
        if self.kind.of_organisations and line.subject is not None and line.subject.kind is CellKind.TEXT:
            yield from self._of_name(clean(line.subject.text), line.has_money or self.kind.amount is None)

    def _of_name(self, name: str, has_money: bool) -> Iterator[Sign]:
        sign = self._region(self.places.of_name(name), name)
        if sign is not None:
            yield sign
        knows = self.destination.knows
        asked = has_money and knows is not None and any(map(str.isalpha, name))
        if asked and knows is not None and not names_organisation(name) and not knows(name):
            yield Sign(Aspect.NAME, name, quoted(name))

    def _region(self, regions: set[int], said: str) -> Sign | None:
        if not regions or self.destination.region in (None, *regions):
            return None
        return Sign(Aspect.REGION, str(min(regions)), quoted(said))

    def _year(self, years: set[int], said: str) -> Sign | None:
        if not years or self.destination.fiscal_year in (None, *years):
            return None
        return Sign(Aspect.YEAR, str(min(years)), quoted(said))

    # ── asking ──────────────────────────────────────────────────────────────────────────────────────────────

    def ask_about_rows(self, findings: Findings) -> tuple[set[int], set[int]]:
        """Ask about the rows that the file puts elsewhere, once for each place.

        Return those to be left out, and those of which that is not answered yet.
        """
        left: set[int] = set()
        unanswered: set[int] = set()
        by_value: dict[tuple[Aspect, str], dict[str, list[int]]] = defaultdict(dict)
        for sign, rows in self.signs.items():
            by_value[sign.aspect, sign.value][sign.said] = rows
        for (aspect, value), said in by_value.items():
            rows = sorted({row for each in said.values() for row in each})
            message = self._question(aspect, value) % {
                "rows": listed(rows, 20),
                "said": listed(said, 3),
                "there": value,
                "year": self.destination.fiscal_year,
                "region": self.destination.region,
            }
            choices = ((LEAVE, _("Leave these rows out")), (TAKE, _("Take these rows")))
            about = f"{value}:{','.join(map(str, rows))}"
            answer = findings.ask(f"other_{aspect}", message, about, choices, rows[0])
            if answer != TAKE:
                (unanswered if answer is None else left).update(rows)
        return left, unanswered

    @staticmethod
    def _question(aspect: Aspect, value: str) -> str:
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
            return _("Rows %(rows)s: is %(said)s an organisation? Its name has no word that says so.")
        if not value:
            return _("Rows %(rows)s: %(said)s is struck through. Are these rows meant?")
        return _("Rows %(rows)s: the file says %(said)s. Are these rows meant?")


def ask_about_title(
    lines: Iterable[tuple[int | None, str]], places: Places, destination: Destination, findings: Findings
) -> None:
    """Ask where the lines above a table, or its sheet's name, speak of another region, no year or another state."""
    regions: dict[int, tuple[int | None, str]] = {}
    lines = list(lines)
    for row, text in lines:
        for region in places.of_line(text):
            regions.setdefault(region, (row, text))
        _ask_about_year(row, text, destination, findings)
        if _STATE.search(text) or _DRAFT.search(text):
            message = _("The title says %(said)s. Is the table to be brought in all the same?")
            findings.ask("title_state", message % {"said": quoted(text)}, text, _take_it(), row)
    if regions and destination.region is not None and destination.region not in regions:
        there, (row, text) = min(regions.items())
        message = _(
            "The title says %(said)s, which is region %(there)d; the table goes to region %(region)d. Is it meant for "
            "region %(region)d?"
        )
        values = {"said": quoted(text), "there": there, "region": destination.region}
        findings.ask("title_region", message % values, text, _take_it(), row)


def _ask_about_year(row: int | None, text: str, destination: Destination, findings: Findings) -> None:
    if destination.fiscal_year is None:
        return
    for found in _YEAR_OF_TITLE.finditer(arabic(text)):
        try:
            read_year(found["year"])
        except YearRefused:
            message = _(
                "The title says %(said)s, which is no year. Is the table meant for fiscal year %(year)d?"
            )
            values = {"said": quoted(found[0]), "year": destination.fiscal_year}
            findings.ask("title_no_year", message % values, found[0], _take_it(), row)


def ask_about_note(row: int, text: str, findings: Findings) -> None:
    """Ask where a note beside the table says that something in it is called off."""
    if _STATE.search(text):
        message = _("A note says %(said)s. Are all rows of the table meant?")
        findings.ask("note_state", message % {"said": quoted(text)}, text, _take_it(), row)


def _take_it() -> tuple[tuple[str, str], ...]:
    return ((TAKE, _("Yes, bring it in")),)


def _years_of_heading(text: str) -> set[int]:
    plain = arabic(text)
    whole = _WHOLE_YEAR.fullmatch(plain)
    return {int(whole["year"])} if whole else {year for year, *_rest in fiscal_years_in(plain)}


def _years_of_cell(text: str) -> set[int]:
    years = set()
    for found in _YEAR.finditer(arabic(text)):
        try:
            years.add(read_year(found[0]))
        except YearRefused:
            continue
    return years
