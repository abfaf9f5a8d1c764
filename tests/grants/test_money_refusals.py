"""What a step of money is refused for: the code, and a Thai sentence with the figures that a person needs."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Amendment, Entry, Instalment, Programme, Report, Settlement
from tests import make
from tests.grants.steps import ENDS, SIGNED, STARTS, Office

pytestmark = pytest.mark.django_db

ON, NUMBER = date(2024, 1, 10), "บค 1"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def programme(office: Office) -> Programme:
    return office.open_programme("1000.00")


@pytest.fixture
def granted(programme: Programme) -> Allocation:
    return make.allocation(programme, "ศูนย์ประสานงาน", "100.00")


@pytest.fixture(autouse=True)
def audited(db: None) -> Any:
    yield
    assert violations() == []


def refused(action: Callable[[], Any], code: str | None, *figures: str, field: str = "") -> None:
    """The action is refused for this reason, in Thai, with these figures, and leaves nothing."""
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        action()
    error = refusal.value
    if hasattr(error, "error_dict"):
        assert field in error.error_dict, error.error_dict
        assert code in (None, error.error_dict[field][0].code)
    else:
        assert (getattr(error, "code", None), field) == (code, "")  # several at once have no code
    for sentence in error.messages:
        assert not re.search("[A-Za-z]", sentence), sentence
        assert re.search("[ก-๙]", sentence), sentence
    for figure in figures:
        assert figure in " ".join(error.messages), error.messages


def baht(text: str) -> Decimal:
    return Decimal(text)


# ── the year


def test_a_year_is_opened_once_closed_from_open_and_reopened_from_closed(office: Office) -> None:
    programme = make.programme(6, 2567, "100.00")
    refused(lambda: programme.close(by=office.approves), "state")
    refused(lambda: programme.reopen(by=office.head, reason="ตกหล่น"), "state")
    programme.open(by=office.asks)
    refused(lambda: programme.open(by=office.asks), "state")
    refused(lambda: programme.reopen(by=office.head, reason="ตกหล่น"), "state")
    refused(lambda: programme.close(by=office.approves), None, "100.00")
    Settlement.propose(programme, by=office.asks, how="explained", amount=baht("100.00"), reason="ไม่ได้ใช้")
    programme.close(by=office.approves)
    refused(lambda: programme.open(by=office.asks), "state")
    refused(lambda: programme.close(by=office.approves), "state")
    refused(lambda: programme.reopen(by=office.head, reason="  "), "required", field="reason")
    programme.reopen(by=office.head, reason=" ตกหล่น ")
    assert programme.state == Programme.objects.get().state == "open"


def test_in_a_planned_year_money_does_not_move(office: Office) -> None:
    programme = make.programme(6, 2567, "100.00")
    draft = office.draft(make.allocation(programme, "ศูนย์", "100.00"), "100.00")
    refused(lambda: office.sign(draft), "year", "2567", str(Programme.State.PLANNED.label))
    refused(
        lambda: Settlement.propose(programme, by=office.asks, how="explained", amount=baht("1"), reason="-"),
        "year",
    )


@pytest.fixture
def closed(office: Office) -> Agreement:
    """Ended in a year that is closed."""
    programme = office.open_programme("100.00", year=2566)
    agreement = office.active(make.allocation(programme, "ปีก่อน", "100.00"), "100.00")
    office.accept(office.report(office.pay(agreement, 1)))
    agreement.end(by=office.approves)
    programme.close(by=office.approves)
    return Agreement.objects.get(pk=agreement.pk)


def test_in_a_closed_year_nothing_changes(office: Office, closed: Agreement) -> None:
    programme, allocation = closed.programme, closed.allocation
    part, report = closed.instalments.get(), closed.instalments.get().report
    by = {"by": office.asks}
    for step in (
        lambda: programme.allocate(make.organisation("ใหม่"), baht("0.00")),
        lambda: allocation.announce(**by),
        lambda: allocation.cancel(**by, reason="ยุติ"),
        lambda: allocation.set_amount(baht("100.00"), **by, version=allocation.version),
        lambda: Agreement.draw_up(allocation, baht("1.00"), **by),
        lambda: closed.change(**by, version=closed.version),
        lambda: closed.split([], **by),
        lambda: closed.take_back(**by),
        lambda: closed.activate(**by),
        lambda: closed.end(**by),
        lambda: closed.cancel(**by, reason="ยุติ"),
        lambda: Amendment.propose_cancellation(closed, **by, reason="ยุติ"),
        lambda: part.request_payment(**by),
        lambda: part.approve_payment(**by),
        lambda: part.return_request(**by, comment="แก้"),
        lambda: part.pay(**by, on=ON, document_number=NUMBER),
        lambda: report.send(**by),
        lambda: report.send_back({"": "แก้"}, **by),
        lambda: report.accept_as_mentor(**by),
        lambda: report.accept_as_region(**by),
        lambda: Settlement.propose(programme, **by, how="explained", amount=baht("1"), reason="-"),
        lambda: give_back(office, closed, "1.00"),
        lambda: adjust(office, closed, "1.00"),
    ):
        refused(step, "year", "2566")


def give_back(office: Office, agreement: Agreement, unspent: str, interest: str = "0.00") -> Any:
    return Entry.take_return(
        agreement,
        unspent=baht(unspent),
        interest=baht(interest),
        on=ON,
        document_number=NUMBER,
        requested_by=office.asks,
        approved_by=office.approves,
    )


def adjust(office: Office, agreement: Agreement, amount: str, measure: str = "interest", **more: Any) -> Any:
    said = {
        "reason": "บันทึกผิด",
        "on": ON,
        "document_number": NUMBER,
        "requested_by": office.asks,
        "approved_by": office.approves,
    }
    return Entry.adjust(agreement, measure, baht(amount), **said | more)


# ── ceilings and amounts, to the satang


def test_no_satang_more_is_granted_than_the_ceiling(office: Office, programme: Programme) -> None:
    first = programme.allocate(make.organisation("ก"), baht("600.00"))
    second = make.organisation("ข")
    refused(
        lambda: programme.allocate(second, baht("400.01")), "ceiling", "400.00", "1,000.00", field="amount"
    )
    assert programme.allocate(second, baht("400.00")).order == first.order + 1
    assert programme.allocated == baht("1000.00")
    assert programme.remaining == baht("0.00")
    by = {"by": office.asks, "version": first.version}
    refused(lambda: first.set_amount(baht("600.01"), **by), "ceiling", "600.00", field="amount")
    first.set_amount(baht("599.99"), **by)
    programme.refresh_from_db()
    assert programme.remaining == baht("0.01")
    refused(
        lambda: first.set_amount(baht("-0.01"), by=office.asks, version=first.version), None, field="amount"
    )


def test_a_stale_page_changes_no_amount(office: Office, granted: Allocation) -> None:
    granted.set_amount(baht("90.00"), by=office.asks, version=granted.version)
    stale = granted.version - 1
    refused(
        lambda: granted.set_amount(baht("80.00"), by=office.asks, version=stale), "newer_version", "90.00"
    )


def test_a_grant_does_not_fall_below_what_is_agreed(office: Office, granted: Allocation) -> None:
    office.draft(granted, "60.00")
    by = {"by": office.asks, "version": granted.version}
    refused(lambda: granted.set_amount(baht("59.99"), **by), "agreed", "60.00", field="amount")
    granted.set_amount(baht("60.00"), **by)


def test_a_cancelled_grant_stays_as_it_is(office: Office, granted: Allocation) -> None:
    refused(lambda: granted.cancel(by=office.asks, reason=" "), "required", field="reason")
    granted.cancel(by=office.asks, reason="ยุติ")
    refused(lambda: granted.cancel(by=office.asks, reason="ยุติ"), "state")
    refused(lambda: granted.announce(by=office.asks), "state")
    version = granted.version
    refused(lambda: granted.set_amount(baht("1.00"), by=office.asks, version=version), None, field="amount")
    refused(lambda: Agreement.draw_up(granted, baht("1.00"), by=office.asks), "state")


def test_a_grant_with_a_live_agreement_is_not_cancelled(office: Office, granted: Allocation) -> None:
    office.draft(granted, "60.00")
    refused(lambda: granted.cancel(by=office.asks, reason="ยุติ"), "agreed")


def test_no_satang_more_is_agreed_than_granted(office: Office, granted: Allocation) -> None:
    draft = office.draft(granted, "60.00")

    def more(amount: str) -> Agreement:
        return Agreement.draw_up(granted, baht(amount), by=office.asks)

    refused(lambda: more("40.01"), "allocation", "40.00", "100.00", field="amount")
    refused(lambda: more("0.00"), None, field="__all__")
    more("40.00")
    change = {"by": office.asks, "version": draft.version}
    refused(lambda: draft.change(**change, amount=baht("60.01")), "allocation", "60.00", field="amount")


# ── agreements


def test_a_draft_is_changed_by_whoever_saw_it_last(office: Office, granted: Allocation) -> None:
    draft = office.draft(granted, "60.00")
    stale = draft.version - 1
    refused(lambda: draft.change(by=office.asks, version=stale, kind="moa"), "newer_version")
    parts = [Instalment(amount=baht("60.00"))]
    refused(lambda: draft.split(parts, by=office.asks, version=stale), "newer_version")
    draft.split(parts, by=office.asks, version=draft.version)


def test_instalments_add_up_to_the_satang(office: Office, granted: Allocation) -> None:
    draft = Agreement.draw_up(granted, baht("60.00"), by=office.asks)
    refused(lambda: office.sign(draft), "instalments")
    for second in ("29.99", "30.01"):
        parts = [Instalment(amount=baht("30.00")), Instalment(amount=baht(second))]
        refused(lambda parts=parts: draft.split(parts, by=office.asks), "instalments", "60.00")
    parts = [Instalment(amount=baht("60.01")), Instalment(amount=baht("-0.01"))]
    refused(lambda: draft.split(parts, by=office.asks), None, field="__all__")
    draft.split([Instalment(amount=baht("30.00")), Instalment(amount=baht("30.00"))], by=office.asks)
    draft.change(by=office.asks, version=draft.version, amount=baht("59.99"))
    refused(lambda: office.sign(draft), "instalments", "60.00", "59.99")


def test_an_agreement_moves_in_its_order(office: Office, granted: Allocation) -> None:
    agreement = office.draft(granted, "60.00")
    by = {"by": office.approves}
    whole = [Instalment(amount=baht("60.00"))]
    late = {"signed_on": SIGNED, "starts_on": ENDS, "ends_on": STARTS}
    refused(lambda: agreement.sign(**by, **late), None, field="__all__")
    for step in (agreement.take_back, agreement.activate, agreement.end):
        refused(lambda step=step: step(**by), "state")
    office.sign(agreement)
    for step in (
        lambda: agreement.change(**by, version=agreement.version),
        lambda: agreement.split(whole, **by),
        lambda: office.sign(agreement),
        lambda: agreement.end(**by),
        lambda: Amendment.propose_cancellation(agreement, **by, reason="ยุติ"),
    ):
        refused(step, "state")
    agreement.activate(**by)
    for step in (
        lambda: agreement.take_back(**by),
        lambda: agreement.activate(**by),
        lambda: agreement.cancel(**by, reason="ยุติ"),
        lambda: agreement.change(**by, version=agreement.version),
    ):
        refused(step, "state")


def test_an_agreement_ends_when_it_is_paid_and_reported(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    refused(lambda: agreement.end(by=office.asks), "unpaid", "100.00")
    office.accept(office.report(office.pay(agreement, 1)))
    refused(lambda: agreement.end(by=office.asks), "unpaid", "40.00")
    report = office.report(office.pay(agreement, 2))
    refused(lambda: agreement.end(by=office.asks), "report", "2")
    office.accept(report)
    agreement.end(by=office.asks)
    refused(lambda: agreement.end(by=office.asks), "state")
    refused(lambda: agreement.cancel(by=office.asks, reason="ยุติ"), "state")


def test_a_draft_is_cancelled_with_a_reason(office: Office, granted: Allocation) -> None:
    draft = office.draft(granted, "60.00")
    refused(lambda: draft.cancel(by=office.asks, reason=" "), "required", field="reason")
    draft.cancel(by=office.asks, reason="ยุติ")
    refused(lambda: draft.cancel(by=office.asks, reason="ยุติ"), "state")
    scan = SimpleUploadedFile("สัญญา.pdf", b"%PDF-1.7 %%EOF")
    refused(lambda: draft.attach_scan(scan, by=office.asks), "state")


# ── amendments


def amended(agreement: Agreement, by: Any, *amounts: str, **more: Any) -> Amendment:
    parts = [Instalment(amount=baht(amount)) for amount in amounts]
    total = sum((part.amount for part in parts), Decimal(0))
    return Amendment.propose(
        agreement, **{"by": by, "reason": "ปรับงวด", "amount": total, "parts": parts} | more
    )


def test_an_amendment_says_what_and_why_and_adds_up(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "40.00", "40.00")
    refused(lambda: amended(agreement, office.asks, "40.00", "40.00"), "same")
    refused(lambda: Amendment.propose(agreement, by=office.asks, reason="ปรับ"), "same")
    refused(lambda: amended(agreement, office.asks, "50.00", reason="  "), "blank", field="reason")
    refused(
        lambda: amended(agreement, office.asks, "40.00", "41.00", amount=baht("80.99")),
        "instalments",
        "81.00",
        "80.99",
    )
    refused(
        lambda: Amendment.propose(agreement, by=office.asks, reason="ปรับ", amount=baht("90")), "instalments"
    )
    refused(lambda: amended(agreement, office.asks, "100.01"), "allocation", "100.00", field="amount")
    early = date(2023, 10, 31)
    refused(
        lambda: Amendment.propose(agreement, by=office.asks, reason="ปรับ", ends_on=early),
        "days",
        field="ends_on",
    )
    asked = Amendment.propose(agreement, by=office.asks, reason="ปรับ", ends_on=STARTS)
    refused(lambda: amended(agreement, office.asks, "50.00"), None, field="__all__")
    refused(lambda: asked.refuse(by=office.approves, answer=" "), "required", field="answer")
    asked.refuse(by=office.approves, answer="ไม่จำเป็น")
    for decide in (
        lambda: asked.refuse(by=office.approves, answer="-"),
        lambda: asked.approve(by=office.head),
    ):
        refused(decide, "state")


@pytest.mark.parametrize(
    ("amount", "head_office"), [("60.00", False), ("59.99", True), ("90.00", False), ("90.01", True)]
)
def test_above_a_fifth_of_the_first_amount_head_office_decides(
    office: Office, programme: Programme, amount: str, head_office: bool
) -> None:
    agreement = office.active(make.allocation(programme, "ศูนย์", "200.00"), "75.00")
    asked = amended(agreement, office.asks, amount)
    assert asked.needs_head_office is head_office
    if head_office:
        refused(lambda: asked.approve(by=office.approves), "role")
    asked.approve(by=office.head)
    again = amended(Agreement.objects.get(pk=agreement.pk), office.asks, "75.00")  # back to the first amount
    assert not again.needs_head_office


def test_what_is_paid_or_asked_for_stays_in_an_amendment(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "30.00", "30.00", "40.00")
    office.pay(agreement, 1)
    for amounts in (("29.99", "70.01"), ("100.00",), ("30.01", "30.00", "39.99")):
        refused(lambda amounts=amounts: amended(agreement, office.asks, *amounts), "instalments", "1")
    kept = agreement.instalments.get(number=1)
    rest = [kept, Instalment(amount=baht("70.00"))]
    asked = Amendment.propose(agreement, by=office.asks, reason="รวมงวด", parts=rest)
    asked.approve(by=office.approves)
    assert [str(part.amount) for part in agreement.instalments.order_by("number")] == ["30.00", "70.00"]


def test_an_amendment_of_what_has_changed_is_asked_for_anew(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00")
    asked = amended(agreement, office.asks, "50.00")
    held = Agreement.objects.get(pk=agreement.pk)
    held.ends_on = date(2024, 12, 31)
    held.save(update_fields=["ends_on"])
    refused(lambda: asked.approve(by=office.approves), "moved")


# ── payments


def test_a_payment_moves_in_its_order(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = agreement.instalments.get(number=1)
    pay = {"on": ON, "document_number": NUMBER}
    refused(lambda: part.approve_payment(by=office.approves), "state")
    refused(lambda: part.return_request(by=office.asks, comment="แก้"), "state")
    refused(lambda: part.pay(by=office.pays, **pay), "state", "1", str(Instalment.State.PLANNED.label))
    refused(lambda: take_back(office, part), "state")
    part.request_payment(by=office.asks)
    refused(lambda: part.request_payment(by=office.asks), "state")
    refused(lambda: part.approve_payment(by=office.asks), "own")
    refused(lambda: part.pay(by=office.pays, **pay), "state", str(Instalment.State.REQUESTED.label))
    refused(lambda: part.return_request(by=office.asks, comment=" "), "required", field="comment")
    part.approve_payment(by=office.approves)
    refused(lambda: part.approve_payment(by=office.head), "state")
    refused(
        lambda: part.pay(by=office.pays, **pay | {"document_number": "  "}), None, field="document_number"
    )
    part.pay(by=office.pays, **pay)
    refused(lambda: part.pay(by=office.pays, **pay), "state", str(Instalment.State.PAID.label))
    refused(lambda: part.return_request(by=office.asks, comment="แก้"), "state")
    second = agreement.instalments.get(number=2)
    refused(lambda: second.request_payment(by=office.asks), "report", "2", "1")


def take_back(office: Office, part: Instalment, **more: Any) -> Any:
    said = {"by": office.pays, "approved_by": office.approves, "reason": "โอนไม่สำเร็จ"}
    return part.take_payment_back(**said | {"document_number": "บค 9"} | more)


def test_a_payment_is_of_a_day_that_has_come_and_after_the_signing(
    office: Office, granted: Allocation
) -> None:
    part = office.approve(office.active(granted, "60.00"), 1)
    today = timezone.localdate()
    days = [
        (today + timezone.timedelta(days=1), "future"),
        (SIGNED - timezone.timedelta(days=1), "before_signing"),
    ]
    for day, code in days:
        refused(lambda day=day: part.pay(by=office.pays, on=day, document_number=NUMBER), code, field="on")
    with transaction.atomic():
        part.pay(by=office.pays, on=today, document_number=NUMBER)
        transaction.set_rollback(True)
    part.pay(by=office.pays, on=SIGNED, document_number=NUMBER)


def test_a_payment_that_is_reported_is_not_taken_back(office: Office, granted: Allocation) -> None:
    part = office.pay(office.active(granted, "60.00"), 1)
    refused(lambda: take_back(office, part, reason=""), None, field="__all__")
    refused(lambda: take_back(office, part, by=office.approves), "own")
    office.report(part)
    refused(lambda: take_back(office, part), "report")


def test_only_an_agreement_in_force_is_paid(office: Office, granted: Allocation) -> None:
    agreement = office.sign(office.draft(granted, "60.00"))
    part = agreement.instalments.get()
    refused(lambda: part.request_payment(by=office.asks), "agreement", str(Agreement.State.SIGNED.label))


# ── reports


def test_a_report_is_complete_before_it_is_sent(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = agreement.instalments.get(number=1)
    refused(lambda: Report.begin(part, by=office.asks), "state")
    office.pay(agreement, 1)
    report = Report.begin(part, by=office.asks)

    def missing(**values: Any) -> dict[str, str]:
        report.write(values, by=office.asks, version=report.version)
        with pytest.raises(ValidationError) as refusal:
            report.send(by=office.asks)
        return refusal.value.message_dict

    found = missing(done=" ", participants=3)
    assert set(found) == {"done", "output", "outcome", "participants", "bank"}
    assert not re.search("[A-Za-z]", str([*found.values()]))
    assert "3" in found["participants"][0]
    assert "60.00" in found["bank"][0]
    found = missing(done="อบรม", output="แกนนำ", outcome="รู้สิทธิ", participants=0, bank=baht("60.01"))
    assert list(found) == ["bank"]
    assert "0.01" in found["bank"][0]
    report.write({"bank": baht("30.00"), "cash": baht("30.00")}, by=office.asks, version=report.version)
    report.send(by=office.asks)
    refused(lambda: report.send(by=office.asks), "state", str(Report.State.SENT.label))
    refused(lambda: report.write({}, by=office.asks, version=report.version), "state")


def test_a_report_is_accepted_step_by_step_by_two_others(office: Office, granted: Allocation) -> None:
    report = office.report(office.pay(office.active(granted, "60.00"), 1))
    refused(lambda: report.accept_as_region(by=office.approves), "state", str(Report.State.SENT.label))
    refused(lambda: report.send_back({"bank": " "}, by=office.mentors), "required")
    report.accept_as_mentor(by=office.approves)
    refused(lambda: report.accept_as_mentor(by=office.mentors), "state", str(Report.State.MENTORED.label))
    refused(lambda: report.accept_as_region(by=office.approves), "own")
    report.accept_as_region(by=office.asks)
    refused(lambda: report.send_back({"": "แก้"}, by=office.mentors), "state")


def test_who_sent_a_report_accepts_it_at_no_step(office: Office, granted: Allocation) -> None:
    report = Report.begin(office.pay(office.active(granted, "60.00"), 1), by=office.asks)
    values = {"done": "อบรม", "output": "แกนนำ", "outcome": "รู้สิทธิ", "bank": baht("60.00")}
    report.write(values, by=office.asks, version=report.version)
    report.send(by=office.asks)
    refused(lambda: report.accept_as_mentor(by=office.asks), "own")
    report.accept_as_mentor(by=office.mentors)
    refused(lambda: report.accept_as_region(by=office.asks), "own")


def test_a_stale_form_of_a_report_saves_nothing_and_no_other_field_is_written(
    office: Office, granted: Allocation
) -> None:
    report = Report.begin(office.pay(office.active(granted, "60.00"), 1), by=office.asks)
    stale = report.version - 1
    refused(lambda: report.write({"cash": baht("1.00")}, by=office.asks, version=stale), "newer_version")
    for name in ("carried", "received", "state", "sent_by"):
        with pytest.raises(ValueError, match=name):
            report.write({name: baht("1.00")}, by=office.asks, version=report.version)
    with pytest.raises(ValueError, match="colour"):
        report.send_back({"colour": "แดง"}, by=office.mentors)
    refused(
        lambda: report.write({"cash": baht("-0.01")}, by=office.asks, version=report.version),
        None,
        field="__all__",
    )


# ── returns, and what is said of the rest


def test_no_satang_more_comes_back_than_was_paid(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.pay(agreement, 1)
    for unspent, interest in (("0.00", "0.00"), ("-1.00", "2.00"), ("2.00", "-1.00")):
        refused(lambda u=unspent, i=interest: give_back(office, agreement, u, i), "required")
    refused(lambda: give_back(office, agreement, "60.01"), "returned", "60.00")
    assert len(give_back(office, agreement, "20.00", "0.50")) == 2
    assert agreement.returned == baht("20.00")
    refused(lambda: give_back(office, agreement, "40.01"), "returned", "40.00")
    assert [entry.kind for entry in give_back(office, agreement, "0.00", "0.01")] == ["interest"]
    give_back(office, agreement, "40.00")


def test_a_return_is_corrected_within_its_sum(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.pay(agreement, 1)
    give_back(office, agreement, "20.00", "1.00")
    for measure in ("payment", "commitment", "adjustment"):
        refused(lambda measure=measure: adjust(office, agreement, "1.00", measure), "measure")
    refused(lambda: adjust(office, agreement, "-20.01", "return"), "sum", "0.01")
    refused(lambda: adjust(office, agreement, "40.01", "return"), "sum", "60.01")
    refused(lambda: adjust(office, agreement, "-1.01", "interest"), "sum")
    refused(lambda: adjust(office, agreement, "1.00", reason="  "), None, field="__all__")
    refused(lambda: adjust(office, agreement, "1.00", requested_by=office.approves), "own")
    adjust(office, agreement, "-20.00", "return")
    assert agreement.returned == baht("0.00")
    adjust(office, agreement, "60.00", "return")
    adjust(office, agreement, "100.00", "interest")
    adjust(office, agreement, "-101.00", "interest")


def test_what_is_said_of_unspent_money_is_whole_and_of_this_year(
    office: Office, programme: Programme, closed: Agreement
) -> None:
    said = {"by": office.asks, "how": "carried", "amount": baht("1.00"), "reason": "ยกไปปีหน้า"}

    def propose(**more: Any) -> Settlement:
        return Settlement.propose(programme, **said | more)

    refused(lambda: propose(agreement=closed), "programme", field="agreement")
    refused(lambda: propose(amount=baht("0.00")), None, field="__all__")
    refused(lambda: propose(reason=""), "blank", field="reason")
    refused(lambda: propose(how="given_back"), None, field="__all__")
    carried = propose()
    refused(lambda: carried.approve(by=office.asks), "own")
    carried.approve(by=office.approves)
    refused(lambda: carried.approve(by=office.head), "state")
    again = Settlement.objects.get(pk=carried.pk)
    refused(lambda: again.withdraw(by=office.asks), "state")
    again.withdraw(by=office.head)
    refused(lambda: carried.withdraw(by=office.head), "state")


def test_each_obstacle_to_the_close_is_named(
    office: Office, programme: Programme, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00")
    office.accept(office.report(office.pay(agreement, 1), spent="50.00"))
    number = re.escape(agreement.number)
    with pytest.raises(ValidationError) as refusal:
        programme.close(by=office.approves)
    live, left, never = refusal.value.messages
    assert re.search(f"{number}.*{Agreement.State.ACTIVE.label}", live)
    assert re.search(f"{number}.*10.00", left)
    assert "940.00" in never


def test_a_programme_keeps_its_plan_and_its_ceiling_in_order(office: Office, programme: Programme) -> None:
    make.allocation(programme, "ก", "60.00")

    def written(**values: Any) -> Programme:
        held = Programme.objects.get(pk=programme.pk)
        for name, value in values.items():
            setattr(held, name, value)
        held.full_clean()
        return held

    refused(lambda: written(ceiling=baht("59.99")), "ceiling", "60.00", "59.99", field="ceiling")
    Programme(region_id=6, fiscal_year=2570, name="ปีใหม่", ceiling=baht("0.00")).full_clean()
    assert written(ceiling=baht("60.00"), plan=make.plan(6, 2567)).plan is not None
    for region, year in ((11, 2567), (6, 2568)):
        plan = make.plan(region, year)
        refused(lambda plan=plan: written(plan=plan), "plan", field="plan")


def test_the_ceiling_of_a_closed_year_stays(closed: Agreement) -> None:
    programme = closed.programme
    programme.full_clean()
    programme.ceiling = baht("100.01")
    refused(programme.full_clean, "year", "2566", field="ceiling")


def test_an_allocation_is_of_its_region_and_once(office: Office, programme: Programme) -> None:
    stranger = make.organisation("ของเขต", 11)
    refused(lambda: programme.allocate(stranger, baht("1.00")), "region", field="organisation")
    here = make.organisation("ของเรา")
    programme.allocate(here, baht("1.00"))
    refused(lambda: programme.allocate(here, baht("1.00")), None, field="__all__")


def test_nobody_approves_their_own_amendment_even_if_it_moves_no_money(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00")
    asked = Amendment.propose(agreement, by=office.asks, reason="ขยาย", ends_on=date(2024, 12, 31))
    refused(lambda: asked.approve(by=office.asks), "own")


def test_an_amendment_of_an_agreement_that_has_ended_is_not_carried_out(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00")
    asked = Amendment.propose(agreement, by=office.asks, reason="ขยาย", ends_on=date(2024, 12, 31))
    office.finish(agreement)
    refused(lambda: asked.approve(by=office.approves), "state")
    asked.refuse(by=office.approves, answer="สิ้นสุดแล้ว")
