"""A command runs on a PostgreSQL of its own, which is gone afterwards however the command ended."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

SCRIPT = settings.ROOT / "scripts" / "on_postgres.py"


def on_postgres(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, SCRIPT, "sh", "-c", command],
        env={**without, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("ending", ["exit 0", "exit 3", "kill -TERM $PPID; exec sleep 60"])
def test_the_server_is_gone_however_the_command_ends(ending: str) -> None:
    done = on_postgres(f'echo "$DATABASE_URL"; {ending}')
    expected = {"exit 0": 0, "exit 3": 3}.get(ending, 128 + 15)
    assert done.returncode == expected, done.stderr
    address = urlsplit(done.stdout.splitlines()[-1])
    folder = Path(parse_qs(address.query)["host"][0])
    assert address.scheme == "postgres"
    assert folder.name.startswith("portal-postgres-")
    assert not folder.exists()


def test_a_server_that_is_named_is_used_as_it_is() -> None:
    named = "postgres://portal@db.example/portal"
    assert on_postgres('echo "$DATABASE_URL"', DATABASE_URL=named).stdout.strip() == named


def test_a_database_that_is_not_postgresql_is_refused() -> None:
    refused = on_postgres("true", DATABASE_URL="sqlite:///portal.sqlite3")
    assert refused.returncode == 1
    assert "names no PostgreSQL server" in refused.stderr
