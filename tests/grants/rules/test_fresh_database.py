"""A database that was just migrated holds every rule of money, each by its name; what is missing is named."""

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import CheckConstraint

from grants.guard.audit import STANDING, violations
from grants.migrations.money_rules import writing
from grants.migrations.money_rules.refused import BY_TABLE, HISTORIES
from grants.models import Settlement, Zero
from tests.constraints import constraints_of
from tests.grants.raw_sql import run
from tests.grants.without_rules import nothing_refused, rules_of_money, without_rules

pytestmark = pytest.mark.django_db
TRIGGERS, CONSTRAINTS = "every trigger stands as it was written", "every constraint stands"


def constraints_in_the_database(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))


def test_every_trigger_is_there_by_its_name_and_no_other() -> None:
    written = writing.triggers(connection.vendor)
    assert len(written) == len(set(written)) > 150
    assert {name for name, _table in rules_of_money()} == set(written)


ROOMS = [room.label for room in apps.get_app_configs() if constraints_of(room.label)]


def test_the_rooms_are_there() -> None:
    assert {"grants", "people", "committees", "complaints", "deciding", "registers"} < set(ROOMS)


@pytest.mark.parametrize("label", ROOMS)
def test_every_constraint_of_a_room_is_there_by_its_name(label: str) -> None:
    there = {
        name
        for model in apps.get_app_config(label).get_models()
        for name in constraints_in_the_database(model)
    }
    assert set(constraints_of(label, of_days=True)) - there == set()


def test_every_table_of_money_is_held_by_triggers() -> None:
    held = {table for _name, table in rules_of_money()}
    assert {f"grants_{table}" for table in [*BY_TABLE, *HISTORIES]} - held == set()


def test_the_row_that_differences_come_to_is_there() -> None:
    assert [zero.pk for zero in Zero.objects.all()] == [0]


def test_the_audit_finds_the_database_as_it_was_made() -> None:
    assert violations(STANDING) == []


def test_each_trigger_that_is_gone_or_switched_off_is_named() -> None:
    with nothing_refused():
        said = violations(STANDING)
    names = writing.triggers(connection.vendor)
    unnamed = [name for name in names if not any(f"trigger {name} is" in each for each in said)]
    assert unnamed == []


def test_one_trigger_that_is_gone_or_switched_off_is_named() -> None:
    with without_rules("grants_entry_counted"):
        (said,) = violations(STANDING)
    assert said.startswith(f"{TRIGGERS}: trigger grants_entry_counted is ")


def test_a_trigger_that_says_something_else_under_its_name_is_named() -> None:
    with transaction.atomic():
        if connection.vendor == "sqlite":
            run("DROP TRIGGER grants_entry_counted", {})
            run("CREATE TRIGGER grants_entry_counted AFTER INSERT ON grants_entry BEGIN SELECT 1; END", {})
        else:
            run(
                "CREATE OR REPLACE FUNCTION grants_entry_counted() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NULL; END $$",
                {},
            )
        (said,) = violations(STANDING)
        transaction.set_rollback(True)
    assert said == f"{TRIGGERS}: trigger grants_entry_counted is switched off or says something else"


def test_a_trigger_of_somebody_else_is_named() -> None:
    with transaction.atomic():
        if connection.vendor == "sqlite":
            run("CREATE TRIGGER theirs AFTER INSERT ON grants_entry BEGIN SELECT 1; END", {})
        else:
            run(
                "CREATE FUNCTION theirs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                {},
            )
            run(
                "CREATE TRIGGER theirs AFTER INSERT ON grants_entry FOR EACH ROW EXECUTE FUNCTION theirs()",
                {},
            )
        (said,) = violations(STANDING)
        transaction.set_rollback(True)
    assert said == f"{TRIGGERS}: trigger theirs is not one of ours"


def test_a_constraint_that_is_gone_is_named() -> None:
    with nothing_refused():  # PostgreSQL has dropped its CHECKs here; SQLite can only write the table anew
        if connection.vendor == "sqlite":
            run("CREATE TABLE kept AS SELECT * FROM grants_settlement", {})
            run("DROP TABLE grants_settlement", {})
            run("ALTER TABLE kept RENAME TO grants_settlement", {})
        said = violations(STANDING)
    for constraint in Settlement._meta.constraints:
        if connection.vendor == "postgresql" and not isinstance(constraint, CheckConstraint):
            continue  # only the CHECKs were dropped
        assert f"{CONSTRAINTS}: constraint {constraint.name} is gone" in said
    assert violations(STANDING) == []
