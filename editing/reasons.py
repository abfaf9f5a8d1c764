"""Why a record was changed: kept as who did it typed it, or as the recipe of the portal's own sentence.

An act says why with `gettext` of thai/sentences.py, so that each reader of a history has its sentences in her language.
"""

import json
from collections.abc import Sequence

from django.db import models
from django.utils.functional import Promise
from simple_history.models import HistoricalRecords

from thai.sentences import Sentence, recipe_of, told

# Before a recipe; no text that a person types holds it (editing/texts.py).
_RECIPE = "\x1f"


def _kept(reason: str | Promise | None) -> str | None:
    """The text of the column."""
    if not isinstance(reason, Sentence | Promise):
        return reason
    recipe = recipe_of(reason)
    return f"{_RECIPE}{json.dumps(recipe, ensure_ascii=False)}"


class ReasonField(models.TextField):
    """A text that is told in the reader's language where the portal said it."""

    def get_prep_value(self, value: "str | Promise | None") -> object:
        return super().get_prep_value(_kept(value))

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> str | None:
        if value is None or not value.startswith(_RECIPE):
            return value
        return told(json.loads(value.removeprefix(_RECIPE)))

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        # To the database it is a text as any other; a migration need not know more.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class History(HistoricalRecords):
    """The history of a record: every version, with who, when and why."""

    def __init__(self, **options: object) -> None:
        super().__init__(history_change_reason_field=ReasonField(null=True), **options)
