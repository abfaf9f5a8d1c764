"""Two people at the same money at once: one gets it, the other is told why not, and the audit finds nothing.

The control: with the locks off, the second meets a rule of the database.
"""

from collections.abc import Callable
from decimal import Decimal

import pytest

from grants.agreements.payment_requests import request_payment
from grants.budget.allocation import allocate
from grants.guard.audit import violations
from grants.models import Agreement, Amendment, CeilingChange, Instalment, Programme, Report
from grants.payments.paying import pay
from tests import make
from tests.grants.places import TRY_AGAIN, WRITES, Pair, Place, place_for, told
from tests.grants.steps import (
    NUMBER,
    ON,
    Office,
    accept_as_mentor,
    accept_as_region,
    approve,
    approve_payment,
    close_year,
    of_year,
)
from tests.races import PATIENCE_OF_CONTROLS, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def last_baht(place: Place) -> Pair:
    left = place.programme.ceiling - Decimal("95000.00")
    place.allocation(str(left))
    first, second = (make.organisation(f"เครือข่าย {name} {place.programme.fiscal_year}") for name in "กข")
    return (
        lambda: allocate(place.programme, first, Decimal("95000.00"), by=place.office.asks),
        lambda: allocate(
            Programme.objects.get(pk=place.programme.pk),
            second,
            Decimal("95000.00"),
            by=place.office.approves,
        ),
    )


def same_instalment(place: Place) -> Pair:
    part = place.active("100.00").instalments.get()
    request_payment(part, by=place.office.asks)
    again = Instalment.objects.get(pk=part.pk)
    return (
        lambda: approve_payment(part, by=place.office.approves),
        lambda: approve_payment(again, by=place.office.head),
    )


def same_payment(place: Place) -> Pair:
    agreement = place.active("100.00")
    part = place.office.approve(agreement, 1)
    again = Instalment.objects.get(pk=part.pk)
    return (
        lambda: pay(part, by=place.office.pays, on=of_year(part.agreement, ON), document_number=NUMBER),
        lambda: pay(again, by=place.office.asks, on=of_year(again.agreement, ON), document_number="บค 2"),
    )


def payment_and_cancellation(place: Place) -> Pair:
    agreement = place.active("60.00", "40.00")
    part = place.office.approve(agreement, 1)
    asked = Amendment.propose_cancellation(agreement, by=place.office.asks, reason="ยุติการดำเนินงาน")
    return (
        lambda: pay(part, by=place.office.pays, on=of_year(part.agreement, ON), document_number=NUMBER),
        lambda: approve(asked, by=place.office.approves),
    )


def close_and_return(place: Place) -> Pair:
    agreement = place.ended()
    return lambda: close_year(place.programme, by=place.office.approves), place.give_back(agreement, "10.00")


def close_and_payment(place: Place) -> Pair:
    place.ended()
    part = place.office.approve(place.active("50.00"), 1)
    return (
        lambda: close_year(place.programme, by=place.office.approves),
        lambda: pay(part, by=place.office.pays, on=of_year(part.agreement, ON), document_number=NUMBER),
    )


def same_amendment(place: Place) -> Pair:
    agreement = place.active("60.00", "40.00")
    parts = [Instalment(amount=Decimal("60.00")), Instalment(amount=Decimal("30.00"))]
    asked = Amendment.propose(
        agreement, by=place.office.asks, reason="ลดงวด", amount=Decimal("90.00"), parts=parts
    )
    again = Amendment.objects.get(pk=asked.pk)
    return lambda: approve(asked, by=place.office.approves), lambda: approve(again, by=place.office.head)


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
    return tuple(lambda each=each: approve(each, by=place.office.head) for each in asked)  # type: ignore[return-value,misc]


def same_report(place: Place) -> Pair:
    agreement = place.active("100.00")
    report = place.office.report(place.office.pay(agreement, 1))
    accept_as_mentor(report, by=place.office.mentors)
    again = Report.objects.get(pk=report.pk)
    return (
        lambda: accept_as_region(report, by=place.office.approves),
        lambda: accept_as_region(again, by=place.office.head),
    )


def same_money_back(place: Place) -> Pair:
    agreement = place.active("100.00")
    place.office.pay(agreement, 1)
    return place.give_back(agreement, "60.00"), place.give_back(
        Agreement.objects.get(pk=agreement.pk), "60.00"
    )


def same_ceiling(place: Place) -> Pair:
    asked = CeilingChange.propose(
        place.programme, by=place.office.asks, after=Decimal("200000.00"), reason="ได้รับงบเพิ่ม"
    )
    again = CeilingChange.objects.get(pk=asked.pk)
    return lambda: approve(asked, by=place.office.approves), lambda: approve(again, by=place.office.head)


def lower_ceiling_and_allocation(place: Place) -> Pair:
    asked = CeilingChange.propose(
        place.programme, by=place.office.asks, after=Decimal("90000.00"), reason="ถูกปรับลดงบ"
    )
    grantee = make.organisation(f"เครือข่าย {place.programme.fiscal_year}")
    return (
        lambda: approve(asked, by=place.office.approves),
        lambda: allocate(place.programme, grantee, Decimal("95000.00"), by=place.office.asks),
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
        same_ceiling,
        lower_ceiling_and_allocation,
    )
}

BOTH_MAY = {"payment_and_cancellation"}  # what was paid first stays paid; the rest is cancelled


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


def test_without_the_locks_the_second_meets_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the locks: no sentence of a model stops the second, because it looked too early."""
    office = Office()
    for year, name in enumerate(
        ("last_baht", "same_payment", "same_amendment", "two_amendments", "same_ceiling"), 2560
    ):
        first, second = RACES[name](place_for(office, year))
        with without_locks(monkeypatch):
            outcomes = at_once(first, second, before=WRITES, patience=PATIENCE_OF_CONTROLS)
        (refused,) = [outcome.error for outcome in outcomes if outcome.error]
        assert type(refused).__name__ in ("IntegrityError", "OperationalError"), (name, refused)
        assert violations() == [], name  # the rules still stand
