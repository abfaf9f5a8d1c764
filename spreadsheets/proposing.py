"""What a file seems to be, before anybody has said so: its kind, fiscal year and region, for a person to correct."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from people.models import User
from regions.models import Region
from spreadsheets.kinds import kinds_open_to, regions_open_to
from tables.finding import find_table
from tables.kinds import Table, TableKind
from tables.sheets import Book
from thai.digits import arabic
from thai.text import clean

ROWS_LOOKED_AT = 60  # of each sheet: the head of a table, and enough of it to tell the kinds apart
_REGION = re.compile(r"(?:เขต(?:ที่|สุขภาพที่|สุขภาพ|พื้นที่)?|region)[\s_-]*([0-9]{1,2})(?![0-9])", re.IGNORECASE)
_OF_WHEN = re.compile(r"ข้อมูล-ณ-วันที่-.*")  # our own .csv was made on a day of another year
_YEAR = re.compile(r"(?<![0-9])25[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Each is None where the file does not say it, says two things, or says what is not for this person."""

    kind: TableKind | None = None
    fiscal_year: int | None = None
    region: Region | None = None


def propose(book: Book, filename: str, user: User) -> Proposal:
    """Look at the beginning of a file with every kind that the person may bring in. Nothing is kept."""
    beginning = _beginning_of(book)
    known = kinds_open_to(user)
    tables = [
        find_table(beginning, kind, other_kinds=tuple(_others(kind, known.values())))
        for kind in known.values()
    ]
    table = _best([table for table in tables if _has_all_columns(table)])
    if table is None:
        return Proposal()
    names = " ".join(_OF_WHEN.sub("", name) for name in (table.sheet or "", filename))
    said = arabic(clean(f"{table.title} {names}"))
    years = {table.title_year} if table.title_year else {int(year) for year in _YEAR.findall(said)}
    numbers = {int(number) for number in _REGION.findall(said)}
    regions = regions_open_to(user, table.kind).filter(number__in=numbers)
    return Proposal(
        table.kind,
        years.pop() if len(years) == 1 and not table.kind.is_register else None,
        regions.first() if len(numbers) == 1 else None,
    )


def _beginning_of(book: Book) -> Book:
    sheets = [
        replace(sheet, rows={number: sheet.rows[number] for number in sorted(sheet.rows)[:ROWS_LOOKED_AT]})
        for sheet in book.sheets
    ]
    return replace(book, sheets=sheets)


def _others(kind: TableKind, known: Iterable[TableKind]) -> Iterable[TableKind]:
    return (other for other in known if other is not kind and not other.is_register)


def _has_all_columns(table: Table) -> bool:
    return table.header_row is not None and all(column.key in table.columns for column in table.kind.required)


def _best(tables: list[Table]) -> Table | None:
    """The kind of which the file has the most columns; a register's few stand in many tables, so it comes last."""
    ranks = {table.kind.name: (not table.kind.is_register, len(table.columns)) for table in tables}
    best = [table for table in tables if ranks[table.kind.name] == max(ranks.values())]
    return best[0] if len(best) == 1 else None
