"""The days: none where no day of that kind can be, and each after the one that has to come before it."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils import timezone

from editing.days import bounds_of
from editing.proof.rule import Rule
from editing.proof.rules_of_moments import rule_of_moments
from grants.agreements.agreement import DAYS, Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.payments.returns import ReturnNotice
from grants.reports.report import Report
from grants.rules.request import MoneyRequest


def _days_of_an_agreement() -> Iterator[str]:
    for agreement in Agreement.objects.with_everything():
        first, last = bounds_of(agreement.programme.fiscal_year)
        for name in DAYS:
            yield from _outside(agreement, name, first, last)
        if agreement.state in (Agreement.State.SIGNED, Agreement.State.ACTIVE, Agreement.State.ENDED):
            yield from _outside(agreement, "signed_on", first, timezone.localdate())
            if None in (agreement.signed_on, agreement.starts_on, agreement.ends_on):
                yield f"{agreement}: it is {agreement.state} without the days of signing, beginning and end"
        if agreement.starts_on and agreement.ends_on and agreement.ends_on < agreement.starts_on:
            yield f"{agreement}: it ends before it starts"
    for part in Instalment.objects.exclude(due_on=None).with_everything():
        yield from _outside(part, "due_on", *bounds_of(part.agreement.programme.fiscal_year))


def _outside(record: models.Model, name: str, first: date, last: date) -> Iterator[str]:
    day = getattr(record, name)
    if day is not None and not first <= day <= last:
        yield f"{record}: {name} is {day}, outside {first} to {last}"


def _days_of_the_ledger() -> Iterator[str]:
    for entry in Entry.objects.select_related("agreement__allocation__programme"):
        if entry.kind != Entry.Kind.ADJUSTMENT:
            yield from _outside(entry, "on", *bounds_of(entry.agreement.programme.fiscal_year))
        signed = entry.agreement.signed_on
        if signed and entry.on < signed:
            yield f"entry {entry.pk}: of {entry.on}, before the agreement was signed on {signed}"
        if entry.on > timezone.localdate(entry.recorded_at):
            yield f"entry {entry.pk}: of {entry.on}, after it was recorded"
    for notice in ReturnNotice.objects.all():
        if notice.on > timezone.localdate(notice.requested_at):
            yield f"returnnotice {notice.pk}: of {notice.on}, after it was reported"


RULES = [
    Rule("the days of an agreement are possible", _days_of_an_agreement),
    Rule("an entry comes after the signing and before it is recorded", _days_of_the_ledger),
    rule_of_moments(
        lambda: {
            Entry: ("recorded_at",),
            Instalment: ("requested_at", "approved_at"),
            Report: ("sent_at", "mentored_at", "accepted_at"),
            **dict.fromkeys(MoneyRequest.__subclasses__(), ("requested_at", "decided_at")),
        }
    ),
]
