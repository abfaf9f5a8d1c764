"""Recording that an instalment was paid."""

from datetime import date

from django.utils.translation import gettext

from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.agreements.life import INSTALMENT_LIFE
from people.models import User
from spreadsheets.models import ImportBatch


def pay(
    part: Instalment, *, by: User, on: date, document_number: str, batch: ImportBatch | None = None
) -> Entry:
    """Record that an approved instalment was paid: one entry in the ledger. Returns the entry."""
    with INSTALMENT_LIFE.doing("pay", part, by) as held:
        entry = Entry.write(
            held.agreement,
            Entry.Kind.PAYMENT,
            held.amount,
            instalment=held,
            on=on,
            document_number=document_number,
            requested_by=held.requested_by,
            approved_by=held.approved_by,  # type: ignore[arg-type]  # somebody did
            recorded_by=by,
            batch=batch,
        )
        follow_the_ledger(held, by=by, why=gettext("paid"))
    return entry


def follow_the_ledger(held: Instalment, *, by: User, why: str) -> None:
    """Keep in the history the state to which the ledger's entry has moved the instalment."""
    held.refresh_from_db(fields=["state", "paid"])
    held.store(by=by, why=why, fields=["state"])
