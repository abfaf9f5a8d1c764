"""Finding the table: the words of its header, wherever and however they stand."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import (
    AMOUNT,
    FIVE,
    HEADER,
    NAME,
    NUMBER,
    PLAN,
    PLAN_HEADER,
    budget_rows,
    plan_rows,
)
from tests.workbooks.writers import SheetOfFile, csv, ods, write, xls, xlsx

FIVE_GRANTED = granted(FIVE)


def found(
    name: str, build: Callable[[], bytes], *, ending: str = "xlsx", klass: str = "headers found", **more: Any
) -> Case:
    more = {"detail": PLAN if more.get("kind") == "plan" else FIVE_GRANTED, "expect": "accept"} | more
    return Case(name=name, klass=klass, filename=f"ตาราง.{ending}", build=build, **more)


def lost(
    name: str,
    build: Callable[[], bytes],
    *,
    ending: str = "xlsx",
    klass: str = "headers refused",
    **more: Any,
) -> Case:
    return Case(name=name, klass=klass, filename=f"ตาราง.{ending}", build=build, expect="reject", **more)


def headed(
    header: Sequence[Any], ending: str = "xlsx", *, titles: Sequence[Sequence[Any]] = ()
) -> Callable[[], bytes]:
    return lambda: write(ending, budget_rows(FIVE, header=header, titles=titles))


def plan_headed(header: Sequence[Any], ending: str = "xlsx") -> Callable[[], bytes]:
    return lambda: write(ending, plan_rows(PLAN, header=header))


def _synonyms() -> list[Case]:
    cases = []
    sure = {
        1: ["ชื่อหน่วยงาน", "ชื่อองค์กร", "หน่วยงาน"],
        2: ["จำนวนเงิน", "วงเงิน", "งบประมาณ (บาท)", "จำนวนเงิน(บาท)", "วงเงิน (บาท)", "งบประมาณ(บาท)"],
        0: ["ที่", "ลำดับที่"],
    }
    likely = {
        1: ["ชื่อองค์กรภาคประชาชน", "องค์กร", "ชื่อหน่วยงาน/องค์กร", "รายชื่อหน่วยงาน", "ชื่อศูนย์ประสานงาน"],
        2: ["งบประมาณที่ได้รับ", "จำนวนเงินงบประมาณ", "จำนวนเงินที่สนับสนุน", "วงเงินงบประมาณ", "งบประมาณ: บาท"],
        0: ["No.", "ลำดับ.", "#", "ข้อ"],
    }
    number = 0
    for certain, words in ((True, sure), (False, likely)):
        for column, synonyms in words.items():
            for synonym in synonyms:
                header = list(HEADER)
                header[column] = synonym
                ending = ["xlsx", "csv", "xls", "ods"][number % 4]
                number += 1
                name = f"{ending}: the column “{HEADER[column]}” is called “{synonym}”"
                cases.append(found(name, headed(header, ending), ending=ending, sure=certain))
    every = [["ที่", "ชื่อองค์กร", "วงเงิน (บาท)"], ["ลำดับที่", "หน่วยงาน", "จำนวนเงิน"]]
    for header in every:
        cases.append(found(f"all three columns by synonyms: {' | '.join(header)}", headed(header)))
    for name, header, certain in [
        ("รูปแบบ for รูปแบบการมีส่วนร่วม", ["ลำดับ", "รูปแบบ", *PLAN_HEADER[2:]], True),
        ("ที่ for ลำดับ in a plan", ["ที่", *PLAN_HEADER[1:]], True),
        ("ลำดับที่ for ลำดับ in a plan", ["ลำดับที่", *PLAN_HEADER[1:]], True),
        ("ผลลัพธ์ที่คาดหวัง for ผลลัพธ์", [*PLAN_HEADER[:4], "ผลลัพธ์ที่คาดหวัง"], False),
        (
            "กลุ่มเป้าหมาย/เครือข่าย for กลุ่มเป้าหมาย",
            [*PLAN_HEADER[:2], "กลุ่มเป้าหมาย/เครือข่าย", *PLAN_HEADER[3:]],
            False,
        ),
        ("กิจกรรมหลัก for กิจกรรม", [*PLAN_HEADER[:3], "กิจกรรมหลัก", PLAN_HEADER[4]], False),
    ]:
        cases.append(found(f"a plan with {name}", plan_headed(header), kind="plan", sure=certain))
    return cases


SPELLINGS = [
    ("a line break inside", [NUMBER, "ชื่อหน่วยงาน\nภาคประชาชน", "งบประมาณ\n(บาท)"]),
    ("a Windows line break inside", [NUMBER, "ชื่อหน่วยงาน\r\nภาคประชาชน", AMOUNT]),
    ("spaces around", ["  ลำดับ ", " ชื่อหน่วยงานภาคประชาชน  ", "\tงบประมาณ "]),
    ("a space inside", ["ลำ ดับ", "ชื่อหน่วยงาน ภาคประชาชน", "งบ ประมาณ"]),
    ("two spaces inside", [NUMBER, "ชื่อหน่วยงาน  ภาคประชาชน", "งบประมาณ  (บาท)"]),
    ("no-break spaces", ["ลำดับ\u00a0", "ชื่อหน่วยงาน\u00a0ภาคประชาชน", "\u00a0งบประมาณ"]),
    ("sara-am typed as two characters", ["ลํ\u0e32ดับ", NAME, "จํ\u0e32นวนเงิน"]),
    ("a zero-width space", ["ลำ\u200bดับ", "ชื่อ\u200bหน่วยงาน\u200bภาคประชาชน", "งบ\u200bประมาณ"]),
    ("zero-width joiners and a word joiner", [NUMBER, "ชื่อ\u200dหน่วยงาน\u200cภาคประชาชน", "งบ\u2060ประมาณ"]),
    ("a byte order mark inside", ["\ufeffลำดับ", NAME, "งบ\ufeffประมาณ"]),
    ("soft hyphens", [NUMBER, "ชื่อหน่วย\u00adงานภาคประชาชน", AMOUNT]),
    ("(บาท) in Thai spacing", [NUMBER, NAME, "งบประมาณ ( บาท )"]),
]

SUBHEADS = [
    [NUMBER, NAME, AMOUNT, None],
    [None, None, "ปี 2566", "ปี 2567"],
    *[[n, name, 10000, amount] for n, (name, amount) in enumerate(FIVE, start=1)],
]
MERGED = ["C1:D1", "A1:A2", "B1:B2"]


def _orders() -> list[Case]:
    by_amount = [
        [AMOUNT, NAME, NUMBER],
        *[[amount, name, n] for n, (name, amount) in enumerate(FIVE, start=1)],
    ]
    by_name = [[NAME, NUMBER, AMOUNT], *[[name, n, amount] for n, (name, amount) in enumerate(FIVE, start=1)]]
    plan_back = [list(reversed(row)) for row in plan_rows(PLAN)]
    gaps = [[row[0], None, row[1], None, None, row[2]] for row in budget_rows(FIVE)]
    unnumbered = [row[1:] for row in budget_rows(FIVE)]
    plan_unnumbered = [row[1:] for row in plan_rows(PLAN)]
    cases = [
        found("the amount comes before the name", lambda: write("xlsx", by_amount)),
        found("the name comes before the number", lambda: write("csv", by_name), ending="csv"),
        found(
            "a plan with its columns from right to left",
            lambda: write("xls", plan_back),
            ending="xls",
            kind="plan",
        ),
        found("empty columns between the columns", lambda: write("xlsx", gaps)),
        found("no column of numbers", lambda: write("xlsx", unnumbered), sure=False),
        found(
            "a plan without a column of numbers",
            lambda: write("xlsx", plan_unnumbered),
            kind="plan",
            sure=False,
        ),
    ]
    for ending, writer in (("xlsx", xlsx), ("xls", xls), ("ods", ods)):
        cases.append(
            found(
                f"{ending}: the table begins at D12",
                lambda writer=writer: writer(SheetOfFile(rows=budget_rows(FIVE), first="D12")),
                ending=ending,
            )
        )
        wrong = budget_rows([*FIVE[:2], (FIVE[2][0], "ไม่มี")])
        cases.append(
            lost(
                f"{ending}: a fault of a table that begins at D12 is shown where the spreadsheet shows it",
                lambda writer=writer, wrong=wrong: writer(SheetOfFile(rows=wrong, first="D12")),
                ending=ending,
                klass="headers found",
                places=(at(15, "F"),),
            )
        )
    far = budget_rows(FIVE)
    cases.append(found("the table begins at AA300", lambda: xlsx(SheetOfFile(rows=far, first="AA300"))))
    cases.append(
        lost(
            "a fault in column AC is shown in column AC",
            lambda: xlsx(SheetOfFile(rows=budget_rows([(FIVE[0][0], "-")]), first="AA5")),
            klass="headers found",
            places=(at(6, "AC"),),
        )
    )
    return cases


def _unknown() -> list[Case]:
    wide = [*HEADER, "พื้นที่ดำเนินการ", "เลขที่หนังสือ"]
    rows = budget_rows(FIVE, header=wide)
    filled = [rows[0], *[[*row, "อำเภอเมือง", f"สปสช 5.{n}"] for n, row in enumerate(rows[1:], start=1)]]
    one = [rows[0], [*rows[1], None, "สปสช 5.1"], *rows[2:]]
    unnamed = [HEADER, *[[*row, "โอนแล้ว"] for row in budget_rows(FIVE)[1:]]]
    before = [
        ["รหัสโครงการ", *HEADER],
        *[[f"A{n:02}", *row] for n, row in enumerate(budget_rows(FIVE)[1:], start=1)],
    ]
    plan = [[*PLAN_HEADER, "ผู้รับผิดชอบหลัก"], *[[*row, "กลุ่มงานภาคี"] for row in plan_rows(PLAN)[1:]]]
    return [
        found(
            "unknown filled columns are left out and named",
            lambda: write("xlsx", filled),
            warns=True,
            says=("พื้นที่ดำเนินการ", "เลขที่หนังสือ"),
            klass="unknown columns",
        ),
        found(
            "csv: unknown filled columns are left out and named",
            lambda: write("csv", filled),
            ending="csv",
            warns=True,
            says=("พื้นที่ดำเนินการ", "เลขที่หนังสือ"),
            klass="unknown columns",
        ),
        found(
            "an unknown column with one filled cell is named",
            lambda: write("ods", one),
            ending="ods",
            warns=True,
            says=("เลขที่หนังสือ",),
            klass="unknown columns",
        ),
        found(
            "unknown columns without content are no matter",
            lambda: write("xlsx", rows),
            klass="unknown columns",
        ),
        found(
            "an unknown column before the table's own",
            lambda: write("xls", before),
            ending="xls",
            warns=True,
            says=("รหัสโครงการ",),
            klass="unknown columns",
        ),
        found(
            "a filled column without a header is left out with a notice",
            lambda: write("xlsx", unnamed),
            warns=True,
            klass="unknown columns",
            sure=False,
        ),
        found(
            "a plan's unknown column is left out and named",
            lambda: write("xlsx", plan),
            kind="plan",
            warns=True,
            says=("ผู้รับผิดชอบหลัก",),
            klass="unknown columns",
        ),
    ]


def _refused() -> list[Case]:
    doubled = [[*HEADER, AMOUNT], *[[*row, 1] for row in budget_rows(FIVE)[1:]]]
    two_words = [[*HEADER, "จำนวนเงิน"], *[[*row, 1] for row in budget_rows(FIVE)[1:]]]
    two_names = [
        [NUMBER, NAME, "ชื่อองค์กร", AMOUNT],
        *[[n, "ก", name, a] for n, (name, a) in enumerate(FIVE, start=1)],
    ]
    years = [[NUMBER, NAME, "งบประมาณปี 2566", "งบประมาณปี 2567"], *SUBHEADS[2:]]
    other_years = [SUBHEADS[0], [None, None, "ปี 2565", "ปี 2566"], *SUBHEADS[2:]]
    thousands = [
        [NUMBER, NAME, "งบประมาณ (พันบาท)"],
        *[[n, name, a // 1000] for n, (name, a) in enumerate(FIVE, start=1)],
    ]
    millions = [
        [NUMBER, NAME, "วงเงิน (ล้านบาท)"],
        *[[n, name, a / 10**6] for n, (name, a) in enumerate(FIVE, start=1)],
    ]
    short = [
        [row[0], row[1], row[2] if n == 0 else row[2] // 1000] for n, row in enumerate(budget_rows(FIVE))
    ]
    no_amount, no_name = (
        [row[:2] for row in budget_rows(FIVE)],
        [[row[0], row[2]] for row in budget_rows(FIVE)],
    )
    plan_doubled = [[*PLAN_HEADER, "กิจกรรม"], *[[*row, "อื่น"] for row in plan_rows(PLAN)[1:]]]
    side = [
        [*left, None, *right]
        for left, right in zip(budget_rows(FIVE[:2]), budget_rows(FIVE[2:4]), strict=True)
    ]
    return [
        lost("no amount column", lambda: write("xlsx", no_amount), says=("งบประมาณ",)),
        lost("csv: no amount column", lambda: write("csv", no_amount), ending="csv", says=("งบประมาณ",)),
        lost("no name column", lambda: write("xlsx", no_name), says=(("ชื่อหน่วยงาน", "หน่วยงาน"),)),
        lost("two columns are headed งบประมาณ", lambda: write("xlsx", doubled), says=("งบประมาณ",)),
        lost(
            "csv: two columns are headed งบประมาณ",
            lambda: write("csv", doubled),
            ending="csv",
            says=("งบประมาณ",),
        ),
        lost("งบประมาณ and จำนวนเงิน mean the same", lambda: write("xlsx", two_words), says=("จำนวนเงิน",)),
        lost("two columns of names", lambda: write("ods", two_names), ending="ods", says=("ชื่อองค์กร",)),
        lost("two tables side by side", lambda: write("xlsx", side)),
        Case(
            name="a column for each of two years: that of the year it goes into is read",
            klass="unknown columns",
            filename="ตาราง.xlsx",
            build=lambda: write("xlsx", years),
            expect="accept",
            detail=granted(FIVE),
            warns=True,
            says=("งบประมาณปี 2566",),
        ),
        *[
            Case(
                name=f"years under one heading of amounts, {how}: that of the year it goes into is read",
                klass="unknown columns",
                filename=f"ตาราง.{ending}",
                build=build,
                expect="accept",
                detail=granted(FIVE),
                warns=True,
                says=("ปี 2566",),
            )
            for how, ending, build in (
                ("merged", "xlsx", lambda: xlsx(SheetOfFile(rows=SUBHEADS, merges=MERGED))),
                ("merged in xls", "xls", lambda: xls(SheetOfFile(rows=SUBHEADS, merges=MERGED))),
                ("not merged", "xlsx", lambda: write("xlsx", SUBHEADS)),
            )
        ],
        lost(
            "two-level headers, merged over two other years",
            lambda: xlsx(SheetOfFile(rows=other_years, merges=MERGED)),
        ),
        lost("amounts in thousands of baht, as the header says", lambda: write("xlsx", thousands)),
        lost("csv: amounts in thousands of baht", lambda: write("csv", thousands), ending="csv"),
        lost("amounts in millions of baht", lambda: write("xls", millions), ending="xls"),
        lost(
            "amounts in thousands, as a line above the table says",
            lambda: write("xlsx", [["งบสนับสนุนภาคประชาชน"], [None, None, "หน่วย : พันบาท"], *short]),
        ),
        lost("the header is in a picture: only rows", lambda: write("xlsx", budget_rows(FIVE)[1:])),
        lost("csv: only rows, no header", lambda: write("csv", budget_rows(FIVE)[1:]), ending="csv"),
        lost("a header without any row", lambda: write("xlsx", [HEADER])),
        lost("csv: a header without any row", lambda: write("csv", [HEADER]), ending="csv"),
        lost("a header and a totals row of zero", lambda: write("xlsx", [HEADER, [None, "รวม", 0]])),
        lost("an empty sheet", lambda: write("xlsx", [])),
        lost(
            "a letter instead of a table",
            lambda: write("xlsx", [["เรียน ผู้อำนวยการ"], ["ขอส่งตารางงบประมาณตามแนบ"]]),
        ),
        lost(
            "a table of something else",
            lambda: write("ods", [["เดือน", "อุณหภูมิ"], ["ม.ค.", 27.5]]),
            ending="ods",
        ),
        lost("an English table", lambda: write("xlsx", [["Organisation code", "Deadline"], ["A", "B"]])),
        lost(
            "headers that only contain the words",
            lambda: write(
                "xlsx",
                budget_rows(FIVE, header=["ลำดับความสำคัญ", "ชื่อหน่วยงานที่ไม่ได้รับการสนับสนุน", "งบประมาณที่ถูกตัดออก"]),
            ),
        ),
        lost(
            "a plan without กิจกรรม",
            lambda: write("xlsx", [r[:3] + r[4:] for r in plan_rows(PLAN)]),
            kind="plan",
            says=("กิจกรรม",),
        ),
        lost(
            "a plan without กลุ่มเป้าหมาย",
            lambda: write("xls", [r[:2] + r[3:] for r in plan_rows(PLAN)]),
            ending="xls",
            kind="plan",
            says=("กลุ่มเป้าหมาย",),
        ),
        lost(
            "a plan without รูปแบบ",
            lambda: write("csv", [r[:1] + r[2:] for r in plan_rows(PLAN)]),
            ending="csv",
            kind="plan",
            says=("รูปแบบ",),
        ),
        lost(
            "a plan with two columns of กิจกรรม",
            lambda: write("xlsx", plan_doubled),
            kind="plan",
            says=("กิจกรรม",),
        ),
    ]


def _rows_of_headers() -> list[Case]:
    first, second = budget_rows(FIVE[:3])[1:], [[n, *o] for n, o in enumerate(FIVE[3:], start=4)]
    repeated = [HEADER, *first, HEADER, *second, [None, "รวมทั้งสิ้น", 345000]]
    spaced = [HEADER, *first, [], ["ลำดับ ", " ชื่อหน่วยงาน ภาคประชาชน", "งบประมาณ"], *second]
    plan = plan_rows(PLAN)
    split = [["ลำ", None, None], ["ดับ", NAME, AMOUNT], ["ที่", None, None], *budget_rows(FIVE)[1:]]
    units = [HEADER, [None, None, "(บาท)"], *budget_rows(FIVE)[1:]]
    numbered = [HEADER, ["(1)", "(2)", "(3)"], *budget_rows(FIVE)[1:]]
    merged = [[*HEADER], [None, None, None], *budget_rows(FIVE)[1:]]
    mention = [["ตารางแสดงชื่อหน่วยงานและงบประมาณ"], ["ลำดับ ชื่อหน่วยงาน งบประมาณ ดังนี้"], *budget_rows(FIVE)]
    return [
        found("the header is repeated on the second page", lambda: write("xlsx", repeated)),
        found("csv: the header is repeated", lambda: write("csv", repeated), ending="csv"),
        found(
            "the header is repeated, spelled otherwise, after a blank row",
            lambda: write("xls", spaced),
            ending="xls",
        ),
        found(
            "a plan's header is repeated", lambda: write("xlsx", [*plan[:3], plan[0], *plan[3:]]), kind="plan"
        ),
        found("ลำ ดับ ที่ on three rows", lambda: write("xlsx", split), sure=False),
        found("a second header row says (บาท)", lambda: write("xlsx", units), sure=False),
        found("a second header row numbers the columns", lambda: write("xlsx", numbered), sure=False),
        found(
            "each header cell is merged over two rows",
            lambda: xlsx(SheetOfFile(rows=merged, merges=["A1:A2", "B1:B2", "C1:C2"])),
            sure=False,
        ),
        found("the title names the columns before the header does", lambda: write("xlsx", mention)),
    ]


# Nikhahit after the vowel: what copying from a PDF makes of ลำดับ and จำนวนเงิน.
FROM_PDF = ["ล\u0e32\u0e4dดับ", NAME, "จ\u0e32\u0e4dนวนเงิน"]

CASES = [
    found("sara-am in the order of a PDF, in the header", headed(FROM_PDF), sure=False),
    *_synonyms(),
    *[
        found(f"{what}, in the header", headed(header, ("xlsx", "ods")[n % 2]), ending=("xlsx", "ods")[n % 2])
        for n, (what, header) in enumerate(SPELLINGS)
    ],
    found(
        "csv: the header's cells contain line breaks",
        lambda: csv(budget_rows(FIVE, header=SPELLINGS[0][1])),
        ending="csv",
    ),
    found(
        "csv: sara-am as two characters, as cp874",
        lambda: csv(budget_rows(FIVE, header=SPELLINGS[6][1]), encoding="cp874"),
        ending="csv",
    ),
    *_orders(),
    *_unknown(),
    *_rows_of_headers(),
    *_refused(),
]
