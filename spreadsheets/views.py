"""The import pages: bring a table in, look at what it would change, confirm, undo."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editing.acting import attempt, seen_in
from editing.downloads import download, file_of, table_download
from editing.fields import checked_year
from editing.keys import key_in
from editing.once import once
from editing.refusals import sentence_for
from editing.uploads import attachment_response
from people.signed_in import person_of
from regions.models import Region
from spreadsheets import batches, handing, proposing, undo
from spreadsheets.annotation import annotated_workbook
from spreadsheets.forms import FileForm, ImportForm, LookAgainForm
from spreadsheets.kinds import kind_named, kinds_open_to, regions_open_to
from spreadsheets.life import IMPORT_LIFE
from spreadsheets.models import ImportBatch
from spreadsheets.options import Options, said_before
from spreadsheets.preview import ShownPreview
from spreadsheets.resources import resource_for
from tables.faults import FileRefused
from tables.kinds import TableKind
from tables.writing import XLSX

ON_A_PAGE = 25
MOST_ELSEWHERE = 5


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    rows = ImportBatch.objects.visible_to(person_of(request)).select_related(
        "region", "created_by", "asked_by", "applied_by", "undone_by", "closed_by"
    )
    return get_object_or_404(rows, pk=pk)


def _check_may_import(request: HttpRequest) -> None:
    user = person_of(request)
    if not (user.sees_every_region or user.importing_region_numbers()):
        raise PermissionDenied


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """List the imports of the regions the person may import into, the latest first."""
    _check_may_import(request)
    rows = ImportBatch.objects.visible_to(person_of(request)).listed()
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "spreadsheets/imports.html", {"batches": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest) -> HttpResponse:
    """Take a file or a pasted table, and go to its preview."""
    _check_may_import(request)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES, user=person_of(request))
        if form.is_valid():
            return redirect(_preview(request, form))
        return TemplateResponse(request, "spreadsheets/new_import.html", {"form": form}, status=422)
    initial = {
        "kind": request.GET.get("kind"),
        "fiscal_year": request.GET.get("year"),
        "region": request.GET.get("region"),
    }
    form = ImportForm(
        user=person_of(request), initial={key: value for key, value in initial.items() if value}
    )
    return TemplateResponse(request, "spreadsheets/new_import.html", {"form": form})


def _preview(request: HttpRequest, form: ImportForm) -> str:
    """Keep the file and return the address of its preview: that of the first press, where it is pressed twice."""
    said = form.cleaned_data
    scope = batches.scope_for(person_of(request), said["region"], said["fiscal_year"], said.get("ceiling"))
    content, name, pasted = form.content
    said_now = Options(fill_down=said["fill_down"], pasted=pasted)
    options = said_before(said_now, said["kind"], scope)
    file = content, name, said["kind"], scope, options
    examined = batches.examine(*file)
    return once(request, lambda: reverse("import-batch", args=[batches.keep(examined, *file).pk]))


@require_POST
def propose(request: HttpRequest) -> JsonResponse:
    """Say what a file seems to be, for the form of a new import to be filled in with; nothing is kept."""
    _check_may_import(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
        return JsonResponse({"sentence": " ".join(sentences)}, status=422)
    content, name, pasted = form.content
    try:
        book = batches.read(content, name, batches.Options(pasted=pasted))
    except FileRefused as refused:
        return JsonResponse({"sentence": refused.message}, status=422)
    proposal = proposing.propose(book, name, person_of(request))
    if proposal.kind is None:
        sentence = _("The file does not say which table it is. Choose it below.")
    else:
        year = proposal.fiscal_year and _("fiscal year %(year)s") % {"year": proposal.fiscal_year}
        told = (proposal.kind.label, year, proposal.region)
        sentence = _("From the file: %(what)s. Look whether that is right, and correct it.") % {
            "what": ", ".join(str(each) for each in told if each)
        }
    return JsonResponse(
        {
            "sentence": sentence,
            "kind": proposal.kind and proposal.kind.name,
            "fiscal_year": proposal.fiscal_year,
            "region": proposal.region and proposal.region.pk,
        }
    )


@require_safe
def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file would change or has changed, the same to its sender and to her colleagues."""
    batch = _batch(request, pk)
    return _page(request, batch, LookAgainForm(batch=batch))


def _page(
    request: HttpRequest, batch: ImportBatch, form: LookAgainForm, *, status: int = 200
) -> HttpResponse:
    kind, user = kind_named(batch.kind), person_of(request)
    is_applied = batch.state == ImportBatch.State.APPLIED
    elsewhere = ImportBatch.objects.visible_to(user).listed().same_file_elsewhere(batch)
    context = {
        "batch": batch,
        "kind": kind.label,
        "stays": kind.stays,
        "page": _page_of(kind, batch),
        "preview": ShownPreview(batch),
        "may": IMPORT_LIFE.open_to(batch, user),
        "elsewhere": [
            {"batch": each, "kind": kind_named(each.kind).label, "may": IMPORT_LIFE.open_to(each, user)}
            for each in elsewhere[:MOST_ELSEWHERE]
        ],
        "obstacles": undo.obstacles(batch) if is_applied and IMPORT_LIFE.is_for("undo", batch, user) else [],
        "columns": kind.columns,
        "form": form,
        "replaced": batch.replaces.all(),
        "may_read_budget": Region.objects.budget_read_by(user).filter(pk=batch.region_id).exists(),
    }
    return TemplateResponse(request, "spreadsheets/import_batch.html", context, status=status)


