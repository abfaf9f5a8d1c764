"""The demonstration that make run serves: region 6's tables of 2567 and one invented person of each role."""

import json
import os
import secrets
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from centres.models import Organisation, OrganisationPerson, OrganisationRole
from complaints.models import ReceivingUnit
from grants.models import Programme
from participation.models import Plan
from people.models import Membership, User
from people.roles import Role
from portal.demo_activities import begin_activities
from portal.demo_committee import begin_committee
from portal.demo_money import Staff, begin_agreements
from portal.demo_registers import begin_registers
from regions.models import Region

REGION, FISCAL_YEAR, CEILING = 6, 2567, "1175000"
INVENTED = "(ตัวอย่าง)"  # the last name of every demo person, and of nobody else


class DemoPerson(NamedTuple):
    username: str
    first_name: str
    role: Role
    region: int | None
    may: str


PEOPLE = [
    DemoPerson(
        "head_office",
        "สปสช.ส่วนกลาง",
        Role.HEAD_OFFICE,
        None,
        "head office: all regions, catalogues, accounts",
    ),
    DemoPerson(
        "officer_6", "เจ้าหน้าที่เขต 6", Role.REGIONAL_STAFF, 6, "staff of region 6: plan, grants, registers"
    ),
    DemoPerson(
        "approver_6",
        "ผู้อนุมัติเขต 6",
        Role.REGIONAL_STAFF,
        6,
        "a second officer of region 6: approves what the first asks for",
    ),
    DemoPerson("finance_6", "การเงินเขต 6", Role.FINANCE, 6, "finance of region 6: pays what is approved"),
    DemoPerson("mentor_6", "พี่เลี้ยงเขต 6", Role.MENTOR, 6, "mentor in region 6: reads reports first"),
    DemoPerson(
        "officer_11", "เจ้าหน้าที่เขต 11", Role.REGIONAL_STAFF, 11, "staff of region 11: sees nothing of region 6"
    ),
    DemoPerson(
        "coordinator_6",
        "ผู้ประสานงานเขต 6",
        Role.COORDINATOR,
        6,
        "coordinator of a centre: brings in tables, reports",
    ),
    DemoPerson(
        "member_6", "กรรมการเขต 6", Role.COMMITTEE_MEMBER, 6, "committee of region 6: reads budget and plan"
    ),
    DemoPerson(
        "complaints_6",
        "เจ้าหน้าที่รับเรื่องร้องเรียนเขต 6",
        Role.COMPLAINT_OFFICER,
        6,
        "complaint officer of one unit",
    ),
]
CENTRE_OF_COORDINATOR = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวัดชลบุรี"
UNIT_OF_COMPLAINT_OFFICER = "หน่วยรับเรื่องร้องเรียนสมมติ (ตัวอย่าง)"


class Command(BaseCommand):
    help = "Make the demo people and import region 6's tables of 2567; print how to sign in. Safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("Demo people are made on the SQLite database of one's own machine only.")
        passwords = demo_passwords(settings.VAR / "demo-passwords")
        for person in PEOPLE:
            with transaction.atomic():
                make_person(person, passwords[person.username])
        self._import_once(Plan.objects, "region6-2567-plan.xlsx", kind="plan", user="officer_6")
        # Only the regional office makes a programme and sets its ceiling.
        self._import_once(
            Programme.objects, "region6-2567-budget.xlsx", kind="budget", user="officer_6", ceiling=CEILING
        )
        with transaction.atomic():
            tie_people_to_organisations()
        with transaction.atomic():
            begin_sample_agreements()
        with transaction.atomic():
            asks = User.objects.get(username="officer_6")
            begin_registers(Plan.objects.get(region_id=REGION, fiscal_year=FISCAL_YEAR), asks=asks)
        with transaction.atomic():
            begin_sample_activities()
        with transaction.atomic():
            begin_sample_committee()
        self.stdout.write(f"  {'username':15} {'password':16} who")
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:15} {passwords[person.username]:16} {person.may}")

    def _import_once(self, records: Any, file: str, **options: object) -> None:
        """Bring a sample table in as a person would, unless the region has one that year.

        What people have changed since in the demonstration is theirs, and stays.
        """
        if records.filter(region_id=REGION, fiscal_year=FISCAL_YEAR).exists():
            return
        output = StringIO()
        try:
            call_command(
                "import_table",
                settings.ROOT / "samples" / file,
                region=REGION,
                year=FISCAL_YEAR,
                apply=True,
                stdout=output,
                stderr=output,
                **options,
            )
        except SystemExit as refusal:
            raise CommandError(f"{file} was refused:\n{output.getvalue()}") from refusal


