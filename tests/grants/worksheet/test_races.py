"""Two people save the worksheet at once: the ceiling holds, and the second one is told."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from grants.guard.audit import violations
from grants.models import Programme
from people.models import User
from tests import make
from tests.html import browser_of, forms_of
from tests.races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

UPDATE = 'UPDATE "grants_allocation"'


@pytest.fixture
def programme() -> Programme:
    """Two organisations of 50,000 baht each, and 95,000 baht left."""
    programme = make.programme(ceiling="195000.00")
    for name in ("ศูนย์ที่หนึ่ง", "ศูนย์ที่สอง"):
        make.allocation(programme, name, "50000.00")
    return programme


def saver(person: User, programme: Programme, order: int, amount: str) -> Callable[[], Any]:
    """One person's open worksheet with one amount typed, ready to be saved."""
    client = browser_of(person)
    page = client.get(f"/programmes/{programme.pk}/")
    data = next(form.data for form in forms_of(page.text) if "/save/" in form.action)
    data[f"amount-{programme.allocations.get(order=order).pk}"] = [amount]
    return lambda: client.post(f"/programmes/{programme.pk}/save/", data)


def refused(answers: list[Any]) -> list[str]:
    """The pages that say that nothing was saved. Nobody sees an error 500."""
    assert all(answer.error is None for answer in answers), answers
    assert {answer.value.status_code for answer in answers} <= {200, 302}
    return [answer.value.text for answer in answers if answer.value.status_code == 200]


def test_the_last_baht_go_to_one_row_and_the_other_person_is_told(
    programme: Programme, officers: list[User]
) -> None:
    savers = [saver(person, programme, order, "145,000") for order, person in enumerate(officers, start=1)]
    told = refused(at_once(*savers, before=UPDATE))
    assert len(told) == 1
    assert "0.00" in told[0]
    programme.refresh_from_db()
    assert programme.allocated == programme.ceiling
    assert violations() == []


def test_of_two_who_change_one_row_the_second_sees_the_firsts_value(
    programme: Programme, officers: list[User]
) -> None:
    savers = [
        saver(person, programme, 1, amount)
        for person, amount in zip(officers, ("60,000", "70,000"), strict=True)
    ]
    told = refused(at_once(*savers, before=UPDATE))
    kept = programme.allocations.get(order=1).amount
    assert len(told) == 1
    assert kept in (Decimal("60000.00"), Decimal("70000.00"))
    assert f"{kept:,.2f}" in told[0]
    assert ("70,000" if kept == 60000 else "60,000") in told[0]
