"""A decision on a submitted plan: recorded with what it rests on, and the plan frozen as its first version."""

from dataclasses import dataclass

from deciding.models import Decision
from participation.life import PLAN_LIFE
from participation.models import Plan, PlanDecision, PlanVersion
from participation.years.freezing import freeze
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What was decided on a plan: by which meeting or order, and how it ended."""

    authority: Decision
    kind: str
    reservation: str = ""

    def record(self, plan: Plan, by: User) -> PlanDecision:
        """Write the decision. Raises ValidationError where its kind and its reservation contradict each other."""
        decision = PlanDecision(
            plan=plan,
            authority=self.authority.kept(plan.region_id, by),
            kind=self.kind,
            reservation=self.reservation,
            recorded_by=by,
        )
        decision.full_clean()
        decision.save()
        return decision


def decide(plan: Plan, minutes: Minutes, *, by: User, seen: str) -> PlanVersion:
    """Record what was decided on the plan as it was shown; from here on it changes by amendment."""
    with PLAN_LIFE.doing("decide", plan, by, seen=seen) as held:
        decision = minutes.record(held, by)
        held.store(by=by, why=str(decision), fields=["state"])
        return freeze(held, decision)
