"""Confirms an import in a process that test_kill.py may kill at any moment.

Run as a program, with its own database and folder of uploads in its environment. Each line of standard
input is a command, carried out in a fork of this process, so that a round does not wait for Django to start.
Standard output: "pid N", then what the command says, then "ended N" with the fork's exit code.
"""

import hashlib
import json
import os
import sys
from decimal import Decimal
from typing import Any

import django
from django.apps import apps
from django.db import connection

ROWS, ROWS_BEFORE = 300, 100
REGION, YEAR = 6, 2567


def serve() -> None:
    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            say(f"pid {os.getpid()}\n")
            COMMANDS[line.strip()]()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}\n")


def say(words: str) -> None:
    os.write(sys.stdout.fileno(), words.encode())


def prepare() -> None:
    """A programme with some allocations, and a previewed file that changes these and brings many more."""
    from grants.models import Programme
    from regions.models import Region
    from spreadsheets import batches
    from spreadsheets.options import Options
    from tests.workbooks.writers import csv

    region = Region.objects.get(number=REGION)
    Programme.objects.create(region=region, fiscal_year=YEAR, name="โครงการ", ceiling=Decimal("999999999.99"))
    scope = batches.scope_for(None, region, YEAR)

    def previewed(amounts: list[int]) -> Any:
        names = [f"ชมรมที่ {number} จังหวัดชลบุรี" for number in range(1, len(amounts) + 1)]
        table = [
            ["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ"],
            *(
                [number, name, amount]
                for number, (name, amount) in enumerate(zip(names, amounts, strict=True), 1)
            ),
            [None, "รวม", sum(amounts)],
        ]
        return batches.preview(csv(table), "budget.csv", "budget", scope, Options())

    batches.confirm(previewed([50_000 + number for number in range(ROWS_BEFORE)]), None)
    previewed([60_000 + number % 7 for number in range(ROWS)])
    connection.close()  # else SQLite leaves the end of it in a log beside the file that is kept


def confirm() -> None:
    """Confirm the previewed file; a dot goes out before every statement inside the transaction."""
    _confirm(lambda: None)


def confirm_in_parts() -> None:
    """As `confirm`, with every statement committed by itself: what the transaction protects against."""
    _confirm(lambda: connection.connection.commit())


def _confirm(after_statement: Any) -> None:
    from spreadsheets import batches
    from spreadsheets.models import ImportBatch

    def tell(execute: Any, *statement: Any) -> Any:
        if connection.in_atomic_block:
            say(".")
        done = execute(*statement)
        after_statement()
        return done

    batch = ImportBatch.objects.latest("pk")
    if connection.vendor == "sqlite":
        # So little memory that what is not committed yet goes to the disk, as with the largest files.
        connection.cursor().execute("PRAGMA cache_size = 10")
    with connection.execute_wrapper(tell):
        batches.confirm(batch, None)


def look() -> None:
    """Say what is written, in one line: counts, sums and a digest of what each record holds."""
    from centres.models import Organisation
    from grants.models import Allocation, Programme
    from spreadsheets.models import ImportBatch

    programme = Programme.objects.get()
    batch = ImportBatch.objects.latest("pk")
    by_name = ("organisation__name", "order", "amount", "version")
    version = ("history_type", "history_change_reason", "batch")
    said = {
        "batch": [batch.state, batch.applied_at is not None],
        "allocated": str(programme.allocated),
        "sum of allocations": str(Allocation.objects.total()),
        "stated total": str(programme.stated_total),
        "rows": {model._meta.label: model._base_manager.count() for model in apps.get_models()},
        "allocations": _digest(Allocation.objects.values_list(*by_name)),
        "organisations": _digest(Organisation.objects.values_list("name", "name_key", "province", "version")),
        "history of allocations": _digest(Allocation.history.values_list(*by_name, *version)),
        "history of organisations": _digest(Organisation.history.values_list("name", "name_key", *version)),
        "history of programmes": _digest(Programme.history.values_list("stated_total", "version", *version)),
    }
    say(json.dumps(said) + "\n")


def _digest(rows: Any) -> str:
    return hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()


COMMANDS = {
    "prepare": prepare,
    "confirm": confirm,
    "confirm in parts": confirm_in_parts,
    "look": look,
}

if __name__ == "__main__":
    serve()
