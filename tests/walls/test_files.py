"""Every file that the portal keeps, asked for by everybody: who needs it opens it, and each opening leaves a line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from people.models import User
from tests.html import browser_of
from tests.walls.world import World
from trail.models import TrailEntry

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STAFF = {"officer_6", "mixed", "moved"}
OFFICE = {*STAFF, "head_office"}


@dataclass(frozen=True)
class Kept:
    """Where files of a column are opened, by whom of region 6, and whether they may say who a person is."""

    address: Callable[[Any], str]
    opened_by: set[str]
    personal: bool = True
    by_form: bool = False  # an opening that its own table keeps, too


# Each column that keeps a file: a new one is nobody's until it stands here.
FILES = {
    "grants.Agreement.scan": Kept(lambda row: f"/agreements/{row.pk}/scan/", {*OFFICE, "mentor_6"}),
    "grants.ReturnNotice.slip": Kept(
        lambda row: f"/agreements/returns/{row.pk}/slip/", {*OFFICE, "mentor_6", "finance_6"}
    ),
    "grants.Evidence.file": Kept(lambda row: f"/reports/evidence/{row.pk}/", {*OFFICE, "mentor_6"}),
    "registers.ReadinessFile.file": Kept(
        lambda row: f"/registers/readiness/files/{row.pk}/", OFFICE, by_form=True
    ),
    "participation.NameList.file": Kept(
        lambda row: f"/plans/activities/names/{row.pk}/", {*STAFF, "mentor_6"}, by_form=True
    ),
    "participation.ActivityPhoto.file": Kept(
        lambda row: f"/plans/activities/photos/{row.pk}/", {*OFFICE, "mentor_6", "finance_6"}, personal=False
    ),
    "spreadsheets.ImportBatch.file": Kept(lambda row: f"/imports/{row.pk}/file/", OFFICE),
    "grants.AgreementTemplate.file": Kept(
        lambda row: f"/admin/grants/agreementtemplate/{row.pk}/file/", OFFICE, personal=False
    ),
    "committees.ItemFile.file": Kept(
        lambda row: f"/committees/files/{row.pk}/", {*OFFICE, "member_6"}, personal=False
    ),
    "committees.PaperTemplate.file": Kept(
        lambda row: f"/admin/committees/papertemplate/{row.pk}/file/", OFFICE, personal=False
    ),
}


def columns() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
    }


def test_every_column_that_keeps_a_file_is_said_to_be_for_somebody() -> None:
    assert columns() == FILES.keys()
    figures_alone = {"member_6", "complaints_6", "coordinator_6"}
    assert not any(kept.personal and kept.opened_by & figures_alone for kept in FILES.values())


@pytest.mark.parametrize("column", FILES)
def test_a_file_opens_to_who_needs_it_and_to_nobody_else(
    column: str, worlds: tuple[World, World], people: dict[str, User | None]
) -> None:
    kept, (label, _dot, _field) = FILES[column], column.rpartition(".")
    row = worlds[0].objects[apps.get_model(label)][0]
    address, opened = kept.address(row), set()
    for name, person in people.items():
        client = browser_of(person)
        before = TrailEntry.objects.count()
        answer = client.post(address) if kept.by_form else client.get(address)
        if answer.status_code == 200:
            opened.add(name)
        line = TrailEntry.objects.first()
        if person is not None and answer.status_code in (200, 403, 404):
            assert TrailEntry.objects.count() == before + 1
            assert (line.by_id, line.path, line.status) == (person.pk, address, answer.status_code)
    assert opened == kept.opened_by
