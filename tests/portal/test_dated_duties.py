"""Every day that any record keeps is a day by which somebody has to do something, or it is told why it is not."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.utils import translation

from deciding.due import SOURCES
from people.models import User
from people.roles import Role
from portal.duties import ASKED_FOR, DUTIES
from tests import make
from tests.cast import CAST
from tests.html import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# By which duty of the portal's one list (its label for one), or which kind of the list of what is due (its name).
FEEDS = {
    "Agreement.ends_on": "thing is late in your regions, whoever does it",
    "Instalment.due_on": "thing is late in your regions, whoever does it",
    "ReceivingUnit.valid_until": "registration ends within 60 days",
    "OrganisationRole.until": "role of an organisation ends within 60 days",
    "ActivityDetail.ends_on": "activities",
    "Seat.until": "seats",
    "Committee.ended_on": "yearly-reports",
    "Meeting.held_on": "meetings",
    "FollowUp.due_on": "tasks",
    # Moments of which a decision or a confirmation waits: the row that waits is the duty.
    "ImportBatch.created_at": "import waits for confirmation",
}
IT_HAS_COME = "something that has happened: nobody has to do anything by it"
FROM_THEN = "from when something holds, which is asked of dates wherever it matters"
ENDED_ON_PURPOSE = "an end that somebody sets when it is over; what follows is entered anew and not renewed"
OF_THE_DOOR = "ends by itself, and who still needs it is let in anew"
FEEDS_NONE = {
    "CompositionRule.valid_from": FROM_THEN,
    "CompositionRule.valid_until": ENDED_ON_PURPOSE,
    "YearlyReport.sent_on": IT_HAS_COME,
    "Seat.since": FROM_THEN,
    "Seat.left_on": IT_HAS_COME,
    "Seat.elected_on": IT_HAS_COME,
    "FollowUp.done_on": IT_HAS_COME,
    "ReceivingUnit.order_date": IT_HAS_COME,
    "ReceivingUnit.valid_from": FROM_THEN,
    "ReceivingUnit.independence_declared_on": IT_HAS_COME,
    "ReceivingUnitOfficer.trained_on": IT_HAS_COME,
    "ReceivingUnitOfficer.mediation_trained_on": IT_HAS_COME,
    "ReceivingUnitOfficer.since": FROM_THEN,
    "ReceivingUnitOfficer.until": ENDED_ON_PURPOSE,
    "Agreement.signed_on": IT_HAS_COME,
    "Agreement.starts_on": FROM_THEN,
    "Entry.on": IT_HAS_COME,
    "ReturnNotice.on": IT_HAS_COME,
    "ActivityDetail.starts_on": FROM_THEN,
    "ActivityReport.held_on": IT_HAS_COME,
    "ActivityReport.held_until": IT_HAS_COME,
    "ReadinessStep.since": FROM_THEN,
    "ReadinessStep.until": IT_HAS_COME,
    "ChecklistMark.met_on": IT_HAS_COME,
    "NetworkGroup.retired_on": IT_HAS_COME,
    "TrainedPerson.held_on": IT_HAS_COME,
    "OrganisationAlias.since": FROM_THEN,
    "OrganisationAlias.until": ENDED_ON_PURPOSE,
    "OrganisationPerson.since": FROM_THEN,
    "OrganisationPerson.until": OF_THE_DOOR,
    "OrganisationRole.since": FROM_THEN,
    "Decision.decided_on": IT_HAS_COME,
    "Membership.since": FROM_THEN,
    "Membership.until": OF_THE_DOOR,
    "OpenSession.expire_date": OF_THE_DOOR,
    "Session.expire_date": OF_THE_DOOR,
}


def days_of_records() -> Iterator[models.Field]:
    """Every column of a day, and of a moment that may lie ahead; a moment called "at" is when something was done."""
    was_done = ("at", "since", "seen", "last", "created", "sent", "last_login", "date_joined", "action_time")
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.DateField) or model.__name__.startswith("Historical"):
                continue
            is_moment = isinstance(field, models.DateTimeField)
            if not (is_moment and (field.name.endswith("_at") or field.name in was_done)):
                yield field


def named(field: models.Field) -> str:
    return f"{field.model.__name__}.{field.name}"


def asked_for_duties() -> dict[str, str]:
    """What the database is asked for each duty and each kind of what is due, by everybody whose it is."""
    asked: dict[str, str] = {}
    everybody = [make.user(name, *CAST[name]) for name in CAST]
    centre = make.organisation("ศูนย์ประสานงาน")
    for person in everybody:
        make.tie(person, centre, Role.COORDINATOR)
    people = [User.objects.get(pk=person.pk) for person in everybody]
    with translation.override("en"):
        for person in people:
            for duty in (*DUTIES, *ASKED_FOR):
                for rows in duty.rows(person) if duty.is_for(person) else ():
                    asked[duty.label(1)] = asked.get(duty.label(1), "") + sql_of(rows)
            for name, source in SOURCES.items():
                asked[name] = asked.get(name, "") + sql_of(source.rows(person))
    return asked


def sql_of(rows: models.QuerySet[models.Model]) -> str:
    try:
        return str(rows.query)
    except EmptyResultSet:
        return ""


def test_every_day_of_every_record_feeds_a_duty_or_it_is_told_why_it_feeds_none() -> None:
    found = {named(field): field for field in days_of_records()}
    moments = {"ImportBatch.created_at"}
    assert found.keys() | moments == FEEDS.keys() | FEEDS_NONE.keys()
    assert not FEEDS.keys() & FEEDS_NONE.keys()


def test_the_day_of_each_duty_is_what_the_database_is_asked_for() -> None:
    asked = asked_for_duties()
    columns = {
        named(field): field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if named(field) in FEEDS
    }
    missing = [
        (name, duty)
        for name, duty in FEEDS.items()
        if connection.ops.quote_name(columns[name].column) not in asked[duty]
    ]
    assert missing == []


def test_a_meeting_that_was_held_waits_to_be_closed_from_the_day_after(officer_6: User) -> None:
    committee = make.committee(6)
    for days in (-1, 0, 1):
        make.meeting(committee, number=days + 2, held_on=make.day(days))
    rows = list(browser_of(officer_6).get("/reports/due/?kind=meetings").context["rows"])
    assert [(row.on, row.is_late) for row in rows] == [(make.day(-1), True)]
    member = make.user("member", Role.COMMITTEE_MEMBER, 6)
    make.sits(member, committee)
    work = browser_of(member).get("/").context["work"]
    assert work.for_her == []
    work = browser_of(make.user("elsewhere", Role.REGIONAL_STAFF, 11)).get("/").context["work"]
    assert [task.label for task in work.for_her] == []


def test_a_term_a_task_and_an_end_are_among_her_work_before_they_are_late(officer_6: User) -> None:
    """Whatever kind of thing the list of what is due holds, from 30 days ahead."""
    desk = browser_of(officer_6)
    committee = make.committee(6)
    for days in (31, 30, 0):
        make.seat(committee, f"คนที่ {days}", since=make.day(-400), until=make.day(days))
    told = [task for task in desk.get("/").context["work"].for_her if task.address.endswith("?soon=1")]
    assert [task.count for task in told] == [2]
    assert [row.on for row in desk.get(told[0].address).context["rows"]] == [make.day(0), make.day(30)]


@pytest.mark.parametrize(("until", "is_told"), [(-1, False), (0, True), (60, True), (61, False)])
def test_the_end_of_an_organisations_role_is_told_60_days_ahead(
    until: int, is_told: bool, officer_6: User
) -> None:
    centre = make.organisation("ศูนย์ประสานงาน")
    centre.roles.create(kind="coordination_centre", since=make.day(-400), until=make.day(until))
    desk = browser_of(officer_6)
    told = [task for task in desk.get("/").context["work"].for_her if "organisationrole" in task.address]
    assert [task.count for task in told] == [1] * is_told
    for task in told:
        assert centre.name in desk.get(task.address).text
