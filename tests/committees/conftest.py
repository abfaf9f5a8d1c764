"""The plan, the budget and the item of which region 6's paper is."""

from decimal import Decimal

import pytest

from committees.models import AgendaItem, AgendaThing
from grants.models import Programme
from participation.models import Plan
from people.models import User
from tests import make
from tests.committees.papers import GRANTS, NAME


@pytest.fixture
def plan(officer_6: User) -> Plan:
    made = make.plan()
    make.plan_line(made, 1, activities="1.อบรม 15 แห่ง\n2.สื่อสารครั้งที่ ๑", outcomes="ขึ้นทะเบียนครบทุกแห่ง")
    made.submit(by=officer_6, seen=made.shown)
    return made


@pytest.fixture
def programme(db: None) -> Programme:
    made = make.programme(6, stated_total=Decimal("260000"))
    for name, amount in GRANTS:
        make.allocation(made, name, amount)
    made.refresh_from_db()
    return made


@pytest.fixture
def item(plan: Plan) -> AgendaItem:
    meeting = make.meeting(make.committee(6, "อคม.", name=NAME), state="called")
    found = meeting.items.get()
    found.presenter = "นางสาวอารีรัตน์ จำนงค์ฤทธิ์"
    found.save()
    AgendaThing.objects.create(item=found, plan=plan)
    return found
