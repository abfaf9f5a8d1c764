"""OpenDocument spreadsheets (.ods), as a stream. OpenDocument 1.3 part 3, and LibreOffice's extensions.

A cell or row may say that it repeats a million times: an empty repeat costs nothing, a filled one
counts against the limits before it is written out.
"""

import re

from tables import limits
from tables.readers import markup
from tables.readers.ods_links import OdsLinks, is_kept_of_others, names_of_others
from tables.readers.package import Package
from tables.readers.tally import StoredCell, Tally
from tables.readers.values import (
    BLANKS,
    BOOLEAN,
    DATE,
    ERROR,
    ERROR_NAMES,
    FORMULA,
    NUMBER,
    TEXT,
    UNSHOWABLE_DATE,
    iso_date,
    plain_number,
    raised,
    stored_number,
)
from tables.refused import Refused

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = _ODF + "office:1.0 "
_TABLE = _ODF + "table:1.0 "
_TEXT = _ODF + "text:1.0 "
_STYLE = _ODF + "style:1.0 "
_DRAWING = (_ODF + "drawing:1.0 ", _ODF + "dr3d:1.0 ", _ODF + "form:1.0 ", _ODF + "chart:1.0 ")
_LIBREOFFICE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_VALUE_TYPE = _OFFICE + "value-type"
_SHOWN_TYPE = _LIBREOFFICE + "value-type"
_FORMULA = _TABLE + "formula"
_COLUMNS_REPEATED = _TABLE + "number-columns-repeated"
_ROWS_REPEATED = _TABLE + "number-rows-repeated"
_COLUMNS_SPANNED = _TABLE + "number-columns-spanned"
_ROWS_SPANNED = _TABLE + "number-rows-spanned"
_LAST_SPANNED = (_TABLE + "last-row-spanned", _TABLE + "last-column-spanned")
_BOOLEAN_SHOWN = ("TRUE", "FALSE", "จริง", "เท็จ")
_SHARE = re.compile(r"[.,]([0-9]+)\s*%$")
_NUMBER_FORMATS = {"float": "", "currency": "", "percentage": "0%"}

_TAGS = {_TABLE + tag: tag for tag in ("table", "table-source", "table-column", "table-row", "table-cell")}
_TAGS |= {_TABLE + "covered-table-cell": "covered-table-cell", _TEXT + "p": "p", _TEXT + "h": "p"}
_TAGS |= {_TEXT + tag: tag for tag in ("s", "tab", "line-break")}
# Text in these is not the cell's: comments, shapes, undone changes, how a word is pronounced.
_TAGS |= dict.fromkeys((_OFFICE + "annotation", _OFFICE + "forms"), "not content")
_TAGS |= dict.fromkeys((_TEXT + "ruby-text", _TEXT + "note"), "not content")
_TAGS |= dict.fromkeys((_TABLE + "shapes", _TABLE + "tracked-changes", _TABLE + "dde-links"), "not content")
_TAGS |= {_TABLE + "cell-range-source": "cell-range-source"}

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_LAYOUT = re.compile("[ \t\r\n]*[\t\r\n][ \t\r\n]*")
_DURATION = re.compile(r"PT([0-9]{1,6})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S")
_OWN_ERROR = re.compile(r"Err:[0-9]{3}")


def read(content: bytes, tally: Tally) -> None:
    package = Package(content)
    package.check_parts()
    _refuse_password(package)
    document = _Document(tally, names_of_others(package))
    if "styles.xml" in package:
        with package.open("styles.xml") as stream:
            markup.parse(stream, document.start_style, document.end_style)
    with package.open("content.xml") as stream:
        markup.parse(stream, document.start, document.end, document.text)
    tally.finish()


def _refuse_password(package: Package) -> None:
    def start(name: str, attributes: dict[str, str]) -> None:
        if name == _ODF + "manifest:1.0 encryption-data":
            raise Refused("password")

    with package.open("META-INF/manifest.xml") as stream:
        markup.parse(stream, start)


