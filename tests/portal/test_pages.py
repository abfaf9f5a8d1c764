"""The states of our own pages: full, partial, empty and forbidden, each in words and with a way on."""

import csv
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from centres.models import Organisation
from grants.models import Allocation, Programme
from people.models import User
from people.roles import Role
from regions.models import Province
from spreadsheets.models import ImportBatch
from tests import make
from tests.html import browser_of, text_at
from tests.imports import press

BUDGET = "/budget/2567/6/"
NEW_BUDGET = "/imports/new/?kind=budget&amp;year=2567&amp;region=6"
HEADER = "ลำดับ,ชื่อหน่วยงานภาคประชาชน,งบประมาณ"


@pytest.fixture
def three_grants(db: None) -> Programme:
    """A programme of 300,000.00 with two organisations whose names tell no province, and one of จันทบุรี."""
    programme = make.programme(ceiling="300000.00")
    for name, amount in (
        ("สภาชุมชนข้าวหม้อแกงหม้อ", "100000.00"),
        ("มูลนิธิสายรุ้ง", "150000.00"),
        ("สมาคมคนพิการจันทบุรี", "50000.00"),
    ):
        make.allocation(programme, name, amount)
    Organisation.objects.filter(name="สมาคมคนพิการจันทบุรี").update(
        province=Province.objects.get(name_th="จันทบุรี")
    )
    return programme


def bring_in(client: Client, *rows: str, kind: str = "budget", header: str = HEADER) -> ImportBatch:
    table = SimpleUploadedFile("ตาราง.csv", "\r\n".join([header, *rows]).encode("utf-8-sig"))
    response = client.post(
        "/imports/new/", {"kind": kind, "region": "6", "fiscal_year": "2567", "file": table}
    )
    return ImportBatch.objects.get(pk=int(response.url.strip("/").split("/")[-1]))


def rows_of(page: HttpResponse) -> list[str]:
    """The names in the table of organisations, in the order in which they stand."""
    return re.findall(r'class="name"><span lang="th">([^<]+)</span>', page.text)


# The budget page


def test_a_year_without_a_programme_says_so_and_offers_the_way_only_to_those_who_may_go_it(
    client: Client, officer_6: User, member_6: User
) -> None:
    client.force_login(officer_6)
    page = client.get(BUDGET).text
    assert "ยังไม่มีงบประมาณของปี 2567" in page
    assert NEW_BUDGET in page
    client.force_login(member_6)
    page = client.get(BUDGET).text
    assert "สำนักงานเขตยังไม่ได้บันทึกโครงการของปีนี้" in page
    assert "/imports/" not in page


def test_a_programme_without_allocations_shows_its_ceiling_and_that_nothing_is_allocated(
    client: Client, member_6: User
) -> None:
    make.programme(ceiling="300000.00")
    client.force_login(member_6)
    page = client.get(BUDGET).text
    assert "ยังไม่ได้จัดสรร" in page
    assert "300,000.00" in page
    assert "ยังไม่มีแผนที่เสนอแล้ว เปิดหน้าแผน" in page
    assert "ยังไม่มีแผนการมีส่วนร่วมของปี 2567" in text_at(client, "/plans/2567/6/")


def test_every_figure_of_the_budget_leads_to_its_rows(
    client: Client, member_6: User, three_grants: Programme
) -> None:
    client.force_login(member_6)
    page = client.get(BUDGET)
    assert 'href="#organisations">300,000.00 บาท' in page.text
    assert 'href="?province=22#organisations">จันทบุรี' in page.text
    assert 'href="?province=none#organisations">2 องค์กรไม่ระบุจังหวัด' in page.text
    of_province = client.get(f"{BUDGET}?province=22")
    assert rows_of(of_province) == ["สมาคมคนพิการจันทบุรี"]


def test_a_province_has_its_part_of_the_budget_in_per_cent_with_two_decimals(
    client: Client, member_6: User, three_grants: Programme
) -> None:
    client.force_login(member_6)
    page = text_at(client, BUDGET)
    assert "2 องค์กร · 83.33%" in page
    assert "1 องค์กร · 16.67%" in page


def test_a_filtered_page_says_what_it_shows_with_its_own_sum_and_the_way_back(
    client: Client, member_6: User, three_grants: Programme
) -> None:
    client.force_login(member_6)
    page = client.get(f"{BUDGET}?province=none&sort=amount")
    assert rows_of(page) == ["มูลนิธิสายรุ้ง", "สภาชุมชนข้าวหม้อแกงหม้อ"]
    assert "2 จาก 3 องค์กร รวม 250,000.00 บาท" in page.text
    assert 'href="?sort=amount#organisations">แสดงทั้งหมด' in page.text


def test_a_filter_that_nothing_fits_shows_every_row(
    client: Client, member_6: User, three_grants: Programme
) -> None:
    client.force_login(member_6)
    page = client.get(f"{BUDGET}?province=99&focus=%3Cscript%3E&sort=colour")
    assert len(rows_of(page)) == 3
    assert "แสดงทั้งหมด" not in page.text
    assert "<script>" not in page.text


