"""Years of the Buddhist era (พ.ศ.) and the fiscal year, which runs October to September.

A fiscal year bears the พ.ศ. year in which it ends: 1 ตุลาคม 2566 opens fiscal year 2567.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from thai.digits import arabic, thai_digits
from thai.text import clean

BUDDHIST_ERA_OFFSET = 543

# Four digits from 2400 on are พ.ศ.; no record of ours can lie outside these bounds.
FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR = 2400, 2699
FIRST_COMMON_YEAR, LAST_COMMON_YEAR = 1900, 2156

_YEAR = re.compile(
    r"(?:ประจำ)?(?:ปี)?\s*(?:งบประมาณ)?\s*(?P<era>พ\s?\.?\s?ศ\.?|ค\s?\.?\s?ศ\.?)?\s*(?P<digits>[0-9]{2}|[0-9]{4})"
)

_MAY_BE_A_YEAR = re.compile(r"(?<![0-9])(?:[0-9]{4}|[0-9]{2})(?![0-9])")


class YearRefused(ValueError):
    """A text that is no year. `code` is "not_a_year" or "year_out_of_range"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fiscal_year_of(day: date) -> int:
    """The fiscal year (พ.ศ.) that a day belongs to."""
    return day.year + BUDDHIST_ERA_OFFSET + (1 if day.month >= 10 else 0)


def fiscal_year_bounds(fiscal_year: int) -> tuple[date, date]:
    """First and last day of a fiscal year given in พ.ศ."""
    ends_in = fiscal_year - BUDDHIST_ERA_OFFSET
    return date(ends_in - 1, 10, 1), date(ends_in, 9, 30)


def years_moved(text: str, years: int) -> Iterator[str]:
    """The text with one number in it moved, as a year is written (67, 2567, ๒๕๖๗), then with two.

    Which of its numbers are years the text alone does not say (6-7 ม.ค. 67): whoever asks reads what comes.
    """
    numbers = list(_MAY_BE_A_YEAR.finditer(arabic(text)))
    for chosen in (*combinations(numbers, 1), *combinations(numbers, 2)):
        moved = text
        for found in reversed(chosen):
            digits = found.group()
            year = str(int(digits) + years).zfill(len(digits))[-len(digits) :]
            if text[found.start() : found.end()] != digits:
                year = thai_digits(year)
            moved = f"{moved[: found.start()]}{year}{moved[found.end() :]}"
        yield moved


def read_year(text: str) -> int:
    """The พ.ศ. year that a text names: "67", "2567", "๒๕๖๗", "ปี พ.ศ. 2567" or, in the common era, "2024".

    Two digits are years of the 2500s. Raises YearRefused.
    """
    year, _ = read_year_and_era(text)
    return year


def read_year_and_era(text: str) -> tuple[int, bool]:
    """The พ.ศ. year that a text names, and whether it was written in the common era without saying so."""
    found = _YEAR.fullmatch(arabic(clean(text)))
    if found is None:
        raise YearRefused("not_a_year")
    era = (found["era"] or "")[:1]
    year = int(found["digits"])
    if len(found["digits"]) == 2:
        if era == "ค":
            raise YearRefused("not_a_year")
        return 2500 + year, False
    if FIRST_BUDDHIST_YEAR <= year <= LAST_BUDDHIST_YEAR and era != "ค":
        return year, False
    if FIRST_COMMON_YEAR <= year <= LAST_COMMON_YEAR and era != "พ":
        return year + BUDDHIST_ERA_OFFSET, era == ""
    raise YearRefused("year_out_of_range")
