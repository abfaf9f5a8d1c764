import sqlite3
from functools import cmp_to_key

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.collation import compare, sort_key

PROVINCES = ["กระบี่", "กรุงเทพฯ", "ขอนแก่น", "เชียงใหม่", "ไทรโยค", "พะเยา", "แพร่", "โพธาราม", "เลย", "อำนาจเจริญ"]

# Each list in the order that PostgreSQL's th-x-icu gives it.
ORDERED = [
    PROVINCES,
    ["กก", "ก ข", "ก(ข)", "ก-ข", "กข", "กข ค", "กค"],
    ["เขต", "เขต 10", "เขต 2", "เขต ๒", "เขต๓", "เขต ก"],
    ["ขา", "ข็า", "ข่า", "ข้า", "ข๊า", "ข๋า", "ขาก"],
    ["ขากา", "ขาก้า", "ข้ากา", "ข้าก้า"],
    ["กรุงเทพ", "กรุงเทพฯ", "กรุงเทพๆ", "กรุงเทพก", "กรุงเทพฯ ก"],
    [
        "ก",
        "กฤ",
        "กะ",
        "กั",
        "กัก",
        "กา",
        "กำ",
        "กิ",
        "เก",
        "เกา",
        "แก",
        "โก",
        "ใก",
        "ไก",
        "ร",
        "ฤ",
        "ฤๅ",
        "เฤ",
        "ล",
    ],
    ["แพ", "แพร", "แพร่", "แพรก"],
    ["สิทธา", "สิทธิ", "สิทธิ์", "สิทธิก"],
    ["+1", "1", "๑", "ก", "a", "A", "b", "B", "e", "é", "f"],
]
THAI = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E) | st.sampled_from("aB1 (-"), max_size=12
)


@pytest.mark.parametrize("names", ORDERED)
def test_names_stand_in_dictionary_order(names):
    shuffled = names[::-1]
    assert sorted(shuffled, key=sort_key) == names
    assert sorted(shuffled, key=cmp_to_key(compare)) == names


def test_a_database_sorts_with_it():
    connection = sqlite3.connect(":memory:")
    connection.create_collation("th-x-icu", compare)
    connection.execute('CREATE TABLE place (name TEXT COLLATE "th-x-icu")')
    connection.executemany("INSERT INTO place VALUES (?)", [(name,) for name in reversed(PROVINCES)])
    assert [name for (name,) in connection.execute("SELECT name FROM place ORDER BY name")] == PROVINCES
    connection.close()


@given(THAI, THAI)
def test_only_a_text_itself_is_its_equal(one, other):
    assert (compare(one, other) == 0) == (one == other)
    assert compare(one, other) == -compare(other, one)


@given(THAI, THAI, THAI)
def test_the_order_has_no_circles(one, two, three):
    if compare(one, two) <= 0 and compare(two, three) <= 0:
        assert compare(one, three) <= 0


@given(st.text(max_size=20))
def test_any_text_has_a_place_and_its_key_can_be_stored(text):
    assert compare("", text) <= 0
    assert "\x00" in text or "\x00" not in sort_key(text)
