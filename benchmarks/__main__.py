"""Measures the portal against named peers, in one run on one machine, and prints ratios (make bench)."""

import os
import tempfile
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        os.environ["UPLOAD_FOLDER"] = str(Path(folder) / "uploads")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from benchmarks import import_budget, worksheet

        import_budget.run()
        worksheet.run()  # last: what it writes in the ledger cannot be cleared away


if __name__ == "__main__":
    main()
