"""What one organisation is granted: within the ceiling, above what is agreed, and remembered."""

from decimal import Decimal

import pytest

from grants.agreements.drafting import draw_up
from grants.budget.allocation import allocate
from grants.models import Allocation, Programme
from tests import make
from tests.grants.proofs import left, refused
from tests.grants.steps import Office, cancel_allocation, set_amount

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_no_satang_more_is_granted_than_the_ceiling(office: Office) -> None:
    programme = office.open_programme("1000.00")
    first = allocate(programme, make.organisation("ก"), Decimal("600.00"), by=office.asks)
    second = make.organisation("ข")
    refused(
        lambda: allocate(programme, second, Decimal("400.01"), by=office.asks),
        "ceiling",
        "400.00",
        "1,000.00",
        field="amount",
    )
    assert allocate(programme, second, Decimal("400.00"), by=office.asks).order == first.order + 1
    assert programme.allocated == Decimal("1000.00")
    assert programme.remaining == Decimal("0.00")
    refused(lambda: set_amount(first, Decimal("600.01"), by=office.asks), "ceiling", "600.00", field="amount")
    set_amount(first, Decimal("599.99"), by=office.asks)
    programme.refresh_from_db()
    assert programme.remaining == Decimal("0.01")
    refused(lambda: set_amount(first, Decimal("-0.01"), by=office.asks), None, field="amount")


def test_an_allocation_is_of_its_region_and_once(office: Office, programme: Programme) -> None:
    stranger = make.organisation("ของเขต", 11)
    refused(
        lambda: allocate(programme, stranger, Decimal("1.00"), by=office.asks), "region", field="organisation"
    )
    here = make.organisation("ของเรา")
    allocate(programme, here, Decimal("1.00"), by=office.asks)
    refused(lambda: allocate(programme, here, Decimal("1.00"), by=office.asks), None, field="__all__")


def test_a_stale_page_changes_no_amount(office: Office, granted: Allocation) -> None:
    stale = granted.shown
    set_amount(granted, Decimal("90.00"), by=office.asks)
    by = {"by": office.asks, "seen": stale}
    refused(lambda: granted.set_amount(Decimal("80.00"), **by), "newer_version", "90.00")
    refused(lambda: granted.cancel(reason="ยุติ", **by), "newer_version", "90.00")


def test_a_grant_does_not_fall_below_what_is_agreed(office: Office, granted: Allocation) -> None:
    office.draft(granted, "60.00")
    refused(lambda: set_amount(granted, Decimal("59.99"), by=office.asks), "agreed", "60.00", field="amount")
    set_amount(granted, Decimal("60.00"), by=office.asks)


def test_a_cancelled_grant_stays_as_it_is(office: Office, granted: Allocation) -> None:
    refused(lambda: cancel_allocation(granted, by=office.asks, reason=" "), "required", field="reason")
    cancel_allocation(granted, by=office.asks, reason="ยุติ")
    refused(lambda: cancel_allocation(granted, by=office.asks, reason="ยุติ"), "state")
    refused(lambda: set_amount(granted, Decimal("1.00"), by=office.asks), "state")
    refused(lambda: draw_up(granted, Decimal("1.00"), by=office.asks), "state")


def test_a_grant_with_a_live_agreement_is_not_cancelled(office: Office, granted: Allocation) -> None:
    office.draft(granted, "60.00")
    refused(lambda: cancel_allocation(granted, by=office.asks, reason="ยุติ"), "agreed")


def test_a_grant_remembers_who_moved_it_and_why(office: Office, programme: Programme) -> None:
    granted = allocate(
        programme, make.organisation("ก"), Decimal("50.00"), by=office.asks, purpose="อบรม", tier="ก"
    )
    assert (granted.order, granted.purpose, granted.tier, granted.state) == (1, "อบรม", "ก", "planned")
    assert allocate(programme, make.organisation("ข"), Decimal("1.00"), by=office.asks).order == 2
    assert granted.history.latest().history_user == office.asks
    set_amount(granted, Decimal("60.00"), by=office.approves, tier="ข")
    left(granted, office.approves, version=2)
    granted.refresh_from_db()
    assert (granted.amount, granted.tier, granted.counted) == (Decimal("60.00"), "ข", Decimal("60.00"))
    set_amount(granted, Decimal("61.00"), by=office.approves)
    assert granted.tier == "ข"
    cancel_allocation(granted, by=office.head, reason=" ยุติ ")
    left(granted, office.head, state="cancelled", version=4, why="ยุติ")
    assert granted.counted == Decimal("0.00")
    assert programme.allocations.counted() == Decimal("1.00")
    assert programme.allocations.total() == Decimal("62.00")
