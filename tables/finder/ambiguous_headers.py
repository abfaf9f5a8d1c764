"""Headers that cannot be read in one way: a heading missing, two of one meaning, headings on two levels."""

import re
from difflib import get_close_matches

from tables.cells import quoted
from tables.finder.blocks import Blocks
from tables.finder.findings import Findings, listed
from tables.finder.headers import LONGEST_HEADING, Header, Words, filled, heading_of, is_year, year_of
from tables.finder.rows import is_running_number
from tables.finder.title_lines import fiscal_years_in, sums_in
from tables.finder.units import says_unit
from tables.sheets import Cell, CellKind, column_letter
from thai.digits import arabic
from thai.sentences import gettext as _
from thai.text import clean, match_key

# Where a second level is: its row and column, the upper heading, and those below it.
Found = tuple[int, int, str, list[str]] | None


def check_header(header: Header, words: Words, findings: Findings, fiscal_year: int | None = None) -> None:
    """Report what is wrong with a header, and set `last_row` where its cells are merged downwards.

    Of columns that mean the same and differ in their year, the one of `fiscal_year` is taken.
    """
    two_levels = None
    _choose_by_year(header, fiscal_year)
    _choose_remembered(header, words)
    if not header.by_hand:
        _stretch(header)
        chosen = _choose_year_below(header, words, fiscal_year)
        two_levels = None if chosen else _two_levels(header, words)
    if two_levels is not None:
        row, column, upper, lower = two_levels
        message = _(
            "The heading %(upper)s is merged over several columns. Unmerge it: one heading to a column."
        )
        if lower:
            message = _(
                "The header has two levels: %(upper)s with %(lower)s below it. Use one row of headings, one heading "
                "to a column."
            )
        values = {"upper": quoted(upper), "lower": listed(quoted(text) for text in lower)}
        findings.fault("header_two_levels", message % values, row, column)
    for key, columns in header.doubled.items():
        first = header.columns[key]
        message = _(
            "The columns %(columns)s mean the same: %(headers)s. Keep one of them, or choose the columns by hand."
        )
        everyone = [first, *columns]
        values = {
            "columns": listed(map(column_letter, everyone)),
            "headers": listed(quoted(header.written.get(column, "")) for column in everyone),
        }
        findings.fault("header_doubled", message % values, header.row, columns[0])
    if two_levels is None:
        _report_missing(header, words, findings)


def _choose_by_year(header: Header, fiscal_year: int | None) -> None:
    """Of "งบประมาณ 66 | งบประมาณ 67" take the column whose heading names the year that is asked for."""
    if fiscal_year is None:
        return
    for key, others in list(header.doubled.items()):
        years = {column: year_of(header.headings[column]) for column in (header.columns[key], *others)}
        fitting = [column for column, year in years.items() if year == fiscal_year]
        if len(fitting) == 1 and None not in years.values():
            _take(header, key, fitting[0])


def _choose_year_below(header: Header, words: Words, fiscal_year: int | None) -> bool:
    """Where nothing but years stands under the heading of amounts take the column of the year that is asked for."""
    amount, below = header.columns.get(words.kind.amount or ""), header.row + 1
    row = header.sheet.rows.get(below, {})
    texts = {column: clean(cell.text) for column, cell in row.items() if filled(cell)}
    if fiscal_year is None or not all(map(is_year, texts.values())):
        return False
    fitting = [column for column, text in texts.items() if year_of(heading_of(text)) == fiscal_year]
    if (
        amount is None
        or len(fitting) != 1
        or len(texts) < 2
        or min(texts) != amount
        or any(year_of(heading_of(text)) is None for text in texts.values())
        or header.written.keys() & texts.keys() != {amount}
    ):
        return False
    upper = header.written[amount]
    del header.headings[amount]
    header.written |= {column: f"{upper} {text}" for column, text in texts.items()}
    header.columns[words.kind.amount or ""] = fitting[0]
    header.headings[fitting[0]] = heading_of(header.written[fitting[0]])
    header.last_row = below
    return True


