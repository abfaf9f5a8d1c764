"""The admin inside the walls: each list, form, filter, search and history stops at the person's own regions."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Model, QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest

from editing.admin import VersionedAdmin, VersionedInline
from editing.dates import ThaiDates
from editing.forms import VersionedForm
from editing.held import Held
from editing.read_only import ReadOnlyAdmin
from regions.models import Region, only_staffed, staffs


class ScopedFields:
    """Choices of related records, in forms and inlines alike, end where the list of those records ends."""

    admin_site: admin.AdminSite

    def _choices(
        self, model: type[models.Model] | None, request: HttpRequest
    ) -> QuerySet[models.Model] | None:
        """Rows of a model that a person may choose from; None for a catalogue that nobody lists."""
        listed = self.admin_site._registry.get(model) if model else None
        if listed is not None:
            return listed.get_queryset(request)
        rows: Any = getattr(model, "_default_manager", None)
        if model is None or not hasattr(rows, "visible_to"):
            return None
        seen = rows.visible_to(request.user)
        # What she reads of a region as a member of its committee is nothing to point at in her work for another.
        if any(field.name == "region" for field in model._meta.fields):
            return seen.filter(region__in=Region.objects.staffed_by(request.user))
        return seen

    def formfield_for_foreignkey(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if "queryset" not in kwargs and (rows := self._choices(db_field.related_model, request)) is not None:
            kwargs["queryset"] = rows
        if db_field.related_model is Region and not db_field.null:
            own = only_staffed(request.user)
            if own is not None:
                kwargs |= {"initial": own, "empty_label": None}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if "queryset" not in kwargs and (rows := self._choices(db_field.related_model, request)) is not None:
            kwargs["queryset"] = rows
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class RegionalTabularInline(ScopedFields, VersionedInline):
    pass


class OwnValuesFilter(admin.AllValuesFieldListFilter):
    """A sidebar of plain values (fiscal years) that offers only those of rows the person sees."""

    def __init__(
        self,
        field: models.Field,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[models.Model],
        model_admin: admin.ModelAdmin,
        field_path: str,
    ):
        super().__init__(field, request, params, model, model_admin, field_path)
        rows = model_admin.get_queryset(request).order_by(field_path)
        if isinstance(field, models.CharField):
            rows = rows.exclude(**{field_path: ""})  # a link needs a name
        self.lookup_choices = rows.values_list(field_path, flat=True).distinct()

    def has_output(self) -> bool:
        return bool(self.lookup_choices)


class Walled:
    """An admin class whose lists hold rows of the person's own regions only. `region_path` leads to the region."""

    region_path = "region"

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Model]:
        rows = super().get_queryset(request)  # type: ignore[misc]
        visible = rows.model._default_manager.visible_to(request.user)
        # Her committee's region may be another than the one she works for; the admin is for work.
        own = Region.objects.staffed_by(request.user)
        here = rows.filter(pk__in=visible.values("pk"), **{f"{self.region_path}__in": own})
        # A record of a region is named by it, on each of its pages and among choices.
        return here.select_related("region") if self.region_path == "region" else here

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Sidebars name related rows and values only where the person sees a row that uses them."""
        scoped: list[object] = []
        for entry in super().get_list_filter(request):  # type: ignore[misc]
            if not isinstance(entry, str):  # with a filter of its own, which only asks whether it is empty
                scoped.append(entry)
                continue
            field = get_fields_from_path(self.model, entry)[-1]  # type: ignore[attr-defined]
            if field.is_relation:
                scoped.append((entry, admin.RelatedOnlyFieldListFilter))
            elif field.choices or isinstance(field, models.BooleanField | models.DateField):
                scoped.append(entry)
            else:
                scoped.append((entry, OwnValuesFilter))
        return scoped


class RegionalAdmin(Walled, ScopedFields, VersionedAdmin):
    """Base of every admin class whose rows belong to a region.

    A filtered get_queryset alone does not close Django's admin; here lists, forms, filters,
    autocomplete, history and deletion all stop at the walls, and a row is written only in a region
    that the person staffs. What a row belongs to is chosen once: it never moves to another region.
    """

    list_per_page = 50
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        fixed = [] if obj is None else [self.region_path.split("__")[0]]
        return [*super().get_readonly_fields(request, obj), *fixed]

    # Writing: the region of the row decides.

    def region_number_of(self, obj: models.Model) -> int | None:
        *steps, last = self.region_path.split("__")
        value: models.Model | None = obj
        for step in steps:
            value = getattr(value, step, None)
        return getattr(value, f"{last.removesuffix('_id')}_id", None)

    def may_write(self, request: HttpRequest, obj: models.Model) -> bool:
        return staffs(request.user, self.region_number_of(obj))

    def hold(self, request: HttpRequest, obj: models.Model | None) -> None:
        """Writers of one region wait for each other, imports included, so that sums and names are checked once."""
        regions = Region.objects.staffed_by(request.user).order_by("pk")
        if obj is not None:
            regions = regions.filter(pk__in=[self.region_number_of(obj)])
        list(regions.select_for_update(no_key=True))
        super().hold(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.may_write(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or self.may_write(request, obj))

    def save_model(self, request: HttpRequest, obj: Held, form: VersionedForm, change: bool) -> None:
        if not self.may_write(request, obj):
            raise PermissionDenied
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: VersionedForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        if not self.may_write(request, form.instance):
            raise PermissionDenied
        super().save_formset(request, form, formset, change)

    def delete_model(self, request: HttpRequest, obj: Held) -> None:
        if not self.may_write(request, obj):
            raise PermissionDenied
        super().delete_model(request, obj)


class LookedUpAdmin(ThaiDates, Walled, ReadOnlyAdmin):
    """Base for records that move by their own acts, on pages of ours: here they are only looked up."""

    list_per_page = 50
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return self.get_fields(request, obj)
