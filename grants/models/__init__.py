"""What is granted, agreed, paid, returned and explained. docs/how-money-is-held.md says what holds each rule."""

from grants.agreements.agreement import Agreement
from grants.agreements.amendment import Amendment
from grants.agreements.instalment import Instalment
from grants.agreements.ledger import Entry
from grants.agreements.template import AgreementTemplate
from grants.budget.allocation import Allocation
from grants.budget.ceiling import CeilingChange
from grants.budget.programme import Programme
from grants.payments.corrections import Correction
from grants.payments.returns import ReturnNotice
from grants.reports import ending, writing  # noqa: F401 acts of a lower room that need what this one knows
from grants.reports.checks import ReportCheck
from grants.reports.evidence import Evidence
from grants.reports.report import Report
from grants.reports.report_parts import ParticipantCount, ReportComment, UnreadFigure
from grants.rules.audit_run import AuditRun
from grants.rules.chain import Seal
from grants.rules.zero import Zero
from grants.year import closing  # noqa: F401 as ending and writing
from grants.year.settlement import Settlement

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "Allocation",
    "Amendment",
    "AuditRun",
    "CeilingChange",
    "Correction",
    "Entry",
    "Evidence",
    "Instalment",
    "ParticipantCount",
    "Programme",
    "Report",
    "ReportCheck",
    "ReportComment",
    "ReturnNotice",
    "Seal",
    "Settlement",
    "UnreadFigure",
    "Zero",
]
