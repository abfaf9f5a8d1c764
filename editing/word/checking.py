"""Before a template is opened: the zip directory within limits, and nothing in it that acts or reaches outside."""

import re
from dataclasses import dataclass
from html import unescape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tables.readers.package import Package
from tables.refused import Refused

LARGEST = 5 * 1024 * 1024
LARGEST_PART = 4 * 1024 * 1024  # of XML; pictures are held by the file's own limit
PARTS = 400
MARKS = 300  # of fields, conditions and loops in the whole file
LONGEST_MARK = 200  # characters


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A kind of file of an office program: where its parts are, and what it is declared to be."""

    ending: str
    program: str
    folder: str
    main: str
    declared: bytes

    @property
    def named(self) -> dict[str, str]:
        return {"ending": self.ending, "program": self.program}


WORD_FILE = OfficeFile("docx", "Word", "word/", "word/document.xml", b"wordprocessingml.document.main+xml")
SLIDES_FILE = OfficeFile(
    "pptx", "PowerPoint", "ppt/", "ppt/presentation.xml", b"presentationml.presentation.main+xml"
)
_MACROS = ("vbaproject.bin", "vbadata.xml")
_EMBEDDED = ("embeddings/", "activex/", "afchunk")
# Fields of Word that read other files or start other programs when the document is opened.
_REACHING = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE)\b")
_FIELD_TEXT = re.compile(r"<\w+:instrText[^>]*>([^<]*)|\w+:instr=\"([^\"]*)")
_TAG = re.compile(r"<[^<>]*>")
_MARK = re.compile(r"\{[{%#]|[}%#]\}")
_CLOSED_BY = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARK_IN_TAG = re.compile(r"<[^<>]*\{[{%#]")
# A brace, a percent or a number sign written as a number, as Word never does: it would hide a mark from us.
_HIDDEN_MARK = re.compile(r"&#(?:0*(?:35|37|123|125)|[xX]0*(?:23|25|7[bBdD]));")


def check_package(content: bytes, kind: OfficeFile = WORD_FILE) -> None:
    """Refuse what is no plain file of its kind. Raises ValidationError that says what to do."""
    if len(content) > LARGEST:
        raise _refused("size", _("The file is larger than %(size)d MB.") % {"size": LARGEST // 1024**2})
    try:
        package = Package(content)
        if len(package.parts) > PARTS:
            raise Refused("too_many_parts", limit=PARTS)
        _check_kind(package, kind)
        xml = _xml_parts(package)
        package.check_parts()
    except Refused as refused:
        raise no_sound(kind) from refused
    _check_contents(package.names(), xml, kind)
    _check_marks(xml, kind)


def no_sound(kind: OfficeFile) -> ValidationError:
    """What is said of a file that its own library cannot read."""
    said = _("This is no sound .%(ending)s file. Open it in %(program)s and save it again.")
    return _refused("damaged", said % kind.named)


def _check_kind(package: Package, kind: OfficeFile) -> None:
    names = package.names()
    if "[content_types].xml" not in names or kind.main not in names:
        raise Refused("damaged")
    declared = package.beginning("[Content_Types].xml", 256 * 1024).replace(b"\0", b"")
    has_macros = b"macroEnabled" in declared or b"vbaProject" in declared
    if has_macros or any(name.rsplit("/", 1)[-1] in _MACROS for name in names):
        said = _("The file holds macros. Save it in %(program)s as .%(ending)s, without macros.")
        raise _refused("macros", said % kind.named)
    if kind.declared not in declared:
        raise Refused("damaged")


def _xml_parts(package: Package) -> dict[str, str]:
    texts = {}
    for name in package.names():
        if name.endswith((".xml", ".rels")):
            content = package.beginning(name, LARGEST_PART + 1)
            if len(content) > LARGEST_PART:
                raise _refused("size", _("The document is too long for a template."))
            # Office writes UTF-8; another encoding could hide what is looked for below.
            if b"\0" in content:
                raise Refused("damaged")
            texts[name] = content.decode("utf-8", "replace")
    return texts


def _check_contents(names: list[str], xml: dict[str, str], kind: OfficeFile) -> None:
    if any(name.startswith(tuple(kind.folder + each for each in _EMBEDDED)) for name in names):
        raise _refused(
            "embedded", _("The file holds an embedded object. Take it out, or put it in as a picture.")
        )
    for name, written in xml.items():
        text = unescape(written)  # a letter may be written as its number
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise no_sound(kind)
        if name.endswith(".rels") and re.search(r"TargetMode\s*=\s*[\"']External", text):
            raise _refused(
                "external",
                _(
                    "The file points to something outside it (a link, a linked picture or a template). Remove it."
                ),
            )
        fields = [(first or second).upper() for first, second in _FIELD_TEXT.findall(text)]
        # Word may cut one field's text into several runs.
        if _REACHING.search(" ".join(fields)) or _REACHING.search("".join(fields)):
            raise _refused(
                "external", _("A field of Word in this file reads another file. Remove the field.")
            )


def _check_marks(xml: dict[str, str], kind: OfficeFile) -> None:
    """Refuse open, endless and countless marks here, in one pass; the template library would take hours over them."""
    count = 0
    for name, content in xml.items():
        if _MARK_IN_TAG.search(content) or _HIDDEN_MARK.search(content):
            raise no_sound(kind)
        count += _marks_of(_TAG.sub("", content)) if name.startswith((kind.folder, "docprops/")) else 0
    if count > MARKS:
        raise _refused("size", _("The file holds more than %(count)d fields.") % {"count": MARKS})


def _marks_of(text: str) -> int:
    """Count the marks of a part. Raises ValidationError at one that is not closed."""
    count, opened, begin = 0, "", 0
    for found in [*_MARK.finditer(text), None]:
        token = found[0] if found else "{{"
        if opened and token == _CLOSED_BY[opened] and found and found.end() - begin <= LONGEST_MARK:
            count, opened = count + 1, ""
        elif opened and (token in _CLOSED_BY or token == _CLOSED_BY[opened]):
            raise _refused(
                "template",
                _("A mark is opened and not closed: “%(text)s…”. Close %(open)s by %(close)s.")
                % {"text": text[begin : begin + 30], "open": opened, "close": _CLOSED_BY[opened]},
            )
        elif found and token in _CLOSED_BY:
            opened, begin = token, found.start()
    return count


def _refused(code: str, sentence: str) -> ValidationError:
    return ValidationError(sentence, code=code)
