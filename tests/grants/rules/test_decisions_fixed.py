"""What one person asked for and another decided stays as it is, whatever writes to the database."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from editing.refusals import sentence_for
from grants.rules.request import MoneyRequest
from tests.grants.office_in_the_middle import middle_of_the_year
from tests.grants.raw_sql import delete, run, update
from tests.grants.rules.forbidden import REQUESTS

pytestmark = pytest.mark.django_db


def test_what_is_decided_is_refused_to_change_by_raw_sql_and_says_so() -> None:
    middle = middle_of_the_year()
    for table, (_waiting, decided, _columns) in REQUESTS.items():
        for statement in (
            update(table, decided, "state = 'waiting', decided_by_id = NULL, decided_at = NULL"),
            update(table, decided, "answer = 'อื่น'"),
            delete(table, decided),
        ):
            with pytest.raises(IntegrityError) as refused, transaction.atomic():
                run(statement, middle.keys)
            assert "พิจารณาครั้งเดียว" in sentence_for(refused.value)


def test_the_database_takes_no_other_step_of_a_request_than_its_acts(db: Any) -> None:
    """What the pages offer and what the triggers let through are one list, for every kind of request."""
    middle = middle_of_the_year()
    names = {kind._meta.model_name: kind for kind in MoneyRequest.__subclasses__()}
    assert set(names) == set(REQUESTS)
    for table, (waiting, _decided, _columns) in REQUESTS.items():
        found = set()
        for target in [*names[table].State.values, "gone"]:
            who = "asks" if target == "withdrawn" else "approves"
            answer = f"decided_by_id = {{{who}}}, decided_at = '2024-03-02 00:00:00+00:00', answer = '-'"
            try:
                with transaction.atomic():
                    run(update(table, waiting, f"{answer}, state = '{target}'"), middle.keys)
                    found.add(("waiting", target))
                    transaction.set_rollback(True)
            except IntegrityError:
                pass
        assert found == names[table].LIFE.moves, table
