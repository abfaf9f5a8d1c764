"""Writes the trail: at the door, and of every answer that hands out a file, refuses, or tells about people."""

import logging
from collections.abc import Callable

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import DatabaseError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from people.guesses import address_of
from people.models import User
from people.sign_in import password_was_right
from trail.models import LONGEST_PATH, TrailEntry

logger = logging.getLogger(__name__)

What = TrailEntry.What
# Pages about people that hand out no file: a route stands here by hand, as what is personal cannot be computed.
ABOUT_PEOPLE = {
    "people/<int:pk>/access/",
    "people/<int:pk>/leaving/",
    "people/<int:pk>/roles/",
    "people/invitations/",
    "people/factor-resets/<int:pk>/",
    "registers/organisations/<int:pk>/trained/",
    "registers/trained/<int:pk>/",
    "admin/people/user/",
    "admin/people/user/<path:object_id>/change/",
    "admin/people/user/<path:object_id>/history/",
    "admin/registers/trainedperson/",
    "admin/registers/trainedperson/<path:object_id>/change/",
    "admin/registers/trainedperson/<path:object_id>/history/",
    "admin/complaints/receivingunit/<path:object_id>/change/",
    "admin/complaints/receivingunit/<path:object_id>/history/",
    "admin/trail/trailentry/",
    "admin/trail/trailentry/<path:object_id>/change/",
}
REFUSALS = (403, 404)


class TrailMiddleware:
    """Note an answer before it leaves: what cannot be noted is not handed out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(request.user, User) and (what := _what(request, response)):
            try:
                note(what, request, by=request.user, status=response.status_code)
            except DatabaseError:
                if what != What.REFUSED:
                    raise
                logger.exception("A refusal could not be noted: %s", response.status_code)
        return response


def _what(request: HttpRequest, response: HttpResponse) -> What | None:
    """What an answer is for the trail; changes are in the histories, and a stranger at the door is no news."""
    if response.status_code in REFUSALS:
        return What.REFUSED
    if response.status_code != 200:
        return None
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        return What.HANDED_OUT
    match = request.resolver_match
    return What.READ if match is not None and match.route in ABOUT_PEOPLE else None


def note(what: What, request: HttpRequest | None, **told: object) -> None:
    """Add a line. Of the address only the path: what was searched for may be about people itself."""
    asked: dict[str, object] = {}
    if request is not None and request.META:
        asked = {
            "method": str(request.method)[:10],
            "path": request.path[:LONGEST_PATH].replace("\x00", ""),
            "address": address_of(request),
        }
    TrailEntry.objects.create(what=what, **asked, **told)


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_signal: object) -> None:
    note(What.SIGNED_IN, request, by=user)


@receiver(password_was_right)
def _has_the_password(request: HttpRequest, person: User, **_signal: object) -> None:
    note(What.PASSWORD_RIGHT, request, named=person.get_username())


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **_signal: object) -> None:
    if user is not None:
        note(What.SIGNED_OUT, request, by=user)


@receiver(user_login_failed)
def _not_signed_in(
    credentials: dict[str, object], request: HttpRequest | None = None, **_signal: object
) -> None:
    typed = str(credentials.get("username") or "").replace("\x00", "")
    # A password is easily typed into the wrong field, and nothing is ever taken out of the trail.
    named = typed if User.objects.filter(username=typed).exists() else ""
    note(What.SIGN_IN_REFUSED, request, named=named)
