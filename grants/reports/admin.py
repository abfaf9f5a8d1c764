"""Reports in the admin: to look up, never to write."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import name_fields
from editing.columns import column, link_to
from grants.reports.report import Report
from regions.regional_admin import LookedUpAdmin


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
        return str(report.organisation)
