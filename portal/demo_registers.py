"""A few invented rows of the registers in the demonstration, and the outcomes of the plan that they count for."""

from datetime import date
from decimal import Decimal

from centres.models import Organisation, OrganisationRole, TargetNetwork
from centres.registers import stepping
from centres.registers.evidence import SaidOfItem, items_of, keep_marks
from centres.registers.life import READINESS_LIFE
from centres.registers.models import NetworkGroup, Readiness, TrainedPerson, TrainingCourse
from participation.models import Indicator, ItemKind, Plan, PlanItem
from people.models import User
from regions.models import Region

SAMPLE = "(ตัวอย่าง)"
WHY = "ข้อมูลตัวอย่าง"

# Name, code of its network, link to a LINE group, first year.
GROUPS = (
    ("กลุ่มผู้สูงอายุสมมติ ก", "ผู้สูงอายุ", "https://line.me/R/ti/g/sample-a", 2567),
    ("กลุ่มเกษตรกรสมมติ ข", "เกษตรกร", "", 2567),
    ("กลุ่มสตรีสมมติ ค", "สตรี", "https://line.me/R/ti/g/sample-c", 2567),
    ("กลุ่มคนพิการสมมติ ง", "คนพิการ", "", 2566),
)
# A word of an outcome, and what is counted for it: what, kind, unit, number aimed at, measure.
COUNTED = (
    ("ได้รับความรู้เรื่องสิทธิ", "กลุ่มเครือข่ายที่เข้าถึงเป็นครั้งแรกในปี", "count", "กลุ่ม", "6", "groups_first_reached"),
    ("กับเครือข่ายใหม่", "กลุ่มเครือข่ายใหม่ที่มีกลุ่มไลน์", "of", "กลุ่ม", "3", "new_groups_on_line"),
    ("ไกล่เกลี่ย", "ผู้ผ่านการอบรมเจรจาไกล่เกลี่ย", "count", "คน", "10", "trained_in_mediation"),
    ("มาตรา 3", "องค์กรที่ขึ้นทะเบียนตามมาตรา 3", "of", "แห่ง", "1", "registered_under_section_3"),
)


def begin_registers(plan: Plan, *, asks: User) -> None:
    """Enter the rows once, in a region that has none; what people have changed since is theirs."""
    if NetworkGroup.objects.filter(region=plan.region).exists():
        return
    for name, network, link, year in GROUPS:
        _group(plan.region, name, network, link, year, asks)
    trained = _organisation(plan.region, f"ศูนย์ประสานงานสมมติ ก {SAMPLE}")
    for organisation in (trained, _organisation(plan.region, f"ศูนย์ประสานงานสมมติ ข {SAMPLE}")):
        centre = OrganisationRole.Kind.COORDINATION_CENTRE
        OrganisationRole(organisation=organisation, kind=centre, since=date(2023, 10, 1)).store(
            by=asks, why=WHY
        )
    mediation = TrainingCourse.objects.filter(topic=TrainingCourse.Topic.MEDIATION)[0]
    for name in (f"นางสมมติ หนึ่ง {SAMPLE}", f"นายสมมติ สอง {SAMPLE}"):
        person = TrainedPerson(organisation=trained, course=mediation, held_on=date(2024, 6, 12))
        person.name, person.place = name, "สปสช.ส่วนกลาง"
        person.full_clean()
        person.store(by=asks, why=WHY)
    _on_the_way(plan.region, asks)
    for word, what, kind, unit, target, measure in COUNTED:
        _indicator(plan, word, what, kind, unit, target, measure, asks)


def _group(region: Region, name: str, network: str, link: str, year: int, asks: User) -> None:
    group = NetworkGroup(
        region=region,
        name=f"{name} {SAMPLE}",
        network=TargetNetwork.objects.get(name_th__contains=network),
        members=25,
        line_link=link,
        line_keeper="ประธานกลุ่ม" if link else "",
        line_consent=link.endswith("a"),
        first_year=year,
    )
    group.full_clean()
    group.store(by=asks, why=WHY)


def _organisation(region: Region, name: str) -> Organisation:
    found = Organisation.objects.filter(region=region).named(name).first()
    made = found or Organisation(region=region)
    if found is None:
        made.set_name(name)
        made.full_clean()
        made.store(by=None, why=WHY)
    return made


def _on_the_way(region: Region, asks: User) -> None:
    """One organisation has submitted its request, another one is getting ready."""
    for name, is_submitted in ((f"ศูนย์ดำรงชีวิตอิสระสมมติ {SAMPLE}", True), (f"ศูนย์บริการสมมติ {SAMPLE}", False)):
        begun = stepping.begin(
            _organisation(region, name), by=asks, on=date(2023, 11, 1), field="ฟื้นฟูสมรรถภาพ"
        )
        stepping.prepare(begun, by=asks, on=date(2024, 1, 15))
        if is_submitted:
            _show_everything(begun, asks)
            stepping.submit(begun, by=asks, on=date(2024, 8, 1))


def _show_everything(readiness: Readiness, asks: User) -> None:
    with READINESS_LIFE.doing("write", readiness, asks) as held:
        shown = {
            item: SaidOfItem(item.is_required, date(2024, 7, 1) if item.is_required else None, "")
            for item in items_of(held)
        }
        held.store(by=asks, why=WHY, fields=[])
        keep_marks(held, shown, by=asks)


def _indicator(
    plan: Plan, word: str, what: str, kind: str, unit: str, target: str, measure: str, asks: User
) -> None:
    outcomes = PlanItem.objects.filter(line__plan=plan, kind=ItemKind.OUTCOME, text__contains=word)
    item = outcomes.order_by("line__order", "order").first()
    if item is None or item.indicators.exists():
        return  # somebody has reworded it, or measures it already
    aimed_at = Decimal(target)
    made = Indicator(
        item=item,
        order=1,
        what=what,
        kind=kind,
        unit=unit,
        sign=Indicator.Sign.AT_LEAST,
        target=aimed_at,
        target_of=aimed_at if kind == Indicator.Kind.OF else None,
        measure=measure,
    )
    made.full_clean()
    made.store(by=asks, why=WHY)
