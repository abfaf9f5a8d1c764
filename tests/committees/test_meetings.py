"""A meeting from its agenda to its end, through its pages."""

import io
import re
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document

from committees.models import AgendaItem, Attendance, Committee, FollowUp, ItemDecision, Meeting
from people.models import User
from tests import make
from tests.constraints import said_by_form
from tests.html import OpenForm, browser_of, flat, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(db: None) -> Committee:
    made = make.committee(6, "อคม.", name="คณะกรรมการควบคุมคุณภาพและมาตรฐานบริการสาธารณสุขเขต 6 ระยอง")
    for name in ("นายกอ ดี", "นางขอ ดี", "นายคอ ดี"):
        make.seat(made, name)
    return made


def entered(desk: Client, committee: Committee, **said: str) -> Any:
    form = OpenForm(desk, f"/committees/{committee.pk}/meetings/new/")
    typed = {"written_number": "ครั้งที่ ๔/๒๕๖๖", "held_on": "วันศุกร์ที่ 22 ธันวาคม 2566", "form": "room", **said}
    return form.type(**typed).send()


def press(client: Client, meeting: Meeting, act: str) -> str:
    """Press the button of a step on the meeting's page; what the page says then."""
    page = text_at(client, f"/committees/meetings/{meeting.pk}/")
    shown = Meeting.objects.get(pk=meeting.pk).shown
    assert f'value="{shown}"' in page or act not in page
    to = f"/committees/meetings/{meeting.pk}/{act}/"
    return flat(client.post(to, {"seen": shown}, follow=True).text)


def decided(client: Client, item: AgendaItem, address: str = "decide", **said: str) -> Any:
    form = OpenForm(client, f"/committees/items/{item.pk}/{address}/")
    return form.type(**{"kind": "noted", **said}).send()


def test_a_meeting_is_numbered_by_its_calendar_year_as_minutes_write_it(
    desk: Client, committee: Committee
) -> None:
    assert entered(desk, committee).is_taken
    meeting = Meeting.objects.get()
    assert (meeting.year, meeting.number, meeting.held_on) == (2566, 4, date(2023, 12, 22))
    assert "ครั้งที่ 4/2566" in text_at(desk, f"/committees/{committee.pk}/")
    assert entered(desk, committee, written_number="7 (5)/66", held_on="25 ธ.ค. 2566").is_taken
    assert str(Meeting.objects.get(number=5)) == "ครั้งที่ 7 (5)/2566"


def test_a_number_stands_once_in_a_year_and_its_year_is_that_of_the_day(
    desk: Client, committee: Committee
) -> None:
    assert entered(desk, committee).is_taken
    again = entered(desk, committee)
    assert _("The committee already has a meeting of that number in that year.") in again.errors
    other = entered(desk, committee, written_number="4/2567")
    said = "Meetings are numbered by the calendar year of their day: the number and the day have other years."
    assert _(said) in other.errors
    assert "4/2567" in other.values
    assert Meeting.objects.count() == 1


def test_a_weekday_that_is_not_that_of_the_day_is_asked_about(desk: Client, committee: Committee) -> None:
    form = OpenForm(desk, f"/committees/{committee.pk}/meetings/new/")
    form.type(written_number="4/2566", held_on="วันศุกร์ที่ 21 ธันวาคม 2566", form="room")
    sent = form.send()
    assert not sent.is_taken
    assert any("พฤหัสบดี" in error for error in sent.errors)
    assert "วันศุกร์ที่ 21 ธันวาคม 2566" in sent.values
    assert not Meeting.objects.exists()
    meant = sent.page.partition('name="meant" value="')[2].partition('"')[0]
    assert meant
    assert form.type(meant=meant).send().is_taken
    assert Meeting.objects.get().held_on == date(2023, 12, 21)


