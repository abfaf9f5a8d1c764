"""Who sits on another committee of the same region reads nothing of what stands in a committee's meetings."""

import re

import pytest

from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of
from tests.walls.addresses import a_few, addresses, leaves, only_takes_forms
from tests.walls.conftest import all_text
from tests.walls.inside import OF_MEETINGS
from tests.walls.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

RECORDS = re.compile(r"/committees/(meetings|items|papers|tasks)/\d|/committees/\d+/dossier")


def read_by(person: User | None, worlds: tuple[World, World]) -> dict[str, tuple[int, set[str]]]:
    """What every address but the admin's answers, and which words of the meetings of region 6 stand in it."""
    client, said = browser_of(person), {}
    words = re.compile("|".join(rf"\b{worlds[0].mark}{word}\b" for word in OF_MEETINGS))
    for leaf in leaves():
        if leaf.route.startswith("admin/"):
            continue
        asked = addresses(leaf, worlds)
        for address in asked if leaf.route.startswith("committees/") else a_few(asked):
            response = client.get(address)
            if only_takes_forms(client, address, response.status_code):
                break
            said[address] = response.status_code, set(words.findall(all_text(response)))
    return said


def test_who_sits_on_another_committee_of_the_region_reads_nothing_of_its_meetings(
    worlds: tuple[World, World], people: dict[str, User | None]
) -> None:
    other = make.user("beside_6", Role.COMMITTEE_MEMBER, 6)
    make.sits(other, make.committee(6, "อคม.", name="คณะอนุกรรมการอื่นของเขต 6"))
    beside, member = (read_by(person, worlds) for person in (other, people["member_6"]))
    assert {address: words for address, (_status, words) in beside.items() if words} == {}
    statuses = {status for address, (status, _words) in beside.items() if RECORDS.match(address)}
    assert statuses == {404}
    # Else she would seem to read none because there are none.
    every_word = {f"{worlds[0].mark}{word}" for word in OF_MEETINGS}
    assert every_word - set().union(*(words for _status, words in member.values())) == set()
