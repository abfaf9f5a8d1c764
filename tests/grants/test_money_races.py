"""Two people at the same money at once: one gets it, the other is told why not, and the audit finds nothing.

Each race has its control: with locks and rules off, both do it, and the audit sees what that breaks.
MONEY_ROUNDS says how many random pairs are tried one after the other.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import override

from editing.acting import refusals_of
from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Amendment, Entry, Instalment, Programme, Report, Settlement
from tests import make
from tests.grants.raw_sql import insert, run
from tests.grants.steps import Office
from tests.grants.without_rules import without_rules
from tests.races import PATIENCE_OF_CONTROLS, Outcome, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ON, NUMBER, WRITES = date(2024, 1, 10), "บค 1", ("INSERT", "UPDATE", "DELETE")
ROUNDS = int(os.environ.get("MONEY_ROUNDS", "200"))
SEED = int(os.environ.get("MONEY_SEED", "2567"))
TRY_AGAIN = "กำลังแก้ไข"  # of the sentence for a lock that was not to be had

Pair = tuple[Callable[[], Any], Callable[[], Any]]


@dataclass
class Place:
    """A year of its own for each race, so that no race stands in another's way."""

    office: Office
    programme: Programme

    def allocation(self, amount: str = "100.00") -> Allocation:
        return make.allocation(self.programme, f"องค์กร {Allocation.objects.count()}", amount)

    def active(self, *parts: str) -> Agreement:
        return self.office.active(self.allocation(str(sum(map(Decimal, parts)))), *parts)

    def ended(self, left: str = "10.00") -> Agreement:
        """Ended, with this much unspent and explained: the year is ready to be closed."""
        agreement = self.active("100.00")
        part = self.office.pay(agreement, 1)
        self.office.accept(self.office.report(part, spent=str(Decimal("100.00") - Decimal(left))))
        agreement.end(by=self.office.approves)
        said = {"by": self.office.asks, "how": "explained", "reason": "ใช้ไม่หมด"}
        Settlement.propose(self.programme, agreement=agreement, amount=Decimal(left), **said)
        never = self.programme.ceiling - Decimal("100.00")
        Settlement.propose(self.programme, amount=never, **said)
        return agreement

    def give_back(self, agreement: Agreement, amount: str) -> Callable[[], Any]:
        return lambda: Entry.take_return(
            agreement,
            unspent=Decimal(amount),
            interest=Decimal(0),
            on=ON,
            document_number=NUMBER,
            requested_by=self.office.asks,
            approved_by=self.office.approves,
        )


# ── the races: what two people do, through the models


def last_baht(place: Place) -> Pair:
    left = place.programme.ceiling - Decimal("95000.00")
    place.allocation(str(left))
    first, second = (make.organisation(f"เครือข่าย {name} {place.programme.fiscal_year}") for name in "กข")
    return (
        lambda: place.programme.allocate(first, Decimal("95000.00")),
        lambda: Programme.objects.get(pk=place.programme.pk).allocate(second, Decimal("95000.00")),
    )


def same_instalment(place: Place) -> Pair:
    part = place.active("100.00").instalments.get()
    part.request_payment(by=place.office.asks)
    again = Instalment.objects.get(pk=part.pk)
    return (
        lambda: part.approve_payment(by=place.office.approves),
        lambda: again.approve_payment(by=place.office.head),
    )


def same_payment(place: Place) -> Pair:
    agreement = place.active("100.00")
    part = place.office.approve(agreement, 1)
    again = Instalment.objects.get(pk=part.pk)
    return (
        lambda: part.pay(by=place.office.pays, on=ON, document_number=NUMBER),
        lambda: again.pay(by=place.office.asks, on=ON, document_number="บค 2"),
    )


def payment_and_cancellation(place: Place) -> Pair:
    agreement = place.active("60.00", "40.00")
    part = place.office.approve(agreement, 1)
    asked = Amendment.propose_cancellation(agreement, by=place.office.asks, reason="ยุติการดำเนินงาน")
    return (
        lambda: part.pay(by=place.office.pays, on=ON, document_number=NUMBER),
        lambda: asked.approve(by=place.office.approves),
    )


