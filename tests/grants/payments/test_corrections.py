"""What stands in the ledger and is wrong: asked for by one, corrected by another, and counted right everywhere."""

from decimal import Decimal

import pytest

from grants.models import Agreement, Allocation, Amendment, Correction, Entry, Instalment, Programme
from grants.reports.money import money_of
from tests import make
from tests.grants.doors import decide
from tests.grants.steps import Office, approve, cancel_allocation, seen
from tests.html import browser_of, forms_of, links_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
SAID = {"reason": "ธนาคารตีกลับ", "document_number": "ธ 9/2567"}


@pytest.mark.parametrize("allocation_too", [False, True])
def test_a_payment_under_a_cancelled_agreement_is_corrected_and_the_money_is_free_again(
    office: Office, agreement: Agreement, allocation_too: bool
) -> None:
    part = office.pay(agreement, 1)
    asked = Amendment.propose_cancellation(agreement, by=office.asks, reason="ยุติการดำเนินงาน")
    approve(asked, by=office.approves)
    if allocation_too:
        cancel_allocation(Allocation.objects.get(), by=office.asks, reason="ยุติการดำเนินงาน")
    finance = browser_of(office.pays)
    assert f"/payments/{part.pk}/take-back/" in finance.get(f"/payments/{part.pk}/").text
    finance.post(f"/payments/{part.pk}/take-back/", SAID)
    decide(browser_of(office.approves), Correction.objects.get())
    agreement, part = Agreement.objects.get(), Instalment.objects.get(number=1)
    assert (part.state, part.paid) == ("cancelled", 0)
    assert (agreement.state, agreement.paid, agreement.committed) == ("cancelled", 0, 0)
    assert agreement.allocation.agreed == 0
    assert Programme.objects.get().allocated == (0 if allocation_too else Decimal("95000.00"))
    assert money_of(agreement).left == 0
    page = browser_of(office.asks).get(f"/agreements/{agreement.pk}/").text
    assert "-47,500.00" in page
    answer = finance.post(
        f"/payments/{part.pk}/", {"on": "20 พ.ย. 2566", "document_number": "บค 22", "seen": seen(part)}
    )
    assert answer.status_code == 422
    assert Entry.objects.filter(kind="payment").count() == 1  # what is cancelled is not paid again


def test_a_return_that_was_typed_wrongly_is_corrected_through_its_page(
    office: Office, agreement: Agreement
) -> None:
    office.pay(agreement, 1)
    entry, interest = office.give_back(agreement, "5000.00", "12.50")
    asks, approves = browser_of(office.pays), browser_of(office.approves)
    page = f"/payments/entries/{entry.pk}/"
    assert page in links_of(asks.get(f"/agreements/{agreement.pk}/").text)
    wrong = asks.post(page, SAID | {"right_amount": "เท่าไร"})
    assert (wrong.status_code, Correction.objects.count()) == (422, 0)
    assert "เท่าไร" in wrong.text
    assert asks.post(page, SAID | {"right_amount": "47,500.01"}).status_code == 422
    assert asks.post(page, SAID | {"right_amount": "๕๐๐"}).status_code == 302
    correction = Correction.objects.get()
    assert "500.00" in approves.get(page).text
    others = approves.get(f"/payments/entries/{interest.pk}/").context
    assert (others["waiting"], others["decided"]) == ([], [])
    assert decide(asks, correction).status_code == 403  # finance asks, staff approve
    decide(approves, correction)
    agreement.refresh_from_db()
    assert agreement.returned == Decimal("500.00")
    assert asks.get(page).context["counted"] == Decimal("500.00")
    assert [form.action for form in forms_of(asks.get(f"/payments/entries/{interest.pk}/").text)] == [
        f"/payments/entries/{interest.pk}/"
    ]


def test_a_return_is_not_corrected_to_more_than_is_left(office: Office, agreement: Agreement) -> None:
    office.accept(office.report(office.pay(agreement, 1), spent="47000.00"))
    (entry,) = office.give_back(agreement, "400.00")
    client = browser_of(office.pays)
    answer = client.post(f"/payments/entries/{entry.pk}/", SAID | {"right_amount": "500.01"})
    assert answer.status_code == 422
    assert not Correction.objects.exists()
    assert client.post(f"/payments/entries/{entry.pk}/", SAID | {"right_amount": "500"}).status_code == 302


def test_only_who_pays_in_the_region_reads_the_page_of_a_return(office: Office, agreement: Agreement) -> None:
    office.pay(agreement, 1)
    (entry,) = office.give_back(agreement, "400.00")
    page = f"/payments/entries/{entry.pk}/"
    assert browser_of(office.pays).get(page).status_code == 200
    assert browser_of(office.mentors).get(page).status_code == 403
    assert browser_of(office.coordinator_of(agreement)).get(page).status_code == 403
    assert browser_of(Office(11).pays).get(page).status_code == 404
    payment = agreement.entries.get(kind="payment")
    assert browser_of(office.pays).get(f"/payments/entries/{payment.pk}/").status_code == 404


def test_a_correction_that_waits_is_named_in_the_close_of_the_year(
    office: Office, programme: Programme
) -> None:
    agreement = office.active(make.allocation(programme, "ศูนย์ที่คืนเงิน", "100.00"), "100.00")
    office.pay(agreement, 1)
    (entry,) = office.give_back(agreement, "40.00")
    correction = Correction.propose(entry, by=office.asks, **SAID)
    page = browser_of(office.asks).get(f"/programmes/{programme.pk}/close/")
    assert correction.get_absolute_url() in [obstacle.page for obstacle in page.context["obstacles"]]
