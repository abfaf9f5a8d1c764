"""The minutes of a meeting after แบบที่ 11 of the rules on correspondence (ระเบียบงานสารบรรณ), and an excerpt of one item.

What the portal knows stands in them; what it does not know is a dotted line to fill in. The words are the form's own,
so that they are Thai whatever language the reader has chosen.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import time
from itertools import pairwise

from django.utils import timezone

from committees.meetings.reading import AgendaRow, agenda_of
from committees.models import Attendance, ItemDecision, Meeting, MeetingCorrection
from committees.models.decision import ItemDecisionKind
from committees.models.meeting import Coming, names_of
from editing.papers.blocks import Block, Paragraph, SetPaper, Title
from thai.dates import format_date
from thai.written_dates import WEEKDAYS

BLANK = "." * 60
DUTIES = {"chair": "ประธาน", "vice_chair": "รองประธาน"}
DECIDED = {
    ItemDecisionKind.NOTED: "รับทราบ",
    ItemDecisionKind.AGREED: "เห็นชอบ",
    ItemDecisionKind.RESERVED: "เห็นชอบโดยมีข้อสังเกต",
    ItemDecisionKind.REJECTED: "ไม่เห็นชอบ",
    ItemDecisionKind.ASSIGNED: "มอบหมาย",
    ItemDecisionKind.POSTPONED: "เลื่อนการพิจารณา",
}

# What stands before the decision where its words are a whole sentence: ที่ประชุมมีมติเห็นชอบ
LEAD = r"\s*(?:มติ)?\s*(?:ที่ประชุม)?\s*(?:ได้)?\s*(?:มี)?\s*(?:มติ)?\s*[::]?\s*"
SHORTER = {ItemDecisionKind.RESERVED: ("เห็นชอบ",), ItemDecisionKind.POSTPONED: ("เลื่อน",)}


def minutes_of(meeting: Meeting, as_of: str, digits: str) -> SetPaper:
    """The whole minutes; of a meeting that is not closed they say that they are a draft."""
    attendance = list(meeting.attendance.select_related("seat"))
    blocks = [
        *_head("รายงานการประชุม", meeting),
        *_people(attendance),
        Paragraph(f"เริ่มประชุมเวลา  {_clock(meeting.starts)}", is_heading=True),
        *(block for row in agenda_of(meeting) for block in _item(row)),
        Paragraph(f"เลิกประชุมเวลา  {_clock(meeting.ends)}", is_heading=True),
        *_corrections(meeting.corrections.all()),
        *_signed("ผู้จดรายงานการประชุม"),
        *_signed("ผู้ตรวจรายงานการประชุม"),
    ]
    return SetPaper(tuple(blocks), as_of, digits, is_upright=True)


def excerpt_of(meeting: Meeting, row: AgendaRow, as_of: str, digits: str) -> SetPaper:
    """One item with its decision, to go with what is done because of it."""
    blocks = [
        *_head("สำเนารายงานการประชุม (เฉพาะวาระ)", meeting),
        *_item(row),
        *_corrections(row.item.corrections.all()),
        *_signed("ผู้รับรองสำเนา"),
    ]
    return SetPaper(tuple(blocks), as_of, digits, is_upright=True)


def _head(title: str, meeting: Meeting) -> Iterator[Block]:
    day = meeting.held_on
    yield Title(title if meeting.state == Meeting.State.CLOSED else f"(ร่าง) {title}")
    yield Title(meeting.body)
    yield Title(str(meeting))
    yield Title(f"เมื่อวัน{WEEKDAYS[day.weekday()]}ที่ {format_date(day, long=True)}")
    if meeting.told_form:
        yield Title(meeting.told_form)
    yield Title(f"ณ {meeting.place or BLANK}")


def _people(attendance: list[Attendance]) -> Iterator[Block]:
    named = names_of(attendance)
    yield Paragraph("ผู้มาประชุม", is_heading=True)
    members = [each for each in named["present"] if each.votes]
    others = [each for each in named["present"] if not each.votes]
    yield Paragraph(_numbered(_with_duty(each) for each in members) or f"1. {BLANK}")
    if named["absent"]:
        yield Paragraph("ผู้ไม่มาประชุม", is_heading=True)
        yield Paragraph(
            _numbered(f"{each.name}{f'  ({each.why})' if each.why else ''}" for each in named["absent"])
        )
    yield Paragraph("ผู้เข้าร่วมประชุม (ถ้ามี)", is_heading=True)
    yield Paragraph(_numbered(map(_with_place, others)) or f"1. {BLANK}")


def _with_duty(each: Attendance) -> str:
    return _with(each, DUTIES.get(each.sat_as.duty, "กรรมการ"))


def _with_place(each: Attendance) -> str:
    """Whoever sits there without a vote is no member by that: she has a duty that is written, or her office."""
    return _with(each, DUTIES.get(each.sat_as.duty, each.sat_as.office))


def _with(each: Attendance, duty: str) -> str:
    return f"{each}  {duty}".rstrip() if each.how != Coming.SUBSTITUTE else str(each)


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _item(row: AgendaRow) -> Iterator[Block]:
    item = row.item
    yield Paragraph(f"ระเบียบวาระที่ {item.number}  {item.title}", is_heading=True)
    if item.presenter:
        position = f" {item.presenter_position}" if item.presenter_position else ""
        yield Paragraph(f"ผู้นำเสนอ  {item.presenter}{position}")
    if row.is_heading:
        return
    if away := [f"{recusal} ({recusal.why})" for recusal in item.recusals.all()]:
        yield Paragraph(f"ผู้ไม่ร่วมพิจารณา  {', '.join(away)}")
    yield Paragraph(BLANK)
    yield Paragraph(f"มติที่ประชุม  {_decided(row.decision) if row.decision else BLANK}", is_heading=True)
    yield from _corrected(row)
    for task in item.tasks.all():
        yield Paragraph(f"มอบหมาย  {task.told}")


def _decided(decision: ItemDecision) -> str:
    remarks = f"\nข้อสังเกต  {decision.reservations}" if decision.reservations else ""
    return said_once(ItemDecisionKind(decision.kind), decision.text) + remarks


def said_once(kind: ItemDecisionKind, text: str) -> str:
    """The decision and its words; where they begin with the decision itself, as many write it, that is said once."""
    words = DECIDED[kind]
    for start in (words, *SHORTER.get(kind, ())):
        if begun := re.match(LEAD + start, text):
            return words + text[begun.end() :].rstrip()
    return f"{words} {text}".rstrip()


def _corrected(row: AgendaRow) -> Iterator[Block]:
    """What a decision said before it was corrected, the latest correction first."""
    for after, before in pairwise(row.decisions):
        on = format_date(timezone.localdate(after.recorded_at), long=True)
        yield Paragraph(f"แก้ไขมติเมื่อ {on}  เหตุผล {after.reason}\nเดิม  {_decided(before)}")


def _corrections(found: Iterable[MeetingCorrection]) -> Iterator[Block]:
    corrections = list(found)
    if corrections:
        yield Paragraph("การแก้ไขรายงานการประชุม", is_heading=True)
    for correction in corrections:
        on = format_date(timezone.localdate(correction.made_at), long=True)
        lines = (f"{what}: เดิม {before} แก้เป็น {after}" for what, before, after in correction.changes)
        yield Paragraph(f"{on}  เหตุผล {correction.reason}\n{_numbered(lines)}")


def _clock(at: time | None) -> str:
    return f"{at:%H.%M} น." if at else f"{BLANK} น."


def _signed(duty: str) -> Iterator[Block]:
    yield Paragraph(f"({'.' * 50})\n{duty}", is_right=True)
