"""Switches the rules of money off, for negative controls and for what the audit must notice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


def rules_of_money() -> list[tuple[str, str]]:
    """Every trigger of ours in the database, with its table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        return [(name, table) for name, table in cursor.fetchall() if name.startswith("grants_")]


@contextmanager
def without_rules(*names: str) -> Iterator[None]:
    """Take away the triggers of these names, or every trigger of ours, and put them back."""
    again = _switch_off(*names)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in again:
                cursor.execute(statement)


def _switch_off(*names: str) -> list[str]:
    """Take triggers away; return the statements that bring them back."""
    triggers = [(name, table) for name, table in rules_of_money() if not names or name in names]
    assert triggers
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            written = dict(cursor.fetchall())
            off = [f'DROP TRIGGER "{name}"' for name, _table in triggers]
            on = [written[name] for name, _table in triggers]
        else:
            off = [f'ALTER TABLE {table} DISABLE TRIGGER "{name}"' for name, table in triggers]
            on = [f'ALTER TABLE {table} ENABLE TRIGGER "{name}"' for name, table in triggers]
        for statement in off:
            cursor.execute(statement)
    return on


@contextmanager
def nothing_refused() -> Iterator[None]:
    """Let everything be written: no trigger, no CHECK. What was written is taken back at the end."""
    with transaction.atomic():
        connection.check_constraints()  # PostgreSQL changes no table that something waits for
        with without_checks():
            _switch_off()
            yield
        transaction.set_rollback(True)


@contextmanager
def without_checks() -> Iterator[None]:
    """Let CHECK constraints pass. Only inside what is rolled back: PostgreSQL has to drop them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint "
                "WHERE contype = 'c' AND conrelid::regclass::text LIKE 'grants_%'"
            )
            for table, name in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        try:
            yield
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")
