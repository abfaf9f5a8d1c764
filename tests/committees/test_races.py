"""Something comes to rest on a decision while that is taken back: one is first, and the other is told why not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from committees.meetings.deciding import Decided, close, correct, record_decision
from committees.meetings.preparing import change
from committees.models import AgendaItem, AgendaThing, ItemDecision, Meeting
from committees.models.decision import rested_on
from deciding.models import Decision
from participation.models import Plan
from participation.years.deciding import decide
from people.roles import Role
from tests import make
from tests.races import PATIENCE, PATIENCE_OF_CONTROLS, Outcome, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

Act = Callable[[], Any]
BEFORE = ('INSERT INTO "participation_plandecision"', 'UPDATE "deciding_decision"')
REJECTED = Decided(kind="rejected", text="ไม่เห็นชอบ")


class DecisionDesk:
    """An item on which something was assigned, a plan that waits for a decision, and two who write."""

    def __init__(self) -> None:
        asks, self.first, self.second = (
            make.user(name, Role.REGIONAL_STAFF, 6) for name in ("asks", "first", "second")
        )
        plan = make.plan_line(make.plan()).plan
        plan.submit(by=asks, seen=plan.shown)
        self.meeting = make.meeting(make.committee(6), state="called")
        self.item = self.meeting.items.get()
        record_decision(self.item, Decided(kind="assigned"), by=self.first, seen=self.item.shown)

    def plan_rests_on_it(self) -> Act:
        plan, record = Plan.objects.get(), Decision.objects.get()
        return lambda: decide(plan, make.minutes(record), by=self.second, seen=plan.shown)

    def written_anew(self, said: Decided = REJECTED) -> Act:
        item = AgendaItem.objects.get()
        seen = item.shown
        return lambda: record_decision(item, said, by=self.first, seen=seen)

    def corrected(self) -> Act:
        meeting = Meeting.objects.get()
        close(meeting, by=self.first, seen=meeting.shown)
        item = AgendaItem.objects.get()
        seen = item.shown
        return lambda: correct(item, REJECTED, "จดผิด", by=self.first, seen=seen)

    def numbered_anew(self) -> Act:
        meeting = Meeting.objects.get()
        version = meeting.version
        return lambda: change(meeting, {"number": 9}, version=version, by=self.first)


TAKES_BACK = [DecisionDesk.written_anew, DecisionDesk.corrected, DecisionDesk.numbered_anew]


def told(outcomes: list[Outcome]) -> list[str]:
    return sorted(type(outcome.error).__name__ for outcome in outcomes)


def rests_on_nothing() -> bool:
    """Whether a plan rests on what was taken back."""
    gone = Decision.objects.filter(taken_back=True)
    return bool(rested_on(ItemDecision(record=each) for each in gone))


@pytest.mark.parametrize("takes_back", TAKES_BACK)
def test_of_resting_and_taking_back_at_once_one_is_first(takes_back: Callable[[DecisionDesk], Act]) -> None:
    desk = DecisionDesk()
    back = takes_back(desk)
    outcomes = at_once(desk.plan_rests_on_it(), back, before=BEFORE, patience=PATIENCE)
    assert told(outcomes) == ["NoneType", "ValidationError"], outcomes
    assert not rests_on_nothing()


@pytest.mark.parametrize("takes_back", TAKES_BACK)
def test_control_without_locks_a_plan_rests_on_nothing_or_nobody_is_told_in_words(
    takes_back: Callable[[DecisionDesk], Act], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = DecisionDesk()
    back, rests = takes_back(desk), desk.plan_rests_on_it()
    with without_locks(monkeypatch):
        outcomes = at_once(rests, back, before=BEFORE, patience=PATIENCE_OF_CONTROLS)
    assert rests_on_nothing() or told(outcomes) != ["NoneType", "ValidationError"], outcomes


def test_a_plan_decided_on_its_page_and_on_the_agenda_at_once_is_decided_once() -> None:
    """Neither waits for the other for ever: both hold the plan before the decision."""
    desk = DecisionDesk()
    AgendaThing.objects.create(item=desk.item, plan=Plan.objects.get())
    agrees = desk.written_anew(Decided(kind="agreed"))
    pair = desk.plan_rests_on_it(), agrees
    outcomes = at_once(*pair, before='SELECT "deciding_decision"', patience=PATIENCE)
    (error,) = [outcome.error for outcome in outcomes if outcome.error]
    assert isinstance(error, ValidationError), outcomes
    assert Plan.objects.get().versions.count() == 1
