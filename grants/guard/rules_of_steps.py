"""The steps: each after the one before it, by another person than the one who asked."""

from collections.abc import Iterator

from django.db.models import F, Q

from editing.proof.rule import Rule
from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.budget.allocation import Allocation
from grants.reports.report import Report
from grants.rules.request import requests_by_kind


def _payments_after_reports() -> Iterator[str]:
    moving = Instalment.objects.filter(state__in=["requested", "approved", "paid"], number__gt=1)
    for part in moving.with_everything():
        previous = part.previous
        if previous is None or not previous.has_accepted_report:
            yield f"{part}: {part.state} before the report of {part.number - 1} is accepted"


def _two_persons() -> Iterator[str]:
    recorded = Q(kind=Entry.Kind.PAYMENT, recorded_by=F("approved_by"))
    for entry in Entry.objects.filter(Q(approved_by=F("requested_by")) | recorded):
        yield f"entry {entry.pk}"
    for part in Instalment.objects.filter(approved_by=F("requested_by")):
        yield f"{part}"
    for rows in requests_by_kind():
        for request in rows.approved().filter(decided_by=F("requested_by")):
            yield f"{request._meta.model_name} {request.pk}: {request}"
    own = Q(mentored_by=F("sent_by")) | Q(accepted_by=F("sent_by")) | Q(accepted_by=F("mentored_by"))
    for report in Report.objects.filter(own):
        yield f"{report}"


def _persons_are_named() -> Iterator[str]:
    """A state that somebody brought about names who; the ledger names the same persons as the instalment it pays."""
    unnamed: dict[type, Q] = {
        Agreement: Q(state__in=["signed", "active", "ended"], signed_by=None),
        Instalment: Q(state__in=["requested", "approved", "paid"], requested_by=None)
        | Q(state__in=["approved", "paid"], approved_by=None),
        Report: Q(state__in=["sent", "mentored", "accepted"], sent_by=None)
        | Q(state__in=["mentored", "accepted"], mentored_by=None)
        | Q(state="accepted", accepted_by=None),
    }
    for model, nobody in unnamed.items():
        for record in model.objects.filter(nobody):  # type: ignore[attr-defined]
            yield f"{record}: it is {record.state}, and nobody is named for it"
    for agreement in Agreement.objects.filter(state=Agreement.State.DRAFT).exclude(signed_by=None):
        yield f"{agreement}: a draft that somebody has signed"
    for part in Instalment.objects.filter(state=Instalment.State.PAID):
        payment = part.standing_payment
        if payment and (payment.requested_by_id, payment.approved_by_id) != (
            part.requested_by_id,
            part.approved_by_id,
        ):
            yield f"entry {payment.pk}: other persons than instalment {part.pk}"


def _cancelled_without_live() -> Iterator[str]:
    live = Agreement.objects.filter(allocation__state=Allocation.State.CANCELLED).live()
    yield from (f"{agreement} of a cancelled allocation" for agreement in live)


def _ended_are_reported() -> Iterator[str]:
    unreported = Instalment.objects.filter(agreement__state=Agreement.State.ENDED).exclude(
        report__state="accepted"
    )
    yield from (f"{part}: ended without its report" for part in unreported.with_everything())


RULES = [
    Rule("an instalment is payable after the report before it", _payments_after_reports),
    Rule("who asks does not approve", _two_persons),
    Rule("whoever brought a state about is named", _persons_are_named),
    Rule("cancelled things free their unpaid part", _cancelled_without_live),
    Rule("an agreement ends when it is reported", _ended_are_reported),
]
