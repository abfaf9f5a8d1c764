"""Whether an amendment is so great that a meeting decides on it: lines touched, and what rooms above count of money."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from participation.models import PlanAmendment

# Given an amendment, the baht that it moves in the budget that belongs to the plan.
Measure = Callable[[PlanAmendment], Decimal]
_BAHT: list[Measure] = []


def weighs(measure: Measure) -> Measure:
    """Have every amendment's baht counted by this, too. A decorator; called as the app starts."""
    _BAHT.append(measure)
    return measure


@dataclass(frozen=True, slots=True)
class Weight:
    """How much an amendment changes, beside what may change without a meeting."""

    lines: int
    lines_free: int
    baht: Decimal
    baht_free: Decimal

    @property
    def needs_meeting(self) -> bool:
        return self.lines > self.lines_free or self.baht > self.baht_free


def weight_of(amendment: PlanAmendment) -> Weight:
    touched = set()
    for change in amendment.changes.select_related("item"):
        touched |= {change.line_id} | ({change.item.line_id} if change.item else set())
    baht = sum((measure(amendment) for measure in _BAHT), Decimal(0))
    return Weight(
        len(touched),
        settings.PLAN_AMENDMENT_LINES_WITHOUT_MEETING,
        baht,
        Decimal(settings.PLAN_AMENDMENT_BAHT_WITHOUT_MEETING),
    )