def close_and_return(place: Place) -> Pair:
    agreement = place.ended()
    return lambda: place.programme.close(by=place.office.approves), place.give_back(agreement, "10.00")


def close_and_payment(place: Place) -> Pair:
    place.ended()
    part = place.office.approve(place.active("50.00"), 1)
    return (
        lambda: place.programme.close(by=place.office.approves),
        lambda: part.pay(by=place.office.pays, on=ON, document_number=NUMBER),
    )


def same_amendment(place: Place) -> Pair:
    agreement = place.active("60.00", "40.00")
    parts = [Instalment(amount=Decimal("60.00")), Instalment(amount=Decimal("30.00"))]
    asked = Amendment.propose(
        agreement, by=place.office.asks, reason="ลดงวด", amount=Decimal("90.00"), parts=parts
    )
    again = Amendment.objects.get(pk=asked.pk)
    return lambda: asked.approve(by=place.office.approves), lambda: again.approve(by=place.office.head)


def two_amendments(place: Place) -> Pair:
    """Two agreements on one allocation, both raised into the same room."""
    allocation = place.allocation("120.00")
    agreements = [place.office.active(allocation, "50.00") for _number in range(2)]
    asked = [
        Amendment.propose(
            each,
            by=place.office.asks,
            reason="เพิ่มกิจกรรม",
            amount=Decimal("70.00"),
            parts=[Instalment(amount=Decimal("70.00"))],
        )
        for each in agreements
    ]
    return tuple(lambda each=each: each.approve(by=place.office.head) for each in asked)  # type: ignore[return-value,misc]


def same_report(place: Place) -> Pair:
    agreement = place.active("100.00")
    report = place.office.report(place.office.pay(agreement, 1))
    report.accept_as_mentor(by=place.office.mentors)
    again = Report.objects.get(pk=report.pk)
    return (
        lambda: report.accept_as_region(by=place.office.approves),
        lambda: again.accept_as_region(by=place.office.head),
    )


def same_money_back(place: Place) -> Pair:
    agreement = place.active("100.00")
    place.office.pay(agreement, 1)
    return place.give_back(agreement, "60.00"), place.give_back(
        Agreement.objects.get(pk=agreement.pk), "60.00"
    )


RACES: dict[str, Callable[[Place], Pair]] = {
    each.__name__: each
    for each in (
        last_baht,
        same_instalment,
        same_payment,
        payment_and_cancellation,
        close_and_return,
        close_and_payment,
        same_amendment,
        two_amendments,
        same_report,
        same_money_back,
    )
}
BOTH_MAY = {"payment_and_cancellation"}  # what was paid first stays paid; the rest is cancelled


def place_for(office: Office, year: int, ceiling: str = "100000.00") -> Place:
    return Place(office, office.open_programme(ceiling, year=year))


def told(action: Callable[[], Any]) -> Callable[[], list[str]]:
    """What a person is told on a page who does it."""

    def act() -> list[str]:
        with override("th"):
            return refusals_of(action)

    return act


def test_of_two_at_once_one_does_it_and_the_other_is_told() -> None:
    office = Office()
    for year, (name, prepare) in enumerate(RACES.items(), 2550):
        pair = prepare(place_for(office, year))
        outcomes = at_once(*map(told, pair), before=WRITES)
        assert [outcome.error for outcome in outcomes] == [None, None], name
        refused = [outcome.value for outcome in outcomes if outcome.value]
        assert len(refused) == 1 or (name in BOTH_MAY and not refused), (name, refused)
        assert not any(TRY_AGAIN in sentence for said in refused for sentence in said), (name, refused)
        assert violations() == [], name


# ── the same without locks: the second is stopped by a rule of the database, or by nothing


