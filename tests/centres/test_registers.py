"""The registers of organisations and centres brought in as tables: what a row joins, and what it leaves alone."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils.translation import gettext

from centres.models import CoordinationCentre, Organisation
from people.models import User
from tests import make
from tests.html import OpenForm, browser_of
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
    assert batch.preview["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "left_out": 0, "missing": 0}
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


PROVINCES = {
    "another region's": ("ราชบุรี", "5", ""),
    "another region's with its word": ("จ.ราชบุรี", "5", ""),
    "another region's that is nearly one of ours": ("ระนอง", "11", ""),
    "the capital by its short name": ("กทม.", "13", ""),
    "one of two letters less": ("ชลบรี", "", "ชลบุรี"),
    "a mistyped one with its word": ("จังหวัดระยองง", "", "ระยอง"),
    "nearer to another region's": ("ราชบรี", "", ""),
    "none": ("แอตแลนติส", "", ""),
}


@pytest.mark.parametrize(("written", "region", "proposed"), PROVINCES.values(), ids=PROVINCES)
@pytest.mark.parametrize("kind", ["organisations", "centres", "units"])
def test_a_province_is_proposed_only_for_one_mistyped(
    desk: Client, kind: str, written: str, region: str, proposed: str
) -> None:
    rows = {
        "organisations": [["ชื่อหน่วยงาน", "จังหวัด"], ["ชมรม ก", written]],
        "centres": [["ชื่อศูนย์ประสานงาน", "ระดับ", "จังหวัด"], ["ศูนย์ ก", "จังหวัด", written]],
        "units": [["ชื่อหน่วยรับเรื่องร้องเรียน", "เลขทะเบียน", "จังหวัด"], ["ศูนย์ ก", "1", written]],
    }[kind]
    (fault,) = pasted(desk, kind, rows).preview["faults"]
    said = told(fault["message"])
    assert re.findall("“(.+?)”", said)[1:] == ([proposed] if proposed else [])
    assert f"เขต {region}" in said or not region


@pytest.mark.parametrize(
    "written", ["ระยอง", "จังหวัดระยอง", "จังหวัด ระยอง", "จ.ระยอง", "จ. ระยอง", "จว.ระยอง", "Rayong"]
)
def test_a_province_is_known_by_each_way_to_write_it(desk: Client, written: str) -> None:
    rows = [["ชื่อหน่วยงาน", "จังหวัด", "อำเภอ"], ["ชมรม ก", written, "เมือง"]]
    confirmed(desk, pasted(desk, "organisations", rows))
    made = Organisation.objects.get()
    assert (made.province.name_th, made.district.name_th) == ("ระยอง", "เมืองระยอง")  # type: ignore[union-attr]


def test_a_district_of_another_province_is_said_to_be_there(desk: Client) -> None:
    rows = [["ชื่อหน่วยงาน", "จังหวัด", "อำเภอ"], ["ชมรม ก", "ระยอง", "ศรีราชา"], ["ชมรม ข", "ชลบุรี", "ศรีราช"]]
    there, mistyped = pasted(desk, "organisations", rows).preview["faults"]
    assert "ชลบุรี" in told(there["message"])
    assert "“ศรีราชา”" in told(mistyped["message"])


@pytest.mark.parametrize(
    "name",
    ["1 ชมรมแม่บ้าน", "ข้อ 1 ชมรมแม่บ้าน", "ชมรมแม่บ้าน (081-234-5678)", "ชมรมแม่บ้าน a@b.org", "<b>ชมรมแม่บ้าน</b>"],
)
def test_what_is_no_part_of_a_name_is_not_typed_into_it_in_the_admin(desk: Client, name: str) -> None:
    sent = OpenForm(desk, "/admin/centres/organisation/add/").type(name=name).send()
    assert not sent.is_taken
    assert "“ชมรมแม่บ้าน”" in sent.page


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
    batch = pasted(desk, "centres", [head, good, ["ศูนย์ประสานงานแสนสุข", *row]])
    (fault,) = batch.preview["faults"]
    assert (fault["row"], gettext(sentence) in told(fault["message"])) == (3, True), told(fault["message"])
    assert not CoordinationCentre.objects.exists()
