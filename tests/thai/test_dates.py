from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from thai.dates import DateRefused, DateWarning, Precision, ThaiDate, format_date, read_date
from thai.digits import thai_digits

DAYS = st.dates(date(2400 - 543, 1, 1), date(2600 - 543, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "22/12/66",
        "22/12/2566",
        "22-12-2566",
        "22.12.66",
        "22 / 12 / 2566",
        "2566-12-22",
        "22 ธ.ค. 2566",
        "22 ธ.ค 66",
        "22 ธค 66",
        "22ธ.ค.66",
        "22 ธันวาคม 2566",
        "๒๒ ธันวาคม ๒๕๖๖",
        "22 ธันวาคม พ.ศ. 2566",
        "วันที่ 22 เดือนธันวาคม พ.ศ.2566",
        "วันศุกร์ที่ 22 เดือน ธันวาคม พ.ศ.2566",
        "ศ. 22 ธ.ค. 66",
        "ศุกร์ 22 ธันวาคม 2566",
        "22 ธ.ค. ค.ศ. 2023",
        "วันที่ 22 ธันวาคม 2566 เวลา 09.00-15.00 น.",
        "22\u00a0ธันวาคม\u200b 2566",
    ],
)
def test_a_day_is_read_as_offices_write_it(text):
    read = read_date(text)
    assert (read.value, read.precision, read.last) == (date(2023, 12, 22), Precision.DAY, date(2023, 12, 22))
    assert read.raw == text
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("29/02/2567", date(2024, 2, 29), date(2024, 2, 29), "day"),
        ("ม.ค 60", date(2017, 1, 1), date(2017, 1, 31), "month"),
        ("มค.60", date(2017, 1, 1), date(2017, 1, 31), "month"),
        ("ก.พ.2567", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("เดือนสิงหาคม 2560", date(2017, 8, 1), date(2017, 8, 31), "month"),
        ("12/2566", date(2023, 12, 1), date(2023, 12, 31), "month"),
        ("2567", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("ปี 67", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("ปีงบประมาณ พ.ศ. 2567", date(2023, 10, 1), date(2024, 9, 30), "year"),
    ],
)
def test_a_date_keeps_the_precision_it_was_written_with(text, first, last, precision):
    read = read_date(text)
    assert (read.value, read.last, read.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1 ต.ค. 2566 - 30 ก.ย. 2567", date(2023, 10, 1), date(2024, 9, 30)),
        ("1/10/2566-30/9/2567", date(2023, 10, 1), date(2024, 9, 30)),
        ("01-10-2566 - 30-09-2567", date(2023, 10, 1), date(2024, 9, 30)),
        ("1/10 - 30/11/2566", date(2023, 10, 1), date(2023, 11, 30)),
        ("1-5 ม.ค. 2567", date(2024, 1, 1), date(2024, 1, 5)),
        ("1 – 5 ม.ค. 67", date(2024, 1, 1), date(2024, 1, 5)),
        ("1 ถึง 5 มกราคม 2567", date(2024, 1, 1), date(2024, 1, 5)),
        ("วันจันทร์ที่ 1 - วันศุกร์ที่ 5 มกราคม 2567", date(2024, 1, 1), date(2024, 1, 5)),
        ("28 ธ.ค. 66 - 3 ม.ค. 67", date(2023, 12, 28), date(2024, 1, 3)),
        ("1 พ.ย. - 5 ธ.ค. 2566", date(2023, 11, 1), date(2023, 12, 5)),
        ("ต.ค. 66 - ก.ย. 67", date(2023, 10, 1), date(2024, 9, 30)),
        ("ม.ค.-มี.ค. 2567", date(2024, 1, 1), date(2024, 3, 31)),
        ("พ.ศ.2563 – 2567", date(2020, 1, 1), date(2024, 12, 31)),
        ("พ.ศ.2566 - 2570", date(2023, 1, 1), date(2027, 12, 31)),
        ("ปีงบประมาณ 2566-2570", date(2022, 10, 1), date(2027, 9, 30)),
    ],
)
def test_a_span_keeps_both_its_ends(text, first, last):
    read = read_date(text)
    assert (read.value, read.end, read.last) == (first, last, last)


