"""Pages and files in the language of their reader, whoever she is: years, dates, sentences and printed sheets."""

import pytest
from django.conf import settings

from people.models import User
from tests.html import EMPTY_LINK, browser_of
from tests.walls.addresses import a_few, addresses, leaves
from tests.walls.conftest import content_of
from tests.walls.downloads import file_faults
from tests.walls.languages import foreign
from tests.walls.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# One of each role; who works in the admin is asked there by the walk.
READERS = (
    "head_office",
    "officer_6",
    "finance_6",
    "mentor_6",
    "tied_6",
    "member_6",
    "complaints_6",
    "anonymous",
)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", READERS)
def test_what_a_reader_opens_is_in_her_language_and_her_files_can_be_printed(
    name: str, language: str, worlds: tuple[World, World], people: dict[str, User | None]
) -> None:
    """Of each page one address that opens to her, and of what comes as a file every one of four."""
    client, wrong, files = browser_of(people[name]), {}, 0
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for leaf in leaves():
        if leaf.route.startswith("admin/") and (name != "head_office" or "sample" not in leaf.route):
            continue
        for address in a_few(addresses(leaf, worlds)):
            answer = client.get(address)
            if answer.status_code != 200:
                continue
            content = content_of(answer)
            faults = file_faults(answer, content, address, language) | foreign(answer, language)
            if answer.headers["Content-Type"].startswith("text/html"):
                faults |= set(EMPTY_LINK.findall(answer.text))
            if faults:
                wrong[address] = sorted(faults)
            if "attachment" not in answer.headers.get("Content-Disposition", ""):
                break
            files += 1
    assert wrong == {}
    assert (files > 20) == (name in ("head_office", "officer_6", "finance_6", "mentor_6", "member_6")), files
