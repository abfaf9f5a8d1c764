"""From the cells of a file to one clean table of a kind, with every fault named.

`find_table` never raises for what an office sends: what cannot be read in exactly one way is a fault with
its cell and its remedy.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from thai.money_words import format_baht
from thai.text import clean, match_key

from .body import Body, BodyReader
from .cells import quoted, read_amount
from .headers import Header, Words, best_header, filled, heading_of, says_unit
from .levels import check_header
from .report import Report, in_reading_order, listed
from .sheets import Book, CellKind, Sheet, column_letter
from .tables import Row, Table, TableKind
from .titles import Titles, fiscal_years_in, read_titles, title_header_years
from .totals import Difference


def find_table(
    book: Book,
    kind: TableKind,
    *,
    other_kinds: tuple[TableKind, ...] = (),
    fiscal_year: int | None = None,
    sheet: str | None = None,
    fill_down: bool = False,
    mapping: dict[str, Any] | None = None,
) -> Table:
    """Find the one table of a kind in a file and read it.

    `fiscal_year` (พ.ศ.) is the year that the table is meant for; a title that names another is a fault.
    `sheet` names the sheet to read. `mapping` is a person's word on the columns: column letters by key, and
    "header_row" if she gave it. `fill_down` fills blanks of group columns from the row above.
    """
    table = Table(kind)
    words = Words(kind)
    others = tuple(Words(other) for other in other_kinds)
    report = Report()
    header = _choose(book, words, others, report, sheet, mapping)
    if header is not None:
        _read(table, header, words, others, report, fiscal_year, fill_down, book)
    table.faults = in_reading_order([*book.faults, *report.faults])
    table.warnings = in_reading_order(report.warnings)
    return table


# ── which sheet ─────────────────────────────────────────────────────────────────────────────────────────────


def _choose(
    book: Book,
    words: Words,
    others: tuple[Words, ...],
    report: Report,
    wanted: str | None,
    mapping: dict[str, Any] | None,
) -> Header | None:
    """The header of the one sheet to read, or None with the reason reported."""
    kind = words.kind
    sheets = [candidate for candidate in book.sheets if _holds_something(candidate)]
    if wanted is not None:
        sheets = _named(book, wanted, report)
        if not sheets:
            return None
    if not sheets:
        report.fault("empty", _("The file holds no table: every sheet is empty."))
        return None
    open_sheets = [candidate for candidate in sheets if not candidate.hidden]
    hidden = [candidate for candidate in sheets if candidate.hidden]
    if mapping:
        return _mapped_header(open_sheets, words, report, mapping)
    found = [(candidate, best_header(candidate, words)) for candidate in open_sheets]
    fitting = [header for _sheet, header in found if header is not None and header.complete]
    fitting = [header for header in fitting if not _fits_better(header, len(kind.required), others)]
    if len(fitting) > 1:
        with_rows = [header for header in fitting if _has_rows_below(header)]
        fitting = with_rows or fitting[:1]
    if len(fitting) > 1:
        names = listed((f"“{header.sheet.title}”" for header in fitting), 20)
        message = _("Several sheets hold a %(kind)s: %(sheets)s. Choose one of them (--sheet).")
        report.fault("several_sheets", message % {"kind": kind.label, "sheets": names})
        return None
    if fitting:
        header = fitting[0]
        report.sheet = header.sheet.title or None
        _say_sheets_left_out(header.sheet, book, others, report)
        return header
    return _nothing_fits(found, hidden, words, others, report)


def _holds_something(sheet: Sheet) -> bool:
    return any(filled(cell) for row in sheet.rows.values() for cell in row.values())


def _named(book: Book, wanted: str, report: Report) -> list[Sheet]:
    for same in (str, clean, match_key):
        found = [sheet for sheet in book.sheets if same(sheet.title) == same(wanted)]
        if found:
            if found[0].hidden:
                message = _(
                    "The sheet %(sheet)s is hidden, and hidden sheets are not imported. Unhide it and save."
                )
                report.fault("sheet_hidden", message % {"sheet": quoted(wanted)})
                return []
            return found[:1]
    names = listed((f"“{sheet.title}”" for sheet in book.sheets if not sheet.hidden), 20)
    message = _("The file has no sheet named %(sheet)s. Its sheets are: %(sheets)s.")
    report.fault("no_such_sheet", message % {"sheet": quoted(wanted), "sheets": names})
    return []


def _fits_better(header: Header, required: int, others: tuple[Words, ...]) -> bool:
    """Whether the sheet is rather a table of another kind that also has these columns."""
    for words in others:
        other = best_header(header.sheet, words)
        same_row = other is not None and other.complete and other.row == header.row
        if same_row and len(words.kind.required) > required:
            return True
    return False


def _has_rows_below(header: Header) -> bool:
    columns = set(header.columns.values())
    return any(
        column in columns and filled(cell)
        for number, row in header.sheet.rows.items()
        if number > header.last_row
        for column, cell in row.items()
    )


def _say_sheets_left_out(chosen: Sheet, book: Book, others: tuple[Words, ...], report: Report) -> None:
    left = [sheet for sheet in book.sheets if sheet is not chosen and _holds_something(sheet)]
    hidden = [sheet for sheet in left if sheet.hidden]
    if hidden:
        message = _("Hidden sheets are not imported: %(sheets)s.")
        report.warn(
            "hidden_sheets", message % {"sheets": listed((f"“{sheet.title}”" for sheet in hidden), 20)}
        )
    unread = [sheet for sheet in left if not sheet.hidden and not _is_of_other_kind(sheet, others)]
    if unread:
        message = _("Other sheets are not imported: %(sheets)s.")
        report.warn(
            "other_sheets", message % {"sheets": listed((f"“{sheet.title}”" for sheet in unread), 20)}
        )


def _is_of_other_kind(sheet: Sheet, others: tuple[Words, ...]) -> bool:
    return any((header := best_header(sheet, words)) is not None and header.complete for words in others)


def _nothing_fits(
    found: list[tuple[Sheet, Header | None]],
    hidden: list[Sheet],
    words: Words,
    others: tuple[Words, ...],
    report: Report,
) -> Header | None:
    kind = words.kind
    partial = [header for _sheet, header in found if header is not None and not header.complete]
    for sheet, _header in found:
        for other in others:
            theirs = best_header(sheet, other)
            if theirs is not None and theirs.complete:
                message = _(
                    "This is a %(found)s, not a %(wanted)s. Choose the other kind, or the right file."
                )
                report.fault("other_kind", message % {"found": other.kind.label, "wanted": kind.label})
                return None
    for sheet in hidden:
        theirs = best_header(sheet, words)
        if theirs is not None and theirs.complete:
            message = _(
                "The %(kind)s is on the hidden sheet %(sheet)s. Hidden sheets are not imported: unhide it and save."
            )
            report.fault("sheet_hidden", message % {"kind": kind.label, "sheet": quoted(sheet.title)})
            return None
    partial = [header for header in partial if len(header.missing) < len(kind.required)]
    if partial:
        return max(partial, key=lambda header: header.score)
    names = listed((f"“{column.header}”" for column in kind.required), 20)
    message = _("No %(kind)s was found. It needs a row of headings with: %(headers)s.")
    report.fault("no_table", message % {"kind": kind.label, "headers": names})
    return None


# ── columns given by a person ───────────────────────────────────────────────────────────────────────────────


def _mapped_header(
    sheets: list[Sheet], words: Words, report: Report, mapping: dict[str, Any]
) -> Header | None:
    """A header from a person's word: the columns she named, in the row she named or the best one."""
    columns: dict[str, int] = {}
    for column in words.kind.columns:
        letter = mapping.get(column.key)
        if letter:
            number = _column_number(str(letter))
            if number is None or number in columns.values():
                message = _("%(letter)s cannot be the column of “%(header)s”.")
                report.fault(
                    "bad_mapping", message % {"letter": quoted(str(letter)), "header": column.header}
                )
                return None
            columns[column.key] = number
    candidates = [sheet for sheet in sheets if any(columns.keys())]
    best: Header | None = None
    for sheet in candidates:
        header = _header_for(sheet, words, columns, mapping.get("header_row"))
        if header is not None and (best is None or header.score > best.score):
            best = header
    if best is None:
        report.fault("no_table", _("No row of headings was found for the columns chosen."))
        return None
    report.sheet = best.sheet.title or None
    return best


