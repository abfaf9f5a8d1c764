"""One sheet of an Excel workbook, as a stream: time and memory follow what is filled.

The sheet's own statement of its size (<dimension>) is not believed; rows and cells without a
reference take the next place.
"""

import re
from dataclasses import dataclass, field
from typing import IO

from tables import limits
from tables.readers import markup
from tables.readers.tally import StoredCell, Tally
from tables.readers.values import (
    BOOLEAN,
    DATE,
    ERROR,
    FORMULA,
    NUMBER,
    TEXT,
    UNSHOWABLE_DATE,
    is_date_format,
    iso_date,
    plain_number,
    raised,
    serial_date,
    stored_number,
)
from tables.refused import Refused

SHEET_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # strict
)
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_TAGS = {
    f"{namespace} {tag}": tag
    for namespace in SHEET_NAMESPACES
    for tag in (
        "worksheet",
        "row",
        "c",
        "v",
        "f",
        "is",
        "t",
        "r",
        "rPh",
        "vertAlign",
        "strike",
        "mergeCell",
        "col",
    )
}
RAISED = ("superscript", "subscript")  # where a run stands; a footnote's mark
_DIGITS = "0123456789"
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TRUE = ("1", "true")
# "[1]Sheet!A1" is a cell of another workbook; "Table[2567]" a column of this one.
OTHER_FILE = re.compile(r"(?:^|(?<=[\s+\-*/^&=<>(),;:!'\"{}]))\[[0-9]+\]")
_MOST_LINKED_BLOCKS = 1_000  # every cell is held against each
_NAMES = re.compile(r"[^\s+\-*/^&=<>(),;:!'\"{}\[\]%]+")  # \w would cut Thai names at their vowels


@dataclass
class Workbook:
    """What the sheets of one workbook share."""

    texts: list[str] = field(default_factory=list)
    formats: list[str] | None = None  # number format by style; None where the workbook has no styles
    struck_styles: set[int] = field(default_factory=set)
    struck_texts: set[int] = field(default_factory=set)  # shared texts of which a part is struck through
    from_1904: bool = False
    names_of_others: set[str] = field(
        default_factory=set
    )  # defined names that stand for cells of other files

    def is_linked(self, formula: str) -> bool:
        """Whether a formula takes a value from another file."""
        if OTHER_FILE.search(formula):
            return True
        return bool(self.names_of_others) and any(
            name.casefold() in self.names_of_others for name in _NAMES.findall(formula)
        )


def read_sheet(stream: IO[bytes], workbook: Workbook, tally: Tally) -> None:
    sheet = _Sheet(workbook, tally)
    markup.parse(stream, sheet.start, sheet.end, sheet.text)
    tally.close(sheet.merges, sheet.hidden_rows, tally.columns_in(sheet.hidden_ranges))


