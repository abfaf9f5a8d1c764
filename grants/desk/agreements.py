"""The pages of agreements: the list, one agreement whole, its document and its files."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Count, Exists, OuterRef, Sum, Value, When
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from centres.models.organisation import name_fields
from editing.baht import BahtField
from editing.downloads import download
from editing.forms import typed_in
from editing.searching import matching
from editing.uploads import kept_file
from editing.wishes import Wishes
from editing.word.template import DOCX
from grants.agreements.agreement import Agreement, AgreementQuerySet, opens_files
from grants.agreements.instalment import Instalment
from grants.agreements.paper import agreement_document
from grants.budget.programme import Programme
from grants.desk.agreement_page import AgreementPage
from grants.desk.agreement_steps import blank_forms
from grants.desk.stages import stages_of
from grants.payments.returns import ReturnNotice
from grants.reports.ending import ready_to_end
from people.models import User
from people.roles import AGREEMENT_ROLES, STAFF_ROLES, Role
from people.signed_in import person_of
from regions.models import Province

ON_A_PAGE = 50
# What a region's staff does next with an agreement, and which ones wait for it.
WAITS: dict[str, tuple[Promise, Callable[[AgreementQuerySet], AgreementQuerySet]]] = {
    "sign": (_("drafts to be signed"), AgreementQuerySet.to_sign),
    "end": (_("ready to end"), ready_to_end),
}
SEARCHED = ["number", "number_as_typed", *name_fields("allocation__organisation")]


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """List the agreements that the person may see, found by name or number, year, state and province."""
    user = person_of(request)
    if not (user.sees_every_region or user.has_role(*AGREEMENT_ROLES)):
        raise PermissionDenied
    seen = Agreement.objects.visible_to(user)
    choices = _choices(user, seen)
    wishes = Wishes(request.GET)
    for name, known in choices.items():
        wishes.take(name, dict(known))
    if words := request.GET.get("q", "").strip():
        wishes["q"] = words
    found = _found(_waiting(seen, user, wishes.get("waits", "")), wishes)
    not_cancelled = Case(
        When(state=Agreement.State.CANCELLED, then=Value(None)), default="amount", output_field=BahtField()
    )
    rows = found.with_everything().select_related("allocation__organisation__province")
    order = (
        "-allocation__programme__fiscal_year",
        "allocation__programme__region",
        "allocation__order",
        "pk",
    )
    sums = found.aggregate(count=Count("pk"), amount=Sum(not_cancelled), paid=Sum("paid"))
    paginator = Paginator(rows.order_by(*order), ON_A_PAGE)
    paginator.count = sums["count"]  # told with the sums, so that nobody counts them again
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "sums": sums,
        "wishes": wishes,
        "choices": choices,
        "address": wishes.address,
        "several_regions": len({row.programme.region_id for row in page}) > 1,
    }
    return TemplateResponse(request, "grants/desk/agreements.html", context)


def _choices(user: User, seen: AgreementQuerySet) -> dict[str, list[tuple[str, object]]]:
    """What there is to filter by: only years and provinces of agreements that the person sees."""
    of_programme = seen.order_by().filter(allocation__programme=OuterRef("pk"))
    years = set(
        Programme.objects.visible_to(user)
        .order_by()
        .filter(Exists(of_programme))
        .values_list("fiscal_year", flat=True)
    )
    of_province = seen.order_by().filter(allocation__organisation__province=OuterRef("pk"))
    provinces = Province.objects.visible_to(user).filter(Exists(of_province))
    return {
        "year": [(str(year), year) for year in sorted(years, reverse=True)],
        "state": list(Agreement.State.choices),
        "province": [(str(province.pk), province) for province in provinces],
        "waits": [(name, label) for name, (label, _rows) in WAITS.items()],
    }


def waiting_for_staff(user: User, name: str) -> AgreementQuerySet:
    """Agreements with a next step (a name of WAITS) in the regions that a person staffs."""
    _label, rows = WAITS[name]
    return rows(Agreement.objects.in_regions_of(user, *STAFF_ROLES))


def _waiting(seen: AgreementQuerySet, user: User, name: str) -> AgreementQuerySet:
    return waiting_for_staff(user, name) if name else seen


def _found(seen: AgreementQuerySet, wishes: Mapping[str, str]) -> AgreementQuerySet:
    if year := wishes.get("year"):
        seen = seen.filter(allocation__programme__fiscal_year=year)
    if state := wishes.get("state"):
        seen = seen.filter(state=state)
    if province := wishes.get("province"):
        seen = seen.filter(allocation__organisation__province=province)
    return matching(seen, SEARCHED, wishes.get("q", ""))


def seen_agreement(request: HttpRequest, pk: int) -> Agreement:
    """The agreement, if the person may see it; else there is none."""
    rows = Agreement.objects.visible_to(request.user).with_everything()
    rows = rows.select_related("allocation__organisation__province", "signed_by")
    return get_object_or_404(rows, pk=pk)


def agreement_page(
    request: HttpRequest,
    agreement: Agreement,
    refused: Mapping[str, forms.BaseForm] | None = None,
    typed: Mapping[str, str] | None = None,
    unsaved: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """Show everything about one agreement.

    `refused` holds, by action, the form that could not be taken; `typed` answers to requests that were not, by
    the request's key; `unsaved` what was typed on a page that is not open any more, by its labels. A refused form
    that is not open any more is shown in the same way.
    """
    reading = AgreementPage(agreement, person_of(request), typed or {})
    may = reading.may
    asked = blank_forms(agreement, may)
    closed = [form for name, form in (refused or {}).items() if name not in asked]
    context = {
        "reading": reading,
        "stages": stages_of(reading),
        "agreement": agreement,
        "opens_files": opens_files(person_of(request), agreement),
        "opens_slips": opens_files(person_of(request), agreement, Role.FINANCE),
        "may": may,
        "forms": asked | dict(refused or {}),
        "refused": set(refused or {}),
        "unsaved": [*unsaved, *chain.from_iterable(map(typed_in, closed))],
        "refusals": [said for form in (refused or {}).values() for said in form.non_field_errors()],
    }
    return TemplateResponse(request, "grants/desk/agreement.html", context, status=status)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    return agreement_page(request, seen_agreement(request, pk))


@require_safe
def instalment(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the page of its agreement, on which an instalment is read."""
    part = get_object_or_404(Instalment.objects.visible_to(request.user), pk=pk)
    return redirect("agreement", part.agreement_id)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the agreement as a Word file, written from the region's template."""
    shown = seen_agreement(request, pk)
    try:
        content = agreement_document(shown)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return redirect("agreement", shown.pk)
    response = download(content, f"{shown.number}.docx", DOCX)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def scan(request: HttpRequest, pk: int) -> FileResponse:
    shown = seen_agreement(request, pk)
    if not opens_files(person_of(request), shown):
        raise Http404
    return kept_file(shown.scan, shown.number)


@require_safe
def slip(request: HttpRequest, pk: int) -> FileResponse:
    notice = get_object_or_404(ReturnNotice.objects.visible_to(person_of(request)), pk=pk)
    if not opens_files(person_of(request), notice.agreement, Role.FINANCE):
        raise Http404
    return kept_file(notice.slip, f"หลักฐานการคืนเงิน-{notice.pk}")
