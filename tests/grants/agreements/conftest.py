"""An agreement in the middle of its life."""

import pytest

from grants.models import Agreement, Allocation
from tests.grants.steps import Office


@pytest.fixture
def active(office: Office, allocation: Allocation) -> Agreement:
    return office.half_way(allocation)
