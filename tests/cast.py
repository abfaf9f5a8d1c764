"""The fixed cast of the tests: every reader knows who may see what.

head_office sees all regions; officer_6 and officer_11 are staff of two regions; finance_6 pays what region 6
grants, mentor_6 reads its reports; coordinator_6 is of one region-6 centre; member_6 sits on region 6's committee;
complaints_6 is officer of a region-6 unit; nobody has an account and no role. desk is officer_6's browser, where
most of the admin's tests begin.
"""

from collections.abc import Iterable

import pytest
from django.test import Client

from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of

CAST: dict[str, tuple[Role | None, int | None]] = {
    "head_office": (Role.HEAD_OFFICE, None),
    "officer_6": (Role.REGIONAL_STAFF, 6),
    "officer_11": (Role.REGIONAL_STAFF, 11),
    "finance_6": (Role.FINANCE, 6),
    "mentor_6": (Role.MENTOR, 6),
    "coordinator_6": (Role.COORDINATOR, 6),
    "member_6": (Role.COMMITTEE_MEMBER, 6),
    "complaints_6": (Role.COMPLAINT_OFFICER, 6),
    "nobody": (None, None),
}


def person(name: str) -> User:
    """Make one of the cast."""
    role, region = CAST[name]
    return make.user(name, role, region)


def of_every_role(names: Iterable[str]) -> list[str]:
    """The names, when somebody of each role is among them. A table of what people may do asks this of its rows."""
    listed = list(names)
    missing = set(Role) - {CAST[name][0] for name in listed if name in CAST}
    assert not missing, f"nobody in this table is {', '.join(sorted(missing))}"
    return listed


@pytest.fixture
def head_office(db: None) -> User:
    return person("head_office")


@pytest.fixture
def officer_6(db: None) -> User:
    return person("officer_6")


@pytest.fixture
def officer_11(db: None) -> User:
    return person("officer_11")


@pytest.fixture
def finance_6(db: None) -> User:
    return person("finance_6")


@pytest.fixture
def mentor_6(db: None) -> User:
    return person("mentor_6")


@pytest.fixture
def coordinator_6(db: None) -> User:
    return person("coordinator_6")


@pytest.fixture
def member_6(db: None) -> User:
    return person("member_6")


@pytest.fixture
def complaints_6(db: None) -> User:
    return person("complaints_6")


@pytest.fixture
def nobody(db: None) -> User:
    return person("nobody")


@pytest.fixture
def desk(officer_6: User) -> Client:
    return browser_of(officer_6)
