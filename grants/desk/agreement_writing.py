"""The pages on which staff write an agreement: its draft, its instalments, an amendment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editing.acting import refusals_of
from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment
from grants.agreements.drafting import change, split
from grants.agreements.instalment import Instalment
from grants.agreements.life import AGREEMENT_LIFE
from grants.desk.agreement_actions import agreement_to
from grants.desk.agreement_forms import AgreementForm, AmendmentForm
from grants.desk.agreements import seen_agreement
from grants.desk.instalment_forms import PATTERNS, PartRows, part_rows, parts_by_pattern
from people.signed_in import person_of


def _say_and_leave(request: HttpRequest, agreement: Agreement, sentence: str) -> HttpResponse:
    """To a person whose page is overtaken: why this is not written any more, on the page that says how it stands."""
    messages.warning(request, sentence)
    return redirect("agreement", agreement.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a draft says. Who comes second sees what the first one saved beside what they typed."""
    agreement = agreement_to(request, pk, "change")
    if why_not := AGREEMENT_LIFE.why_not("change", agreement, person_of(request)):
        return _say_and_leave(request, agreement, why_not)
    if request.method != "POST":
        return _edit_page(request, agreement, AgreementForm(instance=agreement))
    form = AgreementForm(request.POST, instance=agreement)

    def save() -> None:
        nonlocal form
        form = AgreementForm(request.POST, instance=agreement.hold())
        if form.is_valid():
            change(
                agreement,
                by=person_of(request),
                version=form.cleaned_data["opened_version"],
                **form.details(),
            )

    refused = refusals_of(save)
    for sentence in refused:
        form.add_error(None, sentence)
    if form.errors:
        return _edit_page(request, seen_agreement(request, pk), form, status=422)
    messages.success(request, _("The draft is saved."))
    if "amount" in form.changed_data and agreement.instalments.exists():
        messages.warning(request, _("The amount has changed: write the instalments anew before signing."))
    return redirect("agreement", agreement.pk)


def _edit_page(
    request: HttpRequest, agreement: Agreement, form: AgreementForm, status: int = 200
) -> HttpResponse:
    others = agreement.allocation.agreements.exclude(pk=agreement.pk).counted_in_allocation()
    context = {"agreement": agreement, "form": form, "room": agreement.allocation.amount - others}
    return TemplateResponse(request, "grants/desk/agreement_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def instalments(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the instalments of a draft anew, from a pattern or row by row."""
    agreement = agreement_to(request, pk, "split")
    if why_not := AGREEMENT_LIFE.why_not("split", agreement, person_of(request)):
        return _say_and_leave(request, agreement, why_not)
    if request.method != "POST":
        pattern = request.GET.get("pattern", "")
        present = list(agreement.instalments.order_by("number"))
        parts = parts_by_pattern(pattern, agreement.amount) if pattern in PATTERNS else present
        return _parts_page(request, agreement, part_rows(parts))
    rows = part_rows([], request.POST)
    opened = request.POST.get("opened_version", "")
    version = int(opened) if opened.isdecimal() else 0
    refused: list[str] = []
    if rows.is_valid():
        refused = refusals_of(
            lambda: split(agreement, rows.parts(agreement.amount), by=person_of(request), version=version)
        )
        if not refused:
            messages.success(request, _("The instalments are written."))
            return redirect("agreement", agreement.pk)
    now = seen_agreement(request, pk)
    overtaken = refused and now.version != version
    return _parts_page(request, now, rows, refused, saved=_saved_parts(now) if overtaken else "", status=422)


def _saved_parts(agreement: Agreement) -> str:
    """The instalments as a colleague has saved them, in one line."""
    return ", ".join(part.owed_text for part in agreement.instalments.order_by("number"))


def _parts_page(
    request: HttpRequest,
    agreement: Agreement,
    rows: PartRows,
    refused: list[str] | None = None,
    saved: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "agreement": agreement,
        "rows": rows,
        "saved": saved,
        "refused": refused or [],
        "patterns": [(name, " / ".join(map(str, shares))) for name, shares in PATTERNS.items()],
        "whole": agreement.amount,
    }
    return TemplateResponse(request, "grants/desk/agreement_instalments.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another amount, last day or instalments of an agreement in force."""
    agreement = agreement_to(request, pk, "amend")
    if why_not := AGREEMENT_LIFE.why_not("amend", agreement, person_of(request)):
        return _say_and_leave(request, agreement, why_not)
    if agreement.amendments.waiting().exists():
        sentence = _("Another amendment of this agreement still waits for approval.")
        return _say_and_leave(request, agreement, sentence)
    present = list(agreement.instalments.order_by("number"))
    fixed = [part for part in present if part.state != Instalment.State.PLANNED]
    if request.method != "POST":
        rows = part_rows(present[len(fixed) :], after=len(fixed))
        return _amend_page(request, agreement, AmendmentForm(agreement), rows, fixed)
    form, rows = AmendmentForm(agreement, request.POST), part_rows([], request.POST, after=len(fixed))
    if form.is_valid() and rows.is_valid():
        said = form.cleaned_data
        refused = refusals_of(
            lambda: Amendment.propose(
                agreement,
                by=person_of(request),
                reason=said["reason"],
                amount=said["amount"],
                ends_on=said["ends_on"],
                parts=rows.parts(said["amount"], fixed),
            )
        )
        if not refused:
            messages.success(request, _("The amendment is asked for. Another person decides on it."))
            return redirect("agreement", agreement.pk)
        for sentence in refused:
            form.add_error(None, sentence)
    return _amend_page(request, agreement, form, rows, fixed, status=422)


def _amend_page(
    request: HttpRequest,
    agreement: Agreement,
    form: AmendmentForm,
    rows: PartRows,
    fixed: list[Instalment],
    status: int = 200,
) -> HttpResponse:
    lowest, highest = form.limits
    context = {
        "agreement": agreement,
        "form": form,
        "rows": rows,
        "fixed": fixed,
        "fixed_total": sum(part.amount for part in fixed),
        "whole": agreement.amount,
        "lowest": lowest,
        "highest": highest,
    }
    return TemplateResponse(request, "grants/desk/agreement_amend.html", context, status=status)
