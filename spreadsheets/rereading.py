"""A book read as one kind of table for where it goes, with what was said of it, now or of the file before."""

from regions.places import regions_of_districts, regions_of_provinces, regions_of_tambons
from spreadsheets.kinds import kinds
from spreadsheets.options import Options, with_remembered_columns
from spreadsheets.resources import SheetResource
from tables.cells import quoted
from tables.destination import Destination
from tables.faults import Fault
from tables.finder.findings import listed
from tables.finding import find_table
from tables.kinds import Table, TableKind
from tables.sheets import Book
from thai.sentences import gettext as _

SHEET_BEFORE, FILLED_BEFORE, COLUMNS_BEFORE = "sheet_before", "filled_before", "columns_before"


def table_of(book: Book, resource: SheetResource, options: Options) -> Table:
    """Find the table; what would only be asked as for the file before is taken from there, and said as a warning."""
    kind = with_remembered_columns(resource.kind, resource.scope.region, options)
    sheet, fill_down, before = options.sheet, options.fill_down, options.before
    table = _found(book, kind, resource, options, sheet, fill_down)
    said: list[Fault] = []
    for fault in table.faults:
        sheets = (fault.suggestion or "").split("\n")
        if fault.code == "several_sheets" and before.sheet in sheets:
            sheet = before.sheet
            message = _("The sheet %(sheet)s is read, as it was chosen for the file before.")
            said.append(
                Fault(message % {"sheet": quoted(sheet or "")}, SHEET_BEFORE, suggestion=fault.suggestion)
            )
            table = _found(book, kind, resource, options, sheet, fill_down)
            break
    if before.fill_down and any(fault.code == "blank_in_group" for fault in table.faults):
        table = _found(book, kind, resource, options, sheet, True)
        message = _(
            "Blank cells of a group are filled from the row above, as was chosen for the file before."
        )
        said.append(Fault(message, FILLED_BEFORE, table.sheet))
    if named := _named_before(table, options):
        message = _("Columns are read as they were named by hand for the file before: %(columns)s.")
        said.append(Fault(message % {"columns": listed(named, 20)}, COLUMNS_BEFORE, table.sheet))
    table.warnings = [*said, *table.warnings]
    return table


def _named_before(table: Table, options: Options) -> list[str]:
    """Each column that has a heading named by hand before: “เงิน” (C) = งบประมาณ."""
    if options.mapping:
        return []
    return [
        f"{quoted(heading)} ({table.columns[column.key]}) = {column.header}"
        for column in table.kind.columns
        if (heading := table.headers.get(column.key))
        and heading == (options.before.headings or {}).get(column.key)
    ]


def _found(
    book: Book,
    kind: TableKind,
    resource: SheetResource,
    options: Options,
    sheet: str | None,
    fill_down: bool,
) -> Table:
    return find_table(
        book,
        kind,
        # A register's few headings (a name, a province) stand in many tables and tell nothing apart.
        other_kinds=tuple(
            other for name, other in kinds().items() if name != kind.name and not other.is_register
        ),
        destination=_destination(resource),
        sheet=sheet,
        fill_down=fill_down,
        mapping=options.mapping,
        answers=resource.scope.answers,
    )


def _destination(resource: SheetResource) -> Destination:
    """Where a table goes: a register has no year, a catalogue of head office no region."""
    kind, scope = resource.kind, resource.scope
    return Destination(
        None if kind.is_register else scope.fiscal_year,
        None if kind.head_office_only else scope.region.number,
        regions_of_provinces(),
        regions_of_districts(),
        regions_of_tambons(),
        resource.knows if kind.of_organisations else None,
        resource.holds if kind.of_organisations else None,
    )
