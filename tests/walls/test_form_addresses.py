"""The addresses to which only forms are sent: who reads one is led to a page, and told nothing by the way there."""

import re

import pytest

from people.models import User
from tests.html import browser_of
from tests.walls.addresses import a_few, addresses, leaves
from tests.walls.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_address_of_a_form_leads_to_a_page_by_a_way_that_tells_nothing(
    worlds: tuple[World, World], people: dict[str, User | None]
) -> None:
    head_office, officer = browser_of(people["head_office"]), browser_of(people["officer_6"])
    way: dict[str, set[str]] = {}
    for leaf in leaves():
        of_leaf = addresses(leaf, worlds)
        if not of_leaf or head_office.head(of_leaf[0]).status_code != 405:
            continue
        assert head_office.put(of_leaf[0]).status_code == 405, leaf
        reached = {head_office.get(address, follow=True).status_code for address in a_few(of_leaf)}
        assert {200} <= reached <= {200, 404}, (leaf, reached)
        for address in of_leaf:
            led_to = officer.get(address).headers["Location"]
            assert address.startswith(led_to), address
            way.setdefault(leaf.route, set()).add(re.sub(r"\d+", "N", led_to))
    assert [route for route, led in way.items() if len(led) > 1] == []
    assert len(way) > 25
