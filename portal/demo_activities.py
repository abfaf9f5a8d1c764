"""Invented times, places and reports of the demonstration: every page about activities has something to show."""

from datetime import date, time
from typing import NamedTuple

from centres.models import Organisation
from participation.activities.deciding import accept
from participation.activities.details import activities_of, keep
from participation.activities.writing import begin, keep_rows, send
from participation.models import ActivityDetail, ActivityReport, Plan, PlanItem
from people.models import User
from regions.models import Province

SAMPLE = "(ตัวอย่าง)"


class SampleTime(NamedTuple):
    """What is said of an activity: when, where, in which province, and how often in each."""

    when: str
    place: str = ""
    province: str = ""
    times: int | None = None


# In the order of the plan; of what stands behind them nobody has said anything yet.
TOLD = (
    SampleTime("ต.ค. 66 – ก.ย. 67"),
    SampleTime("22–24 ธ.ค. 66", "ห้องประชุม สปสช.เขต 6", "ระยอง"),
    SampleTime("ตลอดปี"),
    SampleTime("ไตรมาส 2", "ศาลากลางจังหวัด", times=2),
    SampleTime("15 ก.พ. 67", "โรงเรียนตัวอย่าง", "ชลบุรี"),
    SampleTime("รอกำหนดการ จาก สปสช. ส่วนกลาง"),
)
TIMETABLE: list[dict[str, object]] = [
    {"starts": time(9), "ends": time(10, 30), "topic": "สถานการณ์การใช้สิทธิในพื้นที่"},
    {"starts": time(10, 30), "ends": time(12), "topic": "แบ่งกลุ่มวางแผนการดำเนินงาน"},
]
GROUPS: list[dict[str, object]] = [
    {"name": name, "people": people}
    for name, people in (("คณะทำงาน", 3), ("แกนนำ", 15), ("อสม.", 15), ("อปท.", 5), ("ประชาชน", 22))
]


def begin_activities(plan: Plan, staff: User, second: User, centre: Organisation, coordinator: User) -> None:
    """Say when and where the first activities are, and report on one; once, on a plan of which nobody has said it."""
    if ActivityDetail.objects.filter(item__line__plan=plan).exists() or plan.is_closed:
        return  # what people have done since is theirs
    activities = list(activities_of(plan)[: len(TOLD)])
    for item, written in zip(activities, TOLD, strict=False):
        _tell(item, written, centre, staff)
    for item, held_on in zip(activities[:2], (date(2023, 12, 12), date(2023, 12, 22)), strict=True):
        report = _write(item, held_on, centre, coordinator)
        if item == activities[0]:
            send(report, by=coordinator)
            accept(report, by=second, seen=report.shown)


def _tell(item: PlanItem, written: SampleTime, centre: Organisation, by: User) -> None:
    detail = ActivityDetail(item=item, place=written.place)
    detail.set_time(written.when)
    detail.province = Province.objects.filter(
        region=item.line.plan.region_id, name_th=written.province
    ).first()
    detail.times, detail.per = written.times, ActivityDetail.Per.PROVINCE if written.times else ""
    detail.full_clean()
    keep(detail, {"organisations": [centre], "networks": [], "tags": []}, by=by)


def _write(item: PlanItem, held_on: date, centre: Organisation, by: User) -> ActivityReport:
    report = begin(item, centre, by=by)
    report.held_on, report.place = held_on, f"ห้องประชุมเทศบาล {SAMPLE}"
    report.province = Province.objects.filter(region=item.line.plan.region_id, name_th="ชลบุรี").first()
    report.done = "ประชุมแลกเปลี่ยนสถานการณ์การใช้สิทธิหลักประกันสุขภาพ และวางแผนการดำเนินงานร่วมกับเครือข่ายในพื้นที่"
    report.outcome = "ผู้เข้าร่วมเข้าใจสิทธิและช่องทางการร้องเรียนมากขึ้น"
    report.full_clean()
    keep_rows(report, {"timetable": TIMETABLE, "groups": GROUPS})
    report.store(by=by, why=SAMPLE)
    return report
