"""The doors of what is done to money, and the situations in which its records are met."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from centres.models import TargetNetwork
from deciding.request import Request
from grants.agreements.drafting import draw_up
from grants.agreements.life import AGREEMENT_LIFE, INSTALMENT_LIFE
from grants.agreements.payment_requests import request_payment
from grants.budget.life import ALLOCATION_LIFE, PROGRAMME_LIFE
from grants.models import (
    Agreement,
    Allocation,
    Amendment,
    CeilingChange,
    Correction,
    Instalment,
    Programme,
    Report,
    ReturnNotice,
    Settlement,
)
from grants.reports.life import REPORT_LIFE
from grants.reports.writing import begin
from grants.year.account import year_account
from tests import make
from tests.acts.door import ActDoor, Address, Noun
from tests.acts.place import ActPlace
from tests.grants.steps import (
    NUMBER,
    ON,
    accept_as_mentor,
    approve,
    approve_payment,
    cancel,
    cancel_allocation,
    refuse,
    send_back,
)

WHY = {"reason": "เหตุผล"}


# A year


def _one_row_more(programme: Programme) -> dict[str, str]:
    """The year's form in the admin with one organisation more."""
    row = "allocations-0-"
    grantee = make.organisation("องค์กรใหม่")
    return {
        "fiscal_year": str(programme.fiscal_year),
        "name": programme.name,
        "opened_version": str(programme.version),
        "allocations-TOTAL_FORMS": "1",
        "allocations-INITIAL_FORMS": "0",
        f"{row}order": "90",
        f"{row}organisation": str(grantee.pk),
        f"{row}amount": "0.01",
        "_save": "1",
    }


def planned_year(at: ActPlace) -> Programme:
    return at.planned_year().programme


def open_year(at: ActPlace) -> Programme:
    return at.programme


def year_with_an_agreement(at: ActPlace) -> Programme:
    return at.active().programme


def year_with_a_ceiling_to_be_changed(at: ActPlace) -> Programme:
    return ceiling(at).programme


def accounted_year(at: ActPlace) -> Programme:
    return at.settle_all()


def closed_year(at: ActPlace) -> Programme:
    return at.close()


_YEAR, _CLOSE = "/programmes/{record.pk}/", "/programmes/{record.pk}/close/"
PROGRAMMES = Noun(
    model=Programme,
    life=PROGRAMME_LIFE,
    doors={
        "open": ActDoor(page=_YEAR, to=_YEAR + "open/"),
        "close": ActDoor(
            page=_CLOSE, to=_CLOSE + "confirm/", typed=lambda year: {"seen": year_account(year).shown}
        ),
        "reopen": ActDoor(page=_CLOSE, to=_CLOSE + "reopen/", typed=lambda year: WHY),
        "settle": ActDoor(
            page=_CLOSE, to=_CLOSE + "settle/", typed=lambda year: WHY | {"how": "explained", "amount": "1"}
        ),
        "change_ceiling": ActDoor(
            page=_YEAR + "ceiling/", typed=lambda year: WHY | {"after": str(year.ceiling + 1)}
        ),
        "allocate": ActDoor(
            page="/admin/grants/programme/{record.pk}/change/",
            field="allocations-__prefix__-amount",
            typed=_one_row_more,
            makes="grants_allocation",
        ),
    },
    situations=(
        planned_year,
        open_year,
        year_with_an_agreement,
        year_with_a_ceiling_to_be_changed,
        accounted_year,
        closed_year,
    ),
)


# A grant


def grant(at: ActPlace) -> Allocation:
    return at.granted


def grant_of_a_planned_year(at: ActPlace) -> Allocation:
    return at.planned_year()


def grant_agreed_in_part(at: ActPlace) -> Allocation:
    return at.office.draft(at.granted, "60.00").allocation


def grant_agreed_on(at: ActPlace) -> Allocation:
    return at.draft().allocation


def cancelled_grant(at: ActPlace) -> Allocation:
    cancel_allocation(at.granted, by=at.office.asks, reason="ยุติ")
    return at.granted


def grant_of_a_closed_year(at: ActPlace) -> Allocation:
    at.close()
    return at.granted


