"""Reports on activities: how they read, and their photographs as they are put in."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from centres.models import Organisation
from participation.activities.writing import begin, keep_rows, send
from participation.models import ActivityDetail, PlanItem
from people.models import User
from tests.html import browser_of, flat, forms_of, text_at
from tests.participation.reports import fill_in
from tests.pictures import photograph

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


def put_in(client: Client, address: str, photos: list[Any], **said: str) -> Any:
    (form,) = (form for form in forms_of(text_at(client, address)) if ("action", "save") in form.buttons)
    data = {name: value for name, value in form.data.items() if "__prefix__" not in name}
    return client.post(address, {**data, "photos": photos, **said, "action": "save"})


def test_what_is_seen_and_the_consent_are_said_as_a_photograph_is_put_in(
    activity: PlanItem, centre: Organisation, coordinator: User
) -> None:
    report = fill_in(begin(activity, centre, by=coordinator))
    hers, address = browser_of(coordinator), f"/plans/activities/reports/{report.pk}/"
    said = {
        "new-photo-0-alt": "แบ่งกลุ่มย่อย",
        "new-photo-0-consent": "given",
        "new-photo-2-alt": "เปิดเวที",
        "new-photo-2-consent": "nobody",
    }
    broken = SimpleUploadedFile("ขาด.png", photograph().read()[:-9])
    put_in(hers, address, [photograph("ก.png"), broken, photograph("ข.png")], **said)
    kept = [(photo.name, photo.alt, photo.consent) for photo in report.photos.all()]
    assert kept == [("ก.png", "แบ่งกลุ่มย่อย", "given"), ("ข.png", "เปิดเวที", "nobody")]
    send(report, by=coordinator)


def test_a_photograph_of_which_nothing_is_said_is_kept_and_asked_about_at_its_field(
    activity: PlanItem, centre: Organisation, coordinator: User
) -> None:
    report = fill_in(begin(activity, centre, by=coordinator))
    hers, address = browser_of(coordinator), f"/plans/activities/reports/{report.pk}/"
    put = put_in(hers, address, [photograph()], **{"new-photo-0-alt": "แบ่งกลุ่มย่อย"})
    assert put.headers["Location"] == f"{address}#part-photos"
    photo = report.photos.get()
    page = text_at(hers, address)
    at_alt = page.partition(f'name="photo-{photo.pk}-alt"')[2].partition("<label")[0]
    at_consent = page.partition(f'name="photo-{photo.pk}-consent"')[2].partition("<button")[0]
    assert "กรอกว่าในภาพมีอะไร" not in at_alt
    assert "เลือกว่าผู้ที่จำหน้าได้ยินยอมทุกคน" in at_consent
    put = put_in(hers, address, [], **{f"photo-{photo.pk}-consent": "given"})
    assert "เลือกว่าผู้ที่จำหน้าได้ยินยอมทุกคน" not in text_at(hers, address)
    photo.refresh_from_db()
    assert (photo.alt, photo.consent) == ("แบ่งกลุ่มย่อย", "given")
