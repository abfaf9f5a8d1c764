"""The sums: each computed anew from its rows and held against its limit and against the counter that triggers keep."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import F, Sum

from editing.proof.rule import Rule
from grants.agreements.agreement import Agreement
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from grants.reports.money import money_by_agreement
from grants.reports.report import Report
from grants.year.account import obstacles
from thai.amounts import NO_BAHT
from thai.money_words import format_baht

Measures = defaultdict[int, defaultdict[str, Decimal]]


def _measures() -> Measures:
    """Of each agreement by key, what its entries come to by measure; an adjustment counts to what it adjusts."""
    found: Measures = defaultdict(lambda: defaultdict(lambda: NO_BAHT))
    rows = Entry.objects.order_by().values("agreement", "kind", "adjusts").annotate(total=Sum("amount"))
    for row in rows:
        found[row["agreement"]][row["adjusts"] or row["kind"]] += row["total"]
    return found


def _agreements() -> list[Agreement]:
    return list(Agreement.objects.with_everything().prefetch_related("instalments"))


def _counted(record: Allocation | Agreement, paid: Decimal) -> Decimal:
    """What it takes of what it is under: its amount, or once it is cancelled what was paid."""
    return paid if record.state == Agreement.State.CANCELLED else record.amount


def _within(owner: object, total: Decimal, limit: Decimal, counter: Decimal) -> Iterator[str]:
    if total > limit:
        yield f"{owner}: {format_baht(total)} > {format_baht(limit)}"
    if total != counter:
        yield f"{owner}: counter {format_baht(counter)}, rows {format_baht(total)}"


def _allocations_within_ceiling() -> Iterator[str]:
    measures = _measures()
    for programme in Programme.objects.prefetch_related("allocations__agreements"):
        total = NO_BAHT
        for allocation in programme.allocations.all():
            paid = (measures[each.pk][Entry.Kind.PAYMENT] for each in allocation.agreements.all())
            total += _counted(allocation, sum(paid, start=NO_BAHT))
        yield from _within(programme, total, programme.ceiling, programme.allocated)


def _agreements_within_allocation() -> Iterator[str]:
    measures = _measures()
    for allocation in Allocation.objects.prefetch_related("agreements").select_related("organisation"):
        agreements = allocation.agreements.all()
        total = sum((_counted(each, measures[each.pk][Entry.Kind.PAYMENT]) for each in agreements), NO_BAHT)
        yield from _within(allocation, total, allocation.amount, allocation.agreed)


def _instalments_equal_agreement() -> Iterator[str]:
    for agreement in _agreements():
        total = sum((part.amount for part in agreement.instalments.all()), NO_BAHT)
        may_differ = agreement.state in (Agreement.State.DRAFT, Agreement.State.CANCELLED)
        if total != agreement.amount and not may_differ:
            yield f"{agreement}: {format_baht(total)} ≠ {format_baht(agreement.amount)}"
        if total != agreement.instalments_total:
            yield f"{agreement}: counter {format_baht(agreement.instalments_total)}, rows {format_baht(total)}"


def _paid_within_agreement() -> Iterator[str]:
    measures = _measures()
    for agreement in _agreements():
        paid = measures[agreement.pk][Entry.Kind.PAYMENT]
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
    measures = _measures()
    for agreement in _agreements():
        sums = measures[agreement.pk]
        returned = sums[Entry.Kind.RETURN]
        if not 0 <= returned <= sums[Entry.Kind.PAYMENT] or returned != agreement.returned:
            yield f"{agreement}: {format_baht(returned)} returned, counter {format_baht(agreement.returned)}"
        if sums[Entry.Kind.INTEREST] < 0:
            yield f"{agreement}: interest below zero"


def _nobody_left_with_less_than_nothing() -> Iterator[str]:
    agreements = _agreements()
    money = money_by_agreement(agreements)
    for agreement in agreements:
        held = money[agreement.pk]
        if held.left < 0:
            yield f"{agreement}: {format_baht(held.left)} left with the organisation"
        if held.interest > held.paid:
            yield f"{agreement}: {format_baht(held.interest)} interest on {format_baht(held.paid)}"


def _committed_as_agreed() -> Iterator[str]:
    measures = _measures()
    for agreement in _agreements():
        sums = measures[agreement.pk]
        expected = {
            Agreement.State.ACTIVE: agreement.amount,
            Agreement.State.ENDED: agreement.amount,
            Agreement.State.CANCELLED: sums[Entry.Kind.PAYMENT],
        }.get(agreement.state, NO_BAHT)  # type: ignore[call-overload]  # a state may be an unknown word here
        committed = sums[Entry.Kind.COMMITMENT]
        if committed != expected or committed != agreement.committed:
            yield f"{agreement}: {format_baht(committed)} committed, {format_baht(expected)} agreed"


def _came_back_before(report: Report) -> Decimal:
    """What came back until a report was sent, but for what the reports before it counted."""
    before = Report.objects.accepted().filter(
        instalment__agreement=report.agreement, instalment__number__lt=report.instalment.number
    )
    entries = Entry.objects.filter(agreement=report.agreement, recorded_at__lte=report.sent_at)
    came_back = sum((entries.of_measure(kind).total() for kind in Entry.COMING_BACK), NO_BAHT)
    return came_back - (before.aggregate(total=Sum("returned"))["total"] or NO_BAHT)


def _reports_balance() -> Iterator[str]:
    sent = Report.objects.exclude(state__in=["draft", "returned"]).with_everything()
    for report in sent.prefetch_related("instalment__entries", "participant_counts", "evidence"):
        if report.difference:
            yield f"{report}: {format_baht(report.difference)}"
        if report.carried != report.starts_from():
            yield f"{report}: starts from {format_baht(report.carried)}, not {format_baht(report.starts_from())}"
        if report.returned != (came_back := _came_back_before(report)):
            yield f"{report}: {format_baht(report.returned)} returned, not {format_baht(came_back)}"
        if report.instalment.state != Instalment.State.PAID:
            yield f"{report}: its instalment is {report.instalment.state}"
        if report.received != sum((entry.amount for entry in report.instalment.entries.all()), NO_BAHT):
            yield f"{report}: received {format_baht(report.received)}"
        is_shown = report.participants and (report.activities or report.evidence.all())
        if not report.unshown and not is_shown:
            yield f"{report}: neither evidence and participants, nor a reason"
        if report.counted_participants != report.participants:
            yield f"{report}: {report.counted_participants} ≠ {report.participants} participants"


def _closed_years_accounted_for() -> Iterator[str]:
    for programme in Programme.objects.filter(state=Programme.State.CLOSED):
        yield from (f"{programme}: {said}" for said in obstacles(programme))


RULES = [
    Rule("Σ allocations ≤ ceiling", _allocations_within_ceiling),
    Rule("Σ agreements ≤ allocation", _agreements_within_allocation),
    Rule("Σ instalments = agreement", _instalments_equal_agreement),
    Rule("paid ≤ agreement", _paid_within_agreement),
    Rule("an instalment is paid as a whole", _instalments_paid_whole),
    Rule("returned ≤ paid", _returned_within_paid),
    Rule("no organisation is left with less than nothing", _nobody_left_with_less_than_nothing),
    Rule("committed = agreed, or paid where cancelled", _committed_as_agreed),
    Rule("a report balances and starts from the last one's end", _reports_balance),
    Rule("a closed year is accounted for", _closed_years_accounted_for),
]
