"""Amounts in other columns for the same rows: parts of the amount that is read, or asked about."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from tables.cells import quoted, read_amount
from tables.finder.findings import Findings, by_words, listed
from tables.finder.headers import Header, heading_of, year_of
from tables.finder.units import says_other_unit
from tables.kinds import Row, TableKind
from tables.sheets import Cell, CellKind, column_letter
from thai.amounts import NO_BAHT
from thai.digits import arabic
from thai.sentences import gettext as _
from thai.text import clean, match_key

# Columns whose figures are no money, by their heading; behind a word of money such a word tells nothing.
_NO_MONEY = re.compile(
    r"(?:รหัส|เลขที่|เลขประจำตัว|ทะเบียน|โทร|มือถือ|เบอร์|แฟกซ์|วันที่|ไปรษณีย์|ลำดับ|พิกัด|ละติจูด|ลองจิจูด|phone|mobile|\bfax|\bdate|\bcode|postal"
    r"|\bzip|\bid\b|latitude|longitude)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"อายุ|ประชากร|สมาชิก|เป้าหมาย|ผู้(?!บริหาร)|ครัวเรือน|หมู่บ้าน|อาสาสมัคร|people|members|population|household"
    r"|(?<![ก-๙])(?:คน|ราย|แห่ง|ครั้ง|ชุด|เล่ม|ไร่|ตร\.?ม\.?|กม\.?)(?![ก-๙])|จำนวน(?:คน|ราย|แห่ง|ครั้ง|กลุ่ม|หน่วย)",
    re.IGNORECASE,
)
_MONEY_WORDS = re.compile(
    r"งบ|งวด|เงิน|บาท|จ่าย|เบิก|โอน|สมทบ|มูลค่า|ราคา|ยอด|อนุมัติ|เห็นชอบ|ปรับ|เสนอ|ได้รับ(?!ประโยชน์|บริการ|การ|ผล)|amount|budget|grant|baht|thb|approved|final",
    re.IGNORECASE,
)
_PERCENT = re.compile("ร้อยละ|%")  # of amounts too: "ร้อยละ 80 ของที่ขอ"
_PERHAPS_MONEY = 1_000  # baht; smaller numbers count people, places, percent
_MAY_HOLD_MONEY = re.compile(r"^\s*[0-9๐-๙][0-9๐-๙,.]*\s*$|[0-9๐-๙][0-9๐-๙,]{2}[0-9๐-๙]|หมื่น|แสน|ล้าน|พัน")
_AMOUNT_IN_WORDS = re.compile(
    r"(?<![0-9,./])(?<![x×*])(?<![x×*]\s)(?P<grouped>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?)(?![0-9,])"
    r"(?!\s*(?:คน|ราย(?!ชื่อ|ละเอียด)|แห่ง|ครั้ง|ชุด|เล่ม|ครัวเรือน|หมู่บ้าน|ชิ้น|ตัว|ไร่|กม|เมตร|ชั่วโมง))"
    r"|(?<![0-9,./])(?<![x×*])(?<![x×*]\s)(?P<plain>[0-9]{4,9}(?:\.[0-9]{1,2})?)(?=\s*(?:บาท|บ\.|baht|thb|฿|\.-))"
    r"|(?:อนุมัติ|เห็นชอบ|เงิน|งบ|เหลือ|ปรับ|ลด|เพิ่ม|ได้รับ|จ่าย|โอน|ยอด|approved|amount)(?:(?!เลขที่|โทร|เบอร์)[^0-9]){0,15}(?!2[456][0-9]{2}(?![0-9]))(?P<named>[1-9][0-9]{3,8})(?![0-9/,])"
    r"|(?<![0-9,./])(?P<scaled>[0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(?P<scale>พัน|หมื่น|แสน|ล้าน)\s*(?:บาท|บ\.|$)",
    re.IGNORECASE,
)
_SCALES = {"พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
# Longer figures that are not whole hundreds are numbers of telephones or accounts.
_LONGEST_CODE = Decimal(10_000_000)
# Beside an amount that is asked for, these may be the one that was granted: what they add up to settles nothing.
_OF_A_DECISION = re.compile(
    r"อนุมัติ|เห็นชอบ|จัดสรร|ได้รับ|ปรับ|ตัด|ลด|หลัง|(?<!เชียง)ใหม่|จริง|สุดท้าย|มติ|เสนอ|ขอ(?!ง|นแก่น)|approv|final|grant|revis|actual|cut",
    re.IGNORECASE,
)
_PAYER = re.compile(
    r"สปสช|กองทุน|กปท|ท้องถิ่น|อปท|อบต|อบจ|เทศบาล|สมทบ|ร่วมจ่าย|แหล่ง(?:ทุน|งบ|เงิน)|สสส|สสจ|nhso|\bfund\b|local|matching|contribution",
    re.IGNORECASE,
)
_FIGURES = re.compile("[0-9๐-๙]+")
_MOST_PARTS = 24  # columns: two for each month of a year


@dataclass(slots=True)
class _Column:
    """What one column beside the table says for the rows: its figures, and the cells that name another amount."""

    place: int
    figures: dict[int, Decimal] = field(default_factory=dict)
    differing: dict[int, str] = field(default_factory=dict)

    def is_of_amounts(self, rows: int) -> bool:
        return bool(self.figures.keys() & self.differing.keys()) and 2 * len(self.figures) >= rows

    def settle_figures(self) -> None:
        """Its figures are no other amounts: only what its cells say in words still differs."""
        self.differing = {row: text for row, text in self.differing.items() if row not in self.figures}

    def forget_figures(self) -> None:
        """Leave only what its cells say in words."""
        self.settle_figures()
        self.figures = {}


def check_other_amounts(
    header: Header,
    kind: TableKind,
    rows: list[Row],
    holds_no_amounts: Callable[[int], bool],
    fiscal_year: int | None,
    findings: Findings,
) -> None:
    """Say which columns are parts of the amount; where others hold amounts, a person says which are meant."""
    amount = header.columns.get(kind.amount or "")
    if amount is None or kind.amount in header.named:
        return
    amounts = {row.number: row.values.get(kind.amount or "") for row in rows}
    own = set(header.columns.values())
    places = {place for row in rows for place in header.sheet.rows.get(row.number, ())} - own
    beside = [
        _read_column(header, place, amounts)
        for place in sorted(places)
        if not holds_no_amounts(place)
        and not _is_told_apart(header.written.get(place, ""))
        and not _is_of_other_year(header, amount, header.written.get(place, ""), fiscal_year)
    ]
    parts = _parts(header, beside, amounts)
    if parts:
        message = _(
            "%(parts)s add up to %(whole)s in every row that has them and are taken as parts of it; they are not "
            "kept."
        )
        values = {"parts": _named(header, parts), "whole": _named(header, [amount])}
        findings.warn("parts_of_amount", message % values, header.row, parts[0])
    for column in beside:
        if column.place in parts:
            column.forget_figures()
    left = [column for column in beside if not _was_passed_over(header, kind, column)]
    rivals: list[int] = []
    if any(column.is_of_amounts(len(rows)) for column in left):
        rivals = [column.place for column in left if column.figures.keys() & column.differing.keys()]
    if rivals:
        _ask_which(header, amount, rivals, findings)
    for column in left:
        if column.differing and column.place not in rivals:
            _ask_about_remark(header, kind, column, findings)


def _is_told_apart(heading: str) -> bool:
    if _NO_MONEY.match(heading.strip()):
        return True
    return bool(_NO_MONEY.search(heading) or _COUNTS.search(heading)) and not _MONEY_WORDS.search(heading)


def _is_of_other_year(header: Header, amount: int, heading: str, fiscal_year: int | None) -> bool:
    """Whether a column's heading names another year, beside one of the year that the table goes to."""
    chosen, other = header.headings.get(amount), year_of(heading_of(heading))
    return chosen is not None and other not in (None, fiscal_year) and year_of(chosen) == fiscal_year


