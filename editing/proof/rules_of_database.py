"""The database itself still holds the rules: every trigger and constraint of ours by name, and nobody else's."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.db import connection, models

from editing.proof import added_to
from editing.proof.guarded import Guarded
from editing.proof.rule import Rule

Statements = Callable[[str], Iterable[str]]  # by the kind of database
Standing = dict[str, tuple[str, str]]  # of each trigger the table on which it stands, and what it does


def _triggers_on_sqlite() -> Standing:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: (table, text) for name, table, text in cursor.fetchall()}


def _triggers_on_postgresql() -> Standing:
    """Of each trigger its function's body, which holds the rule; of one that is switched off, nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, c.relname, CASE WHEN t.tgenabled IN ('O', 'A') THEN p.prosrc ELSE '' END "
            "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
        )
        return {name: (table, text) for name, table, text in cursor.fetchall()}


def _written(statements: Iterable[str]) -> dict[str, str]:
    """What the migration wrote of each trigger, as the database tells it back."""
    written: dict[str, str] = {}
    for statement in statements:
        if found := re.match(r"CREATE TRIGGER (\w+)", statement):
            written.setdefault(found[1], statement)
        elif found := re.match(r"CREATE FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", statement, re.DOTALL):
            written[found[1]] = found[2]
    return written


def _every_trigger_stands(app: str, statements: Statements) -> Iterator[str]:
    standing = _triggers_on_sqlite() if connection.vendor == "sqlite" else _triggers_on_postgresql()
    ours = _written(statements(connection.vendor))
    for name, written in ours.items():
        if name not in standing:
            yield f"trigger {name} is gone"
        elif standing[name][1].split() != written.split():
            yield f"trigger {name} is switched off or says something else"
    others = added_to.triggers(connection.vendor)  # on histories of every room; they are asked about by name
    for name in sorted(standing.keys() - ours.keys() - others.keys()):
        # Other rooms have triggers too; none of theirs stands on a table of this one, or names one.
        if any(f"{app}_" in said for said in standing[name]):
            yield f"trigger {name} is not one of ours"


def _every_constraint_stands(guarded: Guarded) -> Iterator[str]:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in guarded.tables():
            table = model._meta.db_table
            if table not in tables:
                yield f"table {table} is gone"
                continue
            found = connection.introspection.get_constraints(cursor, table)
            for constraint in model._meta.constraints:
                if constraint.name not in found:
                    yield f"constraint {constraint.name} is gone"
            keys = {tuple(each["columns"]) for each in found.values() if each["foreign_key"]}
            unique = {
                tuple(each["columns"]) for each in found.values() if each["unique"] or each["primary_key"]
            }
            for field in model._meta.concrete_fields:
                if _is_held(field) and (field.column,) not in keys:
                    yield f"foreign key {table}.{field.column} is gone"
                if field.unique and (field.column,) not in unique:
                    yield f"uniqueness of {table}.{field.column} is gone"


def _is_held(field: models.Field) -> bool:
    """Whether the database holds a key; histories point to rows that may be gone."""
    return isinstance(field, models.ForeignKey) and bool(field.db_constraint)  # type: ignore[attr-defined]


def rule_of_triggers(name: str, app: str, statements: Statements) -> Rule:
    """For the triggers of an app, also of one that seals nothing; `statements` are what they are written with."""
    return Rule(name, partial(_every_trigger_stands, app, statements))


def rules_of_database(guarded: Guarded) -> list[Rule]:
    return [
        rule_of_triggers("every trigger stands as it was written", guarded.app, guarded.statements),
        Rule("every constraint stands", partial(_every_constraint_stands, guarded)),
    ]
