"""What one person asked for and another approved was carried out, and nothing of that kind without being asked for."""

from collections.abc import Iterator
from decimal import Decimal

from editing.proof.rule import Rule
from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment, Picture
from grants.agreements.ledger import Entry
from grants.budget.ceiling import CeilingChange
from grants.budget.programme import Programme
from grants.payments.corrections import Correction
from grants.payments.returns import ReturnNotice
from thai.money_words import format_baht


def _amendments_carried_out() -> Iterator[str]:
    approved = Amendment.objects.approved().order_by("agreement", "pk")
    last: dict[int, Amendment] = {}
    for amendment in approved.select_related("agreement"):
        if amendment.kind == Amendment.Kind.CANCELLATION:
            if amendment.agreement.state != Agreement.State.CANCELLED:
                yield f"{amendment}: cancelled, but the agreement is {amendment.agreement.state}"
            continue
        last[amendment.agreement_id] = amendment
        yield from _change_in_the_ledger(amendment)
    for amendment in last.values():
        if amendment.agreement.state == Agreement.State.CANCELLED:
            continue
        stands, wanted = _as_agreed(amendment.agreement), _as_approved(amendment.after)
        for name, value in stands.items():
            if value != wanted[name]:
                yield f"{amendment}: {name} is {value}, approved was {wanted[name]}"


def _as_agreed(agreement: Agreement) -> dict[str, object]:
    parts = agreement.instalments.exclude(state="cancelled").order_by("number")
    return {
        "amount": str(agreement.amount),
        "ends_on": str(agreement.ends_on),
        "instalments": [(part.number, str(part.amount)) for part in parts],
    }


def _as_approved(picture: Picture) -> dict[str, object]:
    parts = [(part["number"], part["amount"]) for part in picture["instalments"]]
    return {"amount": picture["amount"], "ends_on": picture["ends_on"], "instalments": parts}


def _change_in_the_ledger(amendment: Amendment) -> Iterator[str]:
    change = Decimal(amendment.after["amount"]) - Decimal(amendment.before["amount"])
    adjusting = Entry.objects.filter(
        agreement=amendment.agreement_id,
        adjusts=Entry.Kind.COMMITMENT,
        amount=change,
        requested_by=amendment.requested_by_id,
        approved_by=amendment.decided_by_id,
    )
    if change and not adjusting.exists():
        yield f"{amendment}: no entry changes the commitment by {format_baht(change)}"


def _returns_in_the_ledger() -> Iterator[str]:
    for notice in ReturnNotice.objects.approved().select_related("agreement"):
        for kind, amount in ((Entry.Kind.RETURN, notice.unspent), (Entry.Kind.INTEREST, notice.interest)):
            entry = Entry.objects.filter(
                agreement=notice.agreement_id,
                kind=kind,
                amount=amount,
                on=notice.on,
                document_number=notice.document_number,
                requested_by=notice.requested_by_id,
                approved_by=notice.decided_by_id,
            )
            if amount and not entry.exists():
                yield f"{notice}: no entry of {kind} over {format_baht(amount)}"


def _corrections_in_the_ledger() -> Iterator[str]:
    """Each approved correction has the entry that adjusts: of an entry that is corrected twice, to the last amount."""
    for entry in Entry.objects.filter(corrections__state="approved").distinct():
        counted = entry.amount
        for correction in entry.corrections.approved().order_by("pk"):
            adjusts = Entry.objects.filter(
                agreement=entry.agreement_id,
                adjusts=entry.kind,
                amount=correction.right_amount - counted,
                instalment=entry.instalment_id,
                document_number=correction.document_number,
                requested_by=correction.requested_by_id,
                approved_by=correction.decided_by_id,
            )
            counted = correction.right_amount
            if not adjusts.exists():
                yield f"{correction}: no entry adjusts it"


def _ceilings_carried_out() -> Iterator[str]:
    """Each change starts from the ceiling before it, and the last one is the ceiling."""
    stands: dict[int, CeilingChange] = {}
    for change in CeilingChange.objects.approved().order_by("programme", "pk").select_related("programme"):
        earlier = stands.get(change.programme_id)
        if earlier and earlier.after != change.before:
            yield f"{change}: approved, but the ceiling before it was {format_baht(earlier.after)}"
        stands[change.programme_id] = change
    for change in stands.values():
        if change.programme.ceiling != change.after:
            yield f"{change}: approved, but the ceiling is {format_baht(change.programme.ceiling)}"


def _ceilings_were_asked_for() -> Iterator[str]:
    """Whatever the ceiling has been since the year was made, somebody asked for and another approved."""
    approved = set(CeilingChange.objects.approved().values_list("programme", "before", "after"))
    last: dict[int, Decimal] = {}
    lines = Programme.history.exclude(history_type="-").order_by("id", "history_date", "history_id")
    for key, ceiling in lines.values_list("id", "ceiling"):
        before = last.get(key, ceiling)
        if before != ceiling and (key, before, ceiling) not in approved:
            yield f"programme {key}: a ceiling of {format_baht(ceiling)} that nobody asked for"
        last[key] = ceiling


def _returns_were_asked_for() -> Iterator[str]:
    notices = ReturnNotice.objects.approved()
    for kind, amount in ((Entry.Kind.RETURN, "unspent"), (Entry.Kind.INTEREST, "interest")):
        for entry in Entry.objects.filter(kind=kind):
            asked = {
                "agreement": entry.agreement_id,
                amount: entry.amount,
                "on": entry.on,
                "document_number": entry.document_number,
                "requested_by": entry.requested_by_id,
                "decided_by": entry.approved_by_id,
            }
            if not notices.filter(**asked).exists():
                yield f"entry {entry.pk}: a {kind} of {format_baht(entry.amount)} that nobody reported"


def _adjustments_were_asked_for() -> Iterator[str]:
    for entry in Entry.objects.filter(adjusts__in=[Entry.Kind.PAYMENT, *Entry.COMING_BACK]):
        asked = Correction.objects.approved().filter(
            entry__agreement=entry.agreement_id,
            entry__kind=entry.adjusts,
            entry__instalment=entry.instalment_id,
            document_number=entry.document_number,
            requested_by=entry.requested_by_id,
            decided_by=entry.approved_by_id,
        )
        if not asked.exists():
            yield f"entry {entry.pk}: an adjustment of {format_baht(entry.amount)} that nobody asked for"


RULES = [
    Rule("an approved amendment was carried out", _amendments_carried_out),
    Rule("a confirmed return stands in the ledger", _returns_in_the_ledger),
    Rule("a correction stands in the ledger", _corrections_in_the_ledger),
    Rule("an approved ceiling is the ceiling", _ceilings_carried_out),
]
TRACES = [
    Rule("a return in the ledger was reported and confirmed", _returns_were_asked_for),
    Rule("an adjustment in the ledger was asked for", _adjustments_were_asked_for),
    Rule("another ceiling was asked for", _ceilings_were_asked_for),
]