class _Sheet:
    def __init__(self, workbook: Workbook, tally: Tally):
        self.workbook = workbook
        self.tally = tally
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_ranges: list[tuple[int, int]] = []
        self.column_numbers: dict[str, int] = {}
        self.styles: dict[str, tuple[str, bool]] = {}  # s="…" → number format, whether it shows a date
        self.begun = False
        self.row_number = 0
        self.row_stated = False
        self.row_text = ""
        self.row_hidden = False
        self.in_row = False
        self.cells: list[StoredCell] = []
        self.column = 0
        # Of the cell that is open; value and formula are None until their element comes.
        self.cell: dict[str, str] | None = None
        self.value: str | None = None
        self.formula: str | None = None
        self.catching = ""  # which of the two the next characters belong to
        self.phonetic = 0
        self.place = ""  # of the run that is open
        self.shared = ""  # the number of the formula that the open cell shares with others
        self.filled_block = ""  # the cells that its formula fills
        self.linked_shares: set[str] = set()
        self.linked_blocks: list[tuple[int, int, int, int]] = []  # of formulas that fill several cells
        self.linked: list[int] = []  # columns of the row that is open
        self.struck: list[int] = []
        self.struck_inside = False  # of the cell that is open

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag == "c":
            self.start_cell(attributes)
        elif self.cell is not None:
            if tag == "v":
                self.value = self.only_once(self.value)
                self.catching = "v"
            elif tag == "t" and not self.phonetic:
                self.value = self.value or ""  # a text of several runs has several
                self.catching = "v"
            elif tag == "f":
                self.formula = self.only_once(self.formula)
                self.catching = "f"
                self.shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
                self.filled_block = attributes.get("ref", "") if attributes.get("t") == "array" else ""
            elif tag == "rPh":
                self.phonetic += 1
            elif tag == "strike" and is_on(attributes):
                self.struck_inside = True
            elif tag == "vertAlign":
                self.place = attributes.get("val", "")
        elif tag == "row":
            self.start_row(attributes)
        elif tag == "mergeCell":
            self.merge(attributes.get("ref", ""))
        elif tag == "col":
            self.hide_columns(attributes)
        elif tag == "worksheet":
            self.begun = True
        elif not self.begun:
            raise Refused("damaged")  # not a sheet as we know it: never read as an empty one

    def only_once(self, before: str | None) -> str:
        if before is not None:
            raise Refused("damaged")
        return ""

    def end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "c":
            self.end_cell()
        elif self.cell is not None:
            self.catching = ""
            if tag == "rPh":
                self.phonetic -= 1
            elif tag == "r":
                self.place = ""
        elif tag == "row":
            self.end_row()

    def text(self, piece: str) -> None:
        """Take characters as far as a cell may hold them and one more, which shows that it is too long."""
        if self.catching == "v":
            if self.place in RAISED:
                piece = raised(piece, lowered=self.place == "subscript")
            self.value = ((self.value or "") + piece)[: limits.TEXT_CHARACTERS + 1]
        elif self.catching == "f":
            self.formula = ((self.formula or "") + piece)[: limits.TEXT_CHARACTERS + 1]

    def start_row(self, attributes: dict[str, str]) -> None:
        if self.in_row:
            raise Refused("damaged")
        number = attributes.get("r")
        self.row_stated = number is not None
        self.row_number = _row_number(number) if number is not None else self.row_number + 1
        self.row_text = str(self.row_number)
        self.row_hidden = attributes.get("hidden") in _TRUE or attributes.get("ht") == "0"
        self.in_row = True
        self.column = 0
        self.cells = []
        self.linked = []
        self.struck = []

    def end_row(self) -> None:
        self.in_row = False
        for column in self.linked:
            self.tally.linked(self.row_number, column)
        for column in self.struck:
            self.tally.struck(self.row_number, column)
        if self.cells:
            if self.row_hidden:
                self.hidden_rows.add(self.row_number)
            self.tally.row(self.row_number, self.cells)

    def start_cell(self, attributes: dict[str, str]) -> None:
        if self.cell is not None or not self.in_row:
            raise Refused("damaged")
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            if self.column > LAST_COLUMN:
                raise Refused("damaged")
        else:
            letters = reference.rstrip(_DIGITS)
            self.column = self.column_numbers.get(letters) or self.column_number(letters)
            if reference[len(letters) :] != self.row_text:
                self.take_row_of(reference[len(letters) :])
        self.cell = attributes
        self.value = self.formula = None
        self.shared = self.filled_block = ""
        self.struck_inside = False
        self.place = ""

    def take_row_of(self, digits: str) -> None:
        """A row without a number of its own stands where its first cell stands."""
        if self.row_stated or self.cells:
            raise Refused("damaged")
        self.row_number = _row_number(digits)
        self.row_text = digits
        self.row_stated = True

    def column_number(self, letters: str) -> int:
        self.column_numbers[letters] = _column_number(letters)
        return self.column_numbers[letters]

    def end_cell(self) -> None:
        attributes, self.cell = self.cell, None
        if attributes is None or self.value is self.formula is None:
            return
        style = attributes.get("s", "0")
        code, shows_date = self.styles.get(style) or self.look_up_style(style)
        kind, text = self.stored(attributes.get("t", "n"), self.value or "", shows_date)
        if self.is_linked():
            self.linked.append(self.column)
        if kind and (self.struck_inside or (style.isdecimal() and int(style) in self.workbook.struck_styles)):
            self.struck.append(self.column)
        if kind:
            self.cells.append((self.column, kind, text, code, self.formula is not None and kind != FORMULA))

    def is_linked(self) -> bool:
        """Whether the cell that just ended takes its value from another file, by its own formula or a shared one."""
        linked = self.formula is not None and self.workbook.is_linked(self.formula)
        if linked and self.shared:
            self.linked_shares.add(self.shared)
        if linked and (found := _RANGE.fullmatch(self.filled_block)) and found[3]:
            self.linked_blocks.append(
                (
                    _row_number(found[2]),
                    _column_number(found[1]),
                    _row_number(found[4]),
                    _column_number(found[3]),
                )
            )
            if len(self.linked_blocks) > _MOST_LINKED_BLOCKS:
                raise Refused("external_link")
        return (
            linked
            or self.shared in self.linked_shares
            or any(
                top <= self.row_number <= bottom and left <= self.column <= right
                for top, left, bottom, right in self.linked_blocks
            )
        )

    def stored(self, cell_type: str, text: str, shows_date: bool) -> tuple[str, str]:
        """Kind and text of the cell that just ended; no kind where it holds nothing."""
        if cell_type == "n" and text:
            return self.number(text, shows_date)
        if cell_type == "s" and text:
            return TEXT, self.shared_text(text)
        if cell_type in ("str", "inlineStr") and self.value is not None:
            return TEXT, unescape(text)
        if not text:
            return ("", "") if self.formula is None else (FORMULA, "=" + unescape(self.formula))
        if cell_type == "b":
            return BOOLEAN, "TRUE" if text.strip() in _TRUE else "FALSE"
        if cell_type == "e":
            return ERROR, text
        if cell_type == "d":
            day = iso_date(text)
            return (DATE, day) if day else (ERROR, UNSHOWABLE_DATE)
        raise Refused("damaged")

    def shared_text(self, index: str) -> str:
        index = index.strip()
        if not (index.isascii() and index.isdigit() and len(index) < 10):
            raise Refused("damaged")
        self.struck_inside = int(index) in self.workbook.struck_texts
        try:
            return self.workbook.texts[int(index)]
        except IndexError:
            raise Refused("damaged") from None

    def number(self, text: str, shows_date: bool) -> tuple[str, str]:
        if text.isdigit() and text.isascii() and len(text) < 16 and text[0] != "0" and not shows_date:
            return NUMBER, text
        value = stored_number(text.strip())
        if value is None:
            return ERROR, text[:40]
        if not shows_date:
            return NUMBER, plain_number(value)
        day = serial_date(value, self.workbook.from_1904)
        return (DATE, day) if day else (ERROR, UNSHOWABLE_DATE)

    def look_up_style(self, style: str) -> tuple[str, bool]:
        code = ""
        if self.workbook.formats is not None:
            if not (style.isascii() and style.isdigit() and len(style) < 7):
                raise Refused("damaged")
            try:
                code = self.workbook.formats[int(style)]
            except IndexError:
                raise Refused("damaged") from None
        self.styles[style] = code, is_date_format(code)
        return self.styles[style]

    def merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if not found:
            raise Refused("damaged")
        left, top, right, bottom = found.groups()
        if right is None:
            return
        columns = sorted((_column_number(left), _column_number(right)))
        rows = sorted((_row_number(top), _row_number(bottom)))
        if columns[0] == columns[1] and rows[0] == rows[1]:
            return
        self.merges.append((rows[0], columns[0], rows[1], columns[1]))
        if len(self.merges) > limits.MERGES:
            raise Refused("too_many_merges", sheet=self.tally.title, limit=limits.MERGES)

    def hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first, last = attributes.get("min", ""), attributes.get("max", "")
            self.hidden_ranges.append((_row_number(first), _row_number(last)))
            if len(self.hidden_ranges) > LAST_COLUMN:
                raise Refused("damaged")


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a property of a font that stands there applies: <strike/>, but not <strike val="0"/>."""
    return attributes.get("val", "1") not in ("0", "false", "off")


def _row_number(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) < 8 and 0 < int(digits) <= LAST_ROW):
        raise Refused("damaged")
    return int(digits)


def _column_number(letters: str) -> int:
    number = 0
    if not (0 < len(letters) < 4 and letters.isascii() and letters.isalpha() and letters.isupper()):
        raise Refused("damaged")
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > LAST_COLUMN:
        raise Refused("damaged")
    return number


def unescape(text: str) -> str:
    """Characters that XML cannot hold are written _x000D_; a real "_x000D_" as _x005F_x000D_."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return text
