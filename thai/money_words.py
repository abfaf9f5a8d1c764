"""Baht in figures and in words, as contracts and committee papers print them."""

from decimal import ROUND_HALF_UP, Decimal

from pythainlp.util import num_to_thaiword

SATANG = Decimal("0.01")


def format_baht(amount: Decimal | int) -> str:
    """An amount with thousands separators and two decimals: "1,175,000.00". An average is rounded half up."""
    return f"{Decimal(amount).quantize(SATANG, ROUND_HALF_UP):,}"


def format_baht_change(amount: Decimal) -> str:
    """A difference with its sign: "+20,000.00", "-20,000.00"."""
    return f"{amount.quantize(SATANG, ROUND_HALF_UP):+,}"


def baht_words(amount: Decimal | int) -> str:
    """An amount in words: "หนึ่งล้านหนึ่งแสนเจ็ดหมื่นห้าพันบาทถ้วน", with satang if there are any.

    Raises ValueError for a negative amount, a part of a satang, or no number: such an amount is never written
    out, and rounding it here would make a contract differ from its ledger.
    """
    amount = Decimal(amount)
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"no amount to write in words: {amount}")
    whole_satang = amount * 100
    if whole_satang != whole_satang.to_integral_value():
        raise ValueError(f"a part of a satang cannot be written in words: {amount}")
    baht, satang = divmod(int(whole_satang), 100)
    in_baht = f"{num_to_thaiword(baht)}บาท" if baht or not satang else ""
    in_satang = f"{num_to_thaiword(satang)}สตางค์" if satang else "ถ้วน"
    return in_baht + in_satang