def test_without_the_locks_the_second_meets_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the locks: no sentence of a model stops the second, because it looked too early."""
    office = Office()
    for year, name in enumerate(("last_baht", "same_payment", "same_amendment", "two_amendments"), 2560):
        first, second = RACES[name](place_for(office, year))
        with without_locks(monkeypatch):
            outcomes = at_once(first, second, before=WRITES, patience=PATIENCE_OF_CONTROLS)
        (refused,) = [outcome.error for outcome in outcomes if outcome.error]
        assert type(refused).__name__ in ("IntegrityError", "OperationalError"), (name, refused)
        assert violations() == [], name  # the rules still stand


# ── without locks and rules, as people do it by hand: look, then write


def looked_then_wrote(look: Callable[[], Any], write: Callable[[], Any]) -> Callable[[], None]:
    def act() -> None:
        look()
        write()

    return act


def careless_payment(part: Instalment, agreement: Agreement, office: Office) -> Callable[[], None]:
    def look() -> None:
        Instalment.objects.get(pk=part.pk).check_approved()

    def write() -> None:
        Entry.objects.create(
            agreement=agreement,
            instalment=part,
            kind="payment",
            amount=part.amount,
            on=ON,
            document_number=NUMBER,
            requested_by=office.asks,
            approved_by=office.approves,
            recorded_by=office.pays,
        )

    return looked_then_wrote(look, write)


def by_hand_instalment(place: Place) -> Pair:
    part = place.active("100.00").instalments.get()
    part.request_payment(by=place.office.asks)

    def approves(person: Any) -> Callable[[], int]:
        def act() -> int:
            assert Instalment.objects.get(pk=part.pk).state == "requested"
            return Instalment.objects.filter(pk=part.pk).update(
                state="approved", approved_by=person, approved_at=timezone.now()
            )

        return act

    return approves(place.office.approves), approves(place.office.head)


def by_hand_payment(place: Place) -> Pair:
    agreement = place.active("100.00")
    part = place.office.approve(agreement, 1)
    return careless_payment(part, agreement, place.office), careless_payment(part, agreement, place.office)


def by_hand_cancellation(place: Place) -> Pair:
    agreement = place.active("60.00", "40.00")
    part = place.office.approve(agreement, 1)

    def cancel() -> None:
        paid = Agreement.objects.get(pk=agreement.pk).paid
        Entry.objects.create(
            agreement=agreement,
            kind="adjustment",
            adjusts="commitment",
            amount=paid - agreement.amount,
            reason="ยุติ",
            on=ON,
            document_number=NUMBER,
            requested_by=place.office.asks,
            approved_by=place.office.approves,
            recorded_by=place.office.approves,
        )
        Agreement.objects.filter(pk=agreement.pk).update(state="cancelled", committed=paid)

    return careless_payment(part, agreement, place.office), cancel


def by_hand_close(place: Place) -> Pair:
    agreement = place.ended()

    def close() -> None:
        from grants.year.account import obstacles

        assert obstacles(place.programme) == []
        Programme.objects.filter(pk=place.programme.pk).update(state="closed")

    def give_back() -> None:
        Programme.objects.get(pk=place.programme.pk).require_open()
        run(insert("entry", kind="return", amount=1000, agreement_id=agreement.pk), _persons(place))

    return close, give_back


def by_hand_amendment(place: Place) -> Pair:
    agreement = place.active("60.00", "40.00")

    def approve() -> None:
        committed = Agreement.objects.get(pk=agreement.pk).committed
        values = {
            "kind": "adjustment",
            "adjusts": "commitment",
            "amount": -1000,
            "agreement_id": agreement.pk,
        }
        run(insert("entry", **values), _persons(place))
        Agreement.objects.filter(pk=agreement.pk).update(committed=committed - 10, amount=committed - 10)

    return approve, approve


def by_hand_report(place: Place) -> Pair:
    agreement = place.active("100.00")
    report = place.office.report(place.office.pay(agreement, 1))
    report.accept_as_mentor(by=place.office.mentors)

    def accepts(person: Any) -> Callable[[], int]:
        def act() -> int:
            assert Report.objects.get(pk=report.pk).state == "mentored"
            return Report.objects.filter(pk=report.pk).update(state="accepted", accepted_by=person)

        return act

    return accepts(place.office.approves), accepts(place.office.head)


def by_hand_allocation(place: Place) -> Pair:
    place.allocation(str(place.programme.ceiling - Decimal("95000.00")))

    def takes(name: str) -> Callable[[], None]:
        organisation = make.organisation(name)

        def act() -> None:
            held = Programme.objects.get(pk=place.programme.pk)
            held.check_room_for(Decimal("95000.00"))
            Allocation.objects.create(
                programme=held, organisation=organisation, order=9, amount=Decimal("95000.00")
            )

        return act

    return takes("เครือข่ายหนึ่ง"), takes("เครือข่ายสอง")


def _persons(place: Place) -> dict[str, int]:
    return {"asks": place.office.asks.pk, "approves": place.office.approves.pk}


# Which leave something that the audit names; of two approvals the second writes over the first in silence.
BY_HAND: dict[Callable[[Place], Pair], bool] = {
    by_hand_allocation: True,
    by_hand_instalment: False,
    by_hand_payment: True,
    by_hand_cancellation: True,
    by_hand_close: True,
    by_hand_amendment: True,
    by_hand_report: False,
}


@pytest.mark.parametrize("rules", [False, True], ids=["without rules", "with rules"])
def test_who_looks_and_then_writes_is_stopped_by_the_rules_alone(rules: bool) -> None:
    """Without locks and rules both do it and the audit sees the break; with the rules alone, the second is stopped."""
    office = Office()
    pairs = {prepare: prepare(place_for(office, year)) for year, prepare in enumerate(BY_HAND, 2550)}
    if rules:
        for prepare, pair in pairs.items():
            outcomes = at_once(*pair, before=WRITES, patience=PATIENCE_OF_CONTROLS)
            assert sum(outcome.error is not None for outcome in outcomes) >= 1, prepare.__name__
        assert violations() == []
        return
    with without_rules():
        for prepare, pair in pairs.items():
            before = len(violations())
            outcomes = at_once(*pair, before=WRITES, patience=PATIENCE_OF_CONTROLS)
            assert [outcome.error for outcome in outcomes] == [None, None], prepare.__name__
            assert (len(violations()) > before) == BY_HAND[prepare], prepare.__name__


# ── raw statements, two at once


def raw_pairs(place: Place) -> dict[str, Pair]:
    """Each of two statements fits alone, and both together do not."""
    agreement = place.active("60.00", "40.00")
    place.office.pay(agreement, 1)
    approved = place.active("50.00")
    place.office.approve(approved, 1)
    grant = place.allocation("100.00")
    taken = place.programme.allocations.counted()
    room = int((place.programme.ceiling - taken) * 100)
    keys = _persons(place) | {"open_year": place.programme.pk, "planned_allocation": grant.pk}
    keys |= {"active": agreement.pk, "approved": approved.pk, "approved_1": approved.instalments.get().pk}
    pay = {"kind": "payment", "agreement_id": "{approved}", "instalment_id": "{approved_1}", "amount": 5000}
    organisations = [make.organisation(f"องค์กรดิบ {name}").pk for name in "กข"]
    pairs = {
        "returns": [insert("entry", kind="return", amount=4000)] * 2,
        "payments": [insert("entry", **pay)] * 2,
        "agreements": [insert("agreement", amount=6000, number=f"ปชส-{name}") for name in "กข"],
        "allocations": [insert("allocation", amount=room - 1, organisation_id=key) for key in organisations],
    }
    return {
        name: tuple(lambda each=each: run(each, keys) for each in pair)  # type: ignore[misc]
        for name, pair in pairs.items()
    }


def test_of_two_raw_statements_at_once_the_second_is_refused() -> None:
    for name, pair in raw_pairs(place_for(Office(), 2567)).items():
        outcomes = at_once(*pair, before=WRITES)
        refused = [type(outcome.error).__name__ for outcome in outcomes if outcome.error]
        assert refused == ["IntegrityError"], name
        assert violations() == [], name


def test_without_the_rules_both_raw_statements_pass() -> None:
    """The control."""
    pairs = raw_pairs(place_for(Office(), 2567))
    with without_rules():
        for name, pair in pairs.items():
            outcomes = at_once(*pair, before=WRITES)
            assert [outcome.error for outcome in outcomes] == [None, None], name
            assert violations() != [], name


# ── hundreds of rounds


class Racers:
    """Two threads, each with a connection of its own that stays open from round to round."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(2)
        self.start = Barrier(2, timeout=60)

    def run(self, pair: Pair) -> list[Outcome]:
        return list(self.pool.map(self._one, map(told, pair)))

    def _one(self, action: Callable[[], Any]) -> Outcome:
        self.start.wait()
        try:
            return Outcome(value=action())
        except Exception as error:  # noqa: BLE001 whatever a person would have seen is the outcome
            return Outcome(error=error)

    def close(self) -> None:
        def leave(_number: int) -> None:
            self.start.wait()
            connection.close()

        list(self.pool.map(leave, range(2)))
        self.pool.shutdown()


