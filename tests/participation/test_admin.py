"""Plans on the screen: lines that change places, texts read anew, and a submitted plan that stands still."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from participation.models import Plan, PlanLine
from people.models import User
from tests import make
from tests.html import Form, OpenForm, forms_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db: None) -> Plan:
    made = make.plan()
    for form, target in ((1, "เครือข่ายคนพิการ"), (3, "เครือข่ายเกษตรกร"), (4, "เครือข่ายผู้สูงอายุ")):
        make.plan_line(made, form, targets=target)
    return made


def page_of(desk: Client, plan: Plan) -> OpenForm:
    return OpenForm(desk, f"/admin/participation/plan/{plan.pk}/change/")


def order(plan: Plan) -> list[tuple[int, int]]:
    return list(plan.lines.values_list("order", "form__number"))


REORDERED = [
    # numbers typed for lines 1, 2, 3 ("-" deletes), what stands then
    (("2", "1", "3"), [(1, 3), (2, 1), (3, 4)]),
    (("3", "1", "2"), [(1, 3), (2, 4), (3, 1)]),
    (("3", "2", "-"), [(2, 3), (3, 1)]),
    (("-", "1", "2"), [(1, 3), (2, 4)]),
    (("-", "-", "1"), [(1, 4)]),
    (("10", "20", "30"), [(10, 1), (20, 3), (30, 4)]),
]


@pytest.mark.parametrize(("typed", "after"), REORDERED)
def test_lines_change_places_in_one_save(
    typed: tuple[str, ...], after: list[tuple[int, int]], desk: Client, plan: Plan
) -> None:
    page = page_of(desk, plan)
    for row, number in enumerate(typed):
        page.type_in_row("lines", row, **({"DELETE": "on"} if number == "-" else {"order": number}))
    sent = page.send()
    assert sent.is_taken, sent.errors
    assert order(plan) == after


@pytest.mark.parametrize("typed", ["2", "0"])
def test_a_number_that_is_taken_or_below_one_is_refused(typed: str, desk: Client, plan: Plan) -> None:
    before = order(plan)
    sent = page_of(desk, plan).type_in_row("lines", 0, order=typed).send()
    sentence = {
        "2": _("The plan already has a line of that number."),
        "0": _("Lines are numbered from 1."),
    }[typed]
    assert sentence in sent.errors
    assert order(plan) == before


def test_a_new_line_takes_the_number_that_another_leaves(desk: Client, plan: Plan) -> None:
    page = page_of(desk, plan).type_in_row("lines", 0, order="4")
    texts = {f"{name}_as_written": "ก" for name in ("targets", "activities", "outcomes")}
    form = plan.lines.get(order=3).form_id
    assert page.add_row("lines", order="1", form=str(form), **texts).send().is_taken
    assert order(plan) == [(1, 4), (2, 3), (3, 4), (4, 1)]
    assert plan.lines.get(order=1).targets.get().text == "ก"


def test_only_a_text_that_was_rewritten_is_read_anew(desk: Client, plan: Plan) -> None:
    line = plan.lines.get(order=1)
    for items in (line.targets, line.activities, line.outcomes):
        items.update(text="แก้ด้วยมือ")
    page = page_of(desk, plan).type_in_row("lines", 0, order="9", activities_as_written="กิจกรรมใหม่")
    assert page.send().is_taken
    assert {item.text for item in line.targets.all()} == {"แก้ด้วยมือ"}
    assert {item.text for item in line.outcomes.all()} == {"แก้ด้วยมือ"}
    assert [item.text for item in line.activities.all()] == ["กิจกรรมใหม่"]


def line_page(desk: Client, line: PlanLine) -> OpenForm:
    return OpenForm(desk, f"/admin/participation/planline/{line.pk}/change/")


def test_an_item_put_right_by_hand_stays_though_the_text_changed_too(desk: Client, plan: Plan) -> None:
    line = plan.lines.get(order=1)
    page = line_page(desk, line).type(targets_as_written="เครือข่ายสตรี", outcomes_as_written="ผลใหม่")
    assert page.type_in_row("targets", 0, text="แก้ด้วยมือ").send().is_taken
    assert [item.text for item in line.targets.all()] == ["แก้ด้วยมือ"]
    assert [item.text for item in line.outcomes.all()] == ["ผลใหม่"]


def test_items_change_places_and_a_doubled_number_is_told(desk: Client, plan: Plan) -> None:
    line = plan.lines.get(order=1)
    before = list(line.activities.values_list("text", flat=True))
    page = line_page(desk, line)
    page.type_in_row("activities", 0, order="2").type_in_row("activities", 1, order="1")
    assert page.send().is_taken
    assert list(line.activities.values_list("text", flat=True)) == before[::-1]
    sent = line_page(desk, line).type_in_row("activities", 0, order="2").send()
    assert _("The line already has an item of that number.") in sent.errors


def test_a_new_line_is_read_as_it_is_saved(desk: Client, plan: Plan) -> None:
    form = plan.lines.get(order=1).form_id
    page = OpenForm(desk, "/admin/participation/planline/add/").type(plan=plan.pk, order="4", form=form)
    texts = {"activities_as_written": "1.หนึ่ง 2.สอง", "outcomes_as_written": "ผล"}
    assert page.type(targets_as_written="เครือข่ายคนพิการ เครือข่ายสตรี", **texts).send().is_taken
    line = plan.lines.get(order=4)
    assert [target.network.code for target in line.targets.all()] == ["N4", "N2"]
    assert line.activities.count() == 2


# ── a plan that has been submitted


def buttons(desk: Client, plan: Plan) -> dict[str, Form]:
    """The acts that the plan's page offers, by name."""
    page = desk.get(f"/admin/participation/plan/{plan.pk}/change/")
    assert page.status_code == 200
    offered = [form for form in forms_of(page.text) if "/act/" in form.action]
    return {form.action.rstrip("/").rpartition("/")[2]: form for form in offered}


