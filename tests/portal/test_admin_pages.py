"""The admin in the portal's look: what it opens on, and what Django's own pages lack without us."""

import re

import pytest
from django.contrib import admin
from django.test import Client

from people.models import Membership, User
from portal.admin_site import ORDER
from tests import make
from tests.html import EMPTY_LINK, OpenForm, browser_of, text_at
from tests.walls.world import build


def test_the_admin_opens_on_what_waits_in_the_regions_that_a_person_staffs(
    client: Client, officer_6: User, officer_11: User
) -> None:
    make.plan(6)
    make.organisation("มูลนิธิสายรุ้ง", 6)
    make.programme(11, ceiling="0.00")
    client.force_login(officer_6)
    page = client.get("/admin/")
    assert {task.label: task.count for task in page.context["work"].for_her} == {
        "แผนยังเป็นร่าง": 1,
        "องค์กรยังไม่ระบุจังหวัด": 1,
    }
    client.force_login(officer_11)
    assert "ไม่มีงานค้าง" in client.get("/admin/").text


def test_the_lists_of_the_admin_stand_in_the_order_of_the_work(client: Client, head_office: User) -> None:
    client.force_login(head_office)
    apps = client.get("/admin/").context["app_list"]
    order = [
        "participation",
        "grants",
        "committees",
        "complaints",
        "centres",
        "registers",
        "people",
        "trail",
        "regions",
    ]
    assert [app["app_label"] for app in apps] == order
    listed = [each["object_name"] for app in apps for each in app["models"]]
    assert listed[:5] == ["Plan", "PlanLine", "FormOfParticipation", "ActivityTag", "Programme"]
    assert [label for label in ORDER if label.split(".")[1] not in {name.lower() for name in listed}] == []


def test_a_page_for_a_new_record_begins_with_no_empty_rows(head_office: User) -> None:
    rows, hers = {}, browser_of(head_office)
    for model in (model for model, its in admin.site._registry.items() if its.inlines):
        label = f"{model._meta.app_label}/{model._meta.model_name}"
        if hers.get(f"/admin/{label}/add/").status_code == 403:
            continue  # it is begun on a page of ours
        data = OpenForm(hers, f"/admin/{label}/add/").data
        rows |= {f"{label} {name}": data[name] for name in data if name.endswith("-TOTAL_FORMS")}
    assert len(rows) >= 8
    assert {where: count for where, count in rows.items() if count not in ("0", ["0"])} == {}


def test_each_task_leads_to_a_list_that_opens(client: Client, officer_6: User) -> None:
    make.plan(6)
    make.allocation(make.programme(6), "มูลนิธิสายรุ้ง", "95000.00")
    make.receiving_unit(make.organisation("ศูนย์คุ้มครองสิทธิบัตรทองระยอง"))
    client.force_login(officer_6)
    organisation = make.organisation("ศูนย์คุ้มครองสิทธิบัตรทองชลบุรี")
    registered = {"state": "registered", "registration_number": "1/2566", "order_date": make.day(-900)}
    independent = {"is_independent": True, "independence_declared_on": make.day(-900)}
    make.receiving_unit(organisation, valid_until=make.day(-1), **registered, **independent)
    tasks = client.get("/admin/").context["work"].for_her
    assert len(tasks) == 6
    for task in tasks:
        page = client.get(task.address, follow=True)
        assert page.status_code == 200, task.address
        if task.address == "/plans/":
            assert page.text.count(">ร่าง</span>") == task.count
            continue
        is_ours = task.address.startswith("/agreements/")
        found = page.context["page"].paginator.count if is_ours else page.context["cl"].result_count
        assert found == task.count, task.address


