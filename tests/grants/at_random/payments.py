"""Steps at random: payments, their corrections, and money that comes back."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
)

from grants.models import (
    Agreement,
    Entry,
    Instalment,
    PaymentCorrection,
    ReturnNotice,
)
from tests.grants.at_random.frame import Frame, anyone, baht, pick, reasons
from tests.grants.steps import NUMBER, ON, SIGNED


class PaymentSteps(Frame):
    @rule(number=pick, who=anyone)
    def request_payment(self, number: int, who: str) -> None:
        self.step(
            "request", Instalment.objects, number, lambda held: held.request_payment(by=self.people[who])
        )

    @rule(number=pick, who=anyone)
    def approve_payment(self, number: int, who: str) -> None:
        self.step(
            "approve", Instalment.objects, number, lambda held: held.approve_payment(by=self.people[who])
        )

    @rule(number=pick, who=anyone, comment=reasons)
    def return_request(self, number: int, who: str, comment: str) -> None:
        self.step(
            "return_request",
            Instalment.objects,
            number,
            lambda held: held.return_request(by=self.people[who], comment=comment),
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
            lambda held: held.pay(by=self.people[who], on=on, document_number=paper),
        )

    @rule(number=pick, who=anyone, reason=reasons)
    def say_that_it_was_not_paid(self, number: int, who: str, reason: str) -> None:
        self.step(
            "correct",
            Instalment.objects,
            number,
            lambda held: PaymentCorrection.propose(
                held, by=self.people[who], reason=reason, document_number=NUMBER
            ),
        )

    @rule(number=pick, who=anyone, answer=reasons, approve=st.booleans())
    def decide_correction(self, number: int, who: str, answer: str, approve: bool) -> None:
        def act(held: PaymentCorrection) -> None:
            held.approve(by=self.people[who]) if approve else held.refuse(by=self.people[who], answer=answer)

        self.step("decide_correction", PaymentCorrection.objects, number, act)

    @rule(number=pick, first=anyone, second=anyone, unspent=baht, interest=baht)
    def take_return(self, number: int, first: str, second: str, unspent: str, interest: str) -> None:
        def act(held: Agreement) -> None:
            Entry.take_return(
                held,
                unspent=Decimal(unspent),
                interest=Decimal(interest),
                on=ON,
                document_number=NUMBER,
                requested_by=self.people[first],
                approved_by=self.people[second],
            )

        self.step("take_return", Agreement.objects, number, act)

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

    @rule(number=pick, who=anyone, answer=reasons, confirm=st.booleans())
    def decide_return(self, number: int, who: str, answer: str, confirm: bool) -> None:
        def act(held: ReturnNotice) -> None:
            held.confirm(by=self.people[who]) if confirm else held.refuse(by=self.people[who], answer=answer)

        self.step("decide_return", ReturnNotice.objects, number, act)

    @rule(
        number=pick,
        first=anyone,
        second=anyone,
        amount=baht,
        less=st.booleans(),
        measure=st.sampled_from(["return", "interest", "payment"]),
        reason=reasons,
    )
    def adjust(
        self, number: int, first: str, second: str, amount: str, less: bool, measure: str, reason: str
    ) -> None:
        def act(held: Agreement) -> None:
            Entry.adjust(
                held,
                measure,
                -Decimal(amount) if less else Decimal(amount),
                reason=reason,
                on=ON,
                document_number=NUMBER,
                requested_by=self.people[first],
                approved_by=self.people[second],
            )

        self.step("adjust", Agreement.objects, number, act)
