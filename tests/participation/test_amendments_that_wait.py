"""Amendments wait in the queue with what they change, read for all of them together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from people.models import User
from tests.html import browser_of
from tests.participation.test_races_of_decisions import PlanDesk

pytestmark = pytest.mark.django_db

OF_A_PLAN = 5  # its lines, its items, its version in force, its budget then and now


def test_what_amendments_change_is_read_together(head_office: User) -> None:
    desk = PlanDesk().in_force()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = browser_of(head_office).get("/reports/queue/?kind=amendment_of_plan")
        assert page.status_code == 200
        assert len(page.context["everything"]) == desk.plan.amendments.count()
        return len(queries)

    desk.submitted("ก")
    few = asked()
    for text in ("ข", "ค", "ง"):
        desk.submitted(text)
    assert asked() - few <= 3 * OF_A_PLAN


def test_since_when_an_amendment_waits_is_when_it_was_submitted(head_office: User) -> None:
    made = PlanDesk().in_force().submitted("ก")
    (row,) = browser_of(head_office).get("/reports/queue/").context["everything"]
    assert (row.since, row.days) == (made.history.first().history_date, 0)
    assert row.facts[0] == (_("Changes"), "1")
