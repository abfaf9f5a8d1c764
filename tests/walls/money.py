"""A region's agreements for the walls: one that is paid and reported, one whose every step waits for somebody."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile

from centres.models import TargetNetwork
from grants.agreements.drafting import attach_scan, draw_up, split
from grants.agreements.force import sign
from grants.agreements.payment_requests import request_payment
from grants.models import (
    Agreement,
    AgreementTemplate,
    Allocation,
    Amendment,
    CeilingChange,
    Correction,
    Evidence,
    Instalment,
    Programme,
    Report,
    ReportCheck,
    ReturnNotice,
    Settlement,
)
from grants.payments.paying import pay
from grants.reports.writing import begin, send, write
from participation.models import OtherSource
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import accept_as_mentor, accept_as_region, approve_payment, put_in_force, send_back

if TYPE_CHECKING:
    from tests.walls.world import World


def build_money(world: "World") -> None:
    """Make agreements, instalments, reports, entries and all that belongs to them, marked as the region's own."""
    staff: User = world.objects[User][0]
    approver = make.user(f"{world.mark}approver".lower(), Role.REGIONAL_STAFF, world.number)
    mentor = make.user(f"{world.mark}mentor".lower(), Role.MENTOR, world.number)
    for programme in world.objects[Programme]:
        programme.open(by=staff)
    first, second = world.objects[Allocation][:2]
    done = _agreement(world, first, staff, approver, Decimal("500.00"), Decimal("500.00"))
    _pay(done, 1, staff, approver, world)
    report = _report(world, done, staff)
    accept_as_mentor(report, by=mentor)
    accept_as_region(report, by=approver)
    _pay(done, 2, staff, approver, world)
    returned = begin(done.instalments.get(number=2), by=staff)
    _write(world, returned, staff)
    send(returned, by=staff)
    send_back(returned, {"done": world.mark_for("comment")}, by=mentor)
    world.add(returned)
    world.add(returned.comments.get())
    world.add(
        returned.unread_figures.create(field="wages", text=world.mark_for("unread")),
    )
    world.add(
        ReturnNotice.report(
            done,
            by=staff,
            unspent=Decimal("1.00"),
            interest=Decimal("0.00"),
            on=date(2024, 9, 1),
            document_number=world.mark_for("slip"),
            slip=ContentFile(_paper(world), name=f"{world.mark}slip.pdf"),
        )
    )
    world.add(
        Correction.propose(
            done.instalments.get(number=2).standing_payment,
            by=staff,
            reason=world.mark_for("correction"),
            document_number=world.mark_for("corrected"),
        )
    )
    waiting = _agreement(world, second, staff, approver, Decimal("300.00"), Decimal("100.00"))
    request_payment(waiting.instalments.get(number=1), by=staff)
    payable = _agreement(world, second, staff, approver, Decimal("50.00"))
    request_payment(payable.instalments.get(), by=staff)
    approve_payment(payable.instalments.get(), by=approver)  # finance takes it out as a file
    asked = Amendment.propose_cancellation(waiting, by=staff, reason=world.mark_for("cancellation"))
    world.add(asked)
    third = world.objects[Allocation][2]
    world.add(draw_up(third, third.amount, by=staff, number_as_typed=world.mark_for("draft")))
    programme = done.programme
    world.add(
        CeilingChange.propose(
            done.programme, by=staff, after=Decimal("6000000.00"), reason=world.mark_for("ceiling")
        )
    )
    world.add(
        Settlement.propose(
            programme,
            by=staff,
            how="carried",
            amount=Decimal("10.00"),
            reason=world.mark_for("settlement"),
            document_number=world.mark_for("settled"),
        )
    )
    world.add(
        OtherSource.objects.create(
            region_id=world.number,
            fiscal_year=programme.fiscal_year,
            organisation=first.organisation,
            source="other",
            name=world.mark_for("othersource"),
            form="in_kind",
            description=world.mark_for("given"),
        )
    )
    # Only once nothing is sent any more: a report without an answer to it is not.
    world.add(ReportCheck.objects.create(region_id=world.number, words=world.mark_for("check")))
    template = AgreementTemplate(region_id=world.number, kind="moa")
    template.file.save(f"{world.mark}template.docx", ContentFile(world.mark_for("wording").encode()))
    world.add(template)


def _paper(world: "World") -> bytes:
    return f"%PDF-1.4 {world.mark}PAPER".encode()


def _agreement(
    world: "World", allocation: Allocation, staff: User, approver: User, *amounts: Decimal
) -> Agreement:
    word = world.mark_for
    place = len(world.objects[Agreement])
    agreement = draw_up(
        allocation,
        sum(amounts, Decimal(0)),
        by=staff,
        number_as_typed=word(f"contract{place}"),
        office_signatory=word(f"office{place}"),
        office_position=word(f"officepost{place}"),
        organisation_signatory=word(f"signs{place}"),
        organisation_position=word(f"signpost{place}"),
    )
    parts = [
        Instalment(amount=amount, waits_for=word(f"waits{place}{number}"), due_on=date(2024, 1, number + 1))
        for number, amount in enumerate(amounts)
    ]
    split(agreement, parts, by=staff)
    attach_scan(agreement, ContentFile(_paper(world), name=f"{world.mark}scan.pdf"), by=staff)
    sign(
        agreement,
        by=staff,
        signed_on=date(2023, 10, 20),
        starts_on=date(2023, 11, 1),
        ends_on=date(2024, 9, 30),
    )
    put_in_force(agreement, by=approver)
    world.add(agreement)
    for part in agreement.instalments.all():
        world.add(part)
    for entry in agreement.entries.all():
        world.add(entry)
    return agreement


def _pay(agreement: Agreement, number: int, staff: User, approver: User, world: "World") -> None:
    part = agreement.instalments.get(number=number)
    request_payment(part, by=staff)
    approve_payment(part, by=approver)
    entry = pay(part, by=staff, on=date(2023, 11, 10), document_number=world.mark_for(f"paid{number}"))
    world.add(entry)


def _write(world: "World", report: Report, by: Any) -> None:
    word, place = world.mark_for, report.instalment.number
    values = {
        "done": word(f"done{place}"),
        "output": word(f"output{place}"),
        "outcome": word(f"outcome{place}"),
        "unshown": "หลักฐานเก็บที่ศูนย์",
        "problems": word(f"problems{place}"),
        "participants": 3,
        "services": report.carried + report.received,
    }
    write(report, values, {TargetNetwork.objects.all()[0]: 2, None: 1}, by=by, version=report.version)


def _report(world: "World", agreement: Agreement, by: User) -> Report:
    report = begin(agreement.instalments.get(number=1), by=by)
    _write(world, report, by)
    evidence = Evidence(
        report=report,
        name=f"{world.mark_for('evidence')}.pdf",
        content_type="application/pdf",
        size=len(_paper(world)),
        by=by,
    )
    evidence.file.save(f"{world.mark}evidence.pdf", ContentFile(_paper(world)), save=False)
    evidence.save()
    world.add(evidence)
    send(report, by=by)
    return world.add(report)
