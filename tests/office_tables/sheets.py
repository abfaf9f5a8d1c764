"""Workbooks of several sheets: which one is meant, what is hidden, plan beside budget."""

from collections.abc import Callable
from typing import Any

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import (
    FIVE,
    FIVE_TOTAL,
    HEADER,
    PLAN,
    REGION_6,
    REGION_6_PLAN,
    REGION_6_TITLE,
    budget_rows,
    plan_rows,
)
from tests.workbooks.writers import SheetOfFile, csv, ods, write, xls, xlsx

BOOKS: list[tuple[str, Callable[..., bytes]]] = [("xlsx", xlsx), ("xls", xls), ("ods", ods)]


def case(name: str, ending: str, build: Callable[[], bytes], *, klass: str = "sheets", **more: Any) -> Case:
    more = {"expect": "accept"} | more
    if more["expect"] == "accept":
        more = {"detail": PLAN if more.get("kind") == "plan" else granted(FIVE)} | more
    return Case(name=f"{ending}: {name}", klass=klass, filename=f"ตาราง.{ending}", build=build, **more)


def _sheets() -> list[Case]:
    cases = []
    other = budget_rows([("ชมรมอื่น", 1000), ("สมาคมอื่น", 2000)])
    for ending, writer in BOOKS:

        def made(*sheets: SheetOfFile, writer: Any = writer) -> Callable[[], bytes]:
            return lambda: writer(*sheets)

        budget, plan = SheetOfFile(rows=budget_rows(FIVE)), SheetOfFile(name="แผน", rows=plan_rows(PLAN))
        first, second = (
            SheetOfFile(name="เดิม", rows=other),
            SheetOfFile(name="แก้ไข 2", rows=budget_rows(FIVE)),
        )
        letter = SheetOfFile(name="หนังสือนำ", rows=[["เรียน ผู้อำนวยการ"], ["ส่งตารางมาพร้อมนี้"]])
        hidden = SheetOfFile(name="เก่า", rows=other, state="hidden")
        very = SheetOfFile(name="ลับ", rows=other, state="veryHidden")
        cases += [
            case("the second sheet holds the table", ending, made(letter, budget)),
            case(
                "empty sheets stand beside the table",
                ending,
                made(SheetOfFile(name="ชีต1", rows=[]), budget, SheetOfFile(name="Sheet3", rows=[])),
            ),
            case(
                "two sheets fit: both are named",
                ending,
                made(first, second),
                expect="reject",
                says=("เดิม", "แก้ไข 2"),
            ),
            case("two sheets fit, one is chosen", ending, made(first, second), args=("--sheet", "แก้ไข 2")),
            case(
                "the sheet that is chosen holds nothing",
                ending,
                made(letter, budget),
                args=("--sheet", "หนังสือนำ"),
                expect="reject",
            ),
            case("plan and budget in one workbook: the budget is asked for", ending, made(plan, budget)),
            case(
                "plan and budget in one workbook: the plan is asked for",
                ending,
                made(budget, plan),
                kind="plan",
            ),
            case(
                "a hidden sheet is left out with a notice",
                ending,
                made(hidden, budget),
                warns=True,
                says=("เก่า",),
            ),
            case(
                "only a hidden sheet fits",
                ending,
                made(letter, SheetOfFile(name="เก่า", rows=other, state="hidden")),
                expect="reject",
                says=("เก่า",),
            ),
            case("a plan taken for a budget", ending, made(plan), expect="reject", says=("แผน",)),
            case(
                "a budget taken for a plan",
                ending,
                made(SheetOfFile(name="ชีต1", rows=budget_rows(FIVE))),
                kind="plan",
                expect="reject",
                says=("งบประมาณ",),
            ),
        ]
        if ending != "ods":
            cases.append(case("a very hidden sheet is left out", ending, made(budget, very), warns=True))
        rows = budget_rows(FIVE, total=FIVE_TOTAL)
        cases.append(
            case(
                "hidden rows are imported with a notice",
                ending,
                made(SheetOfFile(rows=rows, hidden_rows=[3, 4])),
                warns=True,
                klass="hidden rows",
            )
        )
        cases.append(
            case(
                "a hidden wrong row is shown as any other",
                ending,
                made(SheetOfFile(rows=budget_rows([*FIVE[:2], ("ชมรมซ่อน", "ไม่มี")]), hidden_rows=[4])),
                klass="hidden rows",
                expect="reject",
                places=(at(4, "C"),),
            )
        )
    both = SheetOfFile(rows=[*budget_rows(FIVE), [], [], *plan_rows(PLAN)], name="รวม")
    hidden_columns = SheetOfFile(
        rows=[[*row, "ก"] if n else [*row, "พื้นที่"] for n, row in enumerate(budget_rows(FIVE))],
        hidden_columns=["A", "D"],
    )
    spelled = SheetOfFile(name="งบ ปี 67 (ฉบับแก้)", rows=budget_rows(FIVE))
    english = SheetOfFile(name="Budget'67", rows=budget_rows([("อื่น", 1)]))
    cases += [
        case(
            "a sheet that does not exist is asked for",
            "xlsx",
            lambda: xlsx(spelled),
            args=("--sheet", "ไม่มีชีตนี้"),
            expect="reject",
            usage=True,
        ),
        case(
            "a sheet whose name has brackets and spaces is chosen",
            "xlsx",
            lambda: xlsx(english, spelled),
            args=("--sheet", "งบ ปี 67 (ฉบับแก้)"),
        ),
        case(
            "a sheet whose name has an apostrophe is chosen",
            "xls",
            lambda: xls(spelled, english),
            args=("--sheet", "Budget'67"),
            detail=granted([("อื่น", 1)]),
        ),
        case("plan and budget one below the other: the budget", "xlsx", lambda: xlsx(both), sure=False),
        case(
            "plan and budget one below the other: the plan",
            "xlsx",
            lambda: xlsx(both),
            kind="plan",
            sure=False,
        ),
        case(
            "two budgets one below the other",
            "xlsx",
            lambda: write(
                "xlsx",
                [*budget_rows(FIVE[:3], total=165000), [], ["ส่วนที่ 2"], *budget_rows(FIVE[3:], total=180000)],
            ),
            sure=False,
        ),
        case(
            "hidden columns of numbers and notes", "xlsx", lambda: xlsx(hidden_columns), klass="hidden rows"
        ),
        case(
            "a hidden column of amounts",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=budget_rows(FIVE), hidden_columns=["C"])),
            klass="hidden rows",
            sure=False,
        ),
        case(
            "a hidden totals row is checked",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=budget_rows(FIVE, total=346000), hidden_rows=[7])),
            klass="hidden rows",
            expect="reject",
            places=(at(7, "C"),),
        ),
        case(
            "a plan taken for a budget", "csv", lambda: csv(plan_rows(PLAN)), expect="reject", says=("แผน",)
        ),
        case(
            "a budget taken for a plan",
            "csv",
            lambda: csv(budget_rows(FIVE)),
            kind="plan",
            expect="reject",
            says=("งบประมาณ",),
        ),
        case(
            "three sheets fit, two of them hidden",
            "xlsx",
            lambda: xlsx(
                SheetOfFile(name="ก", rows=budget_rows([("ชมรม", 1)]), state="hidden"),
                SheetOfFile(rows=budget_rows(FIVE)),
                SheetOfFile(name="ข", rows=budget_rows([("สมาคม", 1)]), state="hidden"),
            ),
            warns=True,
            says=("ก", "ข"),
        ),
        case(
            "the second fitting sheet has no rows",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=budget_rows(FIVE)), SheetOfFile(name="แบบฟอร์ม", rows=[HEADER])),
            sure=False,
        ),
        case(
            "region 6's plan and budget in one workbook: the budget",
            "xlsx",
            _region_6,
            detail=granted(REGION_6),
        ),
        case(
            "region 6's plan and budget in one workbook: the plan",
            "xlsx",
            _region_6,
            kind="plan",
            detail=REGION_6_PLAN,
        ),
    ]
    return cases


def _region_6() -> bytes:
    plan = plan_rows(REGION_6_PLAN, titles=[["แผนการขับเคลื่อนการมีส่วนร่วม ประจำปี 2567"], []])
    plan[4][1] = None
    budget = budget_rows(REGION_6, titles=[[REGION_6_TITLE], []], total=1175000)
    return xlsx(
        SheetOfFile(name="แผน 2567", rows=plan, merges=["A1:E1", "B4:B5"]),
        SheetOfFile(name="งบประมาณ", rows=budget, merges=["A1:C1"]),
    )


CASES = _sheets()
