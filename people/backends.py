"""Rights come from memberships that hold today, so they end with the membership."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from people.models import User


class MembershipBackend(ModelBackend):
    """Django's own backend, with the groups of a person taken from her current memberships."""

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        roles = {membership.role for membership in user_obj.current_memberships}
        return Permission.objects.filter(group__name__in=roles)
