"""The budget page: its proof, and once agreements run: what is cancelled counts with what was paid."""

from decimal import Decimal

import pytest
from django.test import Client

from grants.models import Amendment, Programme
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import Office, approve, cancel_allocation
from tests.grants.without_rules import nothing_refused
from tests.html import browser_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("paid", "total"), [(False, "105,000.00"), (True, "145,000.00")])
def test_a_cancelled_allocation_counts_with_what_was_paid(client: Client, paid: bool, total: str) -> None:
    office = Office()
    programme = office.open_programme("200000.00")
    make.allocation(programme, "มูลนิธิสายรุ้ง", "105000.00")
    allocation = make.allocation(programme, "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี", "95000.00")
    agreement = office.active(allocation, "40000.00", "55000.00")
    if paid:
        office.pay(agreement, 1)
    approve(Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติโครงการ"), by=office.approves)
    cancel_allocation(allocation, by=office.asks, reason="ยุติโครงการ")
    client.force_login(make.user("member_6", Role.COMMITTEE_MEMBER, 6))
    page = client.get("/budget/2567/6/")
    assert f"{page.context['summary'].total:,.2f}" == total
    assert "ยกเลิก คงไว้เฉพาะที่จ่ายแล้ว" in page.text
    assert page.context["summary"].proof[0].holds
    everywhere = client.get("/budget/2567/").context["summary"]
    assert everywhere.allocated == Decimal(total.replace(",", ""))


@pytest.mark.parametrize(
    ("counted", "ceiling", "holds"),
    [
        ("150000.00", "150000.00", [True, True, True]),
        ("150000.01", "150000.01", [False, True, True]),
        ("149999.99", "149999.99", [False, True, False]),
    ],
)
def test_the_proof_holds_only_when_the_rows_add_up_to_what_was_counted_and_fit_the_ceiling(
    member_6: User, counted: str, ceiling: str, holds: list[bool]
) -> None:
    programme = make.programme(ceiling="150000.00", stated_total=Decimal("150000.00"))
    make.allocation(programme, "มูลนิธิสายรุ้ง", "105000.00")
    make.allocation(programme, "ชมรมจักรยาน", "45000.00")
    with nothing_refused():
        Programme.objects.update(allocated=Decimal(counted), ceiling=Decimal(ceiling))
        page = browser_of(member_6).get("/budget/2567/6/")
        proof = page.context["summary"].proof[:3]
        assert [said.holds for said in proof] == holds
        assert ("2 รายการ รวมได้ 150,000.00" in page.text, page.status_code) == (True, 200)
