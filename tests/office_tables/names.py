"""Organisations' names: cleaned, doubled, almost the same, hostile; and what binds the whole table."""

from collections.abc import Sequence
from typing import Any

from tests.office_tables.case import Case, at, granted, one_of
from tests.office_tables.office_data import CENTRE, FIVE, HEADER, REGION_6, budget_rows
from tests.workbooks.raw import Xml, workbook
from tests.workbooks.writers import csv, write

ENDINGS = ["xlsx", "csv", "xls", "ods"]


def table(
    name: str,
    organisations: Sequence[tuple[str, Any]],
    *,
    ending: str = "xlsx",
    klass: str = "names",
    **more: Any,
) -> Case:
    more = {"expect": "accept", "build": lambda: write(ending, budget_rows(organisations))} | more
    if more["expect"] == "accept":
        more = {"detail": granted(organisations)} | more
    return Case(name=f"{ending}: {name}", klass=klass, filename=f"งบ.{ending}", **more)


def second(name: str) -> list[tuple[str, Any]]:
    """FIVE with another name in its second row, cell B3."""
    return [FIVE[0], (name, FIVE[1][1]), *FIVE[2:]]


CLEANED = [
    ("two spaces", "สมาคม  คนพิการ   ชลบุรี", "สมาคม คนพิการ ชลบุรี", True),
    ("spaces around", "  สมาคมคนพิการชลบุรี ", "สมาคมคนพิการชลบุรี", False),
    ("a zero-width space", "สมาคม\u200bคนพิการ\u200bชลบุรี", "สมาคมคนพิการชลบุรี", True),
    ("a zero-width joiner", "สมาคม\u200dคนพิการชลบุรี", "สมาคมคนพิการชลบุรี", True),
    ("a byte order mark", "\ufeffสมาคมคนพิการชลบุรี", "สมาคมคนพิการชลบุรี", True),
    ("a word joiner", "สมาคม\u2060คนพิการชลบุรี", "สมาคมคนพิการชลบุรี", True),
    ("a soft hyphen", "สมาคม\u00adคนพิการชลบุรี", "สมาคมคนพิการชลบุรี", False),
    ("a no-break space", "สมาคม\u00a0คนพิการชลบุรี", "สมาคม คนพิการชลบุรี", False),
    ("a line break", "สมาคมคนพิการ\nจังหวัดชลบุรี", "สมาคมคนพิการ จังหวัดชลบุรี", False),
    ("sara-am of two characters", "ชมรมท\u0e4d\u0e32ดี", "ชมรมทำดี", False),
    ("sara-am of two characters around a tone mark", "ชมรมน\u0e49\u0e4d\u0e32ใจ", "ชมรมน้ำใจ", False),
    ("two เ for แ", "ชมรมเเสงธรรม", "ชมรมแสงธรรม", False),
]

# Kept as they are, letter for letter.
KEPT = [
    ("=", "=ชมรมรักสุขภาพ"),
    ("a formula", '=HYPERLINK("http://example.org","ชมรม")'),
    ("a command for Excel", "=cmd|' /C calc'!A0"),
    ("+", "+66 เครือข่ายสุขภาพ"),
    ("-", "-ชมรมรักสุขภาพ"),
    ("@", "@สุขภาพดี"),
    ("brackets of no markup", "ชมรม <รักเมือง> & เพื่อน"),
    ("a script", "<script>alert(1)</script>"),
    ("a template", "{{ 7*7 }} {% load x %} ${7*7} %(name)s {0}"),
    ("SQL", "ชมรม'; DROP TABLE grants_allocation; --"),
    ("quotation marks", 'ชมรม "รักษ์สุขภาพ" จังหวัดชลบุรี'),
    ("Thai quotation marks", "ชมรม “รักษ์สุขภาพ” – ชลบุรี…"),
    ("a comma", "ชมรมคนพิการ, ผู้สูงอายุ และสตรี"),
    ("a semicolon", "ชมรมคนพิการ; ผู้สูงอายุ"),
    ("a slash", "ชมรมคนพิการ/ผู้สูงอายุ"),
    ("Thai digits", "ชุมชนหมู่ที่ ๙"),
    ("English", "IL Center Chonburi (Independent Living)"),
    ("a name of digits and letters", "กลุ่ม 1330 เพื่อน 24 ชม."),
    ("a name of one letter", "ก"),
    ("a picture character", "ชมรมยิ้ม 😊"),
    ("the name of the column", "ชื่อหน่วยงานที่ดี"),
    ("an apostrophe before it", "'ชมรมรักสุขภาพ"),
    ("a backslash and a path", "..\\..\\ชมรม /etc/passwd"),
    ("ฯ and ๆ", "ศูนย์ประสานงานฯ ต่าง ๆ จ.ชลบุรี"),
    ("an abbreviation", "รพ.สต.บ้านสวน อ.เมือง จ.ชลบุรี"),
]

