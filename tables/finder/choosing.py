"""Which sheet of a file holds the table that is asked for; where it is not clear, the person is asked."""

from collections.abc import Iterable

from tables.cells import quoted
from tables.finder.by_hand import header_by_hand
from tables.finder.findings import Findings, listed
from tables.finder.headers import LONGEST_HEADING, Header, Words, filled, header_at
from tables.sheets import Book, CellKind, Sheet
from thai.sentences import gettext as _
from thai.text import clean, match_key


def choose_header(
    book: Book,
    words: Words,
    others: tuple[Words, ...],
    findings: Findings,
    wanted: str | None,
    mapping: dict[str, object] | None,
) -> Header | None:
    """The header of the one table to read, or None with the reason reported."""
    sheets = [sheet for sheet in book.sheets if _holds_something(sheet)]
    if wanted is not None:
        named = _named(book, wanted, findings)
        if named is None:
            return None
        sheets = [named]
    open_sheets = [sheet for sheet in sheets if not sheet.hidden]
    if not sheets or not any(map(_holds_something, sheets)):
        findings.fault("empty", _("There is no table here: nothing is filled in."))
        return None
    header = (
        header_by_hand(open_sheets, words, findings, mapping)
        if mapping
        else _fitting(open_sheets, words, others, findings)
    )
    if header is None and not findings.faults:
        header = _almost_fitting(sheets, words, others, findings)
    if header is not None:
        findings.sheet = header.sheet.title or None
        _say_sheets_left_out(header.sheet, book, others, findings)
    return header


def _holds_something(sheet: Sheet) -> bool:
    return any(filled(cell) for row in sheet.rows.values() for cell in row.values())


def _titles(sheets: Iterable[Sheet]) -> str:
    return listed((quoted(sheet.title) for sheet in sheets), 20)


def _named(book: Book, wanted: str, findings: Findings) -> Sheet | None:
    for same in (str, clean, match_key):
        for sheet in book.sheets:
            if same(sheet.title) != same(wanted):
                continue
            if sheet.hidden:
                _refuse_hidden(sheet, findings)
                return None
            return sheet
    message = _("The file has no sheet named %(sheet)s. Its sheets are: %(sheets)s.")
    shown = [sheet for sheet in book.sheets if not sheet.hidden]
    findings.fault("no_such_sheet", message % {"sheet": quoted(wanted), "sheets": _titles(shown)})
    return None


def _refuse_hidden(sheet: Sheet, findings: Findings) -> None:
    message = _(
        "The table is on the hidden sheet %(sheet)s. Hidden sheets are not imported: unhide it, save and try again."
    )
    findings.fault("sheet_hidden", message % {"sheet": quoted(sheet.title)})


def _fitting(
    sheets: list[Sheet], words: Words, others: tuple[Words, ...], findings: Findings
) -> Header | None:
    """The one complete header; several are a question to the person."""
    found = [header for sheet in sheets if (header := words.best_header(sheet)) is not None]
    fitting = [header for header in found if header.complete and not _fits_better(header, words, others)]
    # An empty form beside the filled one is no second table.
    fitting = [header for header in fitting if _has_rows_below(header)] or fitting[:1]
    if len(fitting) > 1:
        message = _("Several sheets hold a %(kind)s: %(sheets)s. Choose one of them.")
        sheets_found = _titles(header.sheet for header in fitting)
        findings.fault(
            "several_sheets",
            message % {"kind": words.kind.label, "sheets": sheets_found},
            suggestion="\n".join(header.sheet.title for header in fitting),
        )
        return None
    return fitting[0] if fitting else None


def _fits_better(header: Header, words: Words, others: tuple[Words, ...]) -> bool:
    """Whether the row is rather the header of another kind, one that needs more columns and has them."""
    for other in others:
        theirs = header_at(header.sheet, header.row, other)
        if theirs is not None and theirs.complete and len(other.kind.required) > len(words.kind.required):
            return True
    return False


