"""Whoever has no business with a region's money moves none of it, whatever she sends to whatever address."""

import re
from typing import Any

import pytest
from django.apps import apps

from grants.models import Agreement, Instalment, Report
from people.models import User
from tests.html import browser_of
from tests.walls.conftest import all_text
from tests.walls.money_addresses import MONEY_PAGES
from tests.walls.people import table_of
from tests.walls.world import World, rows_of_region

pytestmark = pytest.mark.django_db

Worlds = tuple[World, World]

# Something for every field that any of the forms asks for.
SENT: dict[str, Any] = {
    "reason": "เหตุผล",
    "comment": "ความเห็น",
    "answer": "คำตอบ",
    "decision": "accept",
    "action": "accept_as_mentor",
    "how": "explained",
    "amount": "1.00",
    "after": "9000000",
    "unspent": "1.00",
    "interest": "0.00",
    "on": "10 พ.ย. 2566",
    "signed_on": "10 พ.ย. 2566",
    "starts_on": "10 พ.ย. 2566",
    "ends_on": "30 ก.ย. 2567",
    "document_number": "บค 1",
    "kind": "contract",
    "version": "1",
    "confirm": "on",
    "done": "ทำแล้ว",
}


def money_addresses(worlds: Worlds) -> list[str]:
    return [address for addresses in MONEY_PAGES.values() for address in addresses(worlds)]


def send_to_all(person: User | None, worlds: Worlds) -> set[int]:
    """Send the form to every address about money, the keys of region 6's instalments with it; return the statuses."""
    client = browser_of(person)
    pks = [str(part.pk) for part in worlds[0].objects[Instalment]]
    said = {**SENT, "pk": pks, "instalments": pks, "items": [f"payment-{pk}" for pk in pks], "selected": pks}
    return {
        client.post(address, said | decision_at(address)).status_code for address in money_addresses(worlds)
    }


def decision_at(address: str) -> dict[str, str]:
    """The answer to a request or a report as who has its page before her sends it, whoever she is."""
    found = re.match(r"/requests/(\w+)/(\d+)/", address) or re.match(r"/(report)s/(\d+)/decide/", address)
    asked = apps.get_model("grants", found[1])._default_manager.filter(pk=found[2]).first() if found else None
    return {"act": "approve", "seen": asked.shown if asked else ""}


# Whether forms that name everything of region 6 move anything there when this person sends them.
MOVES_MONEY_OF_6 = {
    "head_office": True,
    "officer_6": True,
    "finance_6": True,
    "mentor_6": False,  # no report of this world is at her step
    "mixed": True,
    "moved": True,
    "tied_6": False,  # what her own organisation has to send waits for nothing here
    "officer_11": False,
    "coordinator_6": False,
    "member_6": False,
    "complaints_6": False,
    "nobody": False,
    "ended": False,
    "anonymous": False,
}


@pytest.mark.parametrize(("name", "moves"), table_of(MOVES_MONEY_OF_6))
def test_who_has_no_business_with_the_money_moves_none(
    name: str, moves: bool, worlds: Worlds, people: dict[str, User | None]
) -> None:
    before, elsewhere = rows_of_region(6), rows_of_region(11)
    statuses = send_to_all(people[name], worlds)
    assert (rows_of_region(6) != before) == moves
    assert (rows_of_region(11) != elsewhere) == (name in ("head_office", "officer_11"))
    assert not {status for status in statuses if status >= 500}


def test_the_same_forms_from_the_second_officer_of_the_region_do_move_money(worlds: Worlds) -> None:
    """Else the test above would hold because nothing is ever sent as it should be."""
    before = rows_of_region(6)
    send_to_all(User.objects.get(username="zzregion6approver"), worlds)
    after = rows_of_region(6)
    for label in ("grants.Instalment", "grants.Entry", "grants.Amendment"):
        assert after[label] != before[label], label


def test_a_coordinator_reads_her_own_organisations_agreement_and_no_other(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    client = browser_of(people["tied_6"])
    other, own = worlds[0].objects[Agreement][:2]
    assert client.get(f"/agreements/{own.pk}/").status_code == 200
    assert client.get(f"/agreements/{other.pk}/").status_code == 404
    others_words = re.compile("|".join([other.number, other.number_as_typed.split()[-1], "DONE1", "COMMENT"]))
    told = []
    for address in money_addresses(worlds):
        response = client.get(address)
        if found := others_words.findall(all_text(response)):
            told.append((address, found))
    assert told == []


def test_a_coordinator_moves_nothing_of_another_organisation(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    before = rows_of_region(6)
    send_to_all(people["tied_6"], worlds)
    after = rows_of_region(6)
    own = {part.pk for part in worlds[0].objects[Agreement][1].instalments.all()}
    changed = {label for label in before if before[label] != after[label]}
    # She may say that her own organisation has sent money back; that waits for somebody to confirm it.
    assert changed <= {"grants.ReturnNotice"}
    assert not Report.objects.filter(instalment__in=own).exists()


def test_the_committee_reads_agreements_and_finds_no_button(
    worlds: Worlds, people: dict[str, User | None]
) -> None:
    client = browser_of(people["member_6"])
    for agreement in worlds[0].objects[Agreement]:
        page = client.get(f"/agreements/{agreement.pk}/")
        assert page.status_code == 200
        forms = re.findall(r'<form[^>]*action="([^"]*)"', page.text)
        assert {
            form for form in forms if form.startswith(("/agreements/", "/reports/", "/payments/"))
        } == set()
