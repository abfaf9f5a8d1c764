"""Where the table is: its header by its words, its sheet, its kind; and headers that are refused by name."""

import pytest

from tests.tables.books import book, codes, entries, find, places, sheet, warned

HEADER = ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"]
ROWS = [[1, "มูลนิธิสายรุ้ง", 215000], [2, "ชมรมคนรักบ้าน", 95000]]
FOUND = [("มูลนิธิสายรุ้ง", "215000.00"), ("ชมรมคนรักบ้าน", "95000.00")]
PLAN_HEADER = ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
PLAN_ROW = [1, "การร่วมจัดบริการ", "ศูนย์ดำรงชีวิตอิสระ", "ประสานเตรียมความพร้อม", "ขึ้นทะเบียน"]

HEADERS_FOUND = {
    "as the office's own": HEADER,
    "synonyms": ["ที่", "ชื่อองค์กร", "จำนวนเงิน"],
    "more synonyms": ["ลำดับที่", "หน่วยงาน", "วงเงิน"],
    "units": ["No.", "ชื่อหน่วยงาน/องค์กร", "งบประมาณ (บาท)"],
    "a unit without brackets": ["#", "ชื่อหน่วยงาน", "จำนวนเงิน : บาท"],
    "a unit as a note": ["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ (หน่วย : บาท)"],
    "only a unit tells that จำนวน is money": ["ลำดับ", "ชื่อหน่วยงาน", "จำนวน (บาท)"],
    "the year": ["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ ปี 2567 (บาท)"],
    "the year in Thai digits": ["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ พ.ศ. ๒๕๖๗"],
    "line breaks": ["ลำ\nดับ", "ชื่อหน่วยงาน\r\nภาคประชาชน", "งบ\nประมาณ\n(บาท)"],
    "spaces": [" ลำ ดับ ", "ชื่อ หน่วยงาน  ภาคประชาชน", "\u00a0งบประมาณ\t"],
    "broken sara-am": ["ล\u0e4d\u0e32ดับ", "ชื่อหน่วยงาน", "จ\u0e4d\u0e32นวนเงิน"],
    "invisible characters": ["\ufeffลำดับ", "ชื่อ\u200bหน่วย\u00adงาน", "งบ\u2060ประมาณ"],
    "two languages": ["ลำดับ\nNo.", "ชื่อหน่วยงาน / Organisation", "งบประมาณ (Budget)"],
    "English": ["No.", "Organisation", "Budget (THB)"],
    "a footnote's mark": ["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ*"],
}


@pytest.mark.parametrize("header", HEADERS_FOUND.values(), ids=HEADERS_FOUND)
def test_a_header_is_known_by_its_words(header):
    table = find(book([header, *ROWS]))
    assert not table.faults
    assert entries(table) == FOUND


def test_the_table_tells_where_everything_was_found():
    table = find(book([["งบสนับสนุน"], [], ["ที่", "ชื่อองค์กร", "วงเงิน (บาท)"], *ROWS], first="C4", title="งบ 67"))
    assert (table.sheet, table.header_row, table.title) == ("งบ 67", 6, "งบสนับสนุน")
    assert table.columns == {"order": "C", "name": "D", "amount": "E"}
    assert table.headers == {"order": "ที่", "name": "ชื่อองค์กร", "amount": "วงเงิน (บาท)"}
    first = table.rows[0]
    assert (first.number, first.cells) == (7, {"order": "C", "name": "D", "amount": "E"})
    assert first.written == {"order": "1", "name": "มูลนิธิสายรุ้ง", "amount": "215000"}


@pytest.mark.parametrize("first", ["A1", "D12", "AA300", "C19000"])
def test_the_table_may_begin_anywhere(first):
    table = find(book([HEADER, *ROWS], first=first))
    assert not table.faults
    assert entries(table) == FOUND


def test_columns_may_stand_in_any_order_with_empty_ones_between():
    rows = [
        ["งบประมาณ", None, "ชื่อหน่วยงาน", "ลำดับ"],
        [215000, None, "มูลนิธิสายรุ้ง", 1],
        [95000, None, "ชมรมคนรักบ้าน", 2],
    ]
    assert entries(find(book(rows))) == FOUND


