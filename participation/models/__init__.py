"""The catalogue of participation and the regions' annual plans."""

from participation.models.amendment import AmendmentChange, PlanAmendment
from participation.models.catalogue import FormOfParticipation, StandardActivity
from participation.models.decision import DecisionKind, PlanDecision
from participation.models.item import ItemKind, PlanItem, PlanLine
from participation.models.plan import Plan
from participation.models.version import PlanVersion

__all__ = [
    "AmendmentChange",
    "DecisionKind",
    "FormOfParticipation",
    "ItemKind",
    "Plan",
    "PlanAmendment",
    "PlanDecision",
    "PlanItem",
    "PlanLine",
    "PlanVersion",
    "StandardActivity",
]
