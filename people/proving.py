"""Signing in again before what counts: a page that stood open is no proof of who presses.

Acts that count say so themselves (`Act.proved`); the few that are no act of a Life call `require_proof`. Where the last
proof is older than settings.PROOF_MINUTES the press is not done: its page asks for a password or a code and sends the
same press again, which then goes on.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django import forms
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.held import rights_change
from people.factors import has_factor
from people.guesses import as_told_in
from people.models import User
from people.moments import is_within
from people.open_sessions import signed_in_within
from people.sign_in import CodeField, is_her_code, is_her_password

PROOF, PROVED_AT = "proof", "proved_at"
# On the page of a proof: the page's own token of before, by which its press is known (editing/once.py), and whether
# nothing was pressed yet.
TOKEN, BEFORE, OPENS = "csrfmiddlewaretoken", "proof_before", "proof_opens"
PASSWORD = re.compile(r"((old|new)_)?password\d?$")  # what no page says again; its form asks for it anew
_asking: ContextVar[HttpRequest | None] = ContextVar("_asking", default=None)


class ProofNeeded(Exception):
    """The act is hers, and she has to show once more that it is she."""


class PasswordProof(forms.Form):
    proof = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def is_hers(self, request: HttpRequest, person: User) -> bool:
        try:
            is_right = is_her_password(request, person, self.cleaned_data[PROOF])
        except forms.ValidationError as soon:
            self.add_error(PROOF, soon)
            return False
        if not is_right:
            self.add_error(PROOF, _("The password is wrong."))
        return is_right


class CodeProof(forms.Form):
    proof = CodeField(label=gettext_lazy("The code that your phone shows, or a recovery code"))

    def is_hers(self, request: HttpRequest, person: User) -> bool:
        return is_her_code(request, person, self, PROOF)


@contextmanager
def pressed_in(request: HttpRequest) -> Iterator[None]:
    """What is done meanwhile is done by who is signed in here; commands ask nobody."""
    token = _asking.set(request)
    try:
        yield
    finally:
        _asking.reset(token)


def require_proof() -> None:
    """Raises ProofNeeded where a page presses and its person has shown too long ago that it is she."""
    request = _asking.get()
    if request is not None and not _is_proved(request):
        raise ProofNeeded


@receiver(rights_change)
def _of_rights(**_signal: object) -> None:
    require_proof()


def _is_proved(request: HttpRequest) -> bool:
    seconds = 60 * settings.PROOF_MINUTES
    if not seconds or signed_in_within(request, seconds):
        return True
    return is_within(request.session.get(PROVED_AT, 0), seconds)


def take_proof(request: HttpRequest, person: User) -> HttpResponseBase | None:
    """Take what was shown with a press, and let it go on without it; the page asks again where it is wrong."""
    if request.method != "POST" or PROOF not in request.POST:
        return None
    if not _is_proved(request):
        form = _form_of(person)(request.POST)
        if not form.is_valid() or not form.is_hers(request, person):
            return as_told_in(form, _page(request, form))
        request.session[PROVED_AT] = time.time()
        request.session.save()  # at once: a second press of “Go on” shows the same code
    if OPENS in request.POST:
        return redirect(request.get_full_path())
    press = request.POST.copy()
    del press[PROOF]
    if BEFORE in press:
        press[TOKEN] = press.pop(BEFORE)[-1]
    request.POST = press  # type: ignore[assignment]  # the press as it was: a second one is still the same
    return None


def ask_for_proof(request: HttpRequest, person: User) -> HttpResponseBase:
    if not request.accepts("text/html"):
        said = _("Nothing was done: sign out and in again before you do this.")
        return JsonResponse({"kind": "refused", "sentence": said}, status=403)
    return _page(request, _form_of(person)())


def _form_of(person: User) -> type[Any]:
    return CodeProof if has_factor(person) else PasswordProof


def _page(request: HttpRequest, form: forms.Form) -> TemplateResponse:
    sent = request.POST
    carried = [
        name for name in sent if name not in (PROOF, TOKEN, BEFORE, OPENS) and not PASSWORD.match(name)
    ]
    opens = request.method != "POST" or OPENS in sent
    context = {
        "form": form,
        "press": [(name, each) for name in carried for each in sent.getlist(name)],
        "files": [(name, each.name) for name, chosen in request.FILES.lists() for each in chosen],
        "before": "" if opens else sent.get(BEFORE) or sent.get(TOKEN),
        "opens": opens,
    }
    return TemplateResponse(request, "people/prove.html", context)
