"""What the portal tells before anybody has signed in: a few doors that are named here, and nothing that it holds."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from people.models import User
from tests.walls.addresses import a_few, addresses, leaves
from tests.walls.world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# The pages that open to anybody. A page joins them by a decision, written down here.
PUBLIC = {
    *("sign-in/", "sign-in/code/", "language/", "health/", "admin/login/"),
    "choose-password/<uidb64>/<token>/",
    "join/<str:key>/",
}
DOORS = ("/sign-in/?next=", "/admin/login/?next=")
OPENED = [
    "/sign-in/",
    "/sign-in/?next=/admin/",
    "/sign-in/code/",
    "/health/",
    "/choose-password/MQ/none/",
    "/join/none/",
    "/admin/login/?next=/admin/",
]


def views(resolver: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from views(entry, route)
        else:
            yield route, entry.callback


def test_the_public_pages_are_these_and_no_other() -> None:
    open_to_all = {route for route, view in views() if not getattr(view, "login_required", True)}
    assert open_to_all == PUBLIC


def test_every_other_address_leads_who_is_not_signed_in_to_the_door(
    client: Client, worlds: tuple[World, World]
) -> None:
    sent_on = [
        (address, response.status_code, response.get("Location", ""))
        for leaf in leaves()
        if leaf.route not in PUBLIC
        for address in a_few(addresses(leaf, worlds))
        for response in [client.get(address)]
    ]
    assert [each for each in sent_on if each[1] != 302 or not each[2].startswith(DOORS)] == []
    assert len(sent_on) > 300


def said_at(client: Client, address: str) -> tuple[int, str, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", ""), without_tokens(response.text)


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_public_page_says_the_same_whatever_the_portal_holds(client: Client) -> None:
    before = [said_at(client, address) for address in OPENED]
    build(7)
    assert [said_at(client, address) for address in OPENED] == before
    assert [status for status, *_rest in before] == [200, 200, 302, 200, 200, 200, 302]
    assert 'name="password"' in before[0][2]


def test_the_door_does_not_tell_a_name_that_has_an_account_from_one_that_has_none(
    client: Client, officer_6: User
) -> None:
    def refused(username: str) -> str:
        page = client.post("/sign-in/", {"username": username, "password": "not her password"})
        assert page.status_code == 200
        return without_tokens(page.text).replace(username, "")

    assert refused("officer_6") == refused("officer_7")
    taken = client.post("/sign-in/", {"username": "officer_6", "password": "a sample password"})
    assert taken.status_code == 302
