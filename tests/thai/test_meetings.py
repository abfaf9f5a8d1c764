"""Numbers of meetings as minutes write them."""

import pytest

from thai.meetings import MeetingNumber, MeetingNumberRefused, read_meeting_number

READ = [
    ("4/2566", MeetingNumber(2566, 4)),
    ("ครั้งที่ 4/2566", MeetingNumber(2566, 4)),
    ("ครั้งที่ ๔/๒๕๖๖", MeetingNumber(2566, 4)),
    ("การประชุมครั้งที่ 4 / 2566", MeetingNumber(2566, 4)),
    ("4/66", MeetingNumber(2566, 4)),
    ("๔/๖๖", MeetingNumber(2566, 4)),
    ("7 (4)/2546", MeetingNumber(2546, 4, 7)),
    ("ครั้งที่ 7(4)/2546", MeetingNumber(2546, 4, 7)),
    ("4 (4)/2546", MeetingNumber(2546, 4, 4)),  # in the first year of a committee
    ("ครั้งที่ ๗ (๔)/๒๕๔๖", MeetingNumber(2546, 4, 7)),
]


@pytest.mark.parametrize(("text", "number"), READ)
def test_a_number_is_read_as_minutes_write_it(text: str, number: MeetingNumber) -> None:
    assert read_meeting_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "4", "/2566", "0/2566", "4 (7)/2546", "4/25666", "สี่/2566", "4/2566/1", "4-2566"]
)
def test_what_is_no_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(MeetingNumberRefused) as refused:
        read_meeting_number(text)
    assert "4/2566" in refused.value.message


@pytest.mark.parametrize("number", [number for _text, number in READ])
def test_what_is_written_is_read_again(number: MeetingNumber) -> None:
    assert read_meeting_number(str(number)) == number


def test_meetings_stand_in_the_order_of_their_years() -> None:
    numbers = [read_meeting_number(text) for text in ("1/2567", "10/2566", "4/66")]
    assert sorted(numbers) == [numbers[2], numbers[1], numbers[0]]
