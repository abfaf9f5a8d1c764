"""The gate before any reader: what a file really is, by its bytes, and whether its name agrees.

The browser's content type is never asked. Runs in the child process; refusals name what the file is,
so that refusals.py can say what to do with it.
"""

import re

from tables.readers.package import Package
from tables.refused import Refused

READERS = ("xlsx", "xls", "ods", "csv", "html")
# Government systems hand out web pages under the name of a workbook.
_NAMES_OF_WEB_PAGES = ("xls", "html", "htm")

# Refused by the name alone, whatever is inside: these kinds may hold macros or are not tables.
_REFUSED_NAMES = {
    "xlsm": "macros",
    "xltm": "macros",
    "xlam": "macros",
    "xla": "macros",
    "xlsb": "xlsb",
    "xltx": "template",
    "xlt": "template",
    "ots": "template",
    "fods": "flat_ods",
}
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"{\\rtf", "word"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\0", "database"),
    (b"\0\1\0\0Standard ", "database"),
)
_ALSO_WORDS = (b"BM", b"MZ")  # a text may begin so, but holds no null character
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00", re.DOTALL)
_ODF = "application/vnd.oasis.opendocument."
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|script|div)[\s>]", re.IGNORECASE)


def check(content: bytes, extension: str) -> str:
    """The reader for the file: one of READERS. Refused where name and content do not agree."""
    if extension in _REFUSED_NAMES:
        raise Refused(_REFUSED_NAMES[extension])
    kind = kind_of(content, extension)
    if kind == "web_page" and extension in _NAMES_OF_WEB_PAGES and _holds_table(content):
        return "html"
    if kind not in READERS:
        raise Refused(kind)
    if not extension:
        raise Refused("no_extension", kind=kind)
    if extension != kind:
        if kind == "csv":
            raise Refused(
                "text_under_other_name" if extension in READERS else "text_file", extension=extension
            )
        raise Refused(
            "other_name" if extension in READERS else "unknown_extension", kind=kind, extension=extension
        )
    return kind


def kind_of(content: bytes, extension: str = "") -> str:
    """One of READERS, or the code of the refusal that names what else the file is."""
    if content.startswith(b"PK"):
        return _kind_of_zip(content, extension)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    for signature, kind in _SIGNATURES:
        if content.startswith(signature) and (signature not in _ALSO_WORDS or b"\0" in content):
            return kind
    if content[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif") or (
        content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    ):
        return "image"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if _OLD_EXCEL.match(content):
        return "old_excel"
    return _kind_of_text(content, extension)


def _kind_of_zip(content: bytes, extension: str) -> str:
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "damaged"
    package = Package(content)
    names = package.names()
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        return "macros"
    if "[content_types].xml" in names:
        return _kind_of_office_package(package, names)
    if "meta-inf/manifest.xml" in names and ("content.xml" in names or "mimetype" in names):
        return _kind_of_open_document(package, names)
    if any((name.startswith("index/") and name.endswith(".iwa")) or name == "index.zip" for name in names):
        return "numbers"
    if any(name.startswith("xl/") for name in names) or (
        extension in ("xlsx", "ods") and "content.xml" in names
    ):
        return "damaged"
    return "archive"


def _kind_of_office_package(package: Package, names: list[str]) -> str:
    declared = package.beginning("[Content_Types].xml", 256 * 1024).replace(b"\0", b"")  # UTF-16
    if b"spreadsheetml.sheet.main" in declared and "xl/workbook.bin" not in names:
        return (
            "xlsx"  # whose reader asks what the workbook itself is: some programs declare what they never use
        )
    if b"macroEnabled" in declared or b"vbaProject" in declared:
        return "macros"
    if b"excel.sheet.binary" in declared or any(name == "xl/workbook.bin" for name in names):
        return "xlsb"
    if b"spreadsheetml.template" in declared:
        return "template"
    if b"wordprocessingml" in declared:
        return "word"
    if b"presentationml" in declared:
        return "powerpoint"
    return "damaged" if any(name.startswith("xl/") for name in names) else "archive"


def _kind_of_open_document(package: Package, names: list[str]) -> str:
    if "encrypted-package" in names:
        return "password"
    if "mimetype" in names:
        declared = package.beginning("mimetype", 200).decode("latin-1").strip()
    else:
        declared = package.beginning("META-INF/manifest.xml", 256 * 1024).decode("latin-1")
        declared = _ODF + "spreadsheet" if _ODF + "spreadsheet" in declared else declared
    if declared == _ODF + "spreadsheet":
        scripts = [name for name in names if name.startswith(("basic/", "scripts/"))]
        if any(not name.endswith(("/script-lb.xml", "/script-lc.xml", "/")) for name in scripts):
            return "macros"
        return "ods"
    if declared == _ODF + "spreadsheet-template":
        return "template"
    if declared.startswith(_ODF + "text"):
        return "word"
    if declared.startswith(_ODF + "presentation"):
        return "powerpoint"
    return "archive"


def _kind_of_ole(content: bytes) -> str:
    """By the names in the compound file's directory, whose entries lie on 128-byte steps."""
    if _has_entry(content, "EncryptedPackage") or _has_entry(content, "EncryptionInfo"):
        return "password"
    if _has_entry(content, "_VBA_PROJECT_CUR") or _has_entry(content, "_VBA_PROJECT"):
        return "macros" if _has_entry(content, "Workbook") or _has_entry(content, "Book") else "word"
    if _has_entry(content, "Workbook") or _has_entry(content, "Book"):
        return "xls"
    if _has_entry(content, "WordDocument"):
        return "word"
    if _has_entry(content, "PowerPoint Document"):
        return "powerpoint"
    return "other_office_file"


def _has_entry(content: bytes, name: str) -> bool:
    wanted = name.encode("utf-16-le") + b"\0\0"
    position = content.find(wanted)
    while position >= 0:
        if position % 128 == 0 and int.from_bytes(content[position + 64 : position + 66], "little") == len(
            wanted
        ):
            return True
        position = content.find(wanted, position + 1)
    return False


def _holds_table(content: bytes) -> bool:
    text = content.replace(b"\0", b"").lower()  # UTF-16
    return b"<table" in text and not text.startswith(b"mime-version:")


def _kind_of_text(content: bytes, extension: str) -> str:
    beginning = content[:4096]
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = beginning.decode("utf-16", "ignore")
    else:
        text = beginning.decode("utf-8-sig", "ignore")
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith(("<?xml", "<!--")):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text or "Excel.Sheet" in text:
            return "spreadsheetml"
        if "opendocument:xmlns:office" in text:
            return "flat_ods"
        return "web_page" if _WEB_PAGE.search(text) else "xml"
    if _WEB_PAGE.match(text):
        return "web_page"
    if text.startswith("MIME-Version:"):
        return "web_page"
    if b"\0" in beginning and extension != "csv" and not beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "unknown_content"
    return "csv"  # whose reader names what is wrong with a text