def _header_for(sheet: Sheet, words: Words, columns: dict[str, int], row: Any) -> Header | None:
    guess = best_header(sheet, words)
    if row in (None, ""):
        row = guess.row if guess is not None else _row_above_data(sheet, words, columns)
    row = int(row)
    cells = sheet.rows.get(row, {})
    at = guess if guess is not None and guess.row == row else None
    taken = dict(columns)
    if at is not None:
        for key, column in at.columns.items():
            if key not in taken and column not in taken.values():
                taken[key] = column
    written = {column: clean(cell.text) for column, cell in cells.items() if filled(cell)}
    headings = {column: heading_of(cells[column].text) for column in taken.values() if column in cells}
    missing = [column for column in words.kind.required if column.key not in taken]
    return Header(sheet, row, row, taken, {}, missing, written, headings, by_hand=True)


def _row_above_data(sheet: Sheet, words: Words, columns: dict[str, int]) -> int:
    subject = columns.get(words.kind.subject)
    amount = columns.get(words.kind.amount or "")
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        names = subject in cells and cells[subject].kind is CellKind.TEXT
        if names and (amount is None or (amount in cells and not read_amount(cells[amount]).faults)):
            return number - 1
    return 0


def _column_number(letters: str) -> int | None:
    letters = letters.strip().upper()
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return None
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


