"""What the registers tell of a plan's outcomes: each figure with what is missing behind it, and the way to mend it."""

from datetime import date

import pytest

from centres.models import OrganisationRole, TargetNetwork
from centres.registers import stepping
from participation.models import PlanItem
from participation.outcomes.measures import Measured, measured
from people.models import User
from tests import make
from tests.html import browser_of, flat, links_of, own_form, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome(officer_6: User) -> PlanItem:
    plan = make.plan()
    return make.plan_line(plan, targets="เครือข่ายสตรี เครือข่ายเกษตรกร", outcomes="มีกลุ่มไลน์").outcomes[0]


def told(outcome: PlanItem, code: str) -> Measured:
    found = measured(code, outcome.line.plan)
    assert found is not None
    return found


def names(found: Measured) -> list[str]:
    return [each.name for each in found.unmet]


def test_new_groups_are_counted_and_networks_of_the_plan_without_one_are_named(outcome: PlanItem) -> None:
    women = TargetNetwork.objects.get(name_th__contains="สตรี")
    make.network_group("กลุ่มสตรี", network=women)
    make.network_group("กลุ่มสตรีปีก่อน", network=women, first_year=2566)
    make.network_group("กลุ่มเขตอื่น", 11, network=women)
    found = told(outcome, "groups_first_reached")
    assert (found.value, found.whole) == (1, None)
    assert names(found) == [str(TargetNetwork.objects.get(name_th__contains="เกษตรกร"))]


def test_new_groups_with_a_line_group_are_counted_of_all_and_the_others_are_named(outcome: PlanItem) -> None:
    make.network_group("มีไลน์", line_link="https://lin.ee/x", line_keeper="ประธาน")
    without = make.network_group("ยังไม่มี")
    found = told(outcome, "new_groups_on_line")
    assert (found.value, found.whole, names(found)) == (1, 2, ["ยังไม่มี"])
    assert found.unmet[0].address == f"/registers/2567/6/?line=no#group-{without.pk}"


def test_mediators_are_counted_and_centres_without_one_are_named(outcome: PlanItem) -> None:
    with_one, without, ended = (make.organisation(name) for name in ("ศูนย์ ก", "ศูนย์ ข", "ศูนย์เดิม"))
    for centre, until in ((with_one, None), (without, None), (ended, date(2024, 9, 29))):
        OrganisationRole.objects.create(
            organisation=centre, kind="coordination_centre", since=date(2023, 1, 1), until=until
        )
    make.trained("นางสมมติ หนึ่ง", with_one)
    found = told(outcome, "trained_in_mediation")
    assert (found.value, found.whole, names(found)) == (1, None, ["ศูนย์ ข"])
    assert found.unmet[0].address == f"/registers/2567/6/#centre-{without.pk}"


def test_organisations_on_their_way_are_counted_by_step(
    outcome: PlanItem, officer_6: User, head_office: User
) -> None:
    ready, begun, left = (
        stepping.begin(make.organisation(name), by=officer_6, on=date(2023, 11, 1))
        for name in ("พร้อม", "เริ่ม", "เลิก")
    )
    stepping.prepare(ready, by=officer_6, on=date(2023, 12, 1))
    make.all_shown(ready, by=officer_6)
    stepping.submit(ready, by=officer_6, on=date(2024, 1, 1))
    said = {"said": "ประกาศ 1", "registration_number": "ม.3/1"}
    stepping.enter(ready, by=head_office, seen=ready.shown, on=date(2024, 2, 1), **said)
    stepping.stop(left, by=officer_6, seen=left.shown, on=date(2024, 2, 1), said="ไม่พร้อม")
    found = told(outcome, "registered_under_section_3")
    assert (found.value, found.whole, names(found)) == (1, 2, ["เริ่ม"])
    assert [count for _label, count in found.parts] == [1, 0, 0, 1]
    assert found.unmet[0].address == f"/registers/2567/6/#readiness-{begun.pk}"
    assert "1 พ.ย. 2566" in found.unmet[0].why


def test_the_outcomes_page_shows_the_figure_and_leads_its_reader_to_pages_that_open(
    outcome: PlanItem, officer_6: User, member_6: User
) -> None:
    make.network_group("ยังไม่มี")
    desk, new = browser_of(officer_6), f"/plans/outcomes/{outcome.pk}/indicators/"
    said = {"what": "กลุ่มไลน์", "kind": "of", "sign": "at_least", "target": "1", "target_of": "1"}
    form = own_form(text_at(desk, new)).data
    assert desk.post(new, {**form, **said, "measure": "new_groups_on_line"}).status_code == 302
    outcome.line.plan.submit(by=officer_6, seen=outcome.line.plan.shown)
    reader = browser_of(member_6)
    page = text_at(reader, f"/plans/outcomes/{outcome.pk}/")
    assert "0 จาก 1 กลุ่ม" in flat(page)
    ways = [link for link in links_of(page) if link.startswith("/registers/2567/")]
    assert len(ways) == 2  # to the register, and to the group
    for way in ways:
        address, _hash, anchor = way.partition("#")
        assert f'id="{anchor}"' in text_at(reader, address)
    assert "แก้ไข" not in text_at(reader, "/registers/2567/6/")
    assert "/admin/registers/networkgroup/" in text_at(desk, "/registers/2567/6/")
