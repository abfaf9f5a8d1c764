"""What of the money is seen or edited in the admin. Django finds the classes through this package."""

from grants.admin.agreements import AgreementAdmin, EntryAdmin, ReportAdmin
from grants.admin.programmes import AllocationAdmin, ProgrammeAdmin
from grants.admin.sources import OtherSourceAdmin
from grants.admin.templates import AgreementTemplateAdmin

__all__ = [
    "AgreementAdmin",
    "AgreementTemplateAdmin",
    "AllocationAdmin",
    "EntryAdmin",
    "OtherSourceAdmin",
    "ProgrammeAdmin",
    "ReportAdmin",
]
