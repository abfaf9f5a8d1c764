"""Proves over the whole database that the rules of money hold, from the rows alone and not from any counter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum

from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from grants.payments.corrections import Correction
from grants.payments.returns import ReturnNotice
from grants.reports.money import money_of
from grants.reports.report import Report
from grants.year.account import obstacles
from grants.year.settlement import Settlement
from thai.amounts import NO_BAHT
from thai.money_words import format_baht


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is always true; `broken` tells of each record for which it is not."""

    name: str
    broken: Callable[[], Iterator[str]]


def audit() -> list[tuple[Rule, list[str]]]:
    """Return each rule with what breaks it; every list is empty when the money is right."""
    return [(rule, list(rule.broken())) for rule in RULES]


def violations() -> list[str]:
    """Return what breaks any rule, in sentences for the person who looks after the portal."""
    return [f"{rule.name}: {said}" for rule, found in audit() for said in found]


def _total(rows: object, amount: str = "amount") -> Decimal:
    return rows.aggregate(total=Sum(amount))["total"] or NO_BAHT  # type: ignore[attr-defined]


def _measure(agreement: Agreement, kind: str) -> Decimal:
    return agreement.entries.of_measure(kind).total()


def _agreements() -> Iterator[Agreement]:
    yield from Agreement.objects.with_everything().prefetch_related("instalments", "amendments")


def _counted_in_allocation(agreement: Agreement) -> Decimal:
    is_cancelled = agreement.state == Agreement.State.CANCELLED
    return _measure(agreement, Entry.Kind.PAYMENT) if is_cancelled else agreement.amount


def _counted_in_programme(allocation: Allocation) -> Decimal:
    if allocation.state != Allocation.State.CANCELLED:
        return allocation.amount
    return sum(
        (_measure(agreement, Entry.Kind.PAYMENT) for agreement in allocation.agreements.all()), NO_BAHT
    )


def _allocations_within_ceiling() -> Iterator[str]:
    for programme in Programme.objects.prefetch_related("allocations__agreements"):
        total = sum((_counted_in_programme(each) for each in programme.allocations.all()), NO_BAHT)
        if total > programme.ceiling:
            yield f"{programme}: {format_baht(total)} > {format_baht(programme.ceiling)}"
        if total != programme.allocated:
            yield f"{programme}: counter {format_baht(programme.allocated)}, rows {format_baht(total)}"


def _agreements_within_allocation() -> Iterator[str]:
    for allocation in Allocation.objects.prefetch_related("agreements").select_related("organisation"):
        total = sum((_counted_in_allocation(each) for each in allocation.agreements.all()), NO_BAHT)
        if total > allocation.amount:
            yield f"{allocation}: {format_baht(total)} > {format_baht(allocation.amount)}"
        if total != allocation.agreed:
            yield f"{allocation}: counter {format_baht(allocation.agreed)}, rows {format_baht(total)}"


def _instalments_equal_agreement() -> Iterator[str]:
    for agreement in _agreements():
        total = sum((part.amount for part in agreement.instalments.all()), NO_BAHT)
        may_differ = agreement.state in (Agreement.State.DRAFT, Agreement.State.CANCELLED)
        if total != agreement.amount and not may_differ:
            yield f"{agreement}: {format_baht(total)} ≠ {format_baht(agreement.amount)}"
        if total != agreement.instalments_total:
            yield f"{agreement}: counter {format_baht(agreement.instalments_total)}, rows {format_baht(total)}"


def _paid_within_agreement() -> Iterator[str]:
    for agreement in _agreements():
        paid = _measure(agreement, Entry.Kind.PAYMENT)
        if not 0 <= paid <= agreement.amount:
            yield f"{agreement}: {format_baht(paid)} of {format_baht(agreement.amount)}"
        if paid != agreement.paid:
            yield f"{agreement}: counter {format_baht(agreement.paid)}, entries {format_baht(paid)}"