def demo_passwords(path: Path) -> dict[str, str]:
    """Return each demo person's random password, the same at every start; readable by this user only."""
    kept = json.loads(path.read_text()) if path.exists() else {}
    missing = [person.username for person in PEOPLE if person.username not in kept]
    if missing:
        kept |= {username: random_password() for username in missing}
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            json.dump(kept, file, indent=1)
    return kept


def random_password() -> str:
    """Three groups of four, without letters and digits that look alike: 58 bits."""
    groups = ("".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def make_person(person: DemoPerson, password: str) -> None:
    user, _created = User.objects.get_or_create(
        username=person.username, defaults={"first_name": person.first_name, "last_name": INVENTED}
    )
    if user.last_name != INVENTED:
        raise CommandError(f"{user.username} is somebody's own account; the demo does not touch it.")
    if not (user.is_active and user.check_password(password)):
        user.is_active = True
        user.set_password(password)
        user.save(update_fields=["is_active", "password"])
    region = Region.objects.get(number=person.region) if person.region else None
    Membership.objects.get_or_create(user=user, role=person.role, region=region, until=None)


def tie_people_to_organisations() -> None:
    """Tie the coordinator to a centre of the imported table, and the complaint officer to an invented unit."""
    coordinator = User.objects.get(username="coordinator_6")
    officer = User.objects.get(username="complaints_6")
    organisations = Organisation.objects.filter(region_id=REGION)
    centre = organisations.named(CENTRE_OF_COORDINATOR).first()
    if centre:  # somebody may have renamed it since
        tie(centre, coordinator, Role.COORDINATOR)
    unit = organisations.named(UNIT_OF_COMPLAINT_OFFICER).first()
    if unit is None:
        unit = Organisation(region_id=REGION)
        unit.set_name(UNIT_OF_COMPLAINT_OFFICER)
        unit.full_clean()
        unit.save()
        role = OrganisationRole.objects.create(organisation=unit, kind=OrganisationRole.Kind.RECEIVING_UNIT)
        ReceivingUnit.objects.create(role=role)
    tie(unit, officer, Role.COMPLAINT_OFFICER)


def begin_sample_agreements() -> None:
    """Let the year begin with three invented agreements; what people have changed since stays."""
    programme = Programme.objects.get(region_id=REGION, fiscal_year=FISCAL_YEAR)
    people = [User.objects.get(username=name) for name in ("officer_6", "approver_6", "finance_6")]
    centre = programme.allocations.filter(organisation__people__user__username="coordinator_6").first()
    begin_agreements(programme, Staff(*people), centre)


def begin_sample_activities() -> None:
    """Let the plan's activities have times and places, and reports of the coordinator's centre."""
    plan = Plan.objects.get(region_id=REGION, fiscal_year=FISCAL_YEAR)
    staff, second, coordinator = (
        User.objects.get(username=name) for name in ("officer_6", "approver_6", "coordinator_6")
    )
    if centre := Organisation.objects.filter(region_id=REGION, people__user=coordinator).first():
        begin_activities(plan, staff, second, centre, coordinator)


def begin_sample_committee() -> None:
    """Let the plan be acknowledged by an invented committee, on which the demo's member sits."""
    asks, decides, member = (
        User.objects.get(username=name) for name in ("officer_6", "approver_6", "member_6")
    )
    of_year = {"region_id": REGION, "fiscal_year": FISCAL_YEAR}
    plan, programme = Plan.objects.get(**of_year), Programme.objects.get(**of_year)
    begin_committee(plan, programme, asks=asks, decides=decides, member=member)


def tie(organisation: Organisation, user: User, role: Role) -> None:
    OrganisationPerson.objects.get_or_create(organisation=organisation, user=user, role=role, until=None)
