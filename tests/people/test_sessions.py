"""Sessions: when they end by themselves, and who sees and ends them."""

import time
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from people.models import OpenSession, User
from tests import make
from tests.cast import CAST, of_every_role, person
from tests.html import browser_of, forms_of, pressed, text_at
from tests.people.phones import PASSWORD, is_signed_in

pytestmark = pytest.mark.django_db
SHORT = {"head_office", "officer_6", "officer_11", "finance_6", "mentor_6", "complaints_6"}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
LINE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
    " Line/14.9.0"
)


def ago(client: Client, minutes: float, what: str = "done_at") -> None:
    """So long ago she did something last, or came in."""
    session = client.session
    session[what] = time.time() - 60 * minutes
    session.save()


def entered(who: User, browser: str) -> Client:
    client = Client(headers={"user-agent": browser})
    client.post("/sign-in/", {"username": who.username, "password": PASSWORD})
    return client


@pytest.mark.parametrize("name", of_every_role(CAST))
def test_nothing_done_for_a_while_ends_a_session_sooner_for_who_decides(name: str) -> None:
    client = browser_of(person(name))
    for minutes, stands in ((29, True), (31, name not in SHORT), (8 * 60 + 1, False)):
        ago(client, minutes)
        assert (client.get("/account/").status_code == 200) == stands, minutes
    led = client.get("/account/", follow=True)
    assert 'name="password"' in led.text


def test_who_comes_back_is_told_why_and_a_script_is_told_in_its_own_way(officer_6: User) -> None:
    for asks_json in (False, True):
        client = browser_of(officer_6)
        ago(client, 31)
        plan = "/plans/2567/6/"
        if asks_json:
            answer = client.post(f"{plan}write/", {}, headers={"accept": "application/json"})
            assert (answer.status_code, answer.json()["kind"]) == (401, "ended")
        else:
            led = client.get("/plans/", follow=True)
            assert "ไม่ได้ใช้งาน" in led.text
            assert led.redirect_chain == [("/sign-in/?next=/plans/", 302)]


def test_what_a_person_does_keeps_her_session_alive(officer_6: User) -> None:
    client = browser_of(officer_6)
    for _number in range(3):
        ago(client, 20)
        assert client.get("/account/").status_code == 200
        assert time.time() - client.session["done_at"] < 60


def test_what_a_page_asks_by_itself_keeps_no_session_alive(officer_6: User) -> None:
    make.plan()
    client = browser_of(officer_6)
    ago(client, 20)
    assert client.get("/session/").status_code == 200
    assert client.post("/plans/2567/6/here/", {"known": "1"}).status_code == 200
    assert time.time() - client.session["done_at"] > 19 * 60
    ago(client, 31)
    assert client.get("/session/").status_code == 302


def test_nobody_stays_signed_in_beyond_twelve_hours(coordinator_6: User) -> None:
    client = browser_of(coordinator_6)
    ago(client, 12 * 60 - 1, "signed_in_at")
    assert is_signed_in(client)
    ago(client, 12 * 60 + 1, "signed_in_at")
    assert "สิบสองชั่วโมง" in client.get("/account/", follow=True).text
    assert not is_signed_in(client)


@pytest.mark.parametrize("what", ["done_at", "signed_in_at"])
def test_a_clock_that_is_set_back_keeps_no_session_open(officer_6: User, what: str) -> None:
    client, other = browser_of(officer_6), browser_of(officer_6)
    ago(client, -1, what)  # two hosts' clocks differ a little
    assert is_signed_in(client)
    ago(client, -24 * 60, what)
    ago(other, -24 * 60, what)
    assert not is_signed_in(client)
    assert "นาฬิกาของระบบถูกตั้งย้อนหลัง" in other.get("/account/", follow=True).text


def test_she_sees_where_she_is_signed_in_and_ends_the_others(coordinator_6: User, officer_6: User) -> None:
    desk, telephone = entered(coordinator_6, FIREFOX), entered(coordinator_6, LINE)
    colleague = entered(officer_6, FIREFOX)
    page = text_at(desk, "/account/")
    assert (page.count("Firefox, Windows"), page.count("LINE, Android")) == (1, 1)
    assert "/account/sessions/" in [form.action for form in forms_of(page)]
    assert "1" in desk.post("/account/sessions/", follow=True).text
    assert [is_signed_in(each) for each in (desk, telephone, colleague)] == [True, False, True]
    assert "/account/sessions/" not in [form.action for form in forms_of(text_at(desk, "/account/"))]
    assert telephone.get("/account/").status_code == 302


def test_sessions_opened_under_a_key_of_before_are_listed_and_ended_too(
    coordinator_6: User, settings: Any
) -> None:
    telephone = entered(coordinator_6, LINE)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]
    desk = entered(coordinator_6, FIREFOX)
    assert "LINE, Android" in text_at(desk, "/account/")
    desk.post("/account/sessions/")
    assert [is_signed_in(each) for each in (desk, telephone)] == [True, False]


def test_to_end_the_others_ends_what_is_not_listed_as_well(coordinator_6: User) -> None:
    desk, telephone = entered(coordinator_6, FIREFOX), entered(coordinator_6, LINE)
    ago(telephone, 8 * 60 + 1)
    desk.post("/account/sessions/")
    assert [row.browser for row in OpenSession.objects.filter(person=coordinator_6)] == ["Firefox, Windows"]


def test_what_has_ended_is_not_listed(coordinator_6: User) -> None:
    desk, telephone = entered(coordinator_6, FIREFOX), entered(coordinator_6, LINE)
    ago(telephone, 8 * 60 + 1)
    assert "LINE" not in text_at(desk, "/account/")
    ended = entered(coordinator_6, LINE)
    coordinator_6.end_sessions()
    assert not is_signed_in(ended)
    assert "LINE" not in text_at(entered(coordinator_6, FIREFOX), "/account/")


def test_staff_of_her_region_sign_her_out_everywhere_and_nobody_elses_do(
    officer_6: User, officer_11: User, coordinator_6: User
) -> None:
    hers = browser_of(coordinator_6)
    page = f"/people/{coordinator_6.pk}/access/"
    assert browser_of(officer_11).post(page, {"do": "end"}).status_code == 404
    assert is_signed_in(hers)
    staff = browser_of(officer_6)
    pressed(staff, page, ("do", "end"))
    assert "ออกจากระบบทุกเครื่องแล้ว" in text_at(staff, "/")
    assert not is_signed_in(hers)
    assert coordinator_6.history.first().history_user == officer_6
    assert is_signed_in(entered(coordinator_6, FIREFOX))


def test_rows_of_sessions_hold_no_address_and_go_when_they_have_ended(coordinator_6: User) -> None:
    client = entered(coordinator_6, "something unheard of")
    assert "เบราว์เซอร์" in text_at(client, "/account/")
    [row] = OpenSession.objects.filter(person=coordinator_6)
    kept: dict[str, Any] = client.session._session  # type: ignore[attr-defined]
    assert "127.0.0.1" not in f"{kept}{row.__dict__}"
    OpenSession.objects.update(expire_date="2020-01-01T00:00Z")
    call_command("clearsessions")
    assert not OpenSession.objects.exists()
