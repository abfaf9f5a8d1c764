"""An amendment of the lines themselves: new ones, other numbers and forms, other places, lines that go."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document

from participation.models import (
    AmendmentChange,
    FormOfParticipation,
    ItemKind,
    Plan,
    PlanAmendment,
    PlanLine,
)
from participation.models.amendment_change import digest_of_items
from participation.years import amended
from participation.years.amending import add, reword, start, take_out
from participation.years.amending_lines import (
    Where,
    add_line,
    change_line,
    forget_line,
    take_out_line,
)
from participation.years.comparing import compare
from participation.years.history import entries_of
from participation.years.paper import paper_of_version
from participation.years.weighing import weight_of
from people.models import User
from tests import make
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(plan_in_force: Plan) -> Plan:
    for line in plan_in_force.lines.all():
        PlanLine.kept.filter(pk=line.pk).update(number=f"{line.order}.")
    return plan_in_force


@pytest.fixture
def amendment(plan: Plan, officer_6: User) -> PlanAmendment:
    return start(plan, by=officer_6, reason="ปรับตามพื้นที่")


def form(number: int) -> FormOfParticipation:
    return FormOfParticipation.objects.get(number=number)


def line(plan: Plan, order: int) -> PlanLine:
    return plan.lines.get(order=order)


def stands(plan: Plan) -> list[tuple[str, int]]:
    return [(each.number, each.form.number) for each in PlanLine.objects.filter(plan=plan).order_by("order")]


def decided(amendment: PlanAmendment, by: User, decides: User) -> None:
    amended.submit(amendment, by=by, seen=amendment.shown)
    amended.decide_amendment(amendment, make.minutes(), by=decides, seen=amendment.shown)


def out(amendment: PlanAmendment, wanted: PlanLine, by: User) -> None:
    seen = digest_of_items(PlanLine.objects.get(pk=wanted.pk))
    take_out_line(amendment, wanted, base=wanted.version, seen=seen, by=by)


def test_a_new_line_with_its_items_comes_into_the_plan_when_it_is_decided_on(
    plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    new = add_line(amendment, form(2), by=officer_6)
    add(amendment, new, ItemKind.ACTIVITY, "ติดตามผลงาน", by=officer_6)
    assert stands(plan) == [("1.", 1), ("2.", 3)]
    decided(amendment, officer_6, decides)
    assert stands(plan) == [("1.", 1), ("2.", 2), ("3.", 3)]
    assert [item.text for item in line(plan, 2).activities] == ["ติดตามผลงาน"]
    new.refresh_from_db()
    assert new.line == line(plan, 2)
    before, after = (paper_of_version(version) for version in plan.versions.order_by("number"))
    assert [each.state for each in compare(before, after)] == ["same", "added", "same"]


def test_an_item_moves_into_a_new_line_and_stays_itself(
    plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    new, item = add_line(amendment, form(2), by=officer_6), line(plan, 1).activities[2]
    reword(amendment, item, item.text, base=item.version, by=officer_6, line=new)
    assert "ย้ายไปแผนงานใหม่" in text_at(browser_of(officer_6), amendment.get_absolute_url())
    decided(amendment, officer_6, decides)
    assert [each.pk for each in line(plan, 2).activities] == [item.pk]


def test_a_line_goes_with_its_items_and_the_others_number_themselves(
    plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    gone = line(plan, 1)
    kept = gone.activities[0]
    out(amendment, gone, officer_6)
    decided(amendment, officer_6, decides)
    assert stands(plan) == [("1.", 3)]
    kept.refresh_from_db()
    assert (kept.order, kept.line_id) == (1, gone.pk)
    before, after = (paper_of_version(version) for version in plan.versions.order_by("number"))
    assert [each.state for each in compare(before, after)] == ["gone", "same"]


def test_a_line_moves_and_says_another_form_and_number(
    plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    first, second = line(plan, 1), line(plan, 2)
    change_line(
        amendment, second, form(4), number="4 ก", base=second.version, by=officer_6, where=Where(after=None)
    )
    decided(amendment, officer_6, decides)
    assert [(each.pk, each.number) for each in plan.lines.order_by("order")] == [
        (second.pk, "4 ก"),
        (first.pk, "2."),
    ]
    second.refresh_from_db()
    assert second.form_words == form(4).name
    before, after = (paper_of_version(version) for version in plan.versions.order_by("number"))
    assert [each.moved for each in compare(before, after)].count(True) == 1


def test_the_history_tells_of_a_line_that_only_moved(
    plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    second = line(plan, 2)
    change_line(
        amendment,
        second,
        second.form,
        number=second.number,
        base=second.version,
        by=officer_6,
        where=Where(after=None),
    )
    decided(amendment, officer_6, decides)
    assert stands(plan) == [("1.", 3), ("2.", 1)]
    told = [entry for entry in entries_of(plan) if entry.what == "ย้าย"]
    assert [entry.words for entry in told] == [second.form_words]


def test_what_a_line_says_already_is_no_change_of_it(
    plan: Plan, amendment: PlanAmendment, officer_6: User
) -> None:
    wanted = line(plan, 1)
    change_line(amendment, wanted, form(5), number="1.", base=wanted.version, by=officer_6)
    change_line(amendment, wanted, wanted.form, number=" 1. ", base=wanted.version, by=officer_6)
    assert not amendment.line_changes.exists()


@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_where_two_amendments_change_one_line_a_person_chooses(
    answer: str, plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    wanted, other = line(plan, 2), start(plan, by=officer_6, reason="อีกฉบับ")
    change_line(amendment, wanted, form(4), number="2.", base=wanted.version, by=officer_6)
    change_line(other, wanted, form(5), number="2.", base=wanted.version, by=officer_6)
    add_line(other, form(2), by=officer_6)
    assert other.get_absolute_url() in text_at(browser_of(officer_6), amendment.get_absolute_url())
    decided(amendment, officer_6, decides)
    with pytest.raises(ValidationError) as refused:
        amended.submit(other, by=officer_6, seen=other.shown)
    assert refused.value.code == "overtaken"
    assert "การแก้ไขอีกฉบับเปลี่ยนแผนงานนี้ไปแล้ว" in text_at(browser_of(officer_6), other.get_absolute_url())
    wanted.refresh_from_db()
    if answer == "mine":
        change_line(other, wanted, form(5), number="2.", base=wanted.version, by=officer_6)
    else:
        forget_line(other, other.line_changes.get(line=wanted), by=officer_6)
    decided(other, officer_6, decides)
    wanted.refresh_from_db()
    assert wanted.form.number == (5 if answer == "mine" else 4)


def test_amendments_of_different_lines_both_come_into_the_plan(
    plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    other = start(plan, by=officer_6, reason="อีกฉบับ")
    out(other, line(plan, 2), officer_6)
    add_line(amendment, form(1), by=officer_6, where=Where(after=None))
    decided(amendment, officer_6, decides)
    decided(other, officer_6, decides)
    assert stands(plan) == [("1.", 1), ("2.", 1)]


def test_a_line_is_not_taken_out_with_an_item_that_nobody_saw_go(
    plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    out(amendment, line(plan, 2), officer_6)
    other = start(plan, by=officer_6, reason="อีกฉบับ")
    add(other, line(plan, 2), ItemKind.ACTIVITY, "เพิ่มภายหลัง", by=officer_6)
    decided(other, officer_6, decides)
    with pytest.raises(ValidationError) as refused:
        amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert refused.value.code == "overtaken"
    out(amendment, line(plan, 2), officer_6)
    decided(amendment, officer_6, decides)
    assert plan.lines.count() == 1


def test_a_change_in_a_line_that_goes_is_named_before_it_is_submitted(
    plan: Plan, amendment: PlanAmendment, officer_6: User
) -> None:
    item = line(plan, 2).activities[0]
    take_out(amendment, item, base=item.version, by=officer_6)
    out(amendment, line(plan, 2), officer_6)
    amendment = PlanAmendment.objects.get()
    with pytest.raises(ValidationError) as refused:
        amended.submit(amendment, by=officer_6, seen=amendment.shown)
    assert refused.value.code == "line_gone"
    with pytest.raises(ValidationError) as refused:
        add(amendment, line(plan, 2), ItemKind.ACTIVITY, "อีกข้อ", by=officer_6)
    assert refused.value.code == "line_goes"


def test_a_place_behind_a_line_that_another_amendment_took_out_is_chosen_anew(
    plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    new = add_line(amendment, form(3), by=officer_6, where=Where(after=line(plan, 2)))
    other = start(plan, by=officer_6, reason="อีกฉบับ")
    out(other, line(plan, 2), officer_6)
    decided(other, officer_6, decides)
    page = text_at(browser_of(officer_6), amendment.get_absolute_url())
    assert "แผนงานที่จะให้อยู่ถัดไปถูกตัดออกแล้ว" in page
    sent = {"do": "line-new", "line-change": new.pk, "form": form(3).pk, "number": "", "place": "first"}
    sent["change_seen"] = new.mark_shown
    browser_of(officer_6).post(f"{amendment.get_absolute_url()}change/", sent)
    decided(PlanAmendment.objects.get(pk=amendment.pk), officer_6, decides)
    assert stands(plan) == [("1.", 3), ("2.", 1)]


def test_a_new_line_that_is_left_out_takes_its_items_with_it(
    plan: Plan, amendment: PlanAmendment, officer_6: User
) -> None:
    new = add_line(amendment, form(2), by=officer_6)
    add(amendment, new, ItemKind.ACTIVITY, "ติดตามผลงาน", by=officer_6)
    forget_line(amendment, new, by=officer_6)
    assert not AmendmentChange.objects.exists()
    assert AmendmentChange.history.filter(history_type="-").count() == 1


def test_each_line_that_an_amendment_touches_weighs(
    plan: Plan, amendment: PlanAmendment, officer_6: User
) -> None:
    new = add_line(amendment, form(2), by=officer_6)
    add(amendment, new, ItemKind.ACTIVITY, "ติดตามผลงาน", by=officer_6)
    assert weight_of(amendment).lines == 1
    out(amendment, line(plan, 2), officer_6)
    item = line(plan, 1).activities[0]
    reword(amendment, item, "อบรม", base=item.version, by=officer_6)
    assert weight_of(amendment).lines == 3
    assert weight_of(amendment).needs_meeting


def test_the_lines_of_an_amendment_are_written_on_its_page(desk: Client, plan: Plan) -> None:
    address = desk.post("/plans/2567/6/amend/").url
    new, second = form(2), line(plan, 2)
    sent = {"do": "line-add", "form": new.pk, "number": "", "place": ""}
    assert desk.post(f"{address}change/", sent).status_code == 302
    change = PlanAmendment.objects.get().line_changes.get()
    item = {"do": "add", "line": f"new-{change.pk}", "kind": "activity", "text": "ติดตามผลงาน"}
    desk.post(f"{address}change/", item)
    base = {"line": second.pk, "base": second.version, "form": second.form_id}
    answer = desk.post(f"{address}change/", {"do": "line", **base, "number": "9.", "place": "first"})
    assert answer.url == f"{address}#line-{second.pk}"
    page = text_at(desk, address)
    for told in ("เพิ่มแผนงาน", "ติดตามผลงาน", "9.</ins>", "ให้อยู่บนสุดของตาราง"):
        assert told in page, told
    seen = digest_of_items(second)
    written = second.amended_itself.get().mark_shown
    desk.post(f"{address}change/", {"do": "line-out", **base, "seen": seen, "change_seen": written})
    assert "ตัดแผนงานออก" in text_at(desk, address)


def test_a_number_that_no_line_takes_comes_back_to_be_copied(desk: Client, plan: Plan) -> None:
    address = desk.post("/plans/2567/6/amend/").url
    first = line(plan, 1)
    sent = {"do": "line", "line": first.pk, "base": 1, "form": first.form_id, "number": "9" * 21}
    answer = desk.post(f"{address}change/", sent)
    assert answer.status_code == 409
    assert "9" * 21 in answer.text


def test_papers_and_the_history_tell_of_the_lines(
    desk: Client, plan: Plan, amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    new, gone = add_line(amendment, form(2), by=officer_6), line(plan, 2)
    add(amendment, new, ItemKind.OUTCOME, "มีผู้ติดตามทุกจังหวัด", by=officer_6)
    out(amendment, gone, officer_6)
    change_line(amendment, line(plan, 1), form(1), number="1 ก", base=1, by=officer_6)
    decided(amendment, officer_6, decides)
    document = Document(io.BytesIO(desk.get("/plans/2567/6/plan.docx").content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
    assert [(row[0], row[1]) for row in rows] == [("1 ก", form(1).name), ("2.", form(2).name)]
    assert rows[1][4] == "มีผู้ติดตามทุกจังหวัด"
    told = text_at(desk, "/plans/2567/6/history/")
    for words in ("เพิ่ม", "ตัดออก", "1 ก", form(2).name):
        assert words in told, words
    page = text_at(desk, amendment.get_absolute_url())
    for words in ("1 ก</ins>", form(2).name, "มีผู้ติดตามทุกจังหวัด"):
        assert words in page, words
    compared = text_at(desk, f"/plans/2567/6/compare/?before=version-{plan.versions.get(number=1).pk}")
    for words in ("เพิ่มแผนงาน", "ตัดแผนงาน", "1 ก</ins>"):
        assert words in compared, words
