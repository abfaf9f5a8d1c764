"""A table that may be in thousands, millions or satang is never taken as baht without a word."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from people.models import User
from tables.finder.units import says_other_unit_under
from tests import make
from tests.spreadsheets.test_questions import answered, as_csv, names
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, xlsx

pytestmark = pytest.mark.django_db

HEADER = ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"]
ROWS = [[1, "ชมรมคนบ้านสวน", 95], [2, "สมาคมแม่บ้าน", 45], [3, "มูลนิธิเพื่อน", 25]]
Rows = Sequence[Sequence[Any]]

# How offices say that amounts are not in baht, and whether it is refused or asked.
SAID = {
    "บาท x 1,000": "other_unit", "(พันบ.)": "other_unit", "ล้าน(บาท)": "other_unit", "ให้คูณด้วยหนึ่งพัน": "other_unit",
    "in '000": "other_unit", "หน่วย : สตางค์": "other_unit", "(สตางค์)": "other_unit", "(พัน)": "other_unit",
    "Unit: Thousand Baht": "other_unit", "amounts in thousands": "other_unit", "in millions": "other_unit",
    "หน่วยเงิน ล้าน": "other_unit", "(x1000)": "other_unit", "บาท (’000)": "other_unit", "ตัวเลขต้องคูณ 1,000": "other_unit",
    "หน่วย พัน บาท": "other_unit", "๐๐๐ บาท": "other_unit", "จำนวนเงิน (แสน)": "other_unit", "kTHB": "other_unit",
    "หน่วย : หมื่นบาท": "other_unit", "(หมื่น)": "other_unit",
    "ยอดเป็นพัน": "unit_perhaps", "ตัดศูนย์ออกสามตัว": "unit_perhaps", "โปรดเติม 000 ท้ายตัวเลข": "unit_perhaps",
    "Thousands": "unit_perhaps", "จำนวนเงิน/พัน": "unit_perhaps", "× 1,000 บาท": "unit_perhaps",
    "งบประมาณ พัน บาท": "unit_perhaps", "หน่วยเป็น พ.บ.": "other_unit", "หน่วย:ล.บ.": "other_unit",
    "ตัดหลักร้อยออก": "unit_perhaps", "ปัดเศษหลักร้อย": "unit_perhaps", "ปัดเศษ": "unit_perhaps",
    "หลักร้อยบาท": "unit_perhaps",
    "ไม่ใส่ศูนย์ 3 ตัว": "unit_perhaps", "ละศูนย์สามหลัก": "unit_perhaps",
    "ตัดสามหลักท้าย": "unit_perhaps", "หารด้วย 1,000": "unit_perhaps",
    "เต็มพัน": "unit_perhaps",
    "ตัวเลขย่อ": "unit_perhaps",
    "in hundreds": "unit_perhaps", "rounded": "unit_perhaps", "หน่วย: ดอลลาร์": "unit_perhaps",
    "T. Baht": "unit_perhaps", "กิโลบาท": "unit_perhaps", "มาตราส่วน 1:1,000": "unit_perhaps",
    "(US$)": "unit_perhaps", "งบประมาณ (ล.บ.)": "unit_perhaps", "มูลค่าเป็น K": "unit_perhaps",
}  # fmt: skip


def wheres(words: str) -> dict[str, Rows]:
    return {
        "below": [HEADER, *ROWS, [], [f"หมายเหตุ: {words}"]],
        "beside the table, below": [HEADER, *ROWS, ["", "", "", "", words]],
        "beside the headings": [[*HEADER, words], *ROWS],
    }


@pytest.mark.parametrize(("words", "code"), SAID.items(), ids=SAID)
def test_another_unit_is_refused_or_asked_where_it_is_said(
    client: Client, officer_6: User, words: str, code: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(upload(client, "b.csv", "budget", as_csv([[words], HEADER, *ROWS]))) == [("A", 1, code)]


@pytest.mark.parametrize("where", wheres(""))
@pytest.mark.parametrize("words", ["บาท x 1,000", "in '000", "ตัดศูนย์ออกสามตัว", "หน่วย : หมื่นบาท"])
def test_it_may_be_said_anywhere(client: Client, officer_6: User, words: str, where: str) -> None:
    make.programme()
    client.force_login(officer_6)
    found = faults(upload(client, "b.csv", "budget", as_csv(wheres(words)[where])))
    assert {code for _column, _row, code in found} <= {"other_unit", "unit_perhaps"}
    assert found


IN_A_ROW: dict[str, tuple[Rows, tuple[str, int, str]]] = {
    "a column of units": (
        [[*HEADER, "หน่วย"], *([*row, "พัน"] for row in ROWS)], ("D", 2, "other_unit")),
    "a unit in one row": (
        [[*HEADER, "หน่วย"], [*ROWS[0], "บาท"], [*ROWS[1], "พันบาท"], [*ROWS[2], "บาท"]], ("D", 3, "other_unit")),
    "a column of units without a heading": ([HEADER, *([*row, "ล้าน"] for row in ROWS)], ("D", 2, "other_unit")),
    "a factor": ([[*HEADER, "หน่วยนับ"], *([*row, "x 1,000"] for row in ROWS)], ("D", 2, "other_unit")),
    "a remark": ([[*HEADER, "หมายเหตุ"], [*ROWS[0], "ตัวเลขเป็นพันบาท"], *ROWS[1:]], ("D", 2, "other_unit")),
    "the total": ([HEADER, *ROWS, ["", "รวม (พันบาท)", 165]], ("B", 5, "other_unit")),
    "beside the total": ([HEADER, *ROWS, ["", "รวม", 165, "พันบาท"]], ("D", 5, "other_unit")),
    "the total in its column of numbers": ([HEADER, *ROWS, ["รวมทั้งสิ้น (ล้านบาท)", "", 165]], ("A", 5, "other_unit")),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "fault"), IN_A_ROW.values(), ids=IN_A_ROW)
def test_a_unit_beside_an_amount_is_refused_where_it_stands(
    client: Client, officer_6: User, rows: Rows, fault: tuple[str, int, str]
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(upload(client, "b.xlsx", "budget", xlsx(SheetOfFile(rows=rows)))) == [fault]


@pytest.mark.parametrize(
    "words", ["หน่วย : บาท.สตางค์", "สนับสนุนหน่วยงานละหนึ่งแสนบาท", "หน่วยละหนึ่งหมื่นบาท", "บาท/สตางค์"]
)
def test_satang_behind_baht_and_amounts_in_words_are_no_other_unit(
    client: Client, officer_6: User, words: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(upload(client, "b.csv", "budget", as_csv([[words], HEADER, *ROWS]))) == []


def test_baht_and_satang_may_stand_in_the_heading(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = [[*HEADER[:2], "จำนวนเงิน (บาท สตางค์)"], *ROWS]
    assert faults(upload(client, "b.csv", "budget", as_csv(rows))) == []


def test_the_short_name_of_a_province_is_a_unit_only_beside_money() -> None:
    assert says_other_unit_under("ที่อยู่", "ศูนย์เพื่อน (ลบ.)") is None
    assert says_other_unit_under("ยอดที่ขอ", "(ลบ.)") is False
    assert says_other_unit_under("หน่วย", "(พ.บ.)") is False


def test_who_says_that_the_amounts_are_in_baht_brings_them_in(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "b.csv", "budget", as_csv([["กองทุนล้านบาท"], HEADER, *ROWS]))
    assert faults(batch) == [("A", 1, "unit_perhaps")]
    assert len(names(answered(client, batch, "baht"))) == 3
    assert faults(batch) == []


NO_UNIT = [
    "วงเงินไม่เกิน 0.5 ล้านบาท", "สามแสนหนึ่งหมื่นบาทถ้วน", "หน่วย : บาท", "เครือข่ายพันธมิตร", "เป้าหมาย 2 แสนคน",
    "ถุงยังชีพ 500 บาท x 1,000 ชุด", "สปสช. แสนสุข", "ลำพัน สัมพันธ์ ผูกพัน ล้านนา",
    "จังหวัดละ 1 ศูนย์ 200,000 บาท", "ไม่รวมศูนย์ 2 แห่ง", "รายละเอียดศูนย์ 3 แห่ง", "ไม่มีศูนย์ออกกำลังกาย", "อำเภอละ 1 ศูนย์ตัวอย่าง",
]  # fmt: skip


@pytest.mark.parametrize("words", NO_UNIT)
def test_thousands_and_millions_that_are_no_unit_are_not_asked_about(
    client: Client, officer_6: User, words: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    for rows in ([[words], HEADER, *ROWS], [[*HEADER, "หมายเหตุ"], [*ROWS[0], words], *ROWS[1:]]):
        codes = {code for _column, _row, code in faults(upload(client, "b.csv", "budget", as_csv(rows)))}
        assert codes.isdisjoint({"other_unit", "unit_perhaps"})
