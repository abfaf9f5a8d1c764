"""Notes, signatures and blank rows around the rows, and cells that may not be blank."""

from collections.abc import Callable
from typing import Any

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import FIVE, FIVE_TOTAL, HEADER, THREE, THREE_TOTAL, budget_rows
from tests.office_tables.totals import ENDINGS, right, wrong
from tests.workbooks.raw import Xml, formula, workbook
from tests.workbooks.writers import SheetOfFile, csv, write, xlsx

NOTES = {
    "a note": ["หมายเหตุ: จัดสรรตามมติคณะอนุกรรมการ"],
    "a note in the name column": [None, "หมายเหตุ จัดสรรตามมติคณะอนุกรรมการ"],
    "a star": ["* ข้อมูล ณ วันที่ 22 ธันวาคม 2566"],
    "a source": [None, "ที่มา: สปสช.เขต 6 ระยอง"],
    "a signature": [None, "ลงชื่อ ..................................... ผู้จัดทำ"],
    "a signature under the amounts": [None, None, "ลงชื่อ ........................ ผู้อนุมัติ"],
    "dots": [None, ".............................................."],
    "a name line in brackets": [None, "(.......................................)"],
    "a position": [None, "ตำแหน่ง ผู้อำนวยการสำนักงาน"],
    "a date line": [None, None, "วันที่ ......./......./......."],
    "a printing line": ["พิมพ์เมื่อ 22/12/2566 เวลา 10:30 น. หน้า 1/1"],
    "a note that speaks of money": ["หมายเหตุ: เบิกจ่ายงวดแรก 100,000 บาท"],
}


def _below() -> list[Case]:
    cases = []
    rows = budget_rows(FIVE, total=FIVE_TOTAL)
    for number, (what, line) in enumerate(NOTES.items()):
        ending = ENDINGS[number % 4]
        cases.append(
            right(f"{ending}: {what} below the total", [*rows, [], line], ending=ending, klass="notes")
        )
    block = [list(line) for line in NOTES.values()]
    every = [*rows, [], *block]
    cases.append(right("notes and a whole block of signatures below the total", every, klass="notes"))
    for ending in ("xlsx", "csv"):
        without = [
            *budget_rows(FIVE),
            [],
            ["หมายเหตุ: จัดสรรตามมติคณะอนุกรรมการ"],
            [None, "ลงชื่อ ............. ผู้จัดทำ"],
        ]
        cases.append(
            right(
                f"{ending}: note and signature below a table without a total",
                without,
                ending=ending,
                klass="notes",
            )
        )
    merged = [*rows, [], ["หมายเหตุ: ทดสอบ"], [None, "ลงชื่อ .................... ผู้จัดทำ"]]
    cases.append(
        right(
            "a note merged over the table's width",
            merged,
            klass="notes",
            build=lambda: xlsx(SheetOfFile(rows=merged, merges=["A9:C9", "B10:C10"])),
        )
    )
    close = [*rows, ["หมายเหตุ: ทดสอบ"]]
    cases.append(right("a note directly below the total", close, klass="notes"))
    carried = [HEADER, [None, "ยอดยกมา", 50000], *budget_rows(FIVE)[1:]]
    cases.append(
        wrong(
            "a balance brought forward is not an organisation",
            carried,
            klass="notes",
            sure=False,
            exact=False,
            detail=granted(FIVE),
        )
    )
    ready = [*budget_rows(THREE), [4, None, None], [5, None, None]]
    cases.append(
        right(
            "numbers prepared for rows that nobody filled",
            ready,
            klass="notes",
            detail=granted(THREE),
            sure=False,
        )
    )
    dotted = [*budget_rows(THREE), [4, "..............", "............"]]
    cases.append(
        wrong("a row of dotted lines", dotted, klass="notes", sure=False, exact=False, detail=granted(THREE))
    )
    blank = budget_rows(THREE)
    spread = [*blank[:2], [], [None, " ", "\u200b"], *blank[2:], [], [None, "รวม", THREE_TOTAL]]
    cases.append(right("blank rows between the rows", spread, klass="notes", detail=granted(THREE)))
    cases.append(
        right(
            "csv: blank records between the records",
            spread,
            ending="csv",
            klass="notes",
            detail=granted(THREE),
            build=lambda: csv(spread, encoding="utf-8"),
        )
    )
    return cases


def _required() -> list[Case]:
    def fault(name: str, row: int, column: int, value: Any, ending: str = "xlsx", **more: Any) -> Case:
        rows = budget_rows(FIVE)
        rows[row - 1][column - 1] = value
        more = {"places": (at(row, "ABC"[column - 1]),)} | more
        return wrong(f"{ending}: {name}", rows, ending=ending, klass="required cells", **more)

    every = [
        HEADER,
        [1, None, 95000],
        [2, "ชมรมหนึ่ง", None],
        [3, "ชมรมสอง", 5000],
        [4, " ", 100],
        [5, "ชมรมสาม", "  "],
    ]
    build: Callable[[], bytes] = lambda: write("xlsx", every)  # noqa: E731
    return [
        *[fault("a blank name beside an amount", 4, 2, None, ending) for ending in ENDINGS],
        fault("a name of spaces", 4, 2, "   "),
        fault("a name of zero-width characters", 4, 2, "\u200b\u200d\ufeff", "csv"),
        fault("a blank amount beside a name", 4, 3, None, "xls"),
        fault("a blank amount in the first row", 2, 3, None),
        fault("a blank amount in the last row", 6, 3, None, "csv"),
        fault("a name of a dash", 4, 2, "-", sure=False),
        fault("a name of dots", 3, 2, ".....", sure=False),
        fault(
            "an error in the name",
            3,
            2,
            None,
            build=lambda: workbook([HEADER, [1, FIVE[0][0], 1], [2, Xml('t="e"', "<v>#N/A</v>"), 2]]),
        ),
        fault(
            "a formula without a value in the name",
            3,
            2,
            None,
            build=lambda: workbook([HEADER, [1, FIVE[0][0], 1], [2, formula('"ชมรม"&"ใหม่"'), 2]]),
        ),
        fault("a number in the name", 3, 2, 12345, sure=False),
        fault("a truth value in the name", 3, 2, True, sure=False),
        wrong(
            "blank names and amounts in four rows are named at once",
            every,
            klass="required cells",
            build=build,
            places=(at(2, "B"), at(3, "C"), at(5, "B"), at(6, "C")),
        ),
        right(
            "a stored formula value is a name",
            [],
            klass="required cells",
            detail=granted([("ชมรมใหม่", 100)]),
            build=lambda: workbook([HEADER, [1, formula('"ชมรม"&"ใหม่"', "ชมรมใหม่"), 100]]),
        ),
        right("a table of one row", budget_rows(FIVE[:1]), klass="required cells", detail=granted(FIVE[:1])),
        right(
            "a table of one row and its total",
            budget_rows(FIVE[:1], total=95000),
            klass="required cells",
            detail=granted(FIVE[:1]),
        ),
    ]


CASES = [*_below(), *_required()]
