"""Decisions on plans and the versions that they froze never change and never disappear: triggers on both databases.

A refusal raises its own name, which editing/refusals.py turns into a sentence. On SQLite a later migration that
rebuilds one of these tables drops its triggers and must make them again; tests/participation/test_versions.py notices.
"""

from typing import Any

from django.db import migrations

# Table → what is raised, and the columns that are unique: REPLACE takes rows in its way, and fires no trigger for them.
KEPT = {
    "participation_plandecision": ("plandecision_stays", ["id"]),
    "participation_planversion": ("planversion_stays", ["id", "decision_id", "plan_id number"]),
}


def sqlite(table: str, name: str, keys: list[str]) -> list[str]:
    raising = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    made = [
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {raising}",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {raising}",
    ]
    for place, key in enumerate(keys):
        # What the database itself says of a key that is taken (editing/refusals.py reads it).
        said = "UNIQUE constraint failed: " + ", ".join(f"{table}.{column}" for column in key.split())
        taken = " AND ".join(f"{column} = NEW.{column}" for column in key.split())
        made.append(
            f"CREATE TRIGGER {table}_replace_{place} BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )
    return made


def postgresql(table: str, name: str, keys: list[str]) -> list[str]:
    return [
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END $$",
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays()",
    ]


def make(apps: Any, schema_editor: Any) -> None:
    written = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for table, (name, keys) in KEPT.items():
        for statement in written(table, name, keys):
            schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    for table, (_name, keys) in KEPT.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {table}_stays() CASCADE", params=None)
        else:
            for event in ("update", "delete", *(f"replace_{place}" for place in range(len(keys)))):
                schema_editor.execute(f"DROP TRIGGER {table}_{event}", params=None)


class Migration(migrations.Migration):
    dependencies = [("participation", "0006_a_decision_freezes")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
