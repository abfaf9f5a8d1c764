"""Two people have the same form of a meeting open: neither wipes out what the other has saved."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from committees.meetings.deciding import Decided, record_decision
from committees.models import AgendaThing, Meeting, Seat
from people.models import User
from people.roles import Role
from tests import make
from tests.html import OpenForm, browser_of

pytestmark = pytest.mark.django_db

STANDS_BESIDE = (
    "Someone else has saved this record since you opened it. What you typed is still here; "
    "beside each field that differs stands what they saved. Save again to keep yours."
)


@pytest.fixture
def meeting(db: None) -> Meeting:
    committee = make.committee(6, "อคม.")
    for name in ("นายกอ ดี", "นางขอ ดี", "นายคอ ดี", "นางงอ ดี", "นายจอ ดี", "นางฉอ ดี"):
        make.seat(committee, name)
    made = make.meeting(committee, state="called")
    made.attendance.all().delete()
    return made


@pytest.fixture
def seats(meeting: Meeting) -> list[Seat]:
    return list(meeting.committee.seats.order_by("pk"))


@pytest.fixture
def colleague(db: None) -> Client:
    return browser_of(make.user("colleague", Role.REGIONAL_STAFF, 6))


def theirs(value: str) -> str:
    return _("They saved: %(value)s") % {"value": value}


def came(seat: Seat, how: str, **more: str) -> dict[str, str]:
    return {f"seat-{seat.pk}-{name}": value for name, value in {"how": how, **more}.items()}


def written(meeting: Meeting) -> dict[str, tuple[str, str]]:
    return {each.name: (each.how, each.substitute) for each in meeting.attendance.all()}


def sheet(client: Client, meeting: Meeting, is_closed: bool) -> OpenForm:
    form = OpenForm(client, f"/committees/meetings/{meeting.pk}/{'correct' if is_closed else 'attendance'}/")
    return form.type(reason="จดไม่ครบ") if is_closed else form


@pytest.mark.parametrize("is_closed", [False, True], ids=["attendance", "correction"])
def test_a_stale_sheet_of_attendance_changes_only_whom_its_sender_touched(
    is_closed: bool, meeting: Meeting, seats: list[Seat], desk: Client, colleague: Client
) -> None:
    meeting.attendance.create(seat=seats[0], name=str(seats[0]), how="substitute", substitute="นายแทน ผิด")
    Meeting.objects.filter(pk=meeting.pk).update(state="closed" if is_closed else "called")
    early, late = sheet(desk, meeting, is_closed), sheet(colleague, meeting, is_closed)
    for seat in seats[1:5]:
        early.type(**came(seat, "came"))
    assert early.type(**came(seats[0], "substitute", substitute="นายแทน ถูก")).send().is_taken
    sent = late.type(**came(seats[5], "absent", why="ติดราชการ")).send()
    assert sent.is_taken, sent.errors  # nobody was touched by both
    assert written(meeting) == {
        str(seats[0]): ("substitute", "นายแทน ถูก"),
        **{str(seat): ("came", "") for seat in seats[1:5]},
        str(seats[5]): ("absent", ""),
    }


@pytest.mark.parametrize("is_closed", [False, True], ids=["attendance", "correction"])
def test_of_a_member_whom_both_wrote_down_the_other_stands_beside_and_then_the_second_decides(
    is_closed: bool, meeting: Meeting, seats: list[Seat], desk: Client, colleague: Client
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state="closed" if is_closed else "called")
    early, late = sheet(desk, meeting, is_closed), sheet(colleague, meeting, is_closed)
    early.type(**came(seats[0], "substitute", substitute="นายแทน มา"), **came(seats[1], "came"))
    assert early.send().is_taken
    refused = late.type(**came(seats[0], "absent", why="ลาป่วย"), **came(seats[2], "came")).send()
    assert (refused.is_taken, refused.status) == (False, 422)
    assert theirs(str(_("somebody came in the member's place"))) in refused.errors
    assert theirs("นายแทน มา") in refused.errors
    assert len([error for error in refused.errors if error.startswith(theirs(""))]) == 3  # of one member only
    assert _(STANDS_BESIDE) in refused.errors
    assert "ลาป่วย" in refused.values
    assert written(meeting) == {str(seats[0]): ("substitute", "นายแทน มา"), str(seats[1]): ("came", "")}
    sent = late.send()
    assert sent.is_taken, sent.errors
    assert written(meeting) == {
        str(seats[0]): ("absent", ""),
        str(seats[1]): ("came", ""),
        str(seats[2]): ("came", ""),
    }


@pytest.fixture
def decided(meeting: Meeting, seats: list[Seat], officer_6: User) -> Meeting:
    for seat in seats:
        meeting.attendance.create(seat=seat, name=str(seat), how="came")
    item = meeting.items.get()
    record_decision(item, Decided(kind="noted", text="ตามเสนอ"), by=officer_6, seen=item.shown)
    return Meeting.objects.get(pk=meeting.pk)


@pytest.mark.parametrize("is_closed", [False, True], ids=["decision", "correction"])
def test_the_decision_that_another_wrote_down_stands_beside_and_then_the_second_decides(
    is_closed: bool, decided: Meeting, seats: list[Seat], desk: Client, colleague: Client
) -> None:
    Meeting.objects.filter(pk=decided.pk).update(state="closed" if is_closed else "called")
    item = decided.items.get()
    address = f"/committees/items/{item.pk}/{'correct' if is_closed else 'decide'}/"
    early, late = OpenForm(desk, address), OpenForm(colleague, address)
    said = {"kind": "reserved", "text": "ให้ไปทบทวน", "reservations": "เพิ่มเครือข่าย"}
    if is_closed:
        said |= {"reason": "จดผิด"}
        late.type(reason="จดผิดเหมือนกัน")
    else:
        said |= {"recused": str(seats[0].pk), "recused_why": "เป็นผู้เสนอ"}
    assert early.type(**said).send().is_taken
    refused = late.type(kind="agreed").send()
    assert (refused.is_taken, refused.status) == (False, 422)
    beside = [str(_("agreed with remarks")), "ให้ไปทบทวน", "เพิ่มเครือข่าย"]
    beside += [] if is_closed else [str(seats[0]), "เป็นผู้เสนอ"]
    assert [error for error in refused.errors if error.startswith(theirs(""))] == [*map(theirs, beside)]
    assert _(STANDS_BESIDE) in refused.errors
    latest = item.decisions.in_force().get()
    assert (latest.kind, item.recusals.count()) == ("reserved", 0 if is_closed else 1)
    sent = late.send()
    assert sent.is_taken, sent.errors
    latest = item.decisions.in_force().get()
    assert (latest.kind, latest.text, item.recusals.count()) == ("agreed", "ตามเสนอ", 0)


def _hours(page: OpenForm) -> OpenForm:
    return page.type(ends="12.00")


def _place(page: OpenForm) -> OpenForm:
    return page.type(place="ห้องประชุม 9")


def _title(page: OpenForm) -> OpenForm:
    return page.type(title="หัวข้อที่ถูก")


def _presenter(page: OpenForm) -> OpenForm:
    return page.type(presenter="นางผู้นำเสนอ")


Typing = Callable[[OpenForm], OpenForm]


@pytest.mark.parametrize(
    ("address", "one", "other"),
    [
        ("/committees/meetings/{meeting.pk}/correct/", _hours, _place),
        ("/committees/items/{item.pk}/correct-record/", _title, _presenter),
    ],
    ids=["meeting", "item"],
)
def test_corrections_of_different_fields_stand_side_by_side(
    address: str, one: Typing, other: Typing, decided: Meeting, desk: Client, colleague: Client
) -> None:
    Meeting.objects.filter(pk=decided.pk).update(state="closed")
    to = address.format(meeting=decided, item=decided.items.get())
    early, late = (OpenForm(client, to).type(reason="จดผิด") for client in (desk, colleague))
    assert one(early).send().is_taken
    sent = other(late).send()
    assert sent.is_taken, sent.errors
    assert [len(each.changes) for each in decided.corrections.all()] == [1, 1]


def test_the_records_and_the_number_that_another_saved_stand_beside_on_the_forms_of_the_agenda(
    meeting: Meeting, desk: Client, colleague: Client
) -> None:
    plan, item = make.plan(), meeting.items.get()
    early, late = (OpenForm(client, f"/committees/items/{item.pk}/change/") for client in (desk, colleague))
    assert early.type(about=[f"plan-{plan.pk}"]).send().is_taken
    refused = late.type(title="หัวข้ออื่น").send()
    assert any(str(plan) in error for error in refused.errors if error.startswith(theirs("")))
    assert AgendaThing.objects.count() == 1
    to = f"/committees/meetings/{meeting.pk}/change/"
    early, late = (OpenForm(client, to) for client in (desk, colleague))
    assert early.type(written_number="7/2566").send().is_taken
    refused = late.type(place="ห้องอื่น").send()
    assert theirs("7/2566") in refused.errors


def test_everyone_came_marks_those_of_whom_nothing_is_written_and_keeps_nothing_before_it_is_saved(
    meeting: Meeting, seats: list[Seat], desk: Client
) -> None:
    meeting.attendance.create(seat=seats[0], name=str(seats[0]), how="absent", why="ลา")
    form = OpenForm(desk, f"/committees/meetings/{meeting.pk}/attendance/")
    form.type(**came(seats[1], "absent", why="ติดราชการ"))
    page = form.type(everyone="yes").send()
    assert (page.status, page.errors) == (200, [])
    assert meeting.attendance.count() == 1
    sent = form.send()
    assert sent.is_taken, sent.errors
    assert written(meeting) == {
        **{str(seat): ("absent", "") for seat in seats[:2]},
        **{str(seat): ("came", "") for seat in seats[2:]},
    }
