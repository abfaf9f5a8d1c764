"""How many presses a grant takes, from what is allocated to the last accepted report, as browsers make them."""

from decimal import Decimal

import pytest
from django.test import Client

from grants.models import Agreement, Allocation, Entry, Instalment, Report
from tests.grants.agreements.test_writing import rows
from tests.grants.steps import Office
from tests.html import browser_of, forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]
DAYS = {"signed_on": "20 ต.ค. 2566", "starts_on": "1 พ.ย. 2566", "ends_on": "30 ก.ย. 2567"}


class Presses:
    """The browsers of one office, and how often one of them has sent a form."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def press(self, client: Client, page: str, action: str, button: dict[str, str], **typed: str) -> None:
        """Open a page, type into its form, press a button; the form goes with all that stands in it."""
        form = next(form for form in forms_of(client.get(page).text) if action in (form.action or page))
        data = {name: values[-1] for name, values in form.data.items() if values}
        sent = client.post(form.action or page, {**data, **typed, **button})
        assert sent.status_code == 302, (
            page,
            sent.status_code,
            sent.context and sent.context.get("refusals"),
        )
        self.made.append(f"{page} {action}")


def report(presses: Presses, office: Office, agreement: Agreement, number: int) -> None:
    part = agreement.instalments.get(number=number)
    hers = browser_of(office.coordinator_of(agreement))
    presses.press(
        hers,
        f"/reports/begin/{part.pk}/",
        "begin",
        {"action": "send"},
        done="อบรม",
        output="แกนนำ 60 คน",
        outcome="รู้สิทธิ",
        unshown="หลักฐานเก็บที่ศูนย์",
        services=str(part.amount),
    )
    page = f"/reports/{Report.objects.get(instalment=part).pk}/"
    presses.press(browser_of(office.mentors), page, "decide", {"action": "accept_as_mentor"})
    presses.press(browser_of(office.asks), page, "decide", {"action": "accept_as_region"})


def pay(presses: Presses, office: Office, agreement: Agreement, number: int) -> None:
    part = agreement.instalments.get(number=number)
    assert part.state == Instalment.State.APPROVED
    page = f"/payments/{part.pk}/"
    presses.press(browser_of(office.pays), page, page, {}, on="20 พ.ย. 2566", document_number=f"บค {number}")


def test_a_grant_of_two_instalments_takes_eleven_presses(office: Office, allocation: Allocation) -> None:
    presses, draw_up = Presses(), f"/agreements/draw-up/{allocation.pk}/"
    asks, approves = browser_of(office.asks), browser_of(office.approves)
    presses.press(asks, draw_up, "draw-up", {"sign": "1"}, **DAYS, **rows(("50%", "", ""), ("50%", "", "")))
    agreement = Agreement.objects.get()
    assert agreement.state == Agreement.State.SIGNED
    presses.press(approves, f"/agreements/{agreement.pk}/", "activate", {})
    pay(presses, office, agreement, 1)
    report(presses, office, agreement, 1)
    second = agreement.instalments.get(number=2)
    assert (second.state, second.requested_by) == (Instalment.State.REQUESTED, office.asks)
    presses.press(approves, f"/agreements/{agreement.pk}/", f"instalments/{second.pk}/approve", {})
    pay(presses, office, agreement, 2)
    report(presses, office, agreement, 2)
    assert Report.objects.filter(state="accepted").count() == 2
    assert len(presses.made) == 11, presses.made
    # The same two persons wherever money moves.
    moved = Entry.objects.filter(agreement=agreement)
    assert {(entry.requested_by, entry.approved_by) for entry in moved} == {(office.asks, office.approves)}
    agreement.refresh_from_db()
    assert agreement.paid == agreement.amount == Decimal("95000.00")