def test_the_way_of_a_meeting_from_its_agenda_to_its_end(
    desk: Client, committee: Committee, member_6: User, officer_6: User
) -> None:
    entered(desk, committee, starts="09.30", place="ห้องประชุม 1")
    meeting = Meeting.objects.get()
    make.sits(member_6, committee)
    member = browser_of(member_6)
    assert member.get(f"/committees/meetings/{meeting.pk}/").status_code == 404  # being prepared

    heading = OpenForm(desk, f"/committees/meetings/{meeting.pk}/items/new/")
    assert heading.type(number="3", type="other", title="เรื่องเพื่อทราบ").send().is_taken
    above = AgendaItem.objects.get()
    below = OpenForm(desk, f"/committees/meetings/{meeting.pk}/items/new/")
    below.type(
        number="๓.๓", type="inform", title="แผนประจำปี 2567", parent=str(above.pk), presenter="นางสาวผู้นำเสนอ"
    )
    assert below.send().is_taken
    item = AgendaItem.objects.get(parent=above)
    assert item.number == "๓.๓"  # as written

    assert _("%(meeting)s is called: the members of the committee read the agenda.") % {
        "meeting": meeting
    } in press(desk, meeting, "call")
    page = text_at(member, f"/committees/meetings/{meeting.pk}/")
    assert "แผนประจำปี 2567" in page
    assert f"/items/{item.pk}/decide/" not in page

    refused = decided(desk, item)
    assert any(_("noted") not in error and "องค์ประชุม" in error for error in refused.errors)  # nobody came yet
    sheet = OpenForm(desk, f"/committees/meetings/{meeting.pk}/attendance/")
    seats = list(committee.seats.order_by("pk"))
    sheet.type(
        **{
            f"seat-{seats[0].pk}-how": "came",
            f"seat-{seats[3].pk}-how": "came",
            f"seat-{seats[1].pk}-how": "substitute",
            f"seat-{seats[1].pk}-substitute": "นายแทน มา",
        }
    )
    assert sheet.send().is_taken
    assert "นายแทน มา  มาประชุมแทน นางขอ ดี" in text_at(member, f"/committees/meetings/{meeting.pk}/")

    assert _("Still undecided: %(items)s. Write down what became of each item.") % {
        "items": "๓.๓"
    } in text_at(desk, f"/committees/meetings/{meeting.pk}/")
    press(desk, meeting, "close")
    meeting.refresh_from_db()
    assert meeting.state == "called"

    assert decided(
        desk, item, text="ที่ประชุมรับทราบ", recused=[str(seats[0].pk)], recused_why="มีส่วนได้เสีย"
    ).is_taken
    assert item.recusals.get().seat == seats[0]
    task = desk.post(
        f"/committees/items/{item.pk}/tasks/", {"what": "สรุปผล", "owner": "กลุ่มงาน", "due_on": "31 ม.ค. 2567"}
    )
    assert task.status_code == 302
    waits = (
        _("Whether they came is not written down yet: %(names)s.") % {"names": seats[2]},
        _("Write when the meeting ended."),
    )
    shown = text_at(desk, f"/committees/meetings/{meeting.pk}/")
    assert all(said in shown for said in waits)
    told = press(desk, meeting, "close")
    assert all(said in told for said in waits)
    assert not any(str(seat) in said for seat in (*seats[:2], seats[3]) for said in waits)
    sheet = OpenForm(desk, f"/committees/meetings/{meeting.pk}/attendance/")
    assert (
        sheet.type(**{f"seat-{seats[2].pk}-how": "absent", f"seat-{seats[2].pk}-why": "ติดราชการ"})
        .send()
        .is_taken
    )
    assert waits[0] not in text_at(desk, f"/committees/meetings/{meeting.pk}/")
    assert waits[1] in press(desk, meeting, "close")
    assert OpenForm(desk, f"/committees/meetings/{meeting.pk}/change/").type(ends="12.00").send().is_taken
    assert _("%(meeting)s is closed.") % {"meeting": meeting} in press(desk, meeting, "close")
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    assert "ที่ประชุมรับทราบ" in text_at(member, f"/committees/items/{item.pk}/")


@pytest.mark.parametrize(("ended_on", "is_taken"), [(date(2023, 12, 22), True), (date(2023, 12, 21), False)])
def test_a_committee_meets_until_its_last_day(
    ended_on: date, is_taken: bool, desk: Client, committee: Committee
) -> None:
    Committee.objects.filter(pk=committee.pk).update(ended_on=ended_on)
    sent = entered(desk, committee)  # on 22 December
    assert sent.is_taken == is_taken == Meeting.objects.exists()
    assert (_("The committee had ended by then.") in sent.errors) != is_taken


