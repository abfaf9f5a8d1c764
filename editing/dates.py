"""Dates in the admin as Thai offices write them: typed and shown in พ.ศ., stored as dates."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext

from editing.columns import column
from thai.dates import DateRefused, Precision, format_date, read_date


class ThaiDateField(forms.DateField):
    """A day typed as people type it: 22/12/2566 · 22 ธ.ค. 2566 · ๒๒ ธันวาคม ๒๕๖๖. A year in two digits is asked about.

    Django's own field would take 22/12/2566 for a day in the year 2566 of the common era.
    """

    widget = forms.TextInput

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        try:
            read = read_date(str(value))
        except DateRefused as refused:
            raise ValidationError(refused.message, code="invalid") from refused
        if read.precision is not Precision.DAY or read.end is not None:
            raise ValidationError(
                gettext("Name the day, month and year, such as 22 ธ.ค. 2566."), code="invalid"
            )
        for warning in read.warnings:
            if warning.code == "early":  # 30/9/24: the common era in two digits, most likely
                raise ValidationError(warning.message, code="early")
        if read.value and read.has_short_year:
            raise ValidationError(
                gettext("Write all four digits of the year: %(reading)s if that is the day you mean.")
                % {"reading": format_date(read.value)},
                code="short_year",
            )
        return read.value

    def prepare_value(self, value: object) -> object:
        return format_date(value) if isinstance(value, date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {
            **super().widget_attrs(widget),
            "placeholder": "22 ธ.ค. 2566",
            "class": "vTextField thai-date",
        }


def is_date(field: object) -> bool:
    return isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)


class ThaiDates:
    """For admin classes and inlines: every date field is a ThaiDateField, every date in a list is in พ.ศ."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if is_date(db_field):
            return db_field.formfield(form_class=ThaiDateField, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def get_list_display(self, request: HttpRequest) -> list[str | Callable[[models.Model], str | bool]]:
        return [self._in_thai(entry) for entry in super().get_list_display(request)]  # type: ignore[misc]

    def _in_thai(
        self, entry: str | Callable[[models.Model], str | bool]
    ) -> str | Callable[[models.Model], str | bool]:
        if not isinstance(entry, str) or hasattr(self, entry):
            return entry
        try:
            field = self.model._meta.get_field(entry)  # type: ignore[attr-defined]
        except FieldDoesNotExist:
            return entry
        return column(field.name, field.verbose_name) if is_date(field) else entry
