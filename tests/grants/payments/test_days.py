"""A day of payment with its year in two digits: asked for in the form, refused or shown as it was read in a list."""

import pytest

from grants.models import Agreement, Entry
from tests.grants.payments.test_import import previewed, row
from tests.grants.steps import Office, seen
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "likely"), [("30/9/24", "30 ก.ย. 2567"), ("10/11/66", "10 พ.ย. 2566")])
def test_the_form_asks_for_all_four_digits_and_keeps_what_was_typed(
    office: Office, agreement: Agreement, typed: str, likely: str
) -> None:
    part, desk = office.approve(agreement, 1), browser_of(office.pays)
    answer = desk.post(f"/payments/{part.pk}/", {"on": typed, "document_number": "บค 7", "seen": seen(part)})
    assert answer.status_code == 422
    assert likely in answer.text
    assert f'value="{typed}"' in answer.text
    assert not Entry.objects.filter(kind="payment").exists()


def test_a_list_is_refused_or_shows_the_day_as_it_was_read(office: Office, agreement: Agreement) -> None:
    office.approve(agreement, 1)
    for typed, state, likely in (
        ("30/9/24", "rejected", "30 ก.ย. 2567"),
        ("10/11/66", "previewed", "10 พ.ย. 2566"),
    ):
        batch = previewed(office.pays, [row(agreement, typed, "บค 1")])
        assert batch.state == state
        assert likely in text_at(browser_of(office.pays), f"/imports/{batch.pk}/")
