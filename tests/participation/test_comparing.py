"""Two plans side by side: what was added, what is gone, what was reworded, by word."""

import re

import pytest
from django.test import Client

from participation.models import Plan, PlanItem, PlanLine
from participation.years.comparing import ComparedLine, compare, counted
from participation.years.deciding import decide
from participation.years.freezing import freeze
from participation.years.paper import paper_of, paper_of_version
from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db


def copied(item: PlanItem, line: PlanLine, text: str) -> PlanItem:
    return PlanItem.objects.create(
        line=line, kind=item.kind, order=item.order, mark=item.mark, text=text, copied_from=item
    )


def states(lines: list[ComparedLine]) -> list[str]:
    return [item.state for line in lines for item in line.all_items]


def test_a_plan_does_not_differ_from_itself() -> None:
    plan = make.plan()
    make.plan_line(plan, 1)
    make.plan_line(plan, 3)
    lines = compare(paper_of(plan), paper_of(plan))
    assert [line.state for line in lines] == ["same", "same"]
    assert set(states(lines)) == {"same"}


def test_years_are_matched_by_what_was_copied_however_unlike_the_words_are() -> None:
    old = make.plan_line(make.plan(6, 2567), activities="1.อบรม 2.สื่อสาร", targets="ก", outcomes="ข")
    new = PlanLine.objects.create(
        plan=make.plan(6, 2568), order=1, form=old.form, form_words=old.form_words, copied_from=old
    )
    first, _second = old.activities
    copied(first, new, "จัดเวทีแลกเปลี่ยนเรียนรู้")
    for item in (*old.targets, *old.outcomes):
        copied(item, new, item.text)
    (line,) = compare(paper_of(old.plan), paper_of(new.plan))
    assert sorted(states([line])) == ["gone", "reworded", "same", "same"]
    assert sorted(states(compare(paper_of(new.plan), paper_of(old.plan)))) == [
        "added",
        "reworded",
        "same",
        "same",
    ]


def test_plans_that_know_nothing_of_each_other_are_matched_by_likeness_within_a_form() -> None:
    ours, theirs = make.plan(6, 2567), make.plan(11, 2567)
    make.plan_line(ours, 1, activities="1.อบรมแกนนำเครือข่าย 2.สื่อสารเรื่องสิทธิ", targets="ก", outcomes="ข")
    make.plan_line(theirs, 1, activities="1.อบรมแกนนำเครือข่ายจังหวัด 2.ตั้งศูนย์", targets="ก", outcomes="ข")
    make.plan_line(theirs, 2, targets="ก", activities="ค", outcomes="ข")
    lines = compare(paper_of(ours), paper_of(theirs))
    assert [(line.form, line.state) for line in lines] == [(1, "reworded"), (2, "added")]
    assert counted(lines[:1]) == {"added": 1, "gone": 1, "reworded": 1, "moved": 0}


def test_an_item_that_moved_to_another_line_is_moved_and_not_gone() -> None:
    plan = make.plan()
    here, there = make.plan_line(plan, 1), make.plan_line(plan, 3)
    before = paper_of(plan)
    item = here.activities[1]
    item.line, item.order = there, 3
    item.save()
    assert counted(compare(before, paper_of(plan))) == {"added": 0, "gone": 0, "reworded": 0, "moved": 1}


@pytest.fixture
def decided(officer_6: User) -> Plan:
    plan = make.plan_line(make.plan()).plan
    plan.submit(by=officer_6, seen=plan.shown)
    decide(plan, make.minutes(), by=make.user("decides", Role.REGIONAL_STAFF, 6), seen=plan.shown)
    return plan


def test_a_version_reads_as_the_plan_did_when_it_was_decided_on(decided: Plan) -> None:
    assert paper_of_version(decided.versions.get()).lines == paper_of(decided).lines


def test_the_page_shows_what_went_and_what_came_by_word(desk: Client, decided: Plan) -> None:
    PlanItem.objects.filter(text="อบรมสร้างความรู้").update(text="อบรมสร้างความเข้าใจ")
    page = text_at(desk, f"/plans/2567/6/compare/?before=version-{decided.versions.get().pk}")
    assert '<span class="visually-hidden">ตัดออก: </span>' in page
    assert "แก้ถ้อยคำ 1" in page


def test_a_plan_is_laid_beside_what_came_before_it_and_never_beside_a_newer_year(
    desk: Client, decided: Plan, officer_6: User
) -> None:
    address = "/plans/2567/6/compare/"
    make.plan_line(make.plan(6, 2568))
    make.plan_line(make.plan(6, 2565))
    assert desk.get(address).context["before"] == ""
    last_year = make.plan_line(make.plan(6, 2566)).plan
    assert desk.get(address).context["before"] == f"plan-{last_year.pk}"
    first = decided.versions.get()
    page = desk.get(address, {"after": f"version-{first.pk}"})
    assert page.context["before"] == f"plan-{last_year.pk}"
    second = freeze(decided, make.minutes().record(decided, officer_6))
    assert desk.get(address).context["before"] == f"version-{first.pk}"
    page = desk.get(address, {"after": f"version-{second.pk}"})
    assert page.context["before"] == f"version-{first.pk}"


def test_a_region_is_compared_only_with_what_its_reader_may_see(
    decided: Plan, officer_6: User, head_office: User
) -> None:
    other = make.plan_line(make.plan(11, 2567), activities="ลับของเขตอื่น").plan
    address = f"/plans/2567/6/compare/?before=plan-{other.pk}"
    assert browser_of(officer_6).get(address).status_code == 404
    assert "ลับของเขตอื่น" in text_at(browser_of(head_office), address)


def test_head_office_lays_two_regions_of_a_year_beside_each_other_and_sees_whose_each_item_is(
    head_office: User, officer_6: User
) -> None:
    cells = {"targets": "ก", "outcomes": "ข"}
    make.plan_line(make.plan(6), 1, activities="1.อบรมแกนนำเครือข่าย 2.สื่อสารเรื่องสิทธิ", **cells)
    make.plan_line(make.plan(11), 1, activities="1.อบรมแกนนำเครือข่ายจังหวัด 2.ตั้งศูนย์", **cells)
    client = browser_of(head_office)
    page = text_at(client, "/plans/2567/")
    assert 'action="/plans/2567/compare/"' in page
    assert "/plans/2567/compare/" not in text_at(browser_of(officer_6), "/plans/2567/")
    page = client.get("/plans/2567/compare/?one=6&other=11", follow=True).text
    six, eleven = str(make.region(6)), str(make.region(11))
    said = re.findall(r'<p><span class="chip \w+">([^<]+)</span> <span lang="th">([^<]+)</span></p>', page)
    assert said == [
        ("ทั้งสองเขต", "ก"),
        (six, "อบรมแกนนำเครือข่าย"),
        (eleven, "อบรมแกนนำเครือข่ายจังหวัด"),
        (six, "สื่อสารเรื่องสิทธิ"),
        (eleven, "ตั้งศูนย์"),
        ("ทั้งสองเขต", "ข"),
    ]
    assert f"มีเฉพาะ {six} 1 ข้อ" in page
    assert f"มีเฉพาะ {eleven} 1 ข้อ" in page


@pytest.mark.parametrize("asked", ["one=6", "one=6&other=x", "one=6&other=99", "one=6&other=12", ""])
def test_a_region_without_a_plan_is_beside_nothing(asked: str, head_office: User) -> None:
    make.plan_line(make.plan(6))
    assert browser_of(head_office).get(f"/plans/2567/compare/?{asked}").status_code == 404
