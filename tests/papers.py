"""What a PDF says, where it says it and what it is, by the programs of poppler (poppler-utils); what slides say."""

import io
import re
import subprocess
from dataclasses import dataclass

from pptx import Presentation

from thai.words import BREAK

_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A word of a PDF and where it stands, in points from the left and upper edge of its page."""

    left: float
    top: float
    right: float
    bottom: float
    words: str


def pdf_text(content: bytes) -> str:
    """The text as somebody copies it from the paper, page after page, without the marks where a line may end."""
    return _told("pdftotext", "-raw", content).replace(BREAK, "")


def pdf_pages(content: bytes) -> list[str]:
    return pdf_text(content).split("\f")[:-1]


def pdf_words(content: bytes) -> list[Placed]:
    boxes = _WORD.findall(_told("pdftotext", "-bbox", content))
    return [Placed(*map(float, edges), words) for *edges, words in boxes]


def pdf_facts(content: bytes) -> str:
    return _told("pdfinfo", "", content)


def pdf_fonts(content: bytes) -> list[tuple[str, bool]]:
    """Each font of a PDF, without the mark of its subset, and whether it lies in the file."""
    head, _rule, *rows = _told("pdffonts", "", content).splitlines()
    at = head.index("emb")
    return [(row.split()[0].partition("+")[2], row[at : at + 3] == "yes") for row in rows]


def squeezed(text: str) -> str:
    """A text without spaces, line breaks and marks where a line may end: how a paper breaks its lines is its own."""
    return re.sub(r"\s+", "", text).replace(BREAK, "")


def slide_texts(content: bytes) -> list[str]:
    """Each title, text and cell of the slides, one after the other."""
    texts = []
    for shape in (shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes):
        if shape.has_table:
            texts += [cell.text for row in shape.table.rows for cell in row.cells]
        else:
            texts.append(shape.text_frame.text)
    return texts


def _told(program: str, option: str, content: bytes) -> str:
    command = [program, *option.split(), "-", *(["-"] if program == "pdftotext" else [])]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
