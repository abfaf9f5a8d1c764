"""Writes the rules into the database, and takes them out again for a migration that rebuilds a table."""

import re

from grants.migrations.money_rules import postgresql, sqlite
from grants.migrations.money_rules.refused import BY_TABLE

DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
DROPPED = {"sqlite": "DROP TRIGGER {trigger}", "postgresql": "DROP FUNCTION {trigger}() CASCADE"}
# What is there, not what this code would make: the rules of an older version have other names.
FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'grants|_%' ESCAPE '|'",
    "postgresql": "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace "
    "AND prorettype = 'trigger'::regtype AND proname LIKE 'grants|_%' ESCAPE '|'",
}


def triggers(vendor):
    """The name of every trigger of ours."""
    found = (re.match(r"CREATE TRIGGER (\w+)", each) for each in DATABASES[vendor].statements())
    return [each[1] for each in found if each]


def names(vendor):
    """The name of every refusal that has a sentence of its own."""
    said = {name for name, *_rest in DATABASES[vendor].refusals()}
    said |= {name for name, *_rest in DATABASES[vendor].ORGANISATION}
    return {name for name in said if not name.startswith("UNIQUE")} | {"entry_stays", "seal_stays", "rows_stay"}


def make(apps, schema_editor):
    apps.get_model("grants", "Zero").objects.get_or_create(pk=0)
    with schema_editor.connection.cursor() as cursor:
        tables = schema_editor.connection.introspection.table_names(cursor)
    if not {f"grants_{table}" for table in BY_TABLE} <= set(tables):
        return  # a later migration makes the last of them, and writes the rules then
    for statement in DATABASES[schema_editor.connection.vendor].statements():
        schema_editor.execute(statement, params=None)


def standing(connection):
    """The name of every trigger of ours that the database has."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        return [name for (name,) in cursor.fetchall()]


def drop(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for trigger in standing(schema_editor.connection):
        schema_editor.execute(DROPPED[vendor].format(trigger=trigger), params=None)
    if vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS grants_counting", params=None)
