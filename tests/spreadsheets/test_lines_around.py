"""A question about a line around the table says where it stands and what both answers do, once."""

import pytest
from django.test import Client

from people.models import User
from tests import make
from tests.spreadsheets.asked import HEADER, ONE, THREE, TWO, Rows, brought_in
from tests.spreadsheets.test_own_word import questions
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, xlsx

pytestmark = pytest.mark.django_db

# The name of the sheet, its rows; the question's code, how it begins, what it says for a no.
LINES: dict[str, tuple[str, Rows, str, str, str]] = {
    "a title of another region": (
        "งบ", [["สปสช. เขต 5 ราชบุรี"], HEADER, ONE], "title_region", "หัวตารางเขียนว่า", "ถ้าไม่ใช่ ให้ทิ้งการนำเข้านี้"),
    "a sheet of another region": (
        "ราชบุรี", [HEADER, ONE], "title_region", "ชื่อแผ่นงานเขียนว่า “ราชบุรี”", "ถ้าไม่ใช่ ให้ทิ้งการนำเข้านี้"),
    "a sheet that is a draft": ("ร่าง", [HEADER, ONE], "title_state", "ชื่อแผ่นงานเขียนว่า “ร่าง”", "ถ้าไม่ ให้ทิ้ง"),
    "a sheet of no clear year": (
        "ปี 3110", [HEADER, ONE], "title_no_year", "ชื่อแผ่นงานเขียนว่า “ปี 3110”", "นำไฟล์เข้าใหม่ในปีที่ถูกต้อง"),
    "a sheet that may say thousands": (
        "พันบาท ใช่ไหม", [HEADER, ONE], "unit_perhaps", "“พันบาท ใช่ไหม”: จำนวนเงินในตารางเป็นบาทใช่หรือไม่", "ถ้าไม่ใช่ โปรดพิมพ์"),
    "a note of another state": (
        "งบ", [HEADER, ONE, [], ["หมายเหตุ: ลำดับที่ 1 ขอยกเลิก"]], "note_state", "ใต้ตารางเขียนว่า", "ให้ลบแถวนั้นออกจากไฟล์"),
    "a note beside the columns": (
        "งบ", [HEADER, ONE, [], [None] * 4 + ["หมายเหตุ: ลำดับที่ 1 ขอยกเลิก"]], "note_state", "ใต้ตารางเขียนว่า", "ให้ลบ"),
    "a note of another region": (
        "งบ", [HEADER, ONE, [], ["หมายเหตุ: ของ สปสช. เขต 5"]], "note_region", "ใต้ตารางเขียนว่า", "ให้ทิ้งการนำเข้านี้"),
    "a note of another year": (
        "งบ", [HEADER, ONE, [], ["หมายเหตุ: ปีงบประมาณ 2566"]], "note_year", "ใต้ตารางเขียนว่า", "ให้ทิ้งการนำเข้านี้"),
    "a line between the rows": (
        "งบ", [HEADER, ONE, [None] * 4 + ["ของ สปสช. เขต 5"], TWO, THREE], "note_region", "ระหว่างแถวในตาราง", "ให้ทิ้ง"),
    "a note between the rows": (
        "งบ", [HEADER, ONE, [None] * 4 + ["ลำดับที่ 1 ขอยกเลิก"], TWO, THREE], "note_state", "ระหว่างแถวในตาราง", "ให้ลบ"),
}  # fmt: skip


@pytest.mark.parametrize(("sheet", "rows", "code", "begins", "otherwise"), LINES.values(), ids=LINES)
def test_a_question_says_where_the_line_stands_and_what_both_answers_do(
    client: Client, officer_6: User, sheet: str, rows: Rows, code: str, begins: str, otherwise: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "b.xlsx", "budget", xlsx(SheetOfFile(name=sheet, rows=rows)))
    assert [found for _column, _row, found in faults(batch)] == [code]
    (asked,) = questions(batch)
    assert asked.startswith(begins)
    assert otherwise in asked


DOUBTS = {
    "มูลนิธิ ......": "ยังไม่ได้กรอกชื่อขององค์กร",
    "ชมรม (ระบุชื่อ)": "ยังไม่ได้กรอกชื่อขององค์กร",
    "ชมรม": "ยังไม่ได้กรอกชื่อขององค์กร",
    "ค่าวัสดุสำหรับศูนย์": "คำขึ้นต้นเหมือนกิจกรรม",
    "somchai@network.org": "เป็นที่อยู่ติดต่อ",
    "เพื่อนหญิงตะวันออก": "ในชื่อไม่มีคำที่บอกว่าเป็นองค์กร",
}


@pytest.mark.parametrize(("name", "why"), DOUBTS.items())
def test_the_question_about_a_name_says_what_is_wrong_with_it(
    client: Client, officer_6: User, name: str, why: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    (asked,) = questions(brought_in(client, [HEADER, ONE, [2, name, 45000], THREE]))
    assert why in asked
