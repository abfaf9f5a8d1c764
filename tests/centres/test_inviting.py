"""Invitations: who gives which, what the link makes and how often, and what the histories say of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from centres.models import Invitation
from people.models import Membership, User
from people.roles import Role
from tests import make
from tests.cast import CAST
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db
PAGE, NEW = "/people/invitations/", "ดอกไม้บานที่ระยอง 67"
NOTHING, TAKEN = "ลิงก์นี้ใช้ไม่ได้แล้ว", "มีการสร้างบัญชีด้วยลิงก์นี้แล้ว"
OF_STAFF = {Role.COORDINATOR, Role.COMMITTEE_MEMBER, Role.COMPLAINT_OFFICER}


def invite(by: User, role: str = Role.COMMITTEE_MEMBER, region: int | str = 6, **more: Any) -> str:
    """The path of the link; "" where the page shows none."""
    data = {"do": "invite", "for_whom": "คุณสมใจ", "role": role, "region": region, **more}
    shown = browser_of(by).post(PAGE, data).text
    found = re.search(r">https?://[^/]+(/join/[^<\s]+)<", shown)
    return found[1] if found else ""


def join(link: str, username: str = "somjai", password: str = NEW) -> Any:
    names = {"username": username, "first_name": "สมใจ", "last_name": "ใจดี"}
    return Client().post(link, {**names, "password1": password, "password2": password}, follow=True)


def withdraw(by: User, invitation: Invitation) -> Any:
    return browser_of(by).post(PAGE, {"do": "withdraw", "invitation": invitation.pk})


def may_sign_in(username: str, password: str = NEW) -> bool:
    answer = Client().post("/sign-in/", {"username": username, "password": password})
    return answer.status_code == 302


def test_the_link_makes_one_account_with_the_role_and_the_tie_and_the_histories_say_how(
    officer_6: User,
) -> None:
    centre = make.organisation("ศูนย์ประสานงานที่เชิญ")
    link = invite(officer_6, Role.COORDINATOR, organisation=centre.pk)
    assert 'name="username"' in text_at(Client(), link)
    join(link)
    person = User.objects.get(username="somjai")
    assert may_sign_in("somjai")
    assert (person.first_name, person.password_of_another) == ("สมใจ", False)
    assert person.coordinated_organisations == {centre.pk}
    [held] = Membership.objects.filter(user=person)
    assert (held.role, held.region_id, held.given_by) == (Role.COORDINATOR, 6, officer_6)
    for record in (person, held):
        told = record.history.earliest()
        assert (told.history_user, str(officer_6) in told.history_change_reason) == (person, True)
    assert TAKEN in join(link, "another").text
    assert not User.objects.filter(username="another").exists()
    assert Invitation.objects.get().history.count() == 2


def test_the_key_stands_nowhere_as_it_is(officer_6: User) -> None:
    link = invite(officer_6)
    key = link.removeprefix("/join/").rstrip("/")
    assert len(key) > 40
    kept = [*Invitation.objects.values_list(), *Invitation.history.values_list()]
    assert key not in str(kept)


@pytest.mark.parametrize("role", Role)
def test_staff_invite_to_what_their_role_gives_and_head_office_to_every_role(
    role: Role, officer_6: User, head_office: User
) -> None:
    offered = text_at(browser_of(officer_6), PAGE)
    assert (f'value="{role}"' in offered) == (role in OF_STAFF)
    assert bool(invite(officer_6, role)) == (role in OF_STAFF)
    assert not invite(officer_6, role, 11)
    assert invite(head_office, role, "" if role == Role.HEAD_OFFICE else 11)


@pytest.mark.parametrize("name", [name for name in CAST if name not in ("head_office", "officer_6")])
def test_nobody_else_invites_to_the_region(name: str) -> None:
    assert not invite(make.user(name, *CAST[name]))
    assert not Invitation.objects.exists()


def test_nobody_is_invited_for_an_organisation_of_another_region(officer_6: User) -> None:
    there = make.organisation("ศูนย์ของเขตอื่น", 11)
    assert not invite(officer_6, Role.COORDINATOR, organisation=there.pk)


def test_a_link_opens_nothing_after_a_week_when_withdrawn_or_when_who_gave_it_may_not_any_more(
    officer_6: User, head_office: User
) -> None:
    links = [invite(officer_6) for _number in range(4)]
    old, ahead, withdrawn, _left = Invitation.objects.order_by("pk")
    Invitation.objects.filter(pk=old.pk).update(given_at=timezone.now() - timedelta(days=7, minutes=1))
    Invitation.objects.filter(pk=ahead.pk).update(given_at=timezone.now() + timedelta(days=1))
    assert withdraw(officer_6, withdrawn).status_code == 302
    assert [NOTHING in text_at(Client(), link) for link in links] == [True, True, True, False]
    Membership.objects.filter(user=officer_6).update(until=make.day(-1))
    for number, link in enumerate(links):
        assert NOTHING in join(link, f"somjai{number}").text
    assert not User.objects.filter(username__startswith="somjai").exists()
    Invitation.objects.filter(pk=old.pk).update(given_at=timezone.now() - timedelta(days=6, hours=23))
    Membership.objects.filter(user=officer_6).update(until=None)
    assert NOTHING not in join(links[0]).text
    assert may_sign_in("somjai")


def test_who_gave_it_or_head_office_withdraws_it_once_and_nobody_else(
    officer_6: User, officer_11: User, head_office: User
) -> None:
    invite(officer_6)
    [given] = Invitation.objects.all()
    colleague = make.user("colleague", Role.REGIONAL_STAFF, 6)
    for other, status in ((officer_11, 404), (colleague, 302)):
        assert withdraw(other, given).status_code == status
    assert Invitation.objects.get().state == "waiting"
    assert 'value="withdraw"' not in text_at(browser_of(colleague), PAGE)
    assert 'value="withdraw"' in text_at(browser_of(officer_6), PAGE)
    withdraw(head_office, given)
    told = given.history.first()
    assert (told.state, told.history_user) == ("withdrawn", head_office)


def test_an_easy_password_or_a_name_that_is_taken_is_refused_and_the_link_still_holds(
    officer_6: User,
) -> None:
    link = invite(officer_6)
    assert 'aria-invalid="true"' in join(link, password="12345678").text
    assert 'aria-invalid="true"' in join(link, "OFFICER_6").text
    assert NOTHING not in join(link).text
    assert may_sign_in("somjai")


def test_who_has_to_have_a_second_factor_is_led_to_it_first(head_office: User, settings: Any) -> None:
    join(invite(head_office, Role.FINANCE))
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    led = client.post("/sign-in/", {"username": "somjai", "password": NEW}, follow=True)
    assert led.redirect_chain[-1][0].startswith("/account/factor/")


def test_who_is_signed_in_makes_no_second_account_with_it(officer_6: User) -> None:
    link = invite(officer_6)
    assert 'name="username"' not in text_at(browser_of(officer_6), link)
    data = {"username": "second", "first_name": "ก", "last_name": "ข", "password1": NEW, "password2": NEW}
    browser_of(officer_6).post(link, data)
    assert not User.objects.filter(username="second").exists()


def test_the_link_goes_by_mail_where_mail_is_set_up_and_is_hers_to_hand_over_where_it_is_not(
    officer_6: User, settings: Any
) -> None:
    link = invite(officer_6, email="her@example.org")
    [sent] = mail.outbox
    assert (sent.to, link in sent.body) == (["her@example.org"], True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert invite(officer_6, email="her@example.org")
    assert Invitation.objects.count() == 2
    join(link)
    assert User.objects.get(username="somjai").email == "her@example.org"


def test_the_list_says_what_became_of_each_in_its_region_alone(officer_6: User, officer_11: User) -> None:
    join(invite(officer_6, for_whom="ผู้รับเชิญคนแรก"))
    invite(officer_6, for_whom="ผู้รับเชิญคนที่สอง")
    page = text_at(browser_of(officer_6), PAGE)
    assert page.index("ผู้รับเชิญคนที่สอง") < page.index("ผู้รับเชิญคนแรก")
    assert "สมใจ ใจดี" in page
    assert "ผู้รับเชิญคน" not in text_at(browser_of(officer_11), PAGE)


def test_to_invite_asks_once_more_who_it_is(officer_6: User, settings: Any) -> None:
    settings.PROOF_MINUTES = 15
    client = browser_of(officer_6)
    session = client.session
    session["signed_in_at"] -= 20 * 60
    session.save()
    data = {"do": "invite", "for_whom": "คุณสมใจ", "role": Role.COORDINATOR, "region": 6}
    assert 'name="proof"' in client.post(PAGE, data).text
    assert not Invitation.objects.exists()
