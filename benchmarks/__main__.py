"""Measures the portal against named peers, in one run on one machine, and prints ratios (make bench).

Each part has a process and a database of its own; one of them alone: `python -m benchmarks national`.
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
        importlib.import_module(f"benchmarks.{part}").run()


def main() -> None:
    for part in PARTS:
        subprocess.run([sys.executable, "-m", "benchmarks", part], check=True)  # noqa: S603


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
