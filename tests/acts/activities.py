"""The doors of what is done to a report on an activity of the plan."""

from participation.activities.deciding import accept, send_back
from participation.activities.writing import begin, send
from participation.models import ActivityReport
from participation.report_life import ACTIVITY_REPORT_LIFE
from tests import make
from tests.acts.door import ActDoor, Noun
from tests.acts.place import ActPlace
from tests.participation.reports import fill_in


def report_of_the_office(at: ActPlace) -> ActivityReport:
    return begin(make.plan_line(make.plan(6, 2567)).activities[0], None, by=at.office.asks)


def report_of_an_organisation(at: ActPlace) -> ActivityReport:
    activity, organisation = make.plan_line(make.plan(6, 2567)).activities[0], at.granted.organisation
    make.detail(activity, organisations=[organisation])
    return begin(activity, organisation, by=at.coordinator)


def whole_report(at: ActPlace) -> ActivityReport:
    return fill_in(report_of_an_organisation(at))


def sent_report(at: ActPlace) -> ActivityReport:
    made = whole_report(at)
    send(made, by=at.coordinator)
    return made


def report_sent_by_the_office(at: ActPlace) -> ActivityReport:
    made = fill_in(report_of_the_office(at))
    send(made, by=at.office.asks)
    return made


def returned_report(at: ActPlace) -> ActivityReport:
    made = sent_report(at)
    send_back(made, {"done": "เพิ่มรายละเอียด"}, by=at.office.asks, seen=made.shown)
    return made


def accepted_report(at: ActPlace) -> ActivityReport:
    made = sent_report(at)
    accept(made, by=at.office.asks, seen=made.shown)
    return made


_REPORT = "/plans/activities/reports/{record.pk}/"


def _typed_report(report: ActivityReport) -> dict[str, str]:
    tables = ("timetable", "groups", "results")
    management = {
        f"{table}-{name}_FORMS": value
        for table in tables
        for name, value in (("TOTAL", "1"), ("INITIAL", "0"))
    }
    said = {"held_on": "12 พ.ค. 2567", "done": "ประชุม", "groups-0-name": "อสม.", "groups-0-people": "15"}
    return {"opened_version": str(report.version), **management, **said}


ACTIVITY_REPORTS = Noun(
    model=ActivityReport,
    life=ACTIVITY_REPORT_LIFE,
    doors={
        "write": ActDoor(
            page=_REPORT,
            button=("action", "save"),
            typed=_typed_report,
            makes="participation_historicalactivityreport",
        ),
        "send": ActDoor(
            page=_REPORT,
            button=("action", "send"),
            typed=_typed_report,
            makes="participation_historicalactivityreport",
        ),
        **{
            name: ActDoor(
                page=_REPORT,
                to=f"{_REPORT}decide/",
                button=("action", name),
                typed=lambda made: {"remark-done": "เพิ่มรายละเอียด"},
            )
            for name in ("take_back", "accept", "send_back")
        },
    },
    situations=(
        report_of_the_office,
        whole_report,
        sent_report,
        report_sent_by_the_office,
        returned_report,
        accepted_report,
    ),
)
