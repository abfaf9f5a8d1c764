from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.years import (
    YearRefused,
    fiscal_year_bounds,
    fiscal_year_of,
    read_year,
    read_year_and_era,
    years_moved,
)


@pytest.mark.parametrize(
    ("day", "fiscal_year"),
    [
        (date(2023, 9, 30), 2566),
        (date(2023, 10, 1), 2567),
        (date(2024, 9, 30), 2567),
        (date(2024, 1, 1), 2567),
    ],
)
def test_the_fiscal_year_is_named_after_the_year_it_ends_in(day, fiscal_year):
    assert fiscal_year_of(day) == fiscal_year


@given(st.integers(2401, 2699))
def test_fiscal_years_follow_each_other_without_a_gap(fiscal_year):
    first, last = fiscal_year_bounds(fiscal_year)
    assert fiscal_year_of(first) == fiscal_year_of(last) == fiscal_year
    assert last + timedelta(days=1) == fiscal_year_bounds(fiscal_year + 1)[0]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("67", 2567),
        ("2567", 2567),
        ("๒๕๖๗", 2567),
        (" 2567 ", 2567),
        ("พ.ศ.2567", 2567),
        ("พ.ศ. ๒๕๖๗", 2567),
        ("พศ 67", 2567),
        ("ปี 2567", 2567),
        ("ปีงบประมาณ พ.ศ. 2567", 2567),
        ("ประจำปี 2567", 2567),
        ("2024", 2567),
        ("ค.ศ. 2024", 2567),
    ],
)
def test_a_year_is_read_as_an_office_writes_it(text, year):
    assert read_year(text) == year


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_year"),
        ("-", "not_a_year"),
        ("256", "not_a_year"),
        ("25670", "not_a_year"),
        ("2566-2570", "not_a_year"),
        ("67.5", "not_a_year"),
        ("ค.ศ. 24", "not_a_year"),
        ("2200", "year_out_of_range"),
        ("1066", "year_out_of_range"),
        ("2800", "year_out_of_range"),
        ("ค.ศ. 2567", "year_out_of_range"),
        ("พ.ศ. 2024", "year_out_of_range"),
    ],
)
def test_what_is_no_year_is_refused(text, code):
    with pytest.raises(YearRefused) as refused:
        read_year(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "unsaid"), [("2024", True), ("ค.ศ. 2024", False), ("2567", False), ("67", False)]
)
def test_a_year_of_the_common_era_is_told_apart(text, unsaid):
    assert read_year_and_era(text) == (2567, unsaid)


@pytest.mark.parametrize(
    ("first", "last", "later"), [("1900", "2156", 543), ("2400", "2699", 0)], ids=["ค.ศ.", "พ.ศ."]
)
def test_the_first_and_the_last_year_of_an_era_are_years_and_their_neighbours_are_not(first, last, later):
    assert [read_year(year) for year in (first, last)] == [int(first) + later, int(last) + later]
    for year in (int(first) - 1, int(last) + 1):
        with pytest.raises(YearRefused) as refused:
            read_year(str(year))
        assert refused.value.code == "year_out_of_range"


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("ม.ค. 67", ["ม.ค. 68"]),
        ("๑๕ ม.ค. ๒๕๖๗", ["๑๖ ม.ค. ๒๕๖๗", "๑๕ ม.ค. ๒๕๖๘", "๑๖ ม.ค. ๒๕๖๘"]),
        ("ธ.ค. 66 - ม.ค. 2567", ["ธ.ค. 67 - ม.ค. 2567", "ธ.ค. 66 - ม.ค. 2568", "ธ.ค. 67 - ม.ค. 2568"]),
        ("ธ.ค. 99", ["ธ.ค. 00"]),
        ("ไตรมาส 1", []),
    ],
)
def test_each_number_that_may_be_a_year_moves_alone_and_then_with_another(text, moved):
    assert list(years_moved(text, 1)) == moved