def _choose_remembered(header: Header, words: Words) -> None:
    """Of columns of one meaning take the one that a person named for the file before, if she passed the others over."""
    for key, others in list(header.doubled.items()):
        column = words.kind.column(key)
        written = {place: match_key(header.written[place]) for place in (header.columns[key], *others)}
        fitting = [place for place, heading in written.items() if heading == match_key(column.meant)]
        if len(fitting) == 1 and all(
            heading in column.passed_over for place, heading in written.items() if place != fitting[0]
        ):
            _take(header, key, fitting[0])


def _take(header: Header, key: str, column: int) -> None:
    for other in (header.columns[key], *header.doubled.pop(key)):
        if other != column:
            del header.headings[other]
    header.columns[key] = column


def _report_missing(header: Header, words: Words, findings: Findings) -> None:
    unknown = [
        f"{quoted(text)} ({column_letter(column)})"
        for column, text in sorted(header.written.items())
        if column not in header.headings
    ]
    for column in header.missing:
        near = _near(header, words, column.key)
        values = {"header": column.header, "near": quoted(near or ""), "unknown": listed(unknown)}
        if near:
            message = _(
                "The heading “%(header)s” is missing. Is %(near)s meant? Correct it, or choose the columns by hand."
            )
        elif unknown:
            message = _(
                "The heading “%(header)s” is missing. Not recognised: %(unknown)s. Correct the heading, or choose the "
                "columns by hand."
            )
        else:
            message = _("The heading “%(header)s” is missing. Add the column, or choose the columns by hand.")
        findings.missing_header(column.header, message % values)


def _near(header: Header, words: Words, key: str) -> str | None:
    """A heading of the row that nobody knows and that looks like the one missing."""
    wanted = [heading for heading, its in words.keys.items() if its == key]
    for column, text in header.written.items():
        if (
            column not in header.headings
            and len(text) <= LONGEST_HEADING
            and get_close_matches(heading_of(text).key, wanted, 1, 0.75)
        ):
            return text
    return None


def _stretch(header: Header) -> None:
    for merge in header.sheet.merges:
        if merge.first_row <= header.row <= merge.last_row and merge.first_column in header.written:
            header.last_row = max(header.last_row, merge.last_row)


def _two_levels(header: Header, words: Words) -> Found:
    """Where the header has a second level: its place, the upper heading and those below it."""
    return _below_a_merge(header, words) or _split_words(header, words) or _band_above(header)


def _texts(header: Header, row: int) -> dict[int, str]:
    return {
        column: clean(cell.text)
        for column, cell in header.sheet.rows.get(row, {}).items()
        if cell.kind is CellKind.TEXT and filled(cell)
    }


def _below_a_merge(header: Header, words: Words) -> Found:
    """A heading merged across columns, or words beside headings that are merged downwards."""
    for merge in header.sheet.merges:
        if merge.first_row <= header.row <= merge.last_row and merge.last_column > merge.first_column:
            upper = header.written.get(merge.first_column)
            if upper is None or merge.first_row != header.row:
                continue
            below = merge.last_row + 1
            lower = {} if _is_entry(header, words, below) else _texts(header, below)
            names = [
                text
                for column, text in sorted(lower.items())
                if merge.first_column <= column <= merge.last_column
            ]
            if merge.first_column in header.columns.values() or len(names) > 1:
                return header.row, merge.first_column, upper, names
    if header.last_row == header.row or header.parted:
        return None
    blocks = Blocks(header.sheet, header.written, header.row)
    for row in sorted(row for row in header.sheet.rows if header.row < row <= header.last_row):
        for column, cell in sorted(header.sheet.rows.get(row, {}).items()):
            if filled(cell) and not blocks.covers(row, column) and not says_unit(cell.text):
                return header.row, column, header.written.get(column, ""), [clean(cell.text)]
    return None


