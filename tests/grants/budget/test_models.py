"""Money exact to the satang, and never more of it than the ceiling."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Sum, Value
from django.utils.translation import gettext as _
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centres.models import Organisation
from editing.baht import BahtField, BahtFormField
from grants.models import Allocation, Programme
from participation.models import Plan
from tests import make
from tests.constraints import said_by_form
from thai.amounts import LARGEST_BAHT

pytestmark = pytest.mark.django_db

baht = st.decimals(min_value=0, max_value=10**9, places=2)
in_one_transaction = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def granted(programme: Programme, *amounts: str) -> list[Allocation]:
    """Grant each amount to a new organisation."""
    first = Organisation.objects.count() + 1
    return [make.allocation(programme, f"องค์กร {number}", each) for number, each in enumerate(amounts, first)]


# ── money


@given(amount=baht)
@in_one_transaction
def test_an_amount_comes_back_from_the_database_as_it_went_in(amount: Decimal) -> None:
    with transaction.atomic():
        programme = make.programme(ceiling=str(amount))
        programme.refresh_from_db()
        assert programme.ceiling == amount
        assert str(programme.ceiling) == f"{amount:.2f}"
        transaction.set_rollback(True)


@given(amounts=st.lists(baht, min_size=1, max_size=6), taken=baht)
@in_one_transaction
def test_sums_and_differences_in_the_database_are_exact(amounts: list[Decimal], taken: Decimal) -> None:
    with transaction.atomic():
        for number, amount in enumerate(amounts):
            make.programme(fiscal_year=2560 + number, ceiling=f"{amount:.2f}", stated_total=taken)
        rows = Programme.objects.order_by("fiscal_year")
        assert rows.aggregate(total=Sum("ceiling"))["total"] == sum(amounts)
        difference = models.ExpressionWrapper(F("ceiling") - F("stated_total"), output_field=BahtField())
        left = rows.annotate(left=difference)
        assert [row.left for row in left] == [amount - taken for amount in amounts]
        raised = rows.filter(fiscal_year=2560).update(
            ceiling=F("ceiling") + Value(taken, output_field=BahtField())
        )
        assert raised == 1
        assert rows.first().ceiling == amounts[0] + taken  # type: ignore[union-attr]
        assert rows.filter(ceiling=amounts[0] + taken).exists()
        transaction.set_rollback(True)


def test_ten_and_twenty_satang_fit_a_ceiling_of_thirty() -> None:
    """With floating point they do not: 0.1 + 0.2 is 0.30000000000000004."""
    programme = make.programme(ceiling="0.30")
    granted(programme, "0.10", "0.20")
    programme.refresh_from_db()
    assert (programme.allocated, programme.remaining) == (Decimal("0.30"), Decimal("0.00"))
    with pytest.raises(ValidationError):
        granted(programme, "0.01")


NOT_BAHT: list[Any] = [
    "0.001",
    Decimal("1.005"),
    "NaN",
    "Infinity",
    "-Infinity",
    "sNaN",
    "ห้าพัน",
    "1,000",
    LARGEST_BAHT + 1,
    pytest.param(object(), id="an object"),
]


@pytest.mark.parametrize("value", NOT_BAHT, ids=str)
def test_what_is_no_amount_of_baht_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        BahtField().to_python(value)
    with pytest.raises(ValidationError):
        BahtField().get_prep_value(value)


TYPED = [
    ("95,000", "95000.00"),
    ("95,000.50", "95000.50"),
    ("๙๕,๐๐๐", "95000.00"),
    ("95,000.-", "95000.00"),
    (" 95000 บาท ", "95000.00"),
    ("0", "0.00"),
    (str(LARGEST_BAHT), str(LARGEST_BAHT)),
]


@pytest.mark.parametrize(("typed", "amount"), TYPED)
def test_an_amount_is_read_as_people_type_it(typed: str, amount: str) -> None:
    assert BahtFormField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["95.000,00", "-5", "ห้าพัน", "1e3", "95,000.505", "20%", "9" * 20])
def test_an_unclear_amount_is_refused_with_a_sentence_that_quotes_it(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        BahtFormField().clean(typed)
    (sentence,) = refused.value.messages
    assert typed in sentence
    assert any("ก" <= letter <= "๛" for letter in sentence)


# ── programmes and allocations


def allocated(programme: Programme) -> Decimal:
    return Programme.objects.get(pk=programme.pk).allocated


def test_the_counter_follows_whatever_writes_an_allocation() -> None:
    programme, other = make.programme(ceiling="100.00"), make.programme(fiscal_year=2568, ceiling="100.00")
    first, second = granted(programme, "10.00", "20.00")
    assert allocated(programme) == 30
    first.amount = Decimal("15.00")
    first.save()
    assert allocated(programme) == 35
    Allocation.objects.filter(programme=programme).update(amount=Decimal("7.00"))
    assert allocated(programme) == 14
    third, fourth = make.organisation("สาม"), make.organisation("สี่")
    Allocation.objects.bulk_create(
        Allocation(programme=programme, organisation=each, order=3, amount=Decimal("1.50"))
        for each in (third, fourth)
    )
    assert allocated(programme) == 17
    Allocation.objects.bulk_update([*_with_amount([first, second], "8.00")], ["amount"])
    assert allocated(programme) == 19
    Allocation.objects.filter(pk=second.pk).update(programme=other)
    assert (allocated(programme), allocated(other)) == (11, 8)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM grants_allocation WHERE id = %s", [first.pk])
    assert allocated(programme) == 3
    Allocation.objects.filter(programme=programme).delete()
    assert allocated(programme) == 0


def _with_amount(allocations: list[Allocation], amount: str) -> list[Allocation]:
    for allocation in allocations:
        allocation.amount = Decimal(amount)
    return allocations


def test_saving_a_stale_programme_leaves_the_counter_alone() -> None:
    programme = make.programme(ceiling="100.00")
    stale = Programme.objects.get(pk=programme.pk)
    granted(programme, "60.00")
    stale.name = "ชื่อใหม่"
    stale.save()
    assert allocated(programme) == 60


def test_no_way_into_the_database_grants_more_than_the_ceiling() -> None:
    programme = make.programme(ceiling="100.00")
    (held,) = granted(programme, "60.00")
    extra = Allocation(
        programme=programme, organisation=make.organisation("อีกแห่ง"), order=2, amount=Decimal("40.01")
    )
    ways = {
        "bulk_create": lambda: Allocation.objects.bulk_create([extra]),
        "save": extra.save,
        "update": lambda: Allocation.objects.filter(pk=held.pk).update(amount=Decimal("100.01")),
        "ceiling": lambda: Programme.objects.filter(pk=programme.pk).update(ceiling=Decimal("59.99")),
        "SQL": lambda: _raw("UPDATE grants_allocation SET amount = 10001 WHERE id = %s", held.pk),
    }
    for name, write in ways.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
        assert allocated(programme) == 60, name


def _raw(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_allocation_stays_within_one_region() -> None:
    here, there = make.programme(6), make.programme(11)
    (held,) = granted(here, "1.00")
    stranger = make.organisation("ของเขต 11", 11)
    crossing = Allocation(programme=here, organisation=stranger, order=2, amount=Decimal(1))
    assert said_by_form(crossing) == [_("This organisation is of another region.")]
    ways = {
        "insert": lambda: Allocation.objects.bulk_create([crossing]),
        "organisation": lambda: Allocation.objects.filter(pk=held.pk).update(organisation=stranger),
        "programme": lambda: Allocation.objects.filter(pk=held.pk).update(programme=there),
        "region of the organisation": lambda: _raw(
            "UPDATE centres_organisation SET region_id = 11 WHERE id = %s", held.organisation_id
        ),
        "region of the programme": lambda: _raw(
            "UPDATE grants_programme SET region_id = 12 WHERE id = %s", here.pk
        ),
    }
    for name, write in ways.items():
        with pytest.raises(IntegrityError, match="allocation_within_one_region"), transaction.atomic():
            write()
        assert Allocation.objects.get().organisation.region_id == 6, name


def test_to_allocate_takes_the_next_place_in_the_table_and_says_what_is_left() -> None:
    programme = make.programme(ceiling="100.00")
    first, second = granted(programme, "60.00", "30.00")
    assert (first.order, second.order) == (1, 2)
    assert programme.allocated == 90
    with pytest.raises(ValidationError) as refused:
        granted(programme, "10.01")
    (sentence,) = refused.value.messages
    assert "10.00" in sentence
    assert "100.00" in sentence
    assert allocated(programme) == 90


def test_an_allocation_may_be_raised_into_the_room_that_it_leaves_itself() -> None:
    programme = make.programme(ceiling="100.00")
    first, _second = granted(programme, "60.00", "30.00")
    first.amount = Decimal("70.00")
    first.full_clean()
    first.amount = Decimal("70.01")
    assert said_by_form(first)


WRONG_PLANS = [(6, 2568), (11, 2567)]


@pytest.mark.parametrize(("region", "year"), WRONG_PLANS)
def test_a_programme_belongs_to_the_plan_of_its_region_and_year(region: int, year: int) -> None:
    plan = Plan.objects.create(region_id=region, fiscal_year=year)
    programme = Programme(region_id=6, fiscal_year=2567, name="โครงการ", ceiling=Decimal(1), plan=plan)
    assert said_by_form(programme) == [_("The plan is of another region or fiscal year.")]


def test_an_organisation_with_an_allocation_is_not_deleted() -> None:
    (held,) = granted(make.programme(), "1.00")
    with pytest.raises(models.ProtectedError):
        held.organisation.delete()
    with pytest.raises(models.ProtectedError):
        held.programme.delete()
