"""What stands in an amount's cell as text: each form of money that is taken, and each that is refused."""

from collections.abc import Callable
from typing import Any

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import FIVE, THREE, budget_rows
from tests.workbooks.writers import write

# The amount under test is always that of the second of three organisations: row 3, column C.
ROW = 3


def rows_with(amount: Any) -> list[list[Any]]:
    (first, _), (second, _), (third, _) = THREE
    return budget_rows([(first, 95000), (second, amount), (third, 25000)])


def _detail(amount: Any) -> list[list[str]]:
    (first, _), (second, _), (third, _) = THREE
    return granted([(first, 95000), (second, amount), (third, 25000)])


def taken(
    shown: str,
    amount: Any,
    build: Callable[[], bytes],
    ending: str,
    *,
    klass: str = "money taken",
    **more: Any,
) -> Case:
    more = {"expect": "accept", "detail": _detail(amount), "places": (at(ROW, "C"),)} | more
    return Case(
        name=f"{ending}: {shown} is {amount} baht",
        klass=klass,
        filename=f"amount.{ending}",
        build=build,
        **more,
    )


def refused(
    shown: str, build: Callable[[], bytes], ending: str, *, klass: str = "money refused", **more: Any
) -> Case:
    more = {"expect": "reject", "places": (at(ROW, "C"),)} | more
    name = f"{ending}: {shown} is refused as an amount"
    return Case(name=name, klass=klass, filename=f"amount.{ending}", build=build, **more)


def text(ending: str, value: Any) -> Callable[[], bytes]:
    # A CSV written as cp874 is named .csv like any other.
    return lambda: write(ending, rows_with(value))


def ending_of(ending: str) -> str:
    return ending.removeprefix("874.")


ENDINGS = ["xlsx", "csv", "xls", "ods", "874.csv"]

