"""The doors of what is done to a committee's meeting."""

from collections.abc import Callable

from committees.life import MEETING_LIFE
from committees.meetings.deciding import Decided, close, record_decision
from committees.meetings.preparing import call
from committees.models import AgendaThing, Meeting
from committees.papers.drawing import Wish, draw
from people.models import User
from tests import make
from tests.acts.door import ActDoor, Noun
from tests.acts.place import ActPlace


def meeting_without_an_agenda(at: ActPlace) -> Meeting:
    made = prepared_meeting(at)
    made.items.all().delete()
    return made


def meeting_by_mistake(at: ActPlace) -> Meeting:
    made = prepared_meeting(at)
    made.attendance.all().delete()
    return made


def prepared_meeting(at: ActPlace) -> Meeting:
    return _about_the_year(make.meeting(make.committee(6)), at)


def meeting_to_come(at: ActPlace) -> Meeting:
    committee = make.committee(6)
    make.seat(committee, since=make.day(-9))
    return _about_the_year(make.meeting(committee, held_on=make.day(1), state="called"), at)


def called_meeting(at: ActPlace) -> Meeting:
    made = prepared_meeting(at)
    call(made, by=at.office.asks, seen=made.shown)
    return made


def decided_meeting(at: ActPlace) -> Meeting:
    made = called_meeting(at)
    item = made.items.get()
    record_decision(item, Decided(kind="noted"), by=at.office.asks, seen=item.shown)
    made.refresh_from_db()
    return made


def closed_meeting(at: ActPlace) -> Meeting:
    made = decided_meeting(at)
    close(made, by=at.office.approves, seen=made.shown)
    return made


def _of_item(ending: str) -> Callable[[Meeting], str]:
    def address(meeting: Meeting) -> str:
        item = meeting.items.order_by("pk").first()
        return f"/committees/items/{item.pk}/{ending}/" if item else ""

    return address


def _decision(meeting: Meeting) -> dict[str, str]:
    item = meeting.items.order_by("pk").first()
    if item is None:
        return {"kind": "postponed"}
    latest = item.decisions.in_force().first()
    opened = {"opened-kind": latest.kind if latest else ""}
    return {"kind": "postponed", "seen": item.shown, "reason": "พิมพ์ผิด"} | opened


def _about_the_year(meeting: Meeting, at: ActPlace) -> Meeting:
    """Its item is about a year with a plan and a budget, so that there is a paper to issue."""
    plan = make.plan_line(make.plan()).plan
    plan.submit(by=at.office.asks, seen=plan.shown)
    AgendaThing.objects.create(item=meeting.items.get(), programme=at.granted.programme)
    return meeting


def _paper(meeting: Meeting) -> dict[str, str]:
    drawn = draw(meeting.items.order_by("pk")[0], User.objects.get(username="head"), Wish())
    return {"seen": drawn.sha256 if drawn else ""}


def _written(meeting: Meeting) -> dict[str, str]:
    return {
        "opened_version": str(meeting.version),
        "written_number": str(meeting.written_number),
        "held_on": f"{meeting.held_on.day}/{meeting.held_on.month}/{meeting.held_on.year + 543}",
        "form": "room",
        "place": "ห้องประชุม 2",
    }


_MEETING = "/committees/meetings/{record.pk}/"
MEETINGS = Noun(
    model=Meeting,
    life=MEETING_LIFE,
    doors={
        "write": ActDoor(page=_MEETING, to=f"{_MEETING}change/", typed=_written),
        "remove": ActDoor(page=_MEETING, to=f"{_MEETING}remove/", removes=True),
        "call": ActDoor(page=_MEETING, to=f"{_MEETING}call/"),
        "record": ActDoor(page=_MEETING, to=_of_item("decide"), typed=_decision),
        "issue": ActDoor(page=_of_item("paper"), typed=_paper, makes="committees_paper"),
        "close": ActDoor(page=_MEETING, to=f"{_MEETING}close/"),
        "correct": ActDoor(page=_MEETING, to=_of_item("correct"), typed=_decision),
    },
    situations=(
        meeting_without_an_agenda,
        meeting_by_mistake,
        prepared_meeting,
        meeting_to_come,
        called_meeting,
        decided_meeting,
        closed_meeting,
    ),
)
