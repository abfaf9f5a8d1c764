"""An activity that is over without a report is somebody's duty, on everyone's list of what is due."""

from typing import Any

import pytest

from centres.models import Organisation
from participation.activities.deciding import accept
from participation.activities.writing import begin, send
from participation.models import ActivityDetail, Plan, PlanItem
from participation.years.deciding import decide
from people.models import User
from tests import make
from tests.html import browser_of, text_at
from tests.participation.reports import fill_in

pytestmark = pytest.mark.django_db
OVER = "กิจกรรมสิ้นสุดแล้วรอรายงาน"


@pytest.fixture
def planned(activity: PlanItem, head_office: User) -> PlanItem:
    """The activity, in a decided plan."""
    decide(activity.line.plan, make.minutes(), by=head_office, seen=Plan.objects.get().shown)
    return activity


def due(user: User, query: str = "?kind=activities") -> list[Any]:
    return list(browser_of(user).get(f"/reports/due/{query}").context["rows"])


def counted(user: User) -> dict[str, int]:
    return {task.label: task.count for task in browser_of(user).get("/").context["work"].for_her}


def last_day(activity: PlanItem, days: int) -> None:
    day = make.day(days)
    ActivityDetail.objects.filter(item=activity).update(
        when_written="ตามแผน", precision="day", starts_on=day, ends_on=day
    )


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (0, False), (1, False), (None, False)])
def test_it_is_due_from_the_day_after_its_last(
    days: int | None, is_due: bool, planned: PlanItem, officer_6: User, officer_11: User, coordinator: User
) -> None:
    if days is not None:
        last_day(planned, days)
    assert [(row.title, row.is_late) for row in due(officer_6)] == [(planned.text, True)] * is_due
    assert (
        counted(officer_6).get("เรื่องเกินกำหนดของทั้งเขต ไม่ว่าผู้ใดรับผิดชอบ", 0)
        == counted(coordinator).get(OVER, 0)
        == is_due
    )
    assert due(officer_11) == []


def test_who_reports_on_it_is_done_with_it(
    planned: PlanItem, centre: Organisation, officer_6: User, coordinator: User
) -> None:
    last_day(planned, -1)
    assert planned.text in text_at(browser_of(officer_6), "/reports/due/")
    report = fill_in(begin(planned, centre, by=coordinator))
    assert OVER not in counted(coordinator)  # it is hers to go on with
    assert len(due(officer_6)) == 1
    send(report, by=coordinator)
    assert due(officer_6) == []
    accept(report, by=officer_6, seen=type(report).objects.get().shown)
    assert due(officer_6) == []


def test_a_draft_and_a_closed_plan_owe_nothing(
    activity: PlanItem, officer_6: User, head_office: User
) -> None:
    last_day(activity, -1)
    assert due(officer_6) == []  # nobody has decided on it
    decide(activity.line.plan, make.minutes(), by=head_office, seen=Plan.objects.get().shown)
    assert len(due(officer_6)) == 1
    Plan.objects.get().close(by=officer_6, seen=Plan.objects.get().shown)
    assert due(officer_6) == []
