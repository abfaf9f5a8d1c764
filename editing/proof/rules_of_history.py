"""Each record is what its own history says last: who changes a row past the portal leaves no line there."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import models

from editing.proof.guarded import Guarded
from editing.proof.rule import Rule

DELETED = "-"


def _lines(history: type[models.Model], *columns: str) -> Iterator[dict[str, Any]]:
    return history._base_manager.order_by("history_id").values("history_type", *columns).iterator()


def _as_the_history_says(guarded: Guarded) -> Iterator[str]:
    for model, history in guarded.histories():
        told = {field.attname for field in history._meta.concrete_fields}
        columns = [field.attname for field in model._meta.concrete_fields if field.attname in told]
        name, last = model._meta.model_name, {line["id"]: line for line in _lines(history, *columns)}
        for row in model._base_manager.values(*columns):
            line = last.pop(row["id"], None)
            if line is None or line["history_type"] == DELETED:
                yield f"{name} {row['id']}: no line of its history speaks of it"
                continue
            for column in columns:
                if row[column] != line[column]:
                    yield f"{name} {row['id']}: {column} is {row[column]!s}, its history says {line[column]!s}"
        for key, line in last.items():
            if line["history_type"] != DELETED:
                yield f"{name} {key}: it is gone, and its history does not know when"


def _no_line_is_missing(guarded: Guarded) -> Iterator[str]:
    for model, history in guarded.histories():
        told: dict[int, set[int]] = {}
        for line in _lines(history, "id", "version"):
            told.setdefault(line["id"], set()).add(line["version"])
        for key, version in model._base_manager.values_list("pk", "version"):
            missing = set(range(1, version + 1)) - told.get(key, set())
            if missing:
                versions = ", ".join(map(str, sorted(missing)))
                yield f"{model._meta.model_name} {key}: its history has no line of version {versions}"


def rules_of_history(guarded: Guarded) -> list[Rule]:
    return [
        Rule("a record is what its history says last", partial(_as_the_history_says, guarded)),
        Rule("no line of a history is missing", partial(_no_line_is_missing, guarded)),
    ]
