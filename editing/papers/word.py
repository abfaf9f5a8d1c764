"""A paper as a Word document: the same blocks on A4, in the typeface of Thai offices."""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from editing.papers.blocks import PaperTable, Paragraph, SetPaper, Title
from editing.word.template import written
from tables.writing import FONT

TITLE_POINTS, POINTS, FOOT_POINTS = 16, 14, 12
EDGE = Cm(1.5)


def paper_word(paper: SetPaper) -> bytes:
    """Return a paper as .docx."""
    shown = paper.in_its_digits()
    document = Document()
    _set_page(document, shown)
    for block in shown.blocks:
        match block:
            case Title():
                if block.on_new_page:
                    document.add_page_break()
                _title(document, block.words)
            case Paragraph():
                _text(document, block)
            case PaperTable():
                _table(document, block)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _title(document: Any, words: str) -> None:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(written(words))
    run.bold = run.font.cs_bold = True
    _thai(run, TITLE_POINTS)


def _text(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.is_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(written(block.words))
    if block.is_heading:
        run.bold = run.font.cs_bold = True
        paragraph.paragraph_format.space_before = Pt(POINTS // 2)
        paragraph.paragraph_format.keep_with_next = True
    _thai(run, POINTS)


def _table(document: Any, block: PaperTable) -> None:
    table = document.add_table(rows=1, cols=len(block.columns))
    table.style, table.autofit = "Table Grid", False
    _repeat(table.rows[0])
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _fill(cell, column.head, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    for texts in block.rows:
        for cell, text, column in zip(table.add_row().cells, texts, block.columns, strict=True):
            _fill(cell, text, WD_ALIGN_PARAGRAPH.RIGHT if column.figures else None)
    widths = [Cm(column.width) for column in block.columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        _keep_whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _set_page(document: Any, paper: SetPaper) -> None:
    (section,) = document.sections
    if paper.is_upright:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)  # as offices keep their letters
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    else:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, EDGE)
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(0)
    _thai(normal, POINTS)
    _thai(section.footer.paragraphs[0].add_run(paper.as_of), FOOT_POINTS)


def _thai(run: Any, points: int) -> None:
    """Name the font and size for Thai letters, too: without them Word shows another font at 12 points."""
    run.font.name, run.font.size = FONT, Pt(points)
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), FONT)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(points * 2))
    properties.find(qn("w:sz")).addnext(size)


def _fill(cell: Any, text: str, stands: Any = None, *, bold: bool = False) -> None:
    """Write a cell, each of its lines as a paragraph."""
    for number, words in enumerate(written(text).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(words)
        run.bold = bold or None
        _thai(run, POINTS)
        paragraph.alignment = stands
        if bold:
            run.font.cs_bold = True


def _repeat(row: Any) -> None:
    """Have the row stand at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
