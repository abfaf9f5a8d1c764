"""The grants of a year as open data, in the fields of the 360Giving standard 1.1, so that others can read them.

The identifiers begin with ours: NHSO has not asked for a prefix of the standard's own (docs/open-data.md).
"""

from typing import Any

from django.db.models import Min, Q

from grants.budget.allocation import CONTRACTED, Allocation
from grants.budget.programme import Programme
from grants.budget.summaries import names_at_close
from thai.years import fiscal_year_bounds

PREFIX = "th-nhso"
FUNDER = {"id": PREFIX, "name": "สำนักงานหลักประกันสุขภาพแห่งชาติ (สปสช.)"}


def grants_of(programme: Programme) -> list[dict[str, object]]:
    """One record for each grant that stands; amounts are baht as in the budget's table.

    `awardDate` is the day of the first agreement that was signed; a grant without one has none yet.
    """
    signed = Min("agreements__signed_on", filter=Q(agreements__state__in=CONTRACTED))
    rows = (
        Allocation.objects.filter(programme=programme)
        .exclude(state=Allocation.State.CANCELLED)
        .annotate(awarded=signed)
        .select_related("organisation__province")
        .order_by("order", "pk")
    )
    names = names_at_close(programme)
    return [
        _record(programme, row, names.get(row.organisation_id, row.organisation.name), row.awarded)
        for row in rows
    ]


def _record(programme: Programme, row: Allocation, name: str, awarded: Any) -> dict[str, object]:
    organisation, (first, last) = row.organisation, fiscal_year_bounds(programme.fiscal_year)
    recipient: dict[str, object] = {
        "id": f"{PREFIX}-organisation-{organisation.pk}",
        "name": name,
    }
    if organisation.province:
        recipient["addressRegion"] = str(organisation.province)
    record = {
        "id": f"{PREFIX}-grant-{row.pk}",
        "title": f"{name} {programme.fiscal_year}",
        "description": programme.name,
        "currency": "THB",
        "amountAwarded": float(row.amount),
        "plannedDates": [{"startDate": first.isoformat(), "endDate": last.isoformat()}],
        "recipientOrganization": [recipient],
        "fundingOrganization": [FUNDER | {"department": str(programme.region)}],
        "grantProgramme": [{"code": f"{PREFIX}-programme-{programme.pk}", "title": programme.name}],
    }
    return record | ({"awardDate": awarded.isoformat()} if awarded else {})
