"""Whether an amendment is so great that a meeting decides on it: lines touched, and what rooms above count of money."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.models import Plan, PlanAmendment
from participation.models.amendment import PARTS
from thai.money_words import format_baht


@dataclass(frozen=True, slots=True)
class Span:
    """From when a version was kept until the next one was, or until now."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class MovedPart:
    """A part of a budget that moved, by name, and its baht before and after."""

    what: str
    before: Decimal
    after: Decimal

    def __str__(self) -> str:
        said = {
            "organisation": self.what,
            "before": format_baht(self.before),
            "after": format_baht(self.after),
        }
        return _("%(organisation)s: %(before)s → %(after)s baht") % said


@dataclass(frozen=True, slots=True)
class MovedBaht:
    """Baht that moved in a budget that belongs to a plan, and of which parts."""

    baht: Decimal
    parts: list[MovedPart] = field(default_factory=list)


# Given a plan and a span, what moved in the budget that belongs to the plan.
Measure = Callable[[Plan, Span], MovedBaht]
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
    parts: list[MovedPart]

    @property
    def needs_meeting(self) -> bool:
        return bool(self.reasons)

    @property
    def reasons(self) -> list[str]:
        """Why a meeting decides on it, in sentences; empty where none has to."""
        found = []
        if self.lines > self.lines_free:
            said = _("it touches %(lines)s lines of the plan, more than %(free)s")
            found.append(said % {"lines": self.lines, "free": self.lines_free})
        if self.baht > self.baht_free:
            said = _("%(baht)s baht moved in the budget since the version in force, more than %(free)s baht")
            found.append(said % {"baht": format_baht(self.baht), "free": format_baht(self.baht_free)})
        return found


def weight_of(amendment: PlanAmendment) -> Weight:
    moved = _moved_with(amendment)
    return Weight(
        len(_lines_touched(amendment)),
        settings.PLAN_AMENDMENT_LINES_WITHOUT_MEETING,
        sum((each.baht for each in moved), Decimal(0)),
        Decimal(settings.PLAN_AMENDMENT_BAHT_WITHOUT_MEETING),
        [part for each in moved for part in each.parts],
    )


def _lines_touched(amendment: PlanAmendment) -> set[tuple[str, int]]:
    touched: set[tuple[str, int]] = set()
    prefetch_related_objects([amendment], *PARTS)
    for change in amendment.changes.all():
        touched.add(("new", change.into_id) if change.into_id else ("line", change.line_id or 0))
        if change.item:
            touched.add(("line", change.item.line_id))
    for line in amendment.line_changes.all():
        touched.add(("new", line.pk) if line.base is None else ("line", line.line_id or 0))
    return touched


def _moved_with(amendment: PlanAmendment) -> list[MovedBaht]:
    """What moved since the version that it lies over was kept; nothing of one that was withdrawn."""
    if amendment.state == PlanAmendment.State.WITHDRAWN:
        return []
    versions, until = amendment.plan.versions.order_by("-number"), timezone.now()
    if amendment.became is not None:
        versions, until = versions.filter(number__lt=amendment.became.number), amendment.became.made_at
    version = versions.first()
    if version is None:
        return []
    span = Span(version.made_at, until)
    return [measure(amendment.plan, span) for measure in _BAHT]
