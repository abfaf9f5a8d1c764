"""A plan takes its state from the meeting: the decision on the agenda's item is the decision on the plan."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.test import Client
from django.utils.translation import gettext as _

from committees.models import AgendaItem, AgendaThing, ItemDecision
from committees.models.agenda import THINGS
from participation.models import Plan, PlanAmendment, PlanDecision
from participation.years import amended
from participation.years.amending import reword, start
from participation.years.deciding import decide
from people.models import User
from people.roles import Role
from tests import make
from tests.constraints import said_by_form
from tests.html import OpenForm, browser_of, text_at

pytestmark = pytest.mark.django_db

NAME = "คณะกรรมการควบคุมคุณภาพและมาตรฐานบริการสาธารณสุขเขต 6 ระยอง"


@pytest.fixture
def approver(db: None) -> User:
    return make.user("approver_6", Role.REGIONAL_STAFF, 6)


@pytest.fixture
def plan(officer_6: User) -> Plan:
    made = make.plan_line(make.plan(6, 2567)).plan
    made.submit(by=officer_6, seen=made.shown)
    return made


@pytest.fixture
def item(plan: Plan) -> AgendaItem:
    meeting = make.meeting(make.committee(6, "อคม.", name=NAME), state="called")
    found = meeting.items.get()
    AgendaThing.objects.create(item=found, plan=plan)
    return found


def decided(by: User, item: AgendaItem, **said: str) -> Any:
    form = OpenForm(browser_of(by), f"/committees/items/{item.pk}/decide/")
    return form.type(**{"kind": "noted", **said}).send()


def test_region_6s_plan_is_acknowledged_by_meeting_4_2566_item_3_3(
    plan: Plan, item: AgendaItem, approver: User
) -> None:
    assert decided(approver, item, text="ที่ประชุมรับทราบ").is_taken
    plan.refresh_from_db()
    assert plan.state == "decided"
    made = PlanDecision.objects.get()
    rests_on = made.authority
    assert (rests_on.body, rests_on.meeting, rests_on.decided_on, rests_on.agenda_item) == (
        NAME,
        "ครั้งที่ 4/2566",
        date(2023, 12, 22),
        "3.3",
    )
    assert (made.kind, made.recorded_by) == ("acknowledged", approver)
    assert plan.versions.get().title == "ฉบับที่ 1 (ครั้งที่ 4/2566)"
    assert ItemDecision.objects.get().record == rests_on  # one record, and no copy of it
    assert "ครั้งที่ 4/2566" in text_at(browser_of(approver), "/plans/2567/6/")


def test_a_correction_passes_no_plan_that_waits_by(plan: Plan, item: AgendaItem, approver: User) -> None:
    """Else the minutes would say that the plan was noted, and the plan that it waits."""
    assert decided(approver, item, kind="postponed").is_taken
    client, meeting = browser_of(approver), item.meeting
    meeting.refresh_from_db()
    client.post(f"/committees/meetings/{meeting.pk}/close/", {"seen": meeting.shown})
    form = OpenForm(client, f"/committees/items/{item.pk}/correct/").type(kind="noted", reason="จดผิด")
    said = _("What this item is about still waits. Put it on the agenda of the next meeting.")
    assert said in form.send().errors
    plan.refresh_from_db()
    assert (plan.state, ItemDecision.objects.get().kind) == ("submitted", "postponed")


def test_a_plan_is_approved_with_the_remarks_of_the_meeting(
    plan: Plan, item: AgendaItem, approver: User
) -> None:
    assert not decided(approver, item, kind="reserved").is_taken
    assert decided(approver, item, kind="reserved", reservations="เพิ่มจังหวัดตราด").is_taken
    made = PlanDecision.objects.get()
    assert (made.kind, made.reservation) == ("reserved", "เพิ่มจังหวัดตราด")


def test_who_submitted_the_plan_does_not_write_down_the_decision_on_it(
    plan: Plan, item: AgendaItem, officer_6: User
) -> None:
    refused = decided(officer_6, item, text="ที่ประชุมรับทราบ")
    said = "Another person has to do this: nobody takes the next step of what they asked for or approved."
    assert _(said) in refused.errors
    assert "ที่ประชุมรับทราบ" in refused.page
    assert not ItemDecision.objects.exists()  # all or nothing
    plan.refresh_from_db()
    assert plan.state == "submitted"


@pytest.mark.parametrize("kind", ["rejected", "assigned", "postponed"])
def test_a_plan_that_is_not_agreed_to_stays_where_it_is(
    kind: str, plan: Plan, item: AgendaItem, officer_6: User
) -> None:
    assert decided(officer_6, item, kind=kind).is_taken
    plan.refresh_from_db()
    assert (plan.state, PlanDecision.objects.count()) == ("submitted", 0)


def test_a_decision_that_moved_a_plan_stays_and_only_its_words_are_corrected(
    plan: Plan, item: AgendaItem, approver: User
) -> None:
    door = f'href="/committees/items/{item.pk}/decide/"'
    assert door in text_at(browser_of(approver), f"/committees/meetings/{item.meeting_id}/")
    assert decided(approver, item).is_taken
    assert door not in text_at(browser_of(approver), f"/committees/meetings/{item.meeting_id}/")
    assert not decided(approver, item, kind="postponed").is_taken
    meeting = item.meeting
    meeting.refresh_from_db()
    browser_of(approver).post(f"/committees/meetings/{meeting.pk}/close/", {"seen": meeting.shown})
    form = OpenForm(browser_of(approver), f"/committees/items/{item.pk}/correct/")
    assert not form.type(kind="agreed", reason="ผิด").send().is_taken
    assert form.type(kind="noted", text="รับทราบตามเสนอ", reason="ตก").send().is_taken
    assert PlanDecision.objects.get().kind == "acknowledged"


def test_a_plan_that_changed_since_the_page_was_opened_is_not_decided_on(
    plan: Plan, item: AgendaItem, approver: User, officer_6: User
) -> None:
    form = OpenForm(browser_of(approver), f"/committees/items/{item.pk}/decide/").type(kind="noted")
    plan.return_to_draft(by=officer_6, reason="แก้")
    plan.submit(by=officer_6, seen=plan.shown)
    assert not form.send().is_taken
    plan.refresh_from_db()
    assert plan.state == "submitted"


def test_a_draft_is_not_decided_on(desk: Client) -> None:
    draft = make.plan_line(make.plan(6, 2568)).plan
    meeting = make.meeting(make.committee(6), state="called")
    AgendaThing.objects.create(item=meeting.items.get(), plan=draft)
    form = OpenForm(desk, f"/committees/items/{meeting.items.get().pk}/decide/").type(kind="agreed")
    assert _("The plan is a draft. Submit it before the meeting decides.") in form.send().errors


def test_an_amendment_becomes_a_version_by_the_decision_of_the_next_meeting(
    plan: Plan, item: AgendaItem, approver: User, officer_6: User
) -> None:
    assert decided(approver, item).is_taken
    plan.refresh_from_db()
    amendment = start(plan, by=officer_6, reason="ขยายกลุ่มเป้าหมาย")
    words = plan.lines.get().activities[0]
    reword(amendment, words, "อบรมสร้างความเข้าใจ", base=words.version, by=officer_6)
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    following = make.meeting(item.meeting.committee, 1, date(2024, 3, 1), state="called")
    address = f"/committees/items/{following.items.get().pk}/change/"
    form = OpenForm(browser_of(officer_6), address)
    assert form.type(about=[f"amendment-{amendment.pk}"]).send().is_taken
    # Returned for a moment, it stays what the item is about, and nothing is agreed on it meanwhile.
    amended.return_to_draft(amendment, by=officer_6, reason="พิมพ์ผิด", seen=PlanAmendment.objects.get().shown)
    assert OpenForm(browser_of(officer_6), address).type(title="การแก้ไขแผน").send().is_taken
    assert following.items.get().things.get().amendment == amendment
    refused = decided(approver, following.items.get(), kind="agreed")
    assert (refused.is_taken, "“ร่าง”" in " ".join(refused.errors)) == (False, True)
    amended.submit(amendment, by=officer_6, seen=PlanAmendment.objects.get().shown)
    assert decided(approver, following.items.get(), kind="agreed").is_taken
    assert PlanAmendment.objects.get().state == "decided"
    assert plan.versions.get(number=2).title == "ฉบับที่ 2 (แก้ไขครั้งที่ 1, ครั้งที่ 1/2567)"


def things_of(region: int, by: User, decides: User) -> dict[str, Model]:
    """One of each kind of record that an item can be about."""
    plan = make.plan_line(make.plan(region, 2567)).plan
    plan.submit(by=by, seen=plan.shown)
    decide(plan, make.minutes(make.of_meeting(region)), by=decides, seen=plan.shown)
    plan.refresh_from_db()
    unit = make.receiving_unit(make.organisation(f"หน่วยรับเรื่อง {region}", region))
    amendment = start(plan, by=by, reason="ขยายกลุ่มเป้าหมาย")
    words = plan.lines.get().activities[0]
    reword(amendment, words, "อบรมสร้างความเข้าใจ", base=words.version, by=by)
    amended.submit(amendment, by=by, seen=amendment.shown)
    return {
        "plan": plan,
        "plan_version": plan.versions.get(),
        "amendment": amendment,
        "programme": make.programme(region),
        "unit": unit,
    }


def test_an_item_is_about_each_kind_of_record_of_its_region_and_about_none_of_another(
    desk: Client, officer_6: User, officer_11: User, approver: User
) -> None:
    ours = things_of(6, officer_6, approver)
    theirs = things_of(11, officer_11, make.user("approver_11", Role.REGIONAL_STAFF, 11))
    assert set(ours) == set(theirs) == set(THINGS)
    item = make.meeting(make.committee(6)).items.get()
    address = f"/committees/items/{item.pk}/change/"
    for name, record in theirs.items():
        assert f'"{name}-{record.pk}"' not in text_at(desk, address), name
        assert not OpenForm(desk, address).type(about=[f"{name}-{record.pk}"]).send().is_taken, name
        said = _("This is of another region.")
        assert said in said_by_form(AgendaThing(item=item, **{name: record})), name
        assert not AgendaThing.objects.exists()
    for name, record in ours.items():
        assert OpenForm(desk, address).type(about=[f"{name}-{record.pk}"]).send().is_taken, name
        thing = item.things.get()
        assert getattr(thing, name) == record
        assert str(thing) in text_at(desk, item.get_absolute_url())
        assert not thing.url or thing.url in text_at(desk, item.get_absolute_url())


def test_the_paper_of_an_item_about_a_version_draws_that_version(
    plan: Plan, item: AgendaItem, approver: User, officer_6: User, officer_11: User
) -> None:
    before = plan.lines.get().activities[0].text
    test_an_amendment_becomes_a_version_by_the_decision_of_the_next_meeting(plan, item, approver, officer_6)
    first, second = plan.versions.order_by("number")
    later = make.meeting(item.meeting.committee, 2, date(2024, 6, 1), state="called").items.get()
    client, page = browser_of(officer_6), f"/committees/items/{later.pk}/"
    for version, stands, is_gone in (
        (first, before, "อบรมสร้างความเข้าใจ"),
        (second, "อบรมสร้างความเข้าใจ", before),
    ):
        form = OpenForm(client, f"{page}change/").type(about=[f"plan_version-{version.pk}"])
        assert form.send().is_taken
        assert f"/plans/2567/6/versions/{version.number}/" in text_at(client, page)
        blocks = str(client.get(f"{page}paper/").context["drawn"].content["plan"])
        assert stands in blocks
        assert is_gone not in blocks
        assert f"ประจำปี 2567 {version.title}" in text_at(client, f"{page}paper/")
    theirs = make.meeting(make.committee(11), state="called").items.get()
    address = f"/committees/items/{theirs.pk}/change/"
    form = OpenForm(browser_of(officer_11), address).type(about=[f"plan_version-{first.pk}"])
    assert not form.send().is_taken


def test_an_item_names_one_thing_in_each_row(plan: Plan, item: AgendaItem) -> None:
    for named in ({}, {"plan": plan, "programme": make.programme(6)}):
        with pytest.raises(IntegrityError, match="agendathing_is_one_thing"), transaction.atomic():
            AgendaThing.objects.create(item=item, **named)
