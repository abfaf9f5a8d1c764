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
from tests.tables.test_fuzz import never_hung
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
    "x", "X", "no", "✗", "(✗✗)", "?", "⛔", "not yet", "don't pay", "waiting", "TBC", "removed", "moved to ชมรมบ้านสวน",
    "รอเอกสาร", "รองบประมาณ", "รอบัญชี", "รอยืนยันตัวตน", "ยังรอหนังสือ", "อยู่ระหว่างตรวจสอบ", "ขาดเอกสาร", "เอกสารไม่ครบ",
    "ติดต่อไม่ได้", "ส่งไม่ทัน", "ค้างรายงานปีก่อน", "ขอทบทวน", "อาจเลื่อน", "โอนให้ อบต. แทน", "โอนเงินให้เทศบาลตำบล",
    "ย้ายไปลำดับ 3", "แทนชมรมเดิม", "ให้สมาคมแม่บ้านทำแทน", "เปลี่ยนเป็นชมรมอื่น", "ยกไปงวดหน้า", "ตัดออก", "คัดออก", "ลบ",
    "มีปัญหา", "ต้องแก้ไข", "ไม่พบองค์กร", "ไม่ต้องโอน", "ใช้งบปีที่แล้ว", "ถ่ายโอนงบให้ อบต.", "โอนไปที่ รพ.สต.", "จ่ายให้ 2 ชมรม",
    "โอนให้ทั้งหมดแก่เทศบาล", "ทดแทนชมรมเดิม", "อนุมัติได้ 50%", "ชื่อซ้ำ", "ตีกลับ", "ปรับลด ๕๐%", "ลดลงร้อยละ 20", "เหลือครึ่งเดียว",
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


GONE = [
    "ตาย", "เสียชีวิต", "ประธานเสียชีวิตแล้ว", "ผู้ประสานงานถึงแก่กรรม", "โดนยุบ", "ถูกยุบแล้ว", "ศูนย์โดนยุบ",
    "เลิกกลุ่มแล้ว", "ล้มละลาย", "dissolved",
    "ไม่มีตัวตน", "องค์กรไม่มีตัวตน", "ไม่มีอยู่จริง", "ชมรมนี้ไม่มีอยู่จริง", "ไม่มีองค์กรนี้", "ไม่มี องค์กรนี้", "ปัจจุบันไม่มีแล้ว", "ไม่มีผู้รับผิดชอบ",
    "ไม่มีผู้ประสานงาน", "ไม่มีสมาชิก", "ไม่มีที่ตั้ง", "ไม่มีคนทำ", "ไม่มีการดำเนินงาน", "ไม่มีผลงาน", "ไม่มีชื่อในทะเบียน", "ไม่มีเอกสาร",
]  # fmt: skip


