"""What was issued, read back from each file: every letter and row, no column cut off, in the digits asked for."""

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from committees.models import AgendaItem, Paper
from editing.papers.fitting import width_of
from grants.models import Programme
from tests import make
from tests.committees.papers import issued, page
from tests.html import text_at
from tests.papers import pdf_pages, pdf_text, pdf_words, slide_texts, squeezed
from thai.words import BREAK, words_of

pytestmark = pytest.mark.django_db

SARA_AM, NIKHAHIT = "\u0e33", "\u0e4d"
A4_LYING = 842  # points
LEANS = re.compile("[ะ-ฺๅ็-๎]")  # what stands only after, above or below another letter
WORD_POINTS, WORD_EDGES = 14, 0.38  # the size of a cell's letters; centimetres beside them, both together
SLIDE_POINTS, SLIDE_EDGES = 18, 0.5
HEADS = ("ลำดับ", "ชื่อหน่วยงานภาคประชาชน", "งบประมาณ (บาท)")


def files(desk: Client, paper: Paper) -> tuple[bytes, bytes, bytes]:
    pdf, docx, pptx = (
        desk.get(f"{paper.get_absolute_url()}paper.{ending}").content for ending in ("pdf", "docx", "pptx")
    )
    return pdf, docx, pptx


def word_texts(content: bytes) -> list[str]:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(each.text for each in document.paragraphs), *cells]


def broken(table: Any, points: int, edges: float) -> list[str]:
    """The words of a table's cells that are wider than their column, so that a line ends within them."""
    return [
        word
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        for word in words_of(cell.text.replace(BREAK, " "))
        if width_of(word.strip(), points) > column.width.cm - edges
    ]


def granted(count: int) -> list[tuple[str, str]]:
    """So many organisations with long names, and what each is granted."""
    programme, told = make.programme(6, ceiling="99000000"), []
    for number in range(1, count + 1):
        name = f"ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวัดจันทบุรี อำเภอท่าใหม่ กลุ่มน้ำใจ {number}"
        amount = f"{100_000 + number}.{number % 100:02d}"
        make.allocation(programme, name, amount)
        told.append((name, f"{Decimal(amount):,.2f}"))
    return told


def test_sara_am_stays_one_letter_in_every_file(desk: Client, item: AgendaItem, programme: Programme) -> None:
    pdf, docx, pptx = files(desk, issued(desk, item))
    for text in (pdf_text(pdf), "".join(word_texts(docx)), "".join(slide_texts(pptx))):
        for words in ("ลำดับ", "จำนวน 260,000.00 บาท", "นางสาวอารีรัตน์ จำนงค์ฤทธิ์"):
            assert squeezed(words) in squeezed(text)
        assert text.count(SARA_AM) >= 4
        assert NIKHAHIT not in text


@pytest.mark.parametrize("count", [15, 100])
def test_every_organisation_stands_whole_on_every_file_and_heads_are_repeated(
    count: int, desk: Client, item: AgendaItem
) -> None:
    told = granted(count)
    pdf, docx, pptx = files(desk, issued(desk, item))

    text = squeezed(pdf_text(pdf))
    assert all(squeezed(f"{number}{name}{amount}") in text for number, (name, amount) in enumerate(told, 1))
    of_table = [each for each in map(squeezed, pdf_pages(pdf)) if "กลุ่มน้ำใจ" in each]
    assert len(of_table) > count // 50
    assert all(squeezed("".join(HEADS)) in each for each in of_table)
    assert all(word.left > 0 and word.right < A4_LYING for word in pdf_words(pdf))
    assert [
        word.words for word in pdf_words(pdf) if LEANS.match(word.words)
    ] == []  # no line begins within a syllable

    document = Document(io.BytesIO(docx))
    table, section = document.tables[-1], document.sections[-1]
    assert [(row.cells[1].text, row.cells[2].text) for row in table.rows[1 : count + 1]] == told
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in table.columns) <= room
    for each in document.tables:
        assert broken(each, WORD_POINTS, WORD_EDGES) == []

    deck = Presentation(io.BytesIO(pptx))
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    of_money = [each for each in frames if len(each.table.columns) == len(HEADS)]
    assert all(tuple(cell.text for cell in each.table.rows[0].cells) == HEADS for each in of_money)
    rows = [tuple(c.text for c in row.cells)[1:] for each in of_money for row in list(each.table.rows)[1:]]
    assert rows[:count] == told
    assert len(of_money) > 1
    for each in frames:
        assert broken(each.table, SLIDE_POINTS, SLIDE_EDGES) == []
        heads = zip(each.table.columns, each.table.rows[0].cells, strict=True)
        for column, cell in heads:  # no head is broken within a word
            assert width_of(cell.text, 18) + 0.5 < column.width.cm, cell.text
            assert cell.margin_top > cell.margin_bottom  # a tone stands over a vowel
        assert each.left + sum(column.width for column in each.table.columns) <= deck.slide_width
        assert each.top + sum(row.height for row in each.table.rows) <= deck.slide_height


def test_numbers_are_thai_or_arabic_or_as_the_office_wrote_them(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    asked = {
        "written": ("1.อบรม 15 แห่ง", "ครั้งที่ ๑", "260,000.00"),
        "thai": ("๑.อบรม ๑๕ แห่ง", "ครั้งที่ ๑", "๒๖๐,๐๐๐.๐๐"),
        "arabic": ("1.อบรม 15 แห่ง", "ครั้งที่ 1", "260,000.00"),
    }
    for digits, said in asked.items():
        pdf, docx, pptx = files(desk, issued(desk, item, f"?digits={digits}"))
        for text in (pdf_text(pdf), "".join(word_texts(docx)), "".join(slide_texts(pptx))):
            assert all(squeezed(words) in squeezed(text) for words in said), digits


@pytest.mark.parametrize(
    ("stated", "sign", "said"),
    [
        (None, "–", "The office's table states no total to compare with"),
        (Decimal(260_000), "✓", "Equal to the total in the paper"),
    ],
)
def test_the_proof_says_whether_there_was_a_total_to_compare_with(
    stated: Decimal | None, sign: str, said: str, desk: Client, item: AgendaItem, programme: Programme
) -> None:
    Programme.objects.update(stated_total=stated)
    paper = issued(desk, item)
    pdf, docx, pptx = files(desk, paper)
    shown = text_at(desk, paper.get_absolute_url())
    for text in (pdf_text(pdf), "".join(word_texts(docx)), "".join(slide_texts(pptx)), shown):
        assert squeezed(f"{sign} {_(said)}") in squeezed(text)
        assert "✗" not in text


def test_the_page_says_why_rows_that_do_not_add_up_cannot_be_issued(
    desk: Client, item: AgendaItem, programme: Programme
) -> None:
    Programme.objects.update(stated_total=Decimal("260100.50"))
    shown = text_at(desk, page(item))
    why = (
        "The rows add up to %(total)s, the office's table states %(stated)s: a difference of %(difference)s."
    )
    amounts = {"total": "260,000.00", "stated": "260,100.50", "difference": "100.50"}
    assert _(why) % amounts in shown.replace("&#x27;", "'")
    assert _("The paper cannot be issued yet") in shown
    assert 'name="seen"' not in shown