def _split_words(header: Header, words: Words) -> Found:
    """Headings that stand in the next row, or whose words are split over two rows."""
    lower = _texts(header, header.last_row + 1)
    if _is_entry(header, words, header.last_row + 1):
        return None
    if _goes_on_below(header, words, lower):
        return None
    missing = {column.key for column in header.missing}
    for near in (lower, _texts(header, header.row - 1)):
        found = {
            column: text for column, text in near.items() if words.column_of(heading_of(text)) in missing
        }
        if found:
            column = min(found)
            return header.row, column, header.written.get(column, ""), list(found.values())
    known = {column: key for key, column in header.columns.items()}
    for column, text in sorted(lower.items()):
        upper = header.written.get(column)
        if upper is None or says_unit(text) or not match_key(text):
            continue  # a dash adds nothing to the heading above it
        if column in known and words.kind.column(known[column]).holds_years:
            continue
        joined = words.column_of(heading_of(f"{upper}{text}"))
        if joined is not None and (joined in missing or joined == known.get(column)):
            return header.row, column, upper, [text]
    return _levels_of_amounts(header, words)


def _goes_on_below(header: Header, words: Words, lower: dict[int, str]) -> bool:
    """Take the next row into the header where it only ends the words of this one: "ลำดับ" over "ที่", a unit.

    Every text of that row has to go on with the heading above it, and nothing else stands in the row.
    """
    below = header.last_row + 1
    cells = {column for column, cell in header.sheet.rows.get(below, {}).items() if filled(cell)}
    meant = {column: key for key, column in header.columns.items()}
    missing = {column.key for column in header.missing}
    gone_on = False
    for column in cells:
        upper, text = header.written.get(column), lower.get(column)
        if upper is None or text is None:
            return False
        if says_unit(text):
            continue
        joined = words.column_of(heading_of(f"{upper}{text}"))
        if joined is None or (joined != meant.get(column) and joined not in missing):
            return False
        meant[column] = joined
        gone_on = True
    if gone_on:
        header.columns = {key: column for column, key in meant.items()}
        header.missing = [column for column in header.missing if column.key not in header.columns]
        header.written |= {column: f"{header.written[column]}{lower[column]}" for column in cells}
        header.headings |= {column: heading_of(header.written[column]) for column in cells}
        header.last_row = below
    return gone_on


def _levels_of_amounts(header: Header, words: Words) -> Found:
    """Words or years under the heading of amounts, beside nothing under that of names: "งวด 1", 2567."""
    below = header.last_row + 1
    row = {column: cell for column, cell in header.sheet.rows.get(below, {}).items() if filled(cell)}
    amount = header.columns.get(words.kind.amount or "")
    if amount not in row or len(row) < 2 or header.columns.get(words.kind.subject) in row:
        return None
    if all(_is_name_or_year(cell) for cell in row.values()):
        return header.row, amount, header.written.get(amount, ""), [clean(cell.text) for cell in row.values()]
    return None


def _is_name_or_year(cell: Cell) -> bool:
    text = arabic(cell.text.strip())
    if re.fullmatch("(?:25|20)[0-9]{2}", text):
        return True
    return cell.kind is CellKind.TEXT and not says_unit(text) and not is_running_number(text)


def _is_entry(header: Header, words: Words, number: int) -> bool:
    """Whether a row holds a number that no heading is: a running number, or an amount."""
    row = header.sheet.rows.get(number, {})
    order = row.get(header.columns.get(words.kind.order or "", 0))
    if order is not None and is_running_number(order.text):
        return True
    return any(cell.kind is CellKind.NUMBER and not _is_name_or_year(cell) for cell in row.values())


def _band_above(header: Header) -> Found:
    """A row above the header whose merged cells part the columns into groups."""
    above = header.row - 1
    texts = _texts(header, above)
    if len(texts) < 2 or any(
        says_unit(text) or fiscal_years_in(text) or sums_in(text) for text in texts.values()
    ):
        return None
    merges = [merge for merge in header.sheet.merges if merge.first_row <= above <= merge.last_row]
    across = [
        merge for merge in merges if merge.last_column > merge.first_column and merge.first_column in texts
    ]
    covered = {
        column for merge in merges for column in range(merge.first_column, min(merge.last_column, 500) + 1)
    }
    if across and set(header.columns.values()) <= covered | set(texts):
        first = min(texts)
        return above, first, texts[first], [header.written[column] for column in sorted(header.written)]
    return None
