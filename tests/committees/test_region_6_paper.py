"""Region 6's paper of 2567 beside its own, word for word, and as an office's programs show it.

docs/region-6-paper.md says where the two differ; it is read here, so that neither the paper nor the page drifts.
"""

import importlib.util
import io
import re
import shutil
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from docx import Document
from docx.table import Table
from PIL import Image, ImageOps
from pptx import Presentation

from tests.papers import pdf_pages, pdf_text, slide_texts, squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ORIGINAL = Path(__file__).parent / "region-6-paper.txt"
PAGE = settings.ROOT / "docs" / "region-6-paper.md"
MARKUP = re.compile(r"<[^>]+>")


@cache
def pictures() -> ModuleType:
    """The script that makes the sample paper and its pictures in docs/screenshots."""
    spec = importlib.util.spec_from_file_location("pictures", settings.ROOT / "scripts" / "paper_pictures.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def paper() -> dict[str, bytes]:
    made: dict[str, bytes] = pictures().issued()
    return made


def pieces_of_original() -> list[str]:
    """Each line that is no row of a table, and each cell of one, in order."""
    lines = MARKUP.sub("", ORIGINAL.read_text()).splitlines()
    return [said for line in lines for cell in line.split("\t") if (said := squeezed(cell))]


def pieces_of(docx: bytes) -> list[str]:
    found: list[str] = []
    for block in Document(io.BytesIO(docx)).iter_inner_content():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return [said for each in found if (said := squeezed(each))]


def differences() -> list[tuple[list[str], list[str]]]:
    """What the page says of lines: the pieces of the original, and those that the paper has for them."""
    table = PAGE.read_text().partition("## Line by line")[2]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("|")][2:]
    return [(_quoted(original), _quoted(ours)) for original, ours in rows]


def _quoted(cell: str) -> list[str]:
    return [squeezed(said) for said in re.findall("`([^`]+)`", cell)]


def replaced(pieces: list[str], old: list[str], new: list[str]) -> list[str]:
    """The pieces with one run of them in the place of another wherever it stands; it stands at least once."""
    found, place, length = [], 0, len(old)
    while place < len(pieces):
        is_here = pieces[place : place + length] == old
        found += new if is_here else pieces[place : place + 1]
        place += length if is_here else 1
    assert found != pieces, f"the page lists what is not there: {old}"
    return found


def test_every_line_of_the_original_stands_in_the_paper_but_for_those_that_the_page_lists(
    paper: dict[str, bytes],
) -> None:
    theirs, ours = pieces_of_original(), pieces_of(paper["paper.docx"])
    assert len(theirs) > 100
    for old, new in differences():
        theirs, ours = (replaced(theirs, old, new), ours) if old else (theirs, replaced(ours, new, []))
    assert ours == theirs
    texts = (pdf_text(paper["paper.pdf"]), "".join(slide_texts(paper["paper.pptx"])))
    for text in map(squeezed, texts):
        assert [each for each in pieces_of(paper["paper.docx"]) if each not in text] == []


EDGE = 0.5  # centimetres at the edge of a page where nothing is written
DOTS_OF_CM = 100 / 2.54
FOOT = 1 / 8  # of the height of a page, where its foot stands
INK = 128  # of 255: darker than this is written
TICK = "✓"  # which another typeface draws, and no program copies from there


def _ink(page: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of what is written on a page, in dots."""
    return ImageOps.invert(page.convert("L")).point(lambda shade: 255 * (shade > INK)).getbbox()


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")),
    reason="LibreOffice is not installed, by which the files of an office are drawn",
)
def test_what_an_office_sees_of_each_file_is_whole(paper: dict[str, bytes], tmp_path: Path) -> None:
    pieces, counts, edge = pieces_of(paper["paper.docx"]), {}, round(EDGE * DOTS_OF_CM)
    for name, content in paper.items():
        path = tmp_path / name
        path.write_bytes(content)
        pages = pictures().pages_of(path)
        for place, page in enumerate(pages, start=1):
            left, top, right, bottom = _ink(page) or (0, 0, 0, 0)
            assert min(left, top, page.width - right, page.height - bottom) > edge, (name, place)
            assert _ink(page.crop((0, 0, page.width, round(page.height * (1 - FOOT))))), (name, place)
        read = pdf_pages((path if name == "paper.pdf" else tmp_path / "read" / "paper.pdf").read_bytes())
        assert ["SHA-256" in squeezed(text) for text in read] == [True] * len(pages), name
        told = squeezed("".join(read)).replace(TICK, "")
        assert [each for each in pieces if each.replace(TICK, "") not in told] == [], name
        counts[name] = len(pages)
    assert counts["paper.pptx"] == len(Presentation(io.BytesIO(paper["paper.pptx"])).slides)
    said = PAGE.read_text()
    assert f"{counts['paper.pdf']} pages, set by typst" in said
    assert f"{counts['paper.pptx']} of 16:9" in said
