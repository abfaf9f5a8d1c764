from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.lists import holds_unsplit_list, loose_items, split_items
from thai.text import clean

REGION_6_FORM_4 = (
    '<ol style="list-style-type: none">1.พัฒนาและเตรียมความพร้อม ตามมาตรา 32.ขึ้นทะเบียนองค์กร ตามมาตรา 33.องค์กร'
    "ภาคประชาชนมีส่วนร่วม/PPA"
)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1. ก 2. ข", ["ก", "ข"]),
        ("1.ก2.ข3.ค", ["ก", "ข", "ค"]),
        ("1) ก 2) ข", ["ก", "ข"]),
        ("1.) ก 2.) ข", ["ก", "ข"]),
        ("1. )ก 2.) ข", ["ก", "ข"]),
        ("(1) ก (2) ข", ["ก", "ข"]),
        ("๑. ก ๒. ข ๓. ค", ["ก", "ข", "ค"]),
        ("๑.ก 2.ข", ["ก", "ข"]),
        ("1. ก\n2. ข\n3. ค", ["ก", "ข", "ค"]),
        ("1. ก\nยังเป็นข้อแรก\n2. ข", ["ก ยังเป็นข้อแรก", "ข"]),
        ("1. ก 2) ข 3. ค", ["ก", "ข", "ค"]),
        ("1. เตรียม 1) เขียน 2) ส่ง 2. ประชุม", ["เตรียม 1) เขียน 2) ส่ง", "ประชุม"]),
        ("1. อบรม 2. วัน\n2. สื่อสาร", ["อบรม 2. วัน", "สื่อสาร"]),
        ("1 อบรม\n2 สื่อสาร", ["อบรม", "สื่อสาร"]),
        ("1.สื่อสารผ่านเพจ สปสช.2.อบรม", ["สื่อสารผ่านเพจ สปสช.", "อบรม"]),
        ("1.ข้อเสนอร้อยละ 80 2.มีระบบ", ["ข้อเสนอร้อยละ 80", "มีระบบ"]),
        ("1.ประชุมในพื้นที่ 2.อบรม อสม. 3.สรุป", ["ประชุมในพื้นที่", "อบรม อสม.", "สรุป"]),
        ("1.อบรมโดย สปสช.เขต 6 ระยอง 2.สื่อสาร", ["อบรมโดย สปสช.เขต 6 ระยอง", "สื่อสาร"]),
        ("1.อบรมตามมาตรา 50(5)2.สื่อสาร", ["อบรมตามมาตรา 50(5)", "สื่อสาร"]),
        ("(1) ตามมาตรา 18 (9) (2) ตามมาตรา 50(5)", ["ตามมาตรา 18 (9)", "ตามมาตรา 50(5)"]),
        ("1.อบรม (รุ่น 1. และ 2.) 2.สรุป", ["อบรม (รุ่น 1. และ 2.)", "สรุป"]),
        ("1) อบรม (ระยะ 2) 2) สรุป", ["อบรม (ระยะ 2)", "สรุป"]),
        ("1.อบรม 2.5 ชั่วโมง 2.สรุป", ["อบรม 2.5 ชั่วโมง", "สรุป"]),
        ("1. ก 2. 3.", ["ก"]),
        ("1. สนับสนุน จำนวน 15 แห่ง", ["สนับสนุน จำนวน 15 แห่ง"]),
        (" ".join(f"{n}.ผล" for n in range(1, 18)), ["ผล"] * 17),
    ],
)
def test_a_numbered_list_gives_its_items_without_their_numbers(cell, items):
    assert split_items(cell) == items


