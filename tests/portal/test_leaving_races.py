"""Two at once about an account that is closed: each in a transaction of her own, on either database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from centres.models import OrganisationPerson
from people.models import Membership, User
from people.roles import Role
from tests import make
from tests.html import browser_of
from tests.portal.test_leaving import close, filled, form_of, is_open, page_of
from tests.races import PATIENCE_OF_CONTROLS, Outcome, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

STEPS = ('UPDATE "people_', 'INSERT INTO "people_membership"')


def closing(by: User, person: User, **heirs: Any) -> Callable[[], int]:
    """The page as it is before her now; pressed when it is called."""
    client, data = browser_of(by), filled(form_of(by, person), heirs)
    return lambda: client.post(page_of(person), data).status_code


def answers(outcomes: list[Outcome]) -> list[int]:
    assert [outcome.error for outcome in outcomes] == [None, None]
    return sorted(outcome.value for outcome in outcomes)


@pytest.fixture
def two(db: None) -> list[User]:
    return [make.user(f"staff_{each}", Role.REGIONAL_STAFF, 6) for each in range(2)]


def test_of_two_who_close_one_account_at_once_one_does(two: list[User], coordinator_6: User) -> None:
    outcomes = at_once(*(closing(by, coordinator_6) for by in two), before=STEPS)
    assert answers(outcomes) in (
        [200, 302],
        [302, 422],
    )  # the second is told that it is closed, or has changed
    assert not is_open(coordinator_6)
    closed = [line for line in coordinator_6.history.all() if not line.is_active]
    assert len(closed) == 1


def test_without_locks_both_would_close_it(
    two: list[User], coordinator_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the race is real, and the meeting makes it happen."""
    pressed = [closing(by, coordinator_6) for by in two]
    with without_locks(monkeypatch):
        outcomes = at_once(*pressed, before=STEPS, patience=PATIENCE_OF_CONTROLS)
    closed = coordinator_6.history.filter(is_active=False).count()
    if connection.vendor == "postgresql":
        assert (answers(outcomes), closed) == ([302, 302], 2)  # the second never learns of the first
        return
    assert (answers(outcomes), closed) == ([302, 422], 1)  # SQLite breaks one off by itself


def test_who_is_given_a_role_while_she_is_closed_has_none_afterwards(
    two: list[User], coordinator_6: User
) -> None:
    role = Membership(user=coordinator_6, role=Role.COMMITTEE_MEMBER, region_id=6)
    at_once(closing(two[0], coordinator_6), lambda: role.give(by=two[1]), before=STEPS)
    held = Membership.objects.filter(user=coordinator_6).not_over()
    assert is_open(coordinator_6) == held.exists()


def test_nobody_takes_over_from_who_is_closed_at_the_same_moment(two: list[User]) -> None:
    """Each is to take over from the other: one of the two goes, and what she had is with who stays."""
    pair = [make.user(f"acts_{each}", Role.COORDINATOR, 6) for each in range(2)]
    for person, name in zip(pair, ("ศูนย์หนึ่ง", "ศูนย์สอง"), strict=True):
        make.tie(person, make.organisation(name), Role.COORDINATOR)
    pressed = [
        closing(by, person, tie=heir.pk) for by, person, heir in zip(two, pair, reversed(pair), strict=True)
    ]
    assert answers(at_once(*pressed, before=STEPS)) == [302, 422]
    [stays] = [person for person in pair if is_open(person)]
    left = OrganisationPerson.objects.filter(until=None)
    assert {tie.user for tie in left} == {stays}
    assert left.count() == 2


def test_two_of_head_office_who_close_each_other_leave_one(db: None) -> None:
    pair = [make.user(f"head_{each}", Role.HEAD_OFFICE) for each in range(2)]
    pressed = [closing(by, person) for by, person in zip(pair, reversed(pair), strict=True)]
    assert answers(at_once(*pressed, before=STEPS)) == [302, 422]
    assert sum(is_open(person) for person in pair) == 1


def test_what_was_closed_is_closed_for_the_next_who_presses(two: list[User], coordinator_6: User) -> None:
    late = closing(two[1], coordinator_6)
    close(two[0], coordinator_6)
    assert late() == 200
    assert coordinator_6.history.filter(is_active=False).count() == 1