CONTROLS = [
    ("a bell", "สมาคม\x07คนพิการ", True),
    ("a vertical tab", "สมาคม\x0bคนพิการ", True),
    ("an escape", "สมาคม\x1b[31mคนพิการ", True),
    ("a backspace", "สมาคม\x08คนพิการ", True),
    ("a delete", "สมาคม\x7fคนพิการ", False),
    ("a C1 control", "สมาคม\x9bคนพิการ", True),
    ("a right-to-left override", "สมาคม\u202eคนพิการ", False),
    ("a replacement character", "สมาคม\ufffdคนพิการ", True),
    ("a private glyph of a PDF", "สมาคม\uf70aคนพิการ", False),
]


def _names() -> list[Case]:
    cases = []
    for number, (what, written, cleaned, notice) in enumerate(CLEANED):
        ending = ENDINGS[number % 4]
        cases.append(
            table(
                f"a name with {what} is cleaned",
                second(cleaned),
                ending=ending,
                warns=notice,
                build=lambda ending=ending, written=written: write(ending, budget_rows(second(written))),
            )
        )
    for number, (what, kept) in enumerate(KEPT):
        ending = ENDINGS[number % 4]
        cases.append(
            table(f"a name with {what} is kept as text", second(kept), ending=ending, klass="hostile names")
        )
    cases.append(
        table(
            "a CSV name like a formula is kept as text", second("=1+กลุ่ม"), ending="csv", klass="hostile names"
        )
    )
    for what, written, certain in CONTROLS:
        rows = budget_rows(second(written))
        cases.append(
            table(
                f"{what} in a name is refused",
                [],
                ending="csv",
                klass="control characters",
                expect="reject",
                places=(one_of((3, "B"), *(((None, None),) if "\ufffd" in written else ())),),
                sure=certain,
                build=lambda rows=rows: csv(rows, encoding="utf-8"),
            )
        )
    escaped = Xml('t="inlineStr"', "<is><t>สมาคม_x0007_คนพิการ</t></is>")
    broken = Xml('t="inlineStr"', "<is><t>สมาคม_x000D_คนพิการ</t></is>")
    cases += [
        table(
            "a bell, escaped as Excel does, is refused",
            [],
            klass="control characters",
            expect="reject",
            sure=False,
            places=(at(3, "B"),),
            build=lambda: workbook([HEADER, [1, "ก", 1], [2, escaped, 2]]),
        ),
        table(
            "a carriage return, escaped as Excel does",
            [("ก", 1), ("สมาคม คนพิการ", 2)],
            klass="control characters",
            sure=False,
            build=lambda: workbook([HEADER, [1, "ก", 1], [2, broken, 2]]),
        ),
        table("a name of 255 characters", second("ช" * 255), klass="long names"),
        table("a CSV name of 255 characters", second("ช" * 255), ending="csv", klass="long names"),
        table(
            "a name of 256 characters",
            second("ช" * 256),
            klass="long names",
            expect="reject",
            places=(at(3, "B"),),
        ),
        table(
            "a name of 256 characters",
            second("ช" * 256),
            ending="csv",
            klass="long names",
            expect="reject",
            places=(at(3, "B"),),
        ),
        table(
            "a name of 256 characters",
            second("ช" * 256),
            ending="xls",
            klass="long names",
            expect="reject",
            places=(at(3, "B"),),
        ),
        table(
            "a name of 255 characters after cleaning",
            second("ช" * 254 + "ม"),
            klass="long names",
            build=lambda: write("xlsx", budget_rows(second(" " + "ช" * 254 + "ม \u200b"))),
            sure=False,
        ),
    ]
    return cases


