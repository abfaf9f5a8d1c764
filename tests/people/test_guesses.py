"""Wrong passwords and codes: the next try waits longer, by account, by address and by both; nobody is locked out."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from people.models import Tries, User
from tests import make
from tests.html import browser_of, pressed, text_at
from tests.people.phones import PASSWORD, Clock, Moment, enter_password, is_signed_in, with_factor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
WRONG = "not her password"
HOME, AWAY = "203.0.113.7", "198.51.100.9"
WHO_HELPS = "ไม่มีบัญชี หรือลืมรหัสผ่าน? สำนักงานเขตของท่านช่วยได้"
WAIT = re.compile(r"โปรดรอ (\d+) (วินาที|นาที)")


def knock(name: str, password: str = WRONG, address: str = HOME) -> Any:
    return Client().post("/sign-in/", {"username": name, "password": password}, REMOTE_ADDR=address)


def waits_of(answers: Iterable[Any]) -> list[int]:
    """What each page asks to wait, in seconds; 0 where it asks for nothing."""
    said = [WAIT.search(answer.text) for answer in answers]
    return [int(each[1]) * (60 if each[2] == "นาที" else 1) if each else 0 for each in said]


def test_the_first_wrong_ones_cost_nothing_and_then_each_waits_longer(
    coordinator_6: User, moment: Moment
) -> None:
    assert [knock("coordinator_6").status_code for _number in range(5)] == [200] * 5
    waits = []
    for _number in range(12):
        early = knock("coordinator_6", PASSWORD)
        assert early.status_code == 429
        waits += waits_of([early])
        assert WHO_HELPS in early.text
        moment.at += timedelta(seconds=waits[-1])
        assert knock("coordinator_6").status_code == 200
    assert waits == sorted(waits)
    assert (waits[0], waits[1], waits[-1]) == (1, 2, 15 * 60)
    moment.at += timedelta(minutes=15)
    assert knock("coordinator_6", PASSWORD).status_code == 302
    assert knock("coordinator_6").status_code == 200


def test_the_door_says_who_helps_when_a_password_is_lost() -> None:
    assert WHO_HELPS in text_at(Client(), "/sign-in/")


def test_many_addresses_on_one_account_are_slowed(coordinator_6: User) -> None:
    answers = [knock("coordinator_6", address=f"198.51.100.{number}") for number in range(25)]
    assert [answer.status_code for answer in answers] == [200] * 15 + [429] * 10


def test_one_network_of_many_addresses_is_one(coordinator_6: User) -> None:
    answers = [knock("coordinator_6", address=f"2001:db8::{number}") for number in range(1, 9)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3


def test_an_address_of_the_old_kind_told_in_the_new_way_is_that_address(coordinator_6: User) -> None:
    answers = [knock("coordinator_6", address=f"{way}203.0.113.7") for way in ("", "::ffff:") * 4]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3
    assert knock("coordinator_6", PASSWORD, "::ffff:203.0.113.8").status_code == 302


def test_one_address_on_all_accounts_is_slowed_whether_they_are_there_or_not(officer_6: User) -> None:
    answers = [knock(name) for number in range(30) for name in ("officer_6", f"nobody_{number}")]
    assert answers[-1].status_code == 429
    assert 0 < waits_of([knock("another")])[0] <= 60


def came_in(name: str, browser: Client | None = None) -> Client:
    """The browser in which she came in a while ago, and is not signed in any more."""
    browser = browser or Client()
    entered = browser.post("/sign-in/", {"username": name, "password": PASSWORD}, REMOTE_ADDR=HOME)
    assert entered.status_code == 302
    browser.post("/sign-out/")
    return browser


def knock_with(browser: Client, name: str, password: str = PASSWORD, address: str = HOME) -> int:
    data = {"username": name, "password": password}
    return browser.post("/sign-in/", data, REMOTE_ADDR=address).status_code


def guess_from_everywhere(*names: str) -> None:
    for number in range(40):
        for name in (*names, f"nobody_{number % 9}"):
            knock(name)
            knock(name, address=f"198.51.100.{number}")


def test_the_browser_in_which_she_came_in_waits_for_nobody_elses_wrong_ones(
    coordinator_6: User, officer_6: User
) -> None:
    desk = came_in("officer_6", came_in("coordinator_6"))  # both work at it
    guess_from_everywhere("coordinator_6", "officer_6")
    for name in ("coordinator_6", "officer_6"):
        assert knock(name, PASSWORD).status_code == knock(name, PASSWORD, AWAY).status_code == 429
        assert knock_with(desk, name, address=AWAY) == 302
        desk.post("/sign-out/")


def test_an_address_from_where_somebody_came_in_is_slowed_as_any_other_on_her_account_too(
    coordinator_6: User, officer_6: User
) -> None:
    for person in (coordinator_6, officer_6):
        came_in(person.username)
    answers = [
        knock(name).status_code
        for _number in range(20)
        for name in ("coordinator_6", "nobody_1", "officer_6")
    ]
    assert answers[:15] == [200] * 15  # and nobody learns from it which of them is there
    assert set(answers[15:]) == {429}


def test_the_cookie_of_a_browser_is_hers_alone_lasts_a_month_and_ends_with_ten_wrong_ones(
    coordinator_6: User, officer_6: User, moment: Moment
) -> None:
    taken = came_in("coordinator_6")
    made_up, kept = Client(), taken.cookies["known"]
    assert (kept["httponly"], kept["max-age"]) == (True, 30 * 24 * 60 * 60)
    made_up.cookies["known"] = f"{kept.value[:-1]}x"
    guess_from_everywhere("coordinator_6", "officer_6")
    assert knock_with(taken, "officer_6") == knock_with(made_up, "coordinator_6") == 429
    tries = [knock_with(taken, "coordinator_6", WRONG) for _number in range(6)]
    assert tries == [200] * 5 + [429]
    for _number in range(5):
        moment.at += timedelta(seconds=16)
        assert knock_with(taken, "coordinator_6", WRONG) == 200
    moment.at += timedelta(seconds=16)
    assert knock_with(taken, "coordinator_6") == 429
    moment.at += timedelta(days=2)
    again = came_in("coordinator_6")
    moment.at += timedelta(days=30)
    guess_from_everywhere("coordinator_6")
    assert knock_with(again, "coordinator_6") == 429


def test_a_clock_that_is_set_back_forgets_no_wrong_ones_and_makes_nobody_wait_until_it_is_right(
    coordinator_6: User, moment: Moment
) -> None:
    for _number in range(8):
        knock("coordinator_6")
        moment.at += timedelta(seconds=8)
    moment.at -= timedelta(days=400)
    [wait] = waits_of([knock("coordinator_6", PASSWORD)])
    assert wait == 8  # after eight wrong ones, as if the last were of this moment
    moment.at += timedelta(seconds=8)
    assert knock("coordinator_6").status_code == 200
    [wait] = waits_of([knock("coordinator_6", PASSWORD)])
    assert wait == 16
    moment.at += timedelta(seconds=16)
    assert knock("coordinator_6", PASSWORD).status_code == 302


def test_a_browser_that_was_known_at_a_time_still_to_come_is_not_known(
    coordinator_6: User, moment: Moment
) -> None:
    desk = came_in("coordinator_6")
    moment.at -= timedelta(days=400)
    guess_from_everywhere("coordinator_6")
    assert knock_with(desk, "coordinator_6", address=AWAY) == 429


def test_codes_count_as_passwords_do_wherever_they_come_from(
    coordinator_6: User, clock: Clock, moment: Moment
) -> None:
    phone, codes = with_factor(coordinator_6, clock)
    for number in range(16):
        client, _led = enter_password(coordinator_6)
        answer = client.post("/sign-in/code/", {"code": "000000"}, REMOTE_ADDR=f"198.51.100.{number}")
        moment.at += timedelta(seconds=1 if number < 15 else 0)
    assert answer.status_code == 200
    for right in (phone.next_code(), codes[0]):
        answer = client.post("/sign-in/code/", {"code": right}, REMOTE_ADDR=AWAY)
        assert (answer.status_code, waits_of([answer])) == (429, [2])
    assert not is_signed_in(client)
    moment.at += timedelta(seconds=2)
    client.post("/sign-in/code/", {"code": phone.next_code()}, REMOTE_ADDR=AWAY)
    assert is_signed_in(client)


@pytest.mark.parametrize("address", ["/password/", "/account/factor/", "/account/factor/codes/"])
def test_what_is_asked_of_who_is_signed_in_is_counted_as_well(
    address: str, coordinator_6: User, clock: Clock
) -> None:
    client = browser_of(coordinator_6)
    data = {"old_password": "wrong", "new_password1": "x", "new_password2": "x"}
    if address == "/account/factor/codes/":
        with_factor(coordinator_6, clock)
        coordinator_6.refresh_from_db()
        client, data = browser_of(coordinator_6), {"codes-code": "000000"}
    if address == "/account/factor/":
        session = client.session
        session["signed_in_at"] -= 3600
        session.save()
        data = {"password": "wrong", "code": "000000"}
    answers = [client.post(address, data) for _number in range(7)]
    assert [wait > 0 for wait in waits_of(answers)] == [False] * 5 + [True] * 2


def test_she_hears_of_many_wrong_ones_by_mail_once_and_when_she_comes_in(coordinator_6: User) -> None:
    coordinator_6.email = "her@example.org"
    coordinator_6.save()
    silent = make.user("silent")
    for number in range(12):
        knock("coordinator_6", address=f"198.51.100.{number}")
        knock(silent.username, address=f"198.51.100.{number}")
    [sent] = mail.outbox
    assert sent.to == ["her@example.org"]
    assert "coordinator_6" in sent.body
    assert "รหัสผ่าน" in sent.subject
    client = Client()
    client.post("/sign-in/", {"username": "silent", "password": PASSWORD})
    assert "12 ครั้ง" in client.get("/").text
    assert "12 ครั้ง" not in client.get("/").text


def test_what_she_is_told_is_counted_until_she_is_in_however_long_it_takes(
    coordinator_6: User, officer_6: User, moment: Moment
) -> None:
    for _number in range(6):
        knock("coordinator_6")
        moment.at += timedelta(days=1, seconds=1)
    pressed(browser_of(officer_6), f"/people/{coordinator_6.pk}/access/", ("do", "unlock"))
    client = Client()
    client.post("/sign-in/", {"username": "coordinator_6", "password": PASSWORD})
    assert "6 ครั้ง" in client.get("/").text


def test_wrong_codes_after_her_right_password_are_told_as_what_they_are(
    coordinator_6: User, clock: Clock
) -> None:
    coordinator_6.email = "her@example.org"
    coordinator_6.save()
    phone, _codes = with_factor(coordinator_6, clock)
    for _number in range(4):
        stranger, _led = enter_password(coordinator_6)
        stranger.post("/sign-in/code/", {"code": "000000"}, REMOTE_ADDR=AWAY)
    [sent] = mail.outbox
    assert "มีผู้รู้รหัสผ่านของท่าน" in sent.body
    client, _led = enter_password(coordinator_6)
    client.post("/sign-in/code/", {"code": phone.next_code()})
    assert "มีผู้รู้รหัสผ่านของท่าน" in client.get("/").text


def test_a_mail_that_cannot_be_sent_keeps_nobody_out(coordinator_6: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    coordinator_6.email = "her@example.org"
    coordinator_6.save()
    answers = [knock("coordinator_6", address=f"198.51.100.{number}") for number in range(11)]
    assert {answer.status_code for answer in answers} == {200}
    assert knock("coordinator_6", PASSWORD).status_code == 302


def test_neither_names_nor_addresses_can_be_read_where_they_are_counted(coordinator_6: User) -> None:
    knock("a password typed as a name")
    kept = str(list(Tries.objects.values_list("account", "address")))
    assert len(Tries.objects.all()) == 3
    assert "password" not in kept
    assert HOME not in kept


def test_wrong_ones_of_yesterday_are_forgotten_and_the_rows_go_after_a_month(
    coordinator_6: User, moment: Moment
) -> None:
    for _number in range(8):
        knock("coordinator_6")
    moment.at += timedelta(days=1, seconds=1)
    assert [knock("coordinator_6").status_code for _number in range(4)] == [200] * 4
    call_command("forget_tries")
    assert Tries.objects.count() == 3
    Tries.objects.update(last=timezone.now() - timedelta(days=31))
    call_command("forget_tries")
    assert not Tries.objects.exists()
