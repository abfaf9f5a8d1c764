"""Rows below the header: entries, totals, group headings, notes, signatures; and rows that are none of them."""

from decimal import Decimal

import pytest

from tables import limits
from tests.tables.books import book, cell, codes, computed, entries, error, find, formula, places, warned

HEADER = ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"]
ROWS = [[1, "มูลนิธิสายรุ้ง", 215000], [2, "ชมรมคนรักบ้าน", 95000], [3, "รวมพลังคนพิการ", 45000]]
FOUND = [("มูลนิธิสายรุ้ง", "215000.00"), ("ชมรมคนรักบ้าน", "95000.00"), ("รวมพลังคนพิการ", "45000.00")]
SUM = 355000
TABLE = [HEADER, *ROWS]

TOTALS = [
    "รวม", "รวม ", "รวม:", "รวมทั้งสิ้น", "รวม ทั้งสิ้น", "รวมทั้งหมด", "รวมเป็นเงิน", "รวมเป็นเงินทั้งสิ้น", "รวมเงิน", "รวมจำนวนเงิน",
    "รวมงบประมาณ", "รวมงบประมาณทั้งสิ้น", "ยอดรวม", "ยอดรวมทั้งสิ้น", "ผลรวม", "รวมสุทธิ", "รวม (บาท)", "รวมทั้งสิ้น (บาท)",
    "รวม 3 แห่ง", "รวมทั้งสิ้น 3 หน่วยงาน", "รวม (3 แห่ง)", "รวมทั้งสิ้น จำนวน ๓ แห่ง", "Total", "GRAND TOTAL", "Grand  Total",
    "Sub-total", "รวม\u200bทั้งสิ้น", "งบประมาณรวม", "จำนวนเงินรวม",
]  # fmt: skip


@pytest.mark.parametrize("word", TOTALS)
def test_a_total_is_told_by_the_whole_cell_and_checked(word):
    right, wrong = (find(book([*TABLE, [None, word, amount]])) for amount in (SUM, SUM + 1000))
    assert not right.faults
    assert not right.warnings
    assert entries(right) == FOUND
    assert [(row, f"{amount:.0f}") for row, amount in right.stated_totals] == [(5, "355000")]
    assert (codes(wrong), places(wrong)) == (["total_differs"], ["C5"])
    assert "356,000.00" in wrong.faults[0].message
    assert "355,000.00" in wrong.faults[0].message


ORGANISATIONS = [
    "รวมใจเกษตรกร", "ชมรมรวมใจ", "ยอดรวมใจชุมชน", "รวมเพื่อน", "สมาคมหมายเหตุชุมชน", "หมายเหตุชุมชน",
    "Grand Total Community", "รวมทั้งสิ้นแห่งศรัทธา", "ลงชื่อเพื่อสิทธิ", "ทั้งหมดเพื่อเธอ", "ที่มาของเรา",
]  # fmt: skip


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_a_name_that_begins_like_a_total_or_note_is_an_organisation(name):
    table = find(book([*TABLE, [4, name, 5000], [None, "รวม", SUM + 5000]]))
    assert not table.faults
    assert entries(table) == [*FOUND, (name, "5000.00")]


WHERE_TOTALS_STAND = {
    "in the column of numbers": (["รวมทั้งสิ้น", None, SUM], []),
    "merged over number and name": (["รวมทั้งสิ้น", None, SUM], ["A5:B5"]),
    "with a number before it": ([4, "รวมทั้งสิ้น", SUM], []),
    "with the count of entries as the name": (["รวม", "3 แห่ง", SUM], []),
    "as text": ([None, "รวม", "355,000.00 บาท"], []),
    "in Thai digits": ([None, "รวม", "๓๕๕,๐๐๐"], []),
    "as a formula's result": ([None, "รวม", computed(SUM)], []),
    "in one sentence": (["รวมเป็นเงินทั้งสิ้น 355,000 บาท"], []),
    "in one sentence with words": (
        ["รวมทั้งสิ้น 3 แห่ง เป็นเงิน 355,000.00 บาท (สามแสนห้าหมื่นห้าพันบาทถ้วน)"],
        ["A5:C5"],
    ),
}


