"""The catalogue of participation and the regions' annual plans."""

from participation.models.catalogue import FormOfParticipation, StandardActivity
from participation.models.plan import Plan, PlanActivity, PlanLine, PlanOutcome, PlanTarget

__all__ = [
    "FormOfParticipation",
    "Plan",
    "PlanActivity",
    "PlanLine",
    "PlanOutcome",
    "PlanTarget",
    "StandardActivity",
]
