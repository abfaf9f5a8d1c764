"""Workbooks written part by part, for what no library writes: stored values, lies, damage, bombs."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
WORKBOOK_TYPE = f"{TYPES}sheet.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_1 = "xl/worksheets/sheet1.xml"

Rows = Sequence[Sequence[Any]] | str  # values, or the XML of the rows


class Xml:
    """A cell given as XML: the attributes of <c> beyond its address, and what it contains."""

    def __init__(self, attributes: str = "", inside: str = ""):
        self.attributes, self.inside = attributes, inside


def formula(text: str, stored: Any = None) -> Xml:
    """A formula, with the value that the spreadsheet program stored beside it, if any."""
    if stored is None:
        return Xml("", f"<f>{escape(text)}</f>")
    kind, value = ("b", int(stored)) if isinstance(stored, bool) else ("n", stored)
    if isinstance(stored, str):
        kind, value = ("e" if stored.startswith("#") else "str"), escape(stored)
    return Xml(f't="{kind}"', f"<f>{escape(text)}</f><v>{value}</v>")


def sheet_xml(
    rows: Rows, *, dimension: str = "", before: str = "", after: str = "", namespace: str = MAIN
) -> str:
    """`before` and `after` go around <sheetData>."""
    lines = rows if isinstance(rows, str) else "".join(map(_row, range(1, len(rows) + 1), rows))
    if dimension:
        before = f"<dimension ref={quoteattr(dimension)}/>" + before
    return f'{HEAD}<worksheet xmlns="{namespace}">{before}<sheetData>{lines}</sheetData>{after}</worksheet>'


def _row(number: int, values: Sequence[Any]) -> str:
    cells = [
        _cell(f"{get_column_letter(column)}{number}", value)
        for column, value in enumerate(values, start=1)
        if value is not None
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(address: str, value: Any) -> str:
    if isinstance(value, Xml):
        return f'<c r="{address}" {value.attributes}>{value.inside}</c>'
    if isinstance(value, bool):
        return f'<c r="{address}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{address}"><v>{value!r}</v></c>'
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def cell_styles(*codes: str) -> str:
    """Cell styles 1, 2, … with these number formats; a number is one of Excel's own. 0 is General."""
    formats = "".join(
        f'<numFmt numFmtId="{164 + index}" formatCode="{code}"/>'
        for index, code in enumerate(codes)
        if not code.isdigit()
    )
    cells = "".join(
        f'<xf xfId="0" numFmtId="{code if code.isdigit() else 164 + index}" applyNumberFormat="1"/>'
        for index, code in enumerate(codes)
    )
    return (
        (f"<numFmts>{formats}</numFmts>" if formats else "")
        + '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(codes) + 1}"><xf xfId="0"/>{cells}</cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )


def parts(
    *sheets: str,
    names: Sequence[str] = ("งบประมาณ", "แผน", "ชีต3"),
    listed: str = "",
    texts: str = "",
    styles: str = "",
    properties: str = "",
    relationships: str = "",
    strict: bool = False,
    content_type: str = WORKBOOK_TYPE,
) -> dict[str, bytes]:
    """The parts of a workbook with these sheets (relationships rId1, rId2, …), by their path in the package.

    `listed` takes the place of the list of sheets; `texts` are the shared texts; `styles` else a day and a percentage;
    `properties` stand before the list of sheets, `relationships` after the sheets' own.
    """
    main, links = (STRICT_MAIN, STRICT_LINKS) if strict else (MAIN, LINKS)
    others = {"styles": styles or cell_styles("14", "9")} | ({"sharedStrings": texts} if texts else {})
    tags = {"styles": "styleSheet", "sharedStrings": "sst"}
    numbered = list(enumerate(sheets, start=1))
    listed = listed or "".join(
        f'<sheet name="{names[n - 1]}" sheetId="{n}" r:id="rId{n}"/>' for n, _ in numbered
    )
    files = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered}
    files |= {f"rId{90 + n}": (kind, f"{kind}.xml") for n, kind in enumerate(others)}
    overrides = "".join(
        f'<Override PartName="/xl/{path}" ContentType="{TYPES}{kind}+xml"/>' for kind, path in files.values()
    )
    related = "".join(
        f'<Relationship Id="{key}" Type="{links}/{kind}" Target="{path}"/>'
        for key, (kind, path) in files.items()
    )
    made = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{main}" xmlns:r="{links}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{related}'
        f"{relationships.replace('{office}', links)}</Relationships>",
    }
    for kind, inside in others.items():
        made[f"xl/{kind}.xml"] = f'{HEAD}<{tags[kind]} xmlns="{main}">{inside}</{tags[kind]}>'
    for n, xml in numbered:
        made[f"xl/worksheets/sheet{n}.xml"] = xml
    return {path: text.encode() for path, text in made.items()}


