"""The register of receiving units, in the admin."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.life import UNIT_LIFE, UnitState
from complaints.models import ReceivingUnit, ReceivingUnitOfficer, ReceivingUnitStatus
from editing.acting import seen_in
from editing.dates import ThaiDateField
from people.acts import OpenActs
from people.signed_in import person_of
from regions.regional_admin import RegionalAdmin, RegionalTabularInline
from thai.dates import format_date


class OfficerInline(RegionalTabularInline):
    model = ReceivingUnitOfficer


class StatusInline(admin.TabularInline):
    """The unit's life so far: read only, because steps are taken by a decision."""

    model = ReceivingUnitStatus
    extra = 0
    fields = ("state", "day", "authority", "reason", "recorded_by", "recorded_at")
    readonly_fields = ("state", "day", "authority", "reason", "recorded_by", "recorded_at")

    @admin.display(description=_("decided on"))
    def day(self, status: ReceivingUnitStatus) -> str:
        return format_date(status.decided_on)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class DecisionForm(forms.Form):
    """A step in the life of a unit, on the authority of a meeting or order."""

    step = forms.ChoiceField(label=_("new state"))
    decided_on = ThaiDateField(label=_("decided on"))
    authority = forms.CharField(
        label=_("authority"), max_length=255, help_text=_("Meeting and agenda item, or number of the order.")
    )
    reason = forms.CharField(label=_("reason"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, unit: ReceivingUnit, may: OpenActs, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        following = [act for act in UNIT_LIFE if unit.state in act.sources]
        # Nothing is chosen beforehand: the step is kept for ever.
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((act.name, UnitState(act.target).label) for act in following if may[act.name]),
        ]
        self.missing = [
            (UnitState(act.target).label, may.why_not(act.name)) for act in following if not may[act.name]
        ]


@admin.register(ReceivingUnit)
class ReceivingUnitAdmin(RegionalAdmin):
    region_path = "role__organisation__region"
    list_display = ["name", "registration_number", "state", "valid_until", "is_independent"]
    list_select_related = ["role__organisation"]
    list_filter = ["state", "is_independent", "role__organisation__region"]
    search_fields = ["role__organisation__name", "registration_number"]
    autocomplete_fields = ["role"]
    readonly_fields = ["state"]
    filter_horizontal = ["provinces"]
    inlines = [OfficerInline, StatusInline]
    change_form_template = "admin/complaints/receivingunit/change_form.html"
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

    @admin.display(description=_("receiving unit"), ordering="role__organisation__name")
    def name(self, unit: ReceivingUnit) -> str:
        return str(unit)

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<int:pk>/decide/",
                self.admin_site.admin_view(self.decide_view),
                name="complaints_receivingunit_decide",
            ),
            *super().get_urls(),
        ]

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a step: the form names the state, the day and the authority."""
        unit = self.get_object(request, str(pk))
        if unit is None or not self.has_change_permission(request, unit):
            raise PermissionDenied
        may = UNIT_LIFE.open_to(unit, person_of(request))
        form = DecisionForm(unit, may, request.POST or None)
        back = reverse("admin:complaints_receivingunit_change", args=[unit.pk])
        if request.method == "POST" and form.is_valid():
            try:
                unit.decide(
                    form.cleaned_data["step"],
                    by=person_of(request),
                    seen=seen_in(request),
                    authority=form.cleaned_data["authority"],
                    on=form.cleaned_data["decided_on"],
                    reason=form.cleaned_data["reason"],
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                self.message_user(request, gettext("The decision is recorded."), messages.SUCCESS)
                return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Record a decision: %(unit)s") % {"unit": unit},
            "form": form,
            "unit": unit,
            "opts": self.model._meta,
            "back": back,
        }
        return TemplateResponse(request, "admin/complaints/receivingunit/decide.html", context)
