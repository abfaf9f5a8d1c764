"""How a committee stands beside its rule: which seats are filled, vacant and too many, on the day asked about."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from committees.models import Committee, CommitteeKind, CompositionRule, Seat, Sector
from committees.standing import standing_of
from people.models import User
from tests import make
from tests.constraints import said_by_form
from tests.html import OpenForm, browser_of, flat, text_at

pytestmark = pytest.mark.django_db


BASIS = "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยการจัดตั้งเขตสุขภาพเพื่อประชาชน พ.ศ. 2559"


def fill(committee: Committee, *counts: int) -> None:
    """Seat so many members of each sector, in the order of the sectors."""
    for sector, count in enumerate(counts, start=1):
        for number in range(count):
            make.seat(committee, f"กรรมการ {sector}-{number}", sector)


def page_of(committee: Committee, reader: User, day: str = "") -> str:
    query = f"?on={day}" if day else ""
    return flat(text_at(browser_of(reader), f"/committees/{committee.pk}/{query}"))


def test_forty_six_seats_in_region_6_are_over_by_one(member_6: User) -> None:
    committee = make.committee(6)
    fill(committee, 17, 11, 18)
    page = page_of(committee, member_6)
    assert _("%(filled)s of %(wanted)s filled") % {"filled": 46, "wanted": 45} in page
    assert BASIS in page
    assert _("over by %(over)s") % {"over": 1} in page


def test_forty_six_seats_in_region_13_are_all_there_are_to_be(head_office: User) -> None:
    committee = make.committee(13)
    fill(committee, 20, 11, 15)
    page = page_of(committee, head_office)
    assert _("%(filled)s of %(wanted)s filled") % {"filled": 46, "wanted": 46} in page
    assert BASIS in page
    assert _("all filled") in page
    assert _("over by %(over)s") % {"over": 1} not in page


def test_seats_that_are_missing_are_counted_by_sector(member_6: User) -> None:
    committee = make.committee(6)
    fill(committee, 16, 11, 15)
    standing = browser_of(member_6).get(f"/committees/{committee.pk}/").context["standing"]
    assert [(each.places.filled, each.places.vacant) for each in standing.sectors] == [
        (16, 1),
        (11, 0),
        (15, 2),
    ]
    assert standing.whole.vacant == 3
    assert _("%(vacant)s vacant") % {"vacant": 3} in page_of(committee, member_6)


@pytest.mark.parametrize(
    ("day", "filled"),
    [
        ("30 ก.ย. 2566", 0),  # the day before the first
        ("1 ต.ค. 2566", 1),
        ("31 ธ.ค. 2566", 1),  # the last day of who left early
        ("1 ม.ค. 2567", 0),
        ("5 ม.ค. 2567", 1),  # who serves the rest
        ("30 ก.ย. 2570", 1),  # the last day of the term
        ("1 ต.ค. 2570", 0),
    ],
)
def test_a_seat_is_filled_from_its_first_day_to_its_last(day: str, filled: int, member_6: User) -> None:
    committee = make.committee(6)
    left = make.seat(committee, "คนแรก", left_on=date(2023, 12, 31))
    make.seat(committee, "คนต่อ", since=date(2024, 1, 5), follows=left)
    page = page_of(committee, member_6, day)
    assert _("%(filled)s of %(wanted)s filled") % {"filled": filled, "wanted": 45} in page


def test_a_day_is_counted_by_the_rule_of_that_day(head_office: User) -> None:
    committee = make.committee(6)
    old = CompositionRule.objects.get(region=None)
    old.valid_until = date(2025, 9, 30)
    old.full_clean()
    old.save()
    new = CompositionRule.objects.create(kind=old.kind, legal_basis="ระเบียบใหม่", valid_from=date(2025, 10, 1))
    new.parts.create(sector=Sector.objects.get(order=1), seats=5)
    assert (
        browser_of(head_office)
        .get(f"/committees/{committee.pk}/?on=30 ก.ย. 2568")
        .context["standing"]
        .whole.wanted
        == 45
    )
    page = page_of(committee, head_office, "1 ต.ค. 2568")
    assert _("%(filled)s of %(wanted)s filled") % {"filled": 0, "wanted": 5} in page
    assert "ระเบียบใหม่" in page


def test_of_two_rules_of_one_kind_and_region_only_one_holds_on_a_day(head_office: User) -> None:
    kind = CommitteeKind.objects.get(short_name="กขป.")
    form = OpenForm(browser_of(head_office), "/admin/committees/compositionrule/add/")
    form.type(kind=str(kind.pk), legal_basis="ระเบียบใหม่", valid_from="1 ต.ค. 2568")
    said = _("Another rule of this kind and region holds on some of these days. End that one first.")
    assert said in form.send().errors
    CompositionRule.objects.filter(region=None).update(valid_until=date(2025, 9, 30))
    assert form.send().is_taken


@pytest.mark.parametrize(
    ("since", "until", "is_taken"),
    [
        ("2025-09-30", None, False),  # the last day of the other
        ("2025-10-01", None, True),
        ("2019-10-01", "2020-09-30", True),
        ("2019-10-01", "2020-10-01", False),  # the first day of the other
    ],
)
def test_two_rules_share_no_day(since: str, until: str | None, is_taken: bool) -> None:
    other = CompositionRule.objects.filter(region=None)
    other.update(valid_from=date(2020, 10, 1), valid_until=date(2025, 9, 30))
    days = {"valid_from": date.fromisoformat(since), "valid_until": until and date.fromisoformat(until)}
    rule = CompositionRule(kind=other.get().kind, legal_basis="ระเบียบอื่น", **days)
    if is_taken:
        rule.full_clean()
    else:
        said = _("Another rule of this kind and region holds on some of these days. End that one first.")
        assert said in said_by_form(rule)


def test_a_sector_that_the_rule_does_not_name_has_no_seats_and_no_sector_has_no_number() -> None:
    committee = make.committee(6)
    rule = CompositionRule.objects.get(region=None)
    rule.parts.filter(sector__order=3).delete()
    make.seat(committee, "นอกระเบียบ", 3)
    make.seat(committee, "ไม่ทราบภาคส่วน", None)
    unnamed, unknown = standing_of(committee, date(2023, 10, 1)).sectors[-2:]
    assert (unnamed.sector.order, unnamed.places.wanted, unnamed.places.over) == (3, 0, 1)
    assert (unknown.sector, unknown.places.wanted, unknown.places.over) == (None, None, 0)


def test_where_no_rule_says_how_many_nothing_is_vacant(member_6: User) -> None:
    committee = make.committee(6, "อคม.", name="คณะกรรมการควบคุมคุณภาพและมาตรฐานบริการสาธารณสุขเขต 6 ระยอง")
    make.seat(committee)
    page = page_of(committee, member_6)
    assert _("No rule says how a committee of this kind is made up, so nothing is counted as vacant.") in page
    assert Seat.objects.get().until == date(2027, 9, 30)


def test_a_member_reads_the_committees_of_her_region_and_finds_no_others(
    client: Client, member_6: User, nobody: User
) -> None:
    own, other = make.committee(6), make.committee(11)
    client.force_login(member_6)
    listed = client.get("/committees/")
    assert own.name in listed.text
    assert other.name not in listed.text
    assert ("/committees/", _("Committees")) in [
        (link["url"], link["label"]) for link in listed.context["navigation"]
    ]
    assert client.get(f"/committees/{own.pk}/").status_code == 200
    assert client.get(f"/committees/{other.pk}/").status_code == 404
    assert client.get("/committees/987654/").status_code == 404
    assert browser_of(nobody).get("/committees/").status_code == 403


def test_the_list_asks_as_often_for_many_committees_as_for_one(
    officer_6: User,
) -> None:
    make.committee(6)
    client = browser_of(officer_6)
    client.get("/committees/")
    one = _queries(client)
    for number in range(3):
        fill(make.committee(6, name=f"คณะทำงาน {number}"), 1, 1)
    assert _queries(client) == one


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/committees/").status_code == 200
    return len(asked)
