"""Figures of a region's budget, computed once for page, chart, download and paper alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Model, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres.models import Organisation, TargetNetwork
from editing.groups import NOT_STATED, Group, groups_of, share_of
from editing.statements import read, read_of
from grants.budget.allocation import COUNTED, Allocation
from grants.budget.programme import Programme
from participation.summaries import PlanSummary, counted_plans
from people.models import Visitor
from regions.models import Province, Region
from thai.amounts import NO_BAHT
from thai.money_words import SATANG, baht_words, format_baht


@dataclass(frozen=True, slots=True)
class Statement:
    """A short sentence about the figures that is true, or flagged; `shows` is the query of its rows, if any.

    One that does not hold is an error only where there was something to compare with.
    """

    text: str
    holds: bool
    shows: str = ""
    compares: bool = True

    @property
    def sign(self) -> str:
        """What stands before it on a paper: it holds, it does not, nothing was there to compare with."""
        if self.holds:
            return "✓"
        return "✗" if self.compares else "–"


@dataclass(frozen=True, slots=True)
class GrantedRow:
    """What one organisation is granted, in the order of the office's table."""

    order: int
    name: str
    amount: Decimal
    province_code: str
    province: str
    focus_slug: str
    focus: str
    share: Decimal  # per cent of the total, two decimals
    organisation_pk: int
    is_cancelled: bool = False  # then the amount is what was paid before


@dataclass(slots=True)
class BudgetSummary:
    """A region's budget of a year and the proof that it adds up. Amounts are Decimal baht."""

    region: Region
    fiscal_year: int
    programme: Programme | None
    of_plan: PlanSummary
    rows: list[GrantedRow] = field(default_factory=list)
    by_province: list[Group] = field(default_factory=list)
    by_focus: list[Group] = field(default_factory=list)
    provinces_without: list[Province] = field(default_factory=list)
    without_province: list[GrantedRow] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((row.amount for row in self.rows), NO_BAHT)

    @property
    def total_in_words(self) -> str:
        return baht_words(self.total)

    @property
    def largest(self) -> Decimal:
        return max((row.amount for row in self.rows), default=NO_BAHT)

    @property
    def ceiling(self) -> Decimal | None:
        return self.programme.ceiling if self.programme else None

    @property
    def remaining(self) -> Decimal | None:
        return None if self.ceiling is None else self.ceiling - self.total

    @property
    def province_count(self) -> int:
        return len(self.provinces_without) + sum(group.is_stated for group in self.by_province)

    @property
    def proof(self) -> list[Statement]:
        """The statements that stand under the total: rows and sum, the paper, the ceiling, what is missing."""
        if self.programme is None:
            return []
        statements = [
            Statement(
                _("%(count)s rows add up to %(total)s")
                % {"count": len(self.rows), "total": format_baht(self.total)},
                self.total == self.programme.allocated,
            )
        ]
        if self.programme.stated_total is None:
            statements.append(
                Statement(_("The office's table states no total to compare with"), False, compares=False)
            )
        elif self.programme.stated_total == self.total:
            statements.append(Statement(_("Equal to the total in the paper"), True))
        else:
            statements.append(
                Statement(
                    _("The paper states %(stated)s, a difference of %(difference)s")
                    % {
                        "stated": format_baht(self.programme.stated_total),
                        "difference": format_baht(abs(self.programme.stated_total - self.total)),
                    },
                    False,
                )
            )
        if self.total <= self.programme.ceiling:
            statements.append(Statement(_("Within the ceiling"), True))
        else:
            statements.append(Statement(_("Above the ceiling"), False))
        if self.without_province:
            statements.append(
                Statement(
                    ngettext(
                        "%(count)s organisation without a province",
                        "%(count)s organisations without a province",
                        len(self.without_province),
                    )
                    % {"count": len(self.without_province)},
                    False,
                    f"province={NOT_STATED}",
                )
            )
        return statements


def budget_summary(region: Region, fiscal_year: int, reader: Visitor) -> BudgetSummary:
    """Return what a region grants in a year; without a programme the summary is empty but complete."""

    def of_year() -> "QuerySet[Programme]":
        return Programme.objects.filter(region=region.pk, fiscal_year=fiscal_year).select_related("region")

    programme = next(iter(read(("programme", region.pk, fiscal_year), of_year)), None)
    summary = BudgetSummary(region, fiscal_year, programme, counted_plans([region], fiscal_year, reader)[0])
    summary.rows = _granted_rows(programme) if programme else []
    total = summary.total
    summary.by_province = groups_of(
        summary.rows, "province_code", "province", _("Province not stated"), total
    )
    summary.by_focus = groups_of(summary.rows, "focus_slug", "focus", _("Network not stated"), total)
    summary.without_province = [row for row in summary.rows if row.province_code == NOT_STATED]
    granted = {row.province_code for row in summary.rows}
    summary.provinces_without = [
        province for province in _provinces_of(region.pk) if province.code not in granted
    ]
    return summary


def _granted_rows(programme: Programme) -> list[GrantedRow]:
    """The rows of a programme; of a closed one with the names of the day on which it was closed."""
    told = read_of(("granted",), [programme.pk], _granted_in)
    names = names_at_close(programme)
    provinces = {each.pk: each for each in _provinces_of(programme.region_id)}
    elsewhere = {row[-2] for row in told if row[-2]} - provinces.keys()
    if elsewhere:
        provinces |= Province.objects.in_bulk(elsewhere)
    named = sorted({row[-1] for row in told if row[-1]})
    networks = {each.pk: each for each in read_of(("networks",), named, _networks_of)}
    total = sum((takes for _order, _state, takes, *_organisation in told), NO_BAHT)
    granted = []
    for order, state, takes, organisation, name, code, focus in told:
        province, network = provinces.get(code), networks.get(focus)
        granted.append(
            GrantedRow(
                order=order,
                name=names.get(organisation, name),
                amount=takes,
                province_code=code or NOT_STATED,
                province=str(province) if province else "",
                focus_slug=network.slug if network else NOT_STATED,
                focus=str(network) if network else "",
                share=share_of(takes, total),
                organisation_pk=organisation,
                is_cancelled=state == Allocation.State.CANCELLED,
            )
        )
    return granted


