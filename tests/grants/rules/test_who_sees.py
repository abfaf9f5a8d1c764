"""Who sees which row, and by which name."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from grants.models import Agreement, Allocation, Amendment, Entry, Instalment, Programme, Report, Settlement
from grants.reports.writing import begin
from people.roles import Role
from tests import make
from tests.grants.steps import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_walls_hold_for_every_kind_of_row(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    report = office.report(office.pay(agreement, 1))
    asked = Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ")
    settled = Settlement.propose(
        granted.programme, by=office.asks, how="explained", amount=Decimal(1), reason="-"
    )
    coordinator, stranger = office.coordinator_of(agreement), Office(11).asks
    rows: list[tuple[Any, Any]] = [
        (Agreement, agreement),
        (Instalment, agreement.instalments.get(number=1)),
        (Entry, agreement.entries.order_by("pk")[0]),
        (Report, report),
        (Amendment, asked),
    ]
    for model, row in rows:
        for person in (office.asks, office.pays, office.mentors, office.head, coordinator):
            assert row in model.objects.visible_to(person), (model, person)
        assert not model.objects.visible_to(stranger).exists(), model
    for model, row in ((Programme, granted.programme), (Allocation, granted), (Settlement, settled)):
        assert row in model.objects.visible_to(office.asks)
        assert not model.objects.visible_to(stranger).exists()


def test_a_report_is_its_offices_own_until_it_is_handed_in(office: Office, granted: Allocation) -> None:
    part = office.pay(office.active(granted, "60.00"), 1)
    coordinator = office.coordinator_of(part.agreement)
    committee = make.user("committee", Role.COMMITTEE_MEMBER, 6)
    report = begin(part, by=coordinator)
    for person in (coordinator, office.asks, office.mentors, office.head):
        assert report in Report.objects.visible_to(person), person
    for person in (office.pays, committee, make.user("nobody")):
        assert report not in Report.objects.visible_to(person), person
    report = office.report(part)
    for person in (office.pays, committee):
        assert report in Report.objects.visible_to(person), person


def test_a_coordinator_sees_what_she_is_tied_to_in_the_role_and_nothing_else(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00")
    seen = Agreement.objects.of_coordinator
    mentor_tie = make.user("tied_otherwise", Role.COORDINATOR, 6)
    make.tie(mentor_tie, agreement.organisation, Role.MENTOR)
    abroad = make.user("coordinates_elsewhere", Role.COORDINATOR, 11)
    make.tie(abroad, agreement.organisation, Role.COORDINATOR)
    assert list(seen(office.coordinator_of(agreement))) == [agreement]
    for person in (mentor_tie, abroad, office.asks, AnonymousUser()):
        assert list(seen(person)) == [], person
    here = Agreement.objects.in_regions_of
    assert list(here(office.asks, Role.REGIONAL_STAFF)) == [agreement]
    assert list(here(office.head, Role.REGIONAL_STAFF)) == [agreement]
    assert list(here(office.pays, Role.REGIONAL_STAFF)) == []
    assert list(here(AnonymousUser(), Role.REGIONAL_STAFF)) == []
    assert list(Agreement.objects.visible_to(AnonymousUser())) == []


def test_names_tell_what_a_row_is(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00")
    part = office.pay(agreement, 1)
    report = begin(part, by=office.asks)
    asked = Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ")
    entry = agreement.entries.get(kind="payment")
    assert str(agreement) == "ปชส-06-2567-001"
    assert "100.00" in str(granted)
    assert "60.00" in str(entry)
    for row in (part, report, asked):
        assert "ปชส-06-2567-001" in str(row)
        assert not re.search("[A-Za-z]", str(row))
    assert "2567" in str(granted.programme)
    assert not re.search("[A-Za-z]", str(granted.programme))
    assert "60.00" in part.owed_text
    assert not re.search("[A-Za-z]", part.owed_text)
