"""The doors of what is done in the admin to a region's plan and to its receiving units."""

from datetime import date

from complaints.life import UNIT_LIFE
from complaints.models import ReceivingUnit
from participation.life import PLAN_LIFE
from participation.models import Plan
from tests import make
from tests.acts.door import ActDoor, Noun
from tests.acts.place import ActPlace

# A region's plan


def plan_without_lines(at: ActPlace) -> Plan:
    return make.plan(6, 2567)


def plan(at: ActPlace) -> Plan:
    return make.plan_line(make.plan(6, 2567)).plan


def submitted_plan(at: ActPlace) -> Plan:
    made = plan(at)
    made.submit(by=at.office.asks, seen=made.shown)
    return made


_PLAN = "/admin/participation/plan/{record.pk}/"
PLANS = Noun(
    model=Plan,
    life=PLAN_LIFE,
    doors={
        name: ActDoor(page=f"{_PLAN}change/", to=f"{_PLAN}act/{name}/")
        for name in ("submit", "return_to_draft")
    },
    situations=(plan_without_lines, plan, submitted_plan),
)


# A receiving unit


def unit_without_an_order(at: ActPlace) -> ReceivingUnit:
    return make.receiving_unit(make.organisation("ศูนย์คุ้มครองสิทธิ"))


def unit(at: ActPlace) -> ReceivingUnit:
    return make.receiving_unit(
        make.organisation("ศูนย์คุ้มครองสิทธิ"),
        registration_number="ร.6/2566",
        order_date=date(2023, 5, 1),
        is_independent=True,
        independence_declared_on=date(2023, 4, 1),
    )


def _decided(at: ActPlace, *steps: str) -> ReceivingUnit:
    made = unit(at)
    for step in steps:
        made.decide(step, by=at.office.asks, seen=made.shown, authority="ครั้งที่ 4/2566")
    return made


def registered(at: ActPlace) -> ReceivingUnit:
    return _decided(at, "register")


def suspended(at: ActPlace) -> ReceivingUnit:
    return _decided(at, "register", "suspend")


def revoked(at: ActPlace) -> ReceivingUnit:
    return _decided(at, "register", "revoke")


def resigned(at: ActPlace) -> ReceivingUnit:
    return _decided(at, "resign")


UNITS = Noun(
    model=ReceivingUnit,
    life=UNIT_LIFE,
    doors={
        name: ActDoor(
            page="/admin/complaints/receivingunit/{record.pk}/change/",
            to=f"/admin/complaints/receivingunit/{{record.pk}}/act/{name}/",
            typed=lambda made: {"decided_on": "9 มิ.ย. 2566", "authority": "ครั้งที่ 4/2566"},
        )
        for name in ("register", "suspend", "revoke", "resign")
    },
    situations=(unit_without_an_order, unit, registered, suspended, revoked, resigned),
)

REGISTERS = (PLANS, UNITS)
