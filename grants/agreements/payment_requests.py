"""Asking for the payment of an instalment: one person asks, another one approves, or sends it back with a comment."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from grants.agreements.instalment import Instalment
from grants.agreements.life import INSTALMENT_LIFE, InstalmentState
from people.models import User

_STEPS = ("state", "requested_by", "requested_at", "approved_by", "approved_at", "comment")


def request_payment(part: Instalment, *, by: User) -> None:
    """Ask for the payment of an instalment; another person approves it."""
    with transaction.atomic():
        held = part.hold()
        act = INSTALMENT_LIFE.require("request", held, by)
        held.state, held.requested_by, held.requested_at, held.comment = act.target, by, timezone.now(), ""
        held.store(by=by, why=gettext("payment requested"), fields=_STEPS)
    part.refresh_from_db()


def approve_payment(part: Instalment, *, by: User, seen: str) -> None:
    """Approve a requested payment. Of two who approve at once, the second is told."""
    with transaction.atomic():
        held = part.hold()
        act = INSTALMENT_LIFE.require("approve", held, by, seen=seen)
        held.state, held.approved_by, held.approved_at = act.target, by, timezone.now()
        held.store(by=by, why=gettext("payment approved"), fields=_STEPS)
    part.refresh_from_db()


def send_payment_back(part: Instalment, *, by: User, comment: str) -> None:
    """Send a requested or approved payment back, with what has to change."""
    with transaction.atomic():
        held = part.hold()
        INSTALMENT_LIFE.require("send_back", held, by)
        if not comment.strip():
            raise ValidationError(
                {"comment": ValidationError(gettext("Say what has to change."), code="required")}
            )
        held.comment = comment.strip()
        take_request_back(held, by=by, why=held.comment)
    part.refresh_from_db()


def take_request_back(held: Instalment, *, by: User, why: str) -> None:
    """Make a held instalment planned again, as if nobody had asked for its payment."""
    held.state = InstalmentState.PLANNED
    held.requested_by = held.requested_at = held.approved_by = held.approved_at = None
    held.store(by=by, why=why, fields=_STEPS)
