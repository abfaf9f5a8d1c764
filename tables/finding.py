"""From the cells of a file to one clean table of a kind, with every fault named.

`find_table` never raises for what an office sends: what cannot be read in exactly one way is a fault with
its cell and its remedy.
"""

from collections.abc import Mapping
from decimal import Decimal

from tables import limits
from tables.cells import quoted, read_amount
from tables.destination import Destination
from tables.finder.ambiguous_headers import check_header
from tables.finder.beside import TAKE, Beside
from tables.finder.body import Body, BodyReader
from tables.finder.choosing import choose_header
from tables.finder.entry_checks import check_identities, check_links, check_orders, say_hidden
from tables.finder.findings import Findings, in_reading_order, listed
from tables.finder.headers import (
    Header,
    Words,
    filled,
    header_at,
)
from tables.finder.other_amounts import check_other_amounts
from tables.finder.own_word import OwnWord
from tables.finder.places_said import Places
from tables.finder.title_lines import Titles, read_titles, title_header_years
from tables.finder.totals import SumDifference
from tables.finder.unit_checks import check_units
from tables.finder.units import says_unit
from tables.finder.years_said import years_of_tab
from tables.kinds import Table, TableKind
from tables.sheets import Book, CellKind, column_letter
from thai.money_words import format_baht
from thai.sentences import gettext as _
from thai.text import clean

_NOWHERE = Destination()


def find_table(
    book: Book,
    kind: TableKind,
    *,
    other_kinds: tuple[TableKind, ...] = (),
    destination: Destination = _NOWHERE,
    sheet: str | None = None,
    fill_down: bool = False,
    mapping: dict[str, object] | None = None,
    answers: Mapping[tuple[str, str], str] | None = None,
) -> Table:
    """Find the one table of a kind in a file and read it.

    `destination` is where the table is meant for; a title that names another year is a fault.
    `sheet` names the sheet to read. `mapping` is a person's word on the columns: column letters by key, and
    "header_row" if she gave it. `fill_down` fills blanks of group columns from the row above. `answers` are what she
    said to questions: (code, what it is about) → her answer.
    """
    table = Table(kind)
    words = Words(kind)
    others = tuple(Words(other) for other in other_kinds)
    findings = Findings(answers=answers or {})
    header = choose_header(book, words, others, findings, sheet, mapping)
    if header is not None:
        _read(table, header, words, others, findings, destination, fill_down, book)
    table.faults = in_reading_order([*book.faults, *findings.faults])
    table.warnings = in_reading_order(findings.warnings)
    return table


def _read(
    table: Table,
    header: Header,
    words: Words,
    others: tuple[Words, ...],
    findings: Findings,
    destination: Destination,
    fill_down: bool,
    book: Book,
) -> None:
    sheet, kind, fiscal_year = header.sheet, table.kind, destination.fiscal_year
    findings.sheet = sheet.title or None
    findings.headers, findings.header_row = header.written, header.row
    table.sheet = findings.sheet
    table.header_row = header.row
    check_header(header, words, findings, fiscal_year)
    table.columns = {key: column_letter(column) for key, column in header.columns.items()}
    table.headers = {key: header.written.get(column, "") for key, column in header.columns.items()}
    taken = set(header.columns.values())
    table.beside = [text for column, text in header.written.items() if column not in taken]
    first_row = _first_title_row(header, others)
    titles = read_titles(sheet, first_row, header.row)
    table.title = titles.text
    _check_years(table, titles, header, findings, fiscal_year)
    check_units(titles, header, kind, findings)
    places = Places(destination)
    beside = Beside(places, destination, findings)
    beside.hear_title(_title_lines(header, first_row))
    if _hides_its_rows(header, kind, findings):
        return
    own_word = OwnWord(header, kind, destination, places)
    _check_rows_above(header, kind, titles, findings)
    broken = frozenset(fault.row for fault in book.faults if fault.row is not None)
    is_text = book.format in ("csv", "pasted", "html")
    years = frozenset(int(year.value) for year in titles.years)
    title_sums = frozenset(Decimal(figure.value) for figure in titles.sums)
    body = BodyReader(
        sheet,
        header,
        words,
        others,
        findings,
        own_word,
        beside,
        fill_down,
        is_text,
        broken,
        years,
        title_sums,
    ).read()
    table.rows, table.left_out = body.rows, body.left
    if len(body.rows) > limits.ROWS:
        message = _("The table has %(count)s rows; at most %(limit)s are taken. Split it into several files.")
        values = {"count": f"{len(body.rows):,}", "limit": f"{limits.ROWS:,}"}
        findings.fault("too_many_rows", message % values)
    check_units(body.below, header, kind, findings, headings=False)
    check_other_amounts(header, kind, body.rows, own_word.holds_no_amounts, fiscal_year, findings)
    if not body.rows and not any(fault.code == "second_table" for fault in findings.faults):
        findings.fault("no_rows", _("The table has headings but no rows."))
    _check_sums(table, body, titles, findings)
    check_identities(kind, body.rows, header, findings)
    check_orders(body.orders, findings)
    say_hidden(sheet, header, body.rows, findings)
    check_links(sheet, header, body.rows, findings)


