"""Who has no business somewhere sends there what head office could send, and every row of every table stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people.models import User
from tests.html import browser_of, forms_of
from tests.walls.addresses import a_few, addresses, leaves
from tests.walls.conftest import all_text
from tests.walls.people import EVERYBODY, marks, table_of
from tests.walls.world import World, rows

pytestmark = pytest.mark.django_db

Worlds = tuple[World, World]
SignedIn = Callable[[str], Client]
# An address, what is sent to it, and whether the other verbs of HTTP are tried there too.
Letter = tuple[str, list[dict[str, Any]], bool]

# What a person could change by sending forms: something in the admin, on our own pages, or nothing at all.
MAY_WRITE = {
    "head_office": "anywhere",
    "officer_6": "anywhere",
    "officer_11": "anywhere",
    "mixed": "anywhere",
    "moved": "anywhere",
    "finance_6": "on our pages",
    "mentor_6": "on our pages",
    "coordinator_6": "on our pages",
    "tied_6": "on our pages",
    "member_6": "nowhere",
    "complaints_6": "nowhere",
    "ended": "nowhere",
    "nobody": "nowhere",
    "anonymous": "nowhere",
}
assert table_of(MAY_WRITE)


def who_writes(*where: str) -> list[Any]:
    return [pytest.param(name, marks=marks(name)) for name in EVERYBODY if MAY_WRITE[name] in where]


@pytest.fixture(scope="module")
def letters(worlds: Worlds, people: dict[str, User | None]) -> list[Letter]:
    """What head office could send to every address; to a few of the admin's, since one door is before them all."""
    able, written = browser_of(people["head_office"]), []
    # Signing out comes last: then there is nobody any more.
    for leaf in sorted(leaves(), key=lambda leaf: "out/" in leaf.route):
        pages = list(dict.fromkeys(address.partition("?")[0] for address in addresses(leaf, worlds)))
        for place, page in enumerate(a_few(pages) if leaf.route.startswith("admin/") else pages):
            opened = "" if "out/" in page or "." in page else all_text(able.get(page))
            bodies = [{**form.data, "_save": "1", "post": "yes"} for form in forms_of(opened)]
            written.append((page, bodies or [{"post": "yes"}], place == 0))
    return written


def send(client: Client, letters: list[Letter], among: Callable[[str], bool]) -> int:
    chosen = [letter for letter in letters if among(letter[0])]
    for address, bodies, with_other_verbs in chosen:
        for body in bodies:
            client.post(address, body)
        if with_other_verbs:
            client.put(address)
            client.delete(address)
    return len(chosen)


@pytest.mark.parametrize("name", who_writes("nowhere", "on our pages"))
def test_who_does_not_work_in_the_admin_changes_nothing_by_it(
    name: str, worlds: Worlds, signed_in: SignedIn, letters: list[Letter]
) -> None:
    client = signed_in(name)  # which writes down when
    before = rows()
    assert send(client, letters, lambda address: address.startswith("/admin/")) > 300
    assert rows() == before


@pytest.mark.parametrize("name", who_writes("nowhere"))
def test_who_only_reads_changes_nothing_anywhere(
    name: str, worlds: Worlds, signed_in: SignedIn, letters: list[Letter]
) -> None:
    client = signed_in(name)  # which writes down when
    before = rows()
    assert send(client, letters, lambda address: not address.startswith("/admin/")) > 300
    assert rows() == before


@pytest.mark.once
def test_the_same_letters_from_head_office_do_change_something(
    signed_in: SignedIn, letters: list[Letter]
) -> None:
    """Else the tests above would hold because nothing is ever sent as it should be."""
    for is_admin in (True, False):
        before = rows()
        send(
            signed_in("head_office"),
            [letter for letter in letters if "delete" not in letter[0] and "out/" not in letter[0]],
            lambda address, is_admin=is_admin: address.startswith("/admin/") == is_admin,
        )
        assert rows() != before
