"""Every role at every address: what comes back holds no byte of a region that is not hers."""

import re
from functools import cache
from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpResponse

from grants.models import Evidence
from people.models import User
from tests.walls.addresses import NotCovered, every_address, leaves
from tests.walls.inside import OF_STAFF_ALONE, OF_THE_OTHER, OPEN_TO_COORDINATORS, THE_PLAN, Whose
from tests.walls.languages import foreign
from tests.walls.people import marks, table_of
from tests.walls.walking import Answer, Walk, walk_of
from tests.walls.world import World

pytestmark = pytest.mark.django_db

Worlds = tuple[World, World]


@pytest.fixture(scope="module")
def walk(worlds: Worlds, people: dict[str, User | None]) -> Walk:
    """One walk of each person in each language, whether the language is named or not."""
    walked = cache(lambda name, language: walk_of(name, people[name], language, worlds))
    return lambda name, language="th": walked(name, language)


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


# Each version of a plan tells its region as it was then; a list of regions, or one that counts what each filter would
# leave, asks for them.
TELLS_REGIONS = re.compile(
    r"/plans/\d+/6/history/|/admin/participation/plan/\d+/history/|/admin/regions/region/|.*[?&]_facets=True"
)


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=marks(name)) for name in ("officer_6", "finance_6")],
)
def test_who_she_is_and_where_is_asked_once_on_every_page(name: str, walk: Walk) -> None:
    answers = {address: answer for address, answer in walk(name).items() if answer.status == 200}
    asked_again = {address: answer.again for address, answer in answers.items() if answer.again}
    assert [address for address in asked_again if not TELLS_REGIONS.match(address)][:40] == []


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


# One of each role: whether files are handed out to her, of more than twenty kinds.
TAKES_FILES = {
    "head_office": True,
    "officer_6": True,
    "finance_6": True,
    "mentor_6": True,
    "tied_6": False,
    "member_6": True,
    "complaints_6": False,
    "anonymous": False,
}
READERS = [pytest.param(name, takes, marks=marks(name), id=name) for name, takes in TAKES_FILES.items()]


@pytest.mark.parametrize(("name", "takes_files"), READERS)
@pytest.mark.parametrize("language", ["th", pytest.param("en", marks=pytest.mark.once)])
def test_what_a_reader_opens_is_in_her_language_and_her_files_can_be_printed(
    name: str, takes_files: bool, language: str, walk: Walk
) -> None:
    codes = "/admin/regions/district/"  # 2001 is a district of ชลบุรี
    said = {
        address: answer for address, answer in walk(name, language).items() if not address.startswith(codes)
    }
    strange = {address: answer.foreign | answer.empty_links for address, answer in said.items()}
    assert {address: sorted(found) for address, found in strange.items() if found} == {}
    files = {
        address: answer.of_the_file for address, answer in said.items() if answer.of_the_file is not None
    }
    assert {address: sorted(found) for address, found in files.items() if found} == {}
    assert (len(files) > 20) == takes_files, len(files)


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
