"""The close of a year: what stands in the way, what is said about unspent money, closing, and opening again."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from deciding.request_row import RequestRow
from editing.acting import attempt, seen_in
from editing.baht import BahtFormField
from editing.changes import moves_of
from editing.forms import typed_in
from editing.texts import TextInput
from grants.agreements.agreement import Agreement
from grants.budget.doors import programme_to, readable_programme
from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from grants.year import closing
from grants.year.account import YearAccount, read_account
from grants.year.settlement import Settlement
from people.signed_in import person_of
from thai.amounts import NO_BAHT


class AgreementChoice(forms.ModelChoiceField):
    def label_from_instance(self, agreement: Agreement) -> str:
        return f"{agreement.number} · {agreement.name_on_paper}"


class SettlementForm(forms.Form):
    """What became of an unspent amount."""

    agreement = AgreementChoice(
        queryset=Agreement.objects.none(),
        required=False,
        label=gettext_lazy("Of which agreement"),
        empty_label=gettext_lazy("none: money of the programme that was never paid"),
    )
    how = forms.ChoiceField(label=gettext_lazy("what became of it"), choices=Settlement.How)
    amount = BahtFormField(label=gettext_lazy("amount (baht)"))
    reason = TextInput(label=gettext_lazy("reason"), rows=2)
    document_number = TextInput(
        label=gettext_lazy("document number"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Needed for money that is given back to head office."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        programme: Programme,
        initial: dict[str, object] | None = None,
    ):
        super().__init__(data, initial=initial)
        agreements: QuerySet[Agreement] = Agreement.objects.filter(allocation__programme=programme)
        self.fields["agreement"].queryset = agreements.select_related("allocation__organisation")  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("how") == Settlement.How.GIVEN_BACK and not typed.get("document_number"):
            self.add_error("document_number", _("Money that is given back has the number of its document."))
        amount = typed.get("amount")
        if amount is not None and amount <= 0:
            self.add_error("amount", _("The amount is more than zero."))


class ReopenForm(forms.Form):
    reason = TextInput(label=gettext_lazy("Why is the year opened again?"), rows=2)


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """What is said of an amount, as one person reads it: what she may decide on it, and why she would undo it."""

    settlement: Settlement
    asked: RequestRow
    typed: str


@require_safe
def year_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands in the way of closing the year and what is said about its unspent money."""
    return year_page(request, pk)


def year_page(
    request: HttpRequest,
    pk: int,
    form: SettlementForm | None = None,
    reopening: ReopenForm | None = None,
    typed: Mapping[str, str] = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    """Show the close of a year. `typed` holds reasons and answers that were not taken, by what they are about."""
    programme = readable_programme(request, pk)
    account, user = read_account(programme), person_of(request)
    may = PROGRAMME_LIFE.open_to(programme, user)
    closed = [each for act, each in (("settle", form), ("reopen", reopening)) if each and not may[act]]
    context = {
        "unsaved": list(chain.from_iterable(map(typed_in, closed))),
        "programme": programme,
        "account": account,
        "obstacles": account.obstacles,
        "settlements": [
            SettlementRow(each, RequestRow.of(each, user, typed), typed.get(f"undo-{each.pk}", ""))
            for each in account.settlements
        ],
        "may": may,
        "is_open": programme.state == Programme.State.OPEN,
        "is_closed": programme.state == Programme.State.CLOSED,
        "form": form or SettlementForm(programme=programme, initial=_asked(request, account)),
        "reopening": reopening or ReopenForm(),
        "moves": list(moves_of(programme))[:0:-1],  # opened, closed and opened again, newest first
    }
    return TemplateResponse(request, "grants/year/close.html", context, status=status)


def _asked(request: HttpRequest, account: YearAccount) -> dict[str, object]:
    """Fill in the amount that is open: of the agreement that the address names, else of the ceiling.

    Nothing that a running agreement binds, for it may yet be paid or spent.
    """
    named = request.GET.get("agreement", "")
    found = next(
        (each for each in account.agreements if each.agreement and str(each.agreement.pk) == named), None
    )
    if found and found.agreement:
        left = NO_BAHT if found.agreement.is_live else found.open
    else:
        left = account.never_paid.open - account.bound
    return {"agreement": found.agreement if found else None, "amount": left if left > 0 else None}


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of an unspent amount what became of it."""
    programme = programme_to(request, pk, "settle")
    form = SettlementForm(request.POST, programme=programme)
    done = _("This is noted. It counts once another person has approved it.")
    if form.is_valid() and attempt(
        request, done, lambda: Settlement.propose(programme, by=person_of(request), **form.cleaned_data)
    ):
        return _to_page(programme)
    return year_page(request, pk, form=form, status=422)


@require_POST
def undo(request: HttpRequest, pk: int, settlement_pk: int) -> HttpResponse:
    """Ask that what is approved does not count any more."""
    settlements = programme_to(request, pk, "settle").settlements
    settlement = get_object_or_404(settlements, pk=settlement_pk)
    reason = request.POST.get("reason", "").replace("\x00", "")
    done = _("This is noted. It counts until another person has approved that it does not.")
    if attempt(request, done, lambda: settlement.ask_to_undo(by=person_of(request), reason=reason)):
        return _to_page(settlement.programme)
    return year_page(request, pk, typed={f"undo-{settlement_pk}": reason}, status=422)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_to(request, pk, "close")
    done = _("Fiscal year %(year)s is closed.") % {"year": programme.fiscal_year}
    seen = seen_in(request)
    if attempt(request, done, lambda: closing.close(programme, by=person_of(request), seen=seen)):
        return _to_page(programme)
    return year_page(request, pk, status=409)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed year again; head office only, with a reason."""
    programme = programme_to(request, pk, "reopen")
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return year_page(request, pk, reopening=form, status=422)
    done = _("Fiscal year %(year)s is open again.") % {"year": programme.fiscal_year}
    reason, seen = form.cleaned_data["reason"], seen_in(request)
    if attempt(
        request, done, lambda: closing.reopen(programme, by=person_of(request), reason=reason, seen=seen)
    ):
        return _to_page(programme)
    return year_page(request, pk, reopening=form, status=409)


def _to_page(programme: Programme) -> HttpResponse:
    return HttpResponseRedirect(reverse("year-close", args=[programme.pk]))
