"""What a list of the admin shows goes out as a file: the same columns and rows, and no row from behind a wall."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import load_workbook

from centres.models import Organisation, OrganisationRole
from editing.exports import Exports
from people.models import User
from tests import make
from tests.html import forms_of, links_of, text_at

pytestmark = pytest.mark.django_db

XLSX, CSV = "0", "1"
ORGANISATIONS = "/admin/centres/organisation/"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def workbook(client: Client, address: str, **data: Any) -> list[tuple[Any, ...]]:
    response = client.post(address, {"format": XLSX, **data})
    assert response.status_code == 200
    assert response["Content-Disposition"].rstrip('"').endswith(".xlsx")
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def text(client: Client, address: str, **data: Any) -> list[list[str]]:
    response = client.post(address, {"format": CSV, **data})
    assert response.status_code == 200
    assert response["Content-Disposition"].rstrip('"').endswith(".csv")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture
def organisations(db: None) -> list[Organisation]:
    return [
        make.organisation("มูลนิธิหนึ่ง", legal_form="foundation"),
        make.organisation("สมาคมสอง", legal_form="association"),
        make.organisation("สมาคมของเขตอื่น", 11, legal_form="association"),
    ]


def test_every_list_of_the_portal_exports() -> None:
    ours = list(admin.site._registry.values())
    assert len(ours) > 15
    assert [each for each in ours if not isinstance(each, Exports)] == []


def test_a_list_goes_out_under_its_own_headings_with_the_rows_of_its_region(
    organisations: list[Organisation], officer_6: User
) -> None:
    rows = workbook(browser(officer_6), f"{ORGANISATIONS}export/")
    assert rows[0] == ("ชื่อตามต้นฉบับ", "จังหวัด", "เครือข่ายที่ทำงานด้วย", "รูปแบบองค์กร", "เขต")
    assert [(row[0], row[3]) for row in rows[1:]] == [
        ("มูลนิธิหนึ่ง", str(Organisation.LegalForm.FOUNDATION.label)),
        ("สมาคมสอง", str(Organisation.LegalForm.ASSOCIATION.label)),
    ]


def test_head_office_takes_out_every_region(organisations: list[Organisation], head_office: User) -> None:
    rows = text(browser(head_office), f"{ORGANISATIONS}export/")
    assert {row[0] for row in rows[1:]} == {each.name for each in organisations}


@pytest.mark.parametrize("query", ["?legal_form__exact=association", "?q=สมาคม", "?q=สมาคม&p=7&all="])
def test_what_is_filtered_and_searched_goes_out_as_it_is_listed(
    query: str, organisations: list[Organisation], officer_6: User
) -> None:
    client = browser(officer_6)
    page = client.get(f"{ORGANISATIONS}export/{query}")
    assert page.status_code == 200
    assert "ส่งออก 1 รายการ" in page.text
    assert [row[0] for row in text(client, f"{ORGANISATIONS}export/{query}")[1:]] == ["สมาคมสอง"]


def test_the_rows_stand_in_the_order_of_the_list(organisations: list[Organisation], officer_6: User) -> None:
    client = browser(officer_6)
    forth, back = (
        [row[0] for row in text(client, f"{ORGANISATIONS}export/?o={order}")[1:]] for order in ("1", "-1")
    )
    assert forth == back[::-1] == ["มูลนิธิหนึ่ง", "สมาคมสอง"]


def test_a_filter_that_the_list_does_not_have_is_refused(officer_6: User) -> None:
    client = browser(officer_6)
    assert client.get(f"{ORGANISATIONS}export/?people__user=1").status_code == 400
    assert client.get("/admin/centres/organisationrole/export/?since__gte=some+day").status_code == 400


def test_the_list_leads_to_its_export_with_what_is_filtered(
    organisations: list[Organisation], officer_6: User, member_6: User
) -> None:
    client = browser(officer_6)
    link = "/admin/centres/organisation/export/?legal_form__exact=association"
    assert link in links_of(client.get(f"{ORGANISATIONS}?legal_form__exact=association").text)
    assert "/admin/regions/region/export/?" in links_of(client.get("/admin/regions/region/").text)
    assert "export/" not in text_at(client, f"{ORGANISATIONS}?_popup=1&_to_field=id")


def test_chosen_rows_go_out_alone(organisations: list[Organisation], officer_6: User) -> None:
    client = browser(officer_6)
    chosen = {"action": "export_admin_action", "_selected_action": [organisations[1].pk]}
    page = client.post(ORGANISATIONS, chosen)
    form = next(form for form in forms_of(page.text) if form.action.endswith("/export/"))
    assert "ส่งออก 1 รายการ" in page.text
    response = client.post(form.action, {**form.data, "format": CSV})
    assert "สมาคมสอง" in response.content.decode()
    assert "มูลนิธิหนึ่ง" not in response.content.decode()


def test_all_rows_of_a_list_that_is_filtered_are_its_export(
    organisations: list[Organisation], officer_6: User
) -> None:
    everything = {
        "action": "export_admin_action",
        "_selected_action": [organisations[0].pk],
        "select_across": "1",
    }
    response = browser(officer_6).post(f"{ORGANISATIONS}?legal_form__exact=association", everything)
    assert response.url == f"{ORGANISATIONS}export/?legal_form__exact=association"


def test_a_row_of_another_region_cannot_be_chosen_and_answers_as_one_that_does_not_exist(
    organisations: list[Organisation], officer_6: User
) -> None:
    client = browser(officer_6)
    answers = []
    for key in (organisations[2].pk, 987_654):
        response = client.post(f"{ORGANISATIONS}export/", {"format": CSV, "export_items": [key]})
        assert response.status_code == 200
        assert "สมาคมของเขตอื่น" not in response.text
        answers.append(
            [error.replace(str(key), "") for error in response.context["form"].errors["export_items"]]
        )
        assert response.context["row_count"] == 1
    assert answers[0] == answers[1]


def test_who_may_not_see_a_list_may_not_take_it_out(
    organisations: list[Organisation], member_6: User, officer_6: User
) -> None:
    assert "มูลนิธิหนึ่ง" in browser(officer_6).post(f"{ORGANISATIONS}export/", {"format": CSV}).text
    client = browser(member_6)
    assert client.get(f"{ORGANISATIONS}export/").status_code in (302, 403)
    response = client.post(f"{ORGANISATIONS}export/", {"format": CSV})
    assert response.status_code in (302, 403)
    assert "มูลนิธิหนึ่ง" not in response.text


def test_amounts_are_numbers_with_two_decimals_and_never_words(officer_6: User) -> None:
    make.allocation(make.programme(), "มูลนิธิหนึ่ง", "95000.50")
    client = browser(officer_6)
    response = client.post("/admin/grants/allocation/export/", {"format": XLSX})
    sheet = load_workbook(io.BytesIO(response.content)).active
    amount = sheet["B2"]
    assert (amount.value, amount.number_format) == (95000.5, "#,##0.00")
    row = text(client, "/admin/grants/allocation/export/")[1]
    assert row[:2] == ["มูลนิธิหนึ่ง", "95000.50"]
    assert row[-1] == "2567"


def test_a_list_of_programmes_goes_out_with_its_figures_and_without_the_way_to_a_page(
    officer_6: User,
) -> None:
    make.allocation(make.programme(ceiling="200000"), "มูลนิธิหนึ่ง", "95000.50")
    heads, row = workbook(browser(officer_6), "/admin/grants/programme/export/")
    assert row[3:6] == (200000, 95000.5, 104999.5)
    assert len(heads) == len(row) == 7


def test_days_are_written_as_thai_offices_write_them_and_a_missing_one_is_blank(officer_6: User) -> None:
    organisation = make.organisation("มูลนิธิหนึ่ง")
    OrganisationRole.objects.create(
        organisation=organisation, kind=OrganisationRole.Kind.GRANTEE, since=date(2023, 12, 22)
    )
    rows = workbook(browser(officer_6), "/admin/centres/organisationrole/export/")
    assert rows[1][2:4] == ("22 ธ.ค. 2566", None)
    assert text(browser(officer_6), "/admin/centres/organisationrole/export/")[1][2:4] == ["22 ธ.ค. 2566", ""]


def test_yes_and_no_are_words_in_the_language_of_the_reader(officer_6: User) -> None:
    make.receiving_unit(make.organisation("ศูนย์หนึ่ง"), is_independent=True)
    client = browser(officer_6)
    assert text(client, "/admin/complaints/receivingunit/export/")[1][-1] == _("Yes")
    client.cookies["django_language"] = "en"
    with override("en"):
        head, row = text(client, "/admin/complaints/receivingunit/export/")
    assert (head[1], row[-1]) == ("Registration number", "Yes")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_no_text_of_a_list_runs_as_a_formula(name: str, officer_6: User) -> None:
    make.organisation(name)
    client = browser(officer_6)
    assert text(client, f"{ORGANISATIONS}export/")[1][0] == f"'{name}"
    response = client.post(f"{ORGANISATIONS}export/", {"format": XLSX})
    cell = load_workbook(io.BytesIO(response.content)).active["A2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_a_control_character_does_not_stop_an_export(officer_6: User) -> None:
    make.organisation("มูลนิธิหนึ่ง", contact="")
    Organisation.objects.update(name="มูลนิธิ\x0bหนึ่ง")
    assert workbook(browser(officer_6), f"{ORGANISATIONS}export/")[1][0] == "มูลนิธิ หนึ่ง"


def test_an_empty_list_goes_out_as_its_headings(officer_6: User) -> None:
    rows = workbook(browser(officer_6), f"{ORGANISATIONS}export/")
    assert [len(row) for row in rows] == [5]


def test_the_page_of_an_export_runs_nothing_that_the_policy_forbids(officer_6: User) -> None:
    page = browser(officer_6).get(f"{ORGANISATIONS}export/")
    assert page.status_code == 200
    assert "onchange=" not in page.text
    assert "style=" not in page.text


def test_an_export_asks_no_more_of_the_database_for_more_rows(officer_6: User) -> None:
    client, programme, counts = browser(officer_6), make.programme(ceiling="9000000"), []
    for more in (1, 15):
        for each in range(more):
            make.allocation(programme, f"มูลนิธิที่ {more}/{each}", "1")
        with CaptureQueriesContext(connection) as queries:
            client.post("/admin/grants/allocation/export/", {"format": XLSX})
        counts.append(len(queries))
    assert counts[0] == counts[1]
