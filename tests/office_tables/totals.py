"""Totals, subtotals and group headings: rows that are not organisations, and those that only look so."""

from collections.abc import Sequence
from typing import Any

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import FIVE, FIVE_TOTAL, HEADER, REGION_6, budget_rows
from tests.workbooks.raw import Xml, formula, workbook
from tests.workbooks.writers import SheetOfFile, ods, write, xls, xlsx

ENDINGS = ["xlsx", "csv", "xls", "ods"]


def right(
    name: str, rows: Sequence[Sequence[Any]], *, ending: str = "xlsx", klass: str = "totals", **more: Any
) -> Case:
    more = {"expect": "accept", "detail": granted(FIVE), "build": lambda: write(ending, rows)} | more
    return Case(name=name, klass=klass, filename=f"งบ.{ending}", **more)


def wrong(
    name: str, rows: Sequence[Sequence[Any]], *, ending: str = "xlsx", klass: str = "totals", **more: Any
) -> Case:
    more = {"expect": "reject", "build": lambda: write(ending, rows)} | more
    return Case(name=name, klass=klass, filename=f"งบ.{ending}", **more)


WORDS = ["รวม", "รวมทั้งสิ้น", "รวมเป็นเงิน", "ยอดรวม", "Grand Total"]
SPELLINGS = ["GRAND TOTAL", "grand  total", "รวม ", "รวม\u200bทั้งสิ้น", "รวม ทั้งสิ้น", "รวมเป็นเงิน:", "รวมทั้งสิ้น :"]
LIKELY = ["ผลรวม", "รวมเงิน", "รวมทั้งหมด", "Total", "รวมทั้งสิ้น (บาท)", "รวมงบประมาณทั้งสิ้น", "รวมทั้งสิ้น 5 แห่ง"]
# Organisations whose names begin like a total.
NOT_TOTALS = [
    "รวมพลังคนพิการ",
    "รวมใจเกษตรกรจันทบุรี",
    "รวมทั้งสิ้นแห่งศรัทธา",
    "ยอดรวมใจชุมชน",
    "รวมเพื่อน",
    "กลุ่มรวม",
    "Grand Total Community",
    "รวม (กลุ่มผู้สูงอายุ)",
]


def _words() -> list[Case]:
    cases = []
    for number, word in enumerate([*WORDS, *SPELLINGS, *LIKELY]):
        ending, certain = ENDINGS[number % 4], word not in LIKELY
        last = (len(FIVE) + 2, "C")
        cases.append(
            right(
                f"{ending}: a right total called {word!r}",
                budget_rows(FIVE, total=FIVE_TOTAL, total_word=word),
                ending=ending,
                sure=certain,
            )
        )
        if certain and word in WORDS:
            ending = ENDINGS[(number + 1) % 4]
            cases.append(
                wrong(
                    f"{ending}: a wrong total called {word!r} is refused with both numbers",
                    budget_rows(FIVE, total=FIVE_TOTAL + 1000, total_word=word),
                    ending=ending,
                    places=(at(*last),),
                    says=("345,000", "346,000"),
                )
            )
    for number, name in enumerate(NOT_TOTALS):
        ending = ENDINGS[number % 4]
        named = [*FIVE[:2], (name, 70000), *FIVE[2:]]
        sure = name not in ("รวม (กลุ่มผู้สูงอายุ)", "รวมทั้งสิ้นแห่งศรัทธา")
        cases.append(
            right(
                f"{ending}: “{name}” is an organisation",
                budget_rows(named, total=FIVE_TOTAL + 70000),
                ending=ending,
                detail=granted(named),
                sure=sure,
            )
        )
        if number == 0:
            cases.append(
                wrong(
                    "“รวมพลังคนพิการ” with the sum of the rows above it is asked about",
                    [*budget_rows(FIVE), [6, name, FIVE_TOTAL], [None, "รวม", FIVE_TOTAL]],
                    places=(at(7, "B"),),
                    says=(name, "345,000"),
                )
            )
    return cases


