"""Helping a person back in: who may, what the link does and how often, and what the history says of it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from people.helping import Helped
from people.models import FactorReset, Membership, User
from people.roles import Role
from tests import make
from tests.cast import CAST
from tests.html import browser_of, forms_of, pressed, text_at

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "a sample password", "ดอกไม้บานที่ระยอง 67"


def page_of(person: User) -> str:
    return f"/people/{person.pk}/access/"


def link_from(client: Client, person: User) -> str:
    page = pressed(client, page_of(person), ("do", "link"))
    return re.search(r"https?://[^/]+(/choose-password/[^<\s]+)", page.text)[1]  # type: ignore[index]


def choose(client: Client, link: str, password: str = NEW) -> str:
    form = client.get(link, follow=True)
    address = form.request["PATH_INFO"]
    data = {"new_password1": password, "new_password2": password}
    return str(client.post(address, data, follow=True).text)


def may_sign_in(person: User, password: str) -> bool:
    answer = Client().post("/sign-in/", {"username": person.username, "password": password})
    return answer.status_code == 302


def test_a_link_gives_one_new_password_once_and_ends_every_session(
    officer_6: User, coordinator_6: User
) -> None:
    before = browser_of(coordinator_6)
    link = link_from(browser_of(officer_6), coordinator_6)
    assert may_sign_in(coordinator_6, PASSWORD)  # until she has chosen
    link = link_from(browser_of(officer_6), coordinator_6)  # to sign in ends an older one
    assert "ตั้งรหัสผ่านของท่านแล้ว" in choose(Client(), link)
    assert (may_sign_in(coordinator_6, NEW), may_sign_in(coordinator_6, PASSWORD)) == (True, False)
    assert before.get("/").status_code == 302
    assert "ใช้ไปแล้ว" in text_at(Client(), link)


def test_a_link_older_than_a_day_opens_nothing(officer_6: User, coordinator_6: User, settings: Any) -> None:
    link = link_from(browser_of(officer_6), coordinator_6)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "เก่ากว่าหนึ่งวัน" in text_at(Client(), link)


def test_a_link_of_a_time_still_to_come_opens_nothing(
    officer_6: User, coordinator_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ahead:
        ahead.setattr("people.moments.LinkTokens._now", lambda _self: datetime.now() + timedelta(days=400))
        link = link_from(browser_of(officer_6), coordinator_6)
    assert "เก่ากว่าหนึ่งวัน" in text_at(Client(), link)


def test_a_password_that_is_too_easy_is_refused_and_the_link_still_holds(
    officer_6: User, coordinator_6: User
) -> None:
    link, client = link_from(browser_of(officer_6), coordinator_6), Client()
    assert 'aria-invalid="true"' in choose(client, link, "12345678")
    assert "ตั้งรหัสผ่านของท่านแล้ว" in choose(client, link)


@pytest.mark.parametrize("named", [True, False])
def test_a_new_key_ends_no_session_and_no_link_while_the_one_before_is_named(
    named: bool, officer_6: User, coordinator_6: User, settings: Any
) -> None:
    hers = browser_of(coordinator_6)
    link = link_from(browser_of(officer_6), coordinator_6)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if named else []
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]
    assert (hers.get("/").status_code == 200) is named
    assert ('name="new_password1"' in Client().get(link, follow=True).text) is named


@pytest.mark.parametrize("name", [name for name in CAST if name not in ("officer_6", "nobody")])
def test_staff_help_who_decides_nothing_in_their_region_and_head_office_the_others(
    name: str, officer_6: User, request: pytest.FixtureRequest
) -> None:
    person = make.user(name, *CAST[name])
    page = browser_of(officer_6).get(page_of(person))
    helped = {"coordinator_6": 200, "member_6": 200, "complaints_6": 200}
    seen = {"finance_6": 200, "mentor_6": 200}
    assert page.status_code == (helped | seen).get(name, 404)
    assert ('value="link"' in page.text) == (name in helped)
    pressed(browser_of(officer_6), page_of(person), ("do", "link"))
    assert may_sign_in(person, PASSWORD)
    assert person.history.filter(history_change_reason__isnull=False).exists() == (name in helped)
    if name != "head_office":
        head = make.user("keeper", Role.HEAD_OFFICE)
        assert "/choose-password/" in pressed(browser_of(head), page_of(person), ("do", "link")).text


@pytest.mark.parametrize(
    "name", ["finance_6", "mentor_6", "coordinator_6", "member_6", "complaints_6", "nobody"]
)
def test_nobody_else_helps(name: str) -> None:
    person = make.user("other", Role.COORDINATOR, 6)
    helper = make.user(name, *CAST[name])
    assert browser_of(helper).post(page_of(person), {"do": "link"}).status_code == 403


def test_nobody_helps_herself_or_somebody_with_a_role_elsewhere(officer_6: User, coordinator_6: User) -> None:
    assert browser_of(officer_6).get(page_of(officer_6)).status_code == 404
    Membership.objects.create(user=coordinator_6, role=Role.COORDINATOR, region_id=11, since=make.day(-1))
    page = browser_of(officer_6).post(page_of(coordinator_6), {"do": "link"})
    assert "ส่วนกลาง" in page.text
    assert "/choose-password/" not in page.text


@pytest.mark.usefixtures("moment")
def test_a_wait_is_ended_by_staff_and_the_history_says_who(officer_6: User, coordinator_6: User) -> None:
    for _number in range(12):
        early = Client().post("/sign-in/", {"username": "coordinator_6", "password": "wrong"})
    assert early.status_code == 429
    assert not may_sign_in(coordinator_6, PASSWORD)
    staff = browser_of(officer_6)
    pressed(staff, page_of(coordinator_6), ("do", "unlock"))
    assert "เข้าสู่ระบบได้แล้ว" in text_at(staff, "/")
    assert may_sign_in(coordinator_6, PASSWORD)
    told = coordinator_6.history.first()
    assert (told.history_user, bool(told.history_change_reason)) == (officer_6, True)


def another_role(person: User) -> None:
    Membership.objects.create(user=person, role=Role.MENTOR, region_id=6, since=make.day(-1))


def another_name(person: User) -> None:
    person.last_name = "อีกคนหนึ่ง"
    person.store(by=None, fields=["last_name"])


@pytest.mark.parametrize("changed", [another_role, another_name])
@pytest.mark.parametrize("do", ["link", "unlock", "end", "reset", "password"])
def test_nobody_is_helped_who_is_another_than_the_page_showed(
    do: str, changed: Callable[[User], None], head_office: User, coordinator_6: User
) -> None:
    """A colleague gives her a role, or her account to somebody else, while the page of help is open."""
    make.factor(coordinator_6)
    hers, client = browser_of(coordinator_6), browser_of(head_office)
    page = f"/admin/people/user/{coordinator_6.pk}/password/" if do == "password" else page_of(coordinator_6)
    typed = {"do": do, "reason": "โทรคุยกันแล้ว", "usable_password": "true", "password1": NEW, "password2": NEW}
    form = next(each for each in forms_of(text_at(client, page)) if "seen" in each.data)
    told = coordinator_6.history.count()
    changed(coordinator_6)
    told += changed is another_name
    answer = client.post(page, {**form.data, **typed}, follow=True)
    assert "เปลี่ยนไปหลังจากท่านเปิดหน้านี้" in answer.text
    assert "/choose-password/" not in answer.text
    assert coordinator_6.history.count() == told
    assert hers.get("/").status_code == 200
    assert may_sign_in(coordinator_6, PASSWORD)
    assert not FactorReset.objects.exists()
    again = next(each for each in forms_of(text_at(client, page)) if "seen" in each.data)
    client.post(page, {**again.data, **typed}, follow=True)
    assert coordinator_6.history.count() > told


NEAR = ("finance_6", "mentor_6", "coordinator_6", "member_6", "complaints_6")


@pytest.mark.usefixtures("moment")
@pytest.mark.parametrize("name", [name for name in CAST if name not in ("officer_6", "nobody")])
def test_staff_end_a_wait_and_what_is_open_of_everybody_near_them_and_the_history_says_so(
    name: str, officer_6: User
) -> None:
    person = make.user(name, *CAST[name])
    open_elsewhere, staff = browser_of(person), browser_of(officer_6)
    for _number in range(12):
        Client().post("/sign-in/", {"username": name, "password": "wrong"})
    is_near = name in NEAR
    shown = staff.get(page_of(person)).text
    assert [f'value="{act}"' in shown for act in ("unlock", "end")] == [is_near] * 2
    for act in ("unlock", "end"):
        pressed(staff, page_of(person), ("do", act))
    assert may_sign_in(person, PASSWORD) == is_near
    assert (open_elsewhere.get("/session/").status_code == 302) == is_near
    told = person.history.filter(history_user=officer_6, history_change_reason__isnull=False)
    assert told.count() == (2 if is_near else 0)


@pytest.mark.parametrize(
    ("role", "region"),
    [(Role.COORDINATOR, 11), (Role.FINANCE, 11), (Role.HEAD_OFFICE, None), (Role.REGIONAL_STAFF, 6)],
)
def test_staff_end_nothing_of_who_has_rights_that_they_have_not(
    role: Role, region: int | None, officer_6: User
) -> None:
    person = make.user("finance", Role.FINANCE, 6)
    Membership.objects.create(user=person, role=role, region_id=region, since=make.day(-1))
    hers, staff = browser_of(person), browser_of(officer_6)
    answer = staff.post(page_of(person), {"do": "end", "seen": Helped(person).shown})
    assert "ส่วนกลาง" in answer.text
    assert 'value="end"' not in answer.text
    assert hers.get("/session/").status_code == 200
    Membership.objects.filter(role=role, region_id=region).exclude(user=officer_6).delete()
    pressed(staff, page_of(person), ("do", "end"))
    assert hers.get("/session/").status_code == 302
