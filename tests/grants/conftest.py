"""A region's money as most tests of it begin: its people, its year, a grant, an agreement, a payment, a report."""

from collections.abc import Iterator

import pytest

from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Instalment, Programme, Report
from grants.reports.writing import begin
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import Office


@pytest.fixture
def audited(db: None) -> Iterator[None]:
    """For whole files: whatever a test did, the audit finds nothing."""
    yield
    assert violations() == []


@pytest.fixture
def office(db: None) -> Office:
    return Office()


@pytest.fixture
def officers(db: None) -> list[User]:
    """Two of region 6's staff, for what both want at once."""
    return [make.user(name, Role.REGIONAL_STAFF, 6) for name in ("somchai", "somying")]


@pytest.fixture
def programme(office: Office) -> Programme:
    """Region 6's year, open, with 1,175,000 baht."""
    return office.open_programme()


@pytest.fixture
def allocation(programme: Programme) -> Allocation:
    """95,000 baht, as most of region 6's organisations are granted."""
    return make.allocation(programme, "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี", "95000.00")


@pytest.fixture
def granted(programme: Programme) -> Allocation:
    """A hundred baht, for tests that count satang."""
    return make.allocation(programme, "ศูนย์ประสานงาน", "100.00")


@pytest.fixture
def agreement(office: Office, allocation: Allocation) -> Agreement:
    """In force over 95,000 baht in two halves; nothing is paid."""
    return office.active(allocation, "47500.00", "47500.00")


@pytest.fixture
def paid(office: Office, agreement: Agreement) -> Instalment:
    """The first half of the agreement, paid."""
    return office.pay(agreement, 1)


@pytest.fixture
def report(office: Office, paid: Instalment) -> Report:
    """The report on the first half, begun by the organisation's coordinator."""
    return begin(paid, by=office.coordinator_of(paid.agreement))
