"""What stands in an amount's cell as a number, a formula, a date or an error, and how it is shown."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl

from tests.office_tables.money import ROW, ending_of, refused, rows_with, taken, text
from tests.workbooks.raw import Xml, formula, workbook
from tests.workbooks.writers import SheetOfFile, ods, saved, xls, xlsx


def _formatted(
    value: Any, number_format: str, writer: Callable[[SheetOfFile], bytes] = xlsx
) -> Callable[[], bytes]:
    return lambda: writer(SheetOfFile(rows=rows_with(value), formats={f"C{ROW}": number_format}))


def _stored(value: str) -> Callable[[], bytes]:
    """A number exactly as the file's XML writes it."""
    return lambda: workbook(rows_with(Xml("", f"<v>{value}</v>")))


def _unopened() -> bytes:
    """A workbook whose formula no spreadsheet program has ever computed."""
    book = openpyxl.Workbook()
    for row in rows_with("=47500*2"):
        book.active.append(row)
    return saved(book)


def _cell(cell: Xml) -> Callable[[], bytes]:
    return lambda: workbook(rows_with(cell))


NUMBERS = [
    *[
        taken(f"the number 95000 ({e})", 95000, text(e, 95000), e, klass="numbers")
        for e in ("xlsx", "xls", "ods")
    ],
    *[
        taken(f"the number 95000.0 ({e})", 95000, text(e, 95000.0), e, klass="numbers")
        for e in ("xlsx", "xls")
    ],
    *[
        taken(f"0.1 + 0.2 ({e})", "0.30", text(e, 0.1 + 0.2), e, klass="numbers")
        for e in ("xlsx", "xls", "ods")
    ],
    *[taken(f"1.1 × 3 ({e})", "3.30", text(e, 1.1 * 3), e, klass="numbers") for e in ("xlsx", "xls", "ods")],
    taken("4.35 × 100 as a float", "435.00", text("xlsx", 4.35 * 100), "xlsx", klass="numbers"),
    taken("45000.05 + 50000.10", "95000.15", text("xls", 45000.05 + 50000.10), "xls", klass="numbers"),
    taken(
        "1234567890123.45, fifteen digits",
        "1234567890123.45",
        _stored("1234567890123.45"),
        "xlsx",
        klass="numbers",
    ),
    taken("95000.25 as a number", "95000.25", text("ods", 95000.25), "ods", klass="numbers"),
    taken(
        "95000.01 stored with float noise", "95000.01", _stored("95000.009999999995"), "xlsx", klass="numbers"
    ),
    taken(
        "95000.1 stored with 17 digits", "95000.10", _stored("95000.100000000006"), "xlsx", klass="numbers"
    ),
    taken("94999.999999999985 stored", "95000.00", _stored("94999.999999999985"), "xlsx", klass="numbers"),
    taken("9.5E4 as the XML writes it", 95000, _stored("9.5E4"), "xlsx", klass="numbers"),
    taken("1.175E+06 as the XML writes it", 1175000, _stored("1.175E+06"), "xlsx", klass="numbers"),
    taken("95000.00 as the XML writes it", 95000, _stored("95000.00"), "xlsx", klass="numbers"),
    taken(
        "an amount that looks like a date's serial, 45291",
        45291,
        text("xlsx", 45291),
        "xlsx",
        klass="numbers",
    ),
    taken("the fiscal year's own number", 2567, text("xlsx", 2567), "xlsx", klass="numbers"),
    refused("a negative number", text("xlsx", -95000), "xlsx", klass="numbers"),
    refused("a negative number", text("xls", -95000), "xls", klass="numbers"),
    refused("a negative number", text("ods", -95000.5), "ods", klass="numbers"),
    refused("a tiny negative number", text("xlsx", -0.01), "xlsx", klass="numbers"),
    refused("a number with three decimals", text("xlsx", 95000.125), "xlsx", klass="numbers"),
    refused("a number with three decimals", text("xls", 95000.005), "xls", klass="numbers"),
    refused("a number with three decimals", text("ods", 0.001), "ods", klass="numbers"),
    refused("a third of 100,000 shown in full", text("xlsx", 100000 / 3), "xlsx", klass="numbers"),
    refused("a stored NaN", _stored("NaN"), "xlsx", klass="numbers", exact=False, places=()),
    refused("a stored INF", _stored("INF"), "xlsx", klass="numbers", exact=False, places=()),
    refused("a stored 1e400", _stored("1e400"), "xlsx", klass="numbers", exact=False, places=()),
    refused(
        "a number that is not one, “abc”,", _stored("abc"), "xlsx", klass="numbers", exact=False, places=()
    ),
    refused("1e20", _stored("1E+20"), "xlsx", klass="numbers", sure=False),
    # A spreadsheet shows 123456789012346000: either that, or a refusal, never other digits.
    taken(
        "eighteen digits",
        123456789012346000,
        _stored("123456789012345678"),
        "xlsx",
        klass="numbers",
        sure=False,
    ),
]

