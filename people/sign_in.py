"""The door: the password, and for who has a second factor its code. Nobody is signed in before both."""

import time
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from people import guesses
from people.factors import has_factor, what_is_wrong
from people.models import User
from people.moments import is_within

ENTERED = "password_entered"  # in the session: whose right password it was, and when
password_was_right = Signal()  # and her code is still asked for
CODE_WITHIN = 10 * 60  # seconds after the password


class CodeField(forms.CharField):
    """Six digits of a phone, or a recovery code."""

    def __init__(self, **options: Any):
        asked = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        told = {"label": gettext_lazy("Code"), "max_length": 20, **options}
        super().__init__(widget=forms.TextInput(attrs=asked), **told)


class CodeForm(forms.Form):
    code = CodeField(
        help_text=gettext_lazy("Six digits from the app on your phone, or one of your recovery codes.")
    )


@method_decorator(login_not_required, name="dispatch")  # public: the door itself
class SignIn(guesses.TellsWaits, auth.LoginView):
    template_name = "people/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        person = form.get_user()
        if not has_factor(person):
            return _let_in(self.request, person, self.get_success_url)
        self.request.session.cycle_key()
        self.request.session[ENTERED] = {
            "person": person.pk,
            "backend": person.backend,
            "hash": person.get_session_auth_hash(),
            "at": time.time(),
        }
        password_was_right.send(sender=SignIn, request=self.request, person=person)
        return redirect(_with_next("sign-in-code", self.get_redirect_url()))


@method_decorator(login_not_required, name="dispatch")  # public: the second half of the door
@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class EnterCode(guesses.TellsWaits, auth.RedirectURLMixin, FormView):
    """Ask whose password was right for the code; only then she is signed in."""

    template_name = "people/code.html"
    form_class = CodeForm
    next_page = "home"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated:
            return HttpResponseRedirect(self.get_success_url())
        found = _whose(request)
        if found is None:
            messages.info(request, _("Enter your password first."))
            return redirect(_with_next("sign-in", self.get_redirect_url()))
        self.person = found
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        if not is_her_code(self.request, self.person, form, at_the_door=True):
            return self.form_invalid(form)
        del self.request.session[ENTERED]
        return _let_in(self.request, self.person, self.get_success_url)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(next=self.get_redirect_url(), **kwargs)


def _let_in(request: HttpRequest, person: User, leads_to: Callable[[], str]) -> HttpResponse:
    login(request, person)
    met, said = guesses.entered(request, person), ""
    if met.codes >= guesses.CODES_TOLD_AFTER:
        said = _(
            "Since you last signed in, your right password was entered and then a wrong code %(codes)s times. Was it "
            "not you, somebody knows your password: choose another one now, and tell your regional office or head "
            "office."
        )
    elif met.wrong >= guesses.NOTICED_AFTER:
        said = _(
            "Since you last signed in, a wrong password or code was typed for your account %(number)s times. Was it "
            "not you, tell your regional office or head office."
        )
    if said:
        messages.warning(request, said % {"number": met.wrong, "codes": met.codes})
    answer = HttpResponseRedirect(leads_to())
    guesses.know(request, answer, person)
    return answer


def is_her_code(
    request: HttpRequest, person: User, form: forms.Form, field: str = "code", *, at_the_door: bool = False
) -> bool:
    """Whether the code of a form is of her phone or her paper; a wrong one is a guess, and the form says what it is."""
    try:
        counted = guesses.take(request, person.get_username())
    except guesses.TooSoon as soon:
        form.add_error(field, soon)
        return False
    if wrong := what_is_wrong(person, form.cleaned_data[field]):
        guesses.wrong(request, person)
        if at_the_door:
            guesses.wrong_after_password(request, person)
        form.add_error(field, wrong)
        return False
    counted.give_back()
    return True


def _with_next(name: str, following: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': following})}" if following else "")


def _whose(request: HttpRequest) -> User | None:
    """Whose password was entered a little while ago, and is still hers."""
    kept = request.session.get(ENTERED)
    if kept is None or not is_within(kept["at"], CODE_WITHIN):
        return None
    person = User.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(kept["hash"], person.get_session_auth_hash()):
        return None
    person.backend = kept["backend"]
    return person


def is_her_password(request: HttpRequest, person: User, password: str) -> bool:
    """Asked of who is signed in already; a wrong one counts as a guess, as at the door. Raises guesses.TooSoon."""
    return authenticate(request, username=person.get_username(), password=password) == person
