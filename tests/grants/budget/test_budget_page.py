"""The budget page once agreements run: what is cancelled counts with what was paid."""

from decimal import Decimal

import pytest
from django.test import Client

from grants.models import Amendment
from people.roles import Role
from tests import make
from tests.grants.steps import Office, approve, cancel_allocation

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
