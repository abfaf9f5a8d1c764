"""The pages and files of where the money is: read only, for who reads the budget."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from editing.downloads import file_of, files_of, json_download, table_download
from editing.fields import checked_year
from grants.budget.programme import Programme
from grants.figures.exports import exported, rows_table
from grants.figures.money_page import MoneyPage, money_page
from grants.figures.money_rows import every_row, money_rows
from grants.figures.open_data import grants_of
from people.signed_in import budgets_read_in

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
    rows, chosen, is_of_every_year = every_row(budgets_read_in(request), year, request.GET)
    stem = file_of(" ".join(filter(None, ("เงินรายหน่วยงาน", chosen))), "ทุกปี" if is_of_every_year else year)
    return table_download(stem, extension, rows_table(rows, year, chosen, is_of_every_year))


@require_safe
def money_download(
    request: HttpRequest, fiscal_year: int, table: str, extension: str, region_number: int | None = None
) -> HttpResponse:
    """Hand out one table of the page, or "money" for all of them in one workbook."""
    tables = exported(_page(request, fiscal_year, region_number))
    if table == "money":
        stem = file_of(_NAMES["steps"], fiscal_year, region_number)
        return table_download(stem, extension, *tables.values())
    if table not in tables:
        raise Http404
    return table_download(file_of(_NAMES[table], fiscal_year, region_number), extension, tables[table])


@require_safe
def open_grants(request: HttpRequest, fiscal_year: int, region_number: int) -> HttpResponse:
    """Hand out the grants of a programme in the fields of 360Giving."""
    region = get_object_or_404(budgets_read_in(request), number=region_number)
    programme = get_object_or_404(Programme, region=region, fiscal_year=checked_year(fiscal_year))
    return json_download(
        f"{file_of('เงินสนับสนุน', fiscal_year, region_number)}.json", {"grants": grants_of(programme)}
    )
