"""Numbers of meetings as Thai minutes write them: "ครั้งที่ 4/2566", the fourth of the calendar year 2566.

Older minutes count through all years beside the year's own number: "ครั้งที่ 7 (4)/2546".
"""

import re
from dataclasses import dataclass

from thai.digits import arabic
from thai.sentences import gettext as _
from thai.text import clean
from thai.years import YearRefused, read_year

_WRITTEN = re.compile(
    r"(?:การประชุม)?\s*(?:ครั้งที่\s*)?(?P<first>[0-9]{1,4})\s*(?:\(\s*(?P<second>[0-9]{1,3})\s*\))?\s*/\s*(?P<year>.+)"
)


@dataclass(frozen=True, slots=True, order=True)
class MeetingNumber:
    """The number of a meeting in a calendar year of พ.ศ.; `running` is that over all years, where minutes have it."""

    year: int
    number: int
    running: int | None = None

    def __str__(self) -> str:
        """As minutes print it, without the word ครั้งที่ before it: 4/2566, 7 (4)/2546."""
        counted = f"{self.running} ({self.number})" if self.running is not None else f"{self.number}"
        return f"{counted}/{self.year}"


class MeetingNumberRefused(ValueError):
    """A text that is no number of a meeting; `message` says what to write."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    @property
    def message(self) -> str:
        shown = clean(self.text)
        said = _("“%(text)s” is not the number of a meeting. Write it like 4/2566.")
        return said % {"text": shown if len(shown) <= 60 else shown[:59] + "…"}


def read_meeting_number(text: str) -> MeetingNumber:
    """What a text says: 4/2566, ครั้งที่ ๔/๒๕๖๖, 4/66, 7 (4)/2546. Raises MeetingNumberRefused."""
    found = _WRITTEN.fullmatch(arabic(clean(text)))
    if found is None:
        raise MeetingNumberRefused(text)
    try:
        year = read_year(found["year"])
    except YearRefused:
        raise MeetingNumberRefused(text) from None
    first, second = int(found["first"]), found["second"]
    number, running = (int(second), first) if second else (first, None)
    if number < 1 or (running is not None and running < number):
        raise MeetingNumberRefused(text)
    return MeetingNumber(year, number, running)
