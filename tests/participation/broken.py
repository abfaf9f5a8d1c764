"""For every rule of what hangs on the items of a plan a row that breaks it and nothing else."""

from datetime import date, time

from django.db import models

from participation.models import (
    ActivityDetail,
    ActivityReport,
    ActivityTag,
    Indicator,
    IndicatorValue,
    PlanLine,
    ReportedResult,
    StandardActivity,
    TimetableRow,
)
from people.models import User
from regions.models import District, Province
from tests import make


def hanging(line: PlanLine, person: User) -> dict[str, models.Model]:
    """By the name of the rule; the line has an activity and an outcome."""
    return {**_of_activities(line), **_of_reports(line, person), **_of_indicators(line)}


def _of_activities(line: PlanLine) -> dict[str, models.Model]:
    item = line.activities[0]
    ended = StandardActivity.objects.get(form__number=5, number=1)
    ended.valid_until = ended.valid_from - 1
    return {
        "standardactivity_ends_after_it_starts": ended,
        "activitytag_ends_after_it_starts": ActivityTag(
            kind="issue", number=99, name="ก", valid_from=2567, valid_until=2566
        ),
        "activitytag_number_once_per_kind": ActivityTag(kind="issue", number=1, name="ข"),
        "activitydetail_time_is_read": ActivityDetail(item=item, when_written="ม.ค. 67"),
        "activitydetail_target_has_unit": ActivityDetail(item=item, target=15),
        "activitydetail_frequency_is_whole": ActivityDetail(item=item, times=2),
        "activitydetail_district_needs_province": ActivityDetail(
            item=item, district=District.objects.filter(province__region=6).first()
        ),
    }


def _of_reports(line: PlanLine, person: User) -> dict[str, models.Model]:
    said = {"item": line.activities[0], "held_on": date(2024, 5, 2)}
    report = ActivityReport.objects.create(**said)
    sent = said | {"sent_by": person}
    return {
        "activityreport_ends_after_it_starts": ActivityReport(**said, held_until=date(2024, 5, 1)),
        "activityreport_rating_within_scale": ActivityReport(**said, rating=3),
        "activityreport_sent_is_whole": ActivityReport(**sent, state="sent"),
        "activityreport_accepted_by_another": ActivityReport(
            **sent, state="accepted", done="ก", accepted_by=person
        ),
        "timetablerow_ends_after_it_starts": TimetableRow(
            report=report, order=1, starts=time(10), ends=time(9), topic="ก"
        ),
        "reportedresult_has_unit": ReportedResult(report=report, order=1, what="ก", value=1),
    }


def _of_indicators(line: PlanLine) -> dict[str, models.Model]:
    outcome, province = line.outcomes[0], Province.objects.filter(region=6)[0]
    whole = make.indicator(outcome)
    by_province = make.indicator(outcome, per="province")
    by_tambon = make.indicator(outcome, per="tambon")
    percentage = make.indicator(outcome, kind="percent", unit="คน")
    told = make.indicator(outcome, kind="told", unit="")
    make.measured(whole, "1")
    make.measured(by_province, "1", province=province)
    new = {"item": outcome, "order": 99, "what": "ก"}
    return {
        "indicator_order_once": Indicator(item=outcome, order=1, what="ก", unit="ชุด"),
        "indicator_unit_of_its_kind": Indicator(**new),
        "indicator_target_has_sign": Indicator(**new, unit="ชุด", target=1),
        "indicator_target_within_its_whole": Indicator(**new, unit="ชุด", sign="about", target=1, target_of=2),
        "indicator_percentage_up_to_100": Indicator(
            **new, kind="percent", unit="คน", sign="about", target=101
        ),
        "indicatorvalue_once_a_period": IndicatorValue(indicator=whole, value=2),
        "indicatorvalue_once_a_period_and_place": IndicatorValue(
            indicator=by_province, value=2, province=province
        ),
        "indicatorvalue_says_one_thing": IndicatorValue(indicator=told),
        "indicatorvalue_within_its_whole": IndicatorValue(indicator=percentage, value=2, whole=1),
        "indicatorvalue_tambon_in_a_province": IndicatorValue(indicator=by_tambon, value=1, place="ตลาด"),
    }
