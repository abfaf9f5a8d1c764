"""What stands on a paper, block by block, whatever file it becomes."""

import io
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.http import Http404
from PIL import ExifTags, Image, ImageOps

from thai.digits import arabic, thai_digits

# How the numbers of a paper are written: as the office did, all Thai, all Arabic.
DIGITS: dict[str, Callable[[str], str]] = {"written": str, "thai": thai_digits, "arabic": arabic}


def digits_asked(digits: str | None) -> str:
    """The way of writing numbers that an address asks for, as written where it asks for none. Raises Http404."""
    if (asked := "written" if digits is None else digits) not in DIGITS:
        raise Http404
    return asked


@dataclass(frozen=True, slots=True)
class Title:
    """A line at the head of the paper, or of a part that begins a page, in the middle."""

    words: str
    on_new_page: bool = False

    @property
    def is_title(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table: its head, its width in centimetres, and whether its cells are figures."""

    head: str
    width: float
    figures: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table whose head stands on every page that it goes over. A line break in a cell begins a new line there."""

    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled_rows(self) -> list[list[tuple[str, PaperColumn]]]:
        """The rows, each cell with its column: a page shows them one under the other on a phone."""
        return [list(zip(row, self.columns, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in it begins a new line. A heading of a part stands out; a signature stands right."""

    words: str
    is_heading: bool = False
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption, by which readers that speak know it. `data` is a PNG or JPEG in base64."""

    words: str
    data: str
    content_type: str

    @classmethod
    def of_picture(cls, words: str, content: bytes, content_type: str) -> "Figure":
        """A picture that was held upright stands so: files of offices do not read what the camera says of that."""
        return cls(words, b64encode(_upright(content)).decode(), content_type)

    @property
    def content(self) -> bytes:
        return b64decode(self.data)

    @property
    def address(self) -> str:
        """Where a page finds it: in the page itself."""
        return f"data:{self.content_type};base64,{self.data}"

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """How wide and high it stands in a room of so many centimetres, whole and undistorted."""
        with Image.open(io.BytesIO(self.content)) as picture:
            wide, high = picture.size
        scale = min(width / wide, height / high)
        return wide * scale, high * scale


Block = Title | PaperTable | Paragraph | Figure
KINDS: dict[str, type[Title | PaperTable | Paragraph | Figure]] = {
    "title": Title,
    "table": PaperTable,
    "text": Paragraph,
    "figure": Figure,
}


def kept(blocks: tuple[Block, ...]) -> list[dict[str, object]]:
    """The blocks as plain lists and texts, for a snapshot; `SetPaper.of_kept` reads them again."""
    names = {kind: name for name, kind in KINDS.items()}
    return [{"kind": names[type(block)], **asdict(block)} for block in blocks]


def _read(block: dict[str, Any]) -> Block:
    said = {name: value for name, value in block.items() if name != "kind"}
    if block["kind"] == "table":
        said["columns"] = tuple(PaperColumn(**column) for column in said["columns"])
        said["rows"] = tuple(tuple(row) for row in said["rows"])
    return KINDS[block["kind"]](**said)


@dataclass(frozen=True, slots=True)
class SetPaper:
    """A paper to be set, A4 lying down or upright, as letters and minutes are.

    `as_of` says at its foot of when it is, and `proof` what it can be known by, in no other digits than its own;
    `digits` is a key of DIGITS.
    """

    blocks: tuple[Block, ...]
    as_of: str
    digits: str = "written"
    is_upright: bool = False
    proof: str = ""

    @classmethod
    def of_kept(cls, blocks: list[dict[str, Any]], as_of: str, digits: str, proof: str = "") -> "SetPaper":
        return cls(tuple(_read(block) for block in blocks), as_of, digits, proof=proof)

    @property
    def foot(self) -> str:
        return " · ".join(said for said in (self.as_of, self.proof) if said)

    @property
    def name(self) -> str:
        """Its titles as one line, as a reader of the file shows it."""
        return " ".join(
            block.words for block in self.blocks if isinstance(block, Title) and not block.on_new_page
        )

    @property
    def length(self) -> int:
        """Characters in all that it says."""
        return sum(
            sum(len(cell) for row in block.rows for cell in row)
            if isinstance(block, PaperTable)
            else len(block.words)
            for block in self.blocks
        )

    def in_its_digits(self) -> "SetPaper":
        """The same paper with every number written as it is asked to be."""
        write = DIGITS[self.digits]
        blocks = tuple(_written(block, write) for block in self.blocks)
        return replace(self, blocks=blocks, as_of=write(self.as_of))


def _upright(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        if picture.getexif().get(ExifTags.Base.Orientation, 1) == 1:
            return content
        made = io.BytesIO()
        ImageOps.exif_transpose(picture).save(made, format=picture.format, quality=90)
        return made.getvalue()


def _written(value: object, write: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return write(value)
    if isinstance(value, Figure):
        return replace(value, words=write(value.words))
    if isinstance(value, tuple):
        return tuple(_written(each, write) for each in value)
    if isinstance(value, Title | PaperTable | Paragraph | PaperColumn):
        return replace(
            value, **{each.name: _written(getattr(value, each.name), write) for each in fields(value)}
        )
    return value
