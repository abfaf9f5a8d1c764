"""Programmes and their allocations, in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.models import Allocation, Programme
from regions.admin import RegionalAdmin, RegionalTabularInline
from thai.money_words import format_baht


class AllocationInline(RegionalTabularInline):
    model = Allocation
    fields = ["order", "organisation", "amount"]
    autocomplete_fields = ["organisation"]


@admin.register(Programme)
class ProgrammeAdmin(RegionalAdmin):
    list_display = [
        "name",
        "fiscal_year",
        "region",
        "ceiling_baht",
        "allocated_baht",
        "remaining_baht",
        "page",
    ]
    list_select_related = ["region"]
    list_filter = ["fiscal_year", "region"]
    search_fields = ["name", "budget_code"]
    autocomplete_fields = ["plan"]
    readonly_fields = ["allocated_baht", "remaining_baht"]
    inlines = [AllocationInline]

    @admin.display(description=_("ceiling (baht)"), ordering="ceiling")
    def ceiling_baht(self, programme: Programme) -> str:
        return format_baht(programme.ceiling)

    @admin.display(description=_("allocated (baht)"), ordering="allocated")
    def allocated_baht(self, programme: Programme) -> str:
        return format_baht(programme.allocated)

    @admin.display(description=_("left to allocate (baht)"))
    def remaining_baht(self, programme: Programme) -> str:
        return "—" if programme.ceiling is None else format_baht(programme.remaining)

    @admin.display(description=_("budget page"))
    def page(self, programme: Programme) -> str:
        address = reverse("budget", args=[programme.fiscal_year, programme.region_id])
        return format_html('<a href="{}">{}</a>', address, gettext("Open"))


@admin.register(Allocation)
class AllocationAdmin(RegionalAdmin):
    region_path = "programme__region"
    list_display = ["organisation", "programme", "order", "amount_baht"]
    list_select_related = ["organisation", "programme"]
    list_filter = ["programme__fiscal_year", "programme__region", "organisation__province"]
    search_fields = ["organisation__name"]
    autocomplete_fields = ["programme", "organisation"]

    @admin.display(description=_("amount (baht)"), ordering="amount")
    def amount_baht(self, allocation: Allocation) -> str:
        return format_baht(allocation.amount)