def test_an_item_under_which_anything_stands_is_not_taken_out(desk: Client, committee: Committee) -> None:
    meeting = make.meeting(committee)
    with_child = meeting.items.get()
    child = make.agenda_item(meeting, "3.3.1", parent=with_child)
    with_task = make.agenda_item(meeting, "4.1")
    FollowUp.objects.create(item=with_task, what="สรุปผล", owner="กลุ่มงาน", due_on=make.day(30))
    for item in (with_child, with_task, child):
        page = desk.post(f"/committees/items/{item.pk}/remove/", follow=True).text
        said = _(
            "Other items, tasks, files or papers of another committee stand under this item. Take those out first."
        )
        assert (said in page) == (item != child)
    assert list(meeting.items.order_by("pk")) == [with_child, with_task]


def test_an_item_stands_under_another_of_its_own_agenda_and_never_under_itself(committee: Committee) -> None:
    meeting = make.meeting(committee)
    above = meeting.items.get()
    below = make.agenda_item(meeting, "3.3.1", parent=above)
    above.parent = below
    assert _("An item does not stand under itself.") in said_by_form(above)
    below.parent = make.meeting(committee, 5).items.get()
    assert _("This item is of another meeting.") in said_by_form(below)


def test_an_agenda_item_that_is_a_heading_is_not_decided_on(desk: Client, committee: Committee) -> None:
    meeting = make.meeting(committee, state="called")
    (above,) = meeting.items.all()
    make.agenda_item(meeting, "3.3.1", parent=above)
    assert _("Decide on the items that stand under this one.") in decided(desk, above).errors


@pytest.mark.parametrize("form", [each for each in Meeting.Form if each != Meeting.Form.ROOM])
def test_an_electronic_meeting_is_closed_only_with_how_people_were_identified_and_its_recording(
    form: str, desk: Client, committee: Committee
) -> None:
    for seat in committee.seats.all():
        seat.delete()
    meeting = make.meeting(committee, state="called", form=form)
    assert decided(desk, meeting.items.get()).is_taken
    said = "Of an electronic meeting write how people were identified and where the recording lies."
    assert _(said) in press(desk, meeting, "close")
    changed = OpenForm(desk, f"/committees/meetings/{meeting.pk}/change/")
    assert changed.type(identification="แสดงตนด้วยกล้อง", recording="ห้องสารบรรณ").send().is_taken
    assert _("%(meeting)s is closed.") % {"meeting": meeting} in press(desk, meeting, "close")


@pytest.mark.parametrize(("days", "is_taken"), [(-1, True), (0, True), (1, False)])
def test_what_was_decided_is_written_down_from_the_day_of_the_meeting_on(
    days: int, is_taken: bool, desk: Client
) -> None:
    committee = make.committee(6)
    make.seat(committee, since=make.day(-10))
    meeting = make.meeting(committee, held_on=make.day(days), state="called")
    address = f"/committees/items/{meeting.items.get().pk}/decide/"
    assert (desk.get(address).status_code == 200) == is_taken
    response = desk.post(address, {"kind": "noted", "seen": meeting.items.get().shown})
    assert (response.status_code == 302) == is_taken
    assert ItemDecision.objects.exists() == is_taken


def test_without_a_quorum_an_item_can_only_be_postponed(desk: Client, committee: Committee) -> None:
    meeting = make.meeting(committee, state="called")  # one of three came
    item = meeting.items.get()
    said = _(
        "%(came)s members came, and %(needed)s have to be there. Write down first who came; "
        "without a quorum an item can only be postponed."
    )
    assert said % {"came": 1, "needed": 2} in decided(desk, item, kind="agreed").errors
    assert decided(desk, item, kind="postponed").is_taken
    for seat in committee.seats.exclude(pk__in=meeting.attendance.values("seat")):
        meeting.attendance.create(seat=seat, name=str(seat), how="absent")
    assert _("%(meeting)s is closed.") % {"meeting": meeting} in press(desk, meeting, "close")
    # A correction does not do what the meeting could not.
    assert (
        said % {"came": 1, "needed": 2} in decided(desk, item, "correct", kind="agreed", reason="แก้").errors
    )
    assert item.decisions.get().kind == "postponed"


@pytest.mark.parametrize(("came", "reached"), [(1, False), (2, True), (3, True)])
def test_a_quorum_is_half_of_the_filled_seats(came: int, reached: bool, committee: Committee) -> None:
    meeting = make.meeting(committee)
    meeting.attendance.all().delete()
    for seat in list(committee.seats.all())[:came]:
        Attendance.objects.create(meeting=meeting, seat=seat, name=str(seat), how="came")
    assert meeting.quorum.is_reached == reached


