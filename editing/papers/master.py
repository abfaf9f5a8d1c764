"""The office's own file that a paper is poured into: its styles, pictures, heads and feet stay as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from docx.document import Document
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.text.paragraph import Paragraph as Line

from editing.papers.blocks import PaperColumn, PaperTable, Paragraph, SetPaper, Title
from editing.word.template import Field, Vocabulary

_EDGE = "\ue000"  # a character that no text has, so that a place is found again
WHOLE, BODY = "paper", "paper_without_cover"
# Where the paper is poured in; without one of these it follows whatever the file holds.
PLACES = (
    Field(WHOLE, _("here the whole paper is poured in; alone on its line"), "…"),
    Field(BODY, _("the same without its first page, where this file has one"), "…"),
)
_MARKS = {f"{_EDGE}{each.name}{_EDGE}": each.name for each in PLACES}

# What a file is tried with when it comes in.
SAMPLE = SetPaper(
    (
        Title("ตัวอย่าง"),
        Title("ส่วนที่ 1", on_new_page=True),
        Paragraph("หัวข้อ", is_heading=True),
        PaperTable((PaperColumn("รายการ", 20), PaperColumn("บาท", 5, figures=True)), (("ตัวอย่าง", "1.00"),)),
    ),
    "ข้อมูลตัวอย่าง",
)


@dataclass(frozen=True, slots=True)
class Master:
    """A file, the fields that it may hold (PLACES among them), and what stands in them."""

    content: bytes
    vocabulary: Vocabulary
    values: Mapping[str, str]

    @classmethod
    def of_sample(cls, content: bytes, vocabulary: Vocabulary) -> "Master":
        return cls(content, vocabulary, {each.name: each.sample for each in vocabulary.fields})

    def filled(self) -> bytes:
        """The Word file with its fields filled in. Raises ValidationError where that cannot be done."""
        return self.vocabulary.fill(
            self.content, {**self.values, **{name: mark for mark, name in _MARKS.items()}}
        )


def place_in(document: Document) -> tuple[Line, str] | None:
    """The line where the paper belongs, and which of PLACES it is. Raises ValidationError where it stands elsewhere."""
    lines = [line for line in document.paragraphs if line.text.strip() in _MARKS]
    written = sum(_count_in(part) for part in document.part.package.iter_parts())
    if written != len(lines) or len(lines) > 1:
        raise ValidationError(
            gettext(
                "“{{ %(name)s }}” stands once, alone on a line of the text: not in a table, a head or a foot."
            )
            % {"name": WHOLE},
            code="place",
        )
    return (lines[0], _MARKS[lines[0].text.strip()]) if lines else None


def _count_in(part: Part) -> int:
    return part.blob.count(_EDGE.encode()) // 2 if str(part.partname).endswith(".xml") else 0


def section_at(document: Document, line: Line) -> Section:
    """The section that a line stands in: it ends with the first mark of a section from there on."""
    body = document.element.body
    ends = list(body.iter(qn("w:sectPr")))
    after = {id(each) for each in _from(line._p)}
    for section, end in zip(document.sections, ends, strict=True):
        if any(id(parent) in after for parent in (end, *end.iterancestors())):
            return section
    return document.sections[-1]


def _from(begin: CT_P) -> Iterator[BaseOxmlElement]:
    yield begin
    yield from begin.itersiblings()