@pytest.mark.parametrize(
    ("records", "kind"),
    [
        ("grants/programme", "budget"),
        ("participation/plan", "plan"),
        ("centres/organisation", "organisations"),
        ("centres/coordinationcentre", "centres"),
        ("complaints/receivingunit", "units"),
        ("committees/seat", "members"),
    ],
)
def test_a_list_of_records_leads_to_bringing_in_its_table(
    client: Client, officer_6: User, records: str, kind: str
) -> None:
    client.force_login(officer_6)
    assert f'href="/imports/new/?kind={kind}"' in client.get(f"/admin/{records}/").text
    assert f'value="{kind}"' in client.get(f"/imports/new/?kind={kind}").text


def test_every_control_in_a_table_of_forms_bears_a_name(client: Client, officer_6: User) -> None:
    programme = make.programme()
    make.allocation(programme, "มูลนิธิสายรุ้ง", "95000.00")
    client.force_login(officer_6)
    page = client.get(f"/admin/grants/programme/{programme.pk}/change/").text
    controls = re.findall(
        r'<(?:input|select|textarea)[^>]*\sname="allocations-(?:\d+|__prefix__)-[^>]*>', page
    )
    shown = [control for control in controls if 'type="hidden"' not in control]
    assert len(shown) >= 7
    assert [control for control in shown if "aria-label=" not in control] == []


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/grants/",
        "/admin/grants/programme/",
        "/admin/grants/programme/add/",
        "/admin/grants/programme/{pk}/change/",
        "/admin/grants/programme/{pk}/history/",
        "/admin/grants/programme/{pk}/delete/",
    ],
)
def test_the_admins_pages_hold_no_inline_style_and_no_inline_script(
    client: Client, officer_6: User, address: str
) -> None:
    programme = make.programme()
    client.force_login(officer_6)
    page = client.get(address.format(pk=programme.pk))
    assert page.status_code == 200
    assert not re.search(r"<style|\sstyle=|\son\w+=", page.text)
    inline = re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", page.text)
    assert [script for script in inline if "application/json" not in script and "data-" not in script] == []


def test_history_shows_dates_of_the_buddhist_era(client: Client, officer_6: User) -> None:
    programme = make.programme()
    client.force_login(officer_6)
    page = client.get(f"/admin/grants/programme/{programme.pk}/history/").text
    assert str(programme.history.get().history_date.year + 543) in page


def test_there_is_one_door_and_the_admin_shows_it(client: Client, member_6: User, officer_6: User) -> None:
    door = "/admin/login/?next=/admin/grants/"
    response = client.get(door)
    assert response.url == "/sign-in/?next=/admin/grants/"
    client.force_login(member_6)
    for address in ("/admin/", door):
        assert client.get(address, follow=True).status_code == 403, address
    page = browser_of(officer_6).get(door, follow=True)
    assert (page.status_code, page.redirect_chain[-1]) == (200, ("/admin/grants/", 302))


def test_the_admin_reminds_a_person_of_her_latest_actions_on_what_is_still_in_her_reach(
    officer_6: User,
) -> None:
    organisation = make.organisation("มูลนิธิสายรุ้ง")
    desk = browser_of(officer_6)
    page = OpenForm(desk, f"/admin/centres/organisation/{organisation.pk}/change/")
    assert page.type(contact="โทร 038").send().is_taken
    text_at(desk, "/admin/centres/")  # the message that it is saved is said here, and no more afterwards
    assert organisation.name in text_at(desk, "/admin/")
    Membership.objects.filter(user=officer_6).update(region=11)
    assert organisation.name not in text_at(desk, "/admin/")


def test_no_list_has_a_link_without_a_word_whether_its_filters_offer_a_choice_or_none(
    head_office: User,
) -> None:
    assert EMPTY_LINK.search('<li><a href="?x=1"> </a></li>')
    client, wrong = browser_of(head_office), {}
    for filled in (False, True):
        if filled:
            build(6)
        for model in admin.site._registry:
            address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            page = client.get(address)
            if page.status_code == 200 and (found := EMPTY_LINK.findall(page.text)):
                wrong[address] = found
    assert wrong == {}
