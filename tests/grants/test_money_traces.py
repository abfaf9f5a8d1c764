"""What each step of money leaves behind: the state, who and when, one more version, and why in the history."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone

from centres.models import TargetNetwork
from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Amendment, Entry, Instalment, Programme, Report, Settlement
from grants.reports.money import Money, money_by_agreement, money_of
from people.models import User
from people.roles import Role
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


def left(
    record: Any, by: User, *, state: str | None = None, why: str = "", version: int | None = None
) -> None:
    """The record here and in the database are one, and the history's last line says who and why, in Thai."""
    stored = type(record).objects.get(pk=record.pk)
    if state is not None:
        assert (record.state, stored.state) == (state, state)
    if version is not None:
        assert (record.version, stored.version) == (version, version)
    last = record.history.latest()
    assert last.history_user == by
    if state is not None:
        assert last.state == state
    said = last.history_change_reason or ""
    assert said
    assert not re.search("[A-Za-z]", said.replace(".pdf", "")), said
    if why:
        assert last.history_change_reason == why


def test_the_year_remembers_who_moved_it_and_why(office: Office) -> None:
    programme = make.programme(6, 2567, "100.00")
    programme.open(by=office.asks)
    left(programme, office.asks, state="open", version=2)
    Settlement.propose(programme, by=office.asks, how="explained", amount=Decimal("100.00"), reason="ไม่ได้ใช้")
    programme.close(by=office.approves)
    left(programme, office.approves, state="closed", version=3)
    programme.reopen(by=office.head, reason=" ตกหล่น ")
    left(programme, office.head, state="open", version=4, why="ตกหล่น")


def test_a_grant_remembers_who_moved_it_and_why(office: Office, programme: Programme) -> None:
    granted = programme.allocate(make.organisation("ก"), Decimal("50.00"), purpose="อบรม", tier="ก")
    assert (granted.order, granted.purpose, granted.tier, granted.state) == (1, "อบรม", "ก", "planned")
    assert programme.allocate(make.organisation("ข"), Decimal("1.00")).order == 2
    granted.announce(by=office.asks)
    left(granted, office.asks, state="announced", version=2)
    granted.set_amount(Decimal("60.00"), by=office.approves, version=2, tier="ข")
    left(granted, office.approves, version=3)
    granted.refresh_from_db()
    assert (granted.amount, granted.tier, granted.counted) == (Decimal("60.00"), "ข", Decimal("60.00"))
    granted.set_amount(Decimal("61.00"), by=office.approves, version=3)
    assert granted.tier == "ข"
    granted.cancel(by=office.head, reason=" ยุติ ")
    left(granted, office.head, state="cancelled", version=5, why="ยุติ")
    assert granted.counted == Decimal("0.00")
    assert programme.allocations.counted() == Decimal("1.00")
    assert programme.allocations.total() == Decimal("62.00")


def test_an_agreement_remembers_its_steps_and_moves_its_grant(office: Office, granted: Allocation) -> None:
    draft = Agreement.draw_up(granted, Decimal("100.00"), by=office.asks, kind="moa", number_as_typed="1/67")
    assert (draft.number, draft.kind, draft.number_as_typed) == ("ปชส-06-2567-001", "moa", "1/67")
    assert draft.history.latest().history_user == office.asks
    draft.change(by=office.approves, version=1, number_as_typed="2/67", office_signatory="สมชาย")
    left(draft, office.approves, state="draft", version=2)
    assert (draft.number_as_typed, draft.office_signatory) == ("2/67", "สมชาย")
    draft.split([Instalment(amount=Decimal("60.00")), Instalment(amount=Decimal("40.00"))], by=office.head)
    left(draft, office.head, state="draft", version=3)
    parts = list(draft.instalments.order_by("number"))
    assert [(part.number, part.amount) for part in parts] == [(1, Decimal("60.00")), (2, Decimal("40.00"))]
    assert parts[0].history.latest().history_user == office.head
    office.sign(draft)
    left(draft, office.asks, state="signed", version=4)
    assert (draft.signed_on, draft.starts_on, draft.ends_on) == (SIGNED, STARTS, ENDS)
    assert draft.signed_by == office.asks
    left(Allocation.objects.get(), office.asks, state="contracted", version=2)
    draft.take_back(by=office.approves)
    left(draft, office.approves, state="draft", version=5)
    assert draft.signed_by is None
    left(Allocation.objects.get(), office.approves, state="announced", version=3)
    office.sign(draft)
    draft.activate(by=office.approves, on=ON, document_number="ผูกพัน 1")
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
        agreement.change(by=office.asks, version=agreement.version, number_as_typed=typed)
        office.sign(agreement).activate(by=office.approves)
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
    cancelled.cancel(by=office.approves, reason=" ยุติ ")
    left(cancelled, office.approves, state="cancelled", why="ยุติ")
    for part in cancelled.instalments.all():
        left(part, office.approves, state="cancelled", why="ยุติ")
    left(cancelled.allocation, office.approves, state="announced")
    assert list(Agreement.objects.live()) == []
    assert cancelled.allocation.agreements.counted_in_allocation() == Decimal("0.00")


