"""The forms in which offices write a date, taken apart into day, month and year before they are checked.

The day comes first; the year is converted from พ.ศ. here; two digits are years of the 2500s.
"""

import re
from dataclasses import dataclass

from thai.months import MONTH_PATTERN, month_number
from thai.years import BUDDHIST_ERA_OFFSET, YearRefused, read_year_and_era

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")


@dataclass(frozen=True)
class WrittenDate:
    """What a text says of one date; what it does not say is None. The year is of the common era."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    # Monday is 0.
    weekday: int | None = None
    # "" or why the year needs a look: "common_era" or "two_digits".
    doubt: str = ""


class YearOutOfRange(ValueError):
    """A year that no date of ours can have."""


_WEEKDAY = (
    r"(?:(?:วัน\s?)?(?P<weekday>จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์"
    r"|(?:พฤ|อา|[จอพศส])\.(?=\s*(?:ที่)?\s*[0-9]))\s*(?:ที่)?\s*,?\s*)?"
)
_DAY = rf"{_WEEKDAY}(?:วันที่\s*)?(?P<day>[0-9]{{1,2}})"
_ERA = r"(?P<era>พ\s?\.?\s?ศ\.?|ค\s?\.?\s?ศ\.?)?"
_YEAR = rf"(?:[\s,/-]*(?:ปี\s*)?{_ERA}\s*(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?"
_YEAR_FIRST = r"(?P<year>[0-9]{4})(?P<sign>[/-])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}[\s/.-]*(?:เดือน\s*)?(?P<month>{MONTH_PATTERN}){_YEAR}",
        rf"{_YEAR_FIRST}(?:[T ]00:00(?::00)?)?",
        rf"{_DAY}\s*(?P<sign>[/.-])\s*(?P<month>[0-9]{{1,2}})\s*(?P=sign)\s*(?P<year>[0-9]{{4}}|[0-9]{{2}})",
        rf"{_DAY}\s*/\s*(?P<month>[0-9]{{1,2}})",
        r"(?P<month>[0-9]{1,2})\s*[/-]\s*(?P<year>[0-9]{4})",
        rf"(?:เดือน\s*)?(?P<month>{MONTH_PATTERN}){_YEAR}",
    )
)
_DAY_ONLY = re.compile(_DAY)
_SPAN_SIGN = re.compile(r"\s*(?:-|–|—|~|ถึง(?:วันที่)?)\s*")


def written_date(text: str) -> WrittenDate | None:
    """What a text with Arabic digits says, or None if it is no single date. Raises YearOutOfRange."""
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _taken_apart(found)
    # A bare "67" or "5000" counts something; "ปี 67" is a year.
    if text.isdigit() and (len(text) != 4 or text[0] not in "12"):
        return None
    try:
        year, common_era = read_year_and_era(text)
    except YearRefused as refused:
        if refused.code == "year_out_of_range":
            raise YearOutOfRange from None
        return None
    return WrittenDate(year=year - BUDDHIST_ERA_OFFSET, doubt="common_era" if common_era else "")


def written_span(text: str) -> tuple[WrittenDate, WrittenDate] | None:
    """The two ends of a span, the first completed from the second ("1-5 ม.ค. 67"), or None."""
    signs = list(_SPAN_SIGN.finditer(text))
    # A dash with spaces, or the word, parts the ends; one without may stand inside a date.
    signs.sort(key=lambda sign: sign[0].strip() == sign[0] and "ถึง" not in sign[0])
    for sign in signs:
        last = written_date(text[sign.end() :])
        first = last and _first_end(text[: sign.start()], last)
        if (
            first
            and last
            and (first.day is None, first.month is None) == (last.day is None, last.month is None)
        ):
            return first, last
    return None


def _first_end(text: str, last: WrittenDate) -> WrittenDate | None:
    day_only = _DAY_ONLY.fullmatch(text) if last.day is not None else None
    first = _taken_apart(day_only) if day_only else written_date(text)
    if first is None:
        return None
    return WrittenDate(
        day=first.day,
        month=last.month if first.month is None and first.day is not None else first.month,
        year=last.year if first.year is None else first.year,
        weekday=first.weekday,
        doubt=last.doubt if first.year is None else first.doubt,
    )


def _taken_apart(found: re.Match[str]) -> WrittenDate:
    parts = found.groupdict()
    month = parts.get("month")
    year, doubt = _year_of(parts.get("year"), parts.get("era"))
    return WrittenDate(
        day=int(parts["day"]) if parts.get("day") else None,
        month=None if month is None else int(month) if month.isdigit() else month_number(month),
        year=year,
        weekday=_weekday_of(parts.get("weekday")),
        doubt=doubt,
    )


def _year_of(digits: str | None, era: str | None) -> tuple[int | None, str]:
    if digits is None:
        return None, ""
    try:
        year, common_era = read_year_and_era(f"{era or ''} {digits}")
    except YearRefused:
        raise YearOutOfRange from None
    doubt = "common_era" if common_era else "two_digits" if len(digits) == 2 and not era else ""
    return year - BUDDHIST_ERA_OFFSET, doubt


def _weekday_of(name: str | None) -> int | None:
    if name is None:
        return None
    if name in _SHORT_WEEKDAYS:
        return _SHORT_WEEKDAYS.index(name)
    return next(number for number, whole in enumerate(WEEKDAYS) if whole.startswith(name))