TEXTS_TAKEN = [
    ("95,000", 95000),
    ("95,000.-", 95000),
    ("95,000 บาท", 95000),
    ("฿95,000", 95000),
    ("๙๕,๐๐๐", 95000),
    ("95000.00", 95000),
    ("95000", 95000),
    ("95,000.00", 95000),
    ("95,000.50", "95000.50"),
    ("  95,000  ", 95000),
    ("\u00a095,000\u00a0", 95000),
    ("95,000บาท", 95000),
    ("฿ 95,000.00", 95000),
    ("๙๕,๐๐๐.๕๐ บาท", "95000.50"),
    ("๙๕๐๐๐", 95000),
    ("๙๕,๐๐๐.-", 95000),
    ("1,175,000", 1175000),
    ("1,175,000.25", "1175000.25"),
    ("500", 500),
    ("0.01", "0.01"),
    ("0.50", "0.50"),
    ("12,345,678.90", "12345678.90"),
]
# Taken or refused, both can be defended; another amount cannot.
TEXTS_EITHER = [
    ("95,000 บาทถ้วน", 95000),
    ("95,000.- บาท", 95000),
    ("95,000 .-", 95000),
    ("95,000.–", 95000),
    ("95,000.", 95000),
    ("95,000฿", 95000),
    ("THB 95,000", 95000),
    ("95,000 THB", 95000),
    ("฿95,000 บาท", 95000),
    ("95,000.5", "95000.50"),
    ("９５，０００", 95000),
    ("๙5,0๐๐", 95000),
    ("95,\u200b000", 95000),
    ("095,000", 95000),
    ("'95000", 95000),
    ("95,000 บ.", 95000),
    ("95,000\n", 95000),
    ("1.175 ล้านบาท", 1175000),
    ("=95000", 95000),
    ('="95000"', 95000),
    ("95 พันบาท", 95000),
    ("95,000*", 95000),
    ("*95,000", 95000),
    ("95,000 (เก้าหมื่นห้าพันบาทถ้วน)", 95000),
    ("95,000.-บาท", 95000),
    ("95000บาท", 95000),
    ("บาท 95,000", 95000),
    ("95,000.00.-", 95000),
    ("95,000. -", 95000),
    ("95,000.000", 95000),
]
TEXTS_REFUSED = {
    "a placeholder": ["-", "–", "—", "...", "…", "X", "xxx", "N/A", "n/a", "?", "*", "."],
    "words": ["ไม่มี", "รออนุมัติ", "ตามจริง", "เก้าหมื่นห้าพันบาทถ้วน", "ประมาณ 95,000", "ไม่เกิน 95,000", "15 แห่ง"],
    "a range": ["90,000-95,000", "90,000 – 95,000", "90,000 ถึง 95,000", "90,000~95,000", "90000..95000"],
    "two amounts": [
        "45,000 50,000",
        "45,000/50,000",
        "45,000 และ 50,000",
        "45,000\n50,000",
        "45,000+50,000",
        "45,000 (50,000)",
        "2 x 47,500",
        "45,000; 50,000",
        "งวด 1 45,000",
    ],
    "a percentage": ["95%", "95 %", "100.00%", "๙๕%", "ร้อยละ 95"],
    "a thousand written short": ["95k", "95K", "95 พัน", "9.5 หมื่น", "0.095M", "95,000k"],
    "a sign": [
        "+95,000",
        "-95,000",
        "\u221295,000",
        "–95,000",
        "95,000-",
        "- 95,000",
        "ติดลบ 95,000",
        "\uff0d95,000",
    ],
    "brackets": ["(95,000)", "[95,000]", "<95,000>", "(95,000.00)", "{95000}", "( 95,000 บาท )"],
    "not a number": ["NaN", "nan", "sNaN", "Infinity", "-inf", "inf", "∞"],
    "an exponent": ["9.5e4", "9.5E+04", "95E3", "1e400", "1E-2", "9.5×10^4"],
    "an underscore": ["95_000", "9_5_000", "_95000"],
    "wrong grouping": [
        "1,17,000",
        "95.000,00",
        "95.000.000",
        "9,5000",
        "95,00",
        "95,0000",
        ",95000",
        "95,,000",
        "1175,000",
        "95 000",
        "95\u00a0000",
        "95'000",
        "95,000,",
        "95，000",
        "95;000",
        "95,000.0.0",
        "0,095",
    ],
    "three decimals": ["95,000.123", "95000.005", "0.001", "95.000", "๙๕,๐๐๐.๑๒๕"],
    "another money": ["$95,000", "95,000 USD", "€95,000", "95,000 ดอลลาร์"],
    "a date": ["1/10/2566", "22 ธ.ค. 2566", "2567-01-31", "ต.ค. 66"],
    "a truth value": ["TRUE", "FALSE", "จริง"],
    "an error value": ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#####"],
    "a formula as text": ["=45000+50000", "=SUM(C2:C2)", "=1+1", "@95000"],
    "hexadecimal": ["0x1734", "95,000h"],
    "a fraction": ["95,000 1/2", "½"],
    "digits of another script": ["९५०००", "٩٥٬٠٠٠", "²⁵", "ⅩⅭ"],
    # Excel shows both as their own text, not as 95,000.
    "a decimal comma": ["95000,00", "95000,5"],
}
BLANKS = {
    "blank": None,
    "an empty text": "",
    "a space": " ",
    "zero-width": "\u200b",
    "a no-break space": "\u00a0",
}


def _texts() -> list[Case]:
    cases = []
    for number, (shown, amount) in enumerate(TEXTS_TAKEN):
        # Each in two kinds of file.
        for ending in (ENDINGS[number % 3], ENDINGS[3 + number % 2]):
            cases.append(taken(f"{shown!r} ({ending})", amount, text(ending, shown), ending_of(ending)))
    for number, (shown, amount) in enumerate(TEXTS_EITHER):
        ending = ENDINGS[number % 4] if shown != "95,000\n" else "xlsx"
        cases.append(
            taken(repr(shown), amount, text(ending, shown), ending, klass="money either way", sure=False)
        )
    number = 0
    for what, texts in TEXTS_REFUSED.items():
        for shown in texts:
            ending = ENDINGS[number % 4]
            number += 1
            cases.append(refused(f"{what}, {shown!r},", text(ending, shown), ending))
    for number, (what, blank) in enumerate(BLANKS.items()):
        ending = ENDINGS[number % 4]
        cases.append(refused(what, text(ending, blank), ending))
    return cases


def _every_fault_at_once() -> Case:
    amounts = ["95,000", "95.000,00", "-", "(45,000)", "9.5e4"]
    rows = budget_rows([(name, amount) for (name, _), amount in zip(FIVE, amounts, strict=True)])
    return Case(
        name="four wrong amounts are named at once, each by its cell",
        klass="every fault at once",
        filename="faults.xlsx",
        build=lambda: write("xlsx", rows),
        expect="reject",
        places=(at(3, "C"), at(4, "C"), at(5, "C"), at(6, "C")),
    )


CASES = [*_texts(), _every_fault_at_once()]
