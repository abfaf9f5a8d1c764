"""Wrong passwords and codes are guesses alike: counted by account, by address and by both, and the next waits longer.

Nobody is locked out: a wait is seconds, told on the page. A browser in which a person came in lately is known by a
cookie: there she waits for what was typed wrong in it alone, until it is as much as a stranger may have typed.
"""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_network
from math import ceil
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from people.models import Tries, User
from people.moments import lies_ahead

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patience:
    """How many wrong tries cost no wait, and the longest wait in seconds: from one second it doubles with each."""

    free: int
    most: int

    def seconds_after(self, wrong: int) -> int:
        return 0 if wrong < self.free else min(self.most, 2 ** min(wrong - self.free, 16))


OF_BOTH, OF_ACCOUNT, OF_ADDRESS = Patience(5, 15 * 60), Patience(15, 5 * 60), Patience(30, 60)
OF_BROWSER = Patience(5, 16)
FORGOTTEN = timedelta(days=1)  # after the last wrong one
KNOWN = timedelta(days=30)  # since she came in with that browser
KNOWN_UNTIL = 10  # wrong tries in it; from then on it is as any other
AT_ONE_DESK = 20  # people whom one browser remembers
TOLD_AFTER = 10  # wrong tries on one account, by mail
NOTICED_AFTER = 5  # the same, when she signs in
CODES_TOLD_AFTER = 3  # wrong codes after her right password, by mail and when she signs in


class TooSoon(ValidationError):
    """The wait is not over: what was typed is not looked at."""

    def __init__(self, seconds: int):
        super().__init__(_in_words(seconds), code="wait")


class TellsWaits:
    """A form's view that says to a machine, too, that something came too soon."""

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        return as_told_in(form, answer)


def as_told_in(form: BaseForm, answer: HttpResponse) -> HttpResponse:
    if any(error["code"] == "wait" for errors in form.errors.get_json_data().values() for error in errors):
        answer.status_code = 429
    return answer


def address_of(request: HttpRequest) -> str | None:
    """The network address that a request comes from: what the proxy saw, where there is one."""
    found: str = import_string(settings.CLIENT_ADDRESS)(request)
    return found or None


