"""What a row says of its own state, under a decision, in a remark or in its name, is asked where it is no clear yes."""

import pytest
from django.test import Client

from people.models import User
from tests import make
from tests.spreadsheets.asked import (
    HEADER,
    ONE,
    THREE,
    TWO,
    Rows,
    answered,
    brought_in,
    names,
    questions,
    with_column,
)
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, xlsx

pytestmark = pytest.mark.django_db


STATES = [
    "งดจ่าย",
    "ปฏิเสธ",
    "ยุบเลิก",
    "สำรอง",
    "ยก เลิก",
    "รอ",
    "พักไว้",
    "ไม่",
    "ให้ปรับแก้",
    "อนุมัติในหลักการ",
    "?",
    "0",
    "x",
]
DECISIONS = ["มติ", "ผลการพิจารณา", "สถานะ", "ผล", "decision", "Status", "อนุมัติ/ไม่อนุมัติ"]


@pytest.mark.parametrize("state", STATES)
def test_what_is_no_yes_under_a_decision_is_asked_about(client: Client, officer_6: User, state: str) -> None:
    make.programme()
    client.force_login(officer_6)
    heading = DECISIONS[STATES.index(state) % len(DECISIONS)]
    batch = brought_in(client, with_column(heading, state, "อนุมัติ", state))
    assert faults(batch) == [(None, 2, "other_state")]
    assert names(answered(client, batch, "leave")) == [TWO[1]]


def test_a_decision_that_is_blank_among_others_is_asked_about_and_many_things_said_are_one_question(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, with_column("มติ", "อนุมัติ", "", "อนุมัติ"))
    assert faults(batch) == [(None, 3, "other_state")]
    assert "D “มติ” ว่างอยู่" in questions(batch)[0]
    rows: Rows = [[*HEADER, "สถานะ"], *([n, f"ชมรมบ้าน{n}", 1000, "กขคงจฉช"[n]] for n in range(7))]
    assert faults(brought_in(client, rows)) == [(None, 2, "other_state")]


TURNED_DOWN = [
    "พักไว้ก่อน", "พักโครงการ", "ไม่ต่อ", "ไม่ทำแล้ว", "ไม่ดำเนินการ", "ไม่เอา", "ไม่ใช้", "ไม่ได้", "เลิก", "งด", "เลื่อนออกไป", "ปีหน้า",
    "ปิดศูนย์แล้ว", "ซ้ำกับลำดับ 1", "รวมกับลำดับ 1", "ใช้งบอื่น", "คืนเงินแล้ว", "ให้คืนเงิน", "hold", "❌",
    "ยังไม่โอน", "ขอไม่ร่วม", "คืนทุน", "ไม่ลงนาม", "รวมกับชมรมคนบ้านสวน", "รวมอยู่ในข้อ 1",
]  # fmt: skip


@pytest.mark.parametrize("remark", TURNED_DOWN)
def test_a_remark_that_turns_a_row_down_is_asked_about(client: Client, officer_6: User, remark: str) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, with_column("หมายเหตุ", "", remark, "ต่อเนื่อง"))
    assert faults(batch) == [(None, 3, "other_state")]
    assert names(answered(client, batch, "leave")) == [ONE[1], THREE[1]]


@pytest.mark.parametrize("state", ["งดจ่าย", "ปฏิเสธ", "สำรอง", "ยก เลิก"])
def test_a_name_with_a_state_in_brackets_is_asked_about(client: Client, officer_6: User, state: str) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, [HEADER, ONE, [2, f"สมาคมแม่บ้าน ({state})", 45000]])
    assert faults(batch) == [(None, 3, "other_state")]


# What a remark may do to its row: cross it out, take it out, put it off, move it, change its sum.
DONE_TO_A_ROW = [
    "x", "X", "no", "✗", "?", "⛔", "not yet", "don't pay", "waiting", "TBC", "removed", "moved to ชมรมบ้านสวน",
    "รอเอกสาร", "รองบประมาณ", "รอบัญชี", "รอยืนยันตัวตน", "ยังรอหนังสือ", "อยู่ระหว่างตรวจสอบ", "ขาดเอกสาร", "เอกสารไม่ครบ",
    "ติดต่อไม่ได้", "ส่งไม่ทัน", "ค้างรายงานปีก่อน", "ขอทบทวน", "อาจเลื่อน", "โอนให้ อบต. แทน", "โอนเงินให้เทศบาลตำบล",
    "ย้ายไปลำดับ 3", "แทนชมรมเดิม", "ให้สมาคมแม่บ้านทำแทน", "เปลี่ยนเป็นชมรมอื่น", "ยกไปงวดหน้า", "ตัดออก", "คัดออก", "ลบ",
    "ชื่อซ้ำ", "ตีกลับ", "ปรับลด ๕๐%", "ลดลงร้อยละ 20", "เหลือครึ่งเดียว",
]  # fmt: skip


