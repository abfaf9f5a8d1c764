"""Three invented agreements of the demonstration, so that every page about money has something to do."""

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from grants.agreements.drafting import draw_up, split
from grants.agreements.force import put_in_force, sign
from grants.agreements.payment_requests import approve_payment, request_payment
from grants.models import Agreement, Allocation, Instalment, Programme
from grants.payments.paying import pay
from grants.reports.writing import begin
from people.models import User
from thai.years import fiscal_year_bounds

SAMPLE = "ตัวอย่าง"


class Staff(NamedTuple):
    """Who asks, who approves and who pays in the demonstration."""

    asks: User
    approves: User
    pays: User


def begin_agreements(programme: Programme, staff: Staff, first: Allocation | None) -> None:
    """Open the year and make one agreement to report on, one to pay, one to sign; once, on an untouched programme.

    `first` is the allocation of the coordinator's centre, if the table still names it.
    """
    if programme.state != Programme.State.PLANNED:
        return  # what people have done since is theirs
    programme.open(by=staff.asks)
    others = programme.allocations.exclude(pk=first.pk) if first else programme.allocations.all()
    allocations = [*([first] if first else []), *others[:3]][:3]
    if len(allocations) < 3:
        return
    to_report, to_pay, _to_sign = (
        _draft(allocation, place, staff) for place, allocation in enumerate(allocations, 1)
    )
    for agreement in (to_report, to_pay):
        _sign(agreement, staff)
        part = agreement.instalments.get(number=1)
        request_payment(part, by=staff.asks)
    part = to_report.instalments.get(number=1)
    begins, _ends = fiscal_year_bounds(programme.fiscal_year)
    approve_payment(part, by=staff.approves, seen=part.shown)
    pay(part, by=staff.pays, on=begins, document_number=f"{SAMPLE} บค 1")
    begin(part, by=staff.asks)


def _draft(allocation: Allocation, place: int, staff: Staff) -> Agreement:
    agreement = draw_up(allocation, allocation.amount, by=staff.asks, number_as_typed=f"{SAMPLE} {place}")
    starts, _ends = fiscal_year_bounds(allocation.programme.fiscal_year)
    half = (allocation.amount / 2).quantize(Decimal(1))
    split(
        agreement,
        [
            Instalment(amount=half, due_on=starts, waits_for="ลงนามนิติกรรมสัญญา"),
            Instalment(
                amount=allocation.amount - half,
                due_on=starts + timedelta(days=120),
                waits_for="รายงานงวดที่ 1 ผ่านการรับรอง",
            ),
        ],
        by=staff.asks,
    )
    return agreement


def _sign(agreement: Agreement, staff: Staff) -> None:
    starts, ends = fiscal_year_bounds(agreement.programme.fiscal_year)
    sign(agreement, by=staff.asks, signed_on=starts, starts_on=starts, ends_on=ends)
    put_in_force(agreement, by=staff.approves, seen=agreement.shown, on=starts)