BASE = "สมาคมคนพิการจังหวัดจันทบุรี"
DOUBLES = [
    ("exactly", BASE, BASE, True),
    ("with a space more", BASE, "สมาคมคนพิการ จังหวัดจันทบุรี", True),
    ("with two spaces for one", "สมาคมคนพิการ จันทบุรี", "สมาคมคนพิการ  จันทบุรี", True),
    ("with spaces around", BASE, f" {BASE}  ", True),
    ("with a zero-width space", BASE, "สมาคมคนพิการ\u200bจังหวัดจันทบุรี", True),
    ("with a no-break space", "สมาคม คนพิการ จันทบุรี", "สมาคม\u00a0คนพิการ จันทบุรี", True),
    ("with sara-am of two characters", "ชมรมทำดี บ้านสวน", "ชมรมท\u0e4d\u0e32ดี บ้านสวน", True),
    ("with a line break", "สมาคมคนพิการ จันทบุรี", "สมาคมคนพิการ\nจันทบุรี", True),
    ("with its tag spaced otherwise", f"{BASE} (เกษตรกร)", f"{BASE}(เกษตรกร)", True),
    ("in Thai digits", "ชุมชนหมู่ที่ 9", "ชุมชนหมู่ที่ ๙", False),
    ("in other capitals", "IL Center Chonburi", "IL CENTER CHONBURI", False),
]
DIFFERENT = [
    ("a tag more", BASE, f"{BASE} (เกษตรกร)"),
    ("another tag", f"{BASE} (ประเด็นคนพิการ)", f"{BASE} (ประเด็นผู้สูงอายุ)"),
    ("another province", CENTRE + "จังหวัดชลบุรี", CENTRE + "จังหวัดระยอง"),
    ("a district's centre", CENTRE + "จังหวัดจันทบุรี", CENTRE + " อำเภอสอยดาว จังหวัดจันทบุรี"),
    ("one letter", "ชมรมผู้สูงอายุบ้านสวน", "ชมรมผู้สูงอายุบ้านสวย"),
    ("a number", "ชุมชนหมู่ที่ 1", "ชุมชนหมู่ที่ 11"),
    ("a tone mark", "ชมรมเพื่อนป่า", "ชมรมเพื่อนป้า"),
]


def _doubles() -> list[Case]:
    cases = []
    for number, (what, one, other, certain) in enumerate(DOUBLES):
        ending = ENDINGS[number % 4] if "\n" not in other else "xlsx"
        rows = [FIVE[0], (one, 45000), FIVE[1], (other, 45000)]
        cases.append(
            table(
                f"an organisation twice, {what}, is refused naming both rows",
                rows,
                ending=ending,
                klass="duplicates",
                expect="reject",
                places=(one_of((3, "B"), (5, "B")),),
                exact=False,
                says=("3",) if certain else (),
                sure=certain,
            )
        )
    for number, (what, one, other) in enumerate(DIFFERENT):
        ending = ENDINGS[number % 4]
        rows = [FIVE[0], (one, 45000), FIVE[1], (other, 25000)]
        cases.append(
            table(
                f"two names with {what} are two organisations", rows, ending=ending, klass="almost the same"
            )
        )
    centres = [row for row in REGION_6 if "ฉะเชิงเทรา" in row[0]]
    cases += [
        table("the three centres of ฉะเชิงเทรา are three", centres, klass="almost the same"),
        table(
            "the three centres of ฉะเชิงเทรา are three, in any order",
            centres[::-1],
            ending="csv",
            klass="almost the same",
        ),
        table(
            "an organisation twice with two amounts is refused",
            [FIVE[0], (BASE, 45000), (BASE, 95000)],
            klass="duplicates",
            expect="reject",
            places=(one_of((3, "B"), (4, "B")),),
            exact=False,
        ),
        table(
            "an organisation three times is refused",
            [(BASE, 1), FIVE[0], (BASE, 2), (BASE, 3)],
            klass="duplicates",
            expect="reject",
            places=(at(4, "B"), at(5, "B")),
            exact=False,
        ),
        table(
            "a duplicate below a repeated header is still one",
            [],
            klass="duplicates",
            expect="reject",
            places=(one_of((2, "B"), (4, "B")),),
            exact=False,
            build=lambda: write("xlsx", [HEADER, [1, BASE, 1], HEADER, [2, BASE, 2]]),
        ),
    ]
    return cases


