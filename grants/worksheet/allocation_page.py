"""What staff do with an organisation of a programme: announce its grant, agree on it, take it back."""

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from editing.acting import attempt, refusals_of
from grants.agreements.agreement import Agreement
from grants.budget.allocation import Allocation
from grants.budget.doors import is_staff, readable_programme, staffed_programme
from grants.budget.other_source import OtherSource
from grants.budget.programme import Programme
from grants.reports.money import Money, money_by_agreement
from grants.rules.fields import BahtFormField


class DrawUpForm(forms.Form):
    """The amount and the kind with which an agreement begins; the rest is written on its own page."""

    amount = BahtFormField(
        label=gettext_lazy("amount (baht)"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "baht"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=Agreement.Kind)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is the grant taken back?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The history keeps it. What was not paid is free again under the ceiling."),
    )


@require_POST
def open_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the year's money move."""
    programme = staffed_programme(request, pk)
    done = _("Fiscal year %(year)s is open. Agreements can be signed and paid.") % {
        "year": programme.fiscal_year
    }
    attempt(request, done, lambda: programme.open(by=request.user))
    return HttpResponseRedirect(reverse("worksheet", args=[programme.pk]))


@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce the ticked allocations, all or none; those that refuse are named."""
    programme = staffed_programme(request, pk)
    ticked = set(request.POST.getlist("allocation"))
    rows = programme.allocations.select_related("organisation")
    chosen = [row for row in rows if str(row.pk) in ticked]
    said = ngettext("%(count)s allocation is announced.", "%(count)s allocations are announced.", len(chosen))
    attempt(request, said % {"count": len(chosen)}, lambda: _announce(programme, chosen, request))
    return HttpResponseRedirect(reverse("worksheet", args=[programme.pk]))


def _announce(programme: Programme, chosen: Iterable[Allocation], request: HttpRequest) -> None:
    chosen = list(chosen)
    if not chosen:
        raise ValidationError(_("Tick the organisations to be announced first."), code="required")
    programme.hold()
    refused = [
        f"{row.organisation}: {sentence}"
        for row in chosen
        for sentence in refusals_of(lambda row=row: row.announce(by=request.user))  # type: ignore[misc]
    ]
    if refused:
        raise ValidationError(refused, code="state")


@require_safe
def allocation(request: HttpRequest, pk: int, allocation_pk: int) -> HttpResponse:
    """Show one organisation of the programme: its grant, its agreements, what others give, and what may be done."""
    return _page(request, *_found(request, pk, allocation_pk))


def _found(
    request: HttpRequest, pk: int, allocation_pk: int, *, staff: bool = False
) -> tuple[Programme, Allocation]:
    programme = staffed_programme(request, pk) if staff else readable_programme(request, pk)
    allocations = programme.allocations.select_related(
        "organisation__province", "organisation__focus", "focus"
    )
    return programme, get_object_or_404(allocations, pk=allocation_pk)


def _page(
    request: HttpRequest,
    programme: Programme,
    row: Allocation,
    draw_up: DrawUpForm | None = None,
    cancelling: CancelForm | None = None,
) -> HttpResponse:
    agreements = list(row.agreements.order_by("pk"))
    money = money_by_agreement(agreements)
    free = row.amount - row.agreed
    is_live = row.state != Allocation.State.CANCELLED and programme.state != Programme.State.CLOSED
    may_act = is_staff(request, programme) and is_live
    sources = OtherSource.objects.filter(
        region=programme.region_id, fiscal_year=programme.fiscal_year, organisation=row.organisation_id
    )
    context = {
        "programme": programme,
        "allocation": row,
        "network": row.focus or row.organisation.focus,
        "agreements": [(agreement, money[agreement.pk]) for agreement in agreements],
        "money": sum(money.values(), Money()),
        "free": free,
        "sources": sources,
        "draw_up": (draw_up or DrawUpForm(initial={"amount": free})) if may_act and free > 0 else None,
        "cancelling": (cancelling or CancelForm()) if may_act else None,
        "has_live": any(agreement.is_live for agreement in agreements),
    }
    return TemplateResponse(request, "grants/worksheet/allocation.html", context)


@require_POST
def cancel(request: HttpRequest, pk: int, allocation_pk: int) -> HttpResponse:
    """Take the grant back, with a reason."""
    programme, row = _found(request, pk, allocation_pk, staff=True)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, row, cancelling=form)
    done = _("The grant of %(organisation)s is cancelled.") % {"organisation": row.organisation}
    if attempt(request, done, lambda: row.cancel(by=request.user, reason=form.cleaned_data["reason"])):
        return HttpResponseRedirect(reverse("worksheet", args=[programme.pk]))
    return _page(request, programme, row, cancelling=form)


@require_POST
def agree(request: HttpRequest, pk: int, allocation_pk: int) -> HttpResponse:
    """Draw up an agreement on the grant and go on to its page."""
    programme, row = _found(request, pk, allocation_pk, staff=True)
    form = DrawUpForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, row, draw_up=form)
    made: list[Agreement] = []

    def draw_up() -> None:
        amount: Decimal = form.cleaned_data["amount"]
        made.append(Agreement.draw_up(row, amount, by=request.user, kind=form.cleaned_data["kind"]))

    if attempt(request, _("The agreement is drawn up. Write its instalments next."), draw_up):
        return HttpResponseRedirect(reverse("agreement", args=[made[0].pk]))
    return _page(request, programme, row, draw_up=form)
