"""What a decision of a meeting stands on stays: who came, its day, its number."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from committees.meetings.deciding import Decided, close, record_decision
from committees.meetings.preparing import keep_item, take_out
from committees.meetings.tasking import set_task
from committees.models import AgendaItem, AgendaThing, Meeting, Seat
from deciding.models import Decision
from editing.gone import Gone
from participation.models import Plan
from people.models import User
from people.roles import Role
from tests import make
from tests.html import OpenForm, Sent
from thai.dates import tell_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(officer_6: User) -> Meeting:
    """Three members, who all came."""
    committee = make.committee(6, "อคม.")
    seats = [make.seat(committee, name) for name in ("นายกอ ดี", "นางขอ ดี", "นายคอ ดี")]
    made = make.meeting(committee, state="called")
    for seat in seats:
        made.attendance.get_or_create(seat=seat, defaults={"name": str(seat), "how": "came"})
    return made


@pytest.fixture
def decided(meeting: Meeting, officer_6: User) -> Meeting:
    """The last member took no part."""
    item, last = meeting.items.get(), meeting.committee.seats.order_by("pk").last()
    assert last is not None
    said = Decided(kind="agreed", recused=(last,), recused_why="เป็นผู้เสนอ")
    record_decision(item, said, by=officer_6, seen=item.shown)
    return Meeting.objects.get()


@pytest.fixture
def plan_decided(meeting: Meeting, officer_6: User) -> Meeting:
    plan, item = make.plan_line(make.plan()).plan, meeting.items.get()
    plan.submit(by=make.user("submits", Role.REGIONAL_STAFF, 6), seen=plan.shown)
    AgendaThing.objects.create(item=item, plan=Plan.objects.get())
    record_decision(item, Decided(kind="agreed"), by=officer_6, seen=item.shown)
    return Meeting.objects.get()


def marked(desk: Client, meeting: Meeting, how: str, *seats: Seat) -> Sent:
    form = OpenForm(desk, f"/committees/meetings/{meeting.pk}/attendance/")
    return form.type(**{f"seat-{seat.pk}-how": how for seat in seats}).send()


def changed(desk: Client, meeting: Meeting, **said: str) -> Sent:
    return OpenForm(desk, f"/committees/meetings/{meeting.pk}/change/").type(**said).send()


def test_who_came_is_not_corrected_below_the_quorum_of_what_was_decided(
    desk: Client, decided: Meeting
) -> None:
    first, second, _last = decided.committee.seats.order_by("pk")
    refused = marked(desk, decided, "absent", first, second)
    assert (refused.is_taken, refused.status) == (False, 422)
    assert "องค์ประชุม" in refused.page
    assert decided.attendance.present().count() == 3
    assert marked(desk, decided, "absent", first).is_taken
    assert decided.attendance.present().count() == 2


def test_who_took_no_part_in_an_item_was_there(desk: Client, decided: Meeting) -> None:
    last = decided.committee.seats.order_by("pk").last()
    assert last is not None
    refused = marked(desk, decided, "absent", last)
    said = _("%(person)s took no part in %(item)s, so this member came. Change that decision first.")
    assert said % {"person": last, "item": decided.items.get()} in refused.page
    assert decided.attendance.present().count() == 3


def test_before_anything_is_decided_attendance_is_corrected_freely(desk: Client, meeting: Meeting) -> None:
    assert marked(desk, meeting, "absent", *meeting.committee.seats.all()).is_taken


def test_a_meeting_that_decided_is_not_moved_into_the_future_and_not_to_a_day_without_a_quorum(
    desk: Client, decided: Meeting
) -> None:
    year = make.day(300).year + 543
    refused = changed(desk, decided, written_number=f"4/{year}", held_on=make.typed_day(300))
    said = _("The meeting is on %(day)s; what became of it is written down from that day on.")
    assert refused.errors == [said % {"day": tell_date(make.day(300))}]
    for name in ("นายงอ ดี", "นายจอ ดี", "นายฉอ ดี", "นายชอ ดี"):
        make.seat(decided.committee, name, since=date(2023, 12, 23))
    refused = changed(desk, decided, held_on="27 ธ.ค. 2566")
    assert any("องค์ประชุม" in error for error in refused.errors)
    assert Meeting.objects.get().held_on == date(2023, 12, 22)
    assert changed(desk, decided, held_on="21 ธ.ค. 2566").is_taken
    was, now = Decision.objects.order_by("pk")  # nothing rested on it yet
    assert (was.taken_back, now.taken_back, now.decided_on) == (True, False, date(2023, 12, 21))


@pytest.mark.parametrize("said", [{"written_number": "9/2566"}, {"held_on": "21 ธ.ค. 2566"}])
def test_number_and_day_that_a_plans_version_names_stay(
    said: dict[str, str], desk: Client, plan_decided: Meeting
) -> None:
    refused = changed(desk, plan_decided, **said)
    told = _("What %(meeting)s decided on %(day)s is in use, so its number and its day stay.")
    assert [told % {"meeting": "ครั้งที่ 4/2566", "day": tell_date(date(2023, 12, 22))}] == refused.errors
    now = Meeting.objects.get()
    assert (now.number, now.held_on) == (4, date(2023, 12, 22))
    assert changed(desk, plan_decided, place="ห้องประชุม 2").is_taken


def test_only_who_sits_on_the_day_makes_a_quorum(meeting: Meeting) -> None:
    left = meeting.committee.seats.order_by("pk")[:2]
    for seat in left:
        seat.left_on = date(2023, 12, 1)
        seat.save()
    make.seat(meeting.committee, "นายใหม่ ดี", since=date(2023, 12, 2))
    quorum = Meeting.objects.get().quorum
    assert (quorum.came, quorum.seated, quorum.is_reached) == (1, 2, True)


def test_a_number_in_thai_digits_is_the_same_number(desk: Client, meeting: Meeting) -> None:
    form = OpenForm(desk, f"/committees/meetings/{meeting.pk}/items/new/")
    refused = form.type(number="๓.๓", type="inform", title="เรื่องเพื่อทราบ").send()
    assert refused.errors == [_("The agenda has an item of that number already.")]
    assert "เรื่องเพื่อทราบ" in refused.values
    assert form.type(number="๓.๔").send().is_taken


def test_an_item_that_a_colleague_took_out_meanwhile_is_neither_decided_on_nor_changed(
    meeting: Meeting, officer_6: User
) -> None:
    opened, other = meeting.items.get(), make.agenda_item(meeting, "4")
    other_opened = AgendaItem.objects.get(pk=other.pk)
    take_out(AgendaItem.objects.get(pk=other.pk), by=officer_6)
    for act in (
        lambda: record_decision(other_opened, Decided(kind="noted"), by=officer_6, seen=other_opened.shown),
        lambda: keep_item(other_opened, {"title": "อื่น"}, (), by=officer_6),
        lambda: take_out(other_opened, by=officer_6),
        lambda: set_task(other_opened, what="ทำ", owner="ผู้ทำ", due_on=make.day(9), by=officer_6),
    ):
        with pytest.raises(Gone):
            act()
    assert list(meeting.items.all()) == [opened]


def test_a_heading_on_which_nothing_was_decided_has_nothing_to_correct(
    desk: Client, meeting: Meeting, officer_6: User
) -> None:
    heading = meeting.items.get()
    below = make.agenda_item(meeting, "3.3.1", parent=heading)
    record_decision(below, Decided(kind="noted"), by=officer_6, seen=below.shown)
    meeting = Meeting.objects.get()
    close(meeting, by=officer_6, seen=meeting.shown)
    refused = (
        OpenForm(desk, f"/committees/items/{heading.pk}/correct/").type(kind="agreed", reason="แก้").send()
    )
    assert _("Nothing was decided on this item.") in refused.errors
