"""What it takes to write a paper: ours as PDF, .docx and .pptx beside the bare library with the same words in it.

The paper is region 6's of 2567: its plan, its budget and the forms of the year. Bare is what takes ten lines to write:
each title a line, each table a table, no typeface, no widths, no heads that repeat, all of a table on one slide.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import typst
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Inches

from committees.papers.drawing import BUDGET, FORMS
from committees.papers.issuing import WRITERS
from editing.papers.blocks import PaperColumn, PaperTable, Paragraph, SetPaper, Title
from participation.models import FormOfParticipation
from participation.years.printed import COLUMNS
from thai.words import read_dictionary

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TIMES = 7
BARE_PAGE = """#let blocks = json(bytes(sys.inputs.blocks))
#set page(paper: "a4", flipped: true)
#set text(font: "Sarabun")
#for block in blocks {
  if type(block) == str { par(block) } else { table(columns: block.at(0).len(), ..block.flatten()) }
}"""


def region_6s_paper(mark: str = "") -> SetPaper:
    """Each with a mark of its own in every cell: typst remembers what it has set before."""
    forms = tuple(
        (str(form), "\n".join(map(str, form.activities.all()))) for form in FormOfParticipation.objects.all()
    )
    return SetPaper(
        (
            *(Title("วาระที่ 3.3"), Title("แผนการขับเคลื่อนการมีส่วนร่วม ประจำปี 2567")),
            *(Title("รูปแบบการมีส่วนร่วม", on_new_page=True), PaperTable(FORMS, forms)),
            *(Title("แผน", on_new_page=True), _table("plan", COLUMNS, mark)),
            *(Title("งบประมาณ", on_new_page=True), _table("budget", BUDGET, mark)),
            Paragraph("จึงเรียนเสนอคณะกรรมการฯ เพื่อโปรดทราบ", is_heading=True),
        ),
        "ข้อมูล ณ วันที่ 22 ธันวาคม 2566",
    )


def _table(name: str, columns: tuple[PaperColumn, ...], mark: str) -> PaperTable:
    """The rows of an office's table that fill every column that ours has."""
    sheet = load_workbook(SAMPLES / f"region6-2567-{name}.xlsx").active
    rows = [[str(cell or "") for cell in row[: len(columns)]] for row in sheet.iter_rows(values_only=True)]
    return PaperTable(columns, tuple(tuple(f"{cell}{mark}" for cell in row) for row in rows if all(row)))


def run() -> None:
    """Print milliseconds and ratios."""
    read_dictionary()
    paper = region_6s_paper()
    bare = {"pdf": _bare_pdf, "docx": _bare_word, "pptx": _bare_slides}
    print("A paper of region 6           ours     bare   ratio    bytes")
    for ending, (write, _type) in WRITERS.items():
        peers = bare[ending]
        ours, peer = _in_turns(
            lambda paper, write=write: write(paper), lambda paper, made=peers: made(_plain_of(paper))
        )
        print(f"  .{ending:22}{ours:8.1f} ms{peer:6.1f} ms{ours / peer:7.2f}{len(write(paper)):9}")


def _in_turns(*writers: Callable[[SetPaper], object]) -> list[float]:
    """Milliseconds of each; in turns, so that a busy machine slows all, and of another paper every time."""
    seconds: list[list[float]] = [[] for _writer in writers]
    for time in range(TIMES + 1):
        for found, write in zip(seconds, writers, strict=True):
            paper = region_6s_paper(f"{time}")
            start = perf_counter()
            write(paper)
            found.append(perf_counter() - start)
    return [median(found[1:]) * 1000 for found in seconds]


def _plain_of(paper: SetPaper) -> list[Any]:
    return [
        [[column.head for column in block.columns], *map(list, block.rows)]
        if isinstance(block, PaperTable)
        else block.words
        for block in paper.blocks
    ]


def _bare_pdf(plain: list[Any]) -> bytes:
    fonts = Path(__file__).resolve().parent.parent / "editing" / "papers" / "fonts"
    return typst.compile(
        BARE_PAGE.encode(),
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"blocks": json.dumps(plain, ensure_ascii=False)},
    )


def _bare_word(plain: list[Any]) -> bytes:
    document = Document()
    for block in plain:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for row in block:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    return _saved(document)


def _bare_slides(plain: list[Any]) -> bytes:
    deck = Presentation()
    for block in plain:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        if isinstance(block, str):
            slide.shapes.title.text = block
            continue
        size = Inches(0.5), Inches(1), Inches(9), Inches(6)
        table = slide.shapes.add_table(len(block), len(block[0]), *size).table
        for row, words in zip(table.rows, block, strict=True):
            for cell, said in zip(row.cells, words, strict=True):
                cell.text = said
    return _saved(deck)


def _saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
