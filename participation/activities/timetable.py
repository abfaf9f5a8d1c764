"""What does not fit in a day's timetable: entries at the same time, and time that nothing fills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext

from participation.models import TimetableRow


@dataclass(frozen=True, slots=True)
class Misfit:
    """Of one day: two entries that overlap, or a gap between them."""

    day: int
    sentence: str
    is_overlap: bool


def misfits_of(rows: Sequence[TimetableRow]) -> list[Misfit]:
    """In the order of the timetable. An entry without an end lasts until the next begins."""
    found = []
    ordered = sorted(rows, key=lambda row: (row.day, row.starts))
    for day in sorted({row.day for row in ordered}):
        last: TimetableRow | None = None
        for row in (row for row in ordered if row.day == day):
            if last is not None and last.ends is not None and last.ends > row.starts:
                said = gettext("“%(first)s” goes on until %(until)s, “%(second)s” begins at %(from)s.") % {
                    "first": last.topic,
                    "until": clock(last.ends),
                    "second": row.topic,
                    "from": clock(row.starts),
                }
                found.append(Misfit(day, said, is_overlap=True))
            elif last is not None and last.ends is not None and last.ends < row.starts:
                said = gettext("Nothing stands between %(from)s and %(until)s.") % {
                    "from": clock(last.ends),
                    "until": clock(row.starts),
                }
                found.append(Misfit(day, said, is_overlap=False))
            if last is None or last.ends is None or (row.ends or row.starts) >= last.ends:
                last = row
    return found


def clock(value: time) -> str:
    """09.00 น., as an agenda prints it."""
    return f"{value:%H.%M} น."
