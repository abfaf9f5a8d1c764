"""Makes the data that tests need: plain functions with sensible defaults, through the models' own rules."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from centres.models import Organisation, OrganisationPerson, OrganisationRole, TargetNetwork
from centres.registers.evidence import SaidOfItem, items_of, keep_marks
from centres.registers.life import READINESS_LIFE
from centres.registers.models import NetworkGroup, Readiness, TrainedPerson, TrainingCourse
from committees.models import AgendaItem, Committee, CommitteeKind, Meeting, Seat, Sector
from complaints.models import ReceivingUnit
from deciding.models import Decision
from grants.models import Allocation, Programme
from participation.models import (
    ActivityDetail,
    FormOfParticipation,
    Indicator,
    IndicatorValue,
    ItemKind,
    Plan,
    PlanItem,
    PlanLine,
)
from participation.models.item import Recogniser, cell_of
from participation.years.deciding import Minutes
from people.models import Membership, User
from people.roles import Role
from regions.models import Region
from thai.dates import format_date


def day(days_from_today: int = 0) -> date:
    """Asked in the test itself: a day kept from when the tests were read in is yesterday after midnight."""
    return timezone.localdate() + timedelta(days=days_from_today)


def typed_day(days_from_today: int = 0) -> str:
    return format_date(day(days_from_today))


def period(since: int, until: int | None) -> dict[str, date | None]:
    """In days from today."""
    return {"since": day(since), "until": None if until is None else day(until)}


def user(username: str, role: Role | None = None, region: int | None = None, **fields: Any) -> User:
    made = User.objects.create_user(username, password="a sample password", first_name=username, **fields)
    if role is not None:
        Membership.objects.create(user=made, role=role, region_id=region, since=date(2020, 1, 1))
    return User.objects.get(pk=made.pk)  # without memberships remembered from before


def factor(person: User) -> None:
    """A second factor whose phone nobody in the test holds."""
    TOTP.activate(person, generate_totp_secret())


def region(number: int) -> Region:
    return Region.objects.get(number=number)


def organisation(name: str, region_number: int = 6, **fields: Any) -> Organisation:
    made = Organisation(region_id=region_number, name=name, **fields)
    made.full_clean(exclude=["name_key", "issue_key"])
    made.save()
    return made


def programme(
    region_number: int = 6, fiscal_year: int = 2567, ceiling: str = "1175000.00", **fields: Any
) -> Programme:
    fields.setdefault("name", f"โครงการสนับสนุนกลไกการมีส่วนร่วม เขต {region_number}")
    return Programme.objects.create(
        region_id=region_number, fiscal_year=fiscal_year, ceiling=Decimal(ceiling), **fields
    )


def allocation(programme: Programme, name: str, amount: str) -> Allocation:
    """A grant that nobody in particular has made."""
    order = programme.allocations.count() + 1
    grantee = organisation(name, programme.region_id)
    made = Allocation(programme=programme, organisation=grantee, order=order, amount=Decimal(amount))
    made.full_clean()
    made.save()
    programme.refresh_from_db(fields=["allocated"])
    return made


def plan(region_number: int = 6, fiscal_year: int = 2567) -> Plan:
    return Plan.objects.create(region_id=region_number, fiscal_year=fiscal_year)


def plan_line(plan: Plan, form_number: int = 1, **texts: str) -> PlanLine:
    """A line with the cells `targets`, `activities` and `outcomes` as an office would write them."""
    form, order = FormOfParticipation.objects.get(number=form_number), plan.lines.count() + 1
    line = PlanLine.objects.create(plan=plan, order=order, form=form, form_words=form.name)
    cells = {
        ItemKind.TARGET: texts.get("targets", "เครือข่ายคนพิการ เครือข่ายเกษตรกร"),
        ItemKind.ACTIVITY: texts.get("activities", "1.อบรมสร้างความรู้ 2.สื่อสารเรื่องสิทธิประโยชน์"),
        ItemKind.OUTCOME: texts.get("outcomes", "เครือข่ายได้รับความรู้"),
    }
    for kind, text in cells.items():
        for item in Recogniser(plan.fiscal_year).items_of(line, kind, text):
            item.save()
    return line


def cells_of(line: PlanLine) -> tuple[str, str, str]:
    """What is printed in the three cells of a line, as the database has it now."""
    items = list(PlanItem.objects.filter(line=line).order_by("order"))
    targets, activities, outcomes = (
        cell_of(item for item in items if item.kind == kind) for kind in ItemKind
    )
    return targets, activities, outcomes


def of_meeting(region_number: int = 6, **said: Any) -> Decision:
    """The record of what a meeting decided, as its room writes it down."""
    decided = {
        "body": "อนุกรรมการหลักประกันสุขภาพระดับเขตพื้นที่ เขต 6",
        "meeting": "ครั้งที่ 4/2566",
        "agenda_item": "3.3",
        "decided_on": date(2023, 12, 22),
    }
    return Decision.objects.create(region_id=region_number, **decided | said)


def order(number: str = "คำสั่งที่ 12/2567", **said: Any) -> Decision:
    """An order without a meeting, as a form says it."""
    signed = {"decided_on": date(2023, 12, 22), "signed_by": "ผู้อำนวยการสำนักงานเขต"}
    return Decision(order_number=number, **signed | said)


def minutes(authority: Decision | None = None, **said: Any) -> Minutes:
    """What was decided on a plan; by region 6's meeting 4/2566 unless another authority is named."""
    return Minutes(**{"authority": authority or of_meeting(), "kind": "approved", **said})


