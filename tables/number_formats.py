"""What a number format makes of a number: where a person sees another amount than the file holds.

Formats are those of spreadsheet files: sections for positive, negative and zero numbers parted by
semicolons, figures as 0 # ?, a comma behind the figures for thousands, words in quotation marks.
"""

import re
from enum import StrEnum
from functools import lru_cache

from thai.digits import arabic

_PLAIN = frozenset({"", "General", "@", "0", "0.00", "#,##0", "#,##0.00"})
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracketed>[^\]]*)\]|[_*].|(?P<bare>.)', re.DOTALL
)
_SECTION_ENDS = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)', re.DOTALL)
_CURRENCY = re.compile(r"\$(?P<sign>[^-\]]*)(?:-[0-9A-Fa-f]+)?")
_THOUSANDS_OFF = re.compile(r"[0#?],+(?![0#?,])")
_SCALE_WORD = re.compile(r"ร้อย|พัน|หมื่น|แสน|ล้าน|\bk\b|\bm\b|thousand|million", re.IGNORECASE)
# Words beside the figures that change nothing.
_NO_SATANG = re.compile(r"(?<=[0#?])\.-\s*$")  # "95,000.-", as Thai offices write whole baht
_HARMLESS = re.compile(r"บาท(?:ถ้วน)?|บ\.|\.-|฿|thb|baht|[ก-๙]+\.?[ก-๙]*\.?|[a-z]+|\s", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"[$€£¥₩]|usd|eur|ดอลลาร์", re.IGNORECASE)


class Misleading(StrEnum):
    """How the amount seen differs from the amount held."""

    PERCENT = "percent"
    SCALED = "scaled"
    HIDDEN = "hidden"
    OTHER_MONEY = "other_money"
    OTHERWISE = "otherwise"  # figures, a sign or brackets that the number does not have


@lru_cache(maxsize=1024)
def misleading(number_format: str, is_zero: bool = False) -> Misleading | None:
    """How a number of zero or more is shown otherwise than it is; None where the format is honest."""
    if number_format in _PLAIN:
        return None
    sections = [found for found in _SECTION_ENDS.findall(number_format) if found] or [""]
    conditional = any("[<" in section or "[>" in section or "[=" in section for section in sections)
    if is_zero and not conditional:
        # An office format shows zero as a dash.
        return Misleading.PERCENT if "%" in number_format else None
    judged = (
        sections[:3] if conditional else [number_format if number_format == "@" else _first(number_format)]
    )
    return next(filter(None, map(_judge, judged)), None)


def _first(number_format: str) -> str:
    found = _SECTION_ENDS.match(number_format)
    return found[1] if found is not None else number_format


def _judge(section: str) -> Misleading | None:
    """What one section of a format does."""
    bare, words = "", ""
    for token in _TOKEN.finditer(section):
        if token["bracketed"] is not None:
            money = _CURRENCY.match(token["bracketed"])
            words += f" {money['sign']} " if money is not None else ""
        elif token["bare"] is not None:
            bare += token["bare"]
        else:
            words += token["quoted"] or token["escaped"] or ""
    bare = _NO_SATANG.sub("", bare)
    if "general" in bare.lower() or bare.strip() == "@":
        bare = re.sub("general|@", "0", bare, flags=re.IGNORECASE)
    if "%" in bare or "%" in words:
        return Misleading.PERCENT
    if not bare.strip() and not words.strip():
        return Misleading.HIDDEN
    if _THOUSANDS_OFF.search(bare) or _SCALE_WORD.search(words):
        return Misleading.SCALED
    if _OTHER_MONEY.search(words) or "$" in bare:
        return Misleading.OTHER_MONEY
    shown = re.sub(r"[0#?,./ฯE+\s]", "", bare.replace("E+", "").replace("E-", ""))
    shown = _HARMLESS.sub("", shown) + _HARMLESS.sub("", arabic(words))
    if shown or not re.search("[0#?]", bare):
        return Misleading.OTHERWISE
    return None
