"""Sessions with whose they are and since when, so that a person sees and ends her own; the portal's session engine.

A session ends when nothing was done for a while, sooner for who decides on money, rights or cases, and twelve hours
after signing in. What a page's script asks by itself is not done by anybody (`asked_by_the_page`).
"""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from people.models import OpenSession, User
from people.moments import is_within, lies_ahead
from people.rights import decides

View = TypeVar("View", bound=Callable[..., object])
SIGNED_IN_AT, DONE_AT, BROWSER = "signed_in_at", "done_at", "browser"
NOTED_EVERY = 60  # seconds between two notes of what is done
BROWSERS = (
    *((r"Line/", "LINE"), (r"Edg", "Edge"), (r"OPR/", "Opera"), (r"SamsungBrowser", "Samsung Internet")),
    *((r"Firefox|FxiOS", "Firefox"), (r"Chrome|CriOS", "Chrome"), (r"Safari", "Safari")),
)
SYSTEMS = (
    *((r"Android", "Android"), (r"iPhone", "iPhone"), (r"iPad", "iPad")),
    *((r"Windows", "Windows"), (r"Mac OS", "Mac"), (r"Linux|X11", "Linux")),
)


class SessionStore(DatabaseStore):
    """Django's own in the database, whose rows say whose they are."""

    @classmethod
    def get_model_class(cls) -> type[OpenSession]:  # type: ignore[override]  # a table of our own
        return OpenSession

    def create_model_instance(self, data: dict[str, Any]) -> OpenSession:  # type: ignore[override]
        return OpenSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=data.get(SESSION_KEY),
            since=_moment(data.get(SIGNED_IN_AT)),
            seen=_moment(data.get(DONE_AT)),
            browser=data.get(BROWSER, ""),
        )


def asked_by_the_page(view: View) -> View:
    """Mark what a page's script asks for by itself, so that it keeps no session alive."""
    view.asked_by_the_page = True  # type: ignore[attr-defined]
    return view


@receiver(user_logged_in)
def _begin(request: HttpRequest, **_signal: object) -> None:
    request.session[SIGNED_IN_AT] = request.session[DONE_AT] = time.time()
    request.session[BROWSER] = in_words(request.META.get("HTTP_USER_AGENT", ""))


def signed_in_within(request: HttpRequest, seconds: int) -> bool:
    return is_within(request.session.get(SIGNED_IN_AT, 0), seconds)


def is_over(session: Any, person: User) -> bool:
    """Whether she did nothing for too long, or came in too long ago."""
    done = session.get(DONE_AT, session.get(SIGNED_IN_AT, 0))
    return is_used_up(session) or not is_within(done, idle_seconds(person))


def is_used_up(session: Any) -> bool:
    """Whether she came in too long ago, whatever she did since."""
    return not is_within(session.get(SIGNED_IN_AT, 0), settings.SESSION_COOKIE_AGE)


def is_ahead(session: Any) -> bool:
    """Whether she came in, or did something, at a moment that is still to come: the clock was set back."""
    return any(lies_ahead(session.get(name, 0)) for name in (SIGNED_IN_AT, DONE_AT))


def idle_seconds(person: User) -> int:
    return 60 * int(settings.IDLE_MINUTES_WHO_DECIDES if decides(person) else settings.IDLE_MINUTES)


def note_done(request: HttpRequest) -> None:
    """The person did something just now."""
    if time.time() - request.session.get(DONE_AT, 0) > NOTED_EVERY:
        request.session[DONE_AT] = time.time()


def open_of(person: User) -> list[OpenSession]:
    """Her sessions that stand, that of which something was done last first."""
    rows = OpenSession.objects.filter(person=person, expire_date__gt=timezone.now())
    return [row for row in rows.order_by("-seen") if _stands(SessionStore().decode(row.session_data), person)]


def end_others(person: User, but: str | None) -> int:
    """End all of hers but the one of that key, also what is not listed. Returns how many of those that stood."""
    stood = sum(row.session_key != but for row in open_of(person))
    OpenSession.objects.filter(person=person).exclude(session_key=but).delete()
    return stood


def _stands(data: dict[str, Any], person: User) -> bool:
    opened_with = data.get(HASH_SESSION_KEY, "")
    # Under keys of before, too.
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(opened_with, each) for each in hashes) and not is_over(data, person)


def in_words(browser: str) -> str:
    """A browser as a person knows it: “Chrome, Windows”. Empty where it says nothing that is known."""
    named = (next((name for sign, name in of if re.search(sign, browser)), "") for of in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in named if name)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
