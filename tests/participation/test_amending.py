"""A plan in force changes by amendment: item by item, decided on by another person, kept as the next version."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.models import AmendmentChange, ItemKind, Plan, PlanAmendment, PlanItem, PlanLine
from participation.models.item import cell_of
from participation.years import amended, weighing
from participation.years.amending import add, forget, insist, reword, start, take_out
from participation.years.paper import paper_of, paper_of_version
from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of, read, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(plan_in_force: Plan) -> Plan:
    return plan_in_force


def activity(plan: Plan, order: int) -> PlanItem:
    return plan.lines.get(order=1).activities[order - 1]


def activities(plan: Plan, line: int = 1) -> str:
    return cell_of(plan.lines.get(order=line).activities)


def amendment_with(plan: Plan, by: User, order: int, text: str) -> PlanAmendment:
    made = start(plan, by=by, reason="ขยายกลุ่มเป้าหมาย")
    item = activity(plan, order)
    reword(made, item, text, base=item.version, by=by)
    return made


def decided(amendment: PlanAmendment, by: User, decides: User, **said: Any) -> PlanAmendment:
    amended.submit(amendment, by=by, seen=amendment.shown)
    minutes = make.minutes(**{"authority": make.of_meeting(meeting="ครั้งที่ 1/2567"), **said})
    amended.decide_amendment(amendment, minutes, by=decides, seen=amendment.shown)
    return amendment


def test_an_amendment_changes_nothing_until_it_is_decided_on(
    plan: Plan, officer_6: User, decides: User
) -> None:
    before = activities(plan)
    amendment = amendment_with(plan, officer_6, 1, "อบรมสร้างความเข้าใจ")
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert activities(plan) == before
    amended.decide_amendment(amendment, make.minutes(), by=decides, seen=amendment.shown)
    assert activities(plan) == "1.อบรมสร้างความเข้าใจ 2.สื่อสารเรื่องสิทธิ 3.ประชุม"


def test_deciding_writes_the_changes_and_keeps_the_next_version(
    plan: Plan, officer_6: User, decides: User
) -> None:
    first, second, third = plan.lines.get(order=1).activities
    amendment = start(plan, by=officer_6, reason="ปรับตามงบ")
    reword(amendment, first, "อบรมสร้างความเข้าใจ", base=first.version, by=officer_6)
    take_out(amendment, second, base=second.version, by=officer_6)
    there = plan.lines.get(order=2)
    reword(amendment, third, third.text, base=third.version, by=officer_6, line=there)
    add(amendment, plan.lines.get(order=1), ItemKind.ACTIVITY, "ถอดบทเรียน", by=officer_6)
    decided(amendment, officer_6, decides)
    assert activities(plan) == "1.อบรมสร้างความเข้าใจ 2.ถอดบทเรียน"
    assert activity(plan, 1).pk == first.pk
    assert plan.lines.get(order=2).activities[-1].pk == third.pk
    second.refresh_from_db()
    assert second.order is None
    version = plan.versions.get(number=2)
    assert version.title == "ฉบับที่ 2 (แก้ไขครั้งที่ 1, ครั้งที่ 1/2567)"
    assert paper_of_version(version).lines == paper_of(plan).lines
    assert PlanAmendment.objects.get().became == version
    assert plan.versions.get(number=1).is_whole


def test_nobody_decides_on_her_own_amendment(plan: Plan, officer_6: User, decides: User) -> None:
    amendment = amendment_with(plan, officer_6, 1, "อบรม")
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    with pytest.raises(ValidationError) as refused:
        amended.decide_amendment(amendment, make.minutes(), by=officer_6, seen=amendment.shown)
    assert refused.value.code == "own"
    assert plan.versions.count() == 1


@pytest.mark.parametrize("part", ["began it", "wrote a change of it"])
def test_nobody_decides_on_an_amendment_that_she_wrote_though_another_person_submitted_it(
    part: str, plan: Plan, officer_6: User, decides: User
) -> None:
    starts, writes = (decides, officer_6) if part == "began it" else (officer_6, decides)
    amendment = start(plan, by=starts, reason="ขยายกลุ่มเป้าหมาย")
    item = activity(plan, 1)
    reword(amendment, item, "อบรม", base=item.version, by=writes)
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    page = text_at(browser_of(decides), amendment.get_absolute_url())
    assert "ต้องให้ผู้อื่นดำเนินการ" in page
    assert f"{amendment.get_absolute_url()}decide/" not in page
    with pytest.raises(ValidationError) as refused:
        amended.decide_amendment(amendment, make.minutes(), by=decides, seen=amendment.shown)
    assert refused.value.code == "own"


def test_an_item_of_a_line_that_was_taken_out_is_not_amended(desk: Client, plan: Plan) -> None:
    item = plan.lines.get(order=2).activities[0]
    PlanLine.objects.filter(pk=item.line_id).update(order=None)
    answer = desk.post(
        "/plans/2567/6/amend-text/", {"item": item.pk, "base": item.version, "text": "อบรมแกนนำ"}
    )
    assert answer.status_code == 409
    assert "ลำดับนี้ถูกตัดออกจากแผนแล้ว" in answer.text
    assert "อบรมแกนนำ" in answer.text
    assert not AmendmentChange.objects.exists()


def test_a_change_whose_line_was_taken_out_is_named_and_not_decided_on(
    desk: Client, plan: Plan, officer_6: User, decides: User
) -> None:
    amendment = amendment_with(plan, officer_6, 1, "อบรมแกนนำ")
    change = amendment.changes.get()
    PlanLine.objects.filter(pk=change.line_id).update(order=None)
    page = text_at(desk, amendment.get_absolute_url())
    assert "ของลำดับที่ถูกตัดออก" in page
    assert f"change-{change.pk}" in page
    with pytest.raises(ValidationError) as refused:
        amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert refused.value.code == "line_gone"
    forget(amendment, change, by=officer_6)
    assert "ของลำดับที่ถูกตัดออก" not in text_at(desk, amendment.get_absolute_url())


def test_two_open_amendments_of_one_item_name_each_other(
    plan: Plan, officer_6: User, decides: User, member_6: User
) -> None:
    one = amendment_with(plan, officer_6, 1, "อบรมสร้างความเข้าใจ")
    other, third = (
        amendment_with(plan, officer_6, 1, "อบรมแกนนำ"),
        amendment_with(plan, officer_6, 2, "สื่อสาร"),
    )
    links = read(text_at(browser_of(officer_6), other.get_absolute_url())).links
    assert one.get_absolute_url() in links
    assert third.get_absolute_url() not in links
    amended.submit(other, by=officer_6, seen=other.shown)
    assert one.get_absolute_url() not in text_at(browser_of(member_6), other.get_absolute_url())
    decided(one, officer_6, decides)
    page = text_at(browser_of(officer_6), other.get_absolute_url())
    assert "การแก้ไขอีกฉบับเปลี่ยนข้อนี้ไปแล้ว" in page
    assert "หากจะเลือก ให้ดึงการแก้ไขกลับมาเป็นร่างก่อน" in page


def test_an_amendment_says_only_what_keeps_it_from_its_next_step(
    plan: Plan, officer_6: User, decides: User
) -> None:
    amendment = amendment_with(plan, officer_6, 1, "อบรม")
    assert "ได้เฉพาะ" not in text_at(browser_of(decides), amendment.get_absolute_url())
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert "ได้เฉพาะ" not in text_at(browser_of(decides), amendment.get_absolute_url())


@pytest.mark.parametrize("free", [0, 1])
def test_an_order_is_asked_for_only_where_no_meeting_is_needed(
    free: int, plan: Plan, officer_6: User, decides: User, settings: Any
) -> None:
    settings.PLAN_AMENDMENT_LINES_WITHOUT_MEETING = free
    amendment = amendment_with(plan, officer_6, 1, "อบรม")
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    page = text_at(browser_of(decides), f"{amendment.get_absolute_url()}decide/")
    assert ('name="order_number"' in page) == (free == 1)
    assert 'href="/committees/"' in page


def test_two_amendments_of_different_items_both_come_into_the_plan(
    plan: Plan, officer_6: User, decides: User
) -> None:
    one = amendment_with(plan, officer_6, 1, "อบรมสร้างความเข้าใจ")
    other = amendment_with(plan, officer_6, 2, "สื่อสารผ่านวิทยุ")
    decided(one, officer_6, decides)
    decided(other, officer_6, decides)
    assert activities(plan) == "1.อบรมสร้างความเข้าใจ 2.สื่อสารผ่านวิทยุ 3.ประชุม"
    assert [version.number for version in plan.versions.all()] == [1, 2, 3]


ANSWERS = [
    # what she answers, what the plan then says
    ("mine", "อบรมของอีกฉบับ"),
    ("theirs", "อบรมสร้างความเข้าใจ"),
    ("a third", "อบรมสร้างความเข้าใจร่วมกัน"),
]


@pytest.mark.parametrize(("answer", "said"), ANSWERS)
def test_where_two_amendments_touch_one_item_a_person_chooses(
    answer: str, said: str, plan: Plan, officer_6: User, decides: User
) -> None:
    one = amendment_with(plan, officer_6, 1, "อบรมสร้างความเข้าใจ")
    other = amendment_with(plan, officer_6, 1, "อบรมของอีกฉบับ")
    decided(one, officer_6, decides)
    with pytest.raises(ValidationError) as refused:
        amended.submit(other, by=officer_6, seen=other.shown)
    assert refused.value.code == "overtaken"
    page = text_at(browser_of(officer_6), other.get_absolute_url())
    assert "การแก้ไขอีกฉบับเปลี่ยนข้อนี้ไปแล้ว" in page
    change, item = other.changes.get(), activity(plan, 1)
    if answer == "theirs":
        forget(other, change, by=officer_6)
        second = activity(plan, 2)
        reword(other, second, "สื่อสารผ่านวิทยุ", base=second.version, by=officer_6)
    else:
        insist(other, change, said, base=item.version, by=officer_6)
    decided(other, officer_6, decides)
    assert activity(plan, 1).text == said


def test_an_amendment_that_was_overtaken_while_it_waited_is_not_decided_on(
    plan: Plan, officer_6: User, decides: User
) -> None:
    one, other = (amendment_with(plan, officer_6, 1, text) for text in ("ก", "ข"))
    amended.submit(other, by=officer_6, seen=other.shown)
    decided(one, officer_6, decides)
    with pytest.raises(ValidationError) as refused:
        amended.decide_amendment(other, make.minutes(), by=decides, seen=other.shown)
    assert refused.value.code == "overtaken"
    assert activity(plan, 1).text == "ก"


def test_an_item_that_another_amendment_took_out_comes_back_where_this_one_insists(
    plan: Plan, officer_6: User, decides: User
) -> None:
    item = activity(plan, 2)
    one = start(plan, by=officer_6, reason="ตัด")
    take_out(one, item, base=item.version, by=officer_6)
    other = amendment_with(plan, officer_6, 2, "สื่อสารผ่านวิทยุ")
    decided(one, officer_6, decides)
    item.refresh_from_db()
    insist(other, other.changes.get(), "สื่อสารผ่านวิทยุ", base=item.version, by=officer_6)
    decided(other, officer_6, decides)
    assert activities(plan) == "1.อบรมสร้างความรู้ 2.ประชุม 3.สื่อสารผ่านวิทยุ"
    assert activity(plan, 3).pk == item.pk


def test_a_great_amendment_needs_a_meeting_and_a_small_one_does_not(
    plan: Plan, officer_6: User, decides: User, settings: Any
) -> None:
    settings.PLAN_AMENDMENT_LINES_WITHOUT_MEETING = 0
    amendment = amendment_with(plan, officer_6, 1, "อบรม")
    assert "ต้องเสนอที่ประชุม" in text_at(browser_of(officer_6), amendment.get_absolute_url())
    with pytest.raises(ValidationError, match="ต้องมีมติของที่ประชุม"):
        decided(amendment, officer_6, decides, authority=make.order())
    settings.PLAN_AMENDMENT_LINES_WITHOUT_MEETING = 1
    amended.decide_amendment(amendment, make.minutes(make.order()), by=decides, seen=amendment.shown)
    assert plan.versions.get(number=2).title == "ฉบับที่ 2 (แก้ไขครั้งที่ 1, คำสั่งที่ 12/2567)"


def test_money_that_another_room_counts_weighs_too(
    plan: Plan, officer_6: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    amendment = amendment_with(plan, officer_6, 1, "อบรม")
    assert not weighing.weight_of(amendment).needs_meeting
    monkeypatch.setattr(weighing, "_BAHT", [])
    weighing.weighs(lambda _plan, _span: weighing.MovedBaht(Decimal("0.01"), ["สมาคม: 1.00 → 1.01 บาท"]))
    assert weighing.weight_of(amendment).needs_meeting
    page = text_at(browser_of(officer_6), amendment.get_absolute_url())
    assert "งบประมาณเปลี่ยนไป 0.01 บาท นับจากฉบับที่ใช้อยู่ เกิน 0.00 บาท" in page
    assert "สมาคม: 1.00 → 1.01 บาท" in page


def test_an_amendment_says_why_before_it_is_submitted(plan: Plan, officer_6: User) -> None:
    amendment = start(plan, by=officer_6)
    item = activity(plan, 1)
    reword(amendment, item, "อบรม", base=item.version, by=officer_6)
    with pytest.raises(ValidationError) as refused:
        amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert refused.value.code == "reason"


def test_words_put_back_as_they_were_want_nothing(plan: Plan, officer_6: User) -> None:
    item = activity(plan, 1)
    amendment = amendment_with(plan, officer_6, 1, "อบรม")
    reword(amendment, item, item.text, base=item.version, by=officer_6)
    assert not amendment.changes.exists()


def test_a_plan_with_an_open_amendment_is_not_closed(plan: Plan, officer_6: User) -> None:
    amendment = start(plan, by=officer_6)
    with pytest.raises(ValidationError) as refused:
        plan.close(by=officer_6, seen=plan.shown)
    assert refused.value.code == "amended"
    amended.withdraw(amendment, by=officer_6)
    plan.close(by=officer_6, seen=plan.shown)
    assert plan.state == "closed"


def test_an_amendment_is_written_on_its_page_with_old_and_new_by_word(desk: Client, plan: Plan) -> None:
    amendment_page = desk.post("/plans/2567/6/amend/").url
    item = activity(plan, 1)
    sent = {"do": "reword", "item": item.pk, "base": item.version, "text": "อบรมสร้างความเข้าใจ"}
    assert desk.post(f"{amendment_page}change/", sent).status_code == 302
    page = text_at(desk, amendment_page)
    assert "ความเข้าใจ</ins>" in page
    assert "ความรู้</del>" in page
    assert amendment_page in text_at(desk, "/plans/2567/6/")


def test_what_was_typed_stays_on_the_page_when_the_amendment_was_submitted_meanwhile(
    desk: Client, plan: Plan, officer_6: User
) -> None:
    amendment = amendment_with(plan, officer_6, 2, "สื่อสาร")
    item = activity(plan, 1)
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    sent = {"do": "reword", "item": item.pk, "base": item.version, "text": "คำที่พิมพ์ไว้"}
    answer = desk.post(f"{amendment.get_absolute_url()}change/", sent)
    assert answer.status_code == 409
    assert "คำที่พิมพ์ไว้" in answer.text


def test_words_that_the_plan_no_longer_takes_go_into_an_amendment(desk: Client, plan: Plan) -> None:
    item = activity(plan, 1)
    sent = {"item": item.pk, "base": item.version, "text": "อบรมแกนนำ"}
    answer = desk.post("/plans/2567/6/amend-text/", sent)
    amendment = PlanAmendment.objects.get()
    assert answer.url == f"{amendment.get_absolute_url()}#item-{item.pk}"
    assert [(change.item, change.text) for change in amendment.changes.all()] == [(item, "อบรมแกนนำ")]


def test_words_that_no_amendment_takes_are_shown_to_be_copied(desk: Client, officer_6: User) -> None:
    line = make.plan_line(make.plan())
    line.plan.submit(by=officer_6, seen=line.plan.shown)  # not decided on yet
    item = line.activities[0]
    sent = {"item": item.pk, "base": item.version, "text": "อบรมแกนนำ"}
    answer = desk.post("/plans/2567/6/amend-text/", sent)
    assert answer.status_code == 409
    assert "อบรมแกนนำ" in answer.text
    assert not PlanAmendment.objects.exists()


def test_a_committee_reads_an_amendment_once_it_is_submitted(
    plan: Plan, officer_6: User, member_6: User
) -> None:
    amendment = amendment_with(plan, officer_6, 1, "อบรมสร้างความเข้าใจ")
    member = browser_of(member_6)
    assert member.get(amendment.get_absolute_url()).status_code == 404
    assert amendment.get_absolute_url() not in text_at(member, "/plans/2567/6/")
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert "ความเข้าใจ</ins>" in text_at(member, amendment.get_absolute_url())
    amended.withdraw(amendment, by=officer_6)
    assert member.get(amendment.get_absolute_url()).status_code == 200


def test_an_amendment_that_was_withdrawn_as_a_draft_stays_with_the_office(
    plan: Plan, officer_6: User, member_6: User
) -> None:
    amendment = amendment_with(plan, officer_6, 1, "อบรม")
    amended.withdraw(amendment, by=officer_6)
    assert browser_of(member_6).get(amendment.get_absolute_url()).status_code == 404
    assert browser_of(officer_6).get(amendment.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("part", ["submitted it", "began it", "wrote a change of it"])
def test_what_she_had_a_hand_in_is_counted_as_waiting_for_another_person(
    part: str, plan: Plan, officer_6: User, decides: User
) -> None:
    """The sentence of the first page and the rows of the queue say the same; who had no part finds it waiting."""
    third = make.user("third_6", Role.REGIONAL_STAFF, 6)
    starts, writes, submits = {
        "submitted it": (officer_6, officer_6, decides),
        "began it": (decides, officer_6, officer_6),
        "wrote a change of it": (officer_6, decides, officer_6),
    }[part]
    amendment = start(plan, by=starts, reason="ขยายกลุ่มเป้าหมาย")
    item = activity(plan, 1)
    reword(amendment, item, "อบรม", base=item.version, by=writes)
    amended.submit(amendment, by=submits, seen=amendment.shown)
    for user, hers, anothers in ((decides, 0, 1), (officer_6, 0, 1), (third, 1, 0)):
        work = browser_of(user).get("/").context["work"]
        told = [{task.label: task.count for task in tasks} for tasks in (work.for_her, work.for_others)]
        assert told[0].get("เรื่องรอท่านพิจารณา", 0) == hers, user
        assert told[1].get("คำขอของท่านรอผู้อื่นพิจารณา", 0) == anothers, user
        rows = browser_of(user).get("/reports/queue/").context["rows"]
        assert [row.is_own for row in rows] == [not hers], user


def test_the_writers_of_all_that_waits_are_read_together(plan: Plan, officer_6: User, decides: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            rows = client.get("/reports/queue/").context["rows"]
        assert [row.is_own for row in rows] == [False] * PlanAmendment.objects.count()
        return sum("historicalamend" in query["sql"] for query in queries)

    client = browser_of(decides)
    for order in (1, 2):
        amendment = amendment_with(plan, officer_6, order, "อบรม")
        amended.submit(amendment, by=officer_6, seen=amendment.shown)
        if order == 1:
            few = asked()
    assert asked() == few > 0
