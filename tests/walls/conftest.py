"""The two worlds, the people between them, and their browsers."""

import copy
import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from people.models import User
from tests import databases
from tests.html import browser_of
from tests.papers import pdf_text
from tests.walls.people import make_people
from tests.walls.world import World, build


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A walk is refused thousands of times; the log of it helps nobody."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


Worlds = tuple[World, World]
Database = databases.Sqlite | databases.Postgres


@pytest.fixture(scope="session")
def worlds_as_made(django_db_setup: Database, django_db_blocker: Any) -> Worlds:
    """The worlds, made once for all files that a process of the tests comes by."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            worlds = build(6), build(11)
        django_db_setup.keep_what_is_made()
        django_db_setup.begin_again()
    return worlds


@pytest.fixture(scope="module")
def worlds(worlds_as_made: Worlds, django_db_setup: Database, django_db_blocker: Any) -> Iterator[Worlds]:
    """The worlds, as they were made, for all tests of a file; what a test changes in them is rolled back after it."""
    with django_db_blocker.unblock():
        django_db_setup.begin_with_what_is_made()
        with transaction.atomic():
            yield copy.deepcopy(worlds_as_made)
            transaction.set_rollback(True)
        django_db_setup.begin_again()


@pytest.fixture(scope="module")
def people(worlds: Worlds) -> dict[str, User | None]:
    return make_people(*worlds)


@pytest.fixture
def signed_in(people: dict[str, User | None]) -> Callable[[str], Client]:
    return lambda name: browser_of(people[name])


def content_of(response: Any) -> bytes:
    """The page or the file; of one that streams it can be asked again."""
    if not response.streaming:
        return bytes(response.content)
    if not hasattr(response, "streamed"):
        response.streamed = b"".join(response.streaming_content)
    return bytes(response.streamed)


def all_text(response: Any) -> str:
    """Everything that a response says: headers, page, file, and the parts inside a workbook."""
    content = content_of(response)
    parts = [repr(sorted(response.headers.items())).encode()]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    elif content.startswith(b"%PDF") and content.endswith(b"%%EOF"):
        parts.append(pdf_text(content).encode())
    else:
        parts.append(content)
    return "\n".join(part.decode("utf-8", "replace") for part in parts)
