"""Support from other sources, in the admin: staff of the region enter it, for an organisation or a plan line."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import name_fields
from editing.columns import column
from grants.budget.other_source import OtherSource
from regions.regional_admin import RegionalAdmin


@admin.register(OtherSource)
class OtherSourceAdmin(RegionalAdmin):
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