def test_each_remark_that_somebody_died_or_that_the_body_is_no_more_or_never_was_is_asked_about(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = [[number, f"ชมรมบ้าน{number}", 1000, remark] for number, remark in enumerate(GONE, start=2)]
    batch = brought_in(client, [[*HEADER, "หมายเหตุ"], [*ONE, ""], *rows])
    assert {code for _column, _row, code in faults(batch)} == {"other_state"}
    assert names(answered(client, batch, "leave")) == [ONE[1]]


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
    "โอนให้ ประธาน", "โอนเข้า บัญชี", "โอนไป แล้ว", "โอนให้ เหรัญญิก", "โอนให้งวดที่ 1", "โอนไปวันที่ 15 ม.ค. 67", "โอนให้ทั้งหมด",
    "โอนให้เรียบร้อย", "จ่ายให้ 2 งวด", "โอนเข้า ธ.ก.ส.", "ถ่ายโอนไป อบจ.", "ไม่มีปัญหา", "ไม่มีปัญหาอุปสรรค", "ไม่มีการเปลี่ยนแปลง",
    "ไม่เปลี่ยนแปลง", "ไม่พบปัญหา", "ไม่ต้องแก้ไข", "ไม่ติดขัด", "ต่อเนื่องจากปีที่แล้ว", "องค์กรเดิมจากปีก่อน", "อยู่ระหว่างการดำเนินงาน",
    "เบิกจ่ายได้ร้อยละ 80", "ดำเนินการได้ 100%", "ร่วมกันออกกำลังกาย", "รอบรู้ด้านสุขภาพ", "ไม่ระบุจังหวัด", "บ้านอาจสามารถ", "นายองอาจ",
    "ดูแลผู้มีปัญหาสุขภาพจิต", "บำบัดทดแทนไต", "ผู้นำออกกำลังกาย", "ผู้ไม่มีสิทธิรักษาพยาบาล", "ทำสัญญาแล้ว", "ผ่าน", "งวดที่ 1", "ต่อเนื่อง",
    "จ่ายให้เป็นงวด", "โอนให้ตามงวดงาน", "โอนให้ในเดือนมกราคม",
    "ไม่มี", "- ไม่มี -", "ไม่มีหมายเหตุ", "ไม่มีข้อสังเกต", "ไม่มีข้อคิดเห็น", "ไม่มีข้อมูลเพิ่มเติม", "ไม่มีค่าใช้จ่าย",
    "ไม่มีความเสี่ยง", "เด็กไม่มีผู้ดูแล",
    "กลุ่มคนไม่มีบัตร", "ดูแลตายาย", "สายตายาว", "อยู่ดีตายดี", "ครอบครัวผู้เสียชีวิต", "ลดอัตราการเสียชีวิต",
]  # fmt: skip


@pytest.mark.parametrize("remarks", [ONLY_TELLING[at : at + 3] for at in range(0, len(ONLY_TELLING), 3)])
def test_remarks_that_only_tell_of_the_work_are_not_asked_about(
    client: Client, officer_6: User, remarks: list[str]
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column("หมายเหตุ", *remarks))) == []


# A heading between the rows speaks for all below it, so it has to say so apart from a name or begin with it.
ABOVE_TWO_AND_THREE = {
    "รอเอกสาร": True, "ไม่ดำเนินการ": True, "กลุ่มที่ 2 รอเอกสาร": True, "ผู้สูงอายุ (ซ้ำ)": True, "รายการที่ยังไม่โอน": True,
    "ไม่ระบุเครือข่าย": False, "ไม่ระบุจังหวัด": False, "อำเภออาจสามารถ": False, "กลุ่มผู้มีปัญหาสุขภาพจิต": False,
    "ผู้ป่วยบำบัดทดแทนไต": False, "กลุ่มผู้นำออกกำลังกาย": False, "ผู้ไม่มีสิทธิรักษาพยาบาล": False, "กลุ่มเด็กขาดโอกาสที่ไม่ได้เรียน": False,
    "ไม่ล้ม ไม่ลืม": False, "ไม่สูบ ไม่ดื่ม": False, "ไม่ทอดทิ้งกัน": False, "ย้ายถิ่น": False,
}  # fmt: skip


@pytest.mark.parametrize(("heading", "asked"), ABOVE_TWO_AND_THREE.items())
def test_a_heading_between_rows_is_asked_about_where_it_turns_them_down_not_where_it_names_them(
    client: Client, officer_6: User, heading: str, asked: bool
) -> None:
    make.programme()
    client.force_login(officer_6)
    sheet = SheetOfFile(rows=[HEADER, ONE, [heading], TWO, THREE])
    codes = [code for _column, _row, code in faults(upload(client, "b.xlsx", "budget", xlsx(sheet)))]
    assert ("other_state" in codes) is asked


NAMES_TURNED_DOWN = [
    "สมาคมแม่บ้าน รอเอกสาร", "สมาคมแม่บ้าน (ซ้ำ)", "x สมาคมแม่บ้าน", "สมาคมแม่บ้าน (โอนให้ อบต.บ้านสวน)", "สมาคมแม่บ้าน (?)",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES_TURNED_DOWN)
