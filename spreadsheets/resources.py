"""From clean rows to records: what a file would change, and the change itself.

A kind of table is one TableKind (its headings and who brings it in, in a room's workbooks.py) and one
SheetResource (how its rows meet records, in the room's resources.py). django-import-export's row loop is not used:
it writes row by row and reports success after a rollback; its fields and widgets are (register_resource.py).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from django.db import connection, models
from django.db.models import F, Value
from django.utils import timezone

from editing.held import Held
from people.models import User
from regions.models import Region
from spreadsheets.kinds import make_known, organisations_open_to
from spreadsheets.models import ImportBatch
from tables.faults import Fault
from tables.finder.rows import running_number
from tables.kinds import Row, Table, TableKind
from tables.writing import ExportColumn, ExportTable
from thai.amounts import NO_BAHT
from thai.sentences import Kept, recipe_of
from thai.sentences import gettext as _

Values = dict[str, Any]  # what a row says, by column key
Json = dict[str, Any]  # as a preview is kept
Made = TypeVar("Made", bound=models.Model)
LAST_PLACE = 32_767  # that a PositiveSmallIntegerField holds


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a table goes: a region and fiscal year, by whom, and the ceiling to hold it to if none is set yet."""

    region: Region
    fiscal_year: int
    user: User | None = None  # None for the command line, which acts for head office
    ceiling: Decimal | None = None
    sender: User | None = None  # whose rows alone are taken, where another person decides on her file
    # What a person said about single values: (code of the remark, text as written) → her answer.
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"  # in the file, which a person had leave it out, and in the portal
    MISSING = "missing"

    @property
    def stays(self) -> bool:
        """Whether it is a record that the file does not touch."""
        return self in (Change.LEFT_OUT, Change.MISSING)


def comes_back(
    kind: TableKind, key: str, width: int, *, money: bool = False, summed: bool = False
) -> ExportColumn:
    """A column of a kind of table, headed so that it can be brought in again."""
    heading = kind.heading(key)
    header = f"{heading} (บาท)" if money and "บาท" not in heading else heading
    said = _("the column “%(header)s” of a %(kind)s, as it is brought in")
    return ExportColumn(header, width, money, summed, said % {"header": header, "kind": kind.label})


def _kept(texts: tuple[str, str, str]) -> list[Kept]:
    return [recipe_of(text) for text in texts]


@dataclass(slots=True)
class RowChange:
    """What one row of the file, or one record that the file leaves out, comes to."""

    change: Change
    title: str
    row: int | None = None
    baht: Decimal | None = None
    baht_before: Decimal | None = None
    differences: list[tuple[str, str, str]] = field(default_factory=list)  # (what, before, after)
    key: str = ""  # what identifies the record, for the fingerprint
    record: Any = None
    values: Values = field(default_factory=dict)

    def as_json(self) -> Json:
        return {
            "change": self.change.value,
            "row": self.row,
            "title": recipe_of(self.title),
            "baht": None if self.baht is None else str(self.baht),
            "baht_before": None if self.baht_before is None else str(self.baht_before),
            "differences": list(map(_kept, self.differences)),
        }


