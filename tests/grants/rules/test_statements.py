"""Raw SQL that asks nobody: what would break a rule of money is refused, for the reason expected, on both databases."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from editing import refusals
from grants.agreements.payment_requests import request_payment
from grants.guard.audit import STANDING, run_and_keep, violations
from grants.migrations.money_rules import writing
from grants.migrations.money_rules.refused import BY_TABLE, HISTORIES
from grants.models import Agreement, Allocation, Instalment
from tests.grants.office_in_the_middle import Middle, middle_of_the_year
from tests.grants.raw_sql import delete, insert, only_on, reason_of, run, update
from tests.grants.rules.forbidden import (
    APPROVED,
    CEILING,
    DECIDED,
    PAYMENT,
    REQUESTS,
    SEND,
    TAKEN_BACK,
    TOPICS,
)
from tests.grants.without_rules import rules_of_money

WAYS_OF_REPLACING = [
    insert("entry", "INSERT OR REPLACE", id="{payment}"),
    insert("entry", more="ON CONFLICT (id) DO UPDATE SET amount = 1", id="{payment}"),
    insert("agreement", "INSERT OR REPLACE", id="{active}"),
    insert("agreement", "REPLACE", number="ปชส-06-2567-003"),
    insert("instalment", "INSERT OR REPLACE", number=1),
    insert("instalment", "INSERT OR REPLACE", id="{active_1}"),
    insert("allocation", "INSERT OR REPLACE", organisation_id="{holder}"),
    insert("programme", "INSERT OR REPLACE", region_id=6, fiscal_year=2567),
    insert("report", "INSERT OR REPLACE", instalment_id="{active_1}"),
    insert("amendment", "INSERT OR REPLACE", id="{approved_amendment}"),
    insert("settlement", "INSERT OR REPLACE", id="{approved_settlement}"),
    insert("returnnotice", "INSERT OR REPLACE", agreement_id="{active}"),
    insert("correction", "INSERT OR REPLACE", entry_id="{return_entry}"),
    insert("participantcount", "INSERT OR REPLACE", id="{count}"),
    insert("returnnotice", "INSERT OR REPLACE", id="{returned}"),
    insert("correction", "INSERT OR REPLACE", id="{corrected}"),
    insert("seal", "INSERT OR REPLACE", id="{seal}", programme_id="{empty_year}"),
    "UPDATE OR REPLACE grants_instalment SET number = 1 WHERE id = {draft_2}",
    "UPDATE OR REPLACE grants_allocation SET organisation_id = {holder} WHERE id = {planned_allocation}",
    "UPDATE OR REPLACE grants_programme SET region_id = 6, fiscal_year = 2566 WHERE id = {empty_year}",
    "INSERT OR REPLACE INTO centres_organisation (id, region_id) VALUES ({holder}, 11)",
]
PAST_A_CHECK = [
    "{verb} grants_allocation SET amount = 24001 WHERE id = {planned_allocation}",
    "{verb} grants_agreement SET amount = 9001 WHERE id = {draft}",
    insert("allocation", amount=15001).replace("INSERT", "{verb}"),
    insert("agreement", amount=9001).replace("INSERT", "{verb}"),
    insert("entry", kind="return", amount=4501).replace("INSERT", "{verb}"),
    insert("entry", kind="adjustment", adjusts="return", amount=-501).replace("INSERT", "{verb}"),
]
NOT_OF_ITS_TYPE = [
    insert("allocation", amount="เก้าพัน"),
    insert("allocation", amount=0.5),
    insert("allocation", state="x'706c616e6e6564'"),
    insert("agreement", amount="มาก"),
    insert("agreement", amount=99.5),
    insert("instalment", amount="มาก"),
    insert("entry", amount="มาก"),
    insert("entry", amount=0.5),
    insert("settlement", amount="มาก"),
    insert("returnnotice", unspent="มาก"),
    insert("correction", right_amount="มาก"),
    insert("ceilingchange", after="มาก"),
    update("programme", "open_year", "ceiling = 'ไม่จำกัด'"),
    update("programme", "open_year", "ceiling = 9e999"),
    update("programme", "open_year", "state = x'636c6f736564'"),
    update("allocation", "planned_allocation", "amount = 'x'"),
    update("instalment", "active_3", "amount = 1500.5"),
    update("report", "active_2_report", "cash = 'x'"),
]
PAIRS = {
    "a payment under a cancelled agreement taken back, committed as before": (
        [
            insert(
                "entry",
                **TAKEN_BACK
                | {"agreement_id": "{cancelled}", "instalment_id": "{cancelled_1}", "amount": -4000},
            )
        ],
        "uncommitted",
    ),
    "an agreement below its instalments": (
        ["UPDATE grants_agreement SET amount = amount - 1 WHERE id = {signed}"],
        "unsplit",
    ),
    "an instalment above its agreement": (
        ["UPDATE grants_instalment SET amount = amount + 1 WHERE id = {active_3}"],
        "unsplit",
    ),
    "one more instalment": ([insert("instalment")], "unsplit"),
    "one instalment less": ([delete("instalment", "active_4")], "unsplit"),
    "a smaller agreement with smaller instalments, committed as before": (
        [
            "UPDATE grants_agreement SET amount = amount - 100 WHERE id = {active}",
            "UPDATE grants_instalment SET amount = amount - 100 WHERE id = {active_4}",
        ],
        "uncommitted",
    ),
    "committed twice": ([insert("entry", kind="commitment")], "uncommitted"),
    "committed less": ([insert("entry", kind="adjustment", adjusts="commitment", amount=-1)], "uncommitted"),
    "in force without a commitment": (
        ["UPDATE grants_agreement SET state = 'active' WHERE id = {signed}"],
        "uncommitted",
    ),
    "cancelled, but committed as before": (
        ["UPDATE grants_agreement SET state = 'cancelled' WHERE id = {active}"],
        "uncommitted",
    ),
    "a payment taken back under a cancelled agreement, but committed as before": (
        [
            insert(
                "entry",
                **TAKEN_BACK
                | {"agreement_id": "{cancelled}", "instalment_id": "{cancelled_1}", "amount": -4000},
            )
        ],
        "uncommitted",
    ),
    "signed above its instalments": (
        [
            "UPDATE grants_agreement SET amount = amount - 1 WHERE id = {draft}",
            "UPDATE grants_agreement SET state = 'signed', signed_on = '2023-10-20', starts_on = '2023-11-01', "
            "ends_on = '2024-09-30' WHERE id = {draft}",
        ],
        "unsplit",
    ),
    "the difference written off": (
        [
            "UPDATE grants_agreement SET amount = amount - 1 WHERE id = {signed}",
            "UPDATE grants_agreement SET unsplit_id = 0, uncommitted_id = 0 WHERE id = {signed}",
        ],
        "unsplit",
    ),
}
ALLOWED = [
    insert("programme"),
    insert("allocation", amount=15000),
    insert("agreement", amount=9000),
    insert("instalment", agreement_id="{draft}", number=3),
    insert("entry"),
    insert("entry", kind="return", amount=2100),
    insert("entry", kind="adjustment", adjusts="return", amount=-500),
    insert("entry", kind="adjustment", adjusts="interest", amount=-100),
    insert("entry", **PAYMENT),
    insert("entry", **TAKEN_BACK | {"instalment_id": "{active_2}", "amount": -2000}),
    insert("report", instalment_id="{cancelled_1}"),
    insert("participantcount"),
    insert("amendment"),
    insert("settlement"),
    insert("settlement", agreement_id="{active}"),
    insert("settlement", undoes_id="{approved_settlement}", how="carried"),
    insert("seal"),
    insert("ceilingchange"),
    update("programme", "planned_year", "ceiling = 60000"),
    update("programme", "planned_year", "state = 'open'"),
    update("programme", "closed_year", "state = 'open'"),
    update("allocation", "planned_allocation", "amount = 24000"),
    update("allocation", "planned_allocation", "organisation_id = {organisation}"),
    update("allocation", "planned_allocation", "programme_id = {planned_year}"),
    update("allocation", "planned_allocation", "state = 'cancelled'"),
    update("agreement", "draft", "amount = 1"),
    update("agreement", "draft", "state = 'cancelled'"),
    update("agreement", "signed", "state = 'draft', signed_by_id = NULL"),
    update("instalment", "draft_1", "amount = 1"),
    update("instalment", "asked_1", "state = 'approved', approved_by_id = {approves}"),
    update("instalment", "approved_1", "state = 'planned', approved_by_id = NULL, requested_by_id = NULL"),
    update("report", "active_2_report", f"{SEND}, bank = carried + received - 600"),
    update("report", "sent_report", "state = 'mentored', mentored_by_id = {mentors}"),
    update("report", "mentored_report", "state = 'accepted', accepted_by_id = {approves}"),
    insert("returnnotice"),
    insert("correction", entry_id="{payment}"),
    *(
        update(table, waiting, how)
        for table, (waiting, _decided, _columns) in REQUESTS.items()
        for how in (
            f"{DECIDED}, state = 'refused', answer = '-'",
            "decided_by_id = {asks}, decided_at = requested_at, state = 'withdrawn'",
        )
    ),
    update("settlement", "carried", APPROVED),
    delete("report", "active_2_report"),
    delete("allocation", "planned_allocation"),
    delete("programme", "empty_year"),
]


@pytest.fixture
def middle(db: None) -> Middle:
    made = middle_of_the_year()
    assert violations() == []
    return made


def refused(statement: str, middle: Middle) -> str:
    """Why a statement is refused, "" if it is not; what it left behind is undone, and no rule may be broken by it."""
    reason = ""
    with transaction.atomic():
        try:
            if connection.vendor == "sqlite":  # a statement that fails leaves nothing, savepoint or not
                run(statement, middle.keys)
            else:
                with transaction.atomic():
                    run(statement, middle.keys)
        except DatabaseError as error:
            reason = reason_of(error)
            assert violations() == [], statement
        transaction.set_rollback(True)
    return reason


@pytest.mark.parametrize("topic", TOPICS)
def test_a_statement_that_would_break_a_rule_is_refused_for_the_reason_expected(
    topic: str, middle: Middle
) -> None:
    found = {statement: (refused(statement, middle), expected) for statement, expected in TOPICS[topic]}
    wrong = {
        statement: (reason, expected)
        for statement, (reason, expected) in found.items()
        if not reason or (expected != "any" and reason not in expected.split())
    }
    assert wrong == {}


def test_the_same_kinds_of_statement_pass_where_they_break_nothing(middle: Middle) -> None:
    """The control: rules that refuse everything would prove nothing."""
    assert {each: reason for each in ALLOWED if (reason := refused(each, middle))} == {}
    for statement in ALLOWED:
        with transaction.atomic():
            run(statement, middle.keys)
            connection.check_constraints()
            assert violations() == [], statement
            transaction.set_rollback(True)


def run_all(statements: Iterable[str], middle: Middle) -> None:
    for statement in statements:
        run(statement, middle.keys)


@pytest.mark.django_db(transaction=True)
def test_statements_that_leave_a_difference_are_refused_when_the_transaction_ends() -> None:
    middle = middle_of_the_year()
    for what, (statements, difference) in PAIRS.items():
        column = f"{difference}_id"
        with transaction.atomic():
            run_all(statements, middle)
            left = Agreement.objects.exclude(unsplit_id=0, uncommitted_id=0)
            assert {name for name in ("unsplit_id", "uncommitted_id") if getattr(left.get(), name)} == {
                column
            }
            transaction.set_rollback(True)
        with pytest.raises(DatabaseError) as refusal, transaction.atomic():
            run_all(statements, middle)
        said = str(refusal.value)
        assert "FOREIGN KEY" in said or column in said, what
        assert violations() == [], what


@pytest.mark.django_db(transaction=True)
def test_an_amendment_by_hand_passes_when_all_its_parts_agree() -> None:
    """The control of the differences: amount, instalment and commitment that fall by the same are let through."""
    middle = middle_of_the_year()
    with transaction.atomic():
        run("UPDATE grants_agreement SET amount = amount - 100 WHERE id = {active}", middle.keys)
        run("UPDATE grants_instalment SET amount = amount - 100 WHERE id = {active_4}", middle.keys)
        run(insert("entry", kind="adjustment", adjusts="commitment", amount=-100), middle.keys)
    assert Agreement.objects.get(pk=middle.keys["active"]).committed == 89
    assert violations() == []


def test_a_year_with_money_that_nobody_explained_is_not_closed(middle: Middle) -> None:
    run("UPDATE grants_programme SET state = 'open' WHERE id = {closed_year}", middle.keys)
    run("UPDATE grants_programme SET state = 'closed' WHERE id = {closed_year}", middle.keys)
    run("UPDATE grants_programme SET state = 'open' WHERE id = {closed_year}", middle.keys)
    undone = insert("settlement", programme_id="{closed_year}", undoes_id="{closed_settlement}", amount=2000)
    for changes, why in (
        (
            [insert("entry", agreement_id="{closed_agreement}", kind="return", amount=1)],
            "year_is_accounted_for",
        ),
        (
            [
                insert("ceilingchange", programme_id="{closed_year}", before=10000, after=10001),
                update("ceilingchange", "it", APPROVED).replace(
                    "{it}", "(SELECT MAX(id) FROM grants_ceilingchange)"
                ),
                update("programme", "closed_year", "ceiling = 10001"),
            ],
            "year_is_accounted_for",
        ),
        ([undone], "year_is_decided"),
        (
            [
                undone,
                update("settlement", "it", APPROVED).replace(
                    "{it}", "(SELECT MAX(id) FROM grants_settlement)"
                ),
            ],
            "year_is_accounted_for",
        ),
        # Interest that stood in no report was earned all the same: nothing more is left by its return.
        ([insert("entry", agreement_id="{closed_agreement}", amount=1)], ""),
    ):
        with transaction.atomic():
            run_all(changes, middle)
            close = "UPDATE grants_programme SET state = 'closed' WHERE id = {closed_year}"
            assert refused(close, middle) == why, changes
            transaction.set_rollback(True)


def test_a_row_does_not_come_before_the_one_it_belongs_to(middle: Middle) -> None:
    """Foreign keys are looked at last: a sum would know nothing of a row that is there first."""
    for statement in (
        insert("agreement", allocation_id=9999, amount=99),
        insert("instalment", agreement_id=9999),
        insert("allocation", programme_id=9999),
        insert("entry", agreement_id=9999, kind="return"),
    ):
        assert refused(statement, middle) == "parent_comes_first", statement


def test_what_was_asked_for_with_a_signing_waits_for_its_agreement_and_holds_it(middle: Middle) -> None:
    part = Instalment.objects.get(pk=middle.keys["signed_1"])
    request_payment(part, by=middle.office.asks)
    for statement in (
        update("instalment", "signed_1", "state = 'approved', approved_by_id = {approves}"),
        update("agreement", "signed", "state = 'draft', signed_by_id = NULL"),
    ):
        assert refused(statement, middle) == "instalment_paid_in_force", statement
    assert not refused(update("instalment", "signed_1", "state = 'planned', requested_by_id = NULL"), middle)


def test_an_allocation_is_contracted_no_more_when_its_agreement_is_cancelled_by_hand(middle: Middle) -> None:
    assert Allocation.objects.get(pk=middle.keys["signed_allocation"]).stage == "contracted"
    run("UPDATE grants_agreement SET state = 'cancelled' WHERE id = {signed}", middle.keys)
    assert Allocation.objects.get(pk=middle.keys["signed_allocation"]).stage == "planned"
    assert violations() == []


# ── what one of the databases can do and the other cannot


def test_no_row_is_replaced(middle: Middle) -> None:
    """SQLite's REPLACE deletes rows that are in its way without firing a trigger."""
    only_on("sqlite")
    found = {statement: refused(statement, middle) for statement in WAYS_OF_REPLACING}
    assert {
        each: why
        for each, why in found.items()
        if "UNIQUE" not in why and why not in ("parent_goes_last", "seal_follows_the_last")
    } == {}


