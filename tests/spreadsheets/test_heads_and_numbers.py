"""Headings over two rows and numbers printed in advance, brought in at the door: each kind is read or asked about."""

from typing import Any

import pytest
from django.test import Client

from grants.models import Programme
from tests import make
from tests.uploads import faults, upload
from tests.workbooks.writers import write

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FORM = "การร่วมจัดบริการขององค์กรภาคประชาชน"
# Of each kind: its headings, the same parted between two rows that are not merged, and two rows.
TABLES: dict[str, tuple[list[Any], list[list[Any]], list[list[Any]]]] = {
    "budget": (
        ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"],
        [["ลำดับ", "ชื่อหน่วยงาน", "งบ"], ["ที่", "ภาคประชาชน", "ประมาณ"]],
        [[1, "ชมรมคนบ้านสวน", 95000], [2, "สมาคมแม่บ้าน", 45000]],
    ),
    "plan": (
        ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"],
        [["ลำดับ", "รูปแบบ", "กลุ่ม", "กิจกรรม", "ผลลัพธ์"], ["ที่", "การมีส่วนร่วม", "เป้าหมาย", None, None]],
        [[1, FORM, "อสม.", "อบรม", "รู้สิทธิ"], [2, FORM, "สตรี", "ประชุม", "รู้สิทธิ"]],
    ),
}


@pytest.fixture(autouse=True)
def programme(db: None) -> Programme:
    return make.programme(ceiling="500000.00")  # else the ceiling is asked for


@pytest.mark.parametrize("file", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", TABLES)
def test_a_heading_parted_between_two_rows_is_read_as_one(desk: Client, kind: str, file: str) -> None:
    heads, parted, rows = TABLES[kind]
    whole = upload(desk, f"one.{file}", kind, write(file, [heads, *rows]))
    batch = upload(desk, f"two.{file}", kind, write(file, [*parted, *rows]))
    assert (faults(batch), batch.preview["warnings"]) == ([], [])
    assert len(batch.preview["rows"]) == 2
    shown = [[row["title"] for row in each.preview["rows"]] for each in (batch, whole)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("numbers", [[3, 4, 5], ["3.", "4.", "5."], ["๓", "๔", "๕"]], ids=str)
@pytest.mark.parametrize("kind", TABLES)
def test_numbers_printed_for_rows_that_nobody_wrote_are_no_rows(
    desk: Client, kind: str, numbers: list[Any]
) -> None:
    heads, _parted, rows = TABLES[kind]
    blank = [[number, *[None] * (len(heads) - 1)] for number in numbers]
    batch = upload(desk, "form.xlsx", kind, write("xlsx", [heads, *rows, *blank]))
    assert faults(batch) == []
    assert len(batch.preview["rows"]) == 2


@pytest.mark.parametrize("between", [" ", "\n"])
@pytest.mark.parametrize("column", ["C", "D", "E"])
def test_numbers_that_begin_again_within_a_cell_of_the_plan_are_asked_about(
    desk: Client, column: str, between: str
) -> None:
    heads, _parted, (row, _other) = TABLES["plan"]
    cell = between.join(["1. อสม.", "2. สตรี", "1. ผู้สูงอายุ"])
    row = [cell if "ABCDE"[place] == column else value for place, value in enumerate(row)]
    batch = upload(desk, "plan.xlsx", "plan", write("xlsx", [heads, row]))
    assert faults(batch) == [(column, 2, "unclear_list")]
    (asked,) = batch.preview["faults"]
    assert {value for value, _said in asked["choices"]} == {"whole", "split"}
    assert asked["written"] == cell
