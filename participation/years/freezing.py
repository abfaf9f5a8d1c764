"""Freezing a plan as a decision leaves it."""

from editing.proof.frozen import sha256_of
from participation.models import Plan, PlanDecision, PlanVersion
from participation.years.paper import content_of


def freeze(plan: Plan, decision: PlanDecision) -> PlanVersion:
    """Keep the held plan as its next version; the first is of the plan itself, each later one of an amendment."""
    number = plan.versions.count() + 1
    content = content_of(plan)
    return PlanVersion.objects.create(
        plan=plan,
        number=number,
        title=title_of(number, decision.authority.name),
        decision=decision,
        content=content,
        sha256=sha256_of(content),
    )


def title_of(number: int, decided: str) -> str:
    """“ฉบับที่ 1 (ครั้งที่ 4/2566)”, “ฉบับที่ 2 (แก้ไขครั้งที่ 1, ครั้งที่ 1/2567)”: as papers name it, in Thai whoever reads."""
    told = [f"แก้ไขครั้งที่ {number - 1}"] if number > 1 else []
    return f"ฉบับที่ {number} ({', '.join([*told, decided])})"
