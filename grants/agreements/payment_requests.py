"""Asking for the payment of an instalment: one person asks, another one approves, or sends it back with a comment."""

from django.utils import timezone

from editing.refusals import required
from grants.agreements.instalment import Instalment
from grants.agreements.life import INSTALMENT_LIFE, InstalmentState
from people.models import User
from thai.sentences import gettext

_STEPS = ("state", "requested_by", "requested_at", "approved_by", "approved_at", "comment")


def request_payment(part: Instalment, *, by: User, seen: str | None = None) -> None:
    """Ask for the payment of an instalment; another person approves it."""
    with INSTALMENT_LIFE.doing("request", part, by, seen=seen) as held:
        held.requested_by, held.requested_at, held.comment = by, timezone.now(), ""
        held.store(by=by, why=gettext("payment requested"), fields=_STEPS)


def approve_payment(part: Instalment, *, by: User, seen: str) -> None:
    """Approve a requested payment. Of two who approve at once, the second is told."""
    with INSTALMENT_LIFE.doing("approve", part, by, seen=seen) as held:
        held.approved_by, held.approved_at = by, timezone.now()
        held.store(by=by, why=gettext("payment approved"), fields=_STEPS)


def send_payment_back(part: Instalment, *, by: User, seen: str, comment: str) -> None:
    """Send a requested or approved payment back, with what has to change."""
    with INSTALMENT_LIFE.doing("send_back", part, by, seen=seen) as held:
        held.comment = required(comment, "comment", gettext("Say what has to change."))
        take_request_back(held, by=by, why=held.comment)


def take_request_back(held: Instalment, *, by: User, why: str) -> None:
    """Make a held instalment planned again, as if nobody had asked for its payment."""
    held.state = InstalmentState.PLANNED
    held.requested_by = held.requested_at = held.approved_by = held.approved_at = None
    held.store(by=by, why=why, fields=_STEPS)