@pytest.mark.parametrize(("row", "merges"), WHERE_TOTALS_STAND.values(), ids=WHERE_TOTALS_STAND)
def test_a_total_may_stand(row, merges):
    table = find(book([*TABLE, row], merges=merges))
    assert not table.faults
    assert entries(table) == FOUND
    assert [f"{amount:.0f}" for _row, amount in table.stated_totals] == ["355000"]


def test_a_wrong_total_in_a_sentence_is_refused_where_it_stands():
    assert places(find(book([*TABLE, ["รวมเป็นเงินทั้งสิ้น 355,500 บาท"]]))) == ["A5"]


GROUPS = {
    "subtotals and a grand total": (
        [HEADER, ROWS[0], ROWS[1], [None, "รวม", 310000], ROWS[2], [None, "รวม", 45000], [None, "รวมทั้งสิ้น", SUM]], []),
    "subtotals that run on": (
        [HEADER, ROWS[0], ROWS[1], [None, "รวม", 310000], ROWS[2], [None, "รวม", SUM], [None, "รวมทั้งสิ้น", SUM]], []),
    "subtotals only": ([HEADER, ROWS[0], ROWS[1], [None, "รวม", 310000], ROWS[2], [None, "รวม", 45000]], []),
    "subtotals that name their province": (
        [HEADER, ROWS[0], ROWS[1], [None, "รวมจังหวัดชลบุรี", 310000], ROWS[2], [None, "รวมจังหวัดระยอง", 45000],
         [None, "รวมทั้งสิ้น", SUM]], []),
    "a page's total carried forward": (
        [HEADER, ROWS[0], ROWS[1], [None, "ยอดยกไป", 310000], HEADER, [None, "ยอดยกมา", 310000], ROWS[2],
         [None, "รวมทั้งสิ้น", SUM]], []),
    "the same total twice": ([*TABLE, [None, "รวม", SUM], [None, "รวมทั้งสิ้น", SUM]], []),
    "the total above the rows": ([HEADER, [None, "รวมทั้งสิ้น", SUM], *ROWS], []),
    "headings that carry the group's sum": (
        [HEADER, [None, "จังหวัดชลบุรี", 310000], ROWS[0], ROWS[1], [None, "จังหวัดระยอง", 45000], ROWS[2],
         [None, "รวม", SUM]], []),
    "headings in the column of numbers": (
        [HEADER, ["จังหวัดชลบุรี"], ROWS[0], ROWS[1], ["จังหวัดระยอง"], ROWS[2], [None, "รวม", SUM]], []),
    "headings in the column of names": (
        [HEADER, [None, "จังหวัดชลบุรี"], ROWS[0], ROWS[1], [None, "จ.ระยอง"], ROWS[2]], []),
    "headings merged over the table": (
        [HEADER, ["กลุ่มที่ 1 ศูนย์ระดับจังหวัด"], ROWS[0], ROWS[1], ["เขต 6"], ROWS[2]], ["A2:C2", "A5:C5"]),
    "headings with a number, and rows numbered below them": (
        [HEADER, [1, "จังหวัดชลบุรี"], ["1.1", *ROWS[0][1:]], ["1.2", *ROWS[1][1:]], [2, "จังหวัดระยอง", 45000],
         ["2.1", *ROWS[2][1:]]], []),
    "a summary by province below the total": (
        [*TABLE, [None, "รวม", SUM], [], [None, "ชลบุรี", 310000], [None, "จังหวัดระยอง", 45000]], []),
    "each group's numbers from 1": (
        [HEADER, ["จังหวัดชลบุรี"], ROWS[0], ROWS[1], ["จังหวัดระยอง"], [1, *ROWS[2][1:]]], []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "merges"), GROUPS.values(), ids=GROUPS)
