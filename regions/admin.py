"""The admin inside the walls: RegionalAdmin, and the catalogue of regions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import F, QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from simple_history.admin import SimpleHistoryAdmin

from regions.models import District, Province, Region
from regions.versions import Versioned


class VersionedForm(forms.ModelForm):
    """A form that knows which version of the record it was opened on."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["opened_version"].initial = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk:
            opened = self.cleaned_data.get("opened_version")
            now = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
            if now is None:
                raise ValidationError(gettext("Someone has deleted this record meanwhile."), code="gone")
            if now.version != opened:
                self._name_their_values(now)
                raise ValidationError(
                    gettext(
                        "Someone else has saved this record since you opened it. What you typed is still here; "
                        "beside each field that differs stands what they saved. Save again to keep yours."
                    ),
                    code="newer_version",
                )
        return cleaned

    def _name_their_values(self, now: models.Model) -> None:
        """Put the other person's value beside each field that differs, and let a second save win knowingly."""
        for name in self.fields:
            if name == "opened_version" or name not in self.cleaned_data:
                continue
            field = now._meta.get_field(name)
            if field.many_to_many:
                continue
            theirs, mine = getattr(now, name), self.cleaned_data[name]
            if theirs != mine:
                self.add_error(
                    name, gettext("They saved: %(value)s") % {"value": theirs if theirs is not None else "—"}
                )
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_version")] = str(now.version)  # type: ignore[attr-defined]


def _scoped(model: type[models.Model], user: Any) -> QuerySet[Any] | None:
    """Rows of a model that a person may see; None for a model without walls (a catalogue)."""
    manager = model._default_manager
    return manager.visible_to(user) if hasattr(manager, "visible_to") else None


class ScopedFields:
    """Choices of related records, in forms and inlines alike, stop at the walls."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "queryset" not in kwargs:
            if db_field.related_model is Region:
                kwargs["queryset"] = Region.objects.staffed_by(request.user)
            elif (rows := _scoped(db_field.related_model, request.user)) is not None:
                kwargs["queryset"] = rows
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if "queryset" not in kwargs and (rows := _scoped(db_field.related_model, request.user)) is not None:
            kwargs["queryset"] = rows
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class RegionalTabularInline(ScopedFields, admin.TabularInline):
    extra = 0
    show_change_link = False


class RegionalAdmin(ScopedFields, SimpleHistoryAdmin):
    """Base of every admin class whose rows belong to a region.

    A filtered get_queryset alone does not close Django's admin; here lists, forms, filters,
    autocomplete, history and deletion all stop at the walls, and a row is written only in a region
    that the person staffs. `region_path` is the lookup from a row to its region.
    """

    region_path = "region"
    view_on_site = False
    list_per_page = 50
    show_full_result_count = False

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # an old version comes back by editing, under today's rules

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.filter(pk__in=self.model._default_manager.visible_to(request.user).values("pk"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if issubclass(self.model, Versioned) and self.form is forms.ModelForm:
            kwargs["form"] = VersionedForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if issubclass(self.model, Versioned) and self.has_change_permission(request, obj):
            first_name, first = fieldsets[0]
            if "opened_version" not in first["fields"]:
                fieldsets = [
                    (first_name, {**first, "fields": [*first["fields"], "opened_version"]}),
                    *fieldsets[1:],
                ]
        return fieldsets

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Sidebars name related rows only where the person sees a row that uses them."""
        scoped = []
        for entry in super().get_list_filter(request):
            if isinstance(entry, str):
                field = admin.utils.get_fields_from_path(self.model, entry)[-1]
                scoped.append((entry, admin.RelatedOnlyFieldListFilter) if field.is_relation else entry)
            else:
                scoped.append(entry)
        return scoped

    # Writing: the region of the row decides, as it was and as it would be.

    def region_number_of(self, obj: Any) -> int | None:
        value = obj
        for step in self.region_path.split("__"):
            value = getattr(value, step, None)
        return value.pk if isinstance(value, Region) else value

    def may_write(self, request: HttpRequest, obj: Any) -> bool:
        return Region.objects.staffed_by(request.user).filter(pk=self.region_number_of(obj)).exists()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.may_write(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or self.may_write(request, obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not self.may_write(request, obj):
            raise PermissionDenied
        if change and isinstance(obj, Versioned):
            # One statement decides who was first; the loser of a race between clean() and here gets an error page.
            opened = form.cleaned_data.get("opened_version")
            won = type(obj)._base_manager.filter(pk=obj.pk, version=opened).update(version=F("version") + 1)
            if not won:
                raise PermissionDenied(gettext("Someone else has saved this record at the same moment."))
            obj.version = opened + 1
        super().save_model(request, obj, form, change)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            if not self.may_write(request, obj):
                raise PermissionDenied
        super().delete_queryset(request, queryset)

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool) -> None:
        if formset.has_changed() and not self.may_write(request, form.instance):
            raise PermissionDenied
        super().save_formset(request, form, formset, change)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        # The history outlives the row; without the row nobody can tell whose it was.
        if self.get_object(request, admin.utils.unquote(object_id)) is None:
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "GET" or self.get_object(request, admin.utils.unquote(object_id)) is None:
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)


class CatalogueAdmin(SimpleHistoryAdmin):
    """Base of admin classes for lists that all regions share; rights alone decide who changes them."""

    view_on_site = False

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class ReadOnlyAdmin(admin.ModelAdmin):
    """Base of admin classes for rows that nobody edits by hand."""

    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ["number", "name_th", "name_en"]
    search_fields = ["name_th", "name_en"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        return super().get_queryset(request).filter(pk__in=Region.objects.visible_to(request.user))


@admin.register(Province)
class ProvinceAdmin(ReadOnlyAdmin):
    list_display = ["code", "name_th", "name_en", "region", "is_seat"]
    search_fields = ["name_th", "name_en", "code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Province]:
        return super().get_queryset(request).filter(pk__in=Province.objects.visible_to(request.user))


@admin.register(District)
class DistrictAdmin(ReadOnlyAdmin):
    list_display = ["code", "name_th", "name_en", "province"]
    list_select_related = ["province"]
    list_filter = [("province", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name_th", "name_en", "code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[District]:
        return super().get_queryset(request).filter(pk__in=District.objects.visible_to(request.user))


__all__ = ["CatalogueAdmin", "ReadOnlyAdmin", "RegionalAdmin", "RegionalTabularInline", "VersionedForm"]
