"""The name of then: what a list asks of many rows in SQL is what a page asks of one."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import cycle

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centres.models import OrganisationAlias
from grants.models import Allocation, Programme
from tests import make

pytestmark = pytest.mark.django_db

FIRST = datetime(2024, 2, 1, 18, tzinfo=UTC)  # 1 a.m. of the next day in Thailand
days = st.integers(0, 3)


def renamed(allocation: Allocation, ends: set[int]) -> None:
    for day in sorted(ends):
        alias = OrganisationAlias(organisation=allocation.organisation, name=f"ชมรมรักสุขภาพรุ่น {day}")
        alias.until = timezone.localdate(FIRST + timedelta(days=day))
        alias.full_clean(exclude=["name_key", "issue_key"])
        alias.save()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ends=st.sets(days, max_size=3),
    moves=st.lists(days, max_size=5).map(sorted),
)
def test_a_list_names_an_organisation_as_its_page_does_however_it_was_renamed_and_the_year_closed(
    ends: set[int], moves: list[int]
) -> None:
    with transaction.atomic():
        # Without a ceiling, so that no money is left to account for.
        programme = Programme(region_id=6, fiscal_year=2567, name="โครงการ", ceiling=Decimal(0))
        programme._history_date = FIRST
        programme.save()
        renamed(make.allocation(programme, "ชมรมรักสุขภาพ", "0.00"), ends)
        for day, state in zip(moves, cycle((Programme.State.OPEN, Programme.State.CLOSED)), strict=False):
            programme.state = state
            programme._history_date = FIRST + timedelta(days=day)
            programme.save()
        [listed] = Allocation.objects.with_name_in_year()
        one = Allocation.objects.get()
        assert listed.name_then == one.name_in_year
        transaction.set_rollback(True)
