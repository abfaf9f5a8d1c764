"""The database knows the same steps from state to state as the acts: no more, so no statement by hand, and no less."""

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE
from grants.budget.life import ALLOCATION_LIFE, PROGRAMME_LIFE
from grants.migrations.money_rules.conditions import MOVES
from grants.rules.request import MoneyRequest
from people.acts import Life
from tests.grants.office_in_the_middle import middle_of_the_year
from tests.grants.raw_sql import reason_of, run, update

pytestmark = pytest.mark.django_db

LIVES: dict[str, Life] = {
    "programme": PROGRAMME_LIFE,
    "allocation": ALLOCATION_LIFE,
    "agreement": AGREEMENT_LIFE,
    "instalment": INSTALMENT_LIFE,
}
REQUESTS = {kind._meta.model_name: kind.LIFE for kind in MoneyRequest.__subclasses__()}


@pytest.mark.parametrize(
    ("table", "life"), [*LIVES.items(), *(("request", life) for life in REQUESTS.values())]
)
def test_the_rules_of_the_database_name_the_steps_of_the_acts_and_no_others(table: str, life: Life) -> None:
    assert {tuple(pair.split(">")) for pair in MOVES[table]} == life.moves


def refusal_of(table: str, key: int, state: str) -> str:
    try:
        with transaction.atomic():
            run(update(table, "row", f"state = '{state}'"), {"row": key})
            transaction.set_rollback(True)
    except DatabaseError as error:
        return reason_of(error)
    return ""


def test_no_statement_takes_a_record_by_a_step_that_is_no_act() -> None:
    middle_of_the_year()
    for table, life in LIVES.items():
        model = apps.get_model("grants", table)
        states = set(model.State.values)
        met = dict(model.objects.order_by("pk").values_list("state", "pk"))
        assert set(met) == states, f"no {table} in each state"
        for now, key in met.items():
            for then in states - {now}:
                refusal = refusal_of(table, key, then)
                if (now, then) in life.moves:
                    assert refusal != f"{table}_moves_in_order", (table, now, then)
                else:
                    assert refusal, (table, now, then)
