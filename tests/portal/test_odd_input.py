"""What a browser, a script or a broken disk may send and cause: an answer that says what to do, never an error page."""

import re

import pytest
from django.conf import LazySettings
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.views import View

from grants.models import Programme
from grants.reports.writing import begin
from people.models import User
from people.roles import Role
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of
from tests.uploads import budget_as_csv, sent, upload
from tests.walls.addresses import leaves
from thai.years import fiscal_year_of

pytestmark = pytest.mark.django_db
NUL, LONG = "%00", "9" * 20
LISTS = (
    "/agreements/",
    "/payments/",
    "/imports/",
    "/programmes/",
    "/reports/due/",
    "/admin/centres/organisation/",
)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "query", [f"?q={NUL}ศูนย์", f"?state={NUL}&region={LONG}&page={LONG}", f"?year={LONG}&province={LONG}"]
)
def test_a_list_answers_whatever_it_is_asked(address: str, query: str) -> None:
    officer = make.user("officer", Role.REGIONAL_STAFF, 6)
    assert browser_of(officer).get(address + query).status_code in (200, 302, 400, 404)


def test_a_nul_in_a_search_is_as_if_it_were_not_there(officer_6: User) -> None:
    make.organisation("ศูนย์ประสานงานระยอง")
    page = browser_of(officer_6).get("/admin/centres/organisation/?q=ประสาน%00งาน")
    assert page.status_code == 200
    assert "ศูนย์ประสานงานระยอง" in page.text
    asked = "?app_label=grants&model_name=allocation&field_name=organisation&term=ประสาน%00งาน"
    found = browser_of(officer_6).get(f"/admin/autocomplete/{asked}").json()["results"]
    assert [row["text"] for row in found] == ["ศูนย์ประสานงานระยอง"]


def test_a_key_that_is_longer_than_any_is_not_found(officer_6: User) -> None:
    client = browser_of(officer_6)
    for address in (f"/agreements/{LONG}/", f"/admin/centres/organisation/{LONG}/change/"):
        assert client.get(address).status_code in (302, 404), address
    for address in ("/admin/centres/organisationrole/add/", "/admin/grants/othersource/add/"):
        # PostgreSQL finds nothing of that key; SQLite cannot even look for it.
        assert client.get(f"{address}?organisation={LONG}").status_code in (200, 404), address


def test_no_page_of_ours_answers_to_a_method_that_it_does_not_know(head_office: User) -> None:
    client = browser_of(head_office)
    ours = [leaf.route for leaf in leaves() if not leaf.route.startswith("admin/")]
    answers = {route: client.patch("/" + re.sub("<[^>]*>", "1", route)) for route in ours}
    # Who is in already is led on from the door, whatever she asks of it.
    assert answers.pop("sign-in/").status_code == 302
    assert {route: answer.status_code for route, answer in answers.items() if answer.status_code != 405} == {}
    known = set(View.http_method_names)
    allowed = {route: set(answer["Allow"].lower().split(", ")) for route, answer in answers.items()}
    assert {route: methods - known for route, methods in allowed.items() if methods - known} == {}
    assert len(answers) > 100


@pytest.mark.parametrize("year", ["2545", "2599", "99", "2699"])
def test_a_year_that_cannot_be_is_told_wherever_it_is_typed(year: str, officer_6: User) -> None:
    client = browser_of(officer_6)
    answer = sent(client, "budget.csv", "budget", budget_as_csv('1,ศูนย์,"95,000"'), fiscal_year=year)
    assert (answer.status_code, "เป็นไปไม่ได้" in answer.text) == (422, True)
    page = client.post("/admin/grants/programme/add/", {"region": "6", "fiscal_year": year, "ceiling": "1"})
    assert "เป็นไปไม่ได้" in page.text
    assert not Programme.objects.exists()


def test_a_year_is_taken_up_to_five_after_the_next(officer_6: User) -> None:
    client, next_one = browser_of(officer_6), fiscal_year_of(timezone.localdate()) + 1
    for year, status in ((next_one + 5, 302), (next_one + 6, 422)):
        table = budget_as_csv(f'1,ศูนย์ {year},"95,000"')
        assert sent(client, "b.csv", "budget", table, fiscal_year=str(year)).status_code == status


def test_no_page_leads_to_a_year_beyond_the_next(officer_6: User) -> None:
    next_one = fiscal_year_of(timezone.localdate()) + 1
    for year in (next_one, next_one + 1, 2699):
        make.plan(6, year)
        make.programme(6, year)
    client = browser_of(officer_6)
    for address, page in (("/budget/", f"/budget/{next_one}/"), ("/plans/", f"/plans/{next_one}/")):
        assert client.get(address).headers["Location"] == page
    assert client.get("/").context["budget"].fiscal_year == next_one
    assert client.get("/payments/").context["chosen"].year == next_one


