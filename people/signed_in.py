"""Who asks for a page. portal.sessions.SignInMiddleware lets nobody else in; here the type says so, too."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from people.models import User
from regions.models import Region, RegionQuerySet


def person_of(request: HttpRequest) -> User:
    """Return the person who is signed in; a page that is open to everyone does not ask for her."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def budgets_read_in(request: HttpRequest) -> RegionQuerySet:
    """The regions whose plan and budget the person may read. Raises PermissionDenied for who reads none anywhere."""
    user = person_of(request)
    if not user.reads_budgets:
        raise PermissionDenied
    return Region.objects.budget_read_by(user)
