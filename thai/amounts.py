"""Amounts of money as offices write them, read exactly to the satang or refused with the reason.

A text is taken only if everybody would read the same amount in it. `AmountRefused.code` says why not, so
that the page can tell the sender what to change.
"""

import re
import unicodedata
from decimal import Decimal

from thai.digits import arabic
from thai.text import clean

# Fifteen significant digits, which is what a spreadsheet keeps of a number.
NO_BAHT = Decimal("0.00")
LARGEST_BAHT = Decimal("9999999999999.99")

_LONGEST = 100

_NUMBER = r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<satang>[0-9]{1,2}))?"
_ACCEPTED = re.compile(
    rf"(?:(?:฿|THB)\s?)?{_NUMBER}(?P<even>\s?\.\s?[-–—])?\s?(?P<unit>บาท|บาทถ้วน|บ\.|฿|THB|Baht)?",
    re.IGNORECASE,
)

_DASHES = re.compile(r"[-–—−‐‑_.\s]+")
_NOT_A_NUMBER = re.compile(r"[-+−]?\s?(?:nan|inf|infinity|∞)", re.IGNORECASE)
_PERCENT = re.compile(r"[%‰٪]|ร้อยละ|เปอร์เซ็น")
_EXPONENT = re.compile(r"[0-9.][eE][-+−]?[0-9]|[0-9]\s?[xX×*]\s?10\s?\^|0[xX][0-9a-fA-F]")
_BRACKETS = re.compile(r"[-+−]?\s?(?:฿\s?)?[(\[{<〈（].*[)\]}>〉）]\s?(?:บาท|฿)?")
_SIGN = re.compile(
    r"(?:฿|THB|ลบ|บวก|ติดลบ)?\s?[-+−–—‐‑±△▲▼∆]\s?(?:฿\s?)?[0-9].*|ลบ\s?[0-9].*|ติดลบ.*"
    r"|.*[0-9]\s?(?:บาท\s?)?(?:[-+−–—]|\bcr\.?|\bdr\.?)",
    re.IGNORECASE,
)
_DATE = re.compile(r"[0-9]{1,4}\s?[/-]\s?[0-9]{1,2}\s?[/-]\s?[0-9]{1,4}")
_AMOUNT_INSIDE = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_RANGE = re.compile(r"[0-9][0-9.,]*\s*(?:บาท\s*)?(?:[-–—~−‐‑]|\.\.+|…|ถึง|\bto\b)\s*[0-9]", re.IGNORECASE)
_SPACED = re.compile(r"(?:฿\s?)?[0-9][0-9., ]*\s?(?:บาท|บาทถ้วน|\.-)?")
_MULTIPLIER = re.compile(r"[0-9]\s?(?:k|m|mb|ร้อย|พัน|หมื่น|แสน|ล้าน)", re.IGNORECASE)
_OTHER_CURRENCY = re.compile(r"[$€£¥₩₫]|\b(?:usd|eur|gbp|jpy)\b|ดอลลาร์|เหรียญ|ยูโร|เยน", re.IGNORECASE)
_FIGURES = re.compile(r"(?:(?:฿|THB)\s?)?(?P<figures>[0-9.,]+)\s?(?:บาท|บาทถ้วน|฿|THB)?", re.IGNORECASE)


class AmountRefused(ValueError):
    """A text that is no clear amount in baht.

    `code` is one of: blank, dash, words, range, two_amounts, percent, multiplier, sign, brackets,
    not_a_number, exponent, underscore, grouping, decimals, spaces, foreign_digits, currency, leading_zero,
    too_large, date, formula, unclear.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_baht(text: str) -> Decimal:
    """The amount that a text states, in baht with two decimals: "95,000", "95,000.-", "๙๕,๐๐๐ บาท", "฿95,000".

    Raises AmountRefused for everything that is not one plain amount of zero or more. Zero is an amount.
    """
    text = clean(text)
    if not text:
        raise AmountRefused("blank")
    if len(text) > _LONGEST:
        raise AmountRefused("words")
    if any(_foreign_digit(character) for character in text):
        raise AmountRefused("foreign_digits")
    text = arabic(text)
    found = _ACCEPTED.fullmatch(text)
    if found is None:
        raise AmountRefused(_reason(text))
    if found["satang"] and (found["even"] or (found["unit"] == "บาทถ้วน" and int(found["satang"]))):
        raise AmountRefused("unclear")
    whole = found["whole"].replace(",", "")
    if len(whole) > 1 and whole.startswith("0"):
        raise AmountRefused("leading_zero")
    if len(whole) > 13:
        raise AmountRefused("too_large")
    return Decimal(f"{whole}.{(found['satang'] or '').ljust(2, '0')}")


def _foreign_digit(character: str) -> bool:
    """Digits and signs of other scripts, such as full-width ９５，０００ or superscripts."""
    if character.isascii() or "๐" <= character <= "๙":
        return False
    return "\uff01" <= character <= "\uff60" or unicodedata.category(character) in {"Nd", "Nl", "No"}


def _reason(text: str) -> str:
    """Why a text in 0-9 is not one plain amount; the first reason that fits."""
    for code, fits in _REASONS:
        if fits(text):
            return code
    figures = _FIGURES.fullmatch(text)
    if figures is None:
        return "words"
    if re.fullmatch(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\.[0-9]{3,}", figures["figures"]):
        return "decimals"
    return "grouping"


def _is_spaced(text: str) -> bool:
    return bool(
        _SPACED.fullmatch(text)
        and re.search(r"[0-9.,] +[0-9.,]", text)
        and re.fullmatch(r"[0-9]{1,3}(?:[ ,]+[0-9]{3})+(?:\s?\.\s?[0-9]{1,2})?", text.strip("฿บาทถ้วน.- "))
    )


def _has_two_amounts(text: str) -> bool:
    return len(_AMOUNT_INSIDE.findall(text)) > 1


# In this order: "-5%" is a percentage, "(95,000)" a bracket, "90,000-95,000" a range before it is two amounts.
_REASONS = (
    ("formula", lambda text: text.startswith(("=", "@"))),
    ("dash", _DASHES.fullmatch),
    ("not_a_number", _NOT_A_NUMBER.fullmatch),
    ("percent", _PERCENT.search),
    ("underscore", lambda text: "_" in text),
    ("exponent", _EXPONENT.search),
    ("date", _DATE.fullmatch),
    ("range", _RANGE.search),
    ("brackets", _BRACKETS.fullmatch),
    ("sign", lambda text: not _has_two_amounts(text) and _SIGN.fullmatch(text)),
    ("spaces", _is_spaced),
    ("two_amounts", _has_two_amounts),
    ("multiplier", _MULTIPLIER.search),
    ("currency", _OTHER_CURRENCY.search),
)
