"""Write the portal's own template of an agreement, grants/agreements/agreement.docx.

The wording is our own, in the manner of Thai support agreements, and marked as a sample: an office replaces it by
its own in the admin. Every run and style names the Thai font (w:cs) and the Thai size (w:szCs), without which Word
shows Thai letters in another font at 12 points.
"""

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

TARGET = Path(__file__).resolve().parent.parent / "grants/agreements/agreement.docx"
FONT, SIZE, SMALL = "TH Sarabun New", 16, 14
SAMPLE = "ตัวอย่าง ให้สำนักงานนำแบบสัญญาของตนมาแทนฉบับนี้"

OPENING = (
    "{{ title }}ฉบับนี้ทำขึ้น ณ {{ office }} เมื่อวันที่ {{ signed_on }} ระหว่าง {{ office }} โดย "
    "{{ office_signatory }} ตำแหน่ง {{ office_position }} ซึ่งต่อไปเรียกว่า “ผู้ให้การสนับสนุน” ฝ่ายหนึ่ง กับ "
    "{{ organisation }} โดย {{ organisation_signatory }} ตำแหน่ง {{ organisation_position }} "
    "ซึ่งต่อไปเรียกว่า “ผู้รับการสนับสนุน” อีกฝ่ายหนึ่ง ทั้งสองฝ่ายตกลงกันดังนี้"
)
BEFORE_TABLE = (
    (
        "ข้อ 1 วัตถุประสงค์",
        "ผู้ให้การสนับสนุนตกลงสนับสนุนให้ผู้รับการสนับสนุนดำเนินงานตาม{{ programme }} ปีงบประมาณ พ.ศ. "
        "{{ fiscal_year }} เพื่อ {{ purpose }}",
    ),
    (
        "ข้อ 2 จำนวนเงินและการจ่ายเงิน",
        "ผู้ให้การสนับสนุนตกลงจ่ายเงินสนับสนุนเป็นจำนวน {{ amount }} บาท ({{ amount_words }}) "
        "โดยแบ่งจ่ายเป็น {{ instalment_count }} งวด ดังนี้",
    ),
)
AFTER_TABLE = (
    (
        "ข้อ 3 ระยะเวลา",
        "ผู้รับการสนับสนุนจะดำเนินงานตั้งแต่วันที่ {{ starts_on }} ถึงวันที่ {{ ends_on }}",
    ),
    (
        "ข้อ 4 การใช้จ่ายเงิน",
        "ผู้รับการสนับสนุนจะใช้เงินตามวัตถุประสงค์ในข้อ 1 เท่านั้น จัดทำบัญชีรับจ่ายแยกจากเงินอื่น และเก็บหลักฐานการจ่ายไว้ให้ตรวจสอบได้",
    ),
    (
        "ข้อ 5 การรายงาน",
        "ผู้รับการสนับสนุนจะส่งรายงานผลการดำเนินงานและรายงานการเงินของแต่ละงวดตามแบบที่กำหนด "
        "เงินงวดถัดไปจ่ายเมื่อผู้ให้การสนับสนุนรับรองรายงานของงวดก่อนแล้ว",
    ),
    (
        "ข้อ 6 การตรวจเยี่ยม",
        "ผู้รับการสนับสนุนยินยอมให้ผู้ให้การสนับสนุนหรือผู้ที่ได้รับมอบหมายเข้าตรวจเยี่ยม สอบถาม และขอดูเอกสารที่เกี่ยวข้องได้ตามสมควร",
    ),
    (
        "ข้อ 7 การแก้ไขเปลี่ยนแปลง",
        "การเปลี่ยนแปลงจำนวนเงิน งวดเงิน หรือระยะเวลา ทำได้เมื่อทั้งสองฝ่ายตกลงกันเป็นหนังสือก่อนดำเนินการ",
    ),
    (
        "ข้อ 8 การคืนเงิน",
        "เมื่อสิ้นสุดการดำเนินงาน ผู้รับการสนับสนุนจะคืนเงินที่เหลือจ่ายพร้อมดอกผลที่เกิดขึ้นภายใน {{ return_days }} วัน "
        "นับแต่วันสิ้นสุดตามข้อ 3 คือภายในวันที่ {{ return_due_on }}",
    ),
    (
        "ข้อ 9 การไม่ปฏิบัติตามข้อตกลง",
        "หากผู้รับการสนับสนุนไม่ปฏิบัติตามข้อใด ผู้ให้การสนับสนุนจะมีหนังสือเตือนให้แก้ไขภายในเวลาที่กำหนด "
        "หากไม่แก้ไข ผู้ให้การสนับสนุนมีสิทธิบอกเลิกและเรียกเงินส่วนที่ยังไม่ได้ใช้ หรือใช้ผิดวัตถุประสงค์ "
        "พร้อมดอกผลคืนตามระเบียบของสำนักงาน",
    ),
)
CLOSING = (
    "{{ title }}นี้ทำขึ้นเป็นสองฉบับ มีข้อความถูกต้องตรงกัน ทั้งสองฝ่ายได้อ่านและเข้าใจข้อความโดยตลอดแล้ว "
    "จึงลงลายมือชื่อไว้เป็นสำคัญต่อหน้าพยาน และต่างยึดถือไว้ฝ่ายละหนึ่งฉบับ"
)
DOTS = "…" * 14
SIGNATURES = (
    (
        ("ผู้ให้การสนับสนุน", "{{ office_signatory }}", "{{ office_position }}"),
        ("ผู้รับการสนับสนุน", "{{ organisation_signatory }}", "{{ organisation_position }}"),
    ),
    (("พยาน", DOTS, ""), ("พยาน", DOTS, "")),
)
HEADINGS = ("งวดที่", "ร้อยละ", "จำนวนเงิน (บาท)", "กำหนดจ่าย", "เงื่อนไข")
CELLS = (
    "{{ part.number }}",
    "{{ part.percent }}",
    "{{ part.amount }}",
    "{{ part.due_on }}",
    "{{ part.waits_for }}",
)
WIDTHS = (1.6, 1.8, 3.6, 4.2, 4.8)  # cm, together the width between the margins


