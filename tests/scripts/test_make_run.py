"""make run says in a sentence what is missing, before it does any long work."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SCRIPTS = settings.ROOT / "scripts"


def run(*command: object, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(path)} if path else None
    return subprocess.run([*map(str, command)], env=environment, capture_output=True, text=True, check=False)


def put_python(folder: Path, name: str, version: str, *, with_venv: bool = True) -> None:
    """A stand-in that answers scripts/find_python.sh's three questions as a Python of that version would."""
    is_old = int(version.startswith("3.") and int(version[2:]) < 11)
    stand_in = folder / name
    stand_in.write_text(
        "#!/bin/sh\n"
        'case "$2" in\n'
        f"*print*) echo {version} ;;\n"
        f"*exit*) exit {is_old} ;;\n"
        f"*) exit {int(not with_venv)} ;;\n"
        "esac\n"
    )
    stand_in.chmod(0o755)


@pytest.mark.parametrize("name", ["python3", "python3.13", "python3.11"])
def test_a_python_is_found_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    put_python(tmp_path, name, "3.12")
    assert run(SCRIPTS / "find_python.sh", path=tmp_path).stdout.strip() == str(tmp_path / name)


def test_a_new_python_is_taken_where_the_usual_one_is_old_or_has_no_venv(tmp_path: Path) -> None:
    put_python(tmp_path, "python3", "3.9")
    put_python(tmp_path, "python3.13", "3.13", with_venv=False)
    put_python(tmp_path, "python3.12", "3.12")
    assert run(SCRIPTS / "find_python.sh", path=tmp_path).stdout.strip() == str(tmp_path / "python3.12")


@pytest.mark.parametrize(
    ("version", "with_venv", "sentence"),
    [
        ("3.9", True, "needs Python 3.11 or newer with its venv module; found only 3.9"),
        ("3.12", False, "sudo apt install python3-venv (or python3.12-venv)"),
    ],
)
def test_what_is_missing_for_python_is_said(
    tmp_path: Path, version: str, with_venv: bool, sentence: str
) -> None:
    put_python(tmp_path, "python3", version, with_venv=with_venv)
    refused = run(SCRIPTS / "find_python.sh", path=tmp_path)
    assert refused.returncode == 1
    assert sentence in refused.stderr


def test_without_any_python_it_is_said_where_to_get_one(tmp_path: Path) -> None:
    refused = run(SCRIPTS / "find_python.sh", path=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "sudo apt install python3 python3-venv" in refused.stderr


def test_a_busy_port_is_refused_with_another_to_take() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = run(sys.executable, SCRIPTS / "port_is_free.py", port)
    assert refused.returncode == 1
    assert f"Port {port} is taken by another program. Choose another: make run PORT=" in refused.stderr
    assert run(sys.executable, SCRIPTS / "port_is_free.py", port).returncode == 0


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "๘๐๐๐"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    refused = run(sys.executable, SCRIPTS / "port_is_free.py", port)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"PORT={port} is not a port number.")
