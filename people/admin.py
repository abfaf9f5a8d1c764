"""People and their memberships: head office keeps them, regional staff see those of their region."""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401  what both register is taken out below, and not put in again later
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoricalQuerySet

from editing.acting import seen_in
from editing.admin import VersionedAdmin
from editing.forms import ReasonedForm, VersionedForm
from editing.shown import require_shown
from people.helping import Helped, require_may_help
from people.models import Membership, User
from people.proving import require_proof
from people.roles import Role
from people.signed_in import person_of
from regions.models import Region
from regions.regional_admin import RegionalTabularInline
from thai.sentences import refusal

admin.site.unregister(Group)  # roles are a table in people/roles.py, not a form
# The portal takes the arithmetic of second factors from the library, not its forms.
admin.site.unregister([EmailAddress, Authenticator])


class ByAnother:
    """A form in which somebody chooses the password of another, who has to choose her own before anything else."""

    def set_password_and_save(self, user: User, *args: Any, **kwargs: Any) -> Any:
        user.password_of_another = True
        return super().set_password_and_save(user, *args, **kwargs)  # type: ignore[misc]


class PasswordForm(ByAnother, AdminPasswordChangeForm):
    # Django's own is put together when it is read in, in one language for everybody.
    usable_password_help_text = format_lazy(  # type: ignore[assignment]
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        _("If this is switched off, the password that the person has now is lost."),
    )

    @property
    def helped(self) -> Helped:
        return Helped(self.user)


class NewAccountForm(ByAnother, ReasonedForm, AdminUserCreationForm):
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

    def clean_is_active(self) -> bool:
        """It opens an account again; one is closed where its open work is handed over."""
        is_active = bool(self.cleaned_data["is_active"])
        if self.initial["is_active"] and not is_active:
            said = _(
                "An account is closed on the page “Close the account and hand over”, which its roles lead to."
            )
            raise ValidationError(said, code="leaving")
        return is_active


class MembershipForm(VersionedForm):
    """A role that is given, or changed to be more than it was, bears who did so; its record asks whether she may."""

    by: User

    def clean(self) -> None:
        super().clean()
        until, until_before = self.cleaned_data.get("until"), self.initial.get("until")
        lasts = until_before is not None and (until is None or until > until_before)
        if self.instance.pk is None or lasts or {"role", "region", "since"} & set(self.changed_data):
            self.instance.given_by = self.by


class MembershipInline(RegionalTabularInline):
    model = Membership
    form = MembershipForm
    fk_name = "user"

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        form = type("MembershipForm", (MembershipForm,), {"by": person_of(request)})
        return super().get_formset(request, obj, **{"form": form, **kwargs})

    def formfield_for_choice_field(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role":
            by = person_of(request)
            given = {role for number in (None, *by.region_numbers()) for role in by.gives_in(number)}
            kwargs["choices"] = [("", "---------"), *(each for each in Role.choices if each[0] in given)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).filter(pk__in=_memberships(request))

    @staticmethod
    def readable_history(request: HttpRequest, rows: HistoricalQuerySet) -> HistoricalQuerySet:
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
    change_password_form = PasswordForm
    change_user_password_template = "admin/people/user/change_password.html"  # noqa: S105  a template
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

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if self.has_add_permission(request):
            require_proof()  # before a password is typed
        return super().add_view(request, form_url, extra_context)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        by, person = person_of(request), self.get_object(request, unquote(id))
        if person is not None and self.has_change_permission(request, person):
            if refused := refusal(lambda: require_may_help(by, person)):
                messages.error(request, refused)
                return redirect("password") if person == by else redirect("admin:people_user_change", id)
            require_proof()  # before a password is typed
            if request.method == "POST" and (
                refused := refusal(lambda: require_shown(seen_in(request), Helped(person)))
            ):
                messages.error(request, refused)
                return redirect(request.get_full_path())
        return super().user_change_password(request, id, form_url)

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

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # it is closed (is_active): every history names its person, and no line of one changes
