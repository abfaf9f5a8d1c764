"""A report from its first figure to its acceptance: what each step is refused for, and what it leaves behind."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.models import TargetNetwork
from grants.agreements.drafting import attach_scan
from grants.models import Allocation, Evidence, Report
from grants.payments.paying import pay
from grants.reports.writing import begin, send, write
from people.roles import Role
from tests import make
from tests.grants.proofs import left, refused
from tests.grants.steps import Office, accept_as_mentor, accept_as_region, cancel, send_back
from tests.html import browser_of, text_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_a_report_is_complete_before_it_is_sent(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = agreement.instalments.get(number=1)
    refused(lambda: begin(part, by=office.asks), "state")
    office.pay(agreement, 1)
    report = begin(part, by=office.asks)

    def missing(**values: Any) -> dict[str, str]:
        write(report, values, by=office.asks, version=report.version)
        with pytest.raises(ValidationError) as refusal:
            send(report, by=office.asks)
        return refusal.value.message_dict

    found = missing(done=" ", participants=3)
    assert set(found) == {"done", "output", "outcome", "participants", "bank", "unshown"}
    assert not re.search("[A-Za-z]", str([*found.values()]))
    assert "3" in found["participants"][0]
    assert "60.00" in found["bank"][0]
    found = missing(
        done="อบรม", output="แกนนำ", outcome="รู้สิทธิ", participants=0, unshown="ฝนตก", bank=Decimal("60.01")
    )
    assert list(found) == ["bank"]
    assert "0.01" in found["bank"][0]
    write(
        report, {"bank": Decimal("30.00"), "cash": Decimal("30.00")}, by=office.asks, version=report.version
    )
    send(report, by=office.asks)
    refused(lambda: send(report, by=office.asks), "state", str(Report.State.SENT.label))
    refused(lambda: write(report, {}, by=office.asks, version=report.version), "state")


def test_a_report_begun_before_its_payment_was_taken_back_is_not_sent(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = office.pay(agreement, 1)
    report = begin(part, by=office.coordinator_of(agreement))
    office.take_payment_back(part)
    values = {"done": "อบรม", "output": "แกนนำ", "outcome": "รู้สิทธิ", "unshown": "-"}
    write(report, values, by=office.asks, version=report.version)
    with pytest.raises(ValidationError) as refused:
        send(report, by=office.asks)
    assert refused.value.code == "state"
    pay(part, by=office.pays, on=timezone.localdate(), document_number="บค 10")
    report.refresh_from_db()
    write(report, {"services": Decimal("60.00")}, by=office.asks, version=report.version)
    send(report, by=office.coordinator_of(agreement))
    assert (report.state, report.received) == ("sent", Decimal("60.00"))


def test_a_report_is_accepted_step_by_step_by_two_others(office: Office, granted: Allocation) -> None:
    report = office.report(office.pay(office.active(granted, "60.00"), 1))
    refused(lambda: accept_as_region(report, by=office.approves), "state", str(Report.State.SENT.label))
    refused(lambda: send_back(report, {"bank": " "}, by=office.mentors), "required")
    accept_as_mentor(report, by=office.approves)
    refused(lambda: accept_as_mentor(report, by=office.mentors), "state", str(Report.State.MENTORED.label))
    refused(lambda: accept_as_region(report, by=office.approves), "own")
    accept_as_region(report, by=office.asks)
    refused(lambda: send_back(report, {"": "แก้"}, by=office.mentors), "state")


def test_who_sent_a_report_accepts_it_at_no_step(office: Office, granted: Allocation) -> None:
    report = begin(office.pay(office.active(granted, "60.00"), 1), by=office.asks)
    values = {"done": "อบรม", "output": "แกนนำ", "outcome": "รู้สิทธิ", "unshown": "-", "bank": Decimal("60.00")}
    write(report, values, by=office.asks, version=report.version)
    send(report, by=office.asks)
    refused(lambda: accept_as_mentor(report, by=office.asks), "own")
    accept_as_mentor(report, by=office.mentors)
    refused(lambda: accept_as_region(report, by=office.asks), "own")


def test_a_stale_form_of_a_report_saves_nothing_and_no_other_field_is_written(
    office: Office, granted: Allocation
) -> None:
    report = begin(office.pay(office.active(granted, "60.00"), 1), by=office.asks)
    stale = report.version - 1
    refused(lambda: write(report, {"cash": Decimal("1.00")}, by=office.asks, version=stale), "newer_version")
    for name in ("carried", "received", "state", "sent_by"):
        with pytest.raises(ValueError, match=name):
            write(report, {name: Decimal("1.00")}, by=office.asks, version=report.version)
    with pytest.raises(ValueError, match="colour"):
        send_back(report, {"colour": "แดง"}, by=office.mentors)
    refused(
        lambda: write(report, {"cash": Decimal("-0.01")}, by=office.asks, version=report.version),
        None,
        field="__all__",
    )


def test_no_network_takes_part_with_less_than_nobody(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "100.00")
    report = begin(office.pay(agreement, 1), by=office.asks)
    with pytest.raises(ValidationError):
        write(report, {}, {None: -1}, by=office.asks, version=report.version)
    assert report.counted_participants == 0


def test_a_report_remembers_its_steps(office: Office, granted: Allocation) -> None:
    part = office.pay(office.active(granted, "60.00", "40.00"), 1)
    coordinator = office.coordinator_of(part.agreement)
    report = begin(part, by=coordinator)
    assert report.history.latest().history_user == coordinator
    assert begin(part, by=office.asks) == report
    assert (report.carried, report.received) == (Decimal("0.00"), Decimal("60.00"))
    network = TargetNetwork.objects.all()[0]
    money = {
        "interest": Decimal("1.00"),
        "wages": Decimal("10.00"),
        "bank": Decimal("50.00"),
        "cash": Decimal("1.00"),
    }
    texts = {
        "done": "อบรม",
        "output": "แกนนำ",
        "outcome": "รู้สิทธิ",
        "unshown": "-",
        "participants": 5,
        "problems": "ฝนตก",
    }
    write(report, texts | money, {network: 5, None: 0}, {"materials": "สิบ"}, by=coordinator, version=1)
    left(report, coordinator, state="draft", version=2)
    assert [(count.network, count.people) for count in report.participant_counts.all()] == [(network, 5)]
    assert report.unread_figures.get().text == "สิบ"
    write(report, {}, by=coordinator, version=2)
    assert report.participant_counts.count() == 1  # not named, not changed
    assert not report.unread_figures.exists()
    assert (report.spending, report.at_hand, report.end, report.difference) == (
        Decimal("10.00"),
        Decimal("51.00"),
        Decimal("51.00"),
        Decimal("0.00"),
    )
    before = timezone.now()
    send(report, by=coordinator)
    left(report, coordinator, state="sent", version=4)
    assert report.sent_by == coordinator
    assert report.sent_at >= before
    assert list(Report.objects.filter(state=Report.State.SENT)) == [report]
    accept_as_mentor(report, by=office.mentors)
    left(report, office.mentors, state="mentored", version=5)
    assert report.mentored_by == office.mentors
    assert report.mentored_at >= report.sent_at
    assert list(Report.objects.filter(state=Report.State.MENTORED)) == [report]
    send_back(report, {"bank": " ตรวจยอด ", "done": " "}, by=office.approves)
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
    send(report, by=coordinator)
    comment.refresh_from_db()
    assert comment.settled_at is not None
    assert (report.mentored_by, report.mentored_at, report.accepted_by) == (None, None, None)
    accept_as_mentor(report, by=office.mentors)
    accept_as_region(report, by=office.approves)
    left(report, office.approves, state="accepted")
    assert report.accepted_by == office.approves
    assert report.accepted_at >= report.mentored_at
    assert list(Report.objects.accepted()) == [report]
    assert not report.is_open
    office.pay(part.agreement, 2)
    following = begin(part.agreement.instalments.get(number=2), by=coordinator)
    assert following.carried == following.starts_from() == Decimal("51.00")


def test_scans_and_evidence_are_kept_with_what_they_show(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00")
    attach_scan(agreement, pdf("สัญญา.pdf"), by=office.approves)
    left(agreement, office.approves, state="active")
    assert agreement.scan.read().startswith(b"%PDF")
    with pytest.raises(ValidationError):
        attach_scan(agreement, SimpleUploadedFile("สัญญา.pdf", b"not a PDF"), by=office.asks)
    with pytest.raises(ValidationError) as refused:
        attach_scan(agreement, pdf("สัญญา.pdf"), by=office.pays)
    assert refused.value.code == "role"
    report = begin(office.pay(agreement, 1), by=office.asks)
    kept = Evidence.add(report, pdf("ใบเสร็จ.pdf"), by=office.approves)
    assert (kept.name, kept.by, kept.report) == ("ใบเสร็จ.pdf", office.approves, report)
    left(report, office.approves, version=1)
    assert "ใบเสร็จ" in report.history.latest().history_change_reason
    cancelled = office.draft(make.allocation(granted.programme, "ข", "10.00"), "10.00")
    cancel(cancelled, by=office.asks, reason="ยุติ")
    with pytest.raises(ValidationError) as refused:
        attach_scan(cancelled, pdf("สัญญา.pdf"), by=office.asks)
    assert refused.value.code == "state"


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n%%EOF\n")


def test_a_scan_is_opened_by_who_works_on_the_agreement_and_others_read_that_it_is_there(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    attach_scan(agreement, pdf("สัญญา.pdf"), by=office.asks)
    member, hers = make.user("member", Role.COMMITTEE_MEMBER, 6), office.coordinator_of(agreement)
    people = (office.asks, office.mentors, hers, office.pays, member)
    opened = [browser_of(who).get(f"/agreements/{agreement.pk}/scan/").status_code for who in people]
    assert opened == [200, 200, 200, 404, 404]
    read = text_at(browser_of(member), f"/agreements/{agreement.pk}/")
    assert _("The scan of the signed paper is attached.") in read
    assert "/scan/" not in read
