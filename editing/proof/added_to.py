"""What is only ever added to stays as it is: histories, the admin's log, what says who opened what. On both databases.

One rule tells which tables (`portal_user.rights_of`), so that a new history is held from its first line on. A room
that writes stricter triggers of its own says so to `migrating.keep_triggers` and is left to them. They are away while
tables migrate: a migration may have to change old lines, and SQLite writes whole tables anew.
"""

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from editing.proof.migrating import kept_by_rooms, standing_triggers
from editing.proof.portal_user import ADDED_TO, rights_of
from editing.refusals import say

RAISED = "line_stays"
say({RAISED: _("What was written down stays as it is: it does not change and does not disappear.")})


def models_added_to() -> list[type[models.Model]]:
    """Every model whose rows are only added to."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if rights_of(model) == ADDED_TO]


def models_held() -> list[type[models.Model]]:
    """Those, but for what a room holds itself."""
    return [
        model
        for model in models_added_to()
        if model._meta.db_table not in kept_by_rooms and model._meta.managed
    ]


def _sqlite(table: str, key: str) -> Iterator[tuple[str, list[str]]]:
    for event in ("UPDATE", "DELETE"):
        name = f"stays_{table}_{event.lower()}"
        yield (
            name,
            [f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{RAISED}'); END"],
        )
    # REPLACE takes the row in its way, and fires no trigger for it.
    name, taken = f"stays_{table}_replace", f"SELECT 1 FROM {table} WHERE {key} = NEW.{key}"  # noqa: S608
    said = f"UNIQUE constraint failed: {table}.{key}"
    yield (
        name,
        [
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN EXISTS ({taken}) "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        ],
    )


def _postgresql(table: str, _key: str) -> Iterator[tuple[str, list[str]]]:
    name = f"stays_{table}"
    yield (
        name,
        [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{RAISED}' USING ERRCODE = 'check_violation', CONSTRAINT = '{RAISED}'; END $$",
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ],
    )


_WRITTEN = {"sqlite": _sqlite, "postgresql": _postgresql}


def triggers(vendor: str) -> dict[str, tuple[str, list[str]]]:
    """Of each trigger its table and the statements that make it."""
    return {
        name: (model._meta.db_table, made)
        for model in models_held()
        for name, made in _WRITTEN[vendor](model._meta.db_table, str(model._meta.pk.column))
    }


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not."""
    return sorted(triggers(connection.vendor).keys() - _standing(connection))


def _standing(connection: BaseDatabaseWrapper) -> set[str]:
    return {name for name in standing_triggers(connection) if name.startswith("stays_")}


def hold_every_line(app: AppConfig) -> None:
    """Have every migration, of whatever app, begin without the triggers and end with them."""
    pre_migrate.connect(let_go, sender=app)
    post_migrate.connect(hold, sender=app)


def let_go(using: str, **_signal: object) -> None:
    connection = connections[using]
    drop = "DROP TRIGGER {}" if connection.vendor == "sqlite" else "DROP FUNCTION {}() CASCADE"
    with connection.cursor() as cursor:
        for name in _standing(connection):
            cursor.execute(drop.format(name))


def hold(using: str, **_signal: object) -> None:
    connection = connections[using]
    there = set(connection.introspection.table_names())
    made = triggers(connection.vendor)
    with connection.cursor() as cursor:
        for name in missing(connection):
            table, statements = made[name]
            for statement in statements if table in there else ():
                cursor.execute(statement)
