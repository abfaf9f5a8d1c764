"""Every report begins where the last accepted one and the returns since have ended: the honest one is accepted."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grants.guard.audit import violations
from grants.migrations.money_rules.conditions import LEFT
from grants.models import Agreement, Allocation, Instalment, Report
from grants.payments.paying import pay
from grants.reports.money import money_of
from grants.reports.writing import begin
from tests import make
from tests.grants.steps import Office, send_back
from tests.html import browser_of

pytestmark = pytest.mark.django_db


def left_in_sql(agreement: Agreement) -> Decimal:
    """What the database's own rule takes to be left, in baht."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {LEFT} FROM grants_agreement g WHERE g.id = %s", [agreement.pk])  # noqa: S608
        return Decimal(cursor.fetchone()[0]) / 100


@dataclass
class Purse:
    """What an organisation really holds under one agreement, whatever the portal knows of it. Baht."""

    office: Office
    agreement: Agreement
    money: Decimal = Decimal(0)
    interest: Decimal = Decimal(0)
    earned: Decimal = Decimal(0)  # since the last report was sent
    spent: Decimal = Decimal(0)  # since then, too

    def take(self, share: int) -> tuple[Decimal, Decimal]:
        """A share of what it holds, in whole satang."""
        cut = Decimal(share) / 100
        return tuple(  # type: ignore[return-value]
            (amount * cut).quantize(Decimal("0.01")) for amount in (self.money, self.interest)
        )

    def earn(self, share: int) -> None:
        self.interest += Decimal(share) / 10
        self.earned += Decimal(share) / 10

    def spend(self, share: int) -> None:
        money, _interest = self.take(share)
        self.money -= money
        self.spent += money

    def give_back(self, share: int) -> None:
        money, interest = self.take(share)
        if money + interest:
            self.office.give_back(self.agreement, str(money), str(interest))
            self.money -= money
            self.interest -= interest

    def give_back_and_correct(self, share: int) -> None:
        """The office types a satang too much or too little first."""
        money, _interest = self.take(share)
        if money:
            (entry,) = self.office.give_back(self.agreement, "0.01")
            for amount in ("0.00", str(money)):
                if amount != "0.01":
                    self.office.correct(entry, amount)
            self.money -= money

    def pay_twice(self, _share: int) -> None:
        """The next payment is recorded, taken back because the bank refused it, and made again."""
        part = self.agreement.instalments.payable().first()
        if part is not None:
            self.office.take_payment_back(self.office.pay(self.agreement, part.number))
            part = Instalment.objects.get(pk=part.pk)
            pay(part, by=self.office.pays, on=self.agreement.signed_on, document_number=f"บค 2/{part.number}")
            self.money += part.amount

    def report(self, share: int) -> None:
        """Say what is true, be it sent back once; what comes back under review is of the next report."""
        part = self.agreement.instalments.filter(state="paid").exclude(report__state="accepted").first()
        if part is None:
            return
        report = self._sent(part)
        if share % 3 == 0:
            send_back(report, {"": "ขอใบเสร็จ"}, by=self.office.mentors)
            self.give_back(share)
            report = self._sent(part)
        held, self.earned, self.spent = self.money + self.interest, Decimal(0), Decimal(0)
        if share % 2:
            self.give_back(share)
        self.office.accept(report)
        assert Report.objects.get(pk=report.pk).end == held

    def _sent(self, part: Instalment) -> Report:
        spent, holds = str(self.spent), self.money + self.interest
        return self.office.report(part, spent=spent, interest=str(self.earned), bank=holds, cash=Decimal(0))

    def end_of_the_chain(self) -> Decimal:
        """Where the last accepted report ended, what was paid and came back since, and interest in no report."""
        accepted = Report.objects.accepted().filter(instalment__agreement=self.agreement)
        last = accepted.order_by("instalment__number").last()
        money = money_of(self.agreement)
        paid = money.paid - sum(report.received for report in accepted)
        came_back = money.returned + money.interest_returned - sum(report.returned for report in accepted)
        unreported = max(money.interest_returned - money.earned, Decimal(0))
        return (last.end if last else Decimal(0)) + paid - came_back + unreported


STEPS: dict[str, Callable[[Purse, int], None]] = {
    step.__name__: step
    for step in (
        Purse.earn,
        Purse.spend,
        Purse.give_back,
        Purse.give_back_and_correct,
        Purse.pay_twice,
        Purse.report,
    )
}
lives = st.lists(
    st.tuples(st.sampled_from([*STEPS, "report", "pay_twice"]), st.integers(0, 100)), max_size=14
)


