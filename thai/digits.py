"""Thai numerals ๐–๙ and the digits 0–9."""

import re
from decimal import Decimal

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGIT = re.compile("[๐-๙]")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def arabic(text: str) -> str:
    """The text with Thai numerals as 0–9; its length and every other character stay.

    For reading numbers only, never for text that is stored: offices write ๑ where they mean ๆ.
    """
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text


def format_figure(figure: Decimal | int) -> str:
    """A count or measure as people read it: 12, 1,250.5, 48,200; never 12.00. Years are not written so."""
    return f"{int(figure):,}" if figure == int(figure) else f"{Decimal(figure).normalize():,f}"


def thai_digits(text: str) -> str:
    """The text with 0–9 as Thai numerals, as official papers want them."""
    return text.translate(_TO_THAI)
