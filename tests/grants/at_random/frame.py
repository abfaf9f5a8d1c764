"""How people take steps at random: each is done, or refused with a ValidationError, and breaks no rule."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models.expressions import RawSQL
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from centres.models import TargetNetwork
from editing.baht import BahtField
from editing.proof.rules_of_rows import rules_of_rows
from grants.guard.audit import GUARDED, MONEY, violations
from grants.migrations.money_rules import conditions
from grants.models import Agreement
from grants.reports.money import left_of_rows, money_by_agreement
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import Office

AMOUNTS = "-1.00 0.00 0.01 10.00 25.00 49.99 50.00 60.00 99.99 100.00 100.01 250.00 300.01"
# Those who may, more often than those who may not: refusals are many enough as it is.
PEOPLE = "asks asks asks approves approves approves head head pays mentors coordinates strange committee"
baht = st.sampled_from(AMOUNTS.split(" "))
anyone = st.sampled_from(PEOPLE.split(" "))
pick = st.integers(0, 50)
splits = st.sampled_from([[1], [1, 1], [2, 2, 1], [1, 3], [1, 1, 1, 1]])
reasons = st.sampled_from(["ปรับแผน", "ปรับแผน", "ปรับแผน", " "])
# What rows hold together is asked after each step; what each holds by itself, when the last one is done.
BY_ITSELF = {rule.name for rule in rules_of_rows(GUARDED)}
TOGETHER = [rule for rule in MONEY if rule.name not in BY_ITSELF]


class Frame(RuleBasedStateMachine):
    """One region's year, the people who come by, and how they take a step; what steps there are, others add."""

    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        office = Office()
        self.programme = make.programme(6, 2567, "300.00")
        self.organisations = [make.organisation(f"องค์กร {number}") for number in range(3)]
        self.people: dict[str, User] = {
            name: getattr(office, name) for name in ("asks", "approves", "pays", "mentors", "head")
        }
        self.people["coordinates"] = make.user("coordinates", Role.COORDINATOR, 6)
        for organisation in self.organisations:
            make.tie(self.people["coordinates"], organisation, Role.COORDINATOR)
        self.people["strange"] = make.user("strange", Role.REGIONAL_STAFF, 11)
        self.people["committee"] = make.user("committee", Role.COMMITTEE_MEMBER, 6)
        self.networks = [TargetNetwork.objects.all()[0], None]

    def teardown(self) -> None:
        try:
            assert violations(MONEY) == []
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    def attempt(self, name: str, action: Callable[[], Any]) -> None:
        """Do it as a page does, in a transaction of its own; refused is well, anything but a refusal is a fault."""
        try:
            with transaction.atomic():
                action()
                # What the end of the transaction would say of the differences.
                connection.check_constraints(table_names=["grants_agreement"])
        except ValidationError:
            Frame.refused[name] += 1  # and nothing of it is left
        else:
            Frame.done[name] += 1
            assert violations(TOGETHER) == [], name
            assert_left_is_one_figure()

    def one(self, rows: Any, number: int) -> Any:
        """One of what there is; the newest first, because what is new is what moves."""
        found = list(rows.order_by("-pk")[:6])
        return found[number % len(found)] if found else None

    def step(self, name: str, rows: Any, number: int, action: Callable[[Any], Any]) -> None:
        found = self.one(rows, number)
        if found is not None:
            self.attempt(name, lambda: action(found))


def assert_left_is_one_figure() -> None:
    """What is left of an agreement, as its page counts it, as a list asks for it, and as the database's rules do."""
    counted = {key: money.left for key, money in money_by_agreement(Agreement.objects.all()).items()}
    assert dict(Agreement.objects.annotate(left=left_of_rows()).values_list("pk", "left")) == counted
    by_rules = RawSQL(re.sub(r"\bg\.", "grants_agreement.", conditions.LEFT), [], BahtField())  # noqa: S611
    assert dict(Agreement.objects.annotate(left=by_rules).values_list("pk", "left")) == counted


def shares(amount: Decimal, split: list[int]) -> list[Decimal]:
    """The amount in these proportions, to the satang; what is left over goes to the last."""
    first = [(amount * each / sum(split)).quantize(Decimal("0.01")) for each in split[:-1]]
    return [*first, amount - sum(first, Decimal(0))]
