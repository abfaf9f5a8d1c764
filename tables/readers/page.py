"""The tables of a page as it is shown, each with the lines around it.

What a page hides is no text of it; where only a style sheet may hide it, the cell is refused. A raised or lowered
figure, as of a footnote, stays one. A table inside a cell is text of that cell.
"""

import re
from collections import Counter
from enum import IntEnum
from html.parser import HTMLParser

from tables.readers.delimited import cells
from tables.readers.shown import StyleSheet, is_hidden, place_of
from tables.readers.tally import Tally
from tables.readers.values import raised
from tables.refused import Refused

_MOST_COLUMNS_SPANNED = 1_000  # as HTML has it
_MOST_ROWS_SPANNED = 65_534
_LAST_COLUMN = 16_384
_NOT_SHOWN = frozenset(("script", "style", "head", "title", "template", "noscript"))
# Pronunciation, and what only an old program shows.
_HIDDEN_TAGS = frozenset(("rt", "rp", "datalist", "audio", "video", "canvas", "iframe", "object"))
_GROUPS_OF_ROWS = frozenset(("tbody", "thead", "tfoot"))
_BREAKS_LINE = frozenset(
    (
        "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "option", "section", "header",
        "footer", "article", "main", "nav", "form", "blockquote", "pre", "dl", "dt", "dd", "figcaption",
    )
)  # fmt: skip
_NEVER_CLOSED = frozenset(
    (
        "br",
        "hr",
        "img",
        "input",
        "col",
        "meta",
        "link",
        "wbr",
        "area",
        "base",
        "embed",
        "param",
        "source",
        "track",
    )
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_REPEATED_SPACE = re.compile(" {2,}")
_LINE_BREAKS = re.compile(r" *(?:\n *)+")
_STRIKES = frozenset(("s", "strike", "del"))
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_OVERFLOWS = re.compile(r"mso-ignore\s*:\s*colspan", re.IGNORECASE)


class Hidden(IntEnum):
    NO = 0
    PERHAPS = 1  # a style sheet may hide it
    YES = 2


class PageTable:
    def __init__(self, hidden: bool) -> None:
        self.hidden = hidden
        self.rows: dict[int, dict[int, str]] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.struck: set[tuple[int, int]] = set()
        self.perhaps_hidden: set[tuple[int, int]] = set()
        self.described_columns = 0
        self.row = 0
        self.column = 0
        self.spanned: dict[int, int] = {}  # column → last row that a cell from above covers
        self.above: list[str] = []
        self.below: list[str] = []

    @property
    def is_filled(self) -> bool:
        return any(text for row in self.rows.values() for text in row.values())

    @property
    def is_lines(self) -> bool:
        """Whether the table only lays lines out: no row of it holds more than one text."""
        return all(sum(map(bool, row.values())) < 2 for row in self.rows.values())

    @property
    def lines(self) -> list[str]:
        return [text for row in self.rows.values() for text in row.values() if text]


def send(table: PageTable, tally: Tally) -> None:
    """Hand a table on with the lines above it from the first row on, and those below it beside its columns.

    There none of them is taken for a row that lost its amount.
    """
    for number, line in enumerate(table.above, 1):
        tally.row(number, cells([line]))
    start = len(table.above) + 1 if table.above else 0
    last = 0
    for number, row in table.rows.items():
        width = max(row, default=0)
        last = max(last, width)
        tally.row(start + number, cells([row.get(column, "") for column in range(1, width + 1)]))
    for number, line in enumerate(table.below, start + table.row + 2):
        tally.row(number, cells([*[""] * last, line]))
    for place, column in sorted(table.struck):
        tally.struck(start + place, column)
    for place, column in sorted(table.perhaps_hidden):
        tally.fault("perhaps_hidden", start + place, column)
    merges = [(top, left, min(bottom, table.row), right) for top, left, bottom, right in table.merges]
    tally.close(
        [
            (start + top, left, start + bottom, right)
            for top, left, bottom, right in merges
            if (top, left) != (bottom, right)
        ],
        {start + row for row in table.hidden_rows},
        table.hidden_columns,
    )


def tables_of(html: str) -> list[PageTable]:
    """The outermost tables of a page that hold something; text between two of them stands beside both."""
    if "<table" not in html.lower():
        return []
    page = _Page()
    try:
        page.feed(html)
        page.close()
    except AssertionError as error:  # what HTMLParser raises for a declaration that it does not know
        raise Refused("pasted_unreadable") from error
    page.end_cell()
    page.end_line()
    return _with_lines(page.parts)


def _with_lines(parts: list[PageTable | str]) -> list[PageTable]:
    tables = [part for part in parts if isinstance(part, PageTable) and part.is_filled]
    if not all(table.is_lines for table in tables):
        tables = [table for table in tables if not table.is_lines]
    held = set(tables)
    lines: list[str] = []
    for part in parts:
        if isinstance(part, str):
            lines.append(part)
        elif part in held:
            part.above, lines = lines, []
            part.below = lines  # filled by what follows, up to the next table
        elif not part.hidden:
            lines += part.lines
    return tables


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[PageTable | str] = []  # tables and the lines around them, in order
        self.styles = StyleSheet()
        self.sheet: list[str] | None = None  # of the style element that is open
        self.depth = 0
        self.not_shown = 0
        self.pieces: list[str] | None = None  # of the cell that is open
        self.line: list[str] = []  # outside the cells
        self.cell_column = 0
        self.rows_hidden = False  # those of the tbody that is open
        # Elements that are open: tag, how hidden, where the text stands. A cell or row closes what is in it.
        self.open: list[tuple[str, Hidden, str]] = []
        self.opened: Counter[str] = Counter()
        self.cell_depth = 0

    @property
    def table(self) -> PageTable:
        return next(part for part in reversed(self.parts) if isinstance(part, PageTable))

    @property
    def hidden(self) -> Hidden:
        return self.open[-1][1] if self.open else Hidden.NO

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        stated = dict(attributes)
        if tag in _NOT_SHOWN:
            self.not_shown += 1
            self.sheet = [] if tag == "style" else self.sheet
        elif tag == "body":
            self.not_shown = 0
        elif tag == "table":
            self.start_table(stated)
        elif self.depth == 1 and tag == "tr":
            self.start_row(stated)
        elif self.depth == 1 and tag in ("td", "th"):
            self.start_cell(stated)
        elif self.depth == 1 and tag == "col":
            self.describe_columns(stated)
        elif tag in ("br", "hr") or tag in _BREAKS_LINE or tag == "tr":
            self.add("\n")
        elif tag in ("td", "th"):
            self.add(" ")
        if tag not in _NEVER_CLOSED and tag not in _NOT_SHOWN:
            self.start_element(tag, stated)
        if self.pieces is not None and (tag in _STRIKES or _STRUCK.search(stated.get("style") or "")):
            self.table.struck.add((self.table.row, self.cell_column))

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_SHOWN:
            self.not_shown = max(self.not_shown - 1, 0)
            if tag == "style" and self.sheet is not None:
                self.styles.read("".join(self.sheet))
                self.sheet = None
        elif tag == "table":
            if self.depth == 1:
                self.end_cell()
                self.end_line()
            self.depth = max(self.depth - 1, 0)
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self.end_cell()
        elif tag in _BREAKS_LINE:
            self.add("\n")
        elif tag in _GROUPS_OF_ROWS and self.depth == 1:
            self.rows_hidden = False
        self.end_element(tag)

    def handle_data(self, data: str) -> None:
        if self.sheet is not None:
            self.sheet.append(data)
        if self.not_shown or self.hidden is Hidden.YES:
            return
        if self.hidden is Hidden.PERHAPS and data.strip():
            if self.pieces is None:
                return
            self.table.perhaps_hidden.add((self.table.row, self.cell_column))
        text = _SPACES.sub(" ", data)
        place = self.open[-1][2] if self.open else ""
        self.add(raised(text, lowered=place == "sub") if place else text)

    def add(self, text: str) -> None:
        if self.pieces is not None:
            self.pieces.append(text)
        elif text == "\n":
            self.end_line()
        else:
            self.line.append(text)

    # ── what is open ────────────────────────────────────────────────────────────────────────────────────────

    def start_element(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _BREAKS_LINE:
            self.end_paragraph()
        hidden, place = self.open[-1][1:] if self.open else (Hidden.NO, "")
        # A hidden row is told as such, and a hidden table is a hidden sheet.
        if tag == "table" and self.depth == 1:
            hidden, place = Hidden.NO, ""
        elif self.depth != 1 or (tag != "tr" and tag not in _GROUPS_OF_ROWS):
            hidden = max(hidden, self.how_hidden(tag, attributes))
        elif tag != "tr":
            self.rows_hidden = self.how_hidden(tag, attributes) is not Hidden.NO
        if tag not in ("td", "th", "tr", "table"):  # where a cell's text stands in its height raises nothing
            place = place_of(tag, attributes) or self.styles.place_of(attributes) or place
        self.open.append((tag, hidden, place))
        self.opened[tag] += 1

    def how_hidden(self, tag: str, attributes: dict[str, str | None]) -> Hidden:
        if tag in _HIDDEN_TAGS or (tag == "dialog" and "open" not in attributes) or is_hidden(attributes):
            return Hidden.YES
        return Hidden.PERHAPS if self.styles.may_hide(attributes) else Hidden.NO

    def end_element(self, tag: str) -> None:
        if not self.opened[tag]:
            return
        place = len(self.open) - 1
        while self.open[place][0] != tag:
            place -= 1
        if self.pieces is None or place > self.cell_depth:  # no end tag reaches out of its cell
            self.close_to(place)

    def end_paragraph(self) -> None:
        """A paragraph without its end ends where the next one, or a table, begins."""
        if self.open and self.open[-1][0] == "p":
            self.close_to(len(self.open) - 1)

    def close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self.opened[self.open.pop()[0]] -= 1

    # ── tables, rows, cells, lines ──────────────────────────────────────────────────────────────────────────

    def start_table(self, attributes: dict[str, str | None]) -> None:
        if self.depth == 0:
            self.end_line()
            self.end_paragraph()
        self.depth += 1
        if self.depth == 1:
            self.rows_hidden = False
            self.parts.append(
                PageTable(max(self.hidden, self.how_hidden("table", attributes)) is not Hidden.NO)
            )

    def describe_columns(self, attributes: dict[str, str | None]) -> None:
        table, count = self.table, min(_span(attributes.get("span")), _MOST_COLUMNS_SPANNED)
        if is_hidden(attributes) and table.described_columns < _LAST_COLUMN:
            table.hidden_columns.update(
                range(table.described_columns + 1, table.described_columns + count + 1)
            )
        table.described_columns += count

    def start_row(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        self.end_line()
        while self.open and self.open[-1][0] != "table" and self.open[-1][0] not in _GROUPS_OF_ROWS:
            self.close_to(len(self.open) - 1)
        table = self.table
        table.row += 1
        table.column = 0
        table.rows[table.row] = {}
        if self.rows_hidden or self.how_hidden("tr", attributes) is not Hidden.NO:
            table.hidden_rows.add(table.row)

    def start_cell(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        self.end_line()
        table = self.table
        if not table.row:
            self.start_row({})
        table.column += 1
        while table.spanned.get(table.column, 0) >= table.row:
            table.column += 1
        columns = min(_span(attributes.get("colspan")), _MOST_COLUMNS_SPANNED)
        rows = min(_span(attributes.get("rowspan")), _MOST_ROWS_SPANNED)
        first, last = table.column, table.column + columns - 1
        if last > _LAST_COLUMN:
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
        self.cell_depth = len(self.open)

    def end_cell(self) -> None:
        if self.pieces is None:
            return
        table = self.table
        table.rows[table.row][self.cell_column] = _tidy(self.pieces)
        self.pieces = None
        self.close_to(self.cell_depth)

    def end_line(self) -> None:
        """What stands outside the cells; a caption or a text astray in a table stands above it."""
        text = _tidy(self.line)
        self.line = []
        if not text:
            return
        place = len(self.parts)
        if self.depth:
            place = next(
                n for n in range(len(self.parts) - 1, -1, -1) if isinstance(self.parts[n], PageTable)
            )
        self.parts.insert(place, text)


def _tidy(pieces: list[str]) -> str:
    return _LINE_BREAKS.sub("\n", _REPEATED_SPACE.sub(" ", "".join(pieces))).strip(" \n")


def _span(stated: str | None) -> int:
    stated = (stated or "1").strip()
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10):
        return 1
    return max(int(stated), 1)
