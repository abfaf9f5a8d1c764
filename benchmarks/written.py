"""Money written in bulk for the benchmarks: past the history, but under every rule of the database."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from grants.models import Agreement, Allocation, Entry, Instalment, Programme, Report
from people.models import Membership, User
from people.roles import Role

AMOUNT, PART = Decimal("95000.00"), Decimal("47500.00")
LAST_DAY = timedelta(days=340)  # from the day of signing


class Deciders(NamedTuple):
    """Who asks, who approves and who mentors in one region."""

    asks: User
    approves: User
    mentors: User


class Progress(NamedTuple):
    """Of a hundred agreements: how many have the first instalment paid, its report accepted, the second paid…"""

    paid: int
    reported: int
    paid_again: int
    reported_again: int = 0


def office(region: int) -> Deciders:
    people = Deciders(*(User.objects.create(username=f"bench-{region}-{name}") for name in Deciders._fields))
    for person, role in zip(people, (Role.REGIONAL_STAFF, Role.REGIONAL_STAFF, Role.MENTOR), strict=True):
        Membership.objects.create(user=person, role=role, region_id=region, since=date(2020, 1, 1))
    return people


def write_agreements(
    allocations: list[Allocation],
    people: Deciders,
    progress: Progress,
    *,
    signed_on: date,
    due_from: date,
    mark: str,
) -> list[Agreement]:
    """Put an agreement of two instalments in force for each allocation; `mark` makes their numbers their own."""
    agreements = Agreement.objects.bulk_create(
        Agreement(allocation=allocation, amount=AMOUNT, number=f"{mark}-{allocation.order:03}")
        for allocation in allocations
    )
    parts = Instalment.objects.bulk_create(
        Instalment(
            agreement=agreement, number=number, amount=PART, due_on=due_from + timedelta(days=60 * number)
        )
        for agreement in agreements
        for number in (1, 2)
    )
    _put_in_force(agreements, people, signed_on)
    paid_on = signed_on + timedelta(days=12)
    first, second = parts[::2], parts[1::2]
    paid, reported, paid_again, reported_again = (len(agreements) * share // 100 for share in progress)
    _pay(first[:paid], people, paid_on)
    _report(first[:reported], people)
    _pay(second[:paid_again], people, paid_on)
    _report(second[:reported_again], people)
    return agreements


def close(programme: Programme, agreements: Iterable[Agreement]) -> None:
    """End what is paid, reported and spent, and close its year."""
    Agreement.objects.filter(pk__in=[agreement.pk for agreement in agreements]).update(
        state=Agreement.State.ENDED
    )
    Programme.objects.filter(pk=programme.pk).update(state=Programme.State.CLOSED)


def _put_in_force(agreements: list[Agreement], people: Deciders, signed_on: date) -> None:
    of_these = Agreement.objects.filter(pk__in=[agreement.pk for agreement in agreements])
    of_these.update(
        state=Agreement.State.SIGNED,
        signed_on=signed_on,
        starts_on=signed_on,
        ends_on=signed_on + LAST_DAY,
        signed_by=people.asks,
    )
    of_these.update(state=Agreement.State.ACTIVE, uncommitted=0)
    _write(Entry.Kind.COMMITMENT, [(agreement, None, AMOUNT) for agreement in agreements], people, signed_on)


def _pay(parts: list[Instalment], people: Deciders, on: date) -> None:
    of_these = Instalment.objects.filter(pk__in=[part.pk for part in parts])
    of_these.update(state=Instalment.State.REQUESTED, requested_by=people.asks)
    of_these.update(state=Instalment.State.APPROVED, approved_by=people.approves)
    _write(Entry.Kind.PAYMENT, [(part.agreement, part, part.amount) for part in parts], people, on)


def _write(
    kind: str, moved: list[tuple[Agreement, Instalment | None, Decimal]], people: Deciders, on: date
) -> None:
    Entry.objects.bulk_create(
        Entry(
            agreement=agreement,
            instalment=instalment,
            kind=kind,
            amount=amount,
            on=on,
            document_number=f"วัดความเร็ว {agreement.pk}",
            requested_by=people.asks,
            approved_by=people.approves,
            recorded_by=people.asks,
        )
        for agreement, instalment, amount in moved
    )


def _report(parts: list[Instalment], people: Deciders) -> None:
    made = Report.objects.bulk_create(
        Report(instalment=part, received=PART, services=PART, unshown="วัดความเร็ว") for part in parts
    )
    of_these = Report.objects.filter(pk__in=[report.pk for report in made])
    of_these.update(state=Report.State.SENT, sent_by=people.asks)
    of_these.update(state=Report.State.MENTORED, mentored_by=people.mentors)
    of_these.update(state=Report.State.ACCEPTED, accepted_by=people.approves)
