"""What one organisation is granted: within the ceiling, above what is agreed, and remembered."""

from decimal import Decimal

import pytest

from grants.models import Agreement, Allocation, Programme
from tests import make
from tests.grants.proofs import left, refused
from tests.grants.steps import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_no_satang_more_is_granted_than_the_ceiling(office: Office) -> None:
    programme = office.open_programme("1000.00")
    first = programme.allocate(make.organisation("ก"), Decimal("600.00"))
    second = make.organisation("ข")
    refused(
        lambda: programme.allocate(second, Decimal("400.01")), "ceiling", "400.00", "1,000.00", field="amount"
    )
    assert programme.allocate(second, Decimal("400.00")).order == first.order + 1
    assert programme.allocated == Decimal("1000.00")
    assert programme.remaining == Decimal("0.00")
    by = {"by": office.asks, "version": first.version}
    refused(lambda: first.set_amount(Decimal("600.01"), **by), "ceiling", "600.00", field="amount")
    first.set_amount(Decimal("599.99"), **by)
    programme.refresh_from_db()
    assert programme.remaining == Decimal("0.01")
    refused(
        lambda: first.set_amount(Decimal("-0.01"), by=office.asks, version=first.version),
        None,
        field="amount",
    )


def test_an_allocation_is_of_its_region_and_once(office: Office, programme: Programme) -> None:
    stranger = make.organisation("ของเขต", 11)
    refused(lambda: programme.allocate(stranger, Decimal("1.00")), "region", field="organisation")
    here = make.organisation("ของเรา")
    programme.allocate(here, Decimal("1.00"))
    refused(lambda: programme.allocate(here, Decimal("1.00")), None, field="__all__")


def test_a_stale_page_changes_no_amount(office: Office, granted: Allocation) -> None:
    granted.set_amount(Decimal("90.00"), by=office.asks, version=granted.version)
    stale = granted.version - 1
    refused(
        lambda: granted.set_amount(Decimal("80.00"), by=office.asks, version=stale), "newer_version", "90.00"
    )


def test_a_grant_does_not_fall_below_what_is_agreed(office: Office, granted: Allocation) -> None:
    office.draft(granted, "60.00")
    by = {"by": office.asks, "version": granted.version}
    refused(lambda: granted.set_amount(Decimal("59.99"), **by), "agreed", "60.00", field="amount")
    granted.set_amount(Decimal("60.00"), **by)


def test_a_cancelled_grant_stays_as_it_is(office: Office, granted: Allocation) -> None:
    refused(lambda: granted.cancel(by=office.asks, reason=" "), "required", field="reason")
    granted.cancel(by=office.asks, reason="ยุติ")
    refused(lambda: granted.cancel(by=office.asks, reason="ยุติ"), "state")
    refused(lambda: granted.announce(by=office.asks), "state")
    version = granted.version
    refused(
        lambda: granted.set_amount(Decimal("1.00"), by=office.asks, version=version), None, field="amount"
    )
    refused(lambda: Agreement.draw_up(granted, Decimal("1.00"), by=office.asks), "state")


def test_a_grant_with_a_live_agreement_is_not_cancelled(office: Office, granted: Allocation) -> None:
    office.draft(granted, "60.00")
    refused(lambda: granted.cancel(by=office.asks, reason="ยุติ"), "agreed")


def test_a_grant_remembers_who_moved_it_and_why(office: Office, programme: Programme) -> None:
    granted = programme.allocate(make.organisation("ก"), Decimal("50.00"), purpose="อบรม", tier="ก")
    assert (granted.order, granted.purpose, granted.tier, granted.state) == (1, "อบรม", "ก", "planned")
    assert programme.allocate(make.organisation("ข"), Decimal("1.00")).order == 2
    granted.announce(by=office.asks)
    left(granted, office.asks, state="announced", version=2)
    granted.set_amount(Decimal("60.00"), by=office.approves, version=2, tier="ข")
    left(granted, office.approves, version=3)
    granted.refresh_from_db()
    assert (granted.amount, granted.tier, granted.counted) == (Decimal("60.00"), "ข", Decimal("60.00"))
    granted.set_amount(Decimal("61.00"), by=office.approves, version=3)
    assert granted.tier == "ข"
    granted.cancel(by=office.head, reason=" ยุติ ")
    left(granted, office.head, state="cancelled", version=5, why="ยุติ")
    assert granted.counted == Decimal("0.00")
    assert programme.allocations.counted() == Decimal("1.00")
    assert programme.allocations.total() == Decimal("62.00")
