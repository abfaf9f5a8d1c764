"""Who walks: the cast, who is tied to an organisation, who stands in two regions or no longer in one, and nobody."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone

from centres.models import Organisation
from committees.models import Committee
from grants.models import Agreement
from people.models import Membership, User
from people.roles import Role
from tests import cast, make
from tests.walls.world import World

EVERYBODY = cast.of_every_role([*cast.CAST, "tied_6", "mixed", "moved", "ended", "anonymous"])
# On PostgreSQL the walks and attacks of these are made again: together they open every page.
ON_POSTGRESQL = ("head_office", "officer_6", "tied_6")

What = TypeVar("What")


def table_of(said: Mapping[str, What]) -> list[Any]:
    """A table of what each person may do, as parameters (name, what): everybody stands in it."""
    assert said.keys() == set(EVERYBODY), set(EVERYBODY) ^ said.keys()
    return [pytest.param(name, what, marks=marks(name), id=name) for name, what in said.items()]


def marks(name: str) -> list[pytest.MarkDecorator]:
    return [] if name in ON_POSTGRESQL else [pytest.mark.once]


def make_people(six: World, eleven: World) -> dict[str, User | None]:
    """Everybody by name; `anonymous` is nobody at all."""
    people: dict[str, User | None] = {name: cast.person(name) for name in cast.CAST}
    make.sits(people["member_6"], six.objects[Committee][0])
    tied = make.user("tied_6", Role.COORDINATOR, 6)
    make.tie(tied, six.objects[Agreement][1].organisation, Role.COORDINATOR)
    return {**people, "tied_6": User.objects.get(pk=tied.pk), **_between(eleven), "anonymous": None}


def _between(eleven: World) -> dict[str, User]:
    """Persons who stand in two regions, or no longer in one."""
    yesterday = timezone.localdate() - timedelta(days=1)
    mixed = make.user("mixed", Role.REGIONAL_STAFF, 6)
    Membership.objects.create(user=mixed, role=Role.COMMITTEE_MEMBER, region_id=11, since=date(2020, 1, 1))
    make.sits(mixed, eleven.objects[Committee][0])
    ended = make.user("ended")
    moved = make.user("moved", Role.REGIONAL_STAFF, 6)
    for person in (ended, moved):
        Membership.objects.create(
            user=person, role=Role.REGIONAL_STAFF, region_id=11, since=date(2020, 1, 1), until=yesterday
        )
    place = eleven.objects[Organisation][0]
    LogEntry.objects.create(
        user=moved,
        content_type=apps.get_model("contenttypes", "ContentType").objects.get_for_model(place),
        object_id=str(place.pk),
        object_repr=place.name,
        action_flag=CHANGE,
        change_message=f"{eleven.mark}LOG",
    )
    return {person.username: User.objects.get(pk=person.pk) for person in (mixed, ended, moved)}
