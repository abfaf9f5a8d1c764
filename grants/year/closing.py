"""The end of a year: closed once every baht is accounted for, and opened again by head office alone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from editing.shown import require_shown
from grants.budget.programme import Programme
from grants.year.account import year_account
from people import rights
from people.models import User
from people.roles import Role


def close(programme: Programme, *, by: User, seen: str) -> None:
    """End the year: every baht is paid, returned, or accounted for by one person and approved by another.

    `seen` is what was shown of the year's account. Raises ValidationError that names each agreement that still
    runs, each request that nobody decided, and each amount that nobody explained.
    """
    with transaction.atomic():
        held = programme.hold()
        rights.require(by, held.region_id, Role.REGIONAL_STAFF)
        if held.state != Programme.State.OPEN:
            raise ValidationError(gettext("Only an open year can be closed."), code="state")
        account = year_account(held)
        if obstacles := account.obstacles:
            raise ValidationError([obstacle.text for obstacle in obstacles], code="unexplained")
        require_shown(seen, account)
        held.state = Programme.State.CLOSED
        held.store(by=by, why=gettext("year closed"), fields=["state"])
    programme.refresh_from_db()


def reopen(programme: Programme, *, by: User, reason: str) -> None:
    """Open a closed year again. Head office only, with a reason that the history keeps."""
    with transaction.atomic():
        held = programme.hold()
        rights.require_head_office(by)
        if held.state != Programme.State.CLOSED:
            raise ValidationError(gettext("Only a closed year can be opened again."), code="state")
        if not reason.strip():
            raise ValidationError(
                {"reason": ValidationError(gettext("Say why the year is opened again."), code="required")}
            )
        held.state = Programme.State.OPEN
        held.store(by=by, why=reason.strip(), fields=["state"])
    programme.refresh_from_db()
