"""Entries and decisions are sealed one after the other, each region's by itself."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from grants.models import Entry, Seal
from tests import make
from tests.grants.steps import Office

pytestmark = pytest.mark.django_db


def test_an_entry_is_sealed_with_what_it_says_and_the_seal_before() -> None:
    office = Office()
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงานฯ ชลบุรี", "95000")
    agreement = office.active(allocation, "50000", "45000")
    office.pay(agreement, 1)
    first, second = Seal.objects.filter(programme=allocation.programme)
    assert [(each.place, each.record) for each in (first, second)] == [(1, "entry"), (2, "entry")]
    assert (first.previous, second.previous) == ("", first.hash)
    assert [each.computed() for each in (first, second)] == [first.hash, second.hash]
    said = json.loads(second.content)
    assert said["amount"] == "50000.00"
    assert said["document_number"] == f"บค {agreement.pk}/1"
    entry = Entry.objects.get(pk=second.key)
    assert date.fromisoformat(said["on"]) == entry.on
    assert datetime.fromisoformat(said["recorded_at"]) == entry.recorded_at
    assert said["approved_by_id"] == office.approves.pk
    assert said["agreement__allocation__organisation"] == allocation.organisation_id


@pytest.mark.parametrize(
    ("name", "other"),
    [("previous", "0" * 64), ("content", "{}"), ("record", "report"), ("key", 999), ("place", 2)],
)
def test_a_seal_that_says_anything_else_has_another_hash(name: str, other: object) -> None:
    office = Office()
    office.active(make.allocation(office.open_programme(), "ศูนย์ประสานงานฯ ชลบุรี", "95000"), "95000")
    seal = Seal.objects.get()
    setattr(seal, name, other)
    assert seal.computed() != seal.hash


def test_an_accepted_report_is_sealed() -> None:
    office = Office()
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงานฯ ชลบุรี", "95000")
    report = office.report(office.pay(office.active(allocation, "95000"), 1), spent="90000")
    assert not Seal.objects.filter(record="report").exists()
    office.accept(report)
    seal = Seal.objects.get(record="report", key=report.pk)
    assert Decimal(json.loads(seal.content)["bank"]) == Decimal(5000)
    assert json.loads(seal.content)["accepted_by_id"] == office.approves.pk


def test_each_programme_has_its_own_chain() -> None:
    for region in (6, 11):
        office = Office(region)
        office.active(make.allocation(office.open_programme(), "ศูนย์ประสานงานฯ ชลบุรี", "95000"), "95000")
    assert [(seal.programme.region_id, seal.place, seal.previous) for seal in Seal.objects.all()] == [
        (6, 1, ""),
        (11, 1, ""),
    ]