@override_settings(RETURN_DAYS=30)
def test_unspent_money_is_due_so_many_days_after_the_end(office: Office, granted: Allocation) -> None:
    agreement = office.draft(granted, "60.00")
    assert agreement.return_due_on is None
    assert office.sign(agreement).return_due_on == date(2024, 10, 30)


def test_a_payment_remembers_its_steps(office: Office, granted: Allocation) -> None:
    part = office.active(granted, "60.00", "40.00").instalments.get(number=1)
    before = timezone.now()
    part.request_payment(by=office.asks)
    left(part, office.asks, state="requested", version=2)
    assert part.requested_by == office.asks
    assert part.requested_at >= before
    part.return_request(by=office.pays, comment=" ขาดเอกสาร ")
    left(part, office.pays, state="planned", version=3, why="ขาดเอกสาร")
    assert (part.comment, part.requested_by, part.requested_at) == ("ขาดเอกสาร", None, None)
    part.request_payment(by=office.asks)
    assert part.comment == ""
    assert (part.approved_by, part.approved_at) == (None, None)
    part.approve_payment(by=office.approves)
    left(part, office.approves, state="approved", version=5)
    assert part.approved_by == office.approves
    assert part.approved_at >= part.requested_at
    part.return_request(by=office.approves, comment="แก้")
    assert (part.approved_by, part.approved_at, part.requested_by) == (None, None, None)
    part.request_payment(by=office.asks)
    part.approve_payment(by=office.approves)
    entry = part.pay(by=office.pays, on=ON, document_number=" บค 7 ")
    left(part, office.pays, state="paid")
    assert part.paid == Decimal("60.00")
    assert (entry.kind, entry.adjusts, entry.amount, entry.instalment) == (
        "payment",
        "",
        Decimal("60.00"),
        part,
    )
    assert (entry.on, entry.document_number) == (ON, "บค 7")
    assert (entry.requested_by, entry.approved_by, entry.recorded_by) == (
        office.asks,
        office.approves,
        office.pays,
    )
    back = part.take_payment_back(
        by=office.pays, approved_by=office.approves, reason="โอนไม่สำเร็จ", document_number="บค 8"
    )
    left(part, office.pays, state="approved", why="โอนไม่สำเร็จ")
    assert part.paid == Decimal("0.00")
    assert (back.kind, back.adjusts, back.amount, back.reason) == (
        "adjustment",
        "payment",
        Decimal("-60.00"),
        "โอนไม่สำเร็จ",
    )
    assert (back.document_number, back.on, back.measure) == ("บค 8", timezone.localdate(), "payment")
    assert (back.requested_by, back.approved_by) == (office.pays, office.approves)


