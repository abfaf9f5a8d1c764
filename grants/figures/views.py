"""The pages and files of where the money is: read only, for who reads the budget."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from editing.downloads import file_of, files_of, json_download, table_download
from editing.fields import checked_year
from grants.budget import open_data
from grants.budget.allocation import Allocation
from grants.budget.programme import Programme
from grants.figures.exports import exported, rows_table
from grants.figures.money_page import MoneyPage, money_page
from grants.figures.money_rows import every_row, money_rows
from people.signed_in import budgets_read_in
from tables.writing import ExportTable

# What a file of each table is called.
_NAMES = {
    "steps": "เงินอยู่ที่ไหน",
    "regions": "เงินตามเขต",
    "provinces": "เงินตามจังหวัด",
    "networks": "เงินตามเครือข่าย",
    "years": "เงินตามปี",
}


def _page(request: HttpRequest, fiscal_year: int, region_number: int | None) -> MoneyPage:
    regions = budgets_read_in(request)
    if region_number is None:
        return money_page(regions, None, checked_year(fiscal_year))
    region = get_object_or_404(regions, number=region_number)
    return money_page(regions.filter(pk=region.pk), region, checked_year(fiscal_year))


@require_safe
def money(request: HttpRequest, fiscal_year: int, region_number: int | None = None) -> HttpResponse:
    """Show where the money of a year is, in one region or in all that the reader may see."""
    page = _page(request, fiscal_year, region_number)
    years = [int(row.label) for row in page.years.rows]
    return TemplateResponse(request, "grants/figures/money.html", {"page": page, "years": years})


@require_safe
def grants_of_all(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Show the grants that make up a figure of all regions, of one province or network where that is asked for."""
    told = money_rows(budgets_read_in(request), checked_year(fiscal_year), request.GET)
    files = files_of("money-rows-download", fiscal_year, query=told.wishes.address)
    return TemplateResponse(request, "grants/figures/rows.html", {"told": told, "files": files})


@require_safe
def grants_download(request: HttpRequest, fiscal_year: int, extension: str) -> HttpResponse:
    """Hand out the grants that the page shows, those of all its pages."""
    year = checked_year(fiscal_year)
    told = every_row(budgets_read_in(request), year, request.GET)
    title = " ".join(filter(None, ("เงินรายหน่วยงาน", told.chosen)))
    stem, table = file_of(title, "ทุกปี" if told.is_of_every_year else year), rows_table(told, year)
    return table_download(stem, extension, table, *_opened(extension, told.grants, table.lines))


@require_safe
def money_download(
    request: HttpRequest, fiscal_year: int, table: str, extension: str, region_number: int | None = None
) -> HttpResponse:
    """Hand out one table of the page, or "money" for all of them in one workbook."""
    tables = exported(_page(request, fiscal_year, region_number))
    if table == "money":
        stem, grants = (
            file_of(_NAMES["steps"], fiscal_year, region_number),
            _grants(request, fiscal_year, region_number),
        )
        return table_download(
            stem, extension, *tables.values(), *_opened(extension, grants, tables["steps"].lines)
        )
    if table not in tables:
        raise Http404
    return table_download(file_of(_NAMES[table], fiscal_year, region_number), extension, tables[table])


@require_safe
def open_grants(request: HttpRequest, fiscal_year: int, region_number: int | None = None) -> HttpResponse:
    """Hand out the grants of a programme, or of all regions that the reader may see, in the fields of 360Giving."""
    year, regions = checked_year(fiscal_year), budgets_read_in(request)
    if region_number is not None:
        get_object_or_404(
            Programme, region=get_object_or_404(regions, number=region_number), fiscal_year=year
        )
    grants = open_data.open_grants(_grants(request, year, region_number))
    return json_download(f"{file_of('เงินสนับสนุน', year, region_number)}.json", {"grants": grants})


def _grants(request: HttpRequest, fiscal_year: int, region_number: int | None) -> QuerySet[Allocation]:
    """The grants of a year in one region, or in all that the reader may see."""
    regions = budgets_read_in(request)
    asked = regions if region_number is None else regions.filter(number=region_number)
    return Allocation.objects.filter(programme__region__in=asked, programme__fiscal_year=fiscal_year)


def _opened(extension: str, grants: QuerySet[Allocation], lines: tuple[str, ...]) -> list[ExportTable]:
    """What a data package has beside the tables of the page: the grants behind them, in the fields of 360Giving."""
    return [open_data.allocations_table(grants, lines)] if extension == "zip" else []
