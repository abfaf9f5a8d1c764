"""Steps at random: agreements from draft to end, and their amendments."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from grants.agreements.drafting import change, draw_up, split
from grants.agreements.force import sign, take_back
from grants.models import (
    Agreement,
    Allocation,
    Amendment,
    Instalment,
)
from grants.reports.ending import end
from tests.grants.at_random.frame import Frame, anyone, baht, pick, reasons, shares, splits
from tests.grants.steps import ENDS, SIGNED, STARTS, approve, cancel, put_in_force, refuse


class AgreementSteps(Frame):
    @rule(number=pick, amount=baht, who=anyone, split=splits)
    def draw_up(self, number: int, amount: str, who: str, split: list[int]) -> None:
        self.step(
            "draw_up",
            Allocation.objects,
            number,
            lambda held: draw_up(held, Decimal(amount), by=self.people[who]),
        )
        self.split(0, "asks", split, "0.00", 0)

    @rule(
        number=pick,
        who=anyone,
        shared=splits,
        more=st.sampled_from(["0.00", "0.00", "0.01"]),
        stale=st.sampled_from([0, 0, 1]),
    )
    def split(self, number: int, who: str, shared: list[int], more: str, stale: int) -> None:
        def act(held: Agreement) -> None:
            parts = [Instalment(amount=amount) for amount in shares(held.amount + Decimal(more), shared)]
            split(held, parts, by=self.people[who], version=held.version - stale)

        self.step("split", Agreement.objects, number, act)

    @rule(number=pick, who=anyone, amount=baht)
    def change(self, number: int, who: str, amount: str) -> None:
        def act(held: Agreement) -> None:
            change(held, by=self.people[who], version=held.version, amount=Decimal(amount))

        self.step("change", Agreement.objects, number, act)

    @rule(number=pick, who=anyone, backwards=st.sampled_from([False, False, False, True]), asks=st.booleans())
    def sign(self, number: int, who: str, backwards: bool, asks: bool) -> None:
        first, last = (ENDS, STARTS) if backwards else (STARTS, ENDS)
        days = {"signed_on": SIGNED, "starts_on": first, "ends_on": last}
        self.step(
            "sign",
            Agreement.objects,
            number,
            lambda held: sign(held, by=self.people[who], ask_payment=asks, **days),
        )

    @rule(number=pick, who=anyone)
    def take_back(self, number: int, who: str) -> None:
        self.step("take_back", Agreement.objects, number, lambda held: take_back(held, by=self.people[who]))

    @rule(number=pick, who=anyone, approves=st.booleans())
    def put_in_force(self, number: int, who: str, approves: bool) -> None:
        def act(held: Agreement) -> None:
            asked = held.instalments.filter(state="requested").first() if approves else None
            put_in_force(held, by=self.people[who], payment_seen=asked.shown if asked else "")

        self.step("put_in_force", Agreement.objects, number, act)

    @rule(number=pick, who=anyone)
    def end(self, number: int, who: str) -> None:
        self.step("end", Agreement.objects, number, lambda held: end(held, by=self.people[who]))

    @rule(number=pick, who=anyone, reason=reasons)
    def cancel_agreement(self, number: int, who: str, reason: str) -> None:
        self.step(
            "cancel", Agreement.objects, number, lambda held: cancel(held, by=self.people[who], reason=reason)
        )

    @rule(number=pick, who=anyone, reason=reasons, amount=baht, split=splits)
    def amend(self, number: int, who: str, reason: str, amount: str, split: list[int]) -> None:
        """Another amount: what is paid or on its way stays, the rest is split anew."""

        def act(held: Agreement) -> None:
            parts = list(held.instalments.exclude(state="cancelled").order_by("number"))
            kept = [part for part in parts if part.state != "planned"]
            left = Decimal(amount) - sum((part.amount for part in kept), Decimal(0))
            parts = [*kept, *(Instalment(amount=each) for each in shares(left, split))] if left else kept
            Amendment.propose(held, by=self.people[who], reason=reason, amount=Decimal(amount), parts=parts)

        self.step("amend", Agreement.objects, number, act)

    @rule(number=pick, who=anyone, reason=reasons)
    def amend_to_cancel(self, number: int, who: str, reason: str) -> None:
        self.step(
            "amend_to_cancel",
            Agreement.objects,
            number,
            lambda held: Amendment.propose_cancellation(held, by=self.people[who], reason=reason),
        )

    @rule(number=pick, who=anyone)
    def approve_amendment(self, number: int, who: str) -> None:
        self.step(
            "approve_amendment", Amendment.objects, number, lambda held: approve(held, by=self.people[who])
        )

    @rule(number=pick, who=anyone, answer=reasons)
    def refuse_amendment(self, number: int, who: str, answer: str) -> None:
        self.step(
            "refuse_amendment",
            Amendment.objects,
            number,
            lambda held: refuse(held, by=self.people[who], answer=answer),
        )

    @precondition(lambda self: Amendment.objects.waiting().exists())
    @rule(who=st.sampled_from(["head", "asks", "approves"]))
    def decide_what_waits(self, who: str) -> None:
        self.step(
            "approve_amendment",
            Amendment.objects.waiting(),
            0,
            lambda held: approve(held, by=self.people[who]),
        )
