"""People and their memberships: head office keeps them, regional staff see those of their region."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import Membership, User

admin.site.unregister(Group)  # roles are a table in people/roles.py, not a form


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    fk_name = "user"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).filter(pk__in=Membership.objects.visible_to(request.user))


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts. Rights come from memberships alone, so flags, groups and single permissions are not offered."""

    view_on_site = False
    inlines = [MembershipInline]
    list_display = ["username", "get_full_name", "position", "is_active"]
    list_filter = ["is_active"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["title", "first_name", "last_name", "position", "email", "is_active"]}),
    ]
    filter_horizontal = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users = super().get_queryset(request)
        if request.user.sees_every_region:  # type: ignore[union-attr]
            return users
        return users.filter(
            Q(pk=request.user.pk) | Q(memberships__in=Membership.objects.visible_to(request.user))
        ).distinct()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # An account with all rights is out of reach of everyone who has fewer.
        return super().has_change_permission(request, obj) and (
            obj is None or not obj.is_superuser or request.user.is_superuser
        )
