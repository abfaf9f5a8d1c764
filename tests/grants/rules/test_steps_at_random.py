"""Random sequences of everything that people do to a region's money, with the right and the wrong person.

Each step is done, or refused with a ValidationError; after each, no rule of money is broken. MONEY_EXAMPLES says how
many sequences are tried (make test tries few; MONEY_EXAMPLES=1000 for a long evening).
"""

import os
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from grants.agreements.drafting import draw_up, split
from grants.agreements.force import sign
from grants.agreements.payment_requests import request_payment
from grants.models import (
    Agreement,
    Allocation,
    Instalment,
    Programme,
    Report,
)
from grants.payments.paying import pay
from grants.reports.ending import end
from grants.reports.writing import begin, send
from tests.grants.at_random.agreements import AgreementSteps
from tests.grants.at_random.frame import baht, pick, shares, splits
from tests.grants.at_random.payments import PaymentSteps
from tests.grants.at_random.reports import ReportSteps
from tests.grants.at_random.year import YearSteps
from tests.grants.steps import (
    ENDS,
    NUMBER,
    ON,
    SIGNED,
    STARTS,
    accept_as_mentor,
    accept_as_region,
    approve_payment,
    put_in_force,
)

LONG = "MONEY_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("MONEY_EXAMPLES", "20"))
STEPS = 60


class YearAtRandom(YearSteps, AgreementSteps, PaymentSteps, ReportSteps):
    """Everything at once, beginning somewhere in the middle; and the usual way, a few steps at a time."""

    @initialize(
        opened=st.sampled_from([True, True, True, True, False]),
        amounts=st.lists(baht, max_size=2),
        beginnings=st.lists(st.tuples(splits, st.integers(0, 12), baht), max_size=2),
    )
    def begin_in_the_middle(
        self, opened: bool, amounts: list[str], beginnings: list[tuple[list[int], int, str]]
    ) -> None:
        if opened:
            self.open_year("asks")
        for number, amount in enumerate(["100.00", *amounts]):
            self.allocate(number, amount)
        for number, (divided, steps, left) in enumerate(beginnings):
            if opened:
                self.bring_in_force(number, divided, steps, left)

    @precondition(lambda self: Programme.objects.get().state == "open")
    @rule(number=pick, divided=splits, steps=st.integers(0, 6), left=baht)
    def bring_in_force(self, number: int, divided: list[int], steps: int, left: str) -> None:
        def act(allocation: Allocation) -> None:
            amount = allocation.amount - allocation.agreed
            agreement = draw_up(allocation, amount, by=self.people["asks"])
            parts = [Instalment(amount=each) for each in shares(amount, divided)]
            split(agreement, parts, by=self.people["asks"])
            sign(agreement, by=self.people["asks"], signed_on=SIGNED, starts_on=STARTS, ends_on=ENDS)
            put_in_force(agreement, by=self.people["approves"])

        self.step("bring_in_force", Allocation.objects, number, act)
        self.go_on(0, steps, left)

    @precondition(lambda self: Agreement.objects.filter(state="active").exists())
    @rule(number=pick, steps=st.integers(1, 6), left=baht)
    def go_on(self, number: int, steps: int, left: str) -> None:
        for _step in range(steps):
            self.step(
                "go_on", Agreement.objects.filter(state="active"), number, lambda held: self.next(held, left)
            )

    def next(self, agreement: Agreement, left: str) -> None:
        """The next step of an agreement in force, by the person whose it is."""
        people = self.people
        for part in agreement.instalments.exclude(report__state="accepted").order_by("number")[:1]:
            report = Report.objects.filter(instalment=part).first()
            if part.state == "planned":
                request_payment(part, by=people["asks"])
            elif part.state == "requested":
                approve_payment(part, by=people["approves"])
            elif part.state == "approved":
                pay(part, by=people["pays"], on=ON, document_number=NUMBER)
            elif report is None or report.is_open:
                report = report or begin(part, by=people["coordinates"])
                at_hand = report.carried + part.paid - report.came_back_since_the_last()
                self.fill(report, at_hand - Decimal(left), "coordinates")
                send(report, by=people["coordinates"])
            elif report.state == "sent":
                accept_as_mentor(report, by=people["mentors"])
            else:
                accept_as_region(report, by=people["approves"])
            return
        end(agreement, by=people["approves"])


@pytest.mark.django_db
def test_whatever_people_do_is_done_or_refused_and_breaks_no_rule() -> None:
    YearAtRandom.done.clear()
    YearAtRandom.refused.clear()
    run_state_machine_as_test(
        YearAtRandom,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=not LONG,
            phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    never = {"bring_in_force", "go_on", "settle"} - set(YearAtRandom.done)
    assert not never, f"never succeeded: {never}"
    assert sum(YearAtRandom.refused.values()) > 0
