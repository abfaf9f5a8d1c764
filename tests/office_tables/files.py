"""Files as such: the three of the office, and everything that is no table or wants to do harm."""

import io
import os
import random
import struct
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

from tests.office_tables.case import Case, at, granted
from tests.office_tables.office_data import FIVE, OFFICE, REGION_6, REGION_6_PLAN, budget_rows
from tests.workbooks import raw
from tests.workbooks.writers import SheetOfFile, csv, write, xls_book, xlsx

ROWS = budget_rows(FIVE)
XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
TABLE = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
HTML = f'<html><head><meta charset="utf-8"></head><body><table border="1">{TABLE}</table></body></html>'
SPREADSHEETML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Sheet1"><Table>'
    + "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in ROWS
    )
    + "</Table></Worksheet></Workbook>"
)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
RTF = rb"{\rtf1\ansi\deff0 {\fonttbl {\f0 TH Sarabun New;}} budget 2567}"


def plain() -> bytes:
    return xlsx(SheetOfFile(rows=ROWS))


def gate(name: str, filename: str, build: Callable[[], bytes], **more: Any) -> Case:
    more = {"klass": "gate", "expect": "reject", "places": (at(None, None),)} | more
    return Case(name=name, filename=filename, build=build, **more)


def good(name: str, filename: str, build: Callable[[], bytes], **more: Any) -> Case:
    more = {"klass": "files", "expect": "accept", "detail": granted(FIVE)} | more
    return Case(name=name, filename=filename, build=build, **more)


def _office() -> list[Case]:
    def office(filename: str, **more: Any) -> Case:
        return good(
            f"the office's own {filename}, untouched",
            filename,
            (OFFICE / filename).read_bytes,
            klass="the office's files",
            **more,
        )

    return [
        office("region6-2567-plan.xlsx", kind="plan", detail=REGION_6_PLAN, warns=True, says=("สสจ",)),
        office("region6-2567-budget.xlsx", detail=granted(REGION_6)),
        office("region6-2567-budget-cp874.csv", detail=granted(REGION_6)),
    ]


