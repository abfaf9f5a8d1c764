"""Tables from text files, where every cell is text and nothing tells a comma in an amount from one between columns."""

import pytest

from tables.faults import Fault
from tests.tables.books import book, codes, entries, find, places

HEADER = ["ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ"]


def text_file(*records):
    return book([HEADER, *records], format="csv")


def test_records_of_text_are_read():
    table = find(
        text_file(["1", "ชมรมหนึ่ง", "95,000"], ["2", "ชมรมสอง", " 45000.50 "], ["", "รวม", "140,000.50"])
    )
    assert not table.faults
    assert entries(table) == [("ชมรมหนึ่ง", "95000.00"), ("ชมรมสอง", "45000.50")]


CUT = {
    "at the end of the record": (["1", "ชมรมหนึ่ง", "95", "000"], "C2"),
    "with satang": (["1", "ชมรมหนึ่ง", "95", "000.00"], "C2"),
    "in Thai digits": (["1", "ชมรมหนึ่ง", "๙๕", "๐๐๐"], "C2"),
    "in millions": (["1", "ชมรมหนึ่ง", "1", "175", "000"], "C2"),
    "a name with a comma": (["1", "ชมรมหนึ่ง", " สาขาสอง", "95000"], "C2"),
    "words beyond the header": (["1", "ชมรมหนึ่ง", "95000", "โอนแล้ว"], "D2"),
}


@pytest.mark.parametrize(("record", "place"), CUT.values(), ids=CUT)
def test_an_amount_cut_at_its_comma_is_never_taken(record, place):
    table = find(text_file(record, ["2", "ชมรมสอง", "45,000"]))
    assert place in places(table)
    assert {fault.row for fault in table.faults} == {2}


def test_an_amount_cut_into_an_unknown_column_is_never_taken():
    rows = [[*HEADER, "หมายเหตุ"], ["1", "ชมรมหนึ่ง", "95", "000"], ["2", "ชมรมสอง", "45,000", ""]]
    assert places(find(book(rows, format="csv"))) == ["C2"]


def test_a_total_is_not_judged_when_an_amount_is_cut():
    table = find(text_file(["1", "ชมรมหนึ่ง", "95", "000"], ["2", "ชมรมสอง", "45,000"], ["", "รวม", "140,000"]))
    assert codes(table) == ["amount_cut"]


def test_a_record_that_the_reader_refused_is_not_refused_twice():
    made = text_file(["1", "ชมรมหนึ่ง", "95", "000"], ["", "รวม", "95,000"])
    made.faults.append(Fault("ช่องเกิน", "more_fields_than_header", None, 2, "D"))
    assert places(find(made)) == ["D2"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("'=1+1", "=1+1"),
        ("'+66 ชมรม", "+66 ชมรม"),
        ("'@ชมรม", "@ชมรม"),
        ("'ชมรม", "'ชมรม"),
        ("=ชมรม", "=ชมรม"),
    ],
)
def test_an_apostrophe_that_keeps_a_formula_text_is_not_part_of_the_name(written, name):
    assert entries(find(text_file(["1", written, "5"]))) == [(name, "5.00")]
    assert entries(find(book([HEADER, [1, written, 5]]))) == [(name, "5.00")]