@settings(
    max_examples=15, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(life=lives)
def test_an_honest_report_is_always_accepted_and_left_is_the_end_of_the_chain(
    life: list[tuple[str, int]],
) -> None:
    with transaction.atomic():
        office = Office()
        allocation = make.allocation(office.open_programme(), "องค์กร", "100.00")
        purse = Purse(office, office.active(allocation, "50.00", "30.00", "20.00"))
        for name, share in [("pay_twice", 0), *life]:
            STEPS[name](purse, share)
            agreement = purse.agreement = Agreement.objects.with_everything().get(pk=purse.agreement.pk)
            assert money_of(agreement).left == purse.end_of_the_chain() == left_in_sql(agreement)
        assert violations() == []
        transaction.set_rollback(True)


def test_the_next_report_starts_from_the_end_of_the_last_and_counts_what_came_back_since(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    office.accept(office.report(office.pay(agreement, 1), spent="50.00"))
    office.give_back(agreement, "4.00")
    part = office.pay(agreement, 2)
    report = begin(part, by=office.coordinator_of(agreement))
    assert (report.carried, report.received, report.returned) == (10, 40, 4)
    report = office.report(part, spent="46.00", bank=Decimal(0))  # 10 + 40 − 46 − 4
    assert (report.at_hand, report.difference) == (0, 0)
    office.accept(report)
    assert money_of(agreement).left == 0


def test_money_that_came_back_before_any_report_stands_in_the_first(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = office.pay(agreement, 1)
    office.give_back(agreement, "15.00", interest="0.50")
    report = office.accept(office.report(part, spent="40.00", interest="0.75", bank=Decimal("5.25")))
    assert report.returned == Decimal("15.50")
    assert money_of(agreement).left == Decimal("5.25")


def test_what_comes_back_under_review_counts_in_the_next_report(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    report = office.report(office.pay(agreement, 1), spent="50.00")
    office.give_back(agreement, "10.00")
    office.accept(report)
    assert (report.returned, money_of(agreement).left) == (0, 0)
    following = begin(office.pay(agreement, 2), by=office.coordinator_of(agreement))
    assert (following.carried, following.returned) == (10, 10)


def test_the_form_shows_what_came_back_on_the_page_and_in_the_workbook(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = office.pay(agreement, 1)
    report = begin(part, by=office.coordinator_of(agreement))
    office.give_back(agreement, "12.25")
    client = browser_of(office.coordinator_of(agreement))
    page = client.get(f"/reports/{report.pk}/")  # opened before the money came back, shown as it is now
    assert 'data-returned="12.25"' in page.text
    assert page.context["form"].as_typed.at_hand == Decimal("47.75")
    office.report(part, spent="47.75", bank=Decimal(0))
    read = browser_of(office.mentors).get(f"/reports/{report.pk}/")
    assert [each.row.amount for each in read.context["reading"].money if each.name == "returned"] == [
        Decimal("12.25")
    ]
    assert client.get(f"/reports/{report.pk}/money.xlsx").status_code == 200


def refused_by_the_database(change: dict[str, Any], report: Report) -> str:
    with pytest.raises(Exception) as refused, transaction.atomic():  # noqa: PT011
        Report.objects.filter(pk=report.pk).update(**change)
    return str(refused.value)


def test_the_database_too_refuses_a_report_that_counts_another_return(
    office: Office, granted: Allocation
) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = office.pay(agreement, 1)
    office.give_back(agreement, "12.00")
    report = begin(part, by=office.coordinator_of(agreement))
    sent = {"state": "sent", "sent_by": office.asks, "unshown": "-"}
    sent |= {"returned": Decimal("11.00"), "bank": Decimal("49.00")}
    assert "report_tells_what_came_back" in refused_by_the_database(sent, report)


def test_a_report_that_hides_what_came_back_is_not_sent(office: Office, granted: Allocation) -> None:
    agreement = office.active(granted, "60.00", "40.00")
    part = office.pay(agreement, 1)
    office.give_back(agreement, "12.00")
    with pytest.raises(ValidationError) as refused:
        office.report(part, spent="10.00", bank=Decimal("50.00"))
    assert "12.00" in refused.value.message_dict["bank"][0]
