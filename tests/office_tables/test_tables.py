"""Every table of the set gives the one right answer."""

from pathlib import Path

import pytest

from tests.office_tables.asking import ask
from tests.office_tables.case import Case
from tests.office_tables.cases import CASES

# What a table is read as does not depend on the database: on PostgreSQL every thirtieth is asked again.
ASKED = [
    pytest.param(case, marks=[] if place % 30 == 0 else pytest.mark.once, id=f"{case.klass}: {case.name}")
    for place, case in enumerate(CASES)
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", ASKED)
def test_the_import_answers_rightly(case: Case, tmp_path: Path) -> None:
    assert ask(case, tmp_path).complaints == []


def test_the_set_is_large_and_asks_for_both_answers() -> None:
    assert len(CASES) >= 300
    assert {case.expect for case in CASES} == {"accept", "reject"}
    assert {case.filename.rsplit(".", 1)[-1].lower() for case in CASES} >= {"xlsx", "xls", "ods", "csv"}
