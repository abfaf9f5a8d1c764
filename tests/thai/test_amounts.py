"""Amounts of money in text: read exactly, or refused with the reason."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thai.amounts import LARGEST_BAHT, AmountRefused, parse_baht
from thai.digits import arabic, thai_digits
from thai.money_words import format_baht

TAKEN = {
    "95,000": "95000.00",
    "95000": "95000.00",
    "95,000.-": "95000.00",
    "95,000.–": "95000.00",
    "95,000 .-": "95000.00",
    "95,000.- บาท": "95000.00",
    "95,000.00": "95000.00",
    "95000.5": "95000.50",
    "95,000 บาท": "95000.00",
    "95,000บาท": "95000.00",
    "95,000 บาทถ้วน": "95000.00",
    "95,000.00 บาทถ้วน": "95000.00",
    "95,000 บ.": "95000.00",
    "฿95,000": "95000.00",
    "฿ 95,000.25": "95000.25",
    "95,000฿": "95000.00",
    "THB 95,000": "95000.00",
    "๙๕,๐๐๐": "95000.00",
    "๙๕,๐๐๐.๕๐ บาท": "95000.50",
    "๙5,0๐๐": "95000.00",
    "  95,000  ": "95000.00",
    "\u00a095,000\u00a0": "95000.00",
    "95,\u200b000": "95000.00",
    "1,175,000.25": "1175000.25",
    "0": "0.00",
    "0.01": "0.01",
    "9,999,999,999,999.99": "9999999999999.99",
}

REFUSED = {
    "blank": ["", "   ", "\u200b", "\n"],
    "dash": ["-", "–", "—", "--", "...", "_", "- -"],
    "words": ["ไม่มี", "รออนุมัติ", "X", "N/A", "เก้าหมื่นห้าพันบาทถ้วน", "ประมาณ 95,000", "15 แห่ง", "95,000*", "9" * 101],
    "range": ["90,000-95,000", "90,000 – 95,000", "90,000 ถึง 95,000", "90,000~95,000", "90,000 บาท - 95,000 บาท"],
    "two_amounts": ["45,000 50,000", "45,000/50,000", "45,000 และ 50,000", "45,000+50,000", "2 x 47,500",
                    "45,000 (50,000)"],
    "percent": ["95%", "-5%", "ร้อยละ 95", "๙๕ %"],
    "multiplier": ["95k", "95 K", "95 พัน", "9.5 หมื่นบาท", "1.175 ล้านบาท", "0.095M"],
    "sign": ["+95,000", "-95,000", "−95,000", "–95,000", "95,000-", "- 95,000", "฿-95,000", "-฿95,000",
             "ลบ 95,000", "ติดลบ 95,000"],
    "brackets": ["(95,000)", "[95,000]", "( 95,000 บาท )", "<95,000>", "{95,000}"],
    "not_a_number": ["NaN", "nan", "inf", "-Infinity", "∞"],
    "exponent": ["9.5e4", "9.5E+04", "1e400", "9.5×10^4", "0x1734"],
    "underscore": ["95_000", "_95000"],
    "grouping": ["1,17,000", "95.000,00", "9,5000", "95,00", ",95000", "95,,000", "1175,000",
                 "95,000,", "95000,50", "95,000.", ".50", "1.175.000"],
    "decimals": ["95,000.123", "95000.000", "95.000", "๙๕,๐๐๐.๑๒๕"],
    "spaces": ["95 000", "95\u00a0000", "1 175 000.50", "95, 000"],
    "foreign_digits": ["９５，０００", "٩٥٠٠٠", "९५०००", "²⁵", "½", "໙໕໐໐໐"],
    "currency": ["$95,000", "95,000 USD", "€95,000", "95,000 ดอลลาร์"],
    "leading_zero": ["095,000", "0095000", "00"],
    "too_large": ["10,000,000,000,000", "99999999999999999999"],
    "date": ["1/10/2566", "2567-01-31", "22-12-66"],
    "formula": ["=45000+50000", "=SUM(C2:C9)", "@95000"],
    "unclear": ["95,000.00.-", "95,000.50 บาทถ้วน"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), TAKEN.items())
def test_an_amount_is_read_to_the_satang(text, amount):
    assert parse_baht(text) == Decimal(amount)
    assert str(parse_baht(text)) == amount


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in REFUSED.items() for text in texts]
)
def test_what_is_no_plain_amount_is_refused_with_its_reason(code, text):
    with pytest.raises(AmountRefused) as refused:
        parse_baht(text)
    assert refused.value.code == code


baht = st.decimals(min_value=0, max_value=LARGEST_BAHT, places=2, allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(baht)
def test_an_amount_as_the_portal_writes_it_is_read_back(amount):
    for written in (
        format_baht(amount),
        str(amount),
        f"{format_baht(amount)} บาท",
        thai_digits(format_baht(amount)),
    ):
        assert parse_baht(written) == amount


@settings(deadline=None)
@given(st.text(alphabet="0123456789๐๙,.-–()%+ kKบาทพ฿eE_/ \u200b\u00a0", max_size=14))
def test_an_amount_that_is_taken_has_the_digits_that_were_written(text):
    try:
        amount = parse_baht(text)
    except AmountRefused:
        return
    written = "".join(digit for digit in arabic(text) if digit in "0123456789")
    whole_satang = str(int(amount * 100))
    assert whole_satang == written.ljust(len(whole_satang), "0").lstrip("0").rjust(1, "0")


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fail(text):
    refusal = None
    try:
        assert 0 <= parse_baht(text) <= LARGEST_BAHT
    except AmountRefused as refused:
        refusal = refused.code
    assert refusal in {None, *REFUSED}
