"""What the page of the money shows: its steps as one picture, and tables of the same by region, year and place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from centres.models import TargetNetwork
from editing.groups import NOT_STATED, share_of
from grants.budget.allocation import Allocation
from grants.budget.brief import BudgetInBrief
from grants.budget.programme import Programme
from grants.figures.flow import Flow, flow_after, flows, total
from grants.figures.money_map import MoneyMap, money_map
from regions.models import Province, Region
from thai.amounts import NO_BAHT


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of the way: baht, per cent of the first step, what has not come so far, and where its rows are."""

    name: str
    meaning: str
    amount: Decimal
    share: Decimal
    behind: Decimal | None
    behind_said: str
    page: str

    @property
    def drawn(self) -> str:
        """The length of its bar on a scale of 100; what is more than the whole is drawn as the whole."""
        return str(max(min(self.share, Decimal(100)), NO_BAHT))


@dataclass(frozen=True, slots=True)
class FlowRow:
    """The way of the money of one region, year, province or network."""

    label: str
    flow: Flow
    page: str = ""


@dataclass(frozen=True, slots=True)
class FlowTable:
    """Rows whose sum is that of the page, by what `heading` says. `key` is its name in an address.

    `all` is how many there are to go to; what is not stated is a row beyond them. `page` is where all rows are.
    `organisations` are all that stand in its rows, where one may stand in several; else each stands in one.
    """

    key: str
    title: str
    heading: str
    rows: list[FlowRow]
    all: int
    has_ceilings: bool
    page: str = ""
    organisations: int | None = None

    @property
    def total(self) -> Flow:
        whole = total(row.flow for row in self.rows)
        return whole if self.organisations is None else replace(whole, organisations=self.organisations)

    @property
    def reached(self) -> list[FlowRow]:
        return [row for row in self.rows if row.flow != Flow()]

    @property
    def gaps(self) -> list[FlowRow]:
        """What no money of the year goes to: told after the table, in its own words."""
        return [row for row in self.rows if row.flow == Flow()]


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """The money of a year, of one region or of all that a person reads; `years` are beside it, in no sum of it."""

    fiscal_year: int
    region: Region | None
    flow: Flow
    steps: list[FlowStep]
    tables: list[FlowTable]
    years: FlowTable
    map: MoneyMap
    has_programme: bool


def money_page(regions: QuerySet[Region], region: Region | None, fiscal_year: int) -> MoneyPage:
    """Return what the page shows; `regions` are those that the person reads, or the one that she asks for."""
    every_year = Programme.objects.filter(region__in=regions)
    of_year = every_year.filter(fiscal_year=fiscal_year)
    programme = of_year.first() if region else None
    rows = _every_row(region, fiscal_year)
    provinces = list(Province.objects.filter(region__in=regions))
    of_province, of_network = flows(of_year, "province"), flows(of_year, "network")
    networks = {each.slug: str(each) for each in TargetNetwork.objects.all()}
    named = {each.code: str(each) for each in provinces}
    tables = [
        _by(
            "provinces",
            of_province,
            named,
            _("Province not stated"),
            _rows_of("province", region, fiscal_year),
        ),
        _by(
            "networks",
            of_network,
            networks,
            _("Network not stated"),
            _rows_of("network", region, fiscal_year),
        ),
    ]
    if region:
        flow = Flow(programme.ceiling if programme else None) + tables[0].total
    else:
        tables = [_by_region(regions, of_year, fiscal_year), *tables]
        flow = tables[0].total
    tables = [replace(each, page=rows) for each in tables]
    return MoneyPage(
        fiscal_year,
        region,
        flow,
        _steps(flow, region, fiscal_year),
        tables,
        _by_year(every_year, region, fiscal_year),
        money_map(provinces, of_province),
        of_year.exists(),
    )


def steps_in_brief(budget: BudgetInBrief) -> list[FlowStep]:
    """The steps of a budget that is told in brief, for a page that only leads to where the money is."""
    region, programmes = budget.only_region, [each.pk for each in budget.programmes]
    flow = flow_after(Programme.objects.filter(pk__in=programmes), budget.ceiling, budget.allocated)
    return _steps(flow, region, budget.fiscal_year)