def _was_passed_over(header: Header, kind: TableKind, column: _Column) -> bool:
    """Whether a person named the column of amounts for a file before and passed this heading over."""
    meant = kind.column(kind.amount or "")
    chosen = match_key(header.written.get(header.columns[meant.key], ""))
    heading = match_key(header.written.get(column.place, ""))
    return bool(heading) and chosen == match_key(meant.meant) and heading in meant.passed_over


def _read_column(header: Header, place: int, amounts: Mapping[int, Decimal | None]) -> _Column:
    column = _Column(place)
    for number, amount in amounts.items():
        cell = header.sheet.cell(number, place)
        if cell is None or amount is None or not _MAY_HOLD_MONEY.search(cell.text):
            continue
        if says_other_unit(clean(cell.text)):  # "x 1,000" is asked about as a unit
            continue
        reading = read_amount(cell)
        said = _amounts_among_words(cell) if reading.faults else [reading.value]
        if not reading.faults:
            column.figures[number] = reading.value
        if any(each != amount for each in said) and sum(said, NO_BAHT) != amount:
            column.differing[number] = cell.text
    large = [figure for figure in column.figures.values() if figure >= _PERHAPS_MONEY]
    if (
        not large
        or 2 * len(large) < sum(figure > 0 for figure in column.figures.values())
        or _are_codes(large)
    ):
        column.settle_figures()
    if _PERCENT.search(header.written.get(place, "")) and all(
        figure <= 100 for figure in column.figures.values()
    ):
        column.forget_figures()
    return column


