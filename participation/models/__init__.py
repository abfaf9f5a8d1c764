"""The catalogue of participation, the regions' annual plans, and what becomes of their activities."""

from participation.models.activity_report import ActivityReport
from participation.models.amendment import PlanAmendment
from participation.models.amendment_change import AmendedLine, AmendmentChange
from participation.models.catalogue import FormOfParticipation, StandardActivity
from participation.models.decision import DecisionKind, PlanDecision
from participation.models.detail import ActivityDetail
from participation.models.indicator import Indicator, IndicatorValue
from participation.models.item import ItemKind, PlanItem, PlanLine
from participation.models.other_source import OtherSource
from participation.models.plan import Plan
from participation.models.presence import PlanPresence
from participation.models.report_files import ActivityPhoto, NameList, NameListOpening
from participation.models.report_parts import ActivityRemark, ParticipantGroup, ReportedResult, TimetableRow
from participation.models.tag import ActivityTag
from participation.models.version import PlanVersion

__all__ = [
    "ActivityDetail",
    "ActivityPhoto",
    "ActivityRemark",
    "ActivityReport",
    "ActivityTag",
    "AmendedLine",
    "AmendmentChange",
    "DecisionKind",
    "FormOfParticipation",
    "Indicator",
    "IndicatorValue",
    "ItemKind",
    "NameList",
    "NameListOpening",
    "OtherSource",
    "ParticipantGroup",
    "Plan",
    "PlanAmendment",
    "PlanDecision",
    "PlanItem",
    "PlanLine",
    "PlanPresence",
    "PlanVersion",
    "ReportedResult",
    "StandardActivity",
    "TimetableRow",
]
