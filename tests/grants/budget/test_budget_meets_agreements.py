"""The budget table and the admin against what agreements, cancellations and a closed year have settled already."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from editing.deleting import Going
from grants.models import Agreement, Allocation, Amendment, Programme
from people.models import User
from spreadsheets.models import ImportBatch
from tests import make
from tests.grants.steps import Office, approve, cancel_allocation, close_year
from tests.html import OpenForm, browser_of
from tests.imports import press
from tests.uploads import faults, upload
from tests.workbooks.writers import write
from thai.sentences import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]

CENTRE, CLUB = "ศูนย์ประสานงานหลักประกันสุขภาพประชาชน ชลบุรี", "ชมรมผู้สูงอายุตราด"


@pytest.fixture
def programme(office: Office) -> Programme:
    """A small year, which two grants may fill."""
    return office.open_programme("200000.00")


@pytest.fixture
def agreement(office: Office, programme: Programme) -> Agreement:
    """An agreement of 80,000 baht in force, on a grant of 95,000; another organisation is granted 50,000."""
    agreement = office.active(make.allocation(programme, CENTRE, "95000.00"), "40000.00", "40000.00")
    make.allocation(programme, CLUB, "50000.00")
    return agreement


def previewed(user: User, *rows: tuple[str, Any]) -> ImportBatch:
    content = write(
        "xlsx", [["ลำดับ", "ชื่อหน่วยงาน", "งบประมาณ"], *([n, *row] for n, row in enumerate(rows, 1))]
    )
    return upload(browser_of(user), "budget.xlsx", "budget", content)


def confirm(user: User, batch: ImportBatch) -> str:
    page = press(browser_of(user), batch, "confirm", follow=True).text
    batch.refresh_from_db()
    return str(page)


def close(office: Office, programme: Programme) -> None:
    """Close the year: what was never paid is given back."""
    never = programme.ceiling - sum(agreement.paid for agreement in Agreement.objects.all())
    office.settle(programme, never, how="given_back", document_number="คืน 1")
    close_year(programme, by=office.approves)


# ── the table that comes in ─────────────────────────────────────────────────────────────────────────────────


def test_a_table_may_lower_a_grant_down_to_what_is_agreed_and_no_further(
    office: Office, agreement: Agreement
) -> None:
    below = previewed(office.asks, (CENTRE, 79999.99), (CLUB, 50000))
    assert faults(below) == [("C", 2, "agreed")]
    assert "80,000.00" in told(below.preview["faults"][0]["message"])
    assert "79,999.99" in told(below.preview["faults"][0]["message"])
    down_to = previewed(office.asks, (CENTRE, 80000), (CLUB, 50000))
    confirm(office.asks, down_to)
    assert down_to.state == "applied"
    assert Allocation.objects.get(organisation__name=CENTRE).amount == Decimal("80000.00")


def test_an_agreement_between_preview_and_confirmation_is_shown_and_nothing_is_written(
    office: Office, programme: Programme
) -> None:
    allocation = make.allocation(programme, CENTRE, "95000.00")
    batch = previewed(office.asks, (CENTRE, 60000))
    office.draft(allocation, "70000.00")
    confirm(office.asks, batch)
    assert (batch.state, faults(batch)) == ("rejected", [("C", 2, "agreed")])
    allocation.refresh_from_db()
    assert allocation.amount == Decimal("95000.00")


def test_a_cancelled_grant_counts_with_what_was_paid_and_its_row_may_say_only_that(
    office: Office, agreement: Agreement
) -> None:
    office.pay(agreement, 1)
    approve(Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ"), by=office.approves)
    cancel_allocation(agreement.allocation, by=office.asks, reason="ยุติ")
    as_before = previewed(office.asks, (CENTRE, 95000), (CLUB, 50000))
    assert faults(as_before) == [("C", 2, "cancelled")]
    assert "40,000.00" in told(as_before.preview["faults"][0]["message"])
    assert "95,000.00" in told(as_before.preview["faults"][0]["message"])
    # 160,000 fit beside the 40,000 that were paid.
    moved = previewed(office.asks, (CLUB, 160000), (CENTRE, 40000))
    assert faults(moved) == []
    assert moved.preview["total_after"] == "200000.00"
    confirm(office.asks, moved)
    assert moved.state == "applied"
    cancelled = Allocation.objects.get(organisation__name=CENTRE)
    assert (cancelled.amount, cancelled.agreed, cancelled.order) == (
        Decimal("95000.00"),
        Decimal("40000.00"),
        2,
    )


def test_the_exported_table_of_a_year_with_a_cancelled_grant_comes_back_as_unchanged(
    office: Office, agreement: Agreement
) -> None:
    office.pay(agreement, 1)
    approve(Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ"), by=office.approves)
    cancel_allocation(agreement.allocation, by=office.asks, reason="ยุติ")
    desk = browser_of(office.asks)
    file = SimpleUploadedFile("back.csv", desk.get("/imports/table/6/2567/budget.csv").content)
    said = {"kind": "budget", "region": 6, "fiscal_year": "2567", "file": file}
    batch = ImportBatch.objects.get(pk=int(desk.post("/imports/new/", said).url.strip("/").split("/")[-1]))
    assert faults(batch) == []
    assert batch.preview["counts"] == {"new": 0, "changed": 0, "unchanged": 2, "left_out": 0, "missing": 0}


def test_a_closed_year_takes_no_other_amount_and_no_other_organisation(
    office: Office, programme: Programme
) -> None:
    make.allocation(programme, CLUB, "50000.00")
    close(office, programme)
    batch = previewed(office.asks, (CLUB, 60000), ("ชมรมรักษ์สุขภาพ", 1000))
    assert faults(batch) == [("C", 2, "year"), ("C", 3, "year")]
    assert "50,000.00" in told(batch.preview["faults"][0]["message"])
    assert "60,000.00" in told(batch.preview["faults"][0]["message"])
    same = previewed(office.asks, (CLUB, 50000))
    assert same.preview["counts"]["unchanged"] == 1
    assert faults(same) == []


# ── undo ────────────────────────────────────────────────────────────────────────────────────────────────────


def undo(user: User, batch: ImportBatch) -> str:
    page = press(browser_of(user), batch, "undo", follow=True).text
    batch.refresh_from_db()
    return str(page)


def test_undo_names_the_agreement_on_a_grant_that_the_import_made(
    office: Office, programme: Programme
) -> None:
    batch = previewed(office.asks, (CENTRE, 95000))
    confirm(office.asks, batch)
    agreement = office.draft(Allocation.objects.get(), "80000.00")
    page = undo(office.asks, batch)
    assert batch.state == "applied"
    assert agreement.number in page


def test_undo_names_a_grant_whose_agreements_are_above_its_former_amount(
    office: Office, programme: Programme
) -> None:
    allocation = make.allocation(programme, CENTRE, "50000.00")
    batch = previewed(office.asks, (CENTRE, 95000))
    confirm(office.asks, batch)
    office.draft(allocation, "80000.00")
    shown = browser_of(office.asks).get(f"/imports/{batch.pk}/").text
    assert f'action="/imports/{batch.pk}/undo/"' not in shown
    page = undo(office.asks, batch)
    assert batch.state == "applied"
    for words in (CENTRE, "50,000.00", "80,000.00"):
        assert words in shown
        assert words in page


def test_undo_says_that_the_year_is_closed(office: Office, programme: Programme) -> None:
    make.allocation(programme, CLUB, "50000.00")
    batch = previewed(office.asks, (CLUB, 60000))
    confirm(office.asks, batch)
    close(office, programme)
    page = undo(office.asks, batch)
    assert batch.state == "applied"
    assert "ปิดปีงบประมาณแล้ว" in page


def test_undo_names_a_ceiling_that_was_lowered_since(office: Office, programme: Programme) -> None:
    make.allocation(programme, CLUB, "150000.00")
    batch = previewed(office.asks, (CLUB, 60000))
    confirm(office.asks, batch)
    office.set_ceiling(programme, "100000.00")
    page = undo(office.asks, batch)
    assert batch.state == "applied"
    assert "150,000.00" in page
    assert "100,000.00" in page


def test_undo_moves_money_back_under_a_full_ceiling(office: Office, programme: Programme) -> None:
    make.allocation(programme, CENTRE, "150000.00")
    make.allocation(programme, CLUB, "50000.00")
    batch = previewed(office.asks, (CENTRE, 50000), (CLUB, 150000))
    confirm(office.asks, batch)
    assert batch.state == "applied"
    undo(office.asks, batch)
    assert batch.state == "undone"
    amounts = Allocation.objects.order_by("order").values_list("amount", flat=True)
    assert list(amounts) == [Decimal("150000.00"), Decimal("50000.00")]


# ── the admin ───────────────────────────────────────────────────────────────────────────────────────────────


def programme_page(user: User, programme: Programme) -> OpenForm:
    return OpenForm(browser_of(user), f"/admin/grants/programme/{programme.pk}/change/")


def allocation_page(user: User, allocation: Allocation) -> OpenForm:
    return OpenForm(browser_of(user), f"/admin/grants/allocation/{allocation.pk}/change/")


def test_the_admin_lowers_no_grant_below_what_is_agreed(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    alone = allocation_page(office.asks, agreement.allocation).type(amount="79,999").send()
    among = programme_page(office.asks, programme).type_in_row("allocations", 0, amount="79,999").send()
    for sent in (alone, among):
        assert not sent.is_taken
        assert any("80,000.00" in error for error in sent.errors)
    sent = programme_page(office.asks, programme).type_in_row("allocations", 0, amount="80,000").send()
    assert sent.is_taken, sent.errors


def test_the_admin_changes_no_cancelled_grant_and_counts_what_was_paid(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    office.pay(agreement, 1)
    approve(Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติ"), by=office.approves)
    cancel_allocation(agreement.allocation, by=office.asks, reason="ยุติ")
    sent = programme_page(office.asks, programme).type_in_row("allocations", 0, amount="90,000").send()
    assert not sent.is_taken
    assert any("ยกเลิก" in error for error in sent.errors)
    # 40,000 were paid, so 160,000 fit: the page adds up as the ceiling does.
    sent = programme_page(office.asks, programme).type_in_row("allocations", 1, amount="160,000").send()
    assert sent.is_taken, sent.errors
    sent = programme_page(office.asks, programme).type_in_row("allocations", 1, amount="160,001").send()
    assert not sent.is_taken


def test_a_grant_with_an_agreement_is_not_deleted_and_the_page_names_the_agreement(
    office: Office, programme: Programme, agreement: Agreement
) -> None:
    sent = programme_page(office.asks, programme).type_in_row("allocations", 0, DELETE="on").send()
    assert not sent.is_taken
    assert agreement.number in sent.page
    desk, address = browser_of(office.asks), f"/admin/grants/allocation/{agreement.allocation.pk}/delete/"
    assert agreement.number in desk.get(address).text
    shown = Going([agreement.allocation]).shown
    desk.post(address, {"post": "yes", "seen": shown})
    assert Allocation.objects.count() == 2
    chosen = {"action": "delete_selected", "_selected_action": [agreement.allocation.pk], "post": "yes"}
    desk.post("/admin/grants/allocation/", chosen | {"seen": shown})
    assert Allocation.objects.count() == 2


def test_a_closed_year_keeps_its_ceiling_and_its_grants_in_the_admin(
    office: Office, programme: Programme
) -> None:
    allocation = make.allocation(programme, CLUB, "50000.00")
    attempts = [  # pages that were opened before it closed
        programme_page(office.asks, programme).type_in_row("allocations", 0, amount="60,000"),
        programme_page(office.asks, programme).type_in_row("allocations", 0, DELETE="on"),
    ]
    close(office, programme)
    attempts += [
        allocation_page(office.asks, allocation).type(amount="60,000"),
    ]
    for page in attempts:
        sent = page.send()
        assert not sent.is_taken
        assert "ปิด" in "".join(sent.errors)
    desk = browser_of(office.asks)
    for record in (allocation, programme):
        address = f"{record._meta.model_name}/{record.pk}"
        shown = desk.get(f"/admin/grants/{address}/delete/").text
        assert "ปีงบประมาณ 2567" in shown
        desk.post(f"/admin/grants/{address}/delete/", {"post": "yes", "seen": Going([record]).shown})
    chosen = {"action": "delete_selected", "_selected_action": [allocation.pk], "post": "yes"}
    desk.post("/admin/grants/allocation/", chosen | {"seen": Going([allocation]).shown})
    assert Allocation.objects.get().amount == Decimal("50000.00")
    assert Programme.objects.get().ceiling == Decimal("200000.00")
