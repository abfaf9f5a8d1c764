"""A paper that the portal sets as PDF: what it says, what nothing in it can do, and that nothing runs out of it."""

from pathlib import Path

import pytest
import typst
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editing.papers import pdf
from editing.papers.blocks import PaperColumn, PaperTable, SetPaper, Title
from editing.papers.pdf import paper_pdf
from tests.papers import pdf_facts, pdf_pages, pdf_text, pdf_words, squeezed

COLUMNS = (
    PaperColumn("ลำดับ", 2),
    PaperColumn("กลุ่มเป้าหมาย", 6),
    PaperColumn("กิจกรรม", 12),
    PaperColumn("ผลลัพธ์", 6.7),
)
EDGE = 1.5 / 2.54 * 72  # points
WIDTH = 29.7 / 2.54 * 72
WORDS = (
    *("เพิ่มการรับรู้", "ทำงาน", "น้ำใจ", "ครั้ง", "ขึ้นทะเบียน", "ศักดิ์สิทธิ์", "เครือข่าย", "ระยอง", "๑ละ 2 ครั้ง"),
    *("1.", "- ", "(IL)", "“เสียงของเรา”", "15 แห่ง", "https://example.org/a/b?c=d", "SECTION-13(4)", "กขคฆงจ"),
    *("ๆฯ", "ABC"),
    *('#read("/etc/passwd")', "*x*", "_y_", "$z$", "<a>", "@b", "// c", "\\u{41}", "[d]", "= e"),
    *("+ f", "`g`", "#h", "--", "~"),
)
cells = st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).flatmap(
    lambda words: st.sampled_from(["", " ", "\n"]).map(lambda between: between.join(words))
)


def paper(*rows: tuple[str, ...], digits: str = "written") -> SetPaper:
    return SetPaper((Title("แผน ปี 2567"), PaperTable(COLUMNS, rows)), "ข้อมูล ณ วันที่ 27 พ.ย. 2569", digits)


@pytest.mark.parametrize(
    "words",
    [
        *('#read("/etc/passwd")', "*x* _y_ $z$ `c`", "= e\n+ f\n/ g: h"),
        *("<a> @b [c] // d /* e */", "\\ \\u{41} ~ -- ... #h"),
    ],
)
def test_words_are_shown_as_they_are_and_never_run(words: str) -> None:
    text = pdf_text(paper_pdf(paper(("1", words, words, ""))))
    assert squeezed(text).count(squeezed(words)) == 2


@pytest.mark.parametrize(
    "asks", ['#read("/etc/hostname")', '#read("../blocks.py")', '#read("../../../manage.py")']
)
def test_the_typesetter_reads_no_file_of_the_machine(
    asks: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "paper.typ"
    template.write_text(f'#set document(title: "x")\n{asks}')
    monkeypatch.setattr(pdf, "TEMPLATE", template)
    with pytest.raises(typst.TypstError):
        paper_pdf(paper())


@given(st.tuples(cells, cells, cells))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_copied_from_the_paper_is_what_was_written(texts: tuple[str, str, str]) -> None:
    for place, text in enumerate(texts, start=1):
        row = ["", "", "", ""]
        row[place] = text
        assert squeezed(text) in squeezed(pdf_text(paper_pdf(paper(tuple(row)))))


thai = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B, categories=["L", "M", "N", "P"])
jumbles = st.one_of(st.text(thai, max_size=150), st.text("Wm0.aก", max_size=150), cells)


@given(jumbles, st.integers(0, 3))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_runs_out_of_its_column(text: str, place: int) -> None:
    row = ["", "", "", ""]
    row[place] = text
    whole = sum(column.width for column in COLUMNS)
    starts = [
        EDGE + (WIDTH - 2 * EDGE) * sum(each.width for each in COLUMNS[:count]) / whole for count in range(5)
    ]
    heads_end = max(word.bottom for word in pdf_words(paper_pdf(paper())) if word.words == "กิจกรรม")
    for word in pdf_words(paper_pdf(paper(tuple(row)))):
        if heads_end <= word.top and word.bottom < 595 - EDGE:
            assert starts[place] <= word.left
            assert word.right <= starts[place + 1] + 0.5


def test_the_head_of_a_table_and_the_foot_stand_on_every_page() -> None:
    pages = pdf_pages(paper_pdf(paper(*[(str(n), "ก", "ข", "ค") for n in range(90)])))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "กลุ่มเป้าหมาย" in page
        assert "ข้อมูล ณ วันที่ 27 พ.ย. 2569" in page
        assert squeezed(f"หน้า {number} จาก {len(pages)}") in squeezed(page)


def test_thai_digits_are_those_of_the_foot_too() -> None:
    (page,) = pdf_pages(paper_pdf(paper(("1", "15 แห่ง", "", ""), digits="thai")))
    assert "๑๕ แห่ง" in page
    assert "๒๗ พ.ย. ๒๕๖๙" in page
    assert squeezed("หน้า ๑ จาก ๑") in squeezed(page)


def test_the_file_is_tagged_thai_and_keeps_the_standard_of_accessible_papers() -> None:
    content = paper_pdf(paper(("1", "ก", "ข", "ค")))
    assert "Tagged:          yes" in pdf_facts(content)
    assert b"/Lang(th" in content
    assert b"<pdfuaid:part>1" in content
    assert "แผน ปี 2567" in pdf_facts(content)


def test_a_sign_that_the_typeface_lacks_stops_no_paper_and_can_be_copied() -> None:
    content = paper_pdf(paper(("1", "ยิ้ม 😀", "漢", "✓ ☐")))
    assert all(sign in pdf_text(content) for sign in "ยม漢✓☐")
    assert "Tagged:          yes" in pdf_facts(content)


def test_a_paper_too_long_to_be_waited_for_is_refused_with_another_way() -> None:
    with pytest.raises(ValidationError, match="Word"):
        paper_pdf(paper(*[("1", "ก" * 5000, "", "")] * 60))