def _where() -> list[Case]:
    rows = budget_rows(FIVE)
    merged = [*rows, ["รวมทั้งสิ้น", None, FIVE_TOTAL]]
    noted = [[*HEADER, "หมายเหตุ"], *[[*row, None] for row in rows[1:]], [None, "รวม", FIVE_TOTAL, None]]
    return [
        right("the total's word stands in the number column", merged),
        right("csv: the total's word stands in the number column", merged, ending="csv"),
        *[
            right(
                f"{ending}: the total's word is merged over number and name",
                merged,
                ending=ending,
                build=lambda writer=writer: writer(SheetOfFile(rows=merged, merges=["A7:B7"])),
            )
            for ending, writer in (("xlsx", xlsx), ("xls", xls), ("ods", ods))
        ],
        right("a blank row above the total", [*rows, [], [None, "รวม", FIVE_TOTAL]]),
        right("the total is text", [*rows, [None, "รวม", "345,000.00 บาท"]]),
        right("the total is in Thai digits", [*rows, [None, "รวมทั้งสิ้น", "๓๔๕,๐๐๐"]], ending="csv"),
        right("the total row has no amount", [*rows, [None, "รวม", None]], sure=False),
        right("the total has the number of organisations beside it", [*rows, [5, "รวม", FIVE_TOTAL]]),
        right("the total of a table with a column for notes", noted),
        right(
            "the total stands only as an amount, without a word",
            [*rows, [None, None, FIVE_TOTAL]],
            sure=False,
            places=(at(7, "B"),),
        ),
        right("the total above the rows", [rows[0], [None, "รวมทั้งสิ้น", FIVE_TOTAL], *rows[1:]], sure=False),
        right("two totals, both right", [*rows, [None, "รวม", FIVE_TOTAL], [None, "รวมทั้งสิ้น", FIVE_TOTAL]]),
        right(
            "the amount in words stands below the total",
            [*rows, [None, "รวมทั้งสิ้น", FIVE_TOTAL], [None, "(สามแสนสี่หมื่นห้าพันบาทถ้วน)", None]],
        ),
        right(
            "the total is a formula with its stored value",
            rows,
            build=lambda: workbook([*rows, [None, "รวม", formula("SUM(C2:C6)", FIVE_TOTAL)]]),
        ),
        right(
            "the total is a formula without a stored value",
            rows,
            sure=False,
            places=(at(7, "C"),),
            build=lambda: workbook([*rows, [None, "รวม", formula("SUM(C2:C6)")]]),
        ),
        wrong(
            "the total's stored value is old",
            rows,
            places=(at(7, "C"),),
            says=("345,000", "300,000"),
            build=lambda: workbook([*rows, [None, "รวม", formula("SUM(C2:C6)", 300000)]]),
        ),
        wrong(
            "the total is one satang too high",
            [*rows, [None, "รวม", 345000.01]],
            places=(at(7, "C"),),
            says=("345,000.00", "345,000.01"),
        ),
        wrong(
            "the total is one satang too low",
            [*rows, [None, "รวม", "344,999.99"]],
            ending="csv",
            places=(at(7, "C"),),
            says=("345,000.00", "344,999.99"),
        ),
        wrong(
            "the total has two digits swapped",
            [*rows, [None, "รวม", "354,000"]],
            ending="ods",
            places=(at(7, "C"),),
        ),
        wrong("the total is not an amount", [*rows, [None, "รวม", "345.000,00"]], places=(at(7, "C"),)),
        wrong(
            "the total is an error",
            rows,
            places=(at(7, "C"),),
            build=lambda: workbook([*rows, [None, "รวม", Xml('t="e"', "<v>#REF!</v>")]]),
        ),
        wrong(
            "of two totals the second is wrong",
            [*rows, [None, "รวม", FIVE_TOTAL], [None, "รวมทั้งสิ้น", 400000]],
            places=(at(8, "C"),),
            says=("400,000",),
        ),
        right(
            "the total of satang is right",
            [*budget_rows([("ก้าวใหม่", 0.1), ("ใจดี", 0.2)]), [None, "รวม", 0.3]],
            detail=granted([("ก้าวใหม่", "0.10"), ("ใจดี", "0.20")]),
        ),
        wrong(
            "region 6's table with its total off by a tier",
            budget_rows(REGION_6, total=1170000),
            places=(at(17, "C"),),
            says=("1,175,000", "1,170,000"),
        ),
        wrong(
            "region 6's table with one row lost, so the total no longer fits",
            budget_rows(REGION_6[:-1], total=1175000),
            places=(at(16, "C"),),
            says=("1,130,000", "1,175,000"),
        ),
        wrong(
            "a row stands below the total",
            [*rows, [None, "รวม", FIVE_TOTAL], [6, "ชมรมมาทีหลัง", 5000]],
            sure=False,
            exact=False,
            detail=granted([*FIVE, ("ชมรมมาทีหลัง", 5000)]),
        ),
    ]


