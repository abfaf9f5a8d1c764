"""The page on which staff write an agreement with its instalments, until both sides have signed."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editing.acting import meant_in, refusals_of
from editing.forms import typed_in
from editing.once import answer_of, once
from grants.agreements.agreement import Agreement
from grants.agreements.drafting import change, draw_up, split
from grants.agreements.force import sign
from grants.agreements.instalment import Instalment
from grants.agreements.life import AGREEMENT_LIFE
from grants.budget.allocation import Allocation
from grants.budget.life import ALLOCATION_LIFE
from grants.budget.programme import Programme
from grants.desk.agreement_actions import agreement_to
from grants.desk.agreement_forms import AgreementForm
from grants.desk.amending import say_and_leave
from grants.desk.instalment_forms import PATTERNS, PartRows, part_rows, parts_by_pattern, typed_in_rows
from grants.worksheet.allocation_page import allocation_page
from people.doors import require_act
from people.models import User
from people.signed_in import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def new_draft(request: HttpRequest, allocation_pk: int) -> HttpResponse:
    """Draw up an agreement on what an organisation is granted."""
    rows = Allocation.objects.visible_to(request.user).select_related("programme__region", "organisation")
    allocation = get_object_or_404(rows, pk=allocation_pk)
    user = person_of(request)
    if made := answer_of(request):
        return redirect(made)
    require_act(request, ALLOCATION_LIFE, "draw_up", allocation)
    if why_not := ALLOCATION_LIFE.why_not("draw_up", allocation, user):
        messages.warning(request, why_not)
        if request.method != "POST":
            return redirect("allocation", allocation.programme_id, allocation.pk)
        unsaved = _typed(request, Agreement(allocation=allocation))
        return allocation_page(request, allocation.programme_id, allocation.pk, unsaved, status=409)
    return _answer(request, Agreement(allocation=allocation, amount=allocation.amount - allocation.agreed))


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a draft says. Who comes second sees what the first one saved beside what they typed."""
    agreement = agreement_to(request, pk, "change")
    if why_not := AGREEMENT_LIFE.why_not("change", agreement, person_of(request)):
        return say_and_leave(request, agreement, why_not, _typed(request, agreement))
    return _answer(request, agreement)


def _typed(request: HttpRequest, agreement: Agreement) -> list[tuple[str, str]]:
    """What was typed on a page that is not open any more, by its labels."""
    form = AgreementForm(request.POST, instance=agreement)
    return typed_in(form) + typed_in_rows(part_rows([], request.POST))


def _answer(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    present = list(agreement.instalments.order_by("number")) if agreement.pk else []
    if request.method != "POST":
        return _page(request, agreement, AgreementForm(instance=agreement), part_rows(present))
    form, rows = AgreementForm(request.POST, instance=agreement), part_rows([], request.POST)
    if (pattern := request.POST.get("pattern", "")) in PATTERNS:
        return _with_pattern(request, agreement, form, pattern)
    made: list[str] = []
    signs = "sign" in request.POST

    def save() -> str:
        nonlocal form
        if agreement.pk:
            form = AgreementForm(request.POST, instance=agreement.hold())
        form.wants_days = signs
        if not (form.is_valid() and rows.is_valid()):
            raise ValidationError([])  # both say themselves what is wrong
        kept = _kept(form, rows, by=person_of(request))
        if signs:
            ask_payment, meant = "ask_payment" in request.POST, meant_in(request)
            sign(kept, by=person_of(request), ask_payment=ask_payment, meant=meant, **form.days())
        return reverse("agreement", args=[kept.pk])

    refused = refusals_of(lambda: made.append(once(request, save)))
    if refused or not made:
        form.refuse(refused)
        overtaken = any(error.code == "newer_version" for error in form.non_field_errors().as_data())
        return _page(request, agreement, form, rows, theirs=present if overtaken else (), status=422)
    if signs:
        done = _("The signing is recorded. Another person of the staff puts the agreement in force.")
    else:
        done = _("The draft is saved.")
    messages.success(request, done)
    return redirect(made[0])


def _kept(form: AgreementForm, rows: PartRows, *, by: User) -> Agreement:
    """Write down what was typed: a new agreement, or what has changed of a draft; then the instalments."""
    written = form.instance
    if not written.pk:
        written = draw_up(written.allocation, by=by, **form.details())
    elif form.changed_data:
        written = Agreement.objects.with_everything().get(pk=written.pk)
        change(written, by=by, version=form.cleaned_data["opened_version"], **form.details())
    parts = rows.parts(written.amount)
    if [_said(part) for part in parts] != [_said(part) for part in written.instalments.order_by("number")]:
        split(written, parts, by=by)
    return written


def _said(part: Instalment) -> tuple[object, ...]:
    return part.amount, part.due_on, part.waits_for


def _with_pattern(
    request: HttpRequest, agreement: Agreement, form: AgreementForm, pattern: str
) -> HttpResponse:
    """Show the rows that the pattern makes of the amount as it is typed; nothing is saved by it."""
    try:
        amount = AgreementForm.base_fields["amount"].clean(request.POST.get("amount"))
        rows = part_rows(parts_by_pattern(pattern, amount))
    except ValidationError:
        return _page(request, agreement, form, part_rows([], request.POST), status=422)
    # Not bound, so that its faults are said, and a colleague's newer draft is met, when it is saved.
    return _page(request, agreement, AgreementForm(initial=request.POST.dict(), instance=agreement), rows)


def _page(
    request: HttpRequest,
    agreement: Agreement,
    form: AgreementForm,
    rows: PartRows,
    theirs: Sequence[Instalment] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "agreement": agreement,
        "allocation": agreement.allocation,
        "form": form,
        "rows": rows,
        "saved": ", ".join(part.owed_text for part in theirs),
        "patterns": [(name, " / ".join(map(str, shares))) for name, shares in PATTERNS.items()],
        "room": agreement.room,
        "whole": agreement.amount,
        "may_sign": agreement.programme.state == Programme.State.OPEN,
        "asks_payment": "ask_payment" in request.POST or request.method != "POST",
    }
    return TemplateResponse(request, "grants/desk/draft.html", context, status=status)
