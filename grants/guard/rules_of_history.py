"""Each record is what its own history says last: who changes a row past the portal leaves no line there."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from grants.guard.rule import Rule

DELETED = "-"


def models_with_history() -> list[Any]:
    """The records of this room that keep who changed them, when and why."""
    return [model for model in apps.get_app_config("grants").get_models() if hasattr(model, "history")]


def _tracked(model: Any) -> list[str]:
    """The columns that a record and its history have in common."""
    kept = {field.attname for field in model.history.model._meta.concrete_fields}
    return [field.attname for field in model._meta.concrete_fields if field.attname in kept]


def _lines(model: Any, *columns: str) -> Iterator[dict[str, Any]]:
    return model.history.model.objects.order_by("history_id").values("history_type", *columns).iterator()


def _as_the_history_says() -> Iterator[str]:
    for model in models_with_history():
        columns, name = _tracked(model), model._meta.model_name
        last = {line["id"]: line for line in _lines(model, *columns)}
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


def _no_line_is_missing() -> Iterator[str]:
    for model in models_with_history():
        told: dict[int, set[int]] = {}
        for line in _lines(model, "id", "version"):
            told.setdefault(line["id"], set()).add(line["version"])
        for key, version in model._base_manager.values_list("pk", "version"):
            missing = set(range(1, version + 1)) - told.get(key, set())
            if missing:
                said = ", ".join(map(str, sorted(missing)))
                yield f"{model._meta.model_name} {key}: its history has no line of version {said}"


RULES = [
    Rule("a record is what its history says last", _as_the_history_says),
    Rule("no line of a history is missing", _no_line_is_missing),
]
