"""Merged cells and blanks: what fills down, and what is refused."""

import pytest

from tests.tables.books import book, codes, error, find, places

HEADER = ["ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"]
LINES = [
    [1, "เพิ่มการรับรู้", "เครือข่ายสตรี", "อบรม", "มีความรู้"],
    [2, None, None, "ทำสื่อ", "มีสื่อ"],
    [3, None, "หน่วยบริการ", "ประชุม", "มีแนวทาง"],
]
BUDGET = [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ"], [1, "ชมรมหนึ่ง", 10], [2, "ชมรมสอง", None], [3, "ชมรมสาม", 30]]


def plan(*rows, merges=(), **asked):
    return find(book([HEADER, *rows], merges=merges), "plan", **asked)


def column(table, key):
    return [row.values.get(key) for row in table.rows]


def test_merged_forms_and_targets_stand_for_all_their_lines():
    table = plan(*LINES, merges=["B2:B4", "C2:C3"])
    assert not table.faults
    assert column(table, "form") == ["เพิ่มการรับรู้"] * 3
    assert column(table, "targets") == ["เครือข่ายสตรี", "เครือข่ายสตรี", "หน่วยบริการ"]


def test_a_merged_form_reaches_over_a_blank_row():
    table = plan(LINES[0], [], [2, None, "หน่วยบริการ", "ประชุม", "มีแนวทาง"], merges=["B2:B4"])
    assert not table.faults
    assert column(table, "form") == ["เพิ่มการรับรู้"] * 2


def test_what_a_file_holds_under_a_merged_cell_is_not_read():
    hidden = [[1, "เพิ่มการรับรู้", "ก", "อบรม", "มีความรู้"], [2, "ที่มองไม่เห็น", "ข", "ทำสื่อ", "มีสื่อ"]]
    assert column(plan(*hidden, merges=["B2:B3"]), "form") == ["เพิ่มการรับรู้"] * 2


def test_a_blank_in_a_group_column_is_a_fault_with_an_offer():
    table = plan(*LINES)
    assert places(table) == ["B3", "C3", "B4"]
    assert set(codes(table)) == {"blank_in_group"}


def test_blanks_are_filled_from_above_on_demand():
    table = plan(*LINES, fill_down=True)
    assert not table.faults
    assert column(table, "form") == ["เพิ่มการรับรู้"] * 3
    assert column(table, "targets") == ["เครือข่ายสตรี", "เครือข่ายสตรี", "หน่วยบริการ"]


def test_a_blank_in_the_first_line_has_nothing_above_it():
    table = plan([1, None, "ก", "อบรม", "มีความรู้"], fill_down=True)
    assert (codes(table), places(table)) == (["blank"], ["B2"])


def test_a_blank_is_not_filled_over_a_heading():
    table = plan(LINES[0], ["ด้านการคุ้มครองสิทธิ"], LINES[2], merges=["A3:E3"], fill_down=True)
    assert places(table) == ["B4"]


def test_activities_and_outcomes_are_never_filled():
    table = plan(LINES[0], [2, None, None, None, "มีสื่อ"], [3, None, None, "ทำสื่อ", None], fill_down=True)
    assert places(table) == ["D3", "E4"]


def test_a_faulty_merged_form_is_named_once():
    assert places(plan([1, error(), "ก", "อบรม", "ดี"], [2, None, "ข", "ทำสื่อ", "ดี"], merges=["B2:B3"])) == [
        "B2"
    ]


def test_an_empty_merged_form_is_named_once():
    assert places(plan([1, None, "ก", "อบรม", "ดี"], [2, None, "ข", "ทำสื่อ", "ดี"], merges=["B2:B3"])) == ["B2"]


REFUSED_IN_PLANS = {
    "an activity over two lines": (["D3:D4"], "merged_down", "D3"),
    "a target with its activity": (["C4:D4"], "merged_across", "C4"),
    "a form over two columns and lines": (["B2:C3"], "merged_across", "B2"),
}


@pytest.mark.parametrize(("merges", "code", "place"), REFUSED_IN_PLANS.values(), ids=REFUSED_IN_PLANS)
def test_other_merged_cells_of_a_plan_are_refused(merges, code, place):
    full = [[n, f"รูปแบบ {n}", f"กลุ่ม {n}", f"กิจกรรม {n}", f"ผลลัพธ์ {n}"] for n in (1, 2, 3)]
    table = plan(*full, merges=merges)
    assert (codes(table), places(table)) == ([code], [place])


REFUSED_IN_BUDGETS = {
    "an amount over two organisations": (["C2:C3"], "merged_down", "C2"),
    "all amounts": (["C2:C4"], "merged_down", "C2"),
    "a name over two amounts": (["B3:B4"], "merged_down", "B3"),
    "a name with its amount": (["B2:C2"], "merged_across", "B2"),
    "a number with its name": (["A2:B2"], "merged_across", "A2"),
    "a name with an unknown column": (["C4:D4"], "merged_across", "C4"),
}


@pytest.mark.parametrize(("merges", "code", "place"), REFUSED_IN_BUDGETS.values(), ids=REFUSED_IN_BUDGETS)
def test_merged_cells_of_a_budget_are_refused(merges, code, place):
    rows = [[*row] for row in BUDGET]
    rows[2][2] = 20
    table = find(book(rows, merges=merges))
    assert code in codes(table)
    assert places(table) == [place]


@pytest.mark.parametrize("block", ["A2:A3", "F2:G9", "A9:C9", "B2:B2"])
def test_merged_cells_that_change_nothing_are_taken(block):
    rows = [BUDGET[0], BUDGET[1], [None, "ชมรมสอง", 20], [3, "ชมรมสาม", 30]]
    assert not find(book(rows, merges=[block])).faults


def test_an_organisation_merged_over_the_table_is_no_heading():
    rows = [BUDGET[0], BUDGET[1], ["ชมรมสอง"], BUDGET[3]]
    assert (places(find(book(rows, merges=["A3:C3"])))) == ["A3"]


def test_blocks_that_lie_on_each_other_do_no_harm():
    assert places(find(book(BUDGET, merges=["C2:C3", "C3:C4", "A1:C9"]))) != []


def test_a_block_as_large_as_the_sheet_is_read_quickly():
    rows = [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ"], *[[n, f"ชมรม {n}", n] for n in range(1, 2001)]]
    assert codes(find(book(rows, merges=["C2:XFD1048576"] * 50))) == ["merged_across"]
