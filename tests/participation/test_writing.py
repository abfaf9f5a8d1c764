"""Writing on the plan's page: one act each, with the version it was typed on, and nothing else changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from centres.models import TargetNetwork
from participation.models import FormOfParticipation, ItemKind, Plan, PlanItem, PlanLine, StandardActivity
from participation.writing.acts import ACTS
from participation.years.beginning import Carried, begin
from people.models import User
from tests import make
from tests.html import browser_of, text_at
from tests.participation.writer import PageWriter, cell, items_of, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db: None) -> Plan:
    plan = make.plan()
    lines = [
        make.plan_line(plan, 1, activities="1. อบรม\n2. ประชุม\n3. สื่อสาร", outcomes="ผลหนึ่ง"),
        make.plan_line(
            plan, 3, targets="สจจ. ในพื้นที่", activities="1.ค้นหา 2.พัฒนา", outcomes="1. มีกลไก\n2. มีความรู้"
        ),
    ]
    for number, line in zip(("1.", "2."), lines, strict=True):
        PlanLine.objects.filter(pk=line.pk).update(number=number)
    return plan


@pytest.fixture
def first(plan: Plan) -> PlanLine:
    return plan.lines.get(order=1)


@pytest.fixture
def second(plan: Plan) -> PlanLine:
    return plan.lines.get(order=2)


@pytest.fixture
def writer(plan: Plan, officer_6: User) -> PageWriter:
    return PageWriter(browser_of(officer_6), plan)


@pytest.fixture
def colleague(plan: Plan, head_office: User) -> PageWriter:
    return PageWriter(browser_of(head_office), plan)


# ── order and marks


def test_one_items_words_are_saved_and_no_other_item_is_touched(writer: PageWriter, first: PlanLine) -> None:
    train, meet, tell = items_of(first)
    writer.does("reword", item=meet.pk, version=1, text="ประชุมเครือข่าย")
    assert cell(first) == "1. อบรม\n2. ประชุมเครือข่าย\n3. สื่อสาร"
    for other in (train, tell):
        assert (other.history.count(), PlanItem.objects.get(pk=other.pk).version) == (1, 1)
    meet.refresh_from_db()
    assert (meet.version, meet.history.first().history_user.username) == (2, "officer_6")


@pytest.mark.parametrize(
    ("activities", "text", "after"),
    [
        ("1. อบรม\n2. ประชุม", "ใหม่", "1. อบรม\n2. ใหม่\n3. ประชุม"),
        ("1.อบรม 2.ประชุม", "ใหม่", "1.อบรม 2.ใหม่ 3.ประชุม"),
        ("๑. อบรม\n๒. ประชุม", "ใหม่", "๑. อบรม\n๒. ใหม่\n๓. ประชุม"),
        ("- อบรม\n- ประชุม", "ใหม่", "- อบรม\n- ใหม่\n- ประชุม"),
        ("1. อบรม", "ใหม่", "1. อบรม\n2. ใหม่"),
        # A second item is numbered as the plan's other cells are.
        ("อบรม", "ใหม่", "1.อบรม\n2.ใหม่"),
    ],
)
def test_a_new_item_takes_its_number_in_the_way_the_cell_is_numbered(
    activities: str, text: str, after: str, writer: PageWriter, plan: Plan
) -> None:
    plan.lines.get(order=1).items.all().delete()
    line = make.plan_line(plan, 4, activities=activities)
    before = items_of(line)[0]
    writer.does("add", line=line.pk, kind="activity", after=before.pk, text=text)
    assert cell(line) == after


def test_the_first_item_of_an_empty_cell_has_no_number(writer: PageWriter, first: PlanLine) -> None:
    (outcome,) = items_of(first, ItemKind.OUTCOME)
    writer.does("take_out", item=outcome.pk, version=1)
    writer.does("add", line=first.pk, kind="outcome", after="", text="ผลใหม่")
    assert cell(first, ItemKind.OUTCOME) == "ผลใหม่"


def test_an_item_is_parted_and_its_part_knows_where_it_came_from(writer: PageWriter, first: PlanLine) -> None:
    meet = items_of(first)[1]
    answer = writer.does("split", item=meet.pk, version=1, text="ประ", rest="ชุม")
    assert cell(first) == "1. อบรม\n2. ประ\n3. ชุม\n4. สื่อสาร"
    part = items_of(first)[2]
    assert part.copied_from == meet
    writer.does("join", item=part.pk, version=1, text="ชุม", above_version=answer["versions"][str(meet.pk)])
    assert cell(first) == "1. อบรม\n2. ประชุม\n3. สื่อสาร"
    assert items_of(first)[1] == meet


def test_an_item_moves_within_its_cell_and_to_another_line_and_stays_itself(
    writer: PageWriter, first: PlanLine, second: PlanLine
) -> None:
    train, _meet, tell = items_of(first)
    writer.does("move", item=tell.pk, line=first.pk, after=train.pk)
    assert cell(first) == "1. อบรม\n2. สื่อสาร\n3. ประชุม"
    writer.does("move", item=train.pk, line=second.pk, after=items_of(second)[0].pk)
    assert (cell(first), cell(second)) == ("1. สื่อสาร\n2. ประชุม", "1.ค้นหา 2.อบรม 3.พัฒนา")
    assert items_of(second)[1] == train
    assert PlanItem.objects.get(pk=train.pk).version == 1  # her words are what they were


def test_a_pasted_list_becomes_items_and_one_undo_takes_them_back(
    writer: PageWriter, first: PlanLine, plan: Plan
) -> None:
    before = whole(plan)
    answer = writer.does(
        "add",
        line=first.pk,
        kind="activity",
        after=items_of(first)[0].pk,
        text="1. ก่อน\n2. ระหว่าง\n3. หลัง",
        split="1",
    )
    assert cell(first) == "1. อบรม\n2. ก่อน\n3. ระหว่าง\n4. หลัง\n5. ประชุม\n6. สื่อสาร"
    writer.undoes(answer)
    assert whole(plan) == before
    reworded = writer.does("reword", item=items_of(first)[2].pk, version=1, text="• แผ่นพับ\n• วิทยุ", split="1")
    assert cell(first) == "1. อบรม\n2. ประชุม\n3. แผ่นพับ\n4. วิทยุ"
    writer.undoes(reworded)
    assert whole(plan) == before


def test_lines_number_themselves_as_they_are_numbered(
    writer: PageWriter, plan: Plan, first: PlanLine, second: PlanLine
) -> None:
    form = FormOfParticipation.objects.get(number=2)
    made = writer.does("add_line", form=form.pk)["line"]
    assert list(plan.lines.values_list("pk", "number")) == [
        (first.pk, "1."),
        (int(made), "2."),
        (second.pk, "3."),
    ]
    writer.does("move_line", line=second.pk, after="")
    assert list(plan.lines.values_list("pk", "number")) == [
        (second.pk, "1."),
        (first.pk, "2."),
        (int(made), "3."),
    ]
    assert {line.version for line in plan.lines.all()} == {1}


def test_a_standard_activity_stays_one_when_it_is_reworded(writer: PageWriter, first: PlanLine) -> None:
    standard = StandardActivity.objects.get(form__number=1, number=3)
    (pk,) = writer.does("add_standard", line=first.pk, standard=standard.pk, after=items_of(first)[-1].pk)[
        "items"
    ]
    writer.does("reword", item=pk, version=1, text=f"{standard.name} 15 แห่ง")
    item = PlanItem.objects.get(pk=pk)
    assert (item.standard, item.standard_words, item.mark) == (standard, standard.name, "4. ")


def test_a_target_is_recognised_when_its_words_are_whole_unless_a_person_said_otherwise(
    writer: PageWriter, first: PlanLine
) -> None:
    (pk,) = writer.does("add", line=first.pk, kind="target", after="", text="เครือ")["items"]
    writer.does("reword", item=pk, version=1, text="เครือข่ายสตรี")
    item = PlanItem.objects.get(pk=pk)
    assert item.network == TargetNetwork.objects.get(code="N2")
    writer.does("link", item=pk, network="")
    writer.does("reword", item=pk, version=3, text="เครือข่ายสตรีและเด็ก")
    assert PlanItem.objects.get(pk=pk).network is None


# ── undo


def _standard() -> StandardActivity:
    return StandardActivity.objects.get(form__number=1, number=2)


UNDONE: dict[str, Callable[[PlanLine, PlanLine], dict[str, Any]]] = {
    "reword": lambda one, two: {"item": items_of(one)[0].pk, "version": 1, "text": "อื่น"},
    "add": lambda one, two: {"line": one.pk, "kind": "target", "after": "", "text": "เครือข่ายสตรี"},
    "add_standard": lambda one, two: {"line": one.pk, "standard": _standard().pk, "after": ""},
    "split": lambda one, two: {"item": items_of(one)[1].pk, "version": 1, "text": "ประ", "rest": "ชุม"},
    "join": lambda one, two: {"item": items_of(one)[1].pk, "version": 1, "text": "ประชุม", "above_version": 1},
    "move": lambda one, two: {"item": items_of(one)[1].pk, "line": two.pk, "after": ""},
    "take_out": lambda one, two: {"item": items_of(one)[1].pk, "version": 1},
    "put_back": lambda one, two: {"item": items_of(one)[1].pk, "after": ""},
    "link": lambda one, two: {"item": items_of(one, ItemKind.TARGET)[0].pk, "network": ""},
    "leave_hint": lambda one, two: {
        "item": items_of(two, ItemKind.TARGET)[0].pk,
        "found": "สจจ.",
        "meant": "1",
    },
    "take_new_words": lambda one, two: {"item": items_of(one)[0].pk, "version": 1},
    "add_line": lambda one, two: {"form": FormOfParticipation.objects.get(number=5).pk},
    "take_out_line": lambda one, two: {"line": one.pk, "version": 1},
    "put_back_line": lambda one, two: {"line": one.pk, "after": two.pk},
    "move_line": lambda one, two: {"line": two.pk, "after": ""},
    "number_line": lambda one, two: {"line": two.pk, "version": 1, "number": "ข้อ 2"},
    "choose_form": lambda one, two: {
        "line": two.pk,
        "version": 1,
        "form": FormOfParticipation.objects.get(number=4).pk,
    },
}


def test_every_act_is_undone_in_the_table_below() -> None:
    assert set(UNDONE) == set(ACTS)


@pytest.mark.parametrize("act", [name for name in ACTS if not name.startswith("put_back")])
def test_what_was_done_is_undone_and_done_again(
    act: str, writer: PageWriter, plan: Plan, first: PlanLine, second: PlanLine
) -> None:
    before = whole(plan)
    answer = writer.does(act, **UNDONE[act](first, second))
    after = whole(plan)
    undone = writer.undoes(answer)
    assert whole(plan) == before
    for each in reversed(undone):
        writer.undoes(each)
    assert whole(plan) == after


def test_what_was_taken_out_is_put_back_as_itself_in_its_place(
    writer: PageWriter, plan: Plan, first: PlanLine
) -> None:
    before = whole(plan)
    taken = writer.does("take_out_line", line=first.pk, version=1)
    assert plan.lines.count() == 1
    writer.undoes(taken)
    assert whole(plan) == before


def test_a_hint_that_was_answered_is_answered_for_everybody_until_that_is_undone_and_for_the_copy_too(
    writer: PageWriter, colleague: PageWriter, plan: Plan, second: PlanLine, officer_6: User
) -> None:
    (centre,) = items_of(second, ItemKind.TARGET)

    def seen() -> bool:
        return 'data-found="สจจ."' in text_at(colleague.client, "/plans/2567/6/")

    assert seen()
    answer = writer.does("leave_hint", item=centre.pk, found="สจจ.", meant="1")
    assert not seen()
    assert colleague.types(centre, "สจจ. และ สสอ. ในพื้นที่").status_code == 200, (
        "nobody's open text grows old by it"
    )
    assert not seen()
    said = centre.history.filter(history_change_reason__contains="สจจ.").get()
    assert said.history_user == officer_6
    carried = Carried(plan, plan.shown, frozenset({second.pk}), {centre.pk: "สจจ."})
    begin(plan.region, 2568, by=officer_6, carried=carried)
    assert Plan.objects.get(fiscal_year=2568).lines.get().targets[0].hints == []
    writer.undoes(answer)
    assert seen()
    refused = writer.sends("leave_hint", item=centre.pk, found="อะไรก็ได้", meant="1")
    assert refused.status_code == 409


# ── two people


def test_of_two_who_reword_one_item_the_second_is_asked_with_both_texts(
    writer: PageWriter, colleague: PageWriter, first: PlanLine
) -> None:
    meet = items_of(first)[1]
    assert colleague.types(meet, "ประชุมเครือข่าย 8 จังหวัด").status_code == 200
    refused = writer.types(meet, "ประชุมใหญ่")
    assert refused.status_code == 409
    answer = refused.json()
    assert (answer["kind"], answer["version"], answer["theirs"]) == ("newer", 2, "ประชุมเครือข่าย 8 จังหวัด")
    for shown in ("head_office", "ใหญ่", "8 จังหวัด", "<ins", "ใช้ของท่าน"):
        assert shown in answer["html"]
    assert PlanItem.objects.get(pk=meet.pk).text == "ประชุมเครือข่าย 8 จังหวัด"
    writer.does("reword", item=meet.pk, version=2, text="ประชุมใหญ่")  # she has chosen her own
    assert PlanItem.objects.get(pk=meet.pk).text == "ประชุมใหญ่"


def test_two_who_write_the_same_words_do_not_disagree(
    writer: PageWriter, colleague: PageWriter, first: PlanLine
) -> None:
    meet = items_of(first)[1]
    assert [each.types(meet, "ประชุมใหญ่").status_code for each in (writer, colleague)] == [200, 200]


def test_different_items_never_conflict(writer: PageWriter, colleague: PageWriter, first: PlanLine) -> None:
    train, meet, tell = items_of(first)
    answers = [
        writer.types(train, "อบรมใหญ่"),
        colleague.types(meet, "ประชุมใหญ่"),
        colleague.sends("move", item=tell.pk, line=first.pk, after=""),
        writer.types(tell, "สื่อสารใหม่"),
    ]
    assert [each.status_code for each in answers] == [200] * 4
    assert cell(first) == "1. สื่อสารใหม่\n2. อบรมใหญ่\n3. ประชุมใหญ่"


def test_what_was_taken_out_meanwhile_is_said_with_who_did_it(
    writer: PageWriter, colleague: PageWriter, first: PlanLine
) -> None:
    train, meet, _tell = items_of(first)
    colleague.does("take_out", item=meet.pk, version=1)
    refused = writer.types(meet, "ประชุมใหญ่")
    assert (refused.status_code, refused.json()["kind"]) == (409, "taken_out")
    assert "head_office" in refused.json()["sentence"]
    colleague.does("take_out_line", line=first.pk, version=1)
    assert writer.types(train, "ใหม่").json()["kind"] == "taken_out"


def test_an_item_that_others_reworded_is_not_taken_out_unseen(
    writer: PageWriter, colleague: PageWriter, first: PlanLine
) -> None:
    meet = items_of(first)[1]
    colleague.types(meet, "ประชุมใหญ่")
    assert writer.sends("take_out", item=meet.pk, version=1).json()["kind"] == "newer"
    assert "ประชุมใหญ่" in cell(first)


def test_a_page_is_told_only_the_rows_that_it_does_not_show(
    writer: PageWriter, colleague: PageWriter, plan: Plan, first: PlanLine, second: PlanLine
) -> None:
    told = colleague.client.post(f"{writer.page}here/", {"known": ""}).json()
    assert "<table" in told["table"]
    shape = told["table"].partition('data-shape="')[2].partition('"')[0]
    known = f"s:{shape},{first.pk}:{first.shown},{second.pk}:{second.shown}"
    assert colleague.client.post(f"{writer.page}here/", {"known": known}).json()["rows"] == {}
    writer.types(items_of(first)[0], "อบรมใหญ่")
    told = colleague.client.post(f"{writer.page}here/", {"known": known}).json()
    assert list(told["rows"]) == [str(first.pk)]
    assert "อบรมใหญ่" in told["rows"][str(first.pk)]


def test_who_else_is_here_stands_at_her_line(
    writer: PageWriter, colleague: PageWriter, first: PlanLine
) -> None:
    colleague.client.post(f"{writer.page}here/", {"line": first.pk})
    (person,) = writer.client.post(f"{writer.page}here/").json()["here"]
    assert (person["name"], person["initials"], person["line"]) == ("head_office", "HE", first.pk)


# ── the door


def test_a_submitted_plan_takes_nothing_and_says_its_state(
    writer: PageWriter, plan: Plan, first: PlanLine, head_office: User
) -> None:
    plan.submit(by=head_office, seen=plan.shown)
    before = whole(plan)
    for act, sent in UNDONE.items():
        refused = writer.sends(act, **sent(first, plan.lines.get(order=2)))
        assert (refused.status_code, refused.json()["kind"]) == (409, "closed"), act
    assert "เสนอแล้ว" in refused.json()["sentence"]
    assert whole(plan) == before
    told = writer.client.post(f"{writer.page}here/").json()
    assert not told["open"]


def test_an_ended_session_says_so_to_the_script_and_leads_a_page_to_the_door(
    writer: PageWriter, first: PlanLine
) -> None:
    writer.client.logout()
    refused = writer.types(items_of(first)[0], "ใหม่")
    assert (refused.status_code, refused.json()["kind"]) == (401, "ended")
    assert writer.client.get(writer.page).status_code == 302
    assert writer.client.get("/session/", headers={"Accept": "application/json"}).status_code == 401


def test_the_session_names_its_person(writer: PageWriter, officer_6: User) -> None:
    assert writer.client.get("/session/").json()["user"] == officer_6.pk


def test_what_is_sent_twice_because_its_answer_was_lost_is_done_once(
    writer: PageWriter, first: PlanLine
) -> None:
    sent = {"line": first.pk, "kind": "activity", "after": "", "text": "ใหม่", "press": "the same"}
    answers = [writer.does("add", **sent) for _time in range(2)]
    assert cell(first).count("ใหม่") == 1
    assert answers[0]["items"] == answers[1]["items"]


def test_the_door_asks_for_the_token_of_the_page(plan: Plan, first: PlanLine, officer_6: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer_6)
    assert PageWriter(client, plan).types(items_of(first)[0], "ใหม่").status_code == 403


def test_only_who_writes_the_plans_of_the_region_comes_in(
    plan: Plan, first: PlanLine, member_6: User, officer_11: User
) -> None:
    item = items_of(first)[0]
    assert PageWriter(browser_of(member_6), plan).types(item, "ใหม่").status_code == 404
    assert PageWriter(browser_of(officer_11), plan).types(item, "ใหม่").status_code == 404
    page = text_at(browser_of(member_6), f"/plans/2567/{plan.region_id}/")
    assert "data-item" not in page
    assert "write/" not in page


def test_an_act_reaches_no_further_than_its_plan(writer: PageWriter, first: PlanLine) -> None:
    other = make.plan_line(make.plan(11))
    theirs = items_of(other)[0]
    for act, sent in (
        ("reword", {"item": theirs.pk, "version": 1, "text": "ใหม่"}),
        ("move", {"item": items_of(first)[0].pk, "line": other.pk, "after": ""}),
        ("add", {"line": other.pk, "kind": "activity", "after": "", "text": "ใหม่"}),
        ("put_back", {"item": theirs.pk, "after": ""}),
        ("take_out_line", {"line": other.pk, "version": 1}),
    ):
        assert writer.sends(act, **sent).status_code == 409, act
    assert cell(other) == "1.อบรมสร้างความรู้ 2.สื่อสารเรื่องสิทธิประโยชน์"


@pytest.mark.parametrize(
    "sent", [{"act": "nothing"}, {"act": "reword", "item": "x"}, {"act": "reword", "version": "-1"}, {}]
)
def test_what_cannot_be_read_is_refused_in_words(sent: dict[str, str], writer: PageWriter) -> None:
    refused = writer.client.post(f"{writer.page}write/", sent, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["kind"]) == (409, "refused")
    assert refused.json()["sentence"]


# ── what a page may send


@pytest.mark.parametrize(
    "number", ["9" * 20, "9" * 5000, "๑x", "-1", "1.5"], ids=["20", "5000", "letters", "less", "part"]
)
def test_a_number_that_no_key_has_is_refused_in_words(
    number: str, writer: PageWriter, first: PlanLine
) -> None:
    train = items_of(first)[0]
    for act, sent in UNDONE.items():
        known = sent(first, first.plan.lines.get(order=2))
        for name in {"item", "line", "after", "version", "form", "network", "standard"} & set(known):
            refused = writer.sends(act, **{**known, name: number})
            assert (refused.status_code, bool(refused.json()["sentence"])) == (409, True), (act, name)
    assert writer.client.post(f"{writer.page}here/", {"line": number}).status_code == 200
    page = f"{writer.page}lines/{first.pk}/"
    for sent in (
        {f"version-{train.pk}": number, f"text-{train.pk}": "อื่น"},
        {"form": number, "version": number},
        {"do": f"reword/{number}/{number}/{number}/{number}"},
    ):
        assert writer.client.post(page, sent).status_code == 200, sent
    assert cell(first) == "1. อบรม\n2. ประชุม\n3. สื่อสาร"


def test_nothing_stands_behind_itself_or_behind_what_was_taken_out(
    writer: PageWriter, plan: Plan, first: PlanLine, second: PlanLine
) -> None:
    train, meet, _tell = items_of(first)
    form = FormOfParticipation.objects.get(number=5)
    third = PlanLine.objects.get(pk=writer.does("add_line", form=form.pk)["line"])
    writer.does("take_out", item=meet.pk, version=1)
    writer.does("take_out_line", line=third.pk, version=1)
    before = whole(plan)
    for act, sent in (
        ("move", {"item": train.pk, "line": first.pk, "after": train.pk}),
        ("move", {"item": train.pk, "line": first.pk, "after": meet.pk}),
        ("move_line", {"line": first.pk, "after": first.pk}),
        ("move_line", {"line": first.pk, "after": third.pk}),
        ("put_back_line", {"line": third.pk, "after": third.pk}),
    ):
        assert writer.sends(act, **sent).status_code == 409, (act, sent)
        assert whole(plan) == before


def test_a_press_does_one_thing_and_other_words_under_its_name_are_not_lost(
    writer: PageWriter, first: PlanLine
) -> None:
    sent = {"line": first.pk, "kind": "outcome", "after": "", "press": "one", "text": "ผล"}
    made = writer.does("add", **sent)
    assert writer.does("add", **sent, known="s:other")["items"] == made["items"]
    refused = writer.sends("add", **{**sent, "text": "ผลสอง"})
    assert (refused.status_code, refused.json()["kind"]) == (409, "sent_before")
    assert refused.json()["items"] == made["items"]  # the page rewords what it has made
    assert [item.text for item in items_of(first, ItemKind.OUTCOME)] == ["ผล", "ผลหนึ่ง"]


def test_a_draft_is_not_there_for_a_committee_that_does_not_see_it(
    plan: Plan, first: PlanLine, member_6: User
) -> None:
    desk = browser_of(member_6)
    for fiscal_year in (plan.fiscal_year, plan.fiscal_year - 1):
        for door in ("write/", "here/", f"lines/{first.pk}/"):
            assert desk.post(f"/plans/{fiscal_year}/6/{door}").status_code == 404, door


@pytest.mark.parametrize(
    ("numbers", "after"),
    [
        (["1.", "2"], ["1.", "2", "3"]),
        (["1", "2."], ["1", "2.", "3."]),
        (["๑.", "๒."], ["๑.", "๒.", "๓."]),
        (["1.", ""], ["1.", "", ""]),
        (["2.", "2."], ["2.", "2.", "3."]),
        (["ก.", "3."], ["ก.", "3.", ""]),
    ],
)
def test_a_new_line_is_numbered_as_the_one_above_it(
    numbers: list[str], after: list[str], writer: PageWriter, plan: Plan, first: PlanLine, second: PlanLine
) -> None:
    for line, number in zip((first, second), numbers, strict=True):
        PlanLine.objects.filter(pk=line.pk).update(number=number)
    writer.does("add_line", form=FormOfParticipation.objects.get(number=5).pk)
    assert list(plan.lines.values_list("number", flat=True)) == after


def test_two_items_that_both_have_something_of_their_own_are_not_joined(
    writer: PageWriter, first: PlanLine
) -> None:
    upper, lower = items_of(first)[:2]
    for item in (upper, lower):
        make.detail(item, "ไตรมาส 2")
    refused = writer.sends(
        "join", item=lower.pk, version=lower.version, text=lower.text, above_version=upper.version
    )
    assert refused.status_code == 409, refused.text
    assert "รวมเป็นข้อเดียวไม่ได้" in refused.json()["sentence"]
    assert cell(first) == "1. อบรม\n2. ประชุม\n3. สื่อสาร"


def test_a_pasted_list_longer_than_any_cell_is_refused_whole(desk: Client, first: PlanLine) -> None:
    writer, before = PageWriter(desk, first.plan), cell(first)
    pasted = {"line": first.pk, "kind": "activity", "after": items_of(first)[-1].pk, "split": "1"}
    refused = writer.sends("add", text="\n".join("- ข้อ" for _item in range(198)), **pasted)
    assert (refused.status_code, refused.json()["kind"]) == (409, "refused")
    assert "201" in refused.json()["sentence"]
    assert cell(first) == before
    assert len(writer.does("add", text="\n".join("- ข้อ" for _item in range(20)), **pasted)["items"]) == 20


def test_lines_that_number_themselves_never_get_a_number_that_is_too_long(desk: Client, plan: Plan) -> None:
    writer, lines = PageWriter(desk, plan), list(plan.lines.order_by("order"))
    for place, line in enumerate(lines, start=1):
        PlanLine.objects.filter(pk=line.pk).update(number=f"แผนงานย่อยลำดับที่ {place}")  # 20 letters
    form = FormOfParticipation.objects.get(number=5)
    for _line in range(8):
        writer.does("add_line", form=form.pk)
    numbers = [line.number for line in PlanLine.objects.filter(plan=plan).order_by("order")]
    assert numbers == [*(f"แผนงานย่อยลำดับที่ {place}" for place in range(1, 10)), "10"]
