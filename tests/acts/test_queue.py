"""The queue, for each kind of thing that waits, in every state, by everyone: it offers what its acts leave open."""

import pytest
from django.test import Client

from grants.desk.waiting import KINDS
from grants.desk.waiting.kind import WaitingKind
from tests.acts.door import Noun
from tests.acts.money import MONEY
from tests.acts.place import ActPlace, brought_about
from tests.html import browser_of, read

pytestmark = pytest.mark.django_db

QUEUED = [(noun, kind) for noun in MONEY for kind in KINDS if kind.life is noun.life]


def offered(client: Client) -> set[tuple[str, str]]:
    """The buttons of a person's queue; none where it is closed to her."""
    page = client.get("/reports/queue/")
    forms = read(page.text).forms if page.status_code == 200 else []
    return {button for form in forms for button in form.buttons}


@pytest.mark.parametrize(("noun", "kind"), QUEUED, ids=[kind.name for _noun, kind in QUEUED])
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


def test_every_kind_is_of_a_noun_of_the_walk() -> None:
    assert {kind.name for _noun, kind in QUEUED} == {kind.name for kind in KINDS}
