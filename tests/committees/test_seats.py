"""Who is seated where: chairs, seats by office, terms, and who comes for somebody who left."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import gettext as _

from centres.models import OrganisationRole
from committees.models import Committee, CompositionRule, Seat
from deciding.models import Decision
from people.models import User
from people.roles import Role
from tests import make
from tests.constraints import constraints_of, said_by_database, said_by_form
from tests.html import OpenForm, browser_of
from tests.races import PATIENCE, PATIENCE_OF_CONTROLS, at_once, without_locks

pytestmark = pytest.mark.django_db

ADD = "/admin/committees/seat/add/"


def seated(desk: Client, committee: Committee, name: str, **said: str) -> Any:
    form = OpenForm(desk, f"{ADD}?committee={committee.pk}")
    return form.type(committee=str(committee.pk), name=name, since="1 ต.ค. 2566", **said).send()


def test_a_third_vice_chair_is_refused(desk: Client) -> None:
    committee = make.committee(6)
    for name in ("คนแรก", "คนที่สอง"):
        assert seated(desk, committee, name, duty="vice_chair").is_taken
    refused = seated(desk, committee, "คนที่สาม", duty="vice_chair")
    assert _("The committee has at most %(limit)s vice-chairs at a time.") % {"limit": 2} in refused.errors
    assert "คนที่สาม" in refused.values
    assert Seat.objects.filter(duty="vice_chair").count() == 2


def test_a_seat_rests_on_an_order_or_on_what_a_meeting_decided(desk: Client) -> None:
    committee, decided, elsewhere = make.committee(6), make.of_meeting(), make.of_meeting(11)
    order = {
        "order_number": "12/2566",
        "decided_on": "1 ก.ย. 2566",
        "signed_by": "ผู้ว่าราชการจังหวัดระยอง",
    }
    assert not seated(desk, committee, "คนแรก", order_number="12/2566").is_taken  # no day, nobody signed
    assert not seated(desk, committee, "คนแรก", authority=str(decided.pk), **order).is_taken
    assert not seated(desk, committee, "คนแรก", authority=str(elsewhere.pk)).is_taken
    assert seated(desk, committee, "คนแรก", **order).is_taken
    assert seated(desk, committee, "คนที่สอง", **order).is_taken
    assert seated(desk, committee, "คนที่สาม", authority=str(decided.pk)).is_taken
    first, second, third = Seat.objects.order_by("pk")
    assert first.authority == second.authority == Decision.objects.get(order_number="12/2566")
    assert third.authority == decided
    role = OpenForm(desk, "/admin/centres/organisationrole/add/")
    said = {"organisation": str(make.organisation("ศูนย์ ก").pk), "kind": "coordination_centre"}
    assert role.type(**said, authority=str(decided.pk)).send().is_taken
    assert OrganisationRole.objects.get().authority == decided


def test_a_third_vice_chair_is_seated_once_one_of_two_has_left(desk: Client) -> None:
    committee = make.committee(6)
    make.seat(committee, "คนแรก", duty="vice_chair", left_on=date(2023, 12, 31))
    make.seat(committee, "คนที่สอง", duty="vice_chair")
    make.seat(committee, "คนที่สาม", duty="vice_chair", since=date(2024, 1, 1))
    with pytest.raises(ValidationError):
        make.seat(committee, "คนที่สี่", duty="vice_chair", since=date(2023, 12, 31), left_on=date(2024, 1, 1))


def test_a_second_chair_at_a_time_is_refused(desk: Client) -> None:
    committee = make.committee(6)
    make.seat(committee, "ประธานเดิม", duty="chair", left_on=date(2023, 10, 1))
    said = _("The committee has a chair on some of these days already.")
    assert said in seated(desk, committee, "ประธานใหม่", duty="chair").errors
    make.seat(committee, "ประธานใหม่", duty="chair", since=date(2023, 10, 2))


@pytest.mark.parametrize(("left_on", "is_taken"), [(date(2024, 1, 1), False), (date(2023, 12, 31), True)])
def test_a_chair_leaves_before_the_day_on_which_the_next_one_begins(left_on: date, is_taken: bool) -> None:
    committee = make.committee(6)
    make.seat(committee, "ประธานใหม่", duty="chair", since=date(2024, 1, 1))
    before = Seat(
        committee=committee, name="ประธานเดิม", duty="chair", since=date(2023, 10, 1), left_on=left_on
    )
    if is_taken:
        before.full_clean()
    else:
        assert _("The committee has a chair on some of these days already.") in said_by_form(before)


def test_nobody_sits_twice_on_a_committee_at_a_time(desk: Client) -> None:
    committee = make.committee(6)
    make.seat(committee, "สมใจ ใจดี")
    said = _("%(person)s sits on this committee on some of these days already.") % {"person": "สมใจ ใจดี"}
    assert said in seated(desk, committee, "สมใจ  ใจดี").errors


@pytest.mark.parametrize(
    ("duty", "office"), [("chair", "ผู้ว่าราชการกรุงเทพมหานคร"), ("vice_chair", "ปลัดกรุงเทพมหานคร")]
)
def test_in_region_13_governor_and_permanent_secretary_lead_by_office(
    duty: str, office: str, head_office: User
) -> None:
    desk, committee = browser_of(head_office), make.committee(13)
    said = _("Here this place is %(office)s's by office. Write the office with the seat.") % {
        "office": office
    }
    assert said in seated(desk, committee, "ใครก็ได้", duty=duty).errors
    assert seated(desk, committee, "คนแรก", duty=duty, office=office).is_taken
    # The office keeps its seat when another person comes to hold it.
    seat = Seat.objects.get()
    assert seat.until is None
    form = OpenForm(desk, f"/admin/committees/seat/{seat.pk}/change/").type(name="คนใหม่")
    assert form.send().is_taken
    seat.refresh_from_db()
    assert (seat.name, seat.office, seat.until) == ("คนใหม่", office, None)
    assert list(seat.history.values_list("name", flat=True)) == ["คนใหม่", "คนแรก"]


def test_a_seat_by_office_needs_no_name_and_is_its_offices_once(desk: Client) -> None:
    committee = make.committee(6)
    assert seated(desk, committee, "", office="ผู้อำนวยการ สปสช. เขต 6").is_taken
    assert str(Seat.objects.get()) == "ผู้อำนวยการ สปสช. เขต 6"
    said = _("%(person)s sits on this committee on some of these days already.")
    again = seated(desk, committee, "อีกคน", office="ผู้อำนวยการ สปสช.เขต 6")
    assert said % {"person": "ผู้อำนวยการ สปสช. เขต 6"} in again.errors
    assert _("Write who sits here, or the office that has the seat.") in seated(desk, committee, "").errors


def test_a_term_is_four_years_unless_it_is_said_otherwise(desk: Client) -> None:
    committee = make.committee(6)
    assert seated(desk, committee, "คนแรก").is_taken
    assert Seat.objects.get().until == date(2027, 9, 30)
    CompositionRule.objects.update(term_years=2)
    assert seated(desk, committee, "คนที่สอง").is_taken
    assert Seat.objects.get(name="คนที่สอง").until == date(2025, 9, 30)
    assert seated(desk, committee, "คนที่สาม", until="31 ธ.ค. 2566").is_taken
    assert Seat.objects.get(name="คนที่สาม").until == date(2023, 12, 31)


def test_a_term_that_begins_on_a_leap_day_ends_on_the_day_before_march() -> None:
    assert make.seat(make.committee(6), since=date(2024, 2, 29)).until == date(2028, 2, 28)
    CompositionRule.objects.update(term_years=3)
    assert make.seat(make.committee(12), since=date(2024, 2, 29)).until == date(2027, 2, 28)


def test_who_comes_for_somebody_who_left_serves_the_rest_of_the_term() -> None:
    committee = make.committee(6)
    before = make.seat(committee, "คนแรก", left_on=date(2024, 5, 31))
    after = make.seat(committee, "คนต่อ", since=date(2024, 7, 1), follows=before)
    assert after.until == before.until == date(2027, 9, 30)


def test_nobody_comes_for_who_still_sits_there_or_sits_elsewhere() -> None:
    committee, other = make.committee(6), make.committee(6, "อปสข.", name="คณะอนุกรรมการฯ เขต 6")
    there = make.seat(committee, "คนแรก")
    new = Seat(committee=committee, name="คนต่อ", since=date(2024, 7, 1), follows=there)
    said = _("%(person)s still sits there on that day. Write first when that seat ended.")
    assert said % {"person": "คนแรก"} in said_by_form(new)
    new.follows = make.seat(other, "คนอื่น", left_on=date(2024, 6, 30))
    assert _("This seat is on another committee.") in said_by_form(new)


def test_who_comes_for_somebody_begins_after_the_last_day_of_that_seat() -> None:
    committee, only_day = make.committee(6), date(2023, 10, 1)
    there = make.seat(committee, "คนแรก", left_on=only_day)
    said = _("%(person)s still sits there on that day. Write first when that seat ended.")
    new = Seat(committee=committee, name="คนต่อ", since=only_day, follows=there)
    assert said % {"person": "คนแรก"} in said_by_form(new)
    make.seat(committee, "คนต่อ", since=date(2023, 10, 2), follows=there)


BROKEN: dict[str, dict[str, Any]] = {
    "seat_is_somebodys": {"name": ""},
    "seat_ends_after_it_starts": {"until": date(2023, 9, 30)},
    "seat_of_a_person_ends": {"until": None},
    "seat_left_within_its_term": {"left_on": date(2023, 9, 30)},
    "seat_election_is_told_whole": {"duty": "chair", "elected_by": "ที่ประชุม"},
    "seat_elected_to_lead": {"elected_by": "ที่ประชุม", "elected_on": date(2023, 10, 5)},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_a_seat_that_cannot_be(name: str) -> None:
    seat = make.seat(make.committee(6))
    for field, value in BROKEN[name].items():
        setattr(seat, field, value)
    constraint: Any = constraints_of("committees")[name]
    assert said_by_database(seat) == str(constraint.get_violation_error_message())


def test_every_rule_of_a_seat_is_tried() -> None:
    assert {name for name in constraints_of("committees") if name.startswith("seat_")} == set(BROKEN)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_who_seat_a_last_vice_chair_at_once_one_is_refused(
    guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And without the locks both are seated: the control."""
    committee = make.committee(6)
    make.seat(committee, "คนแรก", duty="vice_chair")
    desks = [browser_of(make.user(name, Role.REGIONAL_STAFF, 6)) for name in ("one", "other")]

    def race(patience: float) -> list[Any]:
        actions = [
            lambda desk=desk, name=name: seated(desk, committee, name, duty="vice_chair")
            for desk, name in zip(desks, ("คนที่สอง", "คนที่สาม"), strict=True)
        ]
        return at_once(*actions, before='INSERT INTO "committees_seat"', patience=patience)

    if guarded:
        outcomes = race(PATIENCE)
        assert sorted(outcome.value.is_taken for outcome in outcomes) == [False, True], outcomes
        assert Seat.objects.filter(duty="vice_chair").count() == 2
        return
    with without_locks(monkeypatch):
        outcomes = race(PATIENCE_OF_CONTROLS)
    taken = [outcome.value is not None and outcome.value.is_taken for outcome in outcomes]
    assert Seat.objects.filter(duty="vice_chair").count() == 3 or taken != [True, True]
