import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.digits import arabic, thai_digits
from thai.text import clean, control_characters, damage_marks, match_key, suspicious_words

SARA_AM_IN_TWO = "ทํางาน"
THAI_AND_TROUBLE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.sampled_from("เาํุ้่ิ์ะำ \n\r\t\u200b\ufeff\u00a0\u00ad\uf70b\uf701e\u0301Aß1"),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (SARA_AM_IN_TWO, "ทำงาน"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e49\u0e32\u0e4d", "น้ำ"),
        ("น\u0e32\u0e4d\u0e49", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("สา\u0e4dนักงาน", "สำนักงาน"),
        ("เ" + "เพร่", "แพร่"),
        ("ท\u0e48\u0e35", "ที่"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("ช\u0e31\u0e49\u0e49น", "ชั้น"),
        ("ป\uf70aา", "ป่า"),
        ("\uf0b7 ก", "• ก"),
        ("\ufeffศูนย์\u200bประสาน\u2060งาน\u00ad", "ศูนย์ประสานงาน"),
        ("ศูนย์\u00a0 \u3000ก\t ข ", "ศูนย์ ก ข"),
        ("ก\r\n\r\nข", "ก ข"),
        ("พุทธ\u0e4d สรณ\u0e4d", "พุทธ\u0e4d สรณ\u0e4d"),
        ("ทำงาน", "ทำงาน"),
        ("สจจ. จังหวัด ๑ละ 2 ครั้ง", "สจจ. จังหวัด ๑ละ 2 ครั้ง"),
        ("½ ﬁ", "½ ﬁ"),
    ],
)
def test_text_is_stored_as_the_person_meant_to_type_it(typed, stored):
    assert clean(typed) == stored


def test_line_breaks_stay_single_where_lines_matter():
    assert clean(" ก \r\n \r\n ข\u2028ค \n", multiline=True) == "ก\nข\nค"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SARA_AM_IN_TWO, "ทำงาน"),
        ("ชื่อ หน่วยงาน", "ชื่อ\nหน่วยงาน"),
        ("ศูนย์ “ก”", "ศูนย์ 'ก'"),
        ("อ.ส.ม.", "อสม"),
        ("เขต ๖", "เขต 6"),
        ("IL Centre", "il centre"),
        ("ศูนย์ก(เกษตรกร)", "ศูนย์ก (เกษตรกร)"),
        ("ศูนย์ก[เกษตรกร]", "ศูนย์ก（เกษตรกร）"),
    ],
)
def test_two_spellings_of_one_name_match(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ศูนย์ก (เกษตรกร)", "ศูนย์ก"),
        ("ศูนย์ก (เกษตรกร)", "ศูนย์ก (ประเด็นเกษตรกร)"),
        ("เขต 1-2", "เขต 12"),
        ("เขต 1.2", "เขต 12"),
        ("แพ", "แพร่"),
    ],
)
def test_different_names_do_not_match(one, other):
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("ก\x00ข\x07", ["U+0000", "U+0007"]),
        ("ก\x0bข\x0bค", ["U+000B"]),
        ("\x85", ["U+0085"]),
        ("\ufffd", ["U+FFFD"]),
        ("\u202eก\u2066", ["U+202E", "U+2066"]),
        ("\ud800", ["U+D800"]),
        ("\U000e0041", ["U+E0041"]),
        ("ก\tข\r\nค\u200b\ufeffง “จ” 😀", []),
    ],
)
def test_characters_that_no_office_means_to_send_are_named(text, refused):
    assert control_characters(text) == refused


def test_a_pile_of_marks_on_one_letter_is_left_and_named_and_eight_are_text():
    pile = "a" + "\u0301\u0327" * 200_000  # composing it would take hours
    assert clean(pile) == pile
    assert control_characters(clean(f"ก {pile}")) == ["U+0301"]
    assert match_key(pile) == pile
    eight = clean("a" + "\u0301" * 8)
    assert (eight, control_characters(eight)) == ("á" + "\u0301" * 7, [])
    assert clean("ก" + "\u0e48" * 200_000 + "า") == "ก่า"  # a held key in Thai is one mark


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("ส(cid:201)นักงาน(cid:201)", ["(cid:201)"]),
        ("ก\ue001", ["U+E001"]),
        ("ป\uf70aา \uf0b7 ข", []),
        ("(cid)", []),
    ],
)
def test_traces_of_a_damaged_pdf_are_named(text, marks):
    assert damage_marks(text) == marks
    assert control_characters(text) == []


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("3.สจจ. และ สสอ. ในพื้นที่", [("สจจ.", "สสจ.")]),
        ("ระดับจังหวัด ๑ละ 2 ครั้ง", [("จังหวัด ๑ละ", "จังหวัดๆละ")]),
        ("องค์ประกอบของ กขปง แต่ละเขต", [("กขปง", "กขป.")]),
        ("กขปง และ สจจ. และ กขปง", [("กขปง", "กขป."), ("สจจ.", "สสจ.")]),
        ("กลไกลเลขานุการ", [("กลไกล", "กลไก")]),
        ("เขตของ สป.สช. ทำสัญญษ", [("สป.สช.", "สปสช."), ("สัญญษ", "สัญญา")]),
        ("ผู้ตรวจคุณวุฒิ รอบประธาน", [("ผู้ตรวจคุณวุฒิ", "ผู้ทรงคุณวุฒิ"), ("รอบประธาน", "รองประธาน")]),
        ("คณธกรรมการสุขภาะ", [("คณธกรรมการ", "คณะกรรมการ"), ("สุขภาะ", "สุขภาวะ")]),
        ("ข่าวสารสรเทศเรื่องโควิท", [("สารสรเทศ", "สารสนเทศ"), ("โควิท", "โควิด")]),
        ("กลไกล่าสุด จังหวัดละ 1 ครั้ง แต่ละแห่ง สสจ. กขป.", []),
    ],
)
def test_probable_typing_errors_are_suggested(text, suggestions):
    assert suspicious_words(text) == suggestions


@given(THAI_AND_TROUBLE)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)
    lines = clean(text, multiline=True)
    assert clean(lines, multiline=True) == lines


@given(THAI_AND_TROUBLE)
def test_an_invisible_character_never_changes_what_a_text_becomes(text):
    # With it, a text is taken through every repair; without it, one that needs none is passed as it is.
    assert clean(text) == clean(text + "\u200b")


@given(THAI_AND_TROUBLE)
def test_a_name_matches_its_cleaned_self(text):
    assert match_key(clean(text)) == match_key(text)


@given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=30))
def test_cleaned_thai_text_is_in_unicode_normal_form(text):
    assert unicodedata.is_normalized("NFC", clean(text))


@given(st.text(st.characters(exclude_characters="๐๑๒๓๔๕๖๗๘๙"), max_size=30))
def test_thai_numerals_turn_into_digits_and_back(text):
    assert arabic(thai_digits(text)) == text
    assert len(arabic(text)) == len(text)
