"""Committees, their seats and the rules of how they are made up, in the admin."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committees.models import (
    Citation,
    Committee,
    CommitteeKind,
    CompositionPart,
    CompositionRule,
    Seat,
    Secretary,
    Sector,
)
from editing.admin import CatalogueAdmin, VersionedInline
from editing.forms import ReasonedForm
from regions.regional_admin import RegionalAdmin, RegionalTabularInline


@admin.register(CommitteeKind)
class CommitteeKindAdmin(CatalogueAdmin):
    list_display = ["short_name", "name", "quorum", "order"]
    search_fields = ["short_name", "name"]


@admin.register(Citation)
class CitationAdmin(CatalogueAdmin):
    list_display = ["name", "valid_from", "valid_until", "order"]
    search_fields = ["name", "text"]


@admin.register(Sector)
class SectorAdmin(CatalogueAdmin):
    list_display = ["name", "order"]
    search_fields = ["name"]


class PartInline(VersionedInline):
    model = CompositionPart


@admin.register(CompositionRule)
class CompositionRuleAdmin(CatalogueAdmin):
    list_display = ["__str__", "kind", "size", "vice_chairs", "term_years", "valid_from", "valid_until"]
    list_select_related = ["kind", "region"]
    list_filter = ["kind"]
    search_fields = ["legal_basis", "kind__name", "kind__short_name"]
    inlines = [PartInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[CompositionRule]:
        return super().get_queryset(request).prefetch_related("parts")

    @admin.display(description=_("members"))
    def size(self, rule: CompositionRule) -> int:
        return rule.size


class SecretaryInline(RegionalTabularInline):
    model = Secretary


@admin.register(Committee)
class CommitteeAdmin(RegionalAdmin):
    list_display = ["name", "kind", "region", "seats_filled", "ended_on"]
    list_select_related = ["kind", "region"]
    list_filter = ["region", "kind"]
    search_fields = ["name", "kind__short_name", "kind__name"]
    inlines = [SecretaryInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        today = timezone.localdate()
        filled = Seat.objects.on(today).filter(committee=models.OuterRef("pk")).order_by().values("committee")
        counted = filled.annotate(count=models.Count("pk")).values("count")
        return super().get_queryset(request).annotate(filled=models.Subquery(counted))

    @admin.display(description=_("seats filled today"))
    def seats_filled(self, committee: Any) -> int:
        return committee.filled or 0


class SeatForm(ReasonedForm):
    """Whoever seats somebody waits for who seats somebody else on the same committee: places are counted once."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        committee = self.cleaned_data.get("committee")
        key = committee.pk if committee else self.instance.committee_id
        list(Committee.objects.filter(pk=key).select_for_update(no_key=True))
        return cleaned


@admin.register(Seat)
class SeatAdmin(RegionalAdmin):
    form = SeatForm
    region_path = "committee__region"
    list_display = ["__str__", "duty", "committee", "sector", "organisation", "since", "until", "left_on"]
    list_select_related = ["committee", "sector"]
    list_filter = ["committee", "duty", "sector"]
    search_fields = ["name", "title", "organisation", "office", "committee__name"]
    autocomplete_fields = ["committee", "account", "follows"]
    fieldsets = (
        (None, {"fields": ("committee", "duty", "sector")}),
        (_("Who"), {"fields": ("title", "name", "organisation", "office", "account")}),
        (
            _("Term"),
            {"fields": ("order_number", "order_date", "since", "until", "left_on", "follows")},
        ),
    )
