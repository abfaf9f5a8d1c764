"""What a page tells of a meeting's agenda: the items in their order, what they are about, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from committees.models import AgendaItem, AgendaThing, ItemDecision, Meeting
from committees.models.agenda import tree_of


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item as the agenda shows it."""

    item: AgendaItem
    depth: int
    is_heading: bool  # others stand under it, so that it waits for no decision itself
    decisions: Sequence[ItemDecision]  # the one in force first

    @property
    def is_fixed(self) -> bool:
        """Whether its decision has decided on a plan, so that it is not written again."""
        return any(decision.decided_plans.all() for decision in self.decisions)

    @property
    def decision(self) -> ItemDecision | None:
        return self.decisions[0] if self.decisions else None


def agenda_of(meeting: Meeting) -> list[AgendaRow]:
    decisions = (
        ItemDecision.objects.order_by("-pk").select_related("recorded_by").prefetch_related("decided_plans")
    )
    things = AgendaThing.objects.select_related(
        "plan__region",
        "amendment__plan__region",
        "amendment__made_by",
        "programme",
        "unit__role__organisation",
    )
    items = meeting.items.prefetch_related(
        Prefetch("decisions", decisions), Prefetch("things", things), "recusals__seat", "tasks"
    )
    found = list(items)
    for item in found:
        item.meeting = meeting
    return [
        AgendaRow(item, depth, is_heading, list(item.decisions.all()))
        for item, depth, is_heading in tree_of(found)
    ]
