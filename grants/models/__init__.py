"""What is granted, agreed, paid, returned and explained. docs/decisions/money-rules.md says what holds each rule."""

from grants.models.agreement import Agreement
from grants.models.allocation import Allocation
from grants.models.amendment import Amendment
from grants.models.closing import Settlement
from grants.models.corrections import PaymentCorrection
from grants.models.evidence import Evidence
from grants.models.instalment import Instalment
from grants.models.ledger import Entry
from grants.models.programme import Programme
from grants.models.report import Report
from grants.models.report_parts import ParticipantCount, ReportComment, UnreadFigure
from grants.models.returns import ReturnNotice
from grants.models.source import OtherSource
from grants.models.template import AgreementTemplate
from grants.models.zero import Zero

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "Allocation",
    "Amendment",
    "Entry",
    "Evidence",
    "Instalment",
    "OtherSource",
    "ParticipantCount",
    "PaymentCorrection",
    "Programme",
    "Report",
    "ReportComment",
    "ReturnNotice",
    "Settlement",
    "UnreadFigure",
    "Zero",
]
