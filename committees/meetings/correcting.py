"""Correcting the record of a closed meeting: who came, its hours, place and recording, its items. Each says why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time

from django.core.exceptions import ValidationError

from committees.life import MEETING_LIFE
from committees.meetings.attending import AttendanceSheet, Came
from committees.meetings.deciding import held_item
from committees.models import AgendaItem, Attendance, Meeting, MeetingCorrection, Recusal, Seat
from committees.models.decision import require_decisions_hold
from committees.models.meeting import Coming
from editing.refusals import required
from editing.shown import digest_of, require_shown
from people.models import User
from thai.sentences import gettext

# The words of the minutes, so that they are Thai whatever language the reader has chosen.
CORRECTABLE = {
    "starts": "เริ่มประชุมเวลา",
    "ends": "เลิกประชุมเวลา",
    "place": "สถานที่ประชุม",
    "identification": "การแสดงตน",
    "recording": "ที่เก็บไฟล์บันทึกเสียงหรือวิดีโอของการประชุม",
}
ITEM_TEXTS = {"title": "เรื่อง", "presenter": "ผู้นำเสนอ", "presenter_position": "ตำแหน่งผู้นำเสนอ"}
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Away:
    """Who took no part in an item, and why."""

    seats: tuple[Seat, ...] = ()
    why: str = ""


class RecordSheet(AttendanceSheet):
    """Who came, beside what else of the record can be corrected."""

    @property
    def shown(self) -> str:
        return digest_of(super().shown, [str(getattr(self.meeting, name)) for name in CORRECTABLE])


def correct_record(
    meeting: Meeting, said: Mapping[str, object], came: Iterable[Came], reason: str, *, by: User, seen: str
) -> MeetingCorrection:
    """Correct a closed meeting as it was shown. Raises ValidationError where nothing differs or no reason is given."""
    with MEETING_LIFE.doing("correct", meeting, by) as held:
        sheet = RecordSheet(held)
        require_shown(seen, sheet)
        why = _required(reason)
        if held.ends and not said["ends"]:
            raise ValidationError(gettext("Write when the meeting ended."), code="no_end")
        rows = list(_corrected(sheet, came))
        changes = [(name, said[name]) for name in CORRECTABLE if getattr(held, name) != said[name]]
        told = [[CORRECTABLE[name], _told(getattr(held, name)), _told(value)] for name, value in changes]
        told += [[row.name, before, _how(row)] for row, before in rows]
        correction = _written(MeetingCorrection(meeting=held, reason=why, changes=told, made_by=by))
        _keep((row for row, _before in rows), correction)
        for name, value in changes:
            setattr(held, name, value)
        held.correction = correction
        held.full_clean()
        require_decisions_hold(held)
        held.store(by=by, why=why, fields=[*(name for name, _value in changes), "correction"])
    return correction


def correct_record_of(
    item: AgendaItem, said: Mapping[str, str], away: Away, reason: str, *, by: User, seen: str
) -> MeetingCorrection:
    """The same of an item's words and of who took no part in it, as its page showed them."""
    with MEETING_LIFE.doing("correct", item.meeting, by) as meeting:
        held = held_item(item, meeting)
        require_shown(seen, held)
        why = _required(reason)
        changes = [(name, said[name]) for name in ITEM_TEXTS if getattr(held, name) != said[name]]
        rows = list(_recused_otherwise(held, away))
        told = [
            [f"{held} {ITEM_TEXTS[name]}", _told(getattr(held, name)), _told(text)] for name, text in changes
        ]
        told += [[f"{held} {row}", before, _part(row)] for row, before in rows]
        made = MeetingCorrection(meeting=meeting, item=held, reason=why, changes=told, made_by=by)
        correction = _written(made)
        _keep((row for row, _before in rows), correction)
        for name, text in changes:
            setattr(held, name, text)
        held.correction = correction
        held.full_clean()
        require_decisions_hold(meeting)
        held.store(by=by, why=why, fields=[*(name for name, _text in changes), "correction"])
    return correction


def _required(reason: str) -> str:
    return required(reason, "reason", gettext("Say why the record is corrected."))


def _written(correction: MeetingCorrection) -> MeetingCorrection:
    if not correction.changes:
        raise ValidationError(gettext("Nothing was corrected."), code="nothing")
    correction.full_clean()
    correction.save()
    return correction


def _keep(rows: Iterable[Attendance | Recusal], correction: MeetingCorrection) -> None:
    for row in rows:
        row.correction = correction
        row.full_clean()
        row.save()


def _recused_otherwise(item: AgendaItem, away: Away) -> Iterator[tuple[Recusal, str]]:
    """The rows of who took no part that differ from what is written down, each with what stood there before."""
    written = {row.seat_id: row for row in item.recusals.select_related("seat")}
    # Where somebody is added, the reason is hers, and that of the others stands.
    are_the_same = {seat.pk for seat in away.seats} == {
        key for key, row in written.items() if not row.taken_back
    }
    for seat in away.seats:
        row = written.pop(seat.pk, None) or Recusal(item=item, seat=seat, name=str(seat), taken_back=True)
        before = _part(row)
        if row.taken_back or are_the_same:
            row.taken_back, row.why = False, away.why
        if _part(row) != before:
            yield row, before
    for row in written.values():
        if not row.taken_back:
            before = _part(row)
            row.taken_back = True
            yield row, before


def _part(row: Recusal) -> str:
    """As the minutes tell it."""
    return "ร่วมพิจารณา" if row.taken_back else f"ไม่ร่วมพิจารณา ({row.why})"


def _corrected(sheet: AttendanceSheet, came: Iterable[Came]) -> Iterator[tuple[Attendance, str]]:
    """The rows that differ from what is written down, each with what stood there before."""
    written = {seat.pk: (seat, row) for seat, row in sheet.rows}
    for each in came:
        seat, row = written.get(each.seat.pk, (None, None))
        if seat is None:
            continue
        before = _how(row) if row else NOTHING
        if not each.how:
            if row is not None:
                said = gettext("Say of %(person)s how it was: what is written down is not emptied.")
                raise ValidationError(said % {"person": seat}, code="emptied")
            continue
        row = row or Attendance(
            meeting=sheet.meeting,
            seat=seat,
            name=str(seat),
            has_vote=seat.has_vote,
            duty=seat.duty,
            office=seat.office,
        )
        row.how, row.substitute, row.why = each.how, each.substitute, each.why
        if _how(row) != before:
            yield row, before


def _how(row: Attendance) -> str:
    """As the minutes tell it."""
    if row.how == Coming.SUBSTITUTE:
        return f"{row.substitute} มาประชุมแทน"
    told = "มาประชุม" if row.how == Coming.CAME else "ไม่มาประชุม"
    return f"{told} ({row.why})" if row.why else told


def _told(value: object) -> str:
    return f"{value:%H.%M} น." if isinstance(value, time) else str(value or NOTHING)
