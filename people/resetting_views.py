"""The page on which two persons take away the second factor that a third has lost."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editing.acting import attempt, seen_in
from people.doors import require_act
from people.models import FactorReset
from people.resetting import RESET_LIFE, approve, refuse, withdraw
from people.signed_in import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who asks for whom and why; decide on it as it was shown, or take it back."""
    user, rows = person_of(request), FactorReset.objects.select_related("person", "region", "requested_by")
    found = get_object_or_404(rows.visible_to(user), pk=pk)
    if request.method == "POST":
        act, seen = request.POST.get("act", ""), seen_in(request)
        acts: dict[str, tuple[str, Callable[[], None]]] = {
            "approve": (_("The second factor is taken away."), lambda: approve(found, by=user, seen=seen)),
            "refuse": (_("The request is refused."), lambda: refuse(found, by=user, seen=seen)),
            "withdraw": (_("The request is withdrawn."), lambda: withdraw(found, by=user)),
        }
        if act not in acts:
            raise Http404
        require_act(request, RESET_LIFE, act, found)
        attempt(request, *acts[act])
        return redirect("factor-reset", pk=pk)
    may = RESET_LIFE.open_to(found, user)
    context = {"reset": found, "may": may, "why_not": may.refusal("approve")}
    return TemplateResponse(request, "people/factor_reset.html", context)
