"""Programmes and allocations on the screen: several rows at once, and the ceiling over all of them."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from grants.models import Allocation, Programme
from people.models import User
from tests import make
from tests.grants.steps import Office, cancel_allocation
from tests.html import OpenForm, browser_of, read, text_at

pytestmark = pytest.mark.django_db

ADD = "/admin/grants/programme/add/"


@pytest.fixture
def full(db: None) -> Programme:
    """A programme of 100.00 baht that is granted to the last satang: 90.00 and 10.00."""
    programme = make.programme(ceiling="100.00")
    make.allocation(programme, "ชมรมใหญ่", "90.00")
    make.allocation(programme, "ชมรมเล็ก", "10.00")
    return programme


def page_of(desk: Client, programme: Programme) -> OpenForm:
    return OpenForm(desk, f"/admin/grants/programme/{programme.pk}/change/")


def amounts(programme: Programme) -> list[str]:
    return [str(amount) for amount in programme.allocations.values_list("amount", flat=True)]


def over(total: str, by: str, ceiling: str) -> str:
    return _(
        "The allocations add up to %(total)s baht, %(over)s baht more than the ceiling of "
        "%(ceiling)s baht. Lower an amount or raise the ceiling; that of a year that exists is asked for "
        "on its page “Ceiling”."
    ) % {"total": total, "over": by, "ceiling": ceiling}


MOVES: list[tuple[str, dict[str, Any], dict[str, Any], list[str]]] = [
    # what, first row, second row, amounts afterwards
    ("from the first to the second", {"amount": "50"}, {"amount": "50"}, ["50.00", "50.00"]),
    ("from the second to the first", {"amount": "99.99"}, {"amount": "0.01"}, ["99.99", "0.01"]),
    ("into a row that goes", {"DELETE": "on"}, {"amount": "100"}, ["100.00"]),
    ("out of all", {"amount": "0"}, {"amount": "0"}, ["0.00", "0.00"]),
]


@pytest.mark.parametrize(("first", "second", "after"), [case[1:] for case in MOVES])
def test_money_moves_between_rows_under_a_full_ceiling_in_one_save(
    first: dict[str, Any], second: dict[str, Any], after: list[str], desk: Client, full: Programme
) -> None:
    page = page_of(desk, full)
    page.type_in_row("allocations", 0, **first).type_in_row("allocations", 1, **second)
    sent = page.send()
    assert sent.is_taken, sent.errors
    assert amounts(full) == after
    full.refresh_from_db()
    assert full.allocated == sum(map(Decimal, after))


def test_a_new_row_takes_the_room_that_another_leaves(desk: Client, full: Programme) -> None:
    newcomer = make.organisation("ชมรมใหม่")
    page = page_of(desk, full).type_in_row("allocations", 0, amount="40")
    sent = page.add_row("allocations", order="3", organisation=newcomer.pk, amount="50").send()
    assert sent.is_taken, sent.errors
    assert amounts(full) == ["40.00", "10.00", "50.00"]


def test_rows_that_together_exceed_the_ceiling_are_refused_with_the_figures(
    desk: Client, full: Programme
) -> None:
    page = page_of(desk, full).type_in_row("allocations", 0, amount="90.01")
    sent = page.send()
    assert over("100.01", "0.01", "100.00") in sent.errors
    assert "90.01" in sent.values
    assert amounts(full) == ["90.00", "10.00"]


def test_a_new_programme_with_rows_over_its_ceiling_is_refused_whole(desk: Client) -> None:
    rows = [make.organisation(name) for name in ("หนึ่ง", "สอง")]
    page = OpenForm(desk, ADD).type(name="โครงการ", fiscal_year="2567", ceiling="100")
    for order, organisation in enumerate(rows, 1):
        page.add_row("allocations", order=str(order), organisation=organisation.pk, amount="60")
    assert over("120.00", "20.00", "100.00") in page.send().errors
    assert not Programme.objects.exists()
    assert page.type(ceiling="120").send().is_taken
    assert Programme.objects.get().allocated == 120


def test_an_organisation_gets_one_allocation_of_a_programme(desk: Client, full: Programme) -> None:
    held = full.allocations.first()
    assert held is not None
    page = page_of(desk, full).type_in_row("allocations", 0, amount="10")
    sent = page.add_row("allocations", order="3", organisation=held.organisation_id, amount="1").send()
    assert _("This organisation already has an allocation in the programme.") in sent.errors
    alone = OpenForm(desk, "/admin/grants/allocation/add/")
    sent = alone.type(programme=full.pk, organisation=held.organisation_id, order="3", amount="0").send()
    assert _("This organisation already has an allocation in the programme.") in sent.errors


def test_one_allocation_by_itself_is_held_to_the_ceiling(desk: Client, full: Programme) -> None:
    held = full.allocations.last()
    page = OpenForm(desk, f"/admin/grants/allocation/{held.pk}/change/")  # type: ignore[union-attr]
    (error,) = page.type(amount="10.01").send().errors
    assert "10.00" in error
    assert page.type(amount="9.99").send().is_taken


def test_the_ceiling_of_a_year_that_exists_is_no_field_and_leads_to_its_page(
    desk: Client, full: Programme
) -> None:
    page = page_of(desk, full)
    assert "ceiling" not in page.data
    assert f"/programmes/{full.pk}/ceiling/" in read(desk.get(page.address).text).links
    assert page.type(ceiling="99,000,000").send().is_taken
    full.refresh_from_db()
    assert str(full.ceiling) == "100.00"


def test_an_unclear_amount_in_a_row_is_told_in_thai_and_keeps_the_page(desk: Client, full: Programme) -> None:
    sent = page_of(desk, full).type_in_row("allocations", 0, amount="95.000,00").send()
    assert any("95.000,00" in error for error in sent.errors)
    assert "95.000,00" in sent.values


def test_head_office_does_not_grant_to_an_organisation_of_another_region(head_office: User) -> None:
    client = browser_of(head_office)
    stranger = make.organisation("ของเขต 11", 11)
    page = OpenForm(client, ADD).type(region="6", name="โครงการ", fiscal_year="2567", ceiling="100")
    sent = page.add_row("allocations", order="1", organisation=stranger.pk, amount="1").send()
    assert _("This organisation is of another region.") in sent.errors
    assert not Allocation.objects.exists()


def test_an_officer_of_one_region_finds_it_chosen_already(desk: Client) -> None:
    page = OpenForm(desk, ADD)
    assert page.data["region"] == ["6"]
    assert page.type(name="โครงการ", fiscal_year="2567", ceiling="100").send().is_taken


def test_a_second_programme_of_the_year_is_refused(desk: Client, full: Programme) -> None:
    page = OpenForm(desk, ADD).type(name="โครงการ", fiscal_year="2567", ceiling="100")
    assert _("This region already has a programme for that fiscal year.") in page.send().errors


def test_the_list_of_grants_tells_what_is_contracted_from_what_is_planned_or_cancelled(
    office: Office, programme: Programme
) -> None:
    _planned, drafted, signed, taken_back = (
        make.allocation(programme, name, "1000.00") for name in ("ก", "ข", "ค", "ง")
    )
    office.draft(drafted, "1000.00")
    office.sign(office.draft(signed, "1000.00"))
    cancel_allocation(taken_back, by=office.asks, reason="ถอนตัว")
    page = text_at(browser_of(office.asks), "/admin/grants/allocation/?o=1")
    stages = re.findall(r'<td class="field-stage">([^<]+)</td>', page)
    assert stages == ["วางแผน", "วางแผน", "ทำสัญญาแล้ว", "ยกเลิก"]


def test_a_sidebar_offers_no_choice_without_a_name(officer_6: User) -> None:
    programme = make.programme()
    allocation = make.allocation(programme, "สมาคมคนพิการจันทบุรี", "45000.00")  # of no tier
    client = browser_of(officer_6)
    page = text_at(client, "/admin/grants/allocation/")
    assert "?programme__fiscal_year=2567" in page
    assert not re.search(r"<a (?![^>]*title=)[^>]*>\s*</a>", page)
    assert "tier=" not in page
    Allocation.objects.filter(pk=allocation.pk).update(tier="ตำบล")
    assert "tier=" in text_at(client, "/admin/grants/allocation/")
