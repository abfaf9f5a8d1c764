"""The last baht of a programme and two people who both want it: one gets it, the other is told."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.test import Client
from django.utils.translation import override

from grants.budget.allocation import allocate
from grants.models import Allocation, Programme
from people.models import User
from people.roles import Role
from spreadsheets import batches, handing
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options
from tests import make
from tests.grants.without_rules import without_rules
from tests.html import browser_of, forms_of
from tests.races import PATIENCE_OF_CONTROLS, at_once, without_locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

INSERT = 'INSERT INTO "grants_allocation"'
LAST = Decimal("95000.00")


@pytest.fixture
def programme() -> Programme:
    """A programme in which 95,000.00 baht are left."""
    made = make.programme(ceiling="1175000.00")
    make.allocation(made, "เครือข่ายที่ได้รับแล้ว", "1080000.00")
    return made


def total() -> Decimal:
    return Allocation.objects.total()


# ── straight through the model


def takers(programme: Programme, count: int = 2, amount: Decimal = LAST) -> list[Callable[[], Allocation]]:
    by = make.user("allocates", Role.REGIONAL_STAFF, 6)

    def taker(number: int) -> Callable[[], Allocation]:
        organisation = make.organisation(f"เครือข่ายที่ {number}")

        def take() -> Allocation:
            with override("th"):
                return allocate(Programme.objects.get(pk=programme.pk), organisation, amount, by=by)

        return take

    return [taker(number) for number in range(count)]


def test_of_two_who_take_the_last_baht_one_gets_it_and_the_other_is_told(programme: Programme) -> None:
    outcomes = at_once(*takers(programme), before=INSERT)
    assert sorted(type(outcome.error) for outcome in outcomes if outcome.error) == [ValidationError]
    (refused,) = [outcome.error for outcome in outcomes if outcome.error]
    assert "0.00" in refused.messages[0]  # type: ignore[attr-defined]
    assert total() == Decimal("1175000.00")


def test_of_sixteen_who_take_what_is_left_exactly_those_it_suffices_for_get_it(programme: Programme) -> None:
    outcomes = at_once(*takers(programme, 16, Decimal("19000.00")), before=INSERT)
    assert sum(outcome.error is None for outcome in outcomes) == 5
    assert {type(outcome.error) for outcome in outcomes} == {type(None), ValidationError}
    assert total() == Decimal("1175000.00")


def test_without_the_locks_the_second_person_would_meet_an_error_of_the_database(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the race is real, and the meeting makes it happen."""
    with without_locks(monkeypatch):
        outcomes = at_once(*takers(programme), before=INSERT, patience=PATIENCE_OF_CONTROLS)
    (refused,) = [outcome.error for outcome in outcomes if outcome.error]
    assert isinstance(refused, DatabaseError)
    assert total() == Decimal("1175000.00")  # the CHECK still stands


@pytest.fixture
def no_trigger() -> Iterator[None]:
    """Take away the trigger that counts, and put it back."""
    with without_rules("grants_allocation_counted_insert"):
        yield


def test_without_counter_and_locks_both_would_get_the_last_baht(
    programme: Programme, no_trigger: None
) -> None:
    """The control: whoever checks and then inserts, as people do by hand, grants more than there is."""

    def careless(organisation: Any) -> Callable[[], None]:
        def take() -> None:
            held = Programme.objects.get(pk=programme.pk)
            assert held.ceiling - held.allocations.counted() >= LAST
            Allocation.objects.create(programme=held, organisation=organisation, order=9, amount=LAST)

        return take

    both = [careless(make.organisation(name)) for name in ("เครือข่ายหนึ่ง", "เครือข่ายสอง")]
    outcomes = at_once(*both, before=INSERT, patience=PATIENCE_OF_CONTROLS)
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert total() == Decimal("1270000.00")


# ── two imports


def previewed(person: User, name: str, amount: str = "95000.00") -> ImportBatch:
    table = f"ชื่อหน่วยงานภาคประชาชน,งบประมาณ\n{name},{amount}\n"
    scope = batches.scope_for(person, make.region(6), 2567)
    return batches.preview(table.encode(), "budget.csv", "budget", scope, Options())


def confirmation(client: Client, batch: ImportBatch) -> Callable[[], int]:
    data = {"seen": batch.shown}
    return lambda: client.post(f"/imports/{batch.pk}/confirm/", data).status_code


def test_of_two_imports_that_take_the_last_baht_one_is_applied_and_the_other_shows_its_fault(
    programme: Programme, officers: list[User]
) -> None:
    clients = [browser_of(person) for person in officers]
    files = [previewed(person, f"เครือข่ายของ {person}") for person in officers]
    outcomes = at_once(*map(confirmation, clients, files), before=INSERT)
    assert [outcome.value for outcome in outcomes] == [302, 302]
    states = {batch.state: batch for batch in ImportBatch.objects.all()}
    assert set(states) == {"applied", "rejected"}
    refused = states["rejected"]
    assert [fault["code"] for fault in refused.preview["faults"]] == ["ceiling"]
    page = clients[files.index(refused)].get(f"/imports/{refused.pk}/").text
    assert "1,270,000.00" in page
    assert total() == Decimal("1175000.00")


