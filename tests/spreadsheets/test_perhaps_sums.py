"""A row that may be the sum of its neighbours is asked about, before or after them, numbered or not."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from people.models import User
from tests import make
from tests.spreadsheets.test_questions import answered, as_csv, names
from tests.tables.books import book, find
from tests.uploads import faults, upload

pytestmark = pytest.mark.django_db

HEADER = ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"]
A, B, C = [1, "สมาคมหนึ่ง", 100000], [2, "สมาคมสอง", 150000], [3, "สมาคมสาม", 250000]
Rows = Sequence[Sequence[Any]]


def without_numbers(*rows: Sequence[Any]) -> Rows:
    return [list(row[1:]) for row in [HEADER, *rows]]


# The rows, and those that are asked about.
SUMS: dict[str, tuple[Rows, list[int]]] = {
    "a last row with a number": ([HEADER, A, B, C, [4, "สมาคมสี่", 500000]], [5]),
    "nearly the sum": ([HEADER, A, B, C, [4, "สมาคมสี่", 501000]], [5]),
    "a total's word and a number": ([HEADER, A, B, C, [4, "รวมศูนย์ทั้งหมด", 500000]], [5]),
    "a total's word and a wrong sum": ([HEADER, A, B, C, [4, "รวมศูนย์ทั้งหมด", 700000]], [5]),
    "all three": ([HEADER, A, B, C, [4, "มูลนิธิทั้งสามแห่ง", 700000]], [5]),
    "every centre": ([HEADER, A, B, C, [4, "ทุกศูนย์", 123000]], [5]),
    "a summary": ([HEADER, A, B, C, [4, "สรุปเครือข่าย", 123000]], [5]),
    "two members and words": ([HEADER, A, B, [3, "รวมสมาคม", 250000]], [4]),
    "without numbers": (without_numbers(A, B, C, [4, "สมาคมสี่", 500000]), [5]),
    "without numbers, words and a slip": (without_numbers(A, B, C, [4, "รวมศูนย์ทั้งหมด", 501000]), [5]),
    "without numbers, no organisation": (without_numbers(A, B, C, [4, "สรุป", 10]), [5]),
    "a first row": ([HEADER, [1, "เครือข่ายภาค", 500000], [2, *A[1:]], [3, *B[1:]], [4, *C[1:]]], [2]),
    "a first row, nearly": ([HEADER, [1, "เครือข่ายภาค", 499000], [2, *A[1:]], [3, *B[1:]], [4, *C[1:]]], [2]),
    "two groups with their sums before": (
        [HEADER, [1, "ศูนย์ก", 60], [2, "ชมรม1", 10], [3, "ชมรม2", 20], [4, "ชมรม3", 30],
         [5, "ศูนย์ข", 150], [6, "ชมรม4", 40], [7, "ชมรม5", 50], [8, "ชมรม6", 60]], [2, 6]),
    "a group of one among others": (
        [HEADER, [1, "ศูนย์ก", 60], [2, "ชมรม1", 10], [3, "ชมรม2", 20], [4, "ชมรม3", 30],
         [5, "ศูนย์ข", 40], [6, "ชมรม4", 40]], [2, 6]),
    "two groups with their sums after": (
        [HEADER, [1, "ชมรม1", 10], [2, "ชมรม2", 20], [3, "ชมรม3", 30], [4, "ศูนย์ก", 60],
         [5, "ชมรม4", 40], [6, "ชมรม5", 50], [7, "ชมรม6", 61], [8, "ศูนย์ข", 151]], [5, 9]),
    "the title counts only the others": (
        [["งบประมาณรวม 500,000 บาท"], HEADER, A, B, C, [4, "สมาคมสี่", 500000]], [6]),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "asked"), SUMS.values(), ids=SUMS)
def test_a_row_that_may_be_a_sum_is_asked_about(
    client: Client, officer_6: User, rows: Rows, asked: list[int]
) -> None:
    make.programme()
    client.force_login(officer_6)
    found = faults(upload(client, "b.csv", "budget", as_csv(rows)))
    assert [(row, code) for _column, row, code in found] == [(row, "entry_or_sum") for row in asked]


def test_a_question_that_is_answered_is_told_once(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "b.csv", "budget", as_csv([HEADER, A, B, C, ["", "สมาคมสี่", 500000]]))
    assert len(names(answered(client, batch, "entry"))) == 4
    assert [warning["code"] for warning in batch.preview["warnings"]].count("entry_or_sum") == 1


NO_SUMS: dict[str, Rows] = {
    "two of one amount": [HEADER, A, [2, "สมาคมสอง", 100000]],
    "three of one amount": [HEADER, *([n, f"สมาคม {n}", 45000] for n in range(1, 4))],
    "one as much as two": [HEADER, A, B, [3, "สมาคมสาม", 250000]],
    "a total that counts the row": [HEADER, A, B, C, [4, "สมาคมสี่", 500000], ["", "รวม", 1000000]],
    "a title that counts the row": [["งบประมาณรวม 1,000,000 บาท"], HEADER, A, B, C, [4, "สมาคมสี่", 500000]],
    "words of a name": [HEADER, A, B, C, [4, "ชมรมรวมใจ", 45000], [5, "กลุ่มรวมพลังเพื่อน", 25000]],
    "four of one amount and their double": [
        HEADER,
        *([n, f"สมาคม {n}", 45000] for n in range(1, 5)),
        [5, "สมาคม 5", 90000],
        [6, "สมาคม 6", 20000],
    ],
    "a school in the last row without a number": [HEADER, A, B, C, ["", "โรงเรียนผู้สูงอายุ", 45000]],
    "a clinic in the last row, nothing numbered": without_numbers(A, B, C, [4, "คลินิกชุมชนอบอุ่น", 45000]),
    "nothing at all": [
        HEADER,
        A,
        [2, "สมาคมสอง", 0],
        [3, "สมาคมสาม", 0],
        [4, "สมาคมสี่", 0],
        [5, "สมาคมห้า", 0],
    ],
}


@pytest.mark.parametrize("rows", NO_SUMS.values(), ids=NO_SUMS)
def test_organisations_of_ordinary_amounts_are_not_asked_about(
    client: Client, officer_6: User, rows: Rows
) -> None:
    make.programme()
    client.force_login(officer_6)
    assert faults(upload(client, "b.csv", "budget", as_csv(rows))) == []


@pytest.mark.parametrize("amount", [500000, 505000])
def test_a_school_in_the_last_row_with_the_sum_is_asked_about(
    client: Client, officer_6: User, amount: int
) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = [HEADER, A, B, C, ["", "โรงเรียนผู้สูงอายุ", amount]]
    assert faults(upload(client, "b.csv", "budget", as_csv(rows))) == [("B", 5, "entry_or_sum")]


def test_a_sum_is_left_out_and_an_entry_taken_by_a_person_s_word(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    rows = [HEADER, A, B, C, [4, "สมาคมสี่", 500000]]
    for answer, count in (("sum", 3), ("entry", 4)):
        batch = answered(client, upload(client, "b.csv", "budget", as_csv(rows)), answer)
        assert (faults(batch), len(names(batch))) == ([], count)


@pytest.mark.parametrize("words", ["คิดเป็นเงิน", "เบ็ดเสร็จ", "Σ", "ใช้ไป"])
def test_a_row_without_a_number_is_a_sum_by_a_person_s_word(
    client: Client, officer_6: User, words: str
) -> None:
    make.programme()
    client.force_login(officer_6)
    whole = sum(row[2] for row in (A, B, C))
    batch = upload(client, "b.csv", "budget", as_csv([HEADER, A, B, C, ["", words, whole]]))
    assert faults(batch) == [("B", 5, "entry_or_sum")]
    assert (faults(answered(client, batch, "sum")), len(names(batch))) == ([], 3)


def test_a_sum_with_a_slip_is_refused_with_both_figures(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = upload(client, "b.csv", "budget", as_csv([HEADER, A, B, C, [4, "รวมศูนย์ทั้งหมด", 501000]]))
    assert faults(answered(client, batch, "sum")) == [("C", 5, "total_differs")]


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=8), st.booleans(), st.booleans())
def test_a_sum_of_three_or_more_is_always_asked_about(
    amounts: list[int], before: bool, numbered: bool
) -> None:
    sums = [("สมาคมใหญ่", sum(amounts))]
    members = [(f"สมาคมที่ {n} เล็ก", amount) for n, amount in enumerate(amounts)]
    rows = sums + members if before else members + sums
    header = HEADER if numbered else HEADER[1:]
    table = find(book([header, *([n, *row] if numbered else list(row) for n, row in enumerate(rows, 1))]))
    place = 2 if before else len(rows) + 1
    assert (place, "entry_or_sum") in {(fault.row, fault.code) for fault in table.faults}
