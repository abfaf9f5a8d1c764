"""Thai numerals ๐–๙ and the digits 0–9."""

import re

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGIT = re.compile("[๐-๙]")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def arabic(text: str) -> str:
    """The text with Thai numerals as 0–9; its length and every other character stay.

    For reading numbers only, never for text that is stored: offices write ๑ where they mean ๆ.
    """
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text


def thai_digits(text: str) -> str:
    """The text with 0–9 as Thai numerals, as official papers want them."""
    return text.translate(_TO_THAI)