def detail(item: PlanItem, when_written: str = "", **fields: Any) -> ActivityDetail:
    """What is known of an activity, with its `organisations`, `networks` and `tags`."""
    many = {name: fields.pop(name, []) for name in ("organisations", "networks", "tags")}
    made = ActivityDetail(item=item, **fields)
    made.set_time(when_written)
    made.full_clean()
    made.save()
    for name, records in many.items():
        getattr(made, name).set(records)
    return made


def indicator(item: PlanItem, what: str = "คู่มือการติดตาม", **fields: Any) -> Indicator:
    """A measure of an outcome: so many ชุด unless it is said otherwise."""
    fields = {"kind": "count", "unit": "ชุด", **fields}
    made = Indicator(item=item, order=item.indicators.count() + 1, what=what, **fields)
    made.full_clean()
    made.save()
    return made


def measured(indicator: Indicator, value: str | None = None, **fields: Any) -> IndicatorValue:
    made = IndicatorValue(indicator=indicator, value=None if value is None else Decimal(value), **fields)
    made.full_clean()
    made.save()
    return made


def receiving_unit(organisation: Organisation, **fields: Any) -> ReceivingUnit:
    role = OrganisationRole.objects.create(
        organisation=organisation, kind=OrganisationRole.Kind.RECEIVING_UNIT, since=date(2023, 1, 1)
    )
    return ReceivingUnit.objects.create(role=role, **fields)


def network_group(name: str, region_number: int = 6, **fields: Any) -> NetworkGroup:
    """A group of a network, first reached in 2567."""
    fields = {"network": TargetNetwork.objects.all()[0], "first_year": 2567, **fields}
    made = NetworkGroup(region_id=region_number, name=name, **fields)
    made.full_clean()
    made.save()
    return made


def trained(name: str, organisation: Organisation, **fields: Any) -> TrainedPerson:
    """Somebody who learnt to mediate in 2567."""
    mediation = TrainingCourse.objects.filter(topic=TrainingCourse.Topic.MEDIATION)[0]
    fields = {"course": mediation, "held_on": date(2024, 6, 12), **fields}
    made = TrainedPerson(name=name, organisation=organisation, **fields)
    made.full_clean()
    made.save()
    return made


def all_shown(readiness: Readiness, *, by: User, remark: str = "") -> Readiness:
    """Mark every item of the checklist as shown."""
    with READINESS_LIFE.doing("write", readiness, by) as held:
        keep_marks(held, {item: SaidOfItem(True, day(-1), remark) for item in items_of(held)}, by=by)
        held.store(by=by, why="ทดสอบ", fields=[])
    return readiness


def tie(user: User, organisation: Organisation, role: Role) -> OrganisationPerson:
    return OrganisationPerson.objects.create(
        user=user, organisation=organisation, role=role, since=date(2020, 1, 1)
    )


def committee(region_number: int = 6, kind: str = "กขป.", **fields: Any) -> Committee:
    fields.setdefault("name", f"คณะกรรมการเขตสุขภาพเพื่อประชาชน เขต {region_number}")
    made = Committee(region_id=region_number, kind=CommitteeKind.objects.get(short_name=kind), **fields)
    made.full_clean()
    made.save()
    return made


def seat(
    committee: Committee, name: str = "นายกรรมการ ตัวอย่าง", sector: int | None = 1, **fields: Any
) -> Seat:
    """A seat of the committee from the first day of fiscal year 2567 on; `sector` is its place in the list."""
    fields = {"since": date(2023, 10, 1), **fields}
    of = Sector.objects.get(order=sector) if sector else None
    made = Seat(committee=committee, name=name, sector=of, **fields)
    made.full_clean()
    made.save()
    return made


def sits(person: User, committee: Committee, **fields: Any) -> Seat:
    """A seat of hers on the committee, by an office, so that it has no end."""
    return seat(committee, "", account=person, office=f"ตำแหน่งของ {person.username}", **fields)


def meeting(
    committee: Committee, number: int = 4, held_on: date = date(2023, 12, 22), **fields: Any
) -> Meeting:
    """The committee's fourth meeting of 2566, with an agenda of one item, 3.3, and one member who came."""
    seated = committee.seats.on(held_on).first() or seat(committee)
    told = {"year": held_on.year + 543, "number": number, "held_on": held_on, "ends": time(16, 30)}
    made = Meeting(committee=committee, **{**told, **fields})
    made.full_clean()
    made.save()
    agenda_item(made)
    made.attendance.create(seat=seated, name=str(seated), how="came")
    return made


def agenda_item(meeting: Meeting, number: str = "3.3", **fields: Any) -> AgendaItem:
    fields = {"type": "inform", "title": "แผนการขับเคลื่อนการมีส่วนร่วม ประจำปี 2567", **fields}
    made = AgendaItem(meeting=meeting, number=number, order=meeting.items.count() + 1, **fields)
    made.full_clean()
    made.save()
    return made
