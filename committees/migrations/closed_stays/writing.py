"""Writes the triggers that keep a closed meeting as it was closed, an issued paper, and a recorded decision, on both databases.

They are written on the tables that there are at the time, so that each migration finds its own.

A refusal raises its own name, which editing/refusals.py turns into a sentence.
"""

import re
from collections.abc import Iterable
from typing import Any

from editing.proof.migrating import standing_triggers

_OF_ITEM = "(SELECT meeting_id FROM committees_agendaitem WHERE id = {row}.item_id)"
# Table → the way from a row to its meeting.
UNDER_A_MEETING = {
    "committees_agendaitem": "{row}.meeting_id",
    "committees_agendathing": _OF_ITEM,
    "committees_recusal": _OF_ITEM,
    "committees_itemfile": _OF_ITEM,
    "committees_consultation": _OF_ITEM,
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
    "committees_meetingcorrection": ("meetingcorrection_stays", "", "1 = 1"),
    "committees_itemdecision": (
        "itemdecision_says_why",
        f"NEW.corrects_id IS NULL AND {_closed(_OF_ITEM, 'NEW')}",
        _closed(_OF_ITEM, "OLD"),
    ),
    "committees_paper": ("paper_stays", "", "1 = 1"),
    "deciding_decision": ("decision_stays", "", "1 = 1"),
}
NUMBERED = ("committee_id", "year", "number", "running", "held_on")
# What changes all the same once it names another correction than before, but for these columns.
CORRECTED = {
    "committees_meeting": ("state", *NUMBERED),
    "committees_attendance": ("meeting_id", "seat_id"),
    "committees_agendaitem": ("meeting_id", "parent_id", '"order"', "number", "type"),
    "committees_recusal": ("item_id", "seat_id"),
}
# Of these a new row comes all the same when it names one.
ADDED = ("committees_attendance", "committees_recusal")
# What changes all the same while these columns stay: that a decision was taken back is added to it, and who signed.
FIXED = {
    "deciding_decision": (
        *("region_id", "body", "meeting", "agenda_item", "order_number", "decided_on"),
        *("recorded_by_id", "recorded_at"),
    )
}
# Of these the columns that are written once, whenever that is, where there is what they belong to: an order has who signed.
ENTERED_ONCE = {"deciding_decision": {"signed_by": "OLD.order_number <> ''"}}
# A meeting on which a recorded decision rests keeps what that names.
_HAS_DECIDED = (
    "EXISTS (SELECT 1 FROM committees_itemdecision d JOIN committees_agendaitem i ON i.id = d.item_id "
    "WHERE i.meeting_id = OLD.id AND d.record_id IS NOT NULL)"
)


def _differ(columns: Iterable[str], is_other: str) -> str:
    return "(" + " OR ".join(f"NEW.{each} {is_other} OLD.{each}" for each in columns) + ")"


def _changed(table: str, old: str, is_other: str) -> str:
    """When a change of a row is refused."""
    if table in CORRECTED:
        named = f"NEW.correction_id IS NOT NULL AND {_differ(['correction_id'], is_other)}"
        old = f"({old}) AND (NOT ({named}) OR {_differ(CORRECTED[table], is_other)})"
    if table in FIXED:
        entered = [
            f"(OLD.{each} <> '' OR NOT ({belongs})) AND {_differ([each], is_other)}"
            for each, belongs in ENTERED_ONCE.get(table, {}).items()
        ]
        return " OR ".join([_differ(FIXED[table], is_other), *entered])
    return old


def _new(table: str, new: str) -> str:
    return f"({new}) AND NEW.correction_id IS NULL" if table in ADDED else new


def _moved(table: str, new: str, old: str) -> str:
    """When a row that was elsewhere comes under a closed meeting: it is new there, and names no correction of it."""
    return f"({new}) AND NOT ({old})" if table in UNDER_A_MEETING else ""


def sqlite(table: str, name: str, new: str, old: str) -> list[str]:
    raising = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    moved, new, changed = _moved(table, new, old), _new(table, new), _changed(table, old, "IS NOT")
    moved = f"({changed}) OR ({moved})" if moved else changed
    made = [
        f"CREATE TRIGGER {table}_stays_update BEFORE UPDATE ON {table} WHEN {moved} {raising}",
        f"CREATE TRIGGER {table}_stays_delete BEFORE DELETE ON {table} WHEN {old} {raising}",
    ]
    if table == "committees_meeting":
        when = f"{_differ(NUMBERED, 'IS NOT')} AND {_HAS_DECIDED}"
        raising_it = raising.replace(name, "meeting_decided")
        made.append(f"CREATE TRIGGER {table}_decided_update BEFORE UPDATE ON {table} WHEN {when} {raising_it}")
    if new:
        made.append(f"CREATE TRIGGER {table}_stays_insert BEFORE INSERT ON {table} WHEN {new} {raising}")
    return made


def postgresql(table: str, name: str, new: str, old: str) -> list[str]:
    refuse = f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
    moved, new, changed = _moved(table, new, old), _new(table, new), _changed(table, old, "IS DISTINCT FROM")
    on_new = f"IF TG_OP = 'INSERT' THEN IF {new} THEN {refuse} END IF; END IF; " if new else ""
    on_new += f"IF TG_OP = 'UPDATE' THEN IF {moved} THEN {refuse} END IF; END IF; " if moved else ""
    on_old = f"IF TG_OP = 'DELETE' THEN IF {old} THEN {refuse} END IF; END IF; "
    on_old += f"IF TG_OP = 'UPDATE' THEN IF {changed} THEN {refuse} END IF; END IF; "
    if table == "committees_meeting":
        when = f"{_differ(NUMBERED, 'IS DISTINCT FROM')} AND {_HAS_DECIDED}"
        on_old += f"IF TG_OP = 'UPDATE' THEN IF {when} THEN {refuse.replace(name, 'meeting_decided')} END IF; END IF; "
    events = "INSERT OR UPDATE OR DELETE" if new else "UPDATE OR DELETE"
    return [
        f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {on_new}{on_old}"
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_stays BEFORE {events} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
    ]


WRITTEN = {"sqlite": sqlite, "postgresql": postgresql}


def statements(vendor: str, tables: Iterable[str] = KEPT) -> list[str]:
    return [made for table in tables for made in WRITTEN[vendor](table, *KEPT[table])]


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
        for table in KEPT:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_stays() CASCADE", params=None)
        return
    for trigger in standing(connection):
        schema_editor.execute(f"DROP TRIGGER {trigger}", params=None)


def make_anew(apps: Any, schema_editor: Any) -> None:
    drop(apps, schema_editor)
    make(apps, schema_editor)
