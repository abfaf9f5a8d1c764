"""Two persons take away a second factor that a third has lost: one asks, another decides. She then sets up another."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.refusals import required
from editing.shown import require_shown
from people.acts import Act, Life, When
from people.factors import forget, has_factor
from people.helping import Helped, helped_in, near_to, require_open
from people.models import FactorReset, User
from people.roles import STAFF_ROLES
from thai.sentences import gettext

_STATE = FactorReset.State
_DECIDED = gettext_lazy("This is already decided. Look at the page again.")


def _decision(name: str, target: str) -> Act:
    """By staff of her region, by head office where she decides on money herself or works in several regions."""
    return Act(
        name=name,
        sources=(_STATE.WAITING,),
        target=target,
        roles=STAFF_ROLES,
        when=When.ALWAYS,
        another_than=("requested_by", "person"),
        reserved="is_for_head_office",
        decides=True,
        proved=True,
        refused=_DECIDED,
    )


RESET_LIFE = Life(
    _decision("approve", _STATE.APPROVED),
    _decision("refuse", _STATE.REFUSED),
    Act(
        name="withdraw",
        sources=(_STATE.WAITING,),
        target=_STATE.WITHDRAWN,
        only="requested_by",
        refused=_DECIDED,
    ),
    region=lambda reset: reset.region_id,
)


def _require_factor(person: User) -> None:
    if not has_factor(person):
        raise ValidationError(_("There is no second factor to take away."), code="none")


@RESET_LIFE.needs("approve")
def stands_as_asked(reset: FactorReset) -> None:
    """Raises ValidationError where there is nothing to take away, or others decide on her by now."""
    _require_factor(reset.person)
    if helped_in(reset.person) != reset.region_id:
        raise ValidationError(
            _("The person's roles have changed since. Take the request back, and ask again."), code="roles"
        )


def require_may_ask(by: User, person: User) -> None:
    """Staff ask for people who work in their regions, head office for everybody. Raises ValidationError."""
    if not near_to(by).filter(pk=person.pk).exists():
        raise ValidationError(
            _("Two others take a second factor away, never she herself."), code="factorreset_not_by_herself"
        )
    require_open(person)
    if person.is_superuser:
        raise ValidationError(_("This account is kept by who runs the portal."), code="superuser")
    _require_factor(person)


def ask(person: User, reason: str, *, by: User, seen: str) -> FactorReset:
    """Ask that her second factor be taken away, and say how one knows that it is she who asks."""
    require_may_ask(by, person)
    require_shown(seen, Helped(person))
    said = required(reason, "reason", _("Say how you know that it is she who asks."))
    reset = FactorReset(person=person, region_id=helped_in(person), reason=said, requested_by=by)
    reset.full_clean()
    reset.store(by=by, why=gettext("asked for"))
    person.note(by=by, why=gettext("The reset of the second factor was asked for."))
    return reset


def approve(reset: FactorReset, *, by: User, seen: str) -> None:
    """Take the factor away, as it was asked for. Her password stays; nobody is signed in by this."""
    with RESET_LIFE.doing("approve", reset, by, seen=seen) as held:
        forget(held.person)
        held.person.end_sessions()
        _decide(held, by)
        held.person.note(by=by, why=gettext("The second factor was taken away, for it was lost."))


def refuse(reset: FactorReset, *, by: User, seen: str) -> None:
    with RESET_LIFE.doing("refuse", reset, by, seen=seen) as held:
        _decide(held, by)


def withdraw(reset: FactorReset, *, by: User) -> None:
    with RESET_LIFE.doing("withdraw", reset, by) as held:
        _decide(held, by)


@transaction.atomic
def fall(reset: FactorReset, *, by: User) -> None:
    """Nothing is left to decide: the person has left."""
    held = reset.hold()
    RESET_LIFE.require_ready("withdraw", held)
    held.state = _STATE.WITHDRAWN
    _decide(held, by)


def _decide(held: FactorReset, by: User) -> None:
    held.decided_by, held.decided_at = by, timezone.now()
    held.store(by=by, fields=["state", "decided_by", "decided_at"])