def _office_document(part: str, kind: str) -> bytes:
    """A document of Word or PowerPoint, with no more in it than makes it one."""
    types = (
        f'{XML_HEAD}<Types xmlns="{raw.PACKAGE}/content-types"><Override PartName="/{part}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    )
    links = (
        f'{XML_HEAD}<Relationships xmlns="{raw.PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{raw.LINKS}/officeDocument" Target="{part}.xml"/></Relationships>'
    )
    texts = {"[Content_Types].xml": types, "_rels/.rels": links, f"{part}.xml": f"{XML_HEAD}<document/>"}
    return raw.zipped({path: text.encode() for path, text in texts.items()})


def _named() -> list[Case]:
    docx = _office_document("word/document", "wordprocessingml.document")
    pptx = _office_document("ppt/presentation", "presentationml.presentation")
    odt = raw.zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"},
        compression=zipfile.ZIP_STORED,
    )
    archive = raw.zipped({"งบประมาณ.xlsx": plain(), "readme.txt": b"x"})
    seven, rar, gzip = (
        b"7z\xbc\xaf\x27\x1c\0\4" + bytes(64),
        b"Rar!\x1a\7\1\0" + bytes(64),
        b"\x1f\x8b\x08" + bytes(64),
    )
    word = raw.compound({"WordDocument": bytes(5000), "1Table": bytes(5000)})
    mhtml = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" + HTML.encode()
    png, jpeg = raw.png(), b"\xff\xd8\xff\xe0\0\x10JFIF\0\1" + bytes(200) + b"\xff\xd9"
    other = {
        "a PDF": ("pdf", PDF),
        "a Word document": ("docx", docx),
        "an old Word document": ("doc", word),
        "a presentation": ("pptx", pptx),
        "an OpenDocument text": ("odt", odt),
        "a PNG picture": ("png", png),
        "a JPEG picture": ("jpg", jpeg),
        "a zip archive": ("zip", archive),
        "a 7-Zip archive": ("7z", seven),
        "a RAR archive": ("rar", rar),
        "a gzip archive": ("gz", gzip),
        "a single-file web page": ("mht", mhtml),
        "an RTF text": ("rtf", RTF),
        "a plain text": ("txt", csv(ROWS)),
        "a program": ("exe", b"MZ\x90\0" + bytes(200)),
    }
    cases = []
    for what, (ending, content) in other.items():
        cases.append(gate(f"{what} is refused", f"งบประมาณ.{ending}", lambda content=content: content))
        if ending not in ("txt",):
            cases.append(
                gate(f"{what} named .xlsx is refused", "งบประมาณ.xlsx", lambda content=content: content)
            )
    for what in (
        "a PDF",
        "an old Word document",
        "a zip archive",
        "a Word document",
        "a PNG picture",
    ):
        content = other[what][1]
        cases.append(gate(f"{what} named .xls is refused", "งบประมาณ.xls", lambda content=content: content))
    for what in ("a PDF", "a web page", "a zip archive", "an OpenDocument text"):
        content = HTML.encode() if what == "a web page" else other[what][1]
        for ending in ("ods", "csv"):
            cases.append(
                gate(f"{what} named .{ending} is refused", f"งบ.{ending}", lambda content=content: content)
            )
    made: dict[str, Callable[[], bytes]] = {
        "xlsx": plain,
        "xls": lambda: write("xls", ROWS),
        "ods": lambda: write("ods", ROWS),
        "csv": lambda: csv(ROWS),
    }
    for content_ending, build in made.items():
        for ending in made:
            if ending != content_ending:
                cases.append(
                    gate(f"an {content_ending} file named .{ending} is refused", f"งบ.{ending}", build)
                )
    cases += [
        gate("SpreadsheetML named .xls is refused", "งบ.xls", SPREADSHEETML.encode),
        gate("SpreadsheetML named .xml is refused", "งบ.xml", SPREADSHEETML.encode),
        gate("SpreadsheetML named .xlsx is refused", "งบ.xlsx", SPREADSHEETML.encode),
        gate("a single-file web page named .xls is refused", "งบ.xls", lambda: mhtml),
        good("a system's web page named .html", "งบ.html", HTML.encode, klass="gate"),
        good("a system's web page named .xls", "งบ.xls", HTML.encode, klass="gate"),
        good("a web page in Windows-874 named .xls", "งบ.xls", lambda: HTML.encode("cp874"), klass="gate"),
        good(
            "a web page with a byte order mark named .xls",
            "งบ.xls",
            lambda: b"\xef\xbb\xbf\r\n" + HTML.encode(),
            klass="gate",
        ),
        gate(
            "tabs and lines named .xls are refused",
            "งบ.xls",
            lambda: csv(ROWS, delimiter="\t", encoding="utf-16"),
        ),
        gate("a file without an ending is refused", "งบประมาณ", plain),
        gate("a file whose last ending is another is refused", "งบ.xlsx.exe", plain),
        gate("a backup copy's ending is refused", "งบ.xlsx~", plain),
        good("the ending is in capitals", "งบประมาณ.XLSX", plain),
        good("dots in the name", "งบ.ปี 2567.v2.final.xlsx", plain),
        good("another ending before the true one", "งบ.csv.xlsx", plain),
        good("a name of 80 Thai letters", "ง" * 80 + ".xlsx", plain),
        good("a name that mentions another year", "งบประมาณ ปี 2560 (ฉบับเดิม).xlsx", plain),
        good("an XLS in capitals", "BUDGET.XLS", lambda: write("xls", ROWS)),
    ]
    return cases


