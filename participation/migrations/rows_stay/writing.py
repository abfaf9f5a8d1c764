"""Writes the triggers of rows that stay, on both databases: decisions on plans, versions, openings of lists of names.

And those by which a plan is decided on or closed where a decision on it is recorded, and nowhere else.

They are written on the tables that there are at the time, so that each migration finds its own. A refusal raises its own name, which editing/refusals.py turns into a sentence.
"""

import re
from collections.abc import Iterable
from typing import Any

from editing.proof.migrating import standing_triggers

# Table → what is raised, and the columns that are unique: REPLACE takes rows in its way, and fires no trigger for them.
KEPT = {
    "participation_plandecision": ("plandecision_stays", ["id"]),
    "participation_planversion": ("planversion_stays", ["id", "decision_id", "plan_id number"]),
    "participation_namelistopening": ("namelistopening_stays", ["id"]),
}
# What a plan may not be, whoever writes it: in force without a decision on it, or a draft or submitted with one.
PLAN = "participation_plan"
UNDECIDED = "plan_state_of_a_decision"
_CONTRADICTS = (
    "(NEW.state IN ('decided', 'closed')) <> "
    "EXISTS (SELECT 1 FROM participation_plandecision WHERE plan_id = NEW.id)"
)


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
    made = []
    for word, when in (("stays", "UPDATE OR DELETE"), ("truncate", "TRUNCATE")):
        trigger = f"{table}_{word}"
        made += [
            f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END $$",
            f"CREATE TRIGGER {trigger} BEFORE {when} ON {table} "
            f"FOR EACH {'STATEMENT' if word == 'truncate' else 'ROW'} EXECUTE FUNCTION {trigger}()",
        ]
    return made


def plan_on_sqlite() -> list[str]:
    raising = f"BEGIN SELECT RAISE(ABORT, '{UNDECIDED}'); END"
    return [
        f"CREATE TRIGGER {PLAN}_insert BEFORE INSERT ON {PLAN} WHEN {_CONTRADICTS} {raising}",
        f"CREATE TRIGGER {PLAN}_update BEFORE UPDATE ON {PLAN} "
        f"WHEN NEW.state IS NOT OLD.state AND {_CONTRADICTS} {raising}",
    ]


def plan_on_postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{UNDECIDED}' USING ERRCODE = 'check_violation', CONSTRAINT = '{UNDECIDED}';"
    moved = "IF TG_OP = 'UPDATE' THEN IF NEW.state = OLD.state THEN RETURN NEW; END IF; END IF; "
    return [
        f"CREATE FUNCTION {PLAN}_decided() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{moved}IF {_CONTRADICTS} THEN {refuse} END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {PLAN}_decided BEFORE INSERT OR UPDATE ON {PLAN} "
        f"FOR EACH ROW EXECUTE FUNCTION {PLAN}_decided()",
    ]


WRITTEN = {"sqlite": (sqlite, plan_on_sqlite), "postgresql": (postgresql, plan_on_postgresql)}


def statements(vendor: str, tables: Iterable[str] = KEPT) -> list[str]:
    of_a_table, of_plans = WRITTEN[vendor]
    made = [each for table in tables for each in of_a_table(table, *KEPT[table])]
    return made + of_plans()


def triggers(vendor: str) -> list[str]:
    """The name of every trigger of ours."""
    found = (re.match(r"CREATE TRIGGER (\w+)", each) for each in statements(vendor))
    return [each[1] for each in found if each]


def standing(connection: Any) -> list[str]:
    """The name of every trigger of ours that the database has."""
    return sorted(standing_triggers(connection).intersection(triggers(connection.vendor)))


def make(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    there = set(connection.introspection.table_names())
    for statement in statements(connection.vendor, [table for table in KEPT if table in there]):
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        for trigger in triggers(connection.vendor):
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {trigger}() CASCADE", params=None)
        return
    for trigger in standing(connection):
        schema_editor.execute(f"DROP TRIGGER {trigger}", params=None)


def make_anew(apps: Any, schema_editor: Any) -> None:
    drop(apps, schema_editor)
    make(apps, schema_editor)
