"""How reports on activities read: on their own page, on the activity's card."""

import re
from decimal import Decimal

import pytest

from centres.models import Organisation
from participation.activities.writing import begin, keep_rows, send
from participation.models import ActivityDetail, PlanItem
from people.models import User
from tests.html import browser_of, flat, text_at
from tests.participation.reports import fill_in

pytestmark = pytest.mark.django_db


def test_thousands_who_took_part_are_written_with_a_comma_wherever_they_stand(
    activity: PlanItem, centre: Organisation, coordinator: User, officer_6: User
) -> None:
    ActivityDetail.objects.update(target=12500, unit="คน")
    report = fill_in(begin(activity, centre, by=coordinator))
    groups = [{"name": "อสม.", "people": 1250}, {"name": "ประชาชน", "people": 48200}]
    counted = [{"what": "ผู้เข้าใจสิทธิ", "value": Decimal("1250.50"), "unit": "คน"}]
    keep_rows(report, {"groups": groups, "results": counted})
    address = f"/plans/activities/reports/{report.pk}/"
    assert "49,450" in text_at(browser_of(coordinator), address)
    send(report, by=coordinator)
    read = flat(text_at(browser_of(officer_6), address))
    for words in ("1,250 + 48,200 = 49,450", "1,250.5 คน"):
        assert words in read
    card = flat(text_at(browser_of(officer_6), f"/plans/activities/{activity.pk}/"))
    assert "12,500 คน" in card
    assert "49,450" in card
    for page in (read, card):
        assert not re.search(r"(?:1250|48200|49450|12500)\b", page)
