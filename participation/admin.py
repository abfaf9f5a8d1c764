"""The catalogue of participation and the annual plans, in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.models import (
    FormOfParticipation,
    Plan,
    PlanActivity,
    PlanLine,
    PlanOutcome,
    PlanTarget,
    StandardActivity,
)
from participation.models.plan import replace_items
from regions.admin import CatalogueAdmin, RegionalAdmin, RegionalTabularInline


class StandardActivityInline(admin.TabularInline):
    model = StandardActivity
    extra = 0


@admin.register(FormOfParticipation)
class FormOfParticipationAdmin(CatalogueAdmin):
    list_display = ["number", "name", "short_name", "valid_from", "valid_until"]
    search_fields = ["name", "short_name"]
    inlines = [StandardActivityInline]


class PlanLineInline(RegionalTabularInline):
    model = PlanLine
    fields = ["order", "form", "targets_as_written", "activities_as_written", "outcomes_as_written"]
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or obj.is_open)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_open)


@admin.register(Plan)
class PlanAdmin(RegionalAdmin):
    list_display = ["__str__", "fiscal_year", "region", "state", "line_count"]
    list_select_related = ["region"]
    list_filter = ["fiscal_year", "region", "state"]
    search_fields = ["fiscal_year", "region__name_th"]
    readonly_fields = ["state"]
    inlines = [PlanLineInline]
    actions = ["submit", "return_to_draft"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        return super().get_queryset(request).annotate(line_count=Count("lines"))

    @admin.display(description=_("lines"), ordering="line_count")
    def line_count(self, plan: Any) -> int:
        return plan.line_count

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is PlanLine:
            replace_items([*formset.new_objects, *(line for line, _fields in formset.changed_objects)])

    @admin.action(description=_("Submit to the committee"), permissions=["change"])
    def submit(self, request: HttpRequest, plans: QuerySet[Plan]) -> None:
        self._move(request, plans, "submit", gettext("%(plan)s is submitted."))

    @admin.action(description=_("Take back to draft"), permissions=["change"])
    def return_to_draft(self, request: HttpRequest, plans: QuerySet[Plan]) -> None:
        self._move(request, plans, "return_to_draft", gettext("%(plan)s is a draft again."))

    def _move(self, request: HttpRequest, plans: QuerySet[Plan], verb: str, done: str) -> None:
        for plan in plans:
            if not self.has_change_permission(request, plan):
                self.message_user(
                    request, gettext("You may not change %(plan)s.") % {"plan": plan}, messages.ERROR
                )
                continue
            try:
                getattr(plan, verb)()
            except ValidationError as error:
                self.message_user(request, f"{plan}: {' '.join(error.messages)}", messages.ERROR)
            else:
                self.message_user(request, done % {"plan": plan}, messages.SUCCESS)


class TargetInline(RegionalTabularInline):
    model = PlanTarget
    fields = ["order", "text", "network"]


class ActivityInline(RegionalTabularInline):
    model = PlanActivity
    fields = ["order", "text", "standard"]


class OutcomeInline(RegionalTabularInline):
    model = PlanOutcome
    fields = ["order", "text"]


@admin.register(PlanLine)
class PlanLineAdmin(RegionalAdmin):
    """One line: the texts as written, and below what was recognised in them."""

    region_path = "plan__region"
    list_display = ["plan", "order", "form"]
    list_select_related = ["plan__region", "form"]
    list_filter = ["plan__fiscal_year", "form", "plan__region"]
    search_fields = ["targets_as_written", "activities_as_written", "outcomes_as_written"]
    autocomplete_fields = ["plan"]
    inlines = [TargetInline, ActivityInline, OutcomeInline]

    def may_write(self, request: HttpRequest, obj: Any) -> bool:
        return super().may_write(request, obj) and obj.plan.is_open

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        written = {"targets_as_written", "activities_as_written", "outcomes_as_written"}
        if not change or written & set(form.changed_data):
            replace_items([obj])
