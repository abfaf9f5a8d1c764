"""Grants as open data, in the fields of the 360Giving standard 1.1, so that others can read them.

The identifiers begin with ours: NHSO has not asked for a prefix of the standard's own (docs/open-data.md).
"""

from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _

from grants.budget.allocation import CONTRACTED, Allocation
from tables.writing import ExportColumn, ExportTable
from thai.years import fiscal_year_bounds

PREFIX = "th-nhso"
FUNDER = {"id": PREFIX, "name": "สำนักงานหลักประกันสุขภาพแห่งชาติ (สปสช.)"}


def open_grants(grants: QuerySet[Allocation]) -> list[dict[str, object]]:
    """One record for each grant that stands; amounts are baht as in the budget's table.

    `awardDate` is the day of the first agreement that was signed; a grant without one has none yet.
    """
    return [_record(grant, name, awarded) for grant, name, awarded in _standing(grants)]


def allocations_table(grants: QuerySet[Allocation], lines: tuple[str, ...]) -> ExportTable:
    """The same as a table of a data package, headed as the standard names its fields in a flat file."""
    told = (
        ("id", _("the grant's identifier; it begins with th-nhso")),
        ("title", _("to whom it is granted, and the fiscal year")),
        ("description", _("the programme that grants it")),
        ("currency", _("the currency of the amount, by ISO 4217")),
        ("amountAwarded", _("what is granted, in baht; a cancelled grant is left out")),
        ("awardDate", _("the day on which its first agreement was signed; empty where none is")),
        ("recipientOrganization/0/id", _("the identifier of the organisation; it begins with th-nhso")),
        ("recipientOrganization/0/name", _("to whom it is granted; of a closed year by its name of then")),
        ("fundingOrganization/0/id", _("the identifier of who grants it")),
        ("fundingOrganization/0/name", _("who grants it")),
    )
    return ExportTable(
        title=_("Grants as open data (360Giving)"),
        lines=lines,
        columns=tuple(
            ExportColumn(field, money=field == "amountAwarded", meaning=meaning) for field, meaning in told
        ),
        rows=tuple(
            (
                *(_id(grant), _title(grant, name), grant.programme.name, "THB", grant.amount, awarded),
                *(_id(grant.organisation), name, FUNDER["id"], FUNDER["name"]),
            )
            for grant, name, awarded in _standing(grants)
        ),
        name="allocations",
    )


def _standing(grants: QuerySet[Allocation]) -> list[tuple[Allocation, str, date | None]]:
    """Each grant that stands, its organisation's name as of the year's close, and the day of its award."""
    signed = Min("agreements__signed_on", filter=Q(agreements__state__in=CONTRACTED))
    rows = list(
        Allocation.objects.filter(pk__in=grants.order_by().values("pk"))
        .exclude(state=Allocation.State.CANCELLED)
        .annotate(awarded=signed)
        .select_related("programme__region", "organisation__province")
        .prefetch_related("organisation__aliases")
        .order_by("-programme__fiscal_year", "programme__region", "order", "pk")
    )
    closed = {key: each.closed_on for key, each in {row.programme_id: row.programme for row in rows}.items()}
    return [(row, _named(row, closed[row.programme_id]), row.awarded) for row in rows]


def _named(grant: Allocation, closed_on: date | None) -> str:
    return grant.organisation.name_on(closed_on) if closed_on else grant.organisation.name


def _id(record: Any) -> str:
    kind = "grant" if isinstance(record, Allocation) else record._meta.model_name
    return f"{PREFIX}-{kind}-{record.pk}"


def _title(grant: Allocation, name: str) -> str:
    return f"{name} {grant.programme.fiscal_year}"


def _record(grant: Allocation, name: str, awarded: date | None) -> dict[str, object]:
    programme, (first, last) = grant.programme, fiscal_year_bounds(grant.programme.fiscal_year)
    recipient: dict[str, object] = {"id": _id(grant.organisation), "name": name}
    if grant.organisation.province:
        recipient["addressRegion"] = str(grant.organisation.province)
    record = {
        "id": _id(grant),
        "title": _title(grant, name),
        "description": programme.name,
        "currency": "THB",
        "amountAwarded": float(grant.amount),
        "plannedDates": [{"startDate": first.isoformat(), "endDate": last.isoformat()}],
        "recipientOrganization": [recipient],
        "fundingOrganization": [FUNDER | {"department": str(programme.region)}],
        "grantProgramme": [{"code": _id(programme), "title": programme.name}],
    }
    return record | ({"awardDate": awarded.isoformat()} if awarded else {})
