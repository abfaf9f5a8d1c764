"""The register of receiving units, in the admin."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import name_fields
from complaints.life import UNIT_LIFE
from complaints.models import ReceivingUnit, ReceivingUnitOfficer, ReceivingUnitStatus
from deciding.authority import AuthorityForm
from editing.dates import ThaiDateField
from editing.texts import TextInput
from people.acts_in_admin import ActsInAdmin
from people.models import User
from regions.regional_admin import RegionalAdmin, RegionalTabularInline
from thai.dates import tell_date

_RECORDED = _("The decision is recorded.")


class OfficerInline(RegionalTabularInline):
    model = ReceivingUnitOfficer


class StatusInline(admin.TabularInline):
    """The unit's life so far: read only, because steps are taken by a decision."""

    model = ReceivingUnitStatus
    extra = 0
    fields = ("state", "day", "authority", "reason", "recorded_by", "recorded_at")
    readonly_fields = ("state", "day", "authority", "reason", "recorded_by", "recorded_at")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("authority", "recorded_by")

    @admin.display(description=_("decided on"))
    def day(self, status: ReceivingUnitStatus) -> str:
        day = status.authority.decided_on
        return tell_date(day) if day else ""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class UnitStepForm(AuthorityForm):
    """A step in the life of a unit, on the authority of a meeting or order."""

    lead = _("The step is kept for ever with the meeting or order that decided it.")

    reason = TextInput(label=_("reason"), required=False, rows=3)


class RenewalForm(UnitStepForm):
    """The same, with the last day of the registration as it is renewed."""

    valid_until = ThaiDateField(label=_("registered until"))


@admin.register(ReceivingUnit)
class ReceivingUnitAdmin(ActsInAdmin, RegionalAdmin):
    region_path = "role__organisation__region"
    list_display = ["name", "registration_number", "standing", "valid_until", "is_independent"]
    list_select_related = ["role__organisation"]
    list_filter = ["state", "is_independent", "role__organisation__region"]
    search_fields = [*name_fields("role__organisation"), "registration_number"]
    autocomplete_fields = ["role"]
    readonly_fields = ["state"]
    filter_horizontal = ["provinces"]
    inlines = [OfficerInline, StatusInline]
    life = UNIT_LIFE
    acts = {
        "register": (_("Register"), _RECORDED),
        "renew": (_("Renew the registration"), _RECORDED),
        "suspend": (_("Suspend"), _RECORDED),
        "revoke": (_("Revoke"), _RECORDED),
        "resign": (_("Record the resignation"), _RECORDED),
    }
    act_forms = dict.fromkeys(acts, UnitStepForm) | {"renew": RenewalForm}
    fieldsets = [
        (None, {"fields": ["role", "state"]}),
        (
            _("Registration"),
            {"fields": ["registration_number", "order_number", "order_date", "valid_from", "valid_until"]},
        ),
        (_("Area"), {"fields": ["provinces", "area"]}),
        (
            _("Independence"),
            {"fields": ["is_independent", "independence_declared_on", "independence_exception"]},
        ),
    ]

    @admin.display(description=_("stands today"), ordering="state")
    def standing(self, unit: ReceivingUnit) -> str:
        return str(unit.standing.label)

    @admin.display(description=_("receiving unit"), ordering="role__organisation__name")
    def name(self, unit: ReceivingUnit) -> str:
        return str(unit)

    def form_of(self, act: str, record: ReceivingUnit, data: QueryDict | None) -> UnitStepForm:
        return self.act_forms[act](data, region=record.organisation.region_id)

    def do(self, act: str, record: ReceivingUnit, *, by: User, seen: str, form: UnitStepForm) -> None:
        more = {name: form.cleaned_data[name] for name in ("reason", "valid_until") if name in form.fields}
        record.decide(act, by=by, seen=seen, authority=form.authority, **more)
