"""A table pasted from Word, Excel or PowerPoint: the clipboard's HTML, or its text with tabs.

What stands in a cell is what the program showed, so every cell is text.
"""

import json
import re
from html.parser import HTMLParser

from tables.readers.delimited import cells
from tables.readers.encoding import refuse_damaged_text
from tables.readers.tally import Tally
from tables.refusals import Refused

_MOST_COLUMNS_SPANNED = 1_000  # as HTML has it
_MOST_ROWS_SPANNED = 65_534
_NOT_SHOWN = frozenset(("script", "style", "head", "title", "template", "noscript"))
_BREAKS_LINE = frozenset(("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_REPEATED_SPACE = re.compile(" {2,}")
_LINE_BREAKS = re.compile(r" *(?:\n *)+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STRIKES = frozenset(("s", "strike", "del"))
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_OVERFLOWS = re.compile(r"mso-ignore\s*:\s*colspan", re.IGNORECASE)
# Excel puts a cell in quotation marks only where a line break or a tab is in it.
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=\t|\r\n|\r|\n|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(content: bytes, tally: Tally) -> None:
    pasted = json.loads(content)
    for text in (pasted["text"], pasted["html"]):
        refuse_damaged_text(text)
    tally.nothing_filled = "nothing_pasted"
    if not send_tables(pasted["html"], tally):
        tally.sheet("1")
        for number, record in enumerate(_records(pasted["text"]), 1):
            tally.row(number, cells(record))
        tally.close()
    tally.finish()


def send_tables(html: str, tally: Tally) -> bool:
    """Hand on each table of a page that holds something, as a sheet; false where there is none."""
    tables = _tables(html)
    for number, table in enumerate(tables, 1):
        tally.sheet(str(number))
        _send(table, tally)
    return bool(tables)


def _records(text: str) -> list[list[str]]:
    """Rows of a tab-separated text, blank ones too; line breaks inside quoted cells stay in the cell."""
    records: list[list[str]] = [[]]
    position = 0
    while position <= len(text):
        quoted = _QUOTED.match(text, position)
        if quoted and ("\n" in quoted[1] or "\r" in quoted[1] or "\t" in quoted[1]):
            field, position = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, position)
            field, position = (plain[0], plain.end()) if plain else ("", position)
        records[-1].append(field)
        if text.startswith("\t", position):
            position += 1
        elif line_end := _LINE_END.match(text, position):
            position = line_end.end()
            records.append([])
        else:
            break
    return records


class _Table:
    def __init__(self) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.struck: set[tuple[int, int]] = set()
        self.row = 0
        self.column = 0
        self.spanned: dict[int, int] = {}  # column → last row that a cell from above covers


def _send(table: _Table, tally: Tally) -> None:
    for number, row in table.rows.items():
        width = max(row, default=0)
        tally.row(number, cells([row.get(column, "") for column in range(1, width + 1)]))
    for place in sorted(table.struck):
        tally.struck(*place)
    merges = [(top, left, min(bottom, table.row), right) for top, left, bottom, right in table.merges]
    tally.close([merge for merge in merges if merge[:2] != merge[2:]], table.hidden_rows)


def _tables(html: str) -> list[_Table]:
    if "<table" not in html.lower():
        return []
    page = _Page()
    try:
        page.feed(html)
        page.close()
    except AssertionError as error:  # what HTMLParser raises for a declaration that it does not know
        raise Refused("pasted_unreadable") from error
    page.end_cell()
    return [
        table for table in page.tables if any(text for row in table.rows.values() for text in row.values())
    ]


class _Page(HTMLParser):
    """The outermost tables of a page. A table inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.depth = 0
        self.not_shown = 0
        self.pieces: list[str] | None = None  # of the cell that is open
        self.cell_column = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_SHOWN:
            self.not_shown += 1
        elif tag == "body":
            self.not_shown = 0
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append(_Table())
        elif self.depth == 1 and tag == "tr":
            self.start_row(dict(attributes))
        elif self.depth == 1 and tag in ("td", "th"):
            self.start_cell(dict(attributes))
        elif tag == "br" or tag in _BREAKS_LINE or tag == "tr":
            self.add("\n")
        elif tag in ("td", "th"):
            self.add(" ")
        if self.pieces is not None and (
            tag in _STRIKES or _STRUCK.search(dict(attributes).get("style") or "")
        ):
            self.tables[-1].struck.add((self.tables[-1].row, self.cell_column))

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_SHOWN:
            self.not_shown = max(self.not_shown - 1, 0)
        elif tag == "table":
            if self.depth == 1:
                self.end_cell()
            self.depth = max(self.depth - 1, 0)
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self.end_cell()
        elif tag in _BREAKS_LINE:
            self.add("\n")

    def handle_data(self, data: str) -> None:
        if not self.not_shown:
            self.add(_SPACES.sub(" ", data))

    def add(self, text: str) -> None:
        if self.pieces is not None:
            self.pieces.append(text)

    def start_row(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        table = self.tables[-1]
        table.row += 1
        table.column = 0
        table.rows[table.row] = {}
        if _HIDDEN.search(attributes.get("style") or ""):
            table.hidden_rows.add(table.row)

    def start_cell(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        table = self.tables[-1]
        if not table.row:
            self.start_row({})
        table.column += 1
        while table.spanned.get(table.column, 0) >= table.row:
            table.column += 1
        columns = min(_span(attributes.get("colspan")), _MOST_COLUMNS_SPANNED)
        rows = min(_span(attributes.get("rowspan")), _MOST_ROWS_SPANNED)
        first, last = table.column, table.column + columns - 1
        if last > 16_384:
            raise Refused("damaged")
        if rows > 1:
            for column in range(first, last + 1):
                table.spanned[column] = table.row + rows - 1
        if (rows > 1 or columns > 1) and not _OVERFLOWS.search(attributes.get("style") or ""):
            table.merges.append((table.row, first, table.row + rows - 1, last))
        table.rows[table.row][first] = ""
        table.column = last
        self.cell_column = first
        self.pieces = []

    def end_cell(self) -> None:
        if self.pieces is None:
            return
        text = _LINE_BREAKS.sub("\n", _REPEATED_SPACE.sub(" ", "".join(self.pieces)))
        table = self.tables[-1]
        table.rows[table.row][self.cell_column] = text.strip(" \n")
        self.pieces = None


def _span(stated: str | None) -> int:
    stated = (stated or "1").strip()
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10):
        return 1
    return max(int(stated), 1)
