"""Plans in the admin: a submitted plan stands still there, too."""

import re

import pytest
from django.test import Client

from participation.models import Plan
from people.models import User
from tests import make
from tests.html import text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db: None) -> Plan:
    made = make.plan()
    for form, target in ((1, "เครือข่ายคนพิการ"), (3, "เครือข่ายเกษตรกร"), (4, "เครือข่ายผู้สูงอายุ")):
        make.plan_line(made, form, targets=target)
    return made


# ── a plan that has been submitted


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


def test_the_admins_entry_leads_to_the_one_editor_and_begins_no_plan(desk: Client, plan: Plan) -> None:
    address = f"/admin/participation/plan/{plan.pk}/change/"
    assert desk.get(address).url == "/plans/2567/6/"
    assert desk.post(address, {"region": "11", "fiscal_year": "2570"}).url == "/plans/2567/6/"
    plan.refresh_from_db()
    assert (plan.region_id, plan.fiscal_year) == (6, 2567)
    assert desk.get("/admin/participation/plan/add/").status_code == 403
    other = make.plan(11)
    assert desk.get(f"/admin/participation/plan/{other.pk}/change/").url == "/admin/"


def test_the_list_of_plans_says_how_many_lines_each_has(desk: Client, plan: Plan) -> None:
    make.plan(fiscal_year=2568)
    counts = re.findall(
        r'<td class="field-line_count">(\d+)</td>', text_at(desk, "/admin/participation/plan/")
    )
    assert sorted(counts) == ["0", "3"]