_GRANT = "/programmes/{record.programme_id}/organisations/{record.pk}/"
ALLOCATIONS = Noun(
    model=Allocation,
    life=ALLOCATION_LIFE,
    doors={
        "set_amount": ActDoor(
            page="/programmes/{record.programme_id}/",
            to="/programmes/{record.programme_id}/save/",
            field="amount-{record.pk}",
            typed=lambda row: {
                f"seen-{row.pk}": row.shown,
                f"amount-{row.pk}": str(row.amount + 1),
                f"tier-{row.pk}": row.tier,
            },
            older=lambda row: {f"seen-{row.pk}": f"0|{row.amount}|{row.tier}"},
        ),
        "draw_up": ActDoor(
            page=_GRANT,
            to="/agreements/draw-up/{record.pk}/",
            typed=lambda row: {"kind": "contract", "amount": str(row.amount - row.agreed), **_rows()},
        ),
        "cancel": ActDoor(page=_GRANT, to=_GRANT + "cancel/", typed=lambda row: WHY),
    },
    situations=(
        grant,
        grant_of_a_planned_year,
        grant_agreed_in_part,
        grant_agreed_on,
        cancelled_grant,
        grant_of_a_closed_year,
    ),
)


# An agreement


def _rows(*parts: Instalment) -> dict[str, str]:
    data = {"parts-TOTAL_FORMS": str(len(parts)), "parts-INITIAL_FORMS": "0"}
    return data | {f"parts-{index}-amount": str(part.amount) for index, part in enumerate(parts)}


def _draft_said(agreement: Agreement, *parts: Instalment) -> dict[str, str]:
    said = {"kind": agreement.kind, "amount": str(agreement.amount)}
    return said | {"opened_version": str(agreement.version), **_rows(*parts)}


def unsplit_draft(at: ActPlace) -> Agreement:
    return draw_up(at.granted, Decimal("100.00"), by=at.office.asks)


def draft(at: ActPlace) -> Agreement:
    return at.draft()


def draft_that_signing_puts_in_force(at: ActPlace) -> Agreement:
    return at.draft()


draft_that_signing_puts_in_force.settings = {"AGREEMENT_IN_FORCE_ON_SIGNING": True}  # type: ignore[attr-defined]


def draft_of_a_planned_year(at: ActPlace) -> Agreement:
    return at.office.draft(at.planned_year(), "60.00", "40.00")


def signed(at: ActPlace) -> Agreement:
    return at.signed()


def active(at: ActPlace) -> Agreement:
    return at.active()


def to_be_amended(at: ActPlace) -> Agreement:
    return amendment(at).agreement


def all_reported(at: ActPlace) -> Agreement:
    agreement = at.active()
    for number in (1, 2):
        at.office.accept(at.office.report(at.office.pay(agreement, number)))
    return agreement


def ended(at: ActPlace) -> Agreement:
    return at.office.finish(at.active())


def return_reported(at: ActPlace) -> Agreement:
    return notice(at).agreement


def return_recorded(at: ActPlace) -> Agreement:
    return at.office.give_back(at.paid().agreement, "1.00")[0].agreement


def cancelled_draft(at: ActPlace) -> Agreement:
    agreement = at.draft()
    cancel(agreement, by=at.office.asks, reason="ยุติ")
    return agreement


def cancelled_when_paid(at: ActPlace) -> Agreement:
    agreement = at.paid().agreement
    asked = Amendment.propose_cancellation(agreement, by=at.office.asks, reason="ยุติ")
    approve(asked, by=at.office.approves)
    return Agreement.objects.get(pk=agreement.pk)


def ended_in_a_closed_year(at: ActPlace) -> Agreement:
    agreement = ended(at)
    at.close("0.00", Agreement.objects.get(pk=agreement.pk))
    return agreement


_AGREEMENT = "/agreements/{record.pk}/"
_DAYS = {"signed_on": "20 ต.ค. 2566", "starts_on": "1 พ.ย. 2566", "ends_on": "30 ก.ย. 2567"}


def _planned(agreement: Agreement) -> list[Instalment]:
    return list(agreement.instalments.filter(state="planned").order_by("number"))


def _first_return(agreement: Agreement) -> str:
    entry = agreement.entries.filter(kind="return").first()
    return f"/payments/entries/{entry.pk}/" if entry else ""


