"""Whose the regions are and who she is there is asked once per request, on every page of every menu."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import User
from people.roles import Role
from tests import make
from tests.cast import CAST, of_every_role
from tests.html import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MENUS = ("navigation", "money_navigation")
ONE_PAGE = ("complaints_6", "nobody")  # her home is all there is
WHO_AND_WHERE = ('FROM "people_membership"', 'FROM "regions_region"')


@pytest.mark.parametrize("name", of_every_role(CAST))
def test_who_she_is_and_where_is_asked_once_on_every_page_of_her_menu(name: str) -> None:
    person = make.user(name, *CAST[name])
    make.tie(person, make.organisation("ศูนย์ประสานงาน"), Role.COORDINATOR)
    make.allocation(make.programme(), "ศูนย์อีกแห่ง", "95000.00")
    make.plan_line(make.plan(), 1, targets="เครือข่ายคนพิการ")
    client = browser_of(User.objects.get(pk=person.pk))
    again, opened, menu = {}, set(), {"/"}
    while waiting := menu - opened:
        address = min(waiting)
        opened.add(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        told = answer.context or {}
        menu |= {link["url"] for name in MENUS if name in told for link in told[name]}
        statements = Counter(each["sql"] for each in asked if each["sql"].startswith("SELECT"))
        of_her = [
            sql
            for sql in statements.elements()
            if any(sql.partition(" WHERE ")[0].count(table) for table in WHO_AND_WHERE)
        ]
        memberships = [sql for sql in of_her if WHO_AND_WHERE[0] in sql.partition(" WHERE ")[0]]
        if len(set(of_her)) < len(of_her) or len(memberships) > 1:
            again[address] = of_her
        assert answer.status_code in (200, 302), address
    assert again == {}
    assert len(opened) > (0 if name in ONE_PAGE else 3)
