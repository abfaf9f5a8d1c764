"""The second factor: who must have one, what is asked at the door, and that a code serves once."""

import io
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from people.models import User
from people.roles import FACTOR_ROLES, Role
from portal.duties import KINDS
from tests.cast import CAST, of_every_role, person
from tests.html import browser_of, forms_of, text_at
from tests.people.phones import (
    SET_UP,
    Clock,
    Phone,
    enter_password,
    is_signed_in,
    set_up,
    with_factor,
)

pytestmark = pytest.mark.django_db
MUST = {"head_office", "officer_6", "officer_11", "finance_6", "mentor_6", "complaints_6"}


@pytest.mark.parametrize("name", of_every_role(CAST))
def test_who_decides_on_money_rights_or_cases_opens_nothing_before_a_factor_stands(
    name: str, settings: Any, clock: Clock
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = browser_of(person(name))
    for address in ("/", "/account/", "/admin/", "/plans/"):
        answer = client.get(address)
        led = answer.status_code == 302 and answer["Location"].startswith(f"{SET_UP}?next=")
        assert led == (name in MUST), address
    asked = client.get("/plans/2567/6/here/", headers={"accept": "application/json"})
    assert (b"kind" in asked.content and asked.status_code == 403) == (name in MUST)
    assert client.get("/session/").status_code == 200
    assert client.get("/password/").status_code == 200
    set_up(client, clock)
    assert client.get("/").status_code == 200


def test_every_role_that_decides_is_one_that_needs_a_factor() -> None:
    deciding = {
        role
        for kind in KINDS
        for act in kind.life
        if act.decides
        for role in act.roles
        if role != Role.COORDINATOR
    }
    assert deciding
    assert deciding <= set(FACTOR_ROLES)


def test_who_must_comes_back_to_the_page_she_asked_for(officer_6: User, settings: Any, clock: Clock) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = browser_of(officer_6)
    led = client.get("/plans/?x=1")["Location"]
    page = client.get(led)
    assert "บทบาทของท่าน" in page.text
    phone = Phone(clock, page.text)
    assert 'href="/plans/?x=1"' in client.post(led, {"code": phone.code()}).text


def test_an_account_with_every_right_needs_one(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    everything = User.objects.create_superuser("keeper")
    assert browser_of(everything).get("/admin/")["Location"].startswith(SET_UP)


def test_after_the_password_nobody_is_signed_in_until_the_code_is_right(
    coordinator_6: User, clock: Clock
) -> None:
    phone, _codes = with_factor(coordinator_6, clock)
    client, led = enter_password(coordinator_6, next="/registers/own/")
    assert led["Location"] == "/sign-in/code/?next=%2Fregisters%2Fown%2F"
    assert not is_signed_in(client)
    page = text_at(client, led["Location"])
    assert 'autocomplete="one-time-code"' in page
    [form] = forms_of(page)
    wrong = client.post("/sign-in/code/", {"code": "000000", "next": "/registers/own/"})
    assert "รหัสไม่ถูกต้อง" in wrong.text
    assert not is_signed_in(client)
    right = client.post("/sign-in/code/", {**form.data, "code": phone.next_code()})
    assert right["Location"] == "/registers/own/"
    assert is_signed_in(client)


def test_a_code_serves_once_and_an_older_one_never(coordinator_6: User, clock: Clock) -> None:
    phone, _codes = with_factor(coordinator_6, clock)
    taken, before = phone.next_code(), phone.code(-1)
    for code, enters in ((taken, True), (taken, False), (before, False), (phone.next_code(), True)):
        client, _led = enter_password(coordinator_6)
        client.post("/sign-in/code/", {"code": code})
        assert is_signed_in(client) == enters, code


def test_no_code_serves_twice_when_the_clock_is_set_back_and_paper_opens_the_door(
    coordinator_6: User, clock: Clock
) -> None:
    phone, codes = with_factor(coordinator_6, clock)
    clock.step -= 1000
    client, _led = enter_password(coordinator_6)
    for code in (phone.code(), phone.code(1000)):
        assert "นาฬิกาของระบบถูกตั้งย้อนหลัง" in client.post("/sign-in/code/", {"code": code}).text
    assert not is_signed_in(client)
    client.post("/sign-in/code/", {"code": codes[0]})
    assert is_signed_in(client)


def test_a_code_typed_in_thai_numerals_or_with_a_space_is_the_same_code(
    coordinator_6: User, clock: Clock
) -> None:
    phone, _codes = with_factor(coordinator_6, clock)
    code = phone.next_code().translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    client, _led = enter_password(coordinator_6)
    client.post("/sign-in/code/", {"code": f"{code[:3]} {code[3:]}"})
    assert is_signed_in(client)


def test_a_recovery_code_serves_once_and_the_history_says_so(coordinator_6: User, clock: Clock) -> None:
    _phone, codes = with_factor(coordinator_6, clock)
    assert len(set(codes)) == 10
    for enters in (True, False):
        client, _led = enter_password(coordinator_6)
        client.post("/sign-in/code/", {"code": codes[0]})
        assert is_signed_in(client) == enters
    told = coordinator_6.history.first()
    assert told.history_user == coordinator_6
    assert "รหัสสำรอง" in str(told.history_change_reason)


def test_recovery_codes_are_shown_once_and_made_anew_with_a_code(coordinator_6: User, clock: Clock) -> None:
    client = browser_of(coordinator_6)
    phone, codes = set_up(client, clock)
    assert client.get(SET_UP).status_code == 302
    assert not [code for code in codes if code in text_at(client, "/account/")]
    refused = client.post("/account/factor/codes/", {"codes-code": "000000"})
    assert "รหัสไม่ถูกต้อง" in refused.text
    anew = client.post("/account/factor/codes/", {"codes-code": phone.next_code()})
    assert anew.text.count('class="key"') == 10
    assert not [code for code in codes if code in anew.text]
    other, _led = enter_password(coordinator_6)
    other.post("/sign-in/code/", {"code": codes[0]})
    assert not is_signed_in(other)


def test_a_factor_is_given_up_with_a_code_where_no_role_asks_for_it(
    coordinator_6: User, officer_6: User, settings: Any, clock: Clock
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    for who, may in ((coordinator_6, True), (officer_6, False)):
        client = browser_of(who)
        phone, _codes = set_up(client, clock)
        assert ("/account/factor/without/" in text_at(client, "/account/")) == may
        client.post("/account/factor/without/", {"without-code": "000000"})
        assert Authenticator.objects.filter(user=who).count() == 2
        client.post("/account/factor/without/", {"without-code": phone.next_code()})
        assert Authenticator.objects.filter(user=who).exists() != may
        assert (enter_password(who)[1]["Location"] == "/") == may


def test_who_signed_in_long_ago_sets_a_factor_up_with_her_password(coordinator_6: User, clock: Clock) -> None:
    client = browser_of(coordinator_6)
    session = client.session
    session["signed_in_at"] -= 3600
    session.save()
    assert 'name="password"' in text_at(client, SET_UP)
    phone = Phone(clock, text_at(client, SET_UP))
    refused = client.post(SET_UP, {"code": phone.code(), "password": "not hers"})
    assert "รหัสผ่านไม่ถูกต้อง" in refused.text
    assert set_up(client, clock, password="a sample password")


def test_a_password_that_was_entered_does_not_wait_for_ever_nor_past_a_new_one(
    coordinator_6: User, clock: Clock
) -> None:
    phone, _codes = with_factor(coordinator_6, clock)
    assert Client().get("/sign-in/code/")["Location"] == "/sign-in/"
    late, _led = enter_password(coordinator_6)
    session = late.session
    session["password_entered"] = {**session["password_entered"], "at": 0}
    session.save()
    changed, _led = enter_password(coordinator_6)
    coordinator_6.set_password("ดอกไม้บานที่ระยอง 67")
    coordinator_6.save()
    for client in (late, changed):
        assert client.post("/sign-in/code/", {"code": phone.next_code()})["Location"] == "/sign-in/"
        assert not is_signed_in(client)


def test_who_came_in_by_the_password_alone_is_out_once_a_factor_is_set_up(
    officer_6: User, clock: Clock, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    hers, thief = browser_of(officer_6), browser_of(officer_6)
    assert thief.get("/").status_code == 302
    set_up(hers, clock)
    assert is_signed_in(hers)
    assert not is_signed_in(thief)


def test_the_secret_stands_nowhere_as_it_is(coordinator_6: User, clock: Clock) -> None:
    client = browser_of(coordinator_6)
    client.get(SET_UP)
    phone, codes = set_up(client, clock)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert phone.key not in kept
    assert not [code for code in codes if code in kept]
    assert phone.key not in str(dict(client.session))


def test_a_factor_holds_over_a_new_key_once_it_is_renewed(
    coordinator_6: User, clock: Clock, settings: Any
) -> None:
    phone, codes = with_factor(coordinator_6, clock)
    before = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = before[::-1], [before]
    said = io.StringIO()
    call_command("renew_factor_keys", stdout=said)
    assert said.getvalue().startswith("2 secrets")
    settings.SECRET_KEY_FALLBACKS = []
    for code in (phone.next_code(), codes[3]):
        client, _led = enter_password(coordinator_6)
        client.post("/sign-in/code/", {"code": code})
        assert is_signed_in(client)
    settings.SECRET_KEY = "another key" * 9
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("renew_factor_keys")
    client, _led = enter_password(coordinator_6)
    assert "รหัสไม่ถูกต้อง" in client.post("/sign-in/code/", {"code": phone.next_code()}).text


def test_the_picture_for_the_phone_comes_with_the_page(coordinator_6: User) -> None:
    page = browser_of(coordinator_6).get(SET_UP)
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
