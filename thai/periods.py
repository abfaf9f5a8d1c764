"""When something is to happen, as the plan of a fiscal year writes it: a date, a month, a quarter, the year."""

import re
from datetime import date

from thai.dates import DateRefused, Precision, ThaiDate, read_date
from thai.digits import arabic
from thai.text import clean
from thai.years import YearRefused, fiscal_year_bounds, read_year

_QUARTER_NAME = r"(?:ไตรมาส(?:ที่)?|Q)\s*"
_YEAR = r"(?:[\s,/]*(?:ของ)?(?:ปี)?\s*(?:งบประมาณ|งบฯ?)?\s*(?P<year>[0-9]{4}|[0-9]{2}))?"
_QUARTERS = re.compile(
    rf"{_QUARTER_NAME}(?P<first>[1-4])(?:\s*(?:-|–|ถึง|และ)\s*(?:{_QUARTER_NAME})?(?P<last>[1-4]))?{_YEAR}",
    re.IGNORECASE,
)
_ALL_YEAR = re.compile(rf"(?:ตลอด|ทั้ง)\s*(?:ทั้ง)?ปี(?:\s*งบ(?:ประมาณ|ฯ)?)?{_YEAR}")
_MONTHS_OF_A_QUARTER = 3


def read_when(text: str, fiscal_year: int) -> ThaiDate:
    """As `read_date`; quarters and the whole year too, and what names no year is of the plan's. Raises DateRefused.

    Quarters are those of the fiscal year: ไตรมาส 1 is October to December. They are read as a span of months.
    """
    written = arabic(clean(text))
    if found := _QUARTERS.fullmatch(written):
        first = int(found["first"])
        return _quarters(first, int(found["last"] or first), _year(found["year"], fiscal_year, text), text)
    if found := _ALL_YEAR.fullmatch(written):
        begins, ends = fiscal_year_bounds(_year(found["year"], fiscal_year, text))
        return ThaiDate(begins, Precision.YEAR, text, end=ends)
    try:
        return read_date(text)
    except DateRefused as refused:
        if refused.code != "no_year":
            raise
    return _within(text, fiscal_year)


def _within(text: str, fiscal_year: int) -> ThaiDate:
    """A date without its year: the one that lies in the fiscal year."""
    begins, ends = fiscal_year_bounds(fiscal_year)
    for year in (fiscal_year, fiscal_year - 1):
        try:
            read = read_date(f"{text} {year}")
        except DateRefused:
            continue
        if read.value is not None and read.last is not None and begins <= read.value and read.last <= ends:
            return ThaiDate(read.value, read.precision, text, end=read.end)
    raise DateRefused("no_year", text)


def _quarters(first: int, last: int, fiscal_year: int, raw: str) -> ThaiDate:
    if first > last:
        raise DateRefused("range_backwards", raw)
    begins, ends = fiscal_year_bounds(fiscal_year)
    starts = _month_of(begins, (first - 1) * _MONTHS_OF_A_QUARTER)
    after = _month_of(begins, last * _MONTHS_OF_A_QUARTER)
    return ThaiDate(starts, Precision.MONTH, raw, end=min(ends, date.fromordinal(after.toordinal() - 1)))


def _month_of(begins: date, months: int) -> date:
    """The first day of so many months after the fiscal year begins."""
    number = begins.month - 1 + months
    return date(begins.year + number // 12, number % 12 + 1, 1)


def _year(digits: str | None, fiscal_year: int, raw: str) -> int:
    if digits is None:
        return fiscal_year
    try:
        return read_year(digits)
    except YearRefused:
        raise DateRefused("year_out_of_range", raw) from None
