"""The one door of every request: another person approves or refuses it on what she saw, or its asker takes it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editing.acting import attempt
from grants.agreements.amendment import Amendment
from grants.desk.agreements import agreement_page, seen_agreement
from grants.payments.corrections import Correction
from grants.payments.returns import ReturnNotice
from grants.payments.views import entry_page, payment_page
from grants.rules.request import Request
from grants.year.settlement import Settlement
from grants.year.views import year_page
from people.signed_in import person_of


def _on_its_agreement(
    request: HttpRequest, asked: Amendment | ReturnNotice, typed: dict[str, str]
) -> HttpResponse:
    return agreement_page(request, seen_agreement(request, asked.agreement_id), typed=typed, status=409)


def _at_its_payment(request: HttpRequest, asked: Correction, typed: dict[str, str]) -> HttpResponse:
    if asked.entry.instalment_id:
        return payment_page(request, asked.entry.instalment_id, typed=typed, status=409)
    return entry_page(request, asked.entry_id, typed=typed, status=409)


# Each kind, and the page that shows it as it stands now when a decision on it is not taken.
PAGES: dict[type[Request], Callable[[HttpRequest, Any, dict[str, str]], HttpResponse]] = {
    Amendment: _on_its_agreement,
    ReturnNotice: _on_its_agreement,
    Correction: _at_its_payment,
    Settlement: lambda request, asked, typed: year_page(request, asked.programme_id, typed=typed, status=409),
}
KINDS: dict[str, Any] = {str(kind._meta.model_name): kind for kind in PAGES}


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Decide on a request as it was shown, or take it back; what was typed stays where that is refused."""
    if kind not in KINDS:
        raise Http404
    asked: Request = get_object_or_404(
        KINDS[kind].objects.visible_to(person_of(request)).with_everything(), pk=pk
    )
    if request.method != "POST":
        return redirect(asked.get_absolute_url())
    act, user = request.POST.get("act", ""), person_of(request)
    seen, answer = request.POST.get("seen", ""), request.POST.get("answer", "").replace("\x00", "")
    acts: dict[str, tuple[str, Callable[[], None]]] = {
        "approve": (_("%(what)s: approved."), lambda: asked.approve(by=user, seen=seen)),
        "refuse": (_("%(what)s: refused."), lambda: asked.refuse(by=user, seen=seen, answer=answer)),
        "withdraw": (_("%(what)s: taken back."), lambda: asked.withdraw(by=user)),
    }
    if act not in acts:
        raise Http404
    if not asked.LIFE.is_for(act, asked, user):
        raise PermissionDenied
    done, action = acts[act]
    if attempt(request, done % {"what": asked}, action):
        return redirect(asked.get_absolute_url())
    asked.refresh_from_db()
    if answer.strip() and not asked.waits:  # its page has no field for it any more
        messages.info(request, _("You wrote: %(comment)s") % {"comment": answer.strip()})
    return PAGES[type(asked)](request, asked, {asked.key: answer})
