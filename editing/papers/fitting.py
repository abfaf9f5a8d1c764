"""How much of a text stands in a given room, measured by our own typeface, for files whose pages nobody sets for us.

Sarabun is wider than the TH Sarabun New that slides ask for, and about as wide as what stands in for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

from editing.papers.blocks import PaperTable
from thai.words import words_of

_REGULAR = Path(__file__).parent / "fonts" / "Sarabun-Regular.ttf"
_SCALE = 100  # points at which letters are measured
_CM_OF_POINT = 2.54 / 72
LINE_HEIGHT = 1.35  # of the size of its letters: room for a tone above and a vowel below
CELL_EDGES = 0.3  # centimetres above and below the words of a cell, both together
CONTINUED = "(ต่อ)"


@dataclass(frozen=True, slots=True)
class FittedText:
    """A part of a text, and how many lines it takes."""

    words: str
    lines: int


@dataclass(frozen=True, slots=True)
class FittedRow:
    """The cells of a row, and how high it is in centimetres."""

    cells: tuple[str, ...]
    height: float


@cache
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_REGULAR, _SCALE, layout_engine=ImageFont.Layout.BASIC)


@cache
def _width_of_letter(letter: str) -> float:
    """In parts of the size; what stands above or below another letter takes no room."""
    return float(_face().getlength(letter)) / _SCALE


def line_height(points: int) -> float:
    return points * _CM_OF_POINT * LINE_HEIGHT


def width_of(text: str, points: int) -> float:
    """In centimetres, on one line."""
    return sum(map(_width_of_letter, text)) * points * _CM_OF_POINT


def lines_in(text: str, width: float, points: int) -> list[str]:
    """A text as the lines that it takes in a room of so many centimetres; joined they are the text but for breaks."""
    room = width / (points * _CM_OF_POINT)
    lines = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in words_of(paragraph):
            wide = sum(map(_width_of_letter, word))
            if line.strip() and used + wide > room and word.strip():
                lines.append(line)
                line, used = "", 0.0
            while wide > room and len(word) > 1:  # no word that is known: it is broken anywhere
                fits = max(1, int(len(word) * room / wide) - 1)
                lines.append(word[:fits])
                word = word[fits:]
                wide = sum(map(_width_of_letter, word))
            line, used = line + word, used + wide
        lines.append(line)
    return lines


def split_text(text: str, width: float, points: int, most: int) -> list[FittedText]:
    """A text in pieces of at most so many lines: at its own line breaks where it can be, else between two words."""
    pieces: list[FittedText] = []
    held: list[str] = []
    count = 0
    for paragraph in text.split("\n"):
        lines = lines_in(paragraph, width, points)
        if held and count + len(lines) > most:
            pieces.append(FittedText("\n".join(held), count))
            held, count = [], 0
        while len(lines) > most:
            pieces.append(FittedText("".join(lines[:most]), most))
            lines = lines[most:]
        held.append("".join(lines))
        count += len(lines)
    return [*pieces, FittedText("\n".join(held), count)]


def split_table(
    table: PaperTable, widths: list[float], points: int, first: float, most: float
) -> list[list[FittedRow]]:
    """The rows that stand together: `first` centimetres have room for some, and `most` for every later lot.

    The head is not counted. A row that is higher than a whole lot goes on in the next, under its own mark.
    """
    lots: list[list[FittedRow]] = [[]]
    left = first
    for row in table.rows:
        for part in _parts_of(row, widths, points, most):
            if part.height > left:
                lots.append([])
                left = most
            lots[-1].append(part)
            left -= part.height
    return lots


def fitted(row: Iterable[str], widths: list[float], points: int) -> FittedRow:
    """A row that is not parted, as a head is."""
    cells = tuple(row)
    lines = max(len(lines_in(cell, width, points)) for cell, width in zip(cells, widths, strict=True))
    return FittedRow(cells, lines * line_height(points) + CELL_EDGES)


def _parts_of(row: tuple[str, ...], widths: list[float], points: int, most: float) -> list[FittedRow]:
    lines = int((most - CELL_EDGES) / line_height(points))
    cells = [split_text(cell, width, points, lines) for cell, width in zip(row, widths, strict=True)]
    mark, parts = split_text(f"{row[0]} {CONTINUED}", widths[0], points, lines), []
    for place in range(max(map(len, cells))):
        part = [cell[place] if place < len(cell) else FittedText("", 1) for cell in cells]
        if place and row[0] and not part[0].words and len(mark) == 1:
            (part[0],) = mark
        highest = max(piece.lines for piece in part)
        parts.append(
            FittedRow(tuple(piece.words for piece in part), highest * line_height(points) + CELL_EDGES)
        )
    return parts
