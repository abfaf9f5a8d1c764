"""Values that come from another workbook: only a cell that the table uses has to be free of them."""

import pytest

from tables.readers import xlsx
from tables.sheets import Book
from tests.tables.books import book, codes, find, grid, places, read_here
from tests.workbooks.raw import workbook

LINK = "<Relationship Id='e' Type='{office}/externalLink' Target='externalLinks/externalLink1.xml'/>"
NAMES = (
    "<definedNames><definedName name='วงเงิน'>[1]งบ!$A$1</definedName>"
    "<definedName name='เพดาน'>งบ!$A$9</definedName></definedNames>"
)
HEAD = ["ที่", "ชื่อหน่วยงาน", "งบประมาณ", "อ้างอิง"]
ROWS = [HEAD, [1, "สมาคมก", 95000, 7], [2, "สมาคมข", 90000, 8], [None, "รวม", 185000, None]]


def read_linked(cells: str) -> Book:
    return read_here(xlsx.read, workbook(f"<row>{cells}</row>", relationships=LINK, properties=NAMES))


def test_a_link_that_no_cell_uses_is_let_pass():
    made = read_linked("<c><v>1</v></c>")
    assert grid(made) == [["1"]]
    assert made.sheets[0].linked == set()


@pytest.mark.parametrize(
    ("cells", "linked"),
    [
        ("<c><f>[1]งบ!A1</f><v>5</v></c>", {(1, 1)}),
        ("<c><v>1</v></c><c><f>'[12]งบ 67'!A1+1</f><v>5</v></c>", {(1, 2)}),
        ("<c><f>SUM(A2:A9)</f><v>5</v></c>", set()),
        ("<c><f>SUM(ตาราง[2567])</f><v>5</v></c>", set()),  # a column of a table in this workbook
        ("<c><f>วงเงิน*2</f><v>5</v></c>", {(1, 1)}),  # a name that stands for a cell of the other one
        ("<c><f>เพดาน*2</f><v>5</v></c>", set()),
        (
            '<c><f t="shared" ref="A1:B1" si="0">[1]งบ!A1</f><v>5</v></c><c><f t="shared" si="0"/><v>6</v></c>',
            {(1, 1), (1, 2)},
        ),
        (
            '<c><f t="array" ref="A1:B1">[1]งบ!A1:B1</f><v>5</v></c><c><v>6</v></c><c><v>7</v></c>',
            {(1, 1), (1, 2)},
        ),
    ],
)
def test_a_cell_whose_value_comes_from_another_workbook_is_marked(
    cells: str, linked: set[tuple[int, int]]
) -> None:
    assert read_linked(cells).sheets[0].linked == linked


@pytest.mark.parametrize(
    ("linked", "told"),
    [
        ({(2, 3)}, ["C2"]),
        ({(2, 2), (3, 3)}, ["B2", "C3"]),
        ({(2, 4)}, []),  # beside the table's columns
        ({(4, 3)}, []),  # a total, which is computed anew
        ({(9, 3)}, []),
        (set(), []),
    ],
)
def test_only_a_cell_that_the_table_uses_is_a_fault(linked: set[tuple[int, int]], told: list[str]) -> None:
    made = book(ROWS)
    made.sheets[0].linked = linked
    table = find(made)
    assert [
        place for place, code in zip(places(table), codes(table), strict=True) if code == "linked"
    ] == told


def test_a_linked_cell_that_is_merged_over_several_rows_counts_for_each() -> None:
    plan = [
        ["รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์"],
        ["การเพิ่มการเข้าถึงบริการ", "เครือข่ายคนพิการ", "อบรม", "รู้สิทธิ"],
        [None, "เครือข่ายสตรี", "ประชุม", "ทำได้"],
    ]
    made = book(plan, merges=["A2:A3"])
    made.sheets[0].linked = {(2, 1)}
    assert "linked" in codes(find(made, "plan"))
