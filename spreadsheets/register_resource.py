"""Registers that go in and out as tables: one row a record, one column a field."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from spreadsheets.resources import Change, Comparison, RowChange, SheetResource, Stamp
from tables.faults import Fault
from tables.kinds import Row, Table
from tables.writing import ExportColumn, ExportTable


class RecordResource(SheetResource):
    """Base of the kinds whose rows are records of a region's register.

    Each column of the table has an import_export Field of the same key: its widget turns the cell's text
    into a value (raising ValueError with a sentence for the person) and back. A blank cell empties the
    field, but for those of `kept_when_blank`; a column that the table does not have is left alone.
    """

    is_register = True
    kept_when_blank: ClassVar[frozenset[str]] = frozenset()

    written_models: ClassVar[tuple[type[models.Model], ...]] = ()

    def held(self) -> dict[str, Any]:
        """The scope's records by what identifies them in a row."""
        raise NotImplementedError

    def key_of(self, row: Row) -> str:
        raise NotImplementedError

    def make(self, values: dict[str, Any]) -> Any:
        """Return a new record, unsaved, with the values of a row by column key."""
        raise NotImplementedError

    def check(self, record: Any) -> None:
        """Raise ValidationError for what the screen would refuse too."""
        record.full_clean(validate_unique=False, validate_constraints=False)

    def save(self, new: list[Any], changed: list[Any], stamp: Stamp) -> None:
        """Write records whose values are set; the base writes one model."""
        model = self._meta.model
        for record in changed:
            record.version += 1
        names = [field.attribute for field in self.fields.values() if "__" not in field.attribute]
        stamp.update(model, changed, [*names, "version"])
        stamp.create(model, new)

    def lock(self) -> None:
        type(self.scope.region).objects.select_for_update().get(pk=self.scope.region.pk)

    def compare(self, table: Table) -> Comparison:
        comparison = Comparison(table, self.scope, faults=list(table.faults), warnings=list(table.warnings))
        held = self.held()
        for row in table.rows:
            values = self._values(comparison, row)
            if values is None:
                continue
            key = self.key_of(row)
            change = RowChange(Change.NEW, row.values[table.kind.subject], row.number, key=key, values=values)
            record = held.pop(key, None)
            if record is not None:
                change.record = record
                change.differences = self._differences(table, record, values)
                change.change = Change.CHANGED if change.differences else Change.UNCHANGED
            if change.change in (Change.NEW, Change.CHANGED) and not self._fits(comparison, row, change):
                continue
            comparison.changes.append(change)
        for key, record in held.items():
            comparison.changes.append(RowChange(Change.MISSING, str(record), key=key, record=record))
        return comparison

    def write(self, comparison: Comparison, stamp: Stamp) -> None:
        self.save(
            [change.record for change in comparison.of(Change.NEW)],
            [change.record for change in comparison.of(Change.CHANGED)],
            stamp,
        )

    def _values(self, comparison: Comparison, row: Row) -> dict[str, Any] | None:
        """The row's values by column key, or None when a cell cannot be understood."""
        table, values, understood = comparison.table, {}, True
        for column in table.kind.columns:
            if column.key not in self.fields or column.key not in table.columns:
                continue
            if column.required and column.key not in row.values:
                return None  # the cell's own fault is on the list already
            if column.key in self.kept_when_blank and not row.values.get(column.key):
                continue
            try:
                values[column.key] = self.fields[column.key].widget.clean(
                    row.values.get(column.key), row.values
                )
            except ValueError as error:
                understood = False
                comparison.faults.append(self._fault(table, row, column.key, str(error), "not_understood"))
        return values if understood else None

    def _differences(self, table: Table, record: Any, values: dict[str, Any]) -> list[tuple[str, str, str]]:
        differences = []
        for key, value in values.items():
            field = self.fields[key]
            before = field.get_value(record)
            if (before or None) != (value or None):
                shown = field.widget.render(value) if value not in (None, "") else "—"
                differences.append((table.headers.get(key, key), field.export(record) or "—", shown or "—"))
        return differences

    def _fits(self, comparison: Comparison, row: Row, change: RowChange) -> bool:
        """Set the values on the record and let it be checked as the screen would check it."""
        if change.record is None:
            change.record = self.make(change.values)
        else:
            for key, value in change.values.items():
                self.set_value(change.record, key, value)
        try:
            self.check(change.record)
        except ValidationError as error:
            for column, messages in _messages(error, self.fields):
                comparison.faults.append(
                    self._fault(comparison.table, row, column, " ".join(messages), "refused_by_rule")
                )
            return False
        return True

    def set_value(self, record: Any, key: str, value: Any) -> None:
        setattr(record, self.fields[key].attribute, value)

    @staticmethod
    def _fault(table: Table, row: Row, key: str | None, message: str, code: str) -> Fault:
        return Fault(
            message,
            code,
            table.sheet,
            row.number,
            row.cells.get(key or "", table.columns.get(key or "")),
            table.headers.get(key or ""),
        )

    def records(self) -> Iterable[Any]:
        """The records that an export holds, in the order of the register."""
        return self.held().values()

    def export_table(self) -> ExportTable:
        columns = [column for column in self.table.columns if column.key in self.fields]
        return ExportTable(
            title=str(self.table.label),
            lines=(_("%(kind)s, %(region)s") % {"kind": self.table.label, "region": self.scope.region},),
            columns=tuple(ExportColumn(column.header, 28) for column in columns),
            rows=tuple(
                tuple(self.fields[column.key].export(record) or None for column in columns)
                for record in self.records()
            ),
        )


def _messages(error: ValidationError, fields: dict[str, Any]) -> Iterable[tuple[str | None, list[str]]]:
    by_attribute = {field.attribute: key for key, field in fields.items()}
    if hasattr(error, "error_dict"):
        for attribute, messages in error.message_dict.items():
            yield by_attribute.get(attribute), messages
    else:
        yield None, error.messages
