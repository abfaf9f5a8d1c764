"""An invented committee of the demonstration: it has acknowledged the plan, and meets again with a paper before it."""

from datetime import date, time, timedelta

from django.utils import timezone

from committees.meetings.attending import AttendanceSheet, Came, write_down
from committees.meetings.deciding import Decided, close, record_decision
from committees.meetings.preparing import call, enter, keep_item
from committees.meetings.tasking import set_task
from committees.models import AgendaItem, Committee, CommitteeKind, Meeting, Seat, Secretary, Sector
from committees.models.kind import last_day_of_term
from committees.papers.drawing import Wish, draw
from committees.papers.issuing import issue
from deciding.models import Decision
from grants.models import Programme
from participation.models import Plan
from people.models import User
from thai.years import BUDDHIST_ERA_OFFSET

SAMPLE = "(ตัวอย่าง)"
WHY = "ข้อมูลตัวอย่าง"
NAME = f"คณะกรรมการเขตสุขภาพเพื่อประชาชน เขตพื้นที่ 6 {SAMPLE}"
SINCE, PAST = date(2023, 10, 1), date(2023, 12, 22)
SEATED = (17, 11, 16)  # of 17, 11 and 17 by sector: one place is vacant
CAME = 30
LEADING = {1: "chair", 18: "vice_chair", 29: "vice_chair"}


def begin_committee(plan: Plan, programme: Programme, *, asks: User, decides: User, member: User) -> None:
    """Make it once, in a region that has no committee; what people have changed since is theirs."""
    if Committee.objects.filter(region=plan.region).exists():
        return
    committee = Committee(region=plan.region, kind=CommitteeKind.objects.get(short_name="กขป."), name=NAME)
    committee.full_clean()
    committee.store(by=asks, why=WHY)
    for name in ("สำนักงานคณะกรรมการสุขภาพแห่งชาติ", "สปสช. เขต 6 ระยอง"):
        Secretary(committee=committee, name=name, is_joint=True).store(by=asks, why=WHY)
    _seat_members(committee, member, asks)
    if plan.state == Plan.State.DRAFT:
        plan.submit(by=asks, seen=plan.shown)
    past = _meeting(committee, 4, PAST, asks)
    item = _item(past, "3.3", "inform", "แผนการขับเคลื่อนการมีส่วนร่วม ประจำปีงบประมาณ 2567", asks, plan)
    call(past, by=asks, seen=_now(past).shown)
    sheet = AttendanceSheet(_now(past))
    came = [
        Came(seat, "came") if place < CAME else Came(seat, "absent", why="ติดราชการ")
        for place, (seat, _row) in enumerate(sheet.rows)
    ]
    write_down(past, came, by=asks, seen=sheet.shown)
    record_decision(item, Decided(kind="noted", text="ที่ประชุมรับทราบ"), by=decides, seen=_shown(item))
    set_task(item, what="สรุปผลการดำเนินงานเสนอที่ประชุมครั้งถัดไป", owner=f"เจ้าหน้าที่เขต 6 {SAMPLE}",
             due_on=timezone.localdate() + timedelta(days=7), by=asks)  # fmt: skip
    close(past, by=asks, seen=_now(past).shown)
    _next_meeting(committee, plan, programme, asks)


def _seat_members(committee: Committee, member: User, by: User) -> None:
    """Members by what they stand for, not by names of people; one of them signs in."""
    order = Decision(
        order_number=f"คำสั่งที่ 12/2566 {SAMPLE}",
        decided_on=date(2023, 9, 15),
        signed_by=f"ประธาน คสช. {SAMPLE}",
    ).kept(committee.region_id, by)
    seats: list[Seat] = []
    for sector, count in zip(Sector.objects.order_by("order"), SEATED, strict=True):
        for number in range(1, count + 1):
            place = len(seats) + 1
            seats.append(
                Seat(
                    committee=committee,
                    duty=LEADING.get(place, "member"),
                    sector=sector,
                    name=f"กรรมการ{sector.name} คนที่ {number} {SAMPLE}",
                    authority=order,
                    since=SINCE,
                    until=last_day_of_term(SINCE, 4),
                )
            )
    seats[-1].account = member
    Seat.objects.bulk_create(seats)


def _next_meeting(committee: Committee, plan: Plan, programme: Programme, by: User) -> None:
    """Two weeks ahead, called, with a paper of this year's plan and budget on its agenda."""
    following = _meeting(committee, 1, timezone.localdate() + timedelta(days=14), by)
    _item(following, "1", "other", "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", by)
    _item(following, "2", "minutes", "รับรองรายงานการประชุมครั้งที่ 4/2566", by)
    item = _item(following, "3.1", "inform", "ผลการดำเนินงานและงบประมาณ ปี 2567", by, plan, programme)
    call(following, by=by, seen=_now(following).shown)
    wish = Wish()
    drawn = draw(item, by, wish)
    if drawn is not None and not drawn.problems:
        issue(item, wish, by=by, seen=drawn.sha256)


def _meeting(committee: Committee, number: int, day: date, by: User) -> Meeting:
    said = {"year": day.year + BUDDHIST_ERA_OFFSET, "number": number, "held_on": day, "starts": time(9, 30)}
    said["ends"] = time(12) if day < timezone.localdate() else None
    return enter(committee, {**said, "place": f"ห้องประชุม สปสช. เขต 6 ระยอง {SAMPLE}"}, by=by)


def _item(
    meeting: Meeting, number: str, kind: str, title: str, by: User, *about: Plan | Programme
) -> AgendaItem:
    said = {"number": number, "type": kind, "title": title, "order": meeting.items.count() + 1}
    things = [(each._meta.model_name or "", each.pk) for each in about]
    return keep_item(AgendaItem(meeting=meeting), said, things, by=by)


def _now(meeting: Meeting) -> Meeting:
    return Meeting.objects.with_everything().get(pk=meeting.pk)


def _shown(item: AgendaItem) -> str:
    return AgendaItem.objects.get(pk=item.pk).shown
