"""An agreement step by step: what each is refused for, and what it leaves behind."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone

from grants.agreements.drafting import attach_scan, change, draw_up, split
from grants.agreements.force import sign, take_back
from grants.models import Agreement, Allocation, Amendment, Instalment, Programme
from grants.reports.ending import end
from tests import make
from tests.grants.proofs import left, refused
from tests.grants.steps import ENDS, ON, SIGNED, STARTS, Office, cancel, put_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_no_satang_more_is_agreed_than_granted(office: Office, granted: Allocation) -> None:
    draft = office.draft(granted, "60.00")

    def more(amount: str) -> Agreement:
        return draw_up(granted, Decimal(amount), by=office.asks)

    refused(lambda: more("40.01"), "allocation", "40.00", "100.00", field="amount")
    refused(lambda: more("0.00"), None, field="__all__")
    more("40.00")
    seen = {"by": office.asks, "version": draft.version}
    refused(lambda: change(draft, **seen, amount=Decimal("60.01")), "allocation", "60.00", field="amount")


def test_a_draft_is_changed_by_whoever_saw_it_last(office: Office, granted: Allocation) -> None:
    draft = office.draft(granted, "60.00")
    stale = draft.version - 1
    refused(lambda: change(draft, by=office.asks, version=stale, kind="moa"), "newer_version")
    parts = [Instalment(amount=Decimal("60.00"))]
    refused(lambda: split(draft, parts, by=office.asks, version=stale), "newer_version")
    split(draft, parts, by=office.asks, version=draft.version)


def test_instalments_add_up_to_the_satang(office: Office, granted: Allocation) -> None:
    draft = draw_up(granted, Decimal("60.00"), by=office.asks)
    refused(lambda: office.sign(draft), "instalments")
    for second in ("29.99", "30.01"):
        parts = [Instalment(amount=Decimal("30.00")), Instalment(amount=Decimal(second))]
        refused(lambda parts=parts: split(draft, parts, by=office.asks), "instalments", "60.00")
    parts = [Instalment(amount=Decimal("60.01")), Instalment(amount=Decimal("-0.01"))]
    refused(lambda: split(draft, parts, by=office.asks), None, field="__all__")
    split(draft, [Instalment(amount=Decimal("30.00")), Instalment(amount=Decimal("30.00"))], by=office.asks)
    change(draft, by=office.asks, version=draft.version, amount=Decimal("59.99"))
    refused(lambda: office.sign(draft), "instalments", "60.00", "59.99")


def test_an_agreement_moves_in_its_order(office: Office, granted: Allocation) -> None:
    agreement = office.draft(granted, "60.00")
    by = {"by": office.approves}
    whole = [Instalment(amount=Decimal("60.00"))]
    late = {"signed_on": SIGNED, "starts_on": ENDS, "ends_on": STARTS}
    refused(lambda: sign(agreement, **by, **late), None, field="__all__")
    for step in (take_back, put_in_force, end):
        refused(lambda step=step: step(agreement, **by), "state")
    office.sign(agreement)
    for step in (
        lambda: change(agreement, **by, version=agreement.version),
        lambda: split(agreement, whole, **by),
        lambda: office.sign(agreement),
        lambda: end(agreement, **by),
        lambda: Amendment.propose_cancellation(agreement, **by, reason="ยุติ"),
    ):
        refused(step, "state")
    put_in_force(agreement, **by)
    for step in (
        lambda: take_back(agreement, **by),
        lambda: put_in_force(agreement, **by),
        lambda: cancel(agreement, **by, reason="ยุติ"),
        lambda: change(agreement, **by, version=agreement.version),
    ):
        refused(step, "state")


def test_an_agreement_ends_when_it_is_paid_and_reported(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    refused(lambda: end(agreement, by=office.asks), "unpaid", "100.00")
    office.accept(office.report(office.pay(agreement, 1)))
    refused(lambda: end(agreement, by=office.asks), "unpaid", "40.00")
    report = office.report(office.pay(agreement, 2))
    refused(lambda: end(agreement, by=office.asks), "report", "2")
    office.accept(report)
    end(agreement, by=office.asks)
    refused(lambda: end(agreement, by=office.asks), "state")
    refused(lambda: cancel(agreement, by=office.asks, reason="ยุติ"), "state")


def test_a_draft_is_cancelled_with_a_reason(office: Office, granted: Allocation) -> None:
    draft = office.draft(granted, "60.00")
    refused(lambda: cancel(draft, by=office.asks, reason=" "), "required", field="reason")
    cancel(draft, by=office.asks, reason="ยุติ")
    refused(lambda: cancel(draft, by=office.asks, reason="ยุติ"), "state")
    scan = SimpleUploadedFile("สัญญา.pdf", b"%PDF-1.7 %%EOF")
    refused(lambda: attach_scan(draft, scan, by=office.asks), "state")


def test_an_agreement_remembers_its_steps_and_moves_its_grant(office: Office, granted: Allocation) -> None:
    draft = draw_up(granted, Decimal("100.00"), by=office.asks, kind="moa", number_as_typed="1/67")
    assert (draft.number, draft.kind, draft.number_as_typed) == ("ปชส-06-2567-001", "moa", "1/67")
    assert draft.history.latest().history_user == office.asks
    change(draft, by=office.approves, version=1, number_as_typed="2/67", office_signatory="สมชาย")
    left(draft, office.approves, state="draft", version=2)
    assert (draft.number_as_typed, draft.office_signatory) == ("2/67", "สมชาย")
    split(draft, [Instalment(amount=Decimal("60.00")), Instalment(amount=Decimal("40.00"))], by=office.head)
    left(draft, office.head, state="draft", version=3)
    parts = list(draft.instalments.order_by("number"))
    assert [(part.number, part.amount) for part in parts] == [(1, Decimal("60.00")), (2, Decimal("40.00"))]
    assert parts[0].history.latest().history_user == office.head
    office.sign(draft)
    left(draft, office.asks, state="signed", version=4)
    assert (draft.signed_on, draft.starts_on, draft.ends_on) == (SIGNED, STARTS, ENDS)
    assert draft.signed_by == office.asks
    assert Allocation.objects.get().stage == "contracted"
    take_back(draft, by=office.approves)
    left(draft, office.approves, state="draft", version=5)
    assert draft.signed_by is None
    assert Allocation.objects.get().stage == "planned"
    office.sign(draft)
    put_in_force(draft, by=office.approves, on=ON, document_number="ผูกพัน 1")
    left(draft, office.approves, state="active", version=7)
    entry = draft.entries.get()
    assert (entry.kind, entry.amount, entry.on, entry.document_number) == (
        "commitment",
        Decimal("100.00"),
        ON,
        "ผูกพัน 1",
    )
    assert (entry.requested_by, entry.approved_by, entry.recorded_by) == (
        office.asks,
        office.approves,
        office.approves,
    )
    assert draft.committed == Decimal("100.00")


def test_a_commitment_bears_the_number_on_the_paper_or_the_running_number(
    office: Office, programme: Programme
) -> None:
    for place, typed in enumerate(("", "7/2567"), 1):
        granted = make.allocation(programme, f"องค์กร {place}", "10.00")
        agreement = office.draft(granted, "10.00")
        change(agreement, by=office.asks, version=agreement.version, number_as_typed=typed)
        put_in_force(office.sign(agreement), by=office.approves, on=None)
        entry = agreement.entries.get()
        assert entry.document_number == (typed or f"ปชส-06-2567-00{place}")
        assert entry.on == timezone.localdate()


def test_an_ended_agreement_and_a_cancelled_one(office: Office, programme: Programme) -> None:
    ended = office.finish(office.active(make.allocation(programme, "ก", "100.00"), "100.00"))
    left(ended, office.approves, state="ended")
    assert not ended.is_live
    assert ended.unpaid == Decimal("0.00")
    cancelled = office.draft(make.allocation(programme, "ข", "100.00"), "60.00", "40.00")
    assert cancelled.is_live
    office.sign(cancelled)
    cancel(cancelled, by=office.approves, reason=" ยุติ ")
    left(cancelled, office.approves, state="cancelled", why="ยุติ")
    for part in cancelled.instalments.all():
        left(part, office.approves, state="cancelled", why="ยุติ")
    assert Allocation.objects.get(pk=cancelled.allocation_id).stage == "planned"
    assert list(Agreement.objects.live()) == []
    assert cancelled.allocation.agreements.counted_in_allocation() == Decimal("0.00")


@override_settings(RETURN_DAYS=30)
def test_unspent_money_is_due_so_many_days_after_the_end(office: Office, granted: Allocation) -> None:
    agreement = office.draft(granted, "60.00")
    assert agreement.return_due_on is None
    assert office.sign(agreement).return_due_on == date(2024, 10, 30)
