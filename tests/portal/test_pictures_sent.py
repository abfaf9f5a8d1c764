"""Whatever picture a person attaches, wherever: the portal keeps it without where it was taken."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import FileField
from django.test import Client

from centres.registers import stepping
from committees.models import ItemFile, PaperTemplate
from grants.models import Agreement, AgreementTemplate, Evidence, ReturnNotice
from grants.reports.writing import begin as begin_report
from participation.activities.writing import begin
from participation.models import ActivityPhoto, NameList
from spreadsheets.models import ImportBatch
from tests import make
from tests.grants.steps import Office
from tests.html import browser_of, forms_of, text_at
from tests.pictures import PLACE_TOLD, photograph

pytestmark = pytest.mark.django_db
TAKE_NO_PICTURE = {
    (AgreementTemplate, "file"),
    (PaperTemplate, "file"),
    (ImportBatch, "file"),
}  # a Word file, a table: the gates say so


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def agreement(office: Office) -> Agreement:
    allocation = make.allocation(office.open_programme(), "ศูนย์ประสานงาน ชลบุรี", "95000.00")
    return office.active(allocation, "47500.00", "47500.00")


def send(client: Client, page: str, address: str, **more: Any) -> None:
    """Fill in a form of a page and press its button, as a browser does."""
    (form,) = [form for form in forms_of(text_at(client, page)) if (form.action or page) == address]
    assert client.post(address, form.data | more).status_code == 302


def a_scan(office: Office, agreement: Agreement, name: str) -> None:
    address = f"/agreements/{agreement.pk}/attach-scan/"
    send(browser_of(office.asks), f"/agreements/{agreement.pk}/", address, scan=photograph(name))


def a_slip(office: Office, agreement: Agreement, name: str) -> None:
    office.pay(agreement, 1)
    said = {"unspent": "5,000", "on": "10 ต.ค. 2567", "document_number": "รด 1", "slip": photograph(name)}
    address = f"/agreements/{agreement.pk}/returns/"
    send(browser_of(office.coordinator_of(agreement)), f"/agreements/{agreement.pk}/", address, **said)


def evidence_of_a_report(office: Office, agreement: Agreement, name: str) -> None:
    writer = office.coordinator_of(agreement)
    address = f"/reports/{begin_report(office.pay(agreement, 1), by=writer).pk}/"
    send(browser_of(writer), address, address, files=[photograph(name)], action="save")


def files_of_an_activity(office: Office, agreement: Agreement, name: str) -> None:
    (activity,) = make.plan_line(make.plan(), 3, activities="ประชุมระดับจังหวัด").activities
    make.detail(activity, organisations=[agreement.organisation])
    report = begin(activity, agreement.organisation, by=office.asks)
    address = f"/plans/activities/reports/{report.pk}/"
    send(browser_of(office.asks), address, address, photos=[photograph(name)], names=[photograph(name)])


def a_paper_of_a_checklist(office: Office, agreement: Agreement, name: str) -> None:
    readiness = stepping.begin(agreement.organisation, by=office.asks, on=date(2023, 11, 1))
    stepping.prepare(readiness, by=office.asks, on=date(2023, 11, 2))
    client, address = browser_of(office.asks), readiness.get_absolute_url()
    (form,) = [
        form for form in forms_of(text_at(client, address)) if not form.action and form.method == "post"
    ]
    item = min(int(name.split("-")[1]) for name in form.boxes if name.startswith("met-"))
    send(client, address, address, **{f"file-{item}": [photograph(name)]})


def a_file_of_an_item(office: Office, agreement: Agreement, name: str) -> None:
    page = make.meeting(make.committee(6)).items.get().get_absolute_url()
    send(browser_of(office.asks), page, f"{page}files/", file=photograph(name), is_personal="no")


DOORS: dict[Any, Callable[[Office, Agreement, str], None]] = {
    (Agreement, "scan"): a_scan,
    (ReturnNotice, "slip"): a_slip,
    (Evidence, "file"): evidence_of_a_report,
    (ActivityPhoto, "file"): files_of_an_activity,
    (NameList, "file"): files_of_an_activity,
    (ItemFile, "file"): a_file_of_an_item,
    (apps.get_model("registers", "ReadinessFile"), "file"): a_paper_of_a_checklist,
}


def columns_of_files() -> Iterator[tuple[Any, str]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                yield model, field.name


def test_every_column_that_holds_a_file_is_tried_here_or_takes_no_picture() -> None:
    assert set(columns_of_files()) == set(DOORS) | TAKE_NO_PICTURE


@pytest.mark.parametrize("name", ["ถ่ายจากมือถือ.jpg", "ถ่ายจากมือถือ.png"])
@pytest.mark.parametrize("column", DOORS, ids=str)
def test_a_picture_is_kept_without_where_it_was_taken(
    column: tuple[Any, str], name: str, office: Office, agreement: Agreement
) -> None:
    assert PLACE_TOLD in photograph(name).read()
    DOORS[column](office, agreement, name)
    model, field = column
    kept = getattr(model._default_manager.exclude(**{field: ""}).get(), field)
    content = kept.read()
    assert len(content) > 100
    assert PLACE_TOLD not in content
    assert kept.name.endswith(name[-4:])
