"""Who may do what to money: every step is tried by everyone, and refused to whom it does not belong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from grants.agreements.drafting import change, draw_up, split
from grants.agreements.force import sign, take_back
from grants.agreements.payment_requests import request_payment
from grants.budget.allocation import allocate
from grants.models import (
    Agreement,
    Allocation,
    Amendment,
    Correction,
    Instalment,
    Report,
    ReturnNotice,
    Settlement,
)
from grants.payments.paying import pay
from grants.reports.ending import end
from grants.reports.writing import begin, send, write
from grants.year.closing import reopen
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import (
    ENDS,
    NUMBER,
    ON,
    SIGNED,
    STARTS,
    Office,
    accept_as_mentor,
    accept_as_region,
    approve,
    approve_payment,
    cancel,
    cancel_allocation,
    close_year,
    put_in_force,
    refuse,
    send_back,
    send_payment_back,
    set_amount,
)

pytestmark = pytest.mark.django_db

STAFF, PAYING = {"asks", "approves", "head"}, {"asks", "approves", "head", "pays"}
WRITING, READING = STAFF | {"coordinates"}, STAFF | {"mentors"}
Act = Callable[[User], Any]


class Setting:
    """A year of region 6, and everyone who could come by."""

    def __init__(self) -> None:
        self.office = Office()
        self.programme = self.office.open_programme("1000.00")
        self.granted = make.allocation(self.programme, "ศูนย์ประสานงาน", "100.00")
        self.coordinator = make.user("coordinates", Role.COORDINATOR, 6)
        make.tie(self.coordinator, self.granted.organisation, Role.COORDINATOR)
        self.people: dict[str, User] = {
            name: getattr(self.office, name) for name in ("asks", "approves", "head", "pays", "mentors")
        }
        other = make.user("other_coordinates", Role.COORDINATOR, 6)
        make.tie(other, make.organisation("อีกแห่ง"), Role.COORDINATOR)
        self.people |= {
            "coordinates": self.coordinator,
            "other_coordinates": other,
            "strange": make.user("strange", Role.REGIONAL_STAFF, 11),
            "strange_pays": make.user("strange_pays", Role.FINANCE, 11),
            "committee": make.user("committee", Role.COMMITTEE_MEMBER, 6),
            "nobody": make.user("nobody"),
        }

    def active(self) -> Agreement:
        return self.office.active(self.granted, "60.00", "40.00")

    def part(self) -> Instalment:
        return self.active().instalments.get(number=1)

    def paid(self) -> Instalment:
        return self.office.pay(self.active(), 1)

    def report(self) -> Report:
        report = begin(self.paid(), by=self.coordinator)
        values = {
            "done": "อบรม",
            "output": "แกนนำ",
            "outcome": "รู้สิทธิ",
            "unshown": "-",
            "bank": Decimal("60.00"),
        }
        write(report, values, by=self.coordinator, version=report.version)
        return report

    def sent(self) -> Report:
        report = self.report()
        send(report, by=self.coordinator)
        return report


def allocates(at: Setting) -> Act:
    granted = make.organisation("อีกแห่งหนึ่ง")
    return lambda by: allocate(at.programme, granted, Decimal("10.00"), by=by)


def opens(at: Setting) -> Act:
    planned = make.programme(6, 2568)
    return lambda by: planned.open(by=by)


def closes(at: Setting) -> Act:
    at.office.settle(at.programme, at.programme.ceiling)
    return lambda by: close_year(at.programme, by=by)


def reopens(at: Setting) -> Act:
    closes(at)(at.office.asks)
    return lambda by: reopen(at.programme, by=by, reason="ตกหล่น")


def sets_amount(at: Setting) -> Act:
    return lambda by: set_amount(Allocation.objects.get(), Decimal("90.00"), by=by)


def cancels_allocation(at: Setting) -> Act:
    return lambda by: cancel_allocation(Allocation.objects.get(), by=by, reason="ยุติ")


def draws_up(at: Setting) -> Act:
    return lambda by: draw_up(at.granted, Decimal("100.00"), by=by)


def changes(at: Setting) -> Act:
    draft = at.office.draft(at.granted, "100.00")
    version = draft.version
    return lambda by: change(
        Agreement.objects.get(pk=draft.pk), by=by, version=version, number_as_typed="1/2567"
    )


def splits(at: Setting) -> Act:
    draft = at.office.draft(at.granted, "100.00")
    return lambda by: split(draft, [Instalment(amount=Decimal("100.00"))], by=by)


def signs(at: Setting) -> Act:
    draft = at.office.draft(at.granted, "100.00")
    return lambda by: sign(draft, by=by, signed_on=SIGNED, starts_on=STARTS, ends_on=ENDS)


def takes_back(at: Setting) -> Act:
    signed = at.office.sign(at.office.draft(at.granted, "100.00"))
    return lambda by: take_back(signed, by=by)


def activates(at: Setting) -> Act:
    signed = at.office.sign(at.office.draft(at.granted, "100.00"))
    return lambda by: put_in_force(Agreement.objects.get(pk=signed.pk), by=by)


def ends(at: Setting) -> Act:
    agreement = at.office.active(at.granted, "100.00")
    at.office.accept(at.office.report(at.office.pay(agreement, 1)))
    return lambda by: end(Agreement.objects.get(pk=agreement.pk), by=by)


def cancels_agreement(at: Setting) -> Act:
    draft = at.office.draft(at.granted, "100.00")
    return lambda by: cancel(Agreement.objects.get(pk=draft.pk), by=by, reason="ยุติ")


def amends(at: Setting) -> Act:
    agreement = at.active()
    return lambda by: Amendment.propose(agreement, by=by, reason="ขยาย", ends_on=date(2024, 12, 31))


def amends_to_cancel(at: Setting) -> Act:
    agreement = at.active()
    return lambda by: Amendment.propose_cancellation(agreement, by=by, reason="ยุติ")


def approves_amendment(at: Setting) -> Act:
    asked = Amendment.propose_cancellation(at.active(), by=at.office.asks, reason="ยุติ")
    return lambda by: approve(Amendment.objects.get(pk=asked.pk), by=by)


def refuses_amendment(at: Setting) -> Act:
    asked = Amendment.propose_cancellation(at.active(), by=at.office.asks, reason="ยุติ")
    return lambda by: refuse(Amendment.objects.get(pk=asked.pk), by=by, answer="ไม่จำเป็น")


def requests(at: Setting) -> Act:
    part = at.part()
    return lambda by: request_payment(Instalment.objects.get(pk=part.pk), by=by)


def approves_payment(at: Setting) -> Act:
    part = at.part()
    request_payment(part, by=at.office.asks)
    return lambda by: approve_payment(Instalment.objects.get(pk=part.pk), by=by)


def returns_request(at: Setting) -> Act:
    part = at.part()
    request_payment(part, by=at.office.asks)
    return lambda by: send_payment_back(Instalment.objects.get(pk=part.pk), by=by, comment="แก้")


def pays(at: Setting) -> Act:
    part = at.office.approve(at.active(), 1)
    return lambda by: pay(Instalment.objects.get(pk=part.pk), by=by, on=ON, document_number=NUMBER)


def corrects(at: Setting) -> Act:
    payment = at.paid().standing_payment
    said = {"reason": "โอนไม่สำเร็จ", "document_number": NUMBER}
    return lambda by: Correction.propose(payment, by=by, **said)


def approves_correction(at: Setting) -> Act:
    asked = corrects(at)(at.office.asks)
    return lambda by: approve(asked, by=by)


def refuses_correction(at: Setting) -> Act:
    asked = corrects(at)(at.office.asks)
    return lambda by: refuse(asked, by=by, answer="จ่ายแล้ว")


def begins_report(at: Setting) -> Act:
    part = at.paid()
    return lambda by: begin(part, by=by)


def writes_report(at: Setting) -> Act:
    report = at.report()
    return lambda by: write(
        Report.objects.get(pk=report.pk), {"cash": Decimal(1)}, by=by, version=report.version
    )


def sends_report(at: Setting) -> Act:
    report = at.report()
    return lambda by: send(Report.objects.get(pk=report.pk), by=by)


def accepts_as_mentor(at: Setting) -> Act:
    report = at.sent()
    return lambda by: accept_as_mentor(Report.objects.get(pk=report.pk), by=by)


def accepts_as_region(at: Setting) -> Act:
    report = at.sent()
    accept_as_mentor(report, by=at.office.mentors)
    return lambda by: accept_as_region(Report.objects.get(pk=report.pk), by=by)


def sends_back(at: Setting) -> Act:
    report = at.sent()
    return lambda by: send_back(Report.objects.get(pk=report.pk), {"bank": "ตรวจยอด"}, by=by)


def reports_return(at: Setting) -> Act:
    agreement = at.paid().agreement
    said = {"unspent": Decimal(1), "interest": Decimal(0), "on": ON, "document_number": NUMBER}
    return lambda by: ReturnNotice.report(agreement, by=by, **said)


def confirms_return(at: Setting) -> Act:
    asked = reports_return(at)(at.coordinator)
    return lambda by: approve(asked, by=by)


def refuses_return(at: Setting) -> Act:
    asked = reports_return(at)(at.office.pays)
    return lambda by: refuse(asked, by=by, answer="ไม่พบยอด")


def corrects_return(at: Setting) -> Act:
    (entry,) = at.office.give_back(at.paid().agreement, "1.00")
    said = {"reason": "บันทึกผิด", "document_number": NUMBER}
    return lambda by: Correction.propose(entry, by=by, **said)


def settles(at: Setting) -> Act:
    said = {"how": "explained", "amount": Decimal(1), "reason": "ไม่ได้ใช้"}
    return lambda by: Settlement.propose(at.programme, by=by, **said)


def approves_settlement(at: Setting) -> Act:
    asked = settles(at)(at.office.asks)
    return lambda by: approve(asked, by=by)


def refuses_settlement(at: Setting) -> Act:
    asked = settles(at)(at.office.asks)
    return lambda by: refuse(asked, by=by, answer="ไม่จริง")


def withdraws(at: Setting) -> Act:
    asked = settles(at)(at.office.asks)
    return lambda by: asked.withdraw(by=by)


def undoes_settlement(at: Setting) -> Act:
    asked = at.office.settle(at.programme, "1.00")
    return lambda by: asked.ask_to_undo(by=by, reason="ผิด")


# What is done, who may, and who of them may not because she asked for it or did a step of it before.
STEPS: dict[Callable[[Setting], Act], tuple[set[str], set[str]]] = {
    opens: (STAFF, set()),
    closes: (STAFF, set()),
    reopens: ({"head"}, set()),
    allocates: (STAFF, set()),
    sets_amount: (STAFF, set()),
    cancels_allocation: (STAFF, set()),
    draws_up: (STAFF, set()),
    changes: (STAFF, set()),
    splits: (STAFF, set()),
    signs: (STAFF, set()),
    takes_back: (STAFF, set()),
    activates: (STAFF, {"asks"}),
    ends: (STAFF, set()),
    cancels_agreement: (STAFF, set()),
    amends: (STAFF, set()),
    amends_to_cancel: (STAFF, set()),
    approves_amendment: (STAFF, {"asks"}),
    refuses_amendment: (STAFF, {"asks"}),
    requests: (PAYING, set()),
    approves_payment: (PAYING, {"asks"}),
    returns_request: (PAYING, set()),
    pays: (PAYING, {"approves"}),
    corrects: (PAYING, set()),
    approves_correction: (STAFF, {"asks"}),
    refuses_correction: (STAFF, {"asks"}),
    begins_report: (WRITING, set()),
    writes_report: (WRITING, set()),
    sends_report: (WRITING, set()),
    accepts_as_mentor: (READING, set()),
    accepts_as_region: (STAFF, set()),
    sends_back: (READING, set()),
    reports_return: (PAYING | {"coordinates"}, set()),
    confirms_return: (PAYING, set()),
    refuses_return: (PAYING, {"pays"}),
    corrects_return: (PAYING, set()),
    settles: (STAFF, set()),
    approves_settlement: (STAFF, {"asks"}),
    refuses_settlement: (STAFF, {"asks"}),
    withdraws: ({"asks"}, set()),
    undoes_settlement: (STAFF, set()),
}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_each_step_is_for_those_whose_it_is(step: Callable[[Setting], Act]) -> None:
    at = Setting()
    act = step(at)
    may, own = STEPS[step]
    found = {}
    for name, person in at.people.items():
        with transaction.atomic():
            try:
                act(person)
                found[name] = "done"
            except ValidationError as error:
                found[name] = error.code
            transaction.set_rollback(True)
    expected = {name: "done" if name in may else "role" for name in at.people}
    assert found == expected | dict.fromkeys(own, "own")


def test_the_refusal_names_the_roles() -> None:
    at = Setting()
    with pytest.raises(ValidationError) as refused:
        cancel_allocation(at.granted, by=at.people["pays"], reason="ยุติ")
    assert str(Role.REGIONAL_STAFF.label) in refused.value.messages[0]
    with pytest.raises(ValidationError) as refused:
        pays(at)(at.people["committee"])
    assert f"{Role.REGIONAL_STAFF.label} / {Role.FINANCE.label}" in refused.value.messages[0]


def test_the_refusal_names_the_organisation_whose_coordinator_it_is_for() -> None:
    at = Setting()
    part = at.paid()
    with pytest.raises(ValidationError) as refused:
        begin(part, by=at.people["other_coordinates"])
    assert "ศูนย์ประสานงาน" in refused.value.messages[0]