def _has_rows_below(header: Header) -> bool:
    positions = set(header.columns.values())
    return any(
        number > header.last_row and any(column in positions and filled(cell) for column, cell in row.items())
        for number, row in header.sheet.rows.items()
    )


def _is_whole(sheet: Sheet, words: Words) -> bool:
    header = words.best_header(sheet)
    return header is not None and header.complete


def _held(sheet: Sheet, words: Words) -> int:
    """How many of the required headings of a kind a sheet has."""
    header = words.best_header(sheet)
    return len(words.kind.required) - len(header.missing) if header is not None else 0


def _almost_fitting(
    sheets: list[Sheet], words: Words, others: tuple[Words, ...], findings: Findings
) -> Header | None:
    """Where no header is complete: the best one with something missing, or why there is none."""
    kind = words.kind
    shown = [sheet for sheet in sheets if not sheet.hidden]
    partial = [
        header
        for sheet in shown
        if (header := words.best_header(sheet)) is not None
        and len(header.missing) < len(kind.required)
        and not any(_is_whole(sheet, other) for other in others)
    ]
    if partial:
        return max(partial, key=lambda header: header.score)
    for sheet in sheets:
        if sheet.hidden and _is_whole(sheet, words):
            _refuse_hidden(sheet, findings)
            return None
    other = _other_kind(shown, others)
    if other is not None:
        message = _(
            "This is a %(found)s, not a %(wanted)s. Choose the other kind of table, or the right file."
        )
        findings.fault("other_kind", message % {"found": other.kind.label, "wanted": kind.label})
        return None
    values = {
        "kind": kind.label,
        "headings": listed((f"“{column.header}”" for column in kind.required), 20),
        "seen": _most_like_headings(shown),
    }
    message = _("No %(kind)s was found. Its row of headings must hold: %(headings)s.")
    if values["seen"]:
        message = _(
            "No %(kind)s was found. Its row of headings must hold: %(headings)s. What looks most like headings here: "
            "%(seen)s."
        )
    findings.fault("no_table", message % values)
    return None


def _other_kind(shown: list[Sheet], others: tuple[Words, ...]) -> Words | None:
    """The kind that the file is read as if it is asked for, so that nobody is sent from one kind to the next.

    A whole header counts before half of one, which tells a kind well enough to name it where no header is whole.
    """
    whole = [other for other in others if any(_is_whole(sheet, other) for sheet in shown)]
    half = [
        other
        for other in others
        if any(_held(sheet, other) * 2 >= len(other.kind.required) for sheet in shown)
    ]
    return max(whole or half, key=lambda other: len(other.kind.required), default=None)


def _most_like_headings(shown: list[Sheet]) -> str:
    """The first of the rows with most short texts, of all sheets, with its place; empty where there is no such row."""
    best: tuple[int, list[str]] = (0, [])
    for sheet in shown:
        for number, row in sorted(sheet.rows.items()):
            texts = [
                quoted(cell.text)
                for _column, cell in sorted(row.items())
                if cell.kind is CellKind.TEXT and filled(cell) and len(cell.text) <= LONGEST_HEADING
            ]
            if len(texts) > len(best[1]):
                best = number, texts
    number, texts = best
    return _("row %(row)d: %(texts)s") % {"row": number, "texts": listed(texts, 20)} if texts else ""


def _say_sheets_left_out(chosen: Sheet, book: Book, others: tuple[Words, ...], findings: Findings) -> None:
    left = [sheet for sheet in book.sheets if sheet is not chosen and _holds_something(sheet)]
    hidden = [sheet for sheet in left if sheet.hidden]
    if hidden:
        message = _("Hidden sheets are not imported: %(sheets)s.")
        findings.warn("hidden_sheets", message % {"sheets": _titles(hidden)})
    unread = [
        sheet for sheet in left if not sheet.hidden and not any(_is_whole(sheet, other) for other in others)
    ]
    if unread:
        message = _("These other sheets are not imported: %(sheets)s.")
        findings.warn("other_sheets", message % {"sheets": _titles(unread)})
