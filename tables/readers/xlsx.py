"""Excel workbooks (.xlsx), transitional and strict: the package around the sheets.

ECMA-376 parts 1 and 2. The sheets themselves are read by worksheet.py.
"""

from tables import limits
from tables.readers import markup
from tables.readers.package import Package, resolve
from tables.readers.tally import Tally
from tables.readers.values import BUILTIN_FORMATS, raised
from tables.readers.worksheet import (
    OTHER_FILE,
    RAISED,
    SHEET_NAMESPACES,
    Workbook,
    is_on,
    read_sheet,
    unescape,
)
from tables.refused import Refused

_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_RELATIONSHIP_TYPES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types "
_SIGNIFICANT = {
    f"{namespace} {tag}": tag
    for namespace in SHEET_NAMESPACES
    for tag in (
        "workbookPr",
        "sheet",
        "definedName",
        "numFmts",
        "numFmt",
        "fonts",
        "font",
        "strike",
        "cellXfs",
        "xf",
        "si",
        "t",
        "r",
        "rPh",
        "vertAlign",
    )
}


def read(content: bytes, tally: Tally) -> None:
    package = Package(content)
    package.check_parts()
    workbook_part = _workbook_part(package)
    relationships = _relationships(package, workbook_part)
    _refuse_what_is_not_plain(package, workbook_part, relationships)
    workbook = Workbook()
    sheets = _sheets(package, workbook_part, workbook)
    for kind, target in relationships.values():
        if kind == "styles" and target in package:
            workbook.formats, workbook.struck_styles = _styles(package, target)
        elif kind == "sharedStrings" and target in package:
            workbook.texts, workbook.struck_texts = _texts(package, target)
    seen: set[str] = set()
    for title, relationship, hidden in sheets:
        kind, part = relationships.get(relationship, ("", ""))
        if kind in ("chartsheet", "dialogsheet"):
            continue
        if kind != "worksheet" or part in seen:
            raise Refused("damaged")
        seen.add(part)
        tally.sheet(title, hidden)
        with package.open(part) as stream:
            read_sheet(stream, workbook, tally)
    tally.finish()


def _workbook_part(package: Package) -> str:
    for kind, target in _relationships(package, "").values():
        if kind == "officeDocument":
            return target
    raise Refused("damaged")


def _relationships(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Of one part (or of the package, ""): id → (last word of the type, part it points at)."""
    folder, _, name = source.rpartition("/")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag != _RELATIONSHIP:
            return
        namespace, _, kind = attributes.get("Type", "").rpartition("/")
        if attributes.get("TargetMode") == "External":
            return
        if namespace in _RELATIONSHIP_TYPES or kind in ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet"):
            found[attributes.get("Id", "")] = (kind, resolve(source, attributes.get("Target", "")))

    with package.open(f"{folder}/_rels/{name}.rels".lstrip("/")) as stream:
        markup.parse(stream, start)
    return found


def _refuse_what_is_not_plain(
    package: Package, workbook_part: str, relationships: dict[str, tuple[str, str]]
) -> None:
    types = _content_types(package)
    content_type = types.get("/" + workbook_part.casefold()) or types.get(
        workbook_part.rpartition(".")[2].casefold(), ""
    )
    kinds = {kind for kind, target in relationships.values()}
    if "macroEnabled" in content_type or kinds & {"vbaProject", "xlMacrosheet", "xlIntlMacrosheet"}:
        raise Refused("macros")
    if "spreadsheetml.template" in content_type:
        raise Refused("template")
    if "sheet.binary" in content_type:
        raise Refused("xlsb")
    if "spreadsheetml" not in content_type:
        raise Refused("damaged")


def _content_types(package: Package) -> dict[str, str]:
    """Content types by part ("/xl/workbook.xml") and by extension ("xml"), in small letters."""
    types: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == _CONTENT_TYPES + "Override":
            types[attributes.get("PartName", "").casefold()] = attributes.get("ContentType", "")
        elif tag == _CONTENT_TYPES + "Default":
            types[attributes.get("Extension", "").casefold()] = attributes.get("ContentType", "")

    with package.open("[Content_Types].xml") as stream:
        markup.parse(stream, start)
    return types


def _sheets(package: Package, part: str, workbook: Workbook) -> list[tuple[str, str, bool]]:
    """(title, relationship, hidden) in the order of the tabs; the names of other files' cells go to the workbook."""
    sheets: list[tuple[str, str, bool]] = []
    name = meaning = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name, meaning
        significant = _SIGNIFICANT.get(tag)
        if significant == "definedName":
            name, meaning = attributes.get("name", ""), ""
        if significant == "workbookPr":
            workbook.from_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif significant == "sheet":
            relationship = next(
                (attributes[key] for ns in _RELATIONSHIP_TYPES if (key := f"{ns} id") in attributes), ""
            )
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes.get("name", ""), relationship, hidden))
            if len(sheets) > limits.SHEETS:
                raise Refused("too_many_sheets", limit=limits.SHEETS)

    def end(tag: str) -> None:
        nonlocal name
        if _SIGNIFICANT.get(tag) == "definedName":
            if name and OTHER_FILE.search(meaning) and len(workbook.names_of_others) < limits.SHARED_TEXTS:
                workbook.names_of_others.add(name.casefold())
            name = ""

    def text(piece: str) -> None:
        nonlocal meaning
        if name:
            meaning = (meaning + piece)[: limits.TEXT_CHARACTERS]

    with package.open(part) as stream:
        markup.parse(stream, start, end, text)
    return sheets


