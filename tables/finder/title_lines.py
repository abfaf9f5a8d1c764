"""What the lines above a table say of it: its sum, its fiscal year, its unit.

Only a sum or year that is said to be the table's counts. The number of a meeting (ครั้งที่ 4/2566), a date, a
law's year or a span of years is not the fiscal year; an amount for each organisation is not the sum.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from tables.finder.headers import Header, filled
from tables.finder.totals import is_money_heading
from tables.finder.units import may_say_other_unit, says_other_unit
from tables.sheets import Cell, CellKind, Sheet
from thai.amounts import AmountRefused, parse_baht
from thai.digits import arabic
from thai.months import MONTH_PATTERN
from thai.text import clean
from thai.years import YearRefused, read_year, read_year_and_era

_FISCAL_YEAR = re.compile(
    r"(?P<word>ปี\s*งบประมาณ|ปี\s*งบ[.ฯ]?|ปี\s*งปม\.?|ประจำปี\s*(?:งบประมาณ)?|งบประมาณ\s*(?=พ\s?\.?\s?ศ)|ปี|fiscal\s+year|budget\s+year|\bfy)"
    r"\s*(?:ประจำปี\s*)?[:'’(]?\s*(?P<era>พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?)?[)\s]*(?P<year>[0-9]{4}|['’]?[0-9]{2})(?![0-9])"
    r"(?!\s*[,.][0-9])(?P<span>\s*(?:[-–—−/]|ถึง|และ)\s*(?:ปี(?:งบประมาณ)?\s*)?(?:พ\s?\.?\s?ศ\s?\.?)?\s*[0-9]{2,4})?(?!\s*(?:แห่ง|คน|ครั้ง|ปี|บาท|เดือน|วัน))",
    re.IGNORECASE,
)
# "1 ต.ค. 2565 - 30 ก.ย. 2566": a fiscal year by its first and last day.
_WHOLE_SPAN = re.compile(
    r"(?<![0-9])0?1\s*(?:ต\.?\s?ค\.?|ตุลาคม|/\s*10\s*/)\s*(?:พ\.?\s?ศ\.?)?\s*(?:25)?(?P<first>[0-9]{2})\s*(?:[-–—]|ถึง(?:วันที่)?)\s*"
    r"30\s*(?:ก\.?\s?ย\.?|กันยายน|/\s*0?9\s*/)\s*(?:พ\.?\s?ศ\.?)?\s*(?P<year>(?:25)?[0-9]{2})(?![0-9])"
)
# Behind these such a span is how long something is done.
_HOW_LONG = re.compile(r"ระยะเวลา|ดำเนินการ|ดำเนินงาน|duration|period", re.IGNORECASE)
# Before ปี these make it another year than the table's: "ตั้งแต่ปี 2560", "สิ้นปี 2566".
_OF_OTHERS = r"(?:ตั้งแต่|เมื่อ|ในช่วง|นับแต่|ก่อน|หลัง|ต้น|ปลาย|สิ้น|อายุ|ราย|ทุก|ต่อ|แต่ละ|เทียบกับ|เดิม)"
_NOT_OF_TABLE = re.compile(rf"{_OF_OTHERS}\s*$")
# "อายุ 15 ปี 60 คน": after a number ปี counts years.
_COUNTS_YEARS = re.compile(r"[0-9]\s*$")
_ENTRIES = re.compile(r"จำนวน\s*(?P<count>[0-9]{1,5})\s*(?:แห่ง|หน่วยงาน|องค์กร|ศูนย์|ราย)(?![ก-๙])")

_SUM_WORD = (
    r"(?:จำนวนเงิน|จำนวนงบประมาณ|จำนวน|วงเงินงบประมาณ|วงเงิน|รวมเป็นเงิน|รวมเป็นจำนวนเงิน|เป็นจำนวนเงิน|เป็นเงิน|รวมเงิน|รวมงบประมาณ|ยอดรวม|ผลรวม"
    r"|ยอดเงิน|งบประมาณ|งบ|จัดสรร|สนับสนุน|อุดหนุน|รวม|ทั้งสิ้น|ทั้งหมด|total|budget)"
)
_AMOUNT = r"(?P<amount>฿?\s*[0-9][0-9,.]*[0-9]|[0-9])"
_SUM = re.compile(
    rf"(?P<word>{_SUM_WORD})\s*(?P<all>รวม)?\s*(?:ทั้งสิ้น|ทั้งหมด|ทั้งปี|สุทธิ)?\s*(?:จำนวน|เป็นเงิน|เป็นจำนวนเงิน)?\s*(?:[:=]|คือ|เท่ากับ)?\s*"
    rf"{_AMOUNT}(?P<unit>\s*\.?-?\s*(?:ล้าน|แสน|หมื่น|พัน)?\s*(?:บาท|baht|thb)|\s*\.-|(?<=,[0-9]{{3}})|(?<=,[0-9]{{3}}\.[0-9]{{2}}))(?![0-9,])"
    r"(?!\s*(?:ต่อ|/|ละ|คน|แห่ง|ราย(?!ชื่อ|ละเอียด)|ครั้ง|องค์กร|หน่วย|ครัวเรือน|หมู่บ้าน|ฉบับ|เล่ม|ชุด|ศูนย์|กลุ่ม|โครงการ|กิจกรรม|%))",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"ละ\s*(?:ไม่เกิน|ไม่น้อยกว่า|ประมาณ)?\s*(?:งบประมาณ|วงเงิน|จำนวน|เป็นเงิน)?\s*$|(?:ไม่เกิน|ภาย(?:ใน|ใต้)(?:กรอบ)?|ไม่น้อยกว่า|อย่างน้อย|เกิน|(?<!งบ)ประมาณ|งวดแรก|งวดที่\s*[0-9]+|คนละ)\s*(?:จำนวน|เป็นเงิน)?\s*$"
)
# A cell that holds nothing but an amount of baht, or a year, says it of the table.
_WHOLE_SUM = re.compile(
    r"[(\[]?\s*(?P<amount>[0-9][0-9,.]*[0-9])\s*(?:\.-)?\s*(?:บาท|baht|thb)(?:ถ้วน)?\s*[)\]]?", re.IGNORECASE
)
WHOLE_YEAR = re.compile(r"\W*(?:ปี)?\s*(?:งบประมาณ)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*(?P<year>25[0-9]{2})\W*")
# Figures that may be the table's, which a person should look at.
_ANY_SUM = re.compile(r"(?<![0-9,.])[0-9][0-9,]{3,}(?:\.[0-9]+)?\s*(?:\.-\s*)?บาท(?!\s*(?:ต่อ|/|ละ))")
_ANY_YEAR = re.compile(
    r"(?<![0-9/.,ว–—-])(?<!ต่อ )(?P<year>25[5-9][0-9])(?![0-9/.,])(?!\s*(?:[-–—]|ถึง|และ)\s*[0-9พ])"
)
_DATED = re.compile(
    rf"(?:{MONTH_PATTERN})\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*$|(?:[-–—]|ถึง|และ)\s*$"
    rf"|{_OF_OTHERS}\s*ปี(?:งบประมาณ)?\s*$"
    r"|(?:พ\.?ร\.?บ|พระราชบัญญัติ|ข้อบังคับ|ระเบียบ|ประกาศ|คำสั่ง|กฎกระทรวง|มาตรา|ฉบับ|หนังสือ|โทร)[^\n]*$"
)

_TIMES = {"ล้าน": 1_000_000, "แสน": 100_000, "หมื่น": 10_000, "พัน": 1_000}
_LONGEST_TITLE = 2_000
_TWO_DIGIT_YEARS = range(50, 100)


@dataclass(frozen=True, slots=True)
class TitleFigure:
    """A sum or a year (พ.ศ.) in a title, and the cell that says it. `written` is how it stands there."""

    value: Decimal | int
    row: int
    column: int
    written: str
    common_era: bool = False


@dataclass(slots=True)
class Titles:
    text: str = ""
    sums: list[TitleFigure] = field(default_factory=list)
    years: list[TitleFigure] = field(default_factory=list)
    # How many organisations there are, as in "จำนวน 15 แห่ง".
    counts: list[TitleFigure] = field(default_factory=list)
    # Amounts and years that may be the table's sum and fiscal year, though nothing says so.
    perhaps_sums: list[TitleFigure] = field(default_factory=list)
    perhaps_years: list[TitleFigure] = field(default_factory=list)
    other_units: list[tuple[int, int, str]] = field(default_factory=list)
    perhaps_units: list[tuple[int, int, str]] = field(default_factory=list)


def read_titles(sheet: Sheet, first_row: int, end_row: int) -> Titles:
    """What the rows from `first_row` up to, not with, `end_row` say."""
    titles = Titles()
    lines = []
    for number in sorted(sheet.rows):
        if not first_row <= number < end_row:
            continue
        cells = {column: cell for column, cell in sorted(sheet.rows[number].items()) if filled(cell)}
        line = read_title_line(number, cells, titles)
        if line:
            lines.append(line)
    titles.text = "\n".join(lines)
    return titles


def read_title_line(number: int, cells: dict[int, Cell], titles: Titles) -> str:
    """Add what one row says to `titles`; its text comes back."""
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    position = 0
    for column, cell in cells.items():
        text = clean(cell.text[:_LONGEST_TITLE])
        starts.append((position, column))
        pieces.append(text)
        position += len(text) + 1
        if cell.kind is CellKind.TEXT and says_other_unit(text):
            titles.other_units.append((number, column, text))
        elif cell.kind is CellKind.TEXT and may_say_other_unit(text):
            titles.perhaps_units.append((number, column, text))
    line = " ".join(pieces)
    plain = arabic(line)

    def column_at(place: int) -> int:
        return [column for start, column in starts if start <= place][-1]

    titles.sums += [
        TitleFigure(amount, number, column_at(place), line[place:end].strip())
        for amount, place, end in sums_in(plain)
    ]
    titles.years += [
        TitleFigure(year, number, column_at(place), line[place:end].strip(), common_era)
        for year, place, end, common_era in fiscal_years_in(plain)
    ]
    titles.counts += [
        TitleFigure(int(match["count"]), number, column_at(match.start()), line[match.start() : match.end()])
        for match in _ENTRIES.finditer(plain)
    ]
    if not any(figure.row == number for figure in titles.sums):
        titles.sums += _sum_of_cells(number, cells)
    _read_whole_cells(number, cells, titles)
    _read_perhaps(plain, number, column_at, titles)
    return line


def _read_whole_cells(number: int, cells: dict[int, Cell], titles: Titles) -> None:
    """A cell of a title that is nothing but an amount or a year."""
    for column, cell in cells.items():
        text = arabic(clean(cell.text)) if len(cell.text) < 60 else ""
        amount, year = _WHOLE_SUM.fullmatch(text), WHOLE_YEAR.fullmatch(text)
        if amount is not None and not any(figure.row == number for figure in titles.sums):
            try:
                titles.sums.append(TitleFigure(parse_baht(amount["amount"]), number, column, text))
            except AmountRefused:
                continue
        if year is not None and not any(figure.row == number for figure in titles.years):
            titles.years.append(TitleFigure(read_year(year["year"]), number, column, text))


def _read_perhaps(plain: str, number: int, column_at: Callable[[int], int], titles: Titles) -> None:
    for match in _ANY_SUM.finditer(plain):
        if _EACH.search(plain[max(0, match.start() - 40) : match.start()]):
            continue
        try:
            amount = parse_baht(match[0])
        except AmountRefused:
            amount = Decimal(-1)
        titles.perhaps_sums.append(TitleFigure(amount, number, column_at(match.start()), match[0]))
    for match in _ANY_YEAR.finditer(plain):
        if not _DATED.search(plain[max(0, match.start() - 60) : match.start()]):
            titles.perhaps_years.append(
                TitleFigure(int(match["year"]), number, column_at(match.start()), match["year"])
            )


def fiscal_years_in(text: str, heading: str = "") -> list[tuple[int, int, int, bool]]:
    """The fiscal years (พ.ศ.) that a text in 0-9 states: year, where it stands, whether of the common era.

    `heading` is that of its column.
    """
    found = []
    for match in _FISCAL_YEAR.finditer(text):
        digits = match["year"].lstrip("'’")
        before = text[max(0, match.start() - 20) : match.start()]
        counts = len(digits) == 2 and match["word"] == "ปี" and _COUNTS_YEARS.search(before)
        if match["span"] or counts or _NOT_OF_TABLE.search(before):
            continue
        latin = match["word"][0].isascii()
        if len(digits) == 2:
            if latin and int(digits) not in _TWO_DIGIT_YEARS:
                digits = "20" + digits
            elif int(digits) not in _TWO_DIGIT_YEARS:
                continue
        try:
            year, _unsaid = read_year_and_era(f"{match['era'] or ''}{digits}")
        except YearRefused:
            continue
        common_era = len(digits) == 4 and int(digits) < 2400
        found.append((year, match.start("year"), match.end("year"), common_era))
    found += [
        (read_year(match["year"]), match.start("year"), match.end("year"), False)
        for match in _WHOLE_SPAN.finditer(text)
        if int(match["year"]) % 100 == (int(match["first"]) + 1) % 100
        and not _HOW_LONG.search(f"{heading} {text[max(0, match.start() - 40) : match.start()]}")
    ]
    return found


def sums_in(text: str) -> list[tuple[Decimal, int, int]]:
    """The sums that a text in 0-9 states, and where: not those for each organisation, nor limits."""
    found = []
    for match in _SUM.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        inside = text[max(0, match.start("amount") - 40) : match.start("amount")]
        if _EACH.search(before) or _EACH.search(inside):
            continue
        times = next((times for word, times in _TIMES.items() if word in match["unit"]), 1)
        try:
            amount = _scaled(match["amount"], times)
        except AmountRefused:
            continue
        found.append((amount, match.start("amount"), match.end("amount")))
    return found


def _scaled(written: str, times: int) -> Decimal:
    if times == 1:
        return parse_baht(written)
    if not re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,8})?", written):
        raise AmountRefused("grouping")
    return (Decimal(written) * times).quantize(Decimal("0.01"))


def _sum_of_cells(number: int, cells: dict[int, Cell]) -> list[TitleFigure]:
    """A sum in a cell of its own, beside one that names it: "วงเงินรวม" | 1175000."""
    texts = [(column, cell) for column, cell in cells.items() if cell.kind is CellKind.TEXT]
    if not texts or not is_money_heading(texts[0][1].text):
        return []
    for column, cell in cells.items():
        if column == texts[0][0]:
            continue
        try:
            return [TitleFigure(parse_baht(cell.text), number, column, clean(cell.text))]
        except AmountRefused:
            continue
    return []


def title_header_years(header: Header) -> list[TitleFigure]:
    """The years that headings say: "งบประมาณ ปี 2567"."""
    found = []
    for column, heading in header.headings.items():
        if heading.year:
            try:
                year, common_era = read_year_and_era(heading.year)
            except YearRefused:
                continue
            found.append(TitleFigure(year, header.row, column, heading.year, common_era))
    return found