# ── reading the chosen one ──────────────────────────────────────────────────────────────────────────────────


def _read(
    table: Table,
    header: Header,
    words: Words,
    others: tuple[Words, ...],
    report: Report,
    fiscal_year: int | None,
    fill_down: bool,
    book: Book,
) -> None:
    sheet, kind = header.sheet, table.kind
    report.sheet = sheet.title or None
    report.headers = header.written
    table.sheet = report.sheet
    table.header_row = header.row
    table.columns = {key: column_letter(column) for key, column in header.columns.items()}
    table.headers = {key: header.written.get(column, "") for key, column in header.columns.items()}
    check_header(header, words, report)
    first_row = min(sheet.rows, default=1)
    titles = read_titles(sheet, first_row, header.row)
    table.title = titles.text
    _check_years(table, titles, header, report, fiscal_year)
    _check_units(titles, header, report)
    if any(fault.code in _UNREADABLE for fault in report.faults):
        return
    _check_rows_above(header, kind, titles, report)
    broken = frozenset(fault.row for fault in book.faults if fault.row is not None)
    reader = BodyReader(sheet, header, words, others, report, fill_down, broken)
    body = reader.read()
    table.rows = body.rows
    if not body.rows and not any(fault.code == "second_table" for fault in report.faults):
        report.fault("no_rows", _("The table has headings but no rows."))
    _check_sums(table, body, titles, report)
    _check_identities(kind, body.rows, header, report)
    _check_orders(reader, header, report)
    _say_hidden(sheet, header, body.rows, report)


_UNREADABLE = {"header_missing", "header_doubled", "header_two_levels", "header_merged"}


def _check_years(
    table: Table, titles: Titles, header: Header, report: Report, fiscal_year: int | None
) -> None:
    years = [*titles.years, *title_header_years(header)]
    if not years:
        said = fiscal_years_in(clean(header.sheet.title))
        if said and fiscal_year is not None and all(year != fiscal_year for year, *_rest in said):
            message = _(
                "The sheet's name says %(said)d, but the table is being imported for fiscal year %(wanted)d."
            )
            report.warn("sheet_year", message % {"said": said[0][0], "wanted": fiscal_year})
        return
    fitting = [said for said in years if said.value == fiscal_year]
    chosen = fitting[0] if fitting else years[0]
    table.title_year = int(chosen.value)
    if fiscal_year is not None and not fitting:
        message = _(
            "The title says fiscal year %(said)d, but the table is being imported for fiscal year %(wanted)d."
        )
        report.fault(
            "title_year", message % {"said": chosen.value, "wanted": fiscal_year}, chosen.row, chosen.column
        )
    elif len({said.value for said in years}) > 1:
        message = _("The title names several years: %(years)s. Check that this is the table of %(year)d.")
        named = listed(sorted({said.value for said in years}))
        report.warn(
            "title_years", message % {"years": named, "year": chosen.value}, chosen.row, chosen.column
        )
    for said in years:
        if said.common_era:
            message = _("The year %(written)s was read as พ.ศ. %(year)d.")
            values = {"written": quoted(said.written), "year": said.value}
            report.warn("title_common_era", message % values, said.row, said.column)


def _check_units(titles: Titles, header: Header, report: Report) -> None:
    message = _(
        "%(text)s: amounts here are not in baht. Type them in baht, such as 95,000, and change the heading."
    )
    for row, column, text in titles.other_units:
        report.fault("other_unit", message % {"text": quoted(text)}, row, column)
    for column, heading in header.headings.items():
        if heading.scaled:
            text = header.written.get(column, "")
            report.fault("other_unit", message % {"text": quoted(text)}, header.row, column)


def _check_rows_above(header: Header, kind: TableKind, titles: Titles, report: Report) -> None:
    """Refuse rows of data above the header, as when a table was sorted together with its header."""
    subject, amount = header.columns.get(kind.subject), header.columns.get(kind.amount or "")
    if subject is None or amount is None:
        return
    said = {(said.row) for said in (*titles.sums, *titles.years)}
    for number in sorted(header.sheet.rows):
        if number >= header.row:
            break
        cells = header.sheet.rows[number]
        name, money = cells.get(subject), cells.get(amount)
        if name is None or money is None or number in said or not filled(name) or not filled(money):
            continue
        if name.kind is CellKind.TEXT and not says_unit(money.text) and not read_amount(money).faults:
            message = _(
                "This row stands above the headings but looks like a row of the table. Move it below them."
            )
            report.fault("row_above_header", message, number, subject)


