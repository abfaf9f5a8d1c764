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
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


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
    rows: Sequence[Sequence[Any]], *, dimension: str = "", before: str = "", after: str = ""
) -> str:
    """`before` and `after` go around <sheetData>."""
    lines = []
    for row_number, row in enumerate(rows, start=1):
        cells = []
        for column, value in enumerate(row, start=1):
            if value is not None:
                cells.append(_cell(f"{get_column_letter(column)}{row_number}", value))
        lines.append(f'<row r="{row_number}">{"".join(cells)}</row>')
    if dimension:
        before = f"<dimension ref={quoteattr(dimension)}/>" + before
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'
    )


def _cell(address: str, value: Any) -> str:
    if isinstance(value, Xml):
        return f'<c r="{address}" {value.attributes}>{value.inside}</c>'
    if isinstance(value, bool):
        return f'<c r="{address}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{address}"><v>{value!r}</v></c>'
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def parts(*sheets: str, names: Sequence[str] = ("งบประมาณ", "แผน", "ชีต3")) -> dict[str, bytes]:
    """The parts of a workbook with these sheets, by their path in the package."""
    numbered = list(enumerate(sheets, start=1))
    listed = "".join(f'<sheet name="{names[n - 1]}" sheetId="{n}" r:id="rId{n}"/>' for n, _ in numbered)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPES}worksheet+xml"/>'
        for n, _ in numbered
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    texts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId90" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="14" applyNumberFormat="1"/>'
        '<xf xfId="0" numFmtId="9" applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    }
    for n, xml in numbered:
        texts[f"xl/worksheets/sheet{n}.xml"] = xml
    return {path: text.encode() for path, text in texts.items()}


def zipped(files: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return stream.getvalue()


def workbook(rows: Sequence[Sequence[Any]], **around: str) -> bytes:
    """One sheet of these rows; cells may be `Xml`."""
    return zipped(parts(sheet_xml(rows, **around)))


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, changes: Mapping[str, bytes | Callable[[bytes], bytes] | None]) -> bytes:
    """The package with parts replaced, rewritten by a function, added, or (None) taken out."""
    files = unzipped(content)
    for path, change in changes.items():
        if change is None:
            del files[path]
        else:
            files[path] = change(files[path]) if callable(change) else change
    return zipped(files)


SHEET_1 = "xl/worksheets/sheet1.xml"


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
