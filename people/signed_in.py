"""Who asks for a page. LoginRequiredMiddleware lets nobody else in; here the type says so, too."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from people.models import User


def person_of(request: HttpRequest) -> User:
    """Return the person who is signed in; a page that is open to everyone does not ask for her."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
