"""The rules of money through a migration of any room: none stands in its way, and all stand again when it has ended.

SQLite changes a table by writing it anew, which takes the table's triggers with it, and refuses to while a trigger of
another table names it.
"""

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from grants.migrations.money_rules import writing


def let_tables_be_written_anew(using: str, **_signal: object) -> None:
    """Before the first migration. The older way of ALTER TABLE does not read the triggers of other tables."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("PRAGMA legacy_alter_table = ON")


def write_what_is_missing(using: str, **_signal: object) -> None:
    """After the last migration, if it brought grants to where this code is."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA legacy_alter_table = OFF")
    loader = MigrationLoader(connection)
    if not set(loader.graph.leaf_nodes("grants")) <= set(loader.applied_migrations):
        return
    if set(writing.triggers(connection.vendor)) - set(writing.standing(connection)):
        _write(connection)


def _write(connection: BaseDatabaseWrapper) -> None:
    with connection.schema_editor() as editor:
        writing.drop(apps, editor)
        writing.make(apps, editor)
