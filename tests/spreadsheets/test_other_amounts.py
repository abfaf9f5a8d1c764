"""Another amount beside the one that is read is asked about, whatever heads it; what the person says is remembered."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from people.models import User
from spreadsheets.models import ImportBatch
from tests import make
from tests.imports import confirmed
from tests.spreadsheets.test_questions import answered
from tests.uploads import faults, upload
from tests.workbooks.writers import SheetOfFile, xlsx

pytestmark = pytest.mark.django_db

HEADER = ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"]
ROWS = [[1, "ชมรมคนบ้านสวน", 95000], [2, "สมาคมแม่บ้าน", 45000], [3, "มูลนิธิเพื่อน", 25000]]
Rows = Sequence[Sequence[Any]]


def brought_in(client: Client, rows: Rows, **more: Any) -> ImportBatch:
    return upload(client, "b.xlsx", "budget", xlsx(SheetOfFile(rows=rows)), **more)


def amounts(batch: ImportBatch) -> list[str]:
    return [row["baht"] for row in batch.preview["rows"]]


def beside(heading: str | None, *values: Any) -> Rows:
    return [[*row, value] for row, value in zip([HEADER, *ROWS], [heading, *values], strict=True)]


HEADINGS = [
    "ยอด",
    "หลังปรับลด",
    "Approved",
    "Final",
    "ครั้งที่ 2",
    "กรอบใหม่",
    None,
    "มติ",
    "x",
    "จัดสรรจริง",
    "ปี 2567 (ใหม่)",
    "หลังปรับลด 10%",
    "80%",
    "ร้อยละ 80 ของที่ตั้งไว้",
    "ผู้ทรงคุณวุฒิเสนอ",
    "ยอดตามเป้าหมาย",
    "อนุมัติ ณ วันที่ 5 ม.ค. 67",
    "วงเงินตามประกาศเลขที่ 3/2567",
]
FIGURES = [("90,000", "40,000 บาท", "๒๐,๐๐๐"), (95000, 40000, 500), (0, 0, 25000)]


@pytest.mark.parametrize(
    ("heading", "values"),
    [*((heading, (90000, 40000, 20000)) for heading in HEADINGS), *(("ยอด", values) for values in FIGURES)],
)
def test_a_second_column_of_amounts_is_asked_about_whatever_heads_it(
    client: Client, officer_6: User, heading: str | None, values: Sequence[Any]
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, beside(heading, *values))) == [("D", 1, "two_amounts")]


IN_WORDS = {
    "a decision": ("มติ", ("อนุมัติ 95,000 บาท", "อนุมัติ 40,000 บาท", "อนุมัติ 25,000"), [3]),
    "decisions of all": ("มติ", ("เห็นชอบ 90,000", "เห็นชอบ 40,000", "เห็นชอบ 20,000"), [2, 3, 4]),
    "a remark": ("หมายเหตุ", (None, "ปรับลดเหลือ 40000 บาท", None), [3]),
    "a remark without baht": ("หมายเหตุ", (None, None, "อนุมัติ 20000"), [4]),
    "a remark in Thai figures": ("หมายเหตุ", (None, "เหลือ ๔๐,๐๐๐ บาท", None), [3]),
    "a remark in ten thousands": ("หมายเหตุ", ("เหลือ 9 หมื่นบาท", None, None), [2]),
    "a remark with both": ("หมายเหตุ", (None, "ขอ 45,000 ได้ 40,000", None), [3]),
    "no heading": (None, (None, None, "20,000.-"), [4]),
    "one number": ("หลังปรับ", (90000, None, None), [2]),
}


@pytest.mark.parametrize(("heading", "values", "rows"), IN_WORDS.values(), ids=IN_WORDS)
def test_an_amount_in_a_remark_that_is_not_the_row_s_is_asked_about(
    client: Client, officer_6: User, heading: str | None, values: Sequence[Any], rows: list[int]
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, beside(heading, *values))
    assert faults(batch) == [("D", rows[0], "other_amount")]
    (fault,) = batch.preview["faults"]
    assert fault["message"]["values"]["rows"] == ", ".join(map(str, rows))
    assert faults(answered(client, batch, "taken")) == []
    assert amounts(batch) == ["95000.00", "45000.00", "25000.00"]


NO_AMOUNTS = {
    "the same amounts": ("ยอด", (95000, "45,000 บาท", 25000)),
    "the same in a remark": ("หมายเหตุ", ("อนุมัติ 95,000 บาท", None, "โอน 25000 บาท แล้ว")),
    "telephones": ("โทรศัพท์", ("038-123-456", 812345678, "0812345678")),
    "telephones without a heading": (None, (812345678, 898765432, 845556667)),
    "codes": ("รหัสหน่วยงาน", (12345, 12346, 23456)),
    "running codes": (None, (10001, 10002, 10003)),
    "years": ("ก่อตั้ง", (2540, 2551, 2560)),
    "members": ("จำนวนสมาชิก (คน)", (1200, 4500, 2500)),
    "population": ("ประชากร", (12000, 45000, 25000)),
    "postcodes": ("รหัสไปรษณีย์", (21000, 20110, 24000)),
    "account numbers": ("เลขที่บัญชี", (1234567890, 2345678901, 3456789012)),
    "small numbers": ("ครั้ง", (3, 12, 450)),
    "an order's number": ("หมายเหตุ", ("คำสั่งที่ 1234/2567", "มติ 5/2567", "วันที่ 22 ธ.ค. 2566")),
    "percent": ("ร้อยละ", (80, 100, 75.5)),
    "people who gain": ("จำนวนผู้ได้รับประโยชน์", (2500, 1200, 3000)),
    "an address": ("ที่อยู่", ("123/45 ถ.สุขุมวิท 21000", None, None)),
}


@pytest.mark.parametrize(("heading", "values"), NO_AMOUNTS.values(), ids=NO_AMOUNTS)
def test_figures_that_are_no_other_amount_are_not_asked_about(
    client: Client, officer_6: User, heading: str | None, values: Sequence[Any]
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(brought_in(client, beside(heading, *values))) == []


YEARS = [
    "งบประมาณ ปี {}",
    "งบประมาณ {}",
    "งบประมาณ พ.ศ. {}",
    "งบประมาณปีงบ {}",
    "งบประมาณ ({})",
    "งบ {} (บาท)",
    "วงเงิน '{}",
]


@pytest.mark.parametrize("heading", YEARS)
@pytest.mark.parametrize(("one", "other"), [("2566", "2567"), ("66", "67")])
def test_of_two_years_the_one_that_the_table_goes_to_is_taken(
    client: Client, officer_6: User, heading: str, one: str, other: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = [[*row[:2], old, row[2]] for row, old in zip(ROWS, (80000, 30000, 20000), strict=True)]
    batch = brought_in(client, [[*HEADER[:2], heading.format(one), heading.format(other)], *rows])
    assert (faults(batch), amounts(batch)) == ([], ["95000.00", "45000.00", "25000.00"])


@pytest.mark.parametrize("merges", [[], ["A1:A2", "B1:B2", "C1:D1"]])
@pytest.mark.parametrize(("one", "other"), [("ปี 2566", "ปี 2567"), (2566, 2567), ("67", "66")])
def test_of_two_years_under_one_heading_the_one_that_the_table_goes_to_is_taken(
    client: Client, officer_6: User, one: Any, other: Any, merges: list[str]
) -> None:
    make.programme()
    client.force_login(officer_6)
    old = [[*row[:2], 80000, 70000] for row in ROWS]
    rows = [[*row[:2], row[2], 70000] if one == "67" else [*row[:2], 80000, row[2]] for row in ROWS]
    head = [[*HEADER, None], [None, None, one, other]]
    batch = upload(client, "b.xlsx", "budget", xlsx(SheetOfFile(rows=[*head, *rows], merges=merges)))
    assert (faults(batch), amounts(batch)) == ([], ["95000.00", "45000.00", "25000.00"])
    elsewhere = [[*HEADER, None], [None, None, 2564, 2565], *old]
    batch = upload(client, "c.xlsx", "budget", xlsx(SheetOfFile(rows=elsewhere, merges=merges)))
    assert [code for *_place, code in faults(batch)] == ["header_two_levels"]


def test_a_word_beside_a_year_under_the_amounts_is_no_year(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    head = [[*HEADER, None], [None, None, "ที่ขอ 2567", "ที่ได้ 2566"]]
    assert ("C", 1, "header_two_levels") in faults(
        brought_in(client, [*head, *([*row, 70000] for row in ROWS)])
    )


def test_which_column_was_meant_is_remembered_for_the_next_file(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = beside("หลังปรับลด", 90000, 40000, 20000)
    for place, (named, expected) in enumerate([("D", "90000.00"), ("C", "95000.00")]):
        batch = brought_in(client, rows)
        if place == 0:
            assert faults(batch) == [("D", 1, "two_amounts")]
        client.post(f"/imports/{batch.pk}/again/", {"column_name": "B", "column_amount": named})
        batch.refresh_from_db()
        assert amounts(batch)[0] == expected
        confirmed(client, batch)
        rows = [*rows, [4 + place, f"ชมรมบ้านใหม่ {named}", 70000, 60000]]
        again = brought_in(client, rows)
        assert faults(again) == []
        assert expected in amounts(again)


def test_a_column_that_was_not_there_before_is_asked_about_again(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, beside("หลังปรับลด", 90000, 40000, 20000))
    client.post(f"/imports/{batch.pk}/again/", {"column_name": "B", "column_amount": "C"})
    batch.refresh_from_db()
    confirmed(client, batch)
    rows = [
        [*row, value]
        for row, value in zip(beside("หลังปรับลด", 1, 2, 3), ("Final", 9000, 8000, 7000), strict=True)
    ]
    assert faults(brought_in(client, rows)) == [("E", 1, "two_amounts")]


def test_who_names_only_the_names_by_hand_is_still_asked_about_the_amounts(
    client: Client, officer_6: User
) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = beside("Final", 90000, 40000, 20000)
    batch = brought_in(client, [["ลำดับ", "ผู้ประสาน", *rows[0][2:]], *rows[1:]])
    client.post(f"/imports/{batch.pk}/again/", {"column_name": "B"})
    batch.refresh_from_db()
    assert [code for *_place, code in faults(batch)] == ["two_amounts"]


@pytest.mark.parametrize(
    ("heading", "code"),
    [("ปี 2566", "title_year"), ("ยอด (ลบ.)", "other_unit"), ("ยอด พ.บ.", "other_unit")],
)
def test_a_column_that_is_named_by_hand_still_says_its_own_year_and_unit(
    client: Client, officer_6: User, heading: str, code: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = brought_in(client, [[*HEADER[:2], heading], *ROWS])
    assert [found for *_place, found in faults(batch)] == ["header_missing"]
    client.post(f"/imports/{batch.pk}/again/", {"column_name": "B", "column_amount": "C"})
    batch.refresh_from_db()
    assert faults(batch) == [("C", 1, code)]
