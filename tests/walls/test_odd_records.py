"""A record of another region is as one that does not exist, and no list says what points to it."""

import re

import pytest
from django.contrib import admin
from django.test import Client

from people.models import User
from tests.html import browser_of
from tests.walls.addresses import MISSING
from tests.walls.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Worlds = tuple[World, World]


def answer_about(client: Client, address: str, keys: tuple[str, str]) -> tuple[int, list[str], str]:
    """What a person is told at an address, the keys that she asked about left out."""
    response = client.get(address, follow=True)
    either = re.compile(rf"(?<!\w)({'|'.join(keys)})(?!\w)")
    steps = [either.sub("", url) for url, _status in response.redirect_chain]
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|<span class="as-of">.*?</span>', "", response.text)
    return response.status_code, steps, either.sub("", text)


def test_a_record_of_another_region_answers_as_one_that_does_not_exist(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    """Otherwise counting up the numbers in the address would tell how many records a region has."""
    client = browser_of(people["officer_6"])
    different = []
    for model, rows in worlds[1].objects.items():
        if model not in admin.site._registry:
            continue
        before = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        keys = (str(rows[0].pk), str(MISSING))
        for ending in ("change/", "delete/", "history/", "history/1/", "act/register/", "password/", ""):
            theirs, missing = (answer_about(client, f"{before}{key}/{ending}", keys) for key in keys)
            if theirs != missing:
                different.append((f"{before}{keys[0]}/{ending}", theirs[:2], missing[:2]))
    assert different == []


def test_a_list_cannot_be_asked_which_of_its_rows_a_foreign_row_points_to(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    """The networks are for all regions; which network a foreign organisation works for is not."""
    client = browser_of(people["officer_6"])
    for model, model_admin in admin.site._registry.items():
        if not model_admin.has_view_permission(client.get("/admin/").wsgi_request):
            continue
        for relation in model._meta.related_objects:
            keys = worlds[1].pks(relation.related_model)
            for key in keys[:1]:
                address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/?{relation.name}={key}"
                assert client.get(address).status_code == 400, address
