"""Writing down what was decided on an item. Where it is about a plan, the plan moves with it, in one transaction."""

from dataclasses import dataclass
from operator import itemgetter

from django.core.exceptions import ValidationError

from committees.life import MEETING_LIFE
from committees.models import (
    AgendaItem,
    AgendaThing,
    ItemDecision,
    Meeting,
    Recusal,
    Seat,
)
from committees.models.decision import (
    CARRIES,
    DECIDES_PLANS,
    ItemDecisionKind,
    require_quorum,
    rested_on,
    take_back,
)
from editing.gone import still_there
from editing.refusals import required
from editing.shown import require_shown
from participation.life import AmendmentState, PlanState
from participation.years.amended import decide_amendment
from participation.years.deciding import Minutes, decide
from people.models import User
from thai.sentences import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the minutes say under มติที่ประชุม."""

    kind: str
    text: str = ""
    reservations: str = ""
    recused: tuple[Seat, ...] = ()
    recused_why: str = ""


def record_decision(item: AgendaItem, said: Decided, *, by: User, seen: str) -> ItemDecision:
    """Keep the decision on an item as it was shown; written again, it replaces what was written before.

    A plan or an amendment that the item is about is decided on with it, and then the decision stays as it is.
    Raises ValidationError for who submitted that plan, and where too few members came.
    """
    with MEETING_LIFE.doing("record", item.meeting, by) as meeting:
        held = held_item(item, meeting)
        require_shown(seen, held)
        _require_leaf(held)
        if said.kind != ItemDecisionKind.POSTPONED:
            require_quorum(meeting)
        _hold_what_may_move(held)
        decision = held.decisions.first() or ItemDecision(item=held)
        if rested_on([decision], hold=True):
            raise ValidationError(
                gettext(
                    "Something rests on this decision, so it stays. Close the meeting, then correct its words."
                ),
                code="moved",
            )
        decision.kind, decision.text, decision.reservations = said.kind, said.text, said.reservations
        decision.recorded_by = by
        _keep_record(decision)
        decision.full_clean()
        decision.store(by=by, why=gettext("decision written down"))
        _keep_recusals(held, said)
        for thing in held.things.all():
            _move(thing, decision, by)
        meeting.store(by=by, why=gettext("decision written down"), fields=[])
    return decision


def correct(item: AgendaItem, said: Decided, reason: str, *, by: User, seen: str) -> ItemDecision:
    """Correct a decision of a closed meeting: the old one stays, and the new one says why."""
    with MEETING_LIFE.doing("correct", item.meeting, by) as meeting:
        held = held_item(item, meeting)
        require_shown(seen, held)
        why = required(reason, "reason", gettext("Say why the decision is corrected."))
        before = held.decisions.in_force().first()
        if before is None:
            raise ValidationError(gettext("Nothing was decided on this item."), code="undecided")
        if said.kind != ItemDecisionKind.POSTPONED:
            require_quorum(meeting)
        if said.kind != before.kind and rested_on([before], hold=True):
            raise ValidationError(
                gettext(
                    "Something rests on this decision. Its words can be corrected, and not how it ended."
                ),
                code="moved",
            )
        if said.kind in DECIDES_PLANS and said.kind != before.kind and any(map(_waits, held.things.all())):
            raise ValidationError(
                gettext("What this item is about still waits. Put it on the agenda of the next meeting."),
                code="waits",
            )
        decision = ItemDecision(
            item=held,
            kind=said.kind,
            text=said.text,
            reservations=said.reservations,
            corrects=before,
            reason=why,
            record=before.record,
            recorded_by=by,
        )
        _keep_record(decision)
        decision.full_clean()
        decision.store(by=by, why=why)
    return decision


def close(meeting: Meeting, *, by: User, seen: str) -> None:
    """End the record of a meeting: nothing in it changes any more, but by a correction."""
    with MEETING_LIFE.doing("close", meeting, by, seen=seen) as held:
        quorum = held.quorum
        held.seated, held.needed = quorum.seated, quorum.needed
        voting = held.committee.seats.on(held.held_on).voting().values("pk")
        held.attendance.update(has_vote=False)
        held.attendance.filter(seat__in=voting).update(has_vote=True)
        for each in held.attendance.select_related("seat"):
            each.duty, each.office = each.seat.duty, each.seat.office
            each.save(update_fields=["duty", "office"])
        held.body_name = held.committee.name
        held.store(by=by, why=gettext("closed"), fields=["state", "seated", "needed", "body_name"])


def held_item(item: AgendaItem, meeting: Meeting) -> AgendaItem:
    """The item read anew under its meeting's lock. Raises Gone where somebody has removed it meanwhile."""
    held = still_there(AgendaItem.objects, pk=item.pk)
    held.meeting = meeting
    return held


def _require_leaf(item: AgendaItem) -> None:
    if item.children.exists():
        raise ValidationError(gettext("Decide on the items that stand under this one."), code="has_children")


def _keep_record(decision: ItemDecision) -> None:
    """What others may rest on stands as long as the meeting agreed to something."""
    if decision.kind not in CARRIES:
        take_back(decision)
    elif decision.record is None:
        decision.record = decision.make_record()


def _keep_recusals(item: AgendaItem, said: Decided) -> None:
    item.recusals.all().delete()
    for seat in said.recused:
        recusal = Recusal(item=item, seat=seat, name=str(seat), why=said.recused_why)
        recusal.full_clean()
        recusal.save()


def _move(thing: AgendaThing, decision: ItemDecision, by: User) -> None:
    """Decide on the plan or amendment that waits for it; what does not wait stays as it is."""
    kind = DECIDES_PLANS.get(ItemDecisionKind(decision.kind))
    if kind is None or decision.record is None:
        return
    is_reserved = decision.kind == ItemDecisionKind.RESERVED
    minutes = Minutes(
        authority=decision.record,
        kind=str(kind),
        reservation=decision.reservations if is_reserved else "",
    )
    if thing.plan is not None:
        if thing.plan.state == PlanState.DRAFT:
            raise ValidationError(
                gettext("The plan is a draft. Submit it before the meeting decides."), code="draft"
            )
        if _waits(thing):
            decide(thing.plan, minutes, by=by, seen=thing.plan.shown)
    if thing.amendment is not None and thing.amendment.state in (
        AmendmentState.DRAFT,
        AmendmentState.WITHDRAWN,
    ):
        said = gettext("The amendment is not submitted, so nothing can be agreed on it: it is “%(state)s”.")
        raise ValidationError(said % {"state": thing.amendment.get_state_display()}, code="draft")
    if thing.amendment is not None and _waits(thing):
        decide_amendment(thing.amendment, minutes, by=by, seen=thing.amendment.shown)


def _hold_what_may_move(item: AgendaItem) -> None:
    """Hold its plans and amendments, always in one order, and before the decision, as who decides elsewhere does."""
    things = item.things.select_related("plan", "amendment__plan")
    plans = [(thing.plan.pk, 0, thing.plan) for thing in things if thing.plan]
    amendments = [(each.plan_id, each.pk, each) for thing in things if (each := thing.amendment)]
    for _plan, _amendment, record in sorted([*plans, *amendments], key=itemgetter(0, 1)):
        record.hold()


def _waits(thing: AgendaThing) -> bool:
    """Whether it is a plan or an amendment that was handed in and not decided on."""
    if thing.plan is not None:
        return thing.plan.state == PlanState.SUBMITTED
    return thing.amendment is not None and thing.amendment.state == AmendmentState.SUBMITTED
