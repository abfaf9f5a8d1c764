"""What is of another language than the one in which a page or a file is read: dates, years, amounts and sentences."""

import re
from functools import cache
from typing import Any

from django.utils.translation import trans_real

from thai.months import MONTH_PATTERN, SHORT_ENGLISH_MONTHS

# A year of another era than the one Thailand counts in, where it can be read; what is marked as English may say it.
# Four digits in the middle of a hash are none.
COMMON_ERA = re.compile(r"(?<![\da-z/.,-])(?:19|20)\d\d(?![\da-z.,])")
# A date or an amount in the Thai way, or a Thai year after an English month.
THAI_WAY = re.compile(
    rf"\d+\s*(?:{MONTH_PATTERN})\s*\d*|[\d,.]+\s*บาท|(?:{'|'.join(SHORT_ENGLISH_MONTHS)})[a-z]*\s25\d\d"
)
IN_THAI = re.compile(r"[ก-๎][ก-๎ .]*")
LEAST_SAID = 10  # letters: a shorter word of the portal's may well stand in a name
# What the portal says, and the office's tables as well.
OF_BOTH = {"ชื่อหน่วยงานภาคประชาชน", "คณะกรรมการ", "ภาคี ไม่ใช่เครือข่าย"}
NOT_READ = re.compile(
    r"<(script|style|title)\b.*?</\1>|<(\w+)[^>]* lang=\"(?:en|th)\"[^>]*>.*?</\2>|<[^>]*>", re.DOTALL
)
WHOLE = re.compile(r"<html lang=\"\w+\"")


@cache
def own_thai() -> frozenset[str]:
    """What the portal and its libraries say in Thai, in pieces: names and figures stand between them."""
    said = [text for _english, text in trans_real.translation("th")._catalog.items()]  # type: ignore[attr-defined]
    pieces = {piece.strip(" .") for text in said for piece in IN_THAI.findall(str(text))}
    return frozenset(piece for piece in pieces if len(piece) >= LEAST_SAID) - OF_BOTH


def foreign(response: Any, language: str) -> frozenset[str]:
    """What is not of the page's language: dates, years and amounts, and in English whatever the portal says in Thai.

    What is marked as of the other language may have them.
    """
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return frozenset()
    return foreign_in(NOT_READ.sub(" ", WHOLE.sub("<html", response.text)), language)


def foreign_in(text: str, language: str) -> frozenset[str]:
    if language == "th":
        return frozenset(COMMON_ERA.findall(text))
    said = {piece.strip(" .") for piece in IN_THAI.findall(text)}
    return frozenset(THAI_WAY.findall(text)) | (own_thai() & said)