@dataclass(slots=True)
class Comparison:
    """A table beside what the portal already holds. Nothing is written by making one."""

    table: Table
    scope: Scope
    changes: list[RowChange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)  # what the resource needs again when it writes
    facts: list[str] = field(
        default_factory=list
    )  # sentences about what confirming would do besides the rows

    def fault_at(self, row: Row, key: str | None, message: str, code: str, **more: Any) -> Fault:
        """A fault of one cell of a row, or of the row as a whole; for its list of faults or of warnings."""
        key, table = key or "", self.table
        column = row.cells.get(key, table.columns.get(key))
        return Fault(message, code, table.sheet, row.number, column, table.headers.get(key), **more)

    def of(self, change: Change) -> list[RowChange]:
        return [row for row in self.changes if row.change == change]

    def count(self, change: Change) -> int:
        return sum(row.change == change for row in self.changes)

    def baht(self, change: Change) -> Decimal:
        return sum((row.baht or NO_BAHT for row in self.changes if row.change == change), NO_BAHT)

    @property
    def baht_moved(self) -> dict[str, Decimal] | None:
        """What the changed rows held before, and by how much in all they rise and fall; None where none held money.

        Their sum alone would not tell money that goes from one to another.
        """
        pairs = [
            (row.baht_before, row.baht)
            for row in self.of(Change.CHANGED)
            if row.baht_before is not None and row.baht is not None
        ]
        if not pairs:
            return None
        return {
            "before": sum((before for before, _after in pairs), NO_BAHT),
            "up": sum((after - before for before, after in pairs if after > before), NO_BAHT),
            "down": sum((before - after for before, after in pairs if before > after), NO_BAHT),
        }

    @property
    def changes_nothing(self) -> bool:
        return not self.faults and not self.count(Change.NEW) and not self.count(Change.CHANGED)

    @property
    def total_after(self) -> Decimal:
        """What the programme would hold afterwards: the file's rows and the records that it leaves out."""
        return sum((row.baht or NO_BAHT for row in self.changes), NO_BAHT)

    def fingerprint(self) -> str:
        """Return a hash of everything that confirming would do; another hash means that something moved."""
        outcome = {
            "changes": [
                [row.key, row.row, row.change.value, row.baht, *map(_kept, row.differences)]
                for row in self.changes
            ],
            "faults": [fault.as_json() for fault in self.faults],
            "facts": [recipe_of(fact) for fact in self.facts],
        }
        return hashlib.sha256(json.dumps(outcome, default=str, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class UndoObstacle:
    """A record that stands in the way of undoing, and why."""

    title: str
    reason: str


@dataclass(slots=True)
class UndoStep:
    """One record that undoing puts back, or deletes where the import made it (`before` is None)."""

    record: Any
    before: Any  # the historical record before the import


@dataclass(frozen=True, slots=True)
class ImportWriter:
    """Writes many records at once, each with its history: who, why and from which file."""

    batch: ImportBatch
    user: User | None
    why: str

    def create(self, model: type[Made], records: Iterable[Made]) -> list[Made]:
        made = model._base_manager.bulk_create(records, batch_size=500)
        self._remember(model, made, "+")
        return made

    def update(self, model: type[models.Model], records: Iterable[models.Model], fields: list[str]) -> None:
        """Write the named fields of records, and count one version on."""
        records = list(records)
        for record in records:
            if isinstance(record, Held):
                record.version += 1
        if issubclass(model, Held):
            fields = [*fields, "version"]
        model._base_manager.bulk_update(records, fields, batch_size=500)
        self._remember(model, records, "~")

    def _remember(self, model: type[models.Model], records: Sequence[models.Model], sign: str) -> None:
        """Have the database copy the rows as they now stand into their history.

        simple_history's own bulk functions build each version in Python, which takes longer than all the
        rest of writing (docs/decisions/imports.md).
        """
        history = model.history.model  # type: ignore[attr-defined]
        told: dict[str, object] = {
            "history_date": timezone.now(),
            "history_type": sign,
            "history_user_id": None if self.user is None else self.user.pk,
            "history_change_reason": self.why,
            "batch_id": self.batch.pk,
        }
        fields = [field for field in history._meta.concrete_fields if not field.primary_key]
        values = [
            Value(told.pop(field.attname), field) if field.attname in told else F(field.attname)
            for field in fields
        ]
        if told:
            raise TypeError(f"{history.__name__} has no room for {', '.join(told)}")
        quoted = connection.ops.quote_name
        columns = ", ".join(quoted(field.column) for field in fields)
        into = f"INSERT INTO {quoted(history._meta.db_table)} ({columns})"
        keys = [record.pk for record in records]
        with connection.cursor() as cursor:
            for start in range(0, len(keys), 500):
                rows = model._base_manager.filter(pk__in=keys[start : start + 500]).order_by("pk")
                select, params = rows.values_list(*values).query.sql_with_params()
                cursor.execute(f"{into} {select}", params)


def places(table: Table, *, ties: bool = False) -> list[int]:
    """Return each row's place in the office's table: its running number, where these go up; else its position.

    So a row that is taken out of an exported table, or put into it, does not move all the others. A row
    without a number stands one after the row above it. `ties` allows two rows to share a place.
    """
    found: list[int] = []
    last = 0
    for row in table.rows:
        number = running_number(row.written.get(table.kind.order or "", ""))
        place = last + 1 if number is None else number
        if not max(1, last + (not ties)) <= place <= LAST_PLACE:
            return list(range(1, len(table.rows) + 1))
        found.append(place)
        last = place
    return found


class SheetResource:
    """Base of what meets an office's table with the records; a subclass says how.

    `compare` must not write, and `write` runs inside one transaction with the scope locked by `lock`. `own` are the
    keys of the organisations beyond which nothing is read or taken, for a coordinator; None for everybody else.
    """

    kind: ClassVar[TableKind]
    # Models that `write` may touch, in the order in which undoing must visit them.
    written_models: ClassVar[tuple[type[models.Model], ...]] = ()

    def __init__(self, scope: Scope):
        self.scope = scope
        self.own = organisations_open_to(scope.sender or scope.user, self.kind, scope.region)

    def lock(self) -> None:
        """Take the rows that decide whether the table fits; called first in the transaction."""
        raise NotImplementedError

    def knows(self, name: str) -> bool:
        """Whether the scope has an organisation of that name already; asked only of kinds that are about them."""
        return False

    def holds(self, name: str) -> Decimal | None:
        """What the table's place has of that name already: baht, 0 where it is not about money, None for nothing."""
        return None

    def compare(self, table: Table) -> Comparison:
        """Say what each row would do, with every fault that the records show."""
        raise NotImplementedError

    def write(self, comparison: Comparison, writer: ImportWriter) -> None:
        """Make the changes that the comparison names."""
        raise NotImplementedError

    def export_table(self) -> ExportTable:
        """Return what the scope holds, headed so that it can be brought in again as it is."""
        raise NotImplementedError

    def in_the_way_of_undo(self, steps: Mapping[type[models.Model], list[UndoStep]]) -> list[UndoObstacle]:
        """Return what would break a rule if the records were put back; most kinds hold no rule over them."""
        return []

    def in_safe_order(self, steps: list[UndoStep]) -> list[list[UndoStep]]:
        """Return the steps of one model in groups, to be put back one after the other; called before any is."""
        return [steps]

    def clear_the_way(self, model: type[models.Model], records: Iterable[models.Model]) -> None:
        """Prepare records for being put back in one statement; called after what an import made is gone."""


_RESOURCES: dict[str, type[SheetResource]] = {}


def register(resource: type[SheetResource]) -> None:
    """Make a kind of table known to the pages and the command; a room does so when it is ready."""
    _RESOURCES[resource.kind.name] = resource
    make_known(resource.kind)


def resource_for(kind: str) -> type[SheetResource]:
    return _RESOURCES[kind]
