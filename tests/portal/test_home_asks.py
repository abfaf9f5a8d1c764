"""What every page asks of who is there is asked once, however much her home tells."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import User
from tests import make
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