def _groups() -> list[Case]:
    first, second = FIVE[:2], FIVE[2:]
    rows_1 = [[n, name, amount] for n, (name, amount) in enumerate(first, start=1)]
    rows_2 = [[n, name, amount] for n, (name, amount) in enumerate(second, start=1)]
    sums = [None, "รวม", 140000], [None, "รวม", 205000]
    grand = [None, "รวมทั้งสิ้น", FIVE_TOTAL]
    grouped = [HEADER, ["จังหวัดชลบุรี"], *rows_1, sums[0], ["จังหวัดจันทบุรี"], *rows_2, sums[1], grand]
    merges = ["A2:C2", "A6:C6"]
    in_names = [HEADER, [None, "จังหวัดชลบุรี"], *rows_1, [None, "จังหวัดจันทบุรี"], *rows_2, grand]
    plain = [HEADER, *rows_1, sums[0], *rows_2, sums[1], grand]
    summed = [HEADER, ["จังหวัดชลบุรี", None, 140000], *rows_1, ["จังหวัดจันทบุรี", None, 205000], *rows_2, grand]
    headings = [HEADER, ["กลุ่มที่ 1 ศูนย์ระดับจังหวัด"], *rows_1, ["กลุ่มที่ 2 ศูนย์ระดับอำเภอ"], *rows_2]
    bad_group = [HEADER, *rows_1, [None, "รวม", 150000], *rows_2, sums[1], grand]
    running = [HEADER, *rows_1, [None, "รวม", 140000], *rows_2, [None, "รวม", FIVE_TOTAL], grand]
    return [
        right("subtotals after each group and a grand total", plain, klass="groups"),
        right("csv: subtotals after each group and a grand total", plain, ending="csv", klass="groups"),
        *[
            right(
                f"{ending}: group headings merged over the table, with subtotals",
                grouped,
                ending=ending,
                klass="groups",
                build=lambda writer=writer: writer(SheetOfFile(rows=grouped, merges=merges)),
            )
            for ending, writer in (("xlsx", xlsx), ("xls", xls), ("ods", ods))
        ],
        right("group headings in the number column, not merged", grouped, klass="groups"),
        right("csv: group headings in the number column", headings, ending="csv", klass="groups"),
        right(
            "group headings in the name column, without number and amount",
            in_names,
            klass="groups",
            sure=False,
        ),
        right("group headings that carry their own sum", summed, klass="groups", sure=False),
        right("subtotals that run on", running, klass="groups", sure=False),
        wrong(
            "a subtotal is wrong and the grand total right",
            bad_group,
            klass="groups",
            places=(at(4, "C"),),
            says=("140,000", "150,000"),
            exact=False,
        ),
        wrong(
            "the grand total is wrong and the subtotals right",
            [*plain[:-1], [None, "รวมทั้งสิ้น", 350000]],
            klass="groups",
            places=(at(9, "C"),),
            says=("345,000", "350,000"),
        ),
        wrong(
            "a named row without an amount is no heading, it has a number",
            klass="groups",
            places=(at(4, "C"),),
            rows=[HEADER, *rows_1, [3, "ชมรมลืมกรอกเงิน", None], *rows_2],
        ),
        right(
            "‘subtotals’ that name their province",
            [
                HEADER,
                *rows_1,
                [None, "รวมจังหวัดชลบุรี", 140000],
                *rows_2,
                [None, "รวมจังหวัดจันทบุรี", 205000],
                grand,
            ],
            klass="groups",
            sure=False,
        ),
    ]


CASES = [*_words(), *_where(), *_groups()]
