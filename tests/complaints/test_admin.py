"""The register of receiving units on the screen: decisions by their own page, everything else by the form."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from complaints.life import UnitStanding
from complaints.models import ReceivingUnit, ReceivingUnitOfficer
from people.models import User
from people.roles import Role
from tests import make
from tests.html import OpenForm, browser_of, text_at
from tests.races import at_once
from thai.dates import format_date

pytestmark = pytest.mark.django_db

READY = {
    "registration_number": "ร.6/2566",
    "order_date": date(2023, 5, 1),
    "is_independent": True,
    "independence_declared_on": date(2023, 4, 1),
}


@pytest.fixture
def unit(db: None) -> ReceivingUnit:
    return make.receiving_unit(make.organisation("ศูนย์คุ้มครองสิทธิบัตรทอง"), **READY)


def decision(desk: Client, unit: ReceivingUnit, step: str = "register") -> OpenForm:
    page = OpenForm(desk, f"/admin/complaints/receivingunit/{unit.pk}/act/{step}/")
    return page.type(
        decided_on="9 มิ.ย. 2566", order_number="คำสั่งที่ 12/2566", signed_by="ผู้อำนวยการ สปสช. เขต 6 ระยอง"
    )


def offered(desk: Client, unit: ReceivingUnit) -> list[str]:
    """The steps that the unit's page leads to, by name."""
    page = text_at(desk, f"/admin/complaints/receivingunit/{unit.pk}/change/")
    return re.findall(rf'href="/admin/complaints/receivingunit/{unit.pk}/act/(\w+)/"', page)


def page_of(desk: Client, unit: ReceivingUnit) -> OpenForm:
    return OpenForm(desk, f"/admin/complaints/receivingunit/{unit.pk}/change/")


def test_a_unit_is_registered_by_an_order_without_a_meeting(
    desk: Client, unit: ReceivingUnit, officer_6: User
) -> None:
    sent = decision(desk, unit).send()
    assert sent.is_taken, sent.errors
    unit.refresh_from_db()
    step = unit.statuses.get()
    assert unit.state == step.state == "registered"
    assert (step.authority.decided_on, str(step.authority), step.recorded_by) == (
        date(2023, 6, 9),
        "คำสั่งที่ 12/2566",
        officer_6,
    )
    assert "คำสั่งที่ 12/2566" in desk.get(f"/admin/complaints/receivingunit/{unit.pk}/change/").text


def test_a_unit_is_registered_by_what_a_meeting_of_its_region_decided(
    desk: Client, unit: ReceivingUnit
) -> None:
    own, elsewhere, taken_back = make.of_meeting(), make.of_meeting(11), make.of_meeting(taken_back=True)
    page = decision(desk, unit).type(order_number="", decided_on="", signed_by="")
    assert not page.send().is_taken
    for other in (elsewhere, taken_back):
        assert not page.type(meeting_decision=other.pk).send().is_taken
    assert not decision(desk, unit).type(meeting_decision=own.pk).send().is_taken  # and an order beside it
    assert page.type(meeting_decision=own.pk).send().is_taken
    assert unit.statuses.get().authority == own
    assert "ครั้งที่ 4/2566 วาระ 3.3" in desk.get(f"/admin/complaints/receivingunit/{unit.pk}/change/").text


def test_a_decision_offers_only_the_steps_from_where_the_unit_stands(
    desk: Client, unit: ReceivingUnit
) -> None:
    assert offered(desk, unit) == ["register", "resign"]
    assert not decision(desk, unit, "revoke").send().is_taken
    assert not unit.statuses.exists()


def test_a_unit_that_is_not_ready_is_not_registered_and_the_page_says_why(
    desk: Client, unit: ReceivingUnit
) -> None:
    door = f"/admin/complaints/receivingunit/{unit.pk}/change/"
    sentence = _("A registered unit has a registration number and the date of its order.")
    assert sentence not in text_at(desk, door)
    assert offered(desk, unit) == ["register", "resign"]
    ReceivingUnit.objects.update(registration_number="")
    assert sentence in text_at(desk, door)
    assert offered(desk, unit) == ["resign"]
    assert not decision(desk, unit).send().is_taken


def test_a_decision_is_recorded_on_the_unit_as_it_was_shown(desk: Client, unit: ReceivingUnit) -> None:
    page = decision(desk, unit)
    assert page_of(desk, unit).type(registration_number="ร.9/2566").send().is_taken
    sent = page.send()
    changed = _("%(record)s has changed since you opened the page. Look at it again.") % {"record": unit}
    assert changed in sent.page
    assert page.send().is_taken  # the page that came back shows the new number, and keeps what was typed


def test_a_unit_that_has_resigned_offers_no_decision(desk: Client, unit: ReceivingUnit) -> None:
    assert decision(desk, unit, "resign").send().is_taken
    assert offered(desk, unit) == []


def test_the_state_of_a_unit_is_not_typed(desk: Client, unit: ReceivingUnit) -> None:
    assert page_of(desk, unit).type(state="registered").send().is_taken
    unit.refresh_from_db()
    assert unit.state == "applied"


LOST = [
    ({"registration_number": ""}, "A registered unit has a registration number and the date of its order."),
    ({"order_date": ""}, "A registered unit has a registration number and the date of its order."),
    (
        {"independence_declared_on": ""},
        "A unit is registered only when declared independent, or with a documented exception.",
    ),
]


