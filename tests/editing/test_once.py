"""Whoever presses twice makes one thing, and both presses lead to it."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from editing.models import Press
from grants.models import Agreement, Allocation, Settlement
from grants.reports.evidence import Evidence
from grants.reports.writing import begin
from participation.models import OtherSource
from spreadsheets.models import ImportBatch
from tests import make
from tests.grants.agreements.test_writing import rows
from tests.grants.steps import Office
from tests.html import browser_of, forms_of, text_at
from tests.races import at_once
from tests.uploads import budget_as_csv

pytestmark = pytest.mark.django_db


def token(client: Client, address: str) -> dict[str, str]:
    """What a form of a page that is shown now carries to be told from every other showing."""
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text_at(client, address))
    assert found
    return {"csrfmiddlewaretoken": found[1]}


def press(client: Client, address: str, typed: dict[str, Any], times: int = 2) -> list[str]:
    """Press the same button of the same page so many times; where each press leads."""
    answers = [client.post(address, typed) for _press in range(times)]
    assert [answer.status_code for answer in answers] == [302] * times
    return [answer.headers["Location"] for answer in answers]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def granted(office: Office) -> Allocation:
    return make.allocation(office.open_programme(), "ศูนย์ประสานงาน", "95000.00")


def drafted(client: Client, allocation: Allocation, amount: str = "40,000") -> tuple[str, dict[str, str]]:
    address = f"/agreements/draw-up/{allocation.pk}/"
    return address, {"kind": "contract", "amount": amount, **rows(("100%", "", ""))} | token(client, address)


@pytest.mark.parametrize("amount", ["40,000", "95,000"])
def test_a_draft_pressed_twice_is_one_agreement(office: Office, granted: Allocation, amount: str) -> None:
    hers = browser_of(office.asks)
    address, typed = drafted(hers, granted, amount)
    first, second = press(hers, address, typed)
    assert first == second == f"/agreements/{Agreement.objects.get().pk}/"


def test_who_goes_back_and_types_something_else_makes_something_else(
    office: Office, granted: Allocation
) -> None:
    hers = browser_of(office.asks)
    address, typed = drafted(hers, granted)
    assert hers.post(address, typed | {"amount": "95,000.01"}).status_code == 422  # refused, so not done
    (first,) = press(hers, address, typed, times=1)
    (again,) = press(hers, address, typed | {"amount": "50,000"}, times=1)
    assert first != again
    assert Agreement.objects.count() == 2
    his = browser_of(office.approves)
    (other,) = press(his, *drafted(his, granted, "5,000"), times=1)
    assert other not in (first, again)


def test_a_settlement_a_source_and_a_file_pressed_twice_are_one(office: Office, granted: Allocation) -> None:
    hers, programme = browser_of(office.asks), granted.programme
    page = f"/programmes/{programme.pk}/close/"
    said = {"how": "explained", "amount": "500,000", "reason": "ยังไม่จ่าย"} | token(hers, page)
    press(hers, f"{page}settle/", said)
    assert Settlement.objects.get().amount == Decimal("500000.00")

    add = "/admin/grants/othersource/add/"
    given = {"region": "6", "fiscal_year": "2567", "organisation": str(granted.organisation_id)}
    given |= {"source": "local_fund", "form": "money", "amount": "1,000", "state": "expected", "_save": "1"}
    assert len(set(press(hers, add, given | token(hers, add)))) == 1
    assert OtherSource.objects.count() == 1
    assert hers.post(add, given | token(hers, add) | {"amount": "x"}).status_code == 200

    paid = office.pay(office.active(granted, "95000.00"), 1)
    report = f"/reports/{begin(paid, by=office.asks).pk}/"
    form = next(each for each in forms_of(text_at(hers, report)) if "opened_version" in each.data)
    for _press in range(2):
        file = SimpleUploadedFile("ใบเสร็จ.pdf", b"%PDF-1.7 a receipt")
        hers.post(report, form.data | {"action": "save", "files": [file]})
    assert Evidence.objects.count() == 1


def test_a_table_brought_in_twice_with_one_page_is_one_preview(office: Office, granted: Allocation) -> None:
    hers = browser_of(office.asks)
    typed = {"kind": "budget", "region": "6", "fiscal_year": "2567"} | token(hers, "/imports/new/")
    leads = set()
    for _press in range(2):
        file = SimpleUploadedFile("งบ.csv", budget_as_csv("1,ชมรม ก,95000"))
        leads.add(hers.post("/imports/new/", typed | {"file": file}).headers["Location"])
    assert leads == {f"/imports/{ImportBatch.objects.get().pk}/"}
    other = SimpleUploadedFile("งบ.csv", budget_as_csv("1,ชมรม ข,95000"))  # of the same name and size
    assert hers.post("/imports/new/", typed | {"file": other}).headers["Location"] not in leads


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_on", [True, False])
def test_two_clicks_at_once_make_one_draft(is_on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    granted = make.allocation(office.open_programme(), "ศูนย์ประสานงาน", "95000.00")
    browsers = [browser_of(office.asks) for _click in range(2)]
    address, typed = drafted(browsers[0], granted)
    meeting = 'INSERT INTO "editing_press"' if is_on else 'SELECT "regions_region"'
    if not is_on:
        monkeypatch.setattr("editing.once._key", lambda request, part="": "")
    outcomes = at_once(*(lambda each=each: each.post(address, typed) for each in browsers), before=meeting)
    leads = {outcome.value.headers["Location"] for outcome in outcomes}
    assert Agreement.objects.count() == len(leads) == (1 if is_on else 2)


def test_a_press_is_forgotten_after_thirty_days() -> None:
    for key, days in (("old", 31), ("young", 29)):
        Press.objects.create(key=key)
        Press.objects.filter(key=key).update(at=timezone.now() - timedelta(days=days))
    call_command("forget_presses")
    assert [press.key for press in Press.objects.all()] == ["young"]
