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
from tests.walls.people import marks, table_of
from tests.walls.world import World
from thai.months import MONTH_PATTERN, SHORT_ENGLISH_MONTHS

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


# A year of another era than the one Thailand counts in, where it can be read; what is marked as English may say it.
# Four digits in the middle of a hash are none.
COMMON_ERA = re.compile(r"(?<![\da-z/.,-])(?:19|20)\d\d(?![\da-z.,])")
# A date or an amount in the Thai way, or a Thai year after an English month.
THAI_WAY = re.compile(
    rf"\d+\s*(?:{MONTH_PATTERN})\s*\d*|[\d,.]+\s*บาท|(?:{'|'.join(SHORT_ENGLISH_MONTHS)})[a-z]*\s25\d\d"
)
FOREIGN = {"th": COMMON_ERA, "en": THAI_WAY}
NOT_READ = re.compile(
    r"<(script|style|title)\b.*?</\1>|<(\w+)[^>]* lang=\"(?:en|th)\"[^>]*>.*?</\2>|<[^>]*>", re.DOTALL
)
WHOLE = re.compile(r"<html lang=\"\w+\"")


def foreign(response: Any, language: str) -> frozenset[str]:
    """Dates, years and amounts that are not of the page's language; what is marked as of the other may have them."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return frozenset()
    return frozenset(FOREIGN[language].findall(NOT_READ.sub(" ", WHOLE.sub("<html", response.text))))


class Walk(Protocol):
    def __call__(self, name: str, language: str = "th") -> dict[str, Answer]: ...


@pytest.fixture(scope="module")
def walk(worlds: Worlds, people: dict[str, User | None]) -> Walk:
    """Ask as one person for every address, and for every link that the lists of the admin offer her.

    To a page that only takes forms one question is enough; so are a few to each page of the admin from who does
    not work there, since one door is before them all; and in English, where only the language is looked at.
    """

    @cache
    def walked(name: str, language: str) -> dict[str, Answer]:
        client, said = browser_of(people[name]), {}
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        at_desk = people[name] is not None and people[name].works_in_admin
        for leaf in leaves():
            waiting = addresses(leaf, worlds)
            behind_a_door = leaf.route.startswith("admin/") and not at_desk
            if behind_a_door or language == "en":
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
                    leaf.route, response.status_code, traces, places, foreign(response, language)
                )
                if only_takes_forms(client, address, response.status_code):
                    break
                if language == "th" and is_list(address) and response.status_code == 200:
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


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=marks(name)) for name in ("officer_11", "head_office")]
)
def test_the_walk_comes_by_every_marked_word_where_the_person_may_read_it(
    name: str, worlds: Worlds, walk: Walk
) -> None:
    """Else the walls would seem to stand because nobody looked behind them."""
    eleven = worlds[1]
    read = {trace for answer in walk(name).values() for trace in answer.traces[11]}
    assert sorted(set(eleven.words) - read) == []
    assert {str(eleven.own_year), f"{eleven.amount:,.2f}"} <= read


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
    ("language", "text", "found"),
    [
        ("en", "<p>26 พ.ย. 2569</p>", {"26 พ.ย. 2569"}),
        ("en", "<p>95,000.00 บาท, 26 Nov 2569</p>", {"95,000.00 บาท", "Nov 2569"}),
        ("en", "<p>26 Nov 2026</p><p lang='th'>26 พ.ย. 2569</p>".replace("'", '"'), set()),
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
        if not model_admin.has_module_permission(client.get("/admin/").wsgi_request):
            continue
        for relation in model._meta.related_objects:
            keys = worlds[1].pks(relation.related_model)
            for key in keys[:1]:
                address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/?{relation.name}={key}"
                assert client.get(address).status_code == 400, address
