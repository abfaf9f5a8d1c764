"""The budget pages: read only, for committee members and staff."""

from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from editing.downloads import file_of, files_of, table_download
from editing.fields import checked_year, newest_year
from editing.statements import read
from editing.wishes import Wishes
from grants.budget.allocation import Allocation
from grants.budget.exports import detailed_table, regions_tables, summary_tables
from grants.budget.open_data import allocations_table
from grants.budget.programme import Programme
from grants.budget.rows import drawn_rows
from grants.budget.summaries import BudgetSummary, GrantedRow, budget_summary, regions_summary
from participation.models import Plan
from participation.other_sources import other_sources
from people.rights import holds, rights_of
from people.roles import STAFF_ROLES, TABLE_ROLES
from people.signed_in import budgets_read_in, person_of
from tables.writing import ExportTable
from thai.collation import sort_key

SORTS = {"order", "name", "amount"}


def _years(request: HttpRequest) -> list[int]:
    """Fiscal years that hold anything the reader may see, newest first."""
    user, regions = person_of(request), budgets_read_in(request)

    def years() -> "QuerySet[Model, int]":
        of_programmes, of_plans = (
            rows.filter(region__in=regions).order_by().values_list("fiscal_year", flat=True)
            for rows in (Programme.objects.all(), Plan.objects.visible_to(user))
        )
        return of_programmes.union(of_plans)

    return sorted(read(("years of budgets", rights_of(user)), years), reverse=True)


@require_safe
def budget_years(request: HttpRequest) -> HttpResponse:
    """Go to the newest year that holds anything; with none, to the current one, which says so."""
    year = newest_year(_years(request))
    return HttpResponseRedirect(reverse("budget-regions", args=[year]))


@require_safe
def budget_regions(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Show the regions the reader may see, side by side."""
    context = {
        "summary": regions_summary(request.user, checked_year(fiscal_year)),
        "years": _years(request),
        "files": files_of("budget-regions-download", fiscal_year, "regions"),
        "files_compared": files_of("budget-regions-download", fiscal_year, "compared"),
    }
    return TemplateResponse(request, "grants/budget/regions.html", context)


@require_safe
def regions_download(request: HttpRequest, fiscal_year: int, table: str, extension: str) -> HttpResponse:
    """Hand out the regions side by side ("regions"), or what they allocate by what they have ("compared")."""
    budgets_read_in(request)
    tables = regions_tables(regions_summary(request.user, checked_year(fiscal_year)))
    if table not in tables:
        raise Http404
    stem = {"regions": "งบประมาณรายเขต", "compared": "งบประมาณรายเขตเทียบกัน"}[table]
    return table_download(file_of(stem, fiscal_year), extension, tables[table])


def _summary(request: HttpRequest, fiscal_year: int, region_number: int) -> BudgetSummary:
    user, regions = person_of(request), budgets_read_in(request)
    read_by_her = read(("regions of budgets", rights_of(user)), lambda: regions)
    region = next((each for each in read_by_her if each.number == region_number), None)
    if region is None:
        raise Http404
    return budget_summary(region, checked_year(fiscal_year), user)


def _chosen(request: HttpRequest, summary: BudgetSummary) -> tuple[list[GrantedRow], Wishes]:
    """Return the rows that the address asks for, and what it asks for."""
    rows, wishes = list(summary.rows), Wishes(request.GET)
    if province := wishes.take("province", {group.key for group in summary.by_province}):
        rows = [row for row in rows if row.province_code == province]
    if focus := wishes.take("focus", {group.key for group in summary.by_focus}):
        rows = [row for row in rows if row.focus_slug == focus]
    if sort := wishes.take("sort", SORTS - {"order"}):
        rows.sort(key=(lambda row: sort_key(row.name)) if sort == "name" else (lambda row: -row.amount))
    return rows, wishes


def _labels(summary: BudgetSummary, wishes: Wishes) -> list[str]:
    """The names of the province and the network that the rows are narrowed down to."""
    groups = (("province", summary.by_province), ("focus", summary.by_focus))
    return [str(each.label) for name, of_it in groups for each in of_it if wishes.get(name) == each.key]


@require_safe
def budget(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Show what a region grants in a year, and the proof that it adds up."""
    user, summary = person_of(request), _summary(request, fiscal_year, region_number)
    closed_on = summary.programme.closed_on if summary.programme else None
    rows, wishes = _chosen(request, summary)
    filters = {key: value for key, value in wishes.items() if key != "sort"}
    context = {
        "summary": summary,
        "rows": rows,
        "drawn_rows": drawn_rows(rows, summary.largest, wishes.get("sort", "")),
        "rows_total": sum((row.amount for row in rows), start=summary.total * 0),
        "wishes": wishes,
        "files": files_of(
            "budget-download", fiscal_year, region_number, "organisations", query=wishes.address
        ),
        "is_filtered": bool(filters),
        "filter_labels": _labels(summary, wishes),
        # Each link keeps what the others have chosen, so that a page can be sent to a colleague.
        "sort_links": {sort: f"?{urlencode({**filters, 'sort': sort})}" for sort in sorted(SORTS)},
        "years": _years(request),
        "other_sources": other_sources(summary.region, fiscal_year, closed_on),
        "may_import": holds(user, summary.region.pk, *TABLE_ROLES),
        "may_edit": user.works_in_admin and holds(user, summary.region.pk, *STAFF_ROLES),
    }
    return TemplateResponse(request, "grants/budget/budget.html", context)


@require_safe
def budget_download(
    request: HttpRequest, fiscal_year: int, region_number: int, table: str, extension: str
) -> HttpResponse:
    """Hand out the organisations as the page shows them, or the sums ("summary")."""
    summary = _summary(request, fiscal_year, region_number)
    if summary.programme is None:
        raise Http404
    rows, wishes = _chosen(request, summary)
    only = _labels(summary, wishes)
    by_province, by_focus = summary_tables(summary)
    organisations = [detailed_table(summary, rows, only)]
    if extension == "zip":
        keys = [row.organisation_pk for row in rows]
        grants = Allocation.objects.filter(programme=summary.programme, organisation__in=keys)
        organisations.append(allocations_table(grants, organisations[0].lines))
    tables: dict[str, tuple[ExportTable, ...]] = {
        "organisations": tuple(organisations),
        "provinces": (by_province,),
        "networks": (by_focus,),
        "summary": (by_province, by_focus),
    }
    if table not in tables:
        raise Http404
    names = {
        "organisations": " ".join(("งบประมาณ", *only)),
        "provinces": "งบประมาณตามจังหวัด",
        "networks": "งบประมาณตามเครือข่าย",
        "summary": "สรุปงบประมาณ",
    }
    return table_download(file_of(names[table], fiscal_year, region_number), extension, *tables[table])
