"""What holds on every page that prints a person or asks for a number: nobody is left out, and Thai digits are taken."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from people.models import User
from tests.html import browser_of
from tests.walls.addresses import Worlds, addresses, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Where persons surely are printed: on one's home, on an agreement with its history, on a payment, in the admin.
PRINT_PERSONS = ("", "agreements/<int:pk>/", "payments/<int:pk>/", "reports/<int:pk>/", "admin/people/user/")

Pages = dict[tuple[str, str], str]


def a_page_of_each(worlds: Worlds) -> Iterator[tuple[str, str]]:
    """Route and address of two pages of each kind, as they are without being asked for anything; a file is none."""
    for leaf in leaves():
        plain = list(dict.fromkeys(urlsplit(address).path for address in addresses(leaf, worlds)))
        yield from ((leaf.route, address) for address in plain[:2] if "." not in address)


def is_page(answer: Any) -> bool:
    return answer.status_code == 200 and not answer.streaming


def read(client: Client, worlds: Worlds) -> Pages:
    with transaction.atomic():
        answers = {page: client.get(page[1]) for page in a_page_of_each(worlds)}
        transaction.set_rollback(True)
    return {page: answer.text for page, answer in answers.items() if is_page(answer)}


def test_every_page_tells_who_it_was_and_takes_any_digits(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    """A person without a name stands with her account wherever she stood with her name."""
    User.objects.filter(last_name="").update(last_name="ทดลอง")
    client = browser_of(people["head_office"])
    named = read(client, worlds)
    persons = {person.username: person.get_full_name() for person in User.objects.all()}
    told = {(page, who) for page, text in named.items() for who, name in persons.items() if name in text}
    assert {route for (route, _address), _who in told} >= set(PRINT_PERSONS)

    User.objects.update(title="", first_name="", last_name="")
    nameless = read(client, worlds)
    missing = {(page[1], who) for page, who in told if who not in nameless.get(page, "")}
    assert missing == set(), sorted({page for page, _who in missing})

    # Into a box for numbers a browser lets nobody type Thai digits.
    assert [page for page, text in named.items() if 'type="number"' in text] == []
