"""Writing down who came to a meeting, who did not and why, and who came in somebody's place."""

from collections.abc import Iterable
from dataclasses import dataclass

from committees.life import MEETING_LIFE
from committees.models import Attendance, Meeting, Seat
from committees.models.decision import require_decisions_hold
from editing.shown import digest_of, require_shown
from people.models import User
from thai.sentences import gettext


@dataclass(frozen=True, slots=True)
class Came:
    """What is said of one member."""

    seat: Seat
    how: str
    substitute: str = ""
    why: str = ""


class AttendanceSheet:
    """Who sits on the committee on the day of a meeting, with what is written down of each."""

    def __init__(self, meeting: Meeting):
        self.meeting = meeting
        written = {each.seat_id: each for each in meeting.attendance.select_related("seat")}
        seats = list(meeting.committee.seats.on(meeting.held_on).as_listed())
        self.rows = [(seat, written.get(seat.pk)) for seat in seats]

    def __str__(self) -> str:
        return gettext("The attendance of %(meeting)s") % {"meeting": self.meeting}

    @property
    def shown(self) -> str:
        told = [(seat.pk, each and (each.how, each.substitute, each.why)) for seat, each in self.rows]
        return digest_of(self.meeting.state, told)


def write_down(meeting: Meeting, said: Iterable[Came], *, by: User, seen: str) -> None:
    """Keep who came, as the sheet was shown; of whom nothing is said nothing is kept."""
    with MEETING_LIFE.doing("record", meeting, by) as held:
        sheet = AttendanceSheet(held)
        require_shown(seen, sheet)
        seated = {seat.pk for seat, _written in sheet.rows}
        held.attendance.filter(seat__in=seated).delete()
        for each in said:
            if each.seat.pk in seated and each.how:
                row = Attendance(
                    meeting=held,
                    seat=each.seat,
                    name=str(each.seat),
                    how=each.how,
                    substitute=each.substitute,
                    why=each.why,
                )
                row.full_clean()
                row.save()
        require_decisions_hold(held)
        held.store(by=by, why=gettext("attendance written down"), fields=[])
