"""Dates in the admin: typed and shown as the office writes them."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client

from centres.models import OrganisationRole
from editing.dates import ThaiDateField, is_date
from editing.days import can_be, has_come
from editing.fields import refuse_impossible_year
from editing.words import in_words
from people.models import User
from tests import make
from tests.constraints import OF_DAYS, constraints_of, said_by_database
from tests.editing.test_texts import ROOMS
from thai.years import fiscal_year_of

CHRISTMAS_EVE = date(2023, 12, 24)


@pytest.mark.parametrize("typed", ["24/12/2566", "24 ธ.ค. 2566", "๒๔ ธันวาคม ๒๕๖๖", "24/12/2023"])
def test_a_day_is_understood_in_every_form_that_offices_use(typed: str) -> None:
    assert ThaiDateField().clean(typed) == CHRISTMAS_EVE


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("24 ธันวาคม 66", "24 ธ.ค. 2566"),
        ("30/9/67", "30 ก.ย. 2567"),
        ("๑/๑๐/๖๖", "1 ต.ค. 2566"),
        ("30/9/24", "30 ก.ย. 2567"),
    ],
)
def test_a_year_in_two_digits_is_given_back_with_the_day_it_likely_is(typed: str, reading: str) -> None:
    with pytest.raises(ValidationError, match=reading):
        ThaiDateField().clean(typed)


@pytest.mark.parametrize(
    "typed",
    ["ธ.ค. 2566", "2566", "24 ธ.ค. 2566 - 1 ม.ค. 2567", "รอกำหนดการ", "31/02/2566", "tomorrow"],
)
def test_what_is_not_one_day_is_refused_in_thai(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"[ก-๙]"):
        ThaiDateField().clean(typed)


# Days that their fiscal year bounds (`editing.days.require_possible`), each tried in tests/grants.
OF_THEIR_YEAR = {
    *("Agreement.signed_on", "Agreement.starts_on", "Agreement.ends_on", "Instalment.due_on"),
    *("Entry.on", "ReturnNotice.on"),
}
# Days that nobody types: read from the words of an activity's time, in the years of its plan.
READ_FROM_WORDS = {"ActivityDetail.starts_on", "ActivityDetail.ends_on"}


# Rooms whose tables do not hold the bounds of their days yet: what is written past all forms there is not refused.
WITHOUT_BOUNDS_IN_TABLE = {"participation", "committees", "deciding", "people"}


def columns_of_days() -> dict[str, models.Field]:
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ROOMS and not model.__name__.startswith("Historical")
    ]
    return {
        f"{model.__name__}.{field.name}": field
        for model in ours
        for field in model._meta.concrete_fields
        if is_date(field)
    }


def a_day(day: date | None) -> models.Value:
    return models.Value(day, models.DateField())


@pytest.mark.django_db
def test_the_database_holds_the_bounds_of_every_column_of_days() -> None:
    """A day of 1924 or of พ.ศ. 2599, and none of those that a form takes."""
    held: dict[str, list[bool]] = {}
    for name, field in columns_of_days().items():
        model = field.model
        rules = [
            rule for rule in model._meta.constraints if rule.name == f"{model._meta.model_name}{OF_DAYS}"
        ]
        blank = {other.name: a_day(None) for other in model._meta.concrete_fields if is_date(other)}
        held[name] = [
            all(rule.condition.check(blank | {field.name: a_day(day)}) for rule in rules)  # type: ignore[attr-defined]
            for day in (
                date(1924, 1, 1),
                date(2001, 12, 31),
                date(2002, 1, 1),
                make.day(3600),
                date(2056, 1, 1),
            )
        ]
    rooms = {name: field.model._meta.app_label for name, field in columns_of_days().items()}
    bounded = [False, False, True, True, False]
    assert {name: days for name, days in held.items() if days != bounded} == {
        name: [True] * 5 for name, room in rooms.items() if room in WITHOUT_BOUNDS_IN_TABLE
    }


@pytest.mark.django_db
def test_a_day_that_cannot_be_is_refused_by_the_database_in_a_sentence() -> None:
    unit = make.receiving_unit(make.organisation("ศูนย์"))
    for year in (1924, 2056):
        unit.valid_until = date(year, 1, 1)
        rule = constraints_of("complaints", of_days=True)["receivingunit_days_can_be"]
        assert said_by_database(unit) == str(rule.get_violation_error_message())


def test_every_column_of_days_has_bounds() -> None:
    days = columns_of_days()
    unbounded = {name for name, field in days.items() if not {can_be, has_come} & set(field.validators)}
    assert unbounded == OF_THEIR_YEAR | READ_FROM_WORDS
    assert len(days) > 25


def test_the_admin_takes_and_shows_buddhist_years(client: Client, officer_6: User) -> None:
    organisation = make.organisation("ชมรม ก")
    client.force_login(officer_6)
    client.post(
        "/admin/centres/organisationrole/add/",
        {
            "organisation": organisation.pk,
            "kind": "grantee",
            "since": "24/12/2566",
            "until": "",
            "document": "",
        },
    )
    role = OrganisationRole.objects.get()
    assert role.since == CHRISTMAS_EVE
    assert 'value="24 ธ.ค. 2566"' in client.get(f"/admin/centres/organisationrole/{role.pk}/change/").text
    listed = client.get("/admin/centres/organisationrole/").text
    assert "24 ธ.ค. 2566" in listed
    assert "2023" not in listed


def test_a_year_that_cannot_be_is_refused_with_the_years_that_can_and_the_current_one() -> None:
    this_year = fiscal_year_of(make.day())
    refuse_impossible_year(this_year + 6)
    for year in (2545, this_year + 7):
        with pytest.raises(ValidationError) as refused:
            refuse_impossible_year(year)
        said = re.findall(r"25[0-9]{2}", refused.value.messages[0].replace(str(year), "", 1))
        assert said == ["2546", str(this_year + 6), str(this_year)]


def test_a_word_that_is_no_choice_any_more_is_told_as_it_was_kept() -> None:
    state = OrganisationRole._meta.get_field("kind")
    assert in_words("former_kind", state) == "former_kind"
    assert in_words("grantee", state) == OrganisationRole.Kind.GRANTEE.label
