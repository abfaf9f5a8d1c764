"""Columns that add up to the amount in every row are its parts, as instalments are; others are asked about, once."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from people.models import User
from spreadsheets.models import ImportBatch
from tests import make
from tests.imports import confirmed
from tests.spreadsheets.test_other_amounts import HEADER, ROWS, amounts, brought_in
from tests.uploads import faults

pytestmark = pytest.mark.django_db

Columns = Sequence[tuple[str | None, Sequence[Any]]]


def with_columns(columns: Columns) -> list[list[Any]]:
    beside = zip(*([heading, *values] for heading, values in columns), strict=True)
    return [[*row, *more] for row, more in zip([HEADER, *ROWS], beside, strict=True)]


def told(batch: ImportBatch) -> list[str]:
    return [warning["code"] for warning in batch.preview["warnings"]]


HALVES = (47500, 22500, 12500), (47500, 22500, 12500)
SHARES = (90000, 40000, 25000), (5000, "5,000.-", "-")
PARTS: dict[str, Columns] = {
    "instalments": [("งวดที่ 1", HALVES[0]), ("งวดที่ 2", HALVES[1])],
    "instalments of three": [
        ("งวด 1", (45000, 20000, 10000)), ("งวด 2", (45000, 20000, 10000)), ("งวด 3", (5000, 5000, 5000))],
    "what is drawn": [("เบิกครั้งที่ 1", HALVES[0]), ("เบิกครั้งที่ 2", HALVES[1])],
    "what is paid": [("จ่ายงวด 1", HALVES[0]), ("จ่ายงวด 2", HALVES[1])],
    "granted in parts": [("จัดสรรงวดที่ 1", HALVES[0]), ("จัดสรรงวดที่ 2", HALVES[1])],
    "all in one of them": [("งวดที่ 1", (95000, 45000, 12500)), ("งวดที่ 2", ("-", None, 12500))],
    "days between them": [
        ("งวดที่ 1", HALVES[0]), ("วันที่โอน", ("22 ธ.ค. 2566",) * 3), ("งวดที่ 2", HALVES[1])],
    "percent between them": [("งวดที่ 1", HALVES[0]), ("ร้อยละ", (50, 50, 50)), ("งวดที่ 2", HALVES[1])],
    "with their shares in the headings": [("งวดที่ 1 (50%)", HALVES[0]), ("งวดที่ 2 (50%)", HALVES[1])],
    "none yet of one row": [("งวดที่ 1", (47500, 22500, None)), ("งวดที่ 2", (47500, 22500, None))],
    "each row in a quarter of its own": [
        ("ไตรมาส 1", (95000, None, None)), ("ไตรมาส 2", (None, 45000, None)), ("ไตรมาส 3", (None, None, 20000)),
        ("ไตรมาส 4", (None, None, 5000))],
    "in quarters": [
        ("ไตรมาส 1", (95000, 0, 0)), ("ไตรมาส 2", (0, 45000, 0)), ("ไตรมาส 3", (0, 0, 20000)), ("Q4", (0, 0, 5000))],
    "instalments and their sum": [("งวดที่ 1", HALVES[0]), ("งวดที่ 2", HALVES[1]), ("รวม", (95000, 45000, 25000))],
    "two ways to part it": [
        ("งวดที่ 1", HALVES[0]), ("งวดที่ 2", HALVES[1]), ("เบิกครั้งที่ 1", SHARES[0]), ("เบิกครั้งที่ 2", SHARES[1])],
}  # fmt: skip


@pytest.mark.parametrize("columns", PARTS.values(), ids=PARTS)
def test_columns_that_add_up_to_the_amount_are_taken_as_its_parts_and_named(
    client: Client, officer_6: User, columns: Columns
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, with_columns(columns))
    assert (faults(batch), amounts(batch)) == ([], ["95000.00", "45000.00", "25000.00"])
    assert told(batch).count("parts_of_amount") == 1
    page = client.get(f"/imports/{batch.pk}/").text
    assert f"“{columns[0][0]}” (D)" in page
    assert "เป็นส่วนย่อย" in page


ASKED: dict[str, Columns] = {
    "of most rows nothing": [("งวดที่ 1", (47500, None, 5000)), ("งวดที่ 2", (47500, None, None))],
    "one row differs, shares in the headings": [
        ("งวดที่ 1 (50%)", HALVES[0]), ("งวดที่ 2 (50%)", (47500, 22500, 12000))],
    "one row differs": [("งวดที่ 1", HALVES[0]), ("งวดที่ 2", (47500, 22500, 12000))],
    "the first instalment alone": [("งวดที่ 1", HALVES[0])],
    "instalments that are not all there": [("งวดที่ 1", (40000, 20000, 10000)), ("งวดที่ 2", (40000, 20000, 10000))],
    "granted and cut": [("อนุมัติ", (90000, 40000, 20000)), ("ปรับลด", (5000, 5000, 5000))],
    "after a cut and what it was": [("หลังปรับลด", (90000, 40000, 20000)), ("ส่วนต่าง", (5000, 5000, 5000))],
    "without headings": [(None, (90000, 40000, 20000)), (None, (5000, 5000, 5000))],
    "the fund and the local body": [("สปสช.", SHARES[0]), ("ท้องถิ่น", SHARES[1])],
    "the fund and a contribution": [("สปสช.", SHARES[0]), ("สมทบ", SHARES[1])],
    "the fund alone": [("สปสช.", (90000, 40000, 20000))],
}  # fmt: skip


@pytest.mark.parametrize("columns", ASKED.values(), ids=ASKED)
def test_other_columns_of_amounts_are_asked_about_together(
    client: Client, officer_6: User, columns: Columns
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, with_columns(columns))
    assert faults(batch) == [("D", 1, "two_amounts")]
    assert "parts_of_amount" not in told(batch)
    (fault,) = batch.preview["faults"]
    remembered = all(heading for heading, _values in columns)
    assert ("remembered" in fault["message"]["text"]) == remembered


def test_another_amount_in_words_in_a_part_s_column_is_asked_about(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    parts = [("งวดที่ 1", (47500, 22500, "อนุมัติ 20,000 บาท")), ("งวดที่ 2", (47500, 22500, None))]
    batch = brought_in(client, with_columns(parts))
    assert (faults(batch), told(batch).count("parts_of_amount")) == ([("D", 4, "other_amount")], 1)


def test_what_is_promised_to_be_remembered_is(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = with_columns(ASKED["one row differs"])
    batch = brought_in(client, rows)
    assert "ระบบจะจำไว้" in client.get(f"/imports/{batch.pk}/").text
    client.post(f"/imports/{batch.pk}/again/", {"column_name": "B", "column_amount": "C"})
    batch.refresh_from_db()
    assert faults(batch) == []
    confirmed(client, batch)
    assert faults(brought_in(client, [*rows, [4, "ชมรมเพื่อนบ้าน", 70000, 1000, 2000]])) == []


@pytest.mark.parametrize("heading", ["อำเภอ (แห่ง)", "จังหวัด (จำนวน)", "เขตพื้นที่ (แห่ง)"])
def test_a_count_of_places_is_no_region(client: Client, officer_6: User, heading: str) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, with_columns([(heading, (12, 3, 5))]))) == []
