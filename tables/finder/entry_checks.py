"""What the entries of a table say together: one thing twice, a lost number, hidden rows, values of another file."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable

from tables.cells import quoted
from tables.finder.findings import Findings, listed
from tables.finder.headers import Header
from tables.kinds import Row, TableKind
from tables.sheets import Sheet, column_letter
from thai.sentences import gettext as _


def check_identities(kind: TableKind, rows: list[Row], header: Header, findings: Findings) -> None:
    if kind.identity is None:
        return
    first: dict[Hashable, Row] = {}
    for row in rows:
        identity = row.identity = kind.identity(row)
        if identity is None:
            continue
        if identity in first:
            message = _(
                "%(text)s stands twice, in row %(first)d and in row %(second)d. Delete or correct one of them."
            )
            values = {
                "text": quoted(row.written[kind.subject]),
                "first": first[identity].number,
                "second": row.number,
            }
            findings.fault("same_twice", message % values, row.number, header.columns[kind.subject])
        else:
            first[identity] = row


def check_orders(orders: list[int], findings: Findings) -> None:
    """Point out running numbers that are missing or stand twice: a row may be lost."""
    runs: list[list[int]] = [[]]
    for number in orders:
        if number == 0 or (number == 1 and 1 in runs[-1]):
            runs.append([])
        if number:
            runs[-1].append(number)
    missing: set[int] = set()
    doubled: set[int] = set()
    last = 0
    for run in filter(None, runs):
        if min(run) == 1:
            last = 0
        counted = Counter(run)
        # Numbers far apart are codes, not running numbers.
        if max(run) - last <= 2 * len(run) + 20:
            missing.update(set(range(last + 1, max(run))) - set(counted))
            doubled.update(number for number, count in counted.items() if count > 1)
        last = max(run)
    if missing:
        message = _("The running numbers leave out %(numbers)s. Check that no row is lost.")
        findings.warn("numbers_missing", message % {"numbers": listed(sorted(missing))})
    if doubled:
        message = _("Running numbers stand more than once: %(numbers)s. Check that no row is there twice.")
        findings.warn("numbers_doubled", message % {"numbers": listed(sorted(doubled))})


def say_hidden(sheet: Sheet, header: Header, rows: list[Row], findings: Findings) -> None:
    hidden = [row.number for row in rows if row.number in sheet.hidden_rows]
    if hidden:
        message = _("Hidden rows are imported too: %(rows)s.")
        findings.warn("hidden_rows", message % {"rows": listed(hidden, 20)}, hidden[0])
    columns = sorted(column for column in header.columns.values() if column in sheet.hidden_columns)
    if columns:
        message = _("Hidden columns are imported too: %(columns)s.")
        findings.warn("hidden_columns", message % {"columns": listed(map(column_letter, columns))})


def check_links(sheet: Sheet, header: Header, rows: list[Row], findings: Findings) -> None:
    """A value of another file is only as right as what Excel last copied from it: nobody can see that here."""
    numbers = sorted(row.number for row in rows)
    ends = (
        {(merge.first_row, merge.first_column): merge.last_row for merge in sheet.merges}
        if sheet.linked
        else {}
    )
    columns = set(header.columns.values())
    message = _(
        "This value comes from another workbook. In Excel choose Data, Edit Links, Break Link (the values stay), save, "
        "and upload again."
    )
    for row, column in sorted(sheet.linked):
        next_entry = bisect_left(numbers, row)
        if column not in columns or next_entry == len(numbers):
            continue
        if numbers[next_entry] <= ends.get((row, column), row):
            findings.fault("linked", message, row, column)
