"""The two letters that stand for a person."""

import pytest

from thai.initials import initials

NAMES = [
    ("ผู้อนุมัติ", "ผอ"),
    ("สมชาย ใจดี", "สจ"),
    ("เอมอร ไพบูลย์", "อพ"),
    ("officer_6", "OF"),
    ("Anna Lee", "AL"),
    ("ก", "ก"),
    ("66", "?"),
    ("", "?"),
]


@pytest.mark.parametrize(("name", "letters"), NAMES)
def test_the_letters_of_a_name_are_its_consonants(name: str, letters: str) -> None:
    assert initials(name) == letters
