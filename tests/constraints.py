"""Asks a rule of a record at both doors: the database itself, and the form a person fills."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from editing.refusals import sentence_for

# The bounds of a model's days: one rule of many models, which tests/editing/test_dates.py tries as one.
OF_DAYS = "_days_can_be"


def constraints_of(*labels: str, of_days: bool = False) -> dict[str, models.BaseConstraint]:
    """Every constraint of the rooms' own models by name; histories have none of their own. `of_days`: OF_DAYS, too."""
    return {
        constraint.name: constraint
        for label in labels
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
        if of_days or not constraint.name.endswith(OF_DAYS)
    }


def said_by_database(record: models.Model) -> str:
    """The sentence for what the database says to a row that is written past all forms."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write_raw(record)
    return sentence_for(refused.value)


def write_raw(record: models.Model) -> None:
    """Write a row as a script would that asks nobody: neither save() nor clean() is called."""
    rows = type(record)._base_manager
    if record._state.adding:
        rows.bulk_create([record])
    else:
        fields = [field for field in record._meta.concrete_fields if not field.primary_key]
        rows.filter(pk=record.pk).update(
            **{field.attname: getattr(record, field.attname) for field in fields}
        )


def said_by_form(record: models.Model) -> list[str]:
    """What full_clean, which every form and import asks, says to the record."""
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    return refused.value.messages


def sentences(constraints: Iterable[Any]) -> list[str]:
    return [str(constraint.get_violation_error_message()) for constraint in constraints]
