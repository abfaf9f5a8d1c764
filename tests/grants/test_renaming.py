"""An organisation that is renamed: old papers and closed years bear the old name, old tables still find it."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from openpyxl import load_workbook

from centres.models import Organisation, OrganisationAlias
from grants.agreements.force import take_back
from grants.agreements.paper import agreement_document
from grants.models import Agreement, Allocation, Programme, Report
from participation.models import OtherSource, Plan
from participation.years.deciding import decide
from regions.models import Province, Region
from tests import make
from tests.grants.agreements.test_documents import text_of
from tests.grants.steps import Office, close_year
from tests.html import OpenForm, browser_of, text_at
from tests.uploads import budget_as_csv, upload
from tests.walls.addresses import MISSING, addresses, leaves
from tests.walls.conftest import all_text
from tests.walls.world import World
from thai.dates import format_date

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
# The rooms whose records a closed year consists of, and where their pages and files stand.
ROOMS = ("centres", "grants", "participation")
BELONG = (
    *(
        "budget/",
        "programmes/",
        "agreements/",
        "payments/",
        "reports/",
        "requests/",
        "plans/",
        "imports/table/",
    ),
    *("admin/grants/", "admin/participation/"),
)
# These name it as it is called today: the register itself, what is chosen from it, and forms that edit a record.
OF_TODAY = "|".join(
    (
        r"/imports/table/6/2567/organisations\..*",  # the register
        r"/plans/activities/\d+/(?:details|report)/",  # whom one chooses of the register
        r"/admin/grants/(?!programme/\d+/change)\w+/\d+/(?:change|delete|history)/(?:\d+/)?",  # as it is edited
        r"/admin/grants/othersource/",  # what others give is the year's of nobody: no closing holds it
    )
)
OLD, NEW = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี", "สมาคมหลักประกันสุขภาพ ชลบุรี"


def page_of(client: Client, organisation: Organisation) -> OpenForm:
    return OpenForm(client, f"/admin/centres/organisation/{organisation.pk}/change/")


def rename(office: Office, organisation: Organisation, name: str = NEW) -> None:
    assert page_of(browser_of(office.asks), organisation).type(name=name).send().is_taken


def paper(agreement: Agreement) -> str:
    return text_of(agreement_document(Agreement.objects.get(pk=agreement.pk)))


def cells(client: Client, address: str) -> str:
    """Every text of a workbook."""
    book = load_workbook(io.BytesIO(client.get(address).content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_a_signed_paper_bears_the_name_of_its_signing_and_a_draft_the_present_one(
    office: Office, allocation: Allocation
) -> None:
    signed = office.sign(office.draft(allocation, "50000.00"))
    draft = office.draft(allocation, "45000.00")
    rename(office, allocation.organisation)
    assert OLD in paper(signed)
    assert NEW not in paper(signed)
    assert NEW in paper(draft)
    take_back(signed, by=office.asks)
    assert NEW in paper(signed)  # it will be signed anew


def test_what_is_due_names_an_organisation_as_its_agreement_does(
    office: Office, allocation: Allocation
) -> None:
    office.active(allocation, "95000.00")
    rename(office, allocation.organisation)
    due = text_at(browser_of(office.asks), "/reports/due/")
    assert OLD in due
    assert NEW not in due


def test_the_old_name_is_kept_with_its_last_day_and_an_old_table_finds_it(
    office: Office, allocation: Allocation
) -> None:
    rename(office, allocation.organisation)
    former = OrganisationAlias.objects.get()
    assert (former.name, former.since, former.until) == (OLD, None, make.day(-1))
    assert former.history.latest().history_user == office.asks
    hers = browser_of(office.asks)
    batch = upload(hers, "งบ.csv", "budget", budget_as_csv(f"1,{OLD},95000"))
    assert [change["change"] for change in batch.preview["rows"]] == ["unchanged"]
    rename(office, allocation.organisation, "มูลนิธิหลักประกันสุขภาพ ชลบุรี")
    rename(office, allocation.organisation, OLD)
    rename(office, allocation.organisation, NEW)
    assert OrganisationAlias.objects.count() == 3
    rename(office, allocation.organisation, NEW.replace(" ", "  "))  # written otherwise, but the same name
    assert OrganisationAlias.objects.count() == 3
    with pytest.raises(ValidationError):
        OrganisationAlias(organisation=allocation.organisation, name="อื่น", since=make.day(-1)).full_clean()


def test_a_closed_year_shows_the_names_of_the_day_it_was_closed_and_an_open_one_those_of_today(
    office: Office, programme: Programme, allocation: Allocation
) -> None:
    hers, budget = browser_of(office.asks), "/budget/2567/6/"
    rename(office, allocation.organisation)
    assert NEW in text_at(hers, budget)
    assert OLD not in text_at(hers, budget)
    office.settle(programme, programme.ceiling)
    close_year(Programme.objects.get(pk=programme.pk), by=office.asks)
    assert OLD not in text_at(hers, budget)  # it had the new name already
    page = page_of(hers, allocation.organisation)
    assert page.type_in_row("aliases", 0, until=format_date(make.day())).send().is_taken
    text_at(hers, "/")  # where she is told, once, of what was saved
    worksheet = f"/programmes/{programme.pk}/worksheet.xlsx"
    for told in (text_at(hers, budget), text_at(hers, f"{budget}organisations.csv"), cells(hers, worksheet)):
        assert OLD in told
        assert NEW not in told
    other = make.allocation(make.programme(6, 2568), "องค์กรอื่น", "1.00")
    Allocation.objects.filter(pk=other.pk).update(organisation=allocation.organisation, amount=Decimal(1))
    assert NEW in text_at(hers, "/budget/2568/6/")


def addresses_of_the_closed_year() -> Iterator[str]:
    """The address of each page and file of the walls' table that has to do with what region 6 now holds."""
    here, there = World(6), World(11)
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            here.objects[model] = list(model._default_manager.all())
    for world in (here, there):
        world.objects[Region] = [make.region(world.number)]
        world.objects[Province] = list(Province.objects.filter(region=world.number)[:1])
    for leaf in leaves():
        if leaf.route.startswith(BELONG):
            for address in addresses(leaf, (here, there)):
                elsewhere = re.search(rf"/(?:{MISSING}|99|25(?!67)\d\d|11)/", address)
                if not elsewhere and ("?" not in address or leaf.route == "payments/"):
                    yield address