def steps_of(place: Place, chance: random.Random) -> list[Callable[[], Any]]:
    """Everything that two people may do at once to an agreement of two instalments, with its year."""
    office = place.office
    agreement = place.active("60.00", "40.00")
    first, second = agreement.instalments.order_by("number")
    state = chance.randrange(3)
    if state:
        office.approve(agreement, 1)
    if state == 2:
        first.refresh_from_db()
        first.pay(by=office.pays, on=ON, document_number=NUMBER)
    asked = Amendment.propose(
        agreement,
        by=office.asks,
        reason="ปรับงวด",
        amount=Decimal("90.00"),
        parts=[first, Instalment(amount=Decimal("30.00"))],
    )
    allocation = agreement.allocation
    room = Decimal("100.00")
    strangers = [make.organisation(f"{agreement.number} {name}") for name in "กข"]
    return [
        lambda: Instalment.objects.get(pk=first.pk).request_payment(by=office.asks),
        lambda: Instalment.objects.get(pk=first.pk).approve_payment(by=office.approves),
        lambda: Instalment.objects.get(pk=first.pk).pay(by=office.pays, on=ON, document_number=NUMBER),
        lambda: Instalment.objects.get(pk=first.pk).return_request(by=office.asks, comment="แก้"),
        lambda: Instalment.objects.get(pk=second.pk).request_payment(by=office.asks),
        lambda: Amendment.objects.get(pk=asked.pk).approve(by=office.approves),
        lambda: Amendment.objects.get(pk=asked.pk).refuse(by=office.asks, answer="ถอน"),
        lambda: Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ"),
        place.give_back(agreement, "60.00"),
        lambda: Report.begin(Instalment.objects.get(pk=first.pk), by=office.asks),
        lambda: Allocation.objects.get(pk=allocation.pk).set_amount(
            allocation.amount - 1, by=office.asks, version=Allocation.objects.get(pk=allocation.pk).version
        ),
        lambda: place.programme.allocate(strangers[0], room),
        lambda: Programme.objects.get(pk=place.programme.pk).allocate(strangers[1], room),
        lambda: Programme.objects.get(pk=place.programme.pk).close(by=office.approves),
    ]


