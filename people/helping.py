"""Helping a person back in: a link for one new password, the end of a wait after wrong ones, and of what is open.

Staff help people of their own region who decide on nothing of others': whoever could sign in as a colleague could ask
and decide alike. Everybody else is helped by head office. To end a wait or what is open gives nobody a key: this staff
do for finance officers and mentors of their region too, and never for who has rights elsewhere.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from editing.shown import digest_of, require_shown
from people import guesses
from people.factors import has_factor
from people.models import FactorReset, Membership, User
from people.moments import link_tokens
from people.proving import require_proof
from people.roles import GIVES, Role
from regions.models import Region
from thai.sentences import gettext

HELPED_BY_STAFF = GIVES[Role.REGIONAL_STAFF]
NEAR_TO_STAFF = (*HELPED_BY_STAFF, Role.FINANCE, Role.MENTOR)


def near_to(helper: User) -> QuerySet[User]:
    """The people whose page of help a person opens: all for head office, for staff those of their regions."""
    if helper.sees_every_region:
        return User.objects.exclude(pk=helper.pk)
    here = Membership.objects.current().filter(region__in=Region.objects.staffed_by(helper))
    return User.objects.filter(pk__in=here.values("user")).exclude(pk=helper.pk)


@dataclass(frozen=True)
class Helped:
    """A person as the page of help shows her: her name, what she signs in as, her roles, and what she has lost."""

    person: User

    def __str__(self) -> str:
        return str(self.person)

    @property
    def shown(self) -> str:
        held = sorted(self.person.memberships.current().values_list("role", "region", "version"), key=str)
        return digest_of(self.person.pk, self.person.version, held, has_factor(self.person))


def require_may_help(helper: User, person: User) -> None:
    """Raises ValidationError that says who makes her a link, or chooses her a password, instead."""
    _require_reach(helper, person)
    if not helper.sees_every_region and helped_in(person) not in helper.staffed_region_numbers():
        raise ValidationError(
            _(
                "This person decides on money, or works in another region too: head office helps her to a new password."
            ),
            code="head_office",
        )


def require_near(helper: User, person: User) -> None:
    """Raises ValidationError that says who ends her wait and what is open under her name instead."""
    _require_reach(helper, person)
    here = helper.staffed_region_numbers()
    if not helper.sees_every_region and not all(
        each.role in NEAR_TO_STAFF and each.region_id in here for each in person.current_memberships
    ):
        raise ValidationError(
            _("This person has rights that you do not have: head office helps her."), code="more_rights"
        )


def _require_reach(helper: User, person: User) -> None:
    if not near_to(helper).filter(pk=person.pk).exists():
        raise ValidationError(_("Your own password is changed on your own page."), code="own")
    require_open(person)
    if person.is_superuser and not helper.is_superuser:
        raise ValidationError(_("This account is kept by who runs the portal."), code="superuser")
    taken = (
        FactorReset.objects.filter(person=person, state=FactorReset.State.APPROVED)
        .order_by("decided_at")
        .last()
    )
    if taken and helper.pk in (taken.requested_by_id, taken.decided_by_id) and not has_factor(person):
        raise ValidationError(
            _(
                "You had a hand in taking her second factor away: until she has one again, another person helps her."
            ),
            code="took_factor",
        )


def require_open(person: User) -> None:
    if not person.is_active:
        raise ValidationError(_("This account is closed. Head office opens it again."), code="closed")


def helped_in(person: User) -> int | None:
    """The one region whose staff help a person; None where head office alone does."""
    held = set(person.memberships.current().values_list("role", "region"))
    regions = {region for _role, region in held}
    if len(regions) != 1 or any(role not in HELPED_BY_STAFF for role, _region in held):
        return None
    return regions.pop()


def require_as_shown(person: User, seen: str) -> None:
    """Help goes to whom its page showed, in the roles that it showed; she is held until it is done."""
    require_shown(seen, Helped(person.hold()))


@transaction.atomic
def link_for(person: User, *, by: User, seen: str) -> str:
    """The path of a page on which the person chooses a password, once and within a day. Every other link ends."""
    require_may_help(by, person)
    require_as_shown(person, seen)
    require_proof()
    person.note(by=by, why=gettext("A link for a new password was made."))
    key = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("choose-password", args=[key, link_tokens.make_token(person)])


@transaction.atomic
def unlock(person: User, *, by: User, seen: str) -> None:
    """Forget the wrong passwords and codes that were tried with her name."""
    require_near(by, person)
    require_as_shown(person, seen)
    person.note(by=by, why=gettext("Sign-in was opened again after wrong passwords."))
    guesses.forget(person)


@transaction.atomic
def end_sessions_of(person: User, *, by: User, seen: str) -> None:
    """Sign her out wherever she is signed in, as when a machine or a telephone was lost."""
    require_near(by, person)
    require_as_shown(person, seen)
    person.note(by=by, why=gettext("Signed out everywhere."))
    person.end_sessions()


def chosen(person: User) -> None:
    """She has chosen a password by a link: she said it herself, and may sign in at once."""
    person.note(by=person, why=gettext("A new password was chosen by a link."))
    guesses.forget(person)
