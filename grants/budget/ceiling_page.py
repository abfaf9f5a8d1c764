"""The ceiling of a year: what it is, what was asked about it and decided, and asking for another one."""

from collections.abc import Mapping
from types import MappingProxyType

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from deciding.request_row import RequestRow
from editing.acting import attempt
from editing.baht import BahtFormField
from editing.forms import typed_in
from editing.texts import TextInput
from grants.budget.ceiling import CeilingChange
from grants.budget.doors import programme_to, readable_programme
from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from people.signed_in import person_of


class CeilingForm(forms.Form):
    """Another ceiling, and why."""

    after = BahtFormField(label=gettext_lazy("new ceiling (baht)"))
    reason = TextInput(label=gettext_lazy("reason"), rows=2)


@require_http_methods(["GET", "HEAD", "POST"])
def ceiling(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ceiling of a year to its readers; a person of its staff asks for another one."""
    if request.method != "POST":
        return ceiling_page(request, pk)
    programme = programme_to(request, pk, "change_ceiling")
    form = CeilingForm(request.POST)
    done = _("It is noted. The ceiling changes once another person has approved it.")
    if form.is_valid() and attempt(request, done, lambda: _propose(request, programme, form)):
        return redirect("ceiling", pk)
    return ceiling_page(request, pk, form, status=422)


def _propose(request: HttpRequest, programme: Programme, form: CeilingForm) -> CeilingChange:
    return CeilingChange.propose(programme, by=person_of(request), **form.cleaned_data)


def ceiling_page(
    request: HttpRequest,
    pk: int,
    form: CeilingForm | None = None,
    typed: Mapping[str, str] = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    """Show the ceiling of a year. `typed` holds answers to requests that were not taken, by their key."""
    programme, user = readable_programme(request, pk), person_of(request)
    may = PROGRAMME_LIFE.open_to(programme, user)
    changes = CeilingChange.objects.under(programme).with_everything().order_by("-pk")
    context = {
        "programme": programme,
        "changes": [RequestRow.of(each, user, typed) for each in changes],
        "may": may,
        "why_not": may.refusal("change_ceiling"),
        "form": form or CeilingForm(),
        "unsaved": typed_in(form) if form and not may["change_ceiling"] else [],
    }
    return TemplateResponse(request, "grants/budget/ceiling.html", context, status=status)
