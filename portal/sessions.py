"""Who is let in: a session that has ended, and what has to be set up first, are said to a script as what they are."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from people.factors import has_factor, needs_factor
from people.models import User
from people.open_sessions import is_ahead, is_over, is_used_up, note_done
from people.proving import ProofNeeded, ask_for_proof, pressed_in, take_proof
from people.signed_in import person_of


class SignInMiddleware(LoginRequiredMiddleware):
    """Lead to the door who is not signed in, and to her second factor who needs one and has none.

    A script that asks for JSON is answered 401 and 403 instead, so that what was typed stays on its page.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[object, ...],
        view_kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        if isinstance(request.user, User):
            if is_over(request.session, request.user):
                self._end(request)
            elif not getattr(view_func, "asked_by_the_page", False):
                note_done(request)
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None or not getattr(view_func, "login_required", True):
            return answer
        user, opens = request.user, getattr(view_func, "opens_without_factor", False)
        is_given = isinstance(user, User) and user.password_of_another
        if is_given and not getattr(view_func, "opens_with_given_password", False):
            return self._lead(
                request, "password", _("Somebody else chose your password. Choose your own first.")
            )
        if not opens and isinstance(user, User) and needs_factor(user) and not has_factor(user):
            sentence = _("Your role asks for a second factor. Set it up on the page of your account.")
            return self._lead(request, "factor", sentence)
        return take_proof(request, user) if isinstance(user, User) and answer is None else answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with pressed_in(request):
            return super().__call__(request)  # type: ignore[return-value]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, ProofNeeded):
            return None
        return ask_for_proof(request, person_of(request))

    def _end(self, request: HttpRequest) -> None:
        if is_ahead(request.session):
            said = _("You are signed out, for the clock of the portal was set back. Sign in again.")
        elif is_used_up(request.session):
            said = _("You are signed out, for you signed in twelve hours ago. Sign in again.")
        else:
            said = _("You are signed out, for nothing was done for a while. Sign in again.")
        logout(request)
        if request.accepts("text/html"):
            messages.info(request, said)

    def handle_no_permission(  # type: ignore[override]  # Django's own only ever leads to the door
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if not request.accepts("text/html"):
            return JsonResponse(
                {"kind": "ended", "sentence": _("Your session has ended. Sign in again.")}, status=401
            )
        return super().handle_no_permission(request, view_func)

    def _lead(self, request: HttpRequest, page: str, sentence: str) -> HttpResponseBase:
        if not request.accepts("text/html"):
            return JsonResponse({"kind": "refused", "sentence": sentence}, status=403)
        following = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse(page)}?{urlencode({'next': following})}")
