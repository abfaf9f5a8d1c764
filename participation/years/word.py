"""A plan as a Word document: A4 lying down, the five columns, the marks as the office wrote them."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from participation.years.paper import Paper, PaperLine
from tables.writing import FONT
from thai.digits import arabic, thai_digits

# How the numbers of the paper are written: as the office did, all Thai, all Arabic.
DIGITS: dict[str, Callable[[str], str]] = {"written": str, "thai": thai_digits, "arabic": arabic}
TITLE_POINTS, POINTS = 16, 14
HEADS = ("ลำดับ", "รูปแบบการมีส่วนร่วม", "กลุ่มเป้าหมาย", "กิจกรรม", "ผลลัพธ์")
WIDTHS = (Cm(2), Cm(4.8), Cm(6), Cm(7.2), Cm(6.7))
ANNEX = "ภาคผนวก ผู้รับผิดชอบและช่วงเวลา"
ANNEX_HEADS = ("ลำดับ", "กิจกรรม", "ผู้รับผิดชอบ", "ช่วงเวลา", "สถานที่")
ANNEX_WIDTHS = (Cm(2), Cm(8.8), Cm(6.4), Cm(4.5), Cm(5))
EDGE = Cm(1.5)


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """An activity as the annex has it: who holds it, when and where, each as written or empty."""

    line: str
    activity: str
    owner: str
    when: str
    place: str


def plan_document(paper: Paper, titles: Sequence[str], digits: str, annex: Sequence[AnnexRow] = ()) -> bytes:
    """Return the .docx of a plan. `titles` stand above the table; `digits` is a key of DIGITS."""
    write = DIGITS[digits]
    document = Document()
    _set_page(document)
    for title in titles:
        _title(document, write(title))
    _table(document, HEADS, WIDTHS, [[write(text) for text in _texts(line)] for line in paper.lines])
    if annex:
        document.add_page_break()
        _title(document, ANNEX)
        rows = [(held.line, held.activity, held.owner, held.when, held.place) for held in annex]
        _table(document, ANNEX_HEADS, ANNEX_WIDTHS, [[write(text) for text in row] for row in rows])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _title(document: Any, words: str) -> None:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(words)
    run.bold = run.font.cs_bold = True
    _thai(run, TITLE_POINTS)


def _table(document: Any, heads: Sequence[str], widths: Sequence[Any], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    _repeat(table.rows[0])
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _fill(cell, head, bold=True)
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            _fill(cell, text)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        _keep_whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _texts(line: PaperLine) -> tuple[str, ...]:
    cells = ("".join(item.mark + item.text + item.after for item in items) for _label, items in line.cells)
    return (line.number or str(line.order), line.form_words, *cells)


def _set_page(document: Any) -> None:
    (section,) = document.sections
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, EDGE)
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(0)
    _thai(normal, POINTS)


def _thai(run: Any, points: int) -> None:
    """Name the font and size for Thai letters, too: without them Word shows another font at 12 points."""
    run.font.name, run.font.size = FONT, Pt(points)
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), FONT)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(points * 2))
    properties.find(qn("w:sz")).addnext(size)


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:
    """Write a cell, each of its lines as a paragraph."""
    for number, words in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(words)
        run.bold = bold or None
        _thai(run, POINTS)
        if bold:
            run.font.cs_bold = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeat(row: Any) -> None:
    """Have the row stand at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
