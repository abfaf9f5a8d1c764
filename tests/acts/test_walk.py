"""Every act of every noun, in every state, by everyone: its button is there where it may be done, and nowhere else."""

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from people.acts import Life
from people.models import User
from people.roles import Role
from tests.acts.door import Noun
from tests.acts.money import MONEY
from tests.acts.place import ActPlace, brought_about
from tests.acts.registers import REGISTERS
from tests.html import browser_of

NOUNS = (*MONEY, *REGISTERS)

# What is done although the record has moved since the page was opened, and why that is right.
_ASKS = "it asks, and another person decides on what stands then"
_ADDS = "it adds to what is there, and takes nothing of it away"
_HERS = "it takes back what she sent herself, as long as nobody has decided on it"
_DRAFTS = "it makes a draft, which binds nobody until somebody signs or sends it"
_ITEMS = "each item that is written carries its own version (tests/participation/test_writing_race.py)"
_LOOKS = "it reads the file once more, and changes nothing that was brought in"
_REQUEST = {"withdraw": _HERS}
DONE_WHATEVER_WAS_SHOWN: dict[str, dict[str, str]] = {
    "Programme": {"settle": _ASKS, "change_ceiling": _ASKS},
    "Allocation": {"draw_up": _DRAFTS},
    "Agreement": {"attach_scan": _ADDS, "report_return": _ASKS, "correct_return": _ASKS},
    "Instalment": {"correct": _ASKS, "report": _DRAFTS},
    "Report": {"take_back": _HERS},
    "Amendment": _REQUEST,
    "ReturnNotice": _REQUEST,
    "Correction": _REQUEST,
    "CeilingChange": _REQUEST,
    "Settlement": {"undo": _ASKS, **_REQUEST},
    "Plan": {"write": _ITEMS, "promise": _ADDS, "measure": _ADDS},
    "PlanAmendment": {"write": _ITEMS},
    "ActivityReport": {"take_back": _HERS},
    "ImportBatch": {"withdraw": _HERS, "look_again": _LOOKS},
    "FactorReset": _REQUEST,
}


def lives() -> set[Life]:
    """Every Life that a module of the portal holds."""
    assert get_resolver().url_patterns  # the whole portal is read in
    return {
        value
        for name, module in list(sys.modules.items())
        if not name.startswith("tests.") and hasattr(module, "__dict__")
        for value in list(vars(module).values())
        if isinstance(value, Life)
    }


def test_a_new_life_must_be_taught_to_the_walk() -> None:
    assert {noun.life for noun in NOUNS} == lives()


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.model.__name__)
def test_every_state_is_reached_from_the_first_by_what_is_done(noun: Noun) -> None:
    reached, moves = {str(noun.model._meta.get_field("state").get_default())}, noun.life.moves
    while more := {target for source, target in moves if source in reached} - reached:
        reached |= more
    assert reached == states_of(noun)


def states_of(noun: Noun) -> set[str]:
    field: Any = noun.model._meta.get_field("state")
    return {value for value, _label in field.choices}


def pages_of(client: Client) -> Callable[[str], str]:
    """What a person reads at an address, nothing where it is closed to her; she opens each but once."""

    @cache
    def text_of(address: str) -> str:
        response = client.get(address)
        return response.text if response.status_code == 200 else ""

    return text_of


class WalkOfActs:
    """One noun by everyone: what is offered or done where it may not be, or may be done and is not.

    A button is looked for on the pages of everybody; of who does nothing to the noun, once in each state. It is
    pressed wherever the act may be done; where it may not, once by one whose act it is in each situation, and once
    for all by everybody whose act it is not.
    """

    def __init__(self, noun: Noun) -> None:
        self.noun, self.at = noun, ActPlace()
        self.clients = {name: browser_of(person) for name, person in self.at.people.items()}
        self.wrong: list[str] = []
        self.met: set[str] = set()
        self.offered: set[str] = set()
        self.on_an_older_page: set[str] = set()
        self._tried: set[tuple[str, str]] = set()

    def walk(self) -> None:
        for situation, record in brought_about(self.noun, self.at):
            pages = {
                name: pages_of(client)
                for name, client in self.clients.items()
                if record.state not in self.met or self._acts_here(record, self.at.people[name])
            }
            self.met.add(str(record.state))
            for act in self.noun.life:
                for name, text_of in pages.items():
                    self._look(situation, act.name, name, record, text_of)

    def _acts_here(self, record: Any, person: User) -> bool:
        return any(self.noun.life.is_for(act.name, record, person) for act in self.noun.life)

    def _look(self, situation: str, act: str, name: str, record: Any, text_of: Callable[[str], str]) -> None:
        door, person = self.noun.doors[act], self.at.people[name]
        may = not self.noun.life.why_not(act, record, person)
        shown = door.is_shown(text_of, record)
        covered = door.covered_by and not self.noun.life.why_not(door.covered_by, record, person)
        if shown != (may and not covered):
            self.wrong.append(
                f"{situation}: {act} {'may be' if may else 'may not be'} done by {name}, {shown=}"
            )
        if shown:
            self.offered.add(act)
        whose = situation if self.noun.life.is_for(act, record, person) else name
        if not may and (act, whose) in self._tried:
            return
        if not may:
            self._tried.add((act, whose))
        if may != door.is_opened(self.clients[name], record, self.noun.life[act]):
            self.wrong.append(
                f"{situation}: {act} by {name} {'is refused' if may else 'is done all the same'}"
            )
        if may and (act, "older") not in self._tried:
            self._tried.add((act, "older"))
            if not door.is_held_back(self.clients[name], record):
                self.on_an_older_page.add(act)


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.model.__name__)
def test_a_button_is_there_where_its_act_may_be_done_and_the_act_is_done_where_its_button_is(
    noun: Noun,
) -> None:
    walk = WalkOfActs(noun)
    walk.walk()
    assert walk.wrong == []
    assert walk.met == states_of(noun)
    assert walk.offered == set(noun.doors) == {act.name for act in noun.life}
    assert walk.on_an_older_page == DONE_WHATEVER_WAS_SHOWN.get(noun.model.__name__, {}).keys()


@pytest.mark.django_db
def test_everybody_is_asked() -> None:
    held = {each.role for person in ActPlace().people.values() for each in person.current_memberships}
    assert held == set(Role)