def test_groups_are_no_entries_and_their_sums_are_checked(rows, merges):
    table = find(book(rows, merges=merges))
    assert not table.faults
    assert not table.warnings
    assert entries(table) == FOUND


WRONG_SUMS = {
    "a subtotal": (
        [HEADER, ROWS[0], ROWS[1], [None, "รวม", 311000], ROWS[2], [None, "รวม", 45000], [None, "รวมทั้งสิ้น", SUM]],
        {"C4": ("311,000.00", "310,000.00")}),
    "the grand total": (
        [HEADER, ROWS[0], ROWS[1], [None, "รวม", 310000], ROWS[2], [None, "รวม", 45000], [None, "รวมทั้งสิ้น", 350000]],
        {"C7": ("350,000.00", "355,000.00")}),
    "both": (
        [HEADER, ROWS[0], [None, "รวม", 1], ROWS[1], ROWS[2], [None, "รวม", 140000], [None, "รวมทั้งสิ้น", 1]],
        {"C3": ("1.00", "215,000.00"), "C7": ("1.00", "355,000.00")}),
    "a heading's sum": (
        [HEADER, [None, "จังหวัดชลบุรี", 310001], ROWS[0], ROWS[1], [None, "จังหวัดระยอง", 45000], ROWS[2]],
        {"C2": ("310,001.00", "310,000.00")}),
    "a summary by province": (
        [*TABLE, [None, "รวม", SUM], [], [None, "ชลบุรี", 310000], [None, "จังหวัดระยอง", 46000]],
        {"C7": ("355,000.00",)}),
    "one satang too many": ([*TABLE, [None, "รวม", "355,000.01"]], {"C5": ("355,000.01", "355,000.00")}),
    "rows below the only total": (
        [*TABLE, [None, "รวม", SUM], [4, "ชมรมมาทีหลัง", 5000]], {"C5": ("355,000.00", "360,000.00")}),
    "a summary below the total": (
        [*TABLE, [None, "รวมทั้งสิ้น", SUM], [], [None, "รอบแรก", 310000], [None, "รอบหลัง", 45000]],
        {"C5": ("355,000.00", "710,000.00")}),
    "the unallocated rest is no entry, and the total includes it": (
        [*TABLE, [None, "คงเหลือ", 45000], [None, "รวม", 400000]],
        {"B5": ("คงเหลือ",), "C6": ("400,000.00", "355,000.00")}),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), WRONG_SUMS.values(), ids=WRONG_SUMS)
def test_a_stated_sum_that_differs_is_refused_with_both_numbers(rows, expected):
    table = find(book(rows))
    assert places(table) == list(expected)
    for fault, numbers in zip(table.faults, expected.values(), strict=True):
        assert all(number in fault.message for number in numbers)


UNREADABLE_TOTALS = {
    "words": "สามแสนบาท",
    "wrong grouping": "355.000,00",
    "an error": error(),
    "a formula without its result": formula("SUM(C2:C4)"),
    "a dash": "-",
}


@pytest.mark.parametrize("amount", UNREADABLE_TOTALS.values(), ids=UNREADABLE_TOTALS)
def test_a_total_that_cannot_be_read_is_a_fault_of_its_cell(amount):
    assert places(find(book([*TABLE, [None, "รวม", amount]]))) == ["C5"]


def test_a_total_is_not_judged_while_an_amount_cannot_be_read():
    table = find(book([HEADER, ROWS[0], [2, "ชมรมคนรักบ้าน", "ไม่มี"], [None, "รวม", SUM]]))
    assert places(table) == ["C3"]


def test_a_total_without_an_amount_states_nothing():
    table = find(book([*TABLE, [None, "รวม", None]]))
    assert (table.faults, table.stated_totals) == ([], [])


def test_rows_below_the_last_of_several_totals_are_pointed_out():
    table = find(book([HEADER, ROWS[0], [None, "รวม", 215000], ROWS[1], [None, "รวม", 95000], ROWS[2]]))
    assert not table.faults
    assert warned(table) == ["rows_below_total"]


