"""A closed meeting stays as it was closed, whoever writes to the database, and whoever is quick."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from committees.meetings.deciding import Decided, close, record_decision
from committees.meetings.preparing import keep_item
from committees.models import (
    AgendaItem,
    AgendaThing,
    Attendance,
    ItemDecision,
    Meeting,
    MeetingCorrection,
    Recusal,
)
from deciding.models import Decision
from editing.refusals import sentence_for
from people.models import User
from people.roles import Role
from tests import make
from tests.races import PATIENCE, PATIENCE_OF_CONTROLS, at_once, without_locks


def closed_meeting(by: User) -> Meeting:
    meeting = make.meeting(make.committee(6), state="called")
    item = meeting.items.get()
    AgendaThing.objects.create(item=item, plan=make.plan(6, 2567))
    Recusal.objects.create(item=item, seat=meeting.attendance.get().seat, why="มีส่วนได้เสีย")
    ItemDecision.objects.create(item=item, kind="postponed", recorded_by=by)
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    return Meeting.objects.get(pk=meeting.pk)


def _new_item(meeting: Meeting) -> Any:
    return AgendaItem.objects.create(meeting=meeting, number="9", type="other", title="เพิ่ม")


def _decided_again(meeting: Meeting) -> Any:
    item, by = meeting.items.get(), ItemDecision.objects.get().recorded_by
    return ItemDecision.objects.create(item=item, kind="agreed", recorded_by=by)


def _correction(meeting: Meeting) -> MeetingCorrection:
    by = ItemDecision.objects.order_by("pk")[0].recorded_by
    return MeetingCorrection.objects.create(meeting=meeting, reason="จดผิด", changes=[], made_by=by)


def _recused(meeting: Meeting) -> Any:
    return Recusal.objects.create(
        item=meeting.items.get(), seat=make.seat(meeting.committee, "นายอื่น"), why="เหตุ"
    )


def _moved_here(meeting: Meeting) -> Any:
    item = make.meeting(meeting.committee, 5, state="called").items.get()
    AgendaItem.objects.filter(pk=item.pk).update(correction=_correction(meeting), number="5")
    return AgendaItem.objects.filter(pk=item.pk).update(meeting=meeting)


def _corrected_twice(meeting: Meeting) -> Any:
    correction = _correction(meeting)
    AgendaItem.objects.update(title="หัวข้อที่ถูก", correction=correction)
    return AgendaItem.objects.update(title="หัวข้ออื่น")


# What a script would do that asks nobody.
TAMPERING: dict[str, Callable[[Meeting], Any]] = {
    "another day": lambda meeting: Meeting.objects.update(place="ที่อื่น"),
    "open again": lambda meeting: Meeting.objects.update(state="called"),
    "a new item": _new_item,
    "another title": lambda meeting: AgendaItem.objects.update(title="หัวข้ออื่น"),
    "an item less": lambda meeting: AgendaItem.objects.filter(meeting=meeting)._raw_delete("default"),
    "about nothing": lambda meeting: AgendaThing.objects.all().delete(),
    "somebody came": lambda meeting: Attendance.objects.update(how="absent"),
    "nobody came": lambda meeting: Attendance.objects.all().delete(),
    "took part": lambda meeting: Recusal.objects.all().delete(),
    "took part after all": lambda meeting: Recusal.objects.update(taken_back=True),
    "another took no part": lambda meeting: _recused(meeting),
    "an item of another meeting": lambda meeting: _moved_here(meeting),
    "another number by a correction": lambda meeting: AgendaItem.objects.update(
        number="9", correction=_correction(meeting)
    ),
    "a new item by a correction": lambda meeting: AgendaItem.objects.create(
        meeting=meeting, number="9", type="other", title="เพิ่ม", correction=_correction(meeting)
    ),
    "another title by the same correction": lambda meeting: _corrected_twice(meeting),
    "another decision": lambda meeting: ItemDecision.objects.update(kind="agreed"),
    "no decision": lambda meeting: ItemDecision.objects.all().delete(),
    "decided again without a reason": _decided_again,
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", TAMPERING)
def test_the_database_keeps_a_closed_meeting(what: str, officer_6: User) -> None:
    meeting = closed_meeting(officer_6)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        TAMPERING[what](meeting)
    said = {
        _("A closed meeting does not change any more, but by a correction that says why."),
        _("A decision of a closed meeting is corrected by another that says why."),
        _("The item is decided on already."),
    }
    assert sentence_for(refused.value) in said


@pytest.mark.django_db
def test_the_database_lets_an_open_meeting_change(officer_6: User) -> None:
    """The control: the same is possible before it is closed."""
    meeting = make.meeting(make.committee(6), state="called")
    for what in ("another day", "a new item", "another title", "somebody came", "nobody came"):
        TAMPERING[what](meeting)


@pytest.mark.django_db
def test_the_database_takes_a_correction_that_says_why(officer_6: User) -> None:
    meeting = closed_meeting(officer_6)
    before = ItemDecision.objects.get()
    ItemDecision.objects.create(
        item=meeting.items.get(), kind="agreed", corrects=before, reason="พิมพ์ผิด", recorded_by=officer_6
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemDecision.objects.filter(corrects=before).update(reason="อื่น")
    correction = _correction(meeting)
    assert AgendaItem.objects.update(title="หัวข้อที่ถูก", correction=correction) == 1
    assert Recusal.objects.update(taken_back=True, correction=correction) == 1


@pytest.mark.django_db
def test_a_recorded_decision_and_the_meeting_that_it_names_stay(officer_6: User) -> None:
    meeting = make.meeting(make.committee(6), state="called")
    record_decision(meeting.items.get(), Decided(kind="noted"), by=officer_6, seen=meeting.items.get().shown)
    record, meetings = Decision.objects.get(), Meeting.objects.filter(pk=meeting.pk)
    tampered: list[tuple[Callable[[], object], str]] = [
        (lambda: meetings.update(number=5), "A meeting that has decided keeps its number and its day."),
        (
            lambda: meetings.update(held_on=make.day(-1)),
            "A meeting that has decided keeps its number and its day.",
        ),
        (
            lambda: Decision.objects.update(meeting="x"),
            "A recorded decision or order never changes and never disappears.",
        ),
    ]
    for tamper, said in tampered:
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            tamper()
        assert sentence_for(refused.value) == _(said)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM deciding_decision WHERE id = %s", [make.of_meeting().pk])
    meetings.update(place="ห้องอื่น")
    assert Decision.objects.filter(pk=record.pk).update(taken_back=True) == 1


class MeetingDesk:
    """A called meeting whose one item is decided, one who closes it, and one who writes in it."""

    def __init__(self) -> None:
        self.first, self.second = (make.user(name, Role.REGIONAL_STAFF, 6) for name in ("first", "second"))
        self.meeting = make.meeting(make.committee(6), state="called")
        self.item = self.meeting.items.get()
        record_decision(self.item, Decided(kind="noted"), by=self.first, seen=self.item.shown)
        self.meeting.refresh_from_db()

    def close(self) -> Callable[[], Any]:
        meeting, seen = Meeting.objects.get(pk=self.meeting.pk), self.meeting.shown
        return lambda: close(meeting, by=self.first, seen=seen)

    def decide(self) -> Callable[[], Any]:
        item = AgendaItem.objects.get(pk=self.item.pk)
        seen = item.shown
        return lambda: record_decision(item, Decided(kind="agreed"), by=self.second, seen=seen)

    def add_item(self) -> Callable[[], Any]:
        item = AgendaItem(meeting=Meeting.objects.get(pk=self.meeting.pk))
        said = {"number": "4", "type": "other", "title": "เพิ่ม", "order": 9}
        return lambda: keep_item(item, said, [], by=self.second)


Acts = Callable[[MeetingDesk], Callable[[], Any]]
OTHERS: list[Acts] = [MeetingDesk.decide, MeetingDesk.add_item, MeetingDesk.close]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", OTHERS, ids=["decide", "add_item", "close"])
def test_of_two_at_once_one_is_first_and_the_other_is_told_why_not(other: Acts) -> None:
    desk = MeetingDesk()
    outcomes = at_once(desk.close(), other(desk), before='UPDATE "committees_meeting"', patience=PATIENCE)
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert [type(error) for error in errors] == [ValidationError], outcomes
    meeting = Meeting.objects.get()
    if meeting.state == "closed":
        assert (meeting.items.count(), ItemDecision.objects.get().kind) == (1, "noted")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", OTHERS, ids=["decide", "add_item", "close"])
def test_control_without_locks_nobody_is_told_in_words(other: Acts, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = MeetingDesk()
    pair = desk.close(), other(desk)
    with without_locks(monkeypatch):
        outcomes = at_once(*pair, before='UPDATE "committees_meeting"', patience=PATIENCE_OF_CONTROLS)
    assert [type(outcome.error) for outcome in outcomes if outcome.error] != [ValidationError], outcomes
