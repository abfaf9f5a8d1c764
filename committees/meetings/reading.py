"""What a page tells of a meeting's agenda: the items in their order, what they are about, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Prefetch

from committees.models import (
    AgendaItem,
    AgendaThing,
    Consultation,
    ItemDecision,
    Meeting,
    Paper,
    Recusal,
)
from committees.models.agenda import tree_of
from committees.models.decision import rested_on
from committees.models.paper import FILES


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item as the agenda shows it."""

    item: AgendaItem
    depth: int
    is_heading: bool  # others stand under it, so that it waits for no decision itself
    decisions: Sequence[ItemDecision]  # the one in force first
    is_fixed: bool  # something rests on its decision, so that it is not written again

    @property
    def paper(self) -> Paper | None:
        """The newest revision of its paper, else the first that was issued for another body and put before it."""
        put = (each.paper for each in self.item.consultations.all())
        return next(chain(self.item.papers.all(), put), None)

    @property
    def decision(self) -> ItemDecision | None:
        return self.decisions[0] if self.decisions else None


def agenda_of(meeting: Meeting) -> list[AgendaRow]:
    decisions = ItemDecision.objects.order_by("-pk").select_related("recorded_by")
    things = AgendaThing.objects.select_related(
        "plan__region",
        "plan_version__plan__region",
        "amendment__plan__region",
        "amendment__made_by",
        "programme",
        "unit__role__organisation",
    ).defer("plan_version__content")
    papers = Paper.objects.without_file().defer("content")
    of_papers = [f"paper__{name}" for name in ("content", *FILES)]
    put = Consultation.objects.select_related("paper__item__meeting__committee__kind").defer(*of_papers)
    items = meeting.items.prefetch_related(
        Prefetch("decisions", decisions),
        Prefetch("things", things),
        Prefetch("papers", papers),
        Prefetch("consultations", put),
        Prefetch("recusals", Recusal.objects.in_force().select_related("seat")),
        "tasks",
    )
    found = list(items)
    for item in found:
        item.meeting = meeting
    fixed = rested_on(each for item in found for each in item.decisions.all())
    return [
        AgendaRow(
            item,
            depth,
            is_heading,
            list(item.decisions.all()),
            any(each.record_id in fixed for each in item.decisions.all()),
        )
        for item, depth, is_heading in tree_of(found)
    ]
