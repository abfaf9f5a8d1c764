from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.money_words import baht_words, format_baht


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "ศูนย์บาทถ้วน"),
        ("1", "หนึ่งบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("20", "ยี่สิบบาทถ้วน"),
        ("21", "ยี่สิบเอ็ดบาทถ้วน"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("25000", "สองหมื่นห้าพันบาทถ้วน"),
        ("1175000", "หนึ่งล้านหนึ่งแสนเจ็ดหมื่นห้าพันบาทถ้วน"),
        ("1175000.50", "หนึ่งล้านหนึ่งแสนเจ็ดหมื่นห้าพันบาทห้าสิบสตางค์"),
        ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("0.25", "ยี่สิบห้าสตางค์"),
        ("0.01", "หนึ่งสตางค์"),
        ("95000.21", "เก้าหมื่นห้าพันบาทยี่สิบเอ็ดสตางค์"),
        (
            "999999999999.99",
            "เก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าล้านเก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าบาทเก้าสิบเก้าสตางค์",
        ),
    ],
)
def test_an_amount_is_written_out_in_words(amount, words):
    assert baht_words(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "-0.01", "0.001", "95000.005", "NaN", "Infinity"])
def test_an_amount_that_no_contract_can_state_is_refused(amount):
    with pytest.raises(ValueError, match="in words"):
        baht_words(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Decimal("1175000"), "1,175,000.00"),
        (0, "0.00"),
        (Decimal("0.5"), "0.50"),
        (Decimal("-5000"), "-5,000.00"),
        (Decimal("78333.335"), "78,333.34"),
        (Decimal("78333.345"), "78,333.35"),  # half a satang counts as one, after an even figure too
        (Decimal("78333.3449"), "78,333.34"),
        (Decimal("-0.005"), "-0.01"),
        (Decimal("1E+6"), "1,000,000.00"),
    ],
)
def test_an_amount_is_shown_with_separators_and_satang(amount, shown):
    assert format_baht(amount) == shown


@given(st.decimals(0, Decimal("999999999999.99"), places=2))
def test_a_shown_amount_is_exact(amount):
    assert Decimal(format_baht(amount).replace(",", "")) == amount


@given(st.integers(0, 10**14 - 1), st.integers(0, 10**14 - 1))
def test_different_amounts_have_different_words(one, other):
    same_words = baht_words(Decimal(one) / 100) == baht_words(Decimal(other) / 100)
    assert same_words == (one == other)