def titles(key: str) -> tuple[str, str]:
    """The title of a table and the heading of its first column."""
    return {
        "regions": (_("By region"), _("Region")),
        "years": (_("By year"), _("Fiscal year")),
        "provinces": (_("By province"), _("Province")),
        "networks": (_("By network"), _("Network")),
    }[key]


def _every_row(region: Region | None, fiscal_year: int, **asked: str) -> str:
    """Where the grants behind a figure are, each with all steps of its money, those of a region where it is one's."""
    wish = urlencode(asked | ({"region": str(region.pk)} if region else {}))
    return reverse("money-rows", args=[fiscal_year]) + (f"?{wish}" if wish else "")


def _rows_of(name: str, region: Region | None, fiscal_year: int) -> Callable[[str], str]:
    """Where the rows of a province or a network are."""
    return lambda key: _every_row(region, fiscal_year, **{name: key})


def _by(
    key: str,
    told: dict[Any, Flow],
    names: dict[str, str],
    not_stated: str,
    page: Callable[[str], str],
) -> FlowTable:
    """Every name that there is, with nothing where nothing went; what is not stated comes last."""
    rows = [FlowRow(name, told.get(each, Flow()), page(each)) for each, name in names.items()]
    others = [flow for each, flow in told.items() if each not in names]
    if others:
        rows.append(FlowRow(not_stated, total(others), page(NOT_STATED)))
    return FlowTable(key, *titles(key), rows, len(names), has_ceilings=False)


def _by_region(regions: QuerySet[Region], programmes: QuerySet[Programme], fiscal_year: int) -> FlowTable:
    told = flows(programmes, "region")
    rows = [
        FlowRow(
            str(region),
            told.get(region.pk, Flow()),
            reverse("money", args=[fiscal_year, region.pk]),
        )
        for region in regions.order_by("number")
    ]
    return FlowTable("regions", *titles("regions"), rows, len(rows), has_ceilings=True)


def _by_year(programmes: QuerySet[Programme], region: Region | None, fiscal_year: int) -> FlowTable:
    told = flows(programmes, "year")
    rows = [
        FlowRow(
            str(year),
            told[year],
            reverse("money", args=[year, region.pk]) if region else reverse("money-regions", args=[year]),
        )
        for year in sorted(told, reverse=True)
    ]
    every_grant = _every_row(region, fiscal_year, years="all")
    granted = Allocation.objects.filter(programme__in=programmes).aggregate(
        all=Count("organisation", distinct=True)
    )
    return FlowTable(
        *("years", *titles("years"), rows, len(rows)),
        has_ceilings=True,
        page=every_grant,
        organisations=granted["all"],
    )


def _steps(flow: Flow, region: Region | None, fiscal_year: int) -> list[FlowStep]:
    """The steps of a flow; the ceiling, which has no rows, leads to the budget, and each other to its grants."""
    whole, rows = flow.ceiling or NO_BAHT, _every_row(region, fiscal_year)
    budget = (
        reverse("budget", args=[fiscal_year, region.pk])
        if region
        else reverse("budget-regions", args=[fiscal_year])
    )
    told: tuple[tuple[Any, ...], ...] = (
        (_("Ceiling"), _("what may be granted"), whole, None, "", budget),
        (
            *(
                _("Allocated"),
                _("granted to organisations; of a cancelled grant what was paid"),
                flow.allocated,
            ),
            *(whole - flow.allocated, pgettext("money", "not allocated yet"), rows),
        ),
        (
            *(_("Agreed"), _("by signed agreements; drafts do not count"), flow.agreed),
            *(flow.allocated - flow.agreed, pgettext("money", "not agreed yet"), rows),
        ),
        (
            *(_("Paid"), _("by the ledger, with its corrections"), flow.paid),
            *(flow.agreed - flow.paid, pgettext("money", "not paid yet"), rows),
        ),
        (
            *(
                pgettext("money", "Spent"),
                _("by accepted reports, interest that was spent included"),
                flow.spent,
            ),
            *(None, "", rows),
        ),
        (
            *(_("Returned"), _("unspent money that came back; interest is apart"), flow.returned),
            *(flow.not_accounted_for, pgettext("money", "paid and not accounted for yet"), rows),
        ),
    )
    return [
        FlowStep(
            name=name,
            meaning=meaning,
            amount=amount,
            share=share_of(amount, whole),
            behind=behind,
            behind_said=said,
            page=page,
        )
        for name, meaning, amount, behind, said, page in told
    ]
