"""The page on which staff ask for an amendment of an agreement in force."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editing.acting import meant_in, refusals_once
from editing.forms import typed_in
from editing.once import answer_of
from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment
from grants.agreements.instalment import Instalment
from grants.agreements.life import AGREEMENT_LIFE
from grants.desk.agreement_actions import agreement_to
from grants.desk.agreement_forms import AmendmentForm
from grants.desk.agreements import agreement_page
from grants.desk.instalment_forms import PartRows, part_rows, typed_in_rows
from people.signed_in import person_of


def say_and_leave(
    request: HttpRequest, agreement: Agreement, sentence: str, unsaved: Sequence[tuple[str, str]]
) -> HttpResponse:
    """To a person whose page is overtaken: why this is not written any more, on the page that says how it stands.

    What she typed (`unsaved`, by its labels) stands there to be copied, unless it is what her own first press wrote.
    """
    if made := answer_of(request):
        return redirect(made)
    messages.warning(request, sentence)
    if request.method != "POST":
        return redirect("agreement", agreement.pk)
    return agreement_page(request, agreement, unsaved=unsaved, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another amount, last day or instalments of an agreement in force."""
    agreement = agreement_to(request, pk, "amend")
    present = list(agreement.instalments.order_by("number"))
    fixed = [part for part in present if part.state != Instalment.State.PLANNED]
    if why_not := AGREEMENT_LIFE.why_not("amend", agreement, person_of(request)):
        rows = part_rows([], request.POST, after=len(fixed))
        unsaved = typed_in(AmendmentForm(agreement, request.POST)) + typed_in_rows(rows)
        return say_and_leave(request, agreement, why_not, unsaved)
    if request.method != "POST":
        rows = part_rows(present[len(fixed) :], after=len(fixed))
        return _amend_page(request, agreement, AmendmentForm(agreement), rows, fixed)
    form, rows = AmendmentForm(agreement, request.POST), part_rows([], request.POST, after=len(fixed))
    if form.is_valid() and rows.is_valid():
        said = form.cleaned_data
        refused = refusals_once(
            request,
            lambda: Amendment.propose(
                agreement,
                by=person_of(request),
                reason=said["reason"],
                amount=said["amount"],
                ends_on=said["ends_on"],
                parts=rows.parts(said["amount"], fixed),
                meant=meant_in(request),
            ).get_absolute_url(),
        )
        if not refused:
            messages.success(request, _("The amendment is asked for. Another person decides on it."))
            return redirect("agreement", agreement.pk)
        form.refuse(refused)
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
    return TemplateResponse(request, "grants/desk/agreement/amend.html", context, status=status)
