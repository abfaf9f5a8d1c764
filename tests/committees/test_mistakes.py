"""What was entered by mistake: a meeting that nobody held is removed as long as nothing hangs on it."""

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from committees.models import AgendaItem, FollowUp, Meeting
from committees.models.agenda import AgendaThing, hanging_on
from people.models import User
from tests import make
from tests.committees.test_meetings import decided, press
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    return make.meeting(make.committee(6), state="called")


def test_a_meeting_entered_by_mistake_is_removed_with_its_agenda_and_its_history_says_by_whom_and_why(
    desk: Client, officer_6: User, meeting: Meeting
) -> None:
    meeting.attendance.all().delete()
    below = make.agenda_item(meeting, "3.3.1", parent=meeting.items.get())
    AgendaThing.objects.create(item=below, plan=make.plan())
    assert list(desk.get("/reports/due/?kind=meetings").context["rows"])
    late = Meeting.objects.get().shown
    make.agenda_item(meeting, "4")
    address = f"{meeting.get_absolute_url()}remove/"
    desk.post(address, {"seen": late})
    assert Meeting.objects.exists()  # she had not seen the new item
    assert str(meeting) in press(desk, meeting, "remove")
    assert not Meeting.objects.exists()
    assert not AgendaItem.objects.exists()
    assert list(desk.get("/reports/due/?kind=meetings").context["rows"]) == []
    for history in (Meeting.history, AgendaItem.history):
        gone = history.filter(history_type="-")
        assert gone.exists()
        assert {each.history_user for each in gone} == {officer_6}
        assert all(each.history_change_reason for each in gone)
    assert make.meeting(meeting.committee)  # its number is free


def test_a_meeting_on_which_something_hangs_stays_and_its_page_names_what(
    desk: Client, meeting: Meeting
) -> None:
    item = meeting.items.get()
    FollowUp.objects.create(item=item, what="สรุปผล", owner="กลุ่มงาน", due_on=make.day(30))
    assert decided(desk, item).is_taken
    hanging = {_("attendance"), _("decisions of meetings"), _("tasks from meetings")}
    assert set(hanging_on(meeting)) == hanging
    page = press(desk, meeting, "remove")
    assert Meeting.objects.exists()
    assert all(name in page for name in hanging)
    assert f"{meeting.get_absolute_url()}remove/" not in text_at(desk, meeting.get_absolute_url())


def test_a_member_is_offered_no_removal(member_6: User, meeting: Meeting) -> None:
    make.sits(member_6, meeting.committee)
    meeting.attendance.all().delete()
    client, address = browser_of(member_6), f"{meeting.get_absolute_url()}remove/"
    assert address not in text_at(client, meeting.get_absolute_url())
    assert client.post(address, {"seen": meeting.shown}).status_code == 403
    assert Meeting.objects.exists()
