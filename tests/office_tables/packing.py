"""How files are packed: zip as many programs write it, links to elsewhere, and what .xls stores beside a formula."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import xlwt

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import FIVE, FIVE_TOTAL, HEADER, budget_rows
from tests.workbooks import raw
from tests.workbooks.raw import Xml, sheet_xml
from tests.workbooks.writers import SheetOfFile, ods, saved, xls_book

TOTALLED = budget_rows(FIVE, total=FIVE_TOTAL)
PARTS = raw.parts(sheet_xml(TOTALLED))


def right(name: str, build: Callable[[], bytes], *, ending: str = "xlsx", **more: Any) -> Case:
    more = {"klass": "packing", "expect": "accept", "detail": granted(FIVE)} | more
    return Case(name=f"{ending}: {name}", filename=f"งบ.{ending}", build=build, **more)


class _Pipe(io.RawIOBase):
    """A stream that cannot go back, so that sizes follow each part, as web services write them."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.content += bytes(data)
        return len(data)


def _streamed() -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for path, content in PARTS.items():
            archive.writestr(path, content)
    return bytes(pipe.content)


def _packed(method: int = zipfile.ZIP_DEFLATED, *, big: bool = False, folders: bool = False) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        if folders:
            for folder in ("_rels/", "xl/", "xl/worksheets/"):
                archive.writestr(zipfile.ZipInfo(folder), b"")
        for path, content in PARTS.items():
            with archive.open(zipfile.ZipInfo(path), "w", force_zip64=big) as part:
                part.write(content)
    return stream.getvalue()


def _zips() -> list[Case]:
    whole = raw.zipped(PARTS)
    with_rich = raw.workbook(
        [HEADER, [1, Xml('t="inlineStr"', "<is><r><t>ชมรม</t></r><r><t>คนดี</t></r></is>"), 5]]
    )
    extras = PARTS | {
        "docProps/app.xml": b"<Properties/>",
        "docProps/core.xml": b"<x/>",
        "docProps/thumbnail.jpeg": b"\xff\xd8\xff\xe0" + bytes(100),
        "xl/theme/theme1.xml": b"<theme/>",
        "xl/printerSettings/printerSettings1.bin": bytes(2000),
        "customXml/item1.xml": b"<x/>",
        "xl/calcChain.xml": f'<calcChain xmlns="{raw.MAIN}"/>'.encode(),
    }
    unsafe = PARTS | {"../../../tmp/evil.xml": b"<x/>"}
    absolute = PARTS | {"/etc/evil.xml": b"<x/>"}
    backslash = {path.replace("/", "\\"): content for path, content in PARTS.items()}
    query = PARTS | {
        "xl/connections.xml": f'<connections xmlns="{raw.MAIN}"><connection id="1"/></connections>'.encode()
    }
    embedded = PARTS | {"xl/embeddings/oleObject1.bin": raw.compound({"Ole10Native": bytes(100)})}
    either: dict[str, Any] = {"sure": False}
    return [
        right("sizes follow the parts", _streamed),
        right("64-bit sizes", lambda: _packed(big=True)),
        right("entries for folders", lambda: _packed(folders=True)),
        right("packed with bzip2", lambda: _packed(zipfile.ZIP_BZIP2), **either),
        right("a text in several inline runs", lambda: with_rich, detail=granted([("ชมรมคนดี", 5)])),
        right("parts that Excel adds", lambda: raw.zipped(extras)),
        right("a part whose path climbs out", lambda: raw.zipped(unsafe), **either),
        right("a part whose path begins at the root", lambda: raw.zipped(absolute), **either),
        right("paths with backslashes", lambda: raw.zipped(backslash), **either),
        right("bytes after the zip's end", lambda: whole + b"\r\n", **either),
        right("bytes before the zip's beginning", lambda: b"#!/bin/sh\n" + whole, **either),
        right("a data connection", lambda: raw.zipped(query), **either),
        right("an embedded object", lambda: raw.zipped(embedded), **either),
    ]


def _ods_changed(old: str, new: str) -> Callable[[], bytes]:
    def change(content: bytes) -> bytes:
        if old.encode() not in content:
            raise LookupError(old)
        return content.replace(old.encode(), new.encode(), 1)

    return lambda: raw.changed(ods(SheetOfFile(rows=TOTALLED)), {"content.xml": change})


