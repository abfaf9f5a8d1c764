"""Every address with a NUL or a number beyond all keys wherever it names or is asked something: never an error page."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from django.db import transaction
from django.test import Client

from people.models import User
from tests.html import browser_of, read
from tests.walls.addresses import Worlds, addresses, leaves

pytestmark = pytest.mark.django_db
NUL, LONG = "\x00ศ", "9" * 20
KEY = re.compile(r"(?<=/)\d+(?=/|\.|$)")
ASKED_ANYWHERE = {"q", "term", "page", "p"}


def asked_on(page: str) -> set[str]:
    """The names of what may be asked of a page: in its own links, and in its forms that only ask."""
    reader = read(page)
    linked = {
        name for link in reader.links if link.startswith("?") for name, _value in parse_qsl(link[1:], True)
    }
    typed = {name for form in reader.forms if form.method == "get" for name, _value in form.values}
    return linked | typed


def with_long_keys(address: str) -> Iterator[str]:
    """The address as often as it names a record, year or region, each time with one of them too long."""
    for found in KEY.finditer(address):
        yield address[: found.start()] + LONG + address[found.end() :]


def odd(client: Client, address: str, known: set[str]) -> Iterator[str]:
    """The address asked for in every odd way. A page of ours is asked name by name: a refusal hides the next."""
    plain = urlsplit(address).path
    yield from with_long_keys(plain)
    if "." in plain:  # a file, which asks for the same as its page
        return
    answer = client.get(plain)
    page = answer.text if answer.status_code == 200 and not answer.streaming else ""
    names = ASKED_ANYWHERE | known | (asked_on(page) if "<html" in page else set())
    yield f"{plain}?{urlencode(dict.fromkeys(names, NUL))}"
    at_once = [names] if plain.startswith("/admin/") else [{name} for name in sorted(names)]
    for asked in at_once if page else []:
        yield f"{plain}?{urlencode(dict.fromkeys(asked, LONG))}"


def autocompletes(worlds: Worlds) -> Iterator[str]:
    """What is searched for in each choice that is searched, and a page of it that cannot be."""
    leaf = next(each for each in leaves() if each.route == "admin/autocomplete/")
    for address in addresses(leaf, worlds):
        if "term=" not in address:
            yield f"{address}&term={quote(NUL)}"
            yield f"{address}&page={LONG}"


@pytest.mark.parametrize("part", ["ours", "admin"])
def test_no_address_answers_with_an_error_page_whatever_it_is_asked(
    part: str, worlds: Worlds, people: dict[str, User | None]
) -> None:
    client = browser_of(people["head_office"])
    client.raise_request_exception = False
    broken, asked = [], 0

    def ask(address: str) -> None:
        nonlocal asked
        with transaction.atomic():
            status = client.get(address).status_code
            transaction.set_rollback(True)
        asked += 1
        broken.extend([(address, status)] if status >= 500 else [])

    for leaf in (each for each in leaves() if each.route.startswith("admin/") == (part == "admin")):
        of_leaf = addresses(leaf, worlds)
        known = {key for each in of_leaf for key, _value in parse_qsl(urlsplit(each).query, True)}
        for address in odd(client, of_leaf[0], known) if of_leaf else []:
            ask(address)
    for address in autocompletes(worlds) if part == "admin" else ():
        ask(address)
    assert broken == []
    assert asked > 300
