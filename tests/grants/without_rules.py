"""Switches the rules of money off, for negative controls and for what the audit must notice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


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
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in on:
                cursor.execute(statement)


@contextmanager
def without_checks() -> Iterator[None]:
    """Let CHECK constraints pass. Only inside a test that is rolled back: PostgreSQL has to drop them."""
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
