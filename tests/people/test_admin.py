"""Accounts on the screen: head office keeps them, staff look, and nobody reaches over herself."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from people.models import Membership, User
from people.roles import Role
from tests import make
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(head_office: User) -> Client:
    return browser_of(head_office)


def page_of(client: Client, person: User) -> OpenForm:
    return OpenForm(client, f"/admin/people/user/{person.pk}/change/")


PASSWORD = {"usable_password": "true", "password1": "แมวสามตัว-2567", "password2": "แมวสามตัว-2567"}


def test_head_office_makes_an_account_and_gives_it_a_role(keeper: Client, client: Client) -> None:
    page = OpenForm(keeper, "/admin/people/user/add/").type(username="somjai", **PASSWORD)
    page.add_row("memberships", role=Role.REGIONAL_STAFF, region="6")
    assert not page.send().is_taken  # her name is asked for, for the histories to name her
    sent = page.type(title="นางสาว", first_name="สมใจ", last_name="ตัวอย่าง", **PASSWORD).send()
    assert sent.is_taken, sent.errors
    made = User.objects.get(username="somjai")
    assert str(made) == "นางสาวสมใจ ตัวอย่าง"
    assert made.staffed_region_numbers() == {6}
    assert (made.is_staff, made.is_superuser) == (False, False)
    assert client.login(username="somjai", password=PASSWORD["password1"])


def test_a_person_without_a_name_is_called_as_she_signs_in(keeper: Client) -> None:
    User.objects.create_user("nameless", password="a sample password")
    assert 'field-full_name">nameless</td>' in text_at(keeper, "/admin/people/user/")


REFUSED = [
    ({"role": Role.REGIONAL_STAFF, "region": ""}, "Every role but head office belongs to one region."),
    ({"role": Role.HEAD_OFFICE, "region": "6"}, "Every role but head office belongs to one region."),
    (
        {"role": Role.COORDINATOR, "region": "6", "since": "2 ต.ค. 2566", "until": "1 ต.ค. 2566"},
        "The last day comes before the first.",
    ),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
def test_a_membership_that_cannot_be_is_refused_in_the_form(
    typed: dict[str, str], sentence: str, keeper: Client
) -> None:
    person = make.user("somjai")
    assert _(sentence) in page_of(keeper, person).add_row("memberships", **typed).send().errors


def test_one_membership_twice_is_refused_in_the_form(keeper: Client) -> None:
    page = page_of(keeper, make.user("somjai"))
    for _each in range(2):
        page.add_row("memberships", role=Role.COORDINATOR, region="6", since="1 ต.ค. 2566")
    assert _("This person already holds that role from that day.") in page.send().errors
    assert not Membership.objects.filter(role=Role.COORDINATOR).exists()


def test_no_form_gives_flags_groups_or_single_rights(keeper: Client) -> None:
    person = make.user("somjai", Role.COORDINATOR, 6)
    page = page_of(keeper, person)
    typed = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}
    assert page.type(position="ใหม่", **typed).send().is_taken
    person = User.objects.get(pk=person.pk)
    assert (person.position, person.is_superuser, person.is_staff) == ("ใหม่", False, False)
    assert person.get_all_permissions() == set()


def test_who_has_all_rights_is_out_of_reach_of_who_has_fewer(keeper: Client) -> None:
    root = User.objects.create_superuser("root", password="a sample password")
    before = User.objects.filter(pk=root.pk).values().get()
    fewer = make.user("somjai", Role.COORDINATOR, 6)
    assert 'name="_save"' in text_at(keeper, f"/admin/people/user/{fewer.pk}/change/")
    assert 'name="_save"' not in text_at(keeper, f"/admin/people/user/{root.pk}/change/")
    for address in ("change/", "password/", "delete/"):
        data = {"username": "other", "password1": "x" * 12, "password2": "x" * 12, "post": "yes"}
        assert keeper.post(f"/admin/people/user/{root.pk}/{address}", data).status_code == 403
    assert User.objects.filter(pk=root.pk).values().get() == before


def test_an_account_is_never_deleted_and_closed_only_where_its_work_is_handed_over(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root", password="a sample password"))
    somjai = make.user("somjai", Role.COORDINATOR, 6)
    assert client.post(f"/admin/people/user/{somjai.pk}/delete/", {"post": "yes"}).status_code == 403
    assert not page_of(client, somjai).type(is_active="").send().is_taken
    assert User.objects.get(pk=somjai.pk).is_active


def test_staff_see_the_people_of_their_region_and_change_none(desk: Client) -> None:
    own, other = make.user("somjai", Role.COORDINATOR, 6), make.user("somsak", Role.COORDINATOR, 11)
    listed = desk.get("/admin/people/user/").text
    assert "somjai" in listed
    assert "somsak" not in listed
    page = text_at(desk, f"/admin/people/user/{own.pk}/change/")
    assert "somjai" in page
    assert 'name="_save"' not in page
    assert own.password not in page
    assert "md5" not in page
    assert desk.get(f"/admin/people/user/{other.pk}/change/").status_code == 302


def without_menu(page: str) -> str:
    """A page without its links to all rooms, one of which is the committees'."""
    menu = re.compile(r"<(header|nav)\b.*?</\1>", re.DOTALL)
    assert menu.search(page)
    return menu.sub("", page)


def test_of_a_person_in_two_regions_staff_see_only_the_membership_in_theirs(
    desk: Client, head_office: User
) -> None:
    both = make.user("somjai", Role.COORDINATOR, 6)
    client = browser_of(head_office)
    page = page_of(client, both)
    page.add_row("memberships", role=Role.COMMITTEE_MEMBER, region="11", since="1 ต.ค. 2566").send()
    assert both.memberships.count() == 2
    for ending in ("change/", "history/"):
        text = without_menu(text_at(desk, f"/admin/people/user/{both.pk}/{ending}"))
        assert str(make.region(6)) in text
        assert str(make.region(11)) not in text
        assert _("committee member") not in text
    assert _("committee member") in without_menu(text_at(client, f"/admin/people/user/{both.pk}/change/"))
