"""Two people who look and then write, or two raw statements at once: the rules of the database alone stop the second.

The control: with the rules off, both do it, and the audit sees what that breaks.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from grants.agreements.life import INSTALMENT_LIFE
from grants.agreements.payment_requests import request_payment
from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Entry, Instalment, Programme, Report
from tests import make
from tests.grants.places import WRITES, Pair, Place, persons, place_for
from tests.grants.raw_sql import insert, run
from tests.grants.steps import NUMBER, ON, Office, accept_as_mentor, of_year
from tests.grants.without_rules import without_rules
from tests.races import PATIENCE_OF_CONTROLS, at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def looked_then_wrote(look: Callable[[], Any], write: Callable[[], Any]) -> Callable[[], None]:
    def act() -> None:
        look()
        write()

    return act


def careless_payment(part: Instalment, agreement: Agreement, office: Office) -> Callable[[], None]:
    def look() -> None:
        INSTALMENT_LIFE.require_ready("pay", Instalment.objects.get(pk=part.pk))

    def write() -> None:
        Entry.objects.create(
            agreement=agreement,
            instalment=part,
            kind="payment",
            amount=part.amount,
            on=of_year(agreement, ON),
            document_number=NUMBER,
            requested_by=office.asks,
            approved_by=office.approves,
            recorded_by=office.pays,
        )

    return looked_then_wrote(look, write)


def by_hand_instalment(place: Place) -> Pair:
    part = place.active("100.00").instalments.get()
    request_payment(part, by=place.office.asks)

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
        run(insert("entry", kind="return", amount=1000, agreement_id=agreement.pk), persons(place))

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
        run(insert("entry", **values), persons(place))
        Agreement.objects.filter(pk=agreement.pk).update(committed=committed - 10, amount=committed - 10)

    return approve, approve


def by_hand_report(place: Place) -> Pair:
    agreement = place.active("100.00")
    report = place.office.report(place.office.pay(agreement, 1))
    accept_as_mentor(report, by=place.office.mentors)

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
            if held.remaining < Decimal("95000.00"):
                raise ValidationError("ceiling", code="ceiling")
            Allocation.objects.create(
                programme=held, organisation=organisation, order=9, amount=Decimal("95000.00")
            )

        return act

    return takes("เครือข่ายหนึ่ง"), takes("เครือข่ายสอง")


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


def raw_pairs(place: Place) -> dict[str, Pair]:
    """Each of two statements fits alone, and both together do not."""
    agreement = place.active("60.00", "40.00")
    place.office.pay(agreement, 1)
    approved = place.active("50.00")
    place.office.approve(approved, 1)
    grant = place.allocation("100.00")
    taken = place.programme.allocations.counted()
    room = int((place.programme.ceiling - taken) * 100)
    keys = persons(place) | {"open_year": place.programme.pk, "planned_allocation": grant.pk}
    keys |= {"active": agreement.pk, "approved": approved.pk, "approved_1": approved.instalments.get().pk}
    pay = {"kind": "payment", "agreement_id": "{approved}", "instalment_id": "{approved_1}", "amount": 5000}
    pay |= {"recorded_by_id": "{asks}"}
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
