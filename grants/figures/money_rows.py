"""The grants that make up a figure: one row each, with the same steps and the same sum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from centres.models import TargetNetwork
from editing.groups import NOT_STATED
from editing.wishes import Wishes
from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from grants.figures.flow import Flow, flows, total
from regions.models import Province, Region

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class GrantOfAll:
    """One grant: to whom, where it is counted, its way, and its own page. What is not stated is ""."""

    name: str
    fiscal_year: int
    region: str
    province: str
    network: str
    flow: Flow
    page: str

    @property
    def counted_in(self) -> str:
        return " · ".join(
            (
                self.province or _("Province not stated"),
                self.region,
                self.network or _("Network not stated"),
            )
        )


@dataclass(frozen=True, slots=True)
class MoneyRows:
    """The grants of a year, or of every year, as they are narrowed down; `sum` is of all their pages.

    `region` is the one that is asked for, and `chosen` what else they are narrowed down to.
    """

    fiscal_year: int
    is_of_every_year: bool
    region: Region | None
    chosen: str
    rows: list[GrantOfAll]
    sum: Flow
    page: "Page[Allocation]"
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class EveryRow:
    """The same with the grants of all pages; `chosen` names the region, too."""

    rows: list[GrantOfAll]
    grants: QuerySet[Allocation]
    chosen: str
    is_of_every_year: bool


class _Asked:
    """What the address asks for, of the regions that a person reads."""

    def __init__(self, regions: QuerySet[Region], fiscal_year: int, asked: QueryDict):
        self.wishes, chosen = Wishes(asked), list[str]()
        self.programmes = Programme.objects.filter(region__in=regions)
        self.is_of_every_year = bool(self.wishes.take("years", {"all"}))
        if not self.is_of_every_year:
            self.programmes = self.programmes.filter(fiscal_year=fiscal_year)
        read = {str(each.pk): each for each in regions}
        self.region = read.get(self.wishes.take("region", set(read)))
        if self.region:
            self.programmes = self.programmes.filter(region=self.region)
        grants = Allocation.objects.filter(programme__in=self.programmes)
        # As the page of the region or of all counts them: elsewhere is not stated.
        provinces = Province.objects.filter(region__in=[self.region] if self.region else regions)
        self.provinces = {each.code: str(each) for each in provinces}
        networks = {each.slug: str(each) for each in TargetNetwork.objects.all()}
        if province := self.wishes.take("province", {*self.provinces, NOT_STATED}):
            grants = grants.filter(_of("organisation__province", province, self.provinces))
            chosen.append(self.provinces.get(province, _("Province not stated")))
        if network := self.wishes.take("network", {*networks, NOT_STATED}):
            grants = grants.filter(_of("organisation__focus__slug", network, networks))
            chosen.append(networks.get(network, _("Network not stated")))
        self.chosen = ", ".join(chosen)
        self.grants = grants.order_by("-programme__fiscal_year", "programme__region", "order", "pk")

    @property
    def sum(self) -> Flow:
        return total(flows(self.programmes, "year", self.grants).values())

    @property
    def listed(self) -> QuerySet[Allocation]:
        rows = self.grants.select_related("programme__region", "organisation__focus")
        return rows.prefetch_related("organisation__aliases")

    def told(self, here: Sequence[Allocation], grants: QuerySet[Allocation]) -> list[GrantOfAll]:
        """Those of a closed year bear the name of the day of its close; a province that is not read stays untold."""
        of_each = flows(self.programmes, "grant", grants)
        programmes = {each.programme_id: each.programme for each in here}
        closed = {key: programme.closed_on for key, programme in programmes.items()}
        return [self._row(each, closed[each.programme_id], of_each.get(each.pk, Flow())) for each in here]

    def _row(self, grant: Allocation, closed_on: date | None, flow: Flow) -> GrantOfAll:
        organisation = grant.organisation
        return GrantOfAll(
            organisation.name_on(closed_on),
            grant.programme.fiscal_year,
            str(grant.programme.region),
            self.provinces.get(organisation.province_id or "", ""),
            str(organisation.focus or ""),
            flow,
            reverse("allocation", args=[grant.programme_id, grant.pk]),
        )


def money_rows(regions: QuerySet[Region], fiscal_year: int, asked: QueryDict) -> MoneyRows:
    """Return a page of the grants of the regions that a person reads, as the address narrows them down."""
    found = _Asked(regions, fiscal_year, asked)
    page = Paginator(found.listed, ON_A_PAGE).get_page(asked.get("page"))
    here = list(page.object_list)
    return MoneyRows(
        fiscal_year,
        found.is_of_every_year,
        found.region,
        found.chosen,
        found.told(here, Allocation.objects.filter(pk__in=[each.pk for each in here])),
        found.sum,
        page,
        found.wishes,
    )


def every_row(regions: QuerySet[Region], fiscal_year: int, asked: QueryDict) -> EveryRow:
    """Return the grants of all pages, as the address narrows them down."""
    found = _Asked(regions, fiscal_year, asked)
    chosen = ", ".join(filter(None, (str(found.region or ""), found.chosen)))
    rows = found.told(list(found.listed), found.grants)
    return EveryRow(rows, found.grants, chosen, found.is_of_every_year)


def _of(path: str, asked: str, known: Iterable[str]) -> Q:
    """As the page sums it up: what is not among the known ones is not stated."""
    if asked != NOT_STATED:
        return Q(**{path: asked})
    return Q(**{path: None}) | ~Q(**{f"{path}__in": list(known)})