def test_after_closing_a_decision_is_corrected_with_a_reason_and_the_old_one_stays(
    desk: Client, member_6: User
) -> None:
    meeting = make.meeting(make.committee(6), state="called")
    item = meeting.items.get()
    assert decided(desk, item, text="ที่ประชุมรับทราบ").is_taken
    press(desk, meeting, "close")
    assert desk.get(f"/committees/items/{item.pk}/decide/").status_code == 302
    assert not decided(desk, item, "correct", text="รับทราบและมอบหมาย").is_taken  # no reason
    assert decided(desk, item, "correct", text="รับทราบตามเสนอ", reason="พิมพ์ตก").is_taken
    assert [each.text for each in item.decisions.order_by("pk")] == ["ที่ประชุมรับทราบ", "รับทราบตามเสนอ"]
    make.sits(member_6, meeting.committee)
    minutes = browser_of(member_6).get(f"/committees/meetings/{meeting.pk}/minutes.docx").content
    told = "\n".join(each.text for each in Document(io.BytesIO(minutes)).paragraphs)
    assert told.index("รับทราบตามเสนอ") < told.index("พิมพ์ตก") < told.index("เดิม  รับทราบ")
    page = text_at(browser_of(member_6), f"/committees/items/{item.pk}/")
    assert all(
        words in page for words in ("ที่ประชุมรับทราบ", "รับทราบตามเสนอ", "พิมพ์ตก", _("Before the correction:"))
    )
    assert decided(desk, item, "correct", text="อีกครั้ง", reason="แก้อีก").is_taken
    assert item.decisions.count() == 3


def test_a_decision_is_written_on_the_item_as_it_was_shown(desk: Client) -> None:
    meeting = make.meeting(make.committee(6), state="called")
    item = meeting.items.get()
    form = OpenForm(desk, f"/committees/items/{item.pk}/decide/").type(kind="noted", text="ที่ประชุมรับทราบ")
    other = OpenForm(desk, f"/committees/items/{item.pk}/change/").type(title="หัวข้ออื่น")
    assert other.send().is_taken
    sent = form.send()
    assert not sent.is_taken
    assert "ที่ประชุมรับทราบ" in sent.page
    assert "หัวข้ออื่น" in sent.page
    assert form.send().is_taken  # the page that came back shows the new title


