"""Dates as Thai offices write them, in the Buddhist era, and dates as the portal shows them.

No date library reads พ.ศ. safely: they take 22/12/66 for 2066 and "22 ธ.ค. 2566" for the year 2566 of the
common era. Here the day comes first, four digits from 2400 on and all two-digit years are พ.ศ., the year is
converted before the date is built (29/02/2567 exists), and what was not written is not made up: "ม.ค 60" is
a month. พ.ศ. is the common year + 543 for every month; before 2484 the old year began in April, and such
dates are not converted further.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thai.digits import arabic
from thai.months import ENGLISH_MONTHS, MONTHS, SHORT_ENGLISH_MONTHS, SHORT_MONTHS
from thai.sentences import Sentence, in_both
from thai.sentences import gettext as _
from thai.text import clean
from thai.written_dates import WEEKDAYS, WrittenDate, YearOutOfRange, written_date, written_span
from thai.years import (
    BUDDHIST_ERA_OFFSET,
    YearRefused,
    fiscal_year_bounds,
    fiscal_year_of,
    read_year,
)

# The National Health Security Act is of พ.ศ. 2545; nothing that this portal plans or pays is older.
YEAR_OF_THE_ACT = 2545 - BUDDHIST_ERA_OFFSET

# "วันพฤหัสบดีที่ … เดือน … พ.ศ. … ถึง …" with times has some 120 characters; a longer text is a story.
_LONGEST_DATE = 200
_TIME = re.compile(
    r"[\s,]*(?:เวลา\s*)?[0-9]{1,2}[.:][0-9]{2}(?:\s*(?:-|–|ถึง)\s*[0-9]{1,2}[.:][0-9]{2})?\s*(?:น\.?|นาฬิกา)$"
)
_FISCAL_YEAR = re.compile(
    r"(?:ประจำ)?(?:ปี\s*)?งบ(?:ประมาณ|ฯ)?\s*(?P<first>[^–-]+?)(?:\s*[–-]\s*(?P<last>.+))?"
)
_PENDING = re.compile(
    r"(?:รอ(?:การ|ผล|วัน)?(?:กำหนด|ประกาศ|แจ้ง|ยืนยัน|นัด|ประสาน)|(?:ยัง)?ไม่(?:ได้)?(?:กำหนด|ระบุ|ทราบ)"
    r"|จะแจ้ง|อยู่ระหว่าง|TBA\b|TBC\b|TBD\b)",
    re.IGNORECASE,
)
_FOUR_FIGURES = re.compile("[0-9]{4}")
_AWAITING = re.compile(r"\sจาก\s*(?P<who>.+)$")


_MONTHS = {  # in English?, whole?
    (False, False): SHORT_MONTHS,
    (False, True): MONTHS,
    (True, False): SHORT_ENGLISH_MONTHS,
    (True, True): ENGLISH_MONTHS,
}


class Precision(StrEnum):
    """How much of a date was written."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class DateRefused(ValueError):
    """A text that is no date.

    `code` is "blank", "not_a_date", "no_year", "no_such_day", "no_such_month", "year_out_of_range" or
    "range_backwards"; `text` is what was written.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = text

    @property
    def message(self) -> str:
        """What is wrong and what to write, for the person who wrote it."""
        sentences = {
            "blank": _("Write a date, such as 22 ธ.ค. 2566."),
            "not_a_date": _("“%(text)s” is not a date. Write it like 22 ธ.ค. 2566."),
            "no_year": _("“%(text)s” has no year. Add the Buddhist year, such as 2567."),
            "no_such_day": _(
                "“%(text)s” is a day that the calendar does not have. Check the day and the year."
            ),
            "no_such_month": _("“%(text)s” has no month from 1 to 12. Write the day first, then the month."),
            "year_out_of_range": _(
                "The year of “%(text)s” cannot be right. Write the Buddhist year, such as 2567."
            ),
            "range_backwards": _("“%(text)s” ends before it begins. Write the year of both dates."),
        }
        shown = clean(self.text)
        return sentences[self.code] % {"text": shown if len(shown) <= 60 else shown[:59] + "…"}


@dataclass(frozen=True)
class DateWarning:
    """A date that was read, but that its writer should look at; `reading` is the date as it was taken.

    "common_era": the year is of the common era where พ.ศ. is usual. "weekday": the weekday written is not
    that of the date; `expected` is. "early": a year before the Act, as when 23 stands for 2023; `expected`
    is the other reading.
    """

    code: str
    reading: str
    expected: str = ""

    @property
    def message(self) -> str:
        """What was read, and what to check."""
        sentences = {
            "common_era": _("The year is of the common era. It was read as %(reading)s."),
            "weekday": _("%(reading)s is a %(expected)s. Check the weekday and the date."),
            "early": _("The year was read as %(reading)s. If you mean %(expected)s, write all four digits."),
        }
        return sentences[self.code] % {"reading": self.reading, "expected": self.expected}


@dataclass(frozen=True)
class ThaiDate:
    """A date or span as written. Of a month or year `value` is its first day; of a span `end` is its last.

    `value` is None when the paper says that the date is still to be set; `awaiting` then names who will set
    it, if the paper does.
    """

    value: date | None
    precision: Precision
    raw: str
    end: date | None = None
    warnings: tuple[DateWarning, ...] = ()
    awaiting: str = ""

    @property
    def has_short_year(self) -> bool:
        """Whether no year is written in full: 67 was taken for 2567, and its writer is asked to look."""
        return self.value is not None and not _FOUR_FIGURES.search(arabic(self.raw))

    @property
    def last(self) -> date | None:
        """The last day that the date covers: the day itself, the end of the month or year, or of the span."""
        if self.end is not None or self.value is None:
            return self.end
        return _last_day(self.value, self.precision)


def read_date(text: str) -> ThaiDate:
    """The date, span, month, year or "to be announced" that a text says. Raises DateRefused."""
    written = arabic(clean(text))
    if not written:
        raise DateRefused("blank", text)
    if _PENDING.match(written):
        awaiting = _AWAITING.search(clean(text))
        return ThaiDate(None, Precision.NONE, text, awaiting=awaiting["who"] if awaiting else "")
    if len(written) > _LONGEST_DATE:
        raise DateRefused("not_a_date", text)
    fiscal = _FISCAL_YEAR.fullmatch(written)
    if fiscal:
        return _fiscal_years(fiscal["first"], fiscal["last"] or fiscal["first"], text)
    written = _TIME.sub("", written)
    try:
        single = written_date(written)
        span = None if single else written_span(written)
    except YearOutOfRange:
        raise DateRefused("year_out_of_range", text) from None
    if single is not None:
        return _checked(single, text)
    if span is not None:
        return _checked_span(*span, text)
    raise DateRefused("not_a_date", text)


def format_date(value: date | ThaiDate, *, long: bool = False, english: bool = False) -> str:
    """A date in the Buddhist era: "22 ธ.ค. 2566", long "22 ธันวาคม 2566", a span "1–5 ม.ค. 2567".

    A date still to be set is shown as it was written. `english` is for readers of English: "22 Dec 2023".
    """
    if not isinstance(value, ThaiDate):
        shown = _shown(value, Precision.DAY, long, english)
    elif value.value is None:
        shown = clean(value.raw)
    elif value.end is None:
        shown = _shown(value.value, value.precision, long, english)
    else:
        shown = _shown_span(value.value, value.end, value.precision, long, english)
    return shown


def tell_date(value: date | ThaiDate, *, long: bool = False) -> Sentence:
    """As `format_date`, in the language of whoever reads it, now or later."""
    return in_both(format_date(value, long=long), format_date(value, long=long, english=True))


def tell_year(year: int) -> Sentence:
    """A year of the common era as dates of that language have it: 2566, in English 2023."""
    return in_both(str(year + BUDDHIST_ERA_OFFSET), str(year))


def _told(day: date, precision: Precision) -> Sentence:
    return in_both(_shown(day, precision), _shown(day, precision, english=True))


def _weekday(day: date) -> Sentence:
    return in_both(WEEKDAYS[day.weekday()], calendar.day_name[day.weekday()])


def _shown(day: date, precision: Precision, long: bool = False, english: bool = False) -> str:
    year = str(day.year if english else day.year + BUDDHIST_ERA_OFFSET)
    if precision is Precision.YEAR:
        return year
    month = _MONTHS[english, long][day.month - 1]
    if precision is Precision.MONTH:
        return f"{month} {year}"
    return f"{day.day} {month} {year}"


def _shown_span(first: date, last: date, precision: Precision, long: bool, english: bool) -> str:
    if precision is Precision.DAY and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_shown(last, precision, long, english)}"
    if precision is Precision.YEAR and first.month == 10:
        years = dict.fromkeys((fiscal_year_of(first), fiscal_year_of(last)))
        return ("fiscal year " if english else "ปีงบประมาณ ") + "–".join(map(str, years))
    return f"{_shown(first, precision, long, english)} – {_shown(last, precision, long, english)}"


def _fiscal_years(first: str, last: str, raw: str) -> ThaiDate:
    try:
        begins, ends = fiscal_year_bounds(read_year(first))[0], fiscal_year_bounds(read_year(last))[1]
    except YearRefused as refused:
        code = "year_out_of_range" if refused.code == "year_out_of_range" else "not_a_date"
        raise DateRefused(code, raw) from None
    if begins > ends:
        raise DateRefused("range_backwards", raw)
    return ThaiDate(begins, Precision.YEAR, raw, end=ends)


def _checked(written: WrittenDate, raw: str) -> ThaiDate:
    if written.year is None:
        raise DateRefused("no_year", raw)
    precision = Precision.YEAR if written.month is None else Precision.MONTH
    if written.day is not None:
        precision = Precision.DAY
    month = 1 if written.month is None else written.month
    day = _built(written.year, month, 1 if written.day is None else written.day, raw)
    warnings: tuple[DateWarning, ...] = ()
    if written.doubt == "common_era":
        warnings = (DateWarning("common_era", _told(day, precision)),)
    elif written.doubt == "two_digits":
        warnings = _early(day, precision, 2000 + (day.year + BUDDHIST_ERA_OFFSET) % 100)
    if written.weekday is not None and written.weekday != day.weekday():
        warnings += (DateWarning("weekday", _told(day, precision), expected=_weekday(day)),)
    return ThaiDate(day, precision, raw, warnings=warnings)


def _checked_span(first: WrittenDate, last: WrittenDate, raw: str) -> ThaiDate:
    begins, ends = _checked(first, raw), _checked(last, raw)
    if begins.value is None or ends.value is None or begins.value > ends.value:
        raise DateRefused("range_backwards", raw)
    warnings = tuple(dict.fromkeys(begins.warnings + ends.warnings))
    return ThaiDate(begins.value, begins.precision, raw, end=ends.last, warnings=warnings)


def _built(year: int, month: int, day: int, raw: str) -> date:
    if not 1 <= month <= 12:
        raise DateRefused("no_such_month", raw)
    try:
        return date(year, month, day)
    except ValueError:
        raise DateRefused("no_such_day", raw) from None


def _early(day: date, precision: Precision, meant_year: int) -> tuple[DateWarning, ...]:
    """The warning for a date before the Act, with the same date in the year that may be meant."""
    if day.year >= YEAR_OF_THE_ACT:
        return ()
    # 29 February of the other year may not exist; its month is shown then.
    leap_day_lost = (day.month, day.day) == (2, 29) and not calendar.isleap(meant_year)
    meant = date(meant_year, day.month, 1 if leap_day_lost else day.day)
    expected = _told(meant, Precision.MONTH if leap_day_lost else precision)
    return (DateWarning("early", _told(day, precision), expected=expected),)


def _last_day(first: date, precision: Precision) -> date:
    if precision is Precision.DAY:
        return first
    month = first.month if precision is Precision.MONTH else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])
