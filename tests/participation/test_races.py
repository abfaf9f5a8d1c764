"""Two people take one step of a plan at once."""

import pytest

from participation.models import Plan
from people.roles import Role
from tests import make
from tests.races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan() -> Plan:
    made = make.plan()
    make.plan_line(made)
    return made


def test_of_two_who_submit_at_once_one_is_told(plan: Plan) -> None:
    people = [make.user(name, Role.REGIONAL_STAFF, 6) for name in ("somchai", "somying")]
    both = [lambda by=by: Plan.objects.get(pk=plan.pk).submit(by=by, seen=plan.shown) for by in people]
    outcomes = at_once(*both, before='UPDATE "participation_plan"')
    assert sorted(type(outcome.error).__name__ for outcome in outcomes) == ["NoneType", "ValidationError"]
    plan.refresh_from_db()
    assert (plan.state, plan.version) == ("submitted", 2)
