"""What of the money is seen or edited in the admin. Django finds the classes through this package."""

from grants.agreements.admin import AgreementAdmin, EntryAdmin
from grants.agreements.admin_templates import AgreementTemplateAdmin
from grants.budget.admin import AllocationAdmin, ProgrammeAdmin
from grants.reports.admin import ReportAdmin, ReportCheckAdmin

__all__ = [
    "AgreementAdmin",
    "AgreementTemplateAdmin",
    "AllocationAdmin",
    "EntryAdmin",
    "ProgrammeAdmin",
    "ReportAdmin",
    "ReportCheckAdmin",
]