def test_a_name_with_a_remark_beside_it_is_asked_about(client: Client, officer_6: User, name: str) -> None:
    make.programme()
    client.force_login(officer_6)
    assert (None, 3, "other_state") in faults(brought_in(client, [HEADER, ONE, [2, name, 45000], THREE]))


@pytest.mark.parametrize(
    "name", ["ชมรมไม่สูบบุหรี่", "ชมรมรอบรู้สุขภาพ", "สมาคมแม่บ้าน (ตัวแทนชุมชน)", "กลุ่มฮักบ้านเกิด (รองรับผู้สูงอายุ)",
             "ชมรมคนรักสุขภาพ (บ้านอาจสามารถ)", "ศูนย์ผู้สูงอายุ (ถ่ายโอนไป อบจ.)"],
)  # fmt: skip
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
    "ทำ/ไม่ทำ": ("ทำ", "ไม่ทำ"),
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


DESCRIBED = {
    "มี/ไม่มี": ("มี", "ไม่มี"),
    "เคย/ไม่เคย": ("เคย", "ไม่เคย"),
    "ส่ง/ไม่ส่ง": ("ส่ง", "ไม่ส่ง"),
    "ต่อเนื่อง/ไม่ต่อเนื่อง": ("ต่อเนื่อง", "ไม่ต่อเนื่อง"),
    "รัฐ/ไม่ใช่รัฐ": ("รัฐ", "ไม่ใช่รัฐ"),
    "Action plan": ("อบรม", "ออกกำลังกาย"),
    "การโอน": ("15 ม.ค. 67", "โอนงวดที่ 1 แล้ว"),
    "โอน": ("15/1/2567", "จ่ายงวด 1"),
    "เข้าร่วม": ("35", "40 คน"),
    "สถานะ": ("ต่อเนื่อง", "ต่อเนื่องเดิม"),
}


@pytest.mark.parametrize(("heading", "said"), DESCRIBED.items())
def test_a_column_that_describes_rows_or_says_when_it_was_done_is_not_asked_about(
    client: Client, officer_6: User, heading: str, said: tuple[str, str]
) -> None:
    make.programme()
    client.force_login(officer_6)
    first, other = said
    assert faults(brought_in(client, with_column(heading, first, other, first))) == []


def test_nobody_in_a_column_of_those_who_took_part_is_asked_about(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_column("เข้าร่วม", "35 คน", "0 คน", "40 คน"))) == [
        (None, 3, "other_state")
    ]


@pytest.mark.parametrize(("title", "asked"), {"กลุ่มรับซื้อของเก่า": False, "ของเก่า": True}.items())
def test_a_title_that_is_old_is_asked_about_and_old_things_in_it_are_not(
    client: Client, officer_6: User, title: str, asked: bool
) -> None:
    make.programme()
    client.force_login(officer_6)
    codes = [code for _column, _row, code in faults(brought_in(client, [[title], HEADER, ONE, TWO, THREE]))]
    assert ("title_state" in codes) is asked


def test_remarks_as_long_as_a_cell_may_be_do_not_hold_up_a_file(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    endless = [f"โอนให้{'.' * 19_990}ก", f"{'✗' * 19_999}ก", "ลด" * 5000 + "ลง" * 5000]
    gone = ["แต่ปัจจุบัน" * 1818, "องค์กร " * 2857, "ไม่มียุบตาย" * 1818]
    said = [endless] * 10 + [gone]
    rows = [[number, f"ชมรมบ้าน{number}", 1000, *each] for number, each in enumerate(said, start=1)]
    with never_hung():
        batch = brought_in(client, [[*HEADER, "หมายเหตุ", "ความเห็น", "เพิ่มเติม"], *rows])
    assert {code for _column, _row, code in faults(batch)} == {"other_state"}
