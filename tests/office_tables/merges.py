"""Merged cells, and blanks where an office would have merged."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.office_tables.case import Case, Place, at, granted, one_of
from tests.office_tables.office_data import FIVE, FORMS, HEADER, PLAN_HEADER, budget_rows, plan_rows
from tests.workbooks.writers import SheetOfFile, csv, ods, write, xls, xlsx

BOOKS: list[tuple[str, Callable[..., bytes]]] = [("xlsx", xlsx), ("xls", xls), ("ods", ods)]

# Three lines of one form, for one target, then one line of another.
LINES = [
    [FORMS[1], "เครือข่ายผู้สูงอายุ", "อบรมแกนนำ", "มีแกนนำ 20 คน"],
    [FORMS[1], "เครือข่ายผู้สูงอายุ", "จัดทำสื่อ", "มีสื่อเผยแพร่"],
    [FORMS[1], "เครือข่ายสตรี", "ค้นหาองค์กรใหม่", "มีองค์กรใหม่ 3 แห่ง"],
    [FORMS[3], "หน่วยบริการ", "ประชุมกลไก", "มีแนวทางร่วม"],
]


def blanked(*blanks: tuple[int, int]) -> list[list[Any]]:
    """LINES as a plan table with cells emptied; row and column from 1, the header is row 1."""
    rows = plan_rows(LINES)
    for row, column in blanks:
        rows[row - 1][column - 1] = None
    return rows


FORM_BLANKS = ((3, 2), (4, 2))
TARGET_BLANKS = ((3, 3),)


def _plan(
    name: str, ending: str, build: Callable[[], bytes], places: Sequence[Place] = (), **more: Any
) -> Case:
    more = {
        "klass": "merges",
        "expect": "reject" if places else "accept",
        "detail": None if places else LINES,
    } | more
    return Case(
        name=f"{ending}: {name}",
        kind="plan",
        filename=f"แผน.{ending}",
        build=build,
        places=tuple(places),
        **more,
    )


def _budget(
    name: str, ending: str, build: Callable[[], bytes], places: Sequence[Place] = (), **more: Any
) -> Case:
    more = {"klass": "merges", "expect": "reject", "detail": None} | more
    return Case(name=f"{ending}: {name}", filename=f"งบ.{ending}", build=build, places=tuple(places), **more)


def _merged_plans() -> list[Case]:
    cases = []
    for ending, writer in BOOKS:

        def made(rows: list[list[Any]], merges: list[str], writer: Any = writer) -> Callable[[], bytes]:
            return lambda: writer(SheetOfFile(name="แผน", rows=rows, merges=merges))

        both = blanked(*FORM_BLANKS, *TARGET_BLANKS)
        cases += [
            _plan("a form merged over three lines", ending, made(blanked(*FORM_BLANKS), ["B2:B4"])),
            _plan("a target merged over two lines", ending, made(blanked(*TARGET_BLANKS), ["C2:C3"])),
            _plan("form and target merged", ending, made(both, ["B2:B4", "C2:C3"])),
            _plan(
                "a number merged with its form",
                ending,
                made(blanked(*FORM_BLANKS, (3, 1), (4, 1)), ["A2:A4", "B2:B4"]),
            ),
            _plan(
                "an activity merged over two targets",
                ending,
                made(blanked((4, 4)), ["D3:D4"]),
                [one_of((3, "D"), (4, "D"))],
                sure=False,
            ),
            _plan(
                "an outcome merged over two activities",
                ending,
                made(blanked((3, 5)), ["E2:E3"]),
                [one_of((2, "E"), (3, "E"))],
                sure=False,
            ),
            _plan(
                "a cell merged over target and activity",
                ending,
                made(blanked((3, 4)), ["C3:D3"]),
                [one_of((3, "C"), (3, "D"))],
            ),
            _plan(
                "a form merged across the whole line",
                ending,
                made(blanked((5, 3), (5, 4), (5, 5)), ["B5:E5"]),
                [one_of(*((5, c) for c in "BCDE"))],
                exact=False,
            ),
        ]
    block = blanked((3, 2), (3, 3), (2, 3))
    cases += [
        _plan(
            "a block merged over two lines and two columns",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=block, merges=["B2:C3"])),
            [one_of((2, "B"), (2, "C"), (3, "B"), (3, "C"))],
            exact=False,
        ),
        _plan(
            "a merged form over a blank row between its lines",
            "xlsx",
            lambda: xlsx(
                SheetOfFile(
                    rows=[*blanked(*FORM_BLANKS)[:2], [], *blanked(*FORM_BLANKS)[2:]], merges=["B2:B5"]
                )
            ),
        ),
        _plan(
            "a merge of one cell above and below nothing",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=blanked(), merges=["G2:H9", "A20:E20"])),
        ),
        _plan(
            "an empty merged form",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=blanked((2, 2), *FORM_BLANKS), merges=["B2:B4"])),
            [one_of((2, "B"), (3, "B"), (4, "B"))],
            exact=False,
        ),
    ]
    return cases


def _merged_budgets() -> list[Case]:
    cases = []
    amounts = budget_rows(FIVE)
    amounts[3][2] = None
    names = budget_rows(FIVE)
    names[3][1] = None
    across = budget_rows(FIVE)
    across[2][2] = None
    numbers = budget_rows(FIVE)
    numbers[3][0] = None
    for ending, writer in BOOKS:

        def made(rows: list[list[Any]], merges: list[str], writer: Any = writer) -> Callable[[], bytes]:
            return lambda: writer(SheetOfFile(rows=rows, merges=merges))

        cases += [
            _budget(
                "an amount merged over two organisations",
                ending,
                made(amounts, ["C3:C4"]),
                [one_of((3, "C"), (4, "C"))],
                exact=False,
            ),
            _budget(
                "a name merged with its amount",
                ending,
                made(across, ["B3:C3"]),
                [one_of((3, "B"), (3, "C"))],
                exact=False,
            ),
            _budget(
                "a name merged over two amounts",
                ending,
                made(names, ["B3:B4"]),
                [one_of((3, "B"), (4, "B"))],
                exact=False,
            ),
            _budget(
                "a number merged over two organisations",
                ending,
                made(numbers, ["A3:A4"]),
                sure=False,
                expect="accept",
                detail=granted(FIVE),
            ),
            _budget(
                "titles merged over the table",
                ending,
                made([["งบประมาณปี 2567"], ["สปสช.เขต 6 ระยอง"], *budget_rows(FIVE)], ["A1:C1", "A2:C2"]),
                expect="accept",
                detail=granted(FIVE),
            ),
        ]
    for ending, writer in BOOKS:
        provinces = [
            ["จังหวัด", *HEADER],
            *[["ชลบุรี" if n in (0, 3) else None, *row] for n, row in enumerate(budget_rows(FIVE)[1:])],
        ]
        cases.append(
            _budget(
                "an unknown column is merged over groups of rows",
                ending,
                lambda writer=writer, rows=provinces: writer(
                    SheetOfFile(rows=rows, merges=["A2:A4", "A5:A6"])
                ),
                expect="accept",
                detail=granted(FIVE),
                warns=True,
                says=("จังหวัด",),
            )
        )
    notes = [[*HEADER, "หมายเหตุ", "ผู้รับ"], *[[*row, None, None] for row in budget_rows(FIVE)[1:]]]
    notes[2][3] = "โอนแล้ว"
    cases.append(
        _budget(
            "unknown columns are merged across",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=notes, merges=["D3:E3"])),
            expect="accept",
            detail=granted(FIVE),
            sure=False,
        )
    )
    wide = [[row[0], row[1], None, row[2]] for row in budget_rows(FIVE)]
    cases += [
        _budget(
            "every name is merged over two columns, its header too",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=wide, merges=[f"B{n}:C{n}" for n in range(1, 7)])),
            sure=False,
            detail=granted(FIVE),
            exact=False,
        ),
        _budget(
            "all amounts are merged into one",
            "xlsx",
            lambda: xlsx(
                SheetOfFile(
                    rows=[
                        HEADER,
                        *[[n, name, 345000 if n == 1 else None] for n, (name, _) in enumerate(FIVE, start=1)],
                    ],
                    merges=["C2:C6"],
                )
            ),
            [one_of(*((n, "C") for n in range(2, 7)))],
            exact=False,
        ),
    ]
    return cases


def _blanks() -> list[Case]:
    both = blanked(*FORM_BLANKS, *TARGET_BLANKS)
    form_places = [at(3, "B"), at(4, "B")]
    every = [*form_places, at(3, "C")]
    cases = []
    for ending in ("xlsx", "xls", "ods", "csv"):
        cases += [
            _plan(
                "a blank under a form is a fault",
                ending,
                lambda ending=ending: write(ending, blanked(*FORM_BLANKS)),
                form_places,
                klass="blanks in groups",
            ),
            _plan(
                "blanks under form and target are faults",
                ending,
                lambda ending=ending: write(ending, both),
                every,
                klass="blanks in groups",
            ),
            _plan(
                "blanks under form and target are filled on demand",
                ending,
                lambda ending=ending: write(ending, both),
                klass="blanks in groups",
                args=("--fill-down",),
            ),
        ]
    first = blanked((2, 2))
    activity, outcome = blanked((3, 4)), blanked((3, 5))
    merged = blanked(*FORM_BLANKS, (3, 3))
    spaces = blanked()
    spaces[2][1] = " \u200b "
    budget = budget_rows(FIVE)
    budget[3][1] = None
    amount = budget_rows(FIVE)
    amount[3][2] = None
    more: dict[str, Any] = {"klass": "blanks in groups"}
    fill: dict[str, Any] = {"klass": "blanks in groups", "args": ("--fill-down",)}
    cases += [
        _plan(
            "a blank form in the first line has nothing above it",
            "xlsx",
            lambda: write("xlsx", first),
            [at(2, "B")],
            **fill,
        ),
        _plan(
            "a blank activity is not filled on demand",
            "xlsx",
            lambda: write("xlsx", activity),
            [at(3, "D")],
            **fill,
        ),
        _plan("a blank activity is a fault", "csv", lambda: csv(activity), [at(3, "D")], **more),
        _plan("a blank outcome is a fault", "xlsx", lambda: write("xlsx", outcome), [at(3, "E")], **more),
        _plan(
            "a blank outcome is not filled on demand",
            "ods",
            lambda: write("ods", outcome),
            [at(3, "E")],
            **fill,
        ),
        _plan("a form of spaces is blank", "xlsx", lambda: write("xlsx", spaces), [at(3, "B")], **more),
        _plan("a form of spaces is filled on demand", "xlsx", lambda: write("xlsx", spaces), **fill),
        _plan(
            "a merged form beside a blank target",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=merged, merges=["B2:B4"])),
            [at(3, "C")],
            **more,
        ),
        _plan(
            "a merged form beside a blank target, filled on demand",
            "xlsx",
            lambda: xlsx(SheetOfFile(rows=merged, merges=["B2:B4"])),
            **fill,
        ),
        _plan(
            "blanks are filled over a blank row",
            "xlsx",
            lambda: write("xlsx", [*both[:3], [], *both[3:]]),
            **fill,
        ),
        _plan(
            "blanks are filled under a repeated header",
            "csv",
            lambda: csv([*both[:3], both[0], *both[3:]]),
            **fill,
            sure=False,
        ),
        _plan("nothing to fill", "xlsx", lambda: write("xlsx", blanked()), **fill),
        _plan(
            "an untouched plan has no fault",
            "xls",
            lambda: write("xls", plan_rows(LINES, header=PLAN_HEADER)),
            **more,
        ),
        _budget(
            "a blank name is not filled on demand",
            "xlsx",
            lambda: write("xlsx", budget),
            [at(4, "B")],
            **fill,
        ),
        _budget(
            "a blank amount is not filled on demand",
            "xlsx",
            lambda: write("xlsx", amount),
            [at(4, "C")],
            **fill,
        ),
        _budget(
            "a blank amount is not filled on demand",
            "csv",
            lambda: write("csv", amount),
            [at(4, "C")],
            **fill,
        ),
    ]
    return cases


CASES = [*_merged_plans(), *_merged_budgets(), *_blanks()]
