"""The catalogue of places, and who sees which of them."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from editing.fields import FIRST_YEAR, LAST_YEAR
from people.models import User
from regions import catalogue
from regions.models import District, Province, Region
from regions.places import PlaceFinder
from tests import make

pytestmark = pytest.mark.django_db

SEATS = {
    1: "เชียงใหม่",
    2: "พิษณุโลก",
    3: "นครสวรรค์",
    4: "สระบุรี",
    5: "ราชบุรี",
    6: "ระยอง",
    7: "ขอนแก่น",
    8: "อุดรธานี",
    9: "นครราชสีมา",
    10: "อุบลราชธานี",
    11: "สุราษฎร์ธานี",
    12: "สงขลา",
    13: "กรุงเทพมหานคร",
}


def test_there_are_13_regions_77_provinces_and_928_districts() -> None:
    assert (Region.objects.count(), Province.objects.count(), District.objects.count()) == (13, 77, 928)


def test_every_region_has_the_seat_that_its_office_stands_in() -> None:
    assert dict(Province.objects.filter(is_seat=True).values_list("region", "name_th")) == SEATS
    assert Province.objects.filter(is_seat=True).count() == 13


def test_a_region_is_named_by_its_number_and_seat() -> None:
    for region in Region.objects.all():
        assert region.name_th == f"เขต {region.number} {SEATS[region.number]}"
        assert str(region) == region.name_th


def test_region_6_has_the_eight_provinces_of_the_east() -> None:
    names = Province.objects.filter(region=6).values_list("name_th", flat=True)
    assert sorted(names) == sorted(
        ["ชลบุรี", "ระยอง", "จันทบุรี", "ตราด", "ฉะเชิงเทรา", "ปราจีนบุรี", "สระแก้ว", "สมุทรปราการ"]
    )


def test_every_district_lies_in_the_province_that_its_code_begins_with() -> None:
    assert [d.code for d in District.objects.all() if d.code[:2] != d.province_id] == []
    assert Province.objects.exclude(districts__isnull=False).count() == 0


@pytest.mark.usefixtures("machine_of_ascii")
def test_loading_the_catalogue_again_changes_nothing() -> None:
    before = [list(model.objects.values_list()) for model in (Region, Province, District)]
    catalogue.load(Region, Province, District)
    assert [list(model.objects.values_list()) for model in (Region, Province, District)] == before


@pytest.mark.parametrize("number", [0, 14])
def test_the_database_knows_no_region_beyond_the_thirteen(number: int) -> None:
    with pytest.raises(IntegrityError, match="region_number_1_to_13"), transaction.atomic():
        Region.objects.bulk_create([Region(number=number, name_th="เขต", name_en="Region")])


# person → the regions whose records she may read, change in the admin, import into, read the budget of
RIGHTS = {
    "head_office": (13, 13, 13, 13),
    "officer_6": ({6}, {6}, {6}, {6}),
    "officer_11": ({11}, {11}, {11}, {11}),
    "coordinator_6": ({6}, set(), {6}, set()),
    "member_6": ({6}, set(), set(), {6}),
    "complaints_6": ({6}, set(), set(), set()),
    "nobody": (set(), set(), set(), set()),
}


@pytest.mark.parametrize("name", RIGHTS)
def test_each_role_opens_its_own_regions_and_no_other(name: str, request: pytest.FixtureRequest) -> None:
    person: User = request.getfixturevalue(name)
    verbs = ("visible_to", "staffed_by", "open_to_import_by", "budget_read_by")
    for verb, expected in zip(verbs, RIGHTS[name], strict=True):
        numbers = set(getattr(Region.objects, verb)(person).values_list("number", flat=True))
        assert numbers == (set(range(1, 14)) if expected == 13 else expected), verb


def test_provinces_and_districts_are_seen_with_their_region(officer_6: User, nobody: User) -> None:
    assert Province.objects.visible_to(officer_6).count() == 8
    assert set(District.objects.visible_to(officer_6).values_list("province__region", flat=True)) == {6}
    assert not Province.objects.visible_to(nobody).exists()


def test_every_model_with_a_fiscal_year_refuses_one_of_the_common_era() -> None:
    """2024 for 2567 is the commonest slip; no table may take it."""
    constrained = {"participation.Plan": {}, "grants.Programme": {"name": "โครงการ", "ceiling": "1.00"}}
    for label, values in constrained.items():
        model = apps.get_model(label)
        for year in (2024, FIRST_YEAR - 1, LAST_YEAR + 1):
            record = model(region=make.region(6), fiscal_year=year, **values)
            with pytest.raises(IntegrityError), transaction.atomic():
                model.objects.bulk_create([record])


PLACES = [
    # name as offices write it, province, district
    ("ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวัดชลบุรี", "ชลบุรี", None),
    ("ศูนย์ประสานงานฯ จ.ฉะเชิงเทรา (ประเด็นคนพิการ)", "ฉะเชิงเทรา", None),
    ("สมาคมคนพิการจันทบุรี", "จันทบุรี", None),
    ("กลุ่มออมทรัพย์ อำเภอศรีราชา จังหวัดชลบุรี", "ชลบุรี", "ศรีราชา"),
    ("กลุ่มออมทรัพย์ อ.ศรีราชา จ.ชลบุรี", "ชลบุรี", "ศรีราชา"),
    ("เครือข่ายจังหวัดชลบุรีและจังหวัดระยอง", None, None),
    ("มูลนิธิเพื่อผู้บริโภค", None, None),
    ("สมาคมคนตราดภูมิ", None, None),
    ("ศูนย์จังหวัดเชียงใหม่", None, None),
]


@pytest.mark.parametrize(("name", "province", "district"), PLACES)
def test_a_place_is_taken_from_a_name_only_where_the_name_states_it(
    name: str, province: str | None, district: str | None
) -> None:
    found = PlaceFinder(make.region(6)).in_name(name)
    assert tuple(str(place) if place else None for place in found) == (province, district)
