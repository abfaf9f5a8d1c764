"""Writes the triggers that keep a closed meeting as it was closed, and an issued paper, on both databases.

They are written on the tables that there are at the time, so that each migration finds its own.

A refusal raises its own name, which editing/refusals.py turns into a sentence.
"""

import re
from collections.abc import Iterable
from typing import Any

_OF_ITEM = "(SELECT meeting_id FROM committees_agendaitem WHERE id = {row}.item_id)"
# Table → the way from a row to its meeting.
UNDER_A_MEETING = {
    "committees_agendaitem": "{row}.meeting_id",
    "committees_agendathing": _OF_ITEM,
    "committees_recusal": _OF_ITEM,
    "committees_attendance": "{row}.meeting_id",
}


def _closed(meeting: str, row: str) -> str:
    found = meeting.format(row=row)
    return f"EXISTS (SELECT 1 FROM committees_meeting WHERE id = {found} AND state = 'closed')"


# Table → what is raised, and when: on a new row, and on one that changes or goes.
KEPT = {
    **{
        table: ("meeting_stays", _closed(meeting, "NEW"), _closed(meeting, "OLD"))
        for table, meeting in UNDER_A_MEETING.items()
    },
    "committees_meeting": ("meeting_stays", "", "OLD.state = 'closed'"),
    "committees_itemdecision": (
        "itemdecision_says_why",
        f"NEW.corrects_id IS NULL AND {_closed(_OF_ITEM, 'NEW')}",
        _closed(_OF_ITEM, "OLD"),
    ),
    "committees_decidedplan": ("decidedplan_stays", "", "1 = 1"),
    "committees_paper": ("paper_stays", "", "1 = 1"),
}


def sqlite(table: str, name: str, new: str, old: str) -> list[str]:
    raising = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    # A row that is moved under a closed meeting is new there.
    moved = f"({old}) OR ({new})" if new and table in UNDER_A_MEETING else old
    made = [
        f"CREATE TRIGGER {table}_stays_update BEFORE UPDATE ON {table} WHEN {moved} {raising}",
        f"CREATE TRIGGER {table}_stays_delete BEFORE DELETE ON {table} WHEN {old} {raising}",
    ]
    if new:
        made.append(f"CREATE TRIGGER {table}_stays_insert BEFORE INSERT ON {table} WHEN {new} {raising}")
    return made


def postgresql(table: str, name: str, new: str, old: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
    asked = "TG_OP <> 'DELETE'" if table in UNDER_A_MEETING else "TG_OP = 'INSERT'"
    on_new = f"IF {asked} THEN IF {new} THEN {refuse} END IF; END IF; " if new else ""
    on_old = f"IF TG_OP <> 'INSERT' THEN IF {old} THEN {refuse} END IF; END IF; "
    events = "INSERT OR UPDATE OR DELETE" if new else "UPDATE OR DELETE"
    return [
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {on_new}{on_old}"
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_stays BEFORE {events} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
    ]


WRITTEN = {"sqlite": sqlite, "postgresql": postgresql}
FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def statements(vendor: str, tables: Iterable[str] = KEPT) -> list[str]:
    return [made for table in tables for made in WRITTEN[vendor](table, *KEPT[table])]


def triggers(vendor: str) -> list[str]:
    """The name of every trigger of ours."""
    found = (re.match(r"CREATE TRIGGER (\w+)", each) for each in statements(vendor))
    return [each[1] for each in found if each]


def standing(connection: Any) -> list[str]:
    """The name of every trigger of ours that the database has."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        return [name for (name,) in cursor.fetchall() if name in triggers(connection.vendor)]


def make(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    there = set(connection.introspection.table_names())
    for statement in statements(connection.vendor, [table for table in KEPT if table in there]):
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        for table in KEPT:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_stays() CASCADE", params=None)
        return
    for trigger in standing(connection):
        schema_editor.execute(f"DROP TRIGGER {trigger}", params=None)


def make_anew(apps: Any, schema_editor: Any) -> None:
    drop(apps, schema_editor)
    make(apps, schema_editor)
