"""The groups in which a region has reached its networks: kept in the admin, read on the register's page, by years."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from centres.models import TargetNetwork
from centres.registers.models import NetworkGroup
from centres.registers.summaries import groups_reached
from people.models import User
from people.roles import Role
from tests import make
from tests.html import OpenForm, browser_of, flat, own_form, text_at
from tests.imports import confirmed, pasted

pytestmark = pytest.mark.django_db

LINK = "https://line.me/R/ti/g/abc"
ADD = "/admin/registers/networkgroup/add/"


def test_staff_enter_a_group_with_its_line_group_and_everybody_who_reads_the_plan_is_told(
    desk: Client, member_6: User
) -> None:
    network = TargetNetwork.objects.get(name_th__contains="ผู้สูงอายุ")
    said = {"network": str(network.pk), "name": "กลุ่มบ้านบึง", "members": "25", "first_year": "2567"}
    assert OpenForm(desk, ADD).type(**said, line_link=LINK, line_keeper="ประธานกลุ่ม").send().is_taken
    group = NetworkGroup.objects.get()
    assert (group.region_id, group.members, group.history.get().history_user.username) == (6, 25, "officer_6")
    assert LINK in text_at(desk, "/registers/2567/6/")
    page = text_at(browser_of(member_6), "/registers/2567/6/")
    assert "กลุ่มบ้านบึง" in page
    assert "มีกลุ่มไลน์ 1 จาก 1 กลุ่ม" in flat(page)
    assert LINK not in page  # its keeper has not agreed that it is passed on
    NetworkGroup.objects.update(line_consent=True)
    assert LINK in text_at(browser_of(member_6), "/registers/2567/6/")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"line_link": "https://example.org/line.me", "line_keeper": "ประธาน"}, "ไม่ใช่ลิงก์ของไลน์"),
        ({"line_link": "https://line.me.example.org/g", "line_keeper": "ประธาน"}, "ไม่ใช่ลิงก์ของไลน์"),
        ({"line_link": "https://line.me@example.org/g", "line_keeper": "ประธาน"}, "ไม่ใช่ลิงก์ของไลน์"),
        ({"line_link": "https://somebody@line.me/g", "line_keeper": "ประธาน"}, "ไม่ใช่ลิงก์ของไลน์"),
        ({"line_link": "http://line.me/g", "line_keeper": "ประธาน"}, "ไม่ใช่ลิงก์ของไลน์"),
        ({"line_link": LINK}, "โปรดระบุผู้ดูแลกลุ่มไลน์"),
        ({"line_keeper": "ประธาน"}, "โปรดใส่ลิงก์ของกลุ่มไลน์"),
        ({"line_consent": "on"}, "โปรดใส่ลิงก์ของกลุ่มไลน์"),
        ({"first_year": "2600"}, "เป็นไปไม่ได้"),
        ({"name": "กลุ่ม เดิม"}, "เขตนี้มีกลุ่มชื่อนี้แล้ว"),
        ({"retired_on": "30 ก.ย. 2566"}, "อยู่ก่อนปีงบประมาณ 2567"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    said: dict[str, str], refusal: str, desk: Client
) -> None:
    make.network_group("กลุ่มเดิม")
    typed = {"network": "1", "name": "กลุ่มใหม่", "members": "7", "first_year": "2567", **said}
    typed["network"] = str(TargetNetwork.objects.all()[0].pk)
    sent = OpenForm(desk, ADD).type(**typed).send()
    assert refusal in " ".join(sent.errors), sent.errors
    assert typed["name"] in sent.values
    assert NetworkGroup.objects.count() == 1


def test_a_group_may_be_retired_from_the_first_day_of_its_first_year_on(desk: Client) -> None:
    group = make.network_group("กลุ่ม ก")
    form = OpenForm(desk, f"/admin/registers/networkgroup/{group.pk}/change/")
    assert form.type(retired_on="1 ต.ค. 2566").send().is_taken
    group.refresh_from_db()
    assert group.retired_on == date(2023, 10, 1)


def test_a_network_that_the_year_does_not_know_is_refused_and_cannot_be_retired_before_its_groups() -> None:
    network = TargetNetwork.objects.all()[0]
    network.valid_from = 2567
    network.full_clean()
    network.save()
    with pytest.raises(ValidationError, match="2566"):
        make.network_group("กลุ่มปีก่อน", first_year=2566, network=network)
    make.network_group("กลุ่ม", first_year=2567, network=network)
    network.valid_from = 2568
    with pytest.raises(ValidationError):
        network.full_clean()


def test_the_year_to_come_reaches_nobody_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    for today, year, is_refused in (
        (date(2024, 9, 30), 2568, True),
        (date(2024, 9, 30), 2567, False),
        (date(2024, 10, 1), 2568, False),
    ):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda today=today: today)
        group = NetworkGroup(region_id=6, network=TargetNetwork.objects.all()[0], name="กลุ่ม", first_year=year)
        if is_refused:
            with pytest.raises(ValidationError, match="2568"):
                group.full_clean()
        else:
            group.full_clean()


@pytest.mark.parametrize(
    ("retired_on", "counted"),
    [(date(2024, 9, 29), 0), (date(2024, 9, 30), 0), (date(2024, 10, 1), 1), (None, 1)],
)
def test_a_retired_group_stays_in_the_figures_of_the_years_that_it_outlived(
    retired_on: date | None, counted: int
) -> None:
    make.network_group("กลุ่ม", retired_on=retired_on)
    assert groups_reached(6, 2567).count == counted
    assert groups_reached(6, 2566).count == groups_reached(11, 2567).count == 0


def test_nobody_deletes_a_group(desk: Client, head_office: User) -> None:
    group = make.network_group("กลุ่ม")
    for client in (desk, browser_of(head_office)):
        assert (
            client.post(f"/admin/registers/networkgroup/{group.pk}/delete/", {"post": "yes"}).status_code
            == 403
        )
    assert NetworkGroup.objects.count() == 1


def test_the_organisation_that_looks_after_a_group_keeps_its_members_and_line_group(
    coordinator_6: User, member_6: User
) -> None:
    own, other = make.organisation("ศูนย์ ก"), make.organisation("ศูนย์ ข")
    make.tie(coordinator_6, own, Role.COORDINATOR)
    group, others = (
        make.network_group("กลุ่ม ก", organisation=own),
        make.network_group("กลุ่ม ข", organisation=other),
    )
    client = browser_of(User.objects.get(pk=coordinator_6.pk))
    assert client.get("/registers/").url == "/registers/own/"
    page = text_at(client, "/registers/own/")
    assert "กลุ่ม ก" in page
    assert "กลุ่ม ข" not in page
    address = f"/registers/groups/{group.pk}/"
    data: dict[str, Any] = own_form(text_at(client, address)).data
    refused = client.post(address, {**data, "members": "30", "line_link": LINK})
    assert refused.status_code == 422
    assert 'value="30"' in refused.text
    assert (
        client.post(
            address, {**data, "members": "30", "line_link": LINK, "line_keeper": "เลขานุการ"}
        ).status_code
        == 302
    )
    group.refresh_from_db()
    assert (group.members, group.line_link, group.history.first().history_user) == (30, LINK, coordinator_6)
    stale = client.post(address, {**data, "members": "31"})
    assert stale.status_code == 422
    assert "ท่านพิมพ์ยังอยู่" in stale.text
    assert client.get(f"/registers/groups/{others.pk}/").status_code == 404
    assert browser_of(member_6).get(address).status_code == 403


def test_a_table_of_groups_enters_and_corrects_them_by_name(desk: Client) -> None:
    head = ["ชื่อกลุ่ม", "เครือข่าย", "จำนวนสมาชิก", "ลิงก์กลุ่มไลน์", "ผู้ดูแลกลุ่มไลน์", "ปีงบประมาณที่เข้าถึงครั้งแรก"]
    confirmed(desk, pasted(desk, "groups", [head, ["กลุ่ม ก", "สตรี", "25", "-", "-", "2567"]]))
    batch = pasted(desk, "groups", [head, ["กลุ่ม  ก", "สตรี", "26", LINK, "ประธาน", "2567"]])
    assert batch.preview["counts"] == {"new": 0, "changed": 1, "unchanged": 0, "left_out": 0, "missing": 0}
    confirmed(desk, batch)
    group = NetworkGroup.objects.get()
    assert (group.members, group.line_link) == (26, LINK)
    wrong = pasted(
        desk, "groups", [head, ["กลุ่ม ข", "พระสงฆ์", "หลายคน", "https://example.org/", "ประธาน", "ปีหน้า"]]
    )
    assert {fault["column"] for fault in wrong.preview["faults"]} >= {"B", "C", "F"}


def test_tables_of_registers_are_for_the_regions_staff(coordinator_6: User) -> None:
    client = browser_of(coordinator_6)
    make.network_group("กลุ่มลับ", line_link=LINK, line_keeper="ประธาน")
    for kind in ("groups", "trainings"):
        assert client.get(f"/imports/table/6/2567/{kind}.csv").status_code == 404
