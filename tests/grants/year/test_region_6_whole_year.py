"""Region 6's fiscal year 2567 from the office's own table to its close, by the pages alone.

Fifteen organisations, 1,175,000 baht, two instalments each; every step is a form that the page offered.
"""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook

from centres.models import Organisation
from grants.guard.audit import violations
from grants.models import Agreement, Allocation, Programme, Report, ReturnNotice
from people.models import User
from people.roles import Role
from spreadsheets.models import ImportBatch
from tests import make
from tests.grants.agreements.test_writing import rows
from tests.grants.steps import Office
from tests.html import Form, forms_of
from tests.uploads import upload
from tests.workbooks.writers import saved

pytestmark = pytest.mark.django_db

TABLE = "region6-2567-budget.xlsx"
WHOLE = Decimal("1175000.00")
LEFT = Decimal("1000.00")  # what the first organisation does not spend


class Desk:
    """One person at the pages: she opens one, fills in a form that stands there, and presses its button."""

    def __init__(self, person: User):
        self.client = Client()
        self.client.force_login(person)

    def read(self, address: str) -> str:
        page = self.client.get(address)
        assert page.status_code == 200, (address, page.status_code)
        return str(page.text)

    def form(self, address: str, action: str) -> Form:
        forms = forms_of(self.read(address))
        found = [form for form in forms if (form.action or address).partition("?")[0].endswith(action)]
        assert found, (address, action, [form.action for form in forms])
        return found[0]

    def press(self, address: str, to: str, /, **typed: Any) -> str:
        """Send the form of a page that goes to an address ending so; what comes back must say that it is done."""
        form = self.form(address, to)
        answer = self.client.post(form.action or address, {**form.data, **typed}, follow=True)
        assert answer.status_code == 200, (address, to, answer.status_code)
        assert 'class="note bad"' not in answer.text, (address, to, answer.text)
        return str(answer.text)

    def bring_in(self, kind: str, name: str, content: bytes) -> ImportBatch:
        batch = upload(self.client, name, kind, content)
        self.press(f"/imports/{batch.pk}/", "confirm/")
        batch.refresh_from_db()
        return batch

    def approve_all(self) -> None:
        """Tick everything in the queue that may be ticked, and approve it."""
        form = self.form("/reports/queue/", "/reports/queue/")
        rows = [value for name, value in form.buttons if name == "approve"]
        assert rows
        self.press("/reports/queue/", "/reports/queue/", row=rows, many="1")


def test_the_year_goes_from_the_table_to_its_close_through_the_pages(office: Office) -> None:
    asks, approves, pays, mentor = (
        Desk(person) for person in (office.asks, office.approves, office.pays, office.mentors)
    )
    asks.bring_in("budget", TABLE, Path(settings.ROOT / "samples" / TABLE).read_bytes())
    programme = Programme.objects.get()
    sheet = f"/programmes/{programme.pk}/"
    assert (Organisation.objects.count(), programme.allocated) == (15, WHOLE)
    asks.press(sheet, "open/")

    # Agreements: drawn up, split in two, signed by one person, put in force by another.
    for allocation in Allocation.objects.all():
        asks.press(f"/agreements/draw-up/{allocation.pk}/", "/", **rows(("50%", "", ""), ("50%", "", "")))
    agreements = list(Agreement.objects.with_everything().order_by("allocation__order"))
    assert [each.number for each in agreements] == [f"ปชส-06-2567-{n:03d}" for n in range(1, 16)]
    for agreement in agreements:
        page = f"/agreements/{agreement.pk}/"
        days = {"signed_on": "20 ต.ค. 2566", "starts_on": "1 พ.ย. 2566", "ends_on": "30 ก.ย. 2567"}
        asks.press(page, "sign/", **days)
        approves.press(page, "activate/", document_number=f"สปสช.6/{agreement.pk}", on="25 ต.ค. 2566")
    assert violations() == []

    coordinator = make.user("coordinates", Role.COORDINATOR, 6)
    for organisation in Organisation.objects.all():
        make.tie(coordinator, organisation, Role.COORDINATOR)
    hers = Desk(User.objects.get(pk=coordinator.pk))

    for number, day in ((1, "10 พ.ย. 2566"), (2, "15 มี.ค. 2567")):
        _pay_all(asks, approves, pays, number, day)
        assert violations() == []
        _report_all(hers, agreements, number)
        mentor.approve_all()
        approves.approve_all()
        assert Report.objects.filter(state="accepted").count() == 15 * number
        assert violations() == []

    # The first organisation sends back what it did not spend; the office confirms it.
    first = agreements[0]
    hers.press(
        f"/agreements/{first.pk}/",
        "returns/",
        unspent=str(LEFT),
        interest="0",
        on="30 ก.ย. 2567",
        document_number="โอน 1/2567",
    )
    pays.press(
        f"/agreements/{first.pk}/", f"/requests/returnnotice/{ReturnNotice.objects.get().pk}/", act="approve"
    )
    for agreement in agreements:
        approves.press(f"/agreements/{agreement.pk}/", "end/")
    assert violations() == []

    page = asks.client.get(sheet)
    totals = page.context["shown"]
    assert (totals.amount, totals.agreed, totals.paid) == (WHOLE, WHOLE, WHOLE)
    assert (totals.returned, totals.left) == (LEFT, Decimal("0.00"))
    asks.press(f"{sheet}close/", "close/confirm/")
    programme.refresh_from_db()
    assert programme.state == "closed"
    assert violations() == []
    assert not forms_of(asks.read(sheet))
    member = Desk(make.user("member", Role.COMMITTEE_MEMBER, 6))
    assert "1,175,000.00" in member.read("/budget/2567/6/")