def _title_lines(header: Header, first_row: int) -> list[tuple[int | None, str]]:
    """The sheet's name and the lines above its table, each with its row."""
    lines: list[tuple[int | None, str]] = [(None, clean(header.sheet.title))]
    for number, cells in sorted(header.sheet.rows.items()):
        if first_row <= number < header.row:
            lines.append((number, clean(" ".join(cell.text for cell in cells.values()))))
    return lines


def _first_title_row(header: Header, others: tuple[Words, ...]) -> int:
    """Where the lines above a table begin: the top of the sheet, or below a table of another kind."""
    above = [number for number in header.sheet.rows if number < header.row]
    heads = (header_at(header.sheet, number, words) for words in others for number in above)
    if not any(other is not None and other.complete for other in heads):
        return 1
    tables = (
        row
        for row, cells in header.sheet.rows.items()
        if row < header.row and sum(map(filled, cells.values())) > 1
    )
    return max(tables, default=0) + 1


_UNREADABLE = {"header_doubled", "header_two_levels", "header_merged"}


def _hides_its_rows(header: Header, kind: TableKind, findings: Findings) -> bool:
    """Whether the headings do not tell which rows are entries: else what is wrong in them is said at the same time."""
    unread = {kind.subject, kind.amount} & {column.key for column in header.missing}
    return bool(unread) or any(fault.code in _UNREADABLE for fault in findings.faults)


def _check_years(
    table: Table, titles: Titles, header: Header, findings: Findings, fiscal_year: int | None
) -> None:
    years = [*titles.years, *title_header_years(header)]
    if not years:
        _ask_about_year(titles, findings, fiscal_year)
        named = sorted(years_of_tab(header.sheet.title))
        if named and fiscal_year is not None and fiscal_year not in named:
            message = _(
                "The sheet's name says %(said)d, but the table is being imported for fiscal year %(wanted)d."
            )
            findings.warn("sheet_year", message % {"said": named[0], "wanted": fiscal_year})
        return
    fitting = [year for year in years if year.value == fiscal_year]
    chosen = fitting[0] if fitting else years[0]
    table.title_year = int(chosen.value)
    if fiscal_year is not None and not fitting:
        message = _(
            "The title says fiscal year %(said)d, but the table is being imported for fiscal year %(wanted)d. Is it "
            "meant for fiscal year %(wanted)d? If not, discard this import and bring the file in for its own year."
        )
        message %= {"said": chosen.value, "wanted": fiscal_year}
        yes = ((TAKE, _("Yes, bring it in")),)
        findings.ask("title_year", message, str(chosen.value), yes, chosen.row, chosen.column)
    elif len({year.value for year in years}) > 1:
        message = _("The title names several years: %(years)s. Check that this is the table of %(year)d.")
        several = listed(sorted({year.value for year in years}))
        findings.warn(
            "title_years", message % {"years": several, "year": chosen.value}, chosen.row, chosen.column
        )
    for year in years:
        if year.common_era:
            message = _("The year %(written)s was read as พ.ศ. %(year)d.")
            values = {"written": quoted(year.written), "year": year.value}
            findings.warn("title_common_era", message % values, year.row, year.column)