def _ods() -> list[Case]:
    link = 'office:value="95000" table:formula="of:=\'file:///C:/งบ.ods\'#$ก.A1"'
    filtered = '<table:table-row table:visibility="filter">'
    twice = '<table:table-row table:number-rows-repeated="2">'
    odd: dict[str, Any] = {"ending": "ods"}

    def second_row(row: str) -> Callable[[], bytes]:
        def change(content: bytes) -> bytes:
            head, first, rest = content.split(b"<table:table-row>", 2)
            return head + b"<table:table-row>" + first + row.encode() + rest

        return lambda: raw.changed(ods(SheetOfFile(rows=TOTALLED)), {"content.xml": change})

    return [
        right(
            "a formula that links to another workbook",
            _ods_changed('office:value="95000"', link),
            sure=False,
            **odd,
        ),
        right(
            "a filtered row is imported with a notice",
            second_row(filtered),
            warns=True,
            klass="hidden rows",
            **odd,
        ),
        right(
            "a row repeated twice is an organisation twice",
            second_row(twice),
            expect="reject",
            detail=None,
            places=(at(3, "B"),),
            exact=False,
            klass="duplicates",
            **odd,
        ),
        right(
            "the mimetype is packed and stands last",
            lambda: raw.zipped(dict(reversed(raw.unzipped(ods(SheetOfFile(rows=TOTALLED))).items()))),
            sure=False,
            **odd,
        ),
        right(
            "an .ods without its mimetype",
            lambda: raw.changed(ods(SheetOfFile(rows=TOTALLED)), {"mimetype": None}),
            sure=False,
            **odd,
        ),
    ]


def _ods_places() -> list[Case]:
    wrong = ods(SheetOfFile(rows=budget_rows([FIVE[0], (FIVE[1][0], "ไม่มี")])))
    gap = b'<table:table-row table:number-rows-repeated="10"><table:table-cell/></table:table-row>'
    deleted = (
        b'<table:tracked-changes><table:cell-content-change table:id="ct2"><table:previous>'
        b'<table:change-track-table-cell office:value-type="float" office:value="99000"><text:p>99,000</text:p>'
        b"</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
    )

    def after(mark: bytes, what: bytes) -> Callable[[bytes], bytes]:
        def change(content: bytes) -> bytes:
            end = content.index(b">", content.index(mark)) + 1
            return content[:end] + what + content[end:]

        return change

    def pushed(content: bytes) -> bytes:
        blank = b'<table:table-cell table:number-columns-repeated="3"/>'
        return content.replace(b"<table:table-row>", b"<table:table-row>" + blank)

    def made(content: bytes, change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
        return lambda: raw.changed(content, {"content.xml": change})

    whole = ods(SheetOfFile(rows=TOTALLED))
    fault: dict[str, Any] = {"ending": "ods", "expect": "reject", "detail": None}
    return [
        right(
            "blank rows repeated before the table count",
            made(wrong, after(b"<table:table ", gap)),
            places=(at(13, "C"),),
            **fault,
        ),
        right(
            "blank cells repeated before the table count", made(wrong, pushed), places=(at(3, "F"),), **fault
        ),
        right(
            "tracked changes are not the table",
            made(whole, after(b"<office:spreadsheet", deleted)),
            ending="ods",
        ),
    ]


def _xls_formula(result: bytes, text: str = "") -> bytes:
    """An .xls whose second amount, C3, is a formula with this stored result of eight bytes."""
    book = xls_book(
        SheetOfFile(rows=[HEADER, [1, FIVE[0][0], 95000], [2, FIVE[1][0], None], [3, FIVE[2][0], 25000]])
    )
    book.get_sheet(0).write(2, 2, xlwt.Formula("47500*2"))
    content = bytearray(saved(book))
    start = content.index(struct.pack("<HH", 2, 2), content.index(FIVE[2][0][:4].encode("utf-16-le")))
    while struct.unpack_from("<H", content, start - 4)[0] != 0x0006:
        start = content.index(struct.pack("<HH", 2, 2), start + 1)
    content[start + 6 : start + 14] = result
    content[start + 14 : start + 16] = b"\0\0"
    return bytes(content)


def _xls() -> list[Case]:
    odd: dict[str, Any] = {"ending": "xls", "klass": "formulas"}
    stored = [*FIVE[:1], (FIVE[1][0], "95000.50"), FIVE[2]]
    special = {
        "an error": b"\2\0\7\0\0\0\xff\xff",
        "TRUE": b"\1\0\1\0\0\0\xff\xff",
        "“”": b"\3\0\0\0\0\0\xff\xff",
    }

    def failed() -> bytes:
        book = xls_book(SheetOfFile(rows=[HEADER, [1, FIVE[0][0], 95000], [2, FIVE[1][0], None]]))
        book.get_sheet(0).row(2).set_cell_error(2, 0x2A)
        return saved(book)

    def trailing() -> bytes:
        return saved(xls_book(SheetOfFile(rows=TOTALLED))) + bytes(100)

    return [
        right("bytes after the last sector", trailing, ending="xls"),
        right(
            "a formula with the stored value 95000.50",
            lambda: _xls_formula(struct.pack("<d", 95000.5)),
            detail=granted(stored),
            **odd,
        ),
        *[
            right(
                f"a formula that ended in {what}",
                lambda result=result: _xls_formula(result),
                expect="reject",
                detail=None,
                places=(at(3, "C"),),
                **odd,
            )
            for what, result in special.items()
        ],
        right(
            "an error value",
            failed,
            expect="reject",
            detail=None,
            places=(at(3, "C"),),
            ending="xls",
            klass="cells of another kind",
        ),
    ]


CASES = [*_zips(), *_ods(), *_ods_places(), *_xls()]
