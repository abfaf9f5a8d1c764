"""manage.py audit_money: says ok when the money is right, and names each rule that is broken."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from grants.guard.audit import MONEY, RULES, TRACES, violations
from grants.models import (
    AuditRun,
    Programme,
    Seal,
)
from grants.rules.chain import seal
from tests.grants.guard.corruptions import CORRUPTIONS
from tests.grants.office_in_the_middle import Middle, middle_of_the_year
from tests.grants.raw_sql import delete, insert, run, update
from tests.grants.rules.forbidden import APPROVED
from tests.grants.without_rules import nothing_refused

pytestmark = pytest.mark.django_db

CEILING, ALLOCATION = "Σ allocations ≤ ceiling", "Σ agreements ≤ allocation"
PARTS, PAID, WHOLE = "Σ instalments = agreement", "paid ≤ agreement", "an instalment is paid as a whole"
RETURNED, COMMITTED = "returned ≤ paid", "committed = agreed, or paid where cancelled"
PERSONS, REPORT = "who asks does not approve", "a report balances and starts from the last one's end"
CANCELLED, ORDER = (
    "cancelled things free their unpaid part",
    "an instalment is payable after the report before it",
)
WORDS, AMOUNTS = "words are known", "amounts are possible"
REGION = "money stays within its region and programme"
NOTICE, CORRECTION = "a confirmed return stands in the ledger", "a correction stands in the ledger"

# What is written past every rule, and the rule that the audit names, perhaps beside others.
BREAKS = [
    (CEILING, update("programme", "open_year", "ceiling = 84999")),
    (CEILING, update("programme", "open_year", "allocated = allocated - 1")),
    (CEILING, update("programme", "closed_year", "allocated = 0")),
    (CEILING, update("allocation", "planned_allocation", "amount = 24001")),
    (CEILING, insert("allocation", amount=15001)),
    (CEILING, delete("allocation", "planned_allocation")),
    (CEILING, update("allocation", "cancelled_allocation", "state = 'announced'")),
    (ALLOCATION, update("allocation", "active_allocation", "amount = 8999")),
    (ALLOCATION, update("allocation", "active_allocation", "agreed = agreed - 1")),
    (ALLOCATION, update("agreement", "draft", "amount = 9001")),
    (ALLOCATION, update("agreement", "cancelled", "state = 'draft'")),
    (ALLOCATION, insert("agreement", amount=9001)),
    (PARTS, update("agreement", "signed", "amount = amount - 1")),
    (PARTS, update("instalment", "active_3", "amount = amount - 1")),
    (PARTS, update("instalment", "ended_1", "amount = amount + 1")),
    (PARTS, update("agreement", "draft", "instalments_total = 0")),
    (PARTS, insert("instalment")),
    (PARTS, delete("instalment", "active_4")),
    (PAID, update("agreement", "active", "amount = 4999")),
    (PAID, update("agreement", "active", "paid = paid + 1")),
    (PAID, update("entry", "payment", "amount = 7001")),
    (PAID, delete("entry", "payment")),
    (PAID, insert("entry", kind="adjustment", adjusts="payment", amount=-5001)),
    (WHOLE, update("instalment", "active_1", "state = 'approved'")),
    (WHOLE, update("instalment", "active_1", "paid = paid - 1")),
    (WHOLE, update("instalment", "approved_1", "state = 'paid', paid = amount")),
    (WHOLE, update("entry", "payment", "amount = amount - 1")),
    (WHOLE, update("entry", "payment", "instalment_id = {approved_1}")),
    (WHOLE, update("entry", "payment", "agreement_id = {approved}")),
    (RETURNED, update("agreement", "active", "returned = 0")),
    (RETURNED, insert("entry", kind="return", amount=4501)),
    (RETURNED, insert("entry", kind="adjustment", adjusts="return", amount=-501)),
    (RETURNED, insert("entry", kind="adjustment", adjusts="interest", amount=-101)),
    ("no organisation is left with less than nothing", insert("entry", kind="return", amount=2101)),
    (COMMITTED, insert("entry", kind="commitment")),
    (COMMITTED, update("agreement", "active", "committed = committed - 1")),
    (COMMITTED, update("agreement", "signed", "state = 'active'")),
    (COMMITTED, update("agreement", "active", "state = 'cancelled'")),
    (COMMITTED, update("agreement", "ended", "amount = amount - 1")),
    (COMMITTED, update("agreement", "active", "state = 'draft'")),
    (ORDER, update("instalment", "active_3", "state = 'requested', requested_by_id = {asks}")),
    (ORDER, update("report", "active_1_report", "state = 'draft'")),
    (ORDER, delete("report", "active_1_report")),
    (ORDER, update("instalment", "active_1", "number = 8")),
    (PERSONS, update("entry", "payment", "approved_by_id = requested_by_id")),
    (PERSONS, update("instalment", "approved_1", "approved_by_id = requested_by_id")),
    (PERSONS, update("amendment", "approved_amendment", "decided_by_id = requested_by_id")),
    (PERSONS, update("settlement", "approved_settlement", "decided_by_id = requested_by_id")),
    (PERSONS, update("report", "active_1_report", "mentored_by_id = sent_by_id")),
    (PERSONS, update("report", "active_1_report", "accepted_by_id = sent_by_id")),
    (PERSONS, update("report", "active_1_report", "accepted_by_id = mentored_by_id")),
    (REPORT, update("report", "sent_report", "bank = bank + 1")),
    (REPORT, update("report", "sent_report", "carried = 1, bank = bank + 1")),
    (REPORT, update("report", "mentored_report", "received = 1, services = 1")),
    (REPORT, update("report", "sent_report", "participants = participants + 1")),
    (REPORT, update("participantcount", "count", "people = people + 1")),
    (REPORT, update("instalment", "sent_part", "state = 'approved', paid = 0")),
    ("a closed year is accounted for", delete("settlement", "closed_settlement")),
    ("a closed year is accounted for", update("settlement", "closed_settlement", "amount = amount - 1")),
    ("a closed year is accounted for", update("settlement", "closed_settlement", "state = 'refused'")),
    ("a closed year is accounted for", update("programme", "closed_year", "ceiling = ceiling + 1")),
    ("a closed year is accounted for", update("report", "closed_report", "services = services - 1")),
    ("a closed year is accounted for", update("agreement", "closed_agreement", "state = 'active'")),
    ("a closed year is accounted for", insert("entry", agreement_id="{closed_agreement}", kind="return")),
    ("a closed year is accounted for", update("programme", "open_year", "state = 'closed'")),
    (CANCELLED, update("allocation", "active_allocation", "state = 'cancelled'")),
    (CANCELLED, update("allocation", "draft_allocation", "state = 'cancelled'")),
    ("words are known", update("allocation", "planned_allocation", "state = 'contracted'")),
    ("whoever brought a state about is named", update("agreement", "signed", "state = 'draft'")),
    ("an agreement ends when it is reported", update("agreement", "sent_agreement", "state = 'ended'")),
    ("an agreement ends when it is reported", update("report", "ended_1_report", "state = 'mentored'")),
    (WORDS, update("programme", "open_year", "state = 'gone'")),
    (WORDS, update("allocation", "planned_allocation", "state = 'gone'")),
    (WORDS, update("agreement", "draft", "state = 'gone'")),
    (WORDS, update("instalment", "active_3", "state = 'gone'")),
    (WORDS, update("report", "sent_report", "state = 'gone'")),
    (WORDS, update("amendment", "proposed", "state = 'gone'")),
    (AMOUNTS, update("programme", "planned_year", "ceiling = -1")),
    (AMOUNTS, insert("allocation", amount=-1)),
    (AMOUNTS, insert("agreement", amount=0)),
    (AMOUNTS, insert("instalment", amount=0)),
    (AMOUNTS, insert("entry", amount=0)),
    (AMOUNTS, insert("settlement", amount=0)),
    (REGION, update("programme", "closed_year", "region_id = 11")),
    (REGION, "UPDATE centres_organisation SET region_id = 11 WHERE id = {holder}"),
    (REGION, insert("settlement", agreement_id="{closed_agreement}")),
    (NOTICE, update("returnnotice", "waiting_return", APPROVED)),
    (PERSONS, "UPDATE grants_returnnotice SET decided_by_id = requested_by_id, state = 'approved'"),
    (
        CORRECTION,
        update("correction", "waiting_correction", APPROVED),
    ),
    (PERSONS, "UPDATE grants_correction SET decided_by_id = requested_by_id, state = 'approved'"),
]


@pytest.fixture
def middle(db: None) -> Middle:
    return middle_of_the_year()


def said_by_command(*options: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("audit_money", *options, stdout=out)
    except CommandError as error:
        return error.returncode, f"{out.getvalue()}{error}"
    return 0, out.getvalue()


def test_on_a_good_database_every_rule_is_ok(middle: Middle) -> None:
    code, said = said_by_command()
    assert code == 0
    rules = [line for line in said.splitlines() if not line.startswith("last hash ")]
    assert rules == [f"ok  {rule.name}" for rule in RULES]


def test_an_empty_database_breaks_no_rule(db: None) -> None:
    assert said_by_command()[0] == 0


def test_each_kind_of_break_is_named(middle: Middle) -> None:
    """By the rule that is named for it; what the others say of it besides, nobody asks."""
    rules, unnoticed = {rule.name: rule for rule in MONEY}, []
    with nothing_refused():
        for rule, statement in BREAKS:
            with transaction.atomic():
                run(statement, middle.keys)
                if not violations([rules[rule]]):
                    unnoticed.append(statement)
                transaction.set_rollback(True)
    assert unnoticed == []
    assert violations() == []


def test_every_rule_has_something_that_breaks_it() -> None:
    named = {rule for rule, _statement in BREAKS} | {each.rule for each in CORRUPTIONS}
    assert {rule.name for rule in [*MONEY, *TRACES]} - named == set()  # the others: test_fresh_database.py


def test_the_command_ends_with_1_and_names_the_record(middle: Middle) -> None:
    with nothing_refused():
        run("UPDATE grants_programme SET ceiling = 84999 WHERE id = {open_year}", middle.keys)
        run(update("agreement", "draft", "instalments_total = 0"), middle.keys)
        code, said = said_by_command()
    assert code == 1
    assert "NOT Σ allocations ≤ ceiling" in said
    assert "850.00 > 849.99" in said
    assert "NOT Σ instalments = agreement" in said
    assert "ok  paid ≤ agreement" in said
    assert re.search(r"\d+ records break a rule of money or plans\.", said)


def test_each_run_is_kept_with_what_it_found_and_the_last_hashes(middle: Middle) -> None:
    _code, said = said_by_command()
    kept, last = AuditRun.objects.get(), Seal.objects.filter(programme=middle.keys["open_year"]).last()
    assert (kept.rules, kept.findings) == (len(RULES), 0)
    assert last is not None
    assert kept.last_hashes[f"6/2567/{last.place}"] == last.hash
    assert f"last hash 6/2567/{last.place}: {last.hash}" in said
    with nothing_refused():
        run(update("programme", "open_year", "ceiling = 84999"), middle.keys)
        assert said_by_command()[0] == 1
        assert AuditRun.objects.filter(findings__gt=0).count() == 1


def test_a_hash_that_somebody_wrote_down_is_looked_for(middle: Middle) -> None:
    last = Seal.objects.filter(programme=middle.keys["open_year"]).last()
    assert last is not None
    assert said_by_command("--last-hash", last.hash)[0] == 0
    code, said = said_by_command("--last-hash", last.hash, "--last-hash", "0" * 64)
    assert code == 1
    assert f"NOT found any more: {'0' * 64}" in said
    assert "1 records break a rule of money or plans." in said


def test_a_chain_that_is_written_anew_does_not_come_to_the_last_hash_again(middle: Middle) -> None:
    """With history, ledger and every seal rewritten to fit, only what was kept or written down before tells of it."""
    said_by_command()
    programme = Programme.objects.get(pk=middle.keys["open_year"])
    written_down = Seal.objects.filter(programme=programme).last()
    assert written_down is not None
    with nothing_refused():
        run(update("entry", "payment", "document_number = 'ปลอม'"), middle.keys)
        sealed = [(seal.record, seal.key) for seal in Seal.objects.filter(programme=programme)]
        Seal.objects.filter(programme=programme).delete()
        for record, key in sealed:
            seal(apps.get_model("grants", record).objects.get(pk=key), programme)
        found = violations([*MONEY, *TRACES])
        _code, said = said_by_command("--last-hash", written_down.hash)
    assert len(found) == 1
    assert found[0].startswith("the last hashes of earlier runs still stand: 6/2567/")
    assert f"NOT found any more: {written_down.hash}" in said


def test_a_line_of_a_history_that_names_somebody_else_is_found(middle: Middle) -> None:
    said_by_command()
    with nothing_refused():
        run(
            "UPDATE grants_historicalagreement SET history_user_id = {head} WHERE id = {active} AND state = 'signed'",
            middle.keys,
        )
        (said,) = violations(TRACES)
    assert said.startswith("the last hashes of earlier runs still stand: agreement-")


def test_a_history_with_other_columns_begins_its_hashes_anew(middle: Middle) -> None:
    """A migration that adds a column is no forgery."""
    AuditRun.objects.create(rules=1, findings=0, last_hashes={"agreement-0a0b0c0d/1": "0" * 64})
    assert violations(TRACES) == []
