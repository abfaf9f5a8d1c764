"""Agreements and the ledger in the admin: to look up, never to write; what is done is done on their pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from centres.models.organisation import name_fields
from editing.columns import column, link_to
from grants.agreements.agreement import Agreement
from grants.agreements.ledger import Entry
from regions.regional_admin import LookedUpAdmin


@admin.register(Agreement)
class AgreementAdmin(LookedUpAdmin):
    region_path = "allocation__programme__region"
    list_display = [
        "number",
        "number_as_typed",
        "organisation",
        "fiscal_year",
        "amount_baht",
        "paid_baht",
        "state",
        "page",
    ]
    list_select_related = ["allocation__organisation", "allocation__programme"]
    list_filter = ["state", "kind", "allocation__programme__fiscal_year", "allocation__programme__region"]
    search_fields = ["number", "number_as_typed", *name_fields("allocation__organisation")]
    fields = [
        "number",
        "number_as_typed",
        "organisation",
        "fiscal_year",
        "kind",
        "amount_baht",
        "paid_baht",
        "returned_baht",
        "signed_day",
        "starts_day",
        "ends_day",
        "office_signatory",
        "organisation_signatory",
        "state",
        "page",
    ]

    signed_day = column("signed_on", _("signed on"))
    starts_day = column("starts_on", _("starts on"))
    ends_day = column("ends_on", _("ends on"))
    amount_baht = column("amount", _("amount (baht)"))
    paid_baht = column("paid", _("paid (baht)"))
    returned_baht = column("returned", _("returned (baht)"))
    page = link_to("agreement", _("page of the agreement"))

    @admin.display(description=_("organisation"), ordering="allocation__organisation__name")
    def organisation(self, agreement: Agreement) -> str:
        return agreement.name_on_paper

    @admin.display(description=_("fiscal year"), ordering="allocation__programme__fiscal_year")
    def fiscal_year(self, agreement: Agreement) -> int:
        return agreement.programme.fiscal_year


@admin.register(Entry)
class EntryAdmin(LookedUpAdmin):
    region_path = "agreement__allocation__programme__region"
    list_display = [
        "on",
        "agreement",
        "kind",
        "amount_baht",
        "document_number",
        "requested_by",
        "approved_by",
    ]
    list_select_related = ["agreement", "requested_by", "approved_by"]
    list_filter = [
        "kind",
        "agreement__allocation__programme__fiscal_year",
        "agreement__allocation__programme__region",
    ]
    search_fields = [
        "document_number",
        "agreement__number",
        *name_fields("agreement__allocation__organisation"),
    ]
    fields = [
        "agreement",
        "instalment",
        "kind",
        "adjusts",
        "amount_baht",
        "entry_day",
        "document_number",
        "reason",
        "requested_by",
        "approved_by",
        "recorded_by",
        "recorded_day",
        "page",
    ]

    entry_day = column("on", _("date"))
    recorded_day = column("recorded_at", _("recorded at"))
    amount_baht = column("amount", _("amount (baht)"))
    page = link_to("agreement", _("page of the agreement"), key="agreement_id")
