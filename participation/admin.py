"""The catalogue of participation and the annual plans, in the admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.admin import CatalogueAdmin, VersionedInline
from editing.forms import VersionedForm, VersionedRows
from participation.life import PLAN_LIFE
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
from people.acts_in_admin import ActsInAdmin
from people.models import User
from regions.regional_admin import RegionalAdmin, RegionalTabularInline

LARGEST_NUMBER = 32767  # that a PositiveSmallIntegerField holds
# Which text of a line its items are recognised in.
TEXT_OF = {
    PlanTarget: "targets_as_written",
    PlanActivity: "activities_as_written",
    PlanOutcome: "outcomes_as_written",
}


class StandardActivityInline(VersionedInline):
    model = StandardActivity


@admin.register(FormOfParticipation)
class FormOfParticipationAdmin(CatalogueAdmin):
    list_display = ["number", "name", "short_name", "valid_from", "valid_until"]
    search_fields = ["name", "short_name"]
    inlines = [StandardActivityInline]


class NumberedForm(VersionedForm):
    def clean_order(self) -> int:
        if self.cleaned_data["order"] < 1:
            raise ValidationError(gettext("Lines are numbered from 1."), code="order")
        return self.cleaned_data["order"]

    def asked_by_the_formset(self) -> set[str]:
        return {*super().asked_by_the_formset(), "order"}


class NumberedRows(VersionedRows):
    """Rows that a person numbers: two of them may change places in one save."""

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        # Rows that move or go first step aside to numbers that nobody uses.
        leaving = [
            form for form in self.initial_forms if "order" in form.changed_data or self.is_deleted(form)
        ]
        free = self._unused_numbers()
        model: Any = self.model
        for form in leaving:
            model._base_manager.filter(pk=form.instance.pk).update(order=next(free))
        return super().save_existing_objects(commit)

    def _unused_numbers(self) -> Iterator[int]:
        used = {row.order for row in self.rows_to_be()} | {row.order for row in self.get_queryset()}
        return (number for number in range(LARGEST_NUMBER, 0, -1) if number not in used)


class PlanLineInline(RegionalTabularInline):
    model = PlanLine
    form = NumberedForm
    formset = NumberedRows
    fields = ["order", "form", "targets_as_written", "activities_as_written", "outcomes_as_written"]
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or obj.is_open)

    def has_change_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_open)


@admin.register(Plan)
class PlanAdmin(ActsInAdmin, RegionalAdmin):
    list_display = ["__str__", "fiscal_year", "region", "state", "line_count"]
    list_select_related = ["region"]
    list_filter = ["fiscal_year", "region", "state"]
    search_fields = ["fiscal_year", "region__name_th"]
    readonly_fields = ["state"]
    inlines = [PlanLineInline]
    life = PLAN_LIFE
    acts = {
        "submit": (_("Submit to the committee"), _("%(record)s is submitted.")),
        "return_to_draft": (_("Take back to draft"), _("%(record)s is a draft again.")),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        lines = PlanLine.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(Count("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(line_count=Coalesce(Subquery(lines.values("pk__count")), 0))
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> Any:
        # The plan of another year is another plan.
        fixed = [] if obj is None else ["fiscal_year"]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_open)

    @admin.display(description=_("lines"), ordering="line_count")
    def line_count(self, plan: Any) -> int:
        return plan.line_count

    def save_formset(self, request: HttpRequest, form: VersionedForm, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for model, text in TEXT_OF.items():
            rewritten = [line for line, fields in formset.changed_objects if text in fields]
            replace_items([*formset.new_objects, *rewritten], (model,))

    def do(self, act: str, record: Plan, *, by: User, seen: str, **typed: Any) -> None:
        if act == "submit":
            record.submit(by=by, seen=seen)
        else:
            record.return_to_draft(by=by)


class ItemInline(RegionalTabularInline):
    form = NumberedForm
    formset = NumberedRows


class TargetInline(ItemInline):
    model = PlanTarget
    fields = ["order", "text", "network"]


class ActivityInline(ItemInline):
    model = PlanActivity
    fields = ["order", "text", "standard"]


class OutcomeInline(ItemInline):
    model = PlanOutcome
    fields = ["order", "text"]


@admin.register(PlanLine)
class PlanLineAdmin(RegionalAdmin):
    """One line: the texts as written, and below what was recognised in them."""

    region_path = "plan__region"
    list_display = ["form", "order", "plan"]
    list_select_related = ["plan__region", "form"]
    list_filter = ["plan__fiscal_year", "form", "plan__region"]
    search_fields = ["targets_as_written", "activities_as_written", "outcomes_as_written"]
    autocomplete_fields = ["plan"]
    inlines = [TargetInline, ActivityInline, OutcomeInline]

    def may_write(self, request: HttpRequest, obj: PlanLine) -> bool:
        return super().may_write(request, obj) and obj.plan.is_open

    def save_formset(self, request: HttpRequest, form: VersionedForm, formset: Any, change: bool) -> None:
        """Items that a person put right stay hers; where she rewrote only the text, it is read anew."""
        super().save_formset(request, form, formset, change)
        is_rewritten = not change or TEXT_OF[formset.model] in form.changed_data
        if is_rewritten and not formset.has_changed():
            replace_items([form.instance], (formset.model,))
