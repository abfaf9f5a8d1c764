"""Who does one thing in one region and another in another: neither region is read by the role held in the other."""

from datetime import date

import pytest
from django.apps import apps

from people.models import Membership, User
from people.roles import Role
from tests import make
from tests.html import browser_of
from tests.walls.addresses import a_few, addresses, leaves, only_takes_forms
from tests.walls.conftest import all_text
from tests.walls.money_addresses import MONEY_PAGES
from tests.walls.test_money_walls import SENT
from tests.walls.world import World, rows_of_region

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Worlds = tuple[World, World]

# In region 11 each of them is complaint officer of no unit, who is told nothing at all of the region.
ROLES_IN_6 = [role for role in Role if role not in (Role.HEAD_OFFICE, Role.COMPLAINT_OFFICER)]


def in_two_regions(role: Role, worlds: Worlds) -> User:
    person = make.user(f"{role}_6_and_unit_11", role, 6)
    Membership.objects.create(user=person, role=Role.COMPLAINT_OFFICER, region_id=11, since=date(2020, 1, 1))
    if role == Role.COORDINATOR:
        make.tie(person, worlds[0].objects[apps.get_model("grants.Agreement")][1].organisation, role)
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("role", ROLES_IN_6)
def test_a_role_in_one_region_tells_nothing_of_another(role: Role, worlds: Worlds) -> None:
    client, told = browser_of(in_two_regions(role, worlds)), {6: [], 11: []}
    for leaf in leaves():
        for address in a_few(addresses(leaf, worlds)) if not leaf.route.startswith("admin/") else []:
            response = client.get(address)
            if only_takes_forms(client, address, response.status_code):
                break
            text = all_text(response)
            for world in worlds:
                if {trace for trace in world.betrayed_by.findall(text) if trace not in address}:
                    told[world.number].append(address)
    assert told[11] == []
    assert len(told[6]) > 5


@pytest.mark.parametrize("role", ROLES_IN_6)
def test_a_role_in_one_region_moves_nothing_in_another(role: Role, worlds: Worlds) -> None:
    client, before = browser_of(in_two_regions(role, worlds)), rows_of_region(11)
    keys = [str(part.pk) for part in worlds[1].objects[apps.get_model("grants.Instalment")]]
    said = {
        **SENT,
        "pk": keys,
        "instalments": keys,
        "items": [f"payment-{key}" for key in keys],
        "selected": keys,
    }
    for pages in MONEY_PAGES.values():
        for address in pages(worlds):
            client.post(address, said)
    assert rows_of_region(11) == before