@pytest.mark.parametrize(
    ("text", "awaiting"),
    [
        ("รอกำหนดการ", ""),
        ("รอกำหนดการ จาก สปสช 11", "สปสช 11"),
        ("ยังไม่กำหนด", ""),
        ("รอยืนยันจากวิทยากร", ""),
        ("TBA", ""),
    ],
)
def test_a_date_still_to_be_set_is_no_date_and_names_who_sets_it(text, awaiting):
    read = read_date(text)
    assert (read.value, read.end, read.last, read.precision) == (None, None, None, Precision.NONE)
    assert read.awaiting == awaiting
    assert format_date(read) == text


@pytest.mark.parametrize(
    ("text", "value", "warning"),
    [
        ("22/12/2023", date(2023, 12, 22), DateWarning("common_era", "22 ธ.ค. 2566")),
        ("2023-12-22", date(2023, 12, 22), DateWarning("common_era", "22 ธ.ค. 2566")),
        ("ม.ค. 2017", date(2017, 1, 1), DateWarning("common_era", "ม.ค. 2560")),
        ("22/12/23", date(1980, 12, 22), DateWarning("early", "22 ธ.ค. 2523", "22 ธ.ค. 2566")),
        ("22/12/44", date(2001, 12, 22), DateWarning("early", "22 ธ.ค. 2544", "22 ธ.ค. 2587")),
        ("29/2/31", date(1988, 2, 29), DateWarning("early", "29 ก.พ. 2531", "ก.พ. 2574")),
        ("วันเสาร์ที่ 22 ธ.ค. 2566", date(2023, 12, 22), DateWarning("weekday", "22 ธ.ค. 2566", "ศุกร์")),
    ],
)
def test_a_doubtful_date_is_read_with_a_warning(text, value, warning):
    read = read_date(text)
    assert read.value == value
    assert read.warnings == (warning,)


def test_a_year_of_two_figures_is_taken_without_a_word_from_the_year_of_the_act_on():
    read = read_date("22/12/45")
    assert (read.value, read.warnings) == (date(2002, 12, 22), ())


def test_both_ends_of_a_span_in_the_common_era_are_pointed_out():
    warnings = [(warning.code, warning.reading) for warning in read_date("1-5 ม.ค. 2024").warnings]
    assert warnings == [("common_era", "1 ม.ค. 2567"), ("common_era", "5 ม.ค. 2567")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "blank"),
        (" \u200b", "blank"),
        ("-", "not_a_date"),
        ("เร็ว ๆ นี้", "not_a_date"),
        ("67", "not_a_date"),
        ("1,175,000", "not_a_date"),
        ("12.30 น.", "not_a_date"),
        ("1-5", "not_a_date"),
        ("02-123-4567", "not_a_date"),
        ("22 ธ.ค. 2566 และ 5 ม.ค. 2567", "not_a_date"),
        ("22 ธ.ค.", "no_year"),
        ("22/12", "no_year"),
        ("มกราคม", "no_year"),
        ("29/02/2566", "no_such_day"),
        ("31 เม.ย. 2567", "no_such_day"),
        ("0/1/2567", "no_such_day"),
        ("12/22/2566", "no_such_month"),
        ("22/12/3566", "year_out_of_range"),
        ("22/12/2200", "year_out_of_range"),
        ("พ.ศ. 9999", "year_out_of_range"),
        ("5000", "not_a_date"),
        ("2024.5", "not_a_date"),
        ("2200", "year_out_of_range"),
        ("ปีงบประมาณ 9999", "year_out_of_range"),
        ("5 ม.ค. 2567 - 1 ม.ค. 2567", "range_backwards"),
        ("ต.ค. - ก.ย. 2567", "range_backwards"),
        ("ปีงบประมาณ 2570-2566", "range_backwards"),
    ],
)
def test_what_is_no_clear_date_is_refused_with_the_reason(text, code):
    with pytest.raises(DateRefused) as refused:
        read_date(text)
    assert (refused.value.code, refused.value.text) == (code, text)


DAYS_OF_A_WEEK = [
    ("จันทร์", "จ."),
    ("อังคาร", "อ."),
    ("พุธ", "พ."),
    ("พฤหัสบดี", "พฤ."),
    ("ศุกร์", "ศ."),
    ("เสาร์", "ส."),
    ("อาทิตย์", "อา."),
]