@pytest.mark.parametrize("way", ["IGNORE", "FAIL", "REPLACE", "ABORT"])
def test_no_statement_reaches_past_the_check_of_a_sum(way: str, middle: Middle) -> None:
    """ "INSERT OR IGNORE" holds for the statements of the triggers that it fires, too."""
    only_on("sqlite")
    sums = (CEILING, "allocation_agreed_within_amount", "agreement_returned_within_paid")
    for statement in PAST_A_CHECK:
        verb = f"UPDATE OR {way}" if " SET " in statement else f"INSERT OR {way}"
        assert refused(statement.replace("{verb}", verb), middle) in sums, (way, statement)


def test_an_amount_is_a_whole_number_and_a_state_is_a_word(middle: Middle) -> None:
    """A column of SQLite takes anything: 'abc' is more than any amount, and no sum counts it."""
    only_on("sqlite")
    found = {statement: refused(statement, middle) for statement in NOT_OF_ITS_TYPE}
    assert {each: why for each, why in found.items() if why != "value_has_its_type"} == {}


def test_no_table_of_money_is_emptied_at_once(middle: Middle) -> None:
    """By TRUNCATE, which asks no row's trigger; on SQLite by DELETE, which asks none where a table has none."""
    run_and_keep()
    connection.check_constraints()  # what waits for the end of the transaction would stand in the way
    emptied = "TRUNCATE grants_{} CASCADE" if connection.vendor == "postgresql" else "DELETE FROM grants_{}"
    allowed = {}
    for table in (*BY_TABLE, *HISTORIES):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM grants_{table}")  # noqa: S608
            (rows,) = cursor.fetchone()
        if not refused(emptied.format(table), middle) and (rows or connection.vendor == "postgresql"):
            allowed[table] = rows
    assert allowed == {}
    if connection.vendor == "postgresql":
        assert refused("TRUNCATE grants_zero CASCADE", middle) in ("entry_stays", "rows_stay")