NO_KEYS = ["abc", "a\x07b", "²", "9" * 5000]


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_key_in_a_searched_choice_is_told_at_the_form(key: str, officer_6: User) -> None:
    client, address = browser_of(officer_6), "/admin/centres/organisationrole/add/"
    assert client.get(address, {"organisation": key}).status_code == 200
    page = client.post(address, {"organisation": key})
    assert page.status_code == 200
    assert "errorlist" in page.text


def test_what_an_address_of_the_admin_asks_for_in_vain_is_no_error(officer_6: User) -> None:
    client = browser_of(officer_6)
    roles, organisations = "/admin/centres/organisationrole/", "/admin/centres/organisation/"
    for address in (
        f"{roles}?since__year=99999",
        f"{roles}?organisation=abc",
        f"{roles}?organisation__id__exact=²",
    ):
        assert client.get(address).status_code in (302, 404), address
    for address in (organisations, roles):
        assert client.get(address, {"q": " ".join(f"ศูนย์{each}" for each in range(100))}).status_code == 200


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_key_among_rows_chosen_in_the_admin_is_no_error(key: str, head_office: User) -> None:
    client = browser_of(head_office)
    for model, options in admin.site._registry.items():
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for action in ("delete_selected", *(str(name) for name in options.actions or ())):
            answer = client.post(address, {"action": action, "_selected_action": key})
            assert answer.status_code < 500, (address, action)


@pytest.mark.parametrize("year", [0, 2544, 2701, 99999])
def test_no_table_is_handed_out_of_a_year_that_cannot_be(year: int, officer_6: User) -> None:
    assert browser_of(officer_6).get(f"/imports/table/6/{year}/budget.xlsx").status_code == 404
    assert browser_of(officer_6).get("/imports/table/6/2567/budget.xlsx").status_code == 200


@pytest.mark.parametrize("number", ["9" * 5000, "0" * 5000, "²", "9" * 18])
def test_a_number_in_a_form_may_be_as_long_as_it_likes(number: str) -> None:
    office = Office()
    agreement = office.active(make.allocation(office.open_programme(), "ศูนย์", "95000"), "95000")
    report = begin(office.pay(agreement, 1), by=office.coordinator_of(agreement))
    centre, hers = browser_of(office.coordinator_of(agreement)), browser_of(office.asks)
    asked = hers.post("/payments/request/", {"instalment": number})
    assert asked.status_code == 302
    for typed in ({"remove": number}, {"participants": number, "action": "save"}):
        answer = centre.post(f"/reports/{report.pk}/", {"opened_version": report.version, **typed})
        assert answer.status_code in (302, 404, 409, 422), typed


ODD_NAMES = {"a lost letter": "งบ\ufffd{}", "more bytes than a disk takes": "\U00020000" * 120 + "{}"}


@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)
def test_a_file_is_kept_whatever_it_is_called(name: str) -> None:
    office = Office()
    agreement = office.active(make.allocation(office.open_programme(), "ศูนย์", "95000"), "95000")
    hers, kept = browser_of(office.asks), name.replace("\ufffd", "_")
    batch = upload(hers, name.format(".csv"), "budget", budget_as_csv('1,ศูนย์,"95,000"'))
    assert kept.format(".csv") in hers.get(f"/imports/{batch.pk}/").text
    report = begin(office.pay(agreement, 1), by=office.coordinator_of(agreement))
    pdf = SimpleUploadedFile(name.format(".pdf"), b"%PDF-1.7 a sample")
    centre = browser_of(office.coordinator_of(agreement))
    typed = {"opened_version": report.version, "action": "save", "files": pdf}
    assert kept.format(".pdf") in centre.post(f"/reports/{report.pk}/", typed, follow=True).text
    pdf.seek(0)
    hers.post(f"/agreements/{agreement.pk}/attach-scan/", {"scan": pdf})
    assert hers.get(f"/agreements/{agreement.pk}/scan/").status_code == 200


def test_nothing_that_a_person_was_told_is_kept_by_her_browser() -> None:
    office = Office()
    agreement = office.active(make.allocation(office.open_programme(), "ศูนย์", "95000"), "95000")
    hers = browser_of(office.asks)
    for address in ("/", "/agreements/", f"/agreements/{agreement.pk}/", "/payments/batch.xlsx", "/admin/"):
        answer = hers.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store", address


@pytest.mark.parametrize("limit", ["DATA_UPLOAD_MAX_NUMBER_FIELDS", "DATA_UPLOAD_MAX_MEMORY_SIZE"])
def test_a_script_is_told_in_its_own_way_that_it_sent_too_much(
    limit: str, officer_6: User, settings: LazySettings
) -> None:
    plan = make.plan()
    setattr(settings, limit, 1)
    sent = {"act": "reword", "item": "1", "version": "1", "text": "x" * 100}
    answer = browser_of(officer_6).post(
        f"/plans/{plan.fiscal_year}/6/write/", sent, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["kind"]) == (400, "refused")
    assert "บันทึก" in answer.json()["sentence"]
    page = browser_of(officer_6).post(f"/plans/{plan.fiscal_year}/6/write/", sent)
    assert (page.status_code, "<h1>" in page.text) == (400, True)
