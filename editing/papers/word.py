"""A paper as a Word document: the same blocks on A4, in the typeface of Thai offices, or in an office's own file."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import dropwhile

from docx import Document as word_document
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Emu, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.run import Run

from editing.papers.blocks import Block, Figure, PaperTable, Paragraph, SetPaper, Title
from editing.papers.master import BODY, SAMPLE, Master, place_in, section_at
from editing.word.rendering import DAMAGE, damaged
from editing.word.template import Vocabulary, written
from tables.writing import FONT

TITLE_POINTS, POINTS, FOOT_POINTS = 16, 14, 12
FIGURE_CM = 12.0  # the widest and the highest that a picture is
EDGE = Cm(1.5)
A4, MARGIN = Cm(21), Cm(2.54)  # of a page of which an office's file says nothing
TITLE_STYLE, HEADING_STYLE, TABLE_STYLE = "Title", "Heading 1", "Table Grid"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is written on. In an office's own file its styles say how a line looks, wherever it has them."""

    document: Document
    room: int | None = None  # between the margins of an office's file
    styles: frozenset[str] = frozenset()

    @property
    def is_an_office_s(self) -> bool:
        return self.room is not None


def paper_word(paper: SetPaper, master: Master | None = None) -> bytes:
    """Return a paper as .docx. Raises ValidationError where the office's own file cannot be filled in."""
    shown = paper.in_its_digits()
    if master is None:
        document = word_document()
        _set_page(document, shown)
        _write(_Sheet(document), shown.blocks)
    else:
        document = word_document(io.BytesIO(master.filled()))
        _pour(document, shown)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def check_master(content: bytes, vocabulary: Vocabulary) -> None:
    """Refuse a file that no paper can be poured into. Raises ValidationError that says what to correct."""
    try:
        paper_word(SAMPLE, Master.of_sample(content, vocabulary))
    except DAMAGE as error:
        raise damaged() from error


def _write(sheet: _Sheet, blocks: Iterable[Block]) -> None:
    for block in blocks:
        match block:
            case Title():
                if block.on_new_page:
                    sheet.document.add_page_break()
                _title(sheet, block.words)
            case Paragraph():
                _text(sheet, block)
            case PaperTable():
                _table(sheet, block)
            case Figure():
                _figure(sheet, block)


def _pour(document: Document, paper: SetPaper) -> None:
    """Write a paper into an office's file, at its place or after all that the file holds."""
    body, found, blocks = document.element.body, place_in(document), paper.blocks
    if found is None:
        _drop_empty_end(document)
    elif found[1] == BODY:
        blocks = tuple(dropwhile(lambda block: isinstance(block, Title) and not block.on_new_page, blocks))
    section = section_at(document, found[0]) if found else document.sections[-1]
    styles = (
        each.name for each in document.styles if each.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE)
    )
    before = len(body) - 1  # the last is the mark of its section
    _write(_Sheet(document, _room_of(section), frozenset(styles)), blocks)
    if found is not None:
        line = found[0]._p
        for made in body[before:-1]:
            line.addprevious(made)
        if line.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
            body.remove(line)
        else:
            found[0].clear()
    _write_foots(document, paper.foot)


def _room_of(section: Section) -> int:
    """Between the margins. A file that some other program made may say nothing of its page."""
    wide = A4 if section.page_width is None else section.page_width
    sides = (section.left_margin, section.right_margin)
    return wide - sum(MARGIN if side is None else side for side in sides)


def _drop_empty_end(document: Document) -> None:
    body = document.element.body
    while len(body) > 1 and body[-2].tag == qn("w:p"):
        if any(True for _each in body[-2].iterchildren() if _each.tag != qn("w:pPr")):
            return
        if body[-2].find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            return
        body.remove(body[-2])