@pytest.mark.django_db(transaction=True)
def test_the_row_that_lets_a_ceiling_be_counted_does_not_stay() -> None:
    """SQLite lets `allocated` be written while a row stands in grants_counting."""
    only_on("sqlite")
    middle = middle_of_the_year()
    assert "CHECK" in str(why_not_kept("INSERT INTO grants_counting VALUES (0)", middle))
    assert "FOREIGN KEY" in str(why_not_kept("INSERT INTO grants_counting VALUES (1)", middle))
    assert "NOT NULL" in str(why_not_kept("INSERT INTO grants_counting VALUES (NULL)", middle))


def why_not_kept(statement: str, middle: Middle) -> DatabaseError:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        run(statement, middle.keys)
    return refusal.value


def test_what_is_allocated_does_not_move_unseen(middle: Middle) -> None:
    """Who takes the row away again within the transaction has moved the sum; the audit counts it anew."""
    only_on("sqlite")
    run("INSERT INTO grants_counting VALUES (1)", {})
    run(update("programme", "open_year", "allocated = allocated - 9000"), middle.keys)
    (left_open,) = violations(STANDING)
    assert left_open == "no count was left open: grants_counting holds 1 rows that nobody took away"
    run("DELETE FROM grants_counting", {})
    assert violations(STANDING) == []
    (said,) = violations()
    assert said.startswith("Σ allocations ≤ ceiling")
    assert "counter 760.00, rows 850.00" in said