def _locked() -> list[Case]:
    encrypted = raw.compound(
        {"EncryptionInfo": b"\4\0\4\0\x40\0\0\0" + bytes(800), "EncryptedPackage": os.urandom(9000)}
    )
    stream = xls_book(SheetOfFile(rows=ROWS)).get_biff_data()
    key = struct.pack("<HH", 0x2F, 6) + struct.pack("<HHH", 0, 0x1234, 0x5678)
    locked = raw.compound({"Workbook": stream[:20] + key + stream[20:]})
    macros = raw.compound({"Workbook": stream, "_VBA_PROJECT": bytes(4200)}, ["_VBA_PROJECT_CUR", "VBA"])
    parts = raw.parts(raw.sheet_xml(ROWS))
    types = parts["[Content_Types].xml"]
    vba = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    enabled = types.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    )
    macro = parts | {
        "[Content_Types].xml": enabled.replace(b"<Override", vba + b"<Override", 1),
        "xl/vbaProject.bin": raw.compound({"VBA": bytes(4096)}),
    }
    hidden = parts | {"xl/vbaProject.bin": raw.compound({"VBA": bytes(4096)})}
    sheet4 = parts | {"xl/macrosheets/sheet1.xml": raw.sheet_xml([["x"]]).encode()}
    binary = parts | {"xl/workbook.bin": bytes(100)}
    del binary["xl/workbook.xml"]
    template = parts | {"[Content_Types].xml": types.replace(b"sheet.main", b"template.main")}
    with_ods = raw.unzipped(write("ods", ROWS))
    manifest = with_ods["META-INF/manifest.xml"].replace(
        b"</manifest:manifest>",
        b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="900">'
        b'<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AA=="/></manifest:file-entry>'
        b"</manifest:manifest>",
    )
    locked_ods = with_ods | {"META-INF/manifest.xml": manifest, "content.xml": os.urandom(900)}
    basic = with_ods | {"Basic/Standard/Module1.xml": b"<x/>", "Basic/script-lc.xml": b"<x/>"}
    link = raw.changed(
        plain(),
        {
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{raw.MAIN}"/>'.encode(),
            "xl/_rels/workbook.xml.rels": raw.replacing(
                "</Relationships>",
                f'<Relationship Id="rId77" Type="{raw.LINKS}'
                '/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
            ),
        },
    )
    return [
        gate("a password-protected .xlsx is named as such", "งบ.xlsx", lambda: encrypted, says=("รหัสผ่าน",)),
        gate(
            "a password-protected .xlsx named .xls", "งบ.xls", lambda: encrypted, says=("รหัสผ่าน",), sure=True
        ),
        gate("a password-protected .xls is named as such", "งบ.xls", lambda: locked, says=("รหัสผ่าน",)),
        gate(
            "a password-protected .ods is named as such",
            "งบ.ods",
            lambda: raw.zipped(locked_ods),
            says=("รหัสผ่าน",),
        ),
        gate("a zip with a password is refused", "งบ.xlsx", _zip_with_password),
        gate("a workbook with macros", "งบ.xlsm", lambda: raw.zipped(macro), says=(".xlsx",)),
        gate(
            "a workbook with macros named .xlsx",
            "งบ.xlsx",
            lambda: raw.zipped(macro),
            says=(("มาโคร", "แมโคร"),),
        ),
        gate(
            "a macro part hidden in an .xlsx",
            "งบ.xlsx",
            lambda: raw.zipped(hidden),
            says=(("มาโคร", "แมโคร"),),
        ),
        gate("a plain workbook named .xlsm", "งบ.xlsm", plain, says=(".xlsx",)),
        gate("a sheet of Excel 4 macros", "งบ.xlsx", lambda: raw.zipped(sheet4)),
        gate("an .xls with macros", "งบ.xls", lambda: macros),
        gate("an .ods with macros", "งบ.ods", lambda: raw.zipped(basic), sure=False),
        gate("a binary workbook", "งบ.xlsb", lambda: raw.zipped(binary)),
        gate("a binary workbook named .xlsx", "งบ.xlsx", lambda: raw.zipped(binary)),
        gate(
            "a template named .xlsx",
            "งบ.xlsx",
            lambda: raw.zipped(template),
            sure=False,
            detail=granted(FIVE),
        ),
        good("a link to another workbook that no cell uses", "งบ.xlsx", lambda: link, klass="gate"),
        gate(
            "a flat OpenDocument spreadsheet", "งบ.fods", lambda: b"<?xml version='1.0'?><office:document/>"
        ),
    ]


def _zip_with_password() -> bytes:
    content = bytearray(plain())
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + flags] |= 1
            start = content.find(signature, start + 4)
    return bytes(content)


def _cut(part: float, build: Callable[[], bytes] = plain) -> Callable[[], bytes]:
    def build_cut() -> bytes:
        content = build()
        return content[: int(len(content) * part)]

    return build_cut


def _bad_checksum() -> bytes:
    """The sheet's bytes no longer fit their checksum: one digit of an amount was changed."""
    content = raw.zipped(raw.parts(raw.sheet_xml(ROWS)), compression=zipfile.ZIP_STORED)
    return content.replace(b"<v>95000</v>", b"<v>15000</v>")


def _twice() -> bytes:
    """Two parts of one name: which sheet is meant depends on the reader."""
    stream = io.BytesIO(plain())
    other = raw.sheet_xml(budget_rows([("ชมรมแฝง", 1)]))
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the zip writer knows what is wrong with it
        archive.writestr(zipfile.ZipInfo(raw.SHEET_1), other)
    return stream.getvalue()


def _scrambled(build: Callable[[], bytes], seed: int) -> Callable[[], bytes]:
    def build_scrambled() -> bytes:
        content, chance = bytearray(build()), random.Random(seed)
        for _ in range(40):
            content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        return bytes(content)

    return build_scrambled


