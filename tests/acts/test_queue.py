"""The queue, for each kind of thing that waits, in every state, by everyone: it offers what its acts leave open."""

import pytest
from django.test import Client

from deciding.waiting import KINDS, WaitingKind
from tests.acts.door import Noun
from tests.acts.money import MONEY
from tests.acts.place import ActPlace, brought_about
from tests.acts.registers import IMPORTS, REGISTERS
from tests.html import browser_of, read

pytestmark = pytest.mark.django_db

QUEUED = [(noun, kind) for noun in (*MONEY, *REGISTERS) for kind in KINDS if kind.life is noun.life]
DECIDED_THERE = [(noun, kind) for noun, kind in QUEUED if kind.approve]


def offered(client: Client) -> set[tuple[str, str]]:
    """The buttons of a person's queue; none where it is closed to her."""
    page = client.get("/reports/queue/")
    forms = read(page.text).forms if page.status_code == 200 else []
    return {button for form in forms for button in form.buttons}


@pytest.mark.once
@pytest.mark.parametrize(("noun", "kind"), DECIDED_THERE, ids=[kind.name for _noun, kind in DECIDED_THERE])
def test_a_decision_is_in_the_queue_of_those_to_whom_its_act_is_open_and_of_nobody_else(
    noun: Noun, kind: WaitingKind
) -> None:
    at, wrong, found, asked = ActPlace(), [], set(), set()
    clients = {name: browser_of(person) for name, person in at.people.items()}
    for situation, record in brought_about(noun, at):
        key = f"{kind.name}-{record.pk}-{record.shown}"
        for name, person in at.people.items():
            if name in asked and not kind.is_for(person):
                continue  # nothing of this kind waits for her, whatever the record is
            asked.add(name)
            buttons = offered(clients[name])
            waits = record.state in noun.life[kind.act].sources and noun.life.is_for(kind.act, record, person)
            for button, act in (("approve", kind.act), ("return", kind.back)):
                may, shown = waits and not noun.life.why_not(act, record, person), (button, key) in buttons
                if may != shown:
                    wrong.append(f"{situation}: {act} by {name}, {may=} {shown=}")
                if shown:
                    found.add(act)
    assert wrong == []
    assert found == {kind.act, kind.back}


def test_a_table_that_was_sent_is_named_to_those_who_take_it_with_the_way_to_its_page() -> None:
    at, named = ActPlace(), dict[str, set[str]]()
    for situation, record in brought_about(IMPORTS, at):
        for name, person in at.people.items():
            page = browser_of(person).get("/reports/queue/")
            if page.status_code == 200 and f"/imports/{record.pk}/" in read(page.text).links:
                named.setdefault(situation, set()).add(name)
                posted = browser_of(person).post(
                    "/reports/queue/", {"approve": f"import-{record.pk}-{record.shown}"}
                )
                assert posted.status_code == 302
                record.refresh_from_db()
                assert record.state == "asked"  # more has to be seen than the queue tells
    assert named == {"asked": {"asks", "approves", "head"}}


def test_every_kind_is_of_a_noun_of_the_walk() -> None:
    assert {kind.name for _noun, kind in QUEUED} == {kind.name for kind in KINDS}
