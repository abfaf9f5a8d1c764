"""Steps of an agreement's life, for tests that need money in a certain state; each goes through the models' methods."""

from datetime import date
from decimal import Decimal
from typing import Any

from centres.models import TargetNetwork
from deciding.request import Request
from editing.shown import Doubted
from grants.agreements import cancelling, force, payment_requests
from grants.agreements.drafting import draw_up, split
from grants.agreements.force import sign
from grants.agreements.payment_requests import request_payment
from grants.models import (
    Agreement,
    Allocation,
    CeilingChange,
    Correction,
    Entry,
    Instalment,
    Programme,
    Report,
    ReturnNotice,
    Settlement,
)
from grants.payments.paying import pay
from grants.reports import reviewing
from grants.reports.ending import end
from grants.reports.writing import begin, send, write
from grants.year.account import year_account
from grants.year.closing import close
from people.models import User
from people.roles import Role
from tests import make

SIGNED, STARTS, ENDS = date(2023, 10, 20), date(2023, 11, 1), date(2024, 9, 30)
ON, NUMBER = date(2024, 1, 10), "บค 1"  # the day and paper of a payment or return


def of_year(agreement: Agreement, day: date) -> date:
    """A day of fiscal year 2567 in the agreement's own."""
    return day.replace(year=day.year + agreement.programme.fiscal_year - 2567)


def seen(record: Any) -> str:
    """What a page that is opened now shows of a record on which a person decides."""
    return type(record)._default_manager.get(pk=record.pk).shown


# Decisions of a person whose page shows the record as it is given.


def put_in_force(agreement: Agreement, *, by: User, **more: Any) -> None:
    force.put_in_force(agreement, by=by, seen=agreement.shown, **{"on": agreement.signed_on} | more)


def sign_as_meant(agreement: Agreement, **days: Any) -> None:
    """Sign with days that the portal asks about, and say that they are meant."""
    try:
        sign(agreement, **days)
    except Doubted as asked:
        sign(agreement, **days, meant=asked.key)


def cancel(agreement: Agreement, *, by: User, reason: str) -> None:
    cancelling.cancel(agreement, by=by, seen=agreement.shown, reason=reason)


def approve_payment(part: Instalment, *, by: User) -> None:
    payment_requests.approve_payment(part, by=by, seen=part.shown)


def send_payment_back(part: Instalment, *, by: User, comment: str) -> None:
    payment_requests.send_payment_back(part, by=by, seen=seen(part), comment=comment)


def set_amount(allocation: Allocation, amount: Decimal, *, by: User, **more: Any) -> None:
    allocation.set_amount(amount, by=by, seen=allocation.shown, **more)


def cancel_allocation(allocation: Allocation, *, by: User, reason: str) -> None:
    allocation.cancel(by=by, seen=allocation.shown, reason=reason)


