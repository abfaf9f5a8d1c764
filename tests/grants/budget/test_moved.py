"""What moved in the budget since a plan was decided on weighs in each amendment of it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from grants.budget.allocation import allocate
from grants.models import Allocation, Programme
from participation.models import Plan, PlanAmendment
from participation.years import amended
from participation.years.amending import reword, start
from participation.years.deciding import decide
from participation.years.weighing import weight_of
from people.models import User
from people.roles import Role
from tests import make
from tests.html import browser_of, text_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def decides() -> User:
    return make.user("decides", Role.REGIONAL_STAFF, 6)


@pytest.fixture
def programme() -> Programme:
    """Two grants that stood before the plan was decided on."""
    made = make.programme()
    make.allocation(made, "ก", "100000.00")
    make.allocation(made, "ข", "200000.00")
    return made


@pytest.fixture
def amendment(programme: Programme, officer_6: User, decides: User) -> PlanAmendment:
    plan = make.plan_line(make.plan()).plan
    plan.submit(by=officer_6, seen=plan.shown)
    decide(plan, make.minutes(), by=decides, seen=plan.shown)
    made = start(Plan.objects.get(), by=officer_6, reason="ปรับตามงบ")
    item = plan.lines.get().activities[0]
    reword(made, item, "อบรม", base=item.version, by=officer_6)
    return made


def give(name: str, amount: str, by: User) -> None:
    grant = Allocation.objects.get(organisation__name=name)
    grant.set_amount(Decimal(amount), by=by, seen=grant.shown)


def cancel(name: str, by: User) -> None:
    grant = Allocation.objects.get(organisation__name=name)
    grant.cancel(by=by, seen=grant.shown, reason="ไม่ประสงค์รับ")


def grant_first(name: str, amount: str, by: User) -> None:
    allocate(Programme.objects.get(), make.organisation(name), Decimal(amount), by=by)


def nothing(by: User) -> None:
    """No grant changes."""


def from_one_to_another(by: User) -> None:
    give("ก", "50000.00", by)
    give("ข", "250000.00", by)


def more(by: User) -> None:
    give("ก", "130000.00", by)


def there_and_back(by: User) -> None:
    give("ก", "130000.00", by)
    give("ก", "100000.00", by)


def to_a_new_one(by: User) -> None:
    give("ก", "60000.00", by)
    grant_first("ค", "40000.00", by)


def first_grants(by: User) -> None:
    grant_first("ค", "40000.00", by)


def cancelled(by: User) -> None:
    cancel("ข", by)


MOVES = [
    (nothing, "0.00"),
    (from_one_to_another, "50000.00"),
    (more, "30000.00"),
    (there_and_back, "0.00"),
    (to_a_new_one, "40000.00"),
    (first_grants, "0.00"),
    (cancelled, "200000.00"),
]


@pytest.mark.parametrize(("happens", "baht"), MOVES)
def test_what_moved_between_grants_since_the_version_in_force_is_counted_once(
    happens: Callable[[User], None], baht: str, amendment: PlanAmendment, officer_6: User
) -> None:
    happens(officer_6)
    weight = weight_of(amendment)
    assert weight.baht == Decimal(baht)
    assert weight.needs_meeting == (weight.baht > 0)


def test_grants_of_another_region_or_year_weigh_nothing(amendment: PlanAmendment, officer_6: User) -> None:
    for region, year in ((11, 2567), (6, 2568)):
        other = make.allocation(make.programme(region, year), f"อื่น {region} {year}", "100000.00")
        other.amount = Decimal("90000.00")
        other.store(by=None, fields=["amount"])
    assert weight_of(amendment).baht == 0


def test_the_page_says_why_a_meeting_is_needed_and_what_moved(
    amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    from_one_to_another(officer_6)
    page = text_at(browser_of(officer_6), amendment.get_absolute_url())
    assert "ต้องเสนอที่ประชุม เพราะ" in page
    assert "งบประมาณเปลี่ยนไป 50,000.00 บาท นับจากฉบับที่ใช้อยู่ เกิน 0.00 บาท" in page
    assert "ก: 100,000.00 → 50,000.00 บาท" in page
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    step = browser_of(decides).get(f"{amendment.get_absolute_url()}decide/").text
    assert 'name="order_number"' not in step  # an order without a meeting does not do
    assert "งบประมาณเปลี่ยนไป 50,000.00 บาท" in step


def test_what_moved_before_a_version_weighs_in_the_amendment_that_became_it_alone(
    amendment: PlanAmendment, officer_6: User, decides: User
) -> None:
    from_one_to_another(officer_6)
    amended.submit(amendment, by=officer_6, seen=amendment.shown)
    amended.decide_amendment(amendment, make.minutes(), by=decides, seen=amendment.shown)
    following = start(Plan.objects.get(), by=officer_6)
    assert weight_of(following).baht == 0
    assert weight_of(PlanAmendment.objects.get(pk=amendment.pk)).baht == Decimal("50000.00")
    give("ก", "55000.00", officer_6)
    assert weight_of(following).baht == Decimal("5000.00")
