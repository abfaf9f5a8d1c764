"""Organisations, the roles they hold and coordination centres, in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.likeness import Lookalikes
from centres.models import (
    CoordinationCentre,
    KnownApart,
    Organisation,
    OrganisationAlias,
    OrganisationPerson,
    OrganisationRole,
    TargetNetwork,
)
from centres.models.organisation import name_fields
from deciding.authority import OF_AN_ORDER, RestsOnAdmin, RestsOnForm
from editing.admin import CatalogueAdmin
from editing.forms import ReasonedForm
from people.signed_in import person_of
from regions.regional_admin import RegionalAdmin, RegionalTabularInline
from tables.names import name_proper


@admin.register(TargetNetwork)
class TargetNetworkAdmin(CatalogueAdmin):
    list_display = ["code", "name_th", "name_en", "kind", "basis", "valid_from", "valid_until"]
    list_filter = ["kind"]
    search_fields = ["code", "name_th", "name_en"]


class AliasInline(RegionalTabularInline):
    model = OrganisationAlias


class RoleInline(RegionalTabularInline):
    model = OrganisationRole
    exclude = ["authority"]  # on the role's own page, where a new order can be written


class PersonInline(RegionalTabularInline):
    model = OrganisationPerson
    autocomplete_fields = ["user"]


class AnyOf(forms.MultipleChoiceField):
    """What may be ticked is known only when the rest of the form is."""

    def valid_value(self, value: Any) -> bool:
        return True


class OrganisationForm(ReasonedForm):
    """Asks once about a name that looks like another organisation of the region; what is ticked is remembered."""

    known_apart: list[Organisation] = []  # those that she says are others

    apart = AnyOf(label=_("Not the same organisation"), required=False, widget=forms.MultipleHiddenInput)

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        region = cleaned.get("region") or getattr(self.instance, "region", None)
        if not region or not cleaned.get("name") or not {"name", "region"} & set(self.changed_data):
            return
        if (proper := name_proper(cleaned["name"])) != cleaned["name"] and "name" in self.changed_data:
            said = gettext(
                "Numbers before a name, telephone numbers and addresses are no part of it: “%(name)s”."
            )
            self.add_error("name", said % {"name": proper})
            return
        known = Lookalikes(region)
        if known.named(cleaned["name"]) not in (None, self.instance):
            return  # the very same name is refused, not asked about
        own = self.instance.pk
        but = {own, *KnownApart.objects.from_(self.instance)} if own else set()
        province = cleaned.get("province")
        near = known.of(cleaned["name"], province=province and province.pk, but=but)
        self.fields["apart"].widget = forms.CheckboxSelectMultiple(
            choices=[(row.pk, row.name) for row in near]
        )
        self.known_apart = [row for row in near if str(row.pk) in cleaned.get("apart", [])]
        if len(self.known_apart) < len(near):
            self.add_error(
                "apart",
                gettext(
                    "This name looks like another organisation. Use that one, or tick that they are two."
                ),
            )


@admin.register(Organisation)
class OrganisationAdmin(RegionalAdmin):
    form = OrganisationForm
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

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        (title, first), *others = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) if obj else self.has_add_permission(request):
            region, name, *more = first["fields"]
            first = {**first, "fields": [region, name, "apart", *more]}
        return [(title, first), *others]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = Organisation.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before is not None and before.name != obj.name:
            obj.keep_former_name(before.name, by=person_of(request))
        for other in form.known_apart:
            KnownApart.say(obj, other, by=person_of(request))


class RoleForm(RestsOnForm, ReasonedForm):
    region_path = "organisation__region_id"


@admin.register(OrganisationRole)
class OrganisationRoleAdmin(RestsOnAdmin, RegionalAdmin):
    form = RoleForm
    region_path = "organisation__region"
    list_display = ["organisation", "kind", "since", "until", "document"]
    list_select_related = ["organisation"]
    list_filter = ["kind", "organisation__region"]
    search_fields = [*name_fields("organisation"), "document"]
    autocomplete_fields = ["organisation"]
    fieldsets = (
        (None, {"fields": ("organisation", "kind", "since", "until", "document")}),
        (_("What it rests on"), {"fields": ("authority", *OF_AN_ORDER)}),
    )


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