def _damaged() -> list[Case]:
    parts = raw.parts(raw.sheet_xml(ROWS))
    dtd = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

    def declared(
        path: str, declaration: str, content: bytes
    ) -> dict[str, bytes | Callable[[bytes], bytes] | None]:
        head, body = content.split(b"?>", 1)
        return {path: head + b"?>" + declaration.encode() + body}

    content_xml = raw.unzipped(write("ods", ROWS))["content.xml"]

    def without(path: str) -> Callable[[], bytes]:
        return lambda: raw.zipped({name: part for name, part in parts.items() if name != path})

    broken = parts | {raw.SHEET_1: parts[raw.SHEET_1][:-400]}
    not_utf8 = parts | {raw.SHEET_1: parts[raw.SHEET_1].replace("ชมรม".encode(), "ชมรม".encode("cp874"))}
    bad_string = raw.workbook([*ROWS[:2], [2, raw.Xml('t="s"', "<v>99</v>"), 100]])
    wrong: dict[str, Any] = {"klass": "damaged files"}
    return [
        *[gate(f"an .{e} file of no bytes", f"งบ.{e}", lambda: b"", **wrong) for e in ("xlsx", "xls", "ods")],
        *[
            gate(f"an .xlsx cut at {share:.0%}", "งบ.xlsx", _cut(share), **wrong)
            for share in (0.02, 0.3, 0.7, 0.95)
        ],
        gate(
            "an .xls cut in half", "งบ.xls", _cut(0.5, lambda: write("xls", budget_rows(REGION_6))), **wrong
        ),
        gate("an .xls of its first 600 bytes", "งบ.xls", lambda: write("xls", ROWS)[:600], **wrong),
        gate("an .ods cut in half", "งบ.ods", _cut(0.5, lambda: write("ods", ROWS)), **wrong),
        gate("bytes that do not fit their checksum", "งบ.xlsx", _bad_checksum, **wrong),
        gate(
            "an .xls signature and noise",
            "งบ.xls",
            lambda: bytes.fromhex("d0cf11e0a1b11ae1") + os.urandom(5000),
            **wrong,
        ),
        gate("a zip signature and noise", "งบ.xlsx", lambda: b"PK\3\4" + os.urandom(5000), **wrong),
        gate("an empty zip", "งบ.xlsx", lambda: raw.zipped({}), **wrong),
        gate(
            "a compound file without a workbook",
            "งบ.xls",
            lambda: raw.compound({"Notes": bytes(100)}),
            **wrong,
        ),
        gate("no content types", "งบ.xlsx", without("[Content_Types].xml"), **wrong),
        gate("no workbook part", "งบ.xlsx", without("xl/workbook.xml"), **wrong),
        gate("no sheet part", "งบ.xlsx", without(raw.SHEET_1), **wrong),
        gate("a sheet that ends too early", "งบ.xlsx", lambda: raw.zipped(broken), **wrong),
        gate("a sheet whose letters are not UTF-8", "งบ.xlsx", lambda: raw.zipped(not_utf8), **wrong),
        gate("a text that the list of texts does not hold", "งบ.xlsx", lambda: bad_string, **wrong),
        gate("two parts of one name", "งบ.xlsx", _twice, sure=False, detail=granted(FIVE), **wrong),
        gate(
            "a DTD in a sheet",
            "งบ.xlsx",
            lambda: raw.changed(raw.zipped(parts), declared(raw.SHEET_1, dtd, parts[raw.SHEET_1])),
            **wrong,
        ),
        gate(
            "a DTD that reads a file of the server",
            "งบ.xlsx",
            lambda: raw.changed(
                raw.zipped(parts), declared("xl/workbook.xml", outside, parts["xl/workbook.xml"])
            ),
            **wrong,
        ),
        gate(
            "a DTD in an .ods",
            "งบ.ods",
            lambda: raw.changed(write("ods", ROWS), declared("content.xml", dtd, content_xml)),
            **wrong,
        ),
        *[
            gate(
                f"an .{ending} with forty bytes changed, {seed}",
                f"งบ.{ending}",
                _scrambled(build, seed),
                sure=False,
                # An .xls has no checksum: there a changed letter cannot be told from a typed one.
                detail=granted(FIVE) if ending == "xlsx" else None,
                **wrong,
            )
            for seed in (1, 2, 3)
            for ending, build in (("xlsx", plain), ("xls", lambda: write("xls", ROWS)))
        ],
    ]


CASES = [*_office(), *_named(), *_locked(), *_damaged()]
