"""A paper as slides: nothing runs off one, nothing is lost between two, and each says what it is about."""

import io
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from editing.papers.blocks import PaperColumn, PaperTable, Paragraph, SetPaper, Title
from editing.papers.slides import paper_slides
from tests.papers import squeezed

COLUMNS = (
    PaperColumn("ลำดับ", 2),
    PaperColumn("กิจกรรม", 9),
    PaperColumn("ผลลัพธ์", 4),
    PaperColumn("บาท", 3, True),
)
WORDS = ("เพิ่มการรับรู้", "ที่นี่", "น้ำใจ", "ศักดิ์สิทธิ์", "https://example.org/a/b?c=d", "A" * 60, " ", "\n", "ปี 2567 ")
texts = st.lists(st.sampled_from(WORDS), max_size=15).map("".join)
cells = st.one_of(st.sampled_from(["", "1."]), texts, texts.map(lambda text: text * 12))


def slides(*blocks: Any, **said: Any) -> list[Any]:
    content = paper_slides(SetPaper((Title("วาระที่ 3.3"), Title("แผน"), *blocks), "ข้อมูล ณ วันนี้", **said))
    return list(Presentation(io.BytesIO(content)).slides)


def tables(of: list[Any]) -> list[Any]:
    return [shape.table for slide in of for shape in slide.shapes if shape.has_table]


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=6), st.lists(texts, max_size=3))
def test_nothing_runs_off_a_slide_and_nothing_is_lost(rows: list[tuple[str, ...]], said: list[str]) -> None:
    made = slides(
        Title("ส่วนที่ 1", True), *map(Paragraph, said), PaperTable(COLUMNS, tuple(rows)), Paragraph("จบ")
    )
    for slide in made:
        bottoms = []
        for shape in sorted(slide.shapes, key=lambda shape: shape.top):
            assert shape.left >= 0
            assert shape.left + shape.width <= 12192120
            bottoms.append((shape.top, shape.top + shape.height))
        assert max(bottom for _top, bottom in bottoms) <= 6858000
        *parts, _foot, _number = bottoms
        for (_top, bottom), (top, _bottom) in zip(parts, [*parts[1:], _foot], strict=True):
            assert bottom <= top
        assert slide.shapes.title.text_frame.text
    written = "".join(
        cell.text for table in tables(made) for row in list(table.rows)[1:] for cell in list(row.cells)[1:]
    )
    wanted = "".join(cell for row in rows for cell in row[1:])
    assert sorted(squeezed(written)) == sorted(squeezed(wanted))


def test_a_long_title_is_written_whole_on_the_cover() -> None:
    long = "แผนการขับเคลื่อนการมีส่วนร่วมของภาคประชาชน " * 12
    content = paper_slides(SetPaper((Title(long),), "ข้อมูล ณ วันนี้"))
    cover, *_others = Presentation(io.BytesIO(content)).slides
    assert squeezed(long) in squeezed(
        "".join(shape.text_frame.text for shape in cover.shapes if shape.has_text_frame)
    )


def test_the_head_of_a_table_stands_on_every_slide_and_a_later_heading_begins_one() -> None:
    rows = tuple((str(number), "อบรม", "ครบ", "1,000.00") for number in range(1, 41))
    made = slides(Title("แผน", True), PaperTable(COLUMNS, rows), Paragraph("จึงเรียนเสนอ", is_heading=True))
    found = tables(made)
    assert len(found) > 2
    assert all([cell.text for cell in table.rows[0].cells] == [c.head for c in COLUMNS] for table in found)
    assert [slide.shapes.title.text_frame.text for slide in made] == [
        *("วาระที่ 3.3", "แผน"),
        *(["แผน (ต่อ)"] * (len(found) - 1)),
        "จึงเรียนเสนอ",
    ]


def test_numbers_are_written_as_asked_and_the_proof_as_it_is() -> None:
    made = slides(Title("ปี 2567", True), digits="thai", proof="SHA-256 12ab")
    told = [shape.text_frame.text for shape in made[1].shapes]
    assert told == ["ปี ๒๕๖๗", "ข้อมูล ณ วันนี้ · SHA-256 12ab", "๒ / ๒"]
