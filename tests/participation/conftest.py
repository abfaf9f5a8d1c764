"""A plan that was decided on, and the second person whom every decision needs."""

import pytest

from participation.models import Plan
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make


@pytest.fixture
def decides() -> User:
    return make.user("decides", Role.REGIONAL_STAFF, 6)


@pytest.fixture
def plan_in_force(officer_6: User, decides: User) -> Plan:
    """Two lines, of forms 1 and 3; the first has three activities."""
    plan = make.plan()
    make.plan_line(plan, 1, activities="1.อบรมสร้างความรู้ 2.สื่อสารเรื่องสิทธิ 3.ประชุม")
    make.plan_line(plan, 3)
    plan.submit(by=officer_6, seen=plan.shown)
    decide(plan, make.minutes(), by=decides, seen=plan.shown)
    return Plan.objects.get()
