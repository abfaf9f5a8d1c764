"""One person submits a plan while another still writes in it: the written line is in what was submitted, or refused."""

import pytest
from django.test import Client

from participation.models import Plan
from people.roles import Role
from tests import make
from tests.html import OpenForm, browser_of
from tests.races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan() -> Plan:
    made = make.plan()
    make.plan_line(made)
    return made


def desk(name: str) -> Client:
    return browser_of(make.user(name, Role.REGIONAL_STAFF, 6))


@pytest.mark.parametrize("page", ["plan", "planline"])
def test_no_line_changes_after_its_plan_was_submitted(page: str, plan: Plan) -> None:
    line = plan.lines.get()
    record = plan if page == "plan" else line
    form = OpenForm(desk("writer"), f"/admin/participation/{page}/{record.pk}/change/")
    name = "targets_as_written"
    form.type(**{name if page == "planline" else f"lines-0-{name}": "เครือข่ายสตรี"})
    submitter = desk("submitter")
    seen = {"seen": plan.shown}
    # The writer stops before her line is written; the other would have all the time to submit meanwhile.
    written, submitted = at_once(
        form.send,
        lambda: submitter.post(f"/admin/participation/plan/{plan.pk}/act/submit/", seen).status_code,
        before='UPDATE "participation_planline"',
    )
    assert written.error is submitted.error is None
    plan.refresh_from_db()
    line.refresh_from_db()
    if line.targets_as_written == "เครือข่ายสตรี":
        # She was first: what the other had seen is not the plan any more, and it stays a draft.
        assert plan.state == "draft"
        assert [target.text for target in line.targets.all()] == ["เครือข่ายสตรี"]
    else:
        assert plan.state == "submitted"
        assert not written.value.is_taken


def test_of_two_who_submit_at_once_one_is_told(plan: Plan) -> None:
    people = [make.user(name, Role.REGIONAL_STAFF, 6) for name in ("somchai", "somying")]
    both = [lambda by=by: Plan.objects.get(pk=plan.pk).submit(by=by, seen=plan.shown) for by in people]
    outcomes = at_once(*both, before='UPDATE "participation_plan"')
    assert sorted(type(outcome.error).__name__ for outcome in outcomes) == ["NoneType", "ValidationError"]
    plan.refresh_from_db()
    assert (plan.state, plan.version) == ("submitted", 2)
