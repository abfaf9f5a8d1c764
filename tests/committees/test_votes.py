"""Who sits on a committee without a vote: advisers and secretaries, who come and do not count."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document

from committees.models import Attendance, Meeting, Recusal, Seat
from committees.standing import standing_of
from tests import make
from tests.committees.test_meetings import decided, press
from tests.html import OpenForm, text_at

pytestmark = pytest.mark.django_db
CAME, GUESTS = "ผู้มาประชุม", "ผู้เข้าร่วมประชุม (ถ้ามี)"


def minutes(desk: Client, meeting: Meeting) -> list[str]:
    document = Document(io.BytesIO(desk.get(f"{meeting.get_absolute_url()}minutes.docx").content))
    return [line.text for line in document.paragraphs]


def loses_her_vote(desk: Client, seat: Seat) -> None:
    form = OpenForm(desk, f"/admin/committees/seat/{seat.pk}/change/")
    assert form.type(has_vote=[], change_reason="ที่ปรึกษา").send().is_taken


def test_who_has_no_vote_makes_no_quorum_and_fills_no_seat_of_the_rule(
    desk: Client,
) -> None:
    committee = make.committee(6)
    make.seat(committee, "นายกอ ดี")
    adviser = make.seat(committee, "นายที่ปรึกษา ตัวอย่าง", sector=None)
    meeting = make.meeting(committee, state="called")
    Attendance.objects.create(meeting=meeting, seat=adviser, name=str(adviser), how="came")
    counted, places = Meeting.objects.get().quorum, standing_of(committee, meeting.held_on).whole.filled
    loses_her_vote(desk, adviser)
    now = Meeting.objects.get().quorum
    assert (now.came, now.seated) == (counted.came - 1, counted.seated - 1)
    assert standing_of(committee, meeting.held_on).whole.filled == places - 1
    for page in (meeting.get_absolute_url(), f"/committees/meetings/{meeting.pk}/attendance/"):
        assert _("without a vote") in text_at(desk, page)
    told = minutes(desk, meeting)
    assert "นายที่ปรึกษา ตัวอย่าง" in told[told.index(GUESTS) + 1]
    assert "นายที่ปรึกษา ตัวอย่าง" not in told[told.index(CAME) + 1]


def test_a_closed_meeting_keeps_its_votes_and_its_quorum_whatever_becomes_of_the_seats(desk: Client) -> None:
    committee = make.committee(6)
    first, second, absent, last = (make.seat(committee, f"นาย{name} ดี") for name in ("กอ", "ขอ", "คอ", "งอ"))
    meeting = make.meeting(committee, state="called")
    for seat, how in ((second, "came"), (absent, "absent"), (last, "absent")):
        Attendance.objects.create(meeting=meeting, seat=seat, name=str(seat), how=how)
    item = meeting.items.get()
    assert decided(desk, item).is_taken
    assert _("%(meeting)s is closed.") % {"meeting": meeting} in press(desk, meeting, "close")
    for seat in (second, absent):
        loses_her_vote(desk, seat)
    Seat.objects.filter(pk=first.pk).update(left_on=date(2023, 12, 1))
    make.seat(committee, "นายจอ ดี")
    for held in (
        lambda: None,
        lambda: decided(desk, item, "correct", text="ที่ประชุมรับทราบ", reason="พิมพ์ตก"),
        lambda: (
            OpenForm(desk, f"{meeting.get_absolute_url()}correct/")
            .type(**{f"seat-{last.pk}-why": "ติดราชการ"}, reason="ไม่ได้จด")
            .send()
        ),
    ):
        sent = held()
        assert sent is None or sent.is_taken, sent.errors
        quorum = Meeting.objects.get().quorum
        assert (quorum.came, quorum.needed, quorum.seated) == (2, 2, 4)
    assert _("without a vote") not in text_at(desk, meeting.get_absolute_url())
    told = minutes(desk, meeting)
    assert "2. นายขอ ดี  กรรมการ" in told[told.index(CAME) + 1]
    assert "ดี" not in told[told.index(GUESTS) + 1]


def test_a_meeting_is_closed_with_the_quorum_that_was_shown(desk: Client) -> None:
    committee = make.committee(6)
    make.seat(committee, "นายกอ ดี")
    other = make.seat(committee, "นายขอ ดี")
    meeting = make.meeting(committee, state="called")
    assert decided(desk, meeting.items.get()).is_taken
    seen = Meeting.objects.get().shown
    loses_her_vote(desk, other)
    desk.post(f"{meeting.get_absolute_url()}close/", {"seen": seen})
    assert Meeting.objects.get().state == "called"


@pytest.mark.django_db(transaction=True)
def test_meetings_that_were_closed_before_keep_what_was_told_of_them() -> None:
    committee = make.committee(6)
    make.seat(committee, "นายกอ ดี")
    adviser = make.seat(committee, "นายที่ปรึกษา ตัวอย่าง", has_vote=False, duty="vice_chair", office="เลขานุการ")
    make.seat(committee, "นายขอ ดี")
    for number, state in ((4, "closed"), (5, "called")):
        meeting = make.meeting(committee, number, state="called")
        Attendance.objects.create(meeting=meeting, seat=adviser, name=str(adviser), how="came")
        Recusal.objects.create(item=meeting.items.get(), seat=adviser, why="เป็นผู้เสนอ")
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
    call_command("migrate", "committees", "0024", verbosity=0)
    call_command("migrate", verbosity=0)
    closed, called = Meeting.objects.order_by("number")
    assert (closed.seated, closed.needed, called.seated, called.needed) == (2, 1, None, None)
    told = closed.attendance.order_by("seat").values_list("has_vote", flat=True)
    assert list(told) == [True, False]
    assert set(called.attendance.values_list("has_vote", flat=True)) == {None}
    assert (closed.body_name, called.body_name) == (committee.name, "")
    for meeting, kept in ((closed, ("vice_chair", "เลขานุการ")), (called, ("", ""))):
        assert meeting.attendance.values_list("duty", "office").get(seat=adviser) == kept
    assert set(Recusal.objects.values_list("name", flat=True)) == {"นายที่ปรึกษา ตัวอย่าง"}
    with pytest.raises(IntegrityError, match="meeting_stays"), transaction.atomic():
        closed.attendance.update(has_vote=True)
    for kept in (
        lambda: Meeting.objects.filter(pk=closed.pk).update(body_name="อื่น"),
        lambda: closed.attendance.update(duty="chair"),
        lambda: Recusal.objects.filter(item__meeting=closed).update(name="อื่น"),
    ):
        with pytest.raises(IntegrityError, match="meeting_stays"), transaction.atomic():
            kept()