@pytest.mark.parametrize(
    "cell",
    [
        "2. ก 3. ข",
        "1. ก 3. ข",
        "1. ก 2. ข 4. ค",
        "1. ก 2. ข 1. ค",
        "1. ก 2. ข 3. ค 7. ง 8. จ",
        "สปสช.เขต 6",
        "อบรม 2 ครั้ง",
        "พ.ศ.2566",
        "1.5 ล้านบาท",
        "12.30 น.",
        "1.30 น. ลงทะเบียน",
        "1 ครั้ง",
        "1.1 ก 1.2 ข",
        "1.ต.ค.2566",
        "ระดับจังหวัด ๑ละ 2 ครั้ง",
        "ตามมาตรา 3",
        "ร่วมกัน คือ 1.ประสาน 2.แลกเปลี่ยน",
        "1.เตรียมความพร้อมตามมาตรา 32.ขึ้นทะเบียน",
        "1.เตรียม 2.ยื่นตามมาตรา 33.ขึ้นทะเบียน",
        "1.อบรมตามมาตรา 2.สื่อสาร",
        "1.อบรมโดย สปสช.เขต 2.สื่อสาร",
        "1.ร่วมกับ PPA2.สื่อสาร",
    ],
)
def test_what_can_be_read_otherwise_stays_whole(cell):
    assert split_items(cell) == [cell]


@pytest.mark.parametrize("cell", ["", "  \n ", "-", "•", "1.", "1. 2.", "<ol></ol>"])
def test_a_cell_without_words_has_no_items(cell):
    assert split_items(cell) == []


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("- ก\n- ข", ["ก", "ข"]),
        ("-กำหนดเป้าหมาย\n-รองรับ", ["กำหนดเป้าหมาย", "รองรับ"]),
        ("- ก\nต่อ\n- ข", ["ก ต่อ", "ข"]),
        ("• ก • ข", ["ก", "ข"]),
        ("● ก\n● ข", ["ก", "ข"]),
        ("- ก - ข", ["ก", "ข"]),
        ("- แผน 2566 - 2570 - สรุป", ["แผน 2566 - 2570", "สรุป"]),
        ("- อบรม ม.ค. - มี.ค. - สรุป", ["อบรม ม.ค. - มี.ค.", "สรุป"]),
        ("- เพียงข้อเดียว", ["เพียงข้อเดียว"]),
        ("<ul><li>ก</li><li>ข</li></ul>", ["ก", "ข"]),
        ("-5 คน", ["-5 คน"]),
        ("* ก * ข", ["ก", "ข"]),
        ("*ก *ข *ค", ["ก", "ข", "ค"]),
        ("-ก -ข", ["ก", "ข"]),
        ("-อบรม 2566-2570 -สรุป", ["อบรม 2566-2570", "สรุป"]),
        ("- อบรม (ในพื้นที่ - ออนไลน์) - สรุป", ["อบรม (ในพื้นที่ - ออนไลน์)", "สรุป"]),
        ("—ก —ข", ["ก", "ข"]),
        ("· ก · ข", ["ก", "ข"]),
        ("o ก o ข", ["ก", "ข"]),
        ("•ก•ข", ["ก", "ข"]),
    ],
)
def test_bullets_part_items(cell, items):
    assert split_items(cell) == items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("เครือข่ายคนพิการ เครือข่ายเกษตรกร", ["เครือข่ายคนพิการ", "เครือข่ายเกษตรกร"]),
        ("เครือข่ายสตรี, เครือข่าย อสม.", ["เครือข่ายสตรี", "เครือข่าย อสม."]),
        (
            "เครือข่ายผู้ติดเชื้อ HIV เครือข่ายเด็กและเยาวชน และเครือข่ายสตรี",
            ["เครือข่ายผู้ติดเชื้อ HIV", "เครือข่ายเด็กและเยาวชน", "เครือข่ายสตรี"],
        ),
        ("เครือข่ายคนพิการ", ["เครือข่ายคนพิการ"]),
        (
            "เครือข่ายสตรี และเครือข่ายเด็ก ได้รับความรู้เรื่องสิทธิประโยชน์",
            ["เครือข่ายสตรี และเครือข่ายเด็ก ได้รับความรู้เรื่องสิทธิประโยชน์"],
        ),
        ("เครือข่ายสตรีร่วมกับ เครือข่ายเด็ก", ["เครือข่ายสตรีร่วมกับ เครือข่ายเด็ก"]),
        ("ศูนย์ประสานงาน เครือข่ายสตรี เครือข่ายเด็ก", ["ศูนย์ประสานงาน เครือข่ายสตรี เครือข่ายเด็ก"]),
    ],
)
def test_networks_in_a_row_part_at_the_word_for_network(cell, items):
    assert split_items(cell) == items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("คนพิการ\nผู้สูงอายุ\nสตรี", ["คนพิการ", "ผู้สูงอายุ", "สตรี"]),
        ("อบรมในพื้นที่\nประชุมติดตาม", ["อบรมในพื้นที่", "ประชุมติดตาม"]),
        ("เพื่อเผยแพร่ความรู้\nเพื่อรับเรื่อง", ["เพื่อเผยแพร่ความรู้", "เพื่อรับเรื่อง"]),
        ("ศูนย์ประสานงาน\nจังหวัดชลบุรี", ["ศูนย์ประสานงาน จังหวัดชลบุรี"]),
        ("ประชุมร่วมกับ\nหน่วยบริการ", ["ประชุมร่วมกับ หน่วยบริการ"]),
        ("ศูนย์ (ประเด็น\nเด็ก)", ["ศูนย์ (ประเด็น เด็ก)"]),
        ("กิจกรรม\n1. ก\n2. ข", ["กิจกรรม 1. ก 2. ข"]),
    ],
)
def test_lines_are_items_unless_one_goes_on_from_another(cell, items):
    assert split_items(cell) == items


