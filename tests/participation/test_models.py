"""The five forms of participation, and a region's plan from draft to submission."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from centres.models import TargetNetwork
from participation import catalogue
from participation.models import (
    AmendedLine,
    AmendmentChange,
    FormOfParticipation,
    Plan,
    PlanAmendment,
    PlanDecision,
    PlanItem,
    PlanLine,
    PlanPresence,
    PlanVersion,
    StandardActivity,
)
from people.models import User
from tests import make
from tests.constraints import constraints_of, said_by_database, said_by_form, sentences
from tests.participation.broken import hanging

pytestmark = pytest.mark.django_db

ACTIVITIES = {1: 4, 2: 3, 3: 4, 4: 2, 5: 4}  # of each form, as the paper of region 6 lists them


def test_the_catalogue_holds_five_forms_with_seventeen_activities() -> None:
    counts = {form.number: form.activities.count() for form in FormOfParticipation.objects.all()}
    assert sorted(counts) == [1, 2, 3, 4, 5]
    assert sum(counts.values()) == 17
    for form in FormOfParticipation.objects.all():
        numbers = list(form.activities.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert form.short_name


@pytest.mark.usefixtures("machine_of_ascii")
def test_loading_the_catalogue_again_keeps_what_people_have_edited() -> None:
    StandardActivity.objects.filter(form__number=1, number=1).update(name="อบรม")
    catalogue.load(FormOfParticipation, StandardActivity)
    assert StandardActivity.objects.get(form__number=1, number=1).name == "อบรม"
    assert (FormOfParticipation.objects.count(), StandardActivity.objects.count()) == (5, 17)


YEARS = [
    # valid from, valid until, year, is there
    (2560, None, 2567, True),
    (2560, 2567, 2567, True),
    (2560, 2566, 2567, False),
    (2568, None, 2567, False),
    (2567, 2567, 2567, True),
]


@pytest.mark.parametrize(("first", "last", "year", "is_there"), YEARS)
def test_a_form_belongs_to_the_years_it_is_valid_in(
    first: int, last: int | None, year: int, is_there: bool
) -> None:
    FormOfParticipation.objects.filter(number=5).update(valid_from=first, valid_until=last)
    assert FormOfParticipation.objects.for_year(year).filter(number=5).exists() is is_there


def refused_by_constraint() -> dict[str, models.Model]:
    """For every constraint of the room a row that breaks it and nothing else."""
    plan = make.plan()
    line = make.plan_line(plan)
    form = FormOfParticipation.objects.get(number=1)
    item = {"line": line, "order": 9, "text": "ก"}
    network, standard = TargetNetwork.objects.all()[0], StandardActivity.objects.all()[0]
    person = make.user("decides")
    decision = {"plan": plan, "authority": make.of_meeting(), "recorded_by": person}
    first, other = (PlanDecision.objects.create(**decision, kind="approved") for _each in range(2))
    version = {
        "plan": plan,
        "number": 1,
        "title": "ก",
        "decision": first,
        "content": {"lines": []},
        "sha256": "ก",
    }
    PlanVersion.objects.create(**version)
    amendment = PlanAmendment.objects.create(plan=plan, made_by=person)
    change = {"amendment": amendment, "what": "change", "item": line.targets[0], "base": 1, "text": "ก"}
    change |= {"line": line, "kind": "target"}
    AmendmentChange.objects.create(**change)
    amended = {
        "amendment": amendment,
        "what": "change",
        "line": line,
        "base": 1,
        "form": form,
        "form_words": "ก",
    }
    AmendedLine.objects.create(**amended)
    new = AmendedLine.objects.create(**amended | {"what": "add", "line": None, "base": None, "moves": True})
    other_line = {**amended, "line": make.plan_line(plan, 3)}
    PlanPresence.objects.create(plan=plan, user=person)
    ended = FormOfParticipation.objects.get(number=2)
    ended.valid_until = ended.valid_from - 1
    return {
        **hanging(line, person),
        "formofparticipation_ends_after_it_starts": ended,
        "standardactivity_number_once_per_form": StandardActivity(form=form, number=1, name="อบรม"),
        "plan_one_per_region_and_year": Plan(region_id=6, fiscal_year=2567),
        "plan_fiscal_year_is_buddhist": Plan(region_id=6, fiscal_year=2024),
        "plan_submitted_by_somebody": Plan(region_id=6, fiscal_year=2566, state="submitted"),
        "plandecision_says_its_reservation": PlanDecision(**decision, kind="reserved"),
        "planversion_number_once": PlanVersion(**version | {"decision": other}),
        "planamendment_submitted_by_somebody": PlanAmendment(plan=plan, made_by=person, state="submitted"),
        "planamendment_became_a_version": PlanAmendment(
            plan=plan, made_by=person, submitted_by=person, state="decided"
        ),
        "amendmentchange_item_once": AmendmentChange(**change),
        "amendmentchange_of_an_item": AmendmentChange(**change | {"item": None}),
        "amendmentchange_says_something": AmendmentChange(**change | {"item": line.outcomes[0], "text": ""}),
        "amendmentchange_of_one_line": AmendmentChange(**change | {"item": line.outcomes[0], "into": new}),
        "amendedline_line_once": AmendedLine(**amended),
        "amendedline_of_a_line": AmendedLine(**other_line | {"base": None}),
        "amendedline_after_where_it_moves": AmendedLine(**other_line, after=line),
        "amendedline_names_its_form": AmendedLine(**other_line | {"form_words": ""}),
        "planpresence_once": PlanPresence(plan=plan, user=person),
        "planline_order_once": PlanLine(plan=plan, order=1, form=form, form_words="ก"),
        "planline_order_from_1": PlanLine(plan=plan, order=0, form=form, form_words="ก"),
        "planline_names_its_form": PlanLine(plan=plan, order=9, form=form),
        "planitem_order_once": PlanItem(line=line, kind="target", order=1, text="ก"),
        "planitem_says_something": PlanItem(**item | {"text": ""}, kind="target"),
        "planitem_network_of_a_target": PlanItem(**item, kind="outcome", network=network, network_words="ก"),
        "planitem_standard_of_an_activity": PlanItem(
            **item, kind="target", standard=standard, standard_words="ก"
        ),
    }


# The field is asked before the constraint, and has a sentence of its own: the first year, or that it is empty.
SAID_BY_THE_FIELD = {
    "plan_fiscal_year_is_buddhist": "2545",
    "planline_names_its_form": "โปรดใส่ข้อมูลในช่องนี้",
    "amendedline_names_its_form": "โปรดใส่ข้อมูลในช่องนี้",
    "planitem_says_something": "โปรดใส่ข้อมูลในช่องนี้",
    "reportedresult_has_unit": "โปรดใส่ข้อมูลในช่องนี้",
    "indicatorvalue_tambon_in_a_province": "เลือกจังหวัด",
    "indicator_unit_of_its_kind": "กรอกหน่วยนับ เช่น แห่ง",
    "indicator_target_has_sign": "เลือกว่าอย่างน้อย ไม่เกิน หรือประมาณจำนวนเป้าหมาย",
    "indicator_target_within_its_whole": "เลือกชนิดจำนวนจากทั้งหมด",
    "indicator_percentage_up_to_100": "ร้อยละต้องอยู่ระหว่าง 0 ถึง 100",
    "indicatorvalue_says_one_thing": "กรอกผลที่เกิดขึ้นเป็นข้อความ",
    "indicatorvalue_within_its_whole": "กรอกตั้งแต่ 2 ขึ้นไป",
}


def test_what_no_row_may_hold_is_refused_by_form_and_database_in_one_sentence() -> None:
    constraints = constraints_of("participation")
    refused = refused_by_constraint()
    assert set(refused) == set(constraints)
    for name, record in refused.items():
        (sentence,) = sentences([constraints[name]])
        assert said_by_database(record) == sentence, name
        sentence = SAID_BY_THE_FIELD.get(name, sentence)
        assert sentence in " ".join(said_by_form(record)), name


def test_a_plan_goes_to_the_committee_and_back_with_who_and_why(officer_6: User) -> None:
    plan = make.plan()
    make.plan_line(plan)
    plan.submit(by=officer_6, seen=plan.shown)
    assert (plan.state, plan.is_open) == ("submitted", False)
    plan.return_to_draft(by=officer_6, reason="ขาดรูปแบบที่ 4")
    plan.refresh_from_db()
    assert (plan.state, plan.version) == ("draft", 3)
    told = [
        (entry.state, entry.history_user, entry.history_change_reason) for entry in plan.history.all()[:2]
    ]
    assert told == [("draft", officer_6, "ขาดรูปแบบที่ 4"), ("submitted", officer_6, _("submitted"))]


def test_a_plan_without_lines_is_not_submitted(officer_6: User) -> None:
    plan = make.plan()
    with pytest.raises(
        ValidationError, match=_("A plan in which no line says anything cannot be submitted.")
    ):
        plan.submit(by=officer_6, seen=plan.shown)


@pytest.mark.parametrize("who", ["nobody", "member_6", "coordinator_6", "officer_11"])
def test_a_plan_is_moved_by_staff_of_its_own_region_only(
    who: str, officer_6: User, request: pytest.FixtureRequest
) -> None:
    plan = make.plan()
    make.plan_line(plan)
    person = request.getfixturevalue(who)
    with pytest.raises(ValidationError) as refused:
        plan.submit(by=person, seen=plan.shown)
    assert refused.value.code == "role"
    plan.submit(by=officer_6, seen=plan.shown)
    with pytest.raises(ValidationError) as refused:
        plan.return_to_draft(by=person, reason="แก้")
    assert refused.value.code == "role"


STEPS: list[tuple[str, Callable[[Plan, User], None], bool]] = [
    # state, step, may it be taken
    ("draft", lambda plan, by: plan.submit(by=by, seen=plan.shown), True),
    ("submitted", lambda plan, by: plan.submit(by=by, seen=plan.shown), False),
    ("draft", lambda plan, by: plan.return_to_draft(by=by, reason="แก้"), False),
    ("submitted", lambda plan, by: plan.return_to_draft(by=by, reason="แก้"), True),
]


@pytest.mark.parametrize(("state", "step", "may"), STEPS)
def test_only_a_draft_is_submitted_and_only_a_submitted_plan_comes_back(
    state: str, step: Callable[[Plan, User], None], may: bool, officer_6: User
) -> None:
    plan = make.plan()
    make.plan_line(plan)
    if state == "submitted":
        plan.submit(by=officer_6, seen=plan.shown)
    if may:
        step(plan, officer_6)
        assert plan.state != state
        return
    with pytest.raises(ValidationError):
        step(plan, officer_6)
    plan.refresh_from_db()
    assert plan.state == state


def test_the_lines_of_a_submitted_plan_do_not_change(officer_6: User) -> None:
    plan = make.plan()
    line = make.plan_line(plan)
    line.full_clean()
    plan.submit(by=officer_6, seen=plan.shown)
    line.refresh_from_db()
    assert said_by_form(line) == [_("The plan is no longer a draft, so its lines do not change.")]


def test_what_is_recognised_in_a_cell_are_its_items_with_their_marks() -> None:
    cells = {
        "targets": "เครือข่ายคนพิการ เครือข่ายเกษตรกร",
        "activities": "1.อบรมสร้างความรู้ความเข้าใจ 2.กิจกรรมอื่น",
        "outcomes": "เครือข่ายได้รับความรู้",
    }
    line = make.plan_line(make.plan(), **cells)
    assert [target.network.code for target in line.targets if target.network] == ["N4", "N8"]
    assert [(item.mark, item.text, item.standard_words) for item in line.activities] == [
        ("1.", "อบรมสร้างความรู้ความเข้าใจ", "อบรมสร้างความรู้ความเข้าใจ"),
        ("2.", "กิจกรรมอื่น", ""),
    ]
    assert [outcome.text for outcome in line.outcomes] == ["เครือข่ายได้รับความรู้"]
    assert make.cells_of(line) == tuple(cells.values())


def test_a_target_that_names_two_networks_is_left_for_a_person() -> None:
    line = make.plan_line(make.plan(), targets="ผู้สูงอายุและคนพิการ")
    assert [target.network for target in line.targets] == [None]


def test_an_item_that_is_taken_out_keeps_its_key_and_is_not_shown() -> None:
    line = make.plan_line(make.plan())
    item = line.activities[0]
    PlanItem.objects.filter(pk=item.pk).update(order=None)
    assert item.pk not in {each.pk for each in PlanLine.objects.get(pk=line.pk).activities}
    assert PlanItem.kept.get(pk=item.pk).text == item.text