def _numbers() -> list[Case]:
    def numbered(name: str, numbers: Sequence[Any], ending: str = "xlsx", **more: Any) -> Case:
        rows = [HEADER, *[[n, *row] for n, row in zip(numbers, FIVE, strict=True)]]
        return table(
            name, FIVE, ending=ending, klass="order numbers", build=lambda: write(ending, rows), **more
        )

    return [
        numbered("order numbers with a gap", [1, 2, 4, 5, 6]),
        numbered("order numbers twice", [1, 2, 2, 3, 4], "csv"),
        numbered("order numbers from the page before", [16, 17, 18, 19, 20]),
        numbered("no order numbers at all", [None] * 5, "xls"),
        numbered("some order numbers missing", [1, None, 3, None, 5]),
        numbered("order numbers in Thai digits", ["๑", "๒", "๓", "๔", "๕"], "csv"),
        numbered("order numbers with dots", ["1.", "2.", "3", "4", "5."]),
        numbered("order numbers in brackets", ["(1)", "(2)", "(3)", "(4)", "(5)"], "ods"),
        numbered("order numbers with decimals", [1.0, 2.0, 3.0, 4.0, 5.0]),
        numbered("order numbers of levels", ["1.1", "1.2", "2.1", "2.2", "2.3"]),
        numbered("order letters", ["ก", "ข", "ค", "ง", "จ"]),
    ]


def _ceilings() -> list[Case]:
    total = [("ก้าวหน้า", "50,000.00"), ("ใจงาม", "45,000.01")]
    rows = {ending: budget_rows(total) for ending in ENDINGS}
    exact = granted([("ก้าวหน้า", "50000.00"), ("ใจงาม", "45000.01")])
    region_6 = budget_rows(REGION_6, total=1175000)
    under: dict[str, Any] = {"klass": "ceilings"}
    return [
        table(
            "the sum is exactly the ceiling",
            REGION_6,
            args=("--ceiling", "1175000"),
            **under,
            build=lambda: write("xlsx", region_6),
        ),
        table(
            "the sum is exactly a ceiling with satang",
            [],
            ending="csv",
            args=("--ceiling", "95000.01"),
            **under,
            detail=exact,
            build=lambda: write("csv", rows["csv"]),
        ),
        table("the sum is under the ceiling", REGION_6, ending="xls", args=("--ceiling", "2000000"), **under),
        table("no ceiling is given", REGION_6, ending="ods", **under),
        *[
            table(
                "the sum is one satang above the ceiling",
                [],
                ending=ending,
                args=("--ceiling", "95000"),
                **under,
                expect="reject",
                says=("95,000.01", "95,000"),
                build=lambda ending=ending: write(ending, rows[ending]),
            )
            for ending in ENDINGS
        ],
        table(
            "the ceiling is one satang too low",
            REGION_6,
            args=("--ceiling", "1174999.99"),
            **under,
            expect="reject",
            says=("1,175,000", "1,174,999.99"),
        ),
        table(
            "0.1 + 0.2 under a ceiling of 0.30",
            [("ก้าวหน้า", "0.10"), ("ใจงาม", "0.20")],
            **under,
            args=("--ceiling", "0.30"),
            build=lambda: write("xlsx", budget_rows([("ก้าวหน้า", 0.1), ("ใจงาม", 0.2)])),
        ),
        table("a ceiling of zero", REGION_6, args=("--ceiling", "0"), **under, expect="reject", sure=False),
    ]


CASES = [*_names(), *_doubles(), *_numbers(), *_ceilings()]
