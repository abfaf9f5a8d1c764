"""The database that every process of the tests begins with: migrated once, kept in var/, copied for each.

To migrate and to load the catalogues takes longer than most files of tests. The copy also is what a test that
commits is followed by: the next one finds the database as it began, catalogues and rules of money and all. A second
copy keeps what many files ask for and what takes long to make, the worlds of the walls.
"""

import copy
import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Field
from django.db.models.signals import class_prepared
from django.test.utils import setup_databases

KEPT = Path(settings.ROOT) / "var" / "tests"
# What a fresh database depends on, besides the names of the models: rights are made of those.
MAKERS = (
    "*/migrations/**/*.py",
    "*/data/*",
    "editing/proof/added_to.py",
    "*/catalogue.py",
    "**/fields.py",
    "people/roles.py",
    "requirements/*",
)


class Sqlite:
    """A file beside the tests' other files; the kept one is named by what it was made from."""

    def __init__(self) -> None:
        self.file = Path(connection.settings_dict["TEST"]["NAME"])
        self.kept = KEPT / f"begun-{made_from()}.sqlite3"
        self.made = self.file.with_name("made.sqlite3")

    def begin(self) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        with open(KEPT / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.kept.exists():
                self._make()
        connect_to(str(self.file))
        self.begin_again()

    def _make(self) -> None:
        migrate_everything()
        unfinished = self.kept.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(unfinished)])
        for old in KEPT.glob("begun-*.sqlite3"):
            old.unlink()
        unfinished.rename(self.kept)

    def begin_again(self) -> None:
        connection.ensure_connection()
        self.copy_into(connection.connection)

    def keep_what_is_made(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.made)])

    def begin_with_what_is_made(self) -> None:
        connection.ensure_connection()
        self.copy_into(connection.connection, self.made)

    def copy_into(self, database: sqlite3.Connection, begun: Path | None = None) -> None:
        kept = sqlite3.connect(f"file:{begun or self.kept}?mode=ro", uri=True)
        try:
            kept.backup(database)
        finally:
            kept.close()

    def end(self) -> None:
        connection.close()  # its file goes with the folder of the tests


class Postgres:
    """A database of the server that DATABASE_URL names; the kept one is a template there."""

    def __init__(self) -> None:
        self.name = connection.creation._get_test_db_name()
        self.kept = f"begun_{made_from()}"
        self.made = f"{self.name}_made"

    def begin(self) -> None:
        with server() as do:
            do("SELECT pg_advisory_lock(2567)")
            if not do("SELECT 1 FROM pg_database WHERE datname = %s", self.kept):
                self._make(do)
        connect_to(self.name)
        self.begin_again()

    def _make(self, do: Callable[..., Any]) -> None:
        """Make it under a name of its own, so that one that was broken off is never taken for whole."""
        for (old,) in do("SELECT datname FROM pg_database WHERE datname LIKE 'begun\\_%%'"):
            do(f'DROP DATABASE "{old}"')
        connection.settings_dict["TEST"]["NAME"] = f"{self.kept}_unfinished"
        migrate_everything()
        connection.close()
        do(f'ALTER DATABASE "{self.kept}_unfinished" RENAME TO "{self.kept}"')

    def begin_again(self) -> None:
        self._copy(self.kept, self.name)

    def keep_what_is_made(self) -> None:
        self._copy(self.name, self.made)

    def begin_with_what_is_made(self) -> None:
        self._copy(self.made, self.name)

    def _copy(self, this: str, there: str) -> None:
        connection.close()
        with server() as do:
            do(f'DROP DATABASE IF EXISTS "{there}" WITH (FORCE)')
            do(f'CREATE DATABASE "{there}" TEMPLATE "{this}"')

    def end(self) -> None:
        connection.close()
        with server() as do:
            for name in (self.name, self.made):
                do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def migrate_everything() -> None:
    """Make the database by the migrations, with less ado: nobody else can begin meanwhile.

    The fields of their models are copied instead of being taken apart and rebuilt, and nobody hears of those models.
    """

    def copy_of(field: Field) -> Field:
        copied = copy.deepcopy(field)
        copied.creation_counter = Field.creation_counter  # columns come in the order in which fields are made
        Field.creation_counter += 1
        return copied

    with patch.object(Field, "clone", copy_of), patch.object(class_prepared, "receivers", []):
        setup_databases(verbosity=0, interactive=False)


def started() -> Sqlite | Postgres:
    return Postgres() if connection.vendor == "postgresql" else Sqlite()


def connect_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


@contextmanager
def server() -> Iterator[Callable[..., Any]]:
    """The server itself, whichever database of it comes and goes."""
    with connection.creation._nodb_cursor() as cursor:

        def do(statement: str, *values: str) -> list[Any]:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

        yield do


def made_from() -> str:
    """A short name for everything that a fresh database depends on; where it counts, for all of the code."""
    root = Path(settings.ROOT)
    folders = [package.parent for package in root.glob("*/__init__.py") if package.parent.name != "tests"]
    patterns = (
        [f"{folder.name}/**/*" for folder in folders] + ["requirements/*"] if os.environ.get("CI") else MAKERS
    )
    names = [(model._meta.label, model._meta.verbose_name_raw) for model in apps.get_models()]
    # The library names the histories of a record that has two of them in any order.
    digest = hashlib.sha256(repr(sorted(names)).encode())
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
