"""A region in the middle of a year, with something in every state: what rules of money can be broken on."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from grants.agreements.payment_requests import request_payment
from grants.models import (
    Amendment,
    CeilingChange,
    Correction,
    Entry,
    Instalment,
    ReturnNotice,
    Seal,
    Settlement,
)
from grants.reports.ending import end
from grants.reports.writing import begin
from tests import make
from tests.grants.steps import (
    NUMBER,
    ON,
    Office,
    accept_as_mentor,
    approve,
    cancel_allocation,
    close_year,
    refuse,
)


@dataclass
class Middle:
    """The people and, by name, the key of every row that a statement may want."""

    office: Office
    keys: dict[str, int] = field(default_factory=dict)

    def __setitem__(self, name: str, record: Any) -> None:
        self.keys[name] = record.pk


def middle_of_the_year() -> Middle:
    office = Office()
    middle = Middle(office)
    for name in ("asks", "approves", "pays", "mentors", "head"):
        middle[name] = getattr(office, name)
    _closed_year(middle)
    programme = office.open_programme("900.00")
    middle["open_year"] = programme
    middle["approved_ceiling"] = office.set_ceiling(programme, "1000.00")
    more = {"after": Decimal("1100.00"), "reason": "ได้รับงบเพิ่ม"}
    middle["waiting_ceiling"] = CeilingChange.propose(programme, by=office.asks, **more)
    middle["planned_year"] = make.programme(6, 2568, "500.00")
    middle["empty_year"] = make.programme(11, 2567, "500.00")
    middle["other_region"] = make.organisation("ของเขต 11", 11)
    middle["organisation"] = make.organisation("ยังไม่ได้รับจัดสรร")
    names = [
        "planned",
        "untouched",
        "draft",
        "signed",
        "active",
        "asked",
        "ended",
        "cancelled",
        "sent",
        "mentored",
    ]
    held = {name: make.allocation(programme, f"องค์กร {name}", "90.00") for name in names}
    for name, allocation in held.items():
        middle[f"{name}_allocation"] = allocation
    middle["holder"] = held["active"].organisation
    _agreements(middle, held)
    _reports(middle, held)
    _decisions(middle, programme)
    return middle


def _closed_year(middle: Middle) -> None:
    office = middle.office
    programme = office.open_programme("100.00", year=2566)
    allocation = make.allocation(programme, "องค์กรของปีก่อน", "80.00")
    agreement = office.active(allocation, "80.00")
    office.accept(office.report(office.pay(agreement, 1), spent="70.00"))
    end(agreement, by=office.approves)
    rest = office.settle(programme, "20.00")
    office.settle(programme, "10.00", agreement=agreement)
    close_year(programme, by=office.approves)
    part = agreement.instalments.get()
    middle["closed_year"], middle["closed_allocation"], middle["closed_agreement"] = (
        programme,
        allocation,
        agreement,
    )
    middle["closed_part"], middle["closed_settlement"] = part, rest
    middle["closed_report"] = part.report


def _agreements(middle: Middle, held: dict[str, Any]) -> None:
    """`active` has four instalments: paid and accepted, paid with a draft of its report, planned, planned."""
    office = middle.office
    draft = office.draft(held["draft"], "40.00", "50.00")
    signed = office.sign(office.draft(held["signed"], "90.00"))
    active = office.active(held["active"], "30.00", "20.00", "15.00", "25.00")
    office.accept(office.report(office.pay(active, 1), spent="25.00", interest="2.00"))
    begin(office.pay(active, 2), by=office.coordinator_of(active))
    office.give_back(active, "5.00", interest="1.00")
    middle["returned"] = ReturnNotice.objects.approved().get()
    asked = office.active(held["asked"], "60.00")
    request_payment(asked.instalments.get(), by=office.asks)
    approved = office.active(held["asked"], "30.00")
    office.approve(approved, 1)
    ended = office.finish(office.active(held["ended"], "90.00"))
    cancelled = office.active(held["cancelled"], "40.00", "50.00")
    office.pay(cancelled, 1)
    reason = {"by": office.asks, "reason": "ยุติการดำเนินงาน"}
    ask = Amendment.propose_cancellation(cancelled, **reason)
    approve(ask, by=office.approves)
    cancel_allocation(held["cancelled"], **reason)
    middle["approved_amendment"] = ask
    for name, agreement in {
        "draft": draft,
        "signed": signed,
        "active": active,
        "asked": asked,
        "approved": approved,
        "ended": ended,
        "cancelled": cancelled,
    }.items():
        middle[name] = agreement
        for part in agreement.instalments.all():
            middle[f"{name}_{part.number}"] = part
            if hasattr(part, "report"):
                middle[f"{name}_{part.number}_report"] = part.report
    middle["payment"] = Entry.objects.get(instalment=middle.keys["active_1"])
    middle["seal"] = Seal.objects.get(record="entry", key=middle.keys["payment"])
    paid = Instalment.objects.get(pk=middle.keys["active_2"])
    middle["corrected"] = corrected = Correction.propose(
        paid.standing_payment, by=office.pays, reason="โอนไม่สำเร็จ", document_number="บค 9"
    )
    refuse(corrected, by=office.approves, answer="โอนแล้ว")


def _reports(middle: Middle, held: dict[str, Any]) -> None:
    office = middle.office
    sent = office.report(office.pay(office.active(held["sent"], "90.00"), 1))
    mentored = office.report(office.pay(office.active(held["mentored"], "90.00"), 1))
    accept_as_mentor(mentored, by=office.mentors)
    middle["sent_report"], middle["mentored_report"] = sent, mentored
    middle["sent_part"] = sent.instalment
    middle["sent_agreement"] = sent.agreement
    middle["count"] = sent.participant_counts.all()[0]
    middle["sender"] = sent.sent_by


def _decisions(middle: Middle, programme: Any) -> None:
    office = middle.office
    active = Instalment.objects.get(pk=middle.keys["active_1"]).agreement
    middle["proposed"] = Amendment.propose_cancellation(active, by=office.asks, reason="ยุติการดำเนินงาน")
    said = {"amount": Decimal("1.00"), "reason": "จัดอบรมรุ่นสุดท้าย"}
    middle["explained"] = Settlement.propose(programme, by=office.asks, how="explained", **said)
    middle["carried"] = Settlement.propose(programme, by=office.asks, how="carried", **said)
    middle["approved_settlement"] = office.settle(programme, "1.00", how="carried")
    entry = active.entries.get(kind="return")
    middle["return_entry"] = entry
    middle["commitment"] = active.entries.get(kind="commitment")
    notice = {"unspent": Decimal("1.00"), "interest": Decimal("0.00"), "on": ON, "document_number": NUMBER}
    middle["waiting_return"] = ReturnNotice.report(active, by=office.asks, **notice)
    doubt = {"by": office.asks, "reason": "บันทึกผิด", "document_number": NUMBER}
    middle["waiting_correction"] = Correction.propose(entry, right_amount=Decimal("4.00"), **doubt)
