"""The registers of organisations and centres brought in as tables: what a row joins, and what it leaves alone."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import gettext

from centres.models import CoordinationCentre, Organisation
from people.models import User
from tests import make
from tests.html import browser_of
from tests.imports import confirmed, pasted
from thai.sentences import told

pytestmark = pytest.mark.django_db

NAMESAKE = "มูลนิธิเพื่อนชุมชน"


@pytest.fixture
def theirs() -> Organisation:
    """An organisation of region 11 whose name one of region 6 has too."""
    return make.organisation(NAMESAKE, 11, contact="ของเขต 11")


def untouched(organisation: Organisation) -> bool:
    now = Organisation.objects.filter(pk=organisation.pk).values_list().get()
    return now == tuple(getattr(organisation, field.attname) for field in organisation._meta.concrete_fields)


def test_a_row_does_not_join_an_organisation_of_that_name_in_another_region(
    desk: Client, theirs: Organisation
) -> None:
    table = [["ชื่อหน่วยงาน", "จังหวัด", "ที่อยู่ติดต่อ"], [NAMESAKE, "ชลบุรี", "ของเขต 6"]]
    batch = pasted(desk, "organisations", table)
    assert batch.preview["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "missing": 0}
    confirmed(desk, batch)
    ours = Organisation.objects.get(region=6)
    assert (ours.name, ours.contact) == (NAMESAKE, "ของเขต 6")
    assert untouched(theirs)
    confirmed(desk, pasted(desk, "organisations", [table[0], [NAMESAKE, "ชลบุรี", "ย้ายแล้ว"]]))
    ours.refresh_from_db()
    assert ours.contact == "ย้ายแล้ว"
    assert Organisation.objects.count() == 2
    assert untouched(theirs)


def test_a_centre_is_founded_on_the_organisation_of_its_own_region(
    desk: Client, officer_11: User, theirs: Organisation
) -> None:
    head = ["ชื่อศูนย์ประสานงาน", "ระดับ", "จังหวัด", "ตั้งแต่วันที่"]
    confirmed(desk, pasted(desk, "centres", [head, [NAMESAKE, "จังหวัด", "ชลบุรี", "1 ต.ค. 2566"]]))
    centre = CoordinationCentre.objects.get()
    assert centre.role.organisation.region_id == 6
    assert (centre.role.kind, centre.role.since) == ("coordination_centre", date(2023, 10, 1))
    assert not theirs.roles.exists()
    # The other region's table holds a centre of that name too: it is another centre, on the other organisation.
    there = browser_of(officer_11)
    batch = pasted(there, "centres", [head, [NAMESAKE, "จังหวัด", "ตรัง", "1 ต.ค. 2566"]], region=11)
    assert batch.preview["counts"]["new"] == 1 or batch.preview["faults"]
    assert CoordinationCentre.objects.count() == 1


def test_a_place_of_another_region_is_not_found_by_its_name(desk: Client) -> None:
    batch = pasted(desk, "organisations", [["ชื่อหน่วยงาน", "จังหวัด"], ["ชมรม ก", "ตรัง"], ["ชมรม ข", "ชลบุรี"]])
    (fault,) = batch.preview["faults"]
    assert (fault["row"], "ตรัง" in told(fault["message"])) == (2, True)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["อำเภอ", "ชลบุรี", "", "", ""], "A district or tambon centre names its district."),
        (["ตำบล", "ชลบุรี", "เมืองชลบุรี", "", ""], "A tambon centre names its tambon."),
        (["โซนของกรุงเทพมหานคร", "ชลบุรี", "", "", "โซน 1"], "A zone centre is in Bangkok and names its zone."),
    ],
)
def test_a_row_of_a_centre_passes_the_rules_of_its_form(row: list[str], sentence: str, desk: Client) -> None:
    head = ["ชื่อศูนย์ประสานงาน", "ระดับ", "จังหวัด", "อำเภอ", "ตำบล", "โซน"]
    good = ["ศูนย์ประสานงานชลบุรี", "จังหวัด", "ชลบุรี", "", "", ""]
    batch = pasted(desk, "centres", [head, good, ["ศูนย์ประสานงานอื่น", *row]])
    (fault,) = batch.preview["faults"]
    assert (fault["row"], gettext(sentence) in told(fault["message"])) == (3, True), told(fault["message"])
    assert not CoordinationCentre.objects.exists()
