"""Office files made by hand, part by part, so that a test can say exactly what is odd about one."""

import io
import json
import zipfile
from collections.abc import Callable

from tables.readers.tally import Tally
from tables.reading import assemble
from tables.sheets import Book

TRANSITIONAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
STRICT = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
Parts = dict[str, str | bytes | None]


def read_here(read: Callable[[bytes, Tally], None], content: bytes) -> Book:
    """What the child would read, without the process around it."""
    messages: list[list] = []
    read(content, Tally(messages.append))
    return assemble(json.loads(json.dumps(messages)))


def grid(book: Book, sheet: int = 0) -> list[list[str]]:
    """A sheet's texts from A1 on, "" for empty cells."""
    rows = book.sheets[sheet].rows
    width = max((column for row in rows.values() for column in row), default=0)
    return [
        [rows[row][column].text if column in rows.get(row, {}) else "" for column in range(1, width + 1)]
        for row in range(1, max(rows, default=0) + 1)
    ]


def archive(parts: Parts, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts that are not None."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as package:
        for name, part in parts.items():
            if part is not None:
                package.writestr(name, part)
    return output.getvalue()


def sheet_xml(rows: str, after: str = "", *, namespace: str = TRANSITIONAL[0], before: str = "") -> str:
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(
    rows: str = "",
    after: str = "",
    *,
    before: str = "",
    texts: str | None = None,
    styles: str | None = None,
    properties: str = "",
    sheets: str = '<sheet name="งบ" sheetId="1" r:id="s1"/>',
    relationships: str = "",
    namespaces: tuple[str, str] = TRANSITIONAL,
    content_type: str = WORKBOOK_TYPE,
    parts: Parts | None = None,
) -> bytes:
    """An .xlsx of one sheet (relationship s1). `parts` replaces or adds parts, or leaves one out (None)."""
    main, office = namespaces
    rels = f'<Relationships xmlns="{_PACKAGE}relationships">'
    made: Parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'{rels}<Relationship Id="w" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{rels}<Relationship Id="s1" Type="{office}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="{office}/sharedStrings" '
        f'Target="sharedStrings.xml"/><Relationship Id="f" Type="{office}/styles" Target="styles.xml"/>'
        f"{relationships.replace('{office}', office)}</Relationships>",
        "xl/worksheets/sheet1.xml": sheet_xml(rows, after, namespace=main, before=before),
        "xl/sharedStrings.xml": texts and f'<sst xmlns="{main}">{texts}</sst>',
        "xl/styles.xml": styles and f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    return archive(made | (parts or {}))


def styles(*codes: str) -> str:
    """Cell styles 1, 2, … with these number formats; a number is one of Excel's own. 0 is General."""
    formats = "".join(
        f'<numFmt numFmtId="{164 + index}" formatCode="{code}"/>'
        for index, code in enumerate(codes)
        if not code.isdigit()
    )
    cells = "".join(
        f'<xf numFmtId="{code if code.isdigit() else 164 + index}"/>' for index, code in enumerate(codes)
    )
    return f'<numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{cells}</cellXfs>'


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(
    table: str = "", *, before: str = "", styles: str = "", parts: Parts | None = None
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
    made: Parts = {
        "mimetype": ODS_TYPE,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}manifest:1.0"/>',
        "content.xml": content,
    }
    return archive(made | (parts or {}))