def _styles(package: Package, part: str) -> tuple[list[str], set[int]]:
    """The number format of each cell style, by its number; and the numbers of those that strike through."""
    custom: dict[str, str] = {}
    numbers: list[str] = []
    fonts = 0
    struck_fonts: set[str] = set()
    struck: set[int] = set()
    inside = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside, fonts
        significant = _SIGNIFICANT.get(tag)
        if significant in ("numFmts", "fonts", "cellXfs"):
            inside = significant
        elif significant == "numFmt" and inside == "numFmts":
            code = attributes.get("formatCode", "")[:255]
            custom[attributes.get("numFmtId", "")] = "" if code.lower() == "general" else code
        elif significant == "font" and inside == "fonts":
            fonts += 1
        elif significant == "strike" and inside == "fonts" and is_on(attributes):
            struck_fonts.add(str(fonts - 1))
        elif significant == "xf" and inside == "cellXfs":
            if attributes.get("fontId", "0") in struck_fonts:
                struck.add(len(numbers))
            numbers.append(attributes.get("numFmtId", "0"))

    def end(tag: str) -> None:
        nonlocal inside
        if _SIGNIFICANT.get(tag) == inside:
            inside = ""

    with package.open(part) as stream:
        markup.parse(stream, start, end)
    builtin = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    return [custom.get(number, builtin.get(number, "")) for number in numbers], struck


def _texts(package: Package, part: str) -> tuple[list[str], set[int]]:
    """The shared texts, and which of them have a run that is struck through.

    They are plain or in formatted runs; how a word is pronounced (rPh) is no part of it.
    """
    texts: list[str] = []
    struck: set[int] = set()
    pieces: list[str] = []
    room = 0  # characters that this text may still take
    characters = 0
    phonetic = 0
    inside = False
    place = ""  # of the run that is open: "superscript", "subscript"

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal phonetic, inside, room, place
        significant = _SIGNIFICANT.get(tag)
        if significant == "si":
            pieces.clear()
            room = limits.TEXT_CHARACTERS + 1
        elif significant == "rPh":
            phonetic += 1
        elif significant == "strike" and is_on(attributes):
            struck.add(len(texts))
        elif significant == "vertAlign":
            place = attributes.get("val", "")
        elif significant == "t":
            inside = not phonetic

    def end(tag: str) -> None:
        nonlocal phonetic, inside, characters, place
        significant = _SIGNIFICANT.get(tag)
        if significant == "t":
            inside = False
        elif significant == "r":
            place = ""
        elif significant == "rPh":
            phonetic -= 1
        elif significant == "si":
            texts.append(unescape("".join(pieces)))
            characters += len(texts[-1])
            if len(texts) > limits.SHARED_TEXTS or characters > limits.ALL_TEXT_CHARACTERS:
                raise Refused("too_much_text", limit=limits.ALL_TEXT_CHARACTERS)

    def text(piece: str) -> None:
        nonlocal room
        if inside and room > 0:
            piece = raised(piece, lowered=place == "subscript") if place in RAISED else piece
            pieces.append(piece[:room])
            room -= len(piece)

    with package.open(part) as stream:
        markup.parse(stream, start, end, text)
    return texts, struck
