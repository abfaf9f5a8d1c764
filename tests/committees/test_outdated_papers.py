"""A paper whose plan or budget has changed since is a row of the list of what is due until it is issued anew."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from committees.models import AgendaItem, AgendaThing, Meeting, Paper
from grants.models import Allocation, Programme
from participation.models import Plan, PlanItem, PlanLine
from people.models import User
from people.roles import Role
from tests import make
from tests.committees.papers import GRANTS, issued, page
from tests.committees.test_due import due
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db

PAPERS = "?kind=papers"
Change = Callable[[], object]


@pytest.fixture
def paper(desk: Client, item: AgendaItem, programme: Programme) -> Paper:
    return issued(desk, item)


def grant() -> Allocation:
    return Allocation.objects.get(organisation__name=GRANTS[0][0])


def states(amount: str) -> None:
    Programme.objects.update(stated_total=Decimal(amount))


def other_amount() -> None:
    changed = grant()
    changed.amount = Decimal("210000")
    changed.store(by=None)
    states("255000")


def new_grant() -> None:
    make.allocation(Programme.objects.get(), "ชมรมคนรักสุขภาพระยอง", "20000")
    states("280000")


def cancelled_grant() -> None:
    changed = grant()
    changed.state = "cancelled"
    changed.store(by=None)
    states("45000")


def grant_taken_out() -> None:
    grant().remove(by=None, why="นำเข้าผิด")
    states("45000")


def other_words() -> None:
    item = PlanItem.objects.filter(kind="activity")[0]
    item.text = "อบรม 20 แห่ง"
    item.store(by=None)


def item_taken_out() -> None:
    item = PlanItem.objects.filter(kind="activity").last()
    assert item
    item.order = None
    item.store(by=None)


def new_line() -> None:
    make.plan_line(Plan.objects.get(), 2)


def line_taken_out() -> None:
    line = PlanLine.objects.get()
    line.order = None
    line.store(by=None)


@pytest.mark.parametrize(
    "change",
    [
        *(other_amount, new_grant, cancelled_grant, grant_taken_out),
        *(other_words, item_taken_out, new_line, line_taken_out),
    ],
)
def test_what_changed_is_told_to_who_issues_the_paper_until_it_is_issued_anew(
    change: Change, paper: Paper, item: AgendaItem, officer_6: User, desk: Client
) -> None:
    assert due(officer_6, PAPERS) == []
    change()
    (row,) = due(officer_6, PAPERS)
    assert row.why == _("plan or budget have changed since revision %(number)s") % {"number": 1}
    assert row.to_do == _("Look at what changed, and issue revision %(number)s.") % {"number": 2}
    assert (row.title, row.on) == (item.meeting.committee.name, item.meeting.held_on)
    assert row.url in text_at(desk, f"/reports/due/{PAPERS}")
    form = OpenForm(desk, row.url)
    assert form.send().is_taken
    assert Paper.objects.count() == 2
    assert due(officer_6, PAPERS) == []


def and_back() -> None:
    for amount, stated in (("210000", "255000"), ("215000", "260000")):
        changed = grant()
        changed.amount = Decimal(amount)
        changed.store(by=None)
        states(stated)


def noted() -> None:
    grant().note(by=None, why="ตรวจแล้ว")
    Plan.objects.get().note(by=None, why="ตรวจแล้ว")
    PlanItem.objects.all()[0].note(by=None, why="ตรวจแล้ว")


def line_that_came_and_went() -> None:
    line = make.plan_line(Plan.objects.get(), 2)
    line.order = None
    line.store(by=None)


def grant_that_came_and_went() -> None:
    make.allocation(Programme.objects.get(), "ชมรมคนรักสุขภาพระยอง", "20000").remove(by=None, why="ผิด")


@pytest.mark.parametrize("change", [and_back, noted, line_that_came_and_went, grant_that_came_and_went])
def test_what_says_the_same_again_is_nobodys_task(
    change: Change, paper: Paper, item: AgendaItem, officer_6: User, desk: Client
) -> None:
    change()
    assert due(officer_6, PAPERS) == []
    assert _("The newest revision says what the records say now.") in text_at(desk, page(item))


def test_a_paper_of_a_version_is_issued_anew_for_its_budget_and_not_for_the_plan_that_went_on(
    plan: Plan, programme: Programme, item: AgendaItem, officer_6: User, desk: Client
) -> None:
    approver = browser_of(make.user("approver_6", Role.REGIONAL_STAFF, 6))
    assert OpenForm(approver, f"{item.get_absolute_url()}decide/").type(kind="noted").send().is_taken
    later = make.meeting(item.meeting.committee, 5, state="called").items.get()
    AgendaThing.objects.create(item=later, plan_version=plan.versions.get())
    issued(desk, later)
    other_words()
    new_line()
    assert due(officer_6, PAPERS) == []
    assert _("The newest revision says what the records say now.") in text_at(desk, page(later))
    new_grant()
    (row,) = due(officer_6, PAPERS)
    assert row.url == page(later)
    assert OpenForm(desk, row.url).send().is_taken


def test_it_is_told_to_the_regions_staff_and_head_office_alone(
    paper: Paper, item: AgendaItem, member_6: User, finance_6: User, officer_11: User, head_office: User
) -> None:
    make.sits(member_6, item.meeting.committee)
    new_grant()
    for nobody in (member_6, finance_6, officer_11):
        assert due(nobody, PAPERS) == []
    assert len(due(head_office, PAPERS)) == 1


def test_beside_a_paper_its_meeting_and_item_tell_that_it_is_outdated_and_staff_issue_it_anew_from_there(
    paper: Paper, item: AgendaItem, member_6: User, officer_6: User
) -> None:
    make.sits(member_6, item.meeting.committee)
    told, link = (
        _("plan or budget has changed since"),
        f'href="{page(item)}">{_("Look at what changed, and issue it anew")}',
    )

    def seen(reader: User) -> set[tuple[bool, bool]]:
        addresses = (item.meeting.get_absolute_url(), item.get_absolute_url())
        pages = [text_at(browser_of(reader), address) for address in addresses]
        return {(told in text, link in text) for text in pages}

    assert seen(officer_6) == seen(member_6) == {(False, False)}
    new_grant()
    assert seen(officer_6) == {(True, True)}
    assert seen(member_6) == {(True, False)}
    Meeting.objects.update(state="closed")
    assert seen(officer_6) == {(False, False)}


def test_another_regions_change_touches_no_paper_of_this_one(paper: Paper, officer_6: User) -> None:
    make.allocation(make.programme(11), "สมาคมเพื่อนสุขภาพสุราษฎร์ธานี", "20000")
    make.allocation(make.programme(6, 2568), "ชมรมคนรักสุขภาพตราด", "20000")
    assert due(officer_6, PAPERS) == []


def test_after_its_meeting_is_closed_no_revision_is_asked_for(paper: Paper, officer_6: User) -> None:
    new_grant()
    Meeting.objects.update(state="closed")
    assert due(officer_6, PAPERS) == []


def test_on_the_day_after_its_meeting_it_is_late(paper: Paper, officer_6: User) -> None:
    new_grant()
    for days, is_late in ((0, False), (-1, True)):
        Meeting.objects.update(held_on=make.day(days), year=make.day(days).year + 543)
        assert [row.is_late for row in due(officer_6, PAPERS)] == [is_late]


def changes_on(browser: Client, item: AgendaItem) -> Any:
    return browser.get(page(item)).context["changes"]


def test_before_and_after_stand_by_line_and_by_organisation_and_add_up(
    paper: Paper, item: AgendaItem, desk: Client
) -> None:
    other_amount()
    new_grant()
    other_words()
    changes = changes_on(desk, item)
    rows = [(each.what, each.before, each.after, each.difference) for each in changes.grants]
    assert rows == [
        (GRANTS[0][0], "215,000.00", "210,000.00", "-5,000.00"),
        ("ชมรมคนรักสุขภาพระยอง", "0.00", "20,000.00", "+20,000.00"),
    ]
    stayed, total = changes.stayed, changes.total
    assert (changes.grants_that_stayed, stayed.before, stayed.after) == (1, "45,000.00", "45,000.00")
    assert (total.before, total.after, total.difference) == ("260,000.00", "275,000.00", "+15,000.00")
    for side in ("was", "now"):
        assert sum(getattr(each, side) for each in (*changes.grants, stayed)) == getattr(total, side)
    (line,) = changes.lines
    assert line.what == "แผน ลำดับ 1"
    assert "อบรม 15 แห่ง" in line.before
    assert "อบรม 20 แห่ง" in line.after
    shown = text_at(desk, page(item))
    for told in ("-5,000.00", "+20,000.00", "+15,000.00", "260,000.00", "275,000.00", "อบรม 20 แห่ง"):
        assert told in shown


def test_a_line_that_went_and_one_that_came_stand_with_nothing_on_the_other_side(
    paper: Paper, item: AgendaItem, desk: Client
) -> None:
    new_line()
    PlanLine.objects.filter(order=1).update(order=None)
    came, went = changes_on(desk, item).lines
    assert (came.before, went.after) == ("–", "–")
    assert changes_on(desk, item).total.difference == "เท่าเดิม"