@pytest.mark.parametrize(("typed", "sentence"), LOST)
def test_a_registered_unit_keeps_what_it_was_registered_on(
    typed: dict[str, str], sentence: str, desk: Client, unit: ReceivingUnit
) -> None:
    """The state does not stand on the form, and its conditions are asked all the same."""
    ReceivingUnit.objects.update(state="registered")
    assert _(sentence) in page_of(desk, unit).type(**typed).send().errors


def test_one_person_is_responsible_at_a_time_and_hands_over_in_one_save(
    desk: Client, unit: ReceivingUnit
) -> None:
    page = page_of(desk, unit)
    page.add_row("officers", name="สมใจ", is_responsible="on").add_row("officers", name="สมชาย")
    assert page.send().is_taken
    second = page_of(desk, unit).type_in_row("officers", 1, is_responsible="on")
    assert _("The unit already has a responsible person.") in second.send().errors
    handing = page_of(desk, unit).type_in_row("officers", 1, is_responsible="on")
    del handing.data["officers-0-is_responsible"]
    sent = handing.send()
    assert sent.is_taken, sent.errors
    assert ReceivingUnitOfficer.objects.get(is_responsible=True).name == "สมชาย"


def test_a_unit_does_not_disappear_from_the_register(
    desk: Client, head_office: User, unit: ReceivingUnit
) -> None:
    client = browser_of(head_office)
    for who in (desk, client):
        assert (
            who.post(f"/admin/complaints/receivingunit/{unit.pk}/delete/", {"post": "yes"}).status_code == 403
        )
    assert ReceivingUnit.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_is_recorded_and_the_other_is_told(
    unit: ReceivingUnit, officer_6: User, head_office: User
) -> None:
    pages = []
    for person in (officer_6, head_office):
        client = browser_of(person)
        pages.append(decision(client, unit))
    outcomes = at_once(*(page.send for page in pages), before='UPDATE "complaints_receivingunit"')
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert sorted(outcome.value.is_taken for outcome in outcomes) == [False, True]
    assert unit.statuses.count() == 1


@pytest.mark.parametrize("day", ["31 ธ.ค. 2599", "31/12/24", "1 ม.ค. 2500"])
def test_a_day_that_cannot_be_is_refused_at_its_field(desk: Client, unit: ReceivingUnit, day: str) -> None:
    assert not page_of(desk, unit).type(valid_until=day).send().is_taken
    assert not decision(desk, unit).type(decided_on=day).send().is_taken
    unit.refresh_from_db()
    assert (unit.state, unit.valid_until) == ("applied", None)


def test_a_registration_that_has_ended_says_so_on_every_page_until_it_is_renewed(
    desk: Client, unit: ReceivingUnit, complaints_6: User
) -> None:
    make.tie(complaints_6, unit.organisation, Role.COMPLAINT_OFFICER)
    ended, listed, hers = (
        str(UnitStanding.ENDED.label),
        "/admin/complaints/receivingunit/",
        browser_of(complaints_6),
    )
    ReceivingUnit.objects.update(state="registered", valid_until=make.day())  # its last day
    assert ended not in text_at(desk, listed) + text_at(hers, "/")
    ReceivingUnit.objects.update(valid_until=make.day(-1))
    assert ended in text_at(desk, listed)
    assert re.search(rf'class="chip warn"\s*>{ended}', text_at(hers, "/"))
    page = decision(desk, unit, "renew").type(valid_until=format_date(make.day(-1)))
    assert format_date(make.day(-1)) in page.send().page  # no later than it was
    assert page.type(valid_until=format_date(make.day(365))).send().is_taken
    unit.refresh_from_db()
    assert (unit.state, unit.valid_until) == ("registered", make.day(365))
    assert str(unit.statuses.get().authority) == "คำสั่งที่ 12/2566"
    assert ended not in text_at(desk, listed) + text_at(hers, "/")
    ReceivingUnit.objects.update(valid_from=make.day(1))
    assert str(UnitStanding.TO_COME.label) in text_at(desk, listed)


@pytest.mark.parametrize("last_day", [None, -1, 30])
def test_a_registration_is_renewed_until_a_day_that_is_named(
    last_day: int | None, desk: Client, unit: ReceivingUnit
) -> None:
    before = None if last_day is None else make.day(last_day)
    ReceivingUnit.objects.update(state="registered", valid_until=before)
    sent = decision(desk, unit, "renew").type(valid_until="").send()
    assert not sent.is_taken
    unit.refresh_from_db()
    assert (unit.valid_until, unit.statuses.count()) == (before, 0)


def test_what_was_decided_before_has_no_box_to_delete_it(desk: Client, unit: ReceivingUnit) -> None:
    assert decision(desk, unit).send().is_taken
    page = page_of(desk, unit)
    assert "statuses-0-id" in page.data
    assert not [name for name in page.data if name.startswith("statuses-") and name.endswith("-DELETE")]
    page.type(**{"statuses-0-DELETE": "on"}).send()
    assert unit.statuses.count() == 1


def test_a_registration_that_was_suspended_stands_as_suspended_after_its_last_day_too() -> None:
    ended = make.receiving_unit(
        make.organisation("ศูนย์"), **READY, state="suspended", valid_until=make.day(-1)
    )
    assert ended.standing == UnitStanding.SUSPENDED