def test_one_preview_confirmed_twice_at_once_is_applied_once(
    programme: Programme, officers: list[User]
) -> None:
    batch = previewed(officers[0], "เครือข่ายรักษ์ระยอง")
    clients = [browser_of(person) for person in officers]
    outcomes = at_once(*(confirmation(client, batch) for client in clients), before=INSERT)
    assert [outcome.value for outcome in outcomes] == [302, 302]
    batch.refresh_from_db()
    assert batch.state == "applied"
    made = Allocation.objects.get(organisation__name="เครือข่ายรักษ์ระยอง")
    assert made.history.count() == 1
    assert total() == Decimal("1175000.00")


def test_what_a_coordinator_sent_is_taken_once_by_two_who_take_it_at_once(
    programme: Programme, officers: list[User], coordinator_6: User
) -> None:
    make.tie(coordinator_6, make.organisation("เครือข่ายรักษ์ระยอง"), Role.COORDINATOR)
    batch = previewed(coordinator_6, "เครือข่ายรักษ์ระยอง")
    handing.ask(batch, by=coordinator_6, seen=batch.shown)
    clients = [browser_of(person) for person in officers]
    outcomes = at_once(*(confirmation(client, batch) for client in clients), before=INSERT)
    assert [outcome.value for outcome in outcomes] == [302, 302]
    batch.refresh_from_db()
    assert batch.state == "applied"
    assert Allocation.objects.get(organisation__name="เครือข่ายรักษ์ระยอง").history.count() == 1
    assert total() == Decimal("1175000.00")


def test_what_is_taken_and_given_back_at_once_is_one_of_the_two(
    programme: Programme, officers: list[User], coordinator_6: User
) -> None:
    make.tie(coordinator_6, make.organisation("เครือข่ายรักษ์ระยอง"), Role.COORDINATOR)
    batch = previewed(coordinator_6, "เครือข่ายรักษ์ระยอง")
    handing.ask(batch, by=coordinator_6, seen=batch.shown)
    taker, giver = (browser_of(person) for person in officers)
    data = {"seen": batch.shown, "reason": "ยอดผิด"}
    give_back = lambda: giver.post(f"/imports/{batch.pk}/give-back/", data).status_code  # noqa: E731
    at_once(confirmation(taker, batch), give_back, before='UPDATE "spreadsheets_importbatch"')
    batch.refresh_from_db()
    assert (batch.state, total()) in (
        ("applied", Decimal("1175000.00")),
        ("previewed", Decimal("1080000.00")),
    )


def test_an_import_and_a_person_in_the_admin_do_not_both_get_the_last_baht(
    programme: Programme, officers: list[User]
) -> None:
    clients = [browser_of(person) for person in officers]
    batch = previewed(officers[0], "เครือข่ายในไฟล์")
    add = adding(clients[1], programme, "เครือข่ายในหน้าจอ")
    by_file, by_hand = at_once(confirmation(clients[0], batch), add, before=INSERT)
    assert by_file.error is by_hand.error is None
    batch.refresh_from_db()
    assert (batch.state == "applied") != (by_hand.value[0] == 302)
    assert total() == Decimal("1175000.00")


# ── two people in the admin


def adding(client: Client, programme: Programme, name: str) -> Callable[[], tuple[int, str]]:
    """Fill the form of one new allocation; send it later."""
    organisation = make.organisation(name)
    address = "/admin/grants/allocation/add/"
    (form,) = forms_of(client.get(address).text)
    data = {**form.data, "programme": programme.pk, "organisation": organisation.pk, "order": 2}

    def send() -> tuple[int, str]:
        response = client.post(address, {**data, "amount": "95,000.00"})
        return response.status_code, response.text if response.status_code == 200 else ""

    return send


def row_on_the_page(client: Client, programme: Programme, name: str) -> Callable[[], tuple[int, str]]:
    """Open the programme and add a row to its allocations; send it later."""
    organisation = make.organisation(name)
    address = f"/admin/grants/programme/{programme.pk}/change/"
    (form,) = forms_of(client.get(address).text)
    count = int(form.data["allocations-TOTAL_FORMS"][0])
    row = {
        "order": "2",
        "organisation": organisation.pk,
        "amount": "95,000.00",
        "id": "",
        "opened_version": "",
    }
    data = {
        **form.data,
        **{f"allocations-{count}-{key}": value for key, value in row.items()},
        "allocations-TOTAL_FORMS": count + 1,
    }

    def send() -> tuple[int, str]:
        response = client.post(address, data)
        return response.status_code, response.text if response.status_code == 200 else ""

    return send


@pytest.mark.parametrize("way", [adding, row_on_the_page])
def test_of_two_in_the_admin_one_gets_the_last_baht_and_the_other_her_form_back(
    way: Any, programme: Programme, officers: list[User]
) -> None:
    names = ("เครือข่ายของสมชาย", "เครือข่ายของสมหญิง")
    sends = [way(browser_of(person), programme, name) for person, name in zip(officers, names, strict=True)]
    outcomes = at_once(*sends, before=INSERT)
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert sorted(outcome.value[0] for outcome in outcomes) == [200, 302]
    (page,) = [outcome.value[1] for outcome in outcomes if outcome.value[0] == 200]
    assert "95,000.00" in page  # what she typed is still there
    assert 'class="errornote"' in page
    assert total() == Decimal("1175000.00")