class _Document:
    def __init__(self, tally: Tally, links: OdsLinks):
        self.tally = tally
        self.links = links
        self.table_style = ""
        self.hidden_styles: set[str] = set()
        self.struck_styles: set[str] = set()  # of cells and of spans
        self.style = ""
        self.struck: list[int] = []  # columns of the row that is open
        self.struck_inside = False  # of the cell that is open
        self.raised_styles: dict[str, str] = {}  # of spans: "super", "sub", or "none" where nobody sees them
        self.raised: list[str] = [""]  # of the elements that are open in the cell
        self.skipping = 0
        self.in_table = False
        self.in_row = False
        self.row = 0
        self.row_repeats = 1
        self.row_hidden = False
        self.cells: list[StoredCell] = []
        self.linked: list[int] = []  # columns of the row that is open
        self.row_merges: list[tuple[int, int, int]] = []  # column, rows spanned, columns spanned
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_ranges: list[tuple[int, int]] = []
        self.described_columns = 0
        self.column = 0
        self.cell: dict[str, str] | None = None
        self.paragraphs: list[str] = []
        self.pieces: list[str] | None = None
        self.laid_out = False  # whether the markup of this paragraph is broken into lines
        self.room = 0

    def start_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == _STYLE + "style":
            is_table = attributes.get(_STYLE + "family") == "table"
            self.style = attributes.get(_STYLE + "name", "")
            self.table_style = self.style if is_table else ""
        elif name == _STYLE + "table-properties" and attributes.get(_TABLE + "display") == "false":
            self.hidden_styles.add(self.table_style)
        elif name == _STYLE + "text-properties":
            if any(
                attributes.get(_STYLE + f"text-line-through-{how}", "none") != "none"
                for how in ("style", "type")
            ):
                self.struck_styles.add(self.style)
            self.raised_styles[self.style] = _place_of(attributes)

    def end_style(self, name: str) -> None:
        if name == _STYLE + "style":
            self.table_style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _TAGS.get(name, "")
        if self.skipping or tag == "not content" or (not tag and name.startswith(_DRAWING)):
            self.skipping += 1
        elif self.cell is not None:
            self.start_text(tag, attributes)
        elif tag in ("table-cell", "covered-table-cell"):
            if not self.in_row:
                raise Refused("damaged")
            self.cell = attributes
            self.struck_inside = attributes.get(_TABLE + "style-name", "") in self.struck_styles
            self.paragraphs = []
            self.room = limits.TEXT_CHARACTERS + 1
        elif tag == "table-row":
            self.in_row = True
            self.row_repeats = _count(attributes, _ROWS_REPEATED)
            self.row_hidden = attributes.get(_TABLE + "visibility", "visible") != "visible"
            self.column = 0
            self.cells = []
            self.linked = []
            self.struck = []
            self.row_merges = []
        elif tag == "table-column":
            count = _count(attributes, _COLUMNS_REPEATED)
            if attributes.get(_TABLE + "visibility", "visible") != "visible":
                self.hidden_ranges.append((self.described_columns + 1, self.described_columns + count))
                if len(self.hidden_ranges) > _LAST_COLUMN:
                    raise Refused("damaged")
            self.described_columns += count
        elif tag == "table" and is_kept_of_others(attributes.get(_TABLE + "name", "")):
            self.skipping += 1
        elif tag == "table":
            self.start_table(attributes)
        elif tag == "table-source":
            self.links.of_whole_sheet = True
        elif not self.in_table:
            self.start_style(name, attributes)

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        tag = _TAGS.get(name)
        if len(self.raised) > 1:
            self.raised.pop()
        if tag == "p":
            self.end_paragraph()
        elif tag in ("table-cell", "covered-table-cell"):
            self.end_cell()
        elif tag == "table-row":
            self.end_row()
        elif tag == "table":
            self.in_table = False
            self.tally.close(self.merges, self.hidden_rows, self.tally.columns_in(self.hidden_ranges))

    def start_table(self, attributes: dict[str, str]) -> None:
        if self.in_table:
            raise Refused("damaged")
        self.in_table = True
        self.row = 0
        self.merges = []
        self.hidden_rows = set()
        self.hidden_ranges = []
        self.links.begin_sheet()
        self.described_columns = 0
        hidden = attributes.get(_TABLE + "style-name", "") in self.hidden_styles
        self.tally.sheet(attributes.get(_TABLE + "name", ""), hidden)

    def start_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "cell-range-source":
            rows, columns = (_count(attributes, name) for name in _LAST_SPANNED)
            self.links.fill(self.row + 1, self.column + 1, rows, columns)
            return
        if attributes.get(_TEXT + "style-name", "") in self.struck_styles:
            self.struck_inside = True
        place = self.raised_styles.get(attributes.get(_TEXT + "style-name", ""), "")
        self.raised.append(place or self.raised[-1])
        if tag == "p":
            self.pieces = []
            self.laid_out = False
        elif tag == "s":
            self.add(" " * min(_count(attributes, _TEXT + "c"), max(self.room, 0)))
        elif tag == "tab":
            self.add("\t")
        elif tag == "line-break":
            self.add("\n")
        elif tag:
            raise Refused("damaged")  # a table or a row inside a cell

    def add(self, text: str) -> None:
        if self.pieces is not None and self.room > 0:
            self.pieces.append(text)
            self.room -= len(text)

    def text(self, piece: str) -> None:
        """Line ends in the markup are a space, and none at either end of a paragraph.

        OpenDocument folds runs of plain spaces too; LibreOffice Calc writes and reads them as they are.
        """
        if self.pieces is None or self.skipping or self.room <= 0:
            return
        if _LAYOUT.search(piece):
            piece = _LAYOUT.sub(" ", piece)
            self.laid_out = True
        if self.raised[-1] == "none":
            return
        if self.raised[-1]:
            piece = raised(piece, lowered=self.raised[-1] == "sub")
        self.pieces.append(piece[: self.room])
        self.room -= len(piece)

    def end_paragraph(self) -> None:
        text = "".join(self.pieces or [])
        self.paragraphs.append(text.strip(" ") if self.laid_out else text)
        self.pieces = None

    def end_cell(self) -> None:
        attributes, self.cell = self.cell, None
        if attributes is None:
            raise Refused("damaged")
        first = self.column + 1
        self.column += _count(attributes, _COLUMNS_REPEATED) if _COLUMNS_REPEATED in attributes else 1
        if _COLUMNS_SPANNED in attributes or _ROWS_SPANNED in attributes:
            spanned = _count(attributes, _ROWS_SPANNED), _count(attributes, _COLUMNS_SPANNED)
            if spanned != (1, 1) and first <= _LAST_COLUMN:
                self.row_merges.append((first, *spanned))
        if not self.paragraphs and _VALUE_TYPE not in attributes and _FORMULA not in attributes:
            return
        kind, text, code = self.stored(attributes)
        if kind == TEXT and not text.strip(BLANKS):
            return
        if self.column - first >= limits.COLUMNS or len(self.cells) > _LAST_COLUMN:
            raise Refused("too_many_columns", sheet=self.tally.title, limit=limits.COLUMNS)
        if self.column > _LAST_COLUMN:
            raise Refused("damaged")
        formula = attributes.get(_FORMULA)
        computed = kind != FORMULA and formula is not None
        for column in range(first, self.column + 1):
            self.cells.append((column, kind, text, code, computed))
            if formula is not None and self.links.is_linked(formula):
                self.linked.append(column)
            if self.struck_inside:
                self.struck.append(column)

    def end_row(self) -> None:
        self.in_row = False
        first, self.row = self.row + 1, self.row + self.row_repeats
        if not self.cells and not self.row_merges:
            return
        for row in range(first, self.row + 1):
            if row > _LAST_ROW:
                raise Refused("damaged")
            for column, rows, columns in self.row_merges:
                self.merge(row, column, rows, columns)
            if self.row_hidden:
                self.hidden_rows.add(row)
            self.tally.row(row, self.cells)
            for column in self.links.of_row(row, self.linked, (cell[0] for cell in self.cells)):
                self.tally.linked(row, column)
            for column in self.struck:
                self.tally.struck(row, column)

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        last_row = min(row + rows - 1, _LAST_ROW)
        self.merges.append((row, column, last_row, min(column + columns - 1, _LAST_COLUMN)))
        if len(self.merges) > limits.MERGES:
            raise Refused("too_many_merges", sheet=self.tally.title, limit=limits.MERGES)

    def stored(self, attributes: dict[str, str]) -> tuple[str, str, str]:
        """Kind, text and number format of the cell; an empty text where it holds nothing."""
        formula = attributes.get(_FORMULA)
        shown = "\n".join(self.paragraphs)
        kind = attributes.get(_VALUE_TYPE, "")
        if attributes.get(_SHOWN_TYPE) == "error":
            return ERROR, shown or "#VALUE!", ""
        if kind in _NUMBER_FORMATS:
            value = stored_number(attributes.get(_OFFICE + "value", ""))
            if value is None:
                return ERROR, shown or "#VALUE!", ""
            if shown in _BOOLEAN_SHOWN and value in (0, 1):  # LibreOffice's result of =TRUE()
                return BOOLEAN, "TRUE" if value else "FALSE", ""
            number_format = _NUMBER_FORMATS[kind]
            if kind == "percentage" and (decimals := _SHARE.search(shown)):
                number_format = f"0.{'0' * len(decimals[1])}%"
            return NUMBER, plain_number(value), number_format
        if kind == "date":
            day = iso_date(attributes.get(_OFFICE + "date-value", ""))
            return (DATE, day, "yyyy-mm-dd") if day else (ERROR, UNSHOWABLE_DATE, "")
        if kind == "time":
            clock = _clock(attributes.get(_OFFICE + "time-value", ""))
            return (DATE, clock, "hh:mm:ss") if clock else (ERROR, UNSHOWABLE_DATE, "")
        if kind == "boolean":
            return BOOLEAN, "TRUE" if attributes.get(_OFFICE + "boolean-value") == "true" else "FALSE", ""
        if kind not in ("", "string", "void"):
            raise Refused("damaged")
        if formula is not None and kind != "string" and not self.paragraphs:
            return FORMULA, "=" + formula.partition("=")[2][: limits.TEXT_CHARACTERS], ""
        if not self.paragraphs:
            shown = attributes.get(_OFFICE + "string-value", "")
        if formula is not None and (shown in ERROR_NAMES or _OWN_ERROR.fullmatch(shown)):
            return ERROR, shown, ""
        return TEXT, shown, ""


def _place_of(attributes: dict[str, str]) -> str:
    """Where a style puts its text: "super" or "sub", by word or by percent; "none" where it hides it."""
    if attributes.get(_TEXT + "display") == "none":
        return "none"
    place = attributes.get(_STYLE + "text-position", "").split(" ")[0]
    if place.endswith("%") and place.strip("-%0."):
        return "sub" if place.startswith("-") else "super"
    return place if place in ("super", "sub") else ""


def _count(attributes: dict[str, str], name: str) -> int:
    """How often something repeats or how far it spans: at least once."""
    stated = attributes.get(name, "1")
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10):
        raise Refused("damaged")
    return max(int(stated), 1)


def _clock(duration: str) -> str | None:
    found = _DURATION.fullmatch(duration)
    return f"{int(found[1]):02}:{int(found[2]):02}:{int(found[3]):02}" if found else None