FORMATS = [
    taken("95000 as #,##0", 95000, _formatted(95000, "#,##0"), "xlsx", klass="number formats"),
    taken("95000 as #,##0.00", 95000, _formatted(95000, "#,##0.00", xls), "xls", klass="number formats"),
    taken("95000 as ฿#,##0", 95000, _formatted(95000, '"฿"#,##0'), "xlsx", klass="number formats"),
    taken("95000 as #,##0 บาท", 95000, _formatted(95000, '#,##0" บาท"'), "xlsx", klass="number formats"),
    taken("95000 as #,##0.-", 95000, _formatted(95000, '#,##0".-"'), "xlsx", klass="number formats"),
    taken(
        "95000 in the accounting format",
        95000,
        _formatted(95000, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'),
        "xlsx",
        klass="number formats",
    ),
    taken(
        "95000 in the currency format of Thailand",
        95000,
        _formatted(95000, "[$฿-41E]#,##0.00;[Red]-[$฿-41E]#,##0.00"),
        "xlsx",
        klass="number formats",
    ),
    taken(
        "95000 shown in Thai digits",
        95000,
        _formatted(95000, "[$-D000000]#,##0"),
        "xlsx",
        klass="number formats",
    ),
    taken(
        "95000 with red brackets for negatives",
        95000,
        _formatted(95000, "#,##0_);[Red](#,##0)", xls),
        "xls",
        klass="number formats",
    ),
    taken("the text 95,000 in a text cell", 95000, _formatted("95,000", "@"), "xlsx", klass="number formats"),
    taken(
        "95000.4 shown without satang",
        "95000.40",
        _formatted(95000.4, "#,##0"),
        "xlsx",
        klass="number formats",
        sure=False,
    ),
    taken(
        "95000 shown as 9.50E+04",
        95000,
        _formatted(95000, "0.00E+00"),
        "xlsx",
        klass="number formats",
        sure=False,
    ),
    taken(
        "95000 shown as 95, in thousands",
        95000,
        _formatted(95000, "#,##0,"),
        "xlsx",
        klass="number formats",
        sure=False,
    ),
    taken(
        "95000 shown as 95 พัน",
        95000,
        _formatted(95000, '#,##0," พันบาท"'),
        "xlsx",
        klass="number formats",
        sure=False,
    ),
    taken(
        "1175000 shown as 1.18 ล้าน",
        1175000,
        _formatted(1175000, '0.00,,"ล้าน"'),
        "xlsx",
        klass="number formats",
        sure=False,
    ),
    taken(
        "95000 shown in dollars",
        95000,
        _formatted(95000, "[$$-409]#,##0.00"),
        "xlsx",
        klass="number formats",
        sure=False,
    ),
    taken(
        "a third of 100,000 shown as 33,333.33",
        "33333.33",
        _formatted(100000 / 3, "#,##0.00"),
        "xlsx",
        klass="number formats",
        sure=False,
    ),
    refused("95000 shown as a percentage", _formatted(95000, "0%"), "xlsx", klass="number formats"),
    refused("0.95 shown as 95%", _formatted(0.95, "0%"), "xlsx", klass="number formats"),
    refused("0.95 shown as 95.00%", _formatted(0.95, "0.00%", xls), "xls", klass="number formats"),
    refused("0.95 shown as 95%", _formatted(0.95, "0%", ods), "ods", klass="number formats"),
    refused("45291 shown as a date", _formatted(45291, "dd/mm/yyyy"), "xlsx", klass="number formats"),
    refused(
        "45291 shown as a date of พ.ศ.",
        _formatted(45291, "[$-D07041E]d mmmm yyyy"),
        "xlsx",
        klass="number formats",
    ),
    refused("45291 shown as a date", _formatted(45291, "d/m/yy", xls), "xls", klass="number formats"),
    refused(
        "a negative number shown in brackets",
        _formatted(-95000, "#,##0_);(#,##0)"),
        "xlsx",
        klass="number formats",
    ),
    refused(
        "a negative number shown without its sign",
        _formatted(-95000, "#,##0;#,##0"),
        "xlsx",
        klass="number formats",
    ),
]

# The person sees what the format makes of the number: a value that was never seen is wrong.
SEEN_OTHERWISE = [
    ("95 shown as 95,000", 95, '#,##0",000"', 95000),
    ("95 shown as 95 พันบาท", 95, '#,##0" พันบาท"', 95000),
    ("9.5 shown as 9.5 หมื่น", 9.5, '0.0" หมื่น"', 95000),
    ("1 shown as 95,000", 1, '"95,000"', 95000),
    ("95000 shown as 95.0, in thousands", 95000, "#,##0.0,", 95000),
    ("95000 shown as nothing", 95000, ";;;", 95000),
    ("95000 shown as text", 95000, '"ตามจริง"', None),
    ("95000 shown as -95,000", 95000, "-#,##0", None),
    ("95000 shown as (95,000)", 95000, "(#,##0)", None),
    ("0.5 shown as 1/2", 0.5, "# ?/?", "0.50"),
]
# Letters of dates and percents inside quotation marks and colours mean neither.
SEEN_PLAINLY = [
    "[Red]#,##0",
    "[Blue][>=1000]#,##0;[Red]#,##0",
    '#,##0" Baht"',
    '#,##0.00\\ "ม.ค."',
    'General" บาท"',
    "General",
    "0",
    "@",
    '_("฿"* #,##0_);_("฿"* (#,##0);_("฿"* "-"_);_(@_)',
    "#,##0_ ;[Red]\\-#,##0\\ ",
]
SHOWN = [
    *[
        taken(what, amount, _formatted(stored, shown), "xlsx", klass="number formats", sure=False)
        if amount is not None
        else refused(what, _formatted(stored, shown), "xlsx", klass="number formats", sure=False, detail=[])
        for what, stored, shown, amount in SEEN_OTHERWISE
    ],
    *[
        taken(
            f"95000 as {shown}",
            95000,
            _formatted(95000, shown, (xlsx, xls)[n % 2]),
            ("xlsx", "xls")[n % 2],
            klass="number formats",
        )
        for n, shown in enumerate(SEEN_PLAINLY)
    ],
    refused("hours", _formatted(95000, "[h]:mm"), "xlsx", klass="number formats"),
    refused("a month and year", _formatted(45291, "mmm yyyy", xls), "xls", klass="number formats"),
    refused(
        "a date of the format numbered 14",
        _cell(Xml('s="1"', "<v>45291</v>")),
        "xlsx",
        klass="number formats",
    ),
    refused(
        "a percentage of the format numbered 9",
        _cell(Xml('s="2"', "<v>0.95</v>")),
        "xlsx",
        klass="number formats",
    ),
]

CELLS = [
    *[
        refused("TRUE as a truth value", text(e, True), e, klass="cells of another kind")
        for e in ("xlsx", "xls", "ods")
    ],
    refused("FALSE as a truth value", text("xlsx", False), "xlsx", klass="cells of another kind"),
    *[
        refused("a date", text(e, date(2024, 1, 31)), e, klass="cells of another kind")
        for e in ("xlsx", "xls", "ods")
    ],
    refused(
        "a date of the year 2566",
        text("xlsx", datetime(2566, 12, 22)),
        "xlsx",
        klass="cells of another kind",
    ),
    refused("a time of day", text("xlsx", time(9, 30)), "xlsx", klass="cells of another kind"),
    refused(
        "a date in ISO form", _cell(Xml('t="d"', "<v>2024-01-31</v>")), "xlsx", klass="cells of another kind"
    ),
    *[
        refused(
            f"the error {error}",
            _cell(Xml('t="e"', f"<v>{error}</v>")),
            "xlsx",
            klass="cells of another kind",
        )
        for error in ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
    ],
    refused("a formula without a stored value", _cell(formula("47500*2")), "xlsx", klass="formulas"),
    refused(
        "a formula with an empty stored value",
        _cell(Xml("", "<f>47500*2</f><v></v>")),
        "xlsx",
        klass="formulas",
    ),
    refused("a formula that ended in an error", _cell(formula("C9/0", "#DIV/0!")), "xlsx", klass="formulas"),
    refused("a formula that ended in TRUE", _cell(formula("1=1", True)), "xlsx", klass="formulas"),
    refused("a formula that ended in “”", _cell(formula('IF(1=1,"",1)', "")), "xlsx", klass="formulas"),
    refused("a formula that ended in “-”", _cell(formula('IF(1=1,"-",1)', "-")), "xlsx", klass="formulas"),
    taken(
        "a formula with the stored value 95000",
        95000,
        _cell(formula("47500*2", 95000)),
        "xlsx",
        klass="formulas",
    ),
    # What the person sees is taken, even when the formula would now give something else.
    taken(
        "a stored 95000 of a formula of 1+1", 95000, _cell(formula("1+1", 95000)), "xlsx", klass="formulas"
    ),
    taken(
        "a stored 0.30000000000000004", "0.30", _cell(formula("0.1+0.2", 0.1 + 0.2)), "xlsx", klass="formulas"
    ),
    taken(
        "a stored text “95,000” of a formula",
        95000,
        _cell(formula('TEXT(95000,"#,##0")', "95,000")),
        "xlsx",
        klass="formulas",
    ),
    refused("a formula that openpyxl wrote and nobody opened", _unopened, "xlsx", klass="formulas"),
]

ZERO = [
    taken(f"zero, {shown!r} ({ending}),", 0, text(ending, value), ending_of(ending), klass="zero", warns=True)
    for shown, value, ending in [
        ("the number", 0, "xlsx"),
        ("the number", 0, "xls"),
        ("the number", 0.0, "ods"),
        ("0", "0", "csv"),
        ("0.00", "0.00", "xlsx"),
        ("๐", "๐", "874.csv"),
        ("0.-", "0.-", "xls"),
        ("0 บาท", "0 บาท", "csv"),
    ]
]
ZERO.append(
    # Excel's accounting format shows a dash where the cell holds zero.
    taken(
        "zero shown as “-”",
        0,
        _formatted(0, '#,##0;-#,##0;"-"'),
        "xlsx",
        klass="zero",
        sure=False,
        warns=True,
    )
)


CASES = [*NUMBERS, *FORMATS, *SHOWN, *CELLS, *ZERO]
