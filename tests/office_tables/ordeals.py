"""Cells made to trip a reader: thousands of digits, endless lists, and columns that hide what an amount means."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tests.office_tables.case import Case, at, granted, one_of
from tests.office_tables.office_data import FIVE, FORMS, HEADER, PLAN, PLAN_HEADER, budget_rows, plan_rows
from tests.office_tables.plans import with_text
from tests.workbooks.raw import Xml, formula, workbook
from tests.workbooks.writers import csv, write

ROWS = budget_rows(FIVE)


def table(name: str, rows: Sequence[Sequence[Any]], *, ending: str = "xlsx", **more: Any) -> Case:
    more = {"klass": "ordeals", "expect": "accept", "build": lambda: write(ending, rows)} | more
    if more["expect"] == "accept" and "detail" not in more:
        more["detail"] = PLAN if more.get("kind") == "plan" else granted(FIVE)
    return Case(name=f"{ending}: {name}", filename=f"ตาราง.{ending}", **more)


def _amounts() -> list[Case]:
    texts = {
        "5,000 nines": "9" * 5000,
        "5,000 Thai nines": "๙" * 5000,
        "5,000 zeros and a point": "0" * 5000 + "." + "0" * 5000,
        "10,000 commas": "1" + "," * 10_000,
        "5,000 groups": "1" + ",000" * 5000,
        "10,000 brackets": "(" * 10_000,
        "an amount, 15,000 spaces, an amount": "95,000" + " " * 15_000 + "95,000",
        "10,000 minus signs": "-" * 10_000 + "5",
        "minus zero": "-0",
        "a zero with a minus behind it": "0-",
        "an exponent of a billion": "1e1000000000",
        "an exponent of minus a billion": "1E-999999999",
        "CR for credit": "95,000 CR",
        "satang alone": ".50",
        "a minus between spaces": "95,000 -",
        "an equals sign behind it": "95,000=",
        "a slash and a dash behind it": "95,000/-",
    }
    unsure = {
        "satang alone": "0.50",
        "a slash and a dash behind it": 95000,
        "an equals sign behind it": 95000,
    }
    cases = []
    for number, (what, text) in enumerate(texts.items()):
        ending = ("xlsx", "csv")[number % 2]
        rows = budget_rows([FIVE[0], (FIVE[1][0], text), FIVE[2]])
        other = granted([FIVE[0], (FIVE[1][0], unsure[what]), FIVE[2]]) if what in unsure else None
        cases.append(
            table(
                f"an amount of {what}",
                rows,
                ending=ending,
                expect="reject",
                places=(at(3, "C"),),
                sure=what not in unsure,
                detail=other,
            )
        )
    return cases


def _titles() -> list[Case]:
    texts = {
        "a number of 5,000 digits": f"งบประมาณ จำนวน {'9' * 5000} บาท",
        "a year of 5,000 digits": f"ปีงบประมาณ {'2' * 5000}",
        "the word ปี 5,000 times": "ปี " * 5000,
        "5,000 opening brackets": "(" * 5000,
        "20,000 commas": "," * 20_000,
    }
    cases = [
        table(f"a title of {what}", budget_rows(FIVE, titles=[[text]]), sure=False)
        for what, text in texts.items()
    ]
    units = [["งบประมาณภาคประชาชน", None, "หน่วย : บาท"]]
    cases.append(table("a title that says หน่วย : บาท", budget_rows(FIVE, titles=units)))
    short = [(name, amount // 1000) for name, amount in FIVE]
    for where, rows in {
        "above the table": budget_rows(short, titles=[[None, None, "(หน่วย:พันบาท)"]]),
        "below the table": [*budget_rows(short), [], ["หมายเหตุ หน่วย : พันบาท"]],
        "in a column of units": [[*HEADER, "หน่วย"], *[[*row, "พันบาท"] for row in budget_rows(short)[1:]]],
        "under the header": [HEADER, [None, None, "(พันบาท)"], *budget_rows(short)[1:]],
    }.items():
        # Whoever accepts it has to understand the thousands: 95 is not 95,000.
        cases.append(
            table(f"thousands of baht, said {where}", rows, expect="reject", detail=granted(FIVE), sure=False)
        )
    baht = [[*HEADER, "หน่วย"], *[[*row, "บาท"] for row in ROWS[1:]]]
    cases.append(table("a column of units says บาท", baht, warns=True, says=("หน่วย",)))
    return cases


def _columns() -> list[Case]:
    asked = [[*HEADER[:2], "งบประมาณที่เสนอขอ", "งบประมาณ"], *[[*row[:2], 500000, row[2]] for row in ROWS[1:]]]
    spent = [[*HEADER, "เบิกจ่ายแล้ว", "คงเหลือ"], *[[*row, 1, 2] for row in ROWS[1:]]]
    failed = [[*HEADER, "จังหวัด"], *[[*row, Xml('t="e"', "<v>#N/A</v>")] for row in ROWS[1:]]]
    unstored = [[*HEADER, "ผลต่าง"], *[[*row, formula("C2-1")] for row in ROWS[1:]]]
    money = [[*PLAN_HEADER, "งบประมาณ"], *[[*row, 95000] for row in plan_rows(PLAN)[1:]]]
    doing = [[*HEADER, "กิจกรรม"], *[[*row, "อบรม"] for row in ROWS[1:]]]
    lying = [["ชื่อหน่วยงาน", *[name for name, _ in FIVE]], ["งบประมาณ", *[amount for _, amount in FIVE]]]
    dated = [[date(2024, 1, n) if n else cell for cell in row[:1]] + row[1:] for n, row in enumerate(ROWS)]
    broken = [ROWS[0], *[[Xml('t="e"', "<v>#REF!</v>"), *row[1:]] for row in ROWS[1:]]]
    computed = [ROWS[0], *[[formula("A1+1"), *row[1:]] for row in ROWS[1:]]]
    left: dict[str, Any] = {"warns": True}
    return [
        table("a column of what was asked for beside what is granted", asked, sure=False),
        table("columns of what was spent and what is left", spent, says=("เบิกจ่ายแล้ว", "คงเหลือ"), **left),
        table("errors in an unknown column", ROWS, says=("จังหวัด",), build=lambda: workbook(failed), **left),
        table(
            "formulas without values in an unknown column",
            ROWS,
            says=("ผลต่าง",),
            build=lambda: workbook(unstored),
            **left,
        ),
        table("a plan with a column of money", money, kind="plan", says=("งบประมาณ",), **left),
        table("a plan with a column of money, taken for a budget", money, expect="reject"),
        table("a budget with a column of activities", doing, says=("กิจกรรม",), **left),
        table("a table that runs from left to right", lying, expect="reject"),
        table("csv: a table that runs from left to right", lying, ending="csv", expect="reject"),
        table("order numbers that became dates", dated, sure=False),
        table("order numbers that became errors", ROWS, sure=False, build=lambda: workbook(broken)),
        table("order numbers as formulas without values", ROWS, sure=False, build=lambda: workbook(computed)),
    ]


def _rows() -> list[Case]:
    whole = granted(FIVE)
    forgotten = [*ROWS[:4], [None, "ชมรมตกหล่น จังหวัดตราด", None], *ROWS[4:]]
    last = [*ROWS, [None, "ชมรมตกหล่น จังหวัดตราด", None]]
    wrapped = [*ROWS[:2], [None, "จังหวัดชลบุรี (ประเด็นผู้สูงอายุ)", None], *ROWS[2:]]
    nameless = [*ROWS[:4], [None, None, 5000], *ROWS[4:]]
    moved = [*ROWS[:3], [ROWS[3][0], None, ROWS[3][1]], *ROWS[4:]]
    swapped = [ROWS[0], [1, 95000, FIVE[0][0]], *ROWS[2:]]
    unnumbered = [row[1:] for row in forgotten]
    dropped: dict[str, Any] = {"expect": "reject", "sure": False, "warns": True, "detail": whole}
    return [
        # Whether a heading or an organisation without an amount: it must not vanish without a word.
        table(
            "a name without number and amount between the rows", forgotten, places=(at(5, "C"),), **dropped
        ),
        table(
            "a name without number and amount, csv,", forgotten, ending="csv", places=(at(5, "C"),), **dropped
        ),
        table("a name without number and amount in the last row", last, places=(at(7, "C"),), **dropped),
        table("a name that goes on in the next row", wrapped, places=(at(3, "C"),), **dropped),
        table(
            "a name without amount in a table without numbers",
            unnumbered,
            expect="reject",
            places=(at(5, "B"),),
        ),
        table("an amount without number and name", nameless, expect="reject", places=(at(5, "B"),)),
        table("a name that slipped into the amount", moved, expect="reject", places=(at(4, "B"), at(4, "C"))),
        table(
            "name and amount changed places in one row",
            swapped,
            expect="reject",
            places=(at(2, "C"),),
            exact=False,
        ),
        table(
            "a total that is marked only by bold",
            [*ROWS, [None, "", 345000]],
            expect="reject",
            places=(at(7, "B"),),
        ),
    ]


def _at_once() -> list[Case]:
    header = budget_rows([], titles=[["การสนับสนุนงบประมาณปี 2566"], []])
    rows = [
        *header,
        [1, "ชมรมหนึ่ง", "95,000"],
        [2, None, 45000],
        [3, "ชมรมสอง", "45.000,00"],
        [4, "ชมรม หนึ่ง", 5000],
        [5, "ช" * 256, 5000],
        [6, "ชมรมสาม", None],
    ]
    cells = [at(5, "B"), at(6, "C"), at(7, "B"), at(8, "B"), at(9, "C")]
    places = (*cells, one_of((None, None), (1, "A")))
    plan = [
        PLAN_HEADER,
        [1, FORMS[1], "ก", "ข", "ค"],
        [2, None, "ก", "ข", "ค"],
        [3, "รูปแบบใหม่", None, "ข", "ค"],
        [4, FORMS[2], "ก", " ", "ง" * 20_001],
    ]
    wrong = (at(3, "B"), at(4, "B"), at(4, "C"), at(5, "D"), at(5, "E"))
    return [
        table(
            f"{count} different faults are named at once",
            made,
            ending=ending,
            klass="every fault at once",
            expect="reject",
            places=where,
            kind=kind,
            exact=False,
        )
        for count, made, where, kind in (("six", rows, places, "budget"), ("five", plan, wrong, "plan"))
        for ending in ("xlsx", "csv", "xls", "ods")
        if ending != "xls" or kind == "budget"
    ]


def _plans() -> list[Case]:
    endless = " ".join(f"{n}. งาน" for n in range(1, 1500))
    deep = "1. " * 5000 + "งาน"
    networks = " ".join(f"เครือข่ายที่{n}" for n in range(1000))
    slashes = FORMS[5].replace("/", " / ")
    dashed = FORMS[5].replace("/", "")
    lines = [PLAN[0], PLAN[0]]
    return [
        table(
            "a list of 1,499 items",
            [],
            kind="plan",
            detail=with_text(2, endless),
            build=lambda: write("xlsx", plan_rows(with_text(2, endless))),
        ),
        table(
            "the number 1 five thousand times",
            [],
            kind="plan",
            detail=with_text(2, deep),
            build=lambda: write("xlsx", plan_rows(with_text(2, deep))),
        ),
        table(
            "a thousand networks",
            [],
            kind="plan",
            ending="csv",
            detail=with_text(1, networks),
            build=lambda: csv(plan_rows(with_text(1, networks))),
        ),
        table(
            "spaces around a form's slash", plan_rows([[slashes, *PLAN[3][1:]]]), kind="plan", detail=PLAN[3:]
        ),
        table(
            "a form's slash is missing",
            plan_rows([[dashed, *PLAN[3][1:]]]),
            kind="plan",
            expect="reject",
            places=(at(2, "B"),),
            says=("เครือข่าย",),
            detail=PLAN[3:],
            sure=False,
        ),
        table(
            "one line twice",
            plan_rows(lines),
            kind="plan",
            detail=lines,
            sure=False,
            places=(one_of((3, "B"), (2, "B")),),
            exact=False,
        ),
        table(
            "a form of 20,000 letters",
            plan_rows([["เพิ่ม" * 4000, *PLAN[0][1:]]]),
            kind="plan",
            expect="reject",
            places=(at(2, "B"),),
        ),
    ]


def _characters() -> list[Case]:
    def named(written: str, ending: str) -> Callable[[], bytes]:
        return lambda: write(ending, budget_rows([FIVE[0], (written, 45000), *FIVE[2:]]))

    def kept(name: str, written: str, read: str, ending: str, **more: Any) -> Case:
        detail = granted([FIVE[0], (read, 45000), *FIVE[2:]])
        return table(
            name, [], ending=ending, build=named(written, ending), detail=detail, klass="names", **more
        )

    surrogate = (
        b"\xff\xfe"
        + "ลำดับ\tชื่อหน่วยงาน\tงบประมาณ\r\n1\tชมรม".encode("utf-16-le")
        + b"\0\xd8"
        + "\t5\r\n".encode("utf-16-le")
    )
    refused: dict[str, Any] = {"klass": "control characters", "expect": "reject", "ending": "xls"}
    return [
        table("a bell in an .xls name", [], build=named("ชมรม\x07ดี", "xls"), places=(at(3, "B"),), **refused),
        table(
            "an escape in an .xls name", [], build=named("ชมรม\x1bดี", "xls"), places=(at(3, "B"),), **refused
        ),
        table(
            "a null character in an .xls name",
            [],
            build=named("ชมรม\0ดี", "xls"),
            sure=False,
            exact=False,
            detail=granted([FIVE[0], ("ชมรมดี", 45000), *FIVE[2:]]),
            **refused,
        ),
        table(
            "a bell in a plan's text",
            [],
            kind="plan",
            klass="control characters",
            expect="reject",
            ending="xls",
            places=(at(3, "D"),),
            build=lambda: write("xls", plan_rows(with_text(2, "อบรม\x07แกนนำ"))),
        ),
        table(
            "a C1 control in a plan's text",
            [],
            kind="plan",
            klass="control characters",
            expect="reject",
            places=(at(3, "D"),),
            build=lambda: write("xlsx", plan_rows(with_text(2, "อบรม\x85แกนนำ"))),
            sure=False,
        ),
        table(
            "half of a surrogate pair in UTF-16",
            [],
            klass="damaged csv",
            expect="reject",
            ending="csv",
            build=lambda: surrogate,
        ),
        kept("a tab in a name is a space", "ชมรม\tคนดี", "ชมรม คนดี", "xlsx"),
        kept("a line separator in a name is a space", "ชมรม\u2028คนดี", "ชมรม คนดี", "xlsx", sure=False),
        kept("an ideographic space in a name is a space", "ชมรม\u3000คนดี", "ชมรม คนดี", "ods"),
        kept("a thin space in a name is a space", "ชมรม\u2009คนดี", "ชมรม คนดี", "csv"),
        kept("nikhahit after the vowel, as PDFs give it", "ชมรมทา\u0e4dดี", "ชมรมทำดี", "xlsx", sure=False),
        kept("a left-to-right mark", "ชมรม\u200eคนดี", "ชมรมคนดี", "xlsx", sure=False),
        kept(
            "a tone mark typed before its vowel",
            "ชมรมท\u0e48\u0e35ดี",
            "ชมรมท\u0e35\u0e48ดี",
            "xlsx",
            sure=False,
        ),
    ]


CASES = [*_amounts(), *_titles(), *_columns(), *_rows(), *_at_once(), *_plans(), *_characters()]
