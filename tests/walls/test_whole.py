"""What the walls are tried with is whole: every role, every model, everybody in every table."""

import pytest
from django.apps import apps
from django.contrib import admin

from people.models import User
from people.roles import Role
from tests import cast
from tests.walls.addresses import MISSING
from tests.walls.people import EVERYBODY, table_of
from tests.walls.world import REGION_PATHS, World

Worlds = tuple[World, World]


@pytest.mark.parametrize("role", Role)
def test_a_table_without_a_role_is_refused(role: Role) -> None:
    others = [name for name in EVERYBODY if cast.CAST.get(name, (None, None))[0] != role]
    with pytest.raises(AssertionError, match=f"nobody in this table is {role}"):
        cast.of_every_role(others)


def test_a_table_without_one_of_the_walkers_is_refused() -> None:
    assert len(table_of(dict.fromkeys(EVERYBODY))) == len(EVERYBODY)
    with pytest.raises(AssertionError, match="tied_6"):
        table_of(dict.fromkeys(name for name in EVERYBODY if name != "tied_6"))


@pytest.mark.django_db
def test_everybody_is_made(people: dict[str, User | None]) -> None:
    assert set(people) == set(EVERYBODY)


# Rows that all regions share, or that no region has.
FOR_ALL = {
    "regions.Region",
    "people.User",
    "people.OpenSession",  # each sees her own
    "people.Tries",  # nobody
    "trail.TrailEntry",
    "trail.TrailSeal",
    "centres.TargetNetwork",
    "registers.TrainingCourse",
    "registers.ChecklistItem",
    "participation.FormOfParticipation",
    "participation.StandardActivity",
    "participation.ActivityTag",
    "committees.Citation",
    "committees.CommitteeKind",
    "committees.Sector",
    "committees.CompositionRule",
    "committees.CompositionPart",
    "grants.Zero",
    "grants.AuditRun",  # head office looks at it
}


def test_every_model_is_said_to_be_regional_or_for_all() -> None:
    """A new model must be put on one side, or the tests of the walls would not look at it."""
    rooms = (
        "regions",
        "people",
        "deciding",
        "spreadsheets",
        "centres",
        "registers",
        "participation",
        "grants",
        "complaints",
        "committees",
        "trail",
    )
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in rooms
        and not hasattr(model, "history_id")
        and not hasattr(model, "m2m_history_id")
    }
    assert ours == FOR_ALL | set(REGION_PATHS)


@pytest.mark.django_db
def test_both_worlds_hold_something_of_every_model_of_a_region(worlds: Worlds) -> None:
    for world in worlds:
        held = {model._meta.label for model, records in world.objects.items() if records}
        assert set(REGION_PATHS) - held == set()
        assert {
            model._meta.label for model in admin.site._registry if model._meta.label in REGION_PATHS
        } <= held
    assert MISSING not in {user.pk for user in User.objects.all()}