def press(desk: Client, form: Form) -> str:
    return desk.post(form.action, form.data, follow=True).text


def test_a_plan_is_submitted_and_taken_back_from_its_page(desk: Client, plan: Plan, officer_6: User) -> None:
    (submit,), (stale,) = buttons(desk, plan).values(), buttons(desk, plan).values()
    assert _("%(record)s is submitted.") % {"record": plan} in press(desk, submit)
    plan.refresh_from_db()
    assert (plan.state, plan.history.first().history_user) == ("submitted", officer_6)
    assert _("Only a draft can be submitted.") in press(desk, stale)
    (back,) = buttons(desk, plan).values()
    assert _("%(record)s is a draft again.") % {"record": plan} in press(desk, back)


def test_a_plan_is_not_submitted_with_lines_that_the_page_did_not_show(desk: Client, plan: Plan) -> None:
    submit = buttons(desk, plan)["submit"]
    assert line_page(desk, plan.lines.get(order=1)).type(outcomes_as_written="ผลอื่น").send().is_taken
    assert str(
        _("%(record)s has changed since you opened the page. Look at it again.") % {"record": plan}
    ) in (press(desk, submit))
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_a_submitted_plan_offers_nothing_to_change_and_takes_nothing(
    desk: Client, plan: Plan, officer_6: User
) -> None:
    line = plan.lines.get(order=1)
    pages = [
        page_of(desk, plan).type_in_row("lines", 0, targets_as_written="ใหม่"),
        line_page(desk, line).type(targets_as_written="ใหม่"),
    ]
    plan.submit(by=officer_6, seen=plan.shown)
    for page in pages:
        page.send()
    line.refresh_from_db()
    assert line.targets_as_written == "เครือข่ายคนพิการ"
    opened = desk.get(f"/admin/participation/plan/{plan.pk}/change/").text
    assert 'name="lines-0-targets_as_written"' not in opened


@pytest.mark.parametrize("way", ["page", "list", "line"])
def test_a_submitted_plan_is_not_deleted(way: str, desk: Client, plan: Plan, officer_6: User) -> None:
    plan.submit(by=officer_6, seen=plan.shown)
    if way == "list":
        data = {"action": "delete_selected", "_selected_action": [plan.pk], "post": "yes"}
        desk.post("/admin/participation/plan/", data)
    else:
        record = plan.lines.get(order=1) if way == "line" else plan
        desk.post(f"/admin/participation/{record._meta.model_name}/{record.pk}/delete/", {"post": "yes"})
    assert plan.lines.count() == 3


def test_a_plan_keeps_its_region_and_year(desk: Client, plan: Plan) -> None:
    assert page_of(desk, plan).type(region="11", fiscal_year="2570").send().is_taken
    plan.refresh_from_db()
    assert (plan.region_id, plan.fiscal_year) == (6, 2567)


def test_the_list_of_plans_says_how_many_lines_each_has(desk: Client, plan: Plan) -> None:
    make.plan(fiscal_year=2568)
    counts = re.findall(
        r'<td class="field-line_count">(\d+)</td>', text_at(desk, "/admin/participation/plan/")
    )
    assert sorted(counts) == ["0", "3"]
