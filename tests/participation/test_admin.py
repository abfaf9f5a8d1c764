"""Plans in the admin: their steps, and a submitted plan that stands still."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from participation.models import Plan
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
    item = plan.lines.get(order=1).outcomes[0]
    item.text = "ผลอื่น"
    item.store(by=None, fields=["text"])
    assert str(
        _("%(record)s has changed since you opened the page. Look at it again.") % {"record": plan}
    ) in (press(desk, submit))
    plan.refresh_from_db()
    assert plan.state == "draft"


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
    page = OpenForm(desk, f"/admin/participation/plan/{plan.pk}/change/")
    assert page.type(region="11", fiscal_year="2570").send().is_taken
    plan.refresh_from_db()
    assert (plan.region_id, plan.fiscal_year) == (6, 2567)


def test_the_list_of_plans_says_how_many_lines_each_has(desk: Client, plan: Plan) -> None:
    make.plan(fiscal_year=2568)
    counts = re.findall(
        r'<td class="field-line_count">(\d+)</td>', text_at(desk, "/admin/participation/plan/")
    )
    assert sorted(counts) == ["0", "3"]
