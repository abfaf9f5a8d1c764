"""Put a case to the import command: in this process, or as a person at a terminal would."""

import io
import json
import subprocess
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandError

from tests.office_tables.case import Case
from tests.office_tables.judge import complaints

ROOT = Path(__file__).resolve().parents[2]
MEASURED = Path(__file__).with_name("measured.py")
# What a table may cost, from the command's start to its end.
LIMIT_SECONDS = 10
LIMIT_MEGABYTES = 512


@dataclass(frozen=True)
class Reply:
    """What the command said to one case, what is wrong with that, and what it cost."""

    case: Case
    complaints: list[str]
    stdout: str
    seconds: float
    # Of the command and its children; zero where they were not measured.
    cpu_seconds: float = 0.0
    peak_megabytes: float = 0.0


def written(case: Case, folder: Path) -> Path:
    path = folder / case.filename
    path.write_bytes(case.build())
    return path


def ask(case: Case, folder: Path) -> Reply:
    """In this process, against the database that is set up."""
    path = written(case, folder)
    out, err = io.StringIO(), io.StringIO()
    exit_code, began = 0, time.monotonic()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            call_command("import_table", *case.arguments(str(path)))
        except SystemExit as exit_:
            exit_code = exit_.code if isinstance(exit_.code, int) else 2
        except CommandError as refusal:
            exit_code = refusal.returncode
        except Exception:  # noqa: BLE001  a traceback is an answer too, and the worst
            exit_code = 1
            traceback.print_exc()
    seconds = time.monotonic() - began
    path.unlink()
    return Reply(case, complaints(case, exit_code, out.getvalue(), err.getvalue()), out.getvalue(), seconds)


def ask_in_a_process(case: Case, folder: Path, environment: dict[str, str]) -> Reply:
    """With `manage.py import_table`, its time and the peak memory of the largest process in it."""
    path, cost = written(case, folder), folder / "cost"
    command = [sys.executable, "manage.py", "import_table", *case.arguments(str(path))]
    done = subprocess.run(
        [sys.executable, str(MEASURED), str(cost), *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    path.unlink()
    spent = json.loads(cost.read_text())
    found = complaints(case, done.returncode, done.stdout, done.stderr)
    if spent["seconds"] > LIMIT_SECONDS:
        found.append(f"took {spent['seconds']:.1f} seconds")
    if spent["megabytes"] > LIMIT_MEGABYTES:
        found.append(f"took {spent['megabytes']:.0f} MB")
    return Reply(case, found, done.stdout, spent["seconds"], spent["cpu"], spent["megabytes"])