def _instalments_paid_whole() -> Iterator[str]:
    for entry in Entry.objects.exclude(instalment=None).exclude(instalment__agreement=F("agreement")):
        yield f"entry {entry.pk}: the instalment is of another agreement"
    for part in Instalment.objects.with_everything().prefetch_related("entries"):
        paid = sum((entry.amount for entry in part.entries.all()), NO_BAHT)
        if paid != (part.amount if part.state == Instalment.State.PAID else NO_BAHT) or paid != part.paid:
            yield f"{part}: {part.state}, entries {format_baht(paid)}, counter {format_baht(part.paid)}"


def _returned_within_paid() -> Iterator[str]:
    for agreement in _agreements():
        returned = _measure(agreement, Entry.Kind.RETURN)
        if not 0 <= returned <= _measure(agreement, Entry.Kind.PAYMENT) or returned != agreement.returned:
            yield f"{agreement}: {format_baht(returned)} returned, counter {format_baht(agreement.returned)}"
        if _measure(agreement, Entry.Kind.INTEREST) < 0:
            yield f"{agreement}: interest below zero"


def _nobody_left_with_less_than_nothing() -> Iterator[str]:
    for agreement in _agreements():
        left = money_of(agreement).left
        if left < 0:
            yield f"{agreement}: {format_baht(left)} left with the organisation"


def _committed_as_agreed() -> Iterator[str]:
    for agreement in _agreements():
        expected = {
            Agreement.State.ACTIVE: agreement.amount,
            Agreement.State.ENDED: agreement.amount,
            Agreement.State.CANCELLED: _measure(agreement, Entry.Kind.PAYMENT),
        }.get(agreement.state, NO_BAHT)  # type: ignore[call-overload]  # a state may be an unknown word here
        committed = _measure(agreement, Entry.Kind.COMMITMENT)
        if committed != expected or committed != agreement.committed:
            yield f"{agreement}: {format_baht(committed)} committed, {format_baht(expected)} agreed"


def _payments_after_reports() -> Iterator[str]:
    moving = Instalment.objects.filter(state__in=["requested", "approved", "paid"], number__gt=1)
    for part in moving.with_everything():
        previous = part.previous
        if previous is None or not previous.has_accepted_report:
            yield f"{part}: {part.state} before the report of {part.number - 1} is accepted"


def _two_persons() -> Iterator[str]:
    for entry in Entry.objects.filter(approved_by=F("requested_by")):
        yield f"entry {entry.pk}"
    for part in Instalment.objects.filter(approved_by=F("requested_by")):
        yield f"{part}"
    for kind in (Amendment, ReturnNotice, Correction, Settlement):
        for request in kind._default_manager.filter(state="approved", decided_by=F("requested_by")):
            yield f"{kind._meta.verbose_name} {request.pk}: {request}"
    own = Q(mentored_by=F("sent_by")) | Q(accepted_by=F("sent_by")) | Q(accepted_by=F("mentored_by"))
    for report in Report.objects.filter(own):
        yield f"{report}"


def _returns_in_the_ledger() -> Iterator[str]:
    for notice in ReturnNotice.objects.approved().select_related("agreement"):
        said = {
            "on": notice.on,
            "document_number": notice.document_number,
            "requested_by": notice.requested_by_id,
            "approved_by": notice.decided_by_id,
        }
        for kind, amount in ((Entry.Kind.RETURN, notice.unspent), (Entry.Kind.INTEREST, notice.interest)):
            if amount and not notice.agreement.entries.filter(kind=kind, amount=amount, **said).exists():
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


def _came_back_before(report: Report) -> Decimal:
    """What came back until a report was sent, but for what the reports before it counted."""
    before = Report.objects.accepted().filter(
        instalment__agreement=report.agreement, instalment__number__lt=report.instalment.number
    )
    entries = Entry.objects.filter(agreement=report.agreement, recorded_at__lte=report.sent_at)
    came_back = sum((entries.of_measure(kind).total() for kind in Entry.COMING_BACK), NO_BAHT)
    return came_back - _total(before, "returned")