def _write_foots(document: Document, words: str) -> None:
    """Say under whatever stands at the foot of each page what the paper can be known by."""
    for place, section in enumerate(document.sections):
        foots = [section.footer]
        if section.different_first_page_header_footer:
            foots.append(section.first_page_footer)
        if document.settings.odd_and_even_pages_header_footer:
            foots.append(section.even_page_footer)
        for foot in foots:
            if foot.is_linked_to_previous and place:
                continue
            line = foot.paragraphs[0] if foot.is_linked_to_previous else foot.add_paragraph()
            _thai(line.add_run(words), FOOT_POINTS)


def _title(sheet: _Sheet, words: str) -> None:
    line = sheet.document.add_paragraph()
    run = line.add_run(written(words))
    if TITLE_STYLE in sheet.styles:
        line.style = TITLE_STYLE
        return
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run.bold = run.font.cs_bold = True
    _thai(run, TITLE_POINTS)


def _text(sheet: _Sheet, block: Paragraph) -> None:
    paragraph = sheet.document.add_paragraph()
    if block.is_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(written(block.words))
    if block.is_heading and HEADING_STYLE in sheet.styles:
        paragraph.style = HEADING_STYLE
        return
    if block.is_heading:
        run.bold = run.font.cs_bold = True
        paragraph.paragraph_format.space_before = Pt(POINTS // 2)
        paragraph.paragraph_format.keep_with_next = True
    if not sheet.is_an_office_s:
        _thai(run, POINTS)


def _figure(sheet: _Sheet, block: Figure) -> None:
    """The picture on a line of its own, which says to readers that speak what is seen, and its caption under it."""
    line = sheet.document.add_paragraph()
    line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    room = FIGURE_CM if sheet.room is None else min(FIGURE_CM, sheet.room / Cm(1))
    width, height = block.fitted(room, FIGURE_CM)
    picture = line.add_run().add_picture(io.BytesIO(block.content), Cm(width), Cm(height))
    picture._inline.docPr.set("descr", written(block.words))
    said = sheet.document.add_paragraph()
    said.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = said.add_run(written(block.words))
    if not sheet.is_an_office_s:
        _thai(run, POINTS)


def _table(sheet: _Sheet, block: PaperTable) -> None:
    table = sheet.document.add_table(rows=1, cols=len(block.columns))
    table.autofit = False
    if not sheet.is_an_office_s or TABLE_STYLE in sheet.styles:
        table.style = TABLE_STYLE
    else:
        _draw_edges(table)
    _repeat(table.rows[0])
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _fill(sheet, cell, column.head, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    for texts in block.rows:
        for cell, text, column in zip(table.add_row().cells, texts, block.columns, strict=True):
            _fill(sheet, cell, text, WD_ALIGN_PARAGRAPH.RIGHT if column.figures else None)
    widths = [Emu(Cm(column.width)) for column in block.columns]
    if sheet.room is not None and sum(widths) > sheet.room:
        widths = [Emu(width * sheet.room // sum(widths)) for width in widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        _keep_whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _set_page(document: Document, paper: SetPaper) -> None:
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
    _thai(section.footer.paragraphs[0].add_run(paper.foot), FOOT_POINTS)


def _thai(run: Run | ParagraphStyle, points: int) -> None:
    """Name the font and size for Thai letters, too: without them Word shows another font at 12 points."""
    run.font.name, run.font.size = FONT, Pt(points)
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), FONT)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(points * 2))
    properties.find(qn("w:sz")).addnext(size)


def _fill(
    sheet: _Sheet, cell: _Cell, text: str, stands: WD_ALIGN_PARAGRAPH | None = None, *, bold: bool = False
) -> None:
    """Write a cell, each of its lines as a paragraph."""
    for number, words in enumerate(written(text).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(words)
        run.bold = bold or None
        if sheet.is_an_office_s:
            paragraph.paragraph_format.space_after = Pt(0)
        else:
            _thai(run, POINTS)
        paragraph.alignment = stands
        if bold:
            run.font.cs_bold = True


def _draw_edges(table: Table) -> None:
    """Draw the lines of a table in a file without the style that has them."""
    edges = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            edge.set(qn(f"w:{name}"), value)
        edges.append(edge)
    table._tbl.tblPr.append(edges)


def _repeat(row: _Row) -> None:
    """Have the row stand at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