def _ask_about_year(titles: Titles, findings: Findings, fiscal_year: int | None) -> None:
    """A year in the title that nothing calls the fiscal year may still be it."""
    others = titles.perhaps_years
    if fiscal_year is None or not others or any(year.value == fiscal_year for year in others):
        return
    message = _(
        "The title names the year %(said)d, but the table is being imported for fiscal year %(wanted)d."
    )
    values = {"said": others[0].value, "wanted": fiscal_year}
    findings.warn("title_year_perhaps", message % values, others[0].row, others[0].column)


def _check_rows_above(header: Header, kind: TableKind, titles: Titles, findings: Findings) -> None:
    """Refuse rows of data above the header, as when a table was sorted together with its header."""
    subject, amount = header.columns.get(kind.subject), header.columns.get(kind.amount or "")
    if subject is None or amount is None:
        return
    stated = {figure.row for figure in (*titles.sums, *titles.years)}
    for number in sorted(header.sheet.rows):
        if number >= header.row:
            break
        cells = header.sheet.rows[number]
        name, money = cells.get(subject), cells.get(amount)
        if name is None or money is None or number in stated or not filled(name) or not filled(money):
            continue
        if name.kind is CellKind.TEXT and not says_unit(money.text) and not read_amount(money).faults:
            message = _(
                "This row stands above the headings but looks like a row of the table. Move it below them."
            )
            findings.fault("row_above_header", message, number, subject)


def _check_sums(table: Table, body: Body, titles: Titles, findings: Findings) -> None:
    if table.kind.amount is None:
        return
    amounts = body.sums.amounts
    table.total = body.kept.total
    counts_others = (
        table.total != body.sums.total
    )  # a total that counts rows left out is none of what goes in
    table.stated_totals = [
        (stated.row, stated.amount)
        for stated in body.sums.stated
        if not counts_others or stated.amount == table.total
    ]
    for difference in body.differences():
        findings.fault(
            "total_differs", _difference(difference), difference.stated.row, difference.stated.column
        )
    if body.sums.uncovered:
        message = _(
            "%(count)d rows stand below the last total and are in none. Check that they belong to the table."
        )
        findings.warn("rows_below_total", message % {"count": body.sums.uncovered}, body.sums.stated[-1].row)
    _check_counts(table, body, titles, findings)
    if titles.sums:
        fitting = [each for each in titles.sums if each.value in body.totals]
        chosen = fitting[0] if fitting else titles.sums[0]
        table.title_total = (
            Decimal(chosen.value) if not counts_others or chosen.value == table.total else None
        )
        if not fitting and None not in amounts and amounts and not titles.other_units:
            message = _("The title says %(stated)s baht, but the rows add up to %(computed)s baht.")
            values = {"stated": format_baht(Decimal(chosen.value)), "computed": format_baht(table.total)}
            findings.fault("title_total_differs", message % values, chosen.row, chosen.column)
    _ask_about_sums(table, titles, findings)


def _ask_about_sums(table: Table, titles: Titles, findings: Findings) -> None:
    """Beside the sum that fits, or where none is called so, another amount may be a ceiling or a slip."""
    stated = titles.sums if any(each.value == table.total for each in titles.sums) else []
    others = [each for each in (*stated, *titles.perhaps_sums) if each.value != table.total]
    told = {each.value for each in titles.sums} - {each.value for each in stated}
    others = [each for each in others if each.value not in told]
    if others:
        message = _(
            "The title also says %(sums)s, which is not the sum of the rows. Check that this is meant."
        )
        sums = listed(dict.fromkeys(quoted(each.written) for each in others))
        findings.warn("title_sums", message % {"sums": sums}, others[0].row, others[0].column)


def _check_counts(table: Table, body: Body, titles: Titles, findings: Findings) -> None:
    """Point out that the title counts other entries than there are ("จำนวน 15 แห่ง")."""
    rows = len(body.rows)
    if rows and titles.counts and all(count.value != rows for count in titles.counts):
        count = titles.counts[0]
        message = _("The title says %(written)s, but the table has %(rows)d rows. Check that no row is lost.")
        findings.warn(
            "title_count", message % {"written": quoted(count.written), "rows": rows}, count.row, count.column
        )


def _difference(difference: SumDifference) -> str:
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
