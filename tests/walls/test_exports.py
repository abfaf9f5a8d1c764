"""Every list of the admin taken out as a file, by every role: it holds the rows of her regions and no other."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin

from people.models import User
from tests.walls.addresses import addresses, leaves
from tests.walls.conftest import all_text, browser_of, content_of
from tests.walls.downloads import file_faults
from tests.walls.world import COMMON_WORD, World

pytestmark = pytest.mark.django_db

Worlds = tuple[World, World]

# Who works in the admin, and of which regions her files tell; everybody else gets none.
EXPORTS = {
    "head_office": {6, 11},
    "officer_6": {6},
    "officer_11": {11},
    "mixed": {6},
    "moved": {6},
    "coordinator_6": set[int](),
    "member_6": set[int](),
    "finance_6": set[int](),
    "mentor_6": set[int](),
    "complaints_6": set[int](),
    "tied_6": set[int](),
    "ended": set[int](),
    "nobody": set[int](),
    "anonymous": set[int](),
}


def test_everybody_is_in_the_table(people: dict[str, User | None]) -> None:
    assert set(EXPORTS) == set(people)


def exports(worlds: Worlds) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each list whole, searched, in both files; and with rows of both worlds chosen by their keys."""
    for model in admin.site._registry:
        page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/export/"
        yield from (
            (f"{page}{query}", {"format": kind}) for query in ("", f"?q={COMMON_WORD}") for kind in "01"
        )
        for world in worlds:
            keys = [str(key) for key in world.pks(model)]
            yield page, {"format": "1", "export_items": keys or ["987654"]}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_list_goes_out_without_a_byte_of_another_region(
    name: str, worlds: Worlds, people: dict[str, User | None]
) -> None:
    client = browser_of(people[name])
    told: dict[int, set[str]] = {6: set(), 11: set()}
    files, others, wrong = 0, [], set[str]()
    for address, data in exports(worlds):
        response = client.post(address, data)
        text = all_text(response)
        wrong |= file_faults(response, content_of(response), address, "th")
        is_file = "attachment" in response.get("Content-Disposition", "")
        files += is_file
        assert not (is_file and "<a " in text), address  # a way to a page is no value of a file
        if not EXPORTS[name] and response.status_code not in (302, 403):
            others.append((address, response.status_code))
        for world in worlds:
            # A page names the regions of the person who reads it; a file those of its rows.
            traces = world.betrayed_by.findall(text) + (world.places.findall(text) if is_file else [])
            told[world.number] |= {f"{address}: {trace}" for trace in traces}
    assert (others, wrong) == ([], set())
    assert {number: traces for number, traces in told.items() if traces and number not in EXPORTS[name]} == {}
    for number in EXPORTS[name]:
        lists = {re.sub(r"export/.*", "", trace) for trace in told[number]}
        assert len(lists) > 8, lists  # else the wall would seem to stand because nothing went out
    assert (files > 60) == bool(EXPORTS[name])


def test_every_package_describes_each_column_of_its_files(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    client, described = browser_of(people["head_office"]), set[str]()
    for leaf in (each for each in leaves() if each.route.endswith(".<str:extension>")):
        ways = {re.sub(r"\.\w+(?=$|\?)", ".zip", address) for address in addresses(leaf, worlds)}
        for answer in (client.get(way) for way in sorted(ways)):
            if answer.get("Content-Type") != "application/zip":
                continue
            with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
                for resource in json.loads(package.read("datapackage.json"))["resources"]:
                    fields = resource["schema"]["fields"]
                    head = next(csv.reader(io.StringIO(package.read(resource["path"]).decode("utf-8-sig"))))
                    assert [field["name"] for field in fields] == head
                    assert [field["name"] for field in fields if not field["description"]] == [], leaf.route
                    described.add(leaf.route)
    # Of the routes with an ending, these hand out what is no table.
    assert {each.route for each in leaves() if each.route.endswith(".<str:extension>")} - described == {
        "committees/papers/<int:pk>/paper.<str:extension>",
        "committees/items/<int:pk>/paper/draft.<str:extension>",
    }


def test_a_list_goes_out_in_the_language_of_its_reader(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    client, wrong = browser_of(people["head_office"]), {}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/export/"
        response = client.post(address, {"format": "0"})
        if found := file_faults(response, content_of(response), address, "en"):
            wrong[address] = sorted(found)
    assert wrong == {}