@pytest.mark.parametrize(
    ("words", "code"), [("(สามแสนห้าหมื่นห้าพันบาทถ้วน)", []), ("สามแสนห้าหมื่นบาทถ้วน", ["total_in_words"])]
)
def test_the_total_in_words_is_checked(words, code):
    assert codes(find(book([*TABLE, [None, "รวม", SUM], [None, words]]))) == code


BELOW = {
    "notes": [["หมายเหตุ: จัดสรรตามมติ"], ["* ข้อมูล ณ วันที่ 22 ธันวาคม 2566"], [None, "ที่มา : สปสช.เขต 6 ระยอง"]],
    "a note that speaks of money": [["หมายเหตุ : เบิกจ่ายงวดแรก 100,000 บาท"]],
    "a note merged over the table": [["หมายเหตุ"]],
    "signatures": [
        [None, "ลงชื่อ..........................ผู้จัดทำ", "ลงชื่อ..................ผู้อนุมัติ"],
        [None, "(นางสาวอารี ใจดี)", "(.......................)"],
        [None, "นักวิชาการหลักประกันสุขภาพ", "ผู้อำนวยการ สปสช.เขต 6 ระยอง"],
        [None, "วันที่ 22 ธันวาคม 2566", "......./......./......."],
    ],
    "signatures outside the table": [
        [None, None, None, None, "ลงชื่อ ............... ผู้รับรอง"],
        [None, None, None, None, "(นาย ก ข)"],
    ],
    "printing": [["พิมพ์เมื่อ 22/12/2566 10:30 น."], [None, None, "หน้า 1/2"]],
}


@pytest.mark.parametrize("lines", BELOW.values(), ids=BELOW)
@pytest.mark.parametrize("total", [[], [[None, "รวมทั้งสิ้น", SUM]]], ids=["without a total", "below a total"])
def test_notes_and_signatures_are_no_entries(lines, total):
    table = find(book([*TABLE, *total, [], *lines]))
    assert not table.faults
    assert not table.warnings
    assert entries(table) == FOUND


LEFT_OUT = {
    "a sentence below the table": [[], ["ได้รับความเห็นชอบจากที่ประชุมแล้ว"]],
    "items of a note": [["หมายเหตุ"], ["1.", "เบิกจ่ายสองงวด"], ["2. งวดแรกร้อยละ 50"]],
    "numbers prepared for rows that nobody filled": [[4], [5]],
    "words outside the table": [[], [None, None, None, None, "สำเนาถูกต้อง"]],
}


