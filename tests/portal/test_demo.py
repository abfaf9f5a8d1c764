"""The demonstration of make run: region 6's tables, one invented person of each role."""

import re
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import gettext as _
from pytest_django import Settings

from centres.models import Organisation
from centres.registers.models import NetworkGroup, ReadinessStep, TrainedPerson
from committees.models import Meeting, Paper, Seat
from complaints.models import ReceivingUnit
from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Entry, Programme, Report
from participation.models import ActivityDetail, ActivityReport, Indicator, Plan, PlanLine
from people.models import Membership, User
from portal.management.commands import demo
from tests import make
from tests.html import flat, text_at
from thai.years import fiscal_year_bounds


@pytest.fixture(autouse=True)
def on_ones_own_machine(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.DEMO_ALLOWED = True
    settings.VAR = tmp_path


def start() -> dict[str, str]:
    """Run the command; return the passwords that its table shows."""
    said = StringIO()
    call_command("demo", stdout=said)
    return dict(line.split()[:2] for line in said.getvalue().splitlines()[1:])


def everything() -> dict[str, int]:
    models = (
        User,
        Membership,
        Organisation,
        ReceivingUnit,
        Seat,
        Meeting,
        PlanLine,
        Programme,
        Allocation,
        Agreement,
        Entry,
        NetworkGroup,
        TrainedPerson,
        ReadinessStep,
        Indicator,
        ActivityDetail,
        ActivityReport,
    )
    counts = {model.__name__: model.objects.count() for model in models}
    return counts | {"history": Allocation.history.count()}


def test_the_demo_shows_region_6s_table_with_its_total(client: Client) -> None:
    password = start()["member_6"]
    client.post("/sign-in/", {"username": "member_6", "password": password})
    assert "1,175,000.00" in client.get("/budget/2567/6/").text
    assert Allocation.objects.total() == Decimal("1175000.00")


def test_the_demo_has_an_agreement_at_each_step_and_its_money_is_right() -> None:
    start()
    assert sorted(Agreement.objects.values_list("state", flat=True)) == ["active", "active", "draft"]
    assert set(Agreement.objects.values_list("number", flat=True)) == {
        f"ปชส-06-2567-00{n}" for n in (1, 2, 3)
    }
    assert Agreement.objects.of_coordinator(User.objects.get(username="coordinator_6")).count() == 1
    year = fiscal_year_bounds(2567)
    signed = Agreement.objects.exclude(signed_on=None).values_list("signed_on", "starts_on", "ends_on")
    assert [year[0] <= day <= year[1] for days in signed for day in days] == 6 * [True]
    assert violations() == []


def test_the_demo_has_activities_with_times_one_that_waits_and_reports_of_the_coordinators_centre(
    client: Client,
) -> None:
    start()
    client.force_login(User.objects.get(username="officer_6"))
    months = client.get("/plans/2567/6/months/").text
    for words in ("22–24 ธ.ค. 66", "ไตรมาส 2", "รอกำหนดการ จาก สปสช. ส่วนกลาง", "ยังไม่มีผู้ระบุเวลา"):
        assert words in months
    assert sorted(ActivityReport.objects.values_list("state", flat=True)) == ["accepted", "draft"]
    client.force_login(User.objects.get(username="coordinator_6"))
    for report in ActivityReport.objects.all():
        assert client.get(f"/plans/activities/reports/{report.pk}/").status_code == 200


def test_everybody_in_the_table_can_sign_in_and_is_plainly_invented(client: Client) -> None:
    for username, password in start().items():
        assert client.login(username=username, password=password), username
        assert User.objects.get(username=username).get_full_name().endswith("(ตัวอย่าง)")


def test_a_second_start_changes_nothing_and_shows_the_same_passwords() -> None:
    first = start()
    before = everything()
    assert start() == first
    assert everything() == before


def test_what_was_changed_in_the_demo_stays_at_the_next_start() -> None:
    start()
    Allocation.objects.filter(order=9).update(amount=Decimal("90000.00"))
    User.objects.get(username="coordinator_6").memberships.update(since="2020-01-01")
    before = everything()
    start()
    assert everything() == before
    assert Allocation.objects.get(order=9).amount == Decimal("90000.00")


def test_a_password_changed_in_the_demo_is_the_one_of_the_table_again(client: Client) -> None:
    password = start()["officer_6"]
    officer = User.objects.get(username="officer_6")
    officer.set_password("something else")
    officer.save()
    start()
    assert client.login(username="officer_6", password=password)


def test_the_passwords_are_random_and_for_their_owner_only(settings: Settings) -> None:
    passwords = start()
    assert len(set(passwords.values())) == len(passwords) == 9
    # Short enough to be read aloud, without letters and digits that look alike.
    groups = "[a-hjkmnp-z2-9]{4}"
    assert [
        word for word in passwords.values() if not re.fullmatch(f"{groups}-{groups}-{groups}", word)
    ] == []
    assert (settings.VAR / "demo-passwords").stat().st_mode & 0o777 == 0o600


def test_the_demo_leaves_somebodys_own_account_alone() -> None:
    make.user("officer_6", last_name="ใจดี")
    with pytest.raises(CommandError, match="officer_6"):
        start()
    assert User.objects.get(username="officer_6").check_password("a sample password")


def test_no_demo_people_are_made_on_a_database_that_is_not_ones_own(settings: Settings) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError):
        start()
    assert not User.objects.exists()