def test_numbers_that_ran_into_a_section_number_leave_the_text_whole():
    assert split_items(REGION_6_FORM_4) == [REGION_6_FORM_4.partition(">")[2]]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("- ก -ข", ["ก", "ข"]),
        ("-ก-ข", ["ก", "ข"]),
        ("*ก*ข", ["ก", "ข"]),
        ("·ก·ข", ["ก", "ข"]),
        ("* ก\n* ข * ค", ["ก", "ข", "ค"]),
        ("- ก - ข\n- ค", ["ก", "ข", "ค"]),
        ("-ก,-ข", ["ก,", "ข"]),
        ("อบรม -ประชุม -สรุป", ["อบรม", "ประชุม", "สรุป"]),
        ("อบรม * ประชุม * สรุป", ["อบรม", "ประชุม", "สรุป"]),
        ("+ ก + ข", ["ก", "ข"]),
        ("» ก » ข", ["ก", "ข"]),
        ("★ ก ★ ข", ["ก", "ข"]),
    ],
)
def test_signs_that_may_part_items_are_asked_about(cell, items):
    assert holds_unsplit_list(cell)
    assert loose_items(cell) == items


@pytest.mark.parametrize(
    "cell",
    ["- ก", "*อบรม* สำคัญ", "ระยอง - ตราด - จันทบุรี", "ชลบุรี-ระยอง", "คนพิการ / สตรี / เด็ก", "ก + ข + ค", "-5 คน -6 คน",
     "- อบรมชลบุรี-ระยอง\n- สรุป", "A-B C-D", "ม.ค. - มี.ค. 2567"],
)  # fmt: skip
def test_signs_of_a_sentence_are_not(cell):
    assert not holds_unsplit_list(cell)


WORDS = st.text("กขคงจฉ าิีุู่้", min_size=1).map(str.strip).filter(bool)


@given(st.lists(WORDS, min_size=1, max_size=20), st.sampled_from(["{}.", "{}. ", "{}) ", "({}) ", " {}.)"]))
def test_a_list_written_with_numbers_is_read_back(items, sign):
    cell = " ".join(sign.format(number) + item for number, item in enumerate(items, start=1))
    assert split_items(cell) == [" ".join(item.split()) for item in items]


@given(st.text("กข123๑๒๓.()• \n", max_size=60))
def test_only_numbering_is_lost_when_a_cell_is_split(cell):
    def letters(text):
        return [character for character in text if character in "กข"]

    assert letters("".join(split_items(cell))) == letters(cell)


