"""The end of a year: closed once every baht is accounted for, and opened again by head office alone."""

from django.core.exceptions import ValidationError
from django.db import transaction

from editing.refusals import required
from editing.shown import require_shown
from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from grants.year.account import obstacles, read_account
from people.models import User
from thai.sentences import gettext


@PROGRAMME_LIFE.needs("close")
def is_accounted_for(programme: Programme) -> None:
    if in_the_way := obstacles(programme):
        raise ValidationError(in_the_way, code="unexplained")


def close(programme: Programme, *, by: User, seen: str) -> None:
    """End the year: every baht is paid, returned, or accounted for by one person and approved by another.

    `seen` is what was shown of the year's account. Raises ValidationError that names each agreement that still
    runs, each request that nobody decided, and each amount that nobody explained.
    """
    with transaction.atomic():
        held = programme.hold()
        account = read_account(held)
        act = PROGRAMME_LIFE.require("close", held, by)
        require_shown(seen, account)
        held.state = act.target
        held.store(by=by, why=gettext("year closed"), fields=["state"])
    programme.refresh_from_db()


def reopen(programme: Programme, *, by: User, reason: str, seen: str | None = None) -> None:
    """Open a closed year again. Head office only, with a reason that the history keeps."""
    with PROGRAMME_LIFE.doing("reopen", programme, by, seen=seen) as held:
        why = required(reason, "reason", gettext("Say why the year is opened again."))
        held.store(by=by, why=why, fields=["state"])
