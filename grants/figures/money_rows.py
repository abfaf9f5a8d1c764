"""The grants that make up a figure of all regions: one row each, with the same steps and the same sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

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
from grants.budget.summaries import names_at_close
from grants.figures.flow import Flow, flows, total
from regions.models import Province, Region

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class GrantOfAll:
    """One grant: to whom, where it is counted, its way, and its row on the worksheet of its region."""

    name: str
    counted_in: str
    flow: Flow
    page: str


@dataclass(frozen=True, slots=True)
class MoneyRows:
    """The grants of a year, of one province or network where that is asked for; `sum` is of all their pages."""

    fiscal_year: int
    chosen: str
    rows: list[GrantOfAll]
    sum: Flow
    page: "Page[Allocation]"
    wishes: Wishes


def money_rows(regions: QuerySet[Region], fiscal_year: int, asked: QueryDict) -> MoneyRows:
    """Return the grants of all regions that a person reads, as the address narrows them down."""
    programmes = Programme.objects.filter(region__in=regions, fiscal_year=fiscal_year)
    grants = Allocation.objects.filter(programme__in=programmes)
    provinces = {each.code: str(each) for each in Province.objects.filter(region__in=regions)}
    networks = {each.slug: str(each) for each in TargetNetwork.objects.all()}
    wishes, chosen = Wishes(asked), []
    if province := wishes.take("province", {*provinces, NOT_STATED}):
        grants = grants.filter(_of("organisation__province", province, provinces))
        chosen.append(provinces.get(province, _("Province not stated")))
    if network := wishes.take("network", {*networks, NOT_STATED}):
        grants = grants.filter(_of("organisation__focus__slug", network, networks))
        chosen.append(networks.get(network, _("Network not stated")))
    in_order = grants.order_by("programme__region", "order", "pk").select_related(
        "programme__region", "organisation__province", "organisation__focus"
    )
    page = Paginator(in_order, ON_A_PAGE).get_page(asked.get("page"))
    here = list(page.object_list)
    of_each = flows(programmes, "grant", Allocation.objects.filter(pk__in=[each.pk for each in here]))
    return MoneyRows(
        fiscal_year,
        ", ".join(chosen),
        _told(here, of_each),
        total(flows(programmes, "year", grants).values()),
        page,
        wishes,
    )


def _of(path: str, asked: str, known: Iterable[str]) -> Q:
    """As the page sums it up: what is not among the known ones is not stated."""
    if asked != NOT_STATED:
        return Q(**{path: asked})
    return Q(**{path: None}) | ~Q(**{f"{path}__in": list(known)})


def _told(grants: list[Allocation], of_each: dict[int, Flow]) -> list[GrantOfAll]:
    closed = {
        each.programme_id: each.programme for each in grants if each.programme.state == Programme.State.CLOSED
    }
    names = {key: names_at_close(programme) for key, programme in closed.items()}
    told = []
    for grant in grants:
        organisation = grant.organisation
        where = (organisation.province or _("Province not stated"), grant.programme.region)
        name = names.get(grant.programme_id, {}).get(organisation.pk, organisation.name)
        worksheet = reverse("worksheet", args=[grant.programme_id])
        told.append(
            GrantOfAll(
                name,
                " · ".join(map(str, (*where, organisation.focus or _("Network not stated")))),
                of_each.get(grant.pk, Flow()),
                f"{worksheet}?{urlencode({'q': name})}",
            )
        )
    return told
