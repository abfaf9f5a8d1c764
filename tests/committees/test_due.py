"""What committees add to everyone's list of what is due."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import gettext as _

from committees.models import Committee
from people.models import User
from tests import make
from tests.html import OpenForm, browser_of, text_at
from thai.dates import format_date
from thai.years import fiscal_year_bounds, fiscal_year_of

pytestmark = pytest.mark.django_db


def due(user: User, query: str = "?kind=seats") -> list[Any]:
    return list(browser_of(user).get(f"/reports/due/{query}").context["rows"])


def ends(days: int, committee: Any = None, **fields: Any) -> Any:
    return make.seat(
        committee or make.committee(6), f"ครบใน {days}", since=make.day(-400), until=make.day(days), **fields
    )


@pytest.mark.parametrize(
    ("days", "within"), [(181, None), (180, 180), (91, 180), (90, 90), (31, 90), (30, 30), (1, 30), (0, 30)]
)
def test_a_term_that_ends_is_pointed_out_180_90_and_30_days_ahead(
    days: int, within: int | None, officer_6: User
) -> None:
    seat = ends(days)
    rows = due(officer_6)
    assert [(row.title, row.on, row.is_late) for row in rows] == (
        [] if within is None else [(seat.committee.name, seat.until, False)]
    )
    if within:
        assert _("ends within %(days)s days") % {"days": within} in rows[0].why


def test_a_term_that_has_ended_is_late_until_somebody_is_seated_after_it(officer_6: User) -> None:
    seat = ends(-1)
    assert [row.is_late for row in due(officer_6, "?kind=seats&late=1")] == [True]
    page = browser_of(officer_6).get("/")
    assert [(task.count, task.address) for task in page.context["work"].for_her] == [
        (1, "/reports/due/?late=1")
    ]
    make.seat(seat.committee, "คนใหม่", since=make.day(0))
    assert due(officer_6) == []


def test_all_seats_of_a_committee_that_end_on_one_day_are_one_thing(officer_6: User) -> None:
    committee = make.committee(6)
    for name in ("ก", "ข", "ค"):
        make.seat(committee, name, since=make.day(-400), until=make.day(20))
    ends(20, committee, left_on=make.day(-3))  # left already
    (row,) = due(officer_6)
    assert row.why.startswith("3 ")
    assert format_date(make.day(20)) in text_at(browser_of(officer_6), "/reports/due/")
    assert f'href="/committees/{committee.pk}/"' in text_at(browser_of(officer_6), "/reports/due/?kind=seats")
    assert due(officer_6, "?kind=report") == []


def test_what_ends_in_another_region_is_told_to_nobody_here(
    officer_6: User, member_6: User, finance_6: User, head_office: User
) -> None:
    ends(10, make.committee(11))
    assert due(officer_6) == due(member_6) == due(finance_6) == []
    assert len(due(head_office)) == len(due(head_office, "?kind=seats&region=11")) == 1
    ends(10)
    assert len(due(member_6)) == 1
    assert due(finance_6) == []  # she does not read what committees do
    assert len(due(head_office)) == 2
    assert len(due(head_office, "?kind=seats&region=6")) == 1


def test_a_committee_that_ends_with_its_members_needs_no_new_ones(officer_6: User) -> None:
    ends(10, make.committee(6, ended_on=make.day(10)))
    assert due(officer_6) == []


def test_a_committee_owes_its_yearly_report_until_it_is_entered(officer_6: User, officer_11: User) -> None:
    year = fiscal_year_of(make.day()) - 1
    _first, last = fiscal_year_bounds(year)
    committee, other = make.committee(6, "กขป."), make.committee(6, "อคม.", name="อคม. เขต 6")
    for each in (committee, other):
        make.seat(each, since=last)
    reports = "?kind=yearly-reports"
    (row,) = due(officer_6, reports)
    assert (row.title, row.on) == (committee.name, last + timedelta(days=90))
    assert "คสช." in row.to_do
    assert str(year) in row.why
    assert due(officer_11, reports) == []
    page = OpenForm(browser_of(officer_6), f"/admin/committees/committee/{committee.pk}/change/")
    said = {"TOTAL_FORMS": "1", "0-fiscal_year": str(year), "0-sent_on": format_date(make.day())}
    said |= {"0-committee": str(committee.pk)}
    assert page.type(**{f"yearly_reports-{name}": value for name, value in said.items()}).send().is_taken
    assert due(officer_6, reports) == []
    make.seat(make.committee(6, "กขป.", name="คณะใหม่"), since=last + timedelta(days=1))
    assert due(officer_6, reports) == []  # nobody sat on it that year


@pytest.mark.parametrize(("days", "owes"), [(0, True), (-1, False)])
def test_a_committee_that_stood_on_the_last_day_of_the_year_owes_its_report(
    days: int, owes: bool, officer_6: User
) -> None:
    last = fiscal_year_bounds(fiscal_year_of(make.day()) - 1)[1]
    committee = make.committee(6, "กขป.")
    make.seat(committee, since=last)
    Committee.objects.filter(pk=committee.pk).update(ended_on=last + timedelta(days=days))
    assert bool(due(officer_6, "?kind=yearly-reports")) == owes
