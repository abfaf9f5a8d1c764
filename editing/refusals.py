"""What the database refuses, said to a person: the sentence of the constraint that was broken."""

import re

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.functional import Promise
from django.utils.translation import gettext

# Names that triggers raise, and their sentences; each room adds its own with say().
_SAID_BY_TRIGGERS: dict[str, "str | Promise"] = {}
_SQLITE_COLUMNS = re.compile(r"UNIQUE constraint failed: (.+)")


def say(sentences: dict[str, "str | Promise"]) -> None:
    """Take the sentences of a room's triggers, by the name that each raises."""
    _SAID_BY_TRIGGERS.update(sentences)


def sentence_for(error: IntegrityError) -> str:
    """Return why the database refused a save, as the broken constraint says it for people."""
    message = str(error.__cause__ or error)
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for raised in (name, message):
        if raised in _SAID_BY_TRIGGERS:
            return str(_SAID_BY_TRIGGERS[raised])
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name or _is_broken(constraint, model, message):
                return str(constraint.get_violation_error_message())
    return gettext(
        "This does not fit what the portal already holds, perhaps because somebody has just changed it. "
        "Nothing was saved. Look at the page again and correct what you typed."
    )


def refused_at(field: str, sentence: str, code: str) -> ValidationError:
    """A refusal that stands at its field of the form."""
    return ValidationError({field: ValidationError(sentence, code=code)})


def required(text: str, field: str, sentence: str) -> str:
    """Return what was written, without the spaces around it. Raises ValidationError at its field if it is nothing."""
    if not text.strip():
        raise refused_at(field, sentence, "required")
    return text.strip()


def _is_broken(constraint: models.BaseConstraint, model: type[models.Model], message: str) -> bool:
    """SQLite names a CHECK, but of a broken uniqueness only the columns."""
    if isinstance(constraint, models.CheckConstraint):
        return message.endswith(f"CHECK constraint failed: {constraint.name}")
    found = _SQLITE_COLUMNS.search(message)
    if not found or not isinstance(constraint, models.UniqueConstraint):
        return False
    fields = [field for field in model._meta.concrete_fields if field.name in constraint.fields]
    return {f"{model._meta.db_table}.{field.column}" for field in fields} == set(found[1].split(", "))
