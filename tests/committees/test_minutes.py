"""The minutes as Word has them: the words of แบบที่ 11, what is known in them, a dotted line for what is not."""

import io
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document
from openpyxl import load_workbook

from committees.models import FollowUp, ItemDecision, Meeting, MeetingCorrection
from committees.models.decision import ItemDecisionKind
from people.models import User
from tests import make
from tests.committees.test_meetings import decided, press
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db

# The words of แบบที่ 11 in their order.
FORM_11 = (
    "รายงานการประชุม",
    "ครั้งที่",
    "เมื่อ",
    "ณ ",
    "ผู้มาประชุม",
    "ผู้ไม่มาประชุม",
    "ผู้เข้าร่วมประชุม (ถ้ามี)",
    "เริ่มประชุมเวลา",
    "มติที่ประชุม",
    "เลิกประชุมเวลา",
    "ผู้จดรายงานการประชุม",
    "ผู้ตรวจรายงานการประชุม",
)


@pytest.fixture
def meeting(officer_6: User) -> Meeting:
    committee = make.committee(6, name="คณะอนุกรรมการ ก")
    chair, absent = make.seat(committee, "นางประธาน หนึ่ง", duty="chair"), make.seat(committee, "นายขาด สอง")
    away = make.seat(committee, "นางแทน สาม")
    meeting = make.meeting(committee, state="called", place="ห้องประชุม 1", starts="09:30", ends=None)
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
        "2. นายมาแทน สี่  มาประชุมแทน นางแทน สาม",
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
    whole = "\n".join(told)
    assert [whole.find(words) for words in FORM_11] == sorted(whole.find(words) for words in FORM_11)
    assert not [words for words in FORM_11 if words not in whole]


# Form → as the page says it, as papers and the calendar say it beside the place.
SAID_OF_A_FORM = {
    "room": ("ในห้องประชุม", ""),
    "electronic": ("ผ่านสื่ออิเล็กทรอนิกส์", "ประชุมผ่านสื่ออิเล็กทรอนิกส์"),
    "both": ("ในห้องประชุมและผ่านสื่ออิเล็กทรอนิกส์", "ประชุมในห้องประชุมและผ่านสื่ออิเล็กทรอนิกส์"),
}


def test_whatever_tells_of_a_meeting_tells_its_form_as_it_is_recorded(
    meeting: Meeting, officer_6: User
) -> None:
    assert set(SAID_OF_A_FORM) == set(Meeting.Form.values)
    desk, item = browser_of(officer_6), meeting.items.get()
    for form, (page, paper) in SAID_OF_A_FORM.items():
        Meeting.objects.update(form=form)
        assert f"<dd>{page}</dd>" in text_at(desk, meeting.get_absolute_url())
        invited = desk.get(f"/committees/meetings/{meeting.pk}/meeting.ics").content.decode()
        where = r"\, ".join(filter(None, ("ห้องประชุม 1", paper)))
        assert f"\nLOCATION:{where}\r\n" in invited.replace("\r\n ", "")
        for address in (f"meetings/{meeting.pk}/minutes.docx", f"items/{item.pk}/excerpt.docx"):
            told = lines(desk, f"/committees/{address}")
            assert told[told.index("ณ ห้องประชุม 1") - 1].startswith(paper or "เมื่อวัน"), (form, address)


def test_whoever_sits_there_without_a_vote_stands_apart_with_her_duty_or_office(
    meeting: Meeting, officer_6: User
) -> None:
    named = {"นางรอง ห้า": {"duty": "vice_chair"}, "นายที่ปรึกษา หก": {"office": "ที่ปรึกษา"}, "นางไม่มี เจ็ด": {}}
    for name, more in named.items():
        seat = make.seat(meeting.committee, name, has_vote=False, **more)
        meeting.attendance.create(seat=seat, name=name, how="came")
    told = lines(browser_of(officer_6), f"/committees/meetings/{meeting.pk}/minutes.docx")
    guests = told.index("ผู้เข้าร่วมประชุม (ถ้ามี)")
    assert {line.partition(". ")[2] for line in told[guests + 1 : guests + 4]} == {
        "นางรอง ห้า  รองประธาน",
        "นายที่ปรึกษา หก  ที่ปรึกษา",
        "นางไม่มี เจ็ด",
    }


