"""Which fiscal years (พ.ศ.) a text or a cell names, and what in it looks like a year and is none."""

import re

from tables.finder.title_lines import WHOLE_YEAR, fiscal_years_in
from tables.sheets import Cell, CellKind
from thai.dates import DateRefused, Precision, read_date
from thai.digits import arabic
from thai.text import clean
from thai.years import LAST_BUDDHIST_YEAR, YearRefused, fiscal_year_of, read_year

_FIGURE = "[0-9OoIl]"  # letters that are typed for 0 and 1
_ERA = r"(?:พ\s?\.\s?ศ\s?\.?)"
_SAYS_YEAR = rf"(?:ปี\s*(?:งบประมาณ|งบ\.?|งปม\.?)?|งบประมาณ(?=\s*2[0-9]{3}\W*$)|{_ERA})\s*(?P<era>{_ERA})?\s*"
_COUNTED = r"(?!\s*(?:แห่ง|คน|ราย|บาท|ครั้ง|ปี|เดือน|วัน))"
_YEAR_SAID = re.compile(
    rf"(?P<word>{_SAYS_YEAR})(?P<year>(?={_FIGURE}{{0,5}}[0-9]{{2}}|[0-9]){_FIGURE}{{4,6}})(?![0-9A-Za-z,.][0-9A-Za-z]|[0-9A-Za-z]){_COUNTED}"
)
# "2566-67", "2566/2567": two years of the calendar, whichever fiscal year is meant.
_TWO_YEARS = r"(?P<first>25[0-9]{2}|(?<![0-9])[5-9][0-9])\s*[-–—/]\s*(?P<last>(?:25)?[0-9]{2})(?![0-9/])"
_TWO_YEARS_SAID = re.compile(rf"{_SAYS_YEAR}{_TWO_YEARS}{_COUNTED}")
_TWO_YEARS_IN_NAME = re.compile(
    rf"(?<![0-9/–-])(?<!ที่)(?<!ที่\s)(?=25|[5-9][0-9]\s*[/–-]\s*[0-9]{{2}}\s*[)\]]){_TWO_YEARS}{_COUNTED}"
)
_TWO_YEARS_ALONE = re.compile(rf"\W*(?:{_SAYS_YEAR})?{_TWO_YEARS}\W*")
_YEAR_OF_BUDGET = re.compile(
    rf"(?:งบ(?:ประมาณ)?|งปม\.?)ฯ?\s*(?P<year>25[0-9]{{2}})(?![0-9]|[,.][0-9]){_COUNTED}"
)
_YEAR_IN_TAB = re.compile(r"(?<![0-9])25[4-9][0-9](?![0-9])")
_SHORT_YEAR = re.compile("[5-9][0-9]")
_WHOLE_LOOK = re.compile(rf"\W*(?P<year>[23](?={_FIGURE}{{3,4}}\W*$){_FIGURE}*[0-9]{_FIGURE}*)\W*")
_ANY_YEAR = re.compile(rf"(?<!{_FIGURE})(?:[0-9]{{4}}|[0-9]{{2}})(?!{_FIGURE})")
# When something was founded, and what numbers a house or a certificate.
_FOUNDED = re.compile(
    r"(?:ก่อตั้ง|จัดตั้ง|ตั้ง|รุ่น|พ\.?ร\.?บ\.?)[^0-9()]{0,20}[0-9]{2,4}|(?:เลขที่|ทะเบียน)\s*[0-9]+(?:[/-][0-9]+)?"
)
# "ระยอง 2566/2" and "เพื่อน-2566" are of that year; "12/2566", "2566-2570" and "ชมรมที่ 2540" are not.
_BARE_IN_NAME = re.compile(
    r"(?<![0-9])(?<![0-9][/.,–-])(?<!ที่)(?<!ที่\s)(?P<year>25[4-9][0-9]|20[0-4][0-9])(?![0-9]|[.,][0-9]|\s*[/–-]\s*[0-9]{2})"
)
_SHORT_IN_NAME = re.compile(
    rf"(?:[(\[]\s*(?P<bracketed>[5-9][0-9])\s*[)\]]|(?:งบ(?:ประมาณ)?|งปม\.?)ฯ?\s*(?P<budget>[5-9][0-9])(?![0-9]|[,.][0-9]){_COUNTED}"
    r"|['‘’](?P<apostrophe>[5-9][0-9])(?![0-9]))"
)
# An enterprise may carry the year when it began.
_ENTERPRISE = re.compile(r"\W*(?:วิสาหกิจ|บริษัท|ห้าง|หจก|สหกรณ์)")
_FARTHEST_OF_ENTERPRISE = 2  # years
_HOW_MANY_YEARS = re.compile(r"(?<![0-9])[0-9]{2,4}(?=\s*ปี(?!\s*[0-9]))")
BARE_YEAR = re.compile(r"25[4-9][0-9]|20[0-4][0-9]")
_NONE = re.compile(r"[-–—.\s]*|ไม่มี|ไม่ระบุ")

_FARTHEST_AHEAD = 10  # years; a plan's last year is not farther from its first


