"""Writing down what was decided on an item. Where it is about a plan, the plan moves with it, in one transaction."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.life import MEETING_LIFE
from committees.models import (
    AgendaItem,
    AgendaThing,
    DecidedPlan,
    FollowUp,
    ItemDecision,
    Meeting,
    Recusal,
    Seat,
)
from committees.models.decision import DECIDES_PLANS, ItemDecisionKind, require_quorum
from editing.gone import still_there
from editing.refusals import required
from editing.shown import require_shown
from participation.life import AmendmentState, PlanState
from participation.models import PlanVersion
from participation.years.amended import decide_amendment
from participation.years.deciding import Minutes, decide
from people import rights
from people.models import User
from people.roles import STAFF_ROLES
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
        decision = held.decisions.first() or ItemDecision(item=held)
        if decision.pk and decision.moved_plans:
            raise ValidationError(
                gettext(
                    "This decision has decided on a plan and stays. Close the meeting, then correct its words."
                ),
                code="moved",
            )
        decision.kind, decision.text, decision.reservations = said.kind, said.text, said.reservations
        decision.recorded_by = by
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
        if said.kind != before.kind and _moved_plans(held):
            raise ValidationError(
                gettext(
                    "A plan was decided on by this decision. Its words can be corrected, and not how it ended."
                ),
                code="moved",
            )
        decision = ItemDecision(
            item=held,
            kind=said.kind,
            text=said.text,
            reservations=said.reservations,
            corrects=before,
            reason=why,
            recorded_by=by,
        )
        decision.full_clean()
        decision.store(by=by, why=why)
    return decision


def set_task(item: AgendaItem, *, what: str, owner: str, due_on: date, by: User) -> FollowUp:
    """Keep what the meeting wants done."""
    with MEETING_LIFE.doing("record", item.meeting, by) as meeting:
        task = FollowUp(item=held_item(item, meeting), what=what, owner=owner, due_on=due_on)
        task.full_clean()
        task.store(by=by, why=gettext("task from a meeting"))
    return task


def finish(task: FollowUp, *, done_on: date, outcome: str, by: User) -> None:
    """Say that a task is done, also after its meeting was closed."""
    with transaction.atomic():
        rights.require(by, task.item.meeting.committee.region_id, *STAFF_ROLES)
        held = task.hold()
        if held.done_on is not None:
            raise ValidationError(gettext("The task is done already."), code="done")
        held.done_on, held.outcome = done_on, outcome
        held.full_clean()
        held.store(by=by, why=gettext("done"), fields=["done_on", "outcome"])


def close(meeting: Meeting, *, by: User, seen: str) -> None:
    """End the record of a meeting: nothing in it changes any more, but by a correction."""
    with MEETING_LIFE.doing("close", meeting, by, seen=seen) as held:
        held.store(by=by, why=gettext("closed"), fields=["state"])


def held_item(item: AgendaItem, meeting: Meeting) -> AgendaItem:
    """The item read anew under its meeting's lock. Raises Gone where somebody has removed it meanwhile."""
    held = still_there(AgendaItem.objects, pk=item.pk)
    held.meeting = meeting
    return held


def _require_leaf(item: AgendaItem) -> None:
    if item.children.exists():
        raise ValidationError(gettext("Decide on the items that stand under this one."), code="has_children")


def _moved_plans(item: AgendaItem) -> bool:
    return DecidedPlan.objects.filter(decision__item=item).exists()


def _keep_recusals(item: AgendaItem, said: Decided) -> None:
    item.recusals.all().delete()
    for seat in said.recused:
        recusal = Recusal(item=item, seat=seat, why=said.recused_why)
        recusal.full_clean()
        recusal.save()


def _move(thing: AgendaThing, decision: ItemDecision, by: User) -> None:
    """Decide on the plan or amendment that waits for it; what does not wait stays as it is."""
    kind = DECIDES_PLANS.get(ItemDecisionKind(decision.kind))
    if kind is None:
        return
    version = _decided_version(thing, _minutes(decision, str(kind)), by)
    if version is not None:
        DecidedPlan.objects.create(decision=decision, plan_decision=version.decision)


def _decided_version(thing: AgendaThing, minutes: Minutes, by: User) -> PlanVersion | None:
    if thing.plan is not None:
        if thing.plan.state == PlanState.DRAFT:
            raise ValidationError(
                gettext("The plan is a draft. Submit it before the meeting decides."), code="draft"
            )
        if thing.plan.state == PlanState.SUBMITTED:
            return decide(thing.plan, minutes, by=by, seen=thing.plan.shown)
    if thing.amendment is not None and thing.amendment.state == AmendmentState.SUBMITTED:
        return decide_amendment(thing.amendment, minutes, by=by, seen=thing.amendment.shown)
    return None


def _minutes(decision: ItemDecision, kind: str) -> Minutes:
    """What the decision on the plan says: the same as the record of the meeting."""
    meeting = decision.item.meeting
    return Minutes(
        body=meeting.committee.name,
        meeting=str(meeting),
        held_on=meeting.held_on,
        agenda_item=decision.item.number,
        kind=kind,
        reservation=decision.reservations if decision.kind == ItemDecisionKind.RESERVED else "",
    )
