"""Who holds which role where, and who acts for which organisation."""

import pytest

from people import rights
from people.models import User
from people.roles import Role
from tests import make

pytestmark = pytest.mark.django_db


def test_head_office_holds_every_role_and_the_others_their_own_region(
    head_office: User, officer_6: User
) -> None:
    assert rights.holds(head_office, 6, Role.FINANCE)
    assert rights.holds(officer_6, 6, Role.FINANCE, Role.REGIONAL_STAFF)
    assert not rights.holds(officer_6, 6, Role.FINANCE)
    assert not rights.holds(officer_6, 11, Role.REGIONAL_STAFF)


def test_a_coordinator_acts_while_she_is_tied_to_the_organisation_and_holds_the_role(
    coordinator_6: User,
) -> None:
    organisation = make.organisation("ศูนย์ประสานงาน")
    make.tie(coordinator_6, organisation, Role.COORDINATOR)
    elsewhere = make.user("tied_elsewhere", Role.COORDINATOR, 6)
    make.tie(elsewhere, make.organisation("อีกแห่ง"), Role.COORDINATOR)
    without_role = make.user("ties_without_role", Role.MENTOR, 6)
    make.tie(without_role, organisation, Role.COORDINATOR)
    with_other_tie = make.user("role_with_other_tie", Role.COORDINATOR, 6)
    make.tie(with_other_tie, organisation, Role.MENTOR)
    assert rights.acts_for(coordinator_6, organisation)
    for person in (elsewhere, without_role, with_other_tie):
        assert not rights.acts_for(person, organisation), person
