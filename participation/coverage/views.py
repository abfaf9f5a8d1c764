"""The page of what plans cover, and the table of exactly what it shows."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editing.downloads import table_download
from editing.fields import checked_year
from participation.coverage.grid import CoverageGrid
from participation.models import Plan
from participation.models.detail import plans_read_by
from participation.summaries import regions_of_drafts
from people.signed_in import budgets_read_in, person_of
from tables.writing import ExportColumn, ExportTable


def _grid(request: HttpRequest, fiscal_year: int) -> CoverageGrid:
    regions = list(budgets_read_in(request))
    plans = plans_read_by(person_of(request))
    return CoverageGrid(plans, regions, checked_year(fiscal_year), request.GET)


@require_safe
def coverage(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Show what the plans of a year cover, and where it is missing."""
    grid = _grid(request, fiscal_year)
    years = Plan.objects.filter(pk__in=plans_read_by(person_of(request)).values("pk")).order_by()
    context = {
        "grid": grid,
        "fiscal_year": fiscal_year,
        "of_drafts": regions_of_drafts([each.pk for each in grid.all_regions], person_of(request)),
        "years": sorted(set(years.values_list("fiscal_year", flat=True)), reverse=True),
    }
    return TemplateResponse(request, "participation/coverage/coverage.html", context)


@require_safe
def coverage_download(request: HttpRequest, fiscal_year: int, extension: str) -> HttpResponse:
    """Hand out the grid as the page shows it: the same rows, columns and filters, in the same order."""
    grid = _grid(request, fiscal_year)
    heads = (grid.rows_label, _("Covered"), _("Of"), *(column.words for column in grid.columns))
    meanings = (
        _("what the plans are looked at by"),
        _("how many columns have at least one line"),
        _("how many columns there are"),
        *(_("how many lines of the plans cover both; 0 is a gap") for _column in grid.columns),
    )
    lines = (
        _("What the plans cover, fiscal year %(year)s") % {"year": fiscal_year},
        " · ".join(
            [f"{grid.rows_label} × {grid.columns_label}", *grid.narrowed_words()]
            + ([_("only rows with gaps")] if grid.only_gaps else [])
        ),
        _("How many lines of the plans cover both; 0 is a gap."),
    )
    table = ExportTable(
        title=_("Coverage"),
        lines=lines,
        columns=tuple(
            ExportColumn(head, 40 if place == 0 else 10, meaning=meaning)
            for place, (head, meaning) in enumerate(zip(heads, meanings, strict=True))
        ),
        rows=tuple(
            (row.part.words, row.covered.count, row.covered.all, *(cell.count for cell in row.cells))
            for row in grid.rows
        ),
    )
    return table_download(f"ความครอบคลุม-{fiscal_year}", extension, table)