def test_every_paper_file_and_page_of_a_closed_year_bears_the_names_of_its_day(
    office: Office, programme: Programme, allocation: Allocation
) -> None:
    organisation = allocation.organisation
    plan = make.plan()
    item = make.plan_line(plan, activities="อบรม").items.get(kind="activity")
    make.detail(item).organisations.add(organisation)
    given = {"source": "local_fund", "form": "money", "description": "ค่าอาหาร", "amount": Decimal(500)}
    OtherSource.objects.create(region_id=6, fiscal_year=2567, organisation=organisation, **given)
    agreement = office.finish(office.active(allocation, "95000.00"))
    report = Report.objects.filter(instalment__agreement=agreement).first()
    office.settle(programme, programme.ceiling - agreement.paid)
    close_year(Programme.objects.get(pk=programme.pk), by=office.asks)
    plan.submit(by=office.asks, seen=Plan.objects.get().shown)
    decide(plan, make.minutes(), by=office.approves, seen=Plan.objects.get().shown)
    plan.close(by=office.asks, seen=Plan.objects.get().shown)
    rename(office, organisation)
    hers = browser_of(office.asks)
    page = page_of(hers, organisation)
    assert page.type_in_row("aliases", 0, until=format_date(make.day())).send().is_taken
    text_at(hers, "/")  # where she is told, once, of what was saved
    budget, year = "/budget/2567/6/", f"/programmes/{programme.pk}"
    surely = {
        budget,
        *(f"{budget}organisations.{ending}" for ending in ("csv", "json", "xlsx", "zip")),
        f"{budget}money/360giving.json",
        "/budget/2567/money/360giving.json",
        "/budget/2567/money/rows.zip",
        "/budget/2567/money/rows/",
        f"{year}/",
        f"{year}/worksheet.xlsx",
        f"{year}/organisations/{allocation.pk}/",
        *(f"/imports/table/6/2567/{kind}.xlsx" for kind in ("budget", "payments")),
        "/plans/2567/6/plan.docx?annex=1",
        f"/agreements/{agreement.pk}/agreement.docx",
        f"/reports/{report.pk}/",
        f"/reports/{report.pk}/money.xlsx",
        "/agreements/",
        f"/agreements/{agreement.pk}/",
        "/payments/?region=6&year=2567",
        f"/payments/{report.instalment_id}/",
        "/plans/2567/6/",
        f"/plans/activities/{item.pk}/",
        "/admin/grants/allocation/",
        "/admin/grants/agreement/",
        "/admin/grants/report/",
        f"/admin/grants/programme/{programme.pk}/change/",
    }
    told = {}
    for address in {*addresses_of_the_closed_year(), *surely}:
        answer = hers.get(address)
        if answer.status_code == 200:
            told[address] = unescape(all_text(answer)).replace(f"ชื่อปัจจุบัน: {NEW}", "")
    assert [address for address in surely if OLD not in told.get(address, "")] == []
    new = sorted(address for address, text in told.items() if NEW in text)
    assert [address for address in new if not re.fullmatch(OF_TODAY, address)] == []
