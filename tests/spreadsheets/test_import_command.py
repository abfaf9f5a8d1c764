"""The import from the command line: what it says, what it writes, and how it ends."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection

from grants.models import Allocation, Programme
from participation.models import PlanLine
from people.models import User
from people.roles import Role
from regions.models import Region
from spreadsheets import batches
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from spreadsheets.undo import undo
from tests import make
from tests.uploads import budget_as_csv

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
BUDGET, PLAN = SAMPLES / "region6-2567-budget.xlsx", SAMPLES / "region6-2567-plan.xlsx"
CP874 = SAMPLES / "region6-2567-budget-cp874.csv"

pytestmark = pytest.mark.django_db


def run(file: Path, *said: str, kind: str = "budget") -> int:
    """Return the command's exit code."""
    try:
        call_command("import_table", str(file), "--kind", kind, "--region", "6", "--year", "2567", *said)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def answer(
    capsys: pytest.CaptureFixture[str], file: Path, *said: str, kind: str = "budget"
) -> dict[str, Any]:
    code = run(file, "--json", *said, kind=kind)
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == (0 if told["outcome"] == "accept" else 1)
    return told


def rows_of_all_tables() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.mark.parametrize("file", [BUDGET, CP874])
def test_the_offices_budget_is_taken_as_it_is(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    told = answer(capsys, file)
    assert (told["outcome"], told["errors"], told["warnings"]) == ("accept", [], [])
    (table,) = told["tables"]
    assert (table["kind"], table["rows"], table["total_baht"]) == ("budget", 15, "1175000.00")
    assert table["detail"][0] == ["มูลนิธิสายรุ้ง เพื่อคนพิการ", "215000.00"]
    assert [row[1] for row in table["detail"]].count("95000.00") == 7


def test_the_offices_plan_is_taken_as_it_is_with_its_typos_pointed_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = answer(capsys, PLAN, kind="plan")
    (table,) = told["tables"]
    assert (told["outcome"], table["rows"], table["total_baht"]) == ("accept", 4, None)
    assert table["detail"][0][0] == table["detail"][1][0]  # the merged form counts for both lines
    assert len(told["warnings"]) == 2
    assert "สสจ." in told["warnings"][0]


def test_a_dry_run_changes_no_row_of_any_table() -> None:
    before = rows_of_all_tables()
    for file, kind in ((BUDGET, "budget"), (PLAN, "plan")):
        assert run(file, kind=kind) == 0
    assert rows_of_all_tables() == before


def test_applying_twice_writes_once() -> None:
    for _time in range(2):
        assert run(BUDGET, "--apply") == 0
        assert run(PLAN, "--apply", kind="plan") == 0
    assert Allocation.objects.total() == Decimal("1175000.00")
    assert (Allocation.history.count(), PlanLine.history.count()) == (15, 4)
    assert Programme.objects.get().ceiling == Decimal("1175000.00")


@pytest.mark.parametrize(("ceiling", "code"), [("1,175,000", 0), ("1174999.99", 1)])
def test_a_ceiling_named_for_a_year_without_a_programme_holds(ceiling: str, code: int) -> None:
    assert run(BUDGET, "--ceiling", ceiling) == code


def test_the_ceiling_of_the_programme_that_is_there_wins() -> None:
    make.programme(ceiling="1000000.00")
    assert run(BUDGET, "--ceiling", "9,000,000", "--apply") == 1
    assert not Allocation.objects.exists()


def test_a_plan_brought_in_as_a_budget_is_said_to_be_one(capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, PLAN)
    assert told["outcome"] == "reject"
    assert (told["errors"][0]["row"], told["errors"][0]["column"]) == (None, None)
    assert "แผน" in told["errors"][0]["message"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("missing.xlsx", []),
        (BUDGET, ["--ceiling", "many"]),
        (BUDGET, ["--user", "nobody-of-that-name"]),
    ],
)
def test_wrong_usage_ends_with_2(wrong: tuple[Any, list[str]]) -> None:
    assert run(Path(wrong[0]), *wrong[1]) == 2


