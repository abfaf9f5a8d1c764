"""Random tables: what an office could write comes out exactly, and no amount is ever lost without a word."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from grants.budget.workbooks import BUDGET
from grants.payments.workbook import PAYMENTS
from participation.workbooks import PLAN
from tables.cells import read_amount
from tables.destination import Destination
from tables.finding import find_table
from tables.sheets import Book, Cell, CellKind, Merge, Sheet
from tests.tables.books import book, cell, entries, find, formula, places, sheet

HEADINGS = {
    "order": ["ลำดับ", "ที่", "ลำดับที่"],
    "name": ["ชื่อหน่วยงานภาคประชาชน", "ชื่อองค์กร", "หน่วยงาน"],
    "amount": ["งบประมาณ", "จำนวนเงิน (บาท)", "วงเงิน"],
    "note": ["หมายเหตุ"],
}
PLACES = ["ชลบุรี", "ระยอง", "ตราด", "สระแก้ว", "รวมใจ", "หมายเหตุ", "ยอดรวม", "ลงชื่อ", "วังรวมทอง"]
KINDS = ["มูลนิธิ", "สมาคม", "ชมรม", "ศูนย์ประสานงาน", "กลุ่ม", "รวมพลัง"]

names = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(PLACES), st.integers(1, 999)).map(
        lambda parts: f"{parts[0]}{parts[1]} {parts[2]}"
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda name: name.replace(" ", ""),
)
amounts = st.integers(1, 10**11).map(lambda satang: Decimal(satang) / 100)
written = st.sampled_from(
    [
        lambda amount: amount,
        lambda amount: f"{amount:,.2f}",
        lambda amount: f"{amount:,.2f} บาท",
        lambda amount: f"฿{amount:.2f}",
    ]
)
titles = st.lists(
    st.sampled_from(
        ["งบสนับสนุนภาคประชาชน", "ปีงบประมาณ 2567", "(โครงการสนับสนุนกลไกฯ)", "สปสช.เขต 6 ระยอง", None]
    ),
    max_size=4,
)


@dataclass
class Written:
    """A budget as an office could lay it out. Row numbers are those of its cells from A1."""

    rows: list[list[Any]] = field(default_factory=list)
    granted: dict[str, Decimal] = field(default_factory=dict)
    entry_rows: list[int] = field(default_factory=list)
    total_row: int | None = None
    amount_column: str = ""

    @property
    def total(self):
        return sum(self.granted.values(), Decimal(0))

    def set_amount(self, row, value):
        self.rows[row - 1]["ABCD".index(self.amount_column)] = value


@st.composite
def tables(draw, with_total=None):
    granted = {name: draw(amounts) for name in draw(names)}
    order = draw(st.permutations(["order", "name", "amount", "note"]))
    made = Written([[title] for title in draw(titles)], granted)
    made.amount_column = "ABCD"[order.index("amount")]
    made.rows.append([draw(st.sampled_from(HEADINGS[key])) for key in order])
    for number, (name, amount) in enumerate(granted.items(), start=1):
        held = {"order": number, "name": name, "amount": draw(written)(amount)}
        made.rows.append([held.get(key) for key in order])
        made.entry_rows.append(len(made.rows))
        made.rows += [[]] * draw(st.integers(0, 1))
    if with_total or draw(st.booleans()):
        held = {
            "name": draw(st.sampled_from(["รวม", "รวมทั้งสิ้น", "ยอดรวม"])),
            "amount": draw(written)(made.total),
        }
        made.rows.append([held.get(key) for key in order])
        made.total_row = len(made.rows)
    made.rows += draw(
        st.sampled_from([[], [[], ["หมายเหตุ : จัดสรรตามมติ"]], [[], [None, "ลงชื่อ........ผู้จัดทำ"]]])
    )
    return made


# An amount may happen to be the sum of others, which is asked.
ALL_ENTRIES = {("entry_or_sum", ""): "entry"}


@settings(deadline=None)
@given(tables(), st.sampled_from(["A1", "B3", "D12", "AA40"]))
def test_a_table_comes_out_as_it_was_written_wherever_it_stands(made, corner):
    table = find(book(made.rows, first=corner), answers=ALL_ENTRIES)
    assert not table.faults
    assert entries(table) == [(name, f"{amount:.2f}") for name, amount in made.granted.items()]
    assert table.total == made.total


SPOILED = ["ไม่มี", "-", "95.000,00", "1,17,000", "95k", -1, True, formula("A1"), None]


@settings(deadline=None)
@given(tables(), st.sampled_from(SPOILED), st.integers(0, 11))
def test_one_spoiled_amount_is_one_fault_at_its_cell(made, spoiled, which):
    row = made.entry_rows[which % len(made.entry_rows)]
    made.set_amount(row, spoiled)
    assert places(find(book(made.rows), answers=ALL_ENTRIES)) == [f"{made.amount_column}{row}"]


@settings(deadline=None)
@given(tables(with_total=True), st.integers(1, 10**6))
def test_a_total_that_is_off_by_any_satang_is_refused(made, satang):
    made.set_amount(made.total_row, made.total + Decimal(satang) / 100)
    assert places(find(book(made.rows), answers=ALL_ENTRIES)) == [f"{made.amount_column}{made.total_row}"]


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ", "งบประมาณ (พันบาท)", "รวม", "รวมทั้งสิ้น", "รวมพลังคนพิการ",
            "จังหวัดชลบุรี", "กลุ่มที่ 1", "หมายเหตุ: ก", "ลงชื่อ......", "(นาย ก ข)", "มูลนิธิ ก", "ชมรม ข", "บ้านสวน",
            "1", "2.", "1.1", "95,000", "45,000 บาท", "-", "ไม่มี", "คงเหลือ", "15 แห่ง", "รวมเป็นเงิน 140,000 บาท",
            "ปี 2567", "(1)", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์", " ",
        ]
    ).map(cell),
    st.integers(-5, 200).map(lambda number: cell(number * 1000)),
    st.sampled_from([cell(True), formula("SUM(C1:C9)"), Cell(CellKind.ERROR, "#REF!"), cell(0.125), cell(1)]),
)  # fmt: skip
MERGES = st.builds(
    lambda row, column, down, right: Merge(row, column, row + down, column + right),
    st.integers(1, 14), st.integers(1, 5), st.integers(0, 4), st.integers(0, 3),
)  # fmt: skip
BODIES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=14)


@st.composite
def books(draw):
    """Any cells at all, most often below a budget's header."""
    rows = draw(BODIES)
    if draw(st.booleans()):
        rows = [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ", "หมายเหตุ"], *rows]
    made = sheet(rows, hidden_rows=draw(st.sets(st.integers(1, 15), max_size=3)))
    made.merges = draw(st.lists(MERGES, max_size=4))
    others = draw(st.lists(st.just(Sheet("อื่น")), max_size=1))
    return Book(draw(st.sampled_from(["xlsx", "csv", "pasted"])), [made, *others])


@settings(deadline=None, max_examples=400)
@given(books(), st.sampled_from(["budget", "plan"]), st.booleans())
def test_no_book_makes_the_finder_fail_and_no_amount_is_lost_without_a_word(made, kind, fill_down):
    table = find(made, kind, fill_down=fill_down)
    assert all(fault.message and fault.code for fault in [*table.faults, *table.warnings])
    if table.faults or kind == "plan":
        return
    taken = {row.number for row in table.rows} | {row for row, _amount in table.stated_totals}
    column = "ABCDE".index(table.columns["amount"]) + 1
    below = {
        number: row[column]
        for number, row in made.sheets[0].rows.items()
        if number > table.header_row and column in row
    }
    held = {number for number, held in below.items() if held.text.strip() and not read_amount(held).faults}
    covered = {
        number
        for merge in made.sheets[0].merges
        for number in range(merge.first_row, merge.last_row + 1)
        if merge.first_column <= column <= merge.last_column
        and (number, column) != (merge.first_row, merge.first_column)
    }
    assert held - covered <= taken
    assert table.total == sum((row.values["amount"] for row in table.rows), Decimal(0))
    assert all({"name", "amount"} <= row.values.keys() for row in table.rows)


OF_REGION = {"ชลบุรี": 6, "ระยอง": 6, "ราชบุรี": 5, "เชียงใหม่": 1, "ลำปาง": 1}
SAID = {
    "name": lambda place: [f"สมาคมคนพิการจังหวัด{place}", None],
    "province": lambda place: ["สมาคมคนพิการ", place],
    "region": lambda place: ["สมาคมคนพิการ", f"เขต {OF_REGION[place]}"],
}


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(sorted(OF_REGION)), min_size=1, max_size=9),
    st.sampled_from(sorted(SAID)),
    st.data(),
)
def test_exactly_the_rows_of_other_regions_are_asked_about_and_each_answer_is_kept(said, how, data):
    heading = "จังหวัด" if how == "province" else "เขต"
    rows = [["ลำดับ", "ชื่อหน่วยงาน", heading, "งบประมาณ"]]
    for number, place in enumerate(said, 1):
        name, beside = SAID[how](place)
        rows.append(
            [number, f"{name} {number}" if how != "name" else f"ชมรม {number} {name}", beside, number * 1000]
        )
    there = sorted({OF_REGION[place] for place in said} - {6})
    made, destination = book(rows), Destination(2567, 6, OF_REGION)
    asked = find(made, destination=destination)
    assert {fault.code for fault in asked.faults} <= {"other_region"}
    assert sorted(int(fault.written.partition(":")[0]) for fault in asked.faults) == there
    answers = {
        ("other_region", fault.written): data.draw(st.sampled_from(["leave", "take"]))
        for fault in asked.faults
    }
    left = {int(about.partition(":")[0]) for (_code, about), answer in answers.items() if answer == "leave"}
    table = find(made, destination=destination, answers=answers)
    kept = [number for number, place in enumerate(said, 1) if OF_REGION[place] not in left]
    assert [row.number - 1 for row in table.rows] == kept
    assert table.total == sum(number * 1000 for number in kept)
    assert [fault.code for fault in table.faults] == ([] if kept else ["no_rows"])


ASKED_FOR = (BUDGET, PLAN, PAYMENTS)
HEADS = [*sorted({column.header for kind in ASKED_FOR for column in kind.columns}), "หมายเหตุ", "เดือน"]


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(HEADS), min_size=1, max_size=8, unique=True), min_size=1, max_size=2)
)
@example([["ชื่อหน่วยงาน", "ผลลัพธ์", "งวดที่", "เลขที่นิติกรรมสัญญา", "วันที่จ่าย", "รูปแบบการมีส่วนร่วม", "จำนวนเงิน"]])
def test_whoever_is_told_that_a_file_is_another_kind_of_table_is_not_sent_on_from_there(headers):
    made = book(*(sheet([head, ["1"] * len(head)], title=f"แผ่น {n}") for n, head in enumerate(headers)))

    def told(kind):
        """The kind that the file is said to be instead, if it is said to be another."""
        others = tuple(other for other in ASKED_FOR if other is not kind)
        table = find_table(made, kind, other_kinds=others)
        said = [fault.message for fault in table.faults if fault.code == "other_kind"]
        return next((other for other in others if said and str(other.label) in said[0]), None)

    for kind in ASKED_FOR:
        other = told(kind)
        assert other is None or told(other) is None
