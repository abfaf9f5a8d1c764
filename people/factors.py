"""A person's second factor: six digits from her phone, and codes on paper for the day on which it is lost.

django-allauth keeps secrets and recovery codes and knows the arithmetic (docs/decisions/second-factor.md); what is
asked of whom and when is ours.
"""

import base64
import logging
from collections.abc import Callable
from typing import TypeVar

from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    compare_user_code,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from people.models import User
from people.moments import lies_ahead
from people.rights import decides
from thai.digits import arabic
from thai.sentences import gettext

logger = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., object])
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class PortalFactors(DefaultMFAAdapter):
    """Keeps secrets unreadable without the portal's key, and names an account in the phone as its person signs in."""

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        return str(user.get_username())


def _keys() -> MultiFernet:
    """The key of today, which encrypts, and those of before, which are still read."""
    made = (
        salted_hmac("people.factors", "", secret=key, algorithm="sha256").digest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def has_factor(person: User) -> bool:
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def needs_factor(person: User) -> bool:
    """Whether she opens nothing without one: whoever decides on money, rights or cases."""
    return settings.SECOND_FACTOR_REQUIRED and decides(person)


def opens_without_factor(view: View) -> View:
    """Mark a page that a person needs on her way to a factor, or out."""
    view.opens_without_factor = True  # type: ignore[attr-defined]
    return view


def opens_with_given_password(view: View) -> View:
    """Mark what stays open to who has a password that somebody else chose: her way to one of her own, or out."""
    view.opens_with_given_password = True  # type: ignore[attr-defined]
    return view


def new_secret() -> str:
    """A secret for a phone, encrypted: it waits in her session until the phone has shown that it knows it."""
    return str(get_adapter().encrypt(generate_totp_secret()))


def read_secret(kept: str) -> str:
    return str(get_adapter().decrypt(kept))


def picture_of(person: User, secret: str) -> str:
    """The secret as a picture that a phone reads, as the address of an image."""
    drawn = get_adapter().build_totp_svg(get_adapter().build_totp_url(person, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def set_up(person: User, secret: str, code: str) -> list[str]:
    """Begin to ask for codes of this secret. Returns the recovery codes, which are told this once.

    Raises ValidationError where the phone does not know the secret, or another factor stands already.
    """
    with transaction.atomic():
        held = person.hold()
        if has_factor(held):
            raise ValidationError(_("Your second factor stands already."), code="state")
        totp = TOTP.activate(held, secret)
        if not _is_next(totp.instance, code):
            raise ValidationError(wrong_code(), code="code")
        held.end_sessions()  # of before, which were opened by the password alone
        held.note(by=held, why=gettext("A second factor was set up."))
        return _new_codes(held)


def renew_codes(person: User) -> list[str]:
    """Make the recovery codes anew: those of before end. Returns them, told this once."""
    with transaction.atomic():
        held = person.hold()
        held.note(by=held, why=gettext("Recovery codes were made anew."))
        return _new_codes(held)


def give_up(person: User) -> None:
    """She goes without a factor again. Raises ValidationError where her roles ask for one."""
    if needs_factor(person):
        raise ValidationError(_("Your role asks for a second factor."), code="role")
    with transaction.atomic():
        held = person.hold()
        forget(held)
        held.note(by=person, why=gettext("The second factor was given up."))


def forget(person: User) -> None:
    """Take the factor and its recovery codes away; whoever needs one sets up another when she signs in."""
    Authenticator.objects.filter(user=person).delete()


def codes_left(person: User) -> int:
    kept = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(kept).get_unused_codes()) if kept else 0


def wrong_code() -> str:
    return _("The code is wrong, or was used already. Wait for the next one of your phone.")


def what_is_wrong(person: User, code: str) -> str:
    """Why a code is not taken. "" where it is hers: of her phone, later than any taken, or unused of her paper."""
    with transaction.atomic():
        held = person.hold()
        rows = Authenticator.objects.select_for_update().filter(user=person)
        kept = {each.type: each for each in rows}
        phone, paper = (kept.get(each) for each in SECRETS)
        try:
            if phone and _is_next(phone, code):
                return ""
            if paper is None or not RecoveryCodes(paper).validate_code(arabic(code)):
                return _clock_was_set_back(person) if phone and _is_ahead(phone) else wrong_code()
        except InvalidToken:
            logger.exception(
                "The second factor of user %s was kept under a key that is not named.", person.pk
            )
            return wrong_code()
        held.note(by=held, why=gettext("A recovery code was used."))
        return ""


def renew_keys() -> int:
    """Keep every secret under the key of today. Returns how many there are; InvalidToken where a key is missing."""
    keys = _keys()
    with transaction.atomic():
        rows = list(Authenticator.objects.select_for_update().filter(type__in=SECRETS))
        for each in rows:
            name = SECRETS[Authenticator.Type(each.type)]
            each.data[name] = keys.rotate(each.data[name].encode()).decode()
            each.save(update_fields=["data"])
    return len(rows)


def _is_next(held: Authenticator, code: str) -> bool:
    """Take a code of the phone, once: the library remembers those taken in one process alone, the row for all."""
    secret = get_adapter().decrypt(held.data["secret"])
    for counter in yield_hotp_counters_from_time():
        shown = format_hotp_value(hotp_value(secret, counter))
        if counter > held.data.get("taken", 0) and compare_user_code(actual=arabic(code), expected=shown):
            held.data["taken"] = counter
            held.record_usage()
            held.save(update_fields=["data"])
            return True
    return False


def _is_ahead(held: Authenticator) -> bool:
    """Whether the last code was of a time that is still to come: until then none is taken, lest one serve twice."""
    period, latest = app_settings.TOTP_PERIOD, max(yield_hotp_counters_from_time())
    return lies_ahead(held.data.get("taken", 0) * period, latest * period)


def _clock_was_set_back(person: User) -> str:
    logger.error("The last code of user %s was taken at a time that is still to come.", person.pk)
    return _(
        "The clock of the portal was set back, and until it is right no code of your phone is taken. Enter a recovery "
        "code, and tell who runs the portal."
    )


def _new_codes(person: User) -> list[str]:
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    return list(RecoveryCodes.activate(person).generate_codes())