def test_gaps_stand_where_the_thing_would_be(
    client: Client, officer_6: User, three_grants: Programme
) -> None:
    make.plan_line(make.plan(), form_number=1)
    client.force_login(officer_6)
    page = client.get(BUDGET).text
    assert "จังหวัดที่ยังไม่มีองค์กรได้รับงบ" in page
    assert "(7 จาก 8 จังหวัด)" in page
    assert "รูปแบบที่ยังไม่มีแผนงาน" in page
    nameless = Organisation.objects.get(name="มูลนิธิสายรุ้ง")
    assert f"/admin/centres/organisation/{nameless.pk}/change/" in page


def test_regions_without_a_programme_stand_beside_those_that_have_one(
    client: Client, head_office: User, three_grants: Programme
) -> None:
    client.force_login(head_office)
    page = client.get("/budget/2567/").text
    assert "มีโครงการแล้ว 1 จาก 13 เขต" in page
    assert "1 จาก 8 จังหวัด" in page
    assert page.count("ยังไม่มีโครงการ") == 12


@pytest.mark.parametrize("table", ["provinces", "networks"])
def test_the_sums_go_out_with_how_many_organisations_and_how_much_they_come_to(
    table: str, member_6: User, three_grants: Programme
) -> None:
    _header, *lines = csv.reader(text_at(browser_of(member_6), f"{BUDGET}{table}.csv").splitlines())
    assert sum(int(count) for _label, count, _baht in lines) == 3
    assert sum(Decimal(baht) for _label, _count, baht in lines) == 300_000


def test_the_regions_together_have_the_sums_of_their_ceilings_and_grants(
    head_office: User, three_grants: Programme
) -> None:
    second = make.programme(11, ceiling="500000.00")
    make.allocation(second, "มูลนิธิของเขต 11", "25000.50")
    page = text_at(browser_of(head_office), "/budget/2567/")
    assert "มีโครงการแล้ว 2 จาก 13 เขต" in page
    assert f"{three_grants.ceiling + second.ceiling:,}" in page
    assert "325,000.50" in page


# Home


def test_a_person_without_a_role_is_told_whom_to_ask(client: Client, nobody: User) -> None:
    client.force_login(nobody)
    page = client.get("/").text
    assert "บัญชีของท่านยังไม่มีบทบาท" in page
    assert "/imports/" not in page
    assert "/admin/" not in page


@pytest.mark.parametrize(
    ("role", "region", "there", "not_there"),
    [
        (Role.HEAD_OFFICE, None, ["/budget/2567/", "/imports/new/", "/admin/"], []),
        (Role.REGIONAL_STAFF, 6, [BUDGET, "/imports/new/", "/admin/"], []),
        (Role.COMMITTEE_MEMBER, 6, [BUDGET], ["/imports/", "/admin/"]),
        (Role.COORDINATOR, 6, ["/imports/new/"], ["/budget/", "/admin/"]),
        (Role.COMPLAINT_OFFICER, 6, [], ["/budget/", "/imports/", "/admin/"]),
    ],
)
def test_home_leads_each_role_to_its_pages_and_to_no_other(
    client: Client,
    three_grants: Programme,
    role: Role,
    region: int | None,
    there: list[str],
    not_there: list[str],
) -> None:
    client.force_login(make.user("somebody", role, region))
    page = client.get("/").text
    assert [address for address in there if f'href="{address}' not in page] == []
    assert [address for address in not_there if f'href="{address}' in page] == []


def test_home_shows_the_newest_budget_with_the_figures_of_its_page(
    member_6: User, head_office: User, three_grants: Programme
) -> None:
    make.programme(6, 2566, ceiling="999.00")
    second = make.programme(11, ceiling="500000.00")
    make.allocation(second, "มูลนิธิของเขต 11", "25000.50")
    page = text_at(browser_of(member_6), "/")
    assert f'href="{BUDGET}"' in page
    assert "300,000.00" in page
    assert "25,000.50" not in page
    page = text_at(browser_of(head_office), "/")
    assert "325,000.50" in page
    assert f"{three_grants.ceiling + second.ceiling:,}" in page
    assert "2 จาก 13 เขต" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "said", "not_said"),
    [
        (Role.FINANCE, "รายการจ่ายที่กรอกวันที่", "แผนหรืองบประมาณ"),
        (Role.REGIONAL_STAFF, "แผนหรืองบประมาณ", "รายการจ่ายที่กรอกวันที่"),
        (Role.COORDINATOR, "แผนหรืองบประมาณ", "รายการจ่ายที่กรอกวันที่"),
    ],
)
def test_home_asks_each_for_the_tables_that_she_may_bring_in(role: Role, said: str, not_said: str) -> None:
    page = text_at(browser_of(make.user("somebody", role, 6)), "/")
    assert said in page
    assert not_said not in page


def test_a_complaint_officer_sees_the_register_entry_of_her_unit(client: Client, complaints_6: User) -> None:
    unit = make.receiving_unit(
        make.organisation("ศูนย์คุ้มครองสิทธิบัตรทองระยอง"), registration_number="ระยอง 1/2566"
    )
    make.tie(complaints_6, unit.role.organisation, Role.COMPLAINT_OFFICER)
    client.force_login(complaints_6)
    assert "ระยอง 1/2566" in client.get("/").text