def seen_directly(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


@dataclass(frozen=True)
class Try:
    """One that was counted as wrong: when, and when each count had met the wrong one before it."""

    at: datetime
    before: Mapping[int, datetime]  # by the keys of the counts

    def give_back(self) -> None:
        """It was no wrong one, and nobody waits for it."""
        with transaction.atomic():
            for row in _locked(Tries.objects.filter(pk__in=self.before)):
                row.wrong, row.since_in = max(0, row.wrong - 1), max(0, row.since_in - 1)
                if row.last == self.at:
                    row.last = self.before[row.pk]
                row.save(update_fields=["wrong", "since_in", "last"])


@dataclass(frozen=True)
class Met:
    """What was typed wrong for an account since its person was in last."""

    wrong: int
    codes: int  # of them, after her right password


def take(request: HttpRequest, username: str) -> Try:
    """Count a try as wrong before it is looked at, so that of many at once none is missed. Raises TooSoon."""
    now = timezone.now()
    with transaction.atomic():
        rows = _held(request, username)
        for row in rows.values():
            if lies_ahead(
                row.last.timestamp(), now.timestamp()
            ):  # kept from here on, else nobody's wait would end
                row.last = now
                row.save(update_fields=["last"])
            if now - row.last > FORGOTTEN:
                row.wrong = 0
        before = {row.pk: row.last for row in rows.values()}
        is_known = OF_BROWSER in rows and rows[OF_BROWSER].wrong < KNOWN_UNTIL
        waits = [timedelta(0)]
        for patience, row in rows.items():
            seconds = patience.seconds_after(row.wrong)
            if seconds and (patience is OF_BROWSER) == is_known:
                waits.append(row.last + timedelta(seconds=seconds) - now)
            row.wrong += 1
            row.since_in += patience is OF_ACCOUNT
            row.last = now
        left = ceil(max(waits).total_seconds())
        for row in rows.values() if left <= 0 else ():
            row.save(update_fields=["wrong", "since_in", "last"])
    if left > 0:
        raise TooSoon(left)
    return Try(now, before)


def entered(request: HttpRequest, person: User) -> Met:
    """She is in: nothing wrong is remembered of her account from here. Returns what was typed before."""
    with transaction.atomic():
        rows = _held(request, person.get_username())
        met = Met(rows[OF_ACCOUNT].since_in, rows[OF_ACCOUNT].codes)
        for patience, row in rows.items():
            if patience is not OF_ADDRESS:
                row.wrong, row.since_in, row.codes, row.told = 0, 0, 0, False
                row.save()
    return met


def forget(person: User) -> None:
    """Nobody waits any more for what was tried with her name, wherever it came from; she is told of it all the same."""
    with transaction.atomic():
        for row in _locked(Tries.objects.filter(account=_digest(person.get_username()))):
            row.wrong, row.told = 0, False
            row.save(update_fields=["wrong", "told"])


def know(request: HttpRequest, answer: HttpResponse, person: User) -> None:
    """Give the browser in which she came in a cookie by which it is known, beside those of others at the same desk."""
    account = _digest(person.get_username())
    others = {of: known for of, known in _known_in(request).items() if of != account}
    latest = sorted(others.items(), key=lambda each: each[1][1])[1 - AT_ONE_DESK :]
    known = {**dict(latest), account: (secrets.token_urlsafe(16), int(timezone.now().timestamp()))}
    answer.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        signing.dumps(known, salt=__name__, compress=True),  # of a full desk, too, it fits a header
        max_age=KNOWN,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_in(request: HttpRequest) -> dict[str, tuple[str, int]]:
    """By the digests of accounts, what stands for this browser and since when."""
    try:
        said = signing.loads(request.COOKIES.get(settings.KNOWN_COOKIE_NAME, ""), salt=__name__)
    except signing.BadSignature:
        return {}
    now = timezone.now().timestamp()
    earliest = now - KNOWN.total_seconds()
    return {
        of: (key, since)
        for of, (key, since) in said.items()
        if since > earliest and not lies_ahead(since, now)
    }


def wrong_after_password(request: HttpRequest, person: User) -> None:
    """A code at the door was wrong, so somebody knows the password: after a few she is told by mail."""
    with transaction.atomic():
        [row] = _locked(Tries.objects.filter(account=_digest(person.get_username()), address=""))
        row.codes += 1
        row.save(update_fields=["codes"])
    if row.codes == CODES_TOLD_AFTER and person.email:
        with override(settings.LANGUAGE_CODE):
            more = _(
                "Your right password was entered for your account “%(account)s”, and then a wrong code %(number)s "
                "times. Was it not you, somebody knows your password, and nobody came in: choose another password at "
                "once, and tell your regional office or head office."
            )
            told = more % {"number": row.codes, "account": person.get_username()}
            _mail(person, _("Wrong codes were typed after your right password"), told)


def wrong(request: HttpRequest, person: User) -> None:
    """A code at her account was wrong. The trail hears of it as of a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": person.get_username()}, request=request)


@receiver(user_login_failed)
def _tell_by_mail(
    credentials: dict[str, object], request: HttpRequest | None = None, **_signal: object
) -> None:
    """Tell a person once of many wrong tries; whoever has no mail address hears of them when she signs in."""
    username = str(credentials.get("username") or "")
    many = Tries.objects.filter(account=_digest(username), address="", wrong__gte=TOLD_AFTER, told=False)
    person = User.objects.filter(username=username, is_active=True).exclude(email="").first()
    if request is None or person is None or not many.update(told=True):
        return
    with override(settings.LANGUAGE_CODE):
        more = _(
            "%(number)s wrong passwords or codes were typed for your account “%(account)s”. If it was you, wait a "
            "little and try again. Was it not you, nobody came in by it; tell your regional office or head office, "
            "and choose another password if anybody may know it."
        )
        told = more % {"number": TOLD_AFTER, "account": username}
        _mail(person, _("Wrong passwords or codes were typed for your account"), told)


def _mail(person: User, said: str, told: str) -> None:
    try:
        send_mail(said, told, None, [person.email])
    except (SMTPException, OSError):
        logger.exception("User %s could not be told of wrong tries.", person.pk)


def _in_words(seconds: int) -> str:
    if seconds < 120:
        said = ngettext(
            "Too many wrong tries. Wait %(n)s second, then try again.",
            "Too many wrong tries. Wait %(n)s seconds, then try again.",
            seconds,
        )
        return said % {"n": seconds}
    return _("Too many wrong tries. Wait %(n)s minutes, then try again.") % {"n": ceil(seconds / 60)}


def _held(request: HttpRequest, username: str) -> dict[Patience, Tries]:
    """The counts that a try adds to, made where there is none; locked within the transaction of who asks."""
    account, address = _digest(username), _digest(_network(address_of(request) or ""))
    names = {OF_BOTH: (account, address), OF_ACCOUNT: (account, ""), OF_ADDRESS: ("", address)}
    if account in (known := _known_in(request)):
        names[OF_BROWSER] = (account, _digest(f"browser {known[account][0]}"))
    Tries.objects.bulk_create(
        [Tries(account=of, address=at) for of, at in names.values()], ignore_conflicts=True
    )
    rows = Tries.objects.filter(account__in=[account, ""], address__in=[at for _of, at in names.values()])
    found = {(each.account, each.address): each for each in _locked(rows)}
    return {patience: found[name] for patience, name in names.items()}


def _locked(rows: QuerySet[Tries]) -> QuerySet[Tries]:
    """In one order, so that of two at once neither waits for the other for ever."""
    return rows.select_for_update().order_by("pk")


def _network(address: str) -> str:
    """Whoever has one IPv6 address has all others of its network, too."""
    if ":" not in address:
        return address
    six = IPv6Address(address)
    return str(six.ipv4_mapped or ip_network((six, 64), strict=False))


def _digest(said: str) -> str:
    """What is counted by, unreadable: a password is easily typed into the field of the name."""
    return salted_hmac("people.guesses", said, algorithm="sha256").hexdigest()