# ── the rules themselves


def test_every_rule_of_the_migration_stands_in_the_database(db: None) -> None:
    """On SQLite a migration that rebuilds a table drops its triggers without a word."""
    standing = {name for name, _table in rules_of_money()}
    assert set(writing.triggers(connection.vendor)) - standing == set()


OF_AN_OLDER_VERSION = {
    "sqlite": "CREATE TRIGGER grants_rule_999_older BEFORE UPDATE ON grants_programme "
    "WHEN NOT EXISTS (SELECT 1 FROM grants_counting) BEGIN SELECT 1; END",
    "postgresql": "CREATE FUNCTION grants_rule_999_older() RETURNS trigger LANGUAGE plpgsql "
    "AS $$ BEGIN RETURN NEW; END $$;"
    "CREATE TRIGGER grants_rule_999_older BEFORE UPDATE ON grants_programme "
    "FOR EACH ROW EXECUTE FUNCTION grants_rule_999_older()",
}


@pytest.mark.django_db(transaction=True)
def test_the_rules_can_be_taken_out_and_made_again() -> None:
    """As a migration has to that rebuilds a table on SQLite."""
    before = set(rules_of_money())
    with connection.schema_editor() as editor:
        editor.execute(OF_AN_OLDER_VERSION[connection.vendor], params=None)
        writing.drop(apps, editor)
        assert not [name for name, _table in rules_of_money() if name.startswith("grants_")]
        writing.make(apps, editor)
    assert set(rules_of_money()) == before


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_refusal_has_a_sentence(vendor: str) -> None:
    assert writing.names(vendor) - set(refusals._SAID_BY_TRIGGERS) == set()
