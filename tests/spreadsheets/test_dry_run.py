"""To look at a file, by the command or by the page's own reading, changes no row of any table."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from regions.models import Region
from spreadsheets import batches
from spreadsheets.kinds import kinds
from spreadsheets.options import Options
from tests import make
from tests.office_tables.office_data import budget_rows
from tests.spreadsheets.one_of_each import TABLES, known_before
from tests.workbooks.writers import write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def something_to_change() -> None:
    """A programme and a plan with rows of their own, so that a file would change some and leave some out."""
    programme = make.programme(ceiling="9000000.00")
    make.allocation(programme, "มูลนิธิสายรุ้ง เพื่อคนพิการ", "1000.00")
    make.allocation(programme, "ชมรมที่ไม่อยู่ในไฟล์", "2000.00")
    make.plan_line(make.plan())


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        held = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            held[table] = sorted(map(repr, cursor.fetchall()))
    return held


def command(file: Path, kind: str, *more: str) -> int:
    """The exit code of the command."""
    words = [str(file), "--kind", kind, "--region", "6", "--year", "2567", *more]
    try:
        call_command("import_table", *words, stdout=io.StringIO(), stderr=io.StringIO())
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_dry_run_changes_no_row_of_any_table(kind: str, ending: str, tmp_path: Path) -> None:
    known_before(kind)
    before = everything()
    # Payments need a person and agreements, members a committee: the rooms of these try them.
    assert {*TABLES, "payments", "members"} == set(kinds())
    file = tmp_path / f"table.{ending}"
    file.write_bytes(write(ending, TABLES[kind]))
    assert command(file, kind) == 0
    assert command(file, kind, "--json") == 0
    scope = batches.scope_for(None, Region.objects.get(number=6), 2567)
    assert batches.examine(file.read_bytes(), file.name, kind, scope, Options()).accepted
    assert everything() == before
    assert command(file, kind, "--apply") == 0
    assert everything() != before


@pytest.mark.parametrize("more", [(), ("--json",), ("--apply",), ("--apply", "--json")])
def test_a_refused_file_changes_no_row_of_any_table(more: tuple[str, ...], tmp_path: Path) -> None:
    before = everything()
    file = tmp_path / "table.xlsx"
    file.write_bytes(write("xlsx", budget_rows([("ชมรม ก", 100), ("ชมรม ข", "-")])))
    assert command(file, "budget", *more) == 1
    file.write_bytes(b"PK\x03\x04 no workbook")
    assert command(file, "budget", *more) == 1
    assert everything() == before
