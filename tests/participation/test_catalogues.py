"""The pages of the catalogues: what plans choose from, since when and until when, and which plans use it."""

import re

import pytest
from django.test import Client

from centres.models import TargetNetwork
from participation.models import FormOfParticipation, StandardActivity
from people.models import User
from tests import make
from tests.html import OpenForm, browser_of, flat, links_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard(db: None) -> StandardActivity:
    """Used by three drafts: region 6 of 2567 and 2568, and region 11 of 2567."""
    standard = StandardActivity.objects.get(form__number=1, number=1)
    for region, year in ((6, 2567), (6, 2568), (11, 2567)):
        make.plan_line(make.plan(region, year), 1, activities=f"1.{standard.name} 2.{standard.name}")
    return standard


def uses(client: Client, kind: str, words: str) -> int:
    """How many plans use an entry, as the page of its catalogue says."""
    page = flat(text_at(client, f"/plans/catalogue/{kind}/"))
    (row,) = [row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if f">{words}</a>" in row]
    (count,) = re.findall(r'data-label="แผนที่ใช้"><span>(\d+)</span>', row)
    return int(count)


def plans_of(client: Client, kind: str, key: object) -> list[str]:
    page = text_at(client, f"/plans/catalogue/{kind}/{key}/")
    return [link for link in links_of(page) if re.fullmatch(r"/plans/\d{4}/\d+/", link)]


def test_an_entry_names_the_plans_that_use_it_and_each_reader_those_that_she_may_read(
    standard: StandardActivity, head_office: User, officer_6: User, member_6: User
) -> None:
    seen = {
        head_office: ["/plans/2568/6/", "/plans/2567/6/", "/plans/2567/11/"],
        officer_6: ["/plans/2568/6/", "/plans/2567/6/"],
        member_6: [],  # drafts are not for a committee
    }
    for person, plans in seen.items():
        client = browser_of(person)
        assert plans_of(client, "activities", standard.pk) == plans
        assert plans_of(client, "forms", standard.form_id) == plans
        assert uses(client, "activities", standard.name) == len(plans)
        assert uses(client, "forms", standard.form.name) == len(plans)


def test_a_network_is_used_by_a_target_and_by_an_activity_that_is_to_reach_it(head_office: User) -> None:
    aimed_at, reached = TargetNetwork.objects.order_by("code")[:2]
    line = make.plan_line(make.plan(), targets=aimed_at.name_th)
    make.detail(line.activities[0], networks=[reached, aimed_at])
    client = browser_of(head_office)
    for network in (aimed_at, reached):
        assert uses(client, "networks", network.name_th) == 1
        assert plans_of(client, "networks", network.pk) == ["/plans/2567/6/"]


def test_a_measure_is_used_by_the_plans_whose_indicators_are_counted_from_it(head_office: User) -> None:
    (outcome,) = make.plan_line(make.plan()).outcomes
    make.indicator(outcome, "ประชุมครบทุกจังหวัด", kind="of", unit="ครั้ง", measure="held_in_every_province")
    make.indicator(make.plan_line(make.plan(11)).outcomes[0])
    client = browser_of(head_office)
    assert plans_of(client, "measures", "held_in_every_province") == ["/plans/2567/6/"]
    assert plans_of(client, "measures", "typed") == ["/plans/2567/11/"]


def test_head_office_rewords_an_entry_from_the_page_and_is_there_again(head_office: User) -> None:
    client = browser_of(head_office)
    form = FormOfParticipation.objects.get(number=2)
    (change,) = {
        link
        for link in links_of(text_at(client, f"/plans/catalogue/forms/{form.pk}/"))
        if f"/formofparticipation/{form.pk}/change/" in link
    }
    sent = OpenForm(client, change).type(short_name="เข้าถึงบริการ").send()
    assert sent.leads_to == f"/plans/catalogue/forms/{form.pk}/"
    assert "เข้าถึงบริการ" in text_at(client, sent.leads_to)


def test_the_admin_leads_back_only_to_pages_of_the_portal(head_office: User) -> None:
    client = browser_of(head_office)
    form = FormOfParticipation.objects.get(number=2)
    for back in ("https://example.org/", "//example.org/", "javascript:alert(1)", ""):
        address = f"/admin/participation/formofparticipation/{form.pk}/change/?back={back}"
        sent = OpenForm(client, address).type(change_reason="ทดสอบ").send()
        assert sent.leads_to == "/admin/participation/formofparticipation/"


def test_staff_of_a_region_read_the_catalogues_and_are_offered_no_change(
    officer_6: User, head_office: User, coordinator_6: User
) -> None:
    for kind in ("forms", "activities", "networks", "tags", "measures"):
        page = text_at(browser_of(officer_6), f"/plans/catalogue/{kind}/")
        assert "/admin/" not in " ".join(link for link in links_of(page) if "back=" in link)
        assert "แก้คำหรือเลิกใช้" not in page
        changed = "แก้คำหรือเลิกใช้" in text_at(browser_of(head_office), f"/plans/catalogue/{kind}/")
        assert changed == (kind != "measures")
        assert browser_of(coordinator_6).get(f"/plans/catalogue/{kind}/").status_code == 403


def test_what_is_retired_stands_there_and_says_so_from_the_year_after(head_office: User) -> None:
    network = TargetNetwork.objects.get(code="X2")
    client = browser_of(head_office)

    def row(until: int) -> str:
        TargetNetwork.objects.filter(pk=network.pk).update(valid_until=until)
        page = flat(text_at(client, "/plans/catalogue/networks/"))
        (found,) = [
            each for each in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if f">{network.name_th}</a>" in each
        ]
        return found

    this_year = client.get("/plans/catalogue/networks/").context["now"]
    assert "เลิกใช้แล้ว" in row(this_year - 1)
    assert "เลิกใช้แล้ว" not in row(this_year)


def test_the_menu_leads_head_office_to_the_catalogues_and_the_lists_of_the_admin_do_too(
    head_office: User, officer_6: User
) -> None:
    assert "/plans/catalogue/" in links_of(text_at(browser_of(head_office), "/"))
    assert "/plans/catalogue/" not in links_of(text_at(browser_of(officer_6), "/"))
    assert "/plans/catalogue/" in links_of(text_at(browser_of(officer_6), "/plans/2567/"))
    for entry, kind in (
        ("participation/formofparticipation", "forms"),
        ("participation/activitytag", "tags"),
        ("centres/targetnetwork", "networks"),
    ):
        page = text_at(browser_of(head_office), f"/admin/{entry}/")
        assert f"/plans/catalogue/{kind}/" in links_of(page)
