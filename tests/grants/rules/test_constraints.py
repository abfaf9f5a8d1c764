"""What no row of the grants room may hold: refused by form and by database, in one sentence."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from centres.models import TargetNetwork
from grants.agreements.payment_requests import request_payment
from grants.models import (
    Agreement,
    AgreementTemplate,
    Allocation,
    Amendment,
    CeilingChange,
    Correction,
    Entry,
    Instalment,
    ParticipantCount,
    Programme,
    Report,
    ReportCheck,
    ReturnNotice,
    Seal,
    Settlement,
    UnreadFigure,
    Zero,
)
from grants.reports.writing import begin
from participation.models import OtherSource
from tests import make
from tests.constraints import constraints_of, said_by_database, said_by_form, sentences
from tests.grants.steps import ENDS, SIGNED, STARTS, Office, accept_as_mentor

pytestmark = pytest.mark.django_db

Broken = Iterable[tuple[str, models.Model]]


def changed(record: Any, **values: Any) -> Any:
    """A copy of a record that holds other values."""
    other = copy(record)
    other._state = copy(record._state)
    for name, value in values.items():
        setattr(other, name, value)
    return other


@dataclass
class HeldRows:
    """What a region holds in the middle of a year: rows that a single value more would break."""

    office: Office
    programme: Programme
    active: Agreement  # 100 baht: 60 paid and reported as a draft, 40 planned
    signed: Agreement
    draft: Agreement
    sent: Report
    mentored: Report


@pytest.fixture
def held() -> HeldRows:
    office = Office()
    programme = office.open_programme("1000.00")
    names = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า")
    first, second, third, fourth, fifth = (make.allocation(programme, name, "100.00") for name in names)
    active = office.active(first, "60.00", "40.00")
    begin(office.pay(active, 1), by=office.coordinator_of(active))
    sent = office.report(office.pay(office.active(second, "100.00"), 1))
    mentored = office.report(office.pay(office.active(third, "100.00"), 1))
    accept_as_mentor(mentored, by=office.mentors)
    signed, draft = office.sign(office.draft(fourth, "100.00")), office.draft(fifth, "100.00")
    return HeldRows(office, programme, active, signed, draft, sent, mentored)


def in_programmes(held: HeldRows) -> Broken:
    name = {"region_id": 6, "name": "โครงการ"}
    programme, allocation = Programme.objects.get(), held.active.allocation
    yield "programme_one_per_region_and_year", Programme(**name, fiscal_year=2567, ceiling=Decimal(1))
    yield "programme_fiscal_year_is_buddhist", Programme(**name, fiscal_year=2024, ceiling=Decimal(1))
    yield "programme_ceiling_not_negative", Programme(**name, fiscal_year=2570, ceiling=Decimal("-0.01"))
    new = {"programme": programme, "order": 9}
    yield (
        "programme_allocated_within_ceiling",
        Allocation(**new, organisation=make.organisation("เกินวงเงิน"), amount=Decimal("500.01")),
    )
    yield (
        "allocation_once_per_organisation",
        Allocation(**new, organisation=allocation.organisation, amount=Decimal(1)),
    )
    yield (
        "allocation_amount_not_negative",
        Allocation(**new, organisation=make.organisation("อีกแห่ง"), amount=Decimal("-0.01")),
    )
    stored = Allocation.objects.get(pk=allocation.pk)
    yield "allocation_agreed_within_amount", changed(stored, amount=Decimal("99.99"))
    yield "zero_is_nothing_else", Zero(id=1)


def in_agreements(held: HeldRows) -> Broken:
    active, draft = (Agreement.objects.get(pk=each.pk) for each in (held.active, held.draft))
    yield "agreement_amount_positive", changed(draft, amount=Decimal(0))
    yield "agreement_paid_within_amount", changed(active, amount=Decimal("59.99"))
    yield "agreement_ended_is_paid", changed(active, state="ended")
    yield "agreement_ends_after_it_starts", changed(draft, starts_on=ENDS, ends_on=STARTS)
    yield "agreement_draft_is_not_signed", changed(draft, signed_by=held.office.asks)
    yield "agreement_signed_has_dates", changed(draft, state="signed", signed_on=SIGNED, starts_on=STARTS)


def in_instalments(held: HeldRows) -> Broken:
    paid, planned = held.active.instalments.order_by("number")
    new = {"agreement": held.draft, "number": 2}
    asked = held.office.active(make.allocation(held.programme, "หก", "10.00"), "10.00").instalments.get()
    request_payment(asked, by=held.office.asks)
    yield "instalment_number_once", Instalment(**new | {"number": 1}, amount=Decimal(1))
    yield "instalment_amount_positive", Instalment(**new, amount=Decimal(0))
    yield "instalment_number_from_one", Instalment(**new | {"number": 0}, amount=Decimal(1))
    yield "instalment_paid_whole", changed(paid, state="approved")
    yield "instalment_by_two_persons", changed(asked, state="approved", approved_by=held.office.asks)
    yield "instalment_knows_who", changed(asked, state="approved")
    assert planned.state == "planned"


def in_the_ledger(held: HeldRows) -> Broken:
    def entry(**values: Any) -> Entry:
        usual = {
            "agreement": held.active,
            "kind": "interest",
            "amount": Decimal(1),
            "on": date(2024, 1, 5),
            "document_number": "รค 1",
            "requested_by": held.office.asks,
            "approved_by": held.office.approves,
            "recorded_by": held.office.approves,
        }
        return Entry(**usual | values)

    agreement = held.office.active(make.allocation(held.programme, "เจ็ด", "10.00"), "10.00")
    payment = {"kind": "payment", "amount": Decimal(10), "instalment": held.office.approve(agreement, 1)}
    yield "entry_payment_recorded_by_another", entry(agreement=agreement, **payment)
    (back,) = held.office.give_back(held.active, "1.00")
    yield "entry_by_two_persons", entry(approved_by=held.office.asks)
    yield "entry_amount_positive", entry(amount=Decimal(0))
    yield "entry_adjustment_says_what_and_why", entry(kind="adjustment", adjusts="interest")
    yield "entry_has_a_document", entry(document_number="")
    yield "entry_payment_has_an_instalment", entry(instalment=held.active.instalments.get(number=1))
    yield "entry_kind_is_known", entry(kind="gift")
    first = Seal.objects.filter(programme=held.programme).first()
    yield "seal_one_in_each_place", changed(first, pk=None, _state=Seal()._state)
    sent_back = {
        "agreement": held.active,
        "unspent": Decimal(1),
        "on": date(2024, 1, 5),
        "document_number": "โอน 1",
        "requested_by": held.office.asks,
    }
    confirmed = {"state": "approved", "decided_at": timezone.now()}
    yield "returnnotice_says_how_much", ReturnNotice(**sent_back | {"unspent": Decimal(0)})
    yield "returnnotice_has_a_document", ReturnNotice(**sent_back | {"document_number": ""})
    yield "returnnotice_decided_by_someone", ReturnNotice(**sent_back, decided_by=held.office.approves)
    waiting = ReturnNotice.objects.create(**sent_back)
    yield "returnnotice_one_waits", ReturnNotice(**sent_back)
    yield "returnnotice_by_two_persons", changed(waiting, **confirmed, decided_by=held.office.asks)
    refused = confirmed | {"state": "refused", "decided_by": held.office.approves}
    yield "returnnotice_refused_with_a_reason", changed(waiting, **refused)
    withdrawn = confirmed | {"state": "withdrawn", "decided_by": held.office.approves}
    yield "returnnotice_withdrawn_by_its_asker", changed(waiting, **withdrawn)
    not_made = {
        "entry": held.active.entries.get(kind="payment"),
        "reason": "โอนไม่สำเร็จ",
        "document_number": "บค 9",
        "requested_by": held.office.asks,
    }
    approved = {"state": "approved", "decided_at": timezone.now()}
    less = {"entry": back, "right_amount": Decimal("-0.01")}
    yield "correction_amount_not_negative", Correction(**not_made | less)
    yield "correction_has_a_reason", Correction(**not_made | {"reason": ""})
    yield "correction_has_a_document", Correction(**not_made | {"document_number": ""})
    yield (
        "correction_decided_by_someone",
        Correction(**not_made, decided_by=held.office.approves),
    )
    doubted = Correction.objects.create(**not_made)
    yield "correction_one_waits", Correction(**not_made)
    yield "correction_by_two_persons", changed(doubted, **approved, decided_by=held.office.asks)
    yield "correction_refused_with_a_reason", changed(doubted, **refused)
    yield "correction_withdrawn_by_its_asker", changed(doubted, **withdrawn)


def in_reports(held: HeldRows) -> Broken:
    draft = held.active.instalments.get(number=1).report
    sent, mentored = Report.objects.get(pk=held.sent.pk), Report.objects.get(pk=held.mentored.pk)
    sender = held.office.coordinator_of(held.active)
    yield "report_amounts_not_negative", changed(draft, cash=Decimal("-0.01"))
    draft.unshown = "-"
    yield "report_balances", changed(draft, state="sent", sent_by=sender)
    interest = {"interest": draft.received + 1, "bank": 2 * draft.received + 1}
    yield "report_interest_within_money", changed(draft, state="sent", sent_by=sender, **interest)
    yield "report_knows_who", changed(draft, state="sent", bank=draft.received)
    yield "report_mentor_is_another", changed(sent, state="mentored", mentored_by=sent.sent_by)
    yield "report_region_is_another", changed(mentored, state="accepted", accepted_by=mentored.mentored_by)
    counts = [(None, 1), (TargetNetwork.objects.all()[0], 2)]
    for network, people in counts:
        ParticipantCount.objects.create(report=draft, network=network, people=people)
    yield "participants_once_a_network", ParticipantCount(report=draft, network=counts[1][0], people=3)
    yield "participants_of_others_once", ParticipantCount(report=draft, network=None, people=3)
    UnreadFigure.objects.create(report=draft, field="cash", text="ห้าพัน")
    yield "unread_figure_once_a_field", UnreadFigure(report=draft, field="cash", text="หกพัน")


def in_decisions(held: HeldRows) -> Broken:
    asked = {"requested_by": held.office.asks, "reason": "ปรับกิจกรรม"}
    approves, decided_at = held.office.approves, timezone.now()
    new = {"agreement": held.active, "before": {"amount": "100.00"}} | asked
    yield "amendment_decided_by_someone", Amendment(**new, decided_by=approves, decided_at=decided_at)
    yield "amendment_has_a_reason", Amendment(**new | {"reason": ""})
    waiting = Amendment.objects.create(**new)
    yield "amendment_one_waits", Amendment(**new)
    own = {"state": "approved", "decided_by": held.office.asks, "decided_at": decided_at}
    yield "amendment_by_two_persons", changed(waiting, **own)
    another = {"decided_by": approves, "decided_at": decided_at}
    yield "amendment_refused_with_a_reason", changed(waiting, state="refused", **another)
    yield "amendment_withdrawn_by_its_asker", changed(waiting, state="withdrawn", **another)
    raised = {"programme": held.programme, "before": Decimal(1000), "after": Decimal(1200)} | asked
    yield "ceilingchange_has_a_reason", CeilingChange(**raised | {"reason": ""})
    yield "ceilingchange_not_negative", CeilingChange(**raised | {"after": Decimal("-0.01")})
    yield "ceilingchange_changes_something", CeilingChange(**raised | {"after": Decimal(1000)})
    higher = CeilingChange.objects.create(**raised)
    yield "ceilingchange_one_waits", CeilingChange(**raised)
    yield "ceilingchange_decided_by_someone", changed(higher, state="approved")
    yield "ceilingchange_by_two_persons", changed(higher, **own)
    yield "ceilingchange_refused_with_a_reason", changed(higher, state="refused", **another)
    yield "ceilingchange_withdrawn_by_its_asker", changed(higher, state="withdrawn", **another)
    unspent = {"programme": held.programme, "how": "explained", "amount": Decimal(1)} | asked
    yield "settlement_amount_positive", Settlement(**unspent | {"amount": Decimal(0)})
    yield "settlement_has_a_reason", Settlement(**unspent | {"reason": ""})
    carried = Settlement.objects.create(**unspent)
    yield "settlement_decided_by_someone", changed(carried, state="approved")
    yield "settlement_by_two_persons", changed(carried, **own)
    yield "settlement_refused_with_a_reason", changed(carried, state="refused", **another)
    yield "settlement_withdrawn_by_its_asker", changed(carried, state="withdrawn", **another)
    counts = held.office.settle(held.programme, "2.00")
    counts.ask_to_undo(by=held.office.asks, reason="ผิด")
    again = {"undoes": counts, "amount": counts.amount}
    yield "settlement_undone_once", Settlement(**unspent | again)
    yield "settlement_given_back_has_a_document", Settlement(**unspent | {"how": "given_back"})


def beside_ours(held: HeldRows) -> Broken:
    organisation = held.active.organisation
    other = {"region_id": 6, "fiscal_year": 2567, "source": "local_fund", "form": "money"}
    money = other | {"organisation": organisation, "amount": Decimal(1)}
    yield "othersource_fiscal_year_is_buddhist", OtherSource(**money | {"fiscal_year": 2024})
    yield "othersource_of_one_thing", OtherSource(**other, amount=Decimal(1))
    yield "othersource_says_how_much", OtherSource(**money | {"amount": Decimal(0)})
    yield "othersource_other_has_a_name", OtherSource(**money | {"source": "other"})
    ends_before = ReportCheck(words="ปรับสมุดบัญชีแล้ว", valid_from=2568, valid_until=2567)
    yield "reportcheck_ends_after_it_starts", ends_before
    kept = {"region_id": 6, "kind": "moa", "file": "templates/moa.docx"}
    AgreementTemplate.objects.create(**kept)
    yield "agreementtemplate_one_per_region_and_kind", AgreementTemplate(**kept)


# Sums move under a counter only by other rows, so the database is asked below, with those rows.
BY_COUNTER = "agreement_returned_within_paid"
# The form says it before the constraint is asked: with the figures, or in the field's own words.
TOLD_BEFORE = {
    "programme_fiscal_year_is_buddhist": "2545",
    "programme_allocated_within_ceiling": "500.00",
    "allocation_agreed_within_amount": "100.00",
    "othersource_fiscal_year_is_buddhist": "2545",
    "entry_has_a_document": "โปรดใส่ข้อมูล",
    "entry_kind_is_known": "gift",
    "returnnotice_has_a_document": "โปรดใส่ข้อมูล",
    "correction_has_a_reason": "โปรดใส่ข้อมูล",
    "correction_has_a_document": "โปรดใส่ข้อมูล",
    "amendment_has_a_reason": "โปรดใส่ข้อมูล",
    "unread_figure_once_a_field": "อยู่แล้ว",
    "settlement_has_a_reason": "โปรดใส่ข้อมูล",
    "ceilingchange_has_a_reason": "โปรดใส่ข้อมูล",
}
# Nothing allocated is more than a negative ceiling, nothing agreed more than a negative amount.
ALSO_TOO_LITTLE = ("programme_ceiling_not_negative", "allocation_amount_not_negative")
TOPICS = (
    in_programmes,
    in_agreements,
    in_instalments,
    in_the_ledger,
    in_reports,
    in_decisions,
    beside_ours,
)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.__name__)
def test_what_no_row_may_hold_is_refused_by_form_and_database_in_one_sentence(
    topic: Any, held: HeldRows
) -> None:
    constraints = constraints_of("grants")
    for name, record in topic(held):
        said = said_by_database(record)
        if name in ALSO_TOO_LITTLE:
            assert said in sentences(constraints.values())
        else:
            assert sentences([constraints[name]]) == [said], name
        sentence = TOLD_BEFORE.get(name) or sentences([constraints[name]])[0]
        assert sentence in " ".join(said_by_form(record)), name


def test_every_constraint_of_the_room_has_its_case(held: HeldRows) -> None:
    cases = [name for topic in TOPICS for name, _record in topic(held)]
    assert sorted([*cases, BY_COUNTER]) == sorted(constraints_of("grants"))


def test_no_more_is_returned_than_was_paid(held: HeldRows) -> None:
    (constraint,) = sentences([constraints_of("grants")[BY_COUNTER]])
    persons = {"requested_by": held.office.asks, "approved_by": held.office.approves}
    more = Entry(
        agreement=held.active,
        kind="return",
        amount=Decimal("60.01"),
        on=date(2024, 1, 5),
        document_number="รค 1",
        recorded_by=held.office.approves,
        **persons,
    )
    assert said_by_database(more) == constraint
    assert constraint in said_by_form(changed(held.active, returned=Decimal("60.01")))
