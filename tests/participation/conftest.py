"""An activity of region 6's plan with the organisation that answers for it, and its coordinator."""

import pytest

from centres.models import Organisation
from participation.models import PlanItem
from people.models import User
from people.roles import Role
from tests import make


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
