"""Every list that is cut into pages: each page leads to the next with what was asked for, and no row is lost."""

import sys
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.paginator import Page
from django.test import Client
from django.urls import get_resolver

from centres.models import Organisation
from people.models import User
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of, links_of
from tests.walls.addresses import Worlds

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# By the module that cuts it: an address with something asked for, where anything can be, and what names its page.
LISTS = {
    "centres.inviting": "/people/invitations/",
    "centres.registers.views": "/registers/2567/6/",
    "centres.registers.writing": "/registers/organisations/{organisation}/trained/",
    "deciding.queue": "/reports/queue/",
    "grants.budget.programmes_page": "/programmes/",
    "grants.desk.agreements": "/agreements/?year=2567",
    "grants.desk.due_page": "/reports/due/?region=6",
    "grants.desk.to_draw_up_page": "/agreements/to-draw-up/",
    "grants.figures.money_rows": "/budget/2567/money/rows/",
    "grants.payments.lists": "/payments/?region=6&year=2570",
    "participation.years.history_page": "/plans/2567/6/history/",
    "spreadsheets.views": "/imports/",
}
NAMES = ("page", "to_pay", "payable", "to_approve")


def cut_into_pages() -> set[str]:
    assert get_resolver().url_patterns  # the whole portal is read in
    return {
        name
        for name, module in sys.modules.items()
        if not name.startswith("tests.") and hasattr(module, "ON_A_PAGE")
    }


def test_a_list_that_is_new_must_be_taught_to_the_walk() -> None:
    assert cut_into_pages() == LISTS.keys()


def rows_on(answer: Any, name: str) -> list[object]:
    """The rows of a list on this page of it, by their keys where they have one."""
    if name == "page":
        told = [value for part in answer.context for value in part.dicts for value in value.values()]
        page = next(found for value in told if (found := page_in(value)))
    else:
        page = getattr(answer.context["lists"], name).page
    return [getattr(row, "pk", None) or getattr(row, "key", None) or repr(row) for row in page]


def page_in(value: object) -> Page[Any] | None:
    if isinstance(value, Page):
        return value
    held = getattr(value, "page", None)
    return held if isinstance(held, Page) else None


def walk(client: Client, address: str, name: str) -> tuple[list[list[object]], set[tuple[str, str]]]:
    """Follow "next" from the first page to the last: the rows of each, and what every link kept of the address."""
    pages, asked = [], dict(parse_qsl(urlsplit(address).query))
    kept = set(asked.items())
    number, at = 1, address
    while True:
        answer = client.get(at)
        assert answer.status_code == 200, at
        pages.append(rows_on(answer, name))
        links = [link for link in links_of(answer.text) if link.startswith("?")]
        onward = next((link for link in links if (name, str(number + 1)) in parse_qsl(link[1:])), None)
        if onward is None:
            return pages, kept
        kept &= set(parse_qsl(onward[1:]))
        number, at = number + 1, urlsplit(address).path + onward


def two_more_of_each(organisation: Organisation) -> None:
    """Rows of which the worlds have one: instalments of a year, groups of a network, people of a course."""
    office = Office()
    programme = office.open_programme("200.00", 2570)
    for name in ("ก", "ข"):
        office.active(make.allocation(programme, f"ศูนย์ {name}", "100.00"), "100.00")
        make.network_group(f"กลุ่ม {name}", 6, province=organisation.province)
        make.trained(f"สมหญิง {name}", organisation)


@pytest.mark.parametrize("module", LISTS)
def test_every_page_of_a_list_is_reached_with_what_was_asked_for(
    module: str, worlds: Worlds, people: dict[str, User | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation = worlds[0].objects[Organisation][0]
    two_more_of_each(organisation)
    address, client = LISTS[module].format(organisation=organisation.pk), browser_of(people["head_office"])
    asked = set(parse_qsl(urlsplit(address).query))
    was_cut = False
    for name in NAMES[1:] if module == "grants.payments.lists" else NAMES[:1]:
        ((whole,), _kept) = walk(client, address, name)
        with monkeypatch.context() as patch:
            patch.setattr(sys.modules[module], "ON_A_PAGE", 1)
            pages, kept = walk(client, address, name)
        assert [row for rows in pages for row in rows] == whole
        assert all(len(rows) <= 1 for rows in pages)
        assert kept == asked
        was_cut = was_cut or len(pages) > 1
    assert was_cut, "one row is no second page"
