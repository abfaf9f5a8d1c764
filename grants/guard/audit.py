"""Proves over the whole database that the rules of money hold, from the rows alone and not from any counter.

Three kinds of rules: MONEY is what is true of the rows themselves; TRACES is how they came to be what they are, by
their history, by what was asked for and by the chain of seals; STANDING is that the database still holds the rules.
The plans that money follows are proved in the same run (participation/proof.py).
"""

from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import Q

from editing.proof.guarded import Guarded
from editing.proof.rule import Rule, asked
from editing.proof.rules_of_chain import rules_of_chain
from editing.proof.rules_of_database import rules_of_database
from editing.proof.rules_of_earlier_runs import last_hashes, rules_of_earlier_runs
from editing.proof.rules_of_history import rules_of_history
from editing.proof.rules_of_rows import rules_of_rows
from grants.agreements.ledger import Entry
from grants.guard import rules_of_amounts, rules_of_days, rules_of_requests, rules_of_steps, rules_of_sums
from grants.migrations.money_rules import writing
from grants.reports.report import Report
from grants.rules.audit_run import AuditRun
from grants.rules.chain import Seal
from grants.rules.request import MoneyRequest
from participation import proof

GUARDED = Guarded(
    app="grants",
    seals=Seal,
    runs=AuditRun,
    # Entries at once, decisions and reports once they are taken.
    sealed=lambda: {
        Entry: Q(),
        Report: Q(state=Report.State.ACCEPTED),
        **dict.fromkeys(MoneyRequest.__subclasses__(), Q(decided_by__isnull=False)),
    },
    statements=lambda vendor: writing.DATABASES[vendor].statements(),
)


def _nothing_is_being_counted() -> Iterator[str]:
    """On SQLite a row in this table lets `allocated` be written; it stands there only inside a statement of ours."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM grants_counting")
            (rows,) = cursor.fetchone()
        if rows:
            yield f"grants_counting holds {rows} rows that nobody took away"


MONEY = [
    *rules_of_rows(GUARDED),
    *rules_of_amounts.RULES,
    *rules_of_sums.RULES,
    *rules_of_steps.RULES,
    *rules_of_requests.RULES,
    *rules_of_days.RULES,
]
TRACES = [
    *rules_of_requests.TRACES,
    *rules_of_history(GUARDED),
    *rules_of_chain(GUARDED, "entries, decisions and accepted reports"),
    *rules_of_earlier_runs(GUARDED),
]
STANDING = [*rules_of_database(GUARDED), Rule("no count was left open", _nothing_is_being_counted)]
RULES = [*MONEY, *TRACES, *STANDING, *proof.RULES]


def audit(rules: Iterable[Rule] = RULES) -> list[tuple[Rule, list[str]]]:
    """Return each rule with what breaks it; every list is empty when the money is right."""
    return asked(rules)


def violations(rules: Iterable[Rule] = MONEY) -> list[str]:
    """Return what breaks any of the rules, in sentences for the person who looks after the portal."""
    return [f"{rule.name}: {said}" for rule, found in asked(rules) for said in found]


def run_and_keep() -> tuple[AuditRun, list[tuple[Rule, list[str]]]]:
    """Ask every rule, keep what came of it, and return both."""
    return AuditRun.keep(RULES, lambda: last_hashes(GUARDED))