AGREEMENTS = Noun(
    model=Agreement,
    life=AGREEMENT_LIFE,
    doors={
        "change": ActDoor(
            page=_AGREEMENT,
            to=_AGREEMENT + "draft/",
            typed=lambda each: _draft_said(each, *_planned(each)) | {"office_signatory": "นายใหม่"},
        ),
        "split": ActDoor(
            page=_AGREEMENT,
            to=_AGREEMENT + "draft/",
            typed=lambda each: _draft_said(each, Instalment(amount=each.amount)),
        ),
        "sign": ActDoor(
            page=_AGREEMENT,
            to=_AGREEMENT + "sign/",
            typed=lambda each: _DAYS,
            covered_by="sign_into_force",
        ),
        "sign_into_force": ActDoor(
            page=_AGREEMENT, to=_AGREEMENT + "sign-into-force/", typed=lambda each: _DAYS
        ),
        "take_back": ActDoor(page=_AGREEMENT, to=_AGREEMENT + "take-back/"),
        "put_in_force": ActDoor(
            page=_AGREEMENT,
            to=_AGREEMENT + "activate/",
            typed=lambda each: {"on": "20 ต.ค. 2566", "document_number": "ผก 1"},
        ),
        "amend": ActDoor(
            page=_AGREEMENT,
            to=_AGREEMENT + "amend/",
            typed=lambda each: _draft_said(each, *_planned(each)) | WHY | {"ends_on": "31 ธ.ค. 2567"},
        ),
        "end": ActDoor(page=_AGREEMENT, to=_AGREEMENT + "end/"),
        "cancel": ActDoor(page=_AGREEMENT, to=_AGREEMENT + "cancel/", typed=lambda each: WHY),
        "attach_scan": ActDoor(
            page=_AGREEMENT,
            to=_AGREEMENT + "attach-scan/",
            typed=lambda each: {"scan": SimpleUploadedFile("สัญญา.pdf", b"%PDF-1.7 a scan")},
        ),
        "report_return": ActDoor(
            page=_AGREEMENT,
            to=_AGREEMENT + "returns/",
            typed=lambda each: {"interest": "1", "on": "10 ม.ค. 2567", "document_number": "รด 2"},
        ),
        "correct_return": ActDoor(
            page=_AGREEMENT,
            to=_first_return,
            typed=lambda each: WHY | {"right_amount": "0.50", "document_number": NUMBER},
        ),
    },
    situations=(
        unsplit_draft,
        draft,
        draft_that_signing_puts_in_force,
        draft_of_a_planned_year,
        signed,
        active,
        to_be_amended,
        all_reported,
        ended,
        return_reported,
        return_recorded,
        cancelled_draft,
        cancelled_when_paid,
        ended_in_a_closed_year,
    ),
)


# An instalment


def part_of_a_draft(at: ActPlace) -> Instalment:
    return at.part(at.draft())


def planned(at: ActPlace) -> Instalment:
    return at.part(at.active())


def planned_before_the_report(at: ActPlace) -> Instalment:
    return at.part(at.paid().agreement, 2)


def planned_after_the_report(at: ActPlace) -> Instalment:
    paid = at.paid()
    at.office.accept(at.office.report(paid))
    return at.part(paid.agreement, 2)


def requested(at: ActPlace) -> Instalment:
    part = planned(at)
    request_payment(part, by=at.office.asks)
    return part


def approved(at: ActPlace) -> Instalment:
    part = requested(at)
    approve_payment(part, by=at.office.approves)
    return part


def paid(at: ActPlace) -> Instalment:
    return at.paid()


def paid_and_corrected(at: ActPlace) -> Instalment:
    return correction(at).instalment


def paid_with_a_draft(at: ActPlace) -> Instalment:
    return report(at).instalment


def paid_and_reported(at: ActPlace) -> Instalment:
    return at.office.report(at.paid()).instalment


def cancelled_part(at: ActPlace) -> Instalment:
    return at.part(cancelled_draft(at))


def paid_in_a_closed_year(at: ActPlace) -> Instalment:
    agreement = cancelled_when_paid(at)
    at.close("60.00", agreement)
    return at.part(agreement)


_PART, _PAYMENT = "/agreements/instalments/{record.pk}/", "/payments/{record.pk}/"
_OF_ITS_AGREEMENT = "/agreements/{record.agreement_id}/"
INSTALMENTS = Noun(
    model=Instalment,
    life=INSTALMENT_LIFE,
    doors={
        "request": ActDoor(page=_OF_ITS_AGREEMENT, to=_PART + "request/"),
        "approve": ActDoor(page=_OF_ITS_AGREEMENT, to=_PART + "approve/"),
        "send_back": ActDoor(page=_OF_ITS_AGREEMENT, to=_PART + "return/", typed=lambda part: WHY),
        "pay": ActDoor(page=_PAYMENT, typed=lambda part: {"on": "10 พ.ย. 2566", "document_number": "บค 1"}),
        "correct": ActDoor(
            page=_PAYMENT, to=_PAYMENT + "take-back/", typed=lambda part: WHY | {"document_number": NUMBER}
        ),
        "report": ActDoor(
            page=_OF_ITS_AGREEMENT,
            to="/reports/begin/{record.pk}/",
            typed=lambda part: {"action": "save", "done": "อบรม"},
        ),
    },
    situations=(
        part_of_a_draft,
        planned,
        planned_before_the_report,
        planned_after_the_report,
        requested,
        approved,
        paid,
        paid_and_corrected,
        paid_with_a_draft,
        paid_and_reported,
        cancelled_part,
        paid_in_a_closed_year,
    ),
)


