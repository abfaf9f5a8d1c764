"""Recording that an instalment was paid."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from editing.refusals import refused_at
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.agreements.life import INSTALMENT_LIFE
from people.models import User
from spreadsheets.models import ImportBatch
from thai.dates import format_date


def pay(
    part: Instalment, *, by: User, on: date, document_number: str, batch: ImportBatch | None = None
) -> Entry:
    """Record that an approved instalment was paid: one entry in the ledger. Returns the entry."""
    with INSTALMENT_LIFE.doing("pay", part, by) as held:
        check_payment_day(held, on)
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


def check_payment_day(part: Instalment, on: date) -> None:
    """Refuse a day of payment that is still to come, or before the agreement was signed: a slip of the year."""
    signed_on = part.agreement.signed_on
    if on > timezone.localdate():
        sentence = gettext("%(day)s is still to come. Record a payment once it is made.")
        raise refused_at("on", sentence % {"day": format_date(on)}, "future")
    if signed_on and on < signed_on:
        sentence = gettext("%(day)s is before the agreement was signed, on %(signed)s. Check the year.")
        days = {"day": format_date(on), "signed": format_date(signed_on)}
        raise refused_at("on", sentence % days, "before_signing")
