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
    touched: set[tuple[str, int]] = set()
    for change in amendment.changes.select_related("item"):
        touched.add(("new", change.into_id) if change.into_id else ("line", change.line_id or 0))
        if change.item:
            touched.add(("line", change.item.line_id))
    for line in amendment.line_changes.all():
        touched.add(("new", line.pk) if line.base is None else ("line", line.line_id or 0))
    baht = sum((measure(amendment) for measure in _BAHT), Decimal(0))
    return Weight(
        len(touched),
        settings.PLAN_AMENDMENT_LINES_WITHOUT_MEETING,
        baht,
        Decimal(settings.PLAN_AMENDMENT_BAHT_WITHOUT_MEETING),
    )