def _check_sums(table: Table, body: Body, titles: Titles, report: Report) -> None:
    if table.kind.amount is None:
        return
    amounts = body.sums.amounts
    table.total = sum((amount for amount in amounts if amount is not None), Decimal("0.00"))
    table.stated_totals = [(stated.row, stated.amount) for stated in body.sums.stated]
    for difference in body.sums.differences():
        report.fault(
            "total_differs", _difference(difference), difference.stated.row, difference.stated.column
        )
    if body.sums.uncovered:
        message = _(
            "%(count)d rows stand below the last total and are in none. Check that they belong to the table."
        )
        report.warn("rows_below_total", message % {"count": body.sums.uncovered}, body.sums.stated[-1].row)
    if titles.sums:
        fitting = [said for said in titles.sums if said.value == table.total]
        chosen = fitting[0] if fitting else titles.sums[0]
        table.title_total = Decimal(chosen.value)
        if not fitting and None not in amounts and amounts and not titles.other_units:
            message = _("The title says %(stated)s baht, but the rows add up to %(computed)s baht.")
            values = {"stated": format_baht(table.title_total), "computed": format_baht(table.total)}
            report.fault("title_total_differs", message % values, chosen.row, chosen.column)


def _difference(difference: Difference) -> str:
    values = {
        "stated": format_baht(difference.stated.amount),
        "computed": format_baht(difference.computed),
        "count": difference.overlooked,
    }
    if difference.overlooked:
        message = _(
            "The total here is %(stated)s baht, but all rows add up to %(computed)s baht: %(count)d rows stand below "
            "the total and are not in it."
        )
    else:
        message = _("The total here is %(stated)s baht, but the rows add up to %(computed)s baht.")
    return message % values


def _check_identities(kind: TableKind, rows: list[Row], header: Header, report: Report) -> None:
    if kind.identity is None:
        return
    first: dict[str, Row] = {}
    for row in rows:
        identity = kind.identity(row)
        if identity is None:
            continue
        if identity in first:
            message = _(
                "%(text)s stands in row %(row)d already. Each may stand in the table once: delete or correct one."
            )
            values = {"text": quoted(row.written[kind.subject]), "row": first[identity].number}
            report.fault("same_twice", message % values, row.number, header.columns[kind.subject])
        else:
            first[identity] = row


def _check_orders(reader: BodyReader, header: Header, report: Report) -> None:
    """Point out running numbers that are missing or stand twice: a row may be lost."""
    runs: list[list[tuple[int, int]]] = [[]]
    for row, number in reader.orders:
        if number is None or number == 1:
            runs.append([])
        if number is not None:
            runs[-1].append((row, number))
    merged: list[list[tuple[int, int]]] = []
    for run in runs:
        if merged and run and run[0][1] != 1:
            merged[-1].extend(run)
        elif run:
            merged.append(run)
    missing: list[int] = []
    doubled: list[int] = []
    for run in merged:
        numbers = [number for _row, number in run]
        if max(numbers) - min(numbers) > 2 * len(numbers) + 20:
            continue
        seen = set(numbers)
        missing += [
            number
            for number in range(min(min(numbers), 2), max(numbers))
            if number not in seen and number > 1
        ]
        doubled += (
            sorted({number for number in numbers if numbers.count(number) > 1}) if len(numbers) < 500 else []
        )
    if missing:
        message = _("The running numbers leave out %(numbers)s. Check that no row is lost.")
        report.warn("numbers_missing", message % {"numbers": listed(missing)})
    if doubled:
        message = _("These running numbers stand twice: %(numbers)s. Check that no row is wrong.")
        report.warn("numbers_doubled", message % {"numbers": listed(doubled)})


def _say_hidden(sheet: Sheet, header: Header, rows: list[Row], report: Report) -> None:
    hidden = [row.number for row in rows if row.number in sheet.hidden_rows]
    if hidden:
        message = _("Hidden rows are imported too: %(rows)s.")
        report.warn("hidden_rows", message % {"rows": listed(hidden, 20)}, hidden[0])
    columns = sorted(column for column in header.columns.values() if column in sheet.hidden_columns)
    if columns:
        message = _("Hidden columns are imported too: %(columns)s.")
        report.warn("hidden_columns", message % {"columns": listed(map(column_letter, columns))})
