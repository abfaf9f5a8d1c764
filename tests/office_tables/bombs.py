"""Files made to exhaust whoever opens them: bombs, lies about sizes, and merges over everything."""

import zipfile
from collections.abc import Callable

from tests.office_tables.case import Case, granted
from tests.office_tables.layout import ROWS, right, wrong
from tests.office_tables.office_data import FIVE
from tests.workbooks import raw
from tests.workbooks.writers import SheetOfFile, ods


def _bombs() -> list[Case]:
    spaces = "<row>" + "<c/>" * 1000 + "</row>"
    head, tail = f'{raw.HEAD}<worksheet xmlns="{raw.MAIN}"><sheetData>', "</sheetData></worksheet>"

    def sheet(body: str) -> Callable[[], bytes]:
        return lambda: raw.zipped(raw.parts(head + body + tail))

    rows_xml = raw.sheet_xml(ROWS).split("<sheetData>")[1].split("</sheetData>")[0]
    text = '<c r="A1" t="inlineStr"><is><t>' + "ก" * 15_000_000 + "</t></is></c>"
    deep = "<a>" * 200_000 + "</a>" * 200_000
    cells = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1000, 400_000, 2))
    shared = raw.parts(raw.sheet_xml([*ROWS[:1], [1, raw.Xml('t="s"', "<v>0</v>"), 1]]))
    shared["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{raw.MAIN}"><si><t>{"ก" * 19_000_000}</t></si></sst>'.encode()
    )
    merges = "".join(f'<mergeCell ref="E{n}:G{n}"/>' for n in range(10, 60_000))
    wide_merges = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(100, 20_000))
    return [
        wrong("a sheet of 70 MB of empty cells", sheet(spaces * 16_000), klass="bombs"),
        wrong("a sheet of 200 MB of spaces", sheet(" " * 200_000_000), klass="bombs"),
        wrong("one text of 45 MB", sheet(f"<row>{text}</row>"), klass="bombs"),
        wrong("a shared text of 57 MB", lambda: raw.zipped(shared), klass="bombs"),
        wrong("elements nested 200,000 deep", sheet(deep), klass="bombs"),
        wrong("a part whose directory entry lies about its size", _lying_size, klass="bombs"),
        wrong("a zip in which all parts share their bytes", _overlapping, klass="bombs", sure=False),
        wrong(
            "a merge over the whole sheet",
            lambda: raw.workbook(
                ROWS, after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            ),
            klass="bombs",
        ),
        wrong(
            "an amount merged down to the end of the sheet",
            lambda: raw.workbook(
                ROWS, after='<mergeCells count="1"><mergeCell ref="C6:C1048576"/></mergeCells>'
            ),
            klass="bombs",
            exact=False,
            sure=False,
            detail=granted(FIVE),
        ),
        right(
            "60,000 merges of empty cells",
            lambda: raw.workbook(ROWS, after=f"<mergeCells>{merges}</mergeCells>"),
            klass="bombs",
            sure=False,
        ),
        right(
            "20,000 merges over the sheet's whole width",
            lambda: raw.workbook(ROWS, after=f"<mergeCells>{wide_merges}</mergeCells>"),
            klass="bombs",
            sure=False,
        ),
        right("200,000 empty cells far below", sheet(rows_xml + cells), klass="bombs", sure=False),
        wrong(
            "a filled cell repeated over the row",
            lambda: raw.changed(
                ods(SheetOfFile(rows=ROWS)),
                {
                    "content.xml": lambda content: content.replace(
                        b"<table:table-cell office:value-type",
                        b'<table:table-cell table:number-columns-repeated="16000" office:value-type',
                        1,
                    )
                },
            ),
            ending="ods",
            klass="bombs",
            exact=False,
        ),
        wrong(
            "an .ods of 70 MB of spaces",
            lambda: raw.changed(
                ods(SheetOfFile(rows=ROWS)),
                {
                    "content.xml": lambda content: content.replace(
                        b"</table:table>", b" " * 70_000_000 + b"</table:table>"
                    )
                },
            ),
            ending="ods",
            klass="bombs",
        ),
    ]


def _lying_size() -> bytes:
    """A sheet of 70 MB whose directory entries say 1,000 bytes."""
    body = raw.sheet_xml(ROWS).replace("</sheetData>", "<row/>" * 12_000_000 + "</sheetData>").encode()
    content = raw.zipped(raw.parts(raw.sheet_xml(ROWS)) | {raw.SHEET_1: body})
    size, lie = len(body).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    return content.replace(size, lie)


def _overlapping() -> bytes:
    """Two directory entries that point to the same bytes."""
    content = raw.zipped(raw.parts(raw.sheet_xml(ROWS)), compression=zipfile.ZIP_STORED)
    last = content.rfind(b"PK\1\2")
    end = content.rfind(b"PK\5\6")
    entry = content[last:end]
    count = int.from_bytes(content[end + 10 : end + 12], "little") + 1
    size = int.from_bytes(content[end + 12 : end + 16], "little") + len(entry)
    tail = bytearray(content[end:])
    tail[8:10] = tail[10:12] = count.to_bytes(2, "little")
    tail[12:16] = size.to_bytes(4, "little")
    return content[:end] + entry + bytes(tail)


CASES = _bombs()