@pytest.mark.parametrize("lines", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_below_the_table_is_said(lines):
    table = find(book([*TABLE, [None, "รวม", SUM], *lines]))
    assert not table.faults
    assert entries(table) == FOUND
    assert warned(table) == ["rows_left_out"]


LOST = {
    "a name and a number without an amount": ([2, "ชมรมลืมกรอก", None], ["C3"]),
    "a name without number and amount": ([None, "ชมรมลืมกรอก", None], ["C3"]),
    "a name that is no word for an organisation": ([None, "บ้านสวนสุขใจ", None], ["C3"]),
    "a place with a number": ([2, "จังหวัดระยอง", None], ["C3"]),
    "an amount without a name": ([2, None, 5000], ["B3"]),
    "an amount alone": ([None, None, 5000], ["B3"]),
    "a number alone": ([2, None, None], ["B3", "C3"]),
    "dots": ([2, "..........", "........"], ["B3", "C3"]),
    "a remark in place of the amount": ([2, "ชมรมรอก่อน", "รออนุมัติ"], ["C3"]),
}


@pytest.mark.parametrize(("row", "expected"), LOST.values(), ids=LOST)
def test_an_entry_with_something_missing_is_never_passed_over(row, expected):
    assert places(find(book([HEADER, ROWS[0], row, ROWS[2]]))) == expected


@pytest.mark.parametrize("row", [[4, "บ้านสวนสุขใจ", None], [None, "สมาคมท้ายตาราง", None], [4, "วัดป่า", None]])
def test_an_entry_without_an_amount_below_the_total_is_a_fault(row):
    assert places(find(book([*TABLE, [None, "รวม", SUM], row]))) == ["C6"]


NO_ENTRIES = {
    "money that nobody got": ([*TABLE, [None, "คงเหลือ", 45000]], ["B5"]),
    "an entry divided into instalments": (
        [HEADER, [1, "ชมรมหนึ่ง", 10], ["1.1", "งวดที่ 1", 4], ["1.2", "งวดที่ 2", 6]],
        ["A2"],
    ),
    "a total's word beside a name": ([*TABLE, ["รวม", "ชมรมสี่", 5000]], ["A5"]),
}


@pytest.mark.parametrize(("rows", "expected"), NO_ENTRIES.values(), ids=NO_ENTRIES)
def test_a_row_with_an_amount_that_is_no_entry_is_refused(rows, expected):
    assert places(find(book(rows))) == expected


def test_an_entry_without_a_number_among_numbered_ones_is_pointed_out():
    table = find(book([*TABLE, [None, "ชมรมมาเสริม", 5000]]))
    assert not table.faults
    assert warned(table) == ["rows_unnumbered"]


RUNNING_NUMBERS = {
    "in order": ([1, 2, 3], []),
    "as texts": (["1.", "(2)", "๓"], []),
    "formulas": ([1, formula("A2+1"), formula("A3+1")], []),
    "a gap": ([1, 2, 4], ["numbers_missing"]),
    "the first ones missing": ([3, 4, 5], ["numbers_missing"]),
    "one twice": ([1, 2, 2], ["numbers_doubled"]),
    "out of order": ([3, 1, 2], []),
    "codes": ([10, 2000, 310], []),
    "the farthest that still run": ([1, 2, 26], ["numbers_missing"]),
    "codes beside small numbers": ([1, 2, 27], []),
    "of two levels": (["1.1", "1.2", "2.1"], []),
}


@pytest.mark.parametrize(("numbers", "expected"), RUNNING_NUMBERS.values(), ids=RUNNING_NUMBERS)
def test_a_running_number_that_is_missing_or_doubled_is_pointed_out(numbers, expected):
    rows = [[number, *row[1:]] for number, row in zip(numbers, ROWS, strict=True)]
    table = find(book([HEADER, *rows]))
    assert not table.faults
    assert warned(table) == expected


TWICE = {
    "the same": "มูลนิธิสายรุ้ง",
    "other spaces": " มูลนิธิ  สายรุ้ง",
    "a line break": "มูลนิธิ\nสายรุ้ง",
    "an invisible character": "มูลนิธิ\u200bสายรุ้ง",
}


@pytest.mark.parametrize("name", TWICE.values(), ids=TWICE)
def test_an_organisation_twice_is_refused_naming_both_rows(name):
    table = find(book([*TABLE, [4, name, 5]]))
    assert (codes(table), places(table)) == (["same_twice"], ["B5"])
    assert "แถว 2" in table.faults[0].message
    assert "แถว 5" in table.faults[0].message


def test_the_issue_in_brackets_tells_organisations_apart_and_its_tag_does_not():
    names = ["ศูนย์ฉะเชิงเทรา", "ศูนย์ฉะเชิงเทรา (เกษตรกร)", "ศูนย์ฉะเชิงเทรา (ประเด็นคนพิการ)", "ศูนย์ฉะเชิงเทรา (คนพิการ)"]
    assert places(find(book([HEADER, *[[n, name, 5] for n, name in enumerate(names, start=1)]]))) == ["B5"]


def test_every_fault_of_the_file_is_named_at_once_in_reading_order():
    rows = [
        ["งบประมาณปี 2566 จำนวน 1 บาท"], HEADER,
        [1, None, "95.000,00"], [2, "ชมรมหนึ่ง", None], [3, "ชมรม หนึ่ง", -5], [4, error(), True], [None, "รวม", "x"],
    ]  # fmt: skip
    assert places(find(book(rows))) == ["A1", "B3", "C3", "C4", "B5", "C5", "B6", "C6", "C7"]


def test_a_hundred_rows_with_one_fault_are_all_named():
    rows = [[n, f"ชมรมที่ {n}", "ไม่มี"] for n in range(1, 121)]
    assert places(find(book([HEADER, *rows]))) == [f"C{n}" for n in range(2, 122)]


# ── totals by other words ───────────────────────────────────────────────────────────────────────────────────


def test_an_unnumbered_row_that_begins_like_a_total_and_adds_up_is_one_and_said_so():
    table = find(book([*TABLE, [None, "รวม สปสช.เขต 6 ระยอง", SUM]]))
    assert not table.faults
    assert entries(table) == FOUND
    assert warned(table) == ["rows_left_out"]


DOUBTFUL = {
    "a total's word among numbered entries": ([*TABLE, [None, "รวมงบภาคประชาชน", 5000]], "B5"),
    "an amount that adds up among numbered entries": ([*TABLE, [None, "เงินของภาคประชาชน", SUM]], "B5"),
    "both, where nothing is numbered": ([row[1:] for row in [*TABLE, [None, "รวมงบภาคประชาชน", SUM]]], "A5"),
}


@pytest.mark.parametrize(("rows", "place"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_row_that_may_be_a_total_or_an_entry_is_asked_about(rows, place):
    table = find(book(rows))
    assert (codes(table), places(table)) == (["entry_or_sum"], [place])


TOTALS_IN_OTHER_WORDS = ["เป็นเงินทั้งสิ้น", "สุทธิ", "สรุป", "ค่าวัสดุ", "รอพิจารณา"]
ORGANISATIONS = [HEADER, [1, "สมาคมหนึ่ง", 95000], [2, "ชมรมสอง", 90000], [3, "มูลนิธิสาม", 80000]]


@pytest.mark.parametrize("amount", [265000, 501000])
@pytest.mark.parametrize("words", TOTALS_IN_OTHER_WORDS)
def test_a_last_row_that_is_no_organisation_is_asked_about_whatever_its_sum(words, amount):
    table = find(book([*ORGANISATIONS, [None, words, amount]]))
    assert (codes(table), places(table)) == (["entry_or_sum"], ["B5"])


@pytest.mark.parametrize("amount", [265000, 264000, 270000])
def test_a_row_that_is_nearly_the_sum_of_those_above_it_is_asked_about(amount):
    table = find(book([*ORGANISATIONS, [None, "สมาคมสี่", amount]]))
    assert (codes(table), places(table)) == (["entry_or_sum"], ["B5"])


@pytest.mark.parametrize("after", [[], [[4, "ชมรมห้า", 5000]]], ids=["last", "followed"])
@pytest.mark.parametrize(("amount", "asked"), [("278250.00", ["entry_or_sum"]), ("278250.01", [])])
def test_nearly_is_within_a_twentieth(amount, asked, after):
    rows = [*ORGANISATIONS, [None, "สมาคมสี่", Decimal(amount)], *after]
    assert codes(find(book(rows))) == asked


@pytest.mark.parametrize(("amount", "asked"), [("278250.00", ["entry_or_sum"]), ("278250.01", [])])
def test_nearly_is_the_same_where_nothing_is_numbered(amount, asked):
    rows = [*ORGANISATIONS, [None, "สมาคมสี่", Decimal(amount)]]
    assert codes(find(book([row[1:] for row in rows]))) == asked


@pytest.mark.parametrize(("count", "said"), [(2, []), (3, ["too_many_rows"])])
def test_as_many_rows_are_taken_as_are_said(count, said, monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 2)
    assert codes(find(book(TABLE[: count + 1]))) == said


def test_where_nothing_is_numbered_a_last_row_that_may_be_a_total_is_asked_about():
    rows = [row[1:] for row in [*ORGANISATIONS, [None, "สรุป", 501000]]]
    assert (codes(find(book(rows))), places(find(book(rows)))) == (["entry_or_sum"], ["A5"])
    table = find(book(rows), answers={("entry_or_sum", "สรุป"): "entry"})
    assert not table.faults
    assert entries(table)[-1] == ("สรุป", "501000.00")


def test_numbers_prepared_for_rows_that_nobody_filled_are_left_out_and_named():
    table = find(book([*ORGANISATIONS, [4], [5], [None, "รวม", 265000]]))
    assert not table.faults
    assert len(table.rows) == 3
    assert "แถว 5 “4”, 6 “5”" in table.warnings[0].message


def test_a_number_without_a_row_between_rows_is_a_fault():
    table = find(book([*ORGANISATIONS[:2], [2], [3, "มูลนิธิสาม", 80000]]))
    assert codes(table) == ["blank", "blank"]


@pytest.mark.parametrize("shown", ["#,##0.-", '#,##0".-"', "#,##0.-;-#,##0.-", "0.-"])
def test_whole_baht_written_with_a_dot_and_a_dash_are_read(shown):
    table = find(book([HEADER, [1, "สมาคมหนึ่ง", cell(95000, shown)]]))
    assert not table.faults
    assert entries(table) == [("สมาคมหนึ่ง", "95000.00")]


def test_where_nothing_is_numbered_a_total_s_word_alone_does_not_make_a_total():
    table = find(book([row[1:] for row in [*TABLE, [None, "รวมใจเกษตรกร", 5000]]]))
    assert not table.faults
    assert entries(table) == [*FOUND, ("รวมใจเกษตรกร", "5000.00")]


# ── plans ───────────────────────────────────────────────────────────────────────────────────────────────────

PLAN_HEADER = ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
LINE = [1, "การร่วมจัดบริการ", "เครือข่ายสตรี", "อบรม", "มีความรู้"]
LIKE_OTHER_ROWS = {
    "a note": [None, None, None, "จัดทำข้อมูลเครือข่าย", "มีข้อมูล"],
    "a signature": [None, None, None, "เสนอเพื่อขอความเห็นชอบ", "ทราบ"],
    "a total": [None, None, None, "รวมกลุ่มสตรี", "รวมทั้งหมด"],
}


@pytest.mark.parametrize("row", LIKE_OTHER_ROWS.values(), ids=LIKE_OTHER_ROWS)
def test_a_line_of_a_plan_that_reads_like_another_row_is_a_line(row):
    merged = find(book([PLAN_HEADER, LINE, row], merges=["A2:A3", "B2:B3", "C2:C3"]), "plan")
    filled = find(book([PLAN_HEADER, LINE, row]), "plan", fill_down=True)
    for table in (merged, filled):
        assert not table.faults
        assert table.rows[1].values["activities"] == row[3]


def test_an_activity_without_its_line_is_a_fault():
    table = find(book([PLAN_HEADER, LINE, [None, None, None, "จัดทำข้อมูลเครือข่าย", None]]), "plan")
    assert places(table) == ["B3", "C3", "E3"]


PLAN_TAILS = {
    "a total of activities": [["รวมทั้งสิ้น 1 กิจกรรม"]],
    "a total with a number": [[None, "รวม", None, 1, None]],
    "a note": [[], ["หมายเหตุ: แผนอาจปรับได้"]],
    "a note beside its label": [["หมายเหตุ", "แผนอาจปรับได้"]],
    "signatures": [
        [],
        [None, "ลงชื่อ.......", "ลงชื่อ......."],
        [None, "(นาย ก ข)", "(นาย ค ง)"],
        [None, "หัวหน้ากลุ่ม", "ผู้อำนวยการ"],
    ],
}


@pytest.mark.parametrize("rows", PLAN_TAILS.values(), ids=PLAN_TAILS)
def test_totals_notes_and_signatures_of_a_plan_are_no_lines(rows):
    table = find(book([PLAN_HEADER, LINE, *rows]), "plan")
    assert (table.faults, table.warnings, len(table.rows)) == ([], [], 1)