PIECES = [
    "1.",
    "2.",
    "3.",
    "12.",
    "1)",
    "2)",
    "(1)",
    "(2)",
    "- ",
    "• ",
    " ",
    "\n",
    "ก",
    "ที่",
    "เครือข่าย",
    "มาตรา ",
    "5 คน",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_word_is_lost_when_a_cell_is_split(cell):
    def letters(text):
        return "".join(character for character in text if "ก" <= character <= "๎")

    assert letters("".join(split_items(cell))) == letters(cell)


def test_the_region_6_paper_splits_as_its_authors_meant():

    book = Path(__file__).parents[2] / "samples" / "region6-2567-plan.xlsx"
    sheet = openpyxl.load_workbook(book).worksheets[0]
    counts = [
        [len(split_items(sheet.cell(row, column).value)) for column in (3, 4, 5)] for row in range(5, 9)
    ]
    assert counts == [[2, 1, 1], [6, 2, 2], [3, 3, 3], [1, 1, 1]]


SPLIT = {
    "ticked boxes": ("☑ อบรม ☑ ประชุม", ["อบรม", "ประชุม"]),
    "ticks in lines": ("✅ อบรม\n✅ ประชุม", ["อบรม", "ประชุม"]),
    "numbers in circles": ("① อบรม ② ประชุม", ["อบรม", "ประชุม"]),
    "bullets of Wingdings": ("\uf0a7 อบรม\n\uf0a7 ประชุม", ["อบรม", "ประชุม"]),
    "diamonds of Wingdings": ("\uf076 อบรม \uf076 ประชุม", ["อบรม", "ประชุม"]),
    "squares of Wingdings": ("\uf06eอบรม\n\uf06eประชุม", ["อบรม", "ประชุม"]),
}


@pytest.mark.parametrize(("text", "items"), SPLIT.values(), ids=SPLIT)
def test_signs_of_a_list_are_none_of_its_items(text, items):
    cleaned = clean(text, multiline=True)
    assert (split_items(cleaned), holds_unsplit_list(cleaned)) == (items, False)


WHOLE = {
    "numbers that start again": "1. ก 2. ข 1. ค 2. ง",
    "numbers that skip": "1. อบรม\n3. สื่อ",
    "an introduction": "ดำเนินการดังนี้ 1. อบรม 2. ประชุม 3. สรุป",
    "an introduction in a line": "กิจกรรม ดังนี้\n1. อบรม\n2. ประชุม",
    "numbers of two levels": "1.1 อบรม 1.2 ประชุม",
    "numbers below a number": "1. ก\n1.1 ข\n1.2 ค\n2. ง",
    "letters": "ก. อบรม ข. ประชุม",
    "boxes of which one is ticked": "☐ อบรม ☑ ประชุม",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_a_list_that_is_not_read_in_one_way_is_told(text):
    assert holds_unsplit_list(text)
    assert "".join(split_items(text)).replace(" ", "").endswith(text.split()[-1])


@pytest.mark.parametrize(
    "text",
    ["งบ 1.5 ล้านบาท และ 1.6 ล้านบาท", "ตามมาตรา 18 (9) และ (10)", "ครั้งที่ 1. และครั้งที่ 2.", "1. ก 2. ข"],
)
def test_what_is_no_list_or_is_split_is_not_told(text):
    assert not holds_unsplit_list(text)


SIGNS = [".", ")", "()", "☑", "①", "\uf0a7", "ดังนี้", "1.1", "ก."]
WORDS = ["อบรม", "ประชุม", "สรุปผล", "สื่อ"]


@given(
    st.sampled_from(SIGNS),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=6),
    st.lists(st.integers(1, 9), min_size=6, max_size=6) | st.just([1, 2, 3, 4, 5, 6]),
    st.sampled_from([" ", "\n"]),
)
def test_a_list_is_split_or_told_and_no_word_of_it_is_lost(sign, words, numbers, between):
    def marked(word, number):
        signs = {
            ".": f"{number}.",
            ")": f"{number})",
            "()": f"({number})",
            "ดังนี้": f"{number}.",
            "1.1": f"1.{number}",
        }
        signs |= {"①": chr(0x245F + number), "ก.": f"{'กขคงจฉชซฌ'[number - 1]}."}
        return f"{signs.get(sign, sign)} {word}"

    introduction = "ทำดังนี้ " if sign == "ดังนี้" else ""
    text = clean(introduction + between.join(map(marked, words, numbers)), multiline=True)
    items = split_items(text)
    assert [word for item in items for word in item.split() if word in WORDS] == words
    # Letters and levels count as a list where they go up.
    runs = sign not in ("1.1", "ก.") or numbers[:2] == [1, 2]
    assert len(items) >= len(words) or holds_unsplit_list(text) or not runs
