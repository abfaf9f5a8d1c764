"""A person's own account: her roles, her password, her second factor."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editing.acting import refusals_of
from people import guesses
from people.factors import (
    codes_left,
    give_up,
    has_factor,
    needs_factor,
    new_secret,
    opens_with_given_password,
    opens_without_factor,
    picture_of,
    read_secret,
    renew_codes,
    set_up,
)
from people.open_sessions import end_others, open_of, signed_in_within
from people.sign_in import CodeField, CodeForm, is_her_code, is_her_password
from people.signed_in import person_of

IN_SESSION = "factor_secret"  # encrypted, until the phone has shown that it knows it
LATELY = 10 * 60  # seconds after signing in within which nobody is asked for her password again


class ChangePasswordForm(PasswordChangeForm):
    """Django's own, whose old password counts as a guess."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        if not is_her_password(self.request, self.user, password):
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return password

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("old_password") and said.get("old_password") == said.get("new_password1"):
            self.add_error("new_password1", _("This is the password that you have. Choose another one."))
        return said


class SetUpForm(forms.Form):
    """The first code of a phone; and the password of who signed in some time ago, for a screen may stand open."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = CodeField(label=gettext_lazy("The six digits that your phone shows now"))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.request = request
        if signed_in_within(request, LATELY):
            del self.fields["password"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not is_her_password(self.request, person_of(self.request), password):
            raise forms.ValidationError(_("The password is wrong."), code="password")
        return password


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show a person what the portal knows of her, and what keeps her account hers."""
    return _show(request)


@method_decorator(opens_with_given_password, name="dispatch")
@method_decorator(opens_without_factor, name="dispatch")
class ChangePassword(guesses.TellsWaits, auth.RedirectURLMixin, auth.PasswordChangeView):
    template_name = "people/password.html"
    form_class = ChangePasswordForm
    next_page = "account"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        form.user.password_of_another = False
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


@opens_without_factor
@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """Lead a person to her second factor: the picture for her phone, the first code, then the recovery codes."""
    person = person_of(request)
    if has_factor(person):
        return redirect("account")
    kept = request.session.setdefault(IN_SESSION, new_secret())
    secret = read_secret(kept)
    form = SetUpForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        made: list[str] = []
        refused = refusals_of(lambda: made.extend(set_up(person, secret, form.cleaned_data["code"])))
        if not refused:
            del request.session[IN_SESSION]
            person.refresh_from_db(fields=["sessions_ended"])
            update_session_auth_hash(request, person)  # this one goes on, under another key
            return _tell_codes(request, made)
        form.add_error("code", refused)
    context = {
        "form": form,
        "picture": picture_of(person, secret),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "must": needs_factor(person),
    }
    return TemplateResponse(request, "people/factor.html", context)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End her sessions elsewhere: at another desk, on a telephone that she left somewhere."""
    ended = end_others(person_of(request), but=request.session.session_key)
    messages.success(request, _("Ended elsewhere: %(number)s.") % {"number": ended})
    return redirect("account")


@require_POST
def codes(request: HttpRequest) -> HttpResponse:
    """Make the recovery codes anew, for who has the phone or one of the codes of before."""
    form = CodeForm(request.POST, prefix="codes")
    if answer := _refused(request, form):
        return answer
    return _tell_codes(request, renew_codes(person_of(request)))


@require_POST
def without(request: HttpRequest) -> HttpResponse:
    """Give the second factor up, where no role of hers asks for it."""
    form = CodeForm(request.POST, prefix="without")
    if answer := _refused(request, form):
        return answer
    if refused := refusals_of(lambda: give_up(person_of(request))):
        form.add_error(None, refused)
        return _show(request, form)
    messages.success(request, _("You sign in with your password alone again."))
    return redirect("account")


def _refused(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    """What she is told who may not: the page with what is wrong about the code. A wrong one counts as a guess."""
    person = person_of(request)
    if form.is_valid() and has_factor(person) and is_her_code(request, person, form):
        return None
    return guesses.as_told_in(form, _show(request, form))


def _show(request: HttpRequest, answered: CodeForm | None = None) -> HttpResponse:
    person = person_of(request)
    forms_of = {prefix: CodeForm(prefix=prefix) for prefix in ("codes", "without")}
    if answered is not None:
        forms_of[str(answered.prefix)] = answered
    context = {
        "has_factor": has_factor(person),
        "must": needs_factor(person),
        "left": codes_left(person),
        "sessions": open_of(person),
        "here": request.session.session_key,
        "codes": forms_of["codes"],
        "without": forms_of["without"],
    }
    return TemplateResponse(request, "people/account.html", context)


def _tell_codes(request: HttpRequest, made: list[str]) -> HttpResponse:
    following = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure())
    context = {"made": made, "next": following if is_ours else reverse("account")}
    return TemplateResponse(request, "people/recovery_codes.html", context)
