"""Two people decide on one plan at once: one is first, and the other is told why not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from participation.models import FormOfParticipation, Plan, PlanAmendment, PlanVersion
from participation.models.amendment_change import digest_of_items
from participation.years import amended
from participation.years.amending import reword, start
from participation.years.amending_lines import change_line, take_out_line
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make
from tests.races import PATIENCE, PATIENCE_OF_CONTROLS, Outcome, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

Pair = tuple[Callable[[], Any], Callable[[], Any]]


class PlanDesk:
    """A submitted plan of region 6, one who submitted it, and two who may decide."""

    def __init__(self) -> None:
        self.asks, self.first, self.second = (
            make.user(name, Role.REGIONAL_STAFF, 6) for name in ("asks", "first", "second")
        )
        plan = make.plan_line(make.plan(), activities="1.อบรม 2.สื่อสาร").plan
        plan.submit(by=self.asks, seen=plan.shown)
        self.plan = plan

    def decide_plan(self, by: User) -> Callable[[], Any]:
        plan = Plan.objects.get(pk=self.plan.pk)
        return lambda: decide(plan, make.minutes(), by=by, seen=plan.shown)

    def in_force(self) -> "PlanDesk":
        self.decide_plan(self.first)()
        return self

    def submitted(self, text: str) -> PlanAmendment:
        made = self.begun()
        item = self.plan.lines.get().activities[0]
        reword(made, item, text, base=item.version, by=self.asks)
        return self.handed_in(made)

    def begun(self) -> PlanAmendment:
        return start(Plan.objects.get(pk=self.plan.pk), by=self.asks, reason="ปรับ")

    def handed_in(self, made: PlanAmendment) -> PlanAmendment:
        amended.submit(made, by=self.asks, seen=made.shown)
        return PlanAmendment.objects.get(pk=made.pk)

    def submitted_of_the_line(self, form_number: int) -> PlanAmendment:
        made, line = self.begun(), self.plan.lines.get()
        form = FormOfParticipation.objects.get(number=form_number)
        change_line(made, line, form, number="", base=line.version, by=self.asks)
        return self.handed_in(made)

    def submitted_without_the_line(self) -> PlanAmendment:
        made, line = self.begun(), self.plan.lines.get()
        take_out_line(made, line, base=line.version, seen=digest_of_items(line), by=self.asks)
        return self.handed_in(made)

    def decide(self, amendment: PlanAmendment, by: User) -> Callable[[], Any]:
        seen = amendment.shown
        return lambda: amended.decide_amendment(amendment, make.minutes(), by=by, seen=seen)


def two_deciders() -> Pair:
    desk = PlanDesk()
    return desk.decide_plan(desk.first), desk.decide_plan(desk.second)


def two_amendments_of_one_item() -> Pair:
    desk = PlanDesk().in_force()
    one, other = desk.submitted("ก"), desk.submitted("ข")
    return desk.decide(one, desk.first), desk.decide(other, desk.second)


def two_amendments_of_one_line() -> Pair:
    desk = PlanDesk().in_force()
    one, other = desk.submitted_of_the_line(4), desk.submitted_of_the_line(5)
    return desk.decide(one, desk.first), desk.decide(other, desk.second)


def a_line_goes_while_its_item_is_amended() -> Pair:
    desk = PlanDesk().in_force()
    one, other = desk.submitted_without_the_line(), desk.submitted("ข")
    return desk.decide(one, desk.first), desk.decide(other, desk.second)


def decided_while_it_is_taken_back_to_be_changed() -> Pair:
    desk = PlanDesk().in_force()
    amendment = desk.submitted("ก")
    again = PlanAmendment.objects.get(pk=amendment.pk)
    item = desk.plan.lines.get().activities[0]

    def take_back_and_change() -> None:
        amended.return_to_draft(again, by=desk.asks, reason="แก้")
        reword(again, item, "ข", base=item.version, by=desk.asks)

    return desk.decide(amendment, desk.first), take_back_and_change


RACES = [
    (two_deciders, 'INSERT INTO "participation_plandecision"'),
    (two_amendments_of_one_item, 'INSERT INTO "participation_plandecision"'),
    (two_amendments_of_one_line, 'INSERT INTO "participation_plandecision"'),
    (a_line_goes_while_its_item_is_amended, 'INSERT INTO "participation_plandecision"'),
    (decided_while_it_is_taken_back_to_be_changed, 'UPDATE "participation_planamendment"'),
]


def told(outcomes: list[Outcome]) -> list[str]:
    return sorted(type(outcome.error).__name__ for outcome in outcomes)


@pytest.mark.parametrize(("race", "before"), RACES)
def test_one_is_first_and_the_other_is_told_why_not(race: Callable[[], Pair], before: str) -> None:
    outcomes = at_once(*race(), before=before, patience=PATIENCE)
    assert told(outcomes) == ["NoneType", "ValidationError"], outcomes
    (error,) = [outcome.error for outcome in outcomes if outcome.error]
    assert isinstance(error, ValidationError)
    assert all(version.is_whole for version in PlanVersion.objects.all())
    for plan in Plan.objects.all():
        numbers = list(plan.versions.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(("race", "before"), RACES)
def test_control_without_locks_nobody_is_told_in_words(
    race: Callable[[], Pair], before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = race()
    with without_locks(monkeypatch):
        outcomes = at_once(*pair, before=before, patience=PATIENCE_OF_CONTROLS)
    assert told(outcomes) != ["NoneType", "ValidationError"], outcomes
