"""A person's phone: it reads the key of her page and shows codes, by a clock that the test moves."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from people.models import User
from tests.html import browser_of

SET_UP = "/account/factor/"
PASSWORD = "a sample password"


class Clock:
    step = 1000

    def steps(self) -> Iterator[int]:
        yield from (self.step - 1, self.step, self.step + 1)


class Moment:
    """The time of the door: it stands still until a test says so."""

    def __init__(self) -> None:
        self.at = timezone.now()

    def now(self) -> datetime:
        return self.at


class Phone:
    def __init__(self, clock: Clock, page: str):
        self.clock = clock
        self.key = re.search(r'class="key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")  # type: ignore[index]

    def code(self, step: int = 0) -> str:
        return format_hotp_value(hotp_value(self.key, self.clock.step + step))

    def next_code(self) -> str:
        self.clock.step += 1
        return self.code()


def set_up(client: Client, clock: Clock, **more: str) -> tuple[Phone, list[str]]:
    """Set a factor up as the page says; returns the phone and the recovery codes that were shown."""
    phone = Phone(clock, client.get(SET_UP, follow=True).text)
    shown = client.post(SET_UP, {"code": phone.next_code(), **more})
    codes = re.findall(r'class="key">(\d{8})<', shown.text)
    assert len(set(codes)) == 10, shown.text
    return phone, codes


def with_factor(person: User, clock: Clock) -> tuple[Phone, list[str]]:
    person.refresh_from_db(fields=["sessions_ended"])
    made = set_up(browser_of(person), clock)
    person.refresh_from_db(fields=["sessions_ended"])
    return made


def enter_password(person: User, client: Client | None = None, **more: str) -> tuple[Client, Any]:
    client = client or Client()
    data = {"username": person.username, "password": PASSWORD, **more}
    return client, client.post("/sign-in/", data)


def is_signed_in(client: Client) -> bool:
    return client.get("/session/").status_code == 200
