"""What is said of unspent money: whole, of its year, and by two persons."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from grants.models import Agreement, Programme, Settlement
from tests.grants.proofs import refused
from tests.grants.steps import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_what_is_said_of_unspent_money_is_whole_and_of_this_year(
    office: Office, programme: Programme, closed: Agreement
) -> None:
    said = {"by": office.asks, "how": "carried", "amount": Decimal("1.00"), "reason": "ยกไปปีหน้า"}

    def propose(**more: Any) -> Settlement:
        return Settlement.propose(programme, **said | more)

    refused(lambda: propose(agreement=closed), "programme", field="agreement")
    refused(lambda: propose(amount=Decimal("0.00")), None, field="__all__")
    refused(lambda: propose(reason=""), "blank", field="reason")
    refused(lambda: propose(how="given_back"), None, field="__all__")
    carried = propose()
    refused(lambda: carried.approve(by=office.asks), "own")
    carried.approve(by=office.approves)
    refused(lambda: carried.approve(by=office.head), "state")
    again = Settlement.objects.get(pk=carried.pk)
    refused(lambda: again.withdraw(by=office.asks), "state")
    again.withdraw(by=office.head)
    refused(lambda: carried.withdraw(by=office.head), "state")


def test_what_is_said_of_unspent_money_stands_once_it_is_approved(
    office: Office, programme: Programme
) -> None:
    said = {"by": office.asks, "amount": Decimal("7.00"), "reason": "ยกไปปีหน้า"}
    carried = Settlement.propose(programme, how="carried", **said)
    explained = Settlement.propose(programme, how="explained", **said)
    assert (carried.requested_by, carried.approved_by) == (office.asks, None)
    assert list(Settlement.objects.standing()) == [explained]
    before = timezone.now()
    carried.approve(by=office.approves)
    assert carried.approved_by == office.approves
    assert carried.approved_at >= before
    assert Settlement.objects.standing().total() == Decimal("14.00")
    explained.withdraw(by=office.asks)
    assert list(Settlement.objects.all()) == [carried]
