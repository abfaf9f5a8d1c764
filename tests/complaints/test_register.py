"""The register of receiving units brought in as a table: which unit and which organisation a row means."""

import pytest
from django.test import Client

from centres.models import Organisation
from complaints.models import ReceivingUnit
from tests import make
from tests.imports import confirmed, pasted

pytestmark = pytest.mark.django_db

NAMESAKE = "ศูนย์คุ้มครองสิทธิบัตรทอง"


def test_a_row_does_not_join_a_unit_or_organisation_of_that_name_in_another_region(desk: Client) -> None:
    theirs = make.receiving_unit(make.organisation(NAMESAKE, 11), registration_number="ตรัง 1/2566")
    table = [["ชื่อหน่วยรับเรื่องร้องเรียน", "เลขทะเบียน", "จังหวัด"], [NAMESAKE, "ชลบุรี 1/2566", "ชลบุรี"]]
    batch = pasted(desk, "units", table)
    assert batch.preview["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "missing": 0}
    confirmed(desk, batch)
    ours = ReceivingUnit.objects.exclude(pk=theirs.pk).get()
    assert ours.organisation.region_id == 6
    assert ours.registration_number == "ชลบุรี 1/2566"
    theirs.refresh_from_db()
    assert (theirs.registration_number, theirs.version) == ("ตรัง 1/2566", 1)
    assert Organisation.objects.get(region=11).province is None


def test_a_row_is_founded_on_the_organisation_of_that_name_in_its_own_region(desk: Client) -> None:
    make.organisation(NAMESAKE, 11)
    ours = make.organisation(NAMESAKE, 6)
    confirmed(
        desk,
        pasted(desk, "units", [["ชื่อหน่วยรับเรื่องร้องเรียน", "เลขทะเบียน"], [NAMESAKE, "ชลบุรี 1/2566"]]),
    )
    assert ReceivingUnit.objects.get().organisation == ours
    assert Organisation.objects.count() == 2
