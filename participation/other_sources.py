"""What others give in a year, summed apart: shown beside our money and never added to it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from editing.statements import read
from participation.models import OtherSource
from regions.models import Region
from thai.amounts import NO_BAHT


@dataclass(frozen=True, slots=True)
class GivenBy:
    """One thing that is given, and the name of who or what it is given to."""

    source: OtherSource
    to: str


@dataclass(slots=True)
class SourceGroup:
    """What comes from one kind of source, in baht; people and things are only named."""

    label: str
    expected: Decimal = NO_BAHT
    received: Decimal = NO_BAHT
    given: list["GivenBy"] = field(default_factory=list)

    def take(self, source: OtherSource, to: str) -> None:
        self.given.append(GivenBy(source, to))
        if source.amount is None or source.form != OtherSource.Form.MONEY:
            return
        if source.state == OtherSource.State.RECEIVED:
            self.received += source.amount
        else:
            self.expected += source.amount


def other_sources(region: Region, fiscal_year: int, closed_on: date | None = None) -> list[SourceGroup]:
    """Return what others give to a region's organisations and plan lines in a year, by kind of source.

    In a year that is closed, organisations have the names of the day of its closing.
    """
    groups = {str(kind): SourceGroup(str(kind.label)) for kind in OtherSource.Source}

    def given() -> "QuerySet[OtherSource]":
        rows = OtherSource.objects.filter(region=region.pk, fiscal_year=fiscal_year)
        return rows.select_related("organisation", "plan_line__form")

    for source in read(("other sources", region.pk, fiscal_year), given):
        groups[source.source].take(source, _given_to(source, closed_on))
    return [group for group in groups.values() if group.given]


def _given_to(source: OtherSource, closed_on: date | None) -> str:
    if source.organisation is None:
        return source.plan_line.form_words if source.plan_line else ""
    return source.organisation.name_on(closed_on)
