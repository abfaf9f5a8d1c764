"""What a spreadsheet's stored value reads as: numbers without exponent, serial days as dates."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

# Kinds of cell as they travel from the child process; reading.py turns them into CellKind.
TEXT, NUMBER, DATE, BOOLEAN, ERROR, FORMULA = "tndbef"

# What a person sees as an empty cell: spaces of any width, zero-width characters, line ends.
BLANKS = " \t\n\r\u00a0\u00ad\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200E))
)

ERROR_NAMES = frozenset(
    ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#FIELD!"]
)
UNSHOWABLE_DATE = "########"  # what a spreadsheet program shows for a date it has no day for

_FIGURES = "0123456789๐๑๒๓๔๕๖๗๘๙()"
_RAISED = str.maketrans(_FIGURES, "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_LOWERED = str.maketrans(_FIGURES, "₀₁₂₃₄₅₆₇₈₉₀₁₂₃₄₅₆₇₈₉₍₎")

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LAST_DAY_1900 = 2_958_465  # 31 December 9999
_DAYS_TO_1904 = 1_462
_ISO_DATE = re.compile(
    r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)?)?Z?"
)


def raised(text: str, *, lowered: bool = False) -> str:
    """What stands raised or lowered in a text, in characters that are so themselves: a mark is no figure of 19000."""
    return text.translate(_LOWERED if lowered else _RAISED)


def plain_number(value: float) -> str:
    """15 significant digits, as a spreadsheet shows: 0.1+0.2 → 0.3, 1e15 → 1000000000000000."""
    text = f"{value:.15g}"
    if "e" in text:
        text = format(Decimal(text), "f")
    return "0" if text == "-0" else text


def stored_number(text: str) -> float | None:
    """The number in a file's markup, or None where there is none (NaN, words, out of range)."""
    if len(text) > 400 or not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if value - value == 0 else None  # infinity minus itself is not zero


def serial_date(serial: float, from_1904: bool = False) -> str | None:
    """Days since 1900 (or 1904) as "2024-02-29", " 13:30:00" with a time, "13:30:00" for a bare time.

    None where no day has that number. Day 60 is the 29 February 1900 that Excel believes in.
    """
    if not 0 <= serial <= _LAST_DAY_1900 + 1:
        return None
    days, seconds = divmod(round(serial * 86_400), 86_400)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if days == 0:
        return clock
    if from_1904:
        days += _DAYS_TO_1904
    if days > _LAST_DAY_1900:
        return None
    before_it = date(1899, 12, 31 if days < 60 else 30)
    day = "1900-02-29" if days == 60 else str(before_it + timedelta(days))
    return f"{day} {clock}" if seconds else day


def iso_date(text: str) -> str | None:
    """A date that the file holds as ISO 8601; midnight is left out. The year is as written."""
    found = _ISO_DATE.fullmatch(text.strip())
    if not found:
        return None
    day, clock = found.groups()
    if clock and len(clock) == 5:
        clock += ":00"
    return f"{day} {clock}" if clock and clock != "00:00:00" else day


_LITERALS = re.compile(r'"[^"]*(?:"|$)|\\.|[_*].', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+|ช+|น+|ท+)\]")
_BRACKETS = re.compile(r"\[[^\]]*(?:\]|$)")
_FRACTION_OF_SECOND = re.compile(r"([sท])[.,]0+")
_DATE_LETTERS = re.compile(r"[dmyhs]|bb|ว/ด|ดด|ปป|ช:น|น:ท")


@lru_cache(maxsize=4096)
def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time, in English or in Thai letters."""
    bare = _LITERALS.sub("", code).split(";")[0].lower()
    if _ELAPSED.search(bare):
        return True
    bare = _FRACTION_OF_SECOND.sub(r"\1", _BRACKETS.sub("", bare))
    if "general" in bare or any(placeholder in bare for placeholder in "0#?"):
        return False
    return bool(_DATE_LETTERS.search(bare))


# Number formats that a file names by number only (ECMA-376 18.8.30); 59–81 are Thai Excel's own.
BUILTIN_FORMATS = {
    0: "",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    59: "t0",
    60: "t0.00",
    61: "t#,##0",
    62: "t#,##0.00",
    67: "t0%",
    68: "t0.00%",
    69: "t# ?/?",
    70: "t# ??/??",
    71: "d/m/yyyy",
    72: "d-mmm-yy",
    73: "d-mmm",
    74: "mmm-yy",
    75: "h:mm",
    76: "h:mm:ss",
    77: "d/m/yyyy h:mm",
    78: "mm:ss",
    79: "[h]:mm:ss",
    80: "mm:ss.0",
    81: "d/m/bb",
}
BUILTIN_FORMATS |= dict.fromkeys((*range(27, 32), *range(34, 37), *range(50, 59)), "d/m/yyyy")
BUILTIN_FORMATS |= {32: "h:mm", 33: "h:mm:ss"}
