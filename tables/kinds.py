"""What a kind of table holds, and what comes out of a file: clean rows with every fault named.

A kind of table (a budget, a plan) is one constant in its own room; this room knows no word of plans or
grants. `finding.find_table` turns the cells of a file into a Table.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from tables.cells import Reading
from tables.faults import Fault
from tables.sheets import Cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a kind of table has: the words that head it, and how its cells are read.

    `required`: the table must have the column and every row a value in it, unless a cell `may_be_blank`.
    `shared`: a cell merged downwards counts for all of its rows. `group`: one value often stands for several rows, so
    it is shared, and a blank may be filled from above too. `may_be_dash`: a lone dash says that nothing stands there
    yet, and its row has the value None. `holds_years`: a year under the heading is a value, not the heading's second
    line ("งบประมาณ" over "2567"). `meant` is the heading that a person named by hand for an earlier file, and
    `passed_over` what the headings beside it are compared by.
    """

    key: str
    header: str
    reader: Callable[[Cell], Reading]
    synonyms: tuple[str, ...] = ()
    required: bool = True
    group: bool = False
    shared: bool = False
    may_be_blank: bool = False
    may_be_dash: bool = False
    holds_years: bool = False
    meant: str = ""
    passed_over: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TableKind:
    """A kind of table that offices send.

    `subject` is the column that says what a row is about; `amount` the column that totals are about;
    `order` the column of running numbers, which is read only to notice a lost row. Two rows of equal
    `identity` are the same thing twice, which is refused. `is_group` tells a cell that heads a group of
    rows, such as a bare province, beside the headings that every office uses.

    `roles` names who brings the table in and sees what was brought in, besides head office. A register has no
    year of its own. `of_organisations`: the subject is an organisation's name. `by_organisation`: each row is of one
    organisation, and its coordinator reads and brings in no other. `has_total`: the rows, with what the file leaves
    out, add up to something that the portal then holds. `needs_person`: what is written names who wrote it, so the
    command line needs a person too. `page` is where one sees what it holds (the name of its address, the words of the
    button), where that is not the budget's page; with `has_page_of_region` one of each year and region. `stays` says
    why an import of this kind is never undone
    and what to do instead; empty where it can be undone.
    """

    name: str
    label: "str | Promise"
    columns: tuple[Column, ...]
    subject: str
    roles: tuple[str, ...]
    amount: str | None = None
    order: str | None = None
    identity: "Callable[[Row], Hashable | None] | None" = None
    is_group: Callable[[str], bool] | None = None
    is_register: bool = False
    head_office_only: bool = False
    of_organisations: bool = False
    by_organisation: bool = False
    has_total: bool = True
    needs_person: bool = False
    page: "tuple[str, str | Promise] | None" = None
    has_page_of_region: bool = False
    stays: "str | Promise" = ""

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def heading(self, key: str) -> str:
        """What heads a column, in tables that go out as in the first that came in."""
        return self.column(key).header


@dataclass(slots=True)
class Row:
    """One row of the table: `number` as the spreadsheet shows it, values by column key.

    `written` is the text as the office wrote it, after cleaning; `cells` the column letter of each value
    that was read; `from_above` the keys of values that stand in a cell above; `identity` what the kind of table
    says that the row is about.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    from_above: set[str] = field(default_factory=set)
    identity: Hashable | None = None


@dataclass(slots=True)
class Table:
    """What was found in a file. With faults, the rows are only those parts that could be read.

    `columns` and `headers` give the column letter and the heading as written by column key. `total` is the
    sum of the rows; `stated_totals` are the sums the office wrote below or between the rows, by row number;
    `title_total` and `title_year` (พ.ศ.) what the lines above the table say. A warning is a Fault that a
    person should see before confirming.
    """

    kind: TableKind
    sheet: str | None = None
    header_row: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    # The rows that a person had left out.
    left_out: list[Row] = field(default_factory=list)
    total: Decimal | None = None
    stated_totals: list[tuple[int, Decimal]] = field(default_factory=list)
    # The headings beside those that were taken.
    beside: list[str] = field(default_factory=list)
    title: str = ""
    title_total: Decimal | None = None
    title_year: int | None = None
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
