"""A session that has ended is said to a script as what it is; a page is led to the door, as ever."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _


class SignInMiddleware(LoginRequiredMiddleware):
    """Answer 401 to a script that asks for JSON without a session, so that what was typed stays on its page."""

    def handle_no_permission(  # type: ignore[override]  # Django's own only ever leads to the door
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if not request.accepts("text/html"):
            return JsonResponse(
                {"kind": "ended", "sentence": _("Your session has ended. Sign in again.")}, status=401
            )
        return super().handle_no_permission(request, view_func)
