"""A plan in force, and an activity of a plan with the organisation that answers for it and its coordinator."""

import pytest

from centres.models import Organisation
from participation.models import Plan, PlanItem
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make


@pytest.fixture
def decides() -> User:
    """The second person whom every decision needs."""
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


@pytest.fixture
def centre(db: None) -> Organisation:
    return make.organisation("ศูนย์ประสานงาน จังหวัดระยอง")


@pytest.fixture
def activity(centre: Organisation, officer_6: User) -> PlanItem:
    (activity,) = make.plan_line(make.plan(), 3, activities="ประชุมระดับจังหวัด").activities
    make.detail(activity, organisations=[centre])
    activity.line.plan.submit(
        by=officer_6, seen=activity.line.plan.shown
    )  # a draft is not for a committee yet
    return activity


@pytest.fixture
def coordinator(centre: Organisation) -> User:
    person = make.user("tied", Role.COORDINATOR, 6)
    make.tie(person, centre, Role.COORDINATOR)
    return User.objects.get(pk=person.pk)