def _page_of(kind: TableKind, batch: ImportBatch) -> tuple[str, str] | None:
    if kind.page is None:
        return None
    name, words = kind.page
    if kind.has_page_of_region:
        return reverse(name, args=[batch.fiscal_year, batch.region_id]), str(words)
    query = urlencode({"region": batch.region_id, "year": batch.fiscal_year})
    return f"{reverse(name)}?{query}", str(words)


@require_POST
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Examine the kept file again with what the person now says: a sheet, fill down, columns, one value."""
    batch = _batch(request, pk)
    form = LookAgainForm(request.POST, batch=batch)
    if not form.is_valid():
        return _page(request, batch, form, status=422)
    try:
        batches.renew(batch, person_of(request), form.options())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("import-batch", batch.pk)


@require_POST
def confirm_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply the preview, all of it or nothing."""
    batch = _batch(request, pk)
    was_applied = batch.state in (ImportBatch.State.APPLIED, ImportBatch.State.UNDONE)
    try:
        applied = batches.confirm(batch, person_of(request), seen=seen_in(request))
    except batches.PreviewChanged as changed:
        messages.warning(request, str(changed))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except IntegrityError as error:  # a rule that only the database saw; nothing is written
        messages.error(request, sentence_for(error))
    else:
        if was_applied or applied.applied_by_id != person_of(request).pk:
            messages.info(
                request, _("This file had been applied already. Nothing was written a second time.")
            )
        else:
            messages.success(request, _("The file is applied."))
    return redirect("import-batch", batch.pk)


@require_POST
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an applied import back."""
    batch = _batch(request, pk)
    try:
        undo.undo(batch, person_of(request), seen=seen_in(request))
    except ValidationError as error:
        messages.error(
            request, _("The import cannot be undone: %(why)s") % {"why": " · ".join(error.messages)}
        )
    except IntegrityError as error:
        messages.error(request, _("The import cannot be undone: %(why)s") % {"why": sentence_for(error)})
    else:
        messages.success(request, _("The import is undone. Every record is as it was before."))
    return redirect("import-batch", batch.pk)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the preview to the regional office, which decides."""
    batch, by, seen = _batch(request, pk), person_of(request), seen_in(request)
    attempt(request, _("Sent to the regional office."), lambda: handing.ask(batch, by=by, seen=seen))
    return redirect("import-batch", batch.pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what waits for the regional office."""
    batch, by = _batch(request, pk), person_of(request)
    attempt(request, _("Taken back. It waits for nobody now."), lambda: handing.withdraw(batch, by=by))
    return redirect("import-batch", batch.pk)


@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give what waits back to its sender, with a reason."""
    batch, by, seen = _batch(request, pk), person_of(request), seen_in(request)
    reason = request.POST.get("reason", "").replace("\x00", "")
    given = attempt(
        request, _("Given back to its sender."), lambda: handing.give_back(batch, reason, by=by, seen=seen)
    )
    if not given and reason.strip():
        messages.info(request, _("You wrote: %(comment)s") % {"comment": reason.strip()})
    return redirect("import-batch", batch.pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an import that is not wanted any more; from the page of the same file elsewhere, go back there."""
    batch, by, seen = _batch(request, pk), person_of(request), seen_in(request)
    attempt(request, _("Discarded. Nothing was written."), lambda: handing.discard(batch, by=by, seen=seen))
    return redirect("import-batch", key_in(request.POST.get("from")) or batch.pk)


@require_safe
def kept_file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand back the file exactly as it was brought in."""
    batch = _batch(request, pk)
    return attachment_response(batch.file, batch.filename, "application/octet-stream")


@require_safe
def annotated_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand back the table as a workbook, the wrong cells coloured, each with its message."""
    batch = _batch(request, pk)
    stem = batch.filename.rpartition(".")[0] or batch.filename
    return download(annotated_workbook(batch), _("%(name)s with notes.xlsx") % {"name": stem}, XLSX)


@require_safe
def export(
    request: HttpRequest, region_number: int, fiscal_year: int, kind: str, extension: str
) -> HttpResponse:
    """Hand out what the portal holds as a table that can be edited and brought in again."""
    user = person_of(request)
    if kind not in kinds_open_to(user):
        raise Http404
    checked_year(fiscal_year)
    region = get_object_or_404(regions_open_to(user, kind_named(kind)), number=region_number)
    scope = batches.scope_for(user, region, fiscal_year)
    table = resource_for(kind)(scope).export_table()
    return table_download(file_of(table.title, fiscal_year, region_number), extension, table)
