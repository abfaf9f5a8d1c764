"""The one door of every request: another person approves or refuses it on what she saw, or its asker takes it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deciding.request import Request
from editing.acting import attempt, seen_in
from people.doors import require_act
from people.signed_in import person_of

# Shows a request as it stands now, with the answers that were not taken by the key of their request.
Page = Callable[[HttpRequest, Any, dict[str, str]], HttpResponse]
_PAGES: dict[type[Request], Page] = {}


def show_on(page: Page, *kinds: type[Request]) -> None:
    """Make kinds of requests known, with the page that shows them when a decision is not taken."""
    _PAGES.update(dict.fromkeys(kinds, page))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Decide on a request as it was shown, or take it back; what was typed stays where that is refused."""
    kinds: dict[str, Any] = {str(each._meta.model_name): each for each in _PAGES}
    if kind not in kinds:
        raise Http404
    rows = kinds[kind].objects.visible_to(person_of(request)).with_everything()
    asked: Request = get_object_or_404(rows, pk=pk)
    if request.method != "POST":
        return redirect(asked.get_absolute_url())
    act, user, seen = request.POST.get("act", ""), person_of(request), seen_in(request)
    answer = request.POST.get("answer", "").replace("\x00", "")
    acts: dict[str, tuple[str, Callable[[], None]]] = {
        "approve": (_("%(what)s: approved."), lambda: asked.approve(by=user, seen=seen)),
        "refuse": (_("%(what)s: refused."), lambda: asked.refuse(by=user, seen=seen, answer=answer)),
        "withdraw": (_("%(what)s: taken back."), lambda: asked.withdraw(by=user)),
    }
    if act not in acts:
        raise Http404
    require_act(request, asked.LIFE, act, asked)
    done, action = acts[act]
    if attempt(request, done % {"what": asked}, action):
        return redirect(asked.get_absolute_url())
    asked.refresh_from_db()
    if answer.strip() and not asked.waits:  # its page has no field for it any more
        messages.info(request, _("You wrote: %(comment)s") % {"comment": answer.strip()})
    return _PAGES[type(asked)](request, asked, {asked.key: answer})
