"""The twelve Thai months as offices write them, whole or short; and in English, for pages in English."""

import calendar

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
ENGLISH_MONTHS = tuple(calendar.month_name[1:])
SHORT_ENGLISH_MONTHS = tuple(calendar.month_abbr[1:])


def _short_pattern(short: str) -> str:
    # "มค", "ม.ค", "ม. ค." are the same month; a letter after the last one makes it another word.
    first, last, _ = short.split(".")
    return rf"{first}\s?\.?\s?{last}(?:\.|(?![ก-ฮะ-๎]))"


# Long names first: กันยายน begins like no short name, yet the rule costs nothing.
MONTH_PATTERN = "|".join((*MONTHS, *map(_short_pattern, SHORT_MONTHS)))


def month_number(name: str) -> int:
    """1–12 for a month's name as MONTH_PATTERN matches it."""
    if name in MONTHS:
        return MONTHS.index(name) + 1
    letters = name.replace(".", "").replace(" ", "")
    return [short.replace(".", "") for short in SHORT_MONTHS].index(letters) + 1
