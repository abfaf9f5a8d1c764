"""Every role at every address: what comes back holds no byte of a region that is not hers."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client

from grants.models import Evidence
from people.models import User
from tests.dated import is_undated as is_undated_file
from tests.html import browser_of, links_of
from tests.walls.addresses import (
    MISSING,
    NotCovered,
    a_few,
    addresses,
    every_address,
    is_list,
    leaves,
    only_takes_forms,
)
from tests.walls.conftest import all_text
from tests.walls.inside import OF_STAFF_ALONE, OF_THE_OTHER, OPEN_TO_COORDINATORS, THE_PLAN, Whose
from tests.walls.languages import foreign
from tests.walls.people import marks, table_of
from tests.walls.world import World

pytestmark = pytest.mark.django_db

Worlds = tuple[World, World]


@dataclass(frozen=True)
class Answer:
    """What an address said: its status, and the traces and places of each world that stood in it."""

    route: str
    status: int
    traces: dict[int, frozenset[str]]
    places: dict[int, frozenset[str]]
    foreign: frozenset[str]
    kept: str  # what its header says of who may keep it
    is_undated: bool  # a page or a file that does not say of when its figures are


AS_OF = re.compile(r'<span class="as-of">[^<]* \d\d:\d\d')


# Without figures of ours: what somebody brought, a contract with its own days, a day to put into a calendar. A paper is
# read where it is issued.
WITHOUT_FIGURES = re.compile(
    r"/committees/papers/\d+/paper\.pdf|/imports/\d+/(?:file/|notes\.xlsx)|.*/(?:agreement\.docx|sample\.\w+)"
    r"|/admin/.*/file/|.*\.ics"
)


def is_undated(response: Any, address: str) -> bool:
    if "attachment" in response.headers.get("Content-Disposition", "") and not WITHOUT_FIGURES.match(address):
        return is_undated_file(response)
    is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
    return is_page and not AS_OF.search(response.text)


# One who sees everything there, and one who sees one region.
WALKS_THE_ADMIN = ("head_office", "officer_6")


class Walk(Protocol):
    def __call__(self, name: str, language: str = "th") -> dict[str, Answer]: ...


@pytest.fixture(scope="module")
def walk(worlds: Worlds, people: dict[str, User | None]) -> Walk:
    """Ask as one person for every address, and for every link that the lists of the admin offer her.

    To a page that only takes forms one question is enough; so are a few to each page of the admin from who does
    not work there, since one door is before them all, or has the rights there of another who is asked for all of
    them; and in English, where only the language is looked at.
    """

    @cache
    def walked(name: str, language: str) -> dict[str, Answer]:
        client, said = browser_of(people[name]), {}
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        for leaf in leaves():
            waiting = addresses(leaf, worlds)
            asks_few = language == "en" or (leaf.route.startswith("admin/") and name not in WALKS_THE_ADMIN)
            if asks_few:
                waiting = a_few(waiting)
            waiting.reverse()
            while waiting:
                address = waiting.pop()
                if address in said:
                    continue
                response = client.get(address)
                text = all_text(response)
                traces = {world.number: frozenset(world.betrayed_by.findall(text)) for world in worlds}
                places = {world.number: frozenset(world.places.findall(text)) for world in worlds}
                said[address] = Answer(
                    leaf.route,
                    response.status_code,
                    traces,
                    places,
                    foreign(response, language),
                    response.headers.get("Cache-Control", ""),
                    is_undated(response, address),
                )
                if only_takes_forms(client, address, response.status_code):
                    break
                if not asks_few and is_list(address) and response.status_code == 200:
                    waiting += [urljoin(address, link) for link in links_of(text) if link.startswith("?")]
        return said

    return lambda name, language="th": walked(
        name, language
    )  # one walk, whether the language is named or not


def betrayals(said: dict[str, Answer], region: int, *, allowed: str = r"(?!)") -> list[str]:
    """Addresses at which a trace of the region stands, with the trace, but for the allowed ones.

    What the address itself asked for, a year, may be repeated by the answer; it tells nothing new.
    """
    found = []
    for address, answer in said.items():
        traces = sorted(trace for trace in answer.traces[region] if trace not in address)
        if traces and not re.match(allowed, address):
            found.append(f"{address}: {traces}")
    return found


# Of which regions each person is told anything, and where: anywhere unless it says which pages.
IS_TOLD_OF: dict[str, dict[int, str]] = {
    "head_office": {6: "/", 11: "/"},
    "officer_6": {6: "/"},
    "officer_11": {11: "/"},
    "finance_6": {6: "/"},
    "mentor_6": {6: "/"},
    "coordinator_6": {6: "/"},
    "tied_6": {6: "/"},
    "member_6": {6: "/"},
    "complaints_6": {},
    # Staff here and on a committee there: she reads the other budget and what comes of it, and nothing more.
    "mixed": {6: "/", 11: r"/((plans|registers|budget|programmes|agreements|reports|committees)/.*)?$"},
    "moved": {6: "/"},
    "ended": {},
    "nobody": {},
    "anonymous": {},
}


@pytest.mark.parametrize(("name", "regions"), table_of(IS_TOLD_OF))
def test_a_person_is_told_of_her_regions_and_of_no_other(
    name: str, regions: dict[int, str], walk: Walk
) -> None:
    for region in (6, 11):
        assert betrayals(walk(name), region, allowed=regions.get(region, r"(?!)")) == []
        # A page that repeats the address it was asked for tells nothing.
        assert bool(betrayals(walk(name), region, allowed=r"(?!)")) == (region in regions)


@pytest.mark.parametrize(
    ("name", "region"),
    [
        pytest.param(*row, marks=marks(row[0]))
        for row in (("officer_6", 11), ("officer_11", 6), ("moved", 11))
    ],
)
def test_no_list_or_choice_names_the_places_of_another_region(name: str, region: int, walk: Walk) -> None:
    """The names of provinces are no secret; that a sidebar offers them would show that it looks over the wall."""
    assert [address for address, answer in walk(name).items() if answer.places[region]] == []
    own = 17 - region
    assert [address for address, answer in walk(name).items() if answer.places[own]]


@pytest.mark.parametrize(("name", "region"), [("officer_6", 6), ("head_office", 11)])
def test_the_walk_comes_by_every_marked_word_where_the_person_may_read_it(
    name: str, region: int, worlds: Worlds, walk: Walk
) -> None:
    """Else the walls would seem to stand because nobody looked behind them."""
    (world,) = (world for world in worlds if world.number == region)
    read = {trace for answer in walk(name).values() for trace in answer.traces[region]}
    kept_from_her = {f"{world.mark}{word}" for word in OF_STAFF_ALONE if name == "head_office"}
    assert set(world.words) - read == kept_from_her
    assert {str(world.own_year), f"{world.amount:,.2f}"} <= read


@pytest.mark.parametrize(("name", "regions"), table_of(IS_TOLD_OF))
def test_no_address_breaks_whoever_asks(name: str, regions: dict[int, str], walk: Walk) -> None:
    assert [address for address, answer in walk(name).items() if answer.status >= 500] == []


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=marks(name)) for name in ("head_office", "officer_6")]
)
@pytest.mark.parametrize("language", ["th", pytest.param("en", marks=pytest.mark.once)])
def test_a_page_has_the_dates_years_and_amounts_of_its_language(name: str, language: str, walk: Walk) -> None:
    codes = "/admin/regions/district/"  # 2001 is a district of ชลบุรี
    said = walk(name, language)
    found = {address: answer.foreign for address, answer in said.items() if not address.startswith(codes)}
    assert {address: sorted(strange) for address, strange in found.items() if strange} == {}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=marks(name)) for name in IS_TOLD_OF if name != "anonymous"]
)
def test_no_answer_is_kept_by_a_browser_and_every_page_and_file_says_of_when_it_is(
    name: str, walk: Walk
) -> None:
    """An answer that leads on holds nothing. Public are the doors alone, of which `test_public` has the list."""
    answers = {address: answer for address, answer in walk(name).items() if answer.status not in (301, 302)}
    assert [address for address, answer in answers.items() if answer.kept != "private, no-store"] == []
    assert [address for address, answer in answers.items() if answer.is_undated] == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "<p>26 พ.ย. 2569</p>", {"26 พ.ย. 2569"}),
        ("en", "<p>95,000.00 บาท, 26 Nov 2569</p>", {"95,000.00 บาท", "Nov 2569"}),
        ("en", "<p>26 Nov 2026</p><p lang='th'>26 พ.ย. 2569</p>".replace("'", '"'), set()),
        ("en", "<p>Sign in. ไม่มีบัญชี หรือลืมรหัสผ่าน?</p>", {"ไม่มีบัญชี หรือลืมรหัสผ่าน"}),
        ("th", "<p>26 พ.ย. 2026</p>", {"2026"}),
        ("th", "<p>26 พ.ย. 2569</p>", set()),
    ],
)
def test_what_is_of_the_other_language_is_seen(language: str, text: str, found: set[str]) -> None:
    assert foreign(HttpResponse(f'<html lang="{language}">{text}'), language) == found


def test_a_new_address_must_be_taught_to_the_walk(worlds: Worlds, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.walls.one_address_more"
    with pytest.raises(NotCovered, match="unheard-of"):
        every_address(worlds)


def test_every_list_of_the_admin_is_among_the_addresses(worlds: Worlds) -> None:
    walked = {address.partition("?")[0] for address in every_address(worlds)}
    lists = {f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry}
    assert lists <= walked
    assert len(list(leaves())) > 100


WORKS_IN_THE_ADMIN = {
    "head_office": True,
    "officer_6": True,
    "officer_11": True,
    "mixed": True,
    "moved": True,
    "finance_6": False,
    "mentor_6": False,
    "coordinator_6": False,
    "tied_6": False,
    "member_6": False,
    "complaints_6": False,
    "ended": False,
    "nobody": False,
    "anonymous": False,
}


@pytest.mark.parametrize(("name", "works_there"), table_of(WORKS_IN_THE_ADMIN))
def test_the_admin_is_closed_to_all_but_staff_and_head_office(
    name: str, works_there: bool, walk: Walk
) -> None:
    opened = [
        address
        for address, answer in walk(name).items()
        if answer.status == 200 and address.startswith("/admin/") and not address.startswith("/admin/login/")
    ]
    assert bool(opened) == works_there


READS_THE_BUDGET_OF_6 = {
    "head_office": 200,
    "officer_6": 200,
    "mixed": 200,
    "moved": 200,
    "finance_6": 200,
    "mentor_6": 200,
    "member_6": 200,
    "officer_11": 404,
    "coordinator_6": 403,
    "tied_6": 403,
    "complaints_6": 403,
    "nobody": 403,
    "ended": 403,
    "anonymous": 302,
}


@pytest.mark.parametrize(("name", "status"), table_of(READS_THE_BUDGET_OF_6))
def test_the_budget_is_for_who_works_with_the_money_head_office_and_committee(
    name: str, status: int, walk: Walk
) -> None:
    said = walk(name)
    assert said["/budget/2567/6/"].status == status
    assert said["/budget/2567/6/organisations.csv"].status == status
    assert said["/budget/2567/"].status == (200 if status == 404 else status)


OPENS_THE_EVIDENCE_OF_6 = {
    "head_office": 200,
    "officer_6": 200,
    "moved": 200,
    "mentor_6": 200,
    "tied_6": 404,
    "mixed": 200,
    "finance_6": 404,
    "member_6": 404,
    "officer_11": 404,
    "coordinator_6": 404,
    "complaints_6": 404,
    "nobody": 404,
    "ended": 404,
    "anonymous": 302,
}


@pytest.mark.parametrize(("name", "status"), table_of(OPENS_THE_EVIDENCE_OF_6))
def test_evidence_and_scans_are_opened_by_who_works_on_them_and_not_by_who_reads_figures(
    name: str, status: int, walk: Walk, worlds: Worlds
) -> None:
    said, six = walk(name), worlds[0]
    (file,) = six.objects[Evidence]
    assert said[f"/reports/evidence/{file.pk}/"].status == status


@pytest.mark.parametrize("name", ["tied_6", pytest.param("coordinator_6", marks=pytest.mark.once)])
def test_a_coordinator_opens_what_is_named_for_her_and_reads_there_no_other_organisation(
    name: str, walk: Walk
) -> None:
    """Who coordinates nothing reads no organisation at all; the plan is the region's."""
    opened = {address: answer for address, answer in walk(name).items() if answer.status == 200}
    assert {answer.route for answer in opened.values()} - OPEN_TO_COORDINATORS.keys() == set()
    nobodys = {route for route, whose in OPEN_TO_COORDINATORS.items() if whose == Whose.NOBODYS}
    told = []
    for address, answer in opened.items():
        if THE_PLAN.match(address):
            continue
        closed = name == "coordinator_6" or answer.route in nobodys
        traces = {trace for trace in answer.traces[6] if trace not in address}
        told += [f"{address}: {trace}" for trace in traces if closed or OF_THE_OTHER.match(trace)]
    assert told == []


def test_the_words_of_the_other_organisation_are_on_pages_for_those_of_the_office(walk: Walk) -> None:
    """Else the coordinator would seem to read none because there are none."""
    read = {trace for answer in walk("officer_6").values() for trace in answer.traces[6]}
    found = {trace for trace in read if OF_THE_OTHER.match(trace)}
    assert len(found) > 20, found
    addresses = {address for address, answer in walk("officer_6").items() if found & answer.traces[6]}
    assert any(address.endswith("/budget.csv") for address in addresses)


def answer_about(client: Client, address: str, keys: tuple[str, str]) -> tuple[int, list[str], str]:
    """What a person is told at an address, the keys that she asked about left out."""
    response = client.get(address, follow=True)
    either = re.compile(rf"(?<!\w)({'|'.join(keys)})(?!\w)")
    steps = [either.sub("", url) for url, _status in response.redirect_chain]
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|<span class="as-of">.*?</span>', "", response.text)
    return response.status_code, steps, either.sub("", text)


@pytest.mark.once
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


@pytest.mark.once
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
