"""Registers that go in and out as tables: one row a record, one column a field."""

from collections import defaultdict
from functools import partial, reduce
from typing import ClassVar, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from import_export.fields import Field

from spreadsheets.resources import (
    Change,
    Comparison,
    ImportWriter,
    RowChange,
    Scope,
    SheetResource,
    Values,
    comes_back,
)
from tables.kinds import Row, Table
from tables.writing import ExportTable
from thai.sentences import gettext as _
from thai.sentences import in_each_language

Record = TypeVar("Record", bound=models.Model)


class RecordResource(SheetResource, Generic[Record]):
    """Base of the kinds whose rows are records of a region's register.

    `fields` has a Field of django-import-export for each column of the table: its widget turns the cell's text
    into a value on the way in (raising ValueError with a sentence for the person), and the value into text on
    the way out. A blank cell empties the field, but for those of `kept_when_blank`; a column that the table does
    not have is left alone. A field that is `readonly` identifies the record: another value is another record.
    """

    model: ClassVar[type[models.Model]]
    kept_when_blank: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, scope: Scope):
        super().__init__(scope)
        self.fields = self.make_fields()

    def make_fields(self) -> dict[str, Field]:
        """The fields by column key, with the names that their widgets know in this scope."""
        raise NotImplementedError

    def records(self) -> dict[str, Record]:
        """The scope's records in the order of the register, by what identifies them in a row."""
        raise NotImplementedError

    def key_of(self, row: Row) -> str:
        raise NotImplementedError

    def keys_left_out(self, table: Table) -> frozenset[str]:
        """What identifies the records whose rows a person had left out of the file."""
        return frozenset()

    def make(self, values: Values) -> Record:
        """Return a new record, unsaved, with the values of a row by column key."""
        raise NotImplementedError

    def check(self, record: Record) -> None:
        """Raise ValidationError for what the screen would refuse too."""
        record.full_clean(validate_unique=False, validate_constraints=False)

    def check_beyond(self, record: Record) -> None:
        """Raise ValidationError for what the table writes of records that its own leads to, such as a role's days."""
        refused: dict[str, list[str]] = {}
        for field in self.fields.values():
            *path, name = field.attribute.split("__")
            if not path or field.readonly:
                continue
            holder = reduce(getattr, path, record)
            rules = holder._meta.get_field(name)
            if not isinstance(rules, models.Field) or rules.is_relation:
                continue  # its widget found it, and the record's own rules say whether it fits
            try:
                rules.clean(getattr(holder, name), holder)
            except ValidationError as error:
                refused[field.attribute] = error.messages
        if refused:
            raise ValidationError(refused)

    def save(self, new: list[Record], changed: list[Record], writer: ImportWriter) -> None:
        """Write records whose values are set; the base writes one model."""
        writer.update(self.model, changed, self.own_attributes())
        writer.create(self.model, new)

    def own_attributes(self) -> list[str]:
        """What the table holds of the record itself, not of those that it leads to."""
        return [field.attribute for field in self.fields.values() if "__" not in field.attribute]

    def lock(self) -> None:
        type(self.scope.region).objects.select_for_update().get(pk=self.scope.region.pk)

    def compare(self, table: Table) -> Comparison:
        comparison = Comparison(table, self.scope, faults=list(table.faults), warnings=list(table.warnings))
        missing = self.records()
        for row in table.rows:
            values = self._values(comparison, row)
            if values is None:
                continue
            key = self.key_of(row)
            change = RowChange(Change.NEW, row.values[table.kind.subject], row.number, key=key, values=values)
            record = missing.pop(key, None)
            if record is not None:
                change.record = record
                change.differences = self._differences(table, record, values)
                change.change = Change.CHANGED if change.differences else Change.UNCHANGED
            if change.change in (Change.NEW, Change.CHANGED) and not self._fits(comparison, row, change):
                continue
            comparison.changes.append(change)
        for key, record in missing.items():
            how = Change.LEFT_OUT if key in self.keys_left_out(table) else Change.MISSING
            comparison.changes.append(RowChange(how, str(record), key=key, record=record))
        return comparison

    def write(self, comparison: Comparison, writer: ImportWriter) -> None:
        self.save(
            [change.record for change in comparison.of(Change.NEW)],
            [change.record for change in comparison.of(Change.CHANGED)],
            writer,
        )

    def _values(self, comparison: Comparison, row: Row) -> Values | None:
        """The row's values by column key, or None when a cell cannot be understood."""
        table, values = comparison.table, {}
        understood = all(column.key in table.columns for column in table.kind.required)
        for column in table.kind.columns:
            if column.key not in self.fields or column.key not in table.columns:
                continue
            if column.required and not column.may_be_blank and column.key not in row.values:
                understood = False  # the cell's own fault is on the list already
                continue
            if column.key in self.kept_when_blank and not row.values.get(column.key):
                continue
            try:
                values[column.key] = self.fields[column.key].widget.clean(
                    row.values.get(column.key), row.values
                )
            except ValueError as error:
                understood = False
                comparison.faults.append(comparison.fault_at(row, column.key, str(error), "not_understood"))
        return values if understood else None

    def _differences(self, table: Table, record: Record, values: Values) -> list[tuple[str, str, str]]:
        differences = []
        for key, value in values.items():
            field = self.fields[key]
            before = field.get_value(record)
            if not self.is_same(key, before, value):
                held, said = (
                    in_each_language(partial(field.widget.render, each)) or "—" for each in (before, value)
                )
                differences.append((table.headers.get(key, key), held, said))
        return differences

    def is_same(self, key: str, held: object, said: object) -> bool:
        """Whether a cell says what the record holds already."""
        return bool((held or None) == (said or None))

    def _fits(self, comparison: Comparison, row: Row, change: RowChange) -> bool:
        """Set the values on the record and let it be checked as the screen would check it."""
        if change.record is None:
            change.record = self.make(change.values)
        else:
            for key, value in change.values.items():
                self.set_value(change.record, key, value)
        refused = self._refusals(change.record)
        for column in refused:
            said = in_each_language(partial(self._refusal, change.record, column))
            comparison.faults.append(comparison.fault_at(row, column, said, "refused_by_rule"))
        return not refused

    def _refusals(self, record: Record) -> dict[str | None, str]:
        """What the screen would refuse, by column, in the language of the moment."""
        said: dict[str | None, str] = {}
        for rule in (self.check_beyond, self.check):
            try:
                rule(record)
            except ValidationError as error:
                said |= _messages(error, self.fields)
        return said

    def _refusal(self, record: Record, column: str | None) -> str:
        return self._refusals(record).get(column, "")

    def set_value(self, record: Record, key: str, value: object) -> None:
        field = self.fields[key]
        *path, name = field.attribute.split("__")
        for step in path:
            record = getattr(record, step)
        if not field.readonly:
            setattr(record, name, value)

    def export_table(self) -> ExportTable:
        columns = [column for column in self.kind.columns if column.key in self.fields]
        return ExportTable(
            title=str(self.kind.label),
            lines=(_("%(kind)s, %(region)s") % {"kind": self.kind.label, "region": self.scope.region},),
            columns=tuple(
                comes_back(self.kind, column.key, 44 if column.key == "name" else 20) for column in columns
            ),
            rows=tuple(
                tuple(self.fields[column.key].export(record) or None for column in columns)
                for record in self.records().values()
            ),
        )


def _messages(error: ValidationError, fields: dict[str, Field]) -> dict[str | None, str]:
    by_attribute = {field.attribute: key for key, field in fields.items()}
    if not hasattr(error, "error_dict"):
        return {None: " ".join(error.messages)}
    said: dict[str | None, list[str]] = defaultdict(list)
    for attribute, messages in error.message_dict.items():
        said[by_attribute.get(attribute)] += messages
    return {key: " ".join(messages) for key, messages in said.items()}
