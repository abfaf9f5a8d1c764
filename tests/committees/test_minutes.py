"""The minutes as Word has them: the words of แบบที่ 11, what is known in them, a dotted line for what is not."""

import io

import pytest
from django.test import Client
from docx import Document

from committees.models import FollowUp, ItemDecision, Meeting
from people.models import User
from tests import make
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(officer_6: User) -> Meeting:
    committee = make.committee(6, name="คณะอนุกรรมการ ก")
    chair, absent = make.seat(committee, "นางประธาน หนึ่ง", duty="chair"), make.seat(committee, "นายขาด สอง")
    away = make.seat(committee, "นางแทน สาม")
    meeting = make.meeting(committee, state="called", place="ห้องประชุม 1", starts="09:30")
    meeting.attendance.all().delete()
    meeting.attendance.create(seat=chair, name="นางประธาน หนึ่ง", how="came")
    meeting.attendance.create(seat=absent, name="นายขาด สอง", how="absent", why="ติดราชการ")
    meeting.attendance.create(seat=away, name="นางแทน สาม", how="substitute", substitute="นายมาแทน สี่")
    item = meeting.items.get()
    ItemDecision.objects.create(
        item=item, kind="reserved", reservations="เพิ่มเครือข่าย อสม.", recorded_by=officer_6
    )
    FollowUp.objects.create(item=item, what="ปรับแผน", owner="สปสช. เขต 6", due_on=make.day(30))
    return meeting


def lines(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    document = Document(io.BytesIO(answer.content))
    assert document.sections[0].page_width < document.sections[0].page_height
    assert round(document.sections[0].left_margin.cm, 1) == 3.0
    return [line for paragraph in document.paragraphs for line in paragraph.text.split("\n")]


def test_the_minutes_say_what_is_known_in_the_words_of_the_form(meeting: Meeting, officer_6: User) -> None:
    told = lines(browser_of(officer_6), f"/committees/meetings/{meeting.pk}/minutes.docx")
    assert told[:3] == ["(ร่าง) รายงานการประชุม", "คณะอนุกรรมการ ก", "ครั้งที่ 4/2566"]
    assert "เมื่อวันศุกร์ที่ 22 ธันวาคม 2566" in told
    came, absent, guests = (told.index(head) for head in ("ผู้มาประชุม", "ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม (ถ้ามี)"))
    assert told[came + 1 : absent] == [
        "1. นางประธาน หนึ่ง  ประธาน",
        "2. นายมาแทน สี่ (แทน นางแทน สาม) มาประชุมแทน",
    ]
    assert told[absent + 1 : guests] == ["1. นายขาด สอง  (ติดราชการ)"]
    assert "เริ่มประชุมเวลา  09.30 น." in told
    assert "ระเบียบวาระที่ 3.3  แผนการขับเคลื่อนการมีส่วนร่วม ประจำปี 2567" in told
    decided = told.index("มติที่ประชุม  เห็นชอบโดยมีข้อสังเกต")
    assert told[decided + 1] == "ข้อสังเกต  เพิ่มเครือข่าย อสม."
    assert told[decided + 2].startswith("มอบหมาย  สปสช. เขต 6: ปรับแผน ภายใน ")
    (ended,) = (line for line in told if line.startswith("เลิกประชุมเวลา"))
    assert "....." in ended  # nobody has written when
    assert told[-1] == "ผู้ตรวจรายงานการประชุม"


def test_numbers_are_thai_where_that_is_asked(meeting: Meeting, officer_6: User) -> None:
    told = lines(browser_of(officer_6), f"/committees/meetings/{meeting.pk}/minutes.docx?digits=thai")
    assert {"ครั้งที่ ๔/๒๕๖๖", "เริ่มประชุมเวลา  ๐๙.๓๐ น."} <= set(told)
    page = browser_of(officer_6).get(f"/committees/meetings/{meeting.pk}/minutes.docx?digits=roman")
    assert page.status_code == 404


def test_a_member_takes_the_minutes_out_once_the_meeting_is_closed(
    meeting: Meeting, member_6: User, officer_11: User
) -> None:
    client, address = browser_of(member_6), f"/committees/meetings/{meeting.pk}/minutes.docx"
    assert client.get(address).status_code == 403
    assert address not in text_at(client, meeting.get_absolute_url())
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    assert lines(client, address)[0] == "รายงานการประชุม"
    assert address in text_at(client, meeting.get_absolute_url())
    assert browser_of(officer_11).get(address).status_code == 404


def test_an_excerpt_has_one_item_and_its_decision(meeting: Meeting, officer_6: User) -> None:
    other = make.agenda_item(meeting, "4.1", title="เรื่องอื่น")
    item = meeting.items.get(number="3.3")
    told = lines(browser_of(officer_6), f"/committees/items/{item.pk}/excerpt.docx")
    assert told[0] == "(ร่าง) สำเนารายงานการประชุม (เฉพาะวาระ)"
    assert "มติที่ประชุม  เห็นชอบโดยมีข้อสังเกต" in told
    assert not any(other.title in line or line == "ผู้มาประชุม" for line in told)
