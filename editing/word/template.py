"""What a Word template may say of a record: its fields, the rows of its lists, and how what is unknown is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

from editing.word.checking import check_package
from editing.word.rendering import render
from thai.dates import format_date

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
TYPES = {"docx": DOCX, "pptx": PPTX}
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Blank(str):
    """What is not known yet: printed as a line to fill in by hand, and false in a template's “if”."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


BLANK = Blank("…" * 12)


@dataclass(frozen=True, slots=True)
class Field:
    """One name that a template may hold between double braces."""

    name: str
    meaning: "str | Promise"
    sample: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fields of a record, and of each row of its lists by the list's name."""

    fields: tuple[Field, ...]
    lists: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)

    def check(self, content: bytes) -> None:
        """Refuse a file that is no plain Word document or that names fields which the record lacks.

        Raises ValidationError with a sentence for each thing to correct. The file is filled in with sample data, so
        that what is taken here can be filled in later.
        """
        sample: dict[str, object] = {each.name: each.sample for each in self.fields}
        for name, fields in self.lists.items():
            row = {each.name: each.sample for each in fields}
            sample[name] = [row, row]
        self.fill(content, sample)

    def fill(self, content: bytes, values: Mapping[str, object]) -> bytes:
        """Write a record's values into a template. Raises ValidationError where the template cannot be filled in."""
        check_package(content)
        names = {each.name for each in self.fields}
        lists = {name: {each.name for each in fields} for name, fields in self.lists.items()}
        return render(content, values, names, lists)


def written(text: str) -> str:
    """A text as Word can hold it: without the characters that no XML file may have."""
    return _NOT_IN_XML.sub("", text).replace("\r\n", "\n").strip()


def written_day(value: date | None) -> str:
    return format_date(value, long=True) if value else ""