class Office:
    """The people of one region whom an agreement needs: two of the staff, finance, a mentor, head office."""

    def __init__(self, region: int = 6):
        self.region = region
        self.asks = make.user(f"asks_{region}", Role.REGIONAL_STAFF, region)
        self.approves = make.user(f"approves_{region}", Role.REGIONAL_STAFF, region)
        self.pays = make.user(f"pays_{region}", Role.FINANCE, region)
        self.mentors = make.user(f"mentors_{region}", Role.MENTOR, region)
        self.head = User.objects.filter(username="head").first() or make.user("head", Role.HEAD_OFFICE)

    def open_programme(self, ceiling: str = "1175000.00", year: int = 2567) -> Programme:
        programme = make.programme(self.region, year, ceiling)
        programme.open(by=self.asks)
        return programme

    def set_ceiling(self, programme: Programme, amount: str | Decimal) -> CeilingChange:
        """Ask for another ceiling, and approve it."""
        asked = CeilingChange.propose(programme, by=self.asks, after=Decimal(amount), reason="ได้รับงบเพิ่ม")
        approve(asked, by=self.approves)
        programme.refresh_from_db()
        return asked

    def draft(self, allocation: Allocation, *parts: str) -> Agreement:
        """A draft over the parts' sum, split into them."""
        amount = sum((Decimal(part) for part in parts), Decimal(0))
        agreement = draw_up(allocation, amount, by=self.asks)
        split(agreement, [Instalment(amount=Decimal(part)) for part in parts], by=self.asks)
        return agreement

    def sign(self, agreement: Agreement) -> Agreement:
        signed, starts, ends = (of_year(agreement, day) for day in (SIGNED, STARTS, ENDS))
        sign(agreement, by=self.asks, signed_on=signed, starts_on=starts, ends_on=ends)
        return agreement

    def active(self, allocation: Allocation, *parts: str) -> Agreement:
        agreement = self.sign(self.draft(allocation, *parts))
        put_in_force(agreement, by=self.approves)
        return agreement

    def approve(self, agreement: Agreement, number: int) -> Instalment:
        part = agreement.instalments.get(number=number)
        request_payment(part, by=self.asks)
        approve_payment(part, by=self.approves)
        return part

    def pay(self, agreement: Agreement, number: int) -> Instalment:
        part = self.approve(agreement, number)
        pay(
            part,
            by=self.pays,
            on=of_year(agreement, date(2023, 11, 10)),
            document_number=f"บค {agreement.pk}/{number}",
        )
        agreement.refresh_from_db()
        return part

    def take_payment_back(self, part: Instalment, **more: Any) -> Entry:
        """Say that a payment did not happen, and approve it; return the entry that takes it back."""
        correction = {"by": self.pays, "reason": "โอนไม่สำเร็จ", "document_number": "บค 9"} | more
        return self.correct(part.entries.filter(kind="payment").latest("pk"), **correction)

    def correct(self, entry: Entry, right_amount: str = "0.00", **more: Any) -> Entry:
        """Correct an entry of the ledger; return the one that adjusts it."""
        correction = {"by": self.asks, "reason": "บันทึกผิด", "document_number": NUMBER} | more
        approve(Correction.propose(entry, right_amount=Decimal(right_amount), **correction), by=self.approves)
        return entry.agreement.entries.exclude(adjusts="commitment").latest("pk")

    def give_back(self, agreement: Agreement, unspent: str, interest: str = "0.00") -> list[Entry]:
        """Report a return and confirm it; return its entries."""
        before = agreement.entries.count()
        notice = ReturnNotice.report(
            agreement,
            by=self.asks,
            unspent=Decimal(unspent),
            interest=Decimal(interest),
            on=of_year(agreement, ON),
            document_number=NUMBER,
        )
        approve(notice, by=self.approves)
        agreement.refresh_from_db(fields=["returned"])
        return list(agreement.entries.order_by("pk")[before:])

    def settle(self, programme: Programme, amount: Decimal | str, **more: Any) -> Settlement:
        """Say of unspent money what became of it, and approve it."""
        said = {"by": self.asks, "how": "explained", "reason": "ใช้ไม่หมด"} | more
        settlement = Settlement.propose(programme, amount=Decimal(amount), **said)
        approve(settlement, by=self.approves)
        return settlement

    def coordinator_of(self, agreement: Agreement) -> User:
        organisation = agreement.organisation
        name = f"coordinates_{organisation.pk}"
        existing = User.objects.filter(username=name).first()
        if existing is not None:
            return existing
        person = make.user(name, Role.COORDINATOR, self.region)
        make.tie(person, organisation, Role.COORDINATOR)
        return person

    def report(self, part: Instalment, spent: str | None = None, interest: str = "0", **more: Any) -> Report:
        """A report that its coordinator has sent: all of the money spent unless `spent` says less."""
        by = self.coordinator_of(part.agreement)
        report = begin(part, by=by)
        start = report.carried + report.received + Decimal(interest) - report.returned
        used = report.carried + report.received - report.returned if spent is None else Decimal(spent)
        values = {
            "done": "อบรมแกนนำ 2 รุ่น",
            "output": "แกนนำ 60 คน",
            "outcome": "ประชาชนรู้สิทธิของตน",
            "participants": 60,
            "unshown": "หลักฐานเก็บที่ศูนย์",
            "interest": Decimal(interest),
            "services": used,
            "bank": start - used,
        } | more
        network = TargetNetwork.objects.all()[0]
        write(report, values, {network: 40, None: 20}, by=by, version=report.version)
        send(report, by=by)
        return report

    def accept(self, report: Report) -> Report:
        accept_as_mentor(report, by=self.mentors)
        accept_as_region(report, by=self.approves)
        return report

    def half_way(self, allocation: Allocation) -> Agreement:
        """In force over 95,000 baht; the first half is paid and reported, 5,000 of it and interest are left."""
        agreement = draw_up(
            allocation,
            Decimal("95000"),
            by=self.asks,
            number_as_typed="สปสช.06/12",
            office_signatory="นายสมชาย",
        )
        parts = [
            Instalment(amount=Decimal("47500"), due_on=date(2023, 11, 15), waits_for="ลงนามแล้ว"),
            Instalment(amount=Decimal("47500"), due_on=date(2024, 3, 15)),
        ]
        split(agreement, parts, by=self.asks)
        put_in_force(self.sign(agreement), by=self.approves)
        self.accept(self.report(self.pay(agreement, 1), spent="42500", interest="12.50"))
        agreement.refresh_from_db()
        return agreement

    def finish(self, agreement: Agreement) -> Agreement:
        """Pay and report every instalment, and end the agreement."""
        for part in agreement.instalments.order_by("number"):
            self.accept(self.report(self.pay(agreement, part.number)))
        end(agreement, by=self.approves)
        return agreement


def approve(asked: Request, *, by: User) -> None:
    asked.approve(by=by, seen=seen(asked))


def refuse(asked: Request, *, by: User, answer: str) -> None:
    asked.refuse(by=by, seen=seen(asked), answer=answer)


def close_year(programme: Programme, *, by: User) -> None:
    """Close a year on what its page shows now."""
    close(programme, by=by, seen=year_account(Programme.objects.get(pk=programme.pk)).shown)


def accept_as_mentor(report: Report, *, by: User) -> None:
    reviewing.accept_as_mentor(report, by=by, seen=Report.objects.get(pk=report.pk).shown)


def accept_as_region(report: Report, *, by: User) -> None:
    reviewing.accept_as_region(report, by=by, seen=Report.objects.get(pk=report.pk).shown)


def send_back(report: Report, comments: dict[str, str], *, by: User) -> None:
    reviewing.send_back(report, comments, by=by, seen=Report.objects.get(pk=report.pk).shown)