# A report


def report(at: ActPlace) -> Report:
    return begin(at.paid(), by=at.coordinator)


def report_of_a_payment_taken_back(at: ActPlace) -> Report:
    begun = report(at)
    at.office.take_payment_back(begun.instalment)
    return begun


def sent(at: ActPlace) -> Report:
    return at.office.report(at.paid())


def sent_by_staff(at: ActPlace) -> Report:
    at.office.coordinator_of = lambda agreement: at.office.asks  # type: ignore[method-assign]
    return at.office.report(at.paid())


def returned(at: ActPlace) -> Report:
    each = sent(at)
    send_back(each, {"done": "ขอรายละเอียด"}, by=at.office.mentors)
    return each


def mentored(at: ActPlace) -> Report:
    each = sent(at)
    accept_as_mentor(each, by=at.office.approves)
    return each


def accepted(at: ActPlace) -> Report:
    return at.office.accept(sent(at))


def sent_in_a_closed_year(at: ActPlace) -> Report:
    each = sent(at)
    asked = Amendment.propose_cancellation(each.agreement, by=at.office.asks, reason="ยุติ")
    approve(asked, by=at.office.approves)
    at.close("60.00", Agreement.objects.get(pk=each.agreement.pk))
    return each


def _whole(each: Report) -> dict[str, str]:
    return {
        "opened_version": str(each.version),
        "done": "อบรมแกนนำ",
        "output": "แกนนำ 60 คน",
        "outcome": "รู้สิทธิ",
        "unshown": "หลักฐานเก็บที่ศูนย์",
        "participants": "60",
        f"people-{TargetNetwork.objects.all()[0].pk}": "40",
        "people-others": "20",
        "services": "60.00",
    }


_REPORT = "/reports/{record.pk}/"
REPORTS = Noun(
    model=Report,
    life=REPORT_LIFE,
    doors={
        "write": ActDoor(page=_REPORT, button=("action", "save"), typed=_whole),
        "send": ActDoor(page=_REPORT, button=("action", "send"), typed=_whole),
        "take_back": ActDoor(page=_REPORT, to=_REPORT + "decide/", button=("action", "take_back")),
        "accept_as_mentor": ActDoor(
            page=_REPORT, to=_REPORT + "decide/", button=("action", "accept_as_mentor")
        ),
        "accept_as_region": ActDoor(
            page=_REPORT, to=_REPORT + "decide/", button=("action", "accept_as_region")
        ),
        "send_back": ActDoor(
            page=_REPORT,
            to=_REPORT + "decide/",
            button=("action", "send_back"),
            typed=lambda each: {"comment-": "แก้"},
        ),
    },
    situations=(
        report,
        report_of_a_payment_taken_back,
        sent,
        sent_by_staff,
        returned,
        mentored,
        accepted,
        sent_in_a_closed_year,
    ),
)


# What one asks for and another decides


def request_noun(
    model: type[Request],
    *waiting: Callable[[ActPlace], Any],
    more: tuple[Callable[[ActPlace], Any], ...] = (),
    doors: dict[str, ActDoor] | None = None,
) -> Noun:
    """A kind of request: as it waits in each way, and the first of them approved, refused and withdrawn."""
    page: Address = lambda asked: asked.get_absolute_url()  # noqa: E731
    to: Address = lambda asked: f"/requests/{asked._meta.model_name}/{asked.pk}/"  # noqa: E731

    def approved(at: ActPlace) -> Request:
        asked = waiting[0](at)
        approve(asked, by=at.office.approves)
        return asked

    def refused(at: ActPlace) -> Request:
        asked = waiting[0](at)
        refuse(asked, by=at.office.approves, answer="ไม่จำเป็น")
        return asked

    def withdrawn(at: ActPlace) -> Request:
        asked = waiting[0](at)
        asked.withdraw(by=asked.requested_by)
        return asked

    return Noun(
        model=model,
        life=model.LIFE,
        doors={
            act: ActDoor(page=page, to=to, button=("act", act), typed=lambda asked: {"answer": "ไม่จำเป็น"})
            for act in ("approve", "refuse", "withdraw")
        }
        | (doors or {}),
        situations=(*waiting, approved, refused, withdrawn, *more),
    )