def years_named(text: str, heading: str = "") -> set[int]:
    """The years that a title, heading, note or remark calls the fiscal year, or that are all it says.

    `heading` is that of its column.
    """
    plain = arabic(clean(text))
    whole = WHOLE_YEAR.fullmatch(plain)
    if whole is not None:
        return {int(whole["year"])}
    budgets = {int(found["year"]) for found in _YEAR_OF_BUDGET.finditer(plain)}
    return budgets | {year for year, *_rest in fiscal_years_in(plain, heading)}


def years_in_name(name: str, wanted: int) -> set[int]:
    """The years that an organisation's name carries: "ชมรมเพื่อน (งบปี 66)", "ชมรมเพื่อน 2566", "ชมรมเพื่อน (66)".

    One in which something was founded, or of a generation, is none of them, nor is a bare one far from `wanted`.
    """
    plain = _FOUNDED.sub("", arabic(clean(name)))
    counted = set(_HOW_MANY_YEARS.findall(plain))
    bare = {found["year"] for found in _BARE_IN_NAME.finditer(plain)}
    short = {
        found["bracketed"] or found["budget"] or found["apostrophe"]
        for found in _SHORT_IN_NAME.finditer(plain)
    }
    ahead = _FARTHEST_OF_ENTERPRISE if _ENTERPRISE.match(plain) else _FARTHEST_AHEAD
    near = {year for year in map(read_year, bare - counted) if abs(year - wanted) <= ahead}
    near |= {year for year in map(read_year, short - counted) if abs(year - wanted) <= _FARTHEST_AHEAD}
    return years_named(plain) | near


def other_year_in_name(name: str, wanted: int) -> str | None:
    """What an organisation's name says of another year than `wanted`, or of two: "ชมรม 2566/2567", "ชมรม (66-67)"."""
    pairs = _TWO_YEARS_IN_NAME.finditer(_FOUNDED.sub("", arabic(clean(name))))
    unclear = unclear_years(name, wanted) + [match[0].strip() for match in pairs if _follow(match)]
    years = years_in_name(name, wanted)
    if unclear or (years and wanted not in years):
        return unclear[0] if unclear else str(min(years))
    return None


def years_of_tab(text: str) -> set[int]:
    """The years that the name of a sheet may mean: "ปี 2566", "แผน2566", "66"."""
    plain = arabic(clean(text))
    short = _SHORT_YEAR.fullmatch(plain)
    bare = {int(year) for year in _YEAR_IN_TAB.findall(plain)}
    return years_named(text) or bare or ({read_year(short[0])} if short else set())


def unclear_years(text: str, wanted: int | None) -> list[str]:
    """The pieces of a text that look like a year and name none: "ปี 3110", "พ.ศ. 2076", "ปี 2O67", "ปี 2566-67".

    Those that `years_named` reads are left aside. A span of more years, as a plan's, names no fiscal year. Where no
    year is `wanted`, as in a register, any two years may be named.
    """
    plain = arabic(clean(text))
    read = [(start, end) for _year, start, end, _common_era in fiscal_years_in(plain)]
    found = [
        match[0].strip()
        for match in _YEAR_SAID.finditer(plain)
        if not any(start <= match.start("year") < end for start, end in read)
        and not _plausible(("พ.ศ." if "ศ" in match["word"] else "") + match["year"], wanted)
    ]
    pairs = _TWO_YEARS_ALONE.fullmatch(plain)
    found += [
        match[0].strip()
        for match in ([pairs] if pairs else _TWO_YEARS_SAID.finditer(plain))
        if wanted is not None and _follow(match)
    ]
    whole = _WHOLE_LOOK.fullmatch(plain)
    is_long = whole is not None and len(whole["year"]) > 4
    if (
        whole is not None
        and whole["year"].startswith("25" if is_long else ("2", "3"))
        and not _plausible(whole["year"], wanted)
    ):
        found.append(whole["year"])
    return found


def _plausible(written: str, wanted: int | None) -> bool:
    try:
        return read_year(written) <= (LAST_BUDDHIST_YEAR if wanted is None else wanted + _FARTHEST_AHEAD)
    except YearRefused:
        return False


def _follow(match: re.Match[str]) -> bool:
    return int(match["last"]) % 100 == (int(match["first"]) + 1) % 100


def year_of_cell(cell: Cell, wanted: int) -> tuple[int | None, bool]:
    """The year of a cell in a column of years, and whether it names exactly one; None where it holds nothing or none.

    Where a cell names `wanted` beside other years, nobody can say which is meant.
    """
    text = arabic(clean(cell.text))
    if _NONE.fullmatch(text):
        return None, True
    if cell.kind is not CellKind.NUMBER and (day := _day(text)) is not None:
        return day, True
    named = years_named(text)
    years = named or set(filter(None, map(_read, _ANY_YEAR.findall(text))))
    if len(years) == 1 and not _TWO_YEARS_ALONE.fullmatch(text):
        return years.pop(), True
    return (min(years), False) if years and wanted not in years else (None, False)


def _read(digits: str) -> int | None:
    try:
        return read_year(digits)
    except YearRefused:
        return None


def _day(text: str) -> int | None:
    """The fiscal year of a date, where a cell holds a day."""
    try:
        written = read_date(text)
    except DateRefused:
        return None
    if written.value is None or written.precision not in (Precision.DAY, Precision.MONTH):
        return None
    return fiscal_year_of(written.value)
