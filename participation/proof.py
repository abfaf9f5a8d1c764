"""What is always true of plans that were decided on, proved from the rows: rules for the audit of the whole database.

A plan's later life leaves three traces, the decision, the version and the amendment; they have to tell one story.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q

from editing.proof.rule import Rule
from editing.proof.rules_of_database import rule_of_triggers
from editing.written import read_writers
from participation.life import AmendmentState, PlanState
from participation.migrations.rows_stay import writing
from participation.models import Plan, PlanAmendment, PlanDecision, PlanVersion
from participation.years.paper import content_of

IN_FORCE = (PlanState.DECIDED, PlanState.CLOSED)
# What is compared of a line and an item: what stands on paper. The catalogue may number a form anew afterwards.
OF_A_LINE = ("key", "order", "number", "form_words")
OF_AN_ITEM = ("key", "kind", "mark", "text", "after")


def _versions_are_whole() -> Iterator[str]:
    for version in PlanVersion.objects.select_related("plan__region").iterator():
        if not version.is_whole:
            yield f"{_named(version)}: its content is not what was frozen"
        own = (version.plan.fiscal_year, version.plan.region.name_th)
        if (version.content.get("fiscal_year"), version.content.get("region")) != own:
            yield f"{_named(version)}: its content is of another plan"


def _numbers_have_no_gap() -> Iterator[str]:
    for plan in _plans():
        numbers = [version.number for version in plan.versions.all()]
        if numbers != [*range(1, len(numbers) + 1)]:
            yield f"plan {plan.pk}: its versions are numbered {numbers}"


def _decisions_and_versions_go_together() -> Iterator[str]:
    for plan in _plans():
        versions = len(plan.versions.all())
        if plan.state in IN_FORCE and not versions:
            yield f"plan {plan.pk}: it is {plan.state}, and no version of it was kept"
        if plan.state not in IN_FORCE and versions:
            yield f"plan {plan.pk}: it is {plan.state}, and {versions} versions of it were kept"
    for decision in PlanDecision.objects.filter(frozen=None):
        yield f"decision {decision.pk}: it froze no version"
    for decision in PlanDecision.objects.exclude(authority__region=F("plan__region")):
        yield f"decision {decision.pk}: it rests on a decision of another region"
    for version in PlanVersion.objects.exclude(plan=F("decision__plan")):
        yield f"{_named(version)}: its decision is on another plan"


def _later_versions_were_amendments() -> Iterator[str]:
    for version in PlanVersion.objects.filter(number__gt=1, amendment=None):
        yield f"{_named(version)}: no amendment became it"
    for version in PlanVersion.objects.filter(number=1, amendment__isnull=False):
        yield f"{_named(version)}: the first version is of the plan itself, not of an amendment"
    other = ~Q(plan=F("became__plan")) | ~Q(state=AmendmentState.DECIDED)
    for amendment in PlanAmendment.objects.filter(other, became__isnull=False):
        yield f"amendment {amendment.pk}: it is {amendment.state}, and became a version"


def _plans_read_as_their_last_version() -> Iterator[str]:
    for plan in _plans():
        version = max(plan.versions.all(), key=lambda each: each.number, default=None)
        if plan.state in IN_FORCE and version and _on_paper(content_of(plan)) != _on_paper(version.content):
            yield f"plan {plan.pk}: it does not read as {_named(version)} any more"


def _whoever_asked_did_not_decide() -> Iterator[str]:
    own = Q(number=1, decision__recorded_by=F("plan__submitted_by"))
    for version in PlanVersion.objects.filter(own):
        yield f"{_named(version)}: decided on by who submitted the plan"
    decided = list(PlanAmendment.objects.exclude(became=None).select_related("became__decision"))
    read_writers(decided)
    for amendment in decided:
        wrote = {amendment.made_by_id, amendment.submitted_by_id} | amendment.writers
        if amendment.became and amendment.became.decision.recorded_by_id in wrote:
            yield f"amendment {amendment.pk}: decided on by who wrote or submitted it"


def _plans() -> Iterator[Plan]:
    yield from Plan.objects.select_related("region").prefetch_related("versions").order_by("pk")


def _named(version: PlanVersion) -> str:
    return f"version {version.number} of plan {version.plan_id}"


def _on_paper(content: dict[str, Any]) -> list[object]:
    return [
        ([line[name] for name in OF_A_LINE], [[item[name] for name in OF_AN_ITEM] for item in line["items"]])
        for line in content["lines"]
    ]


RULES = [
    Rule("a version of a plan is what was frozen", _versions_are_whole),
    Rule("the versions of a plan are numbered without a gap", _numbers_have_no_gap),
    Rule(
        "a decision on a plan and the version that it froze go together", _decisions_and_versions_go_together
    ),
    Rule("each later version of a plan was an amendment", _later_versions_were_amendments),
    Rule("a plan in force reads as its last version", _plans_read_as_their_last_version),
    Rule("whoever asked did not decide on a plan", _whoever_asked_did_not_decide),
    rule_of_triggers("every trigger of plans stands as it was written", "participation", writing.statements),
]