def test_the_invitation_is_an_event_of_a_calendar_with_lines_that_it_can_read(desk: Client) -> None:
    meeting = make.meeting(make.committee(6), starts=time(9, 30), ends=None, place="ห้องประชุม 1; อาคาร ก")
    answer = desk.get(f"/committees/meetings/{meeting.pk}/meeting.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert "DTSTART:20231222T023000Z" in unfolded
    assert "DTEND:20231222T053000Z" in unfolded
    assert "LOCATION:ห้องประชุม 1\\; อาคาร ก" in unfolded
    assert f"SUMMARY:{meeting.committee.name} ครั้งที่ 4/2566" in unfolded
    assert unfolded[0] == "BEGIN:VCALENDAR"
    Meeting.objects.update(starts=None, ends=time(8))  # of which nobody has written when it begins
    told = desk.get(f"/committees/meetings/{meeting.pk}/meeting.ics").text
    begins, ends = (re.search(rf"{name}:(\d+T\d+Z)", told).group(1) for name in ("DTSTART", "DTEND"))  # type: ignore[union-attr]
    assert begins < ends
    assert unfolded[-2:] == ["END:VCALENDAR", ""]


def test_a_task_of_a_meeting_is_due_until_it_is_done_also_after_the_meeting_was_closed(
    desk: Client, officer_6: User, officer_11: User
) -> None:
    meeting = make.meeting(make.committee(6), state="called")
    item = meeting.items.get()
    task = FollowUp.objects.create(item=item, what="สรุปผล", owner="กลุ่มงาน", due_on=make.day(-1))
    decided(desk, item)
    press(desk, meeting, "close")
    (row,) = list(desk.get("/reports/due/?kind=tasks").context["rows"])
    assert (row.to_do, row.is_late, row.url) == ("สรุปผล", True, f"/committees/tasks/{task.pk}/")
    assert browser_of(officer_11).get(row.url).status_code == 404
    assert not OpenForm(desk, row.url).type(done_on=make.day(1).strftime("%d/%m/%Y")).send().is_taken
    assert OpenForm(desk, row.url).type(done_on="22 ธ.ค. 2566", outcome="ส่งแล้ว").send().is_taken
    assert list(desk.get("/reports/due/?kind=tasks").context["rows"]) == []


def test_a_task_that_is_done_is_not_said_to_be_done_once_more(desk: Client) -> None:
    item = make.meeting(make.committee(6), state="called").items.get()
    task = FollowUp.objects.create(item=item, what="สรุปผล", owner="กลุ่มงาน", due_on=make.day(30))
    first, second = (OpenForm(desk, f"/committees/tasks/{task.pk}/") for _each in range(2))
    assert first.type(done_on="22 ธ.ค. 2566", outcome="ส่งแล้ว").send().is_taken
    again = second.type(done_on="23 ธ.ค. 2566", outcome="ส่งอีกครั้ง").send()
    assert _("The task is done already.") in again.errors
    assert "ส่งอีกครั้ง" in again.page
    task.refresh_from_db()
    assert (task.done_on, task.outcome) == (date(2023, 12, 22), "ส่งแล้ว")


def test_who_adds_a_task_to_a_meeting_that_a_colleague_closed_is_told_so(desk: Client) -> None:
    meeting = make.meeting(make.committee(6), state="called")
    item = meeting.items.get()
    decided(desk, item)
    press(desk, meeting, "close")
    task = {"what": "สรุปผล", "owner": "กลุ่มงาน", "due_on": "30 ธ.ค. 2566"}
    page = desk.post(f"/committees/items/{item.pk}/tasks/", task, follow=True)
    said = "Who came and what was decided is written down of a meeting that was called and is not closed."
    assert _(said) in page.text
    assert not FollowUp.objects.exists()


def test_of_who_saves_at_once_the_hour_of_the_other_is_told_as_it_is_typed(desk: Client) -> None:
    address = f"/committees/meetings/{make.meeting(make.committee(6)).pk}/change/"
    first, second = (OpenForm(desk, address) for _each in range(2))
    assert first.type(starts="๙.๓๐").send().is_taken
    refused = second.type(starts="10.00").send()
    assert _("They saved: %(value)s") % {"value": "09.30"} in refused.errors


def test_a_members_home_has_the_next_meeting_with_its_agenda_and_the_latest_decisions(
    desk: Client, member_6: User, officer_6: User
) -> None:
    committee = make.committee(6)
    make.seat(committee, since=make.day(-500))
    make.sits(member_6, committee, since=make.day(-30))
    past = make.meeting(committee, state="called", held_on=make.day(-40))
    decided(desk, past.items.get(), text="รับทราบ")
    press(desk, past, "close")
    coming = make.meeting(committee, 5, held_on=make.day(0))
    other = make.committee(11)
    make.seat(other, since=make.day(-500))
    elsewhere = make.meeting(other, 9, held_on=make.day(0), state="called")
    home = browser_of(member_6).get("/")
    assert home.context["meetings"].following is None  # not called yet
    press(desk, coming, "call")
    page = text_at(browser_of(member_6), "/")
    assert f'href="/committees/meetings/{coming.pk}/"' in page
    assert f'href="/committees/items/{coming.items.get().pk}/"' in page
    assert f'href="/committees/items/{past.items.get().pk}/"' in page
    assert f"/committees/meetings/{elsewhere.pk}/" not in page
    for address in (
        f"meetings/{elsewhere.pk}/",
        f"items/{elsewhere.items.get().pk}/",
        f"meetings/{elsewhere.pk}/meeting.ics",
    ):
        assert browser_of(member_6).get(f"/committees/{address}").status_code == 404
    assert browser_of(officer_6).get("/").context["meetings"] is None


def test_a_members_home_has_the_earlier_of_two_meetings_and_a_corrected_decision_once(
    desk: Client, member_6: User
) -> None:
    committee = make.committee(6)
    make.sits(member_6, committee, since=make.day(-500))
    past = make.meeting(committee, state="called", held_on=make.day(-40))
    decided(desk, past.items.get(), text="รับทราบ")
    press(desk, past, "close")
    assert decided(desk, past.items.get(), "correct", text="รับทราบตามเสนอ", reason="พิมพ์ตก").is_taken
    make.meeting(committee, 6, held_on=make.day(9), state="called")
    sooner = make.meeting(committee, 5, held_on=make.day(2), state="called")
    shown = browser_of(member_6).get("/").context["meetings"]
    assert shown.following.meeting == sooner
    assert [each.text for each in shown.decisions] == ["รับทราบตามเสนอ"]
