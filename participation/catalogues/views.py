"""The pages of the catalogues: what each holds, and the plans that use an entry."""

from collections import Counter
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from editing.fields import next_year
from participation.catalogues.kinds import KINDS, CatalogueEntry, CatalogueKind, entry_of, kind_at
from participation.models.detail import plans_read_by
from participation.used import named_in, plans_that_name
from people.signed_in import budgets_read_in, person_of


def _kind(request: HttpRequest, slug: str) -> CatalogueKind:
    budgets_read_in(request)  # for who reads plans
    kind = kind_at(slug)
    if kind is None:
        raise Http404
    return kind


@require_safe
def catalogues(request: HttpRequest) -> HttpResponse:
    """Go to the first of the catalogues."""
    budgets_read_in(request)
    return HttpResponseRedirect(reverse("catalogue", args=[KINDS[0].slug]))


@require_safe
def catalogue(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the entries of a catalogue, each with the number of plans, of those the reader may read, that use it."""
    shown = _kind(request, kind)
    user = person_of(request)
    uses = Counter(entry for entry, _plan in named_in(shown.label_of_uses, plans_read_by(user)))
    may_write = shown.may_write(user)
    back = urlencode({"back": request.path})
    context = {
        "kind": shown,
        "kinds": KINDS,
        "rows": [(entry, uses[entry.used_as]) for entry in shown.entries()],
        "now": next_year() - 1,
        "may_write": may_write,
        "add": f"{shown.address_to_add}?{back}" if may_write and shown.added_at else "",
        "back": back,
    }
    return TemplateResponse(request, "participation/catalogues/catalogue.html", context)


def _entry(kind: CatalogueKind, key: str) -> CatalogueEntry:
    entry = entry_of(kind, key)
    if entry is None:
        raise Http404
    return entry


@require_safe
def catalogue_entry(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show an entry, and the plans, of those the reader may read, that use it, by year and region."""
    shown = _kind(request, kind)
    entry, user = _entry(shown, key), person_of(request)
    plans = plans_that_name(shown.label_of_uses, entry.used_as) & plans_read_by(user)
    may_write = shown.may_write(user) and entry.written_at != ""
    context = {
        "kind": shown,
        "kinds": KINDS,
        "entry": entry,
        "now": next_year() - 1,
        "plans": plans.select_related("region").order_by("-fiscal_year", "region"),
        "change": f"{entry.written_at}?{urlencode({'back': request.path})}" if may_write else "",
    }
    return TemplateResponse(request, "participation/catalogues/entry.html", context)