def _parts(header: Header, beside: list[_Column], amounts: Mapping[int, Decimal | None]) -> list[int]:
    """The columns that add up to the amount in every row, such as instalments; each run of neighbours by itself."""
    columns = [column for column in beside if column.figures]
    rows = {number: amount for number, amount in amounts.items() if amount is not None}
    parts: list[int] = []
    first = 0
    while any(rows.values()) and first < len(columns):
        last = _end_of_parts(columns, first, rows)
        run = columns[first:last]
        if len(run) > 1 and _may_be_parts([header.written.get(each.place, "") for each in run]):
            parts += [each.place for each in run]
        first = max(last, first + 1)
    return parts


def _may_be_parts(headings: list[str]) -> bool:
    """Whether columns may be parts by their headings: each has one, and they are of one kind or tell no decision.

    Where each is paid by another (สปสช., ท้องถิ่น) the grant may be the part of the fund.
    """
    kinds = {_FIGURES.sub("", heading) for heading in headings}
    of_one_kind = len(kinds) == 1 and kinds != {""}
    return of_one_kind or not any(
        not heading or _OF_A_DECISION.search(heading) or _PAYER.search(heading) for heading in headings
    )


def _end_of_parts(columns: list[_Column], first: int, amounts: Mapping[int, Decimal]) -> int:
    """Behind the columns from `first` on that add up to the amount of each row in which they say something.

    `first` where none do; those of less than half of the rows settle nothing.
    """
    rest = dict(amounts)
    said: set[int] = set()
    differing: set[int] = set()
    end = first
    for place in range(first, min(len(columns), first + _MOST_PARTS)):
        for number, figure in columns[place].figures.items():
            rest[number] -= figure
            if rest[number] < 0:
                return end
            (differing.add if rest[number] else differing.discard)(number)
        said |= columns[place].figures.keys()
        if 2 * len(said) > len(rest) and not differing:
            end = place + 1
    return end


def _ask_which(header: Header, amount: int, rivals: list[int], findings: Findings) -> None:
    message = _(
        "%(one)s and %(others)s hold amounts for the same rows. Choose by hand which column is meant."
    )
    if all(header.written.get(place) for place in (amount, *rivals)):
        message = _(
            "%(one)s and %(others)s hold amounts for the same rows. Choose by hand which column is meant; the choice "
            "is remembered."
        )
    values = {"one": _named(header, [amount]), "others": _named(header, rivals)}
    findings.fault("two_amounts", message % values, header.row, rivals[0])


def _named(header: Header, places: Iterable[int]) -> str:
    """Columns by heading and letter: “งวดที่ 1” (D), “งวดที่ 2” (E)."""
    return listed(
        f"{quoted(header.written[place])} ({column_letter(place)})"
        if place in header.written
        else column_letter(place)
        for place in places
    )


def _ask_about_remark(header: Header, kind: TableKind, column: _Column, findings: Findings) -> None:
    amount, differing = header.columns[kind.amount or ""], column.differing
    message = _(
        "Rows %(rows)s: column %(second)s says %(said)s, which is not the amount in column %(first)s. Is the amount in "
        "column %(first)s the right one?"
    )
    values = {
        "rows": listed(differing),
        "said": listed(map(quoted, dict.fromkeys(differing.values())), 3),
        "first": column_letter(amount),
        "second": column_letter(column.place),
    }
    choices = (("taken", _("Yes, the amounts of the table are right")),)
    about = by_words(header.name_of(column.place), header.beside_subjects(differing.items(), kind.subject))
    findings.ask("other_amount", message % values, about, choices, min(differing), column.place)


def _amounts_among_words(cell: Cell) -> list[Decimal]:
    """The amounts that a remark beside the table's own columns names."""
    if cell.kind is not CellKind.TEXT:
        return []
    found = []
    for match in _AMOUNT_IN_WORDS.finditer(arabic(clean(cell.text))):
        figures = match["grouped"] or match["plain"] or match["named"] or match["scaled"]
        amount = Decimal(figures.replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
        found += [amount] if amount >= _PERHAPS_MONEY else []
    return found


def _are_codes(amounts: list[Decimal]) -> bool:
    """Whether figures are years, running codes, or numbers of telephones and accounts, by what they are."""
    if not amounts:
        return False
    years = all(2400 <= amount < 2700 or 1900 <= amount <= 2100 for amount in amounts)
    running = len(amounts) > 1 and all(right - left == 1 for left, right in pairwise(amounts))
    long = sum(amount >= _LONGEST_CODE and amount % 100 != 0 for amount in amounts)
    return years or running or 2 * long > len(amounts)
