"""Write the portal's own masters of papers before committees: paper.docx and paper.pptx in committees/papers.

They lie down like the portal's papers. An office changes head, typefaces, styles and backgrounds, puts its logo in,
and uploads the file in the admin. Run as `python -m scripts.make_paper_template`.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from pptx import Presentation
from pptx.enum.text import PP_ALIGN

from editing.papers.slide_master import HEIGHT, WIDTH
from scripts.make_agreement_template import set_font, write
from tables.writing import FONT

TARGET = Path(__file__).resolve().parent.parent / "committees/papers"
HEAD = "{{ committee }} {{ meeting }} · {{ item }}"
FOOT = "{{ region }} · ฉบับที่ {{ revision }} ออกเมื่อ {{ issued_on }}"


def make() -> Any:
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.5))
    for name, size in (("Normal", 14), ("Title", 16), ("Heading 1", 14)):
        _set_style(document.styles[name], size, is_bold=name != "Normal")
    title = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in title.element.pPr.xpath("w:pBdr"):
        title.element.pPr.remove(line)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(7)
    document.core_properties.title, document.core_properties.author = "{{ name }}", ""
    document.core_properties.comments = ""
    write(section.header.paragraphs[0], HEAD, size=12).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(section.footer.paragraphs[0], FOOT, size=12)
    write(document.add_paragraph(), "{{ paper }}", size=14)
    return document


def make_slides() -> Any:
    """One layout, with a title and a line at the upper edge."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    layout = deck.slide_layouts.get_by_name("Title Only")
    for other in [each for each in deck.slide_layouts if each.name != layout.name]:
        deck.slide_layouts.remove(other)
    for page in (deck.slide_master, layout):
        for place in [*page.placeholders][
            1:
        ]:  # the portal writes day, revision and number of the slide itself
            place._element.getparent().remove(place._element)
        title = page.placeholders[0]
        title.left, title.top, title.width, title.height = Cm(1.4), Cm(1.4), Cm(WIDTH - 2.8), Cm(2)
    slide = deck.slides.add_slide(layout)
    line = slide.shapes.add_textbox(Cm(1.4), Cm(0.3), Cm(WIDTH - 2.8), Cm(0.8))
    words = line.text_frame.paragraphs[0]
    words.alignment, run = PP_ALIGN.RIGHT, words.add_run()
    run.text, run.font.size, run.font.name = HEAD, Pt(12), FONT
    layout.shapes._spTree.append(line._element)
    deck.part.drop_rel(deck.slides._sldIdLst[0].rId)
    deck.slides._sldIdLst.remove(deck.slides._sldIdLst[0])
    deck.core_properties.title, deck.core_properties.author = "", ""
    return deck


def _set_style(style: Any, size: int, *, is_bold: bool) -> None:
    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    set_font(properties, size, is_bold)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


if __name__ == "__main__":
    make().save(str(TARGET / "paper.docx"))
    make_slides().save(str(TARGET / "paper.pptx"))
