"""Steps at random: payments, their corrections, and money that comes back."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
)

from grants.agreements.payment_requests import request_payment
from grants.models import Agreement, Amendment, Correction, Entry, Instalment, ReturnNotice, Settlement
from grants.payments.paying import pay
from tests.grants.at_random.frame import Frame, anyone, baht, pick, reasons
from tests.grants.steps import (
    NUMBER,
    ON,
    SIGNED,
    approve,
    approve_payment,
    refuse,
    send_payment_back,
)


class PaymentSteps(Frame):
    @rule(number=pick, who=anyone)
    def request_payment(self, number: int, who: str) -> None:
        self.step(
            "request", Instalment.objects, number, lambda held: request_payment(held, by=self.people[who])
        )

    @rule(number=pick, who=anyone)
    def approve_payment(self, number: int, who: str) -> None:
        self.step(
            "approve", Instalment.objects, number, lambda held: approve_payment(held, by=self.people[who])
        )

    @rule(number=pick, who=anyone, comment=reasons)
    def return_request(self, number: int, who: str, comment: str) -> None:
        self.step(
            "return_request",
            Instalment.objects,
            number,
            lambda held: send_payment_back(held, by=self.people[who], comment=comment),
        )

    @rule(
        number=pick,
        who=anyone,
        on=st.sampled_from([ON, ON, SIGNED, date(2020, 1, 1), date(2999, 1, 1)]),
        paper=reasons,
    )
    def pay(self, number: int, who: str, on: date, paper: str) -> None:
        self.step(
            "pay",
            Instalment.objects,
            number,
            lambda held: pay(held, by=self.people[who], on=on, document_number=paper),
        )

    @rule(number=pick, who=anyone, reason=reasons)
    def say_that_it_was_not_paid(self, number: int, who: str, reason: str) -> None:
        self.step(
            "correct",
            Entry.objects.filter(kind="payment"),
            number,
            lambda held: Correction.propose(held, by=self.people[who], reason=reason, document_number=NUMBER),
        )

    @rule(number=pick, who=anyone, answer=reasons, yes=st.booleans())
    def decide_correction(self, number: int, who: str, answer: str, yes: bool) -> None:
        def act(held: Correction) -> None:
            approve(held, by=self.people[who]) if approve else refuse(
                held, by=self.people[who], answer=answer
            )

        self.step("decide_correction", Correction.objects, number, act)

    @rule(number=pick, who=anyone, unspent=baht, interest=baht)
    def report_return(self, number: int, who: str, unspent: str, interest: str) -> None:
        def act(held: Agreement) -> None:
            ReturnNotice.report(
                held,
                by=self.people[who],
                unspent=Decimal(unspent),
                interest=Decimal(interest),
                on=ON,
                document_number=NUMBER,
            )

        self.step("report_return", Agreement.objects, number, act)

    @rule(number=pick, who=anyone, answer=reasons, yes=st.booleans())
    def decide_return(self, number: int, who: str, answer: str, yes: bool) -> None:
        def act(held: ReturnNotice) -> None:
            approve(held, by=self.people[who]) if yes else refuse(held, by=self.people[who], answer=answer)

        self.step("decide_return", ReturnNotice.objects, number, act)

    @rule(number=pick, who=anyone, amount=baht, reason=reasons)
    def say_that_it_is_recorded_wrongly(self, number: int, who: str, amount: str, reason: str) -> None:
        self.step(
            "correct_return",
            Entry.objects.exclude(kind="payment"),
            number,
            lambda held: Correction.propose(
                held,
                by=self.people[who],
                right_amount=Decimal(amount),
                reason=reason,
                document_number=NUMBER,
            ),
        )

    @rule(number=pick, who=anyone, kind=st.sampled_from([Amendment, Correction, ReturnNotice, Settlement]))
    def withdraw(self, number: int, who: str, kind: Any) -> None:
        self.step("withdraw", kind.objects, number, lambda held: held.withdraw(by=self.people[who]))