# Decision → as the page says it, as the minutes say it.
SAID_OF_A_DECISION = {
    "noted": ("รับทราบ", "รับทราบ"),
    "agreed": ("เห็นชอบ", "เห็นชอบ"),
    "reserved": ("เห็นชอบโดยมีข้อสังเกต", "เห็นชอบโดยมีข้อสังเกต"),
    "rejected": ("ไม่เห็นชอบ", "ไม่เห็นชอบ"),
    "assigned": ("มอบหมาย", "มอบหมาย"),
    "postponed": ("เลื่อน", "เลื่อนการพิจารณา"),
}


# Decision, its words as a secretary writes them → what the minutes say under มติที่ประชุม.
SAID_ONCE = [
    ("rejected", "ไม่เห็นชอบ ให้กลับไปทบทวน", "ไม่เห็นชอบ ให้กลับไปทบทวน"),
    ("noted", "ที่ประชุมรับทราบผลการดำเนินงาน", "รับทราบผลการดำเนินงาน"),
    ("noted", "มติที่ประชุม: รับทราบ", "รับทราบ"),
    ("noted", "ที่ประชุมขอบคุณผู้นำเสนอ", "รับทราบ ที่ประชุมขอบคุณผู้นำเสนอ"),
    ("agreed", "ที่ประชุมมีมติเห็นชอบตามเสนอ", "เห็นชอบตามเสนอ"),
    ("agreed", "ให้ดำเนินการได้", "เห็นชอบ ให้ดำเนินการได้"),
    ("reserved", "เห็นชอบ ตามเสนอ", "เห็นชอบโดยมีข้อสังเกต ตามเสนอ"),
    ("reserved", "เห็นชอบโดยมีข้อสังเกต 2 ข้อ", "เห็นชอบโดยมีข้อสังเกต 2 ข้อ"),
    ("assigned", "มอบหมายให้ฝ่ายเลขานุการสรุป", "มอบหมายให้ฝ่ายเลขานุการสรุป"),
    ("postponed", "เลื่อนไปประชุมครั้งหน้า", "เลื่อนการพิจารณาไปประชุมครั้งหน้า"),
    ("postponed", "", "เลื่อนการพิจารณา"),
]


def test_the_minutes_say_a_decision_once_where_its_words_begin_with_it(officer_6: User) -> None:
    meeting = make.meeting(make.committee(6), state="called")
    meeting.items.all().delete()
    for place, (kind, text, _told) in enumerate(SAID_ONCE, start=1):
        remarks = "ข้อสังเกตที่ 1" if kind == "reserved" else ""
        ItemDecision.objects.create(
            item=make.agenda_item(meeting, f"4.{place}"),
            kind=kind,
            text=text,
            reservations=remarks,
            recorded_by=officer_6,
        )
    told = lines(browser_of(officer_6), f"{meeting.get_absolute_url()}minutes.docx")
    decisions = [line.removeprefix("มติที่ประชุม  ") for line in told if line.startswith("มติที่ประชุม  ")]
    assert decisions == [each for _kind, _text, each in SAID_ONCE]


@pytest.mark.parametrize("kind", ItemDecisionKind.values)
def test_the_minutes_and_the_page_say_each_decision_in_its_thai_words(kind: str, officer_6: User) -> None:
    desk, meeting = browser_of(officer_6), make.meeting(make.committee(6), state="called")
    item, (on_page, in_minutes) = meeting.items.get(), SAID_OF_A_DECISION[kind]
    assert decided(desk, item, kind=kind, reservations="ข้อสังเกตที่ 1" if kind == "reserved" else "").is_taken
    assert f"มติที่ประชุม  {in_minutes}" in lines(desk, f"{meeting.get_absolute_url()}minutes.docx")
    for page in (meeting.get_absolute_url(), item.get_absolute_url()):
        assert f">{on_page}<" in text_at(desk, page)


