"""Pairs of steps by chance, hundreds of them, one after the other: no rule is broken, and nobody sees an error.

MONEY_ROUNDS says how many pairs are tried; MONEY_SEED which.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection

from grants.agreements.payment_requests import request_payment
from grants.budget.allocation import allocate
from grants.guard.audit import violations
from grants.models import Allocation, Amendment, Instalment, Programme
from grants.payments.paying import pay
from grants.reports.writing import begin
from tests import make
from tests.grants.places import TRY_AGAIN, Pair, Place, place_for, told
from tests.grants.steps import (
    ON,
    Office,
    approve,
    approve_payment,
    close_year,
    of_year,
    refuse,
    send_payment_back,
)
from tests.races import Outcome

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = int(os.environ.get("MONEY_ROUNDS", "200"))

SEED = int(os.environ.get("MONEY_SEED", "2567"))


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
    day, number = of_year(agreement, ON), f"บค {agreement.pk}"
    state = chance.randrange(3)
    if state:
        office.approve(agreement, 1)
    if state == 2:
        first.refresh_from_db()
        pay(first, by=office.pays, on=day, document_number=number)
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
        lambda: request_payment(Instalment.objects.get(pk=first.pk), by=office.asks),
        lambda: approve_payment(Instalment.objects.get(pk=first.pk), by=office.approves),
        lambda: pay(
            Instalment.objects.get(pk=first.pk),
            by=office.pays,
            on=day,
            document_number=number,
        ),
        lambda: send_payment_back(Instalment.objects.get(pk=first.pk), by=office.asks, comment="แก้"),
        lambda: request_payment(Instalment.objects.get(pk=second.pk), by=office.asks),
        lambda: approve(Amendment.objects.get(pk=asked.pk), by=office.approves),
        lambda: refuse(Amendment.objects.get(pk=asked.pk), by=office.head, answer="ไม่จำเป็น"),
        lambda: asked.withdraw(by=office.asks),
        lambda: Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ"),
        place.give_back(agreement, "60.00"),
        lambda: begin(Instalment.objects.get(pk=first.pk), by=office.asks),
        lambda: Allocation.objects.get(pk=allocation.pk).set_amount(
            allocation.amount - 1, by=office.asks, seen=Allocation.objects.get(pk=allocation.pk).shown
        ),
        lambda: allocate(place.programme, strangers[0], room, by=place.office.asks),
        lambda: allocate(
            Programme.objects.get(pk=place.programme.pk), strangers[1], room, by=place.office.approves
        ),
        lambda: close_year(Programme.objects.get(pk=place.programme.pk), by=office.approves),
    ]


def test_in_hundreds_of_rounds_no_rule_is_broken_and_nobody_sees_an_error_of_the_database() -> None:
    chance, office, racers = random.Random(SEED), Office(), Racers()
    outcomes: Counter[str] = Counter()
    try:
        for number in range(ROUNDS):
            if number % 20 == 0:
                place = place_for(office, 2555 + number // 20)
            office.set_ceiling(place.programme, Programme.objects.get(pk=place.programme.pk).allocated + 200)
            pair = chance.choices(steps_of(place, chance), k=2)
            for outcome in racers.run(pair):  # type: ignore[arg-type]
                assert outcome.error is None, (number, outcome.error)
                assert not any(TRY_AGAIN in said for said in outcome.value), (number, outcome.value)
                outcomes["refused" if outcome.value else "done"] += 1
            if number % 20 == 19:
                assert list(violations()) == [], number
    finally:
        racers.close()
    assert list(violations()) == []
    assert min(outcomes["done"], outcomes["refused"]) > ROUNDS // 4  # neither kind is rare


def test_the_sentence_for_a_lock_is_the_one_looked_for() -> None:
    """The rounds would prove nothing if they looked for words that nobody is told."""

    def locked() -> None:
        raise OperationalError("database is locked")

    (said,) = told(locked)()
    assert TRY_AGAIN in said
