"""The catalogue of participation and the regions' annual plans."""

from participation.models.catalogue import FormOfParticipation, StandardActivity
from participation.models.item import ItemKind, PlanItem, PlanLine
from participation.models.plan import Plan

__all__ = ["FormOfParticipation", "ItemKind", "Plan", "PlanItem", "PlanLine", "StandardActivity"]
