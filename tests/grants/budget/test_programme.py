"""A programme of one year: its plan, its ceiling, and what remains of it."""

from decimal import Decimal
from typing import Any

import pytest

from grants.models import Programme
from tests import make
from tests.grants.proofs import refused
from tests.grants.steps import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("audited")]


def test_a_programme_keeps_its_ceiling_and_its_plan_in_order(office: Office, programme: Programme) -> None:
    def written(**values: Any) -> Programme:
        held = Programme.objects.get(pk=programme.pk)
        for name, value in values.items():
            setattr(held, name, value)
        held.full_clean()
        return held

    refused(lambda: written(ceiling=Decimal("99000000.00")), "ceiling", field="ceiling")
    Programme(region_id=6, fiscal_year=2570, name="ปีใหม่", ceiling=Decimal("0.00")).full_clean()
    assert written(plan=make.plan(6, 2567)).plan is not None
    for region, year in ((11, 2567), (6, 2568)):
        plan = make.plan(region, year)
        refused(lambda plan=plan: written(plan=plan), "plan", field="plan")


def test_a_programme_is_of_its_year_and_shows_what_remains(office: Office) -> None:
    programme = office.open_programme("1000.00")
    make.programme(6, 2568, "500.00")
    make.allocation(programme, "ก", "999.99")
    found = Programme.objects.for_year(2567).get()
    assert (found, found.remaining) == (programme, Decimal("0.01"))
