"""The database as one file, and back, by its own means: SQLite's copy of a moment, pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg.conninfo import make_conninfo

from portal.backup.contents import WRITTEN_ALIKE, Ask, Contents

# The library that Python uses may be newer than PostgreSQL's programs, which refuse a word that they do not know.
KNOWN_OF_OLD = {"dbname", "user", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey"}
FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class NotPossible(Exception):
    """A backup cannot be made or brought back; the sentence says why, and what to do."""


class BrokeOff(Exception):
    """The database was not brought back, and is empty still; the sentence says what failed."""


@contextmanager
def taken(folder: Path) -> Iterator[Ask]:
    """Write the database into a folder, and answer about the very moment that was written."""
    take = _taken_from_sqlite if connection.vendor == "sqlite" else _taken_from_postgres
    with take(folder / FILES[connection.vendor]) as ask:
        yield ask


@contextmanager
def _taken_from_sqlite(file: Path) -> Iterator[Ask]:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # else two more files would lie beside it
        yield copy.execute


@contextmanager
def _taken_from_postgres(file: Path) -> Iterator[Ask]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _write_alike(cursor)
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}")
        yield partial(asked, cursor)


def is_empty() -> bool:
    return not connection.introspection.table_names()


def bring_back(folder: Path) -> None:
    """Fill an empty database from a folder of `taken`; all of it or nothing. Raises BrokeOff where it is nothing."""
    try:
        _bring_back(folder)
    except (NotPossible, sqlite3.Error) as error:
        raise BrokeOff(str(error)) from error
    finally:
        connection.close()


def _bring_back(folder: Path) -> None:
    file = folder / FILES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            copy.backup(connection.connection)
    else:
        # Whoever brings it back owns it; what the portal's user may do is said anew by grant_portal_user.
        kept = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        _run("pg_restore", *kept, str(file))


def held_now() -> Contents:
    """What the database holds."""
    if connection.vendor == "sqlite":  # asked past Django, whose connection makes days of texts
        file = Path(connection.settings_dict["NAME"]).absolute().as_uri()
        with closing(sqlite3.connect(f"{file}?mode=ro", uri=True)) as bare:
            return Contents.of("sqlite", bare.execute)
    with transaction.atomic(), connection.cursor() as cursor:
        _write_alike(cursor)
        return Contents.of("postgresql", partial(asked, cursor))


def _write_alike(cursor: CursorWrapper) -> None:
    for setting in WRITTEN_ALIKE:
        cursor.execute(setting)


def asked(cursor: CursorWrapper, sql: str) -> list[tuple[object, ...]]:
    cursor.execute(sql)
    return cursor.fetchall()


def _run(program: str, *options: str) -> None:
    """A program of PostgreSQL on the portal's database. Raises NotPossible with what it said."""
    if shutil.which(program) is None:
        raise NotPossible(
            f"{program} is not installed. On Debian or Ubuntu: sudo apt install postgresql-client"
        )
    connection.ensure_connection()
    told = connection.connection.info
    where = {name: value for name, value in told.get_parameters().items() if name in KNOWN_OF_OLD}
    done = subprocess.run(  # noqa: S603 a program of PostgreSQL, found in PATH
        [program, f"--dbname={make_conninfo(**where)}", *options],
        env={**os.environ, "PGPASSWORD": told.password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotPossible(f"{program}: {done.stderr.strip()}")