def test_which_instalments_wait_for_whom(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    first, second = agreement.instalments.order_by("number")
    parts = Instalment.objects
    assert (list(parts.payable()), list(parts.to_approve()), list(parts.to_pay())) == ([first], [], [])
    assert list(parts.unpaid().order_by("number")) == [first, second]
    first.request_payment(by=office.asks)
    assert (list(parts.payable()), list(parts.to_approve()), list(parts.to_pay())) == ([], [first], [])
    first.approve_payment(by=office.approves)
    assert (list(parts.payable()), list(parts.to_approve()), list(parts.to_pay())) == ([], [], [first])
    assert list(parts.unpaid().order_by("number")) == [first, second]
    first.pay(by=office.pays, on=ON, document_number=NUMBER)
    assert (list(parts.payable()), list(parts.unpaid())) == ([], [second])
    office.accept(office.report(first))
    assert list(parts.payable()) == [second]
    assert second.previous == first
    assert first.previous is None
    assert Instalment.objects.get(pk=first.pk).has_accepted_report
    assert not second.has_accepted_report


def test_what_is_late(office: Office, granted: Allocation) -> None:
    part = office.active(granted, "60.00").instalments.get()
    today = timezone.localdate()
    assert not part.is_late
    for day, late in ((today - timezone.timedelta(days=1), True), (today, False)):
        part.due_on = day
        assert part.is_late is late
    part.due_on = today - timezone.timedelta(days=1)
    for state in ("paid", "cancelled"):
        part.state = state
        assert not part.is_late


def test_an_amendment_is_carried_out_with_its_reason(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "40.00", "40.00")
    due = date(2024, 5, 1)
    parts = [
        Instalment(amount=Decimal("40.00")),
        Instalment(amount=Decimal("30.00"), due_on=due, waits_for="รายงาน"),
        Instalment(amount=Decimal("20.00")),
    ]
    asked = Amendment.propose(
        agreement,
        by=office.asks,
        reason=" เพิ่มกิจกรรม ",
        amount=Decimal("90.00"),
        ends_on=date(2024, 12, 31),
        parts=parts,
    )
    assert (asked.state, asked.kind, asked.reason, asked.requested_by) == (
        "proposed",
        "change",
        "เพิ่มกิจกรรม",
        office.asks,
    )
    assert asked.before == {
        "amount": "80.00",
        "ends_on": "2024-09-30",
        "instalments": [
            {"number": 1, "amount": "40.00", "due_on": "", "waits_for": ""},
            {"number": 2, "amount": "40.00", "due_on": "", "waits_for": ""},
        ],
    }
    assert asked.after["instalments"][1:] == [
        {"number": 2, "amount": "30.00", "due_on": "2024-05-01", "waits_for": "รายงาน"},
        {"number": 3, "amount": "20.00", "due_on": "", "waits_for": ""},
    ]
    assert list(Amendment.objects.waiting()) == [asked]
    before = timezone.now()
    asked.approve(by=office.approves)
    assert (asked.state, asked.decided_by, asked.answer) == ("approved", office.approves, "")
    assert asked.decided_at >= before
    agreement.refresh_from_db()
    left(agreement, office.approves, state="active", why="เพิ่มกิจกรรม")
    assert (agreement.amount, agreement.ends_on) == (Decimal("90.00"), date(2024, 12, 31))
    first, second, third = agreement.instalments.order_by("number")
    assert first.history.count() == 1  # it stays as it was
    left(second, office.approves, why="เพิ่มกิจกรรม")
    left(third, office.approves, why="เพิ่มกิจกรรม")
    assert (second.amount, second.due_on, second.waits_for) == (Decimal("30.00"), due, "รายงาน")
    entry = agreement.entries.latest("pk")
    assert (entry.kind, entry.adjusts, entry.amount, entry.reason) == (
        "adjustment",
        "commitment",
        Decimal("10.00"),
        "เพิ่มกิจกรรม",
    )
    assert (entry.requested_by, entry.approved_by) == (office.asks, office.approves)
    assert (entry.document_number, entry.on) == (agreement.number, timezone.localdate())
    refused = Amendment.propose(agreement, by=office.asks, reason="ลด", ends_on=ENDS)
    refused.refuse(by=office.approves, answer=" ไม่จำเป็น ")
    assert (refused.state, refused.decided_by, refused.answer) == ("refused", office.approves, "ไม่จำเป็น")
    assert agreement.entries.count() == 2  # only what was approved moved the ledger


def test_fewer_instalments_leave_with_the_reason(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "40.00", "30.00", "30.00")
    number = agreement.instalments.get(number=3).pk
    parts = [Instalment(amount=Decimal("40.00")), Instalment(amount=Decimal("60.00"))]
    asked = Amendment.propose(agreement, by=office.asks, reason="รวมงวด", parts=parts)
    asked.approve(by=office.approves)
    last = Instalment.history.filter(id=number).latest()
    assert (last.history_type, last.history_user, last.history_change_reason) == (
        "-",
        office.approves,
        "รวมงวด",
    )
    assert agreement.entries.count() == 1  # the amount is the same


def test_a_cancellation_asked_for_is_told_and_carried_out(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.pay(agreement, 1)
    asked = Amendment.propose_cancellation(agreement, by=office.asks, reason=" ยุติ ")
    assert (asked.kind, asked.reason, asked.after) == ("cancellation", "ยุติ", {})
    assert asked.before["amount"] == "100.00"
    assert len(asked.before["instalments"]) == 2
    asked.approve(by=office.approves)
    agreement.refresh_from_db()
    left(agreement, office.approves, state="cancelled", why="ยุติ")
    entry = agreement.entries.latest("pk")
    assert (entry.adjusts, entry.amount) == ("commitment", Decimal("-40.00"))


def test_a_report_remembers_its_steps(office: Office, granted: Allocation) -> None:
    part = office.pay(office.active(granted, "60.00", "40.00"), 1)
    coordinator = office.coordinator_of(part.agreement)
    report = Report.begin(part, by=coordinator)
    assert report.history.latest().history_user == coordinator
    assert Report.begin(part, by=office.asks) == report
    assert (report.carried, report.received) == (Decimal("0.00"), Decimal("60.00"))
    network = TargetNetwork.objects.all()[0]
    money = {
        "interest": Decimal("1.00"),
        "wages": Decimal("10.00"),
        "bank": Decimal("50.00"),
        "cash": Decimal("1.00"),
    }
    texts = {"done": "อบรม", "output": "แกนนำ", "outcome": "รู้สิทธิ", "participants": 5, "problems": "ฝนตก"}
    report.write(texts | money, {network: 5, None: 0}, {"materials": "สิบ"}, by=coordinator, version=1)
    left(report, coordinator, state="draft", version=2)
    assert [(count.network, count.people) for count in report.participant_counts.all()] == [(network, 5)]
    assert report.unread_figures.get().text == "สิบ"
    report.write({}, by=coordinator, version=2)
    assert report.participant_counts.count() == 1  # not named, not changed
    assert not report.unread_figures.exists()
    assert (report.spending, report.at_hand, report.end, report.difference) == (
        Decimal("10.00"),
        Decimal("51.00"),
        Decimal("51.00"),
        Decimal("0.00"),
    )
    before = timezone.now()
    report.send(by=coordinator)
    left(report, coordinator, state="sent", version=4)
    assert report.sent_by == coordinator
    assert report.sent_at >= before
    assert list(Report.objects.for_mentor()) == [report]
    report.accept_as_mentor(by=office.mentors)
    left(report, office.mentors, state="mentored", version=5)
    assert report.mentored_by == office.mentors
    assert report.mentored_at >= report.sent_at
    assert list(Report.objects.for_region()) == [report]
    report.send_back({"bank": " ตรวจยอด ", "done": " "}, by=office.approves)
    left(report, office.approves, state="returned", version=6)
    assert (report.mentored_by, report.mentored_at) == (None, None)
    comment = report.comments.get()
    assert (comment.field, comment.text, comment.by, comment.settled_at) == (
        "bank",
        "ตรวจยอด",
        office.approves,
        None,
    )
    assert report.is_open
    report.send(by=coordinator)
    comment.refresh_from_db()
    assert comment.settled_at is not None
    assert (report.mentored_by, report.mentored_at, report.accepted_by) == (None, None, None)
    report.accept_as_mentor(by=office.mentors)
    report.accept_as_region(by=office.approves)
    left(report, office.approves, state="accepted")
    assert report.accepted_by == office.approves
    assert report.accepted_at >= report.mentored_at
    assert list(Report.objects.accepted()) == [report]
    assert not report.is_open
    office.pay(part.agreement, 2)
    following = Report.begin(part.agreement.instalments.get(number=2), by=coordinator)
    assert following.carried == following.starts_from() == Decimal("51.00")


def test_an_agreements_money_is_the_sum_of_what_happened(office: Office, programme: Programme) -> None:
    first = office.active(make.allocation(programme, "ก", "100.00"), "60.00", "40.00")
    office.accept(office.report(office.pay(first, 1), spent="50.00", interest="2.00"))
    office.report(office.pay(first, 2), spent="7.00")  # sent and not accepted: not counted yet
    said = {"on": ON, "document_number": NUMBER, "requested_by": office.asks, "approved_by": office.approves}
    Entry.take_return(first, unspent=Decimal("5.00"), interest=Decimal("1.00"), **said)
    for measure, amount in (("return", "-1.00"), ("interest", "0.50")):
        Entry.adjust(first, measure, Decimal(amount), reason="บันทึกผิด", **said)
    second = office.active(make.allocation(programme, "ข", "10.00"), "10.00")
    found = money_by_agreement([first, second])
    assert found[first.pk] == Money(
        committed=Decimal("100.00"),
        paid=Decimal("100.00"),
        returned=Decimal("4.00"),
        interest_returned=Decimal("1.50"),
        spent=Decimal("50.00"),
        earned=Decimal("2.00"),
    )
    assert found[second.pk] == money_of(second) == Money(committed=Decimal("10.00"))
    both = found[first.pk] + found[second.pk]
    assert (both.unpaid, both.left) == (Decimal("10.00"), Decimal("46.50"))
    assert Entry.objects.of_measure("return").total() == Decimal("4.00")


def test_what_is_said_of_unspent_money_stands_once_it_is_approved(
    office: Office, programme: Programme
) -> None:
    said = {"by": office.asks, "amount": Decimal("7.00"), "reason": "ยกไปปีหน้า"}
    carried = Settlement.propose(programme, how="carried", **said)
    explained = Settlement.propose(programme, how="explained", **said)
    assert (carried.requested_by, carried.approved_by) == (office.asks, None)
    assert list(Settlement.objects.standing()) == [explained]
    before = timezone.now()
    carried.approve(by=office.approves)
    assert carried.approved_by == office.approves
    assert carried.approved_at >= before
    assert Settlement.objects.standing().total() == Decimal("14.00")
    explained.withdraw(by=office.asks)
    assert list(Settlement.objects.all()) == [carried]


def test_walls_hold_for_every_kind_of_row(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    report = office.report(office.pay(agreement, 1))
    asked = Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ")
    settled = Settlement.propose(
        granted.programme, by=office.asks, how="explained", amount=Decimal(1), reason="-"
    )
    coordinator, stranger = office.coordinator_of(agreement), Office(11).asks
    rows: list[tuple[Any, Any]] = [
        (Agreement, agreement),
        (Instalment, agreement.instalments.get(number=1)),
        (Entry, agreement.entries.order_by("pk")[0]),
        (Report, report),
        (Amendment, asked),
    ]
    for model, row in rows:
        for person in (office.asks, office.pays, office.mentors, office.head, coordinator):
            assert row in model.objects.visible_to(person), (model, person)
        assert not model.objects.visible_to(stranger).exists(), model
    for model, row in ((Programme, granted.programme), (Allocation, granted), (Settlement, settled)):
        assert row in model.objects.visible_to(office.asks)
        assert not model.objects.visible_to(stranger).exists()


def test_names_tell_what_a_row_is(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00")
    part = office.pay(agreement, 1)
    report = Report.begin(part, by=office.asks)
    asked = Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ")
    entry = agreement.entries.get(kind="payment")
    assert str(agreement) == "ปชส-06-2567-001"
    assert "100.00" in str(granted)
    assert "60.00" in str(entry)
    for row in (part, report, asked):
        assert "ปชส-06-2567-001" in str(row)
        assert not re.search("[A-Za-z]", str(row))
    assert "2567" in str(granted.programme)
    assert not re.search("[A-Za-z]", str(granted.programme))
    assert "60.00" in part.owed_text
    assert not re.search("[A-Za-z]", part.owed_text)


def test_a_programme_is_of_its_year_and_shows_what_remains(office: Office, programme: Programme) -> None:
    make.programme(6, 2568, "500.00")
    make.allocation(programme, "ก", "999.99")
    found = Programme.objects.for_year(2567).with_remaining().get()
    assert (found, found.remaining_baht) == (programme, Decimal("0.01"))


def test_scans_and_evidence_are_kept_with_what_they_show(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00")
    agreement.attach_scan(pdf("สัญญา.pdf"), by=office.approves)
    left(agreement, office.approves, state="active")
    assert agreement.scan.read().startswith(b"%PDF")
    with pytest.raises(ValidationError):
        agreement.attach_scan(SimpleUploadedFile("สัญญา.pdf", b"not a PDF"), by=office.asks)
    with pytest.raises(ValidationError) as refused:
        agreement.attach_scan(pdf("สัญญา.pdf"), by=office.pays)
    assert refused.value.code == "role"
    report = Report.begin(office.pay(agreement, 1), by=office.asks)
    kept = report.attach(pdf("ใบเสร็จ.pdf"), by=office.approves)
    assert (kept.name, kept.by, kept.report) == ("ใบเสร็จ.pdf", office.approves, report)
    left(report, office.approves, version=1)
    assert "ใบเสร็จ" in report.history.latest().history_change_reason
    cancelled = office.draft(make.allocation(granted.programme, "ข", "10.00"), "10.00")
    cancelled.cancel(by=office.asks, reason="ยุติ")
    with pytest.raises(ValidationError) as refused:
        cancelled.attach_scan(pdf("สัญญา.pdf"), by=office.asks)
    assert refused.value.code == "state"


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n%%EOF\n")


def test_of_nothing_the_sum_is_nothing(office: Office, granted: Allocation) -> None:
    nothing = Decimal("0.00")
    assert Entry.objects.none().total() == nothing
    assert Settlement.objects.none().total() == nothing
    assert Allocation.objects.none().total() == nothing
    assert Allocation.objects.none().counted() == nothing
    assert Agreement.objects.none().counted_in_allocation() == nothing


def test_what_is_cancelled_or_closed_waits_for_nobody(office: Office, programme: Programme) -> None:
    cancelled = office.active(make.allocation(programme, "ก", "100.00"), "60.00", "40.00")
    Amendment.propose_cancellation(cancelled, by=office.asks, reason="ยุติ").approve(by=office.approves)
    reported = office.active(make.allocation(programme, "ข", "100.00"), "60.00", "30.00", "10.00")
    office.accept(office.report(office.pay(reported, 1)))
    other = office.active(make.allocation(programme, "ค", "100.00"), "50.00", "25.00", "25.00")
    first, second, _third = other.instalments.order_by("number")
    assert list(Instalment.objects.payable().order_by("pk")) == [reported.instalments.get(number=2), first]
    signed = office.sign(office.draft(make.allocation(programme, "ง", "10.00"), "10.00"))
    waiting = Instalment.objects.unpaid()
    assert not waiting.filter(agreement__in=[cancelled, signed]).exists()
    assert not Instalment.objects.payable().filter(agreement__in=[cancelled, signed]).exists()
    assert second in waiting


def test_a_report_is_its_offices_own_until_it_is_handed_in(office: Office, granted: Allocation) -> None:
    part = office.pay(office.active(granted, "60.00"), 1)
    coordinator = office.coordinator_of(part.agreement)
    committee = make.user("committee", Role.COMMITTEE_MEMBER, 6)
    report = Report.begin(part, by=coordinator)
    for person in (coordinator, office.asks, office.mentors, office.head):
        assert report in Report.objects.visible_to(person), person
    for person in (office.pays, committee, make.user("nobody")):
        assert report not in Report.objects.visible_to(person), person
    report = office.report(part)
    for person in (office.pays, committee):
        assert report in Report.objects.visible_to(person), person


def test_a_coordinator_sees_what_she_is_tied_to_in_the_role_and_nothing_else(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00")
    seen = Agreement.objects.of_coordinator
    mentor_tie = make.user("tied_otherwise", Role.COORDINATOR, 6)
    make.tie(mentor_tie, agreement.organisation, Role.MENTOR)
    abroad = make.user("coordinates_elsewhere", Role.COORDINATOR, 11)
    make.tie(abroad, agreement.organisation, Role.COORDINATOR)
    assert list(seen(office.coordinator_of(agreement))) == [agreement]
    for person in (mentor_tie, abroad, office.asks, AnonymousUser()):
        assert list(seen(person)) == [], person
    here = Agreement.objects.in_regions_of
    assert list(here(office.asks, Role.REGIONAL_STAFF)) == [agreement]
    assert list(here(office.head, Role.REGIONAL_STAFF)) == [agreement]
    assert list(here(office.pays, Role.REGIONAL_STAFF)) == []
    assert list(here(AnonymousUser(), Role.REGIONAL_STAFF)) == []
    assert list(Agreement.objects.visible_to(AnonymousUser())) == []
