"""The same table as many programs write it: dialects of the formats, and what else a workbook carries."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import xlwt
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import FIVE, FIVE_TOTAL, HEADER, THREE, budget_rows
from tests.workbooks import raw
from tests.workbooks.raw import MAIN, SHEET_1, Xml, replacing, sheet_xml
from tests.workbooks.writers import SheetOfFile, ods, saved, write, xls_book, xlsx

ROWS = budget_rows(FIVE)
TOTALLED = budget_rows(FIVE, total=FIVE_TOTAL)


def right(name: str, build: Callable[[], bytes], *, ending: str = "xlsx", **more: Any) -> Case:
    more = {"klass": "dialects", "expect": "accept", "detail": granted(FIVE)} | more
    return Case(name=f"{ending}: {name}", filename=f"งบ.{ending}", build=build, **more)


def _sheet(change: Callable[[str], str]) -> Callable[[], bytes]:
    return lambda: raw.zipped(raw.parts(change(sheet_xml(TOTALLED))))


def _prefixed(xml: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        xml = (
            xml.replace(f"<{name} ", f"<x:{name} ")
            .replace(f"<{name}>", f"<x:{name}>")
            .replace(f"</{name}>", f"</x:{name}>")
        )
    return xml.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def _without_addresses(xml: str) -> str:
    return re.sub(r' r="[A-Z]*\d+"', "", xml)


def _shared(strings: str) -> Callable[[], bytes]:
    """A table whose second name is the shared text 0."""

    def build() -> bytes:
        rows = [HEADER, [1, FIVE[0][0], 95000], [2, Xml('t="s"', "<v>0</v>"), 45000]]
        return raw.workbook(rows, texts=strings)

    return build


SHARED = granted([FIVE[0], ("สมาคมผู้บริโภคบางปะกง", 45000)])


def _xlsx() -> list[Case]:
    absolute = {"xl/_rels/workbook.xml.rels": replacing('Target="worksheets', 'Target="/xl/worksheets')}
    elsewhere = raw.parts(sheet_xml(TOTALLED))
    elsewhere["xl/worksheets/page.xml"] = elsewhere.pop(SHEET_1)
    for path in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        elsewhere[path] = replacing("sheet1.xml", "page.xml")(elsewhere[path])
    runs = "<si><r><t>สมาคม</t></r><r><rPr><b/></rPr><t>ผู้บริโภค</t></r><r><t>บางปะกง</t></r></si>"
    spoken = '<si><t>สมาคมผู้บริโภคบางปะกง</t><rPh sb="0" eb="1"><t>พากย์</t></rPh></si>'
    half = sheet_xml(TOTALLED).replace('<row r="4">', '<row r="4" ht="30" customHeight="1" spans="1:3">')
    shuffled = _shuffled(sheet_xml(ROWS))
    twice = sheet_xml(ROWS).replace(
        '<c r="C3"><v>45000</v></c>', '<c r="C3"><v>45000</v></c><c r="C3"><v>99000</v></c>'
    )
    unpacked = raw.zipped(raw.parts(sheet_xml(TOTALLED)), compression=zipfile.ZIP_STORED)
    cased = sheet_xml(TOTALLED).replace('r="C', 'r="c')
    far = sheet_xml(ROWS).replace(
        "</sheetData>", '<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'
    )
    beyond = sheet_xml(ROWS).replace("</row></sheetData>", '<c r="XFE6"><v>1</v></c></row></sheetData>')
    utf16 = raw.parts(sheet_xml(TOTALLED))
    utf16[SHEET_1] = utf16[SHEET_1].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return [
        right("texts are inline", lambda: raw.workbook(TOTALLED)),
        right("texts are shared", lambda: write("xlsx", TOTALLED)),
        *[
            right(f"<dimension> lies: {lie}", lambda lie=lie: raw.workbook(TOTALLED, dimension=lie))
            for lie in ("A1", "A1:C2", "A1:XFD1048576", "D5:E6", "A1:C7")
        ],
        right("a name prefix on every element", _sheet(_prefixed)),
        right(
            "cells and rows without addresses",
            lambda: raw.zipped(raw.parts(_without_addresses(sheet_xml(ROWS)))),
        ),
        right("a strict Open XML workbook", lambda: raw.workbook(TOTALLED, strict=True), sure=False),
        right("absolute targets", lambda: raw.changed(raw.workbook(TOTALLED), absolute)),
        right("the sheet's part has another name", lambda: raw.zipped(elsewhere)),
        right("rows with heights and spans", lambda: raw.zipped(raw.parts(half))),
        right("a text of several formats", _shared(runs), detail=SHARED),
        right("a text with its pronunciation", _shared(spoken), detail=SHARED),
        right(
            "the parts in another order",
            lambda: raw.zipped(dict(reversed(raw.parts(sheet_xml(TOTALLED)).items()))),
        ),
        right(
            "the parts not packed",
            lambda: unpacked,
        ),
        right("the zip carries a comment", lambda: _commented(raw.workbook(TOTALLED))),
        right("rows out of order", lambda: raw.zipped(raw.parts(shuffled)), sure=False),
        right(
            "an amount's address written twice",
            lambda: raw.zipped(raw.parts(twice)),
            expect="reject",
            detail=None,
        ),
        right("addresses in small letters", lambda: raw.zipped(raw.parts(cased)), sure=False),
        right(
            "a row beyond the sheet's end", lambda: raw.zipped(raw.parts(far)), expect="reject", sure=False
        ),
        right(
            "a column beyond the sheet's end",
            lambda: raw.zipped(raw.parts(beyond)),
            expect="reject",
            sure=False,
        ),
        right("a sheet in UTF-16", lambda: raw.zipped(utf16), sure=False),
        right("no styles", lambda: _styleless(), sure=False),
        right(
            "the calendar begins in 1904",
            lambda: raw.changed(
                raw.workbook(TOTALLED),
                {"xl/workbook.xml": replacing("<sheets>", '<workbookPr date1904="1"/><sheets>')},
            ),
        ),
        right(
            "a stored amount beside a shared formula",
            lambda: raw.workbook(
                [
                    HEADER,
                    [1, FIVE[0][0], Xml("", '<f t="shared" ref="C2:C3" si="0">47500*2</f><v>95000</v>')],
                    [2, FIVE[1][0], Xml("", '<f t="shared" si="0"/><v>45000</v>')],
                ]
            ),
            detail=granted(FIVE[:2]),
        ),
        right(
            "a shared formula without a stored value",
            lambda: raw.workbook(
                [
                    HEADER,
                    [1, FIVE[0][0], Xml("", '<f t="shared" ref="C2:C3" si="0">47500*2</f><v>95000</v>')],
                    [2, FIVE[1][0], Xml("", '<f t="shared" si="0"/>')],
                ]
            ),
            expect="reject",
            detail=None,
            places=(at(3, "C"),),
        ),
        right(
            "cells that say they are texts of a formula, and are",
            lambda: raw.workbook(
                [HEADER, [1, Xml('t="str"', f"<v>{FIVE[0][0]}</v>"), Xml('t="str"', "<v>95,000</v>")]]
            ),
            detail=granted(FIVE[:1]),
        ),
    ]


def _shuffled(xml: str) -> str:
    head, rest = xml.split("<sheetData>")
    body, tail = rest.split("</sheetData>")
    rows = [part + "</row>" for part in body.split("</row>")[:-1]]
    return head + "<sheetData>" + "".join([rows[0], *reversed(rows[1:])]) + "</sheetData>" + tail


def _commented(content: bytes) -> bytes:
    return content[:-2] + len("งบ".encode()).to_bytes(2, "little") + "งบ".encode()


def _styleless() -> bytes:
    parts = raw.parts(sheet_xml(TOTALLED))
    del parts["xl/styles.xml"]
    path = "xl/_rels/workbook.xml.rels"
    parts[path] = parts[path].replace(
        f'<Relationship Id="rId90" Type="{raw.LINKS}/styles" Target="styles.xml"/>'.encode(), b""
    )
    path = "[Content_Types].xml"
    parts[path] = parts[path].replace(
        f'<Override PartName="/xl/styles.xml" ContentType="{raw.TYPES}styles+xml"/>'.encode(), b""
    )
    return raw.zipped(parts)


def _carried(decorate: Callable[[Any, Any], None]) -> Callable[[], bytes]:
    """The table with whatever `decorate` adds to the workbook and its page."""

    def build() -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(xlsx(SheetOfFile(rows=TOTALLED))))
        decorate(book, book.active)
        return saved(book)

    return build


def _chart(book: Any, page: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(page, min_col=3, min_row=1, max_row=6), titles_from_data=True)
    page.add_chart(chart, "F2")


def _chart_sheet(book: Any, page: Any) -> None:
    sheet = book.create_chartsheet("กราฟ", 0)
    chart = BarChart()
    chart.add_data(Reference(page, min_col=3, min_row=1, max_row=6))
    sheet.add_chart(chart)


def _comment(book: Any, page: Any) -> None:
    page["C3"].comment = Comment("ตรวจแล้ว 45,000", "สปสช.")


def _rules(book: Any, page: Any) -> None:
    red = PatternFill(start_color="FFCCCC", end_color="FFCCCC", fill_type="solid")
    page.conditional_formatting.add("A1:XFD1048576", CellIsRule(operator="lessThan", formula=["0"], fill=red))
    choice = DataValidation(type="list", formula1='"ก,ข,ค"')
    choice.add("B2:B1048576")
    page.add_data_validation(choice)


def _view(book: Any, page: Any) -> None:
    page.freeze_panes = "A2"
    page.auto_filter.ref = "A1:C6"
    page.print_title_rows = "1:1"
    page.protection.sheet = True
    page.protection.password = "1234"
    book.security.lockStructure = True


def _list(book: Any, page: Any) -> None:
    page.add_table(Table(displayName="ตาราง1", ref="A1:C6"))


def _link(book: Any, page: Any) -> None:
    page["B2"].hyperlink = "https://example.org/"


def _print(book: Any, page: Any) -> None:
    page.print_area = "A1:C7"
    page.oddHeader.center.text = "งบประมาณปี 2560"
    page.oddFooter.center.text = "หน้า &P/&N"


DECORATIONS: dict[str, Callable[[Any, Any], None]] = {
    "a chart": _chart,
    "a chart sheet before the table": _chart_sheet,
    "a comment on an amount": _comment,
    "rules over the whole sheet": _rules,
    "a frozen, filtered, protected page": _view,
    "a list object": _list,
    "a name that is a link": _link,
    "a print area and a printed header": _print,
}


def _others() -> list[Case]:
    def dated() -> bytes:
        book = xls_book(SheetOfFile(rows=TOTALLED))
        book.dates_1904 = True
        return saved(book)

    def rich() -> bytes:
        book = xls_book(SheetOfFile(rows=[HEADER]))
        for row, (name, amount) in enumerate(THREE, start=1):
            page = book.get_sheet(0)
            page.write(row, 0, row)
            bold, plain = xlwt.easyfont("bold true"), xlwt.easyfont("")
            page.write_rich_text(row, 1, [(name[:4], bold), (name[4:], plain)])
            page.write(row, 2, amount)
        return saved(book)

    def spaced(content: bytes) -> bytes:
        return content.replace(
            "สมาคมผู้บริโภคบางปะกง".encode(), 'สมาคม<text:s/>ผู้บริโภค<text:s text:c="1"/>บางปะกง'.encode()
        )

    def spans(content: bytes) -> bytes:
        name = FIVE[1][0]
        return content.replace(name.encode(), f"<text:span>{name[:6]}</text:span>{name[6:]}".encode())

    def noted(content: bytes) -> bytes:
        note = "<office:annotation><text:p>ตรวจแล้ว 99,000</text:p></office:annotation><text:p>45,000</text:p>"
        return content.replace(b"<text:p>45,000</text:p>", note.encode())

    def currency(content: bytes) -> bytes:
        return content.replace(
            b'office:value-type="float"', b'office:value-type="currency" office:currency="THB"'
        )

    def computed(content: bytes) -> bytes:
        return content.replace(b'office:value="95000"', b'office:value="95000" table:formula="of:=47500*2"')

    def failed(content: bytes) -> bytes:
        old = b'office:value-type="float" office:value="45000"><text:p>45,000</text:p>'
        if old not in content:
            old = b'office:value="45000" office:value-type="float"><text:p>45,000</text:p>'
        new = b'table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p>'
        if old not in content:
            raise LookupError("the amount is written otherwise")
        return content.replace(old, new)

    def shown(content: bytes) -> bytes:
        return content.replace(b"<text:p>45,000</text:p>", b"<text:p>45</text:p>")

    def headed(content: bytes) -> bytes:
        first, rest = content.split(b"</table:table-row>", 1)
        start = first.rindex(b"<table:table-row")
        wrapped = (
            b"<table:table-header-rows>" + first[start:] + b"</table:table-row></table:table-header-rows>"
        )
        return first[:start] + wrapped + rest

    def grouped(content: bytes) -> bytes:
        start, end = content.index(b"<table:table-row"), content.rindex(b"</table:table-row>") + 18
        return (
            content[:start]
            + b"<table:table-row-group>"
            + content[start:end]
            + b"</table:table-row-group>"
            + content[end:]
        )

    def written(change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
        def build() -> bytes:
            made = ods(SheetOfFile(rows=ROWS))
            altered = raw.changed(made, {"content.xml": change})
            if raw.unzipped(altered)["content.xml"] == raw.unzipped(made)["content.xml"]:
                raise LookupError("the change changed nothing")
            return altered

        return build

    named = granted([FIVE[0], ("สมาคม ผู้บริโภค บางปะกง", 45000), *FIVE[2:]])
    return [
        right("the calendar begins in 1904", dated, ending="xls"),
        right("names of several formats", rich, ending="xls", detail=granted(THREE)),
        right("spaces as elements", written(spaced), ending="ods", detail=named),
        right("a name of several formats", written(spans), ending="ods"),
        right("a comment inside an amount's cell", written(noted), ending="ods"),
        right("amounts as currency", written(currency), ending="ods"),
        right("a formula and its stored value", written(computed), ending="ods"),
        right(
            "a formula that ended in an error",
            written(failed),
            ending="ods",
            expect="reject",
            detail=None,
            places=(at(3, "C"),),
        ),
        right("a value that is shown otherwise", written(shown), ending="ods", sure=False),
        right("header rows marked as such", written(headed), ending="ods"),
        right("rows in a group", written(grouped), ending="ods"),
    ]


CASES = [
    *_xlsx(),
    *[right(f"the workbook carries {what}", _carried(decorate)) for what, decorate in DECORATIONS.items()],
    *_others(),
]
