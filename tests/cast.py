"""The fixed cast of the tests: every reader knows who may see what.

head_office sees all regions; officer_6 and officer_11 are staff of two regions; coordinator_6 is of one
region-6 centre; member_6 sits on region 6's committee; complaints_6 is officer of a region-6 unit;
nobody has an account and no role. desk is officer_6's browser, where most of the admin's tests begin.
"""

import pytest
from django.test import Client

from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of


@pytest.fixture
def head_office(db: None) -> User:
    return make.user("head_office", Role.HEAD_OFFICE)


@pytest.fixture
def officer_6(db: None) -> User:
    return make.user("officer_6", Role.REGIONAL_STAFF, 6)


@pytest.fixture
def officer_11(db: None) -> User:
    return make.user("officer_11", Role.REGIONAL_STAFF, 11)


@pytest.fixture
def coordinator_6(db: None) -> User:
    return make.user("coordinator_6", Role.COORDINATOR, 6)


@pytest.fixture
def member_6(db: None) -> User:
    return make.user("member_6", Role.COMMITTEE_MEMBER, 6)


@pytest.fixture
def complaints_6(db: None) -> User:
    return make.user("complaints_6", Role.COMPLAINT_OFFICER, 6)


@pytest.fixture
def nobody(db: None) -> User:
    return make.user("nobody")


@pytest.fixture
def desk(officer_6: User) -> Client:
    return browser_of(officer_6)
