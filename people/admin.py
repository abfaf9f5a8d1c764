"""People and their memberships: head office keeps them, regional staff see those of their region."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editing.admin import VersionedAdmin
from editing.forms import ReasonedForm
from people.models import Membership, User
from people.signed_in import person_of
from regions.models import Region
from regions.regional_admin import RegionalTabularInline

admin.site.unregister(Group)  # roles are a table in people/roles.py, not a form


class NewAccountForm(ReasonedForm, AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in {"first_name", "last_name"} & self.fields.keys():
            self.fields[
                name
            ].required = True  # else every history would name her by what she types to sign in


class AccountForm(ReasonedForm, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


class MembershipInline(RegionalTabularInline):
    model = Membership
    fk_name = "user"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).filter(pk__in=_memberships(request))

    @staticmethod
    def readable_history(request: HttpRequest, rows: Any) -> Any:
        user = person_of(request)
        return rows if user.sees_every_region else rows.filter(region__in=Region.objects.staffed_by(user))


def _memberships(request: HttpRequest) -> QuerySet[Membership]:
    """Memberships that a person in the admin sees: all for head office, else those in the regions she staffs."""
    user = person_of(request)
    if user.sees_every_region:
        return Membership.objects.all()
    return Membership.objects.filter(region__in=Region.objects.staffed_by(user))


@admin.register(User)
class UserAdmin(VersionedAdmin, DjangoUserAdmin):
    """Accounts. Rights come from memberships alone, so flags, groups and single permissions are not offered."""

    form = AccountForm
    add_form = NewAccountForm
    inlines = [MembershipInline]
    list_display = ["username", "full_name", "position", "is_active"]
    list_filter = ["is_active"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["title", "first_name", "last_name", "position", "email", "is_active"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "title",
                    "first_name",
                    "last_name",
                    "position",
                    "email",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        )
    ]
    filter_horizontal = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users = super().get_queryset(request)
        if request.user.sees_every_region:  # type: ignore[union-attr]
            return users
        return users.filter(Q(pk=request.user.pk) | Q(pk__in=_memberships(request).values("user")))

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, user: User) -> str:
        return str(user)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["username"]}), *fieldsets[1:]]
        return fieldsets

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # An account with all rights is out of reach of everyone who has fewer.
        return super().has_change_permission(request, obj) and (
            obj is None or not obj.is_superuser or request.user.is_superuser
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # it is closed (is_active): every history names its person, and no line of one changes
