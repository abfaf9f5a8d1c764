"""Programmes and their allocations, in the admin."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import name_fields
from editing.columns import column, link_to
from editing.forms import VersionedRows
from grants.budget.allocation import Allocation, AllocationQuerySet
from grants.budget.life import PROGRAMME_LIFE
from grants.budget.programme import Programme
from people.signed_in import person_of
from regions.regional_admin import RegionalAdmin, RegionalTabularInline
from thai.amounts import NO_BAHT
from thai.money_words import format_baht


class AllocationRows(VersionedRows):
    """The allocations of a programme on one page: their sum is held to the ceiling, not each alone."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.instance.is_summed_with_others = True
        return form

    def clean(self) -> None:
        self._check_agreements()  # before a row's own error, which nobody sees once the row is to go
        super().clean()
        ceiling = self.instance.ceiling
        total = sum((row.counted or NO_BAHT for row in self.rows_to_be()), NO_BAHT)
        if ceiling is not None and total > ceiling:
            raise ValidationError(
                gettext(
                    "The allocations add up to %(total)s baht, %(over)s baht more than the ceiling of "
                    "%(ceiling)s baht. Lower an amount or raise the ceiling; that of a year that exists is asked for "
                    "on its page “Ceiling”."
                )
                % {
                    "total": format_baht(total),
                    "over": format_baht(total - ceiling),
                    "ceiling": format_baht(ceiling),
                },
                code="ceiling",
            )

    def _check_agreements(self) -> None:
        going = [form.instance.pk for form in self.initial_forms if self.is_deleted(form)]
        agreed = Allocation.objects.filter(pk__in=going, agreements__isnull=False)
        named = agreed.values_list("organisation__name", "agreements__number").order_by("agreements")
        if named:
            raise ValidationError(
                [
                    gettext(
                        "“%(organisation)s” has agreement %(agreement)s, so its allocation is not deleted."
                    )
                    % {"organisation": organisation, "agreement": number}
                    for organisation, number in named
                ],
                code="agreed",
            )

    def save_existing_objects(self, commit: bool = True) -> list[Allocation]:
        # What goes down first: the ceiling holds after every single row.
        count = self.initial_form_count()
        self.forms[:count] = sorted(self.initial_forms, key=self._rise)
        return super().save_existing_objects(commit)

    def _rise(self, form: forms.ModelForm) -> Decimal:
        before = form.initial.get("amount", NO_BAHT)  # a row that is not of this programme has none
        return -before if self.is_deleted(form) else form.instance.amount - before


class SaysWhyItStays:
    """Admin of what agreements or a closed year keep: the page that would delete it names them."""

    def get_deleted_objects(
        self, objs: Iterable[Any], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        for programme in {getattr(obj, "programme", obj) for obj in objs}:
            try:
                programme.require_not_closed()
            except ValidationError as error:
                protected += error.messages
        # Nobody may delete an agreement; which agreement it is says more than that.
        return to_delete, counts, set() if protected else perms_needed, protected


class AllocationInline(RegionalTabularInline):
    model = Allocation
    formset = AllocationRows
    fields = ["order", "organisation", "tier", "amount"]
    readonly_fields = ["name_then"]
    autocomplete_fields = ["organisation"]

    @admin.display(description=_("organisation"))
    def name_then(self, allocation: Allocation) -> str:
        return str(getattr(allocation, "name_then", allocation.organisation))

    def get_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str | list[str] | tuple[str, ...]]:
        """Rows of a closed year, which are only read, name an organisation as on the day of its closing."""
        fields = super().get_fields(request, obj)
        if obj is None or self.has_change_permission(request, cast(Programme, obj)):
            return fields
        return ["name_then" if name == "organisation" else name for name in fields]

    def get_queryset(self, request: HttpRequest) -> AllocationQuerySet:
        return cast(AllocationQuerySet, super().get_queryset(request)).with_name_in_year()

    def has_add_permission(self, request: HttpRequest, obj: Programme | None = None) -> bool:
        return super().has_add_permission(request, obj) and _may_allocate(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Programme | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_allocate(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Programme | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_allocate(request, obj)


def _may_allocate(request: HttpRequest, programme: Programme | None) -> bool:
    """Whether its rows are to be typed in; rows that were typed before the year closed are still refused in words."""
    if any(name.startswith("allocations-") and name.endswith("-amount") for name in request.POST):
        return True
    return programme is None or not PROGRAMME_LIFE.why_not("allocate", programme, person_of(request))


def remaining(programme: Programme) -> Decimal | None:
    return None if programme.ceiling is None else programme.remaining  # a new one has no ceiling yet


@admin.register(Programme)
class ProgrammeAdmin(SaysWhyItStays, RegionalAdmin):
    list_display = [
        "name",
        "fiscal_year",
        "region",
        "ceiling_baht",
        "allocated_baht",
        "remaining_baht",
        "state",
        "page",
    ]
    list_select_related = ["region"]
    list_filter = ["fiscal_year", "region"]
    search_fields = ["name", "budget_code"]
    autocomplete_fields = ["plan"]
    readonly_fields = ["ceiling_link", "allocated_baht", "remaining_baht"]
    inlines = [AllocationInline]

    ceiling_baht = column("ceiling", _("ceiling (baht)"))

    def get_fields(
        self, request: HttpRequest, obj: Programme | None = None
    ) -> list[str | list[str] | tuple[str, ...]]:
        """The ceiling is typed when the programme is made; from then on another person approves another one."""
        gone = "ceiling_link" if obj is None else "ceiling"
        return [name for name in super().get_fields(request, obj) if name != gone]

    @admin.display(description=_("ceiling (baht)"))
    def ceiling_link(self, programme: Programme) -> str:
        said, address = format_baht(programme.ceiling), reverse("ceiling", args=[programme.pk])
        return format_html('{} · <a href="{}">{}</a>', said, address, gettext("Ask for another ceiling"))

    allocated_baht = column("allocated", _("allocated (baht)"))
    remaining_baht = column(remaining, _("left to allocate (baht)"))
    page = link_to("worksheet", _("worksheet"))


@admin.register(Allocation)
class AllocationAdmin(SaysWhyItStays, RegionalAdmin):
    region_path = "programme__region"
    list_display = ["name_in_year", "amount_baht", "tier", "stage", "order", "fiscal_year"]
    list_select_related = ["organisation", "programme"]
    list_filter = ["programme__fiscal_year", "programme__region", "state", "tier", "organisation__province"]
    search_fields = [*name_fields("organisation"), "purpose"]
    autocomplete_fields = ["programme", "organisation"]
    fields = ["programme", "organisation", "order", "amount", "tier", "purpose", "focus", "stage"]
    readonly_fields = ["stage"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Allocation]:
        rows: Any = super().get_queryset(request)
        return rows.with_contracted().with_name_in_year()

    @admin.display(description=_("organisation"), ordering="organisation__name")
    def name_in_year(self, allocation: Any) -> str:
        return str(allocation.name_then)

    @admin.display(description=_("state"), ordering="state")
    def stage(self, allocation: Allocation) -> str:
        return str(allocation.stage.label)

    amount_baht = column("amount", _("amount (baht)"))

    @admin.display(description=_("fiscal year"), ordering="programme__fiscal_year")
    def fiscal_year(self, allocation: Allocation) -> int:
        return allocation.programme.fiscal_year
