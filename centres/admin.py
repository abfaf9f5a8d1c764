"""Organisations, the roles they hold and coordination centres, in the admin."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from centres.models import (
    CoordinationCentre,
    Organisation,
    OrganisationAlias,
    OrganisationPerson,
    OrganisationRole,
    TargetNetwork,
)
from centres.models.organisation import name_fields
from editing.admin import CatalogueAdmin
from regions.regional_admin import RegionalAdmin, RegionalTabularInline


@admin.register(TargetNetwork)
class TargetNetworkAdmin(CatalogueAdmin):
    list_display = ["code", "name_th", "name_en", "kind", "basis"]
    list_filter = ["kind"]
    search_fields = ["code", "name_th", "name_en"]


class AliasInline(RegionalTabularInline):
    model = OrganisationAlias


class RoleInline(RegionalTabularInline):
    model = OrganisationRole


class PersonInline(RegionalTabularInline):
    model = OrganisationPerson
    autocomplete_fields = ["user"]


@admin.register(Organisation)
class OrganisationAdmin(RegionalAdmin):
    list_display = ["name", "province", "focus", "legal_form", "region"]
    list_select_related = ["province", "focus", "region"]
    list_filter = ["region", "province", "focus", "legal_form"]
    search_fields = [*name_fields(), *name_fields("aliases")]
    autocomplete_fields = ["district", "focus"]
    inlines = [AliasInline, RoleInline, PersonInline]
    fieldsets = [
        (None, {"fields": ["region", "name", "legal_form"]}),
        (_("Where and for whom"), {"fields": ["province", "district", "focus"]}),
        (_("Contact"), {"fields": ["contact"]}),
    ]


@admin.register(OrganisationRole)
class OrganisationRoleAdmin(RegionalAdmin):
    region_path = "organisation__region"
    list_display = ["organisation", "kind", "since", "until", "document"]
    list_select_related = ["organisation"]
    list_filter = ["kind", "organisation__region"]
    search_fields = [*name_fields("organisation"), "document"]
    autocomplete_fields = ["organisation"]


@admin.register(CoordinationCentre)
class CoordinationCentreAdmin(RegionalAdmin):
    region_path = "role__organisation__region"
    list_display = ["name", "level", "province", "district", "parent"]
    list_select_related = ["role__organisation", "province", "district", "parent__role__organisation"]
    list_filter = ["level", "province"]
    search_fields = [*name_fields("role__organisation")]
    ordering = ["role__organisation__name", "pk"]
    autocomplete_fields = ["role", "district", "parent"]

    @admin.display(description=_("coordination centre"), ordering="role__organisation__name")
    def name(self, centre: CoordinationCentre) -> str:
        return str(centre)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, object]:
        return {"level": CoordinationCentre.Level.PROVINCE, **super().get_changeform_initial_data(request)}
