"""Random sequences of everything that people do to a region's money, with the right and the wrong person.

Each step is done, or refused with a ValidationError; after each, no rule of money is broken. MONEY_EXAMPLES says how
many sequences are tried (make test tries few; MONEY_EXAMPLES=1000 for a long evening).
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from centres.models import TargetNetwork
from grants.guard.audit import violations
from grants.models import (
    Agreement,
    Allocation,
    Amendment,
    Entry,
    Instalment,
    PaymentCorrection,
    Programme,
    Report,
    ReturnNotice,
    Settlement,
)
from grants.year.account import year_account
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import ENDS, SIGNED, STARTS, Office

LONG = "MONEY_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("MONEY_EXAMPLES", "30"))
STEPS = 60
ON = date(2024, 1, 10)
NUMBER = "บค 1"

AMOUNTS = "-1.00 0.00 0.01 10.00 25.00 49.99 50.00 60.00 99.99 100.00 100.01 250.00 300.01"
# Those who may, more often than those who may not: refusals are many enough as it is.
PEOPLE = "asks asks asks approves approves approves head head pays mentors coordinates strange committee"
baht = st.sampled_from(AMOUNTS.split(" "))
anyone = st.sampled_from(PEOPLE.split(" "))
pick = st.integers(0, 50)
splits = st.sampled_from([[1], [1, 1], [2, 2, 1], [1, 3], [1, 1, 1, 1]])
reasons = st.sampled_from(["ปรับแผน", "ปรับแผน", "ปรับแผน", " "])


class Region(RuleBasedStateMachine):
    """One region's year, and another year that is only planned."""

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
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    # ── how a step is taken

    def attempt(self, name: str, action: Callable[[], Any]) -> None:
        """Do it as a page does, in a transaction of its own; refused is well, anything but a refusal is a fault."""
        try:
            with transaction.atomic():
                action()
                # What the end of the transaction would say of the differences.
                connection.check_constraints(table_names=["grants_agreement"])
        except ValidationError:
            Region.refused[name] += 1  # and nothing of it is left
        else:
            Region.done[name] += 1
            assert violations() == [], name

    def one(self, rows: Any, number: int) -> Any:
        """One of what there is; the newest first, because what is new is what moves."""
        found = list(rows.order_by("-pk")[:6])
        return found[number % len(found)] if found else None

    def step(self, name: str, rows: Any, number: int, action: Callable[[Any], Any]) -> None:
        found = self.one(rows, number)
        if found is not None:
            self.attempt(name, lambda: action(found))

    # ── the year

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
        for number, (split, steps, left) in enumerate(beginnings):
            if opened:
                self.bring_in_force(number, split, steps, left)

    @rule(who=anyone)
    def open_year(self, who: str) -> None:
        self.attempt("open", lambda: self.programme.open(by=self.people[who]))

    @rule(who=anyone)
    def close_year(self, who: str) -> None:
        self.attempt("close", lambda: Programme.objects.get().close(by=self.people[who]))

    @precondition(lambda self: Programme.objects.get().state == "open")
    @rule(approve=st.booleans())
    def account_for_the_year(self, approve: bool) -> None:
        """Explain all that is open, end or cancel what runs, and close: what random steps would seldom come to."""
        for agreement in Agreement.objects.filter(state__in=["draft", "signed"]):
            self.attempt("cancel", lambda held=agreement: held.cancel(by=self.people["asks"], reason="ปิดปี"))
        for account in [
            *year_account(Programme.objects.get()).agreements,
            year_account(self.programme).never_paid,
        ]:
            if account.open:
                said = {"agreement": account.agreement, "amount": account.open, "how": "explained"}
                self.attempt(
                    "settle",
                    lambda said=said: Settlement.propose(
                        self.programme, by=self.people["asks"], reason="ปิดปี", **said
                    ),
                )
        self.attempt(
            "close", lambda: Programme.objects.get().close(by=self.people["approves" if approve else "asks"])
        )

    @precondition(lambda self: Programme.objects.get().state == "closed")
    @rule(who=st.sampled_from(["asks", "head", "head"]), reason=reasons)
    def reopen(self, who: str, reason: str) -> None:
        self.attempt("reopen", lambda: Programme.objects.get().reopen(by=self.people[who], reason=reason))

    @rule(amount=baht)
    def set_ceiling(self, amount: str) -> None:
        def write() -> None:
            programme = self.programme.hold()
            programme.ceiling = Decimal(amount)
            programme.full_clean()
            programme.save()

        self.attempt("ceiling", write)

    # ── allocations

    @rule(number=pick, amount=baht)
    def allocate(self, number: int, amount: str) -> None:
        organisation = self.organisations[number % len(self.organisations)]
        self.attempt("allocate", lambda: self.programme.allocate(organisation, Decimal(amount)))

    @rule(number=pick, amount=baht, who=anyone, stale=st.sampled_from([0, 0, 0, 1]))
    def set_amount(self, number: int, amount: str, who: str, stale: int) -> None:
        def act(held: Allocation) -> None:
            held.set_amount(Decimal(amount), by=self.people[who], version=held.version - stale)

        self.step("set_amount", Allocation.objects, number, act)

    @rule(number=pick, who=anyone)
    def announce(self, number: int, who: str) -> None:
        self.step("announce", Allocation.objects, number, lambda held: held.announce(by=self.people[who]))

    @rule(number=pick, who=anyone, reason=reasons)
    def cancel_allocation(self, number: int, who: str, reason: str) -> None:
        self.step(
            "cancel_allocation",
            Allocation.objects,
            number,
            lambda held: held.cancel(by=self.people[who], reason=reason),
        )

    # ── agreements

    @rule(number=pick, amount=baht, who=anyone, split=splits)
    def draw_up(self, number: int, amount: str, who: str, split: list[int]) -> None:
        self.step(
            "draw_up",
            Allocation.objects,
            number,
            lambda held: Agreement.draw_up(held, Decimal(amount), by=self.people[who]),
        )
        self.split(0, "asks", split, "0.00", 0)

    @rule(
        number=pick,
        who=anyone,
        split=splits,
        more=st.sampled_from(["0.00", "0.00", "0.01"]),
        stale=st.sampled_from([0, 0, 1]),
    )
    def split(self, number: int, who: str, split: list[int], more: str, stale: int) -> None:
        def act(held: Agreement) -> None:
            parts = [Instalment(amount=amount) for amount in shares(held.amount + Decimal(more), split)]
            held.split(parts, by=self.people[who], version=held.version - stale)

        self.step("split", Agreement.objects, number, act)

    @rule(number=pick, who=anyone, amount=baht)
    def change(self, number: int, who: str, amount: str) -> None:
        def act(held: Agreement) -> None:
            held.change(by=self.people[who], version=held.version, amount=Decimal(amount))

        self.step("change", Agreement.objects, number, act)

    @rule(number=pick, who=anyone, backwards=st.sampled_from([False, False, False, True]))
    def sign(self, number: int, who: str, backwards: bool) -> None:
        first, last = (ENDS, STARTS) if backwards else (STARTS, ENDS)
        self.step(
            "sign",
            Agreement.objects,
            number,
            lambda held: held.sign(by=self.people[who], signed_on=SIGNED, starts_on=first, ends_on=last),
        )

    @rule(number=pick, who=anyone)
    def take_back(self, number: int, who: str) -> None:
        self.step("take_back", Agreement.objects, number, lambda held: held.take_back(by=self.people[who]))

    @rule(number=pick, who=anyone)
    def activate(self, number: int, who: str) -> None:
        self.step("activate", Agreement.objects, number, lambda held: held.activate(by=self.people[who]))

    # ── the usual way, a few steps at once: what random steps alone would seldom come to

    @precondition(lambda self: Programme.objects.get().state == "open")
    @rule(number=pick, split=splits, steps=st.integers(0, 6), left=baht)
    def bring_in_force(self, number: int, split: list[int], steps: int, left: str) -> None:
        def act(allocation: Allocation) -> None:
            amount = allocation.amount - allocation.agreed
            agreement = Agreement.draw_up(allocation, amount, by=self.people["asks"])
            parts = [Instalment(amount=each) for each in shares(amount, split)]
            agreement.split(parts, by=self.people["asks"])
            agreement.sign(by=self.people["asks"], signed_on=SIGNED, starts_on=STARTS, ends_on=ENDS)
            agreement.activate(by=self.people["approves"])

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
                part.request_payment(by=people["asks"])
            elif part.state == "requested":
                part.approve_payment(by=people["approves"])
            elif part.state == "approved":
                part.pay(by=people["pays"], on=ON, document_number=NUMBER)
            elif report is None or report.is_open:
                report = report or Report.begin(part, by=people["coordinates"])
                self.fill(report, report.carried + part.paid - Decimal(left), "coordinates")
                report.send(by=people["coordinates"])
            elif report.state == "sent":
                report.accept_as_mentor(by=people["mentors"])
            else:
                report.accept_as_region(by=people["approves"])
            return
        agreement.end(by=people["approves"])

    @precondition(lambda self: Amendment.objects.waiting().exists())
    @rule(who=st.sampled_from(["head", "asks", "approves"]))
    def decide_what_waits(self, who: str) -> None:
        self.step(
            "approve_amendment",
            Amendment.objects.waiting(),
            0,
            lambda held: held.approve(by=self.people[who]),
        )

    @rule(number=pick, who=anyone)
    def end(self, number: int, who: str) -> None:
        self.step("end", Agreement.objects, number, lambda held: held.end(by=self.people[who]))

    @rule(number=pick, who=anyone, reason=reasons)
    def cancel_agreement(self, number: int, who: str, reason: str) -> None:
        self.step(
            "cancel", Agreement.objects, number, lambda held: held.cancel(by=self.people[who], reason=reason)
        )

    # ── amendments

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
            "approve_amendment", Amendment.objects, number, lambda held: held.approve(by=self.people[who])
        )

    @rule(number=pick, who=anyone, answer=reasons)
    def refuse_amendment(self, number: int, who: str, answer: str) -> None:
        self.step(
            "refuse_amendment",
            Amendment.objects,
            number,
            lambda held: held.refuse(by=self.people[who], answer=answer),
        )

    # ── payments

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

    # ── reports

    def fill(
        self, report: Report, used: Decimal, who: str, people: int = 20, interest: Decimal = Decimal(0)
    ) -> None:
        texts = {"done": "อบรม", "output": "แกนนำ", "outcome": "รู้สิทธิ", "participants": 20}
        end = report.carried + report.received + interest - used
        money = {"interest": interest, "services": used, "bank": end, "cash": Decimal(0)}
        report.write(
            texts | money,
            dict.fromkeys(self.networks, people // 2),
            by=self.people[who],
            version=report.version,
        )

    @rule(number=pick, who=anyone)
    def begin_report(self, number: int, who: str) -> None:
        self.step("begin", Instalment.objects, number, lambda held: Report.begin(held, by=self.people[who]))

    @rule(number=pick, who=anyone, used=baht, people=st.sampled_from([20, 20, 20, 19, -2]), interest=baht)
    def write_report(self, number: int, who: str, used: str, people: int, interest: str) -> None:
        self.step(
            "write",
            Report.objects,
            number,
            lambda held: self.fill(held, Decimal(used), who, people, Decimal(interest)),
        )

    @rule(number=pick, who=anyone)
    def send_report(self, number: int, who: str) -> None:
        self.step("send", Report.objects, number, lambda held: held.send(by=self.people[who]))

    @rule(number=pick, who=anyone)
    def accept_as_mentor(self, number: int, who: str) -> None:
        self.step("mentor", Report.objects, number, lambda held: held.accept_as_mentor(by=self.people[who]))

    @rule(number=pick, who=anyone)
    def accept_as_region(self, number: int, who: str) -> None:
        self.step("region", Report.objects, number, lambda held: held.accept_as_region(by=self.people[who]))

    @rule(number=pick, who=anyone, comment=reasons)
    def send_back(self, number: int, who: str, comment: str) -> None:
        self.step(
            "send_back",
            Report.objects,
            number,
            lambda held: held.send_back({"bank": comment}, by=self.people[who]),
        )

    # ── returns, corrections of them, and what is said of the rest

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

    @rule(number=pick, who=anyone, withdraw=st.booleans())
    def decide_settlement(self, number: int, who: str, withdraw: bool) -> None:
        def act(held: Settlement) -> None:
            held.withdraw(by=self.people[who]) if withdraw else held.approve(by=self.people[who])

        self.step("decide_settlement", Settlement.objects, number, act)


def shares(amount: Decimal, split: list[int]) -> list[Decimal]:
    """The amount in these proportions, to the satang; what is left over goes to the last."""
    first = [(amount * each / sum(split)).quantize(Decimal("0.01")) for each in split[:-1]]
    return [*first, amount - sum(first, Decimal(0))]


@pytest.mark.django_db
def test_whatever_people_do_is_done_or_refused_and_breaks_no_rule() -> None:
    Region.done.clear()
    Region.refused.clear()
    run_state_machine_as_test(
        Region,
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
    never = {"bring_in_force", "go_on", "settle"} - set(Region.done)
    assert not never, f"never succeeded: {never}"
    assert sum(Region.refused.values()) > 0
