"""Committees, their seats and the rules of how they are made up, in the admin."""

from typing import Any

from django import forms
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
    PaperTemplate,
    Seat,
    Secretary,
    Sector,
    YearlyReport,
)
from deciding.authority import OF_AN_ORDER, RestsOnAdmin, RestsOnForm
from editing.admin import CatalogueAdmin, VersionedInline
from editing.forms import ReasonedForm
from regions.regional_admin import RegionalAdmin, RegionalTabularInline
from regions.word_template_admin import WordTemplateAdmin


@admin.register(CommitteeKind)
class CommitteeKindAdmin(CatalogueAdmin):
    list_display = ["short_name", "name", "quorum", "reports_to", "order"]
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


class YearlyReportInline(RegionalTabularInline):
    model = YearlyReport


@admin.register(Committee)
class CommitteeAdmin(RegionalAdmin):
    list_display = ["name", "kind", "region", "seats_filled", "ended_on"]
    list_select_related = ["kind", "region"]
    list_filter = ["region", "kind"]
    search_fields = ["name", "kind__short_name", "kind__name"]
    inlines = [SecretaryInline, YearlyReportInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Committee]:
        today = timezone.localdate()
        filled = Seat.objects.on(today).filter(committee=models.OuterRef("pk")).order_by().values("committee")
        counted = filled.annotate(count=models.Count("pk")).values("count")
        return super().get_queryset(request).annotate(filled=models.Subquery(counted))

    @admin.display(description=_("seats filled today"))
    def seats_filled(self, committee: Any) -> int:
        return committee.filled or 0


class SeatForm(RestsOnForm, ReasonedForm):
    """Whoever seats somebody waits for who seats somebody else on the same committee: places are counted once."""

    region_path = "committee__region_id"

    def clean(self) -> None:
        super().clean()
        committee = self.cleaned_data.get("committee")
        key = committee.pk if committee else self.instance.committee_id
        list(Committee.objects.filter(pk=key).select_for_update(no_key=True))


@admin.register(Seat)
class SeatAdmin(RestsOnAdmin, RegionalAdmin):
    form = SeatForm
    region_path = "committee__region"
    list_display = ["__str__", "duty", "committee", "sector", "has_vote", "since", "until", "left_on"]
    list_select_related = ["committee", "sector"]
    list_filter = ["committee", "duty", "has_vote", "sector", ("account", admin.EmptyFieldListFilter)]
    search_fields = ["name", "title", "organisation", "office", "committee__name"]
    autocomplete_fields = ["committee", "account", "follows"]
    fieldsets = (
        (None, {"fields": ("committee", "duty", "has_vote", "sector")}),
        (_("Who"), {"fields": ("title", "name", "organisation", "office", "account")}),
        (_("Term"), {"fields": ("since", "until", "left_on", "follows")}),
        (_("Election"), {"fields": ("elected_by", "elected_on")}),
        (_("What it rests on"), {"fields": ("authority", *OF_AN_ORDER)}),
    )


class PaperTemplateForm(ReasonedForm):
    class Meta:
        model = PaperTemplate
        fields = ["region", "kind", "file"]
        # Without the library's link, which would lead to the file past the walls.
        widgets = {"file": forms.FileInput(attrs={"accept": ".docx,.pptx"})}


@admin.register(PaperTemplate)
class PaperTemplateAdmin(WordTemplateAdmin):
    form = PaperTemplateForm
    field_list_template = "admin/committees/papertemplate/fields.html"
    without_a_file = _("none yet; papers have the portal's own look")
    list_display = ["__str__", "present_file"]
    list_select_related = ["region"]
    fieldsets = (
        (None, {"fields": ("region", "kind", "file", "present_file", "sample_file")}),
        (_("Fields that the file may hold"), {"fields": ("field_list",)}),
    )
