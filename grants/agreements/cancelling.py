"""Cancelling an agreement: at once while it binds nobody; once in force, as an amendment of two persons carries out."""

from editing.refusals import required
from grants.agreements.agreement import Agreement
from grants.agreements.life import AGREEMENT_LIFE, UNPAID, AgreementState, InstalmentState
from people.models import User
from thai.sentences import gettext


def cancel(agreement: Agreement, *, by: User, seen: str, reason: str) -> None:
    """Cancel what is not in force yet; an agreement in force is cancelled by an amendment of two persons."""
    with AGREEMENT_LIFE.doing("cancel", agreement, by, seen=seen) as held:
        why = required(reason, "reason", gettext("Say why it is cancelled."))
        carry_out_cancellation(held, by=by, reason=why)


def carry_out_cancellation(held: Agreement, *, by: User, reason: str) -> None:
    """Cancel a held agreement and its unpaid instalments: exactly the unpaid part is free again."""
    held.state = AgreementState.CANCELLED
    held.store(by=by, why=reason, fields=["state"])
    for part in held.instalments.filter(state__in=UNPAID):
        part.state = InstalmentState.CANCELLED
        part.store(by=by, why=reason, fields=["state"])
