import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from thai.differences import word_differences

THAI = st.text(st.sampled_from("กขคงจนมรสหะาำิีุูเแโไ่้๊์ๆฯ 12๓./-\n\t\u200bab"), max_size=60)


def joined(differences, *kinds):
    return "".join(words for kind, words in differences if kind in kinds)


@given(THAI | st.text(max_size=60), THAI | st.text(max_size=60))
def test_what_stayed_with_what_went_is_the_old_text_and_with_what_came_the_new_one(before, after):
    found = word_differences(before, after)
    assert joined(found, "same", "gone") == before
    assert joined(found, "same", "new") == after
    assert all(words for _kind, words in found)


@given(THAI)
def test_a_text_has_no_difference_from_itself(text):
    assert word_differences(text, text) == ([("same", text)] if text else [])


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            "ประชุมเครือข่ายระดับจังหวัด",
            "ประชุมเครือข่ายระดับเขต",
            [("same", "ประชุมเครือข่ายระดับ"), ("gone", "จังหวัด"), ("new", "เขต")],
        ),
        ("", "อบรมแกนนำ", [("new", "อบรมแกนนำ")]),
        ("อบรมแกนนำ", "", [("gone", "อบรมแกนนำ")]),
        (
            "สนับสนุน 15 แห่ง",
            "สนับสนุน 12 แห่ง",
            [("same", "สนับสนุน "), ("gone", "15"), ("new", "12"), ("same", " แห่ง")],
        ),
    ],
)
def test_words_are_told_apart_whole(before, after, found):
    assert word_differences(before, after) == found


def test_a_long_run_that_can_be_read_in_many_ways_is_compared_all_the_same():
    assert joined(word_differences("ตากลม" * 400, "ตากลม" * 399), "gone") == "ตากลม"


def test_a_page_marks_what_went_and_what_came_and_says_it_to_who_cannot_see_it():
    texts = {"before": "สนับสนุน 15 แห่ง <", "after": "สนับสนุน 12 แห่ง <"}
    page = render_to_string("parts/difference.html", texts).replace("\n  >", ">")
    assert '<del><span class="visually-hidden">ตัดออก: </span>15</del>' in page
    assert '<ins><span class="visually-hidden">เพิ่ม: </span>12</ins>' in page
    assert "&lt;" in page
