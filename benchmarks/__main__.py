"""Measures the portal against named peers, in one run on one machine, and prints ratios (make bench).

Each part has a process and a database of its own; one of them alone: `python -m benchmarks national`. A part returns
what misses its target; with any such the whole ends as failed.
"""

import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PARTS = ("import_budget", "worksheet", "papers", "summary", "national")


def measure(part: str) -> None:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        os.environ["UPLOAD_FOLDER"] = str(Path(folder) / "uploads")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        if missed := importlib.import_module(f"benchmarks.{part}").run():
            sys.exit("Misses its target: " + "; ".join(missed))


def main() -> None:
    commands = {part: [sys.executable, "-m", "benchmarks", part] for part in PARTS}
    failed = [part for part, command in commands.items() if subprocess.run(command, check=False).returncode]  # noqa: S603
    if failed:
        sys.exit(f"Not as they should be: {', '.join(failed)}.")


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
