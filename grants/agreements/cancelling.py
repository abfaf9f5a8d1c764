"""Cancelling an agreement: at once while it binds nobody; once in force, as an amendment of two persons carries out."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from grants.agreements.agreement import Agreement
from grants.agreements.life import AGREEMENT_LIFE, UNPAID, AgreementState, InstalmentState
from people.models import User


def cancel(agreement: Agreement, *, by: User, seen: str, reason: str) -> None:
    """Cancel what is not in force yet; an agreement in force is cancelled by an amendment of two persons."""
    with transaction.atomic():
        held = agreement.hold()
        AGREEMENT_LIFE.require("cancel", held, by, seen=seen)
        if not reason.strip():
            raise ValidationError(
                {"reason": ValidationError(gettext("Say why it is cancelled."), code="required")}
            )
        carry_out_cancellation(held, by=by, reason=reason.strip())
    agreement.refresh_from_db()


def carry_out_cancellation(held: Agreement, *, by: User, reason: str) -> None:
    """Cancel a held agreement and its unpaid instalments: exactly the unpaid part is free again."""
    held.state = AgreementState.CANCELLED
    held.store(by=by, why=reason, fields=["state"])
    for part in held.instalments.filter(state__in=UNPAID):
        part.state = InstalmentState.CANCELLED
        part.store(by=by, why=reason, fields=["state"])
