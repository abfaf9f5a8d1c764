"""Recording that an instalment was paid."""

from datetime import date

from editing.shown import require_meant
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.agreements.life import INSTALMENT_LIFE, InstalmentState
from people.models import User
from spreadsheets.models import ImportBatch
from thai.dates import tell_date
from thai.money_words import format_baht
from thai.sentences import gettext

MOST_NAMED = 3  # other payments of one document


def pay(
    part: Instalment,
    *,
    by: User,
    on: date,
    document_number: str,
    batch: ImportBatch | None = None,
    meant: str = "",
    seen: str | None = None,
) -> Entry:
    """Record that an approved instalment was paid: one entry in the ledger. Returns the entry.

    A document that pays something else already is asked about (Doubted); of a list its preview has asked.
    """
    with INSTALMENT_LIFE.doing("pay", part, by, seen=seen) as held:
        if batch is None:
            require_meant(doubts_of_document(held, document_number), meant)
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


def doubts_of_document(part: Instalment, document_number: str) -> list[str]:
    """What the document pays already in the year, for whoever pays with it again to say that it is meant."""
    paid = Entry.objects.filter(
        kind=Entry.Kind.PAYMENT,
        document_number=document_number.strip(),
        agreement__allocation__programme=part.agreement.programme,  # numbers begin anew each year
        instalment__state=InstalmentState.PAID,
    )
    others = paid.exclude(instalment=part.pk).select_related(
        "instalment__agreement", "agreement__allocation__organisation"
    )
    said = gettext(
        "Document %(number)s pays %(part)s of %(organisation)s already: %(amount)s baht on %(day)s."
    )
    return [
        said
        % {
            "number": other.document_number,
            "part": other.instalment,
            "organisation": other.agreement.name_on_paper,
            "amount": format_baht(other.amount),
            "day": tell_date(other.on),
        }
        for other in others.order_by("pk")[:MOST_NAMED]
    ]


def follow_the_ledger(held: Instalment, *, by: User, why: str) -> None:
    """Keep in the history the state to which the ledger's entry has moved the instalment."""
    held.refresh_from_db(fields=["state", "paid"])
    held.store(by=by, why=why, fields=["state"])