def _reports_balance() -> Iterator[str]:
    for report in Report.objects.exclude(state__in=["draft", "returned"]).with_everything():
        if report.difference:
            yield f"{report}: {format_baht(report.difference)}"
        if report.carried != report.starts_from():
            yield f"{report}: starts from {format_baht(report.carried)}, not {format_baht(report.starts_from())}"
        if report.returned != (came_back := _came_back_before(report)):
            yield f"{report}: {format_baht(report.returned)} returned, not {format_baht(came_back)}"
        if report.instalment.state != Instalment.State.PAID:
            yield f"{report}: its instalment is {report.instalment.state}"
        if report.received != _total(report.instalment.entries):
            yield f"{report}: received {format_baht(report.received)}"
        if report.counted_participants != report.participants:
            yield f"{report}: {report.counted_participants} ≠ {report.participants} participants"


def _closed_years_accounted_for() -> Iterator[str]:
    for programme in Programme.objects.filter(state=Programme.State.CLOSED):
        yield from (f"{programme}: {said}" for said in obstacles(programme))


def _cancelled_without_live() -> Iterator[str]:
    live = Agreement.objects.filter(allocation__state=Allocation.State.CANCELLED).live()
    yield from (f"{agreement} of a cancelled allocation" for agreement in live)


def _ended_are_reported() -> Iterator[str]:
    unreported = Instalment.objects.filter(agreement__state=Agreement.State.ENDED).exclude(
        report__state="accepted"
    )
    yield from (f"{part}: ended without its report" for part in unreported.with_everything())


def _words_and_amounts() -> Iterator[str]:
    for model in (Programme, Allocation, Agreement, Instalment, Report, Amendment, ReturnNotice):
        known: list[str] = list(model.State.values)
        for record in model._default_manager.exclude(state__in=known):
            yield f"{model._meta.model_name} {record.pk}: {record.state!r}"
    for agreement in Agreement.objects.filter(state=Agreement.State.DRAFT).exclude(signed_by=None):
        yield f"{agreement}: a draft that somebody has signed"
    for rows in (
        Programme.objects.filter(ceiling__lt=0),
        Allocation.objects.filter(amount__lt=0),
        Agreement.objects.filter(amount__lte=0),
        Instalment.objects.filter(amount__lte=0),
        Entry.objects.exclude(kind=Entry.Kind.ADJUSTMENT).filter(amount__lte=0),
        Settlement.objects.filter(amount__lte=0),
    ):
        for row in rows:
            yield f"{row._meta.model_name} {row.pk}: an amount below what is possible"


def _within_one_region() -> Iterator[str]:
    strangers = Allocation.objects.exclude(organisation__region=F("programme__region"))
    yield from (f"{allocation}: of another region" for allocation in strangers)
    said = Settlement.objects.exclude(agreement=None)
    for settlement in said.exclude(agreement__allocation__programme=F("programme")):
        yield f"settlement {settlement.pk}: of an agreement of another programme"


RULES = [
    Rule("Σ allocations ≤ ceiling", _allocations_within_ceiling),
    Rule("Σ agreements ≤ allocation", _agreements_within_allocation),
    Rule("Σ instalments = agreement", _instalments_equal_agreement),
    Rule("paid ≤ agreement", _paid_within_agreement),
    Rule("an instalment is paid as a whole", _instalments_paid_whole),
    Rule("returned ≤ paid", _returned_within_paid),
    Rule("a confirmed return stands in the ledger", _returns_in_the_ledger),
    Rule("no organisation is left with less than nothing", _nobody_left_with_less_than_nothing),
    Rule("committed = agreed, or paid where cancelled", _committed_as_agreed),
    Rule("an instalment is payable after the report before it", _payments_after_reports),
    Rule("who asks does not approve", _two_persons),
    Rule("a report balances and starts from the last one's end", _reports_balance),
    Rule("a closed year is accounted for", _closed_years_accounted_for),
    Rule("cancelled things free their unpaid part", _cancelled_without_live),
    Rule("a correction stands in the ledger", _corrections_in_the_ledger),
    Rule("an agreement ends when it is reported", _ended_are_reported),
    Rule("states are known and amounts possible", _words_and_amounts),
    Rule("money stays within its region and programme", _within_one_region),
]
