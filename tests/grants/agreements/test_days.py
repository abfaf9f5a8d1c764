"""The days of an agreement: what cannot be is refused, what is unusual is asked about."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from grants.models import Agreement, Allocation
from tests.grants.agreements.test_writing import DAYS, new_draft, rows
from tests.grants.steps import Office
from tests.html import browser_of
from thai.dates import format_date

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_a_day_that_cannot_be_of_the_agreements_year_is_refused_with_the_reading_that_is_likely(
    office: Office, allocation: Allocation
) -> None:
    hers, address = browser_of(office.asks), f"/agreements/draw-up/{allocation.pk}/"
    for wrong, said in (
        ({"signed_on": "20/10/23"}, "20 ต.ค. 2566"),  # of the common era, in two digits
        ({"signed_on": "20/10/99"}, "20 ต.ค. 2599"),
        ({"ends_on": "30 ก.ย. 2650"}, "30 ก.ย. 2650"),
        (rows(("100%", "1 พ.ย. 2599", "")), "1 พ.ย. 2599"),
    ):
        page = hers.post(address, new_draft(allocation, **DAYS) | wrong)
        assert page.status_code == 422, wrong
        assert said in page.text
        assert not Agreement.objects.exists()
    tomorrow = format_date(timezone.localdate() + timedelta(days=1))
    assert (
        hers.post(address, new_draft(allocation, **DAYS, sign="1") | {"signed_on": tomorrow}).status_code
        == 422
    )


def test_unusual_days_are_asked_about_once_and_taken_when_they_are_meant(
    office: Office, allocation: Allocation
) -> None:
    hers, address = browser_of(office.asks), f"/agreements/draw-up/{allocation.pk}/"
    typed = new_draft(allocation, **DAYS, sign="1") | {"starts_on": "1 ต.ค. 2566", "ends_on": "30 ธ.ค. 2569"}
    page = hers.post(address, typed)
    assert page.status_code == 422
    assert all(day in page.text for day in ("1 ต.ค. 2566", "20 ต.ค. 2566", "30 ธ.ค. 2569"))
    asked = re.search(r'name="meant" value="(\w+)"', page.text)
    assert asked
    other = typed | {"ends_on": "30 ธ.ค. 2570", "meant": asked[1]}  # her yes was to another day
    assert hers.post(address, other).status_code == 422
    assert not Agreement.objects.exists()
    assert hers.post(address, typed | {"meant": asked[1]}).status_code == 302
    agreement = Agreement.objects.get()
    his = browser_of(office.approves)
    committed = {"document_number": "ผก 1", "seen": agreement.shown}
    tomorrow = format_date(timezone.localdate() + timedelta(days=1))
    for wrong, said in (
        ("20 ต.ค. 2650", "20 ต.ค. 2650"),
        (tomorrow, "ยังมาไม่ถึง"),
        ("19 ต.ค. 2566", "20 ต.ค. 2566"),
    ):
        page = his.post(f"/agreements/{agreement.pk}/activate/", committed | {"on": wrong})
        assert page.status_code == 422, wrong
        assert said in page.text, wrong
        assert f'value="{wrong}"' in page.text, wrong
    assert (
        his.post(f"/agreements/{agreement.pk}/activate/", committed | {"on": "20 ต.ค. 2566"}).status_code
        == 302
    )
    amend = f"/agreements/{agreement.pk}/amend/"
    wanted = {"amount": "95,000", "ends_on": "30 มี.ค. 2570", "reason": "ขยายเวลา", "opened_version": "3"}
    wanted |= rows(("95,000", "", "")) | {"opened_version": str(Agreement.objects.get().version)}
    page = hers.post(amend, wanted)
    assert page.status_code == 422
    again = re.search(r'name="meant" value="(\w+)"', page.text)
    assert again
    assert "1 ต.ค. 2566" not in page.text  # what was asked at the signing is not asked again
    assert hers.post(amend, wanted | {"meant": again[1]}).status_code == 302
