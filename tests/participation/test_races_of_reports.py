"""Two people at once at a report on an activity, and at what an outcome came to: one is first, the other is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from participation.activities.deciding import accept, note_opening, send_back
from participation.activities.writing import attach_names, begin, send, take_back
from participation.models import ActivityReport, IndicatorValue, NameListOpening, PlanItem
from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of
from tests.participation.reports import fill_in
from tests.races import PATIENCE, PATIENCE_OF_CONTROLS, Outcome, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

Pair = tuple[Callable[[], Any], Callable[[], Any]]
SAVED, TOLD = 302, 422


class ReportingOffice:
    """An activity of region 6, one who reports on it for the office, and two who may decide."""

    def __init__(self) -> None:
        self.writes, self.first, self.second = (
            make.user(name, Role.REGIONAL_STAFF, 6) for name in ("writes", "first", "second")
        )
        self.line = make.plan_line(make.plan())

    @property
    def activity(self) -> PlanItem:
        return self.line.activities[0]

    def report(self) -> ActivityReport:
        return fill_in(begin(self.activity, None, by=self.writes))

    def sent(self) -> ActivityReport:
        made = self.report()
        send(made, by=self.writes)
        return made


def _again(report: ActivityReport) -> ActivityReport:
    return ActivityReport.objects.get(pk=report.pk)


def sent_by_two() -> Pair:
    office = ReportingOffice()
    made = office.report()
    one, other = _again(made), _again(made)
    return lambda: send(one, by=office.writes), lambda: send(other, by=office.first)


def accepted_by_two() -> Pair:
    office = ReportingOffice()
    made = office.sent()
    one, other, seen = _again(made), _again(made), made.shown
    return lambda: accept(one, by=office.first, seen=seen), lambda: accept(other, by=office.second, seen=seen)


def accepted_and_returned() -> Pair:
    office = ReportingOffice()
    made = office.sent()
    one, other, seen = _again(made), _again(made), made.shown
    return (
        lambda: accept(one, by=office.first, seen=seen),
        lambda: send_back(other, {"done": "เพิ่ม"}, by=office.second, seen=seen),
    )


def returned_by_two() -> Pair:
    office = ReportingOffice()
    made = office.sent()
    one, other, seen = _again(made), _again(made), made.shown
    return (
        lambda: send_back(one, {"done": "เพิ่ม"}, by=office.first, seen=seen),
        lambda: send_back(other, {"": "ขาดภาพ"}, by=office.second, seen=seen),
    )


def accepted_and_taken_back() -> Pair:
    office = ReportingOffice()
    made = office.sent()
    one, other, seen = _again(made), _again(made), made.shown
    return (
        lambda: accept(one, by=office.first, seen=seen),
        lambda: take_back(other, by=office.writes),
    )


STEPS = [sent_by_two, accepted_by_two, accepted_and_returned, returned_by_two, accepted_and_taken_back]
OF_A_REPORT = 'UPDATE "participation_activityreport"'


def told(outcomes: list[Outcome]) -> list[str]:
    return sorted(type(outcome.error).__name__ for outcome in outcomes)


@pytest.mark.parametrize("race", STEPS)
def test_a_report_goes_one_step_and_the_second_person_is_told(race: Callable[[], Pair]) -> None:
    outcomes = at_once(*race(), before=OF_A_REPORT, patience=PATIENCE)
    assert told(outcomes) == ["NoneType", "ValidationError"], outcomes
    (error,) = [outcome.error for outcome in outcomes if outcome.error]
    assert isinstance(error, ValidationError)
    report = ActivityReport.objects.get()
    assert (report.accepted_by is not None) == (report.state == "accepted")
    assert report.remarks.count() == (report.state == "returned")


@pytest.mark.parametrize("race", STEPS)
def test_control_without_locks_nobody_is_told_of_the_other_step(
    race: Callable[[], Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = race()
    with without_locks(monkeypatch):
        outcomes = at_once(*pair, before=OF_A_REPORT, patience=PATIENCE_OF_CONTROLS)
    assert told(outcomes) != ["NoneType", "ValidationError"], outcomes


def posts(people: tuple[User, User], address: str, *typed: dict[str, Any]) -> Pair:
    """The same form sent by two, each with what she typed; what it answers is what she is told."""
    one, other = (browser_of(person) for person in people)
    return (
        lambda: one.post(address, typed[0]).status_code,
        lambda: other.post(address, typed[1]).status_code,
    )


def a_new_value_by_two() -> Pair:
    office = ReportingOffice()
    indicator = make.indicator(office.line.outcomes[0])
    address = f"/plans/indicators/{indicator.pk}/values/"
    return posts((office.first, office.second), address, {"value": "7"}, {"value": "9"})


def one_value_corrected_by_two() -> Pair:
    office = ReportingOffice()
    value = make.measured(make.indicator(office.line.outcomes[0]), "5")
    typed = [{"value": figure, "opened_version": "1"} for figure in ("7", "9")]
    return posts((office.first, office.second), f"/plans/values/{value.pk}/", *typed)


VALUES = [
    (a_new_value_by_two, 'INSERT INTO "participation_indicatorvalue"'),
    (one_value_corrected_by_two, 'UPDATE "participation_indicatorvalue"'),
]


@pytest.mark.parametrize(("race", "before"), VALUES)
def test_of_two_who_write_one_value_the_second_is_told(race: Callable[[], Pair], before: str) -> None:
    outcomes = at_once(*race(), before=before, patience=PATIENCE)
    assert sorted(outcome.value for outcome in outcomes) == [SAVED, TOLD], outcomes
    assert IndicatorValue.objects.get().value in (7, 9)


@pytest.mark.parametrize(("race", "before"), VALUES)
def test_control_without_locks_the_second_is_not_told_on_her_form(
    race: Callable[[], Pair], before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = race()
    with without_locks(monkeypatch):
        outcomes = at_once(*pair, before=before, patience=PATIENCE_OF_CONTROLS)
    assert {outcome.value for outcome in outcomes} != {SAVED, TOLD}, outcomes


def one_press_twice() -> Pair:
    """Whoever presses twice at once on one showing of the page that begins a report."""
    office = ReportingOffice()
    one, other = browser_of(office.writes), browser_of(office.writes)
    address, sent = f"/plans/activities/{office.activity.pk}/report/", {"action": "save", "press": "one"}
    return lambda: one.post(address, sent).status_code, lambda: other.post(address, sent).status_code


BEGUN = 'INSERT INTO "participation_activityreport"'


def test_one_press_begins_one_report_however_often_it_arrives() -> None:
    at_once(*one_press_twice(), before=BEGUN, patience=PATIENCE)
    assert ActivityReport.objects.count() == 1


def test_control_a_press_without_a_name_begins_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editing.once._key", lambda *asked: "")
    at_once(*one_press_twice(), before=BEGUN, patience=PATIENCE)
    assert ActivityReport.objects.count() == 2


def test_two_who_open_one_list_of_names_at_once_are_both_kept() -> None:
    office = ReportingOffice()
    paper = SimpleUploadedFile("รายชื่อ.pdf", b"%PDF-1.7 names")
    names = attach_names(office.report(), paper, by=office.writes)
    pair = [lambda by=by: note_opening(names, by=by) for by in (office.first, office.second)]
    outcomes = at_once(*pair, before='INSERT INTO "participation_namelistopening"')
    assert told(outcomes) == ["NoneType", "NoneType"]
    assert set(NameListOpening.objects.values_list("by", flat=True)) == {office.first.pk, office.second.pk}