@pytest.mark.parametrize(("region", "year"), [("14", "2567"), ("6", "2024")])
def test_a_region_or_year_that_cannot_be_is_wrong_usage(region: str, year: str) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("import_table", str(BUDGET), "--kind", "budget", "--region", region, "--year", year)
    assert ended.value.code == 2


def test_a_user_acts_within_her_walls(officer_6: User, officer_11: User, member_6: User) -> None:
    assert run(BUDGET, "--user", officer_11.username, "--apply") == 2
    assert run(BUDGET, "--user", member_6.username, "--apply") == 2
    assert run(BUDGET, "--user", officer_6.username, "--apply") == 0
    assert ImportBatch.objects.get().applied_by == officer_6
    assert {version.history_user for version in Allocation.history.all()} == {officer_6}


def test_a_coordinator_writes_nothing_by_the_command_either(coordinator_6: User, tmp_path: Path) -> None:
    make.programme()
    assert run(BUDGET, "--user", coordinator_6.username, "--apply") == 2
    assert not ImportBatch.objects.exists()  # she is nobody's coordinator
    make.tie(coordinator_6, make.organisation("ชมรม ก"), Role.COORDINATOR)
    (hers := tmp_path / "budget.csv").write_bytes(budget_as_csv('1,ชมรม ก,"95,000"'))
    assert run(hers, "--user", coordinator_6.username, "--apply") == 2
    assert not Allocation.objects.exists()
    assert ImportBatch.objects.get().state == "previewed"  # which she sends on from its page


def test_a_table_of_20000_rows_is_taken_and_one_row_more_is_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = ["งบประมาณปี 2567,,", "ลำดับ,ชื่อหน่วยงาน,งบประมาณ"]
    lines += [f"{number},ชมรมผู้สูงอายุ แห่งที่ {number},45000" for number in range(1, 20_001)]
    table = tmp_path / "งบ.csv"
    table.write_text("\n".join([*lines, ",รวม,900000000"]), encoding="utf-8")
    assert answer(capsys, table)["tables"][0]["rows"] == 20_000
    table.write_text("\n".join([*lines, "20001,ชมรมสตรี,45000", ",รวม,900045000"]), encoding="utf-8")
    told = answer(capsys, table)
    assert (told["outcome"], told["errors"][0]["row"]) == ("reject", None)
    assert "20,000" in told["errors"][0]["message"] or "20000" in told["errors"][0]["message"]


def test_a_cell_that_could_not_be_read_leaves_its_place_in_the_answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "งบ.csv"
    table.write_text("ชื่อหน่วยงาน,งบประมาณ\nชมรม ก,95.000\n,45000\n", encoding="utf-8")
    assert answer(capsys, table)["tables"][0]["detail"] == [["ชมรม ก", None], [None, "45000.00"]]


@pytest.mark.parametrize(("ceiling", "said"), [("2,000,000", True), ("9,000,000", False)])
def test_another_ceiling_than_the_programme_has_is_refused_with_the_way_to_ask_for_it(
    capsys: pytest.CaptureFixture[str], ceiling: str, said: bool
) -> None:
    make.programme(ceiling="9000000.00")
    told = answer(capsys, BUDGET, "--ceiling", ceiling)
    assert told["outcome"] == ("reject" if said else "accept")
    sentences = [error["message"] for error in told["errors"]]
    assert any("9,000,000.00" in each and "หน้า “วงเงิน”" in each for each in sentences) == said


def test_what_was_not_confirmed_is_not_undone_from_the_shell_either() -> None:
    scope = batches.scope_for(None, Region.objects.get(number=6), 2567)
    batch = batches.preview(BUDGET.read_bytes(), BUDGET.name, "budget", scope, Options())
    with pytest.raises(ValidationError) as refused:
        undo(batch, None)
    assert refused.value.code == "state"
