"""What is deleted in the admin is what the page showed that asked for a yes: the records, and all that goes along."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import NestedObjects, unquote
from django.db import models, router, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from editing.acting import seen_in
from editing.shown import digest_of

Action = tuple[Callable[..., HttpResponse | None], str, str]


@dataclass(frozen=True)
class Going:
    """Records that are to be deleted, and the rows that are deleted with them."""

    records: Iterable[models.Model]

    @property
    def shown(self) -> str:
        records = list(self.records)
        if not records:
            return digest_of()
        found = NestedObjects(using=router.db_for_write(type(records[0])))
        found.collect(records)
        going = (row for rows in found.data.values() for row in rows)
        return digest_of(*sorted((row._meta.label, row.pk, getattr(row, "version", 0)) for row in going))


def _say_changed(request: HttpRequest) -> None:
    messages.error(request, _("Someone has changed this since you opened the page. Look at it again."))


def delete_what_was_shown(
    model_admin: "DeletesWhatWasShown", request: HttpRequest, queryset: "models.QuerySet[models.Model]"
) -> HttpResponse | None:
    """Django's action on the rows of a list; a yes to other rows than there are now brings its question anew."""
    going = Going(queryset)
    with transaction.atomic():
        if request.POST.get("post"):
            model_admin.hold_rows(request, queryset)
            if seen_in(request) != going.shown:
                _say_changed(request)
                asking = request.POST.copy()
                del asking["post"]  # so that it asks
                request.POST = asking  # type: ignore[assignment]
        page = delete_selected(model_admin, request, queryset.all())  # type: ignore[arg-type]
    if isinstance(page, TemplateResponse) and page.context_data is not None:
        page.context_data["going"] = going
    return page


class DeletesWhatWasShown:
    """Base of admin classes that ask before they delete, and delete nothing that has changed since they asked."""

    def hold(self, request: HttpRequest, obj: models.Model | None) -> None:
        """Make other writers of the record wait until this transaction ends."""
        raise NotImplementedError

    def hold_rows(self, request: HttpRequest, rows: "models.QuerySet[models.Model]") -> None:
        self.hold(request, None)
        list(rows.model._base_manager.filter(pk__in=rows).order_by("pk").select_for_update(no_key=True))

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)  # type: ignore[misc]
        if delete := actions.get("delete_selected"):
            actions["delete_selected"] = (delete_what_was_shown, *delete[1:])
        return actions

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        delete: Callable[..., HttpResponse] = super().delete_view  # type: ignore[misc]
        obj = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if obj is None or not self.has_delete_permission(request, obj):  # type: ignore[attr-defined]
            return delete(request, object_id, extra_context)
        with transaction.atomic():
            going = Going([obj])
            if request.method == "POST":
                self.hold(request, obj)
                held = list(type(obj)._base_manager.filter(pk=obj.pk))
                if not held or seen_in(request) != Going(held).shown:
                    _say_changed(request)
                    return HttpResponseRedirect(request.get_full_path())
            return delete(request, object_id, {"going": going, **(extra_context or {})})
