"""Meetings and papers are read by the region's staff and by who sits on that very committee today."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from committees.models import AgendaItem, Committee, Seat
from people.models import User
from tests import make
from tests.html import OpenForm, browser_of, text_at


@pytest.fixture
def item(db: None) -> AgendaItem:
    committee = make.committee(6)
    make.seat(committee)
    return make.meeting(committee, state="called").items.get()


@pytest.fixture
def beside(db: None) -> Committee:
    return make.committee(6, "อคม.", name="คณะอนุกรรมการ ข")


def opens(person: User, item: AgendaItem) -> set[int]:
    """What the pages of the meeting and of its item answer her."""
    client = browser_of(person)
    addresses = (item.meeting.get_absolute_url(), item.get_absolute_url())
    return {client.get(address).status_code for address in addresses}


SEATS: dict[str, tuple[Callable[[User, Committee, Committee], object], bool]] = {
    "no seat": (lambda person, own, beside: None, False),
    "a seat on another committee of the region": (
        lambda person, own, beside: make.sits(person, beside),
        False,
    ),
    "a seat that begins tomorrow": (
        lambda person, own, beside: make.sits(person, own, since=make.day(1)),
        False,
    ),
    "a seat that begins today": (lambda person, own, beside: make.sits(person, own, since=make.day(0)), True),
    "a seat whose last day is today": (
        lambda person, own, beside: make.sits(person, own, left_on=make.day(0)),
        True,
    ),
    "a seat left yesterday": (
        lambda person, own, beside: make.sits(person, own, left_on=make.day(-1)),
        False,
    ),
    "a seat on a committee whose last day is today": (
        lambda person, own, beside: (
            make.sits(person, own),
            Committee.objects.filter(pk=own.pk).update(ended_on=make.day(0)),
        ),
        True,
    ),
    "a seat on a committee that was dissolved yesterday": (
        lambda person, own, beside: (
            make.sits(person, own),
            Committee.objects.filter(pk=own.pk).update(ended_on=make.day(-1)),
        ),
        False,
    ),
    "a seat of her name without her account": (
        lambda person, own, beside: make.seat(own, str(person), office="ตำแหน่ง"),
        False,
    ),
}


@pytest.mark.parametrize("case", SEATS)
def test_a_member_reads_the_committee_on_which_she_sits_today(
    case: str, item: AgendaItem, beside: Committee, member_6: User
) -> None:
    take, reads = SEATS[case]
    take(member_6, item.meeting.committee, beside)
    assert opens(member_6, item) == {200 if reads else 404}


def test_a_seat_opens_nothing_to_who_is_no_member_of_the_regions_committees(
    item: AgendaItem, finance_6: User, officer_11: User
) -> None:
    make.sits(finance_6, item.meeting.committee)
    make.sits(officer_11, item.meeting.committee)
    assert opens(finance_6, item) == {403}
    assert opens(officer_11, item) == {404}


def test_who_sits_where_stays_to_be_read_and_says_why_there_are_no_meetings(
    item: AgendaItem, member_6: User
) -> None:
    client, address = browser_of(member_6), item.meeting.committee.get_absolute_url()
    page = text_at(client, address)
    assert str(item.meeting.committee.seats.get()) in page
    said = (
        "Meetings and papers are read by who sits on this committee. If you do, ask your regional office to "
        "enter your account at your seat."
    )
    assert _(said) in page
    assert item.meeting.get_absolute_url() not in page
    at_home = _(
        "Your account stands at no seat of a committee yet. Ask your regional office to enter it there."
    )
    assert at_home in text_at(client, "/")
    make.sits(member_6, item.meeting.committee)
    assert item.meeting.get_absolute_url() in text_at(client, address)
    assert at_home not in text_at(client, "/")


def test_the_office_enters_the_account_at_the_seat_once_at_a_time(
    desk: Client, item: AgendaItem, member_6: User
) -> None:
    committee = item.meeting.committee
    seat = committee.seats.get()
    other = make.seat(committee, "นางสาวอื่น ตัวอย่าง")
    without = f"/admin/committees/seat/?account__isempty=1&committee__id__exact={committee.pk}"
    assert len(desk.get(without).context["cl"].result_list) == 2
    assert (
        OpenForm(desk, f"/admin/committees/seat/{seat.pk}/change/").type(account=member_6.pk).send().is_taken
    )
    assert opens(member_6, item) == {200}
    assert len(desk.get(without).context["cl"].result_list) == 1
    again = OpenForm(desk, f"/admin/committees/seat/{other.pk}/change/").type(account=member_6.pk).send()
    said = _("%(person)s sits on this committee on some of these days already.") % {"person": member_6}
    assert said in again.errors
    assert Seat.objects.get(pk=other.pk).account is None


def test_the_next_holder_of_an_office_does_not_leave_the_papers_to_the_one_before(
    item: AgendaItem, officer_6: User, member_6: User
) -> None:
    seat = make.seat(item.meeting.committee, "ผู้ว่าราชการคนก่อน", office="ผู้ว่าราชการจังหวัด", account=member_6)
    form = OpenForm(browser_of(officer_6), f"/admin/committees/seat/{seat.pk}/change/")
    refused = form.type(name="ผู้ว่าราชการคนใหม่").send()
    assert _("The holder's name is another one now. Choose her account, or none.") in refused.errors
    assert form.type(account="").send().is_taken
    seat.refresh_from_db()
    assert (seat.name, seat.account) == ("ผู้ว่าราชการคนใหม่", None)
