"""What plans choose from is in use for some years: it is retired for later plans, never under one that uses it."""

import pytest
from django.test import Client

from centres.models import TargetNetwork
from participation.models import FormOfParticipation, PlanItem, StandardActivity
from participation.summaries import plan_summary
from people.models import User
from tests import make
from tests.html import OpenForm, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(head_office: User) -> Client:
    return browser_of(head_office)


@pytest.fixture
def standard(db: None) -> StandardActivity:
    """Used by region 6's plan of 2567."""
    standard = StandardActivity.objects.get(form__number=1, number=1)
    make.plan_line(make.plan(), 1, activities=standard.name, targets="เครือข่ายคนพิการ")
    return standard


def retired(client: Client, address: str, **fields: str) -> list[str]:
    """Fill in the years on a page of the catalogue and save; what is refused."""
    sent = OpenForm(client, address).type(**fields).send()
    return [] if sent.is_taken else sent.errors


def test_nothing_is_retired_before_the_last_plan_that_uses_it(
    head: Client, standard: StandardActivity
) -> None:
    network = PlanItem.objects.get(kind="target").network
    assert network is not None
    form, of_form = standard.form, f"/admin/participation/formofparticipation/{standard.form_id}/change/"
    pages = {
        "valid_until": of_form,
        "activities-0-valid_until": of_form,
    }
    for name, page in pages.items():
        assert any("2567" in said for said in retired(head, page, **{name: "2566"})), name
    network_page = f"/admin/centres/targetnetwork/{network.pk}/change/"
    assert any("2567" in said for said in retired(head, network_page, valid_until="2566"))
    assert any("2567" in said for said in retired(head, network_page, valid_from="2568"))
    for name, page in ({**pages, "": network_page}).items():
        assert retired(head, page, **{name or "valid_until": "2567"}) == [], page
    for record in (form, standard, network):
        record.refresh_from_db()
        assert record.valid_until == 2567


def test_what_is_retired_is_offered_recognised_and_counted_no_more(
    standard: StandardActivity, officer_6: User
) -> None:
    network = PlanItem.objects.get(kind="target").network
    assert network is not None
    StandardActivity.objects.filter(pk=standard.pk).update(valid_until=2567)
    TargetNetwork.objects.filter(pk=network.pk).update(valid_until=2567)
    for year, is_offered in ((2567, True), (2568, False)):
        assert StandardActivity.objects.for_year(year).filter(pk=standard.pk).exists() == is_offered
        assert TargetNetwork.objects.for_year(year).filter(pk=network.pk).exists() == is_offered
    next_year = make.plan_line(make.plan(6, 2568), 1, activities=standard.name, targets="เครือข่ายคนพิการ")
    assert next_year.activities[0].standard is None
    assert next_year.targets[0].network is None
    counts = [plan_summary(make.region(6), year, officer_6).activities.all for year in (2567, 2568)]
    assert counts == [17, 16]


def test_an_activity_of_a_retired_form_is_not_of_the_year(db: None) -> None:
    FormOfParticipation.objects.filter(number=1).update(valid_until=2567)
    assert StandardActivity.objects.for_year(2568).filter(form__number=1).count() == 0
    assert StandardActivity.objects.for_year(2567).filter(form__number=1).count() == 5
