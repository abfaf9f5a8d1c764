"""How one cell is read: amounts, names, texts, lists, dates; and what each reader refuses."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tables.cells import (
    LONGEST_NAME,
    LONGEST_TEXT,
    quoted,
    read_amount,
    read_day,
    read_order,
)
from tables.names import doubt_of, read_name
from tables.number_formats import Misleading, misleading, shown
from tables.sheets import Cell, CellKind
from tables.texts import read_text
from tests.tables.books import cell, computed, error, formula


def remarks(reading):
    return [remark.code for remark in reading.faults], [remark.code for remark in reading.warnings]


AMOUNTS = {
    "a whole number": (cell(95000), "95000.00"),
    "satang": (cell(95000.5), "95000.50"),
    "fifteen digits": (Cell(CellKind.NUMBER, "1234567890123.45"), "1234567890123.45"),
    "the largest": (Cell(CellKind.NUMBER, "9999999999999.99"), "9999999999999.99"),
    "a formula's result": (computed(95000), "95000.00"),
    "text": (cell("95,000.- บาท"), "95000.00"),
    "text in a text cell": (Cell(CellKind.TEXT, "95,000", "@"), "95000.00"),
    "an office's number format": (cell(95000, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'), "95000.00"),
}


@pytest.mark.parametrize(("held", "amount"), AMOUNTS.values(), ids=AMOUNTS)
def test_an_amount_is_exact_to_the_satang(held, amount):
    reading = read_amount(held)
    assert str(reading.value) == amount
    assert remarks(reading) == ([], [])


@pytest.mark.parametrize("held", [cell(0), cell("0"), cell("๐.๐๐"), Cell(CellKind.NUMBER, "-0")])
def test_zero_is_taken_with_a_warning(held):
    reading = read_amount(held)
    assert reading.value == 0
    assert remarks(reading) == ([], ["zero_amount"])


NO_AMOUNTS = {
    "a negative": (cell(-5), "amount_sign"),
    "three decimals": (cell(0.125), "amount_decimals"),
    "a third": (Cell(CellKind.NUMBER, "33333.3333333333"), "amount_decimals"),
    "too large": (Cell(CellKind.NUMBER, "100000000000000"), "amount_too_large"),
    "not a number": (Cell(CellKind.NUMBER, "NaN"), "amount_not_a_number"),
    "a percentage": (cell(0.95, "0%"), "amount_format_percent"),
    "thousands": (cell(95000, "#,##0,"), "amount_format_scaled"),
    "another currency": (cell(95000, "[$$-409]#,##0.00"), "amount_format_other_money"),
    "hidden": (cell(95000, ";;;"), "amount_format_hidden"),
    "figures in the format": (cell(95, '#,##0",000"'), "amount_format_otherwise"),
    "a truth value": (cell(True), "cell_is_boolean"),
    "a date": (cell(date(2024, 1, 31)), "cell_is_date"),
    "an error": (error("#DIV/0!"), "cell_is_error"),
    "a formula without its result": (formula("SUM(C2:C9)"), "cell_is_formula"),
    "words": (cell("ไม่มี"), "amount_words"),
    "a control character": (cell("95\x07000"), "control_characters"),
}


@pytest.mark.parametrize(("held", "code"), NO_AMOUNTS.values(), ids=NO_AMOUNTS)
def test_what_is_no_amount_is_refused_with_its_reason(held, code):
    reading = read_amount(held)
    assert reading.value is None
    assert remarks(reading) == ([code], [])
    assert reading.faults[0].message


HONEST_FORMATS = [
    "", "General", "0", "#,##0", "#,##0.00", '#,##0" บาท"', '#,##0".-"', '"฿"#,##0', "[$-D000000]#,##0",
    "[$฿-41E]#,##0.00;[Red]-[$฿-41E]#,##0.00", "#,##0_);[Red](#,##0)", "0.00E+00", 'General" บาท"',
    "[Blue][>=1000]#,##0;[Red]#,##0", '#,##0.00\\ "ม.ค."',
    '_("฿"* #,##0_);_("฿"* (#,##0);_("฿"* "-"_);_(@_)', "#,##0_ ;[Red]\\-#,##0\\ ", "[$THB] #,##0.00",
]  # fmt: skip
MISLEADING_FORMATS = {
    "0%": Misleading.PERCENT,
    '0"%"': Misleading.PERCENT,
    "#,##0,": Misleading.SCALED,
    '0.00,,"ล้าน"': Misleading.SCALED,
    '#,##0" พันบาท"': Misleading.SCALED,
    '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0': Misleading.SCALED,
    ";;;": Misleading.HIDDEN,
    "[$$-409]#,##0.00": Misleading.OTHER_MONEY,
    "#,##0.00 [$€-1]": Misleading.OTHER_MONEY,
    '"95,000"': Misleading.OTHERWISE,
    '#,##0",000"': Misleading.OTHERWISE,
    '"ตามจริง"': Misleading.OTHERWISE,
    "-#,##0": Misleading.OTHERWISE,
    "(#,##0)": Misleading.OTHERWISE,
}


@pytest.mark.parametrize("number_format", HONEST_FORMATS)
def test_an_honest_number_format_is_no_fault(number_format):
    assert misleading(number_format) is None


@pytest.mark.parametrize(("number_format", "how"), MISLEADING_FORMATS.items())
def test_a_format_that_shows_another_amount_is_told(number_format, how):
    assert misleading(number_format) is how


@settings(deadline=None)
@given(st.text(alphabet='0#?,.;%"\\[]$-()_*@ GeneralKพันE+ฯ', max_size=30))
def test_no_number_format_makes_the_reader_fail(number_format):
    reading = read_amount(cell(95000, number_format))
    assert (reading.value is None) == bool(reading.faults)


NAMES = {
    "มูลนิธิสายรุ้ง เพื่อคนพิการ": ("มูลนิธิสายรุ้ง เพื่อคนพิการ", False),
    "  มูลนิธิสายรุ้ง\n": ("มูลนิธิสายรุ้ง", False),
    "มูลนิธิ  สายรุ้ง": ("มูลนิธิ สายรุ้ง", True),
    "มูลนิธิ\u200bสายรุ้ง": ("มูลนิธิสายรุ้ง", True),
    "ท\u0e4d\u0e32ดี": ("ทำดี", True),
    "=1+1": ("=1+1", False),
    "+66 81": ("+66 81", False),
    "-5": ("-5", False),
    "@ชมรม": ("@ชมรม", False),
    "<ชมรม>": ("<ชมรม>", False),
    "NaN": ("NaN", False),
    "ช" * LONGEST_NAME: ("ช" * LONGEST_NAME, False),
}


@pytest.mark.parametrize(("typed", "expected"), NAMES.items())
def test_a_name_is_kept_as_written_after_cleaning(typed, expected):
    reading = read_name(cell(typed))
    assert (reading.value, reading.tidied) == expected
    assert reading.written == reading.value
    assert remarks(reading) == ([], [])


NAMES_PROPER = {
    "ชมรมรักบ้าน (หมู่ 1)": "ชมรมรักบ้าน (หมู่ 1)",
    "ชมรมรักบ้าน (หมู่ 2)": "ชมรมรักบ้าน (หมู่ 2)",
    "ชมรมรักบ้าน (หมู่ 2)*": "ชมรมรักบ้าน (หมู่ 2)",
    "ชมรมรักบ้าน 2)": "ชมรมรักบ้าน",
    "1) ชมรมรักบ้าน (หมู่": "ชมรมรักบ้าน (หมู่",
    "ชมรมรักบ้าน (หมู่ 1 โทร. 0812345678)": "ชมรมรักบ้าน (หมู่ 1)",
}


@pytest.mark.parametrize(("typed", "expected"), NAMES_PROPER.items())
def test_what_tells_two_names_apart_stays_and_a_table_s_own_marks_go(typed, expected):
    assert read_name(cell(typed)).value == expected


def test_a_name_of_many_waiting_words_is_judged_at_once():
    assert doubt_of("ชมรม" + "ยังไม่" * 40 + "x") is None


@pytest.mark.parametrize(
    ("number", "number_format", "seen"),
    [("0.8", "0%", "80%"), ("80", '0"%"', "80%"), ("80", r"0\%", "80%")],
)
def test_a_percent_sign_that_only_stands_there_multiplies_nothing(number, number_format, seen):
    assert shown(number, number_format) == seen


NO_NAMES = {
    "too long": (cell("ช" * (LONGEST_NAME + 1)), "too_long"),
    "dashes": (cell("-----"), "name_without_letters"),
    "dots": (cell("........"), "name_without_letters"),
    "figures": (cell("12345"), "name_without_letters"),
    "lost letters": (cell("???? ????"), "name_without_letters"),
    "a number": (cell(12345), "cell_is_number"),
    "a date": (cell(date(2024, 1, 31)), "cell_is_date"),
    "a truth value": (cell(False), "cell_is_boolean"),
    "an error": (error("#N/A"), "cell_is_error"),
    "a formula without its result": (formula("A2&B2"), "cell_is_formula"),
    "a control character": (cell("ชมรม\x00"), "control_characters"),
    "a replacement character": (cell("ชมรม\ufffd"), "control_characters"),
}


@pytest.mark.parametrize(("held", "code"), NO_NAMES.values(), ids=NO_NAMES)
def test_what_is_no_name_is_refused(held, code):
    reading = read_name(held)
    assert reading.value is None
    assert remarks(reading) == ([code], [])


def test_a_text_keeps_its_lines():
    reading = read_text(cell("1. อบรม\r\n2.  ทำสื่อ\n"))
    assert (reading.value, reading.tidied) == ("1. อบรม\n2. ทำสื่อ", True)


def test_a_text_of_the_longest_length_is_taken():
    reading = read_text(cell("ก" * LONGEST_TEXT))
    assert (len(reading.value), remarks(reading)) == (LONGEST_TEXT, ([], []))


TEXTS_POINTED_OUT = {
    "a citizen number": ("เลขบัตร 1-2345-67890-12-1", "citizen_number"),
    "a citizen number alone": ("1234567890121", "citizen_number"),
    "a phone number": ("โทร. 081-234-5678", "phone_number"),
    "a typing error": ("สจจ. และ สสอ.", "suspicious_word"),
    "letters lost in a PDF": ("อบรม(cid:201)แกนนำ", "damaged_letters"),
}


@pytest.mark.parametrize(("typed", "code"), TEXTS_POINTED_OUT.values(), ids=TEXTS_POINTED_OUT)
def test_what_needs_a_look_in_a_text_is_kept_and_pointed_out(typed, code):
    reading = read_text(cell(typed))
    assert reading.value == typed
    assert remarks(reading) == ([], [code])


COMMON_ERA = {
    "อบรม 15/01/2024": "2567",
    "ภายใน ธ.ค. 2023": "2566",
    "อบรม ๑๕ มกราคม ๒๐๒๔": "2567",
    "แผนปี 2024": "2567",
}


@pytest.mark.parametrize(("typed", "year"), COMMON_ERA.items())
def test_a_year_of_the_common_era_in_a_text_is_pointed_out_with_its_reading(typed, year):
    reading = read_text(cell(typed))
    assert (reading.value, remarks(reading)) == (typed, ([], ["common_era"]))
    assert year in reading.warnings[0].message


@pytest.mark.parametrize(
    "typed", ["อบรม 15/01/2567", "ธ.ค. 66", "1 ต.ค. 2566 - 30 ก.ย. 2567", "จำนวน 2024 คน", "รอกำหนดการ"]
)
def test_other_dates_and_figures_of_a_text_need_no_notice(typed):
    assert remarks(read_text(cell(typed))) == ([], [])


def test_a_suggestion_is_offered_and_not_applied():
    reading = read_text(cell("สจจ. และ สสอ."))
    assert (reading.value, reading.warnings[0].suggestion) == ("สจจ. และ สสอ.", "สสจ. และ สสอ.")


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (cell("ก" * (LONGEST_TEXT + 1)), "too_long"),
        (cell("-"), "text_without_letters"),
        (cell("ก\x1bข"), "control_characters"),
    ],
)
def test_what_is_no_text_is_refused(held, code):
    assert remarks(read_text(held)) == ([code], [])


@pytest.mark.parametrize("held", [cell(3), cell("๓."), formula("A2+1"), error()])
def test_nothing_is_wrong_with_a_running_number(held):
    assert remarks(read_order(held)) == ([], [])


def test_a_date_is_read_with_its_precision():
    day, month, awaited = (
        read_day(cell(text)) for text in ("22 ธ.ค. 2566", "ม.ค 60", "รอกำหนดการ จาก สปสช 11")
    )
    assert day.value.value == date(2023, 12, 22)
    assert (month.value.precision, awaited.value.value) == ("month", None)
    assert remarks(day) == remarks(awaited) == ([], [])


def test_a_date_of_the_common_era_is_pointed_out_with_its_reading():
    reading = read_day(cell("22/12/2023"))
    assert remarks(reading) == ([], ["date_common_era"])
    assert "2566" in reading.warnings[0].message


@pytest.mark.parametrize(
    ("held", "code"), [(cell("พรุ่งนี้"), "not_a_date"), (cell(5), "cell_is_number"), (error(), "cell_is_error")]
)
def test_what_is_no_date_is_refused(held, code):
    assert remarks(read_day(held))[0] == [code]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_piece_of_the_file_in_a_message_is_one_short_line(text):
    shown = quoted(text)
    assert len(shown) <= 63
    assert not {"\n", "\r", "\x00", "\ufffd"} & set(shown)


@settings(deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from([read_amount, read_name, read_text, read_order, read_day]),
)
def test_no_text_makes_a_reader_fail(text, reader):
    reading = reader(cell(text))
    assert all(remark.message for remark in [*reading.faults, *reading.warnings])
