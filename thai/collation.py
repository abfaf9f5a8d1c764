"""Thai dictionary order, the same that PostgreSQL's ICU collation th-x-icu gives.

A vowel written before its consonant is sorted after it (เชียงใหม่ stands under ช); tone marks, ็ and ์ count
only between words that are otherwise alike; spaces, brackets, dots, ฯ and ๆ count last of all. Signs
such as + come first, then digits, Thai and Latin letters.
"""

import re
import unicodedata
from functools import lru_cache

from thai.digits import arabic

_LEAD_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
# From light to heavy, as dictionaries rank them.
_MARK_WEIGHTS = {mark: chr(3 + weight) for weight, mark in enumerate("๎์็่้๊๋")}
_THAI_VOWELS = frozenset("ะัาำิีึืฺุูเแโใไๅํ")
_PASSED_OVER = frozenset("ฯๆ")
_SEPARATOR, _BASE = "\x01", "\x02"
_BEFORE_DIGITS, _AFTER_THAI = "\x02", "\u2000"


@lru_cache(maxsize=32768)
def sort_key(text: str) -> str:
    """A string whose plain order is the dictionary order of the text; different texts have different keys."""
    letters: list[str] = []
    marks: list[str] = []
    capitals: list[str] = []
    on_letter = False
    for character in _LEAD_VOWEL.sub(r"\2\1", arabic(text)):
        if character in _MARK_WEIGHTS:
            if on_letter:
                marks.append(_MARK_WEIGHTS[character])
            continue
        on_letter = _counts(character)
        if on_letter:
            letters.append(_letter(character))
            marks.append(_BASE)
            capitals.append("1" if character.isupper() else "0")
    return _SEPARATOR.join(("".join(letters), "".join(marks), "".join(capitals), text))


def _counts(character: str) -> bool:
    if character in _PASSED_OVER:
        return False
    return character in _THAI_VOWELS or character.isalnum() or unicodedata.category(character)[0] == "S"


def _letter(character: str) -> str:
    if unicodedata.category(character)[0] == "S":
        return _BEFORE_DIGITS + character
    if character == "ๅ":
        return "า"
    if character.isdecimal() or "ก" <= character <= "๛":
        return character
    plain = unicodedata.normalize("NFD", character.casefold())
    return "".join(_AFTER_THAI + part for part in plain if not unicodedata.combining(part))


def compare(a: str, b: str) -> int:
    """-1, 0 or 1 as a database collation wants it; 0 only for the same text."""
    first, second = sort_key(a), sort_key(b)
    return (first > second) - (first < second)