@pytest.mark.parametrize("remark", DONE_TO_A_ROW)
def test_a_remark_that_takes_out_puts_off_moves_or_changes_a_row_is_asked_about(
    client: Client, officer_6: User, remark: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    heading = ["หมายเหตุ", "เพิ่มเติม", "ความเห็น", "Remarks"][DONE_TO_A_ROW.index(remark) % 4]
    batch = brought_in(client, with_column(heading, "", remark, "ต่อเนื่อง"))
    assert faults(batch) == [(None, 3, "other_state")]
    assert names(answered(client, batch, "leave")) == [ONE[1], THREE[1]]


@pytest.mark.parametrize("remark", ["รอเอกสาร", "x", "โอนให้ อบต. แทน"])
def test_a_note_beside_the_table_is_a_remark_without_a_heading(
    client: Client, officer_6: User, remark: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    sheet = SheetOfFile(rows=[HEADER, ONE, [*TWO, remark], THREE])
    assert faults(upload(client, "b.xlsx", "budget", xlsx(sheet))) == [(None, 3, "other_state")]


ONLY_TELLING = [
    "รอบที่ 1", "รองประธาน", "รอยต่อสองอำเภอ", "โอนแล้ว", "โอนให้ประธาน", "โอนเข้าบัญชีเลขที่ 123", "ผู้แทนชุมชน", "ค่าตอบแทนวิทยากร",
    "ย้ายที่ทำการ", "อยู่ระหว่างดำเนินการ", "ลดขยะ", "No. 12", "n/a", "-", "อาจารย์สมศรี", "ไม่แสวงหากำไร", "โรคไม่ติดต่อ",
    "หัก ณ ที่จ่าย 1%", "เพิ่ม 2 คน", "แบ่งจ่าย 2 งวด", "ค้างคืน 2 วัน", "ไม่ซ้ำกับ อปท.", "ปรับปรุงอาคาร", "จ่ายแทนแล้ว",
]  # fmt: skip


@pytest.mark.parametrize("remark", ONLY_TELLING)
def test_a_remark_that_only_tells_of_the_work_is_not_asked_about(
    client: Client, officer_6: User, remark: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column("หมายเหตุ", "", remark, ""))) == []


NAMES_TURNED_DOWN = [
    "สมาคมแม่บ้าน รอเอกสาร", "สมาคมแม่บ้าน (ซ้ำ)", "x สมาคมแม่บ้าน", "สมาคมแม่บ้าน (โอนให้ อบต.บ้านสวน)", "สมาคมแม่บ้าน (?)",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES_TURNED_DOWN)
def test_a_name_with_a_remark_beside_it_is_asked_about(client: Client, officer_6: User, name: str) -> None:
    make.programme()
    client.force_login(officer_6)
    assert (None, 3, "other_state") in faults(brought_in(client, [HEADER, ONE, [2, name, 45000], THREE]))


@pytest.mark.parametrize(
    "name", ["ชมรมไม่สูบบุหรี่", "ชมรมรอบรู้สุขภาพ", "สมาคมแม่บ้าน (ตัวแทนชุมชน)", "กลุ่มฮักบ้านเกิด (รองรับผู้สูงอายุ)"]
)
def test_a_name_that_only_holds_such_words_is_not(client: Client, officer_6: User, name: str) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, [HEADER, ONE, [2, name, 45000], THREE])) == []


CHOSEN = {
    "ใช้/ไม่ใช้": ("ใช้", "ไม่ใช้"),
    "Y/N": ("Y", "N"),
    "เข้าร่วม": ("เข้าร่วม", "ติดภารกิจ"),
    "การโอน": ("โอนแล้ว", "ยังไม่โอน"),
    "Action": ("keep", "drop"),
    "เลือก": ("✓", ""),
}


@pytest.mark.parametrize(("heading", "said"), CHOSEN.items())
def test_a_column_that_chooses_rows_is_one_of_decisions(
    client: Client, officer_6: User, heading: str, said: tuple[str, str]
) -> None:
    make.programme()
    client.force_login(officer_6)
    yes, other = said
    batch = brought_in(client, with_column(heading, yes, other, yes))
    assert faults(batch) == [(None, 3, "other_state")]
    assert names(answered(client, batch, "leave")) == [ONE[1], THREE[1]]
