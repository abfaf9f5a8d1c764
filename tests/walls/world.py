"""Two whole worlds, each with one region's data of every kind, marked so that a single byte would show."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models

from centres.models import (
    CoordinationCentre,
    Invitation,
    KnownApart,
    OrganisationAlias,
    OrganisationRole,
    TargetNetwork,
)
from complaints.models import ReceivingUnitOfficer
from grants.budget.allocation import allocate
from participation.models import PlanPresence
from participation.years.amending import reword, start
from participation.years.amending_lines import change_line
from participation.years.deciding import decide
from people.helping import Helped
from people.models import OpenSession, Tries, User
from people.resetting import ask
from people.roles import Role
from regions.models import District, Province
from spreadsheets import batches
from spreadsheets.models import ColumnMapping
from spreadsheets.options import Options
from tests import make
from tests.walls.activities import build_reports
from tests.walls.committees import build_committees
from tests.walls.money import build_money
from tests.walls.registers import build_registers

COMMON_WORD = "สมาคม"  # stands in the names of both worlds: what a search asks for is echoed on the page


@dataclass
class World:
    """One region's data. `objects` are its rows by model; `words` what nobody outside the region may read."""

    number: int
    objects: dict[type[models.Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    words: list[str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        return f"ZZREGION{self.number}"

    @property
    def own_year(self) -> int:
        """A fiscal year in which only this region has anything."""
        return 2550 + self.number

    @property
    def amount(self) -> Decimal:
        return Decimal(f"7{self.number:02}7{self.number:02}.{self.number:02}")

    @cached_property
    def betrayed_by(self) -> re.Pattern[str]:
        """Matches any trace of the region in a page or file, in whatever writing amounts and years have."""
        words = [rf"{self.mark}\w*", rf"\b{self.own_year}\b", re.escape(f"{self.amount:,.2f}")]
        words += [rf"\b{self.amount}\b"]
        return re.compile("|".join(words), re.IGNORECASE)

    @cached_property
    def places(self) -> re.Pattern[str]:
        """Matches the name of the region, or of a province in it that no other text of the tests names."""
        province = {6: "ปราจีนบุรี", 11: "นครศรีธรรมราช"}[self.number]
        return re.compile(f"{make.region(self.number).name_th}|{province}")

    def mark_for(self, what: str) -> str:
        word = f"{self.mark}{what.upper()}"
        self.words.append(word)
        return f"{COMMON_WORD} {word}"

    def add(self, record: Any) -> Any:
        self.objects[type(record)].append(record)
        return record

    def pks(self, model: type[models.Model]) -> list[Any]:
        return [record.pk for record in self.objects.get(model, [])]


def build(number: int) -> World:
    """Make a region's data, each text of every record marked as the region's own."""
    world = World(number)
    word = world.mark_for
    staff = _people(world)
    province = Province.objects.filter(region_id=number).first()
    district = District.objects.filter(province=province).first()
    world.objects[type(make.region(number))] = [make.region(number)]
    world.objects[Province], world.objects[District] = [province], [district]
    network = TargetNetwork.objects.first()

    centre = make.organisation(
        word("organisation"),
        number,
        province=province,
        district=district,
        focus=network,
        contact=word("contact"),
    )
    centre.store(by=None, why=word("reason"))
    host = make.organisation(word("host"), number, province=province)
    world.add(centre), world.add(host)
    world.add(KnownApart.objects.create(first=centre, second=host))
    alias = OrganisationAlias(organisation=centre, name=word("alias"))
    alias.full_clean()
    alias.save()
    world.add(alias)
    world.add(make.tie(world.objects[User][0], centre, Role.COORDINATOR))
    kinds = OrganisationRole.Kind
    upper, lower = (
        world.add(
            OrganisationRole.objects.create(
                organisation=of, kind=kinds.COORDINATION_CENTRE, since=date(2023, 1, 1), document=word(what)
            )
        )
        for of, what in ((centre, "document"), (host, "decree"))
    )
    parent = world.add(CoordinationCentre.objects.create(role=upper, level="province", province=province))
    world.add(
        CoordinationCentre.objects.create(
            role=lower,
            level="tambon",
            province=province,
            district=district,
            tambon=word("tambon"),
            parent=parent,
        )
    )
    _plans_and_money(world, centre, host)
    _receiving_unit(world, host, province, staff)
    build_registers(world, centre, host)
    build_money(world)
    build_committees(world)
    _imports(world, staff)
    headers = {"name": f"{world.mark}HEADER"}
    world.add(ColumnMapping.objects.create(region_id=number, kind="budget", headers=headers))
    LogEntry.objects.create(
        user=staff,
        content_type_id=_content_type(centre).pk,
        object_id=str(centre.pk),
        object_repr=centre.name,
        action_flag=CHANGE,
        change_message=f"{world.mark}LOG",
    )
    for label, path in REGION_PATHS.items():  # what came to be with the rest: seals, counts
        model = apps.get_model(label)
        for record in model._base_manager.filter(**{path: number}) if not world.objects.get(model) else ():
            world.add(record)
    return world


def _content_type(record: Any) -> Any:
    return apps.get_model("contenttypes", "ContentType").objects.get_for_model(record)


def _people(world: World) -> User:
    made = []
    for role in (Role.REGIONAL_STAFF, Role.COORDINATOR, Role.COMMITTEE_MEMBER, Role.COMPLAINT_OFFICER):
        person = make.user(
            f"{world.mark}{role.value}".lower(),
            role,
            world.number,
            title="นาง",
            last_name=world.mark_for(f"surname{role.value}"),
            position=world.mark_for("position"),
            email=f"{world.mark}@example.org",
        )
        made.append(world.add(person))
        world.add(person.memberships.get())
    make.factor(made[1])
    world.add(ask(made[1], world.mark_for("reset"), by=made[0], seen=Helped(made[1]).shown))
    invited = Invitation(
        for_whom=world.mark_for("invited"), role=Role.COMMITTEE_MEMBER, region=make.region(world.number)
    )
    invited.give(by=made[0])
    world.add(invited)
    return made[0]


def _plans_and_money(world: World, centre: Any, host: Any) -> None:
    word = world.mark_for
    decides = make.user(f"{world.mark}decides".lower(), Role.REGIONAL_STAFF, world.number)
    world.add(decides), world.add(decides.memberships.get())
    for year in (2567, world.own_year):
        plan = world.add(make.plan(world.number, year))
        line = make.plan_line(
            plan, targets=word("targets"), activities=word("activities"), outcomes=word("outcomes")
        )
        world.add(line)
        for item in line.items.all():
            world.add(item)
        activity = line.activities[0]
        world.add(
            make.detail(
                activity,
                owner=word("owner"),
                place=word("place"),
                paid_from=word("paidfrom"),
                province=centre.province,
                when_written=f"รอกำหนดการ จาก {word('awaited')}",
                organisations=[centre],
            )
        )
        PlanPresence.note(plan, world.objects[User][0], line)
        programme = world.add(
            make.programme(
                world.number,
                year,
                "5000000.00",
                name=word("programme"),
                plan=plan,
                budget_code=word("code"),
                source_document=word("source"),
                stated_total=world.amount,
            )
        )
        world.add(allocate(programme, centre, world.amount, by=world.objects[User][0]))
        world.add(allocate(programme, host, Decimal("1000.00"), by=world.objects[User][0]))
        build_reports(world, activity, centre, decides)
        indicator = world.add(make.indicator(line.outcomes[0], word("indicator"), unit=word("of")))
        world.add(make.measured(indicator, "7", words=word("words"), evidence=word("evidence")))
    plan.submit(by=world.objects[User][0], seen=plan.shown)
    decided = world.add(make.of_meeting(world.number, body=word("body"), meeting=word("meeting")))
    minutes = make.minutes(decided, kind="reserved", reservation=word("reservation"))
    world.add(decide(plan, minutes, by=decides, seen=plan.shown))
    amendment = world.add(start(plan, by=decides, reason=word("amendment")))
    item = line.targets[0]
    reword(amendment, item, word("amended"), base=item.version, by=decides)
    change_line(amendment, line, line.form, number=word("n"), base=line.version, by=decides)


def _receiving_unit(world: World, host: Any, province: Any, staff: User) -> None:
    word = world.mark_for
    unit = world.add(
        make.receiving_unit(
            host,
            registration_number=word("registration"),
            order_number=word("order"),
            order_date=date(2023, 5, 1),
            area=word("area"),
            independence_exception=word("exception"),
        )
    )
    world.add(unit.role)
    unit.provinces.add(province)
    world.add(
        ReceivingUnitOfficer.objects.create(
            unit=unit, name=word("officer"), is_responsible=True, since=date(2023, 5, 1)
        )
    )
    order = world.add(make.order(word("authority"), signed_by=word("signed")).kept(world.number, staff))
    unit.decide("register", seen=unit.shown, by=staff, authority=order, reason=word("decision"))
    world.add(unit.statuses.get())
    unit.refresh_from_db()
    officer = world.objects[User][3]
    world.add(make.tie(officer, host, Role.COMPLAINT_OFFICER))


def _imports(world: World, staff: User) -> None:
    """Three files brought in: one applied, one waiting, one with faults."""
    scope = batches.scope_for(staff, make.region(world.number), 2567)
    options = Options()
    heads = "ลำดับ,ชื่อหน่วยงานภาคประชาชน,งบประมาณ\n"
    applied = f"{heads}1,{world.mark_for('imported')},2000.00\n"
    waiting = f"{heads}1,{world.mark_for('waiting')},3000.00\n"
    wrong = f"{heads}1,{world.mark_for('wrong')},หนึ่งพัน\n"
    for table, name in ((applied, "applied"), (waiting, "waiting"), (wrong, "wrong")):
        filename = f"{world.mark_for(f'file{name}')}.csv"
        batch = world.add(batches.preview(table.encode(), filename, "budget", scope, options))
        if name == "applied":
            batches.confirm(batch, staff, seen=batch.shown)
    batch.refresh_from_db()


def rows(*, but: Callable[[type[models.Model]], bool] = lambda model: False) -> dict[str, list[Any]]:
    """Every row of every table, to compare before and after; sessions, wrong passwords and the trail aside."""
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in ("sessions", "trail")
        and model not in (OpenSession, Tries)
        and not but(model)
    }


# Where each model's region is found; what is not named here belongs to all regions or to none.
REGION_PATHS = {
    "regions.Province": "region",
    "regions.District": "province__region",
    "people.Membership": "region",
    "people.FactorReset": "region",
    "centres.Invitation": "region",
    "spreadsheets.ImportBatch": "region",
    "spreadsheets.ColumnMapping": "region",
    "centres.Organisation": "region",
    "centres.KnownApart": "first__region",
    "centres.OrganisationAlias": "organisation__region",
    "centres.OrganisationPerson": "organisation__region",
    "deciding.Decision": "region",
    "centres.OrganisationRole": "organisation__region",
    "centres.CoordinationCentre": "role__organisation__region",
    "registers.NetworkGroup": "region",
    "registers.TrainedPerson": "organisation__region",
    "registers.Readiness": "organisation__region",
    "registers.ReadinessStep": "readiness__organisation__region",
    "registers.ChecklistMark": "readiness__organisation__region",
    "registers.ReadinessFile": "readiness__organisation__region",
    "registers.ReadinessFileOpening": "evidence__readiness__organisation__region",
    "participation.Plan": "region",
    "participation.AmendedLine": "amendment__plan__region",
    "participation.AmendmentChange": "amendment__plan__region",
    "participation.PlanAmendment": "plan__region",
    "participation.PlanDecision": "plan__region",
    "participation.PlanLine": "plan__region",
    "participation.PlanVersion": "plan__region",
    "participation.PlanItem": "line__plan__region",
    "participation.ActivityDetail": "item__line__plan__region",
    "participation.Indicator": "item__line__plan__region",
    "participation.IndicatorValue": "indicator__item__line__plan__region",
    "participation.ActivityReport": "item__line__plan__region",
    "participation.TimetableRow": "report__item__line__plan__region",
    "participation.ParticipantGroup": "report__item__line__plan__region",
    "participation.ReportedResult": "report__item__line__plan__region",
    "participation.ActivityRemark": "report__item__line__plan__region",
    "participation.ActivityPhoto": "report__item__line__plan__region",
    "participation.NameList": "report__item__line__plan__region",
    "participation.NameListOpening": "names__report__item__line__plan__region",
    "participation.PlanPresence": "plan__region",
    "grants.Programme": "region",
    "grants.Allocation": "programme__region",
    "grants.Agreement": "allocation__programme__region",
    "grants.Amendment": "agreement__allocation__programme__region",
    "grants.Instalment": "agreement__allocation__programme__region",
    "grants.Entry": "agreement__allocation__programme__region",
    "grants.Report": "instalment__agreement__allocation__programme__region",
    "grants.ReportCheck": "region",
    "grants.ParticipantCount": "report__instalment__agreement__allocation__programme__region",
    "grants.UnreadFigure": "report__instalment__agreement__allocation__programme__region",
    "grants.ReturnNotice": "agreement__allocation__programme__region",
    "grants.Correction": "entry__agreement__allocation__programme__region",
    "grants.ReportComment": "report__instalment__agreement__allocation__programme__region",
    "grants.Evidence": "report__instalment__agreement__allocation__programme__region",
    "grants.Settlement": "programme__region",
    "grants.CeilingChange": "programme__region",
    "grants.Seal": "programme__region",
    "grants.OtherSource": "region",
    "grants.AgreementTemplate": "region",
    "committees.Committee": "region",
    "committees.Secretary": "committee__region",
    "committees.PaperTemplate": "region",
    "committees.Seat": "committee__region",
    "committees.YearlyReport": "committee__region",
    "committees.Meeting": "committee__region",
    "committees.MeetingCorrection": "meeting__committee__region",
    "committees.Attendance": "meeting__committee__region",
    "committees.AgendaItem": "meeting__committee__region",
    "committees.AgendaThing": "item__meeting__committee__region",
    "committees.LineBasis": "line__plan__region",
    "committees.Consultation": "item__meeting__committee__region",
    "committees.ItemFile": "item__meeting__committee__region",
    "committees.Paper": "item__meeting__committee__region",
    "committees.Recusal": "item__meeting__committee__region",
    "committees.ItemDecision": "item__meeting__committee__region",
    "committees.FollowUp": "item__meeting__committee__region",
    "complaints.ReceivingUnit": "role__organisation__region",
    "complaints.ReceivingUnitOfficer": "unit__role__organisation__region",
    "complaints.ReceivingUnitStatus": "unit__role__organisation__region",
}


def rows_of_region(number: int) -> dict[str, list[Any]]:
    """Every row of one region, to compare before and after."""
    return {
        label: sorted(apps.get_model(label)._base_manager.filter(**{path: number}).values_list())
        for label, path in REGION_PATHS.items()
    }


def crossings() -> list[str]:
    """Records that point to a record of another region; there must be none."""
    found = []
    for label, path in REGION_PATHS.items():
        model = apps.get_model(label)
        for relation in model._meta.get_fields():
            if not (relation.concrete and relation.is_relation):
                continue
            there = REGION_PATHS.get(relation.related_model._meta.label)
            if there is None:
                continue
            pairs = model._base_manager.filter(**{f"{relation.name}__isnull": False})
            for pk, here, yonder in pairs.values_list("pk", path, f"{relation.name}__{there}"):
                if here != yonder:
                    found.append(f"{label} {pk}, {relation.name}: {here}, {yonder}")
    return found
