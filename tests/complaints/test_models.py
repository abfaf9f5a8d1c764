"""The register of receiving units: registered by an order, independent, each step with its authority."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from centres.models import OrganisationPerson, OrganisationRole
from complaints.life import UNIT_LIFE
from complaints.models import ReceivingUnit, ReceivingUnitOfficer
from people.models import Membership, User
from people.roles import Role
from tests import make
from tests.constraints import constraints_of, said_by_database, said_by_form, sentences
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db

ORDERED = {"registration_number": "ร.6/2566", "order_date": date(2023, 5, 1)}
INDEPENDENT = {"is_independent": True, "independence_declared_on": date(2023, 4, 1)}


def unit(name: str = "ศูนย์คุ้มครองสิทธิบัตรทอง", **fields: object) -> ReceivingUnit:
    return make.receiving_unit(make.organisation(name), **fields)


CONDITIONS = [
    # what the register knows of the unit, may it be registered
    ({}, False),
    (ORDERED, False),
    (INDEPENDENT, False),
    ({**ORDERED, **INDEPENDENT}, True),
    ({**ORDERED, "is_independent": True}, False),
    ({**ORDERED, "independence_exception": "คณะอนุกรรมการยกเว้นให้ ครั้งที่ 2/2566"}, True),
    ({**INDEPENDENT, "registration_number": "ร.6/2566"}, False),
    ({**INDEPENDENT, "order_date": date(2023, 5, 1)}, False),
]


@pytest.mark.parametrize(("known", "may"), CONDITIONS)
def test_a_unit_is_registered_by_an_order_and_only_if_independent_or_excepted(
    known: dict[str, object], may: bool, officer_6: User
) -> None:
    applicant = unit(**known)
    if not may:
        with pytest.raises(ValidationError):
            applicant.decide("register", seen=applicant.shown, by=officer_6, authority=make.of_meeting())
    else:
        applicant.decide("register", seen=applicant.shown, by=officer_6, authority=make.of_meeting())
    applicant.refresh_from_db()
    assert applicant.state == ("registered" if may else "applied")
    assert applicant.statuses.count() == int(may)


@pytest.mark.parametrize("now", ReceivingUnit.State.values)
@pytest.mark.parametrize("step", [act.name for act in UNIT_LIFE])
def test_a_unit_takes_only_the_steps_that_the_register_knows(now: str, step: str, officer_6: User) -> None:
    held = unit(state=now, **ORDERED, **INDEPENDENT)
    said = {"by": officer_6, "seen": held.shown, "authority": make.of_meeting()}
    if step == "renew":
        said["valid_until"] = make.day(365)
    if now in UNIT_LIFE[step].sources:
        held.decide(step, **said)
        assert held.state == UNIT_LIFE[step].target
        return
    with pytest.raises(ValidationError) as refused:
        held.decide(step, **said)
    assert refused.value.code == "state"
    held.refresh_from_db()
    assert held.state == now


@pytest.mark.parametrize("last_day", [None, -1, 30])
@pytest.mark.parametrize("asked", [None, -1, 30, 31])
def test_a_renewal_names_a_day_later_than_the_last(
    asked: int | None, last_day: int | None, officer_6: User
) -> None:
    before, day = (None if days is None else make.day(days) for days in (last_day, asked))
    held = unit(state="registered", valid_until=before, **ORDERED, **INDEPENDENT)
    said = {"by": officer_6, "seen": held.shown, "authority": make.of_meeting(), "valid_until": day}
    if day is not None and (before is None or day > before):
        held.decide("renew", **said)
    else:
        with pytest.raises(ValidationError) as refused:
            held.decide("renew", **said)
        assert refused.value.code == "renewed"
        day = before
    held.refresh_from_db()
    assert held.valid_until == day


STEPS = {
    ("applied", "registered"),
    ("applied", "resigned"),
    ("registered", "registered"),  # renewed
    ("registered", "suspended"),
    ("registered", "revoked"),
    ("registered", "resigned"),
    ("suspended", "registered"),
    ("suspended", "revoked"),
    ("suspended", "resigned"),
}


def test_a_unit_that_is_revoked_or_has_resigned_does_not_come_back() -> None:
    assert UNIT_LIFE.moves == STEPS


def test_a_step_is_kept_with_its_day_authority_reason_and_who_recorded_it(officer_6: User) -> None:
    held = unit(**ORDERED, **INDEPENDENT)
    held.decide(
        "register",
        seen=held.shown,
        by=officer_6,
        authority=make.of_meeting(),
        reason="ครบถ้วน",
    )
    held.decide("suspend", seen=held.shown, by=officer_6, authority=make.order(), reason="ไม่มีเจ้าหน้าที่")
    steps = held.statuses.select_related("authority")
    assert [(step.state, str(step.authority), step.reason, step.recorded_by) for step in steps] == [
        ("registered", "ครั้งที่ 4/2566 วาระ 3.3", "ครบถ้วน", officer_6),
        ("suspended", "คำสั่งที่ 12/2567", "ไม่มีเจ้าหน้าที่", officer_6),
    ]
    latest = held.history.first()
    assert (latest.state, latest.history_user, latest.history_change_reason) == (
        "suspended",
        officer_6,
        "คำสั่งที่ 12/2567",
    )


@pytest.mark.parametrize("who", ["nobody", "member_6", "complaints_6", "officer_11"])
def test_a_step_is_recorded_by_staff_of_its_own_region_only(
    who: str, head_office: User, request: pytest.FixtureRequest
) -> None:
    held = unit(**ORDERED, **INDEPENDENT)
    with pytest.raises(ValidationError) as refused:
        held.decide("register", seen=held.shown, by=request.getfixturevalue(who), authority=make.of_meeting())
    assert refused.value.code == "role"
    held.decide("register", seen=held.shown, by=head_office, authority=make.of_meeting())
    assert held.state == "registered"


def test_an_order_is_written_once_for_all_that_rests_on_it(officer_6: User) -> None:
    first = unit(**ORDERED, **INDEPENDENT)
    other = make.receiving_unit(make.organisation("ศูนย์อื่น"), **ORDERED, **INDEPENDENT)
    for held in (first, other):
        held.decide("register", seen=held.shown, by=officer_6, authority=make.order())
    assert first.statuses.get().authority == other.statuses.get().authority
    another_hand, nobodys = make.order(signed_by="เลขาธิการ"), make.order(number="")
    for refused in (another_hand, nobodys, make.of_meeting(11)):
        with pytest.raises(ValidationError):
            first.decide("suspend", seen=first.shown, by=officer_6, authority=refused)
    first.refresh_from_db()
    assert first.state == "registered"


def refused_by_constraint() -> dict[str, models.Model]:
    """For every constraint of the room a row that breaks it and nothing else."""
    held = unit()
    ReceivingUnitOfficer.objects.create(unit=held, name="สมใจ", is_responsible=True)
    backwards = make.period(0, -1)

    def another(name: str, **fields: object) -> ReceivingUnit:
        role = OrganisationRole.objects.create(
            organisation=make.organisation(name), kind=OrganisationRole.Kind.RECEIVING_UNIT
        )
        return ReceivingUnit(role=role, **fields)

    return {
        "receivingunit_registered_by_an_order": another("ก", state="registered", **INDEPENDENT),
        "receivingunit_independent_or_exception": another("ข", state="suspended", **ORDERED),
        "receivingunit_ends_after_it_starts": another("ค", valid_from=make.day(), valid_until=make.day(-1)),
        "receivingunitofficer_ends_after_it_starts": ReceivingUnitOfficer(
            unit=held, name="สมชาย", **backwards
        ),
        "receivingunit_one_responsible_person": ReceivingUnitOfficer(
            unit=held, name="สมชาย", is_responsible=True
        ),
    }


def test_what_no_row_may_hold_is_refused_by_form_and_database_in_one_sentence() -> None:
    constraints = constraints_of("complaints")
    refused = refused_by_constraint()
    assert set(refused) == set(constraints)
    for name, record in refused.items():
        assert sentences([constraints[name]]) == [said_by_database(record)], name
        assert sentences([constraints[name]])[0] in said_by_form(record), name


def test_a_registered_unit_does_not_lose_what_it_was_registered_on() -> None:
    held = unit(state="registered", **ORDERED, **INDEPENDENT)
    for change in ({"registration_number": ""}, {"order_date": None}, {"is_independent": False}):
        changed = ReceivingUnit.objects.get(pk=held.pk)
        for name, value in change.items():
            setattr(changed, name, value)
        assert said_by_database(changed)
        assert said_by_form(changed)


def test_a_unit_is_a_role_of_that_kind() -> None:
    role = OrganisationRole.objects.create(
        organisation=make.organisation("มูลนิธิกลาง"), kind=OrganisationRole.Kind.GRANTEE
    )
    assert _("Choose a role as receiving unit.") in said_by_form(ReceivingUnit(role=role))


def test_the_provinces_of_a_unit_are_in_its_history() -> None:
    held = unit()
    held.provinces.set(["20", "21"])
    told = held.history.first().provinces.all()
    assert {entry.province_id for entry in told} == {"20", "21"}


SEES_UNITS = {
    "head_office": {"ของเขต 6", "ของเธอ", "ของคนอื่น", "ของเขต 11"},
    "officer_6": {"ของเขต 6", "ของเธอ", "ของคนอื่น"},
    "officer_11": {"ของเขต 11"},
    "member_6": {"ของเขต 6", "ของเธอ", "ของคนอื่น"},
    "complaints_6": {"ของเธอ"},
    "coordinator_6": set(),
    "nobody": set(),
}


@pytest.mark.parametrize("name", SEES_UNITS)
def test_a_complaint_officer_sees_her_own_unit_and_staff_their_region(
    name: str, complaints_6: User, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    unit("ของเขต 6")
    make.tie(complaints_6, unit("ของเธอ").organisation, Role.COMPLAINT_OFFICER)
    other = make.user("complains_too", Role.COMPLAINT_OFFICER, 6)
    make.tie(other, unit("ของคนอื่น").organisation, Role.COMPLAINT_OFFICER)
    make.receiving_unit(make.organisation("ของเขต 11", 11))
    seen = {str(each) for each in ReceivingUnit.objects.visible_to(person)}
    assert seen == SEES_UNITS[name]


@pytest.mark.parametrize("lasting", [Membership, OrganisationPerson])
@pytest.mark.parametrize(
    ("since", "until", "is_hers"),
    [(-9, -1, False), (-9, 0, True), (-9, 1, True), (0, None, True), (1, None, False)],
)
def test_a_complaint_officer_sees_her_unit_from_the_first_day_of_role_and_tie_through_the_last(
    lasting: type[models.Model], since: int, until: int | None, is_hers: bool, complaints_6: User
) -> None:
    make.tie(complaints_6, unit("หน่วยของเธอ").organisation, Role.COMPLAINT_OFFICER)
    lasting._base_manager.update(**make.period(since, until))
    home = text_at(browser_of(User.objects.get(pk=complaints_6.pk)), "/")
    assert ("หน่วยของเธอ" in home) == is_hers
