"""No organisation is left with less than nothing, and what is returned is shown against what is left."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from grants.guard.audit import violations
from grants.models import Agreement, Entry, Instalment, Report, ReturnNotice
from grants.reports.money import money_of
from tests import make
from tests.grants.steps import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(office: Office) -> Agreement:
    """An agreement of which 10.00 and 2.50 interest are left by its accepted report."""
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี", "95000")
    agreement = office.active(allocation, "47500.00", "47500.00")
    office.accept(office.report(office.pay(agreement, 1), spent="47490.00", interest="2.50"))
    return agreement


def sent_back(agreement: Agreement, office: Office, unspent: str, interest: str = "0") -> list[Entry]:
    return office.give_back(agreement, unspent, interest)


@pytest.mark.parametrize(("unspent", "interest"), [("12.51", "0"), ("10.01", "2.50"), ("12.50", "0.01")])
def test_no_more_comes_back_than_is_left(
    unspent: str, interest: str, reported: Agreement, office: Office
) -> None:
    with pytest.raises(ValidationError) as refused:
        sent_back(reported, office, unspent, interest)
    codes = {error.code for error in refused.value.error_dict["unspent"]} if unspent == "12.51" else None
    assert (codes or {refused.value.code}) == {"left"}
    assert not reported.entries.filter(kind__in=["return", "interest"]).exists()


def test_all_that_is_left_comes_back_with_interest_that_stood_in_no_report(
    reported: Agreement, office: Office
) -> None:
    sent_back(reported, office, "10.00", "3.75")
    assert money_of(reported).left == 0
    assert violations() == []


def test_who_reports_a_return_is_told_what_is_left(reported: Agreement, office: Office) -> None:
    with pytest.raises(ValidationError) as refused:
        ReturnNotice.report(
            reported,
            by=office.coordinator_of(reported),
            unspent=Decimal("12.51"),
            interest=Decimal(0),
            on=date(2024, 9, 1),
            document_number="โอน 1",
        )
    assert "12.50" in str(refused.value.messages)


def test_a_report_that_spends_what_was_sent_back_is_not_accepted(office: Office, reported: Agreement) -> None:
    part = office.pay(reported, 2)
    sent_back(reported, office, "10.00")
    with pytest.raises(ValidationError) as refused:
        office.report(part, spent="47512.50", bank=Decimal(0))  # spends all, the 10.00 as well
    assert "10.00" in refused.value.message_dict["bank"][0]
    assert Report.objects.get(instalment=part).state == "draft"


def test_a_payment_is_not_taken_back_from_under_what_was_returned(
    office: Office, reported: Agreement
) -> None:
    part: Instalment = office.pay(reported, 2)
    sent_back(reported, office, "100.00")
    with pytest.raises(ValidationError) as refused:
        office.take_payment_back(part)
    assert refused.value.code in ("left", "returned")
    assert violations() == []
