"""An agreement on its way into force: one person records the signing, another one puts it in force."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from grants.agreements.agreement import Agreement
from grants.agreements.drafting import check_parts
from grants.agreements.ledger import Entry
from grants.agreements.life import AGREEMENT_LIFE
from people.models import User


@AGREEMENT_LIFE.needs("sign")
def is_split(agreement: Agreement) -> None:
    parts = list(agreement.instalments.all())
    if not parts:
        raise ValidationError(gettext("Write the instalments first."), code="instalments")
    check_parts(agreement.amount, parts)


def sign(agreement: Agreement, *, by: User, signed_on: date, starts_on: date, ends_on: date) -> None:
    """Record that both sides have signed. It comes into force when another person confirms it."""
    with transaction.atomic():
        held = agreement.hold()
        act = AGREEMENT_LIFE.require("sign", held, by)
        held.signed_on, held.starts_on, held.ends_on, held.signed_by = signed_on, starts_on, ends_on, by
        held.state = act.target
        held.full_clean(exclude=["allocation"])
        fields = ["signed_on", "starts_on", "ends_on", "signed_by", "state"]
        held.store(by=by, why=gettext("signed"), fields=fields)
    agreement.refresh_from_db()


def take_back(agreement: Agreement, *, by: User) -> None:
    """Make a signed agreement a draft again, as long as it is not in force."""
    with transaction.atomic():
        held = agreement.hold()
        act = AGREEMENT_LIFE.require("take_back", held, by)
        held.state, held.signed_by = act.target, None
        held.store(by=by, why=gettext("taken back to draft"), fields=["state", "signed_by"])
    agreement.refresh_from_db()


def put_in_force(
    agreement: Agreement, *, by: User, seen: str, document_number: str = "", on: date | None = None
) -> None:
    """Put a signed agreement in force: its amount is committed in the ledger."""
    with transaction.atomic():
        held = agreement.hold()
        act = AGREEMENT_LIFE.require("put_in_force", held, by, seen=seen)
        held.state = act.target
        held.store(by=by, why=gettext("in force"), fields=["state"])
        Entry.write(
            held,
            Entry.Kind.COMMITMENT,
            held.amount,
            on=on or timezone.localdate(),
            document_number=document_number or held.number_as_typed or held.number,
            requested_by=held.signed_by,
            approved_by=by,
        )
    agreement.refresh_from_db()
