"""What a number format makes of a number: where a person sees another amount than the file holds, and what she sees.

Formats are those of spreadsheet files: sections for positive, negative and zero numbers parted by
semicolons, figures as 0 # ?, a comma behind the figures for thousands, words in quotation marks.
"""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

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


_LONGEST_SHOWN = 20  # figures; longer numbers are none that a person typed into a text
_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|<|>|=)\s*(?P<bound>-?[0-9]+(?:\.[0-9]+)?)\]")
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne
}  # fmt: skip
_PLACES = "#0?"  # for one figure each


def shown(number: str, number_format: str) -> str | None:
    """What a sheet shows of a number ("0.8" in "0%" is "80%"); None where it is not known, or is another number."""
    if number_format in ("", "General", "@"):
        return number
    if misleading(number_format) not in (None, Misleading.PERCENT, Misleading.OTHERWISE):
        return None
    if len(number) > _LONGEST_SHOWN or "E" in number.upper():
        return None
    if number.startswith("-") or (number == "0" and number_format.count(";") > 1):
        return None  # it has a section of its own
    section = _section_for(Decimal(number), number_format)
    if section is None:
        return None
    scales = any(
        token["bare"] == "%" for token in _TOKEN.finditer(section)
    )  # in quotation marks it only stands there
    return _laid_out(Decimal(number) * (100 if scales else 1), _pieces(section))


def _section_for(number: Decimal, number_format: str) -> str | None:
    """The section that a number of zero or more is shown by: "[<=99999999]0#-###-####;0##-###-####" has two."""
    sections = [found for found in _SECTION_ENDS.findall(number_format) if found]
    for section in sections:
        condition = _CONDITION.search(section)
        if condition is None or _COMPARED[condition["sign"]](number, Decimal(condition["bound"])):
            return section
    return None


def _pieces(section: str) -> list[tuple[bool, str]]:
    """The places for figures, the point and the commas of a section (True), and the words between them."""
    pieces = []
    for token in _TOKEN.finditer(section):
        bare = token["bare"] or ""
        money = _CURRENCY.match(token["bracketed"] or "")
        if bare and bare in f"{_PLACES},.":
            pieces.append((True, bare))
        elif bare != "t":  # Thai figures
            pieces.append(
                (False, bare or token["quoted"] or token["escaped"] or (money["sign"] if money else ""))
            )
    return [piece for piece in pieces if piece[1]]


def _laid_out(number: Decimal, pieces: list[tuple[bool, str]]) -> str | None:
    """A number of zero or more in a section such as "#,##0.00" or "0##-###-####"; None for fractions and exponents."""
    words = "".join(text for is_place, text in pieces if not is_place)
    pattern = "".join(text for is_place, text in pieces if is_place)
    whole, _point, decimals = pattern.partition(".")
    places = whole.replace(",", "")
    if not places or re.search("[/E]", words) or not set(decimals) <= set(_PLACES):
        return None
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    left, _point, right = f"{rounded:f}".partition(".")
    while len(right) > decimals.count("0") and right.endswith("0"):
        right = right[:-1]
    # From the first 0 on every place is filled.
    left = left.zfill(len(places) - places.index("0") if "0" in places else 0)
    firsts = [place for place, (is_place, text) in enumerate(pieces) if is_place and text in _PLACES][
        : len(places)
    ]
    if "," in whole:
        left = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", left)
    if "," in whole or firsts[-1] - firsts[0] + 1 == len(places):
        figures = dict.fromkeys(firsts, "") | {firsts[0]: left}
    else:
        each = [*left[len(left) - len(places) + 1 :].rjust(len(places) - 1)]
        figures = dict(zip(firsts, [left[: max(0, len(left) - len(places) + 1)], *each], strict=True))
    told = []
    for place, (is_place, text) in enumerate(pieces):
        if not is_place:
            told.append(text)
        elif place in figures:
            told.append(figures[place])
        elif text == "." and (right or not decimals):
            told += [text, right]
    return "".join(told).strip()


def shows_day(number_format: str) -> bool:
    """Whether a format shows day, month and year of a date, as a person types one, and no time."""
    bare = "".join(token["bare"] or "" for token in _TOKEN.finditer(_first(number_format))).lower()
    return {"d", "m"} <= set(bare) and bool(set(bare) & set("yb")) and not set(bare) & set("hs")
