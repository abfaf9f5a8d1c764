"""Support from other sources: entered by staff, shown beside the budget, and never added to it."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from grants.models import Allocation
from participation.models import OtherSource
from people.models import User
from tests import make
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db

ADD = "/admin/grants/othersource/add/"


@pytest.fixture
def allocation(db: None) -> Allocation:
    programme = make.programme(ceiling="100000.00")
    return make.allocation(programme, "ศูนย์ประสานงาน จังหวัดระยอง", "95000.00")


def entered(desk: Client, **typed: Any) -> Any:
    form = OpenForm(desk, ADD)
    form.data |= {"fiscal_year": "2567", "source": "local_fund", "form": "money", "state": "received"} | typed
    return desk.post(ADD, form.data)


def test_staff_enter_money_and_it_stands_beside_the_budget(desk: Client, allocation: Allocation) -> None:
    entered(desk, organisation=allocation.organisation_id, amount="20,000", name="กปท. เทศบาลนครระยอง")
    made = OtherSource.objects.get()
    assert (made.amount, made.region_id) == (Decimal("20000.00"), 6)
    budget = desk.get("/budget/2567/6/")
    assert "กปท. เทศบาลนครระยอง" in budget.text
    assert "20,000.00" in budget.text
    assert budget.context["summary"].total == Decimal("95000.00")
    worksheet = desk.get(f"/programmes/{allocation.programme_id}/")
    assert "กปท. เทศบาลนครระยอง" in worksheet.text
    assert worksheet.context["summary"].totals.amount == Decimal("95000.00")
    own = desk.get(f"/programmes/{allocation.programme_id}/organisations/{allocation.pk}/")
    assert "กปท. เทศบาลนครระยอง" in own.text


def test_money_that_is_expected_is_summed_apart_from_money_that_came(
    desk: Client, allocation: Allocation
) -> None:
    to = allocation.organisation_id
    entered(desk, organisation=to, amount="20,000")
    entered(desk, organisation=to, amount="5,000", state="expected")
    entered(desk, organisation=to, form="people", description="วิทยากร 2 คน")
    (group,) = desk.get("/budget/2567/6/").context["other_sources"]
    assert (group.received, group.expected, len(group.given)) == (Decimal("20000.00"), Decimal("5000.00"), 3)


def test_a_line_of_the_plan_is_supported_too(desk: Client, allocation: Allocation) -> None:
    line = make.plan_line(make.plan())
    entered(desk, plan_line=line.pk, activity="อบรมแกนนำ", source="thaihealth", amount="9,000")
    text = desk.get("/budget/2567/6/").text
    assert "อบรมแกนนำ" in text
    assert "9,000.00" in text


@pytest.mark.parametrize(
    "typed",
    [
        {"amount": "1,000"},  # for nobody
        {"organisation": "own", "plan_line": "own", "amount": "1,000"},
        {"organisation": "own"},  # money without an amount
        {"organisation": "own", "form": "in_kind"},  # a thing that is not described
        {"organisation": "own", "amount": "1,000", "source": "other"},  # nameless
        {"organisation": "of region 11", "amount": "1,000"},
        {"plan_line": "own", "fiscal_year": "2568", "amount": "1,000"},
    ],
)
def test_what_does_not_say_who_gives_what_to_whom_is_refused(
    desk: Client, allocation: Allocation, typed: dict[str, str]
) -> None:
    keys = {
        ("organisation", "own"): allocation.organisation_id,
        ("organisation", "of region 11"): make.organisation("ศูนย์ของเขต 11", 11).pk,
        ("plan_line", "own"): make.plan_line(make.plan()).pk,
    }
    answer = entered(desk, **{name: keys.get((name, value), value) for name, value in typed.items()})
    assert "errorlist" in answer.text
    assert not OtherSource.objects.exists()


def test_the_database_takes_no_money_without_an_amount(allocation: Allocation) -> None:
    given = {"source": "local_fund", "form": "money", "description": "ไม่บอกว่าเท่าไร"}
    with pytest.raises(IntegrityError), transaction.atomic():
        OtherSource.objects.create(
            region_id=6, fiscal_year=2567, organisation=allocation.organisation, **given
        )


def test_staff_of_another_region_neither_see_nor_change_it(
    desk: Client, officer_11: User, allocation: Allocation
) -> None:
    entered(desk, organisation=allocation.organisation_id, amount="20,000", name="กปท. เทศบาลนครระยอง")
    made = OtherSource.objects.get()
    other = browser_of(officer_11)
    assert "เทศบาลนครระยอง" not in text_at(other, "/admin/grants/othersource/")
    assert "เทศบาลนครระยอง" in text_at(desk, "/admin/grants/othersource/")
    assert other.get(f"/admin/grants/othersource/{made.pk}/change/").status_code in (302, 403, 404)


def test_a_year_without_other_sources_shows_no_empty_table(desk: Client, allocation: Allocation) -> None:
    assert "other-sources" not in text_at(desk, "/budget/2567/6/")
    entered(desk, organisation=allocation.organisation_id, amount="20,000", name="กปท. เทศบาลนครระยอง")
    assert "other-sources" in text_at(desk, "/budget/2567/6/")


def test_the_tier_and_purpose_of_an_allocation_are_entered_in_the_admin(
    desk: Client, allocation: Allocation
) -> None:
    address = f"/admin/grants/allocation/{allocation.pk}/change/"
    form = OpenForm(desk, address)
    desk.post(address, form.data | {"tier": "A", "purpose": "พัฒนาศักยภาพแกนนำ"})
    allocation.refresh_from_db()
    assert (allocation.tier, allocation.purpose) == ("A", "พัฒนาศักยภาพแกนนำ")
