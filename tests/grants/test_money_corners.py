"""Steps that meet in an odd order: each is refused in words, and nothing of it is left."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Amendment, Entry, Instalment, Programme, Report
from tests import make
from tests.grants.steps import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def programme(office: Office) -> Programme:
    return office.open_programme("1000.00")


@pytest.fixture
def allocation(programme: Programme) -> Allocation:
    return make.allocation(programme, "ศูนย์ประสานงาน", "100.00")


@pytest.fixture(autouse=True)
def audited(db: None) -> "object":
    yield
    assert violations() == []


def take_back(office: Office, part: Instalment) -> None:
    part.take_payment_back(
        by=office.pays, approved_by=office.approves, reason="โอนไม่สำเร็จ", document_number="บค 9"
    )


def give_back(office: Office, agreement: Agreement, unspent: str, interest: str = "0.00") -> list[Entry]:
    return Entry.take_return(
        agreement,
        unspent=Decimal(unspent),
        interest=Decimal(interest),
        on=date(2024, 2, 1),
        document_number="รค 1",
        requested_by=office.asks,
        approved_by=office.approves,
    )


def test_a_report_begun_before_its_payment_was_taken_back_is_not_sent(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.active(allocation, "60.00", "40.00")
    part = office.pay(agreement, 1)
    report = Report.begin(part, by=office.coordinator_of(agreement))
    take_back(office, part)
    values = {"done": "อบรม", "output": "แกนนำ", "outcome": "รู้สิทธิ"}
    report.write(values, by=office.asks, version=report.version)
    with pytest.raises(ValidationError) as refused:
        report.send(by=office.asks)
    assert refused.value.code == "state"
    part.pay(by=office.pays, on=timezone.localdate(), document_number="บค 10")
    report.refresh_from_db()
    report.write({"services": Decimal("60.00")}, by=office.asks, version=report.version)
    report.send(by=office.coordinator_of(agreement))
    assert (report.state, report.received) == ("sent", Decimal("60.00"))


def test_a_payment_whose_money_came_back_is_not_taken_back(office: Office, allocation: Allocation) -> None:
    agreement = office.active(allocation, "60.00", "40.00")
    part = office.pay(agreement, 1)
    give_back(office, agreement, "0.01")
    with pytest.raises(ValidationError) as refused:
        take_back(office, part)
    assert refused.value.code == "returned"
    assert "0.01" in refused.value.messages[0]


def test_an_amendment_does_not_change_what_was_asked_for_after_it(
    office: Office, allocation: Allocation
) -> None:
    agreement = office.active(allocation, "60.00", "40.00")
    parts = [Instalment(amount=Decimal("50.00")), Instalment(amount=Decimal("40.00"))]
    asked = Amendment.propose(
        agreement, by=office.asks, reason="ลดงวดแรก", amount=Decimal("90.00"), parts=parts
    )
    agreement.instalments.get(number=1).request_payment(by=office.asks)
    with pytest.raises(ValidationError) as refused:
        asked.approve(by=office.approves)
    assert refused.value.code == "instalments"
    asked.refresh_from_db()
    assert asked.state == "proposed"


def test_no_network_takes_part_with_less_than_nobody(office: Office, allocation: Allocation) -> None:
    agreement = office.active(allocation, "100.00")
    report = Report.begin(office.pay(agreement, 1), by=office.asks)
    with pytest.raises(ValidationError):
        report.write({}, {None: -1}, by=office.asks, version=report.version)
    assert report.counted_participants == 0


def test_nothing_comes_back_under_an_agreement_that_was_never_in_force(
    office: Office, allocation: Allocation
) -> None:
    draft = office.draft(allocation, "100.00")
    with pytest.raises(ValidationError) as refused:
        give_back(office, draft, "0.00", interest="0.01")
    assert refused.value.code == "agreement"
    with pytest.raises(ValidationError) as refused:
        Entry.adjust(
            office.sign(draft),
            "interest",
            Decimal("0.01"),
            reason="ดอกเบี้ย",
            on=date(2024, 2, 1),
            document_number="รค 1",
            requested_by=office.asks,
            approved_by=office.approves,
        )
    assert refused.value.code == "agreement"


def test_a_payment_is_taken_back_while_its_report_is_returned_and_the_report_waits_for_it(
    office: Office, allocation: Allocation
) -> None:
    part = office.pay(office.active(allocation, "60.00", "40.00"), 1)
    report = office.report(part)
    report.send_back({"": "ยอดไม่ตรง"}, by=office.mentors)
    part = Instalment.objects.get(pk=part.pk)
    take_back(office, part)
    report.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        Report.objects.get(pk=report.pk).send(by=office.asks)
    assert refused.value.code == "state"
    part.pay(by=office.pays, on=timezone.localdate(), document_number="บค 10")
    Report.objects.get(pk=report.pk).send(by=office.coordinator_of(part.agreement))
