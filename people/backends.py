"""Rights come from memberships that hold today, so they end with the membership."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest

from people import guesses
from people.models import User


class MembershipBackend(ModelBackend):
    """Django's own backend, which counts guesses, and takes the groups of a person from her current memberships.

    Raises guesses.TooSoon while the wait after wrong ones lasts.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> User | None:
        if request is None or username is None:  # no door: a command, a test
            return super().authenticate(request, username, password, **more)
        counted = guesses.take(request, username)
        person = super().authenticate(request, username, password, **more)
        if person is not None:
            counted.give_back()
        return person

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        roles = {membership.role for membership in user_obj.current_memberships}
        return Permission.objects.filter(group__name__in=roles)
