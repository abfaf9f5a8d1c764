"""The admin of records that several people edit: who, why, and neither person's work lost."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, models, transaction
from django.db.models import F, Model, QuerySet
from django.forms.models import BaseModelFormSet, _get_foreign_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from simple_history.admin import SimpleHistoryAdmin
from simple_history.manager import HistoricalQuerySet

from editing.dates import ThaiDates
from editing.deleting import DeletesWhatWasShown
from editing.exports import Exports
from editing.forms import ReasonedForm, VersionedForm, VersionedRows
from editing.held import Held, rights_change
from editing.keys import key_in
from editing.once import answered_once
from editing.ordering import ThaiOrder
from editing.refusals import sentence_for
from editing.searching import ThaiSearch
from editing.told import Told, newest_first, told_of
from thai.sentences import gettext

Context = dict[str, object] | None  # that a page adds to the admin's own


class OwnLookups:
    """A list is filtered by its own columns and its sidebar, never by asking about rows that point to it."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        own = {field.name for field in self.opts.concrete_fields} | {"pk"}  # type: ignore[attr-defined]
        at_the_side = {getattr(each, "parameter_name", None) for each in self.list_filter}  # type: ignore[attr-defined]
        return lookup.split("__")[0] in own | at_the_side and super().lookup_allowed(lookup, value, request)  # type: ignore[misc]


class SearchedChoice(AutocompleteSelect):
    """A choice that is searched for. What cannot be a key is shown as no choice: the form says what is wrong."""

    def optgroups(
        self, name: str, value: Sequence[str], attrs: dict[str, object] | None = None
    ) -> list[tuple[str | None, list[dict[str, object]], int | None]]:
        return super().optgroups(name, [key for key in value if not key or key_in(key) is not None], attrs)


class PlainChoices:
    """A choice of a related record, with the door to add one; to change or delete that one is work for its own page."""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", SearchedChoice(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class VersionedInline(PlainChoices, ThaiDates, admin.TabularInline):
    """Rows edited on the page of the record they belong to."""

    form = VersionedForm
    formset = VersionedRows
    extra = 0
    show_change_link = False

    def get_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str | list[str] | tuple[str, ...]]:
        fields = [name for name in super().get_fields(request, obj) if name != "opened_version"]
        may_write = self.has_change_permission(request, obj) or self.has_add_permission(request, obj)
        return [*fields, "opened_version"] if may_write else fields

    @staticmethod
    def readable_history(request: HttpRequest, rows: HistoricalQuerySet) -> HistoricalQuerySet:
        """What of the rows' history a person may read who reads their record: all, where all are of its region."""
        return rows


