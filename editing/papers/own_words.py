"""The words that an office's own file brings to a paper by itself, besides what is poured into it."""

import io
import re
from collections.abc import Iterable, Iterator
from zipfile import BadZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from pptx import Presentation
from pptx.oxml.ns import qn as slide_name

from editing.papers.slide_master import layouts_with_title
from editing.word.checking import SLIDES_FILE, WORD_FILE, no_sound

_ON_A_PAGE = re.compile(r"/word/(document|header\d*|footer\d*|footnotes)\.xml")


def own_words(content: bytes, ending: str) -> str:
    """One line a paragraph, however many runs its letters are cut into; of slides what their layout shows.

    Raises ValidationError where the file that was kept cannot be opened any more.
    """
    try:
        return "\n".join(_of_slides(content) if ending == "pptx" else _of_pages(content))
    except BadZipFile as damaged:
        raise no_sound(SLIDES_FILE if ending == "pptx" else WORD_FILE) from damaged


def _of_pages(content: bytes) -> Iterator[str]:
    for part in Document(io.BytesIO(content)).part.package.iter_parts():
        if _ON_A_PAGE.fullmatch(str(part.partname)) and hasattr(part, "element"):
            yield from _lines((part.element,), qn("w:p"), qn("w:t"))


def _of_slides(content: bytes) -> Iterator[str]:
    layout = layouts_with_title(Presentation(io.BytesIO(content)))[0]
    shown = (layout.slide_master._element, layout._element)
    yield from _lines(shown, slide_name("a:p"), slide_name("a:t"))


def _lines(roots: Iterable[BaseOxmlElement], paragraph: str, text: str) -> Iterator[str]:
    for root in roots:
        for each in root.iter(paragraph):
            yield "".join(run.text or "" for run in each.iter(text))