@pytest.mark.parametrize("place", range(7))
def test_each_day_of_the_week_is_known_by_its_name_and_its_letters(place):
    day = 18 + place  # 18 December 2023 was a Monday
    for name in (f"วัน{DAYS_OF_A_WEEK[place][0]}ที่", DAYS_OF_A_WEEK[place][1]):
        assert read_date(f"{name} {day} ธ.ค. 2566").warnings == ()
        (warning,) = read_date(f"{name} {day + 1} ธ.ค. 2566").warnings
        assert (warning.code, warning.expected) == ("weekday", DAYS_OF_A_WEEK[(place + 1) % 7][0])


@pytest.mark.parametrize("text", ["", "ก", "22/12", "31/4/2567", "1/13/2567", "1/1/9999", "2567-2566"])
def test_a_refusal_says_in_a_sentence_what_to_write(text):
    with pytest.raises(DateRefused) as refused:
        read_date(text)
    with translation.override("en"):
        assert refused.value.message.endswith(".")
        assert text in refused.value.message


def test_a_story_in_a_date_cell_is_refused_and_not_quoted_whole():
    with pytest.raises(DateRefused) as refused:
        read_date("ประชุม - " * 2000)
    assert refused.value.code == "not_a_date"
    assert len(refused.value.message) < 200


def test_a_warning_says_in_a_sentence_how_the_date_was_read():
    for text in ("22/12/2023", "22/12/23", "วันเสาร์ที่ 22 ธ.ค. 2566"):
        (warning,) = read_date(text).warnings
        with translation.override("en"):
            assert warning.reading in warning.message
            assert warning.expected in warning.message


def test_dates_are_shown_in_the_buddhist_era():
    day = date(2023, 12, 22)
    assert format_date(day) == "22 ธ.ค. 2566"
    assert format_date(day, long=True) == "22 ธันวาคม 2566"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ม.ค 60", "ม.ค. 2560"),
        ("ปี 67", "2567"),
        ("1-5 ม.ค. 67", "1–5 ม.ค. 2567"),
        ("1 ต.ค. 66 - 30 ก.ย. 67", "1 ต.ค. 2566 – 30 ก.ย. 2567"),
        ("ต.ค. 66 - ก.ย. 67", "ต.ค. 2566 – ก.ย. 2567"),
        ("พ.ศ.2566 - 2570", "2566 – 2570"),
        ("ปีงบ 67", "ปีงบประมาณ 2567"),
        ("ปีงบประมาณ 2566-2570", "ปีงบประมาณ 2566–2570"),
    ],
)
def test_what_was_not_written_is_not_shown(text, shown):
    assert format_date(read_date(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("22 ธ.ค. 2566", "22 Dec 2023"),
        ("ม.ค. 60", "Jan 2017"),
        ("1-5 ม.ค. 67", "1–5 Jan 2024"),
        ("ปีงบ 67", "fiscal year 2567"),
    ],
)
def test_readers_of_english_are_shown_the_common_era_and_the_fiscal_year_by_its_own_number(text, shown):
    assert format_date(read_date(text), english=True) == shown


@given(DAYS, st.booleans(), st.booleans())
def test_every_shown_date_is_read_back_in_either_digits(day, long, in_thai_digits):
    shown = format_date(day, long=long)
    assert read_date(thai_digits(shown) if in_thai_digits else shown).value == day


@given(DAYS, st.sampled_from(["{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{y}-{m:02}-{d:02}", "{d}.{m}.{y}"]))
def test_every_date_in_figures_is_read_back(day, form):
    assert read_date(form.format(d=day.day, m=day.month, y=day.year + 543)).value == day


@given(DAYS, st.integers(1, 4000), st.booleans())
def test_every_shown_span_is_read_back(first, days, long):
    last = first + timedelta(days=days)
    span = ThaiDate(first, Precision.DAY, "", end=last)
    read = read_date(format_date(span, long=long))
    assert (read.value, read.end) == (first, last)


@given(st.text(max_size=20) | st.text("0123456789๐๑๒ -/.–ธคมพศปีวันที่", max_size=20))
def test_any_text_is_a_date_or_refused(text):
    try:
        read = read_date(text)
    except DateRefused as refused:
        assert refused.code in {  # noqa: PT017
            "blank",
            "not_a_date",
            "no_year",
            "no_such_day",
            "no_such_month",
            "year_out_of_range",
            "range_backwards",
        }
    else:
        assert (read.value is None) == (read.precision is Precision.NONE)
