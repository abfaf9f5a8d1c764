"""Steps at random: the year, its grants, and what is said of the rest."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from grants.budget.allocation import allocate, shown_of
from grants.models import (
    Agreement,
    Allocation,
    Amendment,
    CeilingChange,
    Correction,
    Programme,
    ReturnNotice,
    Settlement,
)
from grants.year.account import year_account
from grants.year.closing import reopen
from tests.grants.at_random.frame import Frame, anyone, baht, pick, reasons
from tests.grants.steps import approve, cancel, close_year, refuse


class YearSteps(Frame):
    @rule(who=anyone)
    def open_year(self, who: str) -> None:
        self.attempt("open", lambda: self.programme.open(by=self.people[who]))

    @rule(who=anyone)
    def close_year(self, who: str) -> None:
        self.attempt("close", lambda: close_year(Programme.objects.get(), by=self.people[who]))

    @precondition(lambda self: Programme.objects.get().state == "open")
    @rule(approve=st.booleans())
    def account_for_the_year(self, approve: bool) -> None:
        """Explain all that is open, end or cancel what runs, and close: what random steps would seldom come to."""
        for agreement in Agreement.objects.filter(state__in=["draft", "signed"]):
            self.attempt("cancel", lambda held=agreement: cancel(held, by=self.people["asks"], reason="ปิดปี"))
        for kind in (Amendment, Correction, ReturnNotice, Settlement):
            for held in kind.objects.waiting():
                self.attempt("withdraw", lambda held=held: held.withdraw(by=held.requested_by))
        account = year_account(Programme.objects.get())
        for money in (*account.agreements, account.never_paid):
            if money.open > 0:
                said = {"agreement": money.agreement, "amount": money.open, "how": "explained"}
                self.attempt("settle", lambda said=said: self.settle_and_approve(**said))
        self.attempt(
            "close",
            lambda: close_year(Programme.objects.get(), by=self.people["approves" if approve else "asks"]),
        )

    def settle_and_approve(self, **said: Any) -> None:
        settlement = Settlement.propose(self.programme, by=self.people["asks"], reason="ปิดปี", **said)
        approve(settlement, by=self.people["approves"])

    @precondition(lambda self: Programme.objects.get().state == "closed")
    @rule(who=st.sampled_from(["asks", "head", "head"]), reason=reasons)
    def reopen(self, who: str, reason: str) -> None:
        self.attempt("reopen", lambda: reopen(Programme.objects.get(), by=self.people[who], reason=reason))

    @rule(amount=baht)
    def set_ceiling(self, amount: str) -> None:
        def change() -> None:
            said = {"after": Decimal(amount), "reason": "ได้รับงบเพิ่ม"}
            approve(
                CeilingChange.propose(self.programme, by=self.people["asks"], **said),
                by=self.people["approves"],
            )

        self.attempt("ceiling", change)

    @rule(number=pick, amount=baht)
    def allocate(self, number: int, amount: str) -> None:
        organisation = self.organisations[number % len(self.organisations)]
        self.attempt(
            "allocate",
            lambda: allocate(self.programme, organisation, Decimal(amount), by=self.people["asks"]),
        )

    @rule(number=pick, amount=baht, who=anyone, stale=st.sampled_from([0, 0, 0, 1]))
    def set_amount(self, number: int, amount: str, who: str, stale: int) -> None:
        def act(held: Allocation) -> None:
            seen = shown_of(held.version - stale, held.amount, held.tier)
            held.set_amount(Decimal(amount), by=self.people[who], seen=seen)

        self.step("set_amount", Allocation.objects, number, act)

    @rule(number=pick, who=anyone, reason=reasons)
    def cancel_allocation(self, number: int, who: str, reason: str) -> None:
        self.step(
            "cancel_allocation",
            Allocation.objects,
            number,
            lambda held: held.cancel(by=self.people[who], seen=held.shown, reason=reason),
        )

    @rule(
        number=pick,
        who=anyone,
        amount=baht,
        how=st.sampled_from(["carried", "explained", "given_back", "lost"]),
        paper=reasons,
    )
    def settle(self, number: int, who: str, amount: str, how: str, paper: str) -> None:
        agreement = self.one(Agreement.objects, number) if number % 2 else None
        said = {"amount": Decimal(amount), "how": how, "document_number": paper.strip(), "reason": "ใช้ไม่หมด"}
        self.attempt(
            "settle",
            lambda: Settlement.propose(self.programme, by=self.people[who], agreement=agreement, **said),
        )

    @rule(number=pick, who=anyone, answer=reasons, yes=st.booleans())
    def decide_settlement(self, number: int, who: str, answer: str, yes: bool) -> None:
        def act(held: Settlement) -> None:
            approve(held, by=self.people[who]) if yes else refuse(held, by=self.people[who], answer=answer)

        self.step("decide_settlement", Settlement.objects, number, act)

    @rule(number=pick, who=anyone, reason=reasons)
    def undo_settlement(self, number: int, who: str, reason: str) -> None:
        self.step(
            "undo",
            Settlement.objects,
            number,
            lambda held: held.ask_to_undo(by=self.people[who], reason=reason),
        )