def workbook(
    rows: Rows = "",
    after: str = "",
    *,
    before: str = "",
    dimension: str = "",
    strict: bool = False,
    changes: "Changes | None" = None,
    **more: str,
) -> bytes:
    """An .xlsx of one sheet of these rows; `changes` replaces, adds or takes out parts, `more` goes to `parts`."""
    namespace = STRICT_MAIN if strict else MAIN
    sheet = sheet_xml(rows, dimension=dimension, before=before, after=after, namespace=namespace)
    return zipped(with_changes(parts(sheet, strict=strict, **more), changes or {}))  # type: ignore[arg-type]


Change = str | bytes | Callable[[bytes], bytes] | None
Changes = Mapping[str, Change]


def with_changes(files: Mapping[str, bytes], changes: Changes) -> dict[str, bytes]:
    """The parts with some replaced, rewritten by a function, added, or (None) taken out."""
    made = dict(files)
    for path, change in changes.items():
        if change is None:
            del made[path]
        elif callable(change):
            made[path] = change(made[path])
        else:
            made[path] = change.encode() if isinstance(change, str) else change
    return made


def zipped(files: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return stream.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, changes: Changes) -> bytes:
    """The package with its parts changed."""
    return zipped(with_changes(unzipped(content), changes))


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    """A part with `old`, which must be there, replaced by `new`."""

    def change(content: bytes) -> bytes:
        if old.encode() not in content:
            raise LookupError(f"the part has no {old}")
        return content.replace(old.encode(), new.encode())

    return change


def compound(streams: Mapping[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """An OLE2 compound file, the container of .xls and of password-protected workbooks."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    names = sorted([*padded, *storages], key=lambda name: (len(name), name.upper()))
    directory_sectors = -(-(len(names) + 1) // 4)
    counts = {name: -(-len(content) // 512) for name, content in padded.items()}
    body = directory_sectors + sum(counts.values())
    fat_sectors = 1
    while fat_sectors * 128 < body + fat_sectors:
        fat_sectors += 1
    fat, start, starts = [fat_mark] * fat_sectors, fat_sectors, {}
    for name, count in [("", directory_sectors), *counts.items()]:
        starts[name] = start
        fat += [*range(start + 1, start + count), end]
        start += count
    fat += [free] * (fat_sectors * 128 - len(fat))

    def entry(
        name: str, kind: int, right: int = free, child: int = free, first: int = end, size: int = 0
    ) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0" if name else b""
        links = struct.pack("<BBIII", kind, 1, free, right, child)
        return (
            text.ljust(64, b"\0")
            + struct.pack("<H", len(text))
            + links
            + bytes(36)
            + struct.pack("<IQ", first, size)
        )

    entries = [entry("Root Entry", 5, child=1 if names else free)]
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else free
        if name in padded:
            entries.append(entry(name, 2, right, free, starts[name], len(padded[name])))
        else:
            entries.append(entry(name, 1, right))
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, starts[""], 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", *range(fat_sectors), *[free] * (109 - fat_sectors))
    sectors = struct.pack(f"<{len(fat)}I", *fat) + directory
    return header + sectors + b"".join(content.ljust(counts[n] * 512, b"\0") for n, content in padded.items())


def png() -> bytes:
    """One white dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    dot = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(b"\0\xff\xff\xff")
    )
    return b"\x89PNG\r\n\x1a\n" + dot + chunk(b"IEND", b"")


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(
    table: str = "", *, before: str = "", styles: str = "", changes: Changes | None = None
) -> bytes:
    """An .ods with one table; `before` stands in front of it, `styles` are automatic styles."""
    content = (
        f'<office:document-content xmlns:office="{_ODF}office:1.0" xmlns:table="{_ODF}table:1.0"'
        f' xmlns:text="{_ODF}text:1.0" xmlns:style="{_ODF}style:1.0" xmlns:draw="{_ODF}drawing:1.0"'
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{before}"
        f'<table:table table:name="งบ">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = {
        "mimetype": ODS_TYPE,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}manifest:1.0"/>',
        "content.xml": content,
    }
    return zipped(with_changes({path: text.encode() for path, text in made.items()}, changes or {}))