def test_the_coordinator_and_the_complaint_officer_belong_to_an_organisation() -> None:
    start()
    centre = User.objects.get(username="coordinator_6").organisation_ties.get().organisation
    assert centre.name == "ศูนย์ประสานงานหลักประกันสุขภาพประชาชนจังหวัดชลบุรี"
    officer = User.objects.get(username="complaints_6")
    assert ReceivingUnit.objects.visible_to(officer).get().state == ReceivingUnit.State.APPLIED


def test_outcomes_of_the_demos_plan_are_counted_from_a_few_invented_rows(client: Client) -> None:
    password = start()["mentor_6"]
    client.post("/sign-in/", {"username": "mentor_6", "password": password})
    of = {each.measure: f"/plans/outcomes/{each.item_id}/" for each in Indicator.objects.exclude(measure="")}
    for measure, told in (
        ("groups_first_reached", "3 กลุ่ม"),
        ("new_groups_on_line", "2 จาก 3 กลุ่ม"),
        ("trained_in_mediation", "2 คน"),
        ("registered_under_section_3", "0 จาก 2 แห่ง"),
    ):
        assert told in flat(text_at(client, of[measure])), measure
    names = (NetworkGroup, TrainedPerson)
    assert all("(ตัวอย่าง)" in str(row) for model in names for row in model.objects.all())


def test_the_coordinators_centre_is_the_one_that_reports_wherever_it_stands_in_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(demo, "CENTRE_OF_COORDINATOR", "สภาชุมชนข้าวหม้อแกงหม้อ")
    start()
    hers = Agreement.objects.of_coordinator(User.objects.get(username="coordinator_6")).get()
    assert hers.organisation.name == "สภาชุมชนข้าวหม้อแกงหม้อ"
    assert Report.objects.get().agreement == hers


def test_the_demos_member_finds_her_next_meeting_its_paper_and_what_was_decided(client: Client) -> None:
    password = start()["member_6"]
    assert Plan.objects.get().versions.get().title == "ฉบับที่ 1 (ครั้งที่ 4/2566)"
    past, following = Meeting.objects.order_by("held_on")
    assert (past.state, following.state, following.has_come) == ("closed", "called", False)
    client.post("/sign-in/", {"username": "member_6", "password": password})
    page = text_at(client, "/")
    for address in (
        following.get_absolute_url(),
        Paper.objects.get().get_absolute_url(),
        past.items.get().get_absolute_url(),
    ):
        assert f'href="{address}"' in page
    assert _("%(vacant)s vacant") % {"vacant": 1} in text_at(client, following.committee.get_absolute_url())
    assert all(demo.INVENTED in seat.name for seat in Seat.objects.all())
