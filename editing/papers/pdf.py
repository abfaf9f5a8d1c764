"""A paper as PDF: tagged for readers that speak (PDF/UA-1), in Thai, set in Sarabun, which the file carries."""

import json
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editing.papers.blocks import Block, Figure, PaperTable, Paragraph, SetPaper, Title
from editing.word.template import written
from thai.words import with_breaks

PDF = "application/pdf"
HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATE = HERE / "set" / "paper.typ"
LARGEST = 250_000  # characters on one paper, some hundred pages; setting them takes about two seconds
LINE_CM = 26.7  # what the edges leave of a page that lies down
UPRIGHT_CM = 18.0  # and of one that stands
FIGURE_CM = 12.0  # the highest that a picture is, so that its caption stands on the same page
_EDGES_CM = 0.4  # of a cell, both sides together
_LETTER_CM = 0.24  # a wide letter of 11 points; capitals count as two
_NOT_SHOWN = "could not be displayed"


def paper_pdf(paper: SetPaper) -> bytes:
    """Return a paper as PDF. Raises ValidationError where it is too long to be set while somebody waits.

    Its words are data and nothing in them is ever run. A sign that the typeface lacks shows as an empty box; the file
    then does not claim to keep PDF/UA-1, which allows no such sign.
    """
    if paper.length > LARGEST:
        raise ValidationError(
            _("This paper is too long for a PDF. Take it out as a Word document."), code="too_long"
        )
    content = _content_of(paper.in_its_digits())
    try:
        return _set(content, "ua-1")
    except typst.TypstError as error:
        if _NOT_SHOWN not in error.message:
            raise
        return _set(content, "1.7")


def _set(content: str, standard: Literal["ua-1", "1.7"]) -> bytes:
    """Set the paper. The typesetter may read the folder of the template, and no other file."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": content},
        pdf_standards=standard,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _content_of(paper: SetPaper) -> str:
    return json.dumps(
        {
            "name": written(paper.name),
            "foot": written(paper.foot),
            "thai_digits": paper.digits == "thai",
            "is_upright": paper.is_upright,
            "blocks": [
                _block_of(block, UPRIGHT_CM if paper.is_upright else LINE_CM) for block in paper.blocks
            ],
        },
        ensure_ascii=False,
    )


def _block_of(block: Block, line: float) -> dict[str, object]:
    match block:
        case Title():
            return {"kind": "title", "words": written(block.words), "on_new_page": block.on_new_page}
        case Paragraph():
            words = with_breaks(written(block.words), _room(line))
            return {"kind": "text", "words": words, "strong": block.is_heading, "right": block.is_right}
        case Figure():
            width, height = block.fitted(line, FIGURE_CM)
            return {
                "kind": "figure",
                "words": written(block.words),
                "drawing": _drawing(block, width, height),
                "width": width,
            }
        case PaperTable():
            whole = sum(column.width for column in block.columns)
            room = [_room(column.width / whole * line) for column in block.columns]
            return {
                "kind": "table",
                "columns": [
                    {"head": written(column.head), "width": column.width, "figures": column.figures}
                    for column in block.columns
                ],
                "rows": [
                    [with_breaks(written(cell), longest) for cell, longest in zip(row, room, strict=True)]
                    for row in block.rows
                ],
            }


def _drawing(figure: Figure, width: float, height: float) -> str:
    """The picture within a drawing: the typesetter opens no file but its template."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.3f}cm" height="{height:.3f}cm" '
        f'viewBox="0 0 {width:.3f} {height:.3f}">'
        f'<image href="{figure.address}" width="{width:.3f}" height="{height:.3f}"/></svg>'
    )


def _room(width: float) -> int:
    """How many letters surely stand side by side in so many centimetres."""
    return int((width - _EDGES_CM) / _LETTER_CM)
