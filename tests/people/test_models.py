"""People, the roles they hold from a day until a day, and the rights that follow."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from people.models import FactorReset, Membership, User
from people.roles import RIGHTS, Role, sync_groups
from tests import make
from tests.constraints import constraints_of, said_by_database, said_by_form, sentences
from tests.html import browser_of

pytestmark = pytest.mark.django_db

PERIODS = [
    # from and until in days after today, holds today
    (0, None, True),
    (0, 0, True),
    (-1, 1, True),
    (1, None, False),
    (-1, -1, False),
    (-2500, -1, False),
    (-2500, 0, True),
]


@pytest.mark.parametrize(("since", "until", "holds"), PERIODS)
def test_a_membership_holds_from_its_first_day_through_its_last(
    since: int, until: int | None, holds: bool
) -> None:
    person = make.user("somchai")
    membership = Membership.objects.create(
        user=person, role=Role.REGIONAL_STAFF, region_id=6, **make.period(since, until)
    )
    assert (membership in person.memberships.current()) is holds
    person = User.objects.get(pk=person.pk)
    assert person.works_in_admin is holds
    assert person.region_numbers() == ({6} if holds else set())
    assert person.has_perm("centres.change_organisation") is holds


def test_rights_end_with_the_membership_also_for_who_is_signed_in(client: Client) -> None:
    person = make.user("somchai", Role.REGIONAL_STAFF, 6)
    client.force_login(person)
    assert client.get("/admin/").status_code == 200
    person.memberships.update(until=make.day(-1))
    assert client.get("/admin/").status_code != 200
    assert client.get("/budget/2567/6/").status_code == 403


def refused_memberships(person: User) -> dict[str, Membership]:
    Membership.objects.create(user=person, role=Role.COORDINATOR, region_id=6, since=date(2023, 1, 1))
    Membership.objects.create(user=person, role=Role.HEAD_OFFICE, since=date(2023, 1, 1))
    return {
        "membership_without_region_once": Membership(
            user=person, role=Role.HEAD_OFFICE, since=date(2023, 1, 1)
        ),
        "membership_region_unless_head_office": Membership(user=person, role=Role.COORDINATOR, region=None),
        "membership_ends_after_it_starts": Membership(
            user=person, role=Role.COORDINATOR, region_id=6, **make.period(0, -1)
        ),
        "membership_once": Membership(
            user=person, role=Role.COORDINATOR, region_id=6, since=date(2023, 1, 1)
        ),
        "membership_given_by_another": Membership(
            user=person, role=Role.MENTOR, region_id=6, since=date(2023, 1, 1), given_by=person
        ),
    }


def refused_resets(person: User) -> dict[str, FactorReset]:
    asks, decides = make.user("asks"), make.user("decides")
    lost = {"person": person, "requested_by": asks, "reason": "โทรคุยกันแล้ว"}
    decided = {"decided_by": decides, "decided_at": timezone.now()}
    FactorReset.objects.create(**lost)
    return {
        "factorreset_one_waits": FactorReset(**lost),
        "factorreset_decided_by_someone": FactorReset(
            **lost | {"person": decides}, decided_at=timezone.now()
        ),
        "factorreset_by_two_persons": FactorReset(**lost, state="approved", **decided | {"decided_by": asks}),
        "factorreset_not_by_herself": FactorReset(
            **lost, state="approved", **decided | {"decided_by": person}
        ),
        "factorreset_has_a_reason": FactorReset(**lost | {"reason": ""}, state="approved", **decided),
    }


def test_what_no_membership_and_no_reset_can_be_is_refused_by_form_and_database() -> None:
    constraints = constraints_of("people")
    del constraints["tries_counted_once"]  # nobody types a count
    person = make.user("somchai")
    refused: dict[str, Model] = {**refused_memberships(person), **refused_resets(person)}
    assert set(refused) == set(constraints)
    for name, record in refused.items():
        assert sentences([constraints[name]]) == [said_by_database(record)], name
        assert sentences([constraints[name]])[0] in said_by_form(record), name


def test_head_office_belongs_to_no_region() -> None:
    in_a_region = Membership(user=make.user("somchai"), role=Role.HEAD_OFFICE, region_id=6)
    sentence = sentences([constraints_of("people")["membership_region_unless_head_office"]])[0]
    assert said_by_database(in_a_region) == sentence
    assert sentence in said_by_form(in_a_region)


def test_each_role_has_exactly_the_rights_of_the_table() -> None:
    for role in Role:
        held = {
            f"{permission.content_type.app_label}.{permission.codename}"
            for permission in Group.objects.get(name=role).permissions.select_related("content_type")
        }
        table = {
            f"{app}.{action}_{model}"
            for label, actions in RIGHTS[role].items()
            for app, model in [label.split(".")]
            for action in actions
        }
        assert held == table, role
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_head_office_opens_every_list_of_the_admin() -> None:
    browser = browser_of(make.user("somchai", Role.HEAD_OFFICE))
    answers = {
        label: browser.get(f"/admin/{label.replace('.', '/')}/").status_code
        for label in (model._meta.label_lower for model in admin.site._registry)
    }
    assert {label: status for label, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.COMMITTEE_MEMBER, Role.COMPLAINT_OFFICER])
def test_who_works_on_our_own_pages_has_no_right_to_any_model(role: Role) -> None:
    assert make.user("somchai", role, 6).get_all_permissions() == set()


def test_a_right_given_by_hand_is_taken_back_by_the_next_migrate() -> None:
    group = Group.objects.get(name=Role.COMMITTEE_MEMBER)
    group.permissions.add(Permission.objects.get(codename="change_plan"))
    sync_groups()
    assert not group.permissions.exists()


def test_a_group_without_a_membership_gives_nothing() -> None:
    """Django's own group table is not asked: rights come from memberships alone."""
    person = make.user("somchai")
    person.groups.add(Group.objects.get(name=Role.REGIONAL_STAFF))
    assert User.objects.get(pk=person.pk).get_all_permissions() == set()


NAMES = [
    # title, first name, last name, shown
    ("นางสาว", "สมใจ", "ดีงาม", "นางสาวสมใจ ดีงาม"),
    ("", "สมใจ", "ดีงาม", "สมใจ ดีงาม"),
    ("ดร.", "สมใจ", "", "ดร.สมใจ"),
    ("", "", "", "somjai"),
]


@pytest.mark.parametrize(("title", "first", "last", "shown"), NAMES)
def test_a_title_is_written_onto_the_first_name(title: str, first: str, last: str, shown: str) -> None:
    assert str(User(username="somjai", title=title, first_name=first, last_name=last)) == shown


def test_to_sign_in_is_no_change_of_the_account(client: Client) -> None:
    person = make.user("somchai", Role.COORDINATOR, 6)
    before = person.history.count()
    client.post("/sign-in/", {"username": "somchai", "password": "a sample password"})
    person.refresh_from_db()
    assert person.last_login is not None
    assert person.history.count() == before


def test_the_history_of_an_account_holds_no_password() -> None:
    person = make.user("somchai")
    fields = {field.name for field in person.history.model._meta.fields}
    assert not fields & {"password", "last_login"}
    person.position = "นักวิชาการ"
    person.save()
    assert [entry.position for entry in person.history.all()] == ["นักวิชาการ", ""]


def test_two_accounts_never_share_a_name() -> None:
    make.user("somchai")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.user("somchai")
