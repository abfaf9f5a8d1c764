"""One person at every address: what she is told there, and what is wrong with the page or the file."""

import re
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import urljoin

from django.conf import settings

from people.models import User
from tests.dated import is_undated as is_undated_file
from tests.html import EMPTY_LINK, browser_of, links_of
from tests.walls.addresses import Leaf, a_few, addresses, is_list, leaves, only_takes_forms
from tests.walls.asked import listening
from tests.walls.conftest import all_text, content_of
from tests.walls.downloads import file_faults
from tests.walls.languages import foreign
from tests.walls.world import World


@dataclass(frozen=True)
class Answer:
    """What an address said: its status, and the traces and places of each world that stood in it."""

    route: str
    status: int
    traces: dict[int, frozenset[str]]
    places: dict[int, frozenset[str]]
    foreign: frozenset[str]
    empty_links: frozenset[str]
    of_the_file: frozenset[str] | None  # what is wrong with it, of a file that was looked through
    kept: str  # what its header says of who may keep it
    is_undated: bool  # a page or a file that does not say of when its figures are
    again: frozenset[str] = frozenset()  # what was asked of the database twice


class Walk(Protocol):
    def __call__(self, name: str, language: str = "th") -> dict[str, Answer]: ...


AS_OF = re.compile(r'<span class="as-of">[^<]* \d\d:\d\d')


# Without figures of ours: what somebody brought, a contract with its own days, a day to put into a calendar. A paper is
# read where it is issued.
WITHOUT_FIGURES = re.compile(
    r"/committees/papers/\d+/paper\.pdf|/imports/\d+/(?:file/|notes\.xlsx)|.*/(?:agreement\.docx|sample\.\w+)"
    r"|/admin/.*/file/|.*\.ics"
)


def is_file(response: Any) -> bool:
    return "attachment" in response.headers.get("Content-Disposition", "")


def is_page(response: Any) -> bool:
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")


def is_undated(response: Any, address: str) -> bool:
    if is_file(response) and not WITHOUT_FIGURES.match(address):
        return is_undated_file(response)
    return is_page(response) and not AS_OF.search(response.text)


# One who sees everything there, and one who sees one region.
WALKS_THE_ADMIN = ("head_office", "officer_6")


def walk_of(name: str, person: User | None, language: str, worlds: tuple[World, World]) -> dict[str, Answer]:
    """Ask as one person for every address, and for every link that the lists of the admin offer her.

    To a page that only takes forms one question is enough; so are a few to each page of the admin from who does
    not work there, since one door is before them all, or has the rights there of another who is asked for all of
    them. In English, where only the language is looked at, a few are enough everywhere, and whoever does not walk the
    admin opens each page but once. Of what comes as a file, a few of each kind are looked through.
    """
    client, said = browser_of(person), {}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for leaf in leaves():
        is_admin = leaf.route.startswith("admin/")
        opens_once = language == "en" and name not in WALKS_THE_ADMIN
        if opens_once and is_admin:
            continue
        every = addresses(leaf, worlds)
        few = a_few(every)
        asks_few = language == "en" or (is_admin and name not in WALKS_THE_ADMIN)
        waiting = few[::-1] if asks_few else every[::-1]
        leads_on = False  # whoever is led on by a page once need not ask it again whether it only takes forms
        while waiting:
            address = waiting.pop()
            if address in said:
                continue
            with listening(person) as heard:
                response = client.get(address)
            reads_the_file = address in few and hands_out(leaf, name)
            answer = answer_of(response, address, language, leaf, worlds, reads_the_file)
            said[address] = answer = replace(answer, again=heard())
            if opens_once and is_page(response):
                break
            if not (leads_on and answer.status == 302) and only_takes_forms(client, address, answer.status):
                break
            leads_on |= answer.status == 302
            if not asks_few and is_list(address) and answer.status == 200:
                links = links_of(response.text)
                waiting += [urljoin(address, link) for link in links if link.startswith("?")]
    return said


def hands_out(leaf: Leaf, name: str) -> bool:
    """Whether the files of a page are for people: those of the admin are, where head office takes a sample."""
    return not leaf.route.startswith("admin/") or (name == "head_office" and "sample" in leaf.route)


def answer_of(
    response: Any, address: str, language: str, leaf: Leaf, worlds: tuple[World, World], reads_the_file: bool
) -> Answer:
    text, of_the_file = all_text(response), None
    if reads_the_file and response.status_code == 200 and is_file(response):
        of_the_file = file_faults(response, content_of(response), address, language)
    is_ours = is_page(response) and not leaf.route.startswith("admin/")
    return Answer(
        leaf.route,
        response.status_code,
        {world.number: frozenset(world.betrayed_by.findall(text)) for world in worlds},
        {world.number: frozenset(world.places.findall(text)) for world in worlds},
        foreign(response, language),
        frozenset(EMPTY_LINK.findall(response.text)) if is_ours else frozenset(),
        of_the_file,
        response.headers.get("Cache-Control", ""),
        is_undated(response, address),
    )
