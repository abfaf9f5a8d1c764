"""Numbers of orders as offices write them: "12/2567", "ที่ ๑๒/๒๕๖๗" and "คำสั่งที่ 12/2567" are one order."""

import re

from thai.text import match_key

_BETWEEN_NUMBERS = re.compile(r"(?<=[0-9])(?:เลข)?ที่(?=[0-9])")
_BEFORE_A_NUMBER = re.compile(r"(?:เลข)?ที่(?=[0-9])")
_AN_ORDER = re.compile(r"^คำสั่ง(?=[0-9])")
_ITS_DAY = re.compile(r"(?<=[0-9])\)?\(?ลงวันที่.*$")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9]+/[0-9]{4}$)")


def order_key(number: str) -> str:
    """What two writings of one order's number have in common; for comparing, never for showing.

    Brackets round the whole, its day behind it and zeros before the running number do not count. An announcement
    (ประกาศ) and an order of another office, named before the number, stay what they are.
    """
    key = _ITS_DAY.sub("", match_key(number)).strip("()")
    # Two numbers do not run together: ชุดที่ 1 ที่ 12/2567 is not ชุดที่ 11 ที่ 2/2567.
    key = _BEFORE_A_NUMBER.sub("", _BETWEEN_NUMBERS.sub("-", key))
    return _ZEROS.sub("", _AN_ORDER.sub("", key))


def key_of_its_own(number: str, record: int) -> str:
    """The key of an order that was written down before as another record, which is found by the number."""
    return f"{order_key(number)[:230]} ({record})"
