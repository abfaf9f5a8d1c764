"""Two people save one item in the same moment, and random edits of two: no word that was acknowledged is lost."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from participation.models import ItemKind, Plan, PlanItem, PlanLine
from participation.writing import items
from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of
from tests.participation.writer import PageWriter, items_of
from tests.races import at_once


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def both(self) -> tuple[list[Any], PlanItem]:
        line = make.plan_line(make.plan())
        item = items_of(line)[0]
        writers = [
            PageWriter(browser_of(make.user(name, Role.REGIONAL_STAFF, 6)), line.plan)
            for name in ("somchai", "somying")
        ]
        outcomes = at_once(
            *(
                lambda writer=writer, place=place: writer.types(item, f"คำของคนที่ {place}")
                for place, writer in enumerate(writers)
            ),
            before='UPDATE "participation_planitem"',
        )
        item.refresh_from_db()
        return [outcome.value for outcome in outcomes], item

    def test_one_is_saved_and_the_other_is_asked(self) -> None:
        answers, item = self.both()
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        saved = next(place for place, answer in enumerate(answers) if answer.status_code == 200)
        assert item.text == f"คำของคนที่ {saved}"
        assert answers[1 - saved].json()["theirs"] == item.text

    def test_without_the_version_check_one_of_two_acknowledged_texts_is_lost(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(items, "_require_version", lambda *args: None)
        answers, item = self.both()
        assert [answer.status_code for answer in answers] == [200, 200]
        assert [item.text == f"คำของคนที่ {place}" for place in range(2)].count(False) == 1


KINDS = some.sampled_from([ItemKind.TARGET, ItemKind.ACTIVITY])
STEPS = some.lists(
    some.tuples(
        some.booleans(),  # whose
        some.sampled_from(["reword", "add", "split", "join", "move", "look"]),
        some.integers(0, 9),
        some.integers(0, 9),
        KINDS,
    ),
    min_size=1,
    max_size=12,
)


class WritingPerson:
    """Someone who acts on what her page showed when she looked last, and never takes a word out on purpose."""

    def __init__(self, user: User, plan: Plan) -> None:
        self.writer, self.plan, self.count, self.name = (
            PageWriter(browser_of(user), plan),
            plan,
            0,
            user.username,
        )
        self.seen: list[PlanItem] = []
        self.look()

    def look(self) -> None:
        items = PlanItem.objects.filter(line__plan=self.plan).select_related("line")
        self.seen = list(items.order_by("line__order", "kind", "order"))

    def word(self) -> str:
        self.count += 1
        return f"{self.name}{self.count:03}."

    def act(self, act: str, one: int, other: int, kind: str) -> tuple[str, list[str], Any]:
        """What she did, the words that must not be lost by it, and the answer."""
        item, word = self.seen[one % len(self.seen)], self.word()
        at = {"item": item.pk, "version": item.version}
        if act == "reword":
            return act, [word], self.writer.sends("reword", **at, text=f"{item.text}{word}")
        if act == "add":
            sent = {"line": item.line_id, "kind": kind, "after": ""}
            return act, [word], self.writer.sends("add", **sent, text=word)
        if act == "split":
            return act, [word], self.writer.sends("split", **at, text=item.text, rest=word)
        if act == "join":
            cell = [each for each in self.seen if (each.line_id, each.kind) == (item.line_id, item.kind)]
            above = cell[max(cell.index(item) - 1, 0)]
            return (
                act,
                [word],
                self.writer.sends("join", **at, text=f"{item.text}{word}", above_version=above.version),
            )
        line = self.seen[other % len(self.seen)].line_id
        return act, [], self.writer.sends("move", item=item.pk, line=line, after="")


@pytest.mark.django_db
@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_acknowledged_word_is_in_the_plan_and_every_other_in_an_answer(
    steps: list[tuple[bool, str, int, int, str]], officer_6: User, head_office: User
) -> None:
    Plan.objects.all().delete()
    plan = make.plan()
    make.plan_line(plan, 1, activities="1. อบรม\n2. ประชุม")
    make.plan_line(plan, 3, activities="ค้นหา")
    people = [WritingPerson(officer_6, plan), WritingPerson(head_office, plan)]
    acknowledged: list[str] = []
    for is_first, act, one, other, kind in steps:
        person = people[is_first]
        if act == "look":
            person.look()
            continue
        _act, words, answer = person.act(act, one, other, kind)
        if answer.status_code == 200:
            acknowledged += words
        else:
            said = answer.json()
            assert said["kind"] in ("newer", "taken_out", "refused")
            assert said["kind"] != "newer" or all(word in said["html"] for word in words)
        standing = "\n".join(PlanItem.objects.filter(line__plan=plan).values_list("text", flat=True))
        assert not [word for word in acknowledged if word not in standing]
        for line in PlanLine.objects.filter(plan=plan):
            for each in ItemKind:
                orders = [item.order for item in items_of(line, each)]
                assert orders == list(range(1, len(orders) + 1))
