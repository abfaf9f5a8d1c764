"""The catalogue of participation and the annual plans, in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import name_fields
from editing.admin import CatalogueAdmin, EditedOnItsPage, VersionedInline
from editing.columns import column
from editing.read_only import ReadOnlyAdmin
from participation.models import (
    ActivityTag,
    FormOfParticipation,
    OtherSource,
    Plan,
    PlanLine,
    StandardActivity,
)
from regions.regional_admin import RegionalAdmin, Walled


class StandardActivityInline(VersionedInline):
    model = StandardActivity


@admin.register(FormOfParticipation)
class FormOfParticipationAdmin(CatalogueAdmin):
    list_display = ["number", "name", "short_name", "valid_from", "valid_until"]
    search_fields = ["name", "short_name"]
    inlines = [StandardActivityInline]


@admin.register(ActivityTag)
class ActivityTagAdmin(CatalogueAdmin):
    list_display = ["name", "kind", "number", "valid_from", "valid_until"]
    list_filter = ["kind"]
    search_fields = ["name"]


@admin.register(Plan)
class PlanAdmin(EditedOnItsPage, RegionalAdmin):
    list_display = ["__str__", "fiscal_year", "region", "state", "line_count"]
    list_select_related = ["region"]
    list_filter = ["fiscal_year", "region", "state"]
    search_fields = ["fiscal_year", "region__name_th"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        lines = PlanLine.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(Count("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(line_count=Coalesce(Subquery(lines.values("pk__count")), 0))
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a year is begun on the plan's page

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_open)

    @admin.display(description=_("lines"), ordering="line_count")
    def line_count(self, plan: Any) -> int:
        return plan.line_count


@admin.register(PlanLine)
class PlanLineAdmin(Walled, ReadOnlyAdmin):
    """Lines to choose from where money names one; they are written on the plan's own page."""

    region_path = "plan__region"
    search_fields = ["form_words", "items__text"]


@admin.register(OtherSource)
class OtherSourceAdmin(RegionalAdmin):
    """Staff of the region enter what others give, for an organisation or a plan line."""

    list_display = ["__str__", "fiscal_year", "region", "given_to", "form", "amount_baht", "state"]
    list_select_related = ["region", "organisation", "plan_line__form", "plan_line__plan"]
    list_filter = ["fiscal_year", "region", "source", "form", "state"]
    search_fields = ["name", "description", "activity", *name_fields("organisation")]
    autocomplete_fields = ["organisation", "plan_line"]
    fieldsets = (
        (None, {"fields": ("region", "fiscal_year", "source", "name")}),
        (
            _("For whom"),
            {
                "fields": ("organisation", "plan_line", "activity"),
                "description": _("Either an organisation or a line of the region's plan."),
            },
        ),
        (
            _("What is given"),
            {
                "fields": ("form", "amount", "description", "state"),
                "description": _("Shown beside the money of the programme and never added to it."),
            },
        ),
    )

    amount_baht = column("amount", _("amount (baht)"))

    @admin.display(description=_("given to"))
    def given_to(self, source: OtherSource) -> str:
        return str(source.organisation or source.plan_line)
