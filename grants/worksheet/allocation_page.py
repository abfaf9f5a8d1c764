"""What staff do with an organisation of a programme: agree on its grant, take it back."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from deciding.stages import Stage, Stages
from editing.acting import attempt, seen_in
from editing.forms import typed_in
from editing.texts import TextInput
from grants.agreements.agreement import agreed_by, without_agreement
from grants.budget.allocation import Allocation
from grants.budget.doors import readable_programme, staffed_programme
from grants.budget.life import ALLOCATION_LIFE, AllocationStage
from grants.budget.programme import Programme
from grants.reports.money import Money, money_by_agreement
from participation.models import OtherSource
from people.signed_in import person_of
from thai.amounts import NO_BAHT


class CancelForm(forms.Form):
    reason = TextInput(
        label=gettext_lazy("Why is the grant taken back?"),
        rows=2,
        help_text=gettext_lazy("The history keeps it. What was not paid is free again under the ceiling."),
    )


@require_POST
def open_year(request: HttpRequest, pk: int) -> HttpResponse:
    programme = staffed_programme(request, pk)
    done = _("Fiscal year %(year)s is open. Agreements can be signed and paid.") % {
        "year": programme.fiscal_year
    }
    attempt(request, done, lambda: programme.open(by=person_of(request), seen=seen_in(request)))
    return HttpResponseRedirect(reverse("worksheet", args=[programme.pk]))


@require_safe
def allocation(request: HttpRequest, pk: int, allocation_pk: int) -> HttpResponse:
    """Show one organisation of the programme: its grant, its agreements, what others give, and what may be done."""
    return allocation_page(request, pk, allocation_pk)


def allocation_page(
    request: HttpRequest,
    pk: int,
    allocation_pk: int,
    unsaved: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """Show it. `unsaved` holds what was typed on a page that is not open any more, by its labels."""
    return _page(request, *_found(request, pk, allocation_pk), unsaved=unsaved, status=status)


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
    cancelling: CancelForm | None = None,
    unsaved: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    agreements = list(row.agreements.order_by("pk"))
    money = money_by_agreement(agreements)
    free = row.amount - row.agreed
    row.programme = programme
    may = ALLOCATION_LIFE.open_to(row, person_of(request))
    sources = OtherSource.objects.filter(
        region=programme.region_id, fiscal_year=programme.fiscal_year, organisation=row.organisation_id
    )
    context = {
        "programme": programme,
        "allocation": row,
        "name": row.name_in_year,
        "network": row.focus or row.organisation.focus,
        "agreements": [(agreement, money[agreement.pk]) for agreement in agreements],
        "money": sum(money.values(), Money()),
        "free": free,
        "agreed": sum((agreed_by(each.state, each.amount, each.paid) for each in agreements), NO_BAHT),
        "sources": sources,
        "stages": _steps_of(row),
        "may": may,
        "cancelling": (cancelling or CancelForm()) if may["cancel"] else None,
        "unsaved": unsaved or (typed_in(cancelling) if cancelling and not may["cancel"] else ()),
        "why_not_cancelled": "" if row.stage == AllocationStage.CANCELLED else may.refusal("cancel"),
    }
    return TemplateResponse(request, "grants/worksheet/allocation.html", context, status=status)


def _steps_of(row: Allocation) -> Stages | None:
    """The steps of a grant that has no agreement yet; once there is one, they stand on its own page."""
    if not without_agreement().filter(pk=row.pk).exists():
        return None
    granted = timezone.localtime(row.history.earliest().history_date).date()
    to_do = _("The regional office draws up an agreement.")
    return Stages.of(
        [
            Stage(_("granted"), True, granted),
            Stage(_("drawn up"), False, to_do=to_do),
            Stage(_("signed"), False),
            Stage(_("in force"), False),
        ]
    )


@require_POST
def cancel(request: HttpRequest, pk: int, allocation_pk: int) -> HttpResponse:
    """Take the grant back, with a reason."""
    programme, row = _found(request, pk, allocation_pk, staff=True)
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, row, cancelling=form)
    done = _("The grant of %(organisation)s is cancelled.") % {"organisation": row.organisation}

    def take_back() -> None:
        row.cancel(by=person_of(request), seen=seen_in(request), reason=form.cleaned_data["reason"])

    if attempt(request, done, take_back):
        return HttpResponseRedirect(reverse("worksheet", args=[programme.pk]))
    return _page(request, programme, row, cancelling=form)
