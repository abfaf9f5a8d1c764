"""A confirmation that dies at any moment has written the whole file or nothing of it.

The child (kill_confirm.py) works on a database of its own, of the kind that these tests run on.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.databases import Postgres, Sqlite

KILLS = 50
SEED = int(os.environ.get("KILL_SEED", "20240401"))
ROOT = Path(settings.ROOT)


class SqliteFile:
    """The child's database as a file, and a copy of it to begin each round with."""

    def __init__(self, folder: Path, begun: Sqlite):
        self.file = folder / "portal.sqlite3"
        self.kept = folder / "kept.sqlite3"
        self.url = f"sqlite:///{self.file}"
        with closing(sqlite3.connect(self.file)) as database:
            begun.copy_into(database)

    def keep(self) -> None:
        shutil.copy(self.file, self.kept)

    def restore(self) -> None:
        for ending in ("-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        shutil.copy(self.kept, self.file)

    def settle(self) -> None:
        """Nothing runs on once the process is dead."""

    def remove(self) -> None:
        """The folder goes with its test."""


class PostgresDatabase:
    """The child's database on the server that DATABASE_URL names, and a template to begin each round with."""

    def __init__(self, begun: Postgres) -> None:
        given = os.environ["DATABASE_URL"]
        self.name = f"portal_kill_{os.getpid()}"
        self.kept = f"{self.name}_kept"
        address, _, options = given.partition("?")
        self.url = f"{address.rpartition('/')[0]}/{self.name}" + (f"?{options}" if options else "")
        here = settings.DATABASES["default"]
        self.server = psycopg.connect(
            host=here["HOST"] or here.get("OPTIONS", {}).get("host"),
            port=here["PORT"] or None,
            user=here["USER"],
            password=here["PASSWORD"] or None,
            dbname="postgres",  # as Django does to make its test database
            autocommit=True,
        )
        self._do("CREATE DATABASE {name} TEMPLATE {begun}", begun=begun.kept)

    def _do(self, statement: str, **more: str) -> None:
        names = {"name": self.name, "kept": self.kept, **more}
        identifiers = {key: sql.Identifier(name) for key, name in names.items()}
        self.server.execute(sql.SQL(statement).format(**identifiers))

    def keep(self) -> None:
        self.settle()
        self._do("CREATE DATABASE {kept} TEMPLATE {name}")

    def restore(self) -> None:
        self.settle()
        self._do("DROP DATABASE {name}")
        self._do("CREATE DATABASE {name} TEMPLATE {kept}")

    def settle(self) -> None:
        """Wait until the server has noticed that the process is dead; what it was doing is over then."""
        running = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        while self.server.execute(running, [self.name]).fetchone() != (0,):
            time.sleep(0.005)

    def remove(self) -> None:
        self.settle()
        self._do("DROP DATABASE IF EXISTS {kept}")
        self._do("DROP DATABASE {name}")
        self.server.close()


class Child:
    """The program whose forks are killed."""

    def __init__(self, database: Any, uploads: Path):
        self.database = database
        environment = {
            "DATABASE_URL": database.url,
            "UPLOAD_FOLDER": str(uploads),
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "SECRET_KEY": "only-for-tests",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.spreadsheets.kill_confirm"],
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def begin(self, command: str) -> int:
        """Have a command carried out; returns the id of the process that does it."""
        self.process.stdin.write(f"{command}\n".encode())
        said = self._line()
        assert said.startswith("pid "), said
        return int(said.removeprefix("pid "))

    def step(self) -> bool:
        """Wait for the next statement; False when there is none."""
        sign = self.process.stdout.read(1)
        if sign != b".":
            assert sign == b"e", sign
            self.code = int(self._line().removeprefix("nded "))
        return sign == b"."

    def run(self, command: str) -> list[str]:
        """Carry a command out to its end; what it says, line by line."""
        self.begin(command)
        said = []
        while not (line := self._line().lstrip(".")).startswith("ended "):
            said.append(line)
        assert line == "ended 0"
        return said

    def look(self) -> dict[str, Any]:
        self.database.settle()
        return json.loads(self.run("look")[0])

    def _line(self) -> str:
        line = b""
        while not line.endswith(b"\n"):
            line += self.process.stdout.read(1) or pytest.fail("the child has ended")
        return line.decode().rstrip("\n")

    def kill_at(self, command: str, statement: int, delay: float) -> bool:
        """Begin a command and kill it so many seconds after it has come to a statement; False if it was done before.

        At statement 0 it has only begun, and reads the file.
        """
        handle = os.pidfd_open(self.begin(command))  # unlike its number, never another process
        steps = iter(self.step, False)
        if not statement or any(number == statement for number, _step in enumerate(steps, start=1)):
            time.sleep(delay)
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            for _step in steps:
                pass
        os.close(handle)
        return self.code == -signal.SIGKILL


@pytest.fixture(scope="module")
def child(django_db_setup: Sqlite | Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    folder, begun = tmp_path_factory.mktemp("kill"), django_db_setup
    database = PostgresDatabase(begun) if isinstance(begun, Postgres) else SqliteFile(folder, begun)
    made = Child(database, folder / "uploads")
    made.run("prepare")
    database.keep()
    yield made
    made.process.stdin.close()
    made.process.wait()
    made.process.stdout.close()
    database.remove()
    shutil.rmtree(folder)


def measured(child: Child) -> tuple[dict[str, Any], dict[str, Any], int, float]:
    """What is written before and after a confirmation, its number of statements and the seconds between them."""
    child.database.restore()
    nothing = child.look()
    child.begin("confirm")
    start = time.monotonic()
    statements = sum(1 for _step in iter(child.step, False))
    between = (time.monotonic() - start) / statements
    assert child.code == 0
    return nothing, child.look(), statements, between


def test_a_confirmation_that_is_killed_has_written_the_whole_file_or_nothing(child: Child) -> None:
    nothing, everything, statements, between = measured(child)
    assert [key for key in nothing if nothing[key] == everything[key]] == []
    chance = random.Random(SEED)
    killed = 0
    while killed < KILLS:
        child.database.restore()
        at, delay = chance.randint(0, statements), chance.uniform(0, 2 * between)
        if not child.kill_at("confirm", at, delay):
            continue  # it was done before
        killed += 1
        place = f"kill {killed} at statement {at} of {statements}, seed {SEED}"
        assert child.look() in (nothing, everything), place
        child.run("confirm")
        assert child.look() == everything, place


def test_without_the_transaction_a_killed_confirmation_leaves_a_part(child: Child) -> None:
    """The negative control: this is what the test above would see."""
    nothing, everything, statements, _between = measured(child)
    child.database.restore()
    assert child.kill_at("confirm in parts", statements * 3 // 4, 0)
    assert child.look() not in (nothing, everything)
