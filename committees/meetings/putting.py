"""An issued paper before one more body: its item points at the paper as it was issued, and has its own decision."""

from dataclasses import dataclass

from django.db.models import QuerySet

from committees.life import MEETING_LIFE
from committees.meetings.deciding import held_item
from committees.meetings.preparing import require_no_decision
from committees.models import AgendaItem, Consultation, ItemDecision, Paper
from committees.models.paper import PaperQuerySet
from people.models import User
from thai.sentences import gettext


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One more body that a paper is before, and what it decided."""

    paper: Paper
    item: AgendaItem
    decision: ItemDecision | None


def papers_at_hand(item: AgendaItem, reader: User) -> "QuerySet[Paper]":
    """The papers that can be put before an item: those of its region that were issued for other items."""
    put = item.consultations.values("paper")
    region = item.meeting.committee.region_id
    papers = Paper.objects.visible_to(reader).filter(item__meeting__committee__region=region)
    papers = papers.exclude(item=item).exclude(pk__in=put).without_file().defer("content")
    return papers.select_related("item__meeting__committee__kind").order_by("-issued_at", "-pk")


def put_elsewhere(item: AgendaItem, reader: User) -> list[Elsewhere]:
    """The other items before which the papers of an item were put, as far as somebody reads them."""
    return bodies_of(Paper.objects.filter(item=item), reader, but=item)


def bodies_of(papers: PaperQuerySet, reader: User, *, but: AgendaItem | None = None) -> list[Elsewhere]:
    """Before which items papers are: that for which each was issued first, then the others; with their decisions."""
    seen = AgendaItem.objects.visible_to(reader).with_everything()
    told = papers.without_file().defer("content").order_by("revision")
    places = [(paper, paper.item_id) for paper in told]
    put = Consultation.objects.filter(paper__in=papers.values("pk")).order_by("pk")
    by_key = {paper.pk: paper for paper in told}
    places += [(by_key[each.paper_id], each.item_id) for each in put]
    items = seen.in_bulk({key for _paper, key in places} - ({but.pk} if but else set()))
    decisions = ItemDecision.objects.in_force().filter(item__in=items)
    decided = {each.item_id: each for each in decisions}
    return [Elsewhere(paper, items[key], decided.get(key)) for paper, key in places if key in items]


def put_before(item: AgendaItem, paper: Paper, *, by: User) -> Consultation:
    """Put an issued paper before the meeting of an item on which nothing is decided yet."""
    with MEETING_LIFE.doing("issue", item.meeting, by) as meeting:
        held = held_item(item, meeting)
        require_no_decision(held)
        made = Consultation(item=held, paper=paper)
        made.full_clean()
        made.save()
        held.note(
            by=by, why=gettext("paper of another body put before the meeting: %(paper)s") % {"paper": paper}
        )
    return made


def take_from(made: Consultation, *, by: User) -> None:
    """The paper is not before the meeting after all; it stays as it was issued."""
    with MEETING_LIFE.doing("issue", made.item.meeting, by) as meeting:
        held = held_item(made.item, meeting)
        require_no_decision(held)
        told = gettext("paper of another body taken from the meeting: %(paper)s") % {"paper": made.paper}
        made.delete()
        held.note(by=by, why=told)