def _pay_all(asks: Desk, approves: Desk, pays: Desk, number: int, day: str) -> None:
    """Ask for the instalments that may be paid, approve them, and bring finance's list back filled in.

    The first ones were asked for with the signing, and approved with putting in force: their boxes stand ticked.
    """
    page = asks.client.get("/payments/")
    parts = [part.pk for part in page.context["lists"].payable.rows]
    assert len(parts) == (0 if number == 1 else 15)
    if parts:
        assert asks.form("/payments/", "request/").boxes
        asks.press("/payments/", "request/", instalment=parts)
        approves.approve_all()
    listed = pays.client.get("/payments/batch.xlsx")
    book = load_workbook(
        io.BytesIO(b"".join(listed.streaming_content) if listed.streaming else listed.content)
    )
    sheet = book.active
    heads = {
        cell.value: cell.column for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    }
    filled = 0
    for row in sheet.iter_rows():
        if str(row[0].value or row[1].value).startswith("ปชส-") or "ปชส-" in str(
            [cell.value for cell in row]
        ):
            sheet.cell(row[0].row, heads["วันที่จ่าย"]).value = day
            sheet.cell(row[0].row, heads["เลขที่เอกสาร"]).value = f"บค {number}/{row[0].row}"
            filled += 1
    assert filled == 15
    batch = pays.bring_in("payments", f"งวดที่ {number}.xlsx", saved(book))
    assert batch.state == ImportBatch.State.APPLIED


def _report_all(hers: Desk, agreements: list[Agreement], number: int) -> None:
    """Begin, fill in and send the report of one instalment of every agreement, from the coordinator's own page."""
    for agreement in agreements:
        part = agreement.instalments.get(number=number)
        begin = f"/reports/begin/{part.pk}/"
        assert begin in hers.read("/reports/")
        hers.press(begin, begin, action="save")
        report = Report.objects.get(instalment=part)
        spent = report.carried + report.received
        if number == 2 and agreement == agreements[0]:
            spent -= LEFT
        hers.press(
            f"/reports/{report.pk}/",
            f"/reports/{report.pk}/",
            done="อบรมแกนนำและลงพื้นที่",
            output="แกนนำ 60 คน",
            outcome="ประชาชนรู้สิทธิของตน",
            unshown="หลักฐานเก็บที่ศูนย์",
            participants="60",
            services=str(spent),
            bank=str(report.carried + report.received - spent),
            action="send",
            **{"people-others": "60"},
        )
        report.refresh_from_db()
        assert report.state == "sent", report
