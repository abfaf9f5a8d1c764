"""The programme as one worksheet: read by all who may read its budget, edited in place by the region's staff."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from editing.downloads import file_of, table_download
from grants.budget.ceiling import CeilingChange
from grants.budget.doors import readable_programme, staffed_programme
from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from grants.worksheet.edits import Edit, read_edits, save_edits
from grants.worksheet.export import worksheet_table
from grants.worksheet.rows import rows_as_html
from grants.worksheet.worksheet import SORTS, Totals, WorksheetWishes, worksheet_of
from people.signed_in import person_of


@require_safe
def worksheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the rows that the address asks for, in its order."""
    return _page(request, readable_programme(request, pk))


def _page(request: HttpRequest, programme: Programme, edits: Iterable[Edit] = ()) -> HttpResponse:
    summary, wishes = worksheet_of(programme), WorksheetWishes.read(request.GET)
    rows = wishes.chosen(summary.rows)
    may = PROGRAMME_LIFE.open_to(programme, person_of(request))
    query = wishes.as_query
    filters = {name: value for name, value in query.items() if name != "sort"}
    context = {
        "programme": programme,
        "summary": summary,
        "wishes": wishes,
        "query": urlencode(query),
        "rows": rows_as_html(summary, rows, {edit.pk: edit for edit in edits}, may_edit=may["allocate"]),
        "shown": Totals.of(rows) if wishes.is_filtered else summary.totals,
        "may": may,
        "asked_ceiling": CeilingChange.objects.waiting().under(programme).first(),
        "may_edit": may["allocate"],
        "refused": [row for row in rows if any(edit.pk == row.pk and edit.refusals for edit in edits)],
        "sort_links": {sort: f"?{urlencode({**filters, 'sort': sort})}" for sort in SORTS},
    }
    return TemplateResponse(request, "grants/worksheet/worksheet.html", context)


@require_POST
def worksheet_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the amounts and tiers that were typed; what was refused stays on the page with its reason."""
    programme = staffed_programme(request, pk)
    edits = read_edits(request.POST, programme)
    refused = save_edits(programme, edits, by=person_of(request))
    for sentence in refused:
        messages.error(request, sentence)
    if refused or any(edit.refusals for edit in edits):
        programme.refresh_from_db()
        return _page(request, programme, edits)
    if edits:
        said = ngettext("%(count)s row is saved.", "%(count)s rows are saved.", len(edits))
        messages.success(request, said % {"count": len(edits)})
    else:
        messages.info(request, _("Nothing was changed."))
    return HttpResponseRedirect(_back(request, programme))


def _back(request: HttpRequest, programme: Programme) -> str:
    """The worksheet with the rows and the order that were on the page."""
    query = urlencode(WorksheetWishes.read(request.GET).as_query)
    return reverse("worksheet", args=[programme.pk]) + (f"?{query}" if query else "")


@require_safe
def worksheet_download(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """Hand out the rows that the address asks for as .xlsx or .csv."""
    programme = readable_programme(request, pk)
    summary = worksheet_of(programme)
    table = worksheet_table(summary, WorksheetWishes.read(request.GET).chosen(summary.rows))
    return table_download(file_of("ตารางจัดสรร", programme.fiscal_year, programme.region_id), extension, table)