def test_in_hundreds_of_rounds_no_rule_is_broken_and_nobody_sees_an_error_of_the_database() -> None:
    chance, office, racers = random.Random(SEED), Office(), Racers()
    outcomes: Counter[str] = Counter()
    try:
        for number in range(ROUNDS):
            if number % 20 == 0:
                place = place_for(office, 2545 + number // 20)
            place.programme.ceiling = Programme.objects.get(pk=place.programme.pk).allocated + 200
            place.programme.save(update_fields=["ceiling"])
            pair = chance.choices(steps_of(place, chance), k=2)
            for outcome in racers.run(pair):  # type: ignore[arg-type]
                assert outcome.error is None, (number, outcome.error)
                assert not any(TRY_AGAIN in said for said in outcome.value), (number, outcome.value)
                outcomes["refused" if outcome.value else "done"] += 1
            if number % 20 == 19:
                assert violations() == [], number
    finally:
        racers.close()
    assert violations() == []
    assert min(outcomes["done"], outcomes["refused"]) > ROUNDS // 4  # neither kind is rare


def test_the_sentence_for_a_lock_is_the_one_looked_for() -> None:
    """The rounds would prove nothing if they looked for words that nobody is told."""

    def locked() -> None:
        raise OperationalError("database is locked")

    (said,) = told(locked)()
    assert TRY_AGAIN in said