class VersionedAdmin(
    Exports,
    ThaiSearch,
    ThaiOrder,
    PlainChoices,
    ThaiDates,
    OwnLookups,
    DeletesWhatWasShown,
    SimpleHistoryAdmin,
):
    """Base of every admin class that writes: writers of a record wait for each other, and none loses work."""

    form = ReasonedForm
    view_on_site: Callable[[Model], str | None] | bool = False

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True  # an old version comes back by editing, under today's rules

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Context = None
    ) -> HttpResponse:
        # The history outlives the row; without the row nobody can tell whose it was.
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise PermissionDenied
        pages = Paginator(self.told(request, obj), self.history_list_per_page)
        page = pages.get_page(request.GET.get(PAGE_VAR))
        told = {
            "page_obj": page,
            "page_range": pages.get_elided_page_range(page.number),
            "pagination_required": pages.num_pages > 1,
        }
        return super().history_view(request, object_id, {**told, **(extra_context or {})})

    def told(self, request: HttpRequest, obj: Model) -> list[Told]:
        """The history of a record and of the rows that are edited on its page, as one list."""
        own = self.model.history.filter(**{self.opts.pk.attname: obj.pk})
        found = told_of(own)
        for inline in self.inlines:
            if hasattr(inline.model, "history"):
                key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).attname
                rows = inline.model.history.filter(**{key: obj.pk})
                found += told_of(inline.readable_history(request, rows), is_part=True)
        return newest_first(found)

    def set_history_delta_changes(self, *args: object, **kwargs: object) -> None:
        """Nothing: `told` has found what changed."""

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Context = None
    ) -> HttpResponse:
        if request.method != "GET" or self.get_object(request, unquote(object_id)) is None:
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        (first_name, first), *others = super().get_fieldsets(request, obj)
        fields = [name for name in first["fields"] if name not in ReasonedForm.declared_fields]
        fieldsets = [(first_name, {**first, "fields": fields}), *others]
        if self.has_change_permission(request, obj) if obj else self.has_add_permission(request):
            fieldsets.append((None, {"fields": ["change_reason", "opened_version"]}))
        return fieldsets

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", "")
        return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Context = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                if object_id is None:
                    add = super().changeform_view
                    return answered_once(request, lambda: add(request, None, form_url, extra_context))
                self.hold(request, self.get_object(request, unquote(object_id)))
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            # A rule that only the database could see: the form comes back with it and with all that was typed.
            request.refusal = sentence_for(error)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def hold(self, request: HttpRequest, obj: Model | None) -> None:
        """Make other writers of the record wait until this transaction ends (SQLite's wait by themselves)."""
        if obj is not None:
            list(self.model._base_manager.filter(pk=obj.pk).select_for_update(no_key=True))

    def save_model(self, request: HttpRequest, obj: Held, form: VersionedForm, change: bool) -> None:
        if obj.carries_rights:
            rights_change.send(type(obj))
        if change:
            # One statement decides who was first, whatever a second writer has been told.
            opened = form.instance.version
            held = type(obj)._base_manager.filter(pk=obj.pk, version=opened)
            if not held.update(version=F("version") + 1):
                raise IntegrityError
            obj.version = opened + 1
        obj.say_who(
            by=request.user, why=form.cleaned_data.get("change_reason") or gettext("edited in the admin")
        )
        super().save_model(request, obj, form, change)

    def save_formset(
        self, request: HttpRequest, form: VersionedForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        if getattr(formset.model, "carries_rights", False) and formset.has_changed():
            rights_change.send(formset.model)
        why = form.cleaned_data.get("change_reason") or (
            gettext("edited on the page of “%(record)s”") % {"record": form.instance}
        )
        for row in formset.forms:
            if not isinstance(row.instance, Held):
                continue  # a row that is only shown
            row.instance.say_who(by=request.user, why=why)
            if row.instance.pk and row.has_changed():
                row.instance.version += 1
        super().save_formset(request, form, formset, change)

    def delete_model(self, request: HttpRequest, obj: Held) -> None:
        if obj.carries_rights:
            rights_change.send(type(obj))
        obj.say_who(by=request.user, why=gettext("deleted in the admin"))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Held]") -> None:
        with transaction.atomic():
            for obj in queryset:  # one by one, so that each leaves its reason in the history
                self.delete_model(request, obj)


class EditedOnItsPage:
    """An admin class whose records are read and written on a page of their own: there is one editor, not two."""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Context = None,
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if record is None or not self.has_view_permission(request, record):  # type: ignore[attr-defined]
            return super().change_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        return HttpResponseRedirect(record.get_absolute_url())


class CatalogueAdmin(VersionedAdmin):
    """Base of admin classes for lists that all regions share; rights alone decide who changes them.

    A page that shows such a list sends its reader here with its own address as `back`; saved, she is there again.
    """

    def response_post_save_add(self, request: HttpRequest, obj: Model) -> HttpResponse:
        return self._back(request) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        return self._back(request) or super().response_post_save_change(request, obj)

    @staticmethod
    def _back(request: HttpRequest) -> HttpResponse | None:
        address = request.GET.get("back", "")
        is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        return HttpResponseRedirect(address) if is_ours and address.startswith("/") else None
