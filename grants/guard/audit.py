"""Proves over the whole database that the rules of money hold, from the rows alone and not from any counter.

Three kinds of rules: MONEY is what is true of the rows themselves; TRACES is how they came to be what they are, by
their history, by what was asked for and by the chain of seals; STANDING is that the database still holds the rules.
"""

from collections.abc import Iterable

from grants.guard import (
    rules_of_chain,
    rules_of_database,
    rules_of_days,
    rules_of_earlier_runs,
    rules_of_history,
    rules_of_requests,
    rules_of_rows,
    rules_of_steps,
    rules_of_sums,
)
from grants.guard.rule import Rule

MONEY = [
    *rules_of_rows.RULES,
    *rules_of_sums.RULES,
    *rules_of_steps.RULES,
    *rules_of_requests.RULES,
    *rules_of_days.RULES,
]
TRACES = [
    *rules_of_requests.TRACES,
    *rules_of_history.RULES,
    *rules_of_chain.RULES,
    *rules_of_earlier_runs.RULES,
]
STANDING = rules_of_database.RULES
RULES = [*MONEY, *TRACES, *STANDING]


def audit(rules: Iterable[Rule] = RULES) -> list[tuple[Rule, list[str]]]:
    """Return each rule with what breaks it; every list is empty when the money is right."""
    return [(rule, rule.findings()) for rule in rules]


def violations(rules: Iterable[Rule] = MONEY) -> list[str]:
    """Return what breaks any of the rules, in sentences for the person who looks after the portal."""
    return [f"{rule.name}: {said}" for rule, found in audit(rules) for said in found]
