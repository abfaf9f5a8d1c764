"""What every page asks of who is there is asked once, however much her home tells."""

from collections import Counter
from contextlib import suppress

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import User
from people.rights import rights_of
from people.roles import Role
from portal.duties import ASKED_FOR, DUTIES, FIRST_STEPS
from tests import make
from tests.cast import CAST
from tests.html import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("name", ["head_office", "officer_6", "coordinator_6", "member_6"])
def test_home_asks_nothing_twice_and_once_who_she_is(name: str, request: pytest.FixtureRequest) -> None:
    person: User = request.getfixturevalue(name)
    make.allocation(make.programme(), "ศูนย์ประสานงาน", "95000.00")
    make.plan_line(make.plan(), 1, targets="เครือข่ายคนพิการ")
    client = browser_of(person)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    told = Counter(each["sql"] for each in asked if each["sql"].startswith("SELECT"))
    assert [sql for sql, times in told.items() if times > 1] == []
    assert len([sql for sql in told if 'FROM "people_membership"' in sql.partition("WHERE")[0]]) == 1
    assert len(told) <= 14


@pytest.mark.parametrize("name", CAST)
def test_no_count_of_what_waits_is_put_together_from_what_was_read_before(name: str) -> None:
    """Its text is kept for the day: what it had read would be kept with it, and nothing new would be counted."""
    person = make.user(name, *CAST[name])
    make.tie(person, make.organisation("ศูนย์ประสานงาน"), Role.COORDINATOR)
    rights_of(person)
    for duty in (*DUTIES, *ASKED_FOR, *FIRST_STEPS):
        if duty.is_for(person):
            with CaptureQueriesContext(connection) as asked:
                for rows in duty.rows(person):
                    with suppress(EmptyResultSet):  # none of hers, whatever is there
                        rows.query.sql_with_params()
            assert [each["sql"] for each in asked] == []
