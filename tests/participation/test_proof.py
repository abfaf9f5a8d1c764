"""The audit of the whole database names what was changed of decided plans past the portal, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from editing.proof.rule import asked
from participation.migrations.rows_stay import writing
from participation.models import FormOfParticipation, ItemKind, Plan
from participation.proof import RULES
from participation.years import amended
from participation.years.amending import add, reword, start
from participation.years.amending_lines import add_line
from people.models import User
from tests import make
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db
WHOLE, NUMBERED = (
    "a version of a plan is what was frozen",
    "the versions of a plan are numbered without a gap",
)
TOGETHER = "a decision on a plan and the version that it froze go together"
AMENDED, READS = "each later version of a plan was an amendment", "a plan in force reads as its last version"
PERSONS = "whoever asked did not decide on a plan"
TRIGGERS = "every trigger of plans stands as it was written"


@pytest.fixture
def plan(plan_in_force: Plan, officer_6: User, decides: User) -> Plan:
    """Decided on, and amended once: an item, and a new line with its first item."""
    made = start(plan_in_force, by=officer_6, reason="ปรับ")
    item = plan_in_force.lines.get(order=1).activities[0]
    reword(made, item, "อบรมแกนนำ", base=item.version, by=officer_6)
    line = add_line(made, FormOfParticipation.objects.get(number=5), by=officer_6)
    add(made, line, ItemKind.ACTIVITY, "ประเมินผล", by=officer_6)
    amended.submit(made, by=officer_6, seen=made.shown)
    amended.decide_amendment(made, make.minutes(), by=decides, seen=made.shown)
    return plan_in_force


def found() -> dict[str, list[str]]:
    return {rule.name: said for rule, said in asked(RULES) if said}


@contextmanager
def triggers_off() -> Iterator[None]:
    """Let rows that stay be written; what was written is taken back at the end."""
    with transaction.atomic():
        connection.check_constraints()
        with connection.cursor() as cursor:
            for trigger in writing.standing(connection):
                table = trigger.rpartition("_")[0]
                off = f"DROP TRIGGER {trigger}"
                if connection.vendor == "postgresql":
                    off = f"ALTER TABLE {table} DISABLE TRIGGER {trigger}"
                cursor.execute(off)
        yield
        transaction.set_rollback(True)


def test_nothing_is_found_in_plans_that_lived_through_the_portal(plan: Plan, officer_6: User) -> None:
    make.plan_line(make.plan(6, 2568))
    plan.close(by=officer_6, seen=plan.shown)
    assert found() == {}
    call_command("audit_money", verbosity=0)


VERSION, ITEM = "UPDATE participation_planversion SET", "UPDATE participation_planitem SET"
BREAKS = [
    # the rule that is named, and what was done past the portal
    (WHOLE, f"{VERSION} sha256 = 'x' WHERE number = 1"),
    (WHOLE, f"{VERSION} content = '{{\"lines\": []}}' WHERE number = 1"),
    (NUMBERED, f"{VERSION} number = 3 WHERE number = 2"),
    (TOGETHER, "UPDATE participation_plan SET state = 'draft', submitted_by_id = NULL"),
    (TOGETHER, "INSERT INTO participation_plandecision (plan_id, authority_id, kind, "
     "reservation, recorded_by_id, recorded_at) SELECT plan_id, authority_id, kind, "
     "reservation, recorded_by_id, recorded_at FROM participation_plandecision LIMIT 1"),
    (AMENDED, "UPDATE participation_planamendment SET state = 'draft', became_id = NULL"),
    (READS, f"{ITEM} text = 'อื่น' WHERE kind = 'outcome'"),
    (READS, f'{ITEM} "order" = NULL WHERE kind = \'target\''),
    (READS, "UPDATE participation_planline SET number = '๙'"),
    (PERSONS, "UPDATE participation_plandecision SET recorded_by_id = "
     "(SELECT submitted_by_id FROM participation_plan)"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "statement"), BREAKS)
def test_what_was_changed_past_the_portal_is_named(rule: str, statement: str, plan: Plan) -> None:
    with triggers_off():
        with connection.cursor() as cursor:
            cursor.execute(statement)
        assert rule in found()


def test_a_broken_plan_ends_the_audit_with_a_failure(plan: Plan) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE participation_planitem SET text = 'อื่น'")
    with pytest.raises(CommandError, match="money or plans"):
        call_command("audit_money", verbosity=0)


@pytest.mark.parametrize("trigger", writing.triggers("sqlite") + writing.triggers("postgresql"))
def test_a_trigger_that_does_not_stand_is_named(trigger: str) -> None:
    if trigger not in writing.triggers(connection.vendor):
        pytest.skip("a trigger of the other database")
    with transaction.atomic():
        with connection.cursor() as cursor:
            on = f" ON {trigger.rpartition('_')[0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {trigger}{on}")
        assert found() == {TRIGGERS: [f"trigger {trigger} is gone"]}
        transaction.set_rollback(True)


def test_a_plan_that_was_changed_past_the_portal_is_counted_for_head_office(
    plan: Plan, head_office: User
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE participation_planline SET number = '๙'")
    with pytest.raises(CommandError):
        call_command("audit_money", verbosity=0)
    page = text_at(browser_of(head_office), "/")
    assert "การตรวจสอบเงินและแผน" in page
    assert "พบความผิดปกติ 1 รายการ" in page
