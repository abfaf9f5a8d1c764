"""A plan's way through its year: handed in by one, decided on by another, read by the committee from then on."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from participation.models import FormOfParticipation, Plan, PlanDecision
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make
from tests.cast import CAST, of_every_role
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db

PAGE = "/plans/2567/6/"


@pytest.fixture
def plan() -> Plan:
    return make.plan_line(make.plan()).plan


@pytest.fixture
def colleague() -> User:
    return make.user("colleague", Role.REGIONAL_STAFF, 6)


def _move(plan: Plan) -> None:
    item = plan.lines.get(order=1).activities[-1]
    item.line, item.order = plan.lines.get(order=2), 9
    item.place(by=None, why="moved")


def _mark(plan: Plan) -> None:
    item = plan.lines.get(order=1).activities[0]
    item.mark = "ก. "
    item.place(by=None, why="numbered anew")


def _number(plan: Plan) -> None:
    line = plan.lines.get(order=1)
    line.number = "๙."
    line.place(by=None, why="numbered anew")


@pytest.mark.parametrize("changed", [_move, _mark, _number])
def test_a_stale_page_does_not_submit_what_somebody_arranged_anew(
    changed: Callable[[Plan], None], plan: Plan, officer_6: User
) -> None:
    make.plan_line(plan, 3)
    seen = plan.shown
    changed(plan)
    with pytest.raises(ValidationError):
        plan.submit(by=officer_6, seen=seen)
    plan.submit(by=officer_6, seen=plan.shown)


def submitted(plan: Plan, by: User) -> Plan:
    plan.submit(by=by, seen=plan.shown)
    return plan


def test_a_plan_is_submitted_on_its_own_page_which_says_what_is_missing(desk: Client, plan: Plan) -> None:
    page = text_at(desk, f"{PAGE}step/submit/")
    missing = FormOfParticipation.objects.get(number=4)
    assert f'href="{PAGE}#form-4"' in page
    assert missing.name in page
    OpenForm(desk, f"{PAGE}step/submit/").send()
    plan.refresh_from_db()
    assert (plan.state, plan.submitted_by) == ("submitted", User.objects.get(username="officer_6"))


def test_an_empty_cell_is_named_as_missing_and_leads_to_its_line(desk: Client) -> None:
    line = make.plan_line(make.plan(), outcomes="")
    page = text_at(desk, f"{PAGE}step/submit/")
    assert f'href="{PAGE}#line-{line.pk}"' in page


def test_a_plan_goes_back_with_a_reason_that_its_history_keeps(
    desk: Client, plan: Plan, officer_6: User
) -> None:
    submitted(plan, officer_6)
    address = f"{PAGE}step/return_to_draft/"
    assert desk.post(address, {"seen": plan.shown, "reason": " "}).status_code == 422
    assert desk.post(address, {"seen": plan.shown, "reason": "ขาดรูปแบบที่ 4"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.submitted_by) == ("draft", None)
    assert plan.history.first().history_change_reason == "ขาดรูปแบบที่ 4"


def test_nobody_decides_on_what_she_submitted(plan: Plan, officer_6: User, colleague: User) -> None:
    submitted(plan, officer_6)
    address = f"{PAGE}step/decide/"
    assert address not in text_at(browser_of(officer_6), PAGE)
    with pytest.raises(ValidationError) as refused:
        decide(plan, make.minutes(), by=officer_6, seen=plan.shown)
    assert refused.value.code == "own"
    assert address in text_at(browser_of(colleague), PAGE)


ORDER = {
    "order_number": "คำสั่งที่ 12/2567",
    "decided_on": "๒๒ ธ.ค. ๒๕๖๖",
    "signed_by": "ผู้อำนวยการ สปสช. เขต 6 ระยอง",
    "kind": "approved",
}


def test_an_order_without_a_meeting_decides_on_a_plan(plan: Plan, officer_6: User, head_office: User) -> None:
    submitted(plan, officer_6)
    form = OpenForm(browser_of(head_office), f"{PAGE}step/decide/")
    page = text_at(browser_of(head_office), f"{PAGE}step/decide/")
    assert 'href="/committees/"' in page  # a meeting decides on the item of its agenda
    assert not {"meeting", "body", "agenda_item"} & set(form.data)
    assert form.type(**ORDER | {"kind": "reserved", "reservation": "ให้เพิ่มเครือข่ายผู้สูงอายุ"}).send().is_taken
    rests_on = PlanDecision.objects.get().authority
    assert (rests_on.order_number, rests_on.decided_on) == ("คำสั่งที่ 12/2567", date(2023, 12, 22))
    plan.refresh_from_db()
    assert plan.state == "decided"
    page = text_at(browser_of(head_office), PAGE)
    for told in ("คำสั่งที่ 12/2567", "22 ธ.ค. 2566", "ผู้อำนวยการ", "ให้เพิ่มเครือข่ายผู้สูงอายุ", "เห็นชอบโดยมีข้อสังเกต"):
        assert told in page


@pytest.mark.parametrize("left_out", ORDER)
def test_of_an_order_nothing_is_left_out(left_out: str, plan: Plan, officer_6: User, colleague: User) -> None:
    said = {"seen": submitted(plan, officer_6).shown, **ORDER}
    del said[left_out]
    browser_of(colleague).post(f"{PAGE}step/decide/", said)
    plan.refresh_from_db()
    assert plan.state == "submitted"


@pytest.mark.parametrize(("kind", "reservation"), [("reserved", ""), ("approved", "ให้เพิ่ม")])
def test_a_reservation_is_written_where_there_is_one_and_only_there(
    kind: str, reservation: str, plan: Plan, officer_6: User, colleague: User
) -> None:
    submitted(plan, officer_6)
    minutes = make.minutes(kind=kind, reservation=reservation)
    with pytest.raises(ValidationError, match="เห็นชอบโดยมีข้อสังเกต"):
        decide(plan, minutes, by=colleague, seen=plan.shown)
    plan.refresh_from_db()
    assert plan.state == "submitted"


def test_who_decides_decides_on_what_was_shown(plan: Plan, officer_6: User, colleague: User) -> None:
    seen = submitted(plan, officer_6).shown
    plan.return_to_draft(by=officer_6, reason="แก้คำผิด")
    submitted(plan, officer_6)
    with pytest.raises(ValidationError) as refused:
        decide(plan, make.minutes(), by=colleague, seen=seen)
    assert refused.value.code == "newer_version"


READS_DRAFTS = {
    "head_office": True,
    "officer_6": True,
    "finance_6": True,
    "mentor_6": True,
    "member_6": False,
    "coordinator_6": False,  # reads no plan here
    "complaints_6": False,
    "officer_11": False,
    "nobody": False,
}


@pytest.mark.parametrize("who", of_every_role(READS_DRAFTS))
def test_a_committee_reads_a_plan_once_it_is_submitted(who: str, plan: Plan) -> None:
    role, region = CAST[who]
    person = make.user(who, role, region)
    browser = browser_of(person)
    words = "อบรมสร้างความรู้"
    addresses = [PAGE, f"{PAGE}plan.xlsx", "/plans/2567/"]

    def read() -> bool:
        pages = [browser.get(address) for address in addresses]
        opened = [page.status_code == 200 for page in pages]
        assert opened[1] == (opened[0] and words in pages[0].text)
        return opened[1]

    assert read() is READS_DRAFTS[who]
    submitted(plan, make.user("submits", Role.REGIONAL_STAFF, 6))
    assert read() is (READS_DRAFTS[who] or who == "member_6")


def test_a_draft_year_is_not_named_to_a_committee(member_6: User, officer_6: User, plan: Plan) -> None:
    make.plan_line(make.plan(6, 2566))
    submitted(plan, officer_6)
    for address in (PAGE, "/budget/2567/6/"):
        assert "/2566/" not in text_at(browser_of(member_6), address)
        assert "/2566/" in text_at(browser_of(officer_6), address)


def test_a_member_who_is_staff_elsewhere_does_not_read_the_drafts_of_her_committee(plan: Plan) -> None:
    person = make.user("both", Role.REGIONAL_STAFF, 11)
    person.memberships.create(role=Role.COMMITTEE_MEMBER, region_id=6, since=date(2020, 1, 1))
    person = User.objects.get(pk=person.pk)
    assert not Plan.objects.visible_to(person).exists()
    make.plan(11, 2567)
    assert [each.region_id for each in Plan.objects.visible_to(person)] == [11]
