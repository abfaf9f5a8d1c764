"""What was said in a plan before, by whom and why, in whole words, and back again."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from participation.models import ItemKind, Plan, PlanItem
from participation.years import amended
from participation.years.amending import add, start
from participation.years.deciding import decide
from participation.years.history import entries_of, put_back
from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of, read, text_at
from tests.participation.writer import PageWriter, cell, items_of

pytestmark = pytest.mark.django_db

PAGE = "/plans/2567/6/history/"
LONG = "จัดอบรมสร้างความรู้ความเข้าใจเรื่องสิทธิประโยชน์ในระบบหลักประกันสุขภาพแห่งชาติให้แก่แกนนำเครือข่ายภาคประชาชน"


@pytest.fixture
def plan(officer_6: User) -> Plan:
    return make.plan_line(make.plan(), activities=f"1.{LONG} 2.สื่อสาร").plan


def reworded(item: PlanItem, text: str, by: User, why: str = "") -> PlanItem:
    item.text = text
    item.store(by=by, why=why, fields=["text"])
    return item


def taken_out(item: PlanItem, by: User) -> PlanItem:
    item.order = None
    item.store(by=by, why="ซ้ำกับข้อแรก", fields=["order"])
    return item


def test_every_change_of_an_item_stands_in_the_history_of_its_plan_in_whole_words(
    desk: Client, plan: Plan, officer_6: User
) -> None:
    item = plan.lines.get().activities[0]
    reworded(item, f"{LONG}ทุกจังหวัด", officer_6, "ตามมติเครือข่าย")
    page = text_at(desk, PAGE)
    assert "ทุกจังหวัด</ins>" in page
    assert f"{LONG}<ins" in page
    for told in ("ตามมติเครือข่าย", "officer_6", "ลำดับที่ 1, กิจกรรม"):
        assert told in page


def test_what_was_taken_out_is_in_the_history_too(desk: Client, plan: Plan, officer_6: User) -> None:
    taken_out(plan.lines.get().activities[1], officer_6)
    (newest, *_older) = entries_of(plan)
    assert (newest.what, newest.words) == ("ตัดออก", "สื่อสาร")
    assert "ซ้ำกับข้อแรก" in text_at(desk, PAGE)


def test_the_history_of_a_plan_tells_of_no_other(
    desk: Client, plan: Plan, officer_6: User, officer_11: User
) -> None:
    reworded(plan.lines.get().activities[0], "เวทีของแผนนี้", officer_6)
    told = [(entry.place, entry.what, entry.words) for entry in entries_of(plan)]
    for by, region, year in ((officer_6, 6, 2566), (officer_11, 11, 2567)):
        line = make.plan_line(make.plan(region, year))
        reworded(line.activities[0], "เวทีของแผนอื่น", by)
        line.number = "ลำดับของแผนอื่น"
        line.store(by=by, why="เหตุของแผนอื่น", fields=["number"])
        line.plan.submit(by=by, seen=line.plan.shown)
    page = text_at(desk, PAGE)
    assert "เวทีของแผนนี้" in page
    assert "ของแผนอื่น" not in page
    assert [(entry.place, entry.what, entry.words) for entry in entries_of(plan)] == told
    assert text_at(desk, "/plans/2566/6/history/").count("ของแผนอื่น") > 2


def test_no_entry_stands_with_nothing_beside_it(plan: Plan, officer_6: User) -> None:
    item = plan.lines.get().activities[0]
    item.mark = "๑."
    item.place(by=officer_6, why="numbered anew")
    plan.submit(by=officer_6, seen=plan.shown)
    for entry in entries_of(plan):
        assert entry.told.changes or entry.words or entry.told.record.history_type == "+"
    assert "numbered anew" not in [entry.told.record.history_change_reason for entry in entries_of(plan)]


def test_words_are_put_back_as_a_new_change(desk: Client, plan: Plan, officer_6: User) -> None:
    item = plan.lines.get().activities[0]
    reworded(item, "อบรม", officer_6)
    forms = [form for form in read(text_at(desk, PAGE)).forms if form.action == f"{PAGE}restore/"]
    (form,) = forms
    assert desk.post(f"{PAGE}restore/", {**form.data, **dict(form.buttons)}).url == "/plans/2567/6/"
    item.refresh_from_db()
    assert (item.text, item.version) == (LONG, 3)
    newest = item.history.first()
    assert (newest.history_user, newest.history_change_reason) == (officer_6, "นำคำกลับมา")


def test_an_item_that_was_taken_out_comes_back_at_the_end_numbered_and_parted_as_the_others(
    desk: Client, officer_6: User
) -> None:
    line = make.plan_line(make.plan(), activities="1.อบรม\n2.สื่อสาร\n3.ประชุม")
    item, writer = line.activities[1], PageWriter(desk, line.plan)
    item.store(by=officer_6, why="เขียน")
    writer.does("take_out", item=item.pk, version=item.version)
    form = next(form for form in read(text_at(desk, PAGE)).forms if form.action == f"{PAGE}restore/")
    assert desk.post(f"{PAGE}restore/", {**form.data, **dict(form.buttons)}).url == "/plans/2567/6/"
    assert cell(line) == "1.อบรม\n2.ประชุม\n3.สื่อสาร"
    assert items_of(line)[-1] == item


def test_words_are_not_put_back_over_those_that_somebody_wrote_since_the_page_was_opened(
    desk: Client, plan: Plan, officer_6: User
) -> None:
    item = reworded(plan.lines.get().activities[0], "อบรม", officer_6)
    (form,) = [form for form in read(text_at(desk, PAGE)).forms if form.action == f"{PAGE}restore/"]
    reworded(item, "อบรมแกนนำ", officer_6)
    desk.post(f"{PAGE}restore/", {**form.data, **dict(form.buttons)})
    item.refresh_from_db()
    assert item.text == "อบรมแกนนำ"
    assert "มีผู้แก้ไขหลังจากที่ท่านเปิดหน้านี้" in text_at(desk, PAGE)


def test_words_of_a_line_that_was_taken_out_are_not_put_back(
    desk: Client, plan: Plan, officer_6: User
) -> None:
    item = reworded(plan.lines.get().activities[0], "อบรม", officer_6)
    line = plan.lines.get()
    line.order = None
    line.store(by=officer_6, why="ตัด", fields=["order"])
    assert f"{PAGE}restore/" not in text_at(desk, PAGE)
    entry = item.history.last().history_id
    desk.post(f"{PAGE}restore/", {"entry": entry, "version": item.version})
    item.refresh_from_db()
    assert item.text == "อบรม"
    assert "ลำดับของข้อความนี้ถูกตัดออกจากแผนแล้ว" in text_at(desk, PAGE)


def test_nothing_is_put_back_into_a_plan_that_is_no_draft(desk: Client, plan: Plan, officer_6: User) -> None:
    item = reworded(plan.lines.get().activities[0], "อบรม", officer_6)
    plan.submit(by=officer_6, seen=plan.shown)
    assert f"{PAGE}restore/" not in text_at(desk, PAGE)
    with pytest.raises(ValidationError) as refused:
        put_back(plan, item.history.last().history_id, version=item.version, by=officer_6)
    assert refused.value.code == "state"


def test_words_of_another_plan_are_not_put_back(plan: Plan, officer_6: User) -> None:
    other = make.plan_line(make.plan(6, 2566)).activities[0]
    reworded(other, "อื่น", officer_6)
    with pytest.raises(ValidationError) as refused:
        put_back(plan, other.history.last().history_id, version=other.version, by=officer_6)
    assert refused.value.code == "another_plan"


@pytest.mark.parametrize("who", ["member_6", "finance_6", "officer_11"])
def test_the_history_is_for_the_staff_of_the_region(
    who: str, plan: Plan, request: pytest.FixtureRequest
) -> None:
    assert browser_of(request.getfixturevalue(who)).get(PAGE).status_code in (403, 404)


def test_the_history_of_a_record_in_the_admin_has_what_happened_to_its_parts(
    desk: Client, officer_6: User
) -> None:
    programme = make.programme(6, 2567, "1000.00")
    allocation = make.allocation(programme, "ศูนย์ประสานงานภาคประชาชน", "100.00")
    allocation.amount += 50
    allocation.store(by=officer_6, why="ปรับยอด", fields=["amount"])
    page = text_at(desk, f"/admin/grants/programme/{programme.pk}/history/")
    for told in ("ศูนย์ประสานงานภาคประชาชน", "100.00", "150.00", "ปรับยอด"):
        assert told in page


def test_the_history_of_a_person_has_her_roles(head_office: User) -> None:
    person = make.user("somebody", Role.REGIONAL_STAFF, 6)
    role = person.memberships.get()
    role.until = make.day(3)
    role.store(by=head_office, why="ครบวาระ", fields=["until"])
    page = text_at(browser_of(head_office), f"/admin/people/user/{person.pk}/history/")
    assert "ครบวาระ" in page


def test_a_long_text_stands_whole_in_the_history_of_the_admin(desk: Client, officer_6: User) -> None:
    organisation = make.organisation("ศูนย์", contact=LONG)
    organisation.contact = f"{LONG}ทุกจังหวัด"
    organisation.store(by=officer_6, fields=["contact"])
    page = text_at(desk, f"/admin/centres/organisation/{organisation.pk}/history/")
    assert "chars]" not in page
    assert f"{LONG}<ins" in page


def test_what_an_amendment_adds_is_said_to_be_added_once_and_the_plan_says_what_was_begun(
    plan: Plan, officer_6: User, head_office: User
) -> None:
    oldest = entries_of(plan)[-1]
    assert (oldest.what, oldest.words) == ("เพิ่ม", "แผนปี 2567 เขต 6 ระยอง")
    plan.submit(by=officer_6, seen=plan.shown)
    decide(plan, make.minutes(), by=head_office, seen=plan.shown)
    amendment = start(Plan.objects.get(), by=officer_6, reason="มีเครือข่ายใหม่")
    add(amendment, plan.lines.get(), ItemKind.ACTIVITY, "เวทีใหม่", by=officer_6)
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    amended.decide_amendment(amendment, make.minutes(), by=head_office, seen=amendment.shown)
    told = entries_of(plan)
    (added,) = [entry for entry in told if entry.words == "เวทีใหม่"]
    assert (added.what, added.told.record.history_change_reason) == ("เพิ่ม", "โดยการแก้ไขแผน: มีเครือข่ายใหม่")
    steps = [entry for entry in told if entry.place == "การแก้ไขแผน"]
    assert [entry.words for entry in steps] == ["มีเครือข่ายใหม่"] * 3, "begun, submitted, decided on"
    page = text_at(browser_of(officer_6), PAGE)
    assert page.count("มีเครือข่ายใหม่") >= 2
