import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.digits import thai_digits
from thai.identifiers import find_citizen_numbers, find_phone_numbers

# Made for these tests: the check digit is right, no person has it.
SAMPLE = "1999999999999"


def with_check_digit(twelve):
    weighted = sum((13 - place) * int(digit) for place, digit in enumerate(twelve))
    return twelve + str((11 - weighted % 11) % 10)


@pytest.mark.parametrize(
    "written",
    [
        "{0}",
        "เลขบัตร {0} ของผู้ร้อง",
        "เลขบัตร{0}ของผู้ร้อง",
        "{1}-{2}-{3}-{4}-{5}",
        "{1} {2} {3} {4} {5}",
        "{1} - {2} - {3} - {4} - {5}",
        "ปี 2567 {1} {2} {3} {4} {5}",
        "ลำดับ 15 {0} 2567",
        "{1}{2}-{3}{4}{5}",
    ],
)
def test_a_citizen_number_is_found_however_it_is_written(written):
    text = written.format(SAMPLE, SAMPLE[0], SAMPLE[1:5], SAMPLE[5:10], SAMPLE[10:12], SAMPLE[12])
    assert find_citizen_numbers(text) == [SAMPLE]
    assert find_citizen_numbers(thai_digits(text)) == [SAMPLE]


@pytest.mark.parametrize(
    "text",
    [
        SAMPLE[:-1] + "0",
        "12" + SAMPLE,
        SAMPLE + "7",
        "1,175,000 95,000 45,000",
        "9" + SAMPLE[1:],
        with_check_digit("010555512345"),
        "2565 2566 2567 1 2565 2566 2567 2 2565 2566 2567 3",
        "081-234-5678",
        "",
    ],
)
def test_other_numbers_are_no_citizen_numbers(text):
    assert find_citizen_numbers(text) == []


@pytest.mark.parametrize("twelve", ["001234512345", "010558912345"])
def test_a_person_without_civil_status_has_a_number_too(twelve):
    number = with_check_digit(twelve)
    assert find_citizen_numbers(number) == [number]


def test_each_citizen_number_is_named_once():
    other = with_check_digit("310170023070")
    assert find_citizen_numbers(f"{other} {SAMPLE}, {SAMPLE}") == [other, SAMPLE]


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from("12345678"))
def test_a_wrong_check_digit_is_never_taken(rest, first):
    number = with_check_digit(first + rest)
    assert find_citizen_numbers(number) == [number]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert find_citizen_numbers(wrong) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0812345678", "0812345678"),
        ("081-234-5678", "0812345678"),
        ("081-2345678", "0812345678"),
        ("081 234 5678", "0812345678"),
        ("08-1234-5678", "0812345678"),
        ("0-8123-45678", "0812345678"),
        ("(081) 234-5678", "0812345678"),
        ("+66 81 234 5678", "0812345678"),
        ("+66812345678", "0812345678"),
        ("๐๘๑-๒๓๔-๕๖๗๘", "0812345678"),
        ("โทร.0812345678 ต่อ 12", "0812345678"),
        ("02-123-4567", "021234567"),
        ("02 1234567", "021234567"),
        ("(02) 123 4567", "021234567"),
        ("0-2123-4567", "021234567"),
        ("038-123456", "038123456"),
        ("038-123-456", "038123456"),
        ("0-3812-3456", "038123456"),
    ],
)
def test_a_phone_number_is_found_however_it_is_written(text, number):
    assert find_phone_numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "1330",
        "05/10/2566",
        "0.5",
        "09.00 - 10.30 น.",
        "09.00-16.00 15 คน",
        "00011",
        "1,175,000",
        "120812345678",
        "0812345678901",
        SAMPLE,
        "พ.ศ. 2566 - 2570",
    ],
)
def test_other_numbers_are_no_phone_numbers(text):
    assert find_phone_numbers(text) == []


def test_each_phone_number_is_named_once():
    assert find_phone_numbers("081-234-5678, 0812345678 หรือ 02-123-4567") == ["0812345678", "021234567"]