def _granted_in(programmes: Sequence[int]) -> "QuerySet[Model, tuple[Any, ...]]":
    """Order, state and amount of each row, then key, name, province and network of its organisation."""
    of_organisation = [f"organisation__{name}" for name in ("pk", "name", "province", "focus")]
    rows = Allocation.objects.filter(programme__in=programmes).annotate(takes=COUNTED)
    return rows.values_list("order", "state", "takes", *of_organisation)


def _provinces_of(region_number: int) -> list[Province]:
    return read(("provinces", region_number), lambda: Province.objects.filter(region=region_number))


def _networks_of(keys: Sequence[int]) -> "QuerySet[TargetNetwork]":
    return TargetNetwork.objects.filter(pk__in=keys)


def names_at_close(programme: Programme) -> dict[int, str]:
    """The names that the organisations of a closed programme had on that day, by their keys; none of an open one."""
    day = programme.closed_on
    if day is None:
        return {}
    allocations = Allocation.objects.filter(programme=programme)
    named = Organisation.objects.filter(pk__in=allocations.order_by().values("organisation"))
    return {each.pk: each.name_on(day) for each in named.prefetch_related("aliases")}


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region beside the others: its money, and how much of the region it reaches."""

    region: Region
    has_programme: bool
    ceiling: Decimal | None
    allocated: Decimal | None
    organisations: int
    provinces_reached: int
    provinces: int
    of_plan: PlanSummary

    @property
    def has_nothing(self) -> bool:
        """Neither a programme nor a plan to read: a phone takes all such regions in one line."""
        return not self.has_programme and self.of_plan.plan is None

    @property
    def remaining(self) -> Decimal | None:
        return None if self.ceiling is None or self.allocated is None else self.ceiling - self.allocated

    @property
    def per_organisation(self) -> Decimal | None:
        return _per(self.allocated, self.organisations)

    @property
    def per_province(self) -> Decimal | None:
        """By all provinces of the region, whether anything is granted there or not."""
        return _per(self.allocated, self.provinces)


def _per(amount: Decimal | None, count: int) -> Decimal | None:
    """An amount in baht by how many it is divided among, to the satang; None where there is nothing to divide by."""
    return None if amount is None or not count else (amount / count).quantize(SATANG, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class RegionsSummary:
    """The regions a reader may see, side by side for one year, with what they are counted against."""

    fiscal_year: int
    rows: list[RegionRow]

    @property
    def with_nothing(self) -> list[Region]:
        return [row.region for row in self.rows if row.has_nothing]

    @property
    def with_programme(self) -> int:
        return sum(row.has_programme for row in self.rows)

    @property
    def with_plan(self) -> int:
        return sum(row.of_plan.plan is not None for row in self.rows)

    @property
    def allocated(self) -> Decimal:
        return sum((row.allocated or NO_BAHT for row in self.rows), NO_BAHT)

    @property
    def ceiling(self) -> Decimal:
        return sum((row.ceiling or NO_BAHT for row in self.rows), NO_BAHT)

    @property
    def organisations(self) -> int:
        return sum(row.organisations for row in self.rows)

    @property
    def provinces(self) -> int:
        """Of the regions that have a programme."""
        return sum(row.provinces for row in self.rows if row.has_programme)

    @property
    def per_organisation(self) -> Decimal | None:
        return _per(self.allocated, self.organisations)

    @property
    def per_province(self) -> Decimal | None:
        return _per(self.allocated, self.provinces)


def regions_summary(user: Visitor, fiscal_year: int) -> RegionsSummary:
    """Return the regions whose budget a person may read; a region without a programme is a row too."""
    regions = list(Region.objects.budget_read_by(user))
    programmes = {
        programme.region_id: programme
        for programme in Programme.objects.filter(region__in=regions, fiscal_year=fiscal_year)
    }
    # Counted apart from the programmes: two sums over different relations would multiply rows.
    granted: dict[int, dict[str, Any]] = {
        row["programme__region"]: dict(row)
        for row in Allocation.objects.filter(programme__in=programmes.values())
        .values("programme__region")
        .order_by()
        .annotate(
            total=Sum(COUNTED),
            organisations=Count("organisation", distinct=True),
            reached=Count("organisation__province", distinct=True),
        )
    }
    provinces = dict(
        Province.objects.filter(region__in=regions).values_list("region").order_by().annotate(Count("code"))
    )
    plans = {each.region.pk: each for each in counted_plans(regions, fiscal_year, user)}
    rows = []
    for region in regions:
        programme = programmes.get(region.pk)
        of_region = granted.get(region.pk, {})
        rows.append(
            RegionRow(
                region=region,
                has_programme=programme is not None,
                ceiling=programme.ceiling if programme else None,
                allocated=of_region.get("total", NO_BAHT) if programme else None,
                organisations=of_region.get("organisations", 0),
                provinces_reached=of_region.get("reached", 0),
                provinces=provinces.get(region.pk, 0),
                of_plan=plans[region.pk],
            )
        )
    return RegionsSummary(fiscal_year, rows)
