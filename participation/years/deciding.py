"""A decision on a submitted plan: recorded with its meeting, and the plan frozen as its first version."""

from dataclasses import dataclass
from datetime import date

from editing.refusals import required
from participation.life import PLAN_LIFE
from participation.models import Plan, PlanDecision, PlanVersion
from participation.years.freezing import freeze
from people.models import User
from thai.sentences import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What the minutes say of a decision."""

    body: str
    meeting: str
    held_on: date
    agenda_item: str
    kind: str
    reservation: str = ""

    def record(self, plan: Plan, by: User) -> PlanDecision:
        """Write the decision. Raises ValidationError where the minutes contradict themselves."""
        decision = PlanDecision(
            plan=plan,
            body=self.body,
            meeting=self.meeting,
            held_on=self.held_on,
            agenda_item=self.agenda_item,
            kind=self.kind,
            reservation=self.reservation,
            recorded_by=by,
        )
        decision.full_clean()
        decision.save()
        return decision


def decide(plan: Plan, minutes: Minutes, *, by: User, seen: str) -> PlanVersion:
    """Record what a meeting decided on the plan as it was shown; from here on it changes by amendment."""
    with PLAN_LIFE.doing("decide", plan, by, seen=seen) as held:
        required(minutes.meeting, "meeting", gettext("Name the meeting, such as “ครั้งที่ 4/2566”."))
        decision = minutes.record(held, by)
        held.store(by=by, why=str(decision), fields=["state"])
        return freeze(held, decision)