def test_the_running_number_may_be_missing():
    table = find(book([row[1:] for row in [HEADER, *ROWS]]))
    assert not table.faults
    assert not table.warnings
    assert entries(table) == FOUND


def test_unknown_filled_columns_are_left_out_and_named():
    rows = [[*HEADER, "หมายเหตุ", "จังหวัด", "ว่าง"], [*ROWS[0], None, "ชลบุรี"], [*ROWS[1], "โอนแล้ว"]]
    table = find(book(rows))
    assert entries(table) == FOUND
    assert warned(table) == ["unknown_columns"]
    assert "“หมายเหตุ” (D), “จังหวัด” (E)" in table.warnings[0].message
    assert "ว่าง" not in table.warnings[0].message


HEADERS_REFUSED = {
    "no amount": ([["ลำดับ", "ชื่อหน่วยงาน"], [1, "ก"]], "header_missing", "-", "งบประมาณ"),
    "no name": ([["ลำดับ", "งบประมาณ"], [1, 5]], "header_missing", "-", "ชื่อหน่วยงานภาคประชาชน"),
    "a mistyped heading": ([["ลำดับ", "ชื่อหน่วยงาน", "งบประมาน"], *ROWS], "header_missing", "-", "งบประมาน"),
    "an unknown heading": ([["ลำดับ", "ชื่อหน่วยงาน", "จำนวน"], *ROWS], "header_missing", "-", "จำนวน"),
    "words only contained": (
        [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณที่ถูกตัดออก"], *ROWS], "header_missing", "-", "งบประมาณที่ถูกตัดออก"),
    "two of one heading": ([[*HEADER, "งบประมาณ"], [*ROWS[0], 5]], "header_doubled", "D1", "C, D"),
    "two of one meaning": ([[*HEADER, "วงเงิน (บาท)"], [*ROWS[0], 5]], "header_doubled", "D1", "วงเงิน (บาท)"),
    "two names": ([[*HEADER, "ชื่อองค์กร"], [*ROWS[0], "ก"]], "header_doubled", "D1", "ชื่อองค์กร"),
    "a year and none": (
        [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ", "งบประมาณ ปี 2567"], [1, "ก", 5, 6]], "header_doubled", "D1", "งบประมาณ"),
    "two columns of amounts": (
        [[*HEADER, "อนุมัติ"], [*ROWS[0], 200000], [*ROWS[1], 90000]], "two_amounts", "D1", "“อนุมัติ” (D)"),
    "what was received beside the budget": (
        [[*HEADER, "งบที่ได้รับ"], [*ROWS[0], "200,000"], [*ROWS[1], "90,000 บาท"]], "two_amounts", "D1", "งบที่ได้รับ"),
    "two levels without merges": (
        [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ", None], [None, None, "งวดที่ 1", "งวดที่ 2"], [1, "ก", 5, 6]],
        "header_two_levels", "C1", "งวดที่ 1"),
    "two levels of years": (
        [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ", None], [None, None, 2565, 2566], [1, "ก", 5, 6]],
        "header_two_levels", "C1", "2566"),
    "words split over two rows, one of them of another column": (
        [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ"], ["ที่", "ผู้ประสาน", None], *ROWS], "header_two_levels", "A1", "ที่"),
    "thousands in other words": ([["ตัวเลขเป็นหลักพันบาท"], HEADER, *ROWS], "other_unit", "A1", "หลักพันบาท"),
    "thousands after a dash": ([["หน่วยนับ - พันบาท"], HEADER, *ROWS], "other_unit", "A1", "พันบาท"),
    "thousands without a space": ([["หน่วย-พันบาท"], HEADER, *ROWS], "other_unit", "A1", "พันบาท"),
    "thousands below the table": ([HEADER, *ROWS, ["ตัวเลขเป็นหลักพันบาท"]], "other_unit", "A4", "หลักพันบาท"),
    "thousands beside the headings": ([[*HEADER, "หน่วย: พันบาท"], *ROWS], "other_unit", "D1", "พันบาท"),
    "headings on two rows": (
        [["ลำดับ", "ชื่อหน่วยงาน", "การสนับสนุน"], [None, None, "งบประมาณ"], *ROWS], "header_two_levels", "C1", "งบประมาณ"),
    "thousands of baht": ([["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ (พันบาท)"], *ROWS], "other_unit", "C1", "พันบาท"),
    "millions of baht": ([["ลำดับ", "ชื่อหน่วยงาน", "วงเงิน (หน่วย: ล้านบาท)"], *ROWS], "other_unit", "C1", "ล้านบาท"),
    "a line above in thousands": ([[None, None, "หน่วย : พันบาท"], HEADER, *ROWS], "other_unit", "C1", "พันบาท"),
    "a line below in thousands": ([HEADER, *ROWS, [], ["หมายเหตุ: หน่วย : พันบาท"]], "other_unit", "A5", "พันบาท"),
    "a column of units": (
        [[*HEADER, "หน่วย"], [*ROWS[0], "พันบาท"], [*ROWS[1], "พันบาท"]], "other_unit", "D2", "พันบาท"),
    "no header": (ROWS, "no_table", "-", "งบประมาณ"),
    "a letter": ([["เรียน ผู้อำนวยการ"], ["ขอส่งตารางงบประมาณ"]], "no_table", "-", "ชื่อหน่วยงานภาคประชาชน"),
    "no rows": ([HEADER], "no_rows", "-", ""),
    "only a total": ([HEADER, [None, "รวม", 0]], "no_rows", "-", ""),
    "nothing": ([], "empty", "-", ""),
    "spaces only": ([[" ", "\u200b"]], "empty", "-", ""),
}  # fmt: skip


@pytest.mark.parametrize(
    "below",
    [["ที่"], ["ที่", "ภาคประชาชน", "(บาท)"], ["ที่", None, "(บาท)"], [None, "ภาคประชาชน"]],
)
def test_a_heading_whose_words_go_on_in_the_next_row_is_one_heading(below):
    table = find(book([["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ"], below, *ROWS]))
    assert not table.faults
    assert entries(table) == FOUND


def test_a_heading_cut_inside_its_words_is_put_together():
    for upper, lower in (("ชื่อหน่วยงาน", "ภาคประชาชน"), ("ชื่อ", "หน่วยงาน")):
        table = find(book([["ลำดับ", upper, "งบ"], ["ที่", lower, "ประมาณ"], *ROWS]))
        assert not table.faults
        assert entries(table) == FOUND


@pytest.mark.parametrize(
    ("headings", "amounts"),
    [
        (["งบประมาณ ปี 2566", "งบประมาณ ปี 2567"], [5, 215000]),
        (["งบประมาณ ปี 67", "งบประมาณ ปี 66"], [215000, 5]),
    ],
)
def test_of_two_years_the_column_of_the_year_that_is_asked_for_is_taken(headings, amounts):
    table = find(book([["ลำดับ", "ชื่อหน่วยงาน", *headings], [1, "มูลนิธิสายรุ้ง", *amounts]]))
    assert not table.faults
    assert entries(table) == [("มูลนิธิสายรุ้ง", "215000.00")]


@pytest.mark.parametrize("heading", ["จำนวนสมาชิก (คน)", "หมายเหตุ", "ร้อยละ", "เบิกแล้ว (ครั้ง)"])
def test_numbers_that_count_something_else_are_no_second_column_of_amounts(heading):
    table = find(book([[*HEADER, heading], [*ROWS[0], 120], [*ROWS[1], 45]]))
    assert not table.faults


def test_which_of_two_columns_of_amounts_is_meant_can_be_said_by_hand():
    rows = [[*HEADER, "อนุมัติ"], [*ROWS[0], 200000], [*ROWS[1], 90000]]
    table = find(book(rows), mapping={"name": "B", "amount": "D", "order": "A"})
    assert not table.faults
    assert [amount for _name, amount in entries(table)] == ["200000.00", "90000.00"]


@pytest.mark.parametrize("title", ["โครงการกองทุนหมู่บ้านละล้านบาท", "ชมรมคนล้านบาท ปีงบประมาณ 2567"])
def test_millions_in_a_title_that_may_be_a_name_are_asked_about(title):
    rows = [[title], HEADER, *ROWS]
    assert (codes(find(book(rows))), places(find(book(rows)))) == (["unit_perhaps"], ["A1"])
    answered = find(book(rows), answers={("unit_perhaps", title): "baht"})
    assert not answered.faults
    assert entries(answered) == FOUND


@pytest.mark.parametrize(
    "title",
    ["วงเงิน 310,000 บาท", "งบประมาณรวม 0.31 ล้านบาท", "สามแสนหนึ่งหมื่นบาทถ้วน", "หน่วย : บาท", "เครือข่ายพันธมิตร"],
)
def test_an_amount_in_words_or_figures_is_no_unit(title):
    table = find(book([[title], HEADER, *ROWS]))
    assert {"other_unit", "unit_perhaps"}.isdisjoint([*codes(table), *warned(table)])


@pytest.mark.parametrize(("rows", "code", "place", "says"), HEADERS_REFUSED.values(), ids=HEADERS_REFUSED)
def test_a_header_that_cannot_be_read_in_one_way_is_refused_by_name(rows, code, place, says):
    table = find(book(rows))
    assert codes(table) == [code]
    assert places(table) == [place]
    assert says in table.faults[0].message


def test_two_tables_side_by_side_are_refused_by_each_doubled_heading():
    table = find(book([[*HEADER, None, *HEADER], [*ROWS[0], None, *ROWS[1]]]))
    assert codes(table) == ["header_doubled"] * 3
    assert places(table) == ["E1", "F1", "G1"]


def test_a_missing_heading_bears_its_name():
    fault = find(book([["ลำดับ", "ชื่อหน่วยงาน"], [1, "ก"]])).faults[0]
    assert (fault.header, fault.row, fault.column) == ("งบประมาณ", None, None)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (["ลำดับ", "ชื่อหน่วยงาน", "งบประมาน (บาท)"], "หมายถึง “งบประมาน (บาท)” หรือไม่"),
        (["งบประมาน", "ชื่อหน่วยงาน", "หมายเหตุ"], "หมายถึง “งบประมาน” หรือไม่"),
        (["ลำดับ", "ชื่อหน่วยงาน", "หมายเหตุ"], "หัวคอลัมน์ที่ระบบไม่รู้จักคือ “หมายเหตุ” (C)"),
        (["ลำดับ", "ชื่อหน่วยงาน"], "โปรดเพิ่มคอลัมน์นี้"),
    ],
    ids=["misspelt", "misspelt, with a stranger", "a stranger", "nothing"],
)
def test_a_missing_heading_is_told_with_the_one_that_is_like_it_or_those_that_nobody_knows(header, says):
    (fault,) = find(book([header, *(row[: len(header)] for row in ROWS)])).faults
    assert "ไม่พบหัวคอลัมน์ “งบประมาณ”" in fault.message
    assert says in fault.message


MERGED_HEADERS = {
    "amounts of two instalments": (
        [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ", None], [None, None, "งวด 1", "งวด 2"], [1, "ก", 5, 6]],
        ["C1:D1", "A1:A2", "B1:B2"], "C1"),
    "a merged heading without levels": ([["ลำดับ", "ชื่อหน่วยงาน", None, "งบประมาณ"], [1, "ก", None, 5]], ["B1:C1"], "B1"),
    "two levels of an unknown column": (
        [[*HEADER, "ที่ตั้ง", None], [None, None, None, "อำเภอ", "จังหวัด"], [*ROWS[0], "เมือง", "ชลบุรี"]],
        ["D1:E1", "A1:A2", "B1:B2", "C1:C2"], "D1"),
    "a band above the header": (
        [["หน่วยงาน", None, "การสนับสนุน"], HEADER, *ROWS], ["A1:B1"], "A1"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "merges", "place"), MERGED_HEADERS.values(), ids=MERGED_HEADERS)
def test_headings_on_two_levels_are_refused(rows, merges, place):
    table = find(book(rows, merges=merges))
    assert codes(table) == ["header_two_levels"]
    assert places(table) == [place]


MERGED_TITLES = {
    "headings merged over two rows each": ([HEADER, [], *ROWS], ["A1:A2", "B1:B2", "C1:C2"]),
    "a title over the table": ([["งบประมาณปี 2567"], HEADER, *ROWS], ["A1:C1"]),
    "a title beside a unit": ([["สปสช.เขต 6 ระยอง", None, "หน่วย : บาท"], HEADER, *ROWS], ["A1:B1"]),
    "a title beside a year": ([["สปสช.เขต 6 ระยอง", None, "ปีงบประมาณ 2567"], HEADER, *ROWS], ["A1:B1"]),
    "a unit in the row below": ([HEADER, [None, None, "(บาท)"], *ROWS], []),
    "columns numbered below the header": ([HEADER, ["(1)", "(2)", "(3)"], *ROWS], []),
}


@pytest.mark.parametrize(("rows", "merges"), MERGED_TITLES.values(), ids=MERGED_TITLES)
def test_what_only_looks_like_two_levels_is_read(rows, merges):
    table = find(book(rows, merges=merges))
    assert not table.faults
    assert entries(table) == FOUND


def test_a_repeated_header_is_passed_over():
    again = ["ลำดับ ", "ชื่อหน่วยงาน ภาคประชาชน", "งบประมาณ\n(บาท)"]
    table = find(book([HEADER, ROWS[0], [], again, ROWS[1], [None, "รวมทั้งสิ้น", 310000]]))
    assert not table.faults
    assert not table.warnings
    assert entries(table) == FOUND


OTHER_TABLES = {
    "a summary": ["ลำดับ", "จังหวัด", "จำนวนแห่ง"],
    "the same columns in another order": ["ลำดับ", "งบประมาณ", "ชื่อหน่วยงาน"],
    "other headings of a budget": ["ที่", "ชื่อองค์กร", "ยอดเบิกจ่าย"],
}


@pytest.mark.parametrize("header", OTHER_TABLES.values(), ids=OTHER_TABLES)
def test_another_table_below_is_refused_where_it_begins(header):
    table = find(book([HEADER, *ROWS, [], header, [1, "ก", 5, "ข", "ค"]]))
    assert codes(table) == ["second_table"]
    assert places(table) == ["A5"]


def test_of_a_plan_and_a_budget_on_one_sheet_the_one_asked_for_is_read():
    budget = [["การสนับสนุนงบประมาณปี 2567 จำนวน 310,000 บาท"], HEADER, *ROWS]
    plan = [["แผนประจำปี 2567"], PLAN_HEADER, [*PLAN_ROW[:3], "สนับสนุน จำนวน 15 แห่ง งบประมาณ 5,000 บาท", "ได้"]]
    for rows in ([*budget, [], *plan], [*plan, [], *budget]):
        as_budget, as_plan = find(book(rows), "budget"), find(book(rows), "plan")
        assert not as_budget.faults + as_plan.faults
        assert entries(as_budget) == FOUND
        assert len(as_plan.rows) == 1
        assert "other_table_below" in warned(as_budget) + warned(as_plan)


def test_rows_above_the_header_that_look_like_entries_are_refused():
    table = find(book([ROWS[0], HEADER, ROWS[1]]))
    assert places(table) == ["B1"]


# ── sheets and kinds ────────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_sent_as_a_budget_is_said_to_be_that_and_the_reverse():
    plan, budget = book([PLAN_HEADER, PLAN_ROW]), book([HEADER, *ROWS])
    as_budget, as_plan = find(plan, "budget"), find(budget, "plan")
    assert codes(as_budget) == codes(as_plan) == ["other_kind"]
    assert "ตารางแผน ไม่ใช่ตารางงบประมาณ" in as_budget.faults[0].message
    assert "ตารางงบประมาณ ไม่ใช่ตารางแผน" in as_plan.faults[0].message


def test_a_plan_with_amounts_and_units_is_still_a_plan():
    header = [*PLAN_HEADER, "งบประมาณ", "หน่วยงาน"]
    made = book([header, [*PLAN_ROW, 5000, "สปสช."]])
    assert codes(find(made, "budget")) == ["other_kind"]
    assert warned(find(made, "plan")) == ["unknown_columns"]


def test_a_file_with_both_gives_the_one_asked_for():
    made = book(sheet([PLAN_HEADER, PLAN_ROW], title="แผน"), sheet([HEADER, *ROWS], title="งบ"))
    assert (find(made, "budget").sheet, find(made, "plan").sheet) == ("งบ", "แผน")
    assert not find(made, "budget").warnings


def test_of_two_fitting_sheets_the_person_chooses():
    made = book(sheet([HEADER, ROWS[0]], title="รอบ 1"), sheet([HEADER, ROWS[1]], title="รอบ 2"))
    asked = find(made)
    assert codes(asked) == ["several_sheets"]
    assert "“รอบ 1”, “รอบ 2”" in asked.faults[0].message
    chosen = find(made, sheet=" รอบ  2")
    assert entries(chosen) == FOUND[1:]
    assert "other_sheets" in warned(chosen)
    unknown = find(made, sheet="รอบ 3")
    assert codes(unknown) == ["no_such_sheet"]
    assert "“รอบ 1”, “รอบ 2”" in unknown.faults[0].message


def test_an_empty_form_is_no_second_table():
    made = book(sheet([HEADER], title="แบบฟอร์ม"), sheet([HEADER, *ROWS], title="กรอกแล้ว"))
    table = find(made)
    assert table.sheet == "กรอกแล้ว"
    assert "แบบฟอร์ม" in table.warnings[0].message


def test_hidden_sheets_are_not_imported_and_said_so():
    hidden = sheet([HEADER, ROWS[1]], title="เก่า", hidden=True)
    beside = find(book(sheet([HEADER, ROWS[0]], title="ใหม่"), hidden))
    assert entries(beside) == FOUND[:1]
    assert warned(beside) == ["hidden_sheets"]
    alone, chosen = find(book(hidden)), find(book(sheet([["x"]], title="ก"), hidden), sheet="เก่า")
    assert codes(alone) == codes(chosen) == ["sheet_hidden"]
    assert "“เก่า”" in alone.faults[0].message


def test_hidden_rows_and_columns_are_imported_and_said_so():
    table = find(book([HEADER, *ROWS], hidden_rows=[3, 99], hidden_columns=[3]))
    assert entries(table) == FOUND
    assert sorted(warned(table)) == ["hidden_columns", "hidden_rows"]
    assert [warning.row for warning in table.warnings if warning.code == "hidden_rows"] == [3]


# ── columns chosen by hand ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "mapping", [{"name": "B", "amount": "C"}, {"name": "b", "amount": "c", "header_row": 1}]
)
def test_a_person_names_the_columns(mapping):
    table = find(book([["รหัส", "ผู้รับ", "ยอด"], *ROWS]), mapping=mapping)
    assert not table.faults
    assert entries(table) == FOUND
    assert table.headers == {"name": "ผู้รับ", "amount": "ยอด"}


def test_a_person_chooses_one_of_two_like_columns():
    made = book([["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ", "วงเงิน"], [1, "ชมรมหนึ่ง", 5, 6]])
    assert entries(find(made, mapping={"amount": "D"})) == [("ชมรมหนึ่ง", "6.00")]


def test_a_person_reads_a_header_of_two_levels():
    rows = [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ", None], [None, None, "งวด 1", "งวด 2"], [1, "ชมรมหนึ่ง", 5, 6]]
    table = find(book(rows, merges=["C1:D1"]), mapping={"name": "B", "amount": "D", "header_row": 2})
    assert entries(table) == [("ชมรมหนึ่ง", "6.00")]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"name": "B", "amount": "ก"}, "bad_mapping"),
        ({"name": "B", "amount": "B"}, "bad_mapping"),
        ({"name": "B", "amount": "C", "header_row": "x"}, "bad_mapping"),
        ({"name": "B"}, "header_missing"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(mapping, code):
    assert codes(find(book([["รหัส", "ผู้รับ", "ยอด"], *ROWS]), mapping=mapping)) == [code]
