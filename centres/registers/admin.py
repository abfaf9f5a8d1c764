"""The registers of a region in the admin, and the catalogues behind them, which head office keeps."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import name_fields
from centres.registers.models import (
    ChecklistItem,
    ChecklistMark,
    NetworkGroup,
    Readiness,
    TrainedPerson,
    TrainingCourse,
)
from editing.admin import CatalogueAdmin, EditedOnItsPage
from editing.columns import column, link_to
from regions.regional_admin import RegionalAdmin, RegionalTabularInline


@admin.register(TrainingCourse)
class TrainingCourseAdmin(CatalogueAdmin):
    list_display = ["name", "topic", "valid_from", "valid_until"]
    list_filter = ["topic"]
    search_fields = ["name"]


@admin.register(ChecklistItem)
class ChecklistItemAdmin(CatalogueAdmin):
    list_display = ["order", "name", "is_required", "valid_from", "valid_until"]
    list_display_links = ["name"]
    list_filter = ["is_required"]
    search_fields = ["name"]


@admin.register(NetworkGroup)
class NetworkGroupAdmin(RegionalAdmin):
    list_display = [
        "name",
        "network",
        "province",
        "members",
        "has_line",
        "first_year",
        "retired_on",
        "region",
    ]
    list_select_related = ["network", "province", "region"]
    list_filter = ["region", "network", "province", "first_year", "line_consent"]
    search_fields = ["name", "name_key", "line_keeper", *name_fields("organisation")]
    autocomplete_fields = ["organisation"]
    fieldsets = [
        (None, {"fields": ["region", "network", "name", "province", "members", "first_year"]}),
        (_("LINE group"), {"fields": ["line_link", "line_keeper", "line_consent"]}),
        (_("Who looks after it, until when"), {"fields": ["organisation", "retired_on"]}),
    ]

    @admin.display(description=_("LINE group"), boolean=True)
    def has_line(self, group: NetworkGroup) -> bool:
        return bool(group.line_link)


@admin.register(TrainedPerson)
class TrainedPersonAdmin(RegionalAdmin):
    """Names of people: for the region's staff and head office."""

    region_path = "organisation__region"
    list_display = ["name", "organisation", "course", "held_on", "place"]
    list_select_related = ["organisation", "course"]
    list_filter = ["course", "held_on", "organisation__region"]
    search_fields = ["name", "name_key", "place", *name_fields("organisation")]
    autocomplete_fields = ["organisation", "course"]
    fields = ["organisation", "course", "held_on", "name", "place"]


class MarkInline(RegionalTabularInline):
    """Told in the history alone: the checklist is worked on on the page of the organisation's way."""

    model = ChecklistMark


@admin.register(Readiness)
class ReadinessAdmin(EditedOnItsPage, RegionalAdmin):
    """The organisations on their way; each is read and taken on on its own page."""

    region_path = "organisation__region"
    list_display = ["organisation", "field", "state", "since", "submitted_by", "registration_number", "page"]
    list_select_related = ["organisation", "submitted_by"]
    list_filter = ["state", "organisation__region"]
    search_fields = ["field", "registration_number", *name_fields("organisation")]
    inlines = [MarkInline]

    page = link_to("readiness", _("page"))
    since = column(lambda readiness: readiness.step_now().since, _("since"), ordered=False)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Model]":
        return super().get_queryset(request).prefetch_related("steps")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # an organisation is taken into the register on a page of ours