def set_font(properties: Any, size: int, bold: bool = False) -> None:
    """Name font and size for Latin and for Thai letters in a run's or a style's properties."""
    for tag in ("w:rFonts", "w:b", "w:bCs", "w:sz", "w:szCs", "w:lang"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    fonts = _element("w:rFonts", {f"w:{script}": FONT for script in ("ascii", "hAnsi", "eastAsia", "cs")})
    weights = [_element("w:b", {}), _element("w:bCs", {})] if bold else []
    sizes = [_element(tag, {"w:val": str(size * 2)}) for tag in ("w:sz", "w:szCs")]
    language = _element("w:lang", {"w:val": "th-TH", "w:bidi": "th-TH"})
    properties.insert(0, fonts)
    for number, element in enumerate(weights, 1):
        properties.insert(number, element)
    properties.extend([*sizes, language])


def _element(tag: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def write(paragraph: Any, text: str, *, bold: bool = False, size: int = SIZE) -> Any:
    run = paragraph.add_run(text)
    set_font(run._r.get_or_add_rPr(), size, bold)
    return paragraph


def make() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    normal = document.styles["Normal"]
    set_font(normal.element.get_or_add_rPr(), SIZE)
    normal.paragraph_format.space_after = Pt(0)
    document.core_properties.title = "{{ title }} {{ number }}"
    document.core_properties.author = ""
    document.core_properties.comments = ""

    top = write(section.header.paragraphs[0], SAMPLE, size=SMALL)
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _heading(document)
    _clause(document, "", OPENING)
    for title, text in BEFORE_TABLE:
        _clause(document, title, text)
    _instalments(document)
    for title, text in AFTER_TABLE:
        _clause(document, title, text)
    _clause(document, "", CLOSING)
    _signatures(document)
    return document


def _heading(document: Any) -> None:
    write(document.add_paragraph(), "เลขที่ {{ number }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = write(document.add_paragraph(), "{{ title }}", bold=True, size=20)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    year = write(document.add_paragraph(), "{{ programme }}", bold=True)
    year.alignment = WD_ALIGN_PARAGRAPH.CENTER
    under = write(document.add_paragraph(), "ปีงบประมาณ พ.ศ. {{ fiscal_year }}", bold=True)
    under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    under.paragraph_format.space_after = Pt(10)


def _clause(document: Any, title: str, text: str) -> None:
    if title:
        heading = write(document.add_paragraph(), title, bold=True)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(6)
    paragraph = write(document.add_paragraph(), text)
    paragraph.paragraph_format.first_line_indent = Cm(1.5)
    paragraph.paragraph_format.widow_control = True
    # Thai has no spaces between words: this kind of justification widens letters, not the few spaces.
    paragraph.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY


def _instalments(document: Any) -> None:
    table = document.add_table(rows=4, cols=len(HEADINGS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for index, (heading, cell) in enumerate(zip(HEADINGS, CELLS, strict=True)):
        top = write(table.cell(0, index).paragraphs[0], heading, bold=True)
        top.alignment = WD_ALIGN_PARAGRAPH.CENTER
        filled = write(table.cell(2, index).paragraphs[0], cell)
        filled.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER,
            WD_ALIGN_PARAGRAPH.CENTER,
            WD_ALIGN_PARAGRAPH.RIGHT,
            WD_ALIGN_PARAGRAPH.CENTER,
            WD_ALIGN_PARAGRAPH.LEFT,
        )[index]
        table.columns[index].width = Cm(WIDTHS[index])  # LibreOffice reads the column's, Word each cell's
        for row in table.rows:
            row.cells[index].width = Cm(WIDTHS[index])
    # These two rows hold the loop alone and are not in the paper.
    write(table.cell(1, 0).paragraphs[0], "{%tr for part in instalments %}")
    write(table.cell(3, 0).paragraphs[0], "{%tr endfor %}")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", {}))


def _signatures(document: Any) -> None:
    table = document.add_table(rows=len(SIGNATURES), cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, pair in zip(table.rows, SIGNATURES, strict=True):
        row._tr.get_or_add_trPr().append(_element("w:cantSplit", {}))
        for cell, (side, name, position) in zip(row.cells, pair, strict=True):
            # A party's title is long and has a line of its own.
            lines = (
                [f"ลงชื่อ {DOTS}", f"( {name} )", side, f"ตำแหน่ง {position}"]
                if position
                else [f"ลงชื่อ {DOTS[:9]} {side}", f"( {name} )"]
            )
            for number, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                write(paragraph, line).alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.keep_with_next = True
                if number == 0:
                    paragraph.paragraph_format.space_before = Pt(30)


if __name__ == "__main__":
    make().save(sys.argv[1] if len(sys.argv) > 1 else str(TARGET))
