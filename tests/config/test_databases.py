"""The suite runs on the database that was asked for, and that database is set up as the portal needs it."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_was_asked_for() -> None:
    asked = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0].replace("postgresql", "postgres")
    with connection.cursor() as cursor:
        if asked == "postgres":
            cursor.execute("SELECT current_setting('server_version_num')::int >= 140000")
        else:
            cursor.execute("SELECT sqlite_version() >= '3.31'")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_the_database_is_set_up_for_people_who_write_at_once() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT EXISTS (SELECT FROM pg_collation WHERE collname = 'th-x-icu')")
            assert cursor.fetchone() == (True,)
            return
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
