"""Reports in the admin: to look up, never to write; and the office's checklist for them."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import name_fields
from editing.columns import column, link_to
from grants.reports.checks import ReportCheck
from grants.reports.report import Report
from people.signed_in import person_of
from regions.models import Region
from regions.regional_admin import LookedUpAdmin, RegionalAdmin


@admin.register(Report)
class ReportAdmin(LookedUpAdmin):
    region_path = "instalment__agreement__allocation__programme__region"
    list_display = [
        "agreement",
        "instalment_number",
        "organisation",
        "state",
        "spent_baht",
        "left_baht",
        "page",
    ]
    list_select_related = [
        "instalment__agreement__allocation__organisation",
        "instalment__agreement__allocation__programme",
    ]
    list_filter = [
        "state",
        "instalment__agreement__allocation__programme__fiscal_year",
        "instalment__agreement__allocation__programme__region",
    ]
    search_fields = [
        "instalment__agreement__number",
        *name_fields("instalment__agreement__allocation__organisation"),
    ]
    fields = [
        "agreement",
        "instalment_number",
        "organisation",
        "state",
        "received_baht",
        "spent_baht",
        "left_baht",
        "page",
    ]

    received_baht = column("received", _("received"))
    spent_baht = column("spending", _("spent (baht)"), ordered=False)
    page = link_to("report", _("page of the report"))
    left_baht = column("end", _("left (baht)"), ordered=False)

    @admin.display(description=_("agreement"), ordering="instalment__agreement__number")
    def agreement(self, report: Report) -> str:
        return str(report.agreement)

    @admin.display(description=_("instalment"), ordering="instalment__number")
    def instalment_number(self, report: Report) -> int:
        return report.instalment.number

    @admin.display(description=_("organisation"))
    def organisation(self, report: Report) -> str:
        return report.agreement.name_on_paper


@admin.register(ReportCheck)
class ReportCheckAdmin(RegionalAdmin):
    """A region's staff keep their own checks and read those of head office, which alone sets what all are asked."""

    list_display = ["words", "region_name", "order", "valid_from", "valid_until"]
    list_display_links = ["words"]
    list_select_related = ["region"]
    list_filter = ["region"]
    search_fields = ["words"]
    fields = ["region", "order", "words", "valid_from", "valid_until"]

    @admin.display(description=_("region"), ordering="region")
    def region_name(self, check: ReportCheck) -> str:
        return str(check.region or gettext("every region"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Model]:
        rows = self.model._default_manager.order_by(*self.get_ordering(request))
        own = Region.objects.staffed_by(request.user)
        return rows.filter(Q(region=None) | Q(region__in=own))

    def may_write(self, request: HttpRequest, obj: models.Model) -> bool:
        if self.region_number_of(obj) is None:
            return person_of(request).sees_every_region
        return super().may_write(request, obj)

    def formfield_for_foreignkey(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "region" and not person_of(request).sees_every_region:
            field.required = True
            own = list(field.queryset[:2])
            field.initial = own[0] if len(own) == 1 else None
        elif db_field.name == "region":
            field.empty_label = gettext("every region")
        return field
