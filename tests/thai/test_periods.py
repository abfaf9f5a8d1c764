"""When something is planned, as offices write it beside an activity of a plan."""

from datetime import date
from itertools import pairwise

import pytest

from thai.dates import DateRefused, Precision
from thai.periods import read_when
from thai.years import fiscal_year_bounds

READ = {
    "ม.ค. 60": (Precision.MONTH, date(2017, 1, 1), date(2017, 1, 31)),
    "22 ธ.ค. 66": (Precision.DAY, date(2023, 12, 22), date(2023, 12, 22)),
    "1-5 ม.ค. 67": (Precision.DAY, date(2024, 1, 1), date(2024, 1, 5)),
    "ไตรมาส 2": (Precision.MONTH, date(2024, 1, 1), date(2024, 3, 31)),
    "ไตรมาสที่ ๑/2567": (Precision.MONTH, date(2023, 10, 1), date(2023, 12, 31)),
    "ไตรมาส 3 - ไตรมาส 4": (Precision.MONTH, date(2024, 4, 1), date(2024, 9, 30)),
    "ไตรมาสที่ 1 ปีงบประมาณ 2568": (Precision.MONTH, date(2024, 10, 1), date(2024, 12, 31)),
    "Q4": (Precision.MONTH, date(2024, 7, 1), date(2024, 9, 30)),
    "ตลอดปีงบประมาณ": (Precision.YEAR, date(2023, 10, 1), date(2024, 9, 30)),
    # Without a year it is the plan's: December comes before January in it.
    "ธ.ค.": (Precision.MONTH, date(2023, 12, 1), date(2023, 12, 31)),
    "22 ธ.ค.": (Precision.DAY, date(2023, 12, 22), date(2023, 12, 22)),
    "1 ต.ค.": (Precision.DAY, date(2023, 10, 1), date(2023, 10, 1)),  # its first day
    "30 ก.ย.": (Precision.DAY, date(2024, 9, 30), date(2024, 9, 30)),  # and its last
    "มิ.ย. - ก.ค.": (Precision.MONTH, date(2024, 6, 1), date(2024, 7, 31)),
}


@pytest.mark.parametrize("text", READ)
def test_a_time_is_read_as_the_plan_of_2567_means_it(text: str) -> None:
    read = read_when(text, 2567)
    assert (read.precision, read.value, read.last) == READ[text]
    assert read.raw == text


def test_a_date_that_somebody_else_sets_names_who_owes_it() -> None:
    read = read_when("รอกำหนดการ จาก สปสช. เขต 11", 2567)
    assert (read.precision, read.value, read.awaiting) == (Precision.NONE, None, "สปสช. เขต 11")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("เร็ว ๆ นี้", "not_a_date"),
        ("ไตรมาส 5", "not_a_date"),
        ("ไตรมาส 3 - 1", "range_backwards"),
        ("ไตรมาส 1 ปี 3000", "year_out_of_range"),
        ("พ.ย. - ม.ค.", "no_year"),  # of two calendar years: nobody says which
        ("", "blank"),
    ],
)
def test_what_cannot_be_read_is_asked_about(text: str, code: str) -> None:
    with pytest.raises(DateRefused) as refused:
        read_when(text, 2567)
    assert refused.value.code == code


def test_the_four_quarters_make_up_the_fiscal_year() -> None:
    read = [read_when(f"ไตรมาส {number}", 2567) for number in (1, 2, 3, 4)]
    assert (read[0].value, read[3].last) == fiscal_year_bounds(2567)
    for before, after in pairwise(read):
        assert before.last is not None
        assert after.value is not None
        assert (after.value - before.last).days == 1
