"""The triggers of a room through a migration of any room: none stands in its way, and all stand again afterwards.

SQLite changes a table by writing it anew, which takes the table's triggers with it, and refuses to while a trigger of
another table names it.
"""

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate, pre_migrate


class Writing(Protocol):
    """What writes the triggers of a room, in its migrations."""

    def triggers(self, vendor: str) -> Iterable[str]: ...
    def standing(self, connection: BaseDatabaseWrapper) -> Iterable[str]: ...
    def make(self, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None: ...
    def drop(self, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None: ...


TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def standing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The name of every trigger that a database has, of whatever room."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


# Tables whose rows a room keeps from changing by triggers of its own.
kept_by_rooms: set[str] = set()


def keep_triggers(app: AppConfig, writing: Writing, *, keeps: Iterable[str] = ()) -> None:
    """Have every migration end with the triggers of an app; `keeps` are the tables that they let nobody change."""
    kept_by_rooms.update(keeps)
    pre_migrate.connect(let_tables_be_written_anew, sender=app)
    post_migrate.connect(partial(_write_what_is_missing, app.label, writing), sender=app, weak=False)


def let_tables_be_written_anew(using: str, **_signal: object) -> None:
    """Before the first migration. The older way of ALTER TABLE does not read the triggers of other tables.

    DROP COLUMN reads them whichever way is chosen, so a table that loses a column is written anew.
    """
    if connections[using].vendor == "sqlite":
        connections[using].features.can_alter_table_drop_column = False  # type: ignore[attr-defined]
        with connections[using].cursor() as cursor:
            cursor.execute("PRAGMA legacy_alter_table = ON")


def _write_what_is_missing(label: str, writing: Writing, using: str, **_signal: object) -> None:
    """After the last migration, if it brought the app to where this code is."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA legacy_alter_table = OFF")
    loader = MigrationLoader(connection)
    if not set(loader.graph.leaf_nodes(label)) <= set(loader.applied_migrations):
        return
    if set(writing.triggers(connection.vendor)) - set(writing.standing(connection)):
        with connection.schema_editor() as editor:
            writing.drop(apps, editor)
            writing.make(apps, editor)
