"""A round sum split by tier on its page: seen before it is written, and written as it was seen."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from grants.budget.allocation import allocate
from grants.models import Programme
from tests import make
from tests.grants.steps import Office, set_amount
from tests.html import browser_of, forms_of, read, text_at

pytestmark = pytest.mark.django_db

WEIGHTS = "total=300,000&step=1000&equal=on&weight-0=2&weight-1=1"


@pytest.fixture
def programme(office: Office) -> Programme:
    """Two organisations of tier A, two of B and one of none, of 10,000 baht each."""
    programme = office.open_programme("400000.00")
    for number, tier in enumerate(("A", "B", "A", "B", "")):
        organisation = make.organisation(f"ศูนย์ที่ {number}")
        allocate(programme, organisation, Decimal(10000), tier=tier, by=office.asks)
    return programme


@pytest.fixture
def desk(office: Office) -> Client:
    return browser_of(office.asks)


def page_of(programme: Programme) -> str:
    return f"/programmes/{programme.pk}/split/"


def confirmation(desk: Client, programme: Programme, query: str = WEIGHTS) -> dict[str, Any]:
    return forms_of(desk.get(f"{page_of(programme)}?{query}").text)[0].data


def amounts(programme: Programme) -> list[Decimal]:
    return list(programme.allocations.order_by("order").values_list("amount", flat=True))


def test_the_preview_shows_each_amount_the_rest_and_what_the_ceiling_leaves(
    desk: Client, programme: Programme
) -> None:
    page = desk.get(f"{page_of(programme)}?{WEIGHTS}")
    preview = page.context["preview"]
    assert [row.amount for row in preview.rows] == [100000, 50000, 100000, 50000]
    assert (preview.rest, preview.remaining) == (0, Decimal("90000.00"))
    assert amounts(programme) == [10000] * 5


def test_the_whole_ceiling_is_offered_to_be_split(desk: Client, programme: Programme) -> None:
    asked = next(form for form in read(text_at(desk, page_of(programme))).forms if "total" in form.data)
    assert [offered.replace(",", "") for offered in asked.data["total"]] == [str(programme.ceiling)]


def test_what_steps_leave_over_is_shown(desk: Client, programme: Programme) -> None:
    page = desk.get(f"{page_of(programme)}?{WEIGHTS.replace('300,000', '๑๐๐,๕๐๐')}")
    assert page.context["preview"].rest == Decimal("2500.00")
    assert "2,500.00" in page.text


def test_confirming_writes_what_was_shown_and_leaves_the_other_tiers(
    desk: Client, programme: Programme
) -> None:
    desk.post(page_of(programme), confirmation(desk, programme))
    assert amounts(programme) == [100000, 50000, 100000, 50000, 10000]


def test_a_fixed_amount_comes_before_the_weights(desk: Client, programme: Programme) -> None:
    query = "total=100000&step=1000&equal=on&fixed-0=20,000&weight-1=1&weight-2=2"
    desk.post(page_of(programme), confirmation(desk, programme, query))
    assert amounts(programme) == [20000, 15000, 20000, 15000, 30000]


def test_more_than_the_ceiling_cannot_be_confirmed(desk: Client, programme: Programme) -> None:
    text = desk.get(f"{page_of(programme)}?{WEIGHTS.replace('300,000', '400,000')}").text
    assert "-10,000.00" in text or "-8,000.00" in text
    assert forms_of(text) == []


def test_an_amount_changed_since_the_preview_is_not_overwritten(
    desk: Client, office: Office, programme: Programme
) -> None:
    data = confirmation(desk, programme)
    second = programme.allocations.get(order=2)
    set_amount(second, Decimal(12345), by=office.approves)
    answer = desk.post(page_of(programme), data)
    assert "12,345.00" in answer.text
    assert amounts(programme) == [10000, 12345, 10000, 10000, 10000]


def test_an_organisation_that_joined_since_the_preview_stops_it(
    desk: Client, office: Office, programme: Programme
) -> None:
    data = confirmation(desk, programme)
    allocate(programme, make.organisation("ศูนย์ใหม่"), Decimal(0), tier="A", by=office.asks)
    answer = desk.post(page_of(programme), data)
    assert "หลังจากแสดงตัวอย่าง" in answer.text
    assert amounts(programme) == [10000] * 5 + [0]


def test_less_than_what_is_agreed_is_refused_by_name(
    desk: Client, office: Office, programme: Programme
) -> None:
    first = programme.allocations.get(order=1)
    set_amount(first, Decimal(200000), by=office.asks)
    office.draft(first, "200000.00")
    answer = desk.post(page_of(programme), confirmation(desk, programme))
    assert "200,000.00" in answer.text
    assert str(first.organisation) in answer.text
    assert amounts(programme)[1] == 10000


@pytest.mark.parametrize(
    "query",
    [
        "total=&weight-0=1",
        "total=100&step=1",
        "total=100&step=1&weight-0=1&fixed-0=5",
        "total=100&step=1&weight-0=-1",
        "total=100&step=1&weight-0=มาก",
        "total=100&step=7&weight-0=1",
        "total=-100&step=1&weight-0=1",
        "total=10&step=1&fixed-0=6",
    ],
)
def test_what_cannot_be_split_says_so(desk: Client, programme: Programme, query: str) -> None:
    page = desk.get(f"{page_of(programme)}?{query}")
    assert page.status_code == 200
    assert "errorlist" in page.text
    assert page.context["preview"] is None


def test_a_programme_without_organisations_says_what_comes_first(desk: Client, office: Office) -> None:
    page = desk.get(page_of(make.programme(6, 2568)))
    assert "กรอกองค์กรและระดับ" in page.text
