"""What a file is, whatever it is called: named, with what to do, before anything reads it."""

import io
import warnings
import zipfile

import pytest
from django.utils import translation

from tables import gate, limits
from tables.readers import xlsx
from tables.refusals import _SENTENCES, sentence
from tables.refused import Refused
from tests.tables.books import grid, read_here
from tests.workbooks.raw import ODS_TYPE, WORKBOOK_TYPE, compound, open_document, workbook, zipped
from tests.workbooks.writers import SheetOfFile, xls

ROW = "<row><c><v>1</v></c></row>"
XLSX = workbook(ROW)
ODS = open_document()
TABLE = "ที่,ชื่อ\n1,ก\n"


XLS = xls(SheetOfFile(rows=[["ก" * 5000]]))


def holding(*names: str) -> bytes:
    """A compound file (OLE2) with streams of these names."""
    return compound(dict.fromkeys(names, b""))


def package(*content_types: str, **parts: bytes) -> bytes:
    types = "".join(f'<Override PartName="/p" ContentType="{kind}"/>' for kind in content_types)
    return zipped({"[Content_Types].xml": f"<Types>{types}</Types>", **parts})


OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.mark.parametrize(
    ("content", "extension", "reader"),
    [
        (XLSX, "xlsx", "xlsx"),
        (ODS, "ods", "ods"),
        (XLS, "xls", "xls"),
        (TABLE.encode(), "csv", "csv"),
        (TABLE.encode("cp874"), "csv", "csv"),
        (TABLE.encode("utf-16"), "csv", "csv"),
        (b"BM,MZ\n1,2\n", "csv", "csv"),
        (b"1,\0\n", "csv", "csv"),  # its reader says what is wrong
        (b"<b>bold</b>,1\n", "csv", "csv"),
        # a system's web page under the name of a workbook
        (b"<html><table><tr><td>1</td></tr></table></html>", "xls", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><TABLE border=1><tr>", "html", "html"),
        ("<html><table><tr><td>ก".encode("utf-16"), "xls", "html"),
    ],
)
def test_a_file_whose_name_and_content_agree_passes(content, extension, reader):
    assert gate.check(content, extension) == reader


def test_what_a_package_declares_and_does_not_use_does_not_make_it_another_file():
    """SheetJS writes so: the type of a binary workbook with macros for an ending that no part has."""
    declared = (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='xml' ContentType='application/xml'/>"
        "<Default Extension='bin' ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'/>"
        "<Default Extension='vml' ContentType='application/vnd.ms-office.vbaProject'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{WORKBOOK_TYPE}'/></Types>"
    )
    content = workbook(ROW, changes={"[Content_Types].xml": declared})
    assert gate.check(content, "xlsx") == "xlsx"
    assert grid(read_here(xlsx.read, content)) == [["1"]]


@pytest.mark.parametrize(
    ("content", "extension", "code"),
    [
        # macros and other kinds of workbook
        (XLSX, "xlsm", "macros"),
        (workbook(ROW, changes={"xl/vbaProject.bin": b"x"}), "xlsx", "macros"),
        (workbook(ROW, changes={"XL/VbaProject.BIN": b"x"}), "xlsx", "macros"),
        (workbook(ROW, changes={"xl/macrosheets/sheet1.xml": b"x"}), "xlsx", "macros"),
        (
            workbook(ROW, content_type="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
            "xlsx",
            "macros",
        ),
        (holding("Workbook", "_VBA_PROJECT_CUR"), "xls", "macros"),
        (open_document(changes={"Basic/Standard/Module1.xml": b"x"}), "ods", "macros"),
        (open_document(changes={"Scripts/python/a.py": b"x"}), "ods", "macros"),
        (XLSX, "xlsb", "xlsb"),
        (package("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "xlsx", "macros"),
        (package("application/vnd.ms-excel.sheet.binary.main"), "xlsx", "xlsb"),
        (XLSX, "xltx", "template"),
        (
            workbook(ROW, content_type=WORKBOOK_TYPE.replace("sheet.main", "template.main")),
            "xlsx",
            "template",
        ),
        (open_document(changes={"mimetype": ODS_TYPE + "-template"}), "ods", "template"),
        (b"\x09\x02\x06\x00\x00\x00\x10\x00", "xls", "old_excel"),
        # passwords
        (holding("EncryptedPackage", "EncryptionInfo"), "xlsx", "password"),
        (holding("EncryptedPackage"), "xls", "password"),
        (open_document(changes={"encrypted-package": b"x"}), "ods", "password"),
        # other things under a table's name
        (b"<html><p>1</p></html>", "xls", "web_page"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "xlsx", "web_page"),
        (b"MIME-Version: 1.0\r\n\r\n<table><tr><td>1</td></tr></table>", "xls", "web_page"),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE html>\n<html>", "xlsx", "web_page"),
        (b"<table border=1><tr>", "csv", "web_page"),
        ("<html>ก</html>".encode("utf-16"), "xls", "web_page"),
        (b'<?xml version="1.0"?><html xmlns="x">', "xls", "web_page"),
        (b"MIME-Version: 1.0\r\nX: y", "xls", "web_page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "xls", "spreadsheetml"),
        (
            b'<?xml version="1.0"?><W xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "xml",
            "spreadsheetml",
        ),
        (
            b'<?xml version="1.0"?><o:d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
            "ods",
            "flat_ods",
        ),
        (b'<?xml version="1.0"?><a/>', "csv", "xml"),
        (b"%PDF-1.7\n", "pdf", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "xlsx", "pdf"),
        (package(OFFICE + "wordprocessingml.document.main+xml"), "docx", "word"),
        (package(OFFICE + "wordprocessingml.document.main+xml"), "xlsx", "word"),
        (package(OFFICE + "presentationml.presentation.main+xml"), "pptx", "powerpoint"),
        (holding("WordDocument"), "doc", "word"),
        (holding("PowerPoint Document"), "xls", "powerpoint"),
        (holding("__properties_version1.0"), "xls", "other_office_file"),
        (open_document(changes={"mimetype": "application/vnd.oasis.opendocument.text"}), "odt", "word"),
        (
            open_document(changes={"mimetype": "application/vnd.oasis.opendocument.presentation"}),
            "ods",
            "powerpoint",
        ),
        (b"{\\rtf1\\ansi", "xls", "word"),
        (b"\x89PNG\r\n\x1a\n", "png", "image"),
        (b"\xff\xd8\xff\xe0", "xlsx", "image"),
        (b"BM\0\0\0", "bmp", "image"),
        (b"\0\0\0\x18ftypheic", "xlsx", "image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "xlsx", "image"),
        (zipped({"table.xlsx": XLSX}), "zip", "archive"),
        (zipped({"readme.txt": "x"}), "xlsx", "archive"),
        (b"Rar!\x1a\x07\x01\0", "rar", "archive"),
        (b"7z\xbc\xaf\x27\x1c\0", "xlsx", "archive"),
        (b"\x1f\x8b\x08", "xlsx", "archive"),
        (zipped({"Index/Document.iwa": "x", "Metadata/x.plist": "y"}), "numbers", "numbers"),
        (b"MZ\x90\0", "xlsx", "program"),
        (b"\0\1\0\0Standard ACE DB", "xls", "database"),
        (b"\x01\x02\0\x03\x04\x05\x06\x07\x08", "xlsx", "unknown_content"),
        # name and content do not agree
        (XLSX, "xls", "other_name"),
        (XLSX, "csv", "other_name"),
        (XLSX, "ods", "other_name"),
        (XLS, "xlsx", "other_name"),
        (ODS, "xlsx", "other_name"),
        (XLSX, "", "no_extension"),
        (TABLE.encode(), "", "no_extension"),
        (XLSX, "dat", "unknown_extension"),
        (TABLE.encode(), "xlsx", "text_under_other_name"),
        (TABLE.encode("cp874"), "xls", "text_under_other_name"),
        (TABLE.encode(), "txt", "text_file"),
        (TABLE.replace(",", "\t").encode("utf-16"), "tsv", "text_file"),
        # damage
        (XLSX[: len(XLSX) // 2], "xlsx", "truncated"),
        (XLSX[:-30], "xlsx", "truncated"),
        (XLSX[: len(XLSX) // 2] + XLSX, "xlsx", "damaged"),
        (ODS[:100], "ods", "truncated"),
        (workbook(ROW, changes={"[Content_Types].xml": None}), "xlsx", "damaged"),
        (b"PK\x07\x08" + XLSX[4:], "xlsx", "damaged"),
    ],
)
def test_a_file_that_is_something_else_is_named(content, extension, code):
    with pytest.raises(Refused) as refused:
        gate.check(content, extension)
    assert refused.value.code == code


def with_names(*names: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some names are meant to be there twice
        for name in names:
            made.writestr(zipfile.ZipInfo(name), "x")
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_names("../evil.xml"), "damaged"),
        (with_names("xl/../../evil.xml"), "damaged"),
        (with_names("/etc/passwd"), "damaged"),
        (with_names("C:\\evil.xml"), "damaged"),
        (with_names("xl\\..\\evil.xml"), "damaged"),
        (with_names("xl/workbook.xml", "xl/workbook.xml"), "damaged"),
        (with_names("xl/workbook.xml", "XL/Workbook.xml"), "damaged"),
        (with_names(*(f"part{number}" for number in range(limits.PARTS + 1))), "too_many_parts"),
        (with_names(*(f"part{number}" for number in range(2 * limits.PARTS + 1))), "too_many_parts"),
        (zipped({"big": bytes(limits.UNPACKED_BYTES + 1)}), "unpacks_too_big"),
        (
            zipped({str(number): bytes(limits.UNPACKED_BYTES // 50) for number in range(51)}),
            "unpacks_too_big",
        ),
        (zipped({"a": "x"}, compression=zipfile.ZIP_LZMA), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_directory_that_no_spreadsheet_program_writes_is_refused(content, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        gate.check(content, "xlsx")


def directory_entry(content: bytes, name: str) -> int:
    return content.rindex(b"PK\x01\x02", 0, content.rindex(name.encode()))


def patched(content: bytes, offset: int, data: bytes) -> bytes:
    return content[:offset] + data + content[offset + len(data) :]


def test_a_first_part_that_cannot_be_inflated_is_damage():
    start = XLSX.index(b"[Content_Types].xml") + len("[Content_Types].xml")
    with pytest.raises(Refused, match="damaged"):
        gate.check(XLSX[:start] + b"\xff\xff\xff\xff" + XLSX[start + 4 :], "xlsx")


def test_a_password_on_the_archive_itself_is_named():
    content = XLSX
    for name in zipfile.ZipFile(io.BytesIO(XLSX)).namelist():
        content = patched(content, directory_entry(content, name) + 8, b"\x01\0")
    with pytest.raises(Refused, match=r"^zip_password$"):
        gate.check(content, "xlsx")


def test_every_refusal_says_in_thai_what_to_do():
    with translation.override("th"):
        figures = {
            "kind": "xlsx",
            "extension": "xls",
            "limit": 20000,
            "sheet": "งบ",
            "line": 7,
            "fields": 4,
            "header": 3,
        }
        for code in _SENTENCES:
            said = sentence(code, figures)
            assert said != _SENTENCES[code] % {**figures, "limit": "20,000"}
            assert "%" not in said
            assert any(word in said for word in ("โปรด", "ให้", "ต้องเป็น"))
