"""What was entered by mistake: a meeting on which nothing hangs is removed, a task is changed or taken out."""

import io

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document

from committees.models import AgendaItem, FollowUp, Meeting
from committees.models.agenda import AgendaThing, hanging_on
from people.models import User
from tests import make
from tests.committees.test_meetings import decided, press
from tests.html import OpenForm, browser_of, text_at

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


def minuted(desk: Client, meeting: Meeting) -> str:
    document = Document(io.BytesIO(desk.get(f"{meeting.get_absolute_url()}minutes.docx").content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_task_is_changed_and_taken_out_while_its_meeting_is_open_and_stands_but_once(
    desk: Client, officer_6: User, meeting: Meeting
) -> None:
    make.seat(meeting.committee, "นางสาวสมาชิก คนหนึ่ง")
    item = meeting.items.get()
    said = {"what": "ส่งรายงาน", "owner": "นอกรายชื่อ", "due_on": "30 ก.ย. 2570"}
    page = text_at(desk, item.get_absolute_url())
    assert 'list="owners"' in page
    for name in ("นางสาวสมาชิก คนหนึ่ง", officer_6.get_full_name()):
        assert f'<option value="{name}">' in page
    for _time in range(2):
        answer = desk.post(f"/committees/items/{item.pk}/tasks/", said)
    assert answer.status_code == 422
    task = FollowUp.objects.get()
    address = f"/committees/tasks/{task.pk}/change/"
    assert address in text_at(desk, f"/committees/tasks/{task.pk}/")
    first, late = (OpenForm(desk, address) for _each in range(2))
    assert first.type(owner="กลุ่มงาน", what="ส่งรายงานฉบับเต็ม", due_on="1 ต.ค. 2570").send().is_taken
    assert "กลุ่มงาน: ส่งรายงานฉบับเต็ม ภายใน 1 ตุลาคม 2570" in minuted(desk, meeting)
    assert not late.type(what="อื่น").send().is_taken
    desk.post(address, OpenForm(desk, address).data | {"out": "1"})
    assert not FollowUp.objects.exists()
    assert FollowUp.history.filter(history_type="-", history_user=officer_6).exists()
    assert "มอบหมาย" not in minuted(desk, meeting)


def test_a_task_of_a_closed_meeting_is_changed_and_taken_out_by_a_correction_that_says_why(
    desk: Client, member_6: User, meeting: Meeting
) -> None:
    make.sits(member_6, meeting.committee)
    task = FollowUp.objects.create(
        item=meeting.items.get(), what="ส่งรายงาน", owner="กลุ่มงาน", due_on=make.day(30)
    )
    Meeting.objects.update(state="closed")
    address, before = f"/committees/tasks/{task.pk}/change/", task.told
    assert browser_of(member_6).get(address).status_code == 403
    assert address not in text_at(browser_of(member_6), f"/committees/tasks/{task.pk}/")
    form = OpenForm(desk, address)
    assert not form.type(owner="สำนักงาน").send().is_taken  # no reason
    assert form.type(reason="จดผิด").send().is_taken
    task.refresh_from_db()
    assert meeting.corrections.get().changes == [["วาระที่ 3.3 มอบหมาย", before, task.told]]
    desk.post(address, OpenForm(desk, address).data | {"out": "1", "reason": "ที่ประชุมไม่ได้มอบหมาย"})
    assert not FollowUp.objects.exists()
    assert "เหตุผล ที่ประชุมไม่ได้มอบหมาย" in minuted(desk, meeting)