# Imports


def test_one_fault_in_many_rows_is_said_once_with_its_rows(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = bring_in(client, "1,ชมรมก,-", "2,ชมรมข,-", "3,ชมรมค,-")
    page = client.get(f"/imports/{batch.pk}/").text
    assert "ต้องแก้ 3 จุด" in page
    assert "2, 3, 4" in page
    assert page.count("ไม่ใช่จำนวนเงิน") == 1
    assert f"/imports/{batch.pk}/confirm/" not in page


def test_the_preview_says_in_a_sentence_what_confirming_does(
    client: Client, officer_6: User, three_grants: Programme
) -> None:
    client.force_login(officer_6)
    batch = bring_in(
        client, "1,สภาชุมชนข้าวหม้อแกงหม้อ,90000", "2,มูลนิธิสายรุ้ง,150000", "3,กลุ่มเพื่อนเกษตรกรทดลอง,10000"
    )
    page = client.get(f"/imports/{batch.pk}/").text
    assert "ระบบจะเพิ่ม 1 รายการ และแก้ไข 1 รายการ" in page
    assert f"/imports/{batch.pk}/confirm/" in page
    assert "<del>100,000.00</del>" in page
    assert "<ins>90,000.00</ins>" in page
    assert "-10,000.00 บาท" in page


def test_money_that_goes_from_one_to_another_is_told_though_the_sum_stays(
    client: Client, officer_6: User, three_grants: Programme
) -> None:
    client.force_login(officer_6)
    batch = bring_in(client, "1,สภาชุมชนข้าวหม้อแกงหม้อ,120000", "2,มูลนิธิสายรุ้ง,130000")
    page = client.get(f"/imports/{batch.pk}/").text
    assert "250,000.00 →" in page
    assert "เพิ่มขึ้น 20,000.00 ลดลง 20,000.00" in page
    assert "+20,000.00 บาท" in page
    assert "-20,000.00 บาท" in page


def test_a_file_that_changes_nothing_has_nothing_to_confirm(
    client: Client, officer_6: User, three_grants: Programme
) -> None:
    client.force_login(officer_6)
    rows = [
        f"{row.order},{row.organisation.name},{row.amount}"
        for row in Allocation.objects.select_related("organisation")
    ]
    batch = bring_in(client, *rows)
    page = client.get(f"/imports/{batch.pk}/").text
    assert "ไม่มีอะไรเปลี่ยนแปลง" in page
    assert f"/imports/{batch.pk}/confirm/" not in page


def test_an_applied_import_offers_undo_until_somebody_has_changed_its_rows(
    client: Client, officer_6: User, three_grants: Programme
) -> None:
    client.force_login(officer_6)
    batch = bring_in(client, "1,สภาชุมชนข้าวหม้อแกงหม้อ,90000")
    press(client, batch, "confirm")
    undo = f'action="/imports/{batch.pk}/undo/"'
    assert undo in client.get(f"/imports/{batch.pk}/").text
    allocation = Allocation.objects.get(amount=Decimal("90000.00"))
    allocation.amount = Decimal("80000.00")
    allocation.save()
    page = client.get(f"/imports/{batch.pk}/").text
    assert undo not in page
    assert "ยกเลิกไม่ได้" in page
    assert "สภาชุมชนข้าวหม้อแกงหม้อ" in page


def test_a_heading_that_is_missing_is_offered_for_naming_by_hand(client: Client, officer_6: User) -> None:
    make.programme()
    client.force_login(officer_6)
    batch = bring_in(client, "1,ชมรมก,95000", header="ลำดับ,ชื่อหน่วยงานภาคประชาชน,ยอดที่ให้")
    page = client.get(f"/imports/{batch.pk}/").text
    assert 'name="column_amount"' in page
    client.post(f"/imports/{batch.pk}/again/", {"column_name": "B", "column_amount": "c", "header_row": "1"})
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.PREVIEWED


# What every page keeps to


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_the_pages_for_accidents_need_no_context(template: str) -> None:
    page = render_to_string(template)
    assert "<h1>" in page
    assert 'href="/"' in page


@pytest.mark.parametrize(
    "address", ["/", BUDGET, "/budget/2567/", "/imports/", "/imports/new/", "/password/", "/nothing/"]
)
def test_our_pages_hold_no_inline_style_or_script_and_nothing_from_elsewhere(
    client: Client, officer_6: User, three_grants: Programme, address: str
) -> None:
    make.plan_line(make.plan())
    client.force_login(officer_6)
    page = client.get(address).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
    assert [
        source
        for source in re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', page)
        if not source.startswith("/static/")
    ] == []


def test_the_language_is_chosen_by_post_and_kept(client: Client, member_6: User) -> None:
    client.force_login(member_6)
    back = client.post("/language/", {"language": "en", "next": BUDGET})
    assert back.url == BUDGET
    assert "No budget for fiscal year 2567 yet" in client.get(BUDGET).text
