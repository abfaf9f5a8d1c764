"""Who sits on a committee without a vote: advisers and secretaries, who come and do not count."""

import io

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document

from committees.models import Attendance, Meeting
from committees.standing import standing_of
from tests import make
from tests.html import OpenForm, text_at

pytestmark = pytest.mark.django_db


def test_who_has_no_vote_makes_no_quorum_and_fills_no_seat_of_the_rule(
    desk: Client,
) -> None:
    committee = make.committee(6)
    make.seat(committee, "นายกอ ดี")
    adviser = make.seat(committee, "นายที่ปรึกษา ตัวอย่าง", sector=None)
    meeting = make.meeting(committee, state="called")
    Attendance.objects.create(meeting=meeting, seat=adviser, name=str(adviser), how="came")
    counted, places = Meeting.objects.get().quorum, standing_of(committee, meeting.held_on).whole.filled
    form = OpenForm(desk, f"/admin/committees/seat/{adviser.pk}/change/")
    assert form.type(has_vote=[], change_reason="ที่ปรึกษา").send().is_taken
    now = Meeting.objects.get().quorum
    assert (now.came, now.seated) == (counted.came - 1, counted.seated - 1)
    assert standing_of(committee, meeting.held_on).whole.filled == places - 1
    for page in (meeting.get_absolute_url(), f"/committees/meetings/{meeting.pk}/attendance/"):
        assert _("without a vote") in text_at(desk, page)
    minutes = Document(io.BytesIO(desk.get(f"/committees/meetings/{meeting.pk}/minutes.docx").content))
    told = [line.text for line in minutes.paragraphs]
    assert "นายที่ปรึกษา ตัวอย่าง" in told[told.index("ผู้เข้าร่วมประชุม (ถ้ามี)") + 1]
    assert "นายที่ปรึกษา ตัวอย่าง" not in told[told.index("ผู้มาประชุม") + 1]
