"""An agreement on its way into force: one person records the signing, another one puts it in force."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from editing.shown import require_meant
from grants.agreements.agreement import DAYS, Agreement
from grants.agreements.drafting import check_parts
from grants.agreements.ledger import Entry
from grants.agreements.life import AGREEMENT_LIFE, InstalmentState
from grants.agreements.payment_requests import approve_payment, request_payment, take_request_back
from people.models import User
from thai.sentences import gettext

SIGNED_BY = ("signed_by", "signed_name")


@AGREEMENT_LIFE.needs("sign", "sign_into_force")
def is_split(agreement: Agreement) -> None:
    parts = list(agreement.instalments.all())
    if not parts:
        raise ValidationError(gettext("Write the instalments first."), code="instalments")
    check_parts(agreement.amount, parts)


@AGREEMENT_LIFE.needs("sign_into_force")
def signing_is_enough(agreement: Agreement) -> None:
    if not settings.AGREEMENT_IN_FORCE_ON_SIGNING:
        raise ValidationError(
            gettext("In this office another person puts a signed agreement in force."), code="two_presses"
        )
    if agreement.drafted_by is None:
        raise ValidationError(
            gettext("Nobody is known to have written this draft. Save it first."), code="nobody"
        )


def sign(
    agreement: Agreement,
    *,
    by: User,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    ask_payment: bool = False,
    meant: str = "",
    seen: str | None = None,
) -> None:
    """Record that both sides have signed. It comes into force when another person confirms it.

    Unusual days are asked about (Doubted), and taken when `meant` answers that.

    `ask_payment` asks for the payment of the first instalment in the same step.
    """
    with AGREEMENT_LIFE.doing("sign", agreement, by, seen=seen) as held:
        held.signed_on, held.starts_on, held.ends_on, held.signed_by = signed_on, starts_on, ends_on, by
        held.signed_name = held.organisation.name_on(signed_on)
        held.full_clean(exclude=["allocation"])
        require_meant(held.doubts, meant)
        held.store(by=by, why=gettext("signed"), fields=[*DAYS, *SIGNED_BY, "state"])
        if ask_payment:
            request_payment(held.instalments.get(number=1), by=by)


def take_back(agreement: Agreement, *, by: User, seen: str | None = None) -> None:
    """Make a signed agreement a draft again, as long as it is not in force; a payment asked for with it is not."""
    with AGREEMENT_LIFE.doing("take_back", agreement, by, seen=seen) as held:
        for part in held.instalments.filter(state=InstalmentState.REQUESTED):
            take_request_back(part, by=by, why=gettext("taken back to draft"))
        held.signed_by, held.signed_name = None, ""
        held.store(by=by, why=gettext("taken back to draft"), fields=["state", *SIGNED_BY])


def put_in_force(
    agreement: Agreement,
    *,
    by: User,
    seen: str,
    document_number: str = "",
    on: date | None = None,
    payment_seen: str = "",
) -> None:
    """Put a signed agreement in force: its amount is committed in the ledger.

    `payment_seen` approves the payment of the first instalment in the same step, as it was shown.
    """
    with AGREEMENT_LIFE.doing("put_in_force", agreement, by, seen=seen) as held:
        _commit(held, by=by, fields=["state"], document_number=document_number, on=on)
        if payment_seen:
            approve_payment(held.instalments.get(number=1), by=by, seen=payment_seen)


def sign_into_force(
    agreement: Agreement,
    *,
    by: User,
    seen: str,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    document_number: str = "",
    meant: str = "",
) -> None:
    """Record the signing of what another person has drafted, and put it in force with it, where the office does so."""
    with AGREEMENT_LIFE.doing("sign_into_force", agreement, by, seen=seen) as held:
        held.signed_on, held.starts_on, held.ends_on = signed_on, starts_on, ends_on
        held.signed_by, held.signed_name = held.drafted_by, held.organisation.name_on(signed_on)
        held.full_clean(exclude=["allocation"])
        require_meant(held.doubts, meant)
        _commit(held, by=by, fields=[*DAYS, *SIGNED_BY, "state"], document_number=document_number)


def _commit(
    held: Agreement, *, by: User, fields: Iterable[str], document_number: str, on: date | None = None
) -> None:
    held.store(by=by, why=gettext("in force"), fields=fields)
    Entry.write(
        held,
        Entry.Kind.COMMITMENT,
        held.amount,
        on=on or timezone.localdate(),
        document_number=document_number or held.number_as_typed or held.number,
        requested_by=held.signed_by,
        approved_by=by,
    )