def dossier_of(desk: Client, meeting: Meeting) -> tuple[list[str], set[object]]:
    """The words of the papers in the dossier of the meeting's year, and the cells of its table of decisions."""
    answer = desk.get(f"{meeting.committee.get_absolute_url()}dossier-{meeting.year}.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as made:
        papers = [Document(io.BytesIO(made.read(each))) for each in made.namelist() if each.endswith(".docx")]
        table = load_workbook(io.BytesIO(made.read("มติ.xlsx"))).active
    assert len(papers) == 2
    words = [line for paper in papers for each in paper.paragraphs for line in each.text.split("\n")]
    return words, {cell.value for row in table.iter_rows() for cell in row}


def test_a_closed_meeting_tells_names_duties_and_offices_as_they_were_when_it_was_closed(
    officer_6: User,
) -> None:
    name, desk = "คณะอนุกรรมการ ก", browser_of(officer_6)
    committee = make.committee(6, name=name)
    chair = make.seat(committee, "นางประธาน หนึ่ง", duty="chair")
    vice_chair = make.seat(committee, "นายรอง สอง", duty="vice_chair")
    adviser = make.seat(committee, "นายที่ปรึกษา สาม", has_vote=False, office="ที่ปรึกษาเขต")
    meeting = make.meeting(committee, state="called")
    meeting.attendance.create(seat=adviser, name=str(adviser), how="came")
    meeting.attendance.create(seat=vice_chair, name=str(vice_chair), how="absent")
    item = meeting.items.get()
    assert decided(desk, item, recused=[str(adviser.pk)], recused_why="เป็นผู้เสนอ").is_taken
    assert _("%(meeting)s is closed.") % {"meeting": meeting} in press(desk, meeting, "close")
    added = OpenForm(desk, f"{meeting.get_absolute_url()}correct/")
    assert added.type(**{f"seat-{vice_chair.pk}-how": "came"}, reason="ตกหล่น").send().is_taken
    page, minutes = meeting.get_absolute_url(), f"{meeting.get_absolute_url()}minutes.docx"
    excerpt = f"{item.get_absolute_url()}excerpt.docx"
    before = lines(desk, minutes), lines(desk, excerpt), dossier_of(desk, meeting)[0]
    for words in ("1. นางประธาน หนึ่ง  ประธาน", "2. นายรอง สอง  รองประธาน", "1. นายที่ปรึกษา สาม  ที่ปรึกษาเขต"):
        assert words in before[0]
    for told in before:
        assert name in told
        assert "ผู้ไม่ร่วมพิจารณา  นายที่ปรึกษา สาม (เป็นผู้เสนอ)" in told
    changes = {
        f"committee/{committee.pk}": {"name": "คณะกรรมการชื่อใหม่"},
        f"seat/{chair.pk}": {"duty": "member"},
        f"seat/{vice_chair.pk}": {"duty": "member"},
        f"seat/{adviser.pk}": {"office": "ตำแหน่งใหม่", "name": "นางคนใหม่"},
    }
    for record, said in changes.items():
        sent = OpenForm(desk, f"/admin/committees/{record}/change/").type(**said, change_reason="ใหม่").send()
        assert sent.is_taken, sent.errors
    words, cells = dossier_of(desk, meeting)
    assert (lines(desk, minutes), lines(desk, excerpt), words) == before
    assert name in cells
    assert "คณะกรรมการชื่อใหม่" in text_at(desk, committee.get_absolute_url())
    assert name in text_at(desk, page)
    assert "นายที่ปรึกษา สาม" in text_at(desk, item.get_absolute_url())
    for told in (text_at(desk, page), text_at(desk, item.get_absolute_url())):
        assert not [new for new in ("คณะกรรมการชื่อใหม่", "นางคนใหม่", "ตำแหน่งใหม่") if new in told]


def test_numbers_are_thai_where_that_is_asked(meeting: Meeting, officer_6: User) -> None:
    told = lines(browser_of(officer_6), f"/committees/meetings/{meeting.pk}/minutes.docx?digits=thai")
    assert {"ครั้งที่ ๔/๒๕๖๖", "เริ่มประชุมเวลา  ๐๙.๓๐ น."} <= set(told)
    page = browser_of(officer_6).get(f"/committees/meetings/{meeting.pk}/minutes.docx?digits=roman")
    assert page.status_code == 404


def test_a_member_takes_the_minutes_out_once_the_meeting_is_closed(
    meeting: Meeting, member_6: User, officer_11: User
) -> None:
    make.sits(member_6, meeting.committee)
    client, address = browser_of(member_6), f"/committees/meetings/{meeting.pk}/minutes.docx"
    assert client.get(address).status_code == 403
    assert address not in text_at(client, meeting.get_absolute_url())
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    assert lines(client, address)[0] == "รายงานการประชุม"
    assert address in text_at(client, meeting.get_absolute_url())
    assert browser_of(officer_11).get(address).status_code == 404


def test_what_is_kept_of_an_electronic_meeting_is_its_recording_in_sound_or_video(
    meeting: Meeting, officer_6: User
) -> None:
    """พ.ร.ก. ว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. 2563 มาตรา 9; the minutes are another thing."""
    asked, desk = "ที่เก็บไฟล์บันทึกเสียงหรือวิดีโอของการประชุม", browser_of(officer_6)
    assert asked in text_at(desk, f"/committees/meetings/{meeting.pk}/change/")
    Meeting.objects.update(state="closed")
    form = OpenForm(desk, f"/committees/meetings/{meeting.pk}/correct/")
    assert asked in text_at(desk, form.address)
    assert form.type(recording="แฟ้มประชุม 4/2566", reason="ไม่ได้จด").send().is_taken
    assert meeting.corrections.get().changes == [[asked, "—", "แฟ้มประชุม 4/2566"]]


def test_an_excerpt_has_one_item_and_its_decision(meeting: Meeting, officer_6: User) -> None:
    other = make.agenda_item(meeting, "4.1", title="เรื่องอื่น")
    item = meeting.items.get(number="3.3")
    told = lines(browser_of(officer_6), f"/committees/items/{item.pk}/excerpt.docx")
    assert told[0] == "(ร่าง) สำเนารายงานการประชุม (เฉพาะวาระ)"
    assert "มติที่ประชุม  เห็นชอบโดยมีข้อสังเกต" in told
    assert not any(other.title in line or line == "ผู้มาประชุม" for line in told)


def test_an_item_of_a_closed_meeting_is_corrected_with_a_reason_that_minutes_and_excerpt_tell(
    meeting: Meeting, officer_6: User, member_6: User
) -> None:
    make.sits(member_6, meeting.committee)
    item, chair = meeting.items.get(), meeting.attendance.get(how="came").seat
    address, desk = f"/committees/items/{item.pk}/", browser_of(officer_6)
    assert desk.get(f"{address}correct-record/").status_code == 302  # not closed
    Meeting.objects.update(state="closed")
    for closed in (f"{address}change/", f"{address}decide/"):
        assert desk.get(closed).status_code == 302
    assert browser_of(member_6).get(f"{address}correct-record/").status_code == 403
    first, late = (OpenForm(desk, f"{address}correct-record/") for _each in range(2))
    said = {"title": "แผนประจำปี 2567", "presenter": "นางสาวผู้นำเสนอ", "recused": [str(chair.pk)]}
    assert not first.type(**said, recused_why="เป็นผู้เสนอ").send().is_taken  # no reason
    assert not first.type(reason="จดไม่ครบ", recused_why="").send().is_taken
    sent = first.type(recused_why="เป็นผู้เสนอ").send()
    assert sent.is_taken, sent.errors
    assert not late.type(title="อื่น", reason="ช้าไป").send().is_taken
    told = [
        "1. วาระที่ 3.3 เรื่อง: เดิม แผนการขับเคลื่อนการมีส่วนร่วม ประจำปี 2567 แก้เป็น แผนประจำปี 2567",
        "2. วาระที่ 3.3 ผู้นำเสนอ: เดิม — แก้เป็น นางสาวผู้นำเสนอ",
        "3. วาระที่ 3.3 นางประธาน หนึ่ง: เดิม ร่วมพิจารณา แก้เป็น ไม่ร่วมพิจารณา (เป็นผู้เสนอ)",
    ]
    for paper in (f"{meeting.get_absolute_url()}minutes.docx", f"{address}excerpt.docx"):
        lines_of_it = lines(browser_of(member_6), paper)
        assert {"ระเบียบวาระที่ 3.3  แผนประจำปี 2567", *told} <= set(lines_of_it)
        assert "ผู้ไม่ร่วมพิจารณา  นางประธาน หนึ่ง (เป็นผู้เสนอ)" in lines_of_it
        assert any(line.endswith("เหตุผล จดไม่ครบ") for line in lines_of_it)
    assert item.history.first().history_change_reason == "จดไม่ครบ"
    back = OpenForm(desk, f"{address}correct-record/").type(recused=[], reason="จดผิดคน").send()
    assert back.is_taken, back.errors
    page = text_at(browser_of(member_6), address)
    assert _("Took no part") not in page
    for shown in (page, text_at(browser_of(member_6), meeting.get_absolute_url())):
        assert "จดไม่ครบ" in shown
        assert "จดผิดคน" in shown
        assert "วาระที่ 3.3 นางประธาน หนึ่ง: ไม่ร่วมพิจารณา (เป็นผู้เสนอ) → ร่วมพิจารณา" in shown
    nothing = OpenForm(desk, f"{address}correct-record/").type(reason="ไม่มีอะไรเปลี่ยน").send()
    assert _("Nothing was corrected.") in nothing.errors


def test_the_record_of_a_closed_meeting_is_corrected_with_a_reason_that_the_minutes_tell(
    meeting: Meeting, officer_6: User, member_6: User, officer_11: User
) -> None:
    address, desk = f"/committees/meetings/{meeting.pk}/", browser_of(officer_6)
    assert desk.get(f"{address}correct/").status_code == 302  # not closed
    Meeting.objects.update(state="closed")
    make.sits(member_6, meeting.committee, since=make.day(-1))
    assert browser_of(member_6).get(f"{address}correct/").status_code == 403
    assert browser_of(officer_11).get(f"{address}correct/").status_code == 404
    absent = meeting.attendance.get(how="absent")
    form = OpenForm(desk, f"{address}correct/")
    said = {f"seat-{absent.seat_id}-how": "came", f"seat-{absent.seat_id}-why": "", "ends": "12.00"}
    assert not form.type(**said).send().is_taken  # no reason
    assert not OpenForm(desk, f"{address}correct/").type(reason="ไม่มีอะไรเปลี่ยน").send().is_taken
    sent = form.type(**said, reason="ลงชื่อภายหลัง").send()
    assert sent.is_taken, sent.errors
    correction = meeting.corrections.get()
    emptied = OpenForm(desk, f"{address}correct/").type(ends="", reason="ไม่แน่ใจ").send()
    assert _("Write when the meeting ended.") in emptied.errors
    assert [(before, after) for _what, before, after in correction.changes] == [
        ("—", "12.00 น."),
        ("ไม่มาประชุม (ติดราชการ)", "มาประชุม"),
    ]
    told = lines(browser_of(member_6), f"{address}minutes.docx")
    assert "2. นายขาด สอง  กรรมการ" in told
    assert "1. เลิกประชุมเวลา: เดิม — แก้เป็น 12.00 น." in told
    assert "2. นายขาด สอง: เดิม ไม่มาประชุม (ติดราชการ) แก้เป็น มาประชุม" in told
    page = text_at(browser_of(member_6), address)
    assert "ลงชื่อภายหลัง" in page
    assert meeting.history.first().history_change_reason == "ลงชื่อภายหลัง"
    for tamper in (
        lambda: MeetingCorrection.objects.update(reason="อื่น"),
        lambda: MeetingCorrection.objects.all().delete(),
        lambda: Meeting.objects.update(state="called", correction=None),
        lambda: meeting.attendance.update(how="came", substitute=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            tamper()


def test_what_is_written_of_who_came_is_not_emptied_by_a_correction(
    meeting: Meeting, officer_6: User
) -> None:
    Meeting.objects.update(state="closed")
    absent = meeting.attendance.get(how="absent")
    form = OpenForm(browser_of(officer_6), f"/committees/meetings/{meeting.pk}/correct/")
    emptied = {f"seat-{absent.seat_id}-{name}": "" for name in ("how", "why")}
    sent = form.type(**emptied, reason="ไม่แน่ใจ").send()
    said = _("Say of %(person)s how it was: what is written down is not emptied.")
    assert said % {"person": absent.seat} in sent.errors
    assert not meeting.corrections.exists()
    absent.refresh_from_db()
    assert absent.why == "ติดราชการ"
