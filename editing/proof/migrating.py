"""The triggers of a room through a migration of any room: none stands in its way, and all stand again afterwards.

SQLite changes a table by writing it anew, which takes the table's triggers with it, and refuses to while a trigger of
another table names it.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any, Protocol

from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate, pre_migrate


class Writing(Protocol):
    """What writes the triggers of a room, in its migrations."""

    def triggers(self, vendor: str) -> Iterable[str]: ...
    def standing(self, connection: BaseDatabaseWrapper) -> Iterable[str]: ...
    def make(self, apps: Any, schema_editor: Any) -> None: ...
    def drop(self, apps: Any, schema_editor: Any) -> None: ...


def keep_triggers(app: AppConfig, writing: Writing) -> None:
    """Have every migration end with the triggers of an app."""
    pre_migrate.connect(let_tables_be_written_anew, sender=app)
    post_migrate.connect(partial(_write_what_is_missing, app.label, writing), sender=app, weak=False)


def let_tables_be_written_anew(using: str, **_signal: object) -> None:
    """Before the first migration. The older way of ALTER TABLE does not read the triggers of other tables."""
    if connections[using].vendor == "sqlite":
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