def amendment(at: ActPlace) -> Amendment:
    return Amendment.propose(at.active(), by=at.office.asks, reason="ขยาย", ends_on=date(2024, 12, 31))


def amendment_for_head_office(at: ActPlace) -> Amendment:
    parts = [Instalment(amount=Decimal("25.00")), Instalment(amount=Decimal("25.00"))]
    return Amendment.propose(
        at.active(), by=at.office.asks, reason="ลด", amount=Decimal("50.00"), parts=parts
    )


def cancellation(at: ActPlace) -> Amendment:
    return Amendment.propose_cancellation(at.active(), by=at.office.asks, reason="ยุติ")


def notice(at: ActPlace) -> ReturnNotice:
    said = {"unspent": Decimal(1), "interest": Decimal(0), "on": ON, "document_number": NUMBER}
    return ReturnNotice.report(at.paid().agreement, by=at.coordinator, **said)


def notice_by_staff(at: ActPlace) -> ReturnNotice:
    said = {"unspent": Decimal(1), "interest": Decimal(0), "on": ON, "document_number": NUMBER}
    return ReturnNotice.report(at.paid().agreement, by=at.office.asks, **said)


def correction(at: ActPlace) -> Correction:
    said = {"reason": "โอนไม่สำเร็จ", "document_number": NUMBER}
    return Correction.propose(at.paid().standing_payment, by=at.office.pays, **said)


def correction_of_a_return(at: ActPlace) -> Correction:
    (entry,) = at.office.give_back(at.paid().agreement, "1.00")
    return Correction.propose(entry, by=at.office.asks, reason="บันทึกผิด", document_number=NUMBER)


def ceiling(at: ActPlace) -> CeilingChange:
    said = {"after": Decimal("1200.00"), "reason": "ได้รับงบเพิ่ม"}
    return CeilingChange.propose(at.programme, by=at.office.asks, **said)


def ceiling_below_what_was_granted_since(at: ActPlace) -> CeilingChange:
    said = {"after": Decimal("100.00"), "reason": "ถูกปรับลดงบ"}
    asked = CeilingChange.propose(at.programme, by=at.office.asks, **said)
    make.allocation(at.programme, "ได้รับเพิ่ม", "0.01")
    return asked


def ceiling_of_a_planned_year(at: ActPlace) -> CeilingChange:
    said = {"after": Decimal("1200.00"), "reason": "ได้รับงบเพิ่ม"}
    return CeilingChange.propose(at.planned_year().programme, by=at.office.asks, **said)


def settlement(at: ActPlace) -> Settlement:
    return at.settlement()


def settlement_of_what_was_paid_since(at: ActPlace) -> Settlement:
    said = {"how": "explained", "reason": "ไม่ได้ใช้"}
    asked = Settlement.propose(at.programme, by=at.office.asks, amount=at.programme.ceiling, **said)
    at.paid()
    return asked


def settlement_to_be_undone(at: ActPlace) -> Settlement:
    counts = at.office.settle(at.programme, "1.00")
    counts.ask_to_undo(by=at.office.asks, reason="ผิด")
    return counts


def undoing(at: ActPlace) -> Settlement:
    return at.office.settle(at.programme, "1.00").ask_to_undo(by=at.office.asks, reason="ผิด")


def undone(at: ActPlace) -> Settlement:
    asked = undoing(at)
    approve(asked, by=at.office.approves)
    return Settlement.objects.get(undoes=None)


def settlement_of_a_closed_year(at: ActPlace) -> Settlement:
    at.close()
    return Settlement.objects.get()


MONEY = (
    PROGRAMMES,
    ALLOCATIONS,
    AGREEMENTS,
    INSTALMENTS,
    REPORTS,
    request_noun(Amendment, amendment, amendment_for_head_office, cancellation),
    request_noun(ReturnNotice, notice, notice_by_staff),
    request_noun(Correction, correction, correction_of_a_return),
    request_noun(CeilingChange, ceiling, ceiling_below_what_was_granted_since, ceiling_of_a_planned_year),
    request_noun(
        Settlement,
        settlement,
        settlement_of_what_was_paid_since,
        more=(settlement_to_be_undone, undoing, undone, settlement_of_a_closed_year),
        doors={
            "undo": ActDoor(
                page="/programmes/{record.programme_id}/close/",
                to="/programmes/{record.programme_id}/close/{record.pk}/undo/",
                typed=lambda said: WHY,
            )
        },
    ),
)
