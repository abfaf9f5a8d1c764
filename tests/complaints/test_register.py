"""The register of receiving units brought in as a table: one row, one unit, on an organisation that keeps its name."""

from datetime import date

import pytest
from django.test import Client

from centres.models import OrganisationAlias
from complaints.models import ReceivingUnit
from tests import make
from tests.imports import confirmed, pasted
from tests.uploads import upload

pytestmark = pytest.mark.django_db

HEAD = ["ชื่อหน่วยรับเรื่องร้องเรียน", "เลขทะเบียน"]


def units() -> set[tuple[str, str]]:
    return {(str(unit.organisation), unit.registration_number) for unit in ReceivingUnit.objects.all()}


def test_each_row_is_a_unit_of_its_own_and_a_second_file_changes_them_one_by_one(desk: Client) -> None:
    confirmed(desk, pasted(desk, "units", [HEAD, ["หน่วย ก", "1/2566"], ["หน่วย ข", "2/2566"]]))
    assert units() == {("หน่วย ก", "1/2566"), ("หน่วย ข", "2/2566")}
    batch = pasted(desk, "units", [HEAD, ["หน่วย ก", "1/2566"], ["หน่วย ข", "3/2566"]])
    assert batch.preview["counts"] == {"new": 0, "changed": 1, "unchanged": 1, "left_out": 0, "missing": 0}
    confirmed(desk, batch)
    assert units() == {("หน่วย ก", "1/2566"), ("หน่วย ข", "3/2566")}


def test_a_unit_is_founded_on_the_organisation_that_goes_by_its_name_and_keeps_its_own(desk: Client) -> None:
    organisation = make.organisation("มูลนิธิเพื่อนผู้ป่วย ระยอง")
    alias = OrganisationAlias(organisation=organisation, name="ศูนย์รับเรื่องระยอง")
    alias.full_clean()
    alias.save()
    confirmed(desk, pasted(desk, "units", [HEAD, [alias.name, "1/2566"]]))
    assert units() == {("มูลนิธิเพื่อนผู้ป่วย ระยอง", "1/2566")}
    organisation.refresh_from_db()
    assert organisation.name == "มูลนิธิเพื่อนผู้ป่วย ระยอง"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_portals_own_table_comes_back_unchanged(desk: Client, ending: str) -> None:
    """With a unit that has only applied: no number, no order, no day yet."""
    make.receiving_unit(make.organisation("หน่วยรับเรื่องระยอง"))
    day = date(2023, 10, 1)
    make.receiving_unit(
        make.organisation("ศูนย์รับเรื่องตราด"), registration_number="06-001", order_date=day, valid_from=day
    )
    table = desk.get(f"/imports/table/6/2567/units.{ending}").getvalue()
    batch = upload(desk, f"units.{ending}", "units", table)
    assert batch.preview["counts"] == {"new": 0, "changed": 0, "unchanged": 2, "left_out": 0, "missing": 0}
    assert (batch.preview["faults"], batch.preview["warnings"]) == ([], [])
