"""The admin of records that nobody edits by hand: they are looked up, never written."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from editing.admin import OwnLookups
from editing.exports import Exports
from editing.ordering import ThaiOrder
from editing.searching import ThaiSearch


class ReadOnlyAdmin(Exports, ThaiSearch, ThaiOrder, OwnLookups, admin.ModelAdmin):
    """Base of admin classes for rows that nobody edits by hand."""

    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
