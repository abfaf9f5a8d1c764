"""The close of a year: what stands in the way, what is said about unspent money, closing, and opening again."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from editing.acting import attempt
from grants.agreements.agreement import Agreement
from grants.budget.doors import is_staff, readable_programme, staffed_programme
from grants.budget.programme import Programme
from grants.rules.fields import BahtFormField
from grants.year.account import YearAccount, year_account
from grants.year.settlement import Settlement


class AgreementChoice(forms.ModelChoiceField):
    def label_from_instance(self, agreement: Any) -> str:
        return f"{agreement.number} · {agreement.allocation.organisation}"


class SettlementForm(forms.Form):
    """What became of an unspent amount."""

    agreement = AgreementChoice(
        queryset=Agreement.objects.none(),
        required=False,
        label=gettext_lazy("Of which agreement"),
        empty_label=gettext_lazy("none: money of the programme that was never paid"),
    )
    how = forms.ChoiceField(label=gettext_lazy("what became of it"), choices=Settlement.How)
    amount = BahtFormField(
        label=gettext_lazy("amount (baht)"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "baht"}),
    )
    reason = forms.CharField(label=gettext_lazy("reason"), widget=forms.Textarea(attrs={"rows": 2}))
    document_number = forms.CharField(
        label=gettext_lazy("document number"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Needed for money that is given back to head office."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any):
        super().__init__(*args, **kwargs)
        agreements: QuerySet[Agreement] = Agreement.objects.filter(allocation__programme=programme)
        self.fields["agreement"].queryset = agreements.select_related("allocation__organisation")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("how") == Settlement.How.GIVEN_BACK and not said.get("document_number"):
            self.add_error("document_number", _("Money that is given back has the number of its document."))
        amount = said.get("amount")
        if amount is not None and amount <= 0:
            self.add_error("amount", _("The amount is more than zero."))
        return said


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is the year opened again?"), widget=forms.Textarea(attrs={"rows": 2})
    )


@require_safe
def year_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands in the way of closing the year and what is said about its unspent money."""
    return _page(request, readable_programme(request, pk))


def _page(
    request: HttpRequest,
    programme: Programme,
    form: SettlementForm | None = None,
    reopening: ReopenForm | None = None,
) -> HttpResponse:
    account = year_account(programme)
    user: Any = request.user
    staff = is_staff(request, programme)
    is_open = programme.state == Programme.State.OPEN
    context = {
        "programme": programme,
        "account": account,
        "obstacles": account.obstacles,
        "settlements": [
            said for each in (*account.agreements, account.never_paid) for said in each.settlements
        ],
        "is_staff": staff,
        "is_open": is_open,
        "is_closed": programme.state == Programme.State.CLOSED,
        "form": (form or SettlementForm(programme=programme, initial=_asked(request, account)))
        if staff and is_open
        else None,
        "reopening": (reopening or ReopenForm())
        if user.sees_every_region and programme.state == Programme.State.CLOSED
        else None,
        "moves": _moves(programme),
    }
    return TemplateResponse(request, "grants/year/close.html", context)


def _moves(programme: Programme) -> list[Any]:
    """The records of the history with which the year was opened, closed and opened again, newest first."""
    moves: list[Any] = []
    state = str(Programme.State.PLANNED)
    for record in programme.history.select_related("history_user").order_by("history_date", "history_id"):
        if record.state != state:
            moves.insert(0, record)
        state = record.state
    return moves


def _asked(request: HttpRequest, account: YearAccount) -> dict[str, Any]:
    """Fill in the amount that is open: of the agreement that the address names, else of the ceiling."""
    named = request.GET.get("agreement", "")
    found = next(
        (each for each in account.agreements if each.agreement and str(each.agreement.pk) == named), None
    )
    left = max((found or account.never_paid).open, Decimal(0))
    return {"agreement": found.agreement if found else None, "amount": left or None}


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of an unspent amount what became of it."""
    programme = staffed_programme(request, pk)
    form = SettlementForm(request.POST, programme=programme)
    done = _("This is noted. What is carried counts once another person has approved it.")
    if form.is_valid() and attempt(
        request, done, lambda: Settlement.propose(programme, by=request.user, **form.cleaned_data)
    ):
        return _to_page(programme)
    return _page(request, programme, form=form)


def _settlement(request: HttpRequest, pk: int, settlement_pk: int) -> Settlement:
    return get_object_or_404(staffed_programme(request, pk).settlements, pk=settlement_pk)


@require_POST
def approve(request: HttpRequest, pk: int, settlement_pk: int) -> HttpResponse:
    """Approve what a colleague said."""
    said = _settlement(request, pk, settlement_pk)
    attempt(request, _("Approved."), lambda: said.approve(by=request.user))
    return _to_page(said.programme)


@require_POST
def withdraw(request: HttpRequest, pk: int, settlement_pk: int) -> HttpResponse:
    """Take back what was said."""
    said = _settlement(request, pk, settlement_pk)
    programme = said.programme
    attempt(request, _("It is taken back."), lambda: said.withdraw(by=request.user))
    return _to_page(programme)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the year."""
    programme = staffed_programme(request, pk)
    done = _("Fiscal year %(year)s is closed.") % {"year": programme.fiscal_year}
    attempt(request, done, lambda: programme.close(by=request.user))
    return _to_page(programme)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed year again; head office only, with a reason."""
    programme = staffed_programme(request, pk)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, reopening=form)
    done = _("Fiscal year %(year)s is open again.") % {"year": programme.fiscal_year}
    attempt(request, done, lambda: programme.reopen(by=request.user, reason=form.cleaned_data["reason"]))
    return _to_page(programme)


def _to_page(programme: Programme) -> HttpResponse:
    return HttpResponseRedirect(reverse("year-close", args=[programme.pk]))
